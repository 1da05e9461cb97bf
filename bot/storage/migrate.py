"""Brings a database up to date: `python -m bot.storage.migrate`, its address on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
_MIGRATING = 0x57656778
"""the number of our lock in PostgreSQL"""


def migrate(address: str, revision: str = "head") -> None:
    """Run all migrations that are missing; one that fails leaves the database as it was."""
    url = make_url(address)
    if url.drivername == "sqlite+aiosqlite":
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection, revision)
    engine.dispose()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """The same within the transaction of a connection; of several workers that start at once, one does it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"select pg_advisory_xact_lock({_MIGRATING})"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revisions() -> list[str]:
    """All that are known, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


if __name__ == "__main__":
    migrate(sys.stdin.read().strip())
