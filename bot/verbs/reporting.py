"""What the council reads: `report`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.verbs.common import BERLIN, Verbs

if TYPE_CHECKING:
    from bot.core.edits import Edit
    from bot.desk.report.model import Report
    from bot.desk.report.period import Period
    from bot.desk.report.writing import Material
    from bot.storage.counts import Row
    from bot.storage.database import Database
    from bot.storage.gaps import Shown


def add(verbs: Verbs) -> None:
    """Make the verb known."""
    verb = verbs.add_parser("report", help="der Bericht für den Gemeinderat, als Seite zum Drucken")
    verb.add_argument("--from", dest="first", metavar="MONAT", help="erster Monat, etwa 2026-07")
    verb.add_argument("--to", dest="last", metavar="MONAT", help="letzter Monat, etwa 2026-12")
    verb.add_argument("--out", type=Path, metavar="ORDNER", help="wohin (sonst: var/berichte)")
    verb.add_argument("--pdf", action="store_true", help="auch als PDF")
    verb.add_argument("--csv", action="store_true", help="auch jede Tabelle als CSV für Excel")
    verb.add_argument("--demo", action="store_true", help="mit frei erfundenen Zahlen, zum Vorführen")
    verb.set_defaults(run=report)


def report(arguments: argparse.Namespace) -> int:
    """Write the report; 1 with a line in German where the months make no sense or nothing can be written."""
    from bot.desk.report.period import BadPeriod
    from bot.desk.report.writing import report as written
    from bot.settings import HOME

    today = datetime.now(BERLIN).date()
    try:
        period = _period(arguments, today)
        whole = written(period, _material(period, demo=arguments.demo), today, demo=arguments.demo)
        stem, folder = _stem(period, demo=arguments.demo), arguments.out or HOME / "var" / "berichte"
        for path in _put(whole, stem, folder, arguments):
            print(path)
    except BadPeriod as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Der Bericht lässt sich dort nicht speichern: {error.filename}", file=sys.stderr)
        return 1
    return 0


def _period(arguments: argparse.Namespace, today: date) -> Period:
    """Without months the half year that ends with this one, or with the last month that was named."""
    from bot.desk.report.period import Period, half_year_to

    last = Period(arguments.last, arguments.last).last if arguments.last else f"{today:%Y-%m}"
    return Period(arguments.first or half_year_to(date.fromisoformat(f"{last}-01")).first, last)


def _material(period: Period, *, demo: bool) -> Material:
    """From the database and the files as they are in force; invented without looking at the database."""
    import asyncio

    from bot import app
    from bot.desk.report import demo as invented
    from bot.desk.report.tally import names
    from bot.desk.report.writing import Material
    from bot.desk.translation_states import states
    from bot.files.town import read
    from bot.settings import Settings

    settings = Settings()
    town = app.town(settings, phrases=False)
    if not demo:
        rows, gaps, edits = asyncio.run(
            app.with_database(settings, lambda database: _stored(database, period))
        )
        town = read(town.folders, phrases=False, edits=edits)
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    if demo:
        rows = invented.rows(knowledge, tuple(town.intents.languages), period.months)
        gaps = invented.gaps(period.months)
    return Material(rows, gaps, names(knowledge), town.files, states(town))


async def _stored(database: Database, period: Period) -> tuple[list[Row], list[Shown], list[Edit]]:
    from bot.storage.counts import Counts
    from bot.storage.edits import Edits
    from bot.storage.gaps import Gaps

    edits = [made.edit for made in await Edits(database).in_force()]
    rows = await Counts(database).between(period.first, period.last)
    return rows, await Gaps(database).shown(), edits


def _stem(period: Period, *, demo: bool) -> str:
    months = period.first if period.first == period.last else f"{period.first}_{period.last}"
    return f"{'vorfuehrung' if demo else 'bericht'}_{months}"


def _put(whole: Report, stem: str, folder: Path, arguments: argparse.Namespace) -> list[Path]:
    """Write the files; gives their paths."""
    from bot.desk.report.page import page
    from bot.desk.report.tables import files

    folder.mkdir(parents=True, exist_ok=True)
    contents = {folder / f"{stem}.html": page(whole).encode()}
    if arguments.pdf:
        from bot.desk.report.pdf import pdf
        from bot.settings import Settings

        # what shapes Arabic letters keeps a list of fonts: with all else, not in somebody's home
        os.environ.setdefault("MPLCONFIGDIR", str(Settings().cache_dir.resolve() / "matplotlib"))
        contents[folder / f"{stem}.pdf"] = pdf(whole)
    if arguments.csv:
        (folder / stem).mkdir(exist_ok=True)
        contents |= {folder / stem / name: content for name, content in files(whole).items()}
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)
