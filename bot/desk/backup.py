"""`backup` and `restore`: all that is stored as one file of JSON lines, packed by gzip; in German."""

from __future__ import annotations

import errno
import gzip
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.storage.alone import AlreadyRunning, sole_user
from bot.storage.backup import Hindered, Line, checked, put_in, take_out
from bot.storage.database import Database

_REASONS = {
    errno.ENOENT: "gibt es nicht",
    errno.EACCES: "darf hier nicht benutzt werden; bitte die Rechte prüfen",
    errno.EISDIR: "ist ein Ordner",
    errno.ENOTDIR: "liegt nicht in einem Ordner",
    errno.ENOSPC: "passt nicht mehr auf die Platte",
    errno.EROFS: "liegt auf einer Platte, auf die nicht geschrieben werden kann",
}


async def backup(database: Database, path: Path) -> str:
    """Write everything into a new file, for its owner only; what was done. The bot may go on working.

    Raises Hindered; then there is no file.
    """
    _look_for(database)
    _look_at(path)
    with _in_german(path), _beside(path) as write:
        async with database.transaction() as connection:
            rows = await connection.run_sync(lambda inner: take_out(inner, write))
    return f"Gesichert: {_number(sum(rows.values()))} Zeilen aus {len(rows)} Tabellen in {path}{_size(path)}."


async def restore(database: Database, path: Path, *, replace: bool) -> str:
    """Fill a database without rows from such a file; what was done. The bot must not run meanwhile.

    Raises Hindered; then nothing has changed.
    """
    with _in_german(path):
        rows = sum(isinstance(line, list) for line in checked(_lines(path)))  # before anything is touched
        if database.alone and database.file is None:
            raise Hindered("DATABASE_URL nennt keine Datei.")
        database.make_private()
        async with sole_user(database):
            async with database.transaction() as connection:
                revision = await connection.run_sync(
                    lambda inner: put_in(inner, checked(_lines(path)), replace=replace)
                )
            await database.settle()
    return f"Zurückgespielt: {_number(rows)} Zeilen aus {path}, gesichert bei Stand {revision}."


def _look_for(database: Database) -> None:
    """SQLite would make a file that is missing."""
    if database.alone and (database.file is None or not database.file.exists()):
        raise Hindered(f"Die Datenbank {database.file or ''} gibt es nicht. Stimmt DATABASE_URL?")


def _look_at(path: Path) -> None:
    """It is cheaper to say this before everything was read."""
    if os.path.lexists(path):
        raise Hindered(
            f"{path} gibt es schon und wird nicht überschrieben. Bitte einen anderen Namen nennen."
        )
    if not path.parent.is_dir():
        raise Hindered(f"Den Ordner {path.parent} gibt es nicht.")


@contextmanager
def _beside(path: Path) -> Iterator[Any]:
    """Writes lines into a file beside, which gets its name once it is whole and on the disk."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            with gzip.open(file, "wt", encoding="utf-8", newline="\n") as packed:

                def write(line: Line) -> None:
                    packed.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")

                yield write
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).rename(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _lines(path: Path) -> Iterator[Any]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except EOFError:
        raise Hindered("Die Sicherung ist abgeschnitten.") from None
    except (gzip.BadGzipFile, zlib.error, ValueError, RecursionError):
        raise Hindered(f"{path} ist keine Sicherung des Wegweisers, oder beschädigt.") from None


@contextmanager
def _in_german(path: Path) -> Iterator[None]:
    """What hinders, for whoever looks after the bot; only the first line of an error, below are contents."""
    try:
        yield
    except AlreadyRunning:
        raise Hindered("Der Bot läuft noch. Bitte erst anhalten, dann zurückspielen.") from None
    except (OperationalError, InterfaceError) as error:
        raise Hindered(f"Die Datenbank ist nicht zu erreichen, belegt oder voll: {_first(error)}") from None
    except DBAPIError as error:
        raise Hindered(f"Die Sicherung passt nicht in diese Datenbank: {_first(error)}") from None
    except (ValueError, TypeError):
        raise Hindered("Die Sicherung ist beschädigt: Eine Angabe ist nicht von ihrer Art.") from None
    except OSError as error:
        raise Hindered(
            f"{error.filename or path} {_REASONS.get(error.errno or 0, error.strerror)}."
        ) from None


def _first(error: DBAPIError) -> str:
    return str(error.orig).partition("\n")[0]


def _size(path: Path) -> str:
    return f" ({path.stat().st_size / 1e6:.1f} MB)".replace(".", ",")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
