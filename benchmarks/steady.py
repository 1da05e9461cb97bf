"""How much one more sentence changes: `python -m benchmarks.steady [--sentences 6]`.

Learns from all phrases, then again with one message of `tests/phrases/` among them, at a random place; tells
of how many messages of that folder, and of how many acceptance sentences, the decision or a choice changed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.unseen import messages
from bot.core.understanding import Given, Lessons, Phrase, Understander
from bot.desk.acceptance import sentences
from bot.files.town import Folders, read

HOME = Path(__file__).parent.parent
_Found = tuple[str, tuple[str, ...]]
"""the decision and the needs that are answered or offered"""


def main() -> None:
    """Print a row for each sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=6, help="how many are tried, one at a time")
    town = read(Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", None))
    unseen, given = messages(HOME / "tests" / "phrases"), Given((), town.intents.words)
    sets = [[message.text for message in unseen], [sentence.text for sentence in sentences(town)]]
    lessons, chance = town.intents.lessons, random.Random(5)  # noqa: S311 - no secret
    before = _understood(lessons, given, sets)
    print(f"changed: of {len(sets[0])} unseen messages, of {len(sets[1])} acceptance sentences")
    for message in chance.sample([one for one in unseen if one.need], parser.parse_args().sentences):
        more = list(lessons.phrases)
        more.insert(chance.randrange(len(more)), Phrase(message.text, message.need, message.language))
        after = _understood(replace(lessons, phrases=tuple(more)), given, sets)
        changed = [
            sum(old != new for old, new in zip(*pair, strict=True))
            for pair in zip(before, after, strict=True)
        ]
        print(f"{changed[0]:6} {changed[1]:4}   {message.language} {message.need}", flush=True)


def _understood(lessons: Lessons, given: Given, sets: Sequence[Sequence[str]]) -> list[list[_Found]]:
    understander = Understander.learn(lessons, given)
    found = [[understander.understand(text) for text in texts] for texts in sets]
    return [[(each.decision, each.chosen) for each in one] for one in found]


if __name__ == "__main__":
    main()
