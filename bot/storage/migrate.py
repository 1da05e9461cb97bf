"""Brings a database up to date: `python -m bot.storage.migrate`, its address on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def migrate(address: str, revision: str = "head") -> None:
    """Run all migrations that are missing; one that fails leaves the database as it was."""
    url = make_url(address)
    if url.drivername == "sqlite+aiosqlite":
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


if __name__ == "__main__":
    migrate(sys.stdin.read().strip())
