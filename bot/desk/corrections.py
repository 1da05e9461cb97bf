"""A partner's correction: the facts of an entry as fields of a form, and what their new values change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import NamedTuple

from bot.core.edits import Edit, change, name_of
from bot.core.hsds import Organization
from bot.desk.entries import at, edit_at, file_of, steps_of
from bot.desk.form_fields import NEW, ROW, Field, Fields, clean, words
from bot.desk.form_words import plain, written, wrong
from bot.files.problems import Problem
from bot.files.town import Town
from bot.files.validation import validated
from bot.files.yaml_text import Document, Path_, dotted

_NOT_TO_EMPTY = ("id", "name", "description", "number", "address_1", "city", "byday", "opens_at", "closes_at")
"""where nothing is written, the model says that something is missing"""


class Corrected(NamedTuple):
    """What new values change; nothing if one of them is wrong, then with what is wrong."""

    edits: tuple[Edit, ...]
    problems: list[Problem]


def fields(town: Town, org: str, service: str | None = None) -> list[Field]:
    """The fields of an organization, or of one of its offers; none where there is no such entry."""
    found = _found(town, org, service)
    return list(Fields(*found).all(of_offer=service is not None)) if found else []


def edits(
    town: Town, org: str, service: str | None, new: Mapping[str, str], before: Mapping[str, str] = {}
) -> Corrected:
    """What new values by field change; they are accepted only if the whole file is right with them.

    `before` are the values the form was filled with: what somebody else has changed since is never undone.
    """
    found = _found(town, org, service)
    if not found:
        return Corrected((), [])
    document = found[0]
    laid = Document(document.name, deepcopy(document.data), document.places, document.key_places)
    made: list[Edit] = []
    known = fields(town, org, service)
    new = {path: value for path, value in new.items() if _touched(path, value, known, before)}
    unread = [each for each in known if _unread(each, new)]
    problems = [*_overtaken(document, known, new, before), *(_told(document, each, new) for each in unread)]
    new = _without_these(new, unread)
    for each in known:
        value = clean(each, new.get(each.path, each.value))
        if value != each.value and NEW not in each.path:
            for edit in list(_changes(laid, each, value)):  # named before any is made
                change(laid.data, edit)
                _add(made, edit)
    for edit in _new_items(laid, known, new):
        old = deepcopy(laid.data)
        change(laid.data, edit)
        if laid.data != old:  # a form that was sent twice adds nothing
            made.append(edit)
    validated(Organization, laid)
    problems += [_named(problem, known) for problem in laid.problems]
    return Corrected((), problems) if problems else Corrected(tuple(made), [])


def _touched(path: str, value: str, known: list[Field], before: Mapping[str, str]) -> bool:
    """Whether somebody wrote something else than the form held."""
    was = before.get(path)
    each = next((field for field in known if field.path == path), None)
    return was is None or (clean(each, value) != clean(each, was) if each else value.split() != was.split())


def _overtaken(
    document: Document, known: list[Field], new: Mapping[str, str], before: Mapping[str, str]
) -> Iterator[Problem]:
    """What was written here while somebody else changed the same."""
    by_path = {field.path: field for field in known}
    for path, value in new.items():
        each = by_path.get(path)
        if path in before and each is None:
            what = f"„{value}“ hat keinen Platz mehr: Die Angabe wurde inzwischen anderswo geändert"
            yield document.problem((), what, "bitte unten nachsehen und es noch einmal eintragen")
        elif each and path in before and each.value not in (clean(each, before[path]), clean(each, value)):
            what = f"{each.label}: steht inzwischen anders da, nämlich „{each.value or 'leer'}“"
            yield document.problem(
                each.place, what, "soll gelten, was Sie geschrieben haben, bitte noch einmal speichern"
            )


def _unread(each: Field, new: Mapping[str, str]) -> tuple[str, str] | None:
    """What is not understood of a field, and what helps."""
    value = plain(new.get(each.path, ""))
    return wrong(each.kind, " ".join(value.split())) if each.path in new else None


def _told(document: Document, each: Field, new: Mapping[str, str]) -> Problem:
    what, remedy = _unread(each, new) or ("", "")
    return document.problem(each.place, f"{each.label}: {what}", remedy)


def _without_these(new: Mapping[str, str], unread: list[Field]) -> dict[str, str]:
    """What else was written; of a new item nothing, where a part of it is not understood."""
    gone = tuple(f"{each.path.rpartition('.')[0]}." for each in unread if NEW in each.path)
    paths = {each.path for each in unread}
    return {
        path: value
        for path, value in new.items()
        if path not in paths and not path.startswith(gone or ("\0",))
    }


def _named(problem: Problem, known: list[Field]) -> Problem:
    """A problem with the label of its field, and in the words of the form."""
    name = problem.field.rpartition(".")[2]
    exact = (field for field in known if field.place and _is_of(problem.field, dotted(field.place)))
    new = (field for field in known if NEW in field.path and field.path.rpartition(".")[2] == name)
    found = next(exact, None) or next(new, None)
    what, remedy = problem.what, problem.remedy.replace(" oder das Feld löschen", "")
    for key, label, _ in ROW:
        pattern, shown = f'„{key}(?:["“]|: …“)', f"„{label.partition(' (')[0]}“"
        what, remedy = re.sub(pattern, shown, what), re.sub(pattern, shown, remedy)
    return replace(problem, what=f"{found.label}: {what}" if found else what, remedy=remedy)


def _is_of(place: str, field: str) -> bool:
    """Whether a place is that of a field, or within: a text may be a mapping with its source."""
    return place == field or place.startswith((f"{field}.", f"{field}["))


def _found(town: Town, org: str, service: str | None) -> tuple[Document, Path_] | None:
    """The document of an organization and the place of the entry in it."""
    file = next((file for file in town.files.organizations if file.model and file.model.id == org), None)
    if file is None or file.model is None:
        return None
    if service is None:
        return file.document, ()
    ids = [each.id for each in file.model.services]
    return (file.document, ("services", ids.index(service))) if service in ids else None


def _changes(document: Document, each: Field, value: str) -> Iterator[Edit]:
    """The edits that give a field a new value."""
    old, place, value = at(document, each.place), each.place, written(each.kind, value)
    if each.kind == "lines":
        yield from _lines(document, place, value.splitlines())
    elif not value and place[-1] not in _NOT_TO_EMPTY:
        yield _without(document, place)
    elif each.kind == "codes":
        yield edit_at(document, place, value.split(", "))
    elif isinstance(old, dict):
        yield edit_at(document, (*place, "value"), value)
    else:
        yield edit_at(document, place, value)


def _without(document: Document, place: Path_) -> Edit:
    """Take a field out; of a mapping that is named by all it holds, by setting it without the field."""
    if not isinstance(place[-2] if len(place) > 1 else "", int) or "id" in at(document, place[:-1]):
        return Edit(file_of(document), steps_of(document, place), "drop")
    left = {key: value for key, value in at(document, place[:-1]).items() if key != place[-1]}
    return Edit(file_of(document), steps_of(document, place[:-1]), "set", left)


def _lines(document: Document, place: Path_, new: list[str]) -> Iterator[Edit]:
    """A list of statements: what stays keeps its source, what is told anew takes the old one's place."""
    items = at(document, place) or []
    old = [words(item, "") for item in items]
    file, steps = file_of(document), steps_of(document, place)
    if len(old) == len(new):
        for number, text in enumerate(new):
            if text != old[number]:
                inner = ("value",) if isinstance(items[number], dict) else ()
                yield edit_at(document, (*place, number, *inner), text)
        return
    for number, text in enumerate(old):
        if text not in new:
            yield Edit(file, steps_of(document, (*place, number)), "drop")
    yield from (Edit(file, steps, "append", text) for text in new if text not in old)


def _new_items(document: Document, known: list[Field], new: Mapping[str, str]) -> Iterator[Edit]:
    """Items that are added to a list: a phone, a row of opening times."""
    added: dict[str, dict[str, str]] = {}
    for each in known:
        items, found, name = each.path.rpartition(f".{NEW}.")
        if found and (value := clean(each, new.get(each.path, ""))):
            added.setdefault(items, {})[name] = written(each.kind, value)
    for items, item in added.items():
        yield Edit(file_of(document), tuple(items.split(".")), "append", item)


def _add(made: list[Edit], edit: Edit) -> None:
    """Note an edit; a second one of an item that is set as a whole takes the place of the first."""
    for number, before in enumerate(made):
        if _follows(before, edit):
            made[number] = Edit(before.file, before.path, "set", edit.value)
            return
    made.append(edit)


def _follows(before: Edit, edit: Edit) -> bool:
    return (
        before.action == edit.action == "set"
        and isinstance(before.value, dict)
        and before.path[:-1] == edit.path[:-1]
        and name_of(before.value) == edit.path[-1]
    )
