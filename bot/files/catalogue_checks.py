"""What may be wrong with a translation: told in German to the coordinator, in English to a volunteer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from babel.messages.catalog import Catalog, Message

from bot.core.voice import STYLES
from bot.files.po_files import text

BUTTON, TITLE, WISH = 45, 57, 160
"""characters: an answer in a check, a title that is a button (with its picture 60), a wish in a chat"""
_PROFILE = "bot/channels/telegram_profile.py"
_PROFILE_LIMITS = (120, 512)
"""what Telegram takes as the short and the long description of a bot"""
_BUTTONS = "bot/core/labels.py"
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_NUMBER = re.compile(r"\d+")
_OPENING, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_CLOSING, _POP_ISOLATE = "\u202c", "\u2069"
_LONG_ENOUGH = 5
"""words of a text that is hardly the same in two languages"""
_NEVER = 4
"""times the usual length: that is no translation of this text"""
_GROUP = 3
"""digits between two separators"""


@dataclass(frozen=True)
class Finding:
    """What is wrong with one entry, and what to do about it."""

    what: str
    remedy: str
    english: str
    severity: Literal["error", "warning"] = "error"


def of_entry(message: Message, language: str) -> Iterator[Finding]:
    """All findings of one translation."""
    if message.pluralizable:
        yield from _plural_forms(message, language)
        return
    source, given = text(message.id), text(message.string)
    yield from _placeholders(source, given)
    yield from _markup(source, given)
    yield from _directions(source, given)
    yield from _length(message, source, given)
    yield from _ends(source, given)
    if language not in STYLES:
        yield from _left_over(source, given)
    yield from _numbers(source, given)


def of_head(catalogue: Catalog, language: str) -> Iterator[Finding]:
    """Whether the head says how many forms of a plural the language has."""
    wanted = Catalog(locale=language)
    if catalogue.num_plurals != wanted.num_plurals:
        yield Finding(
            f"die Zeile „Plural-Forms“ nennt {catalogue.num_plurals} Formen statt {wanted.num_plurals}",
            f"bitte im Kopf der Datei „Plural-Forms: {wanted.plural_forms}“ schreiben",
            f"Plural-Forms must be: {wanted.plural_forms}",
        )


def limit(message: Message) -> int | None:
    """How many characters a text may have, where its place is narrow."""
    context, files = message.context or "", [file for file, _ in message.locations]
    if context.endswith("/option"):
        return BUTTON
    if context.endswith("/wish"):
        return WISH
    if (context.endswith("/title") and context.count("/") == 1) or context.startswith("topics/"):
        return TITLE
    if _BUTTONS in files:
        return BUTTON
    if _PROFILE in files:
        return _PROFILE_LIMITS[len(text(message.id)) > _PROFILE_LIMITS[0]]
    return None


def _placeholders(source: str, given: str) -> Iterator[Finding]:
    wanted, found = _fields(source), _fields(given)
    if wanted != found:
        lost = ", ".join(sorted(wanted ^ found))
        yield Finding(
            f"die Platzhalter stimmen nicht überein ({lost})",
            "bitte genau so übernehmen wie im Ausgangstext",
            f"placeholders differ from the source ({lost})",
        )


def _fields(words: str) -> set[str]:
    """Each placeholder as it is written: its name, and what follows it."""
    found = set()
    try:
        for _, name, form, conversion in Formatter().parse(words):
            if name is not None:
                found.add(name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else ""))
    except ValueError:
        return found | {"{ }"}
    return found


def _plural_forms(message: Message, language: str) -> Iterator[Finding]:
    wanted = Catalog(locale=STYLES.get(language, language)).num_plurals
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if len(forms) != wanted or not all(forms):
        filled = len([form for form in forms if form])
        yield Finding(
            f"{filled} Formen des Plurals statt {wanted}",
            "bitte jede Form ausfüllen",
            f"{filled} plural forms instead of {wanted}",
        )
    # the singular may leave the number out
    wanted_fields = _fields(message.id[-1])
    for form in filter(None, forms):
        if not _fields(form) <= wanted_fields:
            yield from _placeholders(message.id[-1], form)


def _markup(source: str, given: str) -> Iterator[Finding]:
    if extra := sorted(set(_HTML.findall(given)) - set(_HTML.findall(source))):
        yield Finding(
            f"HTML, das der Ausgangstext nicht hat ({extra[0]})",
            "bitte ohne < > und & schreiben, Leser sähen es wörtlich",
            f"HTML that the source does not have ({extra[0]})",
        )


def _directions(source: str, given: str) -> Iterator[Finding]:
    strange = {c for c in given if unicodedata.category(c) == "Cc" and c != "\n"} - set(source)
    counted = Counter(given)
    opened = sum(counted[mark] for mark in _OPENING), sum(counted[mark] for mark in _ISOLATES)
    if strange or opened != (counted[_CLOSING], counted[_POP_ISOLATE]):
        yield Finding(
            "unsichtbare Zeichen, die den Rest der Nachricht durcheinanderbringen",
            "bitte den Satz neu tippen statt einfügen",
            "control characters or unclosed direction marks",
        )


def _length(message: Message, source: str, given: str) -> Iterator[Finding]:
    most = limit(message)
    usual = round(2.5 * len(source) + 40)
    if len(given) > (most or usual) and len(given) > len(source):
        place = f"höchstens {most}" if most else f"der Ausgangstext hat {len(source)}"
        yield Finding(
            f"{len(given)} Zeichen sind zu lang ({place})",
            "bitte kürzer sagen",
            f"{len(given)} characters are too long (limit: {most or usual})",
            "error" if len(given) > _NEVER * usual else "warning",
        )


def _ends(source: str, given: str) -> Iterator[Finding]:
    if _edges(source) != _edges(given):
        yield Finding(
            "Leerzeichen am Anfang oder Ende sind anders als im Ausgangstext",
            "bitte angleichen",
            "leading or trailing spaces differ from the source",
            "warning",
        )


def _edges(words: str) -> tuple[str, str]:
    return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]


def _left_over(source: str, given: str) -> Iterator[Finding]:
    quoted = source.startswith("„") and source.endswith("“")  # what stands on a German paper
    if source == given and len(source.split()) >= _LONG_ENOUGH and not quoted:
        yield Finding(
            "die Übersetzung ist der Ausgangstext",
            "bitte übersetzen",
            "the translation is the source itself",
            "warning",
        )


def _numbers(source: str, given: str) -> Iterator[Finding]:
    """Every number of the source, in the digits of any script; 1.500 may be 1500."""
    wanted, found = (set(_NUMBER.findall(_latin(words))) for words in (source, given))
    together = [number for number in found if len(number) > _GROUP]
    lost = sorted(n for n in wanted - found if not any(n in number for number in together))
    if lost:
        yield Finding(
            f"die Zahl {lost[0]} fehlt in der Übersetzung",
            "bitte vergleichen",
            f"the number {lost[0]} is not in the translation",
            "warning",
        )


def _latin(words: str) -> str:
    """Arabic-Indic, Persian and other digits as the usual ones."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words)
