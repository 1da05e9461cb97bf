"""The UUIDs of our entries in HSDS, the same in every export and language; ids of ours for their entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1c5a0e-8d0b-5b57-9c58-3d2f7a41e6c4")
"""drawn once, never to be changed: all ids hang on it"""
_LONGEST, _SHORTEST = 34, 2  # a number may follow, up to 40
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def uuid_of(*parts: object) -> str:
    """The UUIDv5 of an entry, made from what names it: `uuid_of("service", "vhs", "deutschkurse")`."""
    return str(uuid5(NAMESPACE, "\n".join(map(str, parts))))


def own_id(name: str, taken: set[str]) -> str:
    """A name as one of our ids; one that is not taken, and is from now on."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("_")[0] or words[:_LONGEST]
    base = words if len(words) >= _SHORTEST else "eintrag"
    made = next(own for own in _numbered(base) if own not in taken)
    taken.add(made)
    return made


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}_{number}" for number in count(2))
