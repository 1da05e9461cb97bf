"""Watching over the files and the wishes: `check`, `wishes`."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from bot.verbs.common import BERLIN, Verbs


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    verbs.add_parser("check", help="alle Dateien prüfen: knowledge/, intents/, translations/").set_defaults(
        run=check
    )
    verbs.add_parser("wishes", help="welche Sprachen gewünscht werden, gezählt je Monat").set_defaults(
        run=wishes
    )


def check(arguments: argparse.Namespace) -> int:
    """Check all files; 1 if something is wrong."""
    from bot import app
    from bot.desk.check import findings, summary
    from bot.settings import Settings

    found = findings(app.town(Settings()), datetime.now(BERLIN).date())
    for problem in found:
        print(problem)
    print(summary(found), file=sys.stderr)
    return int(any(problem.severity == "error" for problem in found))


def wishes(arguments: argparse.Namespace) -> None:
    """Print which languages people asked for."""
    from bot import app
    from bot.desk.wishes import lines
    from bot.settings import Settings

    print("\n".join(lines(app.wishes(Settings()))))
