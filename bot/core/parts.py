"""Parts of a long message: its sentences, and stretches of a long one."""

from collections.abc import Iterator

from bot.core.text import sentences

_MOST_PARTS = 16  # more are thinned out, so that no message takes long
_LONG = 14  # words; a longer sentence is looked at in stretches
_STRETCH = 9  # words
_MOST_LETTERS = 300  # of a part; words without end say nothing


def parts(text: str) -> list[str]:
    """Cut a message into the parts that may carry its need; nothing if it is one short part."""
    found = [part for sentence in sentences(text) for part in _stretches(sentence)]
    if len(found) < 2:  # noqa: PLR2004 - the message is its own only part
        return []
    step = -(-len(found) // _MOST_PARTS)
    return [part[:_MOST_LETTERS] for part in found[::step]]


def _stretches(sentence: str) -> Iterator[str]:
    words = sentence.split()
    yield " ".join(words[:_LONG])
    if len(words) > _LONG:
        for start in range(_STRETCH // 2, len(words) - _STRETCH // 2, _STRETCH // 2):
            yield " ".join(words[start : start + _STRETCH])
