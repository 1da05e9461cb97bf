"""The process that makes one file: an order as JSON on standard input, the file on standard output."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any


def main() -> None:
    """Make what is ordered."""
    order = json.load(sys.stdin)
    wanted: dict[str, Any] = order["wanted"]
    if order["kind"] == "ics":
        from bot.core.conversation import CalendarEntry
        from bot.prints.calendar_file import calendar_file

        moments = {name: datetime.fromisoformat(wanted[name]) for name in ("start", "end")}
        content = calendar_file(CalendarEntry(**{**wanted, **moments}))
    else:
        from bot.core.conversation import PrintedCard
        from bot.prints.picture import draw

        lines = {name: tuple(wanted[name]) for name in ("german", "own")}
        content = draw(PrintedCard(**{**wanted, **lines}))
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
