"""The report as a PDF: the same sections, charts and tables, on A4."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.desk.report import charts
from bot.desk.report.model import DEMO, MARK, Columns, Report, Section
from bot.desk.report.pdf_table import TableInPdf
from bot.desk.report.shaped import FONTS

MARGIN, WIDTH, HEIGHT = 18.0, 210.0, 297.0
"""millimetres"""
TEXT = WIDTH - 2 * MARGIN
_ACCENT, _INK, _SOFT, _AMBER = (0, 75, 107), (26, 26, 26), (74, 84, 94), (240, 184, 74)
_BANNER = 92.0
_KEY = 30.0
_LETTERS = 90
"""about as many are in a line"""
_CHART = TEXT / charts.WIDTH


class Sheets(FPDF):
    """Pages with the foot of the report, and across each one that it is invented, if it is."""

    def __init__(self, report: Report) -> None:
        super().__init__(format="A4")
        self.report = report
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self.add_font("text", style, FONTS / f"NotoSans-{weight}.ttf")
            self.add_font("ethiopic", style, FONTS / f"NotoSansEthiopic-{weight}.ttf")
        self.set_fallback_fonts(["ethiopic"], exact_match=False)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=20)
        self.set_lang("de")
        self.set_title(f"Bericht des Wegweisers, {report.period}{f' – {DEMO}' if report.demo else ''}")
        self.set_author(report.town)

    def header(self) -> None:
        """Across the page, behind everything: that it is invented."""
        if not self.report.demo:
            return
        with self.local_context():
            self.set_font("text", "B", 64)
            self.set_text_color(247, 236, 222)
            with self.rotation(45, WIDTH / 2, HEIGHT / 2):
                self.text((WIDTH - self.get_string_width(MARK)) / 2, HEIGHT / 2, MARK)

    def footer(self) -> None:
        """What this is, and the number of the page."""
        self.set_y(-14)
        self.ink(8.5, colour=_SOFT)
        said = f"Wegweiser, {self.report.period}{f' – {DEMO}' if self.report.demo else ''}"
        self.cell(TEXT / 2, 5, said)
        self.cell(TEXT / 2, 5, f"{self.page_no()} / {{nb}}", align="R")

    def ink(self, size: float, *, bold: bool = False, colour: tuple[int, int, int] = _INK) -> None:
        """Choose how the next words look."""
        self.set_font("text", "B" if bold else "", size)
        self.set_text_color(*colour)

    def say(self, words: str, line: float = 5.4) -> None:
        """A paragraph."""
        self.multi_cell(TEXT, line, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def keep(self, height: float) -> None:
        """Begin a new page where less than this is left."""
        if self.will_page_break(height):
            self.add_page()


def pdf(report: Report) -> bytes:
    """The whole report."""
    sheets = Sheets(report)
    sheets.add_page()
    _cover(sheets, report)
    sheets.add_page()
    for section in report.sections:
        _section(sheets, section)
    _section(sheets, Section("Wie diese Zahlen entstehen", report.method))
    return bytes(sheets.output())


def _cover(sheets: Sheets, report: Report) -> None:
    sheets.set_fill_color(*_ACCENT)
    sheets.rect(0, 0, WIDTH, _BANNER, style="F")
    sheets.set_y(24)
    white = (255, 255, 255)
    for words, size, bold, line in (
        (report.town, 11.0, False, 8.0),
        ("Bericht des Wegweisers", 27.0, True, 14.0),
        (report.period, 15.0, False, 9.0),
        (f"Erstellt am {report.made_on}", 10.0, False, 8.0),
    ):
        sheets.ink(size, bold=bold, colour=white)
        sheets.say(words, line)
    if report.demo:
        sheets.ink(11, bold=True, colour=_AMBER)
        sheets.say(DEMO, 7)
    _keys(sheets, report)
    sheets.set_y(_BANNER + _KEY + 2)
    if report.summary:
        _heading(sheets, "Das Wichtigste in Kürze", outline=False)
        sheets.ink(11)
        for sentence in report.summary:
            sheets.say(f"•  {sentence}", 6)
            sheets.ln(1)


def _keys(sheets: Sheets, report: Report) -> None:
    wide = (TEXT - 3 * 4) / len(report.keys)
    for i, key in enumerate(report.keys):
        x, y = MARGIN + i * (wide + 4), _BANNER - 15
        sheets.set_fill_color(255, 255, 255)
        sheets.set_draw_color(207, 214, 220)
        sheets.rect(x, y, wide, _KEY, style="DF")
        sheets.set_fill_color(*_AMBER)
        sheets.rect(x, y, wide, 1.4, style="F")
        sheets.set_xy(x + 2, y + 5)
        sheets.ink(18 if len(key.figure) < 10 else 10, bold=True, colour=_ACCENT)  # noqa: PLR2004  # words are longer than figures
        sheets.cell(wide - 4, 9, key.figure)
        sheets.set_xy(x + 2, y + 15)
        sheets.ink(9.5, colour=_SOFT)
        sheets.multi_cell(wide - 4, 4.6, key.meaning, align="L")


def _heading(sheets: Sheets, title: str, *, outline: bool = True) -> None:
    sheets.ink(17, bold=True, colour=_ACCENT)
    if outline:
        sheets.start_section(title)
    sheets.say(title, 9)
    sheets.ln(1)


def _section(sheets: Sheets, section: Section) -> None:
    tables = [TableInPdf(sheets, table, TEXT) for table in section.tables]
    first = charts.HEIGHT * _CHART + 12 if section.chart else sum(table.room for table in tables[:1])
    lines = sum(1 + len(sentence) // _LETTERS for sentence in section.sentences)
    sheets.keep(min(24 + 6.4 * lines + first, sheets.eph - 1))
    if sheets.get_y() > MARGIN + 1:
        sheets.ln(5)
    _heading(sheets, section.title)
    for i, sentence in enumerate(section.sentences):
        sheets.ink(10.5 if i else 11.5)
        sheets.say(sentence)
        sheets.ln(1)
    if section.chart:
        _chart(sheets, section.chart)
    for table in tables:
        table.draw(demo=sheets.report.demo)


def _chart(sheets: Sheets, chart: Columns) -> None:
    """The boxes and labels, as on the page."""
    sheets.ln(3)
    sheets.ink(10, bold=True)
    sheets.say(chart.title)
    top = sheets.get_y()
    drawing = charts.draw(chart)
    for box in drawing.boxes:
        sheets.set_fill_color(box.colour)
        sheets.rect(
            MARGIN + box.x * _CHART, top + box.y * _CHART, box.width * _CHART, box.height * _CHART, style="F"
        )
    for label in drawing.labels:
        sheets.set_font("text", "B" if label.bold else "", 9)
        sheets.set_text_color(label.colour)
        half = sheets.get_string_width(label.text) / 2 if label.anchor == "middle" else 0
        sheets.text(MARGIN + label.x * _CHART - half, top + label.y * _CHART, label.text)
    sheets.set_y(top + charts.HEIGHT * _CHART + 3)
