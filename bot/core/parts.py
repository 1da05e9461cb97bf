"""Parts of a long message: its sentences, stretches of a long one, and what a conjunction joins."""

import re
from collections.abc import Iterator

from bot.core.text import sentences

_MOST_PARTS = 16  # more are thinned out, so that no message takes long
_LONG = 14  # words; a longer sentence is looked at in stretches
_STRETCH = 9  # words

# "and", "also", "besides" in the languages of Europe's newcomers, as whole words.
_AND = (
    "und sowie außerdem auch and also plus et aussi y también e anche și i oraz та і й и ile ve ayrıca "
    "و كذلك وكمان وأيضا هم همچنین dhe edhe και û u iyo ከምኡውን او"
)
_JOINED = re.compile(rf"\s(?:{'|'.join(map(re.escape, _AND.split()))})\s|[,;+&/،؛]", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """Cut a message into the parts that may carry its need; nothing if it is one short part."""
    found = [part for sentence in sentences(text) for part in _stretches(sentence)]
    if len(found) < 2:  # noqa: PLR2004 - the message is its own only part
        return []
    step = -(-len(found) // _MOST_PARTS)
    return found[::step]


def joined(text: str) -> list[str]:
    """Cut a message at its sentences and at every "and"; nothing if there is no cut."""
    found = [part.strip() for sentence in sentences(text) for part in _JOINED.split(sentence)]
    found = [part for part in found if part]
    return found[:_MOST_PARTS] if len(found) > 1 else []


def _stretches(sentence: str) -> Iterator[str]:
    words = sentence.split()
    yield " ".join(words[:_LONG])
    if len(words) > _LONG:
        for start in range(_STRETCH // 2, len(words) - _STRETCH // 2, _STRETCH // 2):
            yield " ".join(words[start : start + _STRETCH])
