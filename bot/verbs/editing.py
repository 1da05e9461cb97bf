"""Editing: `schemas`, `new`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.verbs.common import Verbs

if TYPE_CHECKING:
    from bot.files.town import Town


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    verbs.add_parser("schemas", help="die Eingabehilfe für den Editor erneuern").set_defaults(run=schemas)
    new_ = verbs.add_parser("new", help="eine neue Datei oder einen neuen Eintrag anlegen")
    kinds = new_.add_subparsers(title="was", metavar="WAS", required=True)
    _add_places(kinds)
    _add_days(kinds)
    _add_words(kinds)


def _add_places(kinds: Any) -> None:
    body = kinds.add_parser("organization", help="eine Einrichtung")
    body.add_argument("id", metavar="KENNUNG", help="kleine Buchstaben, Ziffern und _")
    body.add_argument("name", metavar="NAME")
    body.set_defaults(run=_run(lambda town, a: _new().organization(town, a.id, a.name)))
    offer = kinds.add_parser("service", help="ein Angebot einer Einrichtung")
    offer.add_argument("organization", metavar="EINRICHTUNG")
    offer.add_argument("id", metavar="KENNUNG")
    offer.add_argument("name", metavar="NAME")
    offer.add_argument("--need", nargs="+", default=(), metavar="ANLIEGEN", help="sonst die der Einrichtung")
    offer.set_defaults(run=_run(lambda town, a: _new().service(town, a.organization, a.id, a.name, a.need)))


def _add_days(kinds: Any) -> None:
    event = kinds.add_parser("event", help="eine Veranstaltung")
    event.add_argument("id", metavar="KENNUNG")
    event.add_argument("name", metavar="NAME")
    event.add_argument("--date", type=_day, required=True, metavar="2026-12-12")
    event.add_argument("--hours", nargs=2, type=_time, metavar=("18:00", "20:00"), help="von, bis")
    event.add_argument("--organizer", metavar="EINRICHTUNG", help="wer einlädt, sonst das Zentrum")
    event.add_argument("--topic", nargs="+", default=(), metavar="THEMA")
    event.set_defaults(run=_run(_event))
    closed = kinds.add_parser("closure", help="Tage, an denen geschlossen ist")
    closed.add_argument("start", type=_day, metavar="2026-12-24")
    closed.add_argument("end", type=_day, metavar="2027-01-01", help="gehört noch dazu")
    closed.add_argument(
        "--organization", nargs="+", default=(), metavar="EINRICHTUNG", help="sonst das ganze Haus"
    )
    closed.add_argument("--note", metavar="TEXT")
    closed.set_defaults(
        run=_run(lambda town, a: _new().closure(town, a.start, a.end, a.organization, a.note))
    )


def _add_words(kinds: Any) -> None:
    guide = kinds.add_parser("guide", help="die Antwort auf ein Anliegen")
    guide.add_argument("need", metavar="ANLIEGEN", help="wie in intents/needs.yaml")
    guide.add_argument("title", nargs="?", metavar="TITEL", help="wie es im Menü steht")
    guide.set_defaults(run=_run(lambda town, a: _new().guide(town, a.need, a.title)))
    language = kinds.add_parser("language", help="eine Sprache des Bots")
    language.add_argument("code", metavar="KÜRZEL", help="zwei oder drei Buchstaben (ISO 639)")
    language.add_argument("name", metavar="NAME", help="in der Sprache selbst")
    language.set_defaults(run=_run(_language))


def _new() -> Any:
    from bot.desk import new

    return new


def _event(town: Town, arguments: argparse.Namespace) -> list[str]:
    from bot.desk.new import Gathering, event

    a = arguments
    hours = tuple(a.hours) if a.hours else None
    return event(town, Gathering(a.id, a.name, a.date, hours, a.organizer, tuple(a.topic)))


def _language(town: Town, arguments: argparse.Namespace) -> list[str]:
    from bot.desk.new_language import language
    from bot.settings import HOME

    return language(town, HOME, arguments.code, arguments.name)


def _run(make: Callable[[Town, argparse.Namespace], list[str]]) -> Callable[[argparse.Namespace], int]:
    """What makes one kind and says so; 1 where it is refused."""

    def run(arguments: argparse.Namespace) -> int:
        from bot import app
        from bot.desk.new import Refused
        from bot.desk.schemas import write
        from bot.settings import Settings

        settings = Settings()
        try:
            told = make(app.town(settings, phrases=False), arguments)
        except Refused as error:
            print(error, file=sys.stderr)
            return 1
        print(*told, sep="\n")
        list(write(app.town(settings, phrases=False)))  # a new guide has a title to complete with
        return 0

    return run


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag; bitte so: 2026-12-24") from None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Uhrzeit; bitte so: 18:00") from None


def schemas(arguments: argparse.Namespace) -> None:
    """Write the schemas anew."""
    from bot import app
    from bot.desk.schemas import write
    from bot.settings import Settings

    written = list(write(app.town(Settings())))
    for name in written:
        print(name)
    print(f"{len(written)} Dateien erneuert." if written else "Alles war schon auf dem neuesten Stand.")
