"""JSON Schemas of all files the coordinator writes, made of the models: an editor completes with them.

A schema takes what our reader takes. It keeps everything as text, an editor sees numbers and yes and no too,
so a text may be either; a fact may be plain text or a mapping with `value`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

from bot.core.checks import Check
from bot.core.hsds import Organization
from bot.core.knowledge import Guide
from bot.core.provenance import OneOrMany
from bot.desk.schema_words import of_field, of_model
from bot.files.intent_files import (
    CueFile,
    Languages,
    Names,
    Needs,
    OtherLanguages,
    OutOfScope,
    PhraseFile,
    Words,
)
from bot.files.knowledge_files import Closures, Events, Examples, Hotlines, Sources, Topics
from bot.files.problems import Problem
from bot.files.redaction_file import LanguageWords
from bot.files.town import Town

Schema = dict[str, Any]
FOLDER = "schemas"
HEAD = "# yaml-language-server: $schema="
_DIALECT = "http://json-schema.org/draft-07/schema#"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_FORMS: Mapping[str, Schema] = {
    "date": {"type": "string", "pattern": _DAY},
    # an editor of the older YAML reads 14:00 as 840
    "time": {"type": ["string", "integer"], "pattern": r"^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"},
    "date-time": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$"},
}
_PLAIN = ["string", "number", "boolean"]
_TEXT = {"type": _PLAIN, "minLength": 1, "maxLength": 600}
_PAGE = {"type": "string", "pattern": "^https?://"}
_WEB = ("url", "website")


class Redactions(RootModel[dict[str, LanguageWords]]):
    """`redaction.yaml`: language -> its words."""


@dataclass(frozen=True)
class Ids:
    """The ids a file may name: need -> what it is called, topic -> what it is called."""

    needs: Mapping[str, str]
    topics: Mapping[str, str]


MODELS: Mapping[str, type[BaseModel]] = {
    "organization": Organization,
    "guide": Guide,
    "check": Check,
    "events": Events,
    "closures": Closures,
    "hotlines": Hotlines,
    "sources": Sources,
    "topics": Topics,
    "schedules": Examples,
    "needs": Needs,
    "languages": Languages,
    "other_languages": OtherLanguages,
    "words": Words,
    "redaction": Redactions,
    "names": Names,
    "cues": CueFile,
    "out_of_scope": OutOfScope,
    "phrases": PhraseFile,
}
_FOLDERS = {"organizations": "organization", "guides": "guide", "checks": "check"}
_OF_A_LANGUAGE = {"organizations": "names", "cues": "cues", "out_of_scope": "out_of_scope"}


def kind_of(folder: str, inner: Path) -> str | None:
    """The kind of a file in `knowledge` or `intents`; None where it is none of ours."""
    if folder == "knowledge":
        kind = _FOLDERS.get(inner.parts[0], inner.stem)
    elif len(inner.parts) == 1:
        kind = inner.stem
    else:
        kind = _OF_A_LANGUAGE.get(inner.stem, "phrases")
    return kind if kind in MODELS else None


def head(path: Path, kind: str, knowledge: Path) -> str:
    """The first line of a file, by which an editor finds the schema of its kind."""
    return f"{HEAD}{Path(os.path.relpath(knowledge / FOLDER, path.parent)).as_posix()}/{kind}.json\n"


def ids(town: Town) -> Ids:
    """The ids of a town, with the titles of its guides and topics."""
    titles = {file.model.need: file.model.title for file in town.files.guides if file.model}
    topics = town.files.topics.model.topics if town.files.topics.model else {}
    return Ids(
        {need: titles.get(need, need) for need in town.intents.all_needs},
        {topic: topics[topic].title if topic in topics else topic for topic in town.intents.needs},
    )


def write(town: Town) -> Iterator[str]:
    """Write every schema that is new or has changed; yields its file name."""
    folder, known = town.folders.knowledge / FOLDER, ids(town)
    folder.mkdir(exist_ok=True)
    for kind in MODELS:
        path, text = folder / f"{kind}.json", text_of(schema(kind, known))
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            yield f"{FOLDER}/{path.name}"


def outdated(town: Town) -> list[Problem]:
    """A hint for the folder of schemas, if one of them is missing or was made of other models or needs."""
    folder, known = town.folders.knowledge / FOLDER, ids(town)
    for kind in MODELS:
        path = folder / f"{kind}.json"
        if not path.exists() or path.read_text(encoding="utf-8") != text_of(schema(kind, known)):
            name = f"{town.folders.knowledge.name}/{FOLDER}/{path.name}"
            what, remedy = "die Eingabehilfe des Editors ist veraltet", "bitte „run_bot.py schemas“ aufrufen"
            return [Problem(name, 1, 1, "", what, remedy, "warning")]
    return []


def text_of(made: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def schema(kind: str, known: Ids) -> Schema:
    """The schema of one kind of file."""
    model = MODELS[kind]
    made = model.model_json_schema(by_alias=True)
    models = _models(model)
    made["$defs"] = {
        name: _model_schema(inner, models[name]) if name in models else inner
        for name, inner in made.pop("$defs", {}).items()
    }
    made = _model_schema(made, model)
    made = _loosened(made)
    made["$defs"] |= {"need": _choice(known.needs), "topic": _choice(known.topics)}
    if "Fact" in made["$defs"]:
        made["$defs"]["page"] = _page(made["$defs"]["Fact"])
    _name_ids(made, kind)
    return {"$schema": _DIALECT, **made}


def _page(fact: Schema) -> Schema:
    """A fact that is the address of a web page."""
    words = {
        "description": "Die Adresse der Seite, mit https:// am Anfang.",
        "examples": ["https://www.esslingen.de"],
    }
    value = {**fact["properties"]["value"], **words, **_PAGE}
    return {**fact, "properties": {**fact["properties"], "value": value}}


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Every model inside a model, by its name."""
    found: dict[str, type[BaseModel]] = {model.__name__: model}
    waiting: list[Any] = [field.annotation for field in model.model_fields.values()]
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, BaseModel) and part.__name__ not in found:
            found |= _models(part)
        waiting.extend(getattr(part, "__args__", ()))
    return found


def _model_schema(made: Schema, model: type[BaseModel]) -> Schema:
    """The schema of one model, with German words for it and for each of its fields."""
    made["description"] = of_model(model)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in made.get("properties", {}):
            inner = made["properties"][key]
            if OneOrMany in field.metadata:
                inner = {"anyOf": [inner["items"], inner], "default": inner.get("default")}
            if name in _WEB and "Fact" in json.dumps(inner):
                inner = {"anyOf": [_PAGE, {"$ref": "#/$defs/page"}, {"type": "null"}]}
            made["properties"][key] = _described(inner, model, key)
    return made


def _described(inner: Schema, model: type[BaseModel], key: str) -> Schema:
    """The schema of a field with its words; the words of each choice stand beside the choice too."""
    word = of_field(model, key)
    told = "".join(f"\n- `{choice}`: {meaning}" for choice, meaning in word.choices.items())
    shown = {"description": word.text + told.replace("`", ""), "examples": [word.example]}
    if told:
        shown["markdownDescription"] = f"{word.text}\n{told}"
        _tell_choices(inner, word.choices)
    return {**shown, **inner}


def _tell_choices(inner: Any, meanings: Mapping[str, str]) -> None:
    if isinstance(inner, dict):
        if "enum" in inner:
            inner["enumDescriptions"] = [meanings[choice] for choice in inner["enum"]]
        for part in inner.values():
            _tell_choices(part, meanings)
    elif isinstance(inner, list):
        for part in inner:
            _tell_choices(part, meanings)


def _loosened(made: Any) -> Any:
    """What pydantic says, as an editor may see what our reader takes."""
    if isinstance(made, list):
        return [_loosened(part) for part in made]
    if not isinstance(made, dict):
        return made
    if made.get("format") in _FORMS:
        made = {**{k: v for k, v in made.items() if k not in ("type", "format")}, **_FORMS[made["format"]]}
    elif made.get("type") == "string" and not {"enum", "const"} & set(made):
        made = {**made, "type": _PLAIN}
    if made.get("$ref") == "#/$defs/Fact":
        return {**{k: v for k, v in made.items() if k != "$ref"}, "anyOf": [_TEXT, {"$ref": made["$ref"]}]}
    if "patternProperties" in made:
        made["additionalProperties"] = False
    return {
        key: _loosened(value) if key != "examples" else value
        for key, value in made.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and not isinstance(value, str | bool))
    }


def _choice(known: Mapping[str, str]) -> Schema:
    return {"enum": list(known), "enumDescriptions": list(known.values())}


def _name_ids(made: Schema, kind: str) -> None:
    """Put the ids of needs and topics where a field or a key names one."""
    for part in (made, *made["$defs"].values()):
        for key, inner in part.get("properties", {}).items():
            for name, ref in (("needs", "need"), ("topics", "topic")):
                if key == name and "items" in inner:
                    inner["items"] = {"$ref": f"#/$defs/{ref}"}
            if key == "need":
                words = {k: v for k, v in inner.items() if k in ("description", "examples")}
                part["properties"][key] = {**words, "$ref": "#/$defs/need"}
    keys = {"phrases": ("phrases", "need"), "topics": ("topics", "topic")}
    if kind in keys:
        field, ref = keys[kind]
        made["properties"][field]["propertyNames"] = {"$ref": f"#/$defs/{ref}"}
