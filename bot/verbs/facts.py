"""Facts that stay true: `recheck`, `confirm`, `links`, `overlay`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.verbs.common import BERLIN, Verbs

if TYPE_CHECKING:
    from bot.core.edits import Edit
    from bot.desk.recheck import Item
    from bot.files.town import Town
    from bot.settings import Settings
    from bot.storage.database import Database
    from bot.storage.edits import Made


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    recheck_ = verbs.add_parser("recheck", help="was zu prüfen ist, mit Fälligkeit")
    recheck_.add_argument("--all", action="store_true", help="alles, nicht nur die ersten 40")
    recheck_.add_argument("--csv", type=Path, metavar="DATEI", help="die ganze Liste als Tabelle schreiben")
    recheck_.set_defaults(run=recheck)
    confirm_ = verbs.add_parser("confirm", help="Partner fragen „Stimmt das noch?“, und ihr Ja eintragen")
    confirm_.add_argument("organizations", nargs="*", metavar="EINRICHTUNG")
    confirm_.add_argument("--out", type=Path, metavar="ORDNER", help="wohin die E-Mails geschrieben werden")
    confirm_.add_argument("--yes", action="store_true", help="der Partner sagt: alles stimmt")
    confirm_.add_argument("--on", type=_day, metavar="2026-11-28", help="an welchem Tag er das sagte")
    confirm_.add_argument(
        "--service", nargs="+", metavar="ANGEBOT", help="nur diese Angebote (mit --yes und einer Einrichtung)"
    )
    confirm_.set_defaults(run=confirm)
    links_ = verbs.add_parser("links", help="Internetadressen prüfen (fragt im Internet nach)")
    links_.add_argument("--again", action="store_true", help="auch, was diese Woche schon geprüft wurde")
    links_.set_defaults(run=links)
    overlay_ = verbs.add_parser("overlay", help="Änderungen vom Telefon und Schreibtisch")
    overlay_.add_argument(
        "what", nargs="?", choices=("list", "apply", "drop", "log"), default="list",
        help="ansehen, in die Dateien schreiben, eine zurücknehmen, Verlauf",
    )  # fmt: skip
    overlay_.add_argument("number", nargs="?", type=int, metavar="NUMMER", help="welche (mit drop)")
    overlay_.set_defaults(run=overlay)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag; bitte so: 2026-11-28") from None


def _today() -> date:
    return datetime.now(BERLIN).date()


def recheck(arguments: argparse.Namespace) -> None:
    """Print what to look at."""
    from bot import app
    from bot.desk.recheck_list import lines, table
    from bot.settings import Settings

    settings = Settings()
    found = asyncio.run(app.with_database(settings, lambda database: _items(settings, database)))
    if arguments.csv:
        arguments.csv.write_text(table(found), encoding="utf-8-sig", newline="")
        print(f"{len(found)} Zeilen stehen in {arguments.csv}.")
        return
    print("\n".join(lines(found, _today(), most=None if arguments.all else 40)))


async def _items(settings: Settings, database: Database) -> list[Item]:
    from bot.desk import links as desk
    from bot.desk.recheck import items
    from bot.storage.counts import Counts
    from bot.storage.notices import Notices

    shown: dict[str, int] = {}
    for row in await Counts(database).all("shown"):
        shown[row.subject] = shown.get(row.subject, 0) + row.times
    return items(
        await _town(settings, database),
        _today(),
        shown=shown,
        notices=await Notices(database).open_ones(),
        links=desk.load(_links_file(settings)),
    )


async def _town(settings: Settings, database: Database) -> Town:
    """The town as readers see it: with the edits in force."""
    from bot import app
    from bot.files.town import read
    from bot.storage.edits import Edits

    edits = [made.edit for made in await Edits(database).in_force()]
    town = app.town(settings, phrases=False)
    return read(town.folders, phrases=False, edits=edits) if edits else town


def _links_file(settings: Settings) -> Path:
    from bot.desk.links import FILE

    return settings.cache_dir / FILE


def confirm(arguments: argparse.Namespace) -> int:
    """Write letters to partners, or note their yes; 1 where a name is unknown."""
    from bot import app
    from bot.desk.confirm import Unknown
    from bot.settings import Settings

    if arguments.yes and not arguments.organizations:
        print("Bitte die Einrichtung nennen, zum Beispiel: run_bot.py confirm vhs --yes", file=sys.stderr)
        return 2
    if arguments.service and not (arguments.yes and len(arguments.organizations) == 1):
        print("--service gilt nur zusammen mit --yes und genau einer Einrichtung.", file=sys.stderr)
        return 2
    settings, work = Settings(), _note if arguments.yes else _write_letters
    try:
        asyncio.run(app.with_database(settings, lambda database: work(settings, database, arguments)))
    except Unknown as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def _write_letters(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    from bot.desk.confirm import letter
    from bot.settings import HOME

    names = arguments.organizations or list(
        dict.fromkeys(item.subject.partition("/")[0] for item in await _items(settings, database) if item.yes)
    )
    town = await _town(settings, database)
    known = {file.model.id for file in town.files.organizations if file.model}
    chosen = names if arguments.organizations else [name for name in names if name in known]
    letters = {name: letter(town, name, _today()) for name in chosen}
    folder = arguments.out or HOME / "var" / "confirm"
    folder.mkdir(parents=True, exist_ok=True)
    for name, written in letters.items():
        (folder / f"{name}.eml").write_bytes(written.eml())
        print(f"{folder / name}.eml – an {written.to or '… (keine E-Mail-Adresse bekannt)'}")
    what = "1 E-Mail" if len(letters) == 1 else f"{len(letters)} E-Mails"
    print(f"{what}. Ein Doppelklick öffnet sie im Mailprogramm; gesendet wird erst dort.")


async def _note(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    from bot.desk.confirm import yes

    town = await _town(settings, database)
    on = arguments.on or _today()
    edits = tuple(e for name in arguments.organizations for e in yes(town, name, on, arguments.service))
    await _make(town, database, edits)


async def _make(town: Town, database: Database, edits: tuple[Edit, ...]) -> None:
    """Put edits into the files, or where they cannot be written, in force in the database; say which."""
    from bot.desk.overlay import put_directly
    from bot.page.edit_words import told
    from bot.storage.edits import Edits

    done, left = put_directly(town.folders, edits)
    await Edits(database).make(left, "desk", datetime.now(UTC))
    for title, here in (("In die Dateien geschrieben", done), ("In der Datenbank vermerkt", left)):
        if here:
            print(f"{title} ({len(here)}):")
            print("\n".join(f"  {told(edit).place}: {told(edit).value}" for edit in here))
    if left:
        print("Das gilt sofort. In die Dateien kommt es mit: run_bot.py overlay apply")
    if not edits:
        print("Es gibt nichts zu bestätigen: Das ist geschlossen.")


def links(arguments: argparse.Namespace) -> int:
    """Ask for every web page that is named, at most once a week; 1 where there is no internet."""
    from bot import app
    from bot.desk import links as desk
    from bot.settings import Settings

    settings = Settings()
    town, path = app.town(settings, phrases=False), _links_file(settings)
    known, wanted = desk.load(path), desk.addresses(town)
    asked = desk.due(wanted, known, _today(), again=arguments.again)
    print(f"{len(wanted)} Adressen, {len(asked)} davon werden jetzt gefragt.", flush=True)
    try:
        found = asyncio.run(desk.check(asked, known, _today(), desk.Manners(report=_say)))
    except desk.Offline as error:
        print(f"\n{error}")
        return 1
    desk.save(path, {address: state for address, state in found.items() if address in wanted})
    wrong = [line for each in wanted if each in found and (line := desk.told(each, found[each]))]
    print("\n".join([f"\n{len(wrong)} Adressen sind anzusehen; sie stehen auch in der Prüfliste.", *wrong]))
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def overlay(arguments: argparse.Namespace) -> int:
    """Show edits, write them into the files, take one back; 1 where that did not work."""
    from bot import app
    from bot.settings import Settings

    settings = Settings()
    works = {"list": _show, "log": _show, "apply": _apply, "drop": _drop}
    work = works[arguments.what]
    return asyncio.run(app.with_database(settings, lambda database: work(settings, database, arguments)))


async def _show(settings: Settings, database: Database, arguments: argparse.Namespace) -> int:
    from bot.storage.edits import Edits

    log = arguments.what == "log"
    found = await (Edits(database).latest() if log else Edits(database).in_force())
    print("\n".join(map(_line, found)) if found else "Keine Änderungen: Alles steht in den Dateien.")
    return 0


def _line(made: Made) -> str:
    """What, where, who, when."""
    from bot.page.edit_words import author, told

    words = told(made.edit)
    when = f"{made.made_at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
    since = f", in den Dateien seit {made.applied_at.astimezone(BERLIN):%d.%m.%Y}" if made.applied_at else ""
    value = f": {words.value}" if words.value else ""
    return f"{made.number:>4}  {words.place} {words.done}{value} ({author(made.author)}, {when}{since})"


async def _apply(settings: Settings, database: Database, arguments: argparse.Namespace) -> int:
    from bot import app
    from bot.desk.overlay import apply
    from bot.storage.edits import Edits

    edits = Edits(database)
    done = apply(app.town(settings, phrases=False).folders, await edits.in_force())
    await edits.applied([made.number for made in done.written], datetime.now(UTC))
    print(f"{len(done.written)} Änderungen stehen jetzt in den Dateien.")
    for file, why in done.kept.items():
        print(f"{file} {why}. Die Änderungen daran gelten weiter.")
    for made in done.lost:
        print(f"Nicht mehr zu finden ist die Stelle von:\n{_line(made)}")
    if done.lost:
        print("Zurücknehmen: run_bot.py overlay drop NUMMER")
    return int(bool(done.kept or done.lost))


async def _drop(settings: Settings, database: Database, arguments: argparse.Namespace) -> int:
    from bot.storage.edits import Edits

    edits = Edits(database)
    found = [made for made in await edits.in_force() if made.number == arguments.number]
    if not found:
        print("Welche? Die Nummern zeigt: run_bot.py overlay", file=sys.stderr)
        return 1
    await edits.take_back(found[0].number)
    print(f"Zurückgenommen:\n{_line(found[0])}")
    return 0
