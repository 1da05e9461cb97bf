"""Short German sentences made of figures: right for none, few and many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel.lists import format_list

from bot.desk.report.merging import LEAST, Ranking, Shown
from bot.desk.report.model import number
from bot.desk.report.period import long_name

FEW = f"weniger als {['null', 'ein', 'zwei', 'drei', 'vier', 'fünf'][LEAST]}"


def about(value: Shown) -> str:
    """A rounded number, said as one: `rund 1.235`."""
    if value is None:
        return FEW
    return f"rund {number(value)}" if value else "keine"


def begin(sentence: str) -> str:
    """With a capital letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def count(value: int, one: str, many: str) -> str:
    """An exact number with its noun: `ein Eintrag`, `3 Einträge`, `keine Einträge`."""
    if value == 1:
        return one
    return f"{number(value)} {many}" if value else f"keine {many}"


def listed(things: Iterable[str]) -> str:
    """`„Arbeit“, „Wohnen“ und „Alltag“`"""
    return str(format_list([f"„{thing}“" for thing in things], locale="de"))


def percent(part: Shown, whole: Shown) -> int | None:
    """Hundredths of shown numbers; None where there is nothing to compare."""
    return round(100 * part / whole) if part is not None and whole else None


def most(made: Ranking, top: int = 3, *, quoted: bool = True) -> str:
    """What came first, with its share: `„Arbeit“ (24 %), dann „Wohnen“ und „Alltag“`."""
    first, *others = list(made.shown)[:top]
    share = percent(made.shown[first], made.total)
    listing = listed(others) if quoted else format_list(others, locale="de")
    then = f", dann {listing}" if others else ""
    return f"{f'„{first}“' if quoted else first} ({share} %){then}"


def peaks(months: Sequence[str], cells: Sequence[Shown], what: str) -> str:
    """In which month most happened, and in which least; nothing where it was all the same."""
    known = [(cell, month) for month, cell in zip(months, cells, strict=True) if cell]
    if len(known) <= 1:
        return ""
    high = max(cell for cell, _ in known)
    low = min(cell for cell, _ in known)
    if high == low:
        return f"In allen Monaten mit genügend Zahlen waren es etwa gleich viele {what}."
    best = next(month for cell, month in known if cell == high)
    least = next(month for cell, month in known if cell == low)
    return (
        f"Die meisten {what} gab es im {long_name(best)} ({about(high)}), "
        f"die wenigsten im {long_name(least)} ({about(low)})."
    )
