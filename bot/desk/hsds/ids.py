"""The UUIDs of our entries in HSDS, the same in every export and language; ids of ours for their entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1c5a0e-8d0b-5b57-9c58-3d2f7a41e6c4")
"""drawn once, never to be changed: all ids hang on it"""
_LONGEST, _SHORTEST = 34, 2  # a number may follow, up to 40
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def uuid_of(*parts: object) -> str:
    """The UUIDv5 of an entry, made from what names it: `uuid_of("service", "vhs", "deutschkurse")`."""
    return str(uuid5(NAMESPACE, "\n".join(map(str, parts))))


class Ids:
    """Makes ids of ours from names, none of them twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken, self._last = set(taken), dict[str, int]()

    def new(self, name: str) -> str:
        """A name as an id, with a number where it is taken."""
        own = base = _words(name)
        while own in self._taken:
            self._last[base] = self._last.get(base, 1) + 1
            own = f"{base}_{self._last[base]}"
        self._taken.add(own)
        return own


def _words(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("_")[0] or words[:_LONGEST]
    return words if len(words) >= _SHORTEST else "eintrag"
