"""How well messages are understood: `python -m benchmarks.understanding`, `--help` tells what else.

Messages of `tests/phrases/` were written by people who had not seen `intents/`; they are only measured.
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
from benchmarks.unseen import Message, Result, failures, messages, results
from bot.core.matcher import OUTSIDE
from bot.core.understanding import Understander
from bot.files.town import Folders, read

HOME = Path(__file__).parent.parent
UNSEEN = HOME / "tests" / "phrases"
SAMPLE = 400  # messages for the slow rivals
SHOTS = (0, 20, 10)  # phrases an intent; 0 means all
SEEDS = (0, 1, 2)  # draws
SIZES = (1_000, 10_000, 100_000, 300_000)  # phrases
WORST_LENGTH = 4096  # characters


def main() -> None:
    """Print all tables that were asked for."""
    options = _options()
    town = read(Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", HOME / "var" / "cache"))
    examples = [(phrase.text, phrase.need or OUTSIDE) for phrase in town.intents.phrases]
    understander, unseen = town.centre(examples=False).understander, messages(UNSEEN)
    if options.failures:
        _print_failures(failures(understander, unseen))
        return
    _print_understood(understander, unseen)
    _print_longest(understander)
    _print_rivals(examples, [(message.text, message.need or OUTSIDE) for message in unseen])
    if options.clinc and options.clinc.exists():
        _print_clinc(json.loads(options.clinc.read_text(encoding="utf-8")), options.split)
    else:
        print("\nCLINC150 skipped: give the path of data_full.json with --clinc")
    if options.speed:
        _print_speed(examples, [message.text for message in unseen])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinc", type=Path, help="data_full.json of CLINC150")
    parser.add_argument(
        "--split", default="val", choices=("val", "test"), help="look at test only at the end"
    )
    parser.add_argument("--speed", action="store_true", help="latency with 1,000 to 300,000 phrases")
    parser.add_argument(
        "--failures", action="store_true", help="the list of tests/phrases/known_failures.yaml"
    )
    return parser.parse_args()


def _print_failures(failing: Sequence[Message]) -> None:
    by_language: dict[str, list[str]] = {path.stem: [] for path in sorted(UNSEEN.glob("??.yaml"))}
    for message in failing:
        by_language[message.language].append(message.text)
    print("# Messages that do not help the person yet, or that answer what is not ours. May only shrink.")
    print(yaml.safe_dump(by_language, allow_unicode=True, sort_keys=False, width=10_000), end="")


def _print_understood(understander: Understander, unseen: Sequence[Message]) -> None:
    start = time.perf_counter()
    rows = results(understander, unseen)
    took = 1000 * (time.perf_counter() - start) / len(rows)
    hinted = results(understander, unseen, hint=True)
    print(f"Unseen messages, per cent; {took:.2f} ms each")
    head = f"{'n':>6}{'first':>7}{'helped':>8}{'wrong':>7}{'asked':>7}{'out: n':>8}{'answered':>10}"
    print(f"{'':13}{head}{'danger missed':>15}{'language':>10}{'with hint':>11}")
    _print_line("all", rows, hinted)
    for language in dict.fromkeys(message.language for message in unseen):
        chosen = [row.message.language == language for row in rows]
        _print_line(language, _those(rows, chosen), _those(hinted, chosen))
    for style in dict.fromkeys(message.style for message in unseen):
        chosen = [row.message.style == style for row in rows]
        _print_line(style, _those(rows, chosen), _those(hinted, chosen))


def _those(rows: Sequence[Result], chosen: Sequence[bool]) -> list[Result]:
    return [row for row, wanted in zip(rows, chosen, strict=True) if wanted]


def _print_line(name: str, rows: Sequence[Result], hinted: Sequence[Result]) -> None:
    inside = [row for row in rows if row.message.need]
    outside = [row for row in rows if not row.message.need]
    first, helped = _share(row.first for row in inside), _share(row.helped for row in inside)
    wrong, asked = (
        _share(row.wrong for row in inside),
        _share(row.found.decision == "clarify" for row in inside),
    )
    answered = _share(row.found.decision == "answer" for row in outside)
    missed = f"{sum(row.danger_missed for row in inside)} of {sum(_in_danger(row) for row in inside)}"
    language, known = (
        _share(row.found.language == row.message.language for row in r) for r in (rows, hinted)
    )
    print(
        f"{name:13}{len(inside):6}{first:7.1f}{helped:8.1f}{wrong:7.1f}{asked:7.1f}"
        f"{len(outside):8}{answered:10.1f}{missed:>15}{language:10.1f}{known:11.1f}"
    )


def _in_danger(row: Result) -> bool:
    return row.message.need in ("emergency", "violence_against_women")


def _print_longest(understander: Understander) -> None:
    """The longest messages Telegram allows, of every script and of marks, words and signs that are costly."""
    signs = [
        "a",
        "ß",
        "ا",
        "َ",
        "я",
        "ሰ",
        "ω",
        "中",
        "é",
        "e\u0301",
        "\u200d",
        "🙂",
        "a ",
        "ab, ",
        "а. ",
        "kein ",
        "0",
    ]
    worst = []
    for sign in signs:
        text = (sign * WORST_LENGTH)[:WORST_LENGTH]
        took = []
        for _ in range(3):
            start = time.perf_counter()
            understander.understand(text)
            took.append(1000 * (time.perf_counter() - start))
        worst.append((min(took), sign))
    print(f"\n{WORST_LENGTH} characters: at most {max(worst)[0]:.1f} ms (of {max(worst)[1]!r})")


def _print_rivals(examples: Pairs, asked: Pairs) -> None:
    sample = random.Random(1).sample(list(asked), min(SAMPLE, len(asked)))  # noqa: S311 - not a secret
    print(f"\nThe same {len(examples)} phrases, {len(sample)} of the unseen messages, first choice")
    _table(examples, sample)


def _print_clinc(data: dict[str, list[list[str]]], split: str) -> None:
    asked = [(text, label) for text, label in data[split]]
    asked += [(text, OUTSIDE) for text, _ in data[f"oos_{split}"]]
    slow = random.Random(1).sample(asked, 2 * SAMPLE)  # noqa: S311 - not a secret
    for shots in SHOTS:
        for seed in SEEDS if shots else SEEDS[:1]:
            examples = _draw([(text, label) for text, label in data["train"]], shots, seed)
            print(f"\nCLINC150 {split}, {shots or 'all'} phrases an intent, draw {seed} ({len(examples)})")
            _table(examples, asked, slow)


def _draw(rows: Pairs, shots: int, seed: int) -> Pairs:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - not a secret
    taken: dict[str, list[str]] = {}
    for text, label in shuffled:
        if not shots or len(taken.setdefault(label, [])) < shots:
            taken.setdefault(label, []).append(text)
    return [(text, label) for label, texts in taken.items() for text in texts]


def _table(examples: Pairs, asked: Pairs, slow: Pairs | None = None) -> None:
    """Accuracy, accuracy when 90 per cent of out-of-scope messages are turned away, time."""
    head = f"{'right':>7}{'at 90 %':>9}{'out turned away':>17}{'learn s':>9}{'p50 ms':>8}{'p95 ms':>8}"
    print(f"{'':44}{head}")
    for name, learn in RIVALS.items():
        try:
            start = time.perf_counter()
            match = learn(examples)
            learnt = time.perf_counter() - start
        except ImportError:
            print(f"{name:44} skipped: scikit-learn is not installed")
            continue
        print(f"{name:44}{_score(match, slow if slow and 'nearest' in name else asked, learnt)}")


def _score(match: Rival, asked: Pairs, learnt: float) -> str:
    good, sure, took = [], [], []
    for text, label in asked:
        start = time.perf_counter()
        found = match(text)
        took.append(1000 * (time.perf_counter() - start))
        good.append(found[0][0] == label)
        sure.append(found[0][1])
    inside = np.array([label != OUTSIDE for _, label in asked])
    right, certain = np.array(good)[inside], np.array(sure)
    line = np.quantile(certain[~inside], 0.9) if (~inside).any() else -np.inf
    kept = right & (certain[inside] > line)
    away = (certain[~inside] <= np.quantile(certain[inside], 0.1)).mean()
    p50, p95 = np.quantile(took, (0.5, 0.95))
    shares = f"{100 * right.mean():7.1f}{100 * kept.mean():9.1f}{100 * away:17.1f}"
    return f"{shares}{learnt:9.1f}{p50:8.2f}{p95:8.2f}"


def _print_speed(examples: Pairs, texts: Sequence[str]) -> None:
    print(f"\n{'phrases':>8}{'learn s':>9}{'p50 ms':>8}{'p95 ms':>8}{'peak MB':>9}")
    for size in SIZES:
        start = time.perf_counter()
        match = ours(_grown(examples, size))
        learnt = time.perf_counter() - start
        took = []
        for text in texts[:: max(1, len(texts) // 500)]:
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
