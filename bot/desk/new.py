"""`new`: entries of `knowledge/` that are begun for the coordinator, with comments saying what belongs where.

Nothing is made up: what is not known yet has `confidence: low`, so no reader sees it before it was checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from bot.core.edits import Edit
from bot.desk import schemas
from bot.files import overlay, yaml_text
from bot.files.problems import BrokenFiles, did_you_mean
from bot.files.town import Town

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_LOW = "low"
_LONG = 600
"""characters a text may have"""
_MORE = "Sobald alles geprüft ist: „confidence: low“ durch „high“ ersetzen, erst dann sehen es die Leute."
_CHECK = "Danach bitte „run_bot.py check“ aufrufen."

_ORGANIZATION = """\
# Neu angelegt. Solange unten „confidence: low“ steht, sieht niemand diese Einrichtung.
# Zeilen mit # sind Vorlagen: ausfüllen, dann „# “ davor löschen (mit dem Leerzeichen).
# Alle Felder: docs/koordination.md.
id: {id}
name: {name}
# Wie man sie noch nennt:
# alternate_name: [Kurzname, Abkürzung]
# Was sie ist: house (im Haus), cooperation_partner (Partner), city_department (Amt der Stadt),
# city_service (Dienst der Stadt), further_body (weitere Stelle)
groups: [further_body]
# In wenigen Worten, was sie tut; danach auch hier „low“ durch „high“ ersetzen:
description:
  value: Beschreibung fehlt noch
  confidence: low
# Woher die Angaben sind (ein Name aus sources.yaml):
# source: seed
confidence: low
# Anliegen, bei denen sie hilft (Namen aus intents/needs.yaml):
# needs: [learn_german]
# phones:
#   - number: +49 711 000000
#     description: vormittags
# email: name@beispiel.de
# website: https://www.beispiel.de
# Sprachen, die dort gesprochen werden:
# languages: [de, en]
# Ort, zu dem man gehen kann:
# locations:
#   - id: haupthaus
#     addresses:
#       - address_1: Straße und Hausnummer
#         postal_code: 73728
#         city: Esslingen am Neckar
# Ein Angebot kommt dazu mit: run_bot.py new service {id} kennung "Name des Angebots"
"""
_GUIDE = """\
# Neu angelegt: die kurze Antwort auf „{need}“
# ({meaning}).
# Zeilen mit # sind Vorlagen: ausfüllen, dann „# “ davor löschen (mit dem Leerzeichen).
# Alle Felder: docs/koordination.md.
need: {need}
# Zeichen und Titel stehen im Menü, die sehen die Leute sofort:
emoji: ℹ️
title: {title}
# Was ein Mensch mit diesem Anliegen am Schalter sagt:
# wish: Ich möchte …
# Zwei bis drei kurze Sätze in „Sie“; gezeigt werden nur die mit confidence: high oder medium.
# sentences:
#   - value: Ein Satz.
#     source: general
#     confidence: low
# Was man mitbringt:
# bring:
#   - Ausweis
# Angebote, die zuerst genannt werden (einrichtung/angebot):
services: []
# Nummern aus hotlines.yaml:
hotlines: []
"""


class Refused(Exception):
    """What was asked for cannot be made; the reason is in German."""


def organization(town: Town, id_: str, name: str) -> list[str]:
    """Begin the file of an organization; what was done and what comes next. Raises Refused."""
    _check_id(id_)
    path = town.folders.knowledge / "organizations" / f"{id_}.yaml"
    text = _ORGANIZATION.format(id=id_, name=quoted(_said(name, 120)))
    create(path, schemas.head(path, "organization", town.folders.knowledge) + text)
    return [_made(town.folders.knowledge, path), _MORE, _CHECK]


def guide(town: Town, need: str, title: str | None = None) -> list[str]:
    """Begin the answer to a need that has none; what was done and what comes next. Raises Refused."""
    meanings = meanings_of(town)
    check_known(need, meanings, "Anliegen aus intents/needs.yaml")
    path = town.folders.knowledge / "guides" / f"{need}.yaml"
    named = _said(title or need.replace("_", " ").capitalize(), 60)
    text = _GUIDE.format(need=need, meaning=meanings[need], title=quoted(named))
    create(path, schemas.head(path, "guide", town.folders.knowledge) + text)
    return [
        _made(town.folders.knowledge, path),
        f"Der Titel „{named}“ steht sofort im Menü; die Sätze erst, wenn sie geprüft sind.",
        _CHECK,
    ]


def service(town: Town, organization: str, id_: str, name: str, needs: Iterable[str] = ()) -> list[str]:
    """Add a service to an organization, under its needs or those named. Raises Refused, BrokenFiles."""
    _check_id(id_)
    files = {Path(file.document.name).stem: file for file in town.files.organizations}
    check_known(organization, files, "Einrichtung")
    model = files[organization].model
    if model is None:
        raise BrokenFiles(files[organization].document.problems)
    if id_ in (there.id for there in model.services):
        raise Refused(f"„{organization}“ hat schon ein Angebot „{id_}“. Bitte eine andere Kennung wählen.")
    needs = list(needs) or list(model.needs)
    if not needs:
        raise Refused("Wozu gehört das Angebot? Bitte ein Anliegen nennen, zum Beispiel --need learn_german.")
    for need in needs:
        check_known(need, town.intents.all_needs, "Anliegen aus intents/needs.yaml")
    entry = {"id": id_, "needs": needs, "name": _said(name, _LONG), "confidence": _LOW}
    line = _append(town, f"organizations/{organization}.yaml", "services", entry)
    return [line, f"Anliegen: {', '.join(needs)}. Bitte kürzen, was nicht passt.", _MORE, _CHECK]


@dataclass(frozen=True)
class Gathering:
    """What is known of an event to come; without hours it takes the whole day until they are known."""

    id: str
    name: str
    day: date
    hours: tuple[time, time] | None = None
    organizer: str | None = None
    topics: tuple[str, ...] = ()


def event(town: Town, known: Gathering) -> list[str]:
    """Add an event, of the centre where nobody else is named. Raises Refused, BrokenFiles."""
    _check_id(known.id)
    events = town.files.events
    if events.model is None:
        raise BrokenFiles(events.document.problems)
    if known.id in (there.id for there in events.model.events):
        raise Refused(f"Die Veranstaltung „{known.id}“ gibt es schon. Bitte eine andere Kennung wählen.")
    begins, ends = known.hours or (time(0), time(23, 59))
    if ends <= begins:
        raise Refused("Das Ende liegt nicht nach dem Anfang. Bitte die Uhrzeiten prüfen.")
    topics = known.topics or (_topic_of_events(town),)
    for topic in topics:
        check_known(topic, town.intents.needs, "Thema aus intents/needs.yaml")
    entry = {
        "id": known.id,
        "topics": list(topics),
        "name": _said(known.name, _LONG),
        "start": f"{known.day}T{begins:%H:%M}",
        "end": f"{known.day}T{ends:%H:%M}",
        "organizer": _organizer(town, known.organizer),
        "confidence": _LOW,
    }
    line = _append(town, "events.yaml", "events", entry)
    open_ = "" if known.hours else " Die Uhrzeit ist noch offen (0:00 bis 23:59 ist ein Platzhalter)."
    return [line, f"Bitte Thema, Veranstalter und Uhrzeit prüfen.{open_}", _MORE, _CHECK]


def _organizer(town: Town, named: str | None) -> str:
    bodies = [file.model for file in town.files.organizations if file.model]
    found = named or next((body.id for body in bodies if "centre" in body.groups), None)
    if found is None:
        raise Refused("Wer lädt ein? Bitte eine Einrichtung nennen: --organizer kennung")
    check_known(found, [body.id for body in bodies], "Einrichtung")
    return found


def _topic_of_events(town: Town) -> str:
    needs = town.intents.needs
    return next((topic for topic, group in needs.items() if "events" in group), next(iter(needs)))


def closure(
    town: Town, start: date, end: date, organizations: Iterable[str] = (), note: str | None = None
) -> list[str]:
    """Add days on which nobody is there, `end` inclusive. Raises Refused, BrokenFiles."""
    if end < start:
        raise Refused("Der letzte Tag liegt vor dem ersten. Bitte die Tage prüfen.")
    if town.files.closures.model is None:
        raise BrokenFiles(town.files.closures.document.problems)
    organizations = list(organizations)
    for name in organizations:
        check_known(name, [file.model.id for file in town.files.organizations if file.model], "Einrichtung")
    entry: dict[str, Any] = {"start": f"{start}", "end": f"{end}"}
    entry |= {"note": note} if note else {}
    entry |= {"organizations": organizations} if organizations else {}
    line = _append(town, "closures.yaml", "closures", entry)
    who = ", ".join(organizations) or "das ganze Haus"
    return [line, f"Geschlossen vom {start:%d.%m.%Y} bis {end:%d.%m.%Y}: {who}. Das gilt sofort.", _CHECK]


def meanings_of(town: Town) -> Mapping[str, str]:
    """What each need means, as `needs.yaml` says it."""
    data = yaml_text.read(town.folders.intents / "needs.yaml").data
    groups = data.values() if isinstance(data, dict) else ()
    return {
        need: str(meaning) for group in groups if isinstance(group, dict) for need, meaning in group.items()
    }


def check_known(name: str, known: Collection[str], what: str) -> None:
    """Raises Refused for a name that is none of those known, with the one that may be meant."""
    if name not in known:
        raise Refused(f"„{name}“ ist unbekannt ({what}); {did_you_mean(name, known)}")


def create(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises Refused where it is."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"{path.parent.name}/{path.name} gibt es schon; nichts wurde geändert.") from None


def quoted(text: str) -> str:
    """A text as it stands in YAML, in quotes where it needs them."""
    return yaml.safe_dump({"": text}, allow_unicode=True, width=4096).partition(": ")[2].rstrip("\n")


def _append(town: Town, file: str, field: str, entry: Mapping[str, Any]) -> str:
    path = town.folders.knowledge / file
    if not path.exists():
        create(path, schemas.head(path, path.stem, town.folders.knowledge) + f"{field}: []\n")
    if overlay.write(path, [Edit(file, (field,), "append", dict(entry))]):
        raise Refused(f"In {file} ist kein Platz dafür: „{field}“ ist keine Liste.")
    return f"Eingetragen am Ende von „{field}“ in {town.folders.knowledge.name}/{file}."


def _made(folder: Path, path: Path) -> str:
    return f"Angelegt: {folder.name}/{path.relative_to(folder).as_posix()}"


def _check_id(id_: str) -> None:
    if not _ID.fullmatch(id_):
        rule = "Bitte 2 bis 40 Zeichen: kleine Buchstaben a–z, Ziffern und _, am Anfang ein Buchstabe."
        raise Refused(f"„{id_}“ geht nicht als Kennung. {rule}")


def _said(text: str, most: int) -> str:
    text = " ".join(text.split())
    if not 0 < len(text) <= most:
        raise Refused(f"Ein Name hat 1 bis {most} Zeichen; „{text[:60]}“ hat {len(text)}.")
    return text
