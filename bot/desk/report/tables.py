"""Every table as a CSV file that opens in a German Excel."""

from __future__ import annotations

import csv
import io

from bot.desk.report.model import DEMO, Cell, Report, Share, Table, written

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
REAL = f"{DEMO}; diese Tabelle zeigt den wirklichen Stand"
_NOT_SHOWN = "nicht gezeigt"


def files(report: Report) -> dict[str, bytes]:
    """Name of a file -> its content."""
    start = "erfunden_" if report.demo else ""
    return {f"{start}{table.name}.csv": content(table, demo=report.demo) for table in report.tables}


def content(table: Table, *, demo: bool = False) -> bytes:
    """A table with semicolons, UTF-8 with a mark at its beginning; an invented one says so in every row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    note, invented = (["Hinweis"], [REAL if table.real else DEMO]) if demo else ([], [])
    writer.writerow([*map(safe, table.head), *note])
    writer.writerows([*map(_plain, line.cells), *invented] for line in table.lines)
    return text.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \ufeff\u00a0").startswith(_STARTS_A_FORMULA) else text


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return _NOT_SHOWN
    if isinstance(cell, Share):
        return written(cell).replace(" ", "")
    return safe(cell) if isinstance(cell, str) else cell
