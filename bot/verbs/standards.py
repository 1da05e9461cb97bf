"""Standards: `export` writes what may be shown as HSDS 3, `import` makes drafts of such a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.verbs.common import BERLIN, Verbs

if TYPE_CHECKING:
    from bot.files.town import Town
    from bot.settings import Settings
    from bot.storage.database import Database


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    out = verbs.add_parser(
        "export", help="alles, was gezeigt werden darf, als HSDS 3 für andere Verzeichnisse"
    )
    out.add_argument("--language", default="de", metavar="xx", help="Sprache der Texte (sonst Deutsch)")
    out.add_argument("--out", type=Path, metavar="DATEI", help="in diese Datei (sonst auf den Bildschirm)")
    out.add_argument("--examples", action="store_true", help="auch Beispielzeiten, die nicht echt sind")
    out.set_defaults(run=export)
    back = verbs.add_parser("import", help="aus einer HSDS-Datei Entwürfe für knowledge/organizations machen")
    back.add_argument("file", type=Path, metavar="DATEI")
    back.add_argument(
        "--to", type=Path, default=Path("var/drafts"), metavar="ORDNER", help="sonst var/drafts"
    )
    back.set_defaults(run=import_)


def export(arguments: argparse.Namespace) -> int:
    """Write the file, or its text; 1 if that is hindered."""
    from datetime import datetime

    from bot.desk.hsds.export import as_json, exported
    from bot.files.problems import BrokenFiles
    from bot.settings import Settings

    town = _town(Settings())
    if broken := [*town.files.problems, *town.intents.problems]:
        raise BrokenFiles(broken)
    if arguments.language not in town.voices:
        known = ", ".join(town.voices)
        print(f"Die Sprache „{arguments.language}“ gibt es hier nicht. Es gibt: {known}", file=sys.stderr)
        return 1
    knowledge = town.files.knowledge(town.intents.needs, examples=arguments.examples)
    entries = exported(knowledge, town.voices[arguments.language], datetime.now(BERLIN))
    if arguments.out is None:
        print(as_json(entries), end="")
        return 0
    try:
        arguments.out.write_text(as_json(entries), encoding="utf-8")
    except OSError as error:
        reason = f"{arguments.out} lässt sich nicht schreiben: {error.strerror}"
        print(f"{reason}. Bitte Ordner und Rechte prüfen.", file=sys.stderr)
        return 1
    services = sum(len(entry.get("services", ())) for entry in entries)
    print(f"{len(entries)} Einrichtungen mit {services} Angeboten stehen jetzt in {arguments.out}.")
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Make drafts of a file; 1 if it cannot be read."""
    from bot.desk.hsds.drafts import BadImport, drafted
    from bot.files.knowledge_files import read
    from bot.settings import Settings

    files = read(Settings().knowledge_dir).organizations
    ours = {file.model.name: file.model.id for file in files if file.model}
    try:
        print(drafted(arguments.file, arguments.to, ours))
    except BadImport as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _town(settings: Settings) -> Town:
    """The town as the running bot shows it: with what was changed on the phone or the desk."""
    import asyncio

    from bot import app
    from bot.files.town import Folders, read
    from bot.storage.edits import Edits, Made

    async def in_force(database: Database) -> list[Made]:
        return await Edits(database).in_force()

    edits = [made.edit for made in asyncio.run(app.with_database(settings, in_force))]
    cache = settings.cache_dir
    folders = Folders(settings.knowledge_dir, settings.intents_dir, settings.translations_dir, cache)
    return read(folders, phrases=False, edits=edits)
