"""All rows out of a database as lines, in one consistent state, and into another of either kind.

The first line names the revision of the tables; each table begins with a line of its columns, its rows are
lists; the last line counts the rows of each table, so what is cut is known, and tells how far numbers were
given, so that none is given twice. Nothing here knows of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    MetaData,
    Table,
    insert,
    inspect,
    null,
    select,
    text,
)

from bot.storage.database import aware
from bot.storage.migrate import revisions, upgrade
from bot.storage.tables import metadata

FORMAT = 1
BATCH = 1000
"""rows that are read or written at once"""
_OURS = {*metadata.tables, "language_wishes"}
"""the last one is of the first revision"""
_LEFT_OUT = {"salts"}
"""they must not outlive their day, and a backup does"""
_WITH_A_SALT = {("gaps", "salted")}
"""left empty, as where the salt is gone"""
Line: TypeAlias = "dict[str, Any] | list[Any]"


class Hindered(Exception):
    """Why it cannot be done, in German, for whoever asked for it."""


def take_out(connection: Connection, write: Callable[[Line], object]) -> dict[str, int]:
    """Write everything, as it is at one moment, while others go on writing; how many rows each table has."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")  # else each query would see a state of its own
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    revision = _revision(connection)
    if revision is None:
        raise Hindered("In dieser Datenbank hat noch kein Wegweiser gearbeitet; es gibt nichts zu sichern.")
    if revision not in revisions():
        raise Hindered("Die Datenbank ist neuer als dieser Wegweiser.")
    write({"wegweiser": FORMAT, "revision": revision})
    rows: dict[str, int] = {}
    last: dict[str, int] = {}
    for table in _tables(connection):
        if table.name in _LEFT_OUT:
            continue
        write({"table": table.name, "columns": [column.name for column in table.c]})
        rows[table.name] = 0
        query = select(*(_kept(column) for column in table.c))
        for row in connection.execute(query, execution_options={"yield_per": BATCH}):
            write([_plain(value) for value in row])
            rows[table.name] += 1
        if number := _last_number(connection, table):
            last[table.name] = number
    write({"rows": rows, "last": last})
    return rows


def checked(lines: Iterable[Any]) -> Iterator[Line]:
    """The lines as they come; raises Hindered where they are not those of one whole backup."""
    rows: dict[str, int] = {}
    table, width, whole = "", 0, False
    for number, line in enumerate(lines, 1):
        match line:
            case _ if number == 1:
                _check_head(line)
            case {"table": str(name), "columns": [*columns]} if not whole and name not in rows:
                table, width, rows[name] = name, len(columns), 0
            case [*values] if not whole and table and len(values) == width:
                rows[table] += 1
            case {"rows": counted, "last": dict(last)} if counted == rows and last.keys() <= rows.keys():
                whole = True
            case _:
                raise Hindered(f"Die Sicherung ist beschädigt: Zeile {number} passt nicht.")
        yield line
    if not whole:
        raise Hindered("Die Sicherung ist abgeschnitten: Ihr Ende fehlt.")


def _check_head(line: Any) -> None:
    match line:
        case {"wegweiser": int(form), "revision": str(revision)}:
            if form != FORMAT or revision not in revisions():
                raise Hindered("Die Sicherung stammt von einem neueren Wegweiser als diesem.")
        case _:
            raise Hindered("Das ist keine Sicherung des Wegweisers.")


def put_in(connection: Connection, lines: Iterable[Line], *, replace: bool) -> str:
    """Make the tables anew, fill them from checked lines, bring them up to date; the revision of the lines.

    Within the transaction of the connection: what raises has changed nothing. Raises Hindered where rows are
    there already, unless they may be replaced.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # else every new table would be committed by itself
    else:
        _be_alone(connection)
    filling: _Filling | None = None
    for line in lines:
        match line:
            case {"revision": revision}:
                _clear_away(connection, replace=replace)
                upgrade(connection, revision)
                filling = _Filling(connection, revision)
            case {"table": name, "columns": columns} if filling:
                filling.begin(name, columns)
            case {"last": last} if filling:
                filling.end(last)
            case [*values] if filling:
                filling.add(values)
    if filling is None:
        raise ValueError("there are no lines")
    upgrade(connection)
    return filling.revision


class _Filling:
    """Rows on their way into one table after the other."""

    def __init__(self, connection: Connection, revision: str) -> None:
        self.revision = revision
        self._connection = connection
        self._tables = {table.name: table for table in _tables(connection)}
        self._table: Table | None = None
        self._columns: list[str] = []
        self._rows: list[dict[str, Any]] = []

    def begin(self, name: str, columns: list[str]) -> None:
        """All rows from here on are of this table."""
        self._flush()
        self._table, self._columns = self._tables.get(name), columns
        if self._table is None or set(columns) != set(self._table.c.keys()):
            raise Hindered(f"Die Tabelle „{name}“ der Sicherung gehört nicht zum Wegweiser.")

    def add(self, values: list[Any]) -> None:
        """Keep a row until there are enough."""
        self._rows.append(dict(zip(self._columns, values, strict=True)))
        if len(self._rows) == BATCH:
            self._flush()

    def end(self, last: dict[str, int]) -> None:
        """Write the rest; go on with numbers where they were given before."""
        self._flush()
        for name, number in last.items():
            _number_on(self._connection, self._tables[name], number)

    def _flush(self) -> None:
        if self._table is not None and self._rows:
            columns = self._table.c
            rows = [{k: _of_its_kind(columns[k], v) for k, v in row.items()} for row in self._rows]
            self._connection.execute(insert(self._table), rows)
            self._rows.clear()


def _be_alone(connection: Connection) -> None:
    """Nobody else may work in what is made anew. (Who may use a file of SQLite is settled elsewhere.)"""
    query = text(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        " and usename = current_user and backend_type = 'client backend'"
    )
    if others := connection.execute(query).scalar():
        raise Hindered(f"Der Bot läuft noch ({others} Verbindungen zur Datenbank). Bitte erst alle anhalten.")


def _clear_away(connection: Connection, *, replace: bool) -> None:
    """Remove our tables: what is restored may be of an older revision."""
    there, revision = _tables(connection), _revision(connection)
    if revision is not None and revision not in revisions():
        raise Hindered("Die Datenbank ist neuer als dieser Wegweiser.")
    full = [table.name for table in there if connection.execute(select(table).limit(1)).first()]
    if full and not replace:
        names = ", ".join(full)
        raise Hindered(f"Die Datenbank ist nicht leer ({names}). Mit --replace wird sie ersetzt.")
    for table in reversed(there):
        table.drop(connection)
    connection.execute(text("drop table if exists alembic_version"))


def _tables(connection: Connection) -> list[Table]:
    """Our tables as they are in this database, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection, only=sorted(_OURS & set(inspect(connection).get_table_names())))
    return found.sorted_tables


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


def _kept(column: Column[Any]) -> ColumnElement[Any]:
    return null().label(column.name) if (column.table.name, column.name) in _WITH_A_SALT else column


def _plain(value: Any) -> Any:
    """As JSON has it: days and moments as text, in UTC."""
    if isinstance(value, datetime):
        return aware(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _of_its_kind(column: Column[Any], value: Any) -> Any:
    """As the database has it."""
    for kind, read in ((DateTime, datetime.fromisoformat), (Date, date.fromisoformat)):
        if isinstance(column.type, kind) and value is not None:
            return read(value)
    return value


def _last_number(connection: Connection, table: Table) -> int | None:
    """The last number given to a row, which may be deleted by now; None where rows are not numbered."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):  # no table numbers its rows
            return None
        query = text("select seq from sqlite_sequence where name = :name")
        return connection.execute(query, {"name": table.name}).scalar()
    sequence = _sequence(connection, table)
    if sequence is None:
        return None
    number, used = connection.execute(text(f"select last_value, is_called from {sequence}")).one()  # noqa: S608
    return number if used else None


def _number_on(connection: Connection, table: Table, last: int) -> None:
    """The next row of a table just made gets a number that was never given."""
    if connection.dialect.name == "sqlite":
        values = {"name": table.name, "last": last}
        connection.execute(text("delete from sqlite_sequence where name = :name"), values)
        connection.execute(text("insert into sqlite_sequence values (:name, :last)"), values)
    elif sequence := _sequence(connection, table):
        connection.execute(text("select setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def _sequence(connection: Connection, table: Table) -> str | None:
    """What numbers the rows of a table on PostgreSQL."""
    column = next(iter(table.primary_key.columns)).name
    found: str | None = connection.execute(
        text("select pg_get_serial_sequence(quote_ident(:name), :column)"),
        {"name": table.name, "column": column},
    ).scalar()
    return found
