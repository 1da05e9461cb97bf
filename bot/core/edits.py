"""A change to the files of the town that was made elsewhere than in the files: on the phone, on the desk."""

from __future__ import annotations

import hashlib
from copy import deepcopy
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


def name_of(item: Any) -> str:
    """How an item of a list is named in a path: by its id, else by its words, else by all that it holds."""
    return names_of(item)[0]


class NotFound(Exception):
    """The place of an edit is not in the file (any more)."""


def change(data: Any, edit: Edit) -> None:
    """Make an edit in the data of a file, in place; raises NotFound.

    Works on plain data as on such that keeps comments: only mappings and lists are asked of it.
    Made a second time, an edit changes nothing.
    """
    holder, last = holder_of(data, edit.path), edit.path[-1]
    if edit.action == "set":
        _set(holder, last, deepcopy(edit.value))
    elif edit.action == "append":
        _append(holder, last, deepcopy(edit.value))
    else:
        _drop(holder, last)


def holder_of(data: Any, path: Steps) -> Any:
    """The mapping or list in which the last step of a path is taken; raises NotFound."""
    for name in path[:-1]:
        data = _inner(data, name)
    return data


def _inner(holder: Any, name: str) -> Any:
    if isinstance(holder, dict) and name in holder:
        return holder[name]
    if isinstance(holder, list):
        return holder[_index(holder, name)]
    raise NotFound(name)


def _index(items: list[Any], name: str) -> int:
    for number, item in enumerate(items):
        if name in names_of(item):
            return number
    raise NotFound(name)


def names_of(item: Any) -> tuple[str, ...]:
    """What an item of a list may be called: its id, or its words, or all that it holds."""
    if isinstance(item, dict):
        named = [str(item["id"])] if "id" in item else []
        words = [named_by_text(str(item[key])) for key in ("value", "number") if key in item]
        return (*named, *words) or (named_by_text(_contents(item)),)
    return (named_by_text(_contents(item)),)


def _contents(item: Any) -> str:
    """All that an item holds, as one text: rows of opening times and addresses have no other name."""
    if isinstance(item, dict):
        return "; ".join(f"{key}: {_contents(item[key])}" for key in sorted(item))
    if isinstance(item, list):
        return ", ".join(map(_contents, item))
    return str(item)


def _set(holder: Any, name: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[name] = _over(holder.get(name), value)
    elif isinstance(holder, list):
        if value in holder:  # it was made before, and what it replaced is gone with its name
            return
        number = _index(holder, name)
        holder[number] = _over(holder[number], value)
    else:
        raise NotFound(name)


def _over(old: Any, value: Any) -> Any:
    """A mapping is changed field by field, for the comments of the fields that stay."""
    if not (isinstance(old, dict) and isinstance(value, dict)):
        return value
    for key in [key for key in old if key not in value]:
        del old[key]
    for key, inner in value.items():
        if key not in old or old[key] != inner:
            old[key] = _over(old.get(key), inner)
    return old


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
    """What is gone already need not be dropped."""
    if isinstance(holder, dict):
        if name in holder:
            del holder[name]
    elif isinstance(holder, list):
        if any(name in names_of(item) for item in holder):
            del holder[_index(holder, name)]
    else:
        raise NotFound(name)
