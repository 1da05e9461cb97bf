"""Dates, times, lists and texts in the languages of the readers."""

from datetime import date, time

import pytest

from tests.core.small_town import at, voice

TUESDAY = date(2026, 11, 24)
LANGUAGES = ("de", "en", "fr", "tr", "ru", "uk", "ar", "fa")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("de", "Dienstag, 24. November"),
        ("en", "Tuesday, 24 November"),
        ("fr", "mardi 24 novembre"),
        ("tr", "24 Kasım Salı"),
        ("ru", "вторник, 24 ноября"),
        ("uk", "вівторок, 24 листопада"),
        ("ar", "الثلاثاء، 24 نوفمبر"),
        ("fa", "سه\u200cشنبه 24 نوامبر"),
    ],
)
def test_a_day_is_named_as_readers_name_it(language: str, day: str) -> None:
    """A day has its weekday, number and month in the order of the language, and no year."""
    assert day == voice(language).day(TUESDAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_never_has_a_year(language: str) -> None:
    """On no day of the year does the number of the year, or a word for it, remain."""
    days = [voice(language).day(date(2026, month, 11)) for month in range(1, 13)]

    assert [] == [day for day in days if "26" in day or day != day.strip(" ,،.") or "г" in day.split()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_has_24_hours(language: str) -> None:
    """An hour in the afternoon is written as on German doors, without am and pm."""
    assert "14:00" == voice(language).clock(at("2026-11-24T14:00"))


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("de", "in 2 Tagen", "in 30 Tagen"),
        ("en", "in 2 days", "in 30 days"),
        ("ar", "خلال يومين", "خلال 30 يومًا"),
        ("ru", "через 2 дня", "через 30 дней"),
    ],
)
def test_a_distance_is_counted_in_days(language: str, near: str, far: str) -> None:
    """Two days and thirty days are counted with the right form of the word."""
    days = (date(2026, 11, 26), date(2026, 12, 24))

    assert (near, far) == tuple(voice(language).days_from(TUESDAY, day) for day in days)


@pytest.mark.parametrize(
    ("language", "listed"),
    [("de", "a, b und c"), ("en", "a, b and c"), ("ar", "a وb وc"), ("uk", "a, b і c")],
)
def test_a_list_ends_with_and(language: str, listed: str) -> None:
    """The last two of a list are joined by the word of the language."""
    assert listed == voice(language).list(["a", "b", "c"])


def test_short_lists() -> None:
    """A list of one is that one, a list of none is nothing."""
    assert ("", "a", "a und b") == tuple(voice("de").list(parts) for parts in ([], ["a"], ["a", "b"]))


def test_languages_are_named_in_the_language_of_the_reader() -> None:
    """Known codes become names, an unknown one stays as it is."""
    assert "almanca, arapça ve xx" == voice("tr").language_names(("de", "ar", "xx")).lower()


@pytest.mark.parametrize(
    ("language", "byday", "named"),
    [
        ("en", "MO,TU,WE,TH", "Mon–Thu"),
        ("en", "MO,TU,WE,TH,FR,SA,SU", "Mon–Sun"),
        ("en", "TU,WE", "Tue, Wed"),
        ("en", "MO,TU,TH", "Mon, Tue, Thu"),
        ("en", "FR", "Fri"),
        ("de", "MO,TU,WE", "Mo.–Mi."),
        ("ru", "SA,SU", "сб, вс"),
    ],
)
def test_weekdays_in_a_row_are_joined(language: str, byday: str, named: str) -> None:
    """Three or more days in a row are told from first to last, others one by one."""
    assert named == voice(language).weekdays(byday)


def test_hours_are_told_from_until() -> None:
    """Hours of a day and of a moment look the same, and stay together from right to left."""
    assert "08:00–20:00" == voice("de").hours(time(8), time(20))
    assert "14:00–16:00" == voice("en").hours(at("2026-11-24T14:00"), at("2026-11-24T16:00"))
    assert "\u206808:00–20:00\u2069" == voice("ar").hours(time(8), time(20))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ku", "pêncşem, 3'ê berfanbar'ê"),
        ("ps", "پينځنۍ، دسمبر 3"),
        ("hr", "četvrtak, 3. prosinca"),
        ("es", "jueves, 3 de diciembre"),
        ("ti", "ሓሙስ፣ 3 ታሕሳስ"),
    ],
)
def test_a_day_is_told_without_its_year(language: str, told: str) -> None:
    """Weekday, day and month as the language says them, whatever the year does to them in a full date."""
    assert told.replace("'", "") == voice(language).day(date(2026, 12, 3))


def test_days_away_are_left_out_where_there_are_no_words() -> None:
    """A bare "+9 d" is no sentence."""
    assert "" == voice("ku").days_from(date(2026, 11, 24), date(2026, 12, 3))


def test_a_month_stands_alone() -> None:
    """Without a day a month takes the form it has alone."""
    assert ("листопад 2026", "November 2026") == (voice("uk").month(TUESDAY), voice("de").month(TUESDAY))


@pytest.mark.parametrize(("language", "rtl"), [("ar", True), ("fa", True), ("de", False), ("uk", False)])
def test_foreign_text_is_isolated_from_right_to_left_only(language: str, rtl: bool) -> None:
    """Foreign text is wrapped in isolates where the language runs from right to left, else left alone."""
    own = voice(language)

    assert rtl == own.right_to_left
    assert ("\u2068Amtsgasse 3\u2069" if rtl else "Amtsgasse 3") == own.isolate("Amtsgasse 3")


def test_a_sentence_is_translated_and_filled() -> None:
    """Placeholders are filled in the translation, wherever it puts them."""
    own = voice("tr", {"Open now until {time}": "{time} kadar açık"})

    assert "16:00 kadar açık" == own.say("Open now until {time}", time="16:00")


def test_a_sentence_without_translation_stays_english() -> None:
    """What nobody has translated yet is said in English."""
    assert "Open now until 16:00" == voice("tr").say("Open now until {time}", time="16:00")


def test_braces_in_a_value_are_not_placeholders() -> None:
    """A value is put in as it is, even with braces in it."""
    assert "Cost: {viel}" == voice().say("Cost: {cost}", cost="{viel}")


def test_a_sentence_without_values_is_said_as_it_stands() -> None:
    """Braces in a sentence that has nothing to fill in are left alone."""
    assert "Write {like this}" == voice().say("Write {like this}")


def test_a_text_is_translated_in_its_context() -> None:
    """The same German text may be translated differently in two places."""
    own = voice("en", {("amt/name", "Beratung"): "Counselling", ("kurs/name", "Beratung"): "Placement"})

    assert ("Placement", True) == own.translated("kurs/name", "Beratung")
    assert ("Beratung", False) == own.translated("haus/name", "Beratung")


def test_german_texts_need_no_translation() -> None:
    """For a German reader every text of the town is in the right language."""
    assert ("Beratung", True) == voice("de").translated("haus/name", "Beratung")
