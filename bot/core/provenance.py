"""Where a statement comes from, and whether a reader may see it; with the plain types its fields share."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

Confidence = Literal["high", "medium", "low", "none"]
_GERMAN_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(?:20)?(\d\d)", re.ASCII)


def _read_day(value: Any) -> Any:
    # pydantic would read "2026" or 20260915 as seconds since 1970
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"„{value}“ ist kein Datum. {_written_right(value)}.") from None


def _written_right(value: Any) -> str:
    """The day that was written the German way, in our form; else an example."""
    if isinstance(value, str) and (meant := german_day(value)):
        return f"Bitte so schreiben: {meant}"
    return "Bitte als Jahr-Monat-Tag schreiben, zum Beispiel 2026-09-15"


def german_day(text: str) -> date | None:
    """The day that is written the German way: 31.12.2026, 1. 2. 27."""
    if found := _GERMAN_DAY.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
        with suppress(ValueError):
            return date(2000 + year, month, day)
    return None


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_read_day)]
OneOrMany = BeforeValidator(_as_tuple)
Texts = Annotated[tuple[str, ...], OneOrMany]


class Provenance(BaseModel):
    """Source, confidence and shelf life of an entry; days are inclusive, `valid_from` is the first shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Texts = ()
    confidence: Confidence | None = None
    assured_date: Day | None = None
    recheck_by: Day | None = None
    valid_from: Day | None = None
    example: bool = False

    def shown_from(self) -> date | None:
        """The first day a reader may see the entry; None is no limit."""
        return self.valid_from

    def may_be_shown(self, on: date, inherited: Confidence | None = None) -> bool:
        """Whether a reader may see the entry on a day; own confidence counts before the inherited one."""
        trusted = (self.confidence or inherited) in ("high", "medium")
        return trusted and (self.shown_from() or date.min) <= on <= (self.recheck_by or date.max)
