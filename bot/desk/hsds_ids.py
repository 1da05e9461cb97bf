"""The UUIDs of our entries in HSDS: one entry has one id, in every export and every language."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1c5a0e-8d0b-5b57-9c58-3d2f7a41e6c4")
"""drawn once, never to be changed: all ids hang on it"""


def uuid_of(*parts: object) -> str:
    """The UUIDv5 of an entry, made from what names it: `uuid_of("service", "vhs", "deutschkurse")`."""
    return str(uuid5(NAMESPACE, "\n".join(map(str, parts))))
