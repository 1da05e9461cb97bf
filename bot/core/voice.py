"""The words of one language: the bot's own sentences, the translated knowledge, Babel's dates and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list

from bot.core.schedule import WEEKDAYS

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
STYLES = {"de_leicht": "de"}
"""other ways to write a language: easy German is a style of German"""
_LOCALES = {"en": "en_GB", **STYLES}
"""where Babel's data are not those of the language as it stands: the form used in Europe, a style"""
_BENT_BY_YEAR = ("ku", "ps")
"""languages whose full date says the month otherwise than a date without a year"""
_YEAR = re.compile(r"(?:\s*(?:,|،|'de'))?\s*y+(?:\s*'[^']+'\.?|\.)?")


@dataclass(frozen=True)
class Voice:
    """How the bot speaks one language; the catalogues are handed in, nothing is read here."""

    language: str
    bot: NullTranslations
    knowledge: NullTranslations

    @cached_property
    def locale(self) -> Locale:
        """Babel's data for the language, in the form used in Europe."""
        return Locale.parse(_LOCALES.get(self.language, self.language))

    @cached_property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.locale.text_direction == "rtl"

    @property
    def comma(self) -> str:
        """What stands between the parts of a date."""
        return "، " if self.right_to_left else ", "

    def say(self, sentence: str, **values: object) -> str:
        """One of the bot's own sentences, its placeholders filled."""
        text = self.bot.gettext(sentence)
        return text.format(**values) if values else text

    def translated(self, context: str, german: str) -> tuple[str, bool]:
        """A text of `knowledge/` in this language, and whether there was a translation."""
        if self.language == "de":
            return german, True
        text = self.knowledge.pgettext(context, german)
        return text, text is not german  # without an entry gettext hands back what it was given

    def isolate(self, text: str) -> str:
        """Foreign text (an address, a number, a German name) kept together inside a right-to-left line."""
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if self.right_to_left else text

    def day(self, day: date) -> str:
        """`Tuesday 24 November`"""
        if self.language in _BENT_BY_YEAR:
            parts = (
                format_date(day, "EEEE", locale=self.locale),
                format_skeleton("MMMMd", day, locale=self.locale),
            )
            return self.comma.join(parts)
        pattern = _YEAR.sub("", self.locale.date_formats["full"].pattern)
        return format_date(day, pattern.strip(" ,،"), locale=self.locale)

    def month(self, day: date) -> str:
        """`November 2026`"""
        return format_date(day, "LLLL y", locale=self.locale)

    def clock(self, moment: datetime | time) -> str:
        """`14:00`, on 24 hours as on German doors."""
        wall = datetime.combine(date.min, moment) if isinstance(moment, time) else moment.replace(tzinfo=None)
        return format_skeleton("Hm", wall, locale=self.locale)

    def hours(self, start: datetime | time, end: datetime | time) -> str:
        """`14:00–16:00`, kept together in a right-to-left line."""
        return self.isolate(f"{self.clock(start)}–{self.clock(end)}")

    def weekdays(self, byday: str) -> str:
        """`Mon–Thu` for `MO,TU,WE,TH`, `Tue, Thu` for `TU,TH`."""
        numbers = [list(WEEKDAYS).index(day[-2:]) for day in byday.split(",")]
        names = [self.locale.days["format"]["abbreviated"][number] for number in numbers]
        in_a_row = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return f"{names[0]}–{names[-1]}" if in_a_row and len(names) > 2 else ", ".join(names)  # noqa: PLR2004

    def days_from(self, today: date, day: date) -> str:
        """`in 2 days`; nothing in a language for which Babel has no words for it."""
        words = format_timedelta(
            day - today, granularity="day", threshold=7, add_direction=True, locale=self.locale
        )
        return "" if words.startswith("+") else words

    def list(self, parts: list[str]) -> str:
        """`a, b and c`"""
        return format_list(parts, locale=self.locale) if parts else ""

    def language_names(self, codes: tuple[str, ...]) -> str:
        """Names of languages in this language; codes Babel does not know stay as they are."""
        return self.list([self.locale.languages.get(code, code) for code in codes])
