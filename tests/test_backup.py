"""`backup` and `restore`: all that is stored comes back as it was, in a database of either kind, or none."""

from __future__ import annotations

import gzip
import json
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Date, DateTime, Engine, Integer, Table, create_engine, insert, select, text

import run_bot
from bot.desk.backup import backup, restore
from bot.storage.alone import sole_user
from bot.storage.backup import Hindered, take_out
from bot.storage.database import Database, aware
from bot.storage.migrate import migrate, upgrade
from bot.storage.tables import REVISION, metadata
from tests import databases
from tests.conftest import HOME

Rows = dict[str, list[tuple[Any, ...]]]
NUMBERED = [
    table for table in metadata.sorted_tables if isinstance(next(iter(table.primary_key)).type, Integer)
]


@contextmanager
def place(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        folder.mkdir()
        yield f"sqlite:///{folder / 'x.sqlite3'}"
    else:
        with databases.on_postgresql() as url:
            yield url


@pytest.fixture(params=databases.KINDS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with rows in every table, of both kinds where there is a server."""
    with place(request.param, tmp_path / "source") as url:
        migrate(url)
        with engine_of(url) as engine:
            fill(engine)
        yield url


@pytest.fixture(params=databases.KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table, of both kinds where there is a server."""
    with place(request.param, tmp_path / "target") as url:
        yield url


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    """A way into a database beside the bot's."""
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def fill(engine: Engine) -> None:
    """Three rows in every table, of which the last number is deleted again."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("pragma foreign_keys = on"))
        for table in metadata.sorted_tables:
            given = [column for column in table.c if not (table in NUMBERED and column.primary_key)]
            rows = [{column.name: value(column, n) for column in given} for n in range(3)]
            for row in rows:
                connection.execute(insert(table), row)
        for table in NUMBERED:
            connection.execute(table.delete().where(next(iter(table.primary_key)) == 3))


def value(column: Column[Any], n: int) -> Any:
    """Something that the column can hold and that is easily lost: zones, big numbers, strange letters."""
    if column.nullable and n == 1:
        return None
    if isinstance(column.type, DateTime):
        return datetime(2026, 10, 25, 0, 30, n, 123456, tzinfo=UTC)
    if isinstance(column.type, Date):
        return date(2026, 11, 24 + n)
    if isinstance(column.type, Integer):
        return 2**40 + n if column.name == "update_id" else n + 1
    return f"{n}{column.name}ሀ\n😀\"'ﷺ\\ ,"[: column.type.length]


def filled_otherwise(url: str) -> Rows:
    """Fill a database without a table with other rows; what is in it then."""
    migrate(url)
    with engine_of(url) as engine:
        fill(engine)
        with engine.begin() as connection:
            connection.execute(text("update conversations set need = 'other'"))
            connection.execute(text("delete from cases where number = 1"))
    return rows_of(url)


def rows_of(url: str) -> Rows:
    """Everything in a database, in a form in which both kinds are alike."""
    with engine_of(url) as engine, engine.connect() as connection:
        return {table.name: read(connection, table) for table in metadata.sorted_tables}


def read(connection: Any, table: Table) -> list[tuple[Any, ...]]:
    """All rows of a table."""
    found = connection.execute(select(table).order_by(*table.primary_key))
    return [tuple(aware(each) if isinstance(each, datetime) else each for each in row) for row in found]


def kept(rows: Rows) -> Rows:
    """What a backup keeps of rows: no salt, and no day of one."""
    unsalted = [(*row[:-2], None, row[-1]) for row in rows["gaps"]]
    return {**rows, "salts": [], "gaps": unsalted}


async def save(url: str, path: Path) -> str:
    """Back a database up."""
    database = Database(url)
    try:
        return await backup(database, path)
    finally:
        await database.close()


async def bring_back(url: str, path: Path, *, replace: bool = False) -> str:
    """Restore a database."""
    database = Database(url)
    try:
        return await restore(database, path, replace=replace)
    finally:
        await database.close()


async def test_everything_comes_back_in_either_kind_of_database(
    source: str, target: str, tmp_path: Path
) -> None:
    """Every row of every table is as it was, also when a town moves from one kind to the other."""
    before = rows_of(source)
    saved = await save(source, tmp_path / "b.gz")
    told = await bring_back(target, tmp_path / "b.gz")

    assert before == rows_of(source)
    assert all(len(rows) >= 2 for rows in before.values())
    assert kept(before) == rows_of(target)
    number = sum(len(rows) for rows in kept(before).values())
    assert (
        f"Gesichert: {number} Zeilen aus {len(before) - 1} Tabellen in {tmp_path / 'b.gz'} (0,0 MB)." == saved
    )
    assert f"Zurückgespielt: {number} Zeilen aus {tmp_path / 'b.gz'}, gesichert bei Stand {REVISION}." == told


async def test_no_number_is_given_twice(source: str, target: str, tmp_path: Path) -> None:
    """After a restore numbers go on after the last one given, although its row had been deleted."""
    await save(source, tmp_path / "b.gz")
    await bring_back(target, tmp_path / "b.gz")
    given = {}
    with engine_of(target) as engine, engine.begin() as connection:
        for table in NUMBERED:
            row = {c.name: value(c, 0) for c in table.c if not c.primary_key}
            new = connection.execute(insert(table), row | ({"update_id": 5} if table.name == "inbox" else {}))
            given[table.name] = new.inserted_primary_key[0]

    assert {table.name: 4 for table in NUMBERED} == given


async def test_a_salt_does_not_outlive_its_day_in_a_backup(source: str, tmp_path: Path) -> None:
    """With a salt somebody could find out who asked: it is in no backup."""
    await save(source, tmp_path / "b.gz")
    salts = [row[1] for row in rows_of(source)["salts"]]

    assert salts
    assert not any(json.dumps(salt, ensure_ascii=False) in opened(tmp_path / "b.gz") for salt in salts)


def opened(path: Path) -> str:
    """The lines of a backup."""
    return gzip.decompress(path.read_bytes()).decode()


async def test_a_backup_shows_one_moment_while_the_bot_writes(source: str) -> None:
    """What is committed while a backup is made is not in it, in whichever table it is."""
    lines: list[Any] = []
    with engine_of(source) as other:

        def write(line: Any) -> None:
            lines.append(line)
            if len(lines) == 3:  # the first table is being read
                with other.begin() as connection:
                    for table in metadata.sorted_tables:
                        connection.execute(table.delete())

        before = rows_of(source)
        database = Database(source)
        async with database.transaction() as connection:
            counted = await connection.run_sync(lambda inner: take_out(inner, write))
        await database.close()

    assert not any(rows_of(source).values())
    assert {name: len(rows) for name, rows in before.items() if name != "salts"} == counted
    assert lines[-1]["rows"] == counted


async def test_a_backup_is_private_and_never_overwritten(source: str, tmp_path: Path) -> None:
    """Only its owner can read it; a file of its name, or a link, stays what it is."""
    path, other = tmp_path / "b.gz", tmp_path / "link.gz"
    await save(source, path)
    other.symlink_to(tmp_path / "nowhere")
    before = path.read_bytes()
    for taken in (path, other):
        with pytest.raises(Hindered, match="gibt es schon und wird nicht überschrieben"):
            await save(source, taken)

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert before == path.read_bytes()
    assert other.is_symlink()


async def test_a_backup_that_fails_leaves_no_file(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk there is no half of a backup, and what is wrong is told in German."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "backups").mkdir()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Hindered, match=r"b\.gz passt nicht mehr auf die Platte\."):
        await save(source, tmp_path / "backups" / "b.gz")

    assert [] == list((tmp_path / "backups").iterdir())


async def test_a_database_with_rows_is_replaced_only_if_told_so(
    source: str, target: str, tmp_path: Path
) -> None:
    """Without --replace it stays as it is; with it, nothing of it is left."""
    before = filled_otherwise(target)
    await save(source, tmp_path / "b.gz")
    with pytest.raises(Hindered, match=r"nicht leer \(.*conversations.*\)\. Mit --replace wird sie ersetzt"):
        await bring_back(target, tmp_path / "b.gz")
    refused = rows_of(target)
    await bring_back(target, tmp_path / "b.gz", replace=True)

    assert before == refused
    assert kept(rows_of(source)) == rows_of(target)


async def test_while_the_bot_runs_nothing_is_restored(source: str, target: str, tmp_path: Path) -> None:
    """The bot must not find other tables under its hands."""
    await save(source, tmp_path / "b.gz")
    running = Database(target)
    await running.open()
    async with sole_user(running):
        with pytest.raises(Hindered, match="Der Bot läuft noch"):
            await bring_back(target, tmp_path / "b.gz", replace=True)
    await running.close()

    assert not any(rows_of(target).values())


def altered(change: Callable[[list[Any]], object]) -> Callable[[bytes], bytes]:
    """A well packed file in which something is changed."""

    def spoil(raw: bytes) -> bytes:
        lines = [json.loads(line) for line in gzip.decompress(raw).splitlines()]
        change(lines)
        return gzip.compress("\n".join(json.dumps(line) for line in lines).encode())

    return spoil


def number_of(lines: list[Any], table: str) -> int:
    """The line with which a table begins."""
    return next(n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == table)


BROKEN = {
    "cut": (lambda raw: raw[:-20], "abgeschnitten"),
    "cut early": (lambda raw: raw[:200], "abgeschnitten|beschädigt"),
    "empty": (lambda raw: b"", "abgeschnitten"),
    "no end": (altered(lambda lines: lines.pop()), "abgeschnitten"),
    "a changed byte": (lambda raw: raw[:300] + bytes([raw[300] ^ 64]) + raw[301:], "beschädigt|passt nicht"),
    "a wrong sum": (lambda raw: raw[:-8] + b"1234" + raw[-4:], "beschädigt"),
    "not packed": (gzip.decompress, "keine Sicherung"),
    "other lines": (lambda raw: gzip.compress(b'{"a": 1}\n'), "keine Sicherung"),
    "no lines": (lambda raw: gzip.compress(b"\xff\xfe\n"), "keine Sicherung"),
    "deep": (lambda raw: gzip.compress(b"[" * 200_000), "keine Sicherung"),
    "a row lost": (altered(lambda lines: lines.pop(3)), "beschädigt"),
    "more behind": (altered(lambda lines: lines.append([1])), "beschädigt: Zeile"),
    "newer": (altered(lambda lines: lines[0].update(revision="9999")), "neueren Wegweiser"),
    "newer form": (altered(lambda lines: lines[0].update(wegweiser=2)), "neueren Wegweiser"),
    "other table": (altered(lambda lines: lines.insert(-1, {"table": "x", "columns": []})), "beschädigt"),
    "a column lost": (
        altered(lambda lines: (lines[1]["columns"].pop(), lines[2].pop(), lines[3].pop(), lines[4].pop())),
        "gehört nicht zum Wegweiser",
    ),
    "no moment": (
        altered(lambda lines: lines[number_of(lines, "announced") + 1].__setitem__(1, "soon")),
        "nicht von ihrer Art",
    ),
    "no case": (
        altered(lambda lines: lines[number_of(lines, "case_entries") + 1].__setitem__(1, 77)),
        "passt nicht in diese Datenbank",
    ),
    "twice": (
        altered(
            lambda lines: lines[number_of(lines, "counts") + 1].__setitem__(
                slice(None), lines[number_of(lines, "counts") + 2]
            )
        ),
        "passt nicht in diese Datenbank",
    ),
}


async def test_a_broken_file_changes_nothing(target: str, tmp_path: Path) -> None:
    """However a file is spoilt, it is told in German, and what was stored before is still there."""
    with place("sqlite", tmp_path / "source") as source:
        migrate(source)
        with engine_of(source) as engine:
            fill(engine)
        await save(source, tmp_path / "b.gz")
    before = filled_otherwise(target)
    told = {}
    for broken, (spoil, _) in BROKEN.items():
        (tmp_path / "broken.gz").write_bytes(spoil((tmp_path / "b.gz").read_bytes()))
        with pytest.raises(Hindered) as hindered:
            await bring_back(target, tmp_path / "broken.gz", replace=True)
        told[broken] = str(hindered.value)

    assert before == rows_of(target)
    assert {} == {broken: said for broken, said in told.items() if not re.search(BROKEN[broken][1], said)}


async def test_a_file_cut_anywhere_is_known(tmp_path: Path) -> None:
    """Wherever it is cut, a backup is refused before a database is even made."""
    with place("sqlite", tmp_path / "source") as source:
        migrate(source)
        await save(source, tmp_path / "b.gz")
    raw = (tmp_path / "b.gz").read_bytes()
    for end in range(0, len(raw), 5):
        (tmp_path / "cut.gz").write_bytes(raw[:end])
        with pytest.raises(Hindered):
            await bring_back(f"sqlite:///{tmp_path / 'new' / 'x.sqlite3'}", tmp_path / "cut.gz")

    assert not (tmp_path / "new").exists()


async def test_a_backup_of_an_older_bot_is_brought_up_to_date(target: str, tmp_path: Path) -> None:
    """Restored, it goes the same way as a database that was there all the time: a wish becomes a count."""
    with place("sqlite", tmp_path / "old") as old:
        migrate(old, "0001")
        with engine_of(old) as engine, engine.begin() as connection:
            connection.execute(text("insert into language_wishes values ('2026-11', 'pt', 3)"))
        await save(old, tmp_path / "b.gz")
    migrate(target)
    await bring_back(target, tmp_path / "b.gz")

    assert [("2026-11", "wish", "pt", "", 3)] == rows_of(target)["counts"]
    with engine_of(target) as engine, engine.connect() as connection:
        assert REVISION == connection.execute(text("select version_num from alembic_version")).scalar()


async def test_a_newer_database_is_left_alone(source: str, tmp_path: Path) -> None:
    """A program of last month takes nothing out of tables it does not know, and puts nothing in."""
    await save(source, tmp_path / "b.gz")
    with engine_of(source) as engine, engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(Hindered, match="Datenbank ist neuer"):
        await save(source, tmp_path / "c.gz")
    with pytest.raises(Hindered, match="Datenbank ist neuer"):
        await bring_back(source, tmp_path / "b.gz", replace=True)

    assert not (tmp_path / "c.gz").exists()


async def test_nothing_to_back_up(target: str, tmp_path: Path) -> None:
    """Where the bot has never run there is no backup, and no database appears."""
    with pytest.raises(Hindered, match=r"gibt es nicht|noch kein Wegweiser"):
        await save(target, tmp_path / "b.gz")

    assert not (tmp_path / "b.gz").exists()
    assert not (tmp_path / "target" / "x.sqlite3").exists()


async def test_a_restored_file_of_sqlite_is_private(tmp_path: Path) -> None:
    """Only the owner reads the database that restore makes."""
    with place("sqlite", tmp_path / "source") as source:
        migrate(source)
        await save(source, tmp_path / "b.gz")
    await bring_back(f"sqlite:///{tmp_path / 'deep' / 'x.sqlite3'}", tmp_path / "b.gz")

    assert 0o600 == stat.S_IMODE((tmp_path / "deep" / "x.sqlite3").stat().st_mode)


def test_both_verbs_speak_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was done on standard output, what hinders on standard error, and the exit code."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'x.sqlite3'}")
    migrate(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    path = str(tmp_path / "b.gz")
    codes = []
    for words in (["backup", path], ["backup", path], ["restore", path], ["restore", "/nowhere.gz"]):
        monkeypatch.setattr("sys.argv", ["run_bot.py", *words])
        codes.append(run_bot.main())
    out, err = capsys.readouterr()

    assert [0, 1, 0, 1] == codes
    assert ["Gesichert:", "Zurückgespielt:"] == [line.split()[0] for line in out.splitlines()]
    assert [f"{path} gibt es schon", "/nowhere.gz gibt es nicht."] == [
        line.partition(" und")[0] for line in err.splitlines()
    ]


def test_an_unreachable_server_is_told_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback and no password where nobody listens."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://town:secret@127.0.0.1:1/town")
    monkeypatch.setattr("sys.argv", ["run_bot.py", "backup", str(tmp_path / "b.gz")])
    code = run_bot.main()
    out, err = capsys.readouterr()

    assert (1, "") == (code, out)
    assert err.startswith("Die Datenbank ist nicht zu erreichen, belegt oder voll: ")
    assert "secret" not in err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
def test_a_worker_waits_for_another_that_is_migrating(tmp_path: Path) -> None:
    """Two that start at once on an empty database do not hinder each other."""
    waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
    with databases.on_postgresql() as url, engine_of(url) as engine:
        with engine.begin() as first, engine.connect() as watching:
            upgrade(first)
            (tmp_path / "address").write_text(url)
            with (tmp_path / "address").open() as address:
                second = subprocess.Popen(
                    [sys.executable, "-m", "bot.storage.migrate"], cwd=HOME, stdin=address
                )
            while second.poll() is None and not watching.execute(text(waits)).first():
                watching.rollback()

        assert 0 == second.wait(30)
        assert not any(rows_of(url).values())
