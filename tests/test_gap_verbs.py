"""`gaps` and `phrase` as they are typed: what is printed, what is noted, what is refused."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

import run_bot
from bot import app
from bot.core.gaps import Gap
from bot.desk import phrases
from bot.desk.phrases import Addition, Trial
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.gaps import Gaps
from tests.conftest import at
from tests.files.small_folder import write

Verb = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verb:
    """Type a verb in a small town where two people asked for bees; exit code, output, complaints."""
    folders = write(tmp_path)
    for name in ("knowledge", "intents", "translations"):
        monkeypatch.setenv(f"{name.upper()}_DIR", str(getattr(folders, name)))
    monkeypatch.setenv("CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/wegweiser.db")

    async def ask(database: Database) -> None:
        for person in ("a", "b"):
            gap = Gap("bienen halten", "de", "not_understood", "find_doctor")
            await Gaps(database).note(gap, person, at("2026-11-24T10:00").date())

    asyncio.run(app.with_database(Settings(), ask))

    def typed(*words: str) -> tuple[int, str, str]:
        arguments: argparse.Namespace = run_bot._parser().parse_args(words)
        code = int(arguments.run(arguments) or 0)
        return code, *capsys.readouterr()

    return typed


def test_gaps_are_printed_with_their_number(verb: Verb) -> None:
    """By which they are judged, and the German title of the nearest need."""
    code, told, _ = verb("gaps")

    assert (0, "Nr. 1: 2-mal, Einen Arzt finden") == (code, told.splitlines()[0])


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("need", "1", "learn_german"), "need:learn_german"),
        (("missing", "1", "  Imkerkurs  am Ort "), "gap:Imkerkurs am Ort"),
        (("not-ours", "1"), "not_ours"),
    ],
)
def test_a_gap_is_judged(verb: Verb, words: tuple[str, ...], verdict: str) -> None:
    """What was noted is said, and stands in the list."""
    code, told, _ = verb("gaps", *words)

    assert (0, [verdict]) == (code, [gap.verdict for gap in app.gaps(Settings())])
    assert told.startswith("Vermerkt für „bienen halten“ (2-mal): ")


def test_what_is_missing_is_listed(verb: Verb) -> None:
    """The seeds of new offers, with how often each was asked."""
    verb("gaps", "missing", "1", "Imkerkurs")
    _, told, _ = verb("gaps", "missing")

    assert "Imkerkurs: 2-mal (Deutsch 2; 2026-11 2)" == told.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("need", "1", "keep_bees"), "„keep_bees“ ist kein bekanntes Anliegen"),
        (("not-ours", "7"), "Eine Lücke Nr. 7 gibt es nicht"),
        (("missing", "1"), "Bitte einen kurzen Titel nennen"),
        (("missing", "1", "x" * 60), "Bitte einen kurzen Titel nennen"),
    ],
)
def test_a_wrong_judgement_is_refused(verb: Verb, words: tuple[str, ...], why: str) -> None:
    """In German, and nothing is noted."""
    code, _, complaint = verb("gaps", *words)

    assert (1, [""]) == (code, [gap.verdict for gap in app.gaps(Settings())])
    assert complaint.startswith(why)


@pytest.mark.parametrize(
    ("words", "understood", "kept"),
    [((), True, True), ((), False, False), (("--anyway",), False, True)],
)
def test_a_sentence_is_kept_if_nothing_speaks_against_it(
    verb: Verb, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], *, understood: bool, kept: bool
) -> None:
    """Or if the one who types says so; the exit code tells which."""
    written: list[Addition] = []
    monkeypatch.setattr(phrases, "objection", lambda *_: "")
    monkeypatch.setattr(phrases, "trial", lambda _, addition, *__: Trial(addition, understood, "reject"))
    monkeypatch.setattr(phrases, "keep", lambda _, addition: written.append(addition))
    code, _, _ = verb("phrase", " zahn  weh ", "find_doctor", "--language", "de", *words)

    assert (not kept, [Addition("zahn weh", "find_doctor", "de")] * kept) == (bool(code), written)


def test_a_sentence_that_cannot_be_taken_is_refused(verb: Verb) -> None:
    """Before anything is learnt."""
    code, _, complaint = verb("phrase", "zahnweh", "keep_bees", "--language", "de")

    assert (1, "„keep_bees“ ist kein bekanntes Anliegen.\n") == (code, complaint)
