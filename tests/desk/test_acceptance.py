"""Acceptance sentences: each leads to its offer, and one that does not is told with what pulls it away."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.core.schedule import BERLIN
from bot.desk.acceptance import broken, outcome, sentences
from bot.desk.check import findings
from bot.files.problems import Problem
from bot.files.town import Town
from tests.files.small_folder import PHRASES, SCHOOL, instead
from tests.files.small_folder import town as small_town

NOW = datetime(2026, 11, 28, 12, tzinfo=BERLIN)
TESTS = 'confidence: high\n    tests: ["{}"]\n    schedules:'
MORE_PHRASES = """\
language: de
phrases:
  learn_german:
    - deutsch lernen
    - deutschkurs gesucht
    - sprachkurs deutsch
    - kurs besuchen
  find_doctor:
    - arzt suchen
    - kinderarzt finden
    - hausarzt gesucht
    - termin beim arzt
"""


def problems(folder: Path, sentence: str) -> list[Problem]:
    """What is wrong in the small town where the courses must be found by this sentence."""
    course = instead(SCHOOL, "confidence: high\n    schedules:", TESTS.format(sentence))
    town = small_town(folder, {**course, PHRASES: MORE_PHRASES})
    return broken(town, town.centre(examples=False), NOW)


def test_every_sentence_of_the_real_town_leads_to_its_offer(town: Town) -> None:
    """At least a hundred offers have one, in at least ten languages, and none is broken."""
    centre, found = town.centre(examples=False), sentences(town)
    languages = {centre.understander.understand(sentence.text).language for sentence in found}

    assert [] == list(map(str, broken(town, centre, NOW)))
    assert len({sentence.ref for sentence in found}) >= 100
    assert len(languages) >= 10


def test_a_sentence_that_leads_there_is_no_problem(tmp_path: Path) -> None:
    """A sentence that is answered with the offer is passed over in silence."""
    assert [] == problems(tmp_path, "ich möchte deutsch lernen")


def test_a_sentence_that_leads_elsewhere_is_told_with_both_sentences(tmp_path: Path) -> None:
    """File and line of the sentence, what the bot does, and the phrase that pulls with its file and line."""
    (problem,) = problems(tmp_path, "suche einen kinderarzt")

    assert (SCHOOL, 27, "services[0].tests[0]") == (problem.file, problem.line, problem.field)
    assert (
        "„suche einen kinderarzt“ führt nicht zu diesem Angebot: der Bot antwortet zu „Einen Arzt finden“"
        == problem.what
    )
    assert "der Beispielsatz „kinderarzt finden“ (intents/de/language.yaml:10)" in problem.remedy
    assert "error" == problem.severity


@pytest.mark.parametrize("sentence", ["xyzzy", "🦥🦥"])
def test_a_sentence_that_is_not_answered_is_told(tmp_path: Path, sentence: str) -> None:
    """What the bot does not understand, or asks back about, does not lead to an offer."""
    (problem,) = problems(tmp_path, sentence)

    assert "der Bot versteht ihn nicht" in problem.what or "der Bot fragt zurück" in problem.what


def test_an_offer_that_is_not_listed_any_more_is_told_with_the_guide(tmp_path: Path) -> None:
    """Where the need is right and the offer is not among its first ones, the guide is named."""
    late = "  - id: tests\n    tests: [deutsch lernen]\n"
    others = "".join(
        f"  - id: kurs_{number}\n    needs: [learn_german]\n    name: Kurs\n    confidence: high\n"
        for number in range(4)
    )
    changed = instead(SCHOOL, "  - id: tests\n", others + late)
    town = small_town(tmp_path, {**changed, PHRASES: MORE_PHRASES})
    (problem,) = broken(town, town.centre(examples=False), NOW)

    assert "der Bot antwortet zu „Deutsch lernen“, nennt dort aber nur schule/kurse, " in problem.what
    assert "bitte das Angebot unter „services“ in knowledge/guides/learn_german.yaml" in problem.remedy


def test_an_offer_that_is_out_of_date_is_passed_over(tmp_path: Path) -> None:
    """An offer that may not be shown on this day cannot be led to, and that is told elsewhere."""
    hidden = instead(
        SCHOOL,
        "confidence: high\n    schedules:",
        "confidence: low\n    tests: [xyzzy]\n    schedules:",
    )
    town = small_town(tmp_path, {**hidden, PHRASES: MORE_PHRASES})

    assert [] == broken(town, town.centre(examples=False), NOW)


def test_check_tells_it_where_nothing_else_is_wrong(tmp_path: Path) -> None:
    """The broken sentence is an error of `check`; while a file is wrong, only that is told."""
    course = instead(SCHOOL, "confidence: high\n    schedules:", TESTS.format("suche einen kinderarzt"))
    changes = {**course, PHRASES: MORE_PHRASES}
    right, wrong = (
        small_town(tmp_path / "a", changes),
        small_town(
            tmp_path / "b", {**changes, "intents/de/work.yaml": "language: de\nphrases:\n  fliegen: [ab]\n"}
        ),
    )
    told = [
        [problem.file for problem in findings(town, NOW.date()) if problem.severity == "error"]
        for town in (right, wrong)
    ]

    assert [[SCHOOL], ["intents/de/work.yaml"]] == told


def test_in_danger_the_quiet_offer_counts(town: Town) -> None:
    """Who writes of violence at home is led to the help behind quiet buttons."""
    led = outcome("mein mann schlägt mich", town.centre(examples=False), NOW)

    assert "frauen_helfen_frauen/beratung" in led.offers
