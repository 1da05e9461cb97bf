"""YAML that is read to be written again: comments and form are kept, every value stays text.

ruamel.yaml keeps a comment with the value it follows, up to the next value. So what is added or replaced at
the end of a list or mapping would push itself before its neighbour's comment: here that is moved along.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString
from ruamel.yaml.tag import Tag
from ruamel.yaml.tokens import CommentToken

from bot.core.edits import Edit, change, holder_of, names_of

_WIDTH = 4096
"""characters after which a line would be broken: never, as people have broken them already"""
_NOTHING = Tag(suffix="tag:yaml.org,2002:null")

_BLOCKS = (FoldedScalarString, LiteralScalarString)
"""texts of several lines: they end with a line, so a comment begins at once"""


class _AllText(VersionedResolver):
    """Nothing is guessed, so `10:00` and `2026-12-24` need no quotes when they are written."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return self.DEFAULT_SCALAR_TAG if value else _NOTHING
        return super().resolve(kind, value, implicit)


def round_trip() -> YAML:
    """What reads a file so that writing it gives the same text."""
    yaml = YAML()
    yaml.Resolver = _AllText
    yaml.width = _WIDTH
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def change_kept(data: Any, edit: Edit) -> None:
    """Make an edit in such data, so that comments stay with what they are about; raises NotFound."""
    holder, last = holder_of(data, edit.path), edit.path[-1]
    if edit.action == "append" and isinstance(holder, dict) and holder.get(last) in (None, ""):
        edit = replace(edit, action="set", value=[edit.value])  # a list that can carry comments
    spot = holder
    if edit.action == "append" and isinstance(holder, dict) and isinstance(holder.get(last), list):
        spot = holder[last]
        if not spot:
            spot.fa.set_block_style()  # it was written as `[]`
    keys = _keys(spot)
    at = _place(spot, last) if spot is holder else None
    following = _following(spot, keys, keys[-1] if at is None and keys else at)
    change(data, replace(edit, value=_commented(edit.value)))
    left = _keys(spot)
    if len(left) >= len(keys):
        _put(spot, left[-1] if at is None else at, following)
    elif (number := keys.index(at)) > 0:
        _put(spot, keys[number - 1], following)
    elif left and following:
        lines = [
            _comment(f"{line.strip()}\n", len(line) - len(line.lstrip())) for line in following.splitlines()
        ]
        spot.ca.items.setdefault(left[0], [None, None, None, None])[1] = lines


def _place(holder: Any, name: str) -> Any:
    """The key or number of what a step names; None if it is not there yet."""
    if isinstance(holder, list):
        return next((number for number, item in enumerate(holder) if name in names_of(item)), None)
    return name if name in holder else None


def _keys(node: Any) -> list[Any]:
    return list(range(len(node))) if isinstance(node, list) else list(node)


def _leaf(node: Any, key: Any) -> tuple[Any, Any, int]:
    """Where the comment after a value is kept: with the last leaf of its block."""
    while isinstance(inner := node[key], CommentedMap | CommentedSeq) and inner and not inner.fa.flow_style():
        node, key = inner, _keys(inner)[-1]
    return node, key, 0 if isinstance(node, list) else 2


def _following(node: Any, keys: list[Any], key: Any) -> str:
    """Take away the comment on the lines after a value; what stands on its own line stays."""
    if not keys or key is None:
        return ""
    node, key, slot = _leaf(node, key)
    kept = node.ca.items.get(key)
    if not kept or kept[slot] is None:
        return ""
    own, text, mark = "", str(kept[slot].value), kept[slot].start_mark
    if isinstance(node[key], _BLOCKS):
        text = " " * mark.column + text
    else:
        own, _, text = text.partition("\n")
    kept[slot] = _comment(f"{own}\n", mark.column) if own else None
    return text


def _put(node: Any, key: Any, following: str) -> None:
    """Give a value the comment on the lines after it."""
    if not following:
        return
    node, key, slot = _leaf(node, key)
    kept = node.ca.items.setdefault(key, [None, None, None, None])
    if kept[slot]:
        kept[slot] = _comment(f"{kept[slot].value}{following}", kept[slot].start_mark.column)
    elif isinstance(node[key], _BLOCKS):
        text = following.lstrip(" ")
        kept[slot] = _comment(text, len(following) - len(text))
    else:
        kept[slot] = _comment(f"\n{following}", 0)


def _comment(text: str, column: int) -> CommentToken:
    return CommentToken(text, CommentMark(column), None)


def _commented(value: Any) -> Any:
    """A value in the form that can carry comments."""
    if isinstance(value, dict):
        made = CommentedMap()
        made.update({key: _commented(inner) for key, inner in value.items()})
        return made
    if isinstance(value, list | tuple):
        return CommentedSeq(map(_commented, value))
    return value if value is None else str(value)
