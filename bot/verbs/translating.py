"""Keeping the translations fresh: `messages`, `translations`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.verbs.common import Verbs

if TYPE_CHECKING:
    from bot.files.town import Town


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    verbs.add_parser("messages", help="Übersetzungen an die Texte von heute anpassen").set_defaults(
        run=messages
    )
    parser = verbs.add_parser("translations", help="wie weit die Übersetzungen sind; Dateien für Übersetzer")
    parser.add_argument("language", nargs="?", help="eine Sprache: was zu tun ist")
    parser.add_argument("--out", type=Path, help="alle Texte der Sprache in eine .po-Datei schreiben")
    parser.add_argument("--only-todo", action="store_true", help="mit --out: nur was offen ist")
    parser.add_argument("--take", type=Path, help="eine übersetzte .po-Datei übernehmen")
    parser.set_defaults(run=translations)


def messages(arguments: argparse.Namespace) -> None:
    """Extract all texts, update and compile every catalogue."""
    from bot import app
    from bot.desk.messages import update
    from bot.settings import HOME, Settings

    for line in update(app.town(Settings(), phrases=False), HOME):
        print(line)


def translations(arguments: argparse.Namespace) -> int:
    """Print how far the languages are, write a file for a translator or take one back."""
    from bot import app
    from bot.desk import translation_states as desk
    from bot.settings import Settings

    town = app.town(Settings(), phrases=False)
    language = arguments.language
    if language is None:
        print("\n".join(desk.table(desk.states(town))))
        return 0
    if language not in desk.languages_to_translate(town):
        known = ", ".join(desk.languages_to_translate(town))
        print(f"Die Sprache „{language}“ gibt es hier nicht. Es gibt: {known}", file=sys.stderr)
        return 1
    if arguments.take:
        return _take(town, language, arguments.take)
    if arguments.out:
        from bot.desk.volunteer_po import pack

        arguments.out.write_bytes(pack(town, language, only_todo=arguments.only_todo))
        print(f"Geschrieben: {arguments.out}. Die Datei lässt sich mit Poedit oder Weblate bearbeiten.")
        return 0
    found = desk.tasks(town, language)
    print("\n".join((*desk.open_tasks(found), desk.line(desk.state_of_language(town, language)))))
    return 0


def _take(town: Town, language: str, path: Path) -> int:
    from bot.desk.volunteer_po import NotTaken
    from bot.desk.volunteer_taking import take

    try:
        taken = take(town, language, path.read_bytes())
    except NotTaken as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(taken.lines()))
    return int(bool(taken.refused))
