"""From a document to a model: every mistake becomes a problem with its line, in German."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.files.problems import Problem, did_you_mean
from bot.files.yaml_text import Document, Path_

M = TypeVar("M", bound=BaseModel)
MAX_TOLD = 100
"""mistakes of one file that are told one by one"""
_SHOWN = 80
"""characters of a wrong value that a problem repeats"""


def validated(model: type[M], document: Document, path: Path_ = (), value: Any = None) -> M | None:
    """The model made of a document's data (or of `value`, at `path`), or None after noting why not."""
    try:
        return model.model_validate(document.data if value is None else value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        document.problems += (_problem(document, path, detail, model) for detail in details[:MAX_TOLD])
        if more := len(details[MAX_TOLD:]):
            what = f"dazu {more} weitere Fehler in dieser Datei"
            document.problems.append(document.problem(path, what, "bitte zuerst die genannten berichtigen"))
        return None


def _problem(document: Document, base: Path_, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    path = (*base, *detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return document.problem(
            path,
            f"das Feld „{path[-1]}“ gibt es hier nicht",
            did_you_mean(str(path[-1]), _fields_of(model, detail["loc"][:-1])),
            key=True,
        )
    if kind == "missing":
        return document.problem(path, f"das Feld „{path[-1]}“ fehlt", "bitte ergänzen")
    what, remedy = _german(detail)
    return document.problem(path, what, remedy)


def _fields_of(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The field names of the model that stands at `loc` inside `model`."""
    for part in loc:
        if isinstance(part, str) and (inner := _inner_model(model, part)):
            model = inner
    return list(model.model_fields)


def _inner_model(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    annotation = model.model_fields[name].annotation if name in model.model_fields else None
    waiting: list[Any] = [annotation]
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
        waiting.extend(getattr(part, "__args__", ()))
    return None


def _german(detail: ErrorDetails) -> tuple[str, str]:
    kind, given, limits = detail["type"], detail["input"], detail.get("ctx", {})
    shown = f"„{_short(given)}“" if isinstance(given, str) else "der Wert"
    if kind == "value_error":
        told = str(limits["error"])
        return _own_words(told.replace(given, _short(given)) if isinstance(given, str) and given else told)
    if kind == "literal_error":
        allowed = str(limits["expected"]).replace("'", "").replace(" or ", ", ")
        return f"{shown} ist hier nicht erlaubt", f"erlaubt sind: {allowed}"
    if kind in {"tuple_type", "list_type"}:
        return f"{shown} ist keine Liste", "bitte jede Angabe in eine eigene Zeile mit „- “ schreiben"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"{shown} steht, wo Felder erwartet werden", "bitte als „feld: wert“ eingerückt schreiben"
    for signs, what, remedy in _WORDS:
        if any(sign in kind for sign in signs):
            return what.format(shown=shown, **limits), remedy.format(shown=shown, **limits)
    return f"{shown} passt hier nicht", "bitte mit einer anderen Datei vergleichen"


def _short(text: str) -> str:
    """A value in one line that can be read at a glance."""
    line = " ".join(text.splitlines())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _own_words(text: str) -> tuple[str, str]:
    """A validator of ours says both in German; the last sentence is the remedy."""
    what, _, remedy = text.rstrip(".").rpartition(". ")
    return (what, remedy) if what else (text.rstrip("."), "bitte berichtigen")


_WORDS = (
    (("time",), "{shown} ist keine Uhrzeit", "bitte als 14:00 schreiben"),
    (("date",), "{shown} ist kein Datum", "bitte als 2026-11-24 schreiben (Jahr-Monat-Tag)"),
    (("int_", "float_"), "{shown} ist keine Zahl", "bitte nur Ziffern schreiben"),
    (("bool",), "{shown} ist weder ja noch nein", "bitte true oder false schreiben"),
    (("too_short", "too_small"), "hier steht nichts", "bitte ausfüllen oder das Feld löschen"),
    (("too_long",), "{shown} ist zu lang", "bitte kürzer schreiben (höchstens {max_length} Zeichen)"),
    (("string_type",), "hier fehlt der Text", "bitte ausfüllen oder das Feld löschen"),
    (("greater_than", "less_than"), "{shown} liegt außerhalb des Möglichen", "bitte die Zahl prüfen"),
    (
        ("pattern",),
        "{shown} hat nicht die erwartete Form",
        "bitte mit anderen Dateien vergleichen (nur Kleinbuchstaben, "
        "Ziffern und _ in Kennungen; nur Ziffern in Nummern)",
    ),
)
