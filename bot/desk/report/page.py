"""The report as one HTML page: nothing is fetched, no script is needed, it prints on A4."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.desk.report import charts
from bot.desk.report.model import DEMO, MARK, OTHERS, Cell, Line, Report, Share, Table, written

STEPS = 5
"""grounds of a heat table, from pale to dark"""


def page(report: Report) -> str:
    """The whole page."""
    environment = Environment(
        loader=PackageLoader("bot.desk.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["written"] = written
    helpers = {"draw": charts.draw, "charts": charts, "bar": bar, "warmth": warmth}
    return environment.get_template("page.html.jinja").render(
        report=report, demo_words=DEMO, mark=MARK, **helpers
    )


def bar(table: Table, row: int) -> float | None:
    """How long the bar of a row is, in hundredths; None where it has none."""
    if table.bar is None or not _has_bar(table.lines[row]):
        return None
    cell = table.lines[row].cells[table.bar]
    if isinstance(cell, Share):
        return float(cell.percent)
    longest = max(_value(line.cells[table.bar]) for line in table.lines if _has_bar(line))
    return 100 * _value(cell) / longest if longest else 0.0


def _has_bar(line: Line) -> bool:
    """What is merged or a sum would make all others look small."""
    return not line.strong and line.cells[0] != OTHERS


def warmth(table: Table, cell: Cell) -> int:
    """The ground of a cell in a heat table, 0 where it has none."""
    if not table.heat or not isinstance(cell, int):
        return 0
    largest = max(_value(other) for line in table.lines for other in line.cells)
    return min(STEPS, 1 + int(STEPS * cell / largest)) if largest else 0


def _value(cell: Cell) -> int:
    if isinstance(cell, Share):
        return cell.percent
    return cell if isinstance(cell, int) else 0
