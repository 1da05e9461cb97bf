"""Wegweiser: without a verb it runs the bot, on Telegram with a token, in the terminal without one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

# several threads for our small matrices only get in each other's way; numpy reads this when it is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
BERLIN = ZoneInfo("Europe/Berlin")


def main() -> int:
    """Run the command the user typed; the exit code."""
    arguments = _parser().parse_args()
    from pydantic import ValidationError

    from bot.files.problems import BrokenFiles

    try:
        return int(arguments.run(arguments) or 0)
    except BrokenFiles as error:
        print(error, file=sys.stderr)
        print(
            "\nDer Bot startet erst, wenn das berichtigt ist. Alles auf einmal zeigt: run_bot.py check",
            file=sys.stderr,
        )
        return 1
    except ValidationError as error:
        for detail in error.errors():
            name = "".join(f"setting {str(part).upper()}: " for part in detail["loc"][:1])
            print(f"{name}{detail['msg'].removeprefix('Value error, ')}", file=sys.stderr)
        print(".env.example explains every setting.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _ended(error)


def _ended(error: Exception) -> int:
    """Say why in one line, where it is no fault of ours; 1."""
    from bot import app

    reason = app.reason(error)
    if reason is None:
        raise error
    print(reason, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run_bot.py", description=__doc__)
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(title="verbs")
    talk = verbs.add_parser("chat", help="talk to the bot in the terminal")
    talk.add_argument("--language", help="the language of the phone, a hint")
    talk.set_defaults(run=chat)
    one = verbs.add_parser("ask", help="one question, one answer; nothing is stored")
    one.add_argument("text")
    one.add_argument("--language", help="the language of the phone, a hint")
    one.add_argument("--at", type=_moment, help="the time in Berlin, for example 2026-11-24T13:05")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=ask)
    understand = verbs.add_parser("match", help="JSON lines in, JSON lines out: what is understood")
    understand.add_argument("--explain", action="store_true", help="and which words and phrases decided")
    understand.set_defaults(run=match)
    verbs.add_parser("wishes", help="welche Sprachen gewünscht werden, gezählt je Monat").set_defaults(
        run=wishes
    )
    verbs.add_parser("gaps", help="was mehrere Menschen vergeblich fragten").set_defaults(run=gaps)
    verbs.add_parser("phrases", help="all example phrases as JSON lines").set_defaults(run=phrases)
    verbs.add_parser("check", help="alle Dateien prüfen: knowledge/, intents/, translations/").set_defaults(
        run=check
    )
    verbs.add_parser("messages", help="bring the catalogues in translations/ up to date").set_defaults(
        run=messages
    )
    keep = verbs.add_parser(
        "backup", help="alles Gespeicherte in eine neue Datei sichern; der Bot läuft weiter"
    )
    keep.add_argument("file", type=Path, metavar="DATEI")
    keep.set_defaults(run=backup)
    back = verbs.add_parser("restore", help="eine Sicherung in eine leere Datenbank zurückspielen")
    back.add_argument("file", type=Path, metavar="DATEI")
    back.add_argument("--replace", action="store_true", help="auch in eine, die nicht leer ist")
    back.set_defaults(run=restore)
    verbs.add_parser("learn", help="learn from changed phrases ahead of the next start").set_defaults(
        run=learn
    )
    return parser


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=BERLIN)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write 2026-11-24T13:05") from None


def run(arguments: argparse.Namespace) -> None:
    """Run the Telegram bot, or the terminal chat if there is no token."""
    from bot import app, logs
    from bot.settings import Settings

    settings = Settings()
    logs.set_up(settings.log_level, *settings.secrets)
    if settings.telegram_token:
        app.telegram(settings)
        return
    print(
        "No TELEGRAM_TOKEN set: this is the terminal chat. A token for Telegram comes from https://t.me/BotFather.",
        file=sys.stderr,
    )
    app.chat(settings, None)


def chat(arguments: argparse.Namespace) -> None:
    """Talk in the terminal."""
    from bot import app, logs
    from bot.settings import Settings

    settings = Settings()
    logs.set_up(settings.log_level, *settings.secrets)
    app.chat(settings, arguments.language)


def ask(arguments: argparse.Namespace) -> None:
    """Answer one question."""
    from bot import app
    from bot.channels.terminal import shown, turn_of
    from bot.desk import ask as desk
    from bot.settings import Settings

    turn = turn_of(arguments.text, arguments.at or datetime.now(UTC), arguments.language)
    reply, messages = desk.ask(turn, app.speaker(Settings()))
    if arguments.json:
        print(desk.json_of(reply, messages))
    else:
        print("\n\n".join(shown(message) for message in messages))


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


def gaps(arguments: argparse.Namespace) -> None:
    """Print what several people asked and nobody answered."""
    from bot import app
    from bot.desk.gaps import lines
    from bot.settings import Settings

    print("\n".join(lines(app.gaps(Settings()))))


def messages(arguments: argparse.Namespace) -> None:
    """Extract all texts and update every catalogue."""
    from bot import app
    from bot.desk.messages import update
    from bot.settings import HOME, Settings

    for line in update(app.town(Settings()), HOME):
        print(line)


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


if __name__ == "__main__":
    sys.exit(main())
