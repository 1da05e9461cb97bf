"""What could not be answered, and what is learnt from it: `gaps`, `phrase`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from bot.verbs.common import BERLIN, Verbs

if TYPE_CHECKING:
    from bot.desk.phrases import Addition
    from bot.files.town import Town
    from bot.settings import Settings


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    gaps = verbs.add_parser("gaps", help="was mehrere Menschen vergeblich fragten")
    gaps.set_defaults(run=show)
    verdicts = gaps.add_subparsers(title="was daraus wird", metavar="URTEIL")
    to_need = verdicts.add_parser("need", help="die Frage gehört zu einem Anliegen")
    _add_number(to_need)
    to_need.add_argument("need", metavar="ANLIEGEN", help="wie in intents/needs.yaml: find_flat")
    to_need.set_defaults(run=belongs)
    missing = verdicts.add_parser("missing", help="eine Lücke in unserem Angebot; ohne Nummer: die Liste")
    _add_number(missing, nargs="?")
    missing.add_argument("title", metavar="TITEL", nargs="?", default="", help="was fehlt, ganz kurz")
    missing.set_defaults(run=lacks)
    not_ours = verdicts.add_parser("not-ours", help="nicht unser Thema")
    _add_number(not_ours)
    not_ours.set_defaults(run=is_not_ours)
    _add_phrase(verbs)


def _add_number(parser: argparse.ArgumentParser, nargs: str | None = None) -> None:
    parser.add_argument("number", metavar="NUMMER", type=int, nargs=nargs, help="wie „gaps“ sie nennt")


def _add_phrase(verbs: Verbs) -> None:
    phrase = verbs.add_parser("phrase", help="einen Beispielsatz ausprobieren und hinzufügen")
    phrase.add_argument("text", metavar="SATZ")
    phrase.add_argument("need", metavar="ANLIEGEN", help="wie in intents/needs.yaml: find_flat")
    phrase.add_argument("--language", metavar="xx", help="sonst die, in der er geschrieben scheint")
    phrase.add_argument("--anyway", action="store_true", help="auch wenn danach anderes schlechter wird")
    phrase.set_defaults(run=learn_phrase)


def show(arguments: argparse.Namespace) -> None:
    """Print what several people asked and nobody answered, put together."""
    from bot import app
    from bot.desk.gaps import lines
    from bot.settings import Settings

    settings = Settings()
    print("\n".join(lines(app.gaps(settings), _titles(settings))))


def _titles(settings: Settings) -> dict[str, str]:
    """The German titles of the needs, as far as the files can be read."""
    from bot import app

    guides = app.town(settings, phrases=False).files.guides
    return {file.model.need: file.model.title for file in guides if file.model}


def belongs(arguments: argparse.Namespace) -> int:
    """A group belongs to a need; 1 if there is no such group or need."""
    from bot import app
    from bot.settings import Settings
    from bot.storage.gaps import TO_NEED

    if arguments.need not in app.town(Settings(), phrases=False).intents.all_needs:
        return _failed(f"„{arguments.need}“ ist kein bekanntes Anliegen; alle stehen in intents/needs.yaml.")
    return _judge(arguments.number, TO_NEED + arguments.need)


def lacks(arguments: argparse.Namespace) -> int:
    """A group is a gap in our offer; without a number, print all that were judged so."""
    from bot import app
    from bot.desk.gap_groups import missing_offers
    from bot.desk.gaps import LONGEST_TITLE, seeds
    from bot.settings import Settings
    from bot.storage.gaps import MISSING

    if arguments.number is None:
        print("\n".join(seeds(missing_offers(app.gaps(Settings())))))
        return 0
    title = " ".join(arguments.title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        return _failed(f"Bitte einen kurzen Titel nennen, höchstens {LONGEST_TITLE} Zeichen.")
    return _judge(arguments.number, MISSING + title)


def is_not_ours(arguments: argparse.Namespace) -> int:
    """A group is none of our business."""
    from bot.storage.gaps import NOT_OURS

    return _judge(arguments.number, NOT_OURS)


def _judge(number: int, verdict: str) -> int:
    from bot import app
    from bot.desk.gaps import judged, numbered
    from bot.settings import Settings
    from bot.storage.gaps import Gaps

    settings = Settings()
    group = numbered(app.gaps(settings), number)
    if group is None:
        return _failed(f"Eine Lücke Nr. {number} gibt es nicht; „run_bot.py gaps“ zeigt alle.")
    judge = app.with_database(settings, lambda database: Gaps(database).judge(group.numbers, verdict))
    asyncio.run(judge)
    print(judged(group, verdict, _titles(settings)))
    return 0


def learn_phrase(arguments: argparse.Namespace) -> int:
    """Try a sentence, and keep it where nothing speaks against it; 1 if it is not kept."""
    from bot import app
    from bot.desk.phrases import NotKept, objection
    from bot.settings import Settings

    town = app.town(Settings())
    addition = _addition(arguments, town)
    if why := objection(town, addition, town.redaction_file.redaction):
        return _failed(why)
    try:
        return _tried(town, addition, anyway=arguments.anyway)
    except NotKept as error:
        return _failed(str(error))


def _addition(arguments: argparse.Namespace, town: Town) -> Addition:
    from bot.desk.phrases import Addition

    text = " ".join(arguments.text.split())
    understander = None if arguments.language else town.centre(examples=False).understander
    language = understander.understand(text).language if understander else arguments.language
    return Addition(text, arguments.need, language)


def _tried(town: Town, addition: Addition, *, anyway: bool) -> int:
    from bot.desk.phrases import keep, lines, trial

    print("Der Bot lernt mit dem neuen Satz; das dauert eine Weile …", file=sys.stderr)
    result = trial(town.folders, addition, datetime.now(BERLIN))
    print("\n".join(lines(result)))
    if not (result.good or anyway):
        return _failed("Nicht hinzugefügt. Trotzdem hinzufügen: derselbe Aufruf mit --anyway.")
    print(f"Hinzugefügt in {keep(town.folders, addition)}.")
    return 0


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
