"""Notes when trouble with what we depend on begins and ends, once each, and how long to wait meanwhile."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)

LONGEST = 10.0
"""seconds between two tries"""


class Weather:
    """Fair or foul, for each thing."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}

    def foul(self, what: str, error: BaseException) -> float:
        """Note a failure; the seconds to wait before the next try: 0.5, 1, 2 … 10."""
        failures = self._failures[what] = self._failures.get(what, 0) + 1
        if failures == 1:
            log.warning("%s: trouble (%s); nothing is lost, tries go on", what, _kind(error))
        return float(min(LONGEST, 0.5 * 2 ** min(failures - 1, 10)))

    def fair(self, what: str) -> None:
        """Note that it works."""
        if failures := self._failures.pop(what, 0):
            log.warning("%s: works again after %d failures", what, failures)

    def is_foul(self, what: str) -> bool:
        """Whether the last try failed."""
        return what in self._failures


def _kind(error: BaseException) -> str:
    """The kind of an error and its first line: an SQL statement below it may hold what a person wrote."""
    original = getattr(error, "orig", None) or error
    line = str(original).partition("\n")[0][:120]
    return f"{type(original).__name__}: {line}" if line else type(original).__name__
