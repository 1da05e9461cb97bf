"""From a document to a model: every mistake becomes a problem with its line, in German."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from bot.files.pattern_words import wrong_form
from bot.files.problems import Problem
from bot.files.suggestions import SPELLING, meant_field
from bot.files.yaml_complaints import without_space
from bot.files.yaml_text import Document, Path_

M = TypeVar("M", bound=BaseModel)
MAX_TOLD = 100
"""mistakes of one file that are told one by one"""
CROWD = 3
"""unknown fields in one entry that are too many for slips of typing"""
_SHOWN = 80
"""characters of a wrong value that a problem repeats"""


def validated(model: type[M], document: Document, path: Path_ = (), value: Any = None) -> M | None:
    """The model made of a document's data (or of `value`, at `path`), or None after noting why not."""
    try:
        return model.model_validate(document.data if value is None else value)
    except ValidationError as error:
        # a list counts as empty where its only item is wrong: that is told at the item
        found = error.errors(include_url=False)
        details = [each for each in found if each["type"] != "too_short" or not each["input"]] or found
        details = _gathered(_as_one_text(_without_misspelt(details, model)))
        document.problems += (_problem(document, path, detail, model) for detail in details[:MAX_TOLD])
        if more := len(details[MAX_TOLD:]):
            what = f"dazu {more} weitere Fehler in dieser Datei"
            document.problems.append(document.problem(path, what, "bitte zuerst die genannten berichtigen"))
        return None


def _without_misspelt(details: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """A field that is only spelt wrong is not told as missing too."""
    slips = {
        (*each["loc"][:-1], meant_field(str(each["loc"][-1]), _fields_at(model, each["loc"][:-1])))
        for each in details
        if each["type"] == "extra_forbidden"
    }
    return [each for each in details if each["type"] != "missing" or each["loc"] not in slips]


def _as_one_text(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """`Wichtig: Text` where one text is expected is no field, but a text with a colon."""
    strange = {each["loc"][:-1] for each in details if each["type"] == "extra_forbidden"}
    texts = {
        each["loc"][:-1]: each["input"]
        for each in details
        if each["type"] == "missing" and each["loc"][-1] == "value" and len(each["input"]) == 1
    }
    kept: list[ErrorDetails] = []
    for each in details:
        parent = each["loc"][:-1]
        if parent not in texts or parent not in strange:
            kept.append(each)
        elif each["type"] == "missing":
            kept.append({**each, "type": "string_type", "loc": parent})
    return kept


def _gathered(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Entries full of fields that belong elsewhere are one mistake: a line above them is lost."""
    strange: dict[tuple[int | str, ...], list[ErrorDetails]] = {}
    for each in details:
        if each["type"] == "extra_forbidden":
            strange.setdefault(each["loc"][:-1], []).append(each)
    crowded = {loc: extras for loc, extras in strange.items() if loc and len(extras) >= CROWD}
    kept, lists = [], set()
    for each in details:
        parent = each["loc"][:-1]
        if parent not in crowded or each["type"] not in ("extra_forbidden", "missing"):
            kept.append(each)
        elif parent[:-1] not in lists:
            lists.add(parent[:-1])
            kept.append({**crowded[parent][0], "type": "crowd"})
    return kept


def _problem(document: Document, base: Path_, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    loc, kind = detail["loc"], detail["type"]
    at_key = loc[-1:] == ("[key]",)
    path = (*base, *(loc[:-1] if at_key else loc))
    if kind == "extra_forbidden":
        name = str(path[-1])
        meant = meant_field(name, _fields_at(model, loc[:-1]))
        remedy = f"meinten Sie „{meant}“?" if meant else SPELLING if _FIELD.fullmatch(name) else _QUOTE
        return document.problem(path, f"das Feld „{path[-1]}“ gibt es hier nicht", remedy, key=True)
    if kind == "crowd":
        what = f"ab hier stehen Felder, die nicht hierher gehören („{path[-1]}“ und andere)"
        remedy = "bitte prüfen, ob darüber eine Zeile fehlt oder die Einrückung falsch ist"
        return document.problem(path, what, remedy, key=True)
    if kind == "missing":
        return document.problem(path, f"das Feld „{path[-1]}“ fehlt", f"bitte „{path[-1]}: …“ ergänzen")
    if path in document.only_comments and detail["input"] is None:
        return document.problem(
            path, "hier steht nichts: Text, der mit „#“ beginnt, wird nicht gelesen", _QUOTE
        )
    what, remedy = _german(detail)
    if kind in (*_FIELDS, "tuple_type"):
        remedy = _with_fields(detail, _first_field(model, loc)) or remedy
    return document.problem(path, what, remedy, key=at_key)


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The field names of the model that stands at `loc` inside `model`."""
    annotation: Any = model
    for part in loc:
        annotation = _inside(annotation, part)
    inner = next(_models_of(annotation), model)
    return [field.alias or name for name, field in inner.model_fields.items()]


def _with_fields(detail: ErrorDetails, first: str | None) -> str | None:
    """How an entry that was written without its fields is written with them."""
    given, in_list = detail["input"], detail["type"] == "tuple_type"
    if not first or _as_typed(given, detail["type"]):
        return None
    if isinstance(given, str):
        return f"bitte mit den Feldnamen schreiben: „{'- ' * in_list}{first}: {_short(given)}“"
    if in_list and isinstance(given, dict):
        return "bitte vor das erste Feld „- “ setzen und die übrigen gleich weit einrücken"
    if first == "value" and isinstance(given, list):
        return "bitte als einfachen Text ohne Strich oder Klammern schreiben"
    return None


def _first_field(model: type[BaseModel], loc: tuple[int | str, ...]) -> str | None:
    """The first field that must be given in the entry (or in each of the entries) at `loc`."""
    annotation: Any = model
    for part in loc:
        annotation = _inside(annotation, part)
    inner = next(_models_of(annotation), None) or next(_models_of(_inside(annotation, 0)), None)
    needed = (name for name, field in inner.model_fields.items() if field.is_required()) if inner else ()
    return next(iter(needed), None)


def _inside(annotation: Any, part: int | str) -> Any:
    """What stands under a field, a key or a number of something: the first that has it, of several."""
    for model in _models_of(annotation):
        for name, field in model.model_fields.items():
            if part in (field.alias or name, name):
                return field.annotation
            if issubclass(model, RootModel):
                return _inside(field.annotation, part)
    for kind in _kinds_of(annotation):
        if get_origin(kind) is not None:  # a mapping has its values last, a list its only kind first
            inner = [each for each in get_args(kind) if each is not Ellipsis]
            return inner[-1]
    return None


def _models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    for kind in _kinds_of(annotation):
        if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel):
            yield kind


def _kinds_of(annotation: Any) -> Iterator[Any]:
    """The kinds of a union, without what is annotated to them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds_of(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for each in get_args(annotation):
            yield from _kinds_of(each)
    else:
        yield annotation


def _german(detail: ErrorDetails) -> tuple[str, str]:
    kind, given, limits = detail["type"], detail["input"], detail.get("ctx", {})
    shown = f"„{_short(given)}“" if isinstance(given, str) else "der Wert"
    if slip := _as_typed(given, kind):
        return slip
    if kind == "value_error":
        told = str(limits["error"])
        return _own_words(told.replace(given, _short(given)) if isinstance(given, str) and given else told)
    if kind == "literal_error":
        return f"{shown} ist hier nicht erlaubt", _choices(str(given), str(limits["expected"]))
    if kind == "string_pattern_mismatch":
        return wrong_form(limits["pattern"], _short(given))
    for signs, what, remedy in _WORDS:
        if any(sign in kind for sign in signs):
            return what.format(shown=shown, **limits), remedy.format(shown=shown, **limits)
    return f"{shown} passt hier nicht", "bitte mit einer anderen Datei vergleichen"


def _as_typed(given: Any, kind: str) -> tuple[str, str] | None:
    """Slips of typing, which matter more than what the field expects."""
    if given is None:
        return "hier steht nichts", "bitte ausfüllen oder das Feld löschen"
    if isinstance(given, dict) and kind == "string_type" and len(given) == 1:
        return "im Text steht ein Doppelpunkt", _QUOTE
    if not isinstance(given, str):
        return None
    if kind in _FIELDS and (told := without_space(given)):
        return told
    if bare := _CURLY.fullmatch(given):
        what = "der Wert steht in Anführungszeichen, wie Word sie macht"
        return what, f"bitte ohne sie schreiben: {_short(bare[1])}"
    return None


def _choices(given: str, expected: str) -> str:
    """The words that are allowed; the one that may have been meant comes first."""
    allowed = expected.replace("'", "").replace(" or ", ", ")
    meant = meant_field(given, allowed.split(", "))
    return f"meinten Sie „{meant}“? Erlaubt sind: {allowed}" if meant else f"erlaubt sind: {allowed}"


def _short(text: str) -> str:
    """A value in one line that can be read at a glance."""
    line = " ".join(text.splitlines())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _own_words(text: str) -> tuple[str, str]:
    """A validator of ours says both in German; the last sentence is the remedy."""
    what, _, remedy = text.rstrip(".").rpartition(". ")
    remedy = f"b{remedy[1:]}" if remedy.startswith("Bitte") else remedy
    return (what, remedy) if what else (text.rstrip("."), "bitte berichtigen")


_FIELD = re.compile(r"[a-z0-9_]+")
_CURLY = re.compile(r"[„“”‚‘’»«](.*)[“”‘’»«]")
_QUOTE = "bitte den ganzen Text in Anführungszeichen setzen"
_FIELDS = ("model_type", "dict_type", "model_attributes_type")
_WORDS = (
    (("tuple_type", "list_type"), "{shown} ist keine Liste", "bitte je Angabe eine Zeile mit „- “ am Anfang"),
    (
        _FIELDS,
        "{shown} steht, wo Felder erwartet werden",
        "bitte als „feld: wert“ eingerückt schreiben",
    ),
    (("datetime", "date"), "{shown} ist kein Datum", "bitte als 2026-11-24 schreiben (Jahr-Monat-Tag)"),
    (("time",), "{shown} ist keine Uhrzeit", "bitte als 14:00 schreiben"),
    (("int_", "float_"), "{shown} ist keine Zahl", "bitte nur Ziffern schreiben"),
    (("bool",), "{shown} ist weder true noch false", "bitte true (ja) oder false (nein) schreiben"),
    (("too_short", "too_small"), "hier steht nichts", "bitte ausfüllen oder das Feld löschen"),
    (("string_too_long",), "{shown} ist zu lang", "bitte kürzer schreiben (höchstens {max_length} Zeichen)"),
    (("too_long",), "das sind zu viele Angaben", "bitte kürzen (höchstens {max_length})"),
    (("string_type",), "hier wird ein einfacher Text erwartet", "bitte ohne „- “ in eine Zeile schreiben"),
    (("greater_than", "less_than"), "{shown} liegt außerhalb des Möglichen", "bitte die Zahl prüfen"),
)
