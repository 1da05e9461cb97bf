"""The desk: `desk`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from bot.verbs.common import Verbs

PORT = 8765


def add(verbs: Verbs) -> None:
    """Make the verb known."""
    desk = verbs.add_parser("desk", help="der Schreibtisch: Seiten im Browser, nur auf diesem Rechner")
    desk.add_argument("--port", type=_port, default=PORT, help=f"ein anderer Anschluss als {PORT}")
    desk.set_defaults(run=run)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1024 <= int(text) <= 65535):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r} geht nicht; eine Zahl von 1024 bis 65535")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Open the desk until Ctrl+C; 1 where its port is taken."""
    import asyncio

    from bot import app, logs
    from bot.files.town import Folders
    from bot.page.house import House
    from bot.page.server import PortInUse, serve
    from bot.settings import Settings
    from bot.storage.database import Database
    from bot.storage.storage import Storage

    settings = Settings()
    logs.set_up(settings.log_level, *settings.secrets)

    async def open_(database: Database) -> None:
        house = House(
            Folders(
                settings.knowledge_dir, settings.intents_dir, settings.translations_dir, settings.cache_dir
            ),
            Storage(database),
            lambda town: app.speaker_of(town, settings, telegram=True),
            lambda: datetime.now(UTC),
        )
        await serve(house, arguments.port, lambda line: print(line, flush=True))

    try:
        asyncio.run(app.with_database(settings, open_))
    except PortInUse as error:
        print(error, file=sys.stderr)
        return 1
    return 0
