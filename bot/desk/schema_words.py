"""What the coordinator reads about each field while typing: the words of `schema_words.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Word:
    """What belongs into a field, an example, and what each choice means."""

    text: str
    example: Any
    choices: Mapping[str, str] = field(default_factory=dict)


def of_model(model: type[BaseModel]) -> str:
    """What a model is; KeyError where nobody wrote it."""
    return str(_words()[model.__name__]["_"])


def of_field(model: type[BaseModel], name: str) -> Word:
    """What belongs into a field of a model or of one it inherits from; KeyError where nobody wrote it."""
    for each in model.__mro__:
        if name in (found := _words().get(each.__name__, {})):
            text, example, *choices = found[name]
            return Word(text, _as_json(example), *choices)
    raise KeyError(f"{model.__name__}.{name}")


@cache
def _words() -> dict[str, dict[str, Any]]:
    from ruamel.yaml import YAML  # YAML 1.2: `no` is a field, 14:00 is text

    words: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    return words


def _as_json(example: Any) -> Any:
    """The same with days as text."""
    if isinstance(example, dict):
        return {key: _as_json(value) for key, value in example.items()}
    if isinstance(example, list):
        return [_as_json(value) for value in example]
    return str(example) if isinstance(example, date) else example
