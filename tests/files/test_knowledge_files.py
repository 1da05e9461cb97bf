"""The folder `knowledge/` as it becomes the knowledge of the bot."""

from pathlib import Path

import pytest

from bot.files import knowledge_files
from bot.files.knowledge_files import KnowledgeFiles
from tests.files.small_folder import (
    CLOSURES,
    COURSE,
    EXAMPLES,
    FILES,
    HOTLINES,
    SCHOOL,
    SOURCES,
    TOPICS,
    instead,
    places,
    write,
)

NEEDS = {"language": ("learn_german",), "health": ("find_doctor",)}

OPTIONAL = {"knowledge/events.yaml", "knowledge/examples/events.yaml", "knowledge/audio"}
"""looked for, and nothing is wrong where they are missing"""


def files(home: Path, changes: dict[str, str | None] | dict[str, str] | None = None) -> KnowledgeFiles:
    """The knowledge of the small town as files."""
    return knowledge_files.read(write(home, changes).knowledge)


def test_a_right_folder_has_no_problems(tmp_path: Path) -> None:
    """The small town is read without a finding."""
    assert [] == files(tmp_path).problems


def test_every_file_becomes_knowledge(tmp_path: Path) -> None:
    """Organizations, guides, hotlines and topics are found under their ids."""
    knowledge = files(tmp_path).knowledge(NEEDS, examples=False)

    assert ["schule"] == list(knowledge.organizations)
    assert ["find_doctor", "learn_german"] == sorted(knowledge.guides)
    assert ["dienst"] == list(knowledge.hotlines)
    assert ["language", "health"] == list(knowledge.topics)
    assert ["schule/kurse", "schule/tests"] == list(knowledge.offers)


def test_values_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    """A postal code keeps its zero, a number its spaces, a time its hour."""
    school = files(tmp_path).knowledge(NEEDS, examples=False).organizations["schule"]

    assert "01234" == school.locations[0].addresses[0].postal_code
    assert "0711 112233" == school.phones[0].number
    assert "09:00" == f"{school.services[0].schedules[0].opens_at:%H:%M}"


def test_example_times_are_loaded_only_when_asked_for(tmp_path: Path) -> None:
    """Without examples an offer has no made-up times, with them it has, and they say so."""
    read = files(tmp_path)
    without, with_them = (
        read.knowledge(NEEDS, examples=examples).offers["schule/tests"].service.schedules
        for examples in (False, True)
    )

    assert () == without
    assert [True] == [row.example for row in with_them]


def test_example_times_never_replace_real_ones(tmp_path: Path) -> None:
    """An offer that has times of its own keeps them."""
    read = files(tmp_path, instead(EXAMPLES, "schule/tests", "schule/kurse"))
    rows = read.knowledge(NEEDS, examples=True).offers["schule/kurse"].service.schedules

    assert ["MO,WE"] == [row.byday for row in rows]


def test_a_town_without_examples_is_whole(tmp_path: Path) -> None:
    """The folder of examples may be missing."""
    read = files(tmp_path, {EXAMPLES: None})

    assert [] == read.problems
    assert read.knowledge(NEEDS, examples=True).offers["schule/tests"]


@pytest.mark.parametrize("file", [SOURCES, TOPICS, HOTLINES, CLOSURES])
def test_a_missing_file_is_told_and_the_rest_is_read(tmp_path: Path, file: str) -> None:
    """A file that must be there is one problem; all others become knowledge."""
    read = files(tmp_path, {file: None})

    assert [(file, 1, "")] == places(read.problems)
    assert ["schule"] == list(read.knowledge(NEEDS, examples=True).organizations)


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    """A syntax error is one problem for its file, and the other files are still read."""
    read = files(
        tmp_path, {**instead(SCHOOL, "needs: [learn_german]\nphones", "\tneeds: [learn_german]\nphones")}
    )
    knowledge = read.knowledge(NEEDS, examples=False)

    assert [(SCHOOL, 9, "")] == places(read.problems)
    assert {} == knowledge.organizations
    assert ["find_doctor", "learn_german"] == sorted(knowledge.guides)


def test_a_file_of_nothing_but_a_separator_is_empty(tmp_path: Path) -> None:
    """A file that holds no data is told, not passed over in silence."""
    assert [(SCHOOL, 1, "")] == places(files(tmp_path, {SCHOOL: "---\n"}).problems)


def test_mistakes_are_told_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """Mistakes in several files come sorted, all in one run."""
    changes = {
        **instead(SCHOOL, "confidence: high\nneeds", "confidence: sicher\nneeds"),
        **instead(COURSE, "title: Deutsch lernen", "titel: Deutsch lernen"),
        **instead(HOTLINES, "116117", "eins eins zwei"),
    }

    assert [
        (COURSE, 3, "titel"),
        (HOTLINES, 4, "hotlines[0].number"),
        (SCHOOL, 8, "confidence"),
    ] == places(files(tmp_path, changes).problems)


def test_a_template_beside_the_files_is_not_read(tmp_path: Path) -> None:
    """Files whose name begins with an underscore are for people only."""
    read = files(
        tmp_path, {"knowledge/organizations/_vorlage.yaml": "id:\n", "knowledge/guides/_alt.yaml": ": :\n"}
    )

    assert [] == read.problems


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    """Notes and copies that editors leave behind are no knowledge."""
    read = files(
        tmp_path, {"knowledge/organizations/schule.yaml~": "kaputt: [", "knowledge/guides/notiz.txt": "x"}
    )

    assert [] == read.problems


def test_files_are_named_from_the_folder_of_the_town(tmp_path: Path) -> None:
    """A problem names its file as the coordinator sees it, with the folder in front."""
    names = {document.name for document in files(tmp_path).documents}

    assert {name for name in FILES if name.startswith("knowledge/")} | OPTIONAL | {"knowledge"} == names


def test_an_empty_folder_is_told_and_not_raised(tmp_path: Path) -> None:
    """Where there is nothing, each file that must be there is told."""
    read = knowledge_files.read(tmp_path / "knowledge")

    assert sorted([CLOSURES, HOTLINES, SOURCES, TOPICS]) == [problem.file for problem in read.problems]


def test_a_file_with_the_wrong_ending_is_told(tmp_path: Path) -> None:
    """A file saved as .yml is not passed over in silence: it is to be renamed."""
    folder = write(tmp_path).knowledge
    (folder / "organizations" / "schule.yaml").rename(folder / "organizations" / "schule.yml")

    assert ["die Datei endet auf .yml"] == [problem.what for problem in knowledge_files.read(folder).problems]
