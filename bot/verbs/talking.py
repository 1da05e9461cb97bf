"""Talking: `chat`, `ask`, and what runs without a verb."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from bot.verbs.common import BERLIN, Verbs


def add(verbs: Verbs) -> None:
    """Make the verbs known."""
    talk = verbs.add_parser("chat", help="talk to the bot in the terminal")
    talk.add_argument("--language", help="the language of the phone, a hint")
    talk.add_argument("--explain", action="store_true", help="unter jeder Antwort steht, warum sie kam")
    talk.set_defaults(run=chat)
    one = verbs.add_parser("ask", help="one question, one answer; nothing is stored")
    one.add_argument("text")
    one.add_argument("--language", help="the language of the phone, a hint")
    one.add_argument("--at", type=_moment, help="the time in Berlin, for example 2026-11-24T13:05")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=ask)


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
    app.chat(settings, arguments.language, explain=arguments.explain)


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
