"""The report as one HTML page: nothing is fetched, no script is needed, it prints on A4."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.desk.report import charts
from bot.desk.report.model import DEMO, Cell, Report, Share, Table, written

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
    helpers = {"draw": charts.draw, "charts": charts, "bar": bar, "warmth": warmth, "is_figure": is_figure}
    return environment.get_template("page.html.jinja").render(report=report, demo_words=DEMO, **helpers)


def is_figure(cell: Cell) -> bool:
    """Whether a cell stands right-aligned."""
    return not isinstance(cell, str)


def bar(table: Table, row: int) -> float | None:
    """How long the bar of a row is, in hundredths; None where it has none."""
    if table.bar is None or table.lines[row].strong:
        return None
    values = [_value(line.cells[table.bar]) for line in table.lines if not line.strong]
    longest = 100 if isinstance(table.lines[row].cells[table.bar], Share) else max(values)
    return 100 * values[row] / longest if longest else 0.0


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
