"""The months that a report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel import Locale

MOST_MONTHS = 12
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_NAMES = Locale("de").months["stand-alone"]


class BadPeriod(ValueError):
    """What was asked for is no period; the message says in German what to write instead."""


@dataclass(frozen=True)
class Period:
    """From one month to another, both included, written `2026-07`."""

    first: str
    last: str

    def __post_init__(self) -> None:
        for month in (self.first, self.last):
            if not _MONTH.fullmatch(month):
                raise BadPeriod(f"„{month}“ ist kein Monat. Bitte Jahr und Monat so schreiben: 2026-07.")
        if self.first > self.last:
            raise BadPeriod(
                f"Der Bericht beginnt mit {long_name(self.first)}, kann also nicht schon mit "
                f"{long_name(self.last)} enden. Bitte bei --from den früheren Monat nennen."
            )
        if len(self.months) > MOST_MONTHS:
            raise BadPeriod(
                f"Ein Bericht umfasst höchstens {MOST_MONTHS} Monate, dies wären {len(self.months)}. "
                "Bitte einen kürzeren Zeitraum wählen."
            )

    @property
    def months(self) -> tuple[str, ...]:
        """Every month, in order."""
        first, last = _number(self.first), _number(self.last)
        return tuple(_written(number) for number in range(first, last + 1))

    @property
    def words(self) -> str:
        """The period in German: `Juli bis Dezember 2026`."""
        if self.first == self.last:
            return long_name(self.first)
        same_year = self.first[:4] == self.last[:4]
        return f"{name(self.first) if same_year else long_name(self.first)} bis {long_name(self.last)}"


def half_year_to(today: date) -> Period:
    """The six months that end with this one."""
    last = f"{today:%Y-%m}"
    return Period(_written(_number(last) - 5), last)


def name(month: str) -> str:
    """`2026-07` -> `Juli`."""
    return str(_NAMES["wide"][int(month[5:])])


def long_name(month: str) -> str:
    """`2026-07` -> `Juli 2026`."""
    return f"{name(month)} {month[:4]}"


def short_name(month: str) -> str:
    """`2026-07` -> `Jul 26`, for the head of a table."""
    return f"{_NAMES['abbreviated'][int(month[5:])]} {month[2:4]}"


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _written(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
