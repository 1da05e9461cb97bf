"""`import`: organizations of HSDS 3 become drafts of our YAML files, hidden until somebody checked.

What ours have no field for, or could not be taken as it is, stands as a comment at the top of the draft:
nothing is lost without a word.
"""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from bot.desk.hsds.ids import Ids, uuid_of
from bot.desk.hsds.import_draft import Draft, draft
from bot.desk.hsds.import_file import BadImport, organizations
from bot.desk.hsds.import_given import clean
from bot.files.yaml_text import MAX_BYTES

__all__ = ["BadImport", "drafted"]

_WIDTH = 98
_LARGEST = 4 * MAX_BYTES
"""of one organization in the file, with all that is left out of a draft"""
_MOST_NOTES, _LONGEST_NOTE = 100_000, 10_000
"""characters of what is told in one draft, and of one thing of it"""
_HEAD = """Entwurf aus einer HSDS-Datei. Bitte prüfen und ergänzen:
- groups: welche Gruppe passt (cooperation_partner, city_department, house, further_body)
- needs: bei jedem Angebot, zu welchen Anliegen es gehört (siehe intents/needs.yaml)
- source: eine Quelle aus sources.yaml
- Zeiten: an Feiertagen gilt jede als geschlossen, außer es steht „closed_on“ dabei
- confidence: erst wenn alles stimmt auf high; mit low wird nichts gezeigt
Dann nach knowledge/organizations/ verschieben und „run_bot.py check“ aufrufen."""
_NEEDS = "needs: [learn_german]  # welche? Bitte eintragen und das # am Anfang löschen"
_LEFT = """Das stand noch in der Datei und fand im Entwurf keinen Platz. Was wichtig ist, bitte einarbeiten,
den Rest löschen (Kennungen und Änderungsverlauf der Vorlage sind nicht dabei):"""
_TOO_LARGE = "Zu groß für eine Datei von uns, daher ausgelassen"
_THERE = "Achtung: knowledge/organizations/{name}.yaml gibt es schon. Bitte vergleichen, nicht ersetzen."


class _NotWrittenError(Exception):
    """Why there is no new draft, in German."""


def drafted(path: Path, to: Path, ours: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write a draft for each organization of a file into a folder; what was done. Raises BadImport.

    The ids of our own organizations are given by their names, so that a draft of one of them says so.
    """
    found, told = organizations(path)
    known = [each for each in found if clean(each.get("name"))]
    if not known:
        raise BadImport(f"In {path} steht keine Einrichtung mit einem Namen.")
    try:
        lines = _written(known, to, ours)
    except OSError as error:
        raise BadImport(f"In {to} lässt sich nichts schreiben: {error.strerror}.") from None
    nameless = len(found) - len(known)
    return "\n".join(
        filter(None, (*lines, f"Ohne Namen, daher ausgelassen: {nameless}" * bool(nameless), told))
    )


def _written(known: list[dict[str, Any]], to: Path, ours: Mapping[str, str]) -> list[str]:
    to.mkdir(parents=True, exist_ok=True)
    ids = {uuid_of("organization", own): own for own in ours.values()}
    names = _named(known, ours, ids)
    ids |= {key: name for each, name in zip(known, names, strict=True) if (key := clean(each.get("id")))}
    there = set(names) & set(ours.values())
    written, untouched = [], dict[str, list[str]]()
    for each, name in zip(known, names, strict=True):
        try:
            written.append(_draft(each, to / f"{name}.yaml", ids, there=name in there))
        except _NotWrittenError as reason:
            untouched.setdefault(str(reason), []).append(f"{name}.yaml")
    lines = _report(written, to)
    if there:
        lines.append(f"Bei uns gibt es schon (bitte vergleichen, nicht ersetzen): {', '.join(sorted(there))}")
    return [*lines, *(f"{reason}: {', '.join(names)}" for reason, names in untouched.items())]


def _draft(given: dict[str, Any], target: Path, ids: Mapping[str, str], *, there: bool) -> Draft:
    """Write a draft that is not there yet. Raises _NotWrittenError."""
    if target.exists():
        raise _NotWrittenError("Nicht überschrieben")
    if len(json.dumps(given)) > _LARGEST:
        raise _NotWrittenError(_TOO_LARGE)
    made = draft(given, target.stem, ids)
    text = _yaml(made, there=there)
    if len(text.encode()) > MAX_BYTES:
        raise _NotWrittenError(_TOO_LARGE)
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    return made


def _named(known: list[dict[str, Any]], ours: Mapping[str, str], ids: Mapping[str, str]) -> list[str]:
    """An id for each: that of one of ours which it is by its id or its name, else a new one."""
    new, names = Ids(ours.values()), dict[str, None]()
    for each in known:
        name = clean(each["name"])
        own = ids.get(clean(each.get("id"))) or ours.get(name)
        names[own if own and own not in names else new.new(name)] = None
    return list(names)


def _report(written: list[Draft], to: Path) -> list[str]:
    """What was done, and what the coordinator should look at."""
    if not written:
        return ["Es ist kein neuer Entwurf entstanden."]
    count = len(written)
    lie = "Ein Entwurf liegt" if count == 1 else f"{count} Entwürfe liegen"
    lines = [f"{lie} in {to}. Was zu ergänzen ist, steht oben in jeder Datei."]
    if noted := [made for made in written if made.notes]:
        total = sum(len(made.notes) for made in noted)
        what = "Eine Angabe fand" if total == 1 else f"{total} Angaben fanden"
        where = f"{noted[0].id}.yaml" if len(noted) == 1 else f"{len(noted)} Dateien"
        lines.append(f"{what} keinen Platz oder nicht ganz; auch das steht oben, in {where}.")
    return lines


def _yaml(made: Draft, *, there: bool) -> str:
    yaml, written = YAML(), io.StringIO()
    yaml.width, yaml.allow_unicode = 100, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump({**made.data, **_asking(made.data.get("services", ()))}, written)
    head = [*([_THERE.format(name=made.id)] if there else []), *_HEAD.splitlines(), *_notes(made.notes)]
    return "".join(f"# {line}\n" for line in head) + written.getvalue()


def _asking(services: Iterable[dict[str, Any]]) -> dict[str, list[CommentedMap]]:
    """Services that ask for what every one of ours needs."""
    asking = [CommentedMap(service) for service in services]
    for service in asking:
        service.yaml_set_comment_before_after_key("name", before=_NEEDS, indent=4)
    return {"services": asking} if asking else {}


def _notes(notes: tuple[str, ...]) -> list[str]:
    """What found no place, a dash before each; beyond measure only how much more there is."""
    lines: list[str] = []
    told = 0
    for number, note in enumerate(notes):
        cut = note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]} … (mehr in der HSDS-Datei)"
        told += len(cut)
        if told > _MOST_NOTES:
            lines.append(f"- weitere Angaben: {len(notes) - number}, zu viele für hier; siehe die HSDS-Datei")
            break
        lines += textwrap.wrap(
            cut, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False
        )
    return ["", *_LEFT.splitlines(), *lines] if lines else []
