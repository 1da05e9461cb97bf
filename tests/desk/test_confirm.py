"""Letters to partners, and what their yes changes."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from bot.core.schedule import Schedule
from bot.core.voice import Voice
from bot.desk.confirm import Unknown, letter, yes
from bot.desk.german_days import row_words
from bot.files.town import Town
from tests.files.small_folder import SCHOOL, instead
from tests.files.small_folder import town as small

TODAY = date(2026, 11, 28)
LETTER = """\
Volkshochschule Kleinstadt
--------------------------
Von Ihnen noch nicht bestätigt
 1. Name: Volkshochschule Kleinstadt
 2. Kurz gesagt: Kurse für alle
 3. Adresse: Schulweg 2, 01234 Kleinstadt
 4. Telefon: 0711 112233 (vormittags)
 5. E-Mail: post@schule.de
 6. Das wissen wir noch nicht: Internetseite, Sprachen. Bitte ergänzen,
    was wichtig ist.

Deutschkurse
------------
Zuletzt bestätigt: 3.9.2026
 7. Kosten: kostenlos
 8. Zeiten: Mo., Mi. 09:00–11:00 Uhr, nicht an Feiertagen
 9. Ort: Schulweg 2, 01234 Kleinstadt
10. Das wissen wir noch nicht: Was, Für wen, Mitbringen, Anmeldung,
    Termin, Sprachen. Bitte ergänzen, was wichtig ist.
"""


@pytest.fixture
def school(tmp_path: Path) -> Town:
    """A school with an address for letters and one confirmed offer."""
    text = instead(SCHOOL, "    name: Deutschkurse", "    name: Deutschkurse\n    assured_date: 2026-09-03")
    mail = {SCHOOL: text[SCHOOL].replace("phones:", "email: post@schule.de\nphones:", 1)}
    return small(tmp_path, mail)


def test_a_letter_asks_for_each_fact_as_readers_see_it(school: Town) -> None:
    """Numbered from the first to the last, with the day of the last yes, and with what is missing."""
    assert LETTER in letter(school, "schule", TODAY).body


def test_what_readers_may_not_see_is_not_in_the_letter(tmp_path: Path) -> None:
    """An address of low confidence gets no letter either."""
    low = "email: {value: geheim@schule.de, confidence: low}\nphones:"
    written = letter(small(tmp_path, instead(SCHOOL, "phones:", low)), "schule", TODAY)

    assert "" == written.to
    assert "geheim" not in written.body


def test_the_file_opens_as_a_letter_to_send(school: Town) -> None:
    """With its receiver and no sender; umlauts come through."""
    written = letter(school, "schule", TODAY)
    message = message_from_bytes(written.eml(), policy=default)
    body = message.get_body()

    assert ("post@schule.de", "1", None) == (message["To"], message["X-Unsent"], message["From"])
    assert written.subject == message["Subject"].strip()
    assert body
    assert written.body == body.get_content().replace("\r\n", "\n")


def test_every_partner_of_esslingen_gets_a_letter(town: Town) -> None:
    """No line is wider than a mail program shows, but for addresses."""
    bodies = [letter(town, file.document.data["id"], TODAY).body for file in town.files.organizations]  # type: ignore[index, call-overload]

    assert not [
        line for body in bodies for line in body.splitlines() if len(line) > 76 and "http" not in line
    ]
    assert not [body for body in bodies if " 1. Name: " not in body]


def test_a_yes_sets_the_day_everywhere_or_only_where_it_was_said(school: Town) -> None:
    """The organization and each of its offers, or the offers named."""
    whole = yes(school, "schule", TODAY)
    one = yes(school, "schule", TODAY, ["tests"])

    assert [
        ("assured_date",),
        ("services", "kurse", "assured_date"),
        ("services", "tests", "assured_date"),
    ] == [edit.path for edit in whole]
    assert [("services", "tests", "assured_date")] == [edit.path for edit in one]


def test_a_yes_is_no_yes_to_what_was_not_in_the_letter(tmp_path: Path) -> None:
    """An offer or a fact that readers do not see is asked about, and only confirmed by name."""
    old = "    recheck_by: 2026-11-01\n"
    hidden = instead(SCHOOL, "    description: {value: ein", f"{old}    description: {{value: ein")
    fees = "fees_description: {value: kostenlos, recheck_by: 2026-11-01}"
    town = small(tmp_path, {SCHOOL: hidden[SCHOOL].replace("fees_description: kostenlos", fees)})

    assert "Das zeigen wir zurzeit nicht: Einstufung." in letter(town, "schule", TODAY).body
    assert [("assured_date",), ("services", "kurse", "assured_date")] == [
        edit.path for edit in yes(town, "schule", TODAY)
    ]
    assert [("assured_date",), ("recheck_by",)] == [
        edit.path[2:] for edit in yes(town, "schule", TODAY, ["tests"])
    ]


@pytest.mark.parametrize(
    ("org", "services", "told"), [("weg", None, "„weg“"), ("schule", ["weg"], "kurse, tests")]
)
def test_an_unknown_name_is_told(school: Town, org: str, services: list[str] | None, told: str) -> None:
    """With the names that are known."""
    with pytest.raises(Unknown, match=told):
        yes(school, org, TODAY, services)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"byday": "MO,TU,WE"}, "Mo.–Mi. 09:00–11:00 Uhr"),
        ({"byday": "1TH,-1FR", "freq": "MONTHLY"},
         "am 1. Donnerstag im Monat und am letzten Freitag im Monat 09:00–11:00 Uhr"),
        ({"byday": "TU", "dtstart": "2026-09-15", "interval": 2},
         "alle 2 Wochen Di. (zuerst 15.9.2026) 09:00–11:00 Uhr"),
        ({"byday": "TU", "valid_from": "2026-09-01", "valid_to": "2026-12-18", "appointment": "required",
          "languages": ["de", "ar"]},
         "Di. 09:00–11:00 Uhr, ab 1.9.2026, bis 18.12.2026, nur mit Termin, auf Deutsch und Arabisch"),
    ],
)  # fmt: skip
def test_opening_times_are_told_in_words(fields: dict[str, object], words: str, town: Town) -> None:
    """As a person would write them."""
    row = Schedule.model_validate({"opens_at": "9:00", "closes_at": "11:00", "closed_on": [], **fields})
    voice: Voice = town.voices["de"]

    assert words == row_words(row, voice)
