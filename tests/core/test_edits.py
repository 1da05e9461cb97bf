"""Edits: changes made elsewhere than in the files, and how they find their place."""

from typing import Any

import pytest

from bot.core.edits import Edit, NotFound, change, name_of, named_by_text


def data() -> dict[str, Any]:
    """A small file of an organization, as it is read."""
    return {
        "name": "Schule",
        "phones": [{"number": "0711 1"}, {"number": "0711 2", "description": "abends"}],
        "notes": ["eins", {"value": "zwei", "confidence": "high"}],
        "services": [
            {"id": "kurse", "schedules": [{"byday": "MO", "opens_at": "09:00"}, {"byday": "TU"}]},
            {"id": "tests"},
        ],
        "empty": None,
    }


def made(*edits: Edit) -> dict[str, Any]:
    """The small file with edits made in it, each of them twice: the second time nothing may change."""
    changed = data()
    for edit in edits:
        change(changed, edit)
        change(changed, edit)
    return changed


def edit(*path: str, action: Any = "set", value: Any = "neu") -> Edit:
    """An edit of the small file."""
    return Edit("organizations/schule.yaml", path, action, value)


def test_a_field_is_set_where_ids_lead_to_it() -> None:
    """An item of a list is found by its id."""
    changed = made(edit("services", "tests", "assured_date"))

    assert [{"id": "tests", "assured_date": "neu"}] == changed["services"][1:]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("notes", named_by_text("eins")), ["neu", {"value": "zwei", "confidence": "high"}]),
        (("notes", named_by_text("zwei")), ["eins", "neu"]),
        (("notes", named_by_text("zwei"), "value"), ["eins", {"value": "neu", "confidence": "high"}]),
    ],
)
def test_a_fact_without_id_is_found_by_its_words(path: tuple[str, ...], found: list[object]) -> None:
    """Plain texts and mappings with a value are named alike."""
    changed = data()
    change(changed, edit(*path))

    assert found == changed["notes"]


def test_a_row_of_times_is_found_by_all_that_it_holds() -> None:
    """A list item without id, words or number has its contents for a name, in whatever order."""
    row = {"opens_at": "09:00", "byday": "MO"}
    later = {"byday": "MO", "opens_at": "10:00"}
    changed = made(edit("services", "kurse", "schedules", name_of(row), value=later))

    assert [later, {"byday": "TU"}] == changed["services"][0]["schedules"]


def test_a_mapping_over_a_mapping_leaves_no_field_of_the_old_one() -> None:
    """What is set is what stands there afterwards."""
    changed = made(edit("phones", named_by_text("0711 2"), value={"number": "0711 3"}))

    assert [{"number": "0711 1"}, {"number": "0711 3"}] == changed["phones"]


@pytest.mark.parametrize(
    ("name", "found"), [("notes", [*data()["notes"], "drei"]), ("empty", ["drei"]), ("new", ["drei"])]
)
def test_an_item_is_added_once(name: str, found: list[object]) -> None:
    """A list that is not there yet is begun."""
    assert found == made(edit(name, action="append", value="drei"))[name]


def test_what_is_dropped_may_be_gone_already() -> None:
    """A field and an item of a list go, and nothing complains the second time."""
    changed = made(edit("name", action="drop"), edit("services", "kurse", action="drop"))

    assert (None, [{"id": "tests"}]) == (changed.get("name"), changed["services"])


@pytest.mark.parametrize(
    "lost",
    [
        edit("services", "gone", "status"),
        edit("services", "gone", value={"id": "gone"}),
        edit("name", "inner", "status"),
        edit("name", "inner", action="drop"),
        edit("name", action="append"),
        edit("services", "x", action="append"),
    ],
)
def test_an_edit_whose_place_is_gone_says_so(lost: Edit) -> None:
    """Nothing is changed then."""
    changed = data()

    with pytest.raises(NotFound):
        change(changed, lost)
    assert data() == changed


def test_an_edit_gives_its_value_away_only_as_a_copy() -> None:
    """What later edits change in the data does not change the edit."""
    first, changed = edit("new", value=["eins"]), data()
    change(changed, first)
    change(changed, edit("new", action="append", value="zwei"))

    assert ["eins"] == first.value
