"""Understanding: `match`, `phrases`, `learn`."""

from __future__ import annotations

import argparse
import sys

from bot.verbs.common import Verbs


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    understand = verbs.add_parser("match", help="JSON lines in, JSON lines out: what is understood")
    understand.add_argument("--explain", action="store_true", help="and which words and phrases decided")
    understand.set_defaults(run=match)
    verbs.add_parser("phrases", help="all example phrases as JSON lines").set_defaults(run=phrases)
    verbs.add_parser("learn", help="learn from changed phrases ahead of the next start").set_defaults(
        run=learn
    )


def match(arguments: argparse.Namespace) -> None:
    """Say what is understood of each line."""
    from bot import app
    from bot.desk.explain import explainer
    from bot.desk.match import match_lines
    from bot.settings import Settings

    town = app.town(Settings(), phrases=arguments.explain)
    understander = town.centre(examples=False).understander
    explain = explainer(understander, town.intents.phrases) if arguments.explain else None
    for line in match_lines(sys.stdin, understander, explain):
        print(line)


def phrases(arguments: argparse.Namespace) -> None:
    """Print every example phrase."""
    from bot import app
    from bot.desk.match import phrase_lines
    from bot.settings import Settings

    for line in phrase_lines(app.town(Settings()).intents.phrases):
        print(line)


def learn(arguments: argparse.Namespace) -> int:
    """Fill the cache, so that a start finds all in it and writes nothing; 1 if it cannot be written."""
    from bot import app
    from bot.settings import Settings

    settings = Settings()
    if app.learn(settings):
        print(f"Learnt, and kept under {settings.cache_dir}.")
        return 0
    print(f"Nothing can be kept under {settings.cache_dir}.", file=sys.stderr)
    return 1
