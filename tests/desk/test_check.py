"""`check`: everything that is wrong, or soon will be, in one list."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.core.schedule import school_horizon
from bot.desk import schemas
from bot.desk.check import WARN_AHEAD, findings, summary
from bot.files.problems import BrokenFiles, Problem
from bot.files.town import Folders, read
from tests.conftest import HOME
from tests.files.small_folder import COURSE, FILES, HOTLINES, SCHOOL, instead, town

TODAY = date(2026, 11, 24)

OPTIONAL = {
    "knowledge",
    "intents",
    "knowledge/events.yaml",
    "knowledge/examples/events.yaml",
    "knowledge/audio",
}
"""looked for, and nothing is wrong where they are missing"""


def edited(home: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line on which it began."""
    path = home / file
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    if not found:
        raise ValueError(f"{file} has no {old!r}")
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def spoilt(home: Path) -> dict[str, tuple[int, str]]:
    """Put one mistake into each of six files of a copy of the real knowledge; file -> line, what is told."""
    shutil.copytree(HOME / "knowledge", home / "knowledge")
    row = "    schedules:\n      - byday: TU\n        opens_at: 14:00\n        closes_at: 12:00\n"
    hours = f"locations: [hauptstelle]\n{row}"
    weekday = "knowledge/examples/schedules.yaml"
    need, twice, times = (f"knowledge/organizations/{name}.yaml" for name in ("caritas", "jobcenter", "vhs"))
    tab, unknown = (f"knowledge/guides/{name}.yaml" for name in ("hospital", "find_flat"))
    return {
        weekday: (edited(home, weekday, "byday: MO,WE", "byday: MO,MI"), "„MI“ ist kein Wochentag"),
        need: (
            edited(home, need, "needs: [", "needs: [lern_german, "),
            "„lern_german“ ist kein bekanntes Anliegen",
        ),
        twice: (
            edited(home, twice, "confidence:", "name: Jobcenter\nconfidence:"),
            "das Feld „name“ steht doppelt",
        ),
        times: (
            edited(home, times, "locations: [hauptstelle]\n", hours) + 4,
            "liegt nicht nach „opens_at“ 14:00",
        ),
        tab: (edited(home, tab, "  - value:", "\t- value:"), "ein Tabulator steht in der Einrückung"),
        unknown: (
            edited(home, unknown, "services: [", "services: [rathaus/auskunft, "),
            "„rathaus/auskunft“ ist kein",
        ),
    }


def test_six_mistakes_in_six_files_are_all_told_in_one_run(tmp_path: Path) -> None:
    """Weekday, need, double key, hours, tab, organization: each told in German with its exact line."""
    mistakes = spoilt(tmp_path)
    folders = Folders(tmp_path / "knowledge", HOME / "intents", tmp_path / "translations", None)
    errors = [problem for problem in findings(read(folders), TODAY) if problem.severity == "error"]

    assert {file: line for file, (line, _) in mistakes.items()} == {e.file: e.line for e in errors}
    assert 6 == len(errors)
    assert [] == [str(error) for error in errors if mistakes[error.file][1] not in error.what]
    assert [] == [str(error) for error in errors if not error.remedy]


def test_the_bot_does_not_start_with_broken_files(tmp_path: Path) -> None:
    """While a file is wrong there is no centre, and the reason is what `check` tells."""
    broken = town(tmp_path, instead(COURSE, "[schule/kurse]", "[vhs/kurse]"))

    with pytest.raises(BrokenFiles) as raised:
        broken.centre(examples=False)

    assert broken.problems == raised.value.problems


def test_a_right_town_has_no_errors(tmp_path: Path) -> None:
    """In the small town only hints are found."""
    assert {"warning"} == {problem.severity for problem in findings(town(tmp_path), TODAY)}


def test_errors_come_before_hints(tmp_path: Path) -> None:
    """What must be mended stands first, whatever file it is in."""
    changes = {**instead(SCHOOL, "id: kurse", "id: Kurse"), **instead(HOTLINES, "2027-01-31", "2026-11-30")}
    kinds = [problem.severity for problem in findings(town(tmp_path, changes), TODAY)]

    assert {"error", "warning"} == set(kinds)
    assert sorted(kinds) == kinds


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (TODAY + WARN_AHEAD, "gilt nur noch bis 2027-01-05"),
        (TODAY, "gilt nur noch bis 2026-11-24"),
        (date(2026, 11, 23), "galt nur bis 2026-11-23 und wird nicht mehr gezeigt"),
    ],
)
def test_the_coordinator_is_told_weeks_before_a_fact_runs_out(tmp_path: Path, day: date, told: str) -> None:
    """Six weeks ahead and ever after there is a hint at the line of the date."""
    found = findings(town(tmp_path, instead(HOTLINES, "2027-01-31", str(day))), TODAY)
    (hint,) = [problem for problem in found if problem.file == HOTLINES]

    assert (6, 23, "hotlines[0].hours_recheck_by") == (hint.line, hint.column, hint.field)
    assert ("warning", told) == (hint.severity, hint.what)


def test_what_holds_for_longer_is_not_told(tmp_path: Path) -> None:
    """A date more than six weeks away is no hint yet."""
    day = TODAY + WARN_AHEAD + (WARN_AHEAD / 42)
    found = findings(town(tmp_path, instead(HOTLINES, "2027-01-31", str(day))), TODAY)

    assert [] == [problem for problem in found if problem.file == HOTLINES]


@pytest.mark.parametrize("field", ["recheck_by", "valid_to", "until"])
def test_every_kind_of_end_is_watched(tmp_path: Path, field: str) -> None:
    """Facts, timetables and series that end are all told."""
    row = f"        closes_at: 11:00\n        {field}: 2026-12-01\n"
    found = findings(town(tmp_path, instead(SCHOOL, "        closes_at: 11:00\n", row)), TODAY)

    assert [(31, f"services[0].schedules[0].{field}")] == [
        (problem.line, problem.field) for problem in found if problem.file == SCHOOL
    ]


def test_needs_without_phrases_are_told_by_language(tmp_path: Path) -> None:
    """A language in which nobody can ask for a need is named with the needs it lacks."""
    hints = [problem for problem in findings(town(tmp_path), TODAY) if problem.file.startswith("intents/")]

    assert ["intents/tr"] == [hint.file for hint in hints]
    assert "2 Anliegen (learn_german, find_doctor" in hints[0].what


def test_the_end_of_known_school_holidays_is_told(tmp_path: Path) -> None:
    """A year before the known school holidays run out there is a hint, before that there is none."""
    small, last = town(tmp_path), school_horizon()
    early, late = (
        [hint for hint in findings(small, day) if "Schulferien" in hint.what]
        for day in (last.replace(year=last.year - 2), last)
    )

    assert (0, 1) == (len(early), len(late))


def test_broken_catalogues_are_told_too(tmp_path: Path) -> None:
    """A lost placeholder in a translation is among the errors."""
    catalogue = {"translations/tr/LC_MESSAGES/bot.po": 'msgid "Hello {name}"\nmsgstr "Merhaba"\n'}
    errors = [
        problem for problem in findings(town(tmp_path, catalogue), TODAY) if problem.severity == "error"
    ]

    assert ["translations/tr/LC_MESSAGES/bot.po"] == [error.file for error in errors]


def test_errors_of_all_folders_come_in_one_list(tmp_path: Path) -> None:
    """Knowledge, intents and translations are checked together, sorted by file."""
    changes = {
        **instead(SCHOOL, "id: kurse", "id: Kurse"),
        "intents/de/work.yaml": "language: de\nphrases:\n  fliegen: [ab]\n",
        "translations/tr/LC_MESSAGES/bot.po": 'msgid "Hello {name}"\nmsgstr "Merhaba"\n',
    }
    errors = [
        problem.file for problem in findings(town(tmp_path, changes), TODAY) if problem.severity == "error"
    ]

    assert ["intents/de/work.yaml", SCHOOL, "translations/tr/LC_MESSAGES/bot.po"] == errors


@pytest.mark.parametrize(
    ("errors", "hints", "line"),
    [
        (0, 0, "Alles in Ordnung, 0 Hinweise"),
        (0, 3, "Alles in Ordnung, 3 Hinweise"),
        (2, 3, "2 Fehler, 3 Hinweise"),
    ],
)
def test_the_result_is_told_in_one_line(errors: int, hints: int, line: str) -> None:
    """Errors and hints are counted apart."""
    error = Problem("a.yaml", 1, 1, "", "x", "y")
    hint = Problem("a.yaml", 1, 1, "", "x", "y", "warning")

    assert line == summary(iter([error] * errors + [hint] * hints))


def test_the_small_town_is_made_of_its_files(tmp_path: Path) -> None:
    """The folder these tests change is read whole, so that no mistake goes unseen."""
    small = town(tmp_path)
    documents = (*small.files.documents, *small.intents.documents)

    assert set(FILES) | OPTIONAL == {document.name for document in documents}


def test_an_outdated_help_for_the_editor_is_a_hint(tmp_path: Path) -> None:
    """Once there are schemas, whoever adds a need is told to make them anew; a town without any is not."""
    before = findings(town(tmp_path), TODAY)
    list(schemas.write(town(tmp_path)))
    fresh = findings(town(tmp_path), TODAY)
    renamed = instead(COURSE, "title: Deutsch lernen", "title: Deutschkurse finden")
    (hint,) = set(findings(town(tmp_path, renamed), TODAY)) - set(fresh)

    assert before == fresh
    assert ("warning", "bitte „run_bot.py schemas“ aufrufen") == (hint.severity, hint.remedy)
    assert "die Eingabehilfe des Editors ist veraltet" == hint.what
