"""Every id that one file names exists in another."""

from pathlib import Path

import pytest

from tests.files.small_folder import (
    CLOSURES,
    COURSE,
    DOCTOR,
    EXAMPLES,
    FILES,
    HOTLINES,
    LANGUAGES,
    NAMES,
    NEEDS,
    SCHOOL,
    SOURCES,
    TOPICS,
    instead,
    places,
    town,
)


def test_the_small_town_fits_together(tmp_path: Path) -> None:
    """Where every id exists nothing is told."""
    assert [] == town(tmp_path).problems


NEED, PLACE, OFFER = "kein bekanntes Anliegen", "Ort dieser Einrichtung", "kein bekanntes Angebot"
SOURCE, NUMBER, NAME = "Quelle in sources.yaml", "Nummer in hotlines.yaml", "der Dateiname"


@pytest.mark.parametrize(
    ("change", "line", "field", "what"),
    [
        (instead(SCHOOL, "needs: [learn_german]\nphones", "needs: [kurs]\nphones"), 9, "needs[0]", NEED),
        (
            instead(SCHOOL, "[learn_german]\n    name: D", "[kurs]\n    name: D"),
            22,
            "services[0].needs[0]",
            NEED,
        ),
        (instead(SCHOOL, "[haupthaus]", "[hinterhaus]"), 25, "services[0].locations[0]", PLACE),
        (instead(SCHOOL, "source: rathaus\n", "source: ratshaus\n"), 7, "source", SOURCE),
        (
            instead(SCHOOL, "[rathaus, netz]", "[rathaus, net]"),
            35,
            "services[1].description.source[1]",
            SOURCE,
        ),
        (instead(SCHOOL, "id: schule\n", "id: schulen\n"), 2, "id", NAME),
        (instead(COURSE, "[schule/kurse]", "[schule/kurs]"), 11, "services[0]", OFFER),
        (instead(COURSE, "[schule/kurse]", "[vhs/kurse]"), 11, "services[0]", OFFER),
        (instead(COURSE, "source: netz", "source: Netz"), 9, "sentences[1].source", SOURCE),
        (instead(COURSE, "need: learn_german", "need: find_doctor"), 1, "need", NAME),
        (instead(DOCTOR, "[dienst]", "[notdienst]"), 4, "hotlines[0]", NUMBER),
        (instead(HOTLINES, "[find_doctor]", "[find_doctor, arzt]"), 7, "hotlines[0].needs[1]", NEED),
        (instead(HOTLINES, "source: netz", "source: [netz, buch]"), 8, "hotlines[0].source[1]", SOURCE),
        (instead(TOPICS, "  health:", "  gesundheit:"), 2, "topics", "das Thema „health“ fehlt"),
    ],
)
def test_an_unknown_id_is_told_where_it_stands(
    tmp_path: Path, change: dict[str, str], line: int, field: str, what: str
) -> None:
    """An id that does not exist is told once in the file that names it, at its line."""
    (file,) = change
    found = [problem for problem in town(tmp_path, change).problems if problem.file == file]

    assert [(file, line, field)] == places(found)
    assert what in found[0].what


def test_a_near_id_is_suggested(tmp_path: Path) -> None:
    """Where a known id is near it is proposed."""
    (problem,) = town(tmp_path, instead(COURSE, "[schule/kurse]", "[schule/kurs]")).problems

    assert "meinten Sie „schule/kurse“?" == problem.remedy


def test_a_closure_of_an_unknown_organization_is_told(tmp_path: Path) -> None:
    """A closed day names organizations that exist."""
    day = "closures:\n  - start: 2026-12-24\n    end: 2026-12-24\n    organizations: [schule, schulle]\n"

    assert [(CLOSURES, 4, "closures[0].organizations[1]")] == places(town(tmp_path, {CLOSURES: day}).problems)


def test_one_closed_organization_without_brackets_is_checked(tmp_path: Path) -> None:
    """`organizations: x` is checked like `organizations: [x]`."""
    day = "closures:\n  - start: 2026-12-24\n    end: 2026-12-24\n    organizations: schulle\n"

    assert [CLOSURES] == [problem.file for problem in town(tmp_path, {CLOSURES: day}).problems]


def test_names_of_an_unknown_organization_are_told(tmp_path: Path) -> None:
    """A mistyped id in the names people use is a mistake, not a silence."""
    found = town(tmp_path, instead(NAMES, "  schule:", "  schulle:")).problems

    assert [(NAMES, 3)] == [(problem.file, problem.line) for problem in found]


def test_an_unknown_parent_is_told(tmp_path: Path) -> None:
    """The organization above must exist."""
    change = instead(
        SCHOOL, "confidence: high\nneeds", "confidence: high\nparent_organization_id: stadtt\nneeds"
    )

    assert [(SCHOOL, 9, "parent_organization_id")] == places(town(tmp_path, change).problems)


def test_example_times_for_an_unknown_offer_are_told(tmp_path: Path) -> None:
    """Made-up times belong to an offer that exists."""
    (problem,) = town(tmp_path, instead(EXAMPLES, "schule/tests", "schule/test")).problems

    assert (EXAMPLES, "schedules.schule/test") == (problem.file, problem.field)
    assert "meinten Sie „schule/tests“?" == problem.remedy


def test_an_unknown_offer_of_examples_is_told_at_its_line(tmp_path: Path) -> None:
    """The line of the mistake is that of the key."""
    found = town(tmp_path, instead(EXAMPLES, "schule/tests", "schule/test")).problems

    assert [(EXAMPLES, 3)] == [(problem.file, problem.line) for problem in found]


def test_two_offers_with_one_id_are_told(tmp_path: Path) -> None:
    """Within an organization an id stands once; the second is the mistake."""
    found = town(tmp_path, instead(SCHOOL, "- id: tests", "- id: kurse")).problems

    assert [(SCHOOL, 32, "services[1].id")] == places(
        [problem for problem in found if problem.file == SCHOOL]
    )


def test_a_need_without_a_guide_is_told(tmp_path: Path) -> None:
    """Every need has its file of guidance."""
    (problem,) = town(tmp_path, {DOCTOR: None}).problems

    assert "zum Anliegen „find_doctor“ fehlt die Datei guides/find_doctor.yaml" == problem.what


def test_a_guide_for_an_unknown_need_is_told(tmp_path: Path) -> None:
    """A guide whose need is not in the registry is told at its first line."""
    extra = {"knowledge/guides/fliegen.yaml": "need: fliegen\nemoji: 🛫\ntitle: Fliegen\n"}
    (problem,) = town(tmp_path, extra).problems

    assert ("knowledge/guides/fliegen.yaml", 1, "need") == places([problem])[0]


@pytest.mark.parametrize(
    "broken",
    [
        "---\n",
        "id: schule\n\tname: x\n",
        FILES[SCHOOL].replace("confidence: high\nneeds", "confidence: x\nneeds"),
    ],
)
def test_a_broken_organization_is_not_told_a_second_time(tmp_path: Path, broken: str) -> None:
    """Offers that a broken file would have held are not called unknown in the guides that name them."""
    found = town(tmp_path, {SCHOOL: broken}).problems

    assert [SCHOOL] == [problem.file for problem in found]


def test_broken_sources_make_no_source_unknown(tmp_path: Path) -> None:
    """While sources.yaml cannot be read only that is told."""
    found = town(tmp_path, instead(SOURCES, "  netz:", "\tnetz:")).problems

    assert [(SOURCES, 5, "")] == places(found)


def test_broken_hotlines_make_no_hotline_unknown(tmp_path: Path) -> None:
    """While hotlines.yaml cannot be read only that is told."""
    found = town(tmp_path, instead(HOTLINES, "    name:", "\tname:")).problems

    assert [(HOTLINES, 3, "")] == places(found)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"), [(NEEDS, "  learn", "\tlearn", 2), (LANGUAGES, "tr: {", "tr: [{", 2)]
)
def test_a_broken_registry_is_one_problem(tmp_path: Path, file: str, old: str, new: str, line: int) -> None:
    """A syntax error in needs.yaml or languages.yaml is one error, and no need is called unknown."""
    assert [(file, line, "")] == places(town(tmp_path, instead(file, old, new)).problems)


def test_a_new_need_asks_for_its_topic_and_its_guide(tmp_path: Path) -> None:
    """A topic and need added to the registry are missed where they must be described."""
    found = town(tmp_path, {NEEDS: FILES[NEEDS] + "work:\n  find_job: look for a job\n"}).problems

    assert [
        "das Thema „work“ fehlt",
        "zum Anliegen „find_job“ fehlt die Datei guides/find_job.yaml",
    ] == sorted(problem.what for problem in found)


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        (instead(COURSE, "[schule/kurse]", "[schulle/kurs]"), "meinten Sie „schule/kurse“?"),
        (instead(COURSE, "[schule/kurse]", "[schulle/tests]"), "meinten Sie „schule/tests“?"),
        (
            instead(COURSE, "[schule/kurse]", "[schule/hilfe]"),
            "bitte ein Angebot von „schule“ nennen, zum Beispiel „schule/kurse“, „schule/tests“",
        ),
        (
            instead(HOTLINES, "[find_doctor]", "[aerztin, arzt]"),
            "meinten Sie „find_doctor“ (Einen Arzt finden)?",
        ),
        (
            instead(HOTLINES, "[find_doctor]", "[deutsch_lernen]"),
            "meinten Sie „learn_german“ (Deutsch lernen)?",
        ),
        (
            instead(HOTLINES, "[find_doctor]", "find_doctor learn_german"),
            "bitte je Angabe eine Zeile mit „- “ am Anfang",
        ),
        (
            instead(SCHOOL, "alternate_name: [vhs]", "languages: [eng]"),
            "meinten Sie „en“ (Englisch)?",
        ),
        (instead(SCHOOL, "alternate_name: [vhs]", "languages: [ua]"), "meinten Sie „uk“ (Ukrainisch)?"),
        (
            instead(SCHOOL, "alternate_name: [vhs]", "languages: [xq]"),
            "bitte das Kürzel aus zwei oder drei Buchstaben schreiben, zum Beispiel de, en oder ar",
        ),
    ],
)
def test_what_may_have_been_meant_is_told(tmp_path: Path, change: dict[str, str], remedy: str) -> None:
    """Whose offer it is counts first; a need is known by its German title too; a language by other codes."""
    assert remedy == town(tmp_path, change).problems[-1].remedy


@pytest.mark.parametrize("wrong", ["Haupt-Haus", "Hauptstraße", "1"])
def test_a_wrong_id_of_a_place_is_told_once(tmp_path: Path, wrong: str) -> None:
    """Not again at every offer that names the place as it should be."""
    (problem,) = town(tmp_path, instead(SCHOOL, "id: haupthaus", f"id: {wrong}")).problems

    assert (14, "locations[0].id") == (problem.line, problem.field)


def test_a_broken_office_may_be_closed(tmp_path: Path) -> None:
    """What is wrong in its own file is told there only."""
    closed = "closures:\n  - {start: 2026-12-24, end: 2026-12-24, organizations: [schule]}\n"
    broken = instead(SCHOOL, "confidence: high\nneeds", "confidence: hoch\nneeds")
    (problem,) = town(tmp_path, {**broken, CLOSURES: closed}).problems

    assert SCHOOL == problem.file


@pytest.mark.parametrize(
    ("change", "line", "field"),
    [
        (instead(SCHOOL, "id: tests", "id: kurse"), 32, "services[1].id"),
        (
            {HOTLINES: FILES[HOTLINES] + FILES[HOTLINES].removeprefix("hotlines:\n")},
            10,
            "hotlines[1].id",
        ),
    ],
)
def test_an_id_may_stand_once(tmp_path: Path, change: dict[str, str], line: int, field: str) -> None:
    """Of two entries with one id only the last would be found."""
    found = [each for each in town(tmp_path, change).problems if "steht doppelt" in each.what]

    assert [(line, field)] == [(each.line, each.field) for each in found]
