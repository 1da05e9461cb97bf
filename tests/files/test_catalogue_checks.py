"""What is told of a translation that may be wrong."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from bot.files import catalogues
from bot.files.catalogue_checks import of_entry, of_head
from tests.conftest import HOME

LANGUAGES = tuple(path.name for path in (HOME / "translations").iterdir() if path.is_dir())


def said(
    source: str, given: str, context: str | None = None, file: str = "", language: str = "tr"
) -> list[str]:
    """The severity and the English words of all findings."""
    message = Message(source, given, [(file, 1)] if file else (), context=context)
    return [f"{finding.severity}: {finding.english}" for finding in of_entry(message, language)]


@pytest.mark.parametrize(
    ("source", "given", "told"),
    [
        ("{n} days", "{n:>9999} gün", "error: placeholders differ from the source (n, n:>9999)"),
        ("{name}", "{name.__class__}", "error: placeholders differ from the source (name, name.__class__)"),
        ("Hilfe", "<b>Yardım</b>", "error: HTML that the source does not have (</b>)"),
        ("Hilfe", "Yardım&nbsp;et", "error: HTML that the source does not have (&nbsp;)"),
        ("Hilfe", "\u202eYardım", "error: control characters or unclosed direction marks"),
        ("Hilfe", "Yar\x07dım", "error: control characters or unclosed direction marks"),
        ("Hilfe", "Yardım ", "warning: leading or trailing spaces differ from the source"),
        ("Das ist ein langer Satz.",) * 2 + ("warning: the translation is the source itself",),
        ("Es kostet 63 €.", "Ücreti 36 €.", "warning: the number 63 is not in the translation"),
        ("Hilfe", "Yardım " * 8 + "et", "warning: 58 characters are too long (limit: 52)"),
        ("Hilfe", "x" * 3_000_000, "error: 3000000 characters are too long (limit: 52)"),
    ],
)
def test_a_fault_is_told(source: str, given: str, told: str) -> None:
    """Each kind alone: what breaks a message is an error, what only looks wrong a hint."""
    assert [told] == said(source, given)


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("Es kostet 63 €.", "التكلفة ٦٣ يورو."),
        ("Ab 2027 sind es 65 €.", "از سال ۲۰۲۷ مبلغ ۶۵ یورو است."),
        ("Sie zahlen 1.500 €.", "تدفعون 1500 يورو."),
        ("Wenn A < B und C > D", "A < B ise ve C > D"),
        ("„Nur mit Erlaubnis der Ausländerbehörde“",) * 2,
        ("Ruf an", "اتصل\u200f: \u20680711\u2069"),
        ("Kurse & Treffen", "Kurslar & buluşmalar"),
    ],
)
def test_a_right_translation_is_left_alone(source: str, given: str) -> None:
    """Digits of other scripts, printed German words and closed direction marks are no faults."""
    assert [] == said(source, given)


@pytest.mark.parametrize(
    ("context", "file", "most"),
    [
        ("hire_person/status/option", "", 45),
        ("find_flat/title", "", 57),
        ("topics/work", "", 57),
        ("find_flat/wish", "", 160),
        (None, "bot/core/labels.py", 45),
        (None, "bot/channels/telegram_profile.py", 120),
    ],
)
def test_narrow_places_have_a_limit(context: str | None, file: str, most: int) -> None:
    """Buttons, titles, wishes and what Telegram shows of the bot: one character more is a hint."""
    source = "x" * 70 if most > 100 else "x" * 30

    assert [] == said(source, "y" * most, context, file)
    assert [f"warning: {most + 1} characters are too long (limit: {most})"] == said(
        source, "y" * (most + 1), context, file
    )


def test_plural_forms_are_counted() -> None:
    """A language with three forms needs three; the head must say so too."""
    message = Message(("{n} day", "{n} days"), ("{n} день", "{n} дні"))
    head = Catalog(locale="uk")
    head.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]

    assert ["2 plural forms instead of 3"] == [finding.english for finding in of_entry(message, "uk")]
    assert ["die Zeile „Plural-Forms“ nennt 2 Formen statt 3"] == [f.what for f in of_head(head, "uk")]


def test_easy_german_may_repeat_the_german() -> None:
    """What is easy already stays as it is."""
    assert [] == said("Rufen Sie bitte im Forum an.", "Rufen Sie bitte im Forum an.", language="de_leicht")


def test_our_catalogues_are_sound() -> None:
    """No translation of Esslingen has a fault, and few need a second look."""
    folder: Path = HOME / "translations"

    assert [] == catalogues.problems(folder, LANGUAGES)
    assert len(catalogues.hints(folder, LANGUAGES)) < 20
