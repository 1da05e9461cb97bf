"""A change to the files of the town that was made elsewhere than in the files: on the phone, on the desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Action: TypeAlias = Literal["set", "append", "drop"]
"""give a field a value; add an item to a list, where it is not in it; take a field or an item out"""
Steps: TypeAlias = tuple[str, ...]
_BY_TEXT = "~"


@dataclass(frozen=True)
class Edit:
    """One change.

    `path` leads to a field by names; an item of a list is named by its `id`, or by `named_by_text`. So it
    holds where lines move. `value` is what YAML would hold: texts, lists and mappings of texts.
    """

    file: str
    """`organizations/vhs.yaml`, below `knowledge/`; or `intents/de/housing.yaml`"""
    path: Steps
    action: Action
    value: Any = None


def named_by_text(text: str) -> str:
    """How a fact without an id is named in a path: by its words, so the name ends with them."""
    return _BY_TEXT + hashlib.sha256(text.encode()).hexdigest()[:12]


class NotFound(Exception):
    """The place of an edit is not in the file (any more)."""


def change(data: Any, edit: Edit) -> None:
    """Make an edit in the data of a file, in place; raises NotFound.

    Works on plain data as on such that keeps comments: only mappings and lists are asked of it.
    """
    *way, last = edit.path
    holder = data
    for name in way:
        holder = _inner(holder, name)
    if edit.action == "set":
        _set(holder, last, edit.value)
    elif edit.action == "append":
        _append(holder, last, edit.value)
    else:
        _drop(holder, last)


def _inner(holder: Any, name: str) -> Any:
    if isinstance(holder, dict) and name in holder:
        return holder[name]
    if isinstance(holder, list):
        return holder[_index(holder, name)]
    raise NotFound(name)


def _index(items: list[Any], name: str) -> int:
    for number, item in enumerate(items):
        if name in _names_of(item):
            return number
    raise NotFound(name)


def _names_of(item: Any) -> tuple[str, ...]:
    """What an item of a list may be called: its id, or its words."""
    if isinstance(item, dict):
        named = [str(item["id"])] if "id" in item else []
        return (*named, *(named_by_text(str(item[key])) for key in ("value", "number") if key in item))
    return (named_by_text(str(item)),)


def _set(holder: Any, name: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[name] = value
    elif isinstance(holder, list):
        holder[_index(holder, name)] = value
    else:
        raise NotFound(name)


def _append(holder: Any, name: str, value: Any) -> None:
    if not isinstance(holder, dict):
        raise NotFound(name)
    items = holder.get(name)
    if items is None or items == "":
        holder[name] = [value]
    elif not isinstance(items, list):
        raise NotFound(name)
    elif value not in items:
        items.append(value)


def _drop(holder: Any, name: str) -> None:
    if isinstance(holder, dict) and name in holder:
        del holder[name]
    elif isinstance(holder, list):
        del holder[_index(holder, name)]
    else:
        raise NotFound(name)
