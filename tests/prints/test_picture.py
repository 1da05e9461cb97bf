"""The card as a picture."""

import io

import numpy as np
import pytest
from PIL import Image

from bot.core.conversation import CalendarEntry, PrintedCard
from bot.core.schedule import BERLIN
from bot.prints.picture import DPI, HEIGHT, WIDTH, draw
from bot.prints.press import NotMade, make
from tests.conftest import at

GERMAN = ("Guten Tag. Ich suche einen Deutschkurs.", "Deutschkurse", "Mettinger Straße 125, 73728 Esslingen")
ARABIC = ("يوم سعيد. أبحث عن دورة ألماني.", "دورات ألماني", "\u2068Mettinger Straße 125\u2069")
LINK = "https://www.openstreetmap.org/search?query=Mettinger%20Stra%C3%9Fe%20125"


def picture(own: tuple[str, ...] = (), *, right_to_left: bool = False, link: str = LINK) -> "np.ndarray":
    """The card, as grey values by row and column."""
    content = draw(PrintedCard("Volkshochschule", GERMAN, own, right_to_left, link))
    return np.asarray(Image.open(io.BytesIO(content)).convert("L"))


def ink(pixels: "np.ndarray", rows: slice, columns: slice) -> float:
    """The share of dark dots in a part of the card."""
    height, width = pixels.shape
    part = pixels[
        int(rows.start * height) : int(rows.stop * height),
        int(columns.start * width) : int(columns.stop * width),
    ]
    return float((part < 128).mean())


def test_the_card_is_a6() -> None:
    """105 by 148 millimetres at 300 dots an inch."""
    height, width = picture().shape

    assert (WIDTH * DPI // 25.4, HEIGHT * DPI // 25.4) == (width, height)


def test_right_to_left_stands_on_the_right() -> None:
    """Short Arabic lines leave the left half empty, German ones the right."""
    arabic = picture(ARABIC, right_to_left=True, link="")
    latin = picture(("Hallo",) * 3, link="")
    below, left, right = slice(0.3, 0.5), slice(0.05, 0.4), slice(0.6, 0.95)

    assert 0 == ink(arabic, below, left) < ink(arabic, below, right)
    assert 0 == ink(latin, below, right) < ink(latin, below, left)


def test_the_code_stands_in_the_corner_only_with_a_link() -> None:
    """The lower right corner holds the QR code, or nothing."""
    corner = slice(0.82, 0.93), slice(0.72, 0.91)

    assert 0.3 < ink(picture(), *corner) < 0.7
    assert 0 == ink(picture(link=""), *corner)


@pytest.mark.parametrize(
    "text", ["ሰላም፡ ኮርስ ጀርመን እደሊ።", "Привіт ї є ґ", "Ελληνικά", "ټ ډ ړ ښ ځ ۍ ئ", "ğ ş ı ç ê û î ë"]
)
def test_every_script_has_letters(text: str, recwarn: pytest.WarningsRecorder) -> None:
    """No letter of our languages is missing from the fonts."""
    picture((text,))

    assert [] == [str(warning.message) for warning in recwarn if "missing" in str(warning.message)]


def test_a_long_card_is_made_smaller_until_it_fits() -> None:
    """Twelve long lines still leave the corner of the code free for the code."""
    with_code = picture(
        (*GERMAN, *(["Bitte mitbringen: Pass oder Ausweis, Aufenthaltspapier, Zeugnisse"] * 9))
    )
    code = picture()
    corner = slice(0.82, 0.93), slice(0.72, 0.91)

    assert ink(code, *corner) == ink(with_code, *corner)


async def test_files_are_made_by_a_process_of_their_own() -> None:
    """The press hands back a PNG and a calendar."""
    start = at("2026-11-24T14:00")
    png = await make(PrintedCard("Volkshochschule", GERMAN, (), False, LINK))
    ics = await make(CalendarEntry("x@y", "Beratung", start, start.replace(hour=16), "", ""))

    assert ("karte.png", b"\x89PNG") == (png.name, png.content[:4])
    assert ics.content.startswith(b"BEGIN:VCALENDAR")
    assert b"TZID=Europe/Berlin:20261124T140000" in ics.content


async def test_what_cannot_be_made_is_told() -> None:
    """A file that fails raises, so that the person can be told."""
    end = at("2026-11-24T14:00").astimezone(BERLIN)
    with pytest.raises(NotMade):
        await make(CalendarEntry("x@y", "Beratung", "no time", end, "", ""))  # type: ignore[arg-type]
