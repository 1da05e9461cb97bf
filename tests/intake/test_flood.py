"""Who writes far faster than a person can is told once, then not answered for a while."""

from datetime import timedelta

import pytest

from bot.intake import flood
from bot.intake.flood import MOST, WINDOW, Flood
from tests.intake.office import ANNA, BERT, NOW

SECOND = timedelta(seconds=1)


def judged(gate: Flood, number: int, start: float = 0, apart: float = 0.1, chat: str = ANNA) -> list[str]:
    """What so many messages deserve, one after the other; seconds."""
    return [gate.judge(chat, NOW + SECOND * (start + apart * n)) for n in range(number)]


def test_a_flood_is_told_once_and_then_ignored() -> None:
    """Sixty a minute are answered, the next is warned, the rest is silence."""
    verdicts = judged(Flood(), MOST + 20)

    assert ["answer"] * MOST + ["warn"] + ["ignore"] * 19 == verdicts


def test_others_are_answered_meanwhile() -> None:
    """Each chat counts for itself."""
    gate = Flood()
    judged(gate, MOST + 20)

    assert ["answer"] * MOST == judged(gate, MOST, chat=BERT)


def test_a_person_who_writes_fast_is_never_warned() -> None:
    """A message a second, for an hour."""
    assert {"answer"} == set(judged(Flood(), 3600, apart=1.01))


def test_after_the_flood_there_is_an_answer_again() -> None:
    """A minute of quiet is enough; the next flood is told anew."""
    gate = Flood()
    judged(gate, MOST + 20)
    later = judged(gate, MOST + 2, start=10 + WINDOW.total_seconds())

    assert ["answer"] * MOST + ["warn", "ignore"] == later


def test_a_flood_that_goes_on_is_ignored_on() -> None:
    """What is ignored counts too: an hour of flood is told once."""
    verdicts = judged(Flood(), 7200, apart=0.5)

    assert 1 == verdicts.count("warn")
    assert {"ignore"} == set(verdicts[MOST + 1 :])


def test_a_clock_that_is_put_back_silences_nobody() -> None:
    """What was written in a time that has not come yet does not count."""
    gate = Flood()
    judged(gate, MOST, start=3600)

    assert ["answer"] * MOST == judged(gate, MOST)


def test_only_so_many_chats_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one seen longest ago is let go, with what it was told; those seen since are kept."""
    monkeypatch.setattr(flood, "REMEMBERED", 2)
    gate = Flood()
    judged(gate, MOST + 2)
    judged(gate, MOST + 2, chat=BERT)
    kept = judged(gate, 1, start=10)
    judged(gate, 1, chat="telegram:7")  # in place of Bert

    assert ["ignore"] == kept
    assert ["ignore"] == judged(gate, 1, start=11)
    assert ["answer"] * MOST + ["warn"] == judged(gate, MOST + 1, start=12, chat=BERT)
