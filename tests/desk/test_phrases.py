"""A sentence more to learn: objections, the trial, and that it is kept with all comments."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.edits import Edit
from bot.core.redaction import Redaction, RedactionWords
from bot.core.schedule import BERLIN
from bot.desk.phrases import Addition, Moved, NotKept, Trial, keep, lines, objection, place, trial
from bot.files import model_cache
from bot.files.town import read
from tests.files.small_folder import PHRASES, SCHOOL, instead, town, write

NOW = datetime(2026, 11, 28, 12, tzinfo=BERLIN)
HEALTH = "intents/de/health.yaml"
COURSES = """\
language: de
phrases:
  learn_german:
    - deutsch lernen
    - deutschkurs gesucht
    - sprachkurs deutsch
    - kurs besuchen
"""
DOCTORS = """\
language: de
phrases:
  find_doctor: # whatever hurts
    - arzt suchen
    # children
    - kinderarzt finden
    - hausarzt gesucht
    - termin beim arzt
"""
FILES = {PHRASES: COURSES, HEALTH: DOCTORS}
SETS = """\
phrases:
  find_doctor:
    - {style: plain, text: "zahnweh seit gestern kurs besuchen"}
  learn_german:
    - {style: plain, text: "ich will deutsch lernen"}
out_of_scope: ["🦥"]
"""
TOOTHACHE = Addition("zahnweh seit gestern", "find_doctor", "de")
REDACTION = Redaction({"de": RedactionWords()})


@pytest.mark.parametrize(
    ("addition", "why"),
    [
        (TOOTHACHE, ""),
        (Addition("  ", "find_doctor", "de"), "Der Satz ist leer."),
        (Addition("😀 12!", "find_doctor", "de"), "Der Satz hat keine Wörter, aus denen sich lernen ließe."),
        (
            Addition("weh " * 60, "find_doctor", "de"),
            "Der Satz ist zu lang: höchstens 200 Zeichen, es sind 240.",
        ),
        (Addition("zahnweh", "find_dentist", "de"), "„find_dentist“ ist kein bekanntes Anliegen."),
        (Addition("zahnweh", "find_doctor", "xx"), "„xx“ ist keine Sprache des Bots."),
        (Addition("Arzt suchen!", "find_doctor", "de"), "Der Satz steht schon unter „Einen Arzt finden“."),
        (
            Addition("Deutsch lernen", "find_doctor", "de"),
            "Der Satz steht schon unter „Deutsch lernen“. Bitte dort zuerst herausnehmen.",
        ),
        (
            Addition("arzt anrufen 0711 12345678", "find_doctor", "de"),
            "Der Satz enthält wohl einen Namen oder eine Nummer: „arzt anrufen […]“. Bitte ohne schreiben.",
        ),
    ],
)
def test_what_speaks_against_a_sentence(tmp_path: Path, addition: Addition, why: str) -> None:
    """Nothing, or one reason in German."""
    assert why == objection(town(tmp_path, FILES), addition, REDACTION)


def test_without_words_for_redaction_nothing_is_taken(tmp_path: Path) -> None:
    """Where names cannot be told, no sentence is added."""
    why = objection(town(tmp_path, FILES), TOOTHACHE, None)

    assert why.startswith("Ob der Satz Namen enthält, lässt sich nicht prüfen")


def test_the_place_of_a_sentence(tmp_path: Path) -> None:
    """It belongs at the end of its need, in the file of its language and topic."""
    edit = place(town(tmp_path).intents, TOOTHACHE)

    assert Edit(HEALTH, ("phrases", "find_doctor"), "append", "zahnweh seit gestern") == edit


def test_a_trial_leaves_the_files_and_says_what_changes(tmp_path: Path) -> None:
    """The sentence and a message like it lead to the need, nothing gets worse, the real file is as it was."""
    folders = write(tmp_path / "town", FILES)
    sets = tmp_path / "sets"
    sets.mkdir()
    (sets / "de.yaml").write_text(SETS, encoding="utf-8")
    result = trial(folders, TOOTHACHE, NOW, sets=sets)

    assert (True, True, 3) == (result.good, result.understood, result.tested)
    assert ["zahnweh seit gestern kurs besuchen"] == [moved.text for moved in result.better]
    assert ([], []) == (result.worse, result.broken)
    assert DOCTORS == (tmp_path / "town" / HEALTH).read_text(encoding="utf-8")


def test_a_trial_names_the_sentences_that_break(tmp_path: Path) -> None:
    """An acceptance sentence that led to its offer and no longer does speaks against the addition."""
    sentence = "kurs besuchen"
    listed = f'confidence: high\n    tests: ["{sentence}"]\n    schedules:'
    course = instead(SCHOOL, "confidence: high\n    schedules:", listed)
    courses = COURSES.replace("    - kurs besuchen\n", "    - einen kurs besuchen\n")
    folders = write(tmp_path / "town", {**FILES, **course, PHRASES: courses})
    result = trial(folders, Addition(sentence, "find_doctor", "de"), NOW, sets=tmp_path)

    assert [sentence] == [broken.sentence.text for broken in result.broken]
    assert not result.good
    assert "Für diese Sprache liegen keine Prüfsätze vor." in list(lines(result))
    offer = "zum Angebot „Deutschkurse“ (Volkshochschule Kleinstadt): „kurs besuchen“, sondern: Antwort"
    assert offer in "\n".join(lines(result))


def test_what_was_learnt_in_a_trial_is_there_once_the_sentence_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After keeping, understanding is loaded from the cache and not learnt again."""
    folders = replace(write(tmp_path / "town", FILES), cache=tmp_path / "cache")
    trial(folders, TOOTHACHE, NOW, sets=tmp_path)
    keep(folders, TOOTHACHE)
    learnt: list[Path] = []
    monkeypatch.setattr(model_cache, "_learn_apart", lambda intents, _: learnt.append(intents))
    found = read(folders).centre(examples=False).understander.understand("zahnweh seit gestern")

    assert [] == learnt
    assert ("find_doctor",) == found.chosen


def test_many_trials_do_not_push_out_what_the_bot_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many sentences are tried, what was learnt from the real files stays in the cache."""
    folders = replace(write(tmp_path / "town", FILES), cache=tmp_path / "cache")
    for number in range(4):
        trial(folders, Addition("zahnweh" + " sehr" * number, "find_doctor", "de"), NOW, sets=tmp_path)
    learnt: list[Path] = []
    monkeypatch.setattr(model_cache, "_learn_apart", lambda intents, _: learnt.append(intents))
    read(folders).centre(examples=False)

    assert [] == learnt


def test_a_kept_sentence_leaves_all_comments(tmp_path: Path) -> None:
    """Only one line is new in the file."""
    folders = write(tmp_path, FILES)
    file = keep(folders, TOOTHACHE)

    assert HEALTH == file
    assert DOCTORS + "    - zahnweh seit gestern\n" == (tmp_path / HEALTH).read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Who keeps a sentence is told in German what hinders it."""
    folders = write(tmp_path, {**FILES, HEALTH: None})

    with pytest.raises(NotKept, match=r"Die Datei intents/de/health\.yaml fehlt"):
        keep(folders, TOOTHACHE)


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason and the remedy are in German, and the file is as it was."""
    folders = write(tmp_path, FILES)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refused)

    with pytest.raises(
        NotKept,
        match=r"health\.yaml lässt sich nicht schreiben \(keine Schreibrechte\).* Schreibrechte geben",
    ):
        keep(folders, TOOTHACHE)
    assert DOCTORS == (tmp_path / HEALTH).read_text(encoding="utf-8")


def test_a_trial_is_told_in_german() -> None:
    """What the sentence leads to, what got better and worse, each with before and after."""
    result = Trial(
        TOOTHACHE,
        understood=False,
        becomes="clarify find_doctor learn_german",
        better=[Moved("a", "find_doctor", "reject", "answer find_doctor")],
        worse=[Moved("b", "", "reject", "answer learn_german")],
        tested=120,
        titles={"find_doctor": "Arzt", "learn_german": "Deutsch"},
    )

    assert [
        "„zahnweh seit gestern“ führt auch damit nicht zu „Arzt“, sondern:",
        "  Nachfrage „Arzt“ oder „Deutsch“",
        "120 Prüfsätze dieser Sprache: 1 besser, 1 schlechter.",
        "  Besser: „a“: vorher nicht verstanden, jetzt Antwort „Arzt“",
        "  Schlechter: „b“: vorher nicht verstanden, jetzt Antwort „Deutsch“",
        "Alle Sätze, die zu einem Angebot führen müssen, führen noch dorthin.",
    ] == list(lines(result))
