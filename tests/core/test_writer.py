"""Lines, styles, writing direction, and the note where a translation is missing."""

import pytest

from bot.core.cards import Prose
from bot.core.conversation import Span
from bot.core.writer import RIGHT_TO_LEFT_MARK, Writer, bold, link
from tests.core.small_town import voice

NOTE = "🇩🇪 So far, some of this is only in German."


def text(writer: Writer) -> str:
    """All that was written, as plain text."""
    return "".join(span.text for span in writer.spans())


def numbers(sentence: str) -> list[str]:
    """The numbers of a sentence that can be tapped."""
    parts = Writer(voice()).with_numbers(sentence)
    return [part.text for part in parts if isinstance(part, Span)]


def test_lines_keep_their_parts_and_styles() -> None:
    """A line is made of plain and styled parts; lines are parted by line ends, with none at the end."""
    writer = Writer(voice())
    writer.line("➡️ ", bold("Kurs"))
    writer.line(link("vhs.example", "https://vhs.example"))

    assert (
        Span("➡️ "),
        Span("Kurs", "bold"),
        Span("\n"),
        Span("vhs.example", "link", "https://vhs.example"),
    ) == writer.spans()


def test_empty_parts_leave_no_trace() -> None:
    """An empty part of a line makes no span."""
    writer = Writer(voice())
    writer.line("a", "")

    assert (Span("a"),) == writer.spans()


def test_gaps_are_single_and_never_on_top() -> None:
    """However often a gap is asked for, there is one empty line, and none above the first line."""
    writer = Writer(voice())
    writer.gap()
    writer.line("a")
    writer.gap()
    writer.gap()
    writer.line("b")

    assert "a\n\nb" == text(writer)


def test_every_line_runs_from_right_to_left_in_arabic() -> None:
    """Each line of a right-to-left language begins with a mark, whatever comes first in it."""
    writer = Writer(voice("ar"))
    writer.line("1. ", "أهلا")
    writer.gap()
    writer.line("VHS")

    assert [True, False, True] == [line.startswith(RIGHT_TO_LEFT_MARK) for line in text(writer).split("\n")]


def test_no_mark_in_other_languages() -> None:
    """A line from left to right has no invisible sign in it."""
    writer = Writer(voice("ru"))
    writer.line(writer.fact("VHS"))

    assert "VHS" == text(writer)


def test_a_missing_translation_is_noted_once() -> None:
    """Where some texts are in German only, one last line says so, after a gap."""
    writer = Writer(voice("en"))
    writer.line(writer.prose(Prose("a", "eins")))
    writer.line(writer.prose(Prose("b", "zwei")))

    assert f"eins\nzwei\n\n{NOTE}" == text(writer)


def test_one_missing_translation_is_enough_for_the_note() -> None:
    """A text that is translated further down does not take the note away."""
    writer = Writer(voice("en", {("b", "zwei"): "two"}))
    writer.line(writer.prose(Prose("a", "eins")))
    writer.line(writer.prose(Prose("b", "zwei")))

    assert f"eins\ntwo\n\n{NOTE}" == text(writer)


def test_no_note_where_all_is_translated() -> None:
    """Texts that are translated, and German texts for German readers, need no note."""
    english, german = Writer(voice("en", {("a", "eins"): "one"})), Writer(voice("de"))
    for writer in (english, german):
        writer.line(writer.prose(Prose("a", "eins")))

    assert ("one", "eins") == (text(english), text(german))


def test_a_german_text_is_kept_together_in_an_arabic_line() -> None:
    """A text that is not translated is isolated, a translated one is not."""
    writer = Writer(voice("ar", {("a", "eins"): "واحد"}))

    assert ("واحد", "\u2068zwei\u2069") == (
        writer.prose(Prose("a", "eins")),
        writer.prose(Prose("b", "zwei")),
    )


@pytest.mark.parametrize(
    ("number", "target"),
    [
        ("+49 711 35 12-0", "tel:+4971135120"),
        ("0711 35-12", "tel:07113512"),
        ("112", "tel:112"),
        ("116 016", "tel:116016"),
    ],
)
def test_a_number_is_rung_by_its_digits(number: str, target: str) -> None:
    """A phone number is shown as it is written and rung without its spaces and signs."""
    assert Span(number, "phone", target) == Writer(voice()).phone(number)


def test_the_groups_of_a_number_keep_their_order_from_right_to_left() -> None:
    """In a right-to-left line a number is isolated, and still rung by its digits alone."""
    assert Span("\u20680711 35 12\u2069", "phone", "tel:07113512") == Writer(voice("ar")).phone("0711 35 12")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Rufen Sie 112 an.", ["112"]),
        ("Sind Sie in Gefahr? 110.", ["110"]),
        ("112 oder 110", ["112", "110"]),
        ("Hilfetelefon 116 016, Tag und Nacht", ["116 016"]),
        ("Rufen Sie 116117 an", ["116117"]),
        ("TelefonSeelsorge, 0800 111 0 111.", ["0800 111 0 111"]),
        ("Zentrale: +49 711 3512-0", ["+49 711 3512-0"]),
        ("اتصل بـ 112.", ["112"]),
    ],
)
def test_emergency_and_free_numbers_can_be_tapped(sentence: str, found: list[str]) -> None:
    """The numbers that help are found in the middle and at the end of a sentence."""
    assert found == numbers(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Es kostet 110,50 Euro.",
        "bis 1.112 Euro",
        "um 11:10 Uhr",
        "im Jahr 2110",
        "§ 1160",
        "73728 Esslingen",
        "1120",
    ],
)
def test_other_numbers_are_left_alone(sentence: str) -> None:
    """Amounts, times, years and postal codes are no phone numbers."""
    assert [] == numbers(sentence)


@pytest.mark.parametrize("sentence", ["Tel. 0711 110 20", "Zentrale 0711 112-0"])
def test_a_group_of_a_local_number_is_no_emergency_number(sentence: str) -> None:
    """A local number that holds 110 or 112 does not ring the police."""
    assert [] == numbers(sentence)


@pytest.mark.parametrize("sentence", ["112", "a 112", "112 b", "a 112 b 110 c", "", "ohne Nummer"])
def test_making_numbers_tappable_loses_nothing(sentence: str) -> None:
    """The parts of a sentence put together are the sentence."""
    parts = Writer(voice()).with_numbers(sentence)

    assert sentence == "".join(part if isinstance(part, str) else part.text for part in parts)
