"""Editing: `schemas`, `new`."""

from __future__ import annotations

import argparse

from bot.verbs.common import Verbs


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    verbs.add_parser("schemas", help="die Eingabehilfe für den Editor erneuern").set_defaults(run=schemas)


def schemas(arguments: argparse.Namespace) -> None:
    """Write the schemas anew."""
    from bot import app
    from bot.desk.schemas import write
    from bot.settings import Settings

    written = list(write(app.town(Settings())))
    for name in written:
        print(name)
    print(f"{len(written)} Dateien erneuert." if written else "Alles war schon auf dem neuesten Stand.")
