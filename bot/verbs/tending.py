"""Tending the database: `backup`, `restore`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bot.verbs.common import Verbs


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    keep = verbs.add_parser(
        "backup", help="alles Gespeicherte in eine neue Datei sichern; der Bot läuft weiter"
    )
    keep.add_argument("file", type=Path, metavar="DATEI")
    keep.set_defaults(run=backup)
    back = verbs.add_parser("restore", help="eine Sicherung in eine leere Datenbank zurückspielen")
    back.add_argument("file", type=Path, metavar="DATEI")
    back.add_argument("--replace", action="store_true", help="auch in eine, die nicht leer ist")
    back.set_defaults(run=restore)


def backup(arguments: argparse.Namespace) -> int:
    """Write all that is stored into a new file; 1 if that is hindered."""
    from bot import app
    from bot.settings import Settings

    return _told(lambda: app.backup(Settings(), arguments.file))


def restore(arguments: argparse.Namespace) -> int:
    """Fill the database from such a file; 1 if that is hindered."""
    from bot import app
    from bot.settings import Settings

    return _told(lambda: app.restore(Settings(), arguments.file, replace=arguments.replace))


def _told(work: Callable[[], str]) -> int:
    from bot.storage.backup import Hindered

    try:
        print(work())
    except Hindered as error:
        print(error, file=sys.stderr)
        return 1
    return 0
