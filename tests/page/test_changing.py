"""Changes: in force, taken back, told with who and when; questions that were set aside."""

from bot.core.edits import Edit, named_by_text
from bot.page.edit_words import told
from tests.conftest import at
from tests.page.conftest import NOW, Visitor, words

HERE = "/aenderungen"
EDIT = Edit("organizations/vhs.yaml", ("assured_date",), "set", "2026-11-24")


async def test_an_edit_in_force_is_shown_and_can_be_taken_back(desk: Visitor) -> None:
    """With place, value, who and when; taken back, it is gone."""
    edits = desk.house.storage.edits
    await edits.make([EDIT], "telegram:12", at("2026-11-23T09:30"))

    before = words(await desk.see(HERE))
    after = words(await desk.send(f"{HERE}/zurueck", number=(await edits.in_force())[0].number))

    assert (
        "organizations/vhs › zuletzt geprüft am geändert: 24.11.2026 am Telefon, 23.11.2026, 09:30 Uhr"
        in before
    )
    assert "Erledigt. Die Änderung ist zurückgenommen." in after
    assert [] == await edits.in_force()
    assert "Erledigt" not in words(await desk.see(HERE))


async def test_what_is_in_the_files_already_cannot_be_taken_back(desk: Visitor) -> None:
    """The page says why, and the history keeps it."""
    edits = desk.house.storage.edits
    await edits.make([EDIT], "desk", NOW)
    (made,) = await edits.in_force()
    await edits.applied([made.number], NOW)

    text = await desk.send(f"{HERE}/zurueck", 400, number=made.number)
    shown = words(await desk.see(HERE))

    assert "steht schon in den Dateien" in text
    assert "am Schreibtisch, 24.11.2026, 10:00 Uhr 24.11.2026, 10:00 Uhr" in shown


async def test_a_number_that_is_none_is_refused(desk: Visitor) -> None:
    """Whatever is sent in its place."""
    for number in ("", "x", "9" * 50, "-1", "١"):
        await desk.send(f"{HERE}/zurueck", 400, number=number)


def test_an_edit_is_told_in_words() -> None:
    """Names of fields in German, names made of hashes left out, mappings on one line."""
    value = {"number": "0711 1", "languages": ["de", "ar"]}
    edit = Edit("organizations/vhs.yaml", ("phones", named_by_text("0711 2")), "set", value)

    assert ("geändert", "organizations/vhs › Telefon", "Nummer: 0711 1, Sprachen: de, ar") == told(edit)
