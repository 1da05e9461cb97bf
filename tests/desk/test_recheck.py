"""The recheck list: what is due, in which order, and what a "still right" changes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.edits import Edit
from bot.desk.links import LinkState
from bot.desk.recheck import Item, items
from bot.desk.recheck_list import lines, table
from bot.files.overlay import by_file, changed
from bot.files.town import Town, read
from bot.storage.notices import Notice
from tests.conftest import HOME
from tests.files.small_folder import CLOSURES, COURSE, HOTLINES, SCHOOL, instead, write
from tests.files.small_folder import town as small

TODAY = date(2026, 11, 28)
EVENTS = "knowledge/events.yaml"
PARTY = """\
events:
  - id: fest
    topics: [language]
    name: Fest
    start: 2026-11-20T18:00
    end: 2026-11-20T20:00
    organizer: schule
    source: rathaus
    confidence: high
"""


def about(found: list[Item], subject: str) -> list[tuple[str, date, str]]:
    """Kind, day and line of what is listed for a subject."""
    return [(item.kind, item.due, item.place.rpartition(":")[2]) for item in found if item.subject == subject]


def notice(subject: str, detail: str = "phone", **fields: object) -> Notice:
    """Something that readers told."""
    base = Notice(7, "wrong", subject, detail, "", "de", date(2026, 11, 10), 3, None)
    return base._replace(**fields)


def test_what_was_never_confirmed_is_due_today(tmp_path: Path) -> None:
    """Organizations, offers, answers and numbers, each at its line."""
    found = items(small(tmp_path), TODAY)

    assert ([("unconfirmed", TODAY, "2")], [("unconfirmed", TODAY, "21")], [("unconfirmed", TODAY, "1")]) == (
        about(found, "schule"),
        about(found, "schule/kurse"),
        about(found, "guide:learn_german"),
    )


@pytest.mark.parametrize(
    ("assured", "due"),
    [("2026-11-01", None), ("2025-11-01", date(2026, 11, 1)), ("2025-12-20", date(2026, 12, 20)),
     ("2026-02-01", None)],
)  # fmt: skip
def test_a_confirmation_holds_for_a_year(assured: str, due: date | None, tmp_path: Path) -> None:
    """Six weeks before its end it is on the list."""
    name = instead(SCHOOL, "    name: Deutschkurse", f"    name: Deutschkurse\n    assured_date: {assured}")
    found = [(kind, day) for kind, day, _ in about(items(small(tmp_path, name), TODAY), "schule/kurse")]

    assert ([("old", due)] if due else []) == found


@pytest.mark.parametrize(
    ("until", "kind", "said"),
    [("2026-11-01", "expired", "Abgelaufen am 1.11.2026"), ("2026-12-31", "unconfirmed", "31.12.2026 ab")],
)
def test_a_fact_that_runs_out_is_told_with_its_words(
    until: str, kind: str, said: str, tmp_path: Path
) -> None:
    """What is past is due since its day, what comes is told with what is due today."""
    fees = f"fees_description: {{value: kostenlos, recheck_by: {until}}}"
    found = items(small(tmp_path, instead(SCHOOL, "fees_description: kostenlos", fees)), TODAY)
    (item,) = (item for item in found if item.subject == "schule/kurse")

    assert (kind, min(TODAY, date.fromisoformat(until))) == (item.kind, item.due)
    assert said in item.what
    assert "„kostenlos“" in item.what


def test_a_yes_sets_the_day_and_renews_what_runs_out(tmp_path: Path) -> None:
    """What holds for longer stays."""
    fees = "fees_description: {value: kostenlos, recheck_by: 2026-12-31}\n    recheck_by: 2027-06-30"
    town = small(tmp_path, instead(SCHOOL, "fees_description: kostenlos", fees))
    (item,) = (item for item in items(town, TODAY) if item.subject == "schule/kurse")
    here = "organizations/schule.yaml"

    assert (
        Edit(here, ("services", "kurse", "assured_date"), "set", "2026-11-28"),
        Edit(here, ("services", "kurse", "fees_description", "recheck_by"), "set", "2027-11-28"),
    ) == item.yes


def test_a_row_of_times_that_runs_out_is_renewed_twice_without_harm(tmp_path: Path) -> None:
    """A row has no name but all it holds, so it is set as a whole."""
    row = instead(SCHOOL, "closes_at: 11:00", "closes_at: 11:00\n        recheck_by: 2026-12-01")
    town = small(tmp_path, row)
    (item,) = (item for item in items(town, TODAY) if item.subject == "schule/kurse")
    text = (tmp_path / SCHOOL).read_text(encoding="utf-8")
    once, missed = changed(text, item.yes)

    assert (once, missed) == changed(once, item.yes)
    assert "recheck_by: 2027-11-28" in once


def test_every_yes_of_esslingen_can_be_written_and_settles_its_item(town: Town) -> None:
    """All of them at once: nothing is without its place, no file is broken, twice is as once, all is done."""
    edits = [edit for item in items(town, TODAY) for edit in item.yes]
    after = read(town.folders, phrases=False, edits=edits)

    assert len(edits) > 100
    assert [] == [
        hint for document in after.files.documents for hint in (*document.problems, *document.hints)
    ]
    assert [] == [item for item in items(after, TODAY) if item.yes]
    for file, here in by_file(edits).items():
        once, missed = changed((HOME / "knowledge" / file).read_text(encoding="utf-8"), here)
        assert [] == missed
        assert (once, []) == changed(once, here)


def test_the_oldest_comes_first_then_the_most_shown(tmp_path: Path) -> None:
    """An organization was shown as often as its offers."""
    past = instead(SCHOOL, "    name: Einstufung", "    name: Einstufung\n    recheck_by: 2026-10-01")
    found = items(small(tmp_path, past), TODAY, shown={"schule/kurse": 9, "learn_german": 20})

    assert [("schule/tests", 0), ("guide:learn_german", 20), ("schule", 9), ("schule/kurse", 9)] == [
        (item.subject, item.shown) for item in found[:4]
    ]


@pytest.mark.parametrize("field", ["valid_to", "until"])
def test_times_that_end_are_told(field: str, tmp_path: Path) -> None:
    """A yes cannot make new times."""
    row = instead(SCHOOL, "closes_at: 11:00", f"closes_at: 11:00\n        {field}: 2026-12-18")
    found = [item for item in items(small(tmp_path, row), TODAY) if item.kind == "hours_end"]

    assert [(date(2026, 12, 18), "schule/kurse", ())] == [
        (item.due, item.subject, item.yes) for item in found
    ]


def test_what_is_over_is_told_without_a_yes(tmp_path: Path) -> None:
    """Events and closing days that are past can be deleted."""
    days = "closures:\n  - start: 2026-10-01\n    end: 2026-10-02\n    note: Umzug\n"
    found = items(small(tmp_path, {EVENTS: PARTY, CLOSURES: days}), TODAY)
    over = [item for item in found if item.kind in ("past_event", "past_closure")]

    assert [("closures", date(2026, 10, 2), ()), ("event:fest", date(2026, 11, 20), ())] == [
        (item.subject, item.due, item.yes) for item in over
    ]


@pytest.mark.parametrize(("status", "listed"), [("inactive", [()]), ("defunct", [])])
def test_what_is_closed_has_no_yes(status: str, listed: list[object], tmp_path: Path) -> None:
    """What is gone for good is no longer asked for."""
    closed = instead(SCHOOL, "    name: Einstufung", f"    name: Einstufung\n    status: {status}")
    found = items(small(tmp_path, closed), TODAY)

    assert listed == [item.yes for item in found if item.subject == "schule/tests"]


@pytest.mark.parametrize(
    ("told", "subject"),
    [("schule/kurse", "schule/kurse"), ("schule", "schule"), ("learn_german", "guide:learn_german"),
     ("fest", "event:fest")],
)  # fmt: skip
def test_what_readers_told_is_listed_at_its_entry(told: str, subject: str, tmp_path: Path) -> None:
    """With how many they were; a yes says that it is right nevertheless."""
    later = PARTY.replace("2026-11-20", "2027-11-20")
    found = items(small(tmp_path, {EVENTS: later}), TODAY, notices=[notice(told)])
    (item,) = (item for item in found if item.kind == "wrong")

    assert (subject, date(2026, 11, 10), 7) == (item.subject, item.due, item.number)
    assert item.what.startswith("3 Menschen melden: Telefon")
    assert item.yes


def test_an_entry_that_is_gone_keeps_its_notice(tmp_path: Path) -> None:
    """It can still be looked at and be done with."""
    found = items(small(tmp_path), TODAY, notices=[notice("weg/weg", times=1)])
    (item,) = (item for item in found if item.kind == "wrong")

    assert ("weg/weg", "", (), 7) == (item.title, item.place, item.yes, item.number)


def test_a_proposal_is_listed_in_the_words_of_the_partner(tmp_path: Path) -> None:
    """Nothing can be confirmed about it."""
    proposal = notice("", kind="proposal", text="Nähkurs am Montag")
    (item,) = (i for i in items(small(tmp_path), TODAY, notices=[proposal]) if i.kind == "proposal")

    assert ("Nähkurs am Montag", (), 7) == (item.what, item.yes, item.number)


def test_a_broken_link_is_listed_where_it_stands(tmp_path: Path) -> None:
    """One that is fine is not."""
    page = instead(SCHOOL, "    name: Einstufung", "    name: Einstufung\n    url: https://a.de/x")
    gone, fine = (LinkState(state, TODAY - timedelta(3), TODAY) for state in ("gone", "ok"))
    town = small(tmp_path, page)
    (item,) = (i for i in items(town, TODAY, links={"https://a.de/x": gone}) if i.kind == "link")

    assert ("schule/tests", TODAY - timedelta(3)) == (item.subject, item.due)
    assert not [i for i in items(town, TODAY, links={"https://a.de/x": fine}) if i.kind == "link"]


def test_what_cannot_be_right_and_what_lost_its_place_are_listed(tmp_path: Path) -> None:
    """A wrong number at its line, and an edit of something that is gone."""
    folders = write(tmp_path, instead(SCHOOL, "0711 112233", "0711 12"))
    lost = Edit("organizations/schule.yaml", ("services", "weg", "status"), "set", "active")
    found = items(read(folders, edits=[lost]), TODAY)

    assert [("implausible", "schule", "11"), ("overlay", "schule", "2")] == sorted(
        (i.kind, i.subject, i.place.rpartition(":")[2]) for i in found if i.kind in ("implausible", "overlay")
    )


def test_school_holidays_that_end_soon_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the bot has to guess."""
    monkeypatch.setattr("bot.desk.recheck.school_horizon", lambda: date(2027, 1, 9))

    assert [date(2027, 1, 9)] == [i.due for i in items(small(tmp_path), TODAY) if i.subject == "calendar"]


def test_hours_of_a_hotline_are_renewed(tmp_path: Path) -> None:
    """`hours_recheck_by` is a day like the others."""
    hours = instead(
        HOTLINES,
        "    number: 116117",
        "    number: 116117\n    hours: immer\n    hours_recheck_by: 2026-12-01",
    )
    (item,) = (i for i in items(small(tmp_path, hours), TODAY) if i.subject == "hotline:dienst")

    assert [("hotlines", "dienst", "hours_recheck_by")] == [
        e.path for e in item.yes if e.value == "2027-11-28"
    ]


def test_the_list_is_short_unless_all_is_asked_for(tmp_path: Path) -> None:
    """What is left out is counted."""
    found = items(small(tmp_path), TODAY)
    short, whole = list(lines(found, TODAY, most=2)), list(lines(found, TODAY, most=None))

    assert f"Jetzt fällig ({len(found)})" == short[0]
    assert f"… und {len(found) - 2} weitere. Alle zeigt: run_bot.py recheck --all" == short[-1]
    assert len(found) == sum(" · nie bestätigt · " in line for line in whole)


def test_the_table_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    """A proposal that looks like a formula is a text."""
    proposal = notice("", kind="proposal", text='=HYPERLINK("x")', since=date(2026, 1, 1))
    rows = table(items(small(tmp_path), TODAY, notices=[proposal])).splitlines()

    assert "fällig;Art;Eintrag;Was;gezeigt;Stelle;Meldung" == rows[0]
    assert '''"'=HYPERLINK(""x"")"''' in rows[1]


def test_facts_of_an_answer_are_confirmed_each(tmp_path: Path) -> None:
    """An answer has no day of its own; what is confirmed and runs out is confirmed alone."""
    dated = "confidence: high\n    assured_date: 2026-11-01\n    recheck_by: 2026-12-01"
    text = instead(COURSE, "    confidence: high", f"    {dated}")[COURSE]
    town = small(
        tmp_path, {COURSE: text.replace("confidence: low", "confidence: low\n    assured_date: 2026-11-01")}
    )
    (item,) = (i for i in items(town, TODAY) if i.subject == "guide:learn_german")

    assert ["assured_date", "recheck_by"] == [edit.path[-1] for edit in item.yes]
