"""How well messages are understood: `python -m benchmarks.understanding [--clinc PATH] [--speed]`.

Phrases of `tests/phrases/` were written by people who had not seen `intents/`; they are only measured.
CLINC150 is `data_full.json` of https://github.com/clinc/oos-eval (Larson et al. 2019, CC BY 3.0).
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.rivals import RIVALS, Pairs, Rival, ours
from bot.core.matcher import OUTSIDE
from bot.core.understanding import LanguageHints, Phrase, Understander, Understanding
from bot.files.town import Folders, read

HOME = Path(__file__).parent.parent
DANGER = ("emergency", "violence_against_women")
SAMPLE = 400  # messages for the slow rivals
SHOTS = (0, 20, 10)  # phrases an intent; 0 means all

Row = tuple[Phrase, Understanding]


def main() -> None:
    """Print all tables that were asked for."""
    options = _options()
    town = read(Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", HOME / "var" / "cache"))
    examples = [(phrase.text, phrase.need or OUTSIDE) for phrase in town.intents.phrases]
    unseen = list(_unseen(HOME / "tests" / "phrases"))
    understander = town.centre(examples=False).understander
    _print_languages([(phrase, understander.understand(phrase.text)) for phrase in unseen])
    _print_hints(understander, unseen)
    _print_rivals(examples, [(phrase.text, phrase.need or OUTSIDE) for phrase in unseen])
    if options.clinc and options.clinc.exists():
        _print_clinc(json.loads(options.clinc.read_text(encoding="utf-8")), options.split)
    else:
        print("\nCLINC150 skipped: give the path of data_full.json with --clinc")
    if options.speed:
        _print_speed(examples, [phrase.text for phrase in unseen])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinc", type=Path, help="data_full.json of CLINC150")
    parser.add_argument(
        "--split", default="val", choices=("val", "test"), help="look at test only at the end"
    )
    parser.add_argument("--speed", action="store_true", help="latency with 1,000 to 100,000 phrases")
    return parser.parse_args()


def _unseen(folder: Path) -> Iterable[Phrase]:
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
        for need, texts in data["phrases"].items():
            yield from (Phrase(text, need, data["language"]) for text in texts)
        yield from (Phrase(text, None, data["language"]) for text in data.get("out_of_scope", ()))


def _print_languages(rows: Sequence[Row]) -> None:
    print("Unseen messages, per cent of each language's own")
    columns = f"{'n':>6}{'first':>7}{'helped':>8}{'wrong':>7}{'out: n':>8}{'answered':>10}"
    print(f"{'':9}{columns}{'danger missed':>15}")
    for language in ("all", *dict.fromkeys(phrase.language for phrase, _ in rows)):
        mine = [row for row in rows if language in ("all", row[0].language)]
        print(f"{language:9}{_language_line(mine)}")


def _language_line(rows: Sequence[Row]) -> str:
    inside = [(phrase.need or "", found) for phrase, found in rows if phrase.need]
    outside = [found for phrase, found in rows if not phrase.need]
    first = _share(need == found.needs[0][0] for need, found in inside)
    helped = _share(found.decision != "reject" and need in found.chosen for need, found in inside)
    wrong = _share(found.decision == "answer" and need not in found.chosen for need, found in inside)
    answered = _share(found.decision == "answer" for found in outside)
    danger = [found for need, found in inside if need in DANGER]
    missed = sum(found.decision != "answer" or found.chosen[0] not in DANGER for found in danger)
    return (
        f"{len(inside):6}{first:7.1f}{helped:8.1f}{wrong:7.1f}"
        f"{len(outside):8}{answered:10.1f}{missed:9} of {len(danger)}"
    )


def _print_hints(understander: Understander, unseen: Sequence[Phrase]) -> None:
    print("\nLanguage of the reply right, per cent")
    for name, hints in (
        ("no hint", lambda _: LanguageHints()),
        ("phone in that language", lambda code: LanguageHints(phone=code)),
        ("phone in German", lambda _: LanguageHints(phone="de")),
    ):
        right = (understander.guesser.language(p.text, hints(p.language)) == p.language for p in unseen)
        print(f"{name:24}{_share(right):6.1f}")


def _print_rivals(examples: Pairs, messages: Pairs) -> None:
    sample = random.Random(1).sample(list(messages), min(SAMPLE, len(messages)))  # noqa: S311 - not a secret
    print(f"\nThe same {len(examples)} phrases, {len(sample)} of the unseen messages, first choice")
    _table(examples, sample)


def _print_clinc(data: dict[str, list[list[str]]], split: str) -> None:
    messages = [(text, label) for text, label in data[split]]
    messages += [(text, OUTSIDE) for text, _ in data[f"oos_{split}"]]
    for shots in SHOTS:
        examples = _draw([(text, label) for text, label in data["train"]], shots)
        print(f"\nCLINC150 {split}, {shots or 'all'} phrases an intent ({len(examples)})")
        slow = random.Random(1).sample(messages, 2 * SAMPLE)  # noqa: S311 - not a secret
        _table(examples, messages, slow)


def _draw(rows: Pairs, shots: int) -> Pairs:
    shuffled = list(rows)
    random.Random(0).shuffle(shuffled)  # noqa: S311 - not a secret
    taken: dict[str, list[str]] = {}
    for text, label in shuffled:
        if not shots or len(taken.setdefault(label, [])) < shots:
            taken.setdefault(label, []).append(text)
    return [(text, label) for label, texts in taken.items() for text in texts]


def _table(examples: Pairs, messages: Pairs, slow: Pairs | None = None) -> None:
    """Accuracy, accuracy when 90 per cent of out-of-scope messages are turned away, time."""
    print(f"{'':44}{'right':>7}{'at 90 %':>9}{'learn s':>9}{'p50 ms':>8}{'p95 ms':>8}")
    for name, learn in RIVALS.items():
        asked = slow if slow and "nearest" in name else messages
        try:
            start = time.perf_counter()
            match = learn(examples)
            learnt = time.perf_counter() - start
        except ImportError:
            print(f"{name:44} skipped: scikit-learn is not installed")
            continue
        print(f"{name:44}{_score(match, asked, learnt)}")


def _score(match: Rival, messages: Pairs, learnt: float) -> str:
    good, sure, took = [], [], []
    for text, label in messages:
        start = time.perf_counter()
        found = match(text)
        took.append(1000 * (time.perf_counter() - start))
        good.append(found[0][0] == label)
        sure.append(found[0][1])
    inside = np.array([label != OUTSIDE for _, label in messages])
    right, certain = np.array(good)[inside], np.array(sure)
    line = np.quantile(certain[~inside], 0.9) if (~inside).any() else -np.inf
    kept = right & (certain[inside] > line)
    p50, p95 = np.quantile(took, (0.5, 0.95))
    return f"{100 * right.mean():7.1f}{100 * kept.mean():9.1f}{learnt:9.1f}{p50:8.2f}{p95:8.2f}"


def _print_speed(examples: Pairs, messages: Sequence[str]) -> None:
    print(f"\n{'phrases':>8}{'learn s':>9}{'p50 ms':>8}{'p95 ms':>8}{'peak MB':>9}")
    for size in (1_000, 10_000, 100_000):
        start = time.perf_counter()
        match = ours(_grown(examples, size))
        learnt = time.perf_counter() - start
        took = []
        for text in messages[:500]:
            start = time.perf_counter()
            match(text)
            took.append(1000 * (time.perf_counter() - start))
        p50, p95 = np.quantile(took, (0.5, 0.95))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:8}{learnt:9.1f}{p50:8.2f}{p95:8.2f}{peak:9.0f}")


def _grown(examples: Pairs, size: int) -> Pairs:
    """So many phrases: the real ones, then words of two of the same label put together."""
    chance = random.Random(2)  # noqa: S311 - not a secret
    shuffled = chance.sample(list(examples), len(examples))
    by_label: dict[str, list[str]] = {}
    for text, label in examples:
        by_label.setdefault(label, []).append(text)
    while len(shuffled) < size:
        label = chance.choice(list(by_label))
        shuffled.append((f"{chance.choice(by_label[label])} {chance.choice(by_label[label])}", label))
    return shuffled[:size]


def _share(flags: Iterable[bool]) -> float:
    found = list(flags)
    return 100 * sum(found) / max(1, len(found))


if __name__ == "__main__":
    main()
