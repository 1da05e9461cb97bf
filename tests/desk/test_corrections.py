"""A partner's correction: from the form into the file."""

from pathlib import Path

import pytest

from bot.desk.corrections import edits, fields
from bot.files.overlay import changed
from bot.files.town import Town
from tests.files.small_folder import SCHOOL, instead
from tests.files.small_folder import town as small


def corrected(town: Town, service: str | None, new: dict[str, str]) -> list[str]:
    """The lines that a correction adds to or takes from the file; made twice it changes nothing more."""
    made = edits(town, "schule", service, new)
    before = (town.folders.knowledge / "organizations/schule.yaml").read_text(encoding="utf-8")
    once, missed = changed(before, made.edits)

    assert ([], []) == (made.problems, missed)
    assert (once, []) == changed(once, made.edits)
    old, after = before.splitlines(), once.splitlines()
    return [*(f"-{line.strip()}" for line in old if line not in after),
            *(f"+{line.strip()}" for line in after if line not in old)]  # fmt: skip


def names(town: Town, service: str | None) -> dict[str, str]:
    """label -> name in the form."""
    return {field.label: field.path for field in fields(town, "schule", service)}


def test_the_form_is_filled_with_what_is_known(tmp_path: Path) -> None:
    """What is not known has a field too."""
    found = {field.label: field.value for field in fields(small(tmp_path), "schule", "kurse")}

    assert ("Deutschkurse", "kostenlos", "", "Mo, Mi", "09:00", "active") == (
        found["Name"],
        found["Kosten"],
        found["Was"],
        found["Zeiten: Tage (zum Beispiel: Mo, Mi, Fr)"],
        found["Zeiten: von"],
        found["Stand"],
    )


def test_a_form_that_was_not_changed_changes_nothing(town: Town) -> None:
    """For every organization and offer of Esslingen, with the line ends that browsers send."""
    entries = [
        (file.model.id, service)
        for file in town.files.organizations
        if file.model
        for service in (None, *(each.id for each in file.model.services))
    ]
    sent = {
        entry: {field.path: field.value.replace("\n", "\r\n") for field in fields(town, *entry)}
        for entry in entries
    }

    assert len(entries) > 100
    assert [] == [entry for entry in entries if edits(town, *entry, sent[entry]) != ((), [])]


@pytest.mark.parametrize(
    ("service", "label", "value", "lines"),
    [
        ("kurse", "Kosten", " 5  Euro ", ["-fees_description: kostenlos", "+fees_description: 5 Euro"]),
        ("kurse", "Kosten", "", ["-fees_description: kostenlos"]),
        ("kurse", "Was", "Ein Kurs", ["+description: Ein Kurs"]),
        ("tests", "Was", "zwei Tests", None),
        ("kurse", "Sprachen (zum Beispiel: Deutsch, Arabisch)", "Deutsch und AR",
         ["+languages:", "+- de", "+- ar"]),
        ("kurse", "Mitbringen (je Zeile eines)", "Pass\r\n\r\nBrief",
         ["+required_documents:", "+- Pass", "+- Brief"]),
        ("kurse", "Internetseite", "www.schule.de/kurse", ["+url: https://www.schule.de/kurse"]),
        ("kurse", "Zeiten: Tage (zum Beispiel: Mo, Mi, Fr)", "Montag bis Mittwoch",
         ["-- byday: MO,WE", "+- byday: MO,TU,WE"]),
        ("kurse", "Zeiten: bis", "11.30 Uhr", ["-closes_at: 11:00", "+closes_at: 11:30"]),
        ("kurse", "Stand", "inactive", ["+status: inactive"]),
        (None, "Telefon", "0711 112244", ["-- number: 0711 112233", "+- number: 0711 112244"]),
        (None, "Weitere Telefonnummer", "0711 5", ["+- number: 0711 5"]),
        (None, "Postleitzahl", "04321", ["-postal_code: 01234", "+postal_code: 04321"]),
        (None, "Postleitzahl", "", ["-postal_code: 01234"]),
    ],
)  # fmt: skip
def test_one_field_changes_one_place(
    service: str | None, label: str, value: str, lines: list[str] | None, tmp_path: Path
) -> None:
    """All else, comments too, stays as it was."""
    town = small(tmp_path)
    found = corrected(town, service, {names(town, service)[label]: value})

    rest = "source: [rathaus, netz], confidence: medium}"
    fact = [f"-description: {{value: ein Test, {rest}", f"+description: {{value: zwei Tests, {rest}"]

    assert (lines or fact) == found


def test_all_of_a_row_and_an_address_can_change_at_once(tmp_path: Path) -> None:
    """They have no name but what they hold, so they are set as a whole, once."""
    town = small(tmp_path)
    times, place = names(town, "kurse"), names(town, None)
    row = {times["Zeiten: von"]: "10:00", times["Zeiten: bis"]: "12:00"}
    address = {
        place["Straße und Hausnummer"]: "Markt 1",
        place["Postleitzahl"]: "04321",
        place["Ort"]: "Neustadt",
    }

    assert ["-opens_at: 09:00", "-closes_at: 11:00", "+opens_at: 10:00", "+closes_at: 12:00"] == corrected(
        town, "kurse", row
    )
    assert 3 == sum(line.startswith("+") for line in corrected(town, None, address))
    assert 1 == len(edits(town, "schule", None, address).edits)


def test_a_new_row_of_times_is_added(tmp_path: Path) -> None:
    """With its days and hours."""
    town = small(tmp_path)
    form = names(town, "kurse")
    new = {form["Weitere Zeiten: Tage (zum Beispiel: Mo, Mi, Fr)"]: "FR",
           form["Weitere Zeiten: von"]: "14:00", form["Weitere Zeiten: bis"]: "15:00"}  # fmt: skip

    assert ["+- byday: FR", "+opens_at: 14:00", "+closes_at: 15:00"] == corrected(town, "kurse", new)


def test_of_a_list_of_statements_each_keeps_its_source(tmp_path: Path) -> None:
    """One goes, one comes, one stays with all it has."""
    listed = "\n    required_documents:\n      - {value: Pass, source: netz}\n      - Brief\n      - Foto"
    town = small(
        tmp_path,
        instead(SCHOOL, "    fees_description: kostenlos", f"    fees_description: kostenlos{listed}"),
    )
    form = names(town, "kurse")
    path = form["Mitbringen (je Zeile eines)"]

    assert ["-- Brief", "-- Foto", "+- Bild"] == corrected(town, "kurse", {path: "Pass\nBild"})
    assert ["-- Brief", "+- Post"] == corrected(town, "kurse", {path: "Pass\nPost\nFoto"})


@pytest.mark.parametrize(
    ("service", "label", "value", "field"),
    [
        ("kurse", "Internetseite", "kein Link", "services[0].url"),
        ("kurse", "E-Mail", "foo", "services[0].email"),
        ("kurse", "Sprachen (zum Beispiel: Deutsch, Arabisch)", "xx", "services[0].languages"),
        ("kurse", "Zeiten: Tage (zum Beispiel: Mo, Mi, Fr)", "immer", "services[0].schedules[0].byday"),
        ("kurse", "Zeiten: bis", "8 Uhr", "services[0].schedules[0].closes_at"),
        ("kurse", "Weitere Zeiten: von", "14:00", "services[0].schedules[1].byday"),
        ("kurse", "Stand", "vielleicht", "services[0].status"),
        (None, "Name", "", "name"),
        (None, "Telefon", "keins", "phones[0].number"),
        (None, "Postleitzahl", "123", "locations[0].addresses[0].postal_code"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_changes(
    service: str | None, label: str, value: str, field: str, tmp_path: Path
) -> None:
    """In German, at its place; what was right in the same form waits too."""
    town = small(tmp_path)
    form = names(town, service)
    made = edits(town, "schule", service, {form["E-Mail"]: "a@b.de", form[label]: value})

    assert () == made.edits
    assert field in [problem.field for problem in made.problems]
    assert all("„closes_at" not in str(problem) for problem in made.problems)


def test_what_somebody_else_changed_meanwhile_is_never_undone(tmp_path: Path) -> None:
    """Untouched it stays as it is now; touched as well, it is told; what has gone is told too."""
    town = small(tmp_path)
    form = names(town, "kurse")
    cost, was = form["Kosten"], {form["Kosten"]: "umsonst", "services.kurse.phones.weg.number": "0711 5"}
    untouched = edits(town, "schule", "kurse", {cost: " umsonst\r\n"}, was)
    same = edits(town, "schule", "kurse", {cost: "kostenlos"}, was)
    both = edits(town, "schule", "kurse", {cost: "5 Euro"}, was)
    gone = edits(town, "schule", "kurse", {"services.kurse.phones.weg.number": "0711 6"}, was)

    assert ((), []) == untouched == same
    assert [(), "Kosten: steht inzwischen anders da, nämlich „kostenlos“"] == [
        both.edits, both.problems[0].what,
    ]  # fmt: skip
    assert "hat keinen Platz mehr" in gone.problems[0].what


def test_a_form_sent_twice_adds_one_number(tmp_path: Path) -> None:
    """The second time nothing is new."""
    town = small(tmp_path)
    number = names(town, None)["Weitere Telefonnummer"]
    town.files.organizations[0].document.data["phones"].append({"number": "0711 5"})

    assert ((), []) == edits(town, "schule", None, {number: "0711 5"})


def test_problems_name_the_field_as_the_form_does(tmp_path: Path) -> None:
    """No word of the files."""
    town = small(tmp_path)
    form = names(town, "kurse")
    late = edits(town, "schule", "kurse", {form["Zeiten: bis"]: "7"}).problems
    half = edits(town, "schule", "kurse", {form["Weitere Zeiten: von"]: "14"}).problems
    empty = edits(town, "schule", None, {"name": ""}).problems
    inner = edits(town, "schule", "tests", {names(town, "tests")["Was"]: "x" * 700}).problems

    assert "Zeiten: bis: „bis“ 07:00 liegt nicht nach „von“ 09:00" == late[0].what
    assert "Weitere Zeiten: Tage (zum Beispiel: Mo, Mi, Fr): das Feld „Tage“ fehlt" in [p.what for p in half]
    assert inner[0].what.startswith("Was: ")
    assert ("Name: hier steht nichts", "bitte ausfüllen") == (empty[0].what, empty[0].remedy)


def test_signs_that_nobody_sees_are_left_out(tmp_path: Path) -> None:
    """A sign that turns the line around would make other words of it."""
    town = small(tmp_path)

    assert ["-fees_description: kostenlos", "+fees_description: 5 Euro"] == corrected(
        town, "kurse", {names(town, "kurse")["Kosten"]: "5 \u202eEuro\x00"}
    )


def test_of_an_entry_that_does_not_exist_there_is_no_form(tmp_path: Path) -> None:
    """Nor can it be changed."""
    town = small(tmp_path)

    assert [[], []] == [fields(town, "weg"), fields(town, "schule", "weg")]
    assert ((), []) == edits(town, "schule", "weg", {"name": "x"})
