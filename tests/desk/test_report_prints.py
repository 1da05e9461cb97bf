"""The report as a page, a PDF and CSV files."""

from __future__ import annotations

import csv
import io
import re
import zlib
from datetime import date
from html.parser import HTMLParser

import pytest

from bot.desk.report import demo
from bot.desk.report.model import DEMO, MARK, Columns, Key, Line, Report, Section, Share, Table
from bot.desk.report.page import page
from bot.desk.report.pdf import pdf
from bot.desk.report.period import Period
from bot.desk.report.shaped import is_joined, outlines
from bot.desk.report.tables import content, files
from bot.desk.report.tally import names
from bot.desk.report.writing import Material, report

HALF = Period("2026-07", "2026-12")
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def invented(town):
    """The demonstration."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    rows = demo.rows(knowledge, tuple(town.intents.languages), HALF.months)
    material = Material(rows, demo.gaps(HALF.months), names(knowledge), town.files, ())
    return report(HALF, material, TODAY, demo=True)


@pytest.fixture(scope="module")
def empty(town):
    """A real report of a time in which nobody wrote."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    return report(HALF, Material((), (), names(knowledge), town.files, ()), TODAY)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep it."""
        self.found.append((tag, dict(attrs)))


def test_the_page_asks_for_nothing(invented):
    """No address, no script, no picture or font from elsewhere: only places on the page itself."""
    text = page(invented)
    tags = Tags(text).found

    assert not re.search(r"https?://|url\(|@import", text)
    assert {"script", "link", "img", "iframe"}.isdisjoint({tag for tag, _ in tags})
    assert all(a.get("href", "#").startswith("#") and "src" not in a for _, a in tags)


def test_the_page_can_be_read_aloud(invented):
    """German, one title, a caption for each table, heads for lines and columns, words for each chart."""
    tags = Tags(page(invented)).found
    kinds = [tag for tag, _ in tags]
    charts = [a for tag, a in tags if tag == "svg" and a.get("role") == "img"]

    assert ("html", {"lang": "de"}) in tags
    assert 1 == kinds.count("h1")
    assert kinds.count("table") == kinds.count("caption") == len(invented.tables)
    assert all("scope" in a for tag, a in tags if tag == "th")
    assert 2 == len(charts)
    assert all(len(a["aria-label"]) > 60 for a in charts)
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in tags if "href" in a} <= set(ids)


def test_a_text_stays_a_text():
    """What somebody asked cannot become part of the page."""
    text = page(_small("<script>alert(1)</script>"))

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def _small(question, *, is_demo=False):
    table = Table("fragen", "Fragen", ("Frage", "Text", "Zahl"), (Line(("a", question, 5)),), foreign=1)
    chart = Columns("Bild", ("Jul 26",), (("Gespräche", (None,)),))
    section = Section("Teil", ("Ein Satz.",), chart, (table,))
    return Report("Haus", "Juli 2026", "heute", (Key("–", "Gespräche"),), (), (section,), is_demo)


def test_a_demonstration_says_so_everywhere(invented):
    """On the page, in the title, across each printed page and at its foot; in each row of each CSV file."""
    text = page(invented)
    written = files(invented)

    assert text.count(DEMO) >= 5
    assert f'class="mark" aria-hidden="true">{MARK}<' in text
    assert re.search(r"@bottom-left [^}]*" + DEMO, text)
    assert len(written) == len(invented.tables)
    for name, raw in written.items():
        assert name.startswith("erfunden_")
        assert all(DEMO in line for line in raw.decode("utf-8-sig").splitlines()[1:])


def test_every_page_of_an_invented_pdf_says_so(invented):
    """Each page has more on it than the same page of a real one: the mark, drawn before everything else."""
    marked, plain = pdf(_small("Frage", is_demo=True)), pdf(_small("Frage"))

    def turned(made):
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
        texts = [zlib.decompressobj().decompress(s) for s in streams if s[:1] == b"\x78"]
        return sum(b"0.7071 0.7071 -0.7071 0.7071" in s for s in texts)

    assert 0 == turned(plain)
    assert turned(marked) == len(re.findall(rb"/Type /Page\b", marked))
    assert turned(pdf(invented)) > 8


def test_a_real_report_does_not_call_itself_invented(empty):
    """The word stands only where it is true."""
    text = page(empty)

    assert "erfunden" not in text
    assert MARK not in text
    assert not any(name.startswith("erfunden_") for name in files(empty))


def test_an_empty_period_prints(empty):
    """Without any count there are a page and a PDF, friendly and whole."""
    assert "Es wurde kein Anliegen gezählt." in page(empty)
    assert pdf(empty).startswith(b"%PDF-")


def test_invented_traffic_is_always_the_same(town):
    """The same seed, the same numbers: two people show the same."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    languages = tuple(town.intents.languages)

    assert demo.rows(knowledge, languages, HALF.months) == demo.rows(knowledge, languages, HALF.months)


def test_the_invented_needs_are_needs_of_the_town(town):
    """It shows topics and offers that exist here."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    rows = demo.rows(knowledge, tuple(town.intents.languages), HALF.months)

    assert {row.subject for row in rows if row.kind == "need"} <= set(knowledge.guides)
    assert {row.subject for row in rows if row.kind == "shown"} <= set(knowledge.offers)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1"])
def test_no_cell_becomes_a_formula(text):
    """What somebody asked is never reckoned by a spreadsheet."""
    table = Table("x", "x", ("Frage",), (Line((text,)),))
    _, (cell,) = csv.reader(io.StringIO(content(table).decode("utf-8-sig")), delimiter=";")

    assert f"'{text}" == cell


def test_a_csv_file_opens_in_a_german_spreadsheet():
    """A mark for UTF-8, semicolons, numbers as numbers, words for what is not shown."""
    table = Table(
        "x",
        "x",
        ("Thema", "Zahl", "Anteil"),
        (Line(("Grüße; Dank", 1235, Share(12))), Line(("b", None, Share(0, some=True)))),
    )

    assert (
        b"\xef\xbb\xbf" + 'Thema;Zahl;Anteil\r\n"Grüße; Dank";1235;12%\r\nb;nicht gezeigt;<1%\r\n'.encode()
        == content(table)
    )


def test_joined_letters_are_shaped():
    """Arabic letters in a word take other shapes than alone; a long text is cut into lines that fit."""
    word, apart = outlines("سلام", 9999)[0], [outlines(sign, 9999)[0] for sign in "سلام"]
    lines = outlines("این یک پرسش است " * 8, 900)

    assert is_joined("سلام")
    assert not is_joined("ሰላም Привіт")
    assert word.width < sum(sign.width for sign in apart)
    assert len(lines) > 3
    assert all(line.width <= 900 for line in lines)
