"""Has files made by a process of its own: what draws and writes them takes memory that is needed rarely."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from bot.core.conversation import CalendarEntry, PrintedCard

HOME = Path(__file__).resolve().parent.parent.parent
LONGEST = 60
"""seconds"""


class Made(NamedTuple):
    """A file that was made."""

    name: str
    content: bytes


class NotMade(Exception):
    """The file could not be made."""


async def make(wanted: CalendarEntry | PrintedCard) -> Made:
    """Make a file; raises NotMade where that fails or takes too long."""
    kind = "ics" if isinstance(wanted, CalendarEntry) else "png"
    order = json.dumps({"kind": kind, "wanted": asdict(wanted)}, default=str).encode()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.prints",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        cwd=HOME,
    )  # fmt: skip
    try:
        content, faults = await asyncio.wait_for(child.communicate(order), LONGEST)
    except TimeoutError:
        child.kill()
        raise NotMade(f"the {kind} took longer than {LONGEST} seconds") from None
    if child.returncode or not content:
        raise NotMade(f"the {kind} was not made: {faults.decode(errors='replace')[-300:]}")
    return Made("termin.ics" if kind == "ics" else "karte.png", content)
