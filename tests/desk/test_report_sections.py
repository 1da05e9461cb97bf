"""Sections of the report: right for none, few and many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.report import answers, house, use
from bot.desk.report.merging import LEAST
from bot.desk.report.period import Period
from bot.desk.report.tally import Names, Tally
from bot.desk.translation_states import LanguageState
from bot.storage.counts import Row
from bot.storage.gaps import Shown

HALF = Period("2026-07", "2026-12")
NAMES = Names(
    topics={"work": "Arbeit", "housing": "Wohnen", "assistant": "Über den Bot"},
    needs={
        "find_job": "Arbeit suchen",
        "find_flat": "Wohnung suchen",
        "volunteer": "Helfen",
        "thanks": "Danke",
    },
    topic_of={"find_job": "work", "find_flat": "housing", "volunteer": "work", "thanks": "assistant"},
    offers={"vhs/kurs": "Deutschkurs (VHS)"},
    checks={},
)
ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from(HALF.months),
        st.sampled_from(
            ["need", "opened", "asked_back", "not_understood", "talk", "helped", "useless", "followed"]
        ),
        st.sampled_from(["find_job", "find_flat", "volunteer", "map"]),
        st.sampled_from(["ar", "de", "uk"]),
        st.integers(1, 30),
    ),
    max_size=60,
    unique_by=lambda row: row[:4],
)


def tally(*rows):
    """Counts of the half year."""
    return Tally([Row(*row) for row in rows], HALF)


def sections(counted):
    """All sections that are made of counts."""
    yield use.conversations(counted)
    yield use.needs(counted, NAMES)
    yield use.languages(counted)
    yield answers.answers(counted)
    yield from (
        make(counted, NAMES) for make in (answers.feedback, answers.followed, answers.doors, answers.offers)
    )


@given(ROWS)
@settings(deadline=None)
def test_no_section_shows_a_number_below_five(rows):
    """Whatever was counted: numbers are multiples of five, and none of them stands for less than five."""
    for section in sections(Tally(rows, HALF)):
        cells = [cell for table in section.tables for line in table.lines for cell in line.cells]
        numbers = [cell for cell in cells if isinstance(cell, int)]
        drawn = [n for _, values in section.chart.parts for n in values if n] if section.chart else []

        assert all(number == 0 or (number >= LEAST and number % LEAST == 0) for number in numbers)
        assert section.chart is None or section.chart.percent or all(n >= LEAST for n in drawn)


@given(ROWS)
@settings(deadline=None)
def test_needs_and_topics_give_the_same_sums(rows):
    """A topic has as many as its needs together, and all topics as many as is said of all."""
    made, inner = use.topics(Tally(rows, HALF), NAMES)

    assert all(inner[topic].total == times for topic, times in made.shown.items())
    assert (made.total or 0) == sum(made.shown.values()) + made.rest


def test_an_empty_period_says_so_everywhere():
    """Nobody wrote: each section has one friendly sentence and no table."""
    made = list(sections(tally()))

    assert [()] * len(made) == [section.tables for section in made]
    assert "Aus diesem Zeitraum liegen keine Gespräche vor." == made[0].sentences[0]
    assert ("Es wurde kein Anliegen gezählt.",) == made[1].sentences


def test_few_are_called_few():
    """One to four are not numbered."""
    assert (
        "Es begannen weniger als fünf Gespräche."
        == use.conversations(tally(("2026-07", "talk", "", "de", 3))).sentences[0]
    )
    assert ("Es gab weniger als fünf Anliegen.",) == use.needs(
        tally(("2026-07", "need", "find_job", "de", 1)), NAMES
    ).sentences


def test_old_months_without_talks_are_not_called_empty():
    """Where needs were counted and talks were not yet, the table says so."""
    section = use.conversations(
        tally(("2026-07", "need", "find_job", "de", 50), ("2026-09", "talk", "", "de", 40))
    )
    cells = {line.cells[0]: line.cells[1] for line in section.tables[0].lines}

    assert "noch nicht gezählt" == cells["Juli 2026"]
    assert (0, 40) == (cells["August 2026"], cells["September 2026"])


def test_sentences_are_made_of_the_data():
    """The month, the topic and its share stand in the sentences."""
    section = use.needs(
        tally(
            ("2026-10", "need", "find_job", "ar", 60),
            ("2026-11", "opened", "find_job", "uk", 15),
            ("2026-11", "need", "find_flat", "de", 25),
            ("2026-11", "need", "thanks", "de", 500),
        ),
        NAMES,
    )

    assert "Rund 100-mal ging es um ein Anliegen." == section.sentences[0]
    assert "Am häufigsten war das Thema „Arbeit“ (75 %), dann „Wohnen“." == section.sentences[1]
    assert section.sentences[2].startswith(
        "Die meisten Anliegen zum Thema „Arbeit“ gab es im Oktober 2026 (rund 60)"
    )


def test_shares_of_written_questions_add_up():
    """Answered, asked back, not understood: the answer share is of all three."""
    counted = tally(
        ("2026-10", "need", "find_job", "ar", 75),
        ("2026-10", "asked_back", "find_job", "ar", 15),
        ("2026-10", "not_understood", "", "ar", 10),
    )

    assert 75 == answers.answered_share(counted)
    section = answers.answers(counted)
    assert "Von rund 100 geschriebenen Fragen beantwortete der Bot 75 % sofort." == section.sentences[0]
    october = next(line for line in section.tables[1].lines if line.cells[0] == "Oktober 2026")
    assert [75, 15, 10] == [share.percent for share in october.cells[1:]]


def test_helpers_are_told_from_newcomers():
    """Only needs behind the doors of helpers and employers stand in their table."""
    section = answers.doors(
        tally(("2026-10", "need", "volunteer", "de", 20), ("2026-10", "need", "find_job", "de", 90)), NAMES
    )

    assert ("Helfen", "Helfende", 20) == section.tables[0].lines[0].cells


def shown(text="Wo ist ein Garten?", month="2026-10", times=2, verdict=""):
    """A gap."""
    return Shown(text, "de", month, "not_understood", "find_flat", times, 1, verdict)


def test_gaps_of_the_period_that_are_still_open():
    """Other months, and what was settled, are left out; how often is said only from five on."""
    section = house.gaps(
        [
            shown(),
            shown("Garten?", times=12, verdict="gap:Garten"),
            shown("früher", "2026-06"),
            shown("geklärt", verdict="need:find_flat"),
            shown("fremd", verdict="not_ours"),
        ],
        NAMES,
        HALF,
    )
    missing, near = section.tables

    assert section.sentences[0].startswith("2 Fragen blieben offen")
    assert section.sentences[1].startswith("Eine davon zeigt, was es bei uns noch nicht gibt")
    assert [("Garten", "Garten?", "Deutsch", "Okt 26", "rund 10")] == [line.cells for line in missing.lines]
    assert [("Wohnung suchen", "Wo ist ein Garten?", "Deutsch", "Okt 26", "unter 5")] == [
        line.cells for line in near.lines
    ]


def test_questions_that_ask_alike_are_one_line():
    """The wording asked most stands for all, with the sum of all."""
    section = house.gaps(
        [
            shown("Wo kann ich einen Garten pachten?", times=4),
            shown("wo kann ich einen garten pachten", times=3),
        ],
        NAMES,
        HALF,
    )

    assert [("Wohnung suchen", "Wo kann ich einen Garten pachten?", "Deutsch", "Okt 26", "rund 5")] == [
        line.cells for line in section.tables[0].lines
    ]


def test_one_gap_and_none():
    """Singular and friendly."""
    one = house.gaps([shown()], NAMES, HALF)

    assert one.sentences[0].startswith("Eine Frage blieb offen")
    assert house.gaps([], NAMES, HALF).sentences[0].startswith("In diesem Zeitraum blieb keine Frage offen")


def test_translations_say_what_is_to_do():
    """Complete languages are counted, missing words summed."""
    states = [
        LanguageState("ar", "Arabisch", 100, 0, 100, 0, 0, 0),
        LanguageState("uk", "Ukrainisch", 100, 50, 0, 10, 40, 1234),
    ]
    section = house.translations(states)

    assert "Eine Sprache ist vollständig." == section.sentences[0]
    assert "Zu übersetzen sind noch 1.234 Wörter, alle Sprachen zusammen." == section.sentences[2]
    assert ["Arabisch", "Ukrainisch"] == [line.cells[0] for line in section.tables[0].lines]


@pytest.fixture(scope="module")
def town_files(town):
    """The files of the town, with one hotline confirmed on a day."""
    hotlines = town.files.hotlines.model
    first = hotlines.hotlines[0].model_copy(update={"assured_date": date(2025, 11, 28)})
    changed = hotlines.model_copy(update={"hotlines": (first, *hotlines.hotlines[1:])})
    return replace(town.files, hotlines=replace(town.files.hotlines, model=changed))


def test_dates_are_today_or_a_year_ago(town_files):
    """An entry confirmed a year ago counts as fresh on that day, and not a day later."""
    on_the_day = house.freshness(town_files, date(2026, 11, 28)).tables[0].lines[-1].cells
    later = house.freshness(town_files, date(2026, 11, 29)).tables[0].lines[-1].cells

    assert (1, 1) == (on_the_day[2] - later[2], later[3] - on_the_day[3])
