"""Phone numbers and postal codes that cannot be right."""

from pathlib import Path

import pytest

from bot.files.plausible import implausible, is_phone
from bot.files.town import Town
from tests.files.small_folder import SCHOOL, instead, places, town


@pytest.mark.parametrize(
    "number",
    ["110", "112", "115", "116117", "116 016", "0800 111 0 111", "+49 711 3512-2450", "0711 396954-0",
     "0151 23456789", "+49 761 19240", "+41 44 668 18 00"],
)  # fmt: skip
def test_a_number_that_rings_is_fine(number: str) -> None:
    """Short numbers in use, free numbers, German numbers in both forms, numbers abroad."""
    assert is_phone(number)


@pytest.mark.parametrize("number", ["0711 12", "22833", "08001", "116", "1161170", "+49 0", "0", "113"])
def test_a_number_that_cannot_ring_is_told(number: str) -> None:
    """Too short, without its area code, or no number that is in use."""
    assert not is_phone(number)


def test_the_real_files_have_no_such_mistake(town: Town) -> None:
    """Every number and every postal code of Esslingen is plausible."""
    assert [] == [hint for document in town.files.documents for hint in implausible(document)]


@pytest.mark.parametrize(
    ("old", "new", "field", "line", "told"),
    [
        ("0711 112233", "0711 12", "phones[0].number", 11, "keine gültige Telefonnummer"),
        ("01234", "00999", "locations[0].addresses[0].postal_code", 18, "00999 gibt es nicht"),
        ("01234", "99999", "locations[0].addresses[0].postal_code", 18, "99999 gibt es nicht"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    old: str, new: str, field: str, line: int, told: str, tmp_path: Path
) -> None:
    """As a hint: nobody is kept from reading the file."""
    (document,) = (d for d in town(tmp_path, instead(SCHOOL, old, new)).files.documents if d.name == SCHOOL)
    found = list(implausible(document))

    assert [(SCHOOL, line, field)] == places(found)
    assert told in found[0].what
    assert ["warning"] == [hint.severity for hint in found]


@pytest.mark.parametrize(("code", "hints"), [("73732", 0), ("73726", 0), ("73230", 1), ("70173", 1)])
def test_a_code_of_another_town_is_told(code: str, hints: int, tmp_path: Path) -> None:
    """Esslingen has its own codes, those of large recipients among them."""
    here = instead(SCHOOL, "postal_code: 01234\n        city: Kleinstadt",
                   f"postal_code: {code}\n        city: Esslingen am Neckar")  # fmt: skip
    documents = town(tmp_path, here).files.documents

    assert hints == len([hint for document in documents for hint in implausible(document)])
