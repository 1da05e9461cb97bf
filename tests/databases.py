"""Databases for tests: SQLite in memory, and databases on the PostgreSQL that TEST_POSTGRES_URL points at."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.storage.database import IN_MEMORY, Database
from bot.storage.migrate import migrate
from bot.storage.tables import metadata

SERVER = os.environ.get("TEST_POSTGRES_URL", "")
"""for example postgresql+psycopg://wegweiser@127.0.0.1:5432/postgres; .ci/run starts one"""
MISSING = "no PostgreSQL: TEST_POSTGRES_URL is not set"
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason=MISSING))]
_numbers = count(1)


@contextmanager
def on_postgresql() -> Iterator[str]:
    """The address of an empty database that ends with the block."""
    url = make_url(SERVER)
    name = f"test_{os.getpid()}_{next(_numbers)}"
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'create database "{name}"')
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f'drop database "{name}" with (force)')


@contextmanager
def migrated() -> Iterator[str]:
    """The address of a database with all tables."""
    with on_postgresql() as url:
        migrate(url)
        yield url


@asynccontextmanager
async def opened(url: str = IN_MEMORY) -> AsyncIterator[Database]:
    """A database without a row."""
    database = Database(url)
    await database.open()
    try:
        if not database.alone:
            async with database.transaction() as connection:
                names = ", ".join(metadata.tables)
                await connection.execute(text(f"truncate {names} restart identity cascade"))
        yield database
    finally:
        await database.close()
