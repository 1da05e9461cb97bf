"""50,000 broken files: each is read, or told in German with its place; nothing else ever happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.core.checks import Check
from bot.core.hsds import Organization
from bot.core.knowledge import Guide
from bot.files import intent_files, knowledge_files, yaml_text
from bot.files.problems import Problem
from bot.files.validation import validated
from bot.files.yaml_text import MAX_DEPTH, MAX_NODES, Document
from tests.fuzz.strange import FOR_ITS_OWN, HOME, encoded, mutated, text, tokens

pytestmark = pytest.mark.slow
EXAMPLES, INPUTS = 500, 100
"""hypothesis draws so many seeds, and from each come so many inputs"""
MODELS: dict[str, type[BaseModel]] = {
    "organizations": Organization,
    "guides": Guide,
    "checks": Check,
    "sources.yaml": knowledge_files.Sources,
    "topics.yaml": knowledge_files.Topics,
    "hotlines.yaml": knowledge_files.Hotlines,
    "closures.yaml": knowledge_files.Closures,
    "events.yaml": knowledge_files.Events,
    "schedules.yaml": knowledge_files.Examples,
    "needs.yaml": intent_files.Needs,
    "languages.yaml": intent_files.Languages,
    "words.yaml": intent_files.Words,
    "other_languages.yaml": intent_files.OtherLanguages,
    "cues.yaml": intent_files.CueFile,
    "organizations.yaml": intent_files.Names,
    "out_of_scope.yaml": intent_files.OutOfScope,
}
Corpus = list[tuple[list[bytes], type[BaseModel]]]
"""the lines of files, and what is made of them"""
GERMAN = re.compile(
    r"\b(ist|sind|die|der|das|ein|eine|kein|fehlt|hier|nicht|steht|stehen|zu|nach|dazu|geht|passt|braucht)\b"
)
BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The lines of every real file, with the model that is made of it."""
    paths = sorted(path for folder in ("knowledge", "intents") for path in (HOME / folder).rglob("*.yaml"))
    return [(path.read_bytes().split(b"\n"), model_of(path)) for path in paths]


def model_of(path: Path) -> type[BaseModel]:
    """By the name of the file or of its folder."""
    return MODELS.get(path.name) or MODELS.get(path.parent.name, intent_files.PhraseFile)


def is_told_well(problem: Problem, lines: int) -> bool:
    """One short line, in German, with a place inside the file and a remedy."""
    placed = 1 <= problem.line <= lines + 1 and problem.column >= 1
    short = len(str(problem)) < 3000 and len(str(problem).splitlines()) == 1
    return placed and short and bool(problem.remedy) and bool(GERMAN.search(problem.what))


def outcome(raw: bytes, model: type[BaseModel]) -> tuple[Document, BaseModel | None]:
    """What becomes of a file, and of the model if its form is right; the disk is left out, it is slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "contents", lambda path, most: raw[:most])
        document = yaml_text.read(Path("datei.yaml"))
    made = validated(model, document) if document.data is not None else None
    return document, made


def inputs(corpus: Corpus, seed: int, own: str | bytes) -> Iterator[tuple[bytes, type[BaseModel]]]:
    """One text of hypothesis' own, and the others of a seed."""
    chance = Random(f"{seed} {own!r}")  # noqa: S311 - not a secret
    yield own if isinstance(own, bytes) else encoded(own), Organization
    for _ in range(INPUTS - 1):
        lines, model = chance.choice(corpus)
        kind = chance.random()
        raw = (
            mutated(chance, lines) if kind < 0.7 else tokens(chance) if kind < 0.9 else encoded(text(chance))
        )
        yield raw, model


def check(raw: bytes, model: type[BaseModel]) -> bool:
    """Whether a model is made of a file; if not, all promises about what is told."""
    try:
        document, made = outcome(raw, model)
    except Exception as error:
        raise AssertionError(f"{raw!r} as {model.__name__}: {error!r}") from error
    lines = len(BREAKS.split(raw.decode("utf-8", "replace")))
    badly = [str(problem) for problem in document.problems if not is_told_well(problem, lines)]
    assert made is not None or document.problems, raw
    assert not badly, (raw, badly)
    assert len(document.places) + len(document.key_places) <= 2 * MAX_NODES
    assert all(len(place) <= MAX_DEPTH + 1 for place in document.places)
    return made is not None


def test_50_000_files_are_read_or_told(corpus: Corpus) -> None:
    """Texts, tokens and spoilt real files give a result or problems with a place, in German."""
    counted: list[bool] = []

    @settings(max_examples=EXAMPLES, **FOR_ITS_OWN)
    @given(seed=st.integers(0, 2**64), own=st.text(st.characters(), max_size=40) | st.binary(max_size=40))
    def check_many(seed: int, own: str | bytes) -> None:
        counted.extend(check(raw, model) for raw, model in inputs(corpus, seed, own))

    check_many()

    assert len(counted) >= 50_000
    assert 0.02 < sum(counted) / len(counted) < 0.9, "too few or too many are right to tell anything"
