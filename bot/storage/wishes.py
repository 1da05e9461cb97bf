"""How often a language was wished for: a number for each language and month, nobody behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple, Protocol


class Wish(NamedTuple):
    """How often a language was wished for in a month."""

    month: str
    """`2026-11`"""
    language: str
    """its code, nothing if it is not known"""
    times: int


class Wishes(Protocol):
    """Where wishes are counted."""

    async def count(self, language: str, day: date) -> None:
        """Count one wish more."""

    async def all(self) -> list[Wish]:
        """All wishes, the latest month first, then the most wished for."""


class MemoryWishes:
    """Wishes that end with the program."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    async def count(self, language: str, day: date) -> None:
        """Count one wish more."""
        self._counts[f"{day:%Y-%m}", language] += 1

    async def all(self) -> list[Wish]:
        """All wishes, the latest month first, then the most wished for."""
        rows = [Wish(month, language, count) for (month, language), count in self._counts.items()]
        return sorted(rows, key=lambda row: (row.month, row.times), reverse=True)
