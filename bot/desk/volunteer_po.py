"""One .po file for a volunteer with all texts of a language, both catalogues in one; any editor opens it.

A text that nobody has read yet is packed as "needs work" (fuzzy), as an outdated one is: to take that mark
away is how Poedit and Weblate say "this is right". Each entry carries the stand it was packed with among the
places it comes from, where it is in nobody's way: an entry that nobody touched is known when it comes back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message as Head

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize

from bot.core.voice import STYLES
from bot.desk import shelf
from bot.desk.translation_states import german_name, german_of_bot, state_of
from bot.files import po_files
from bot.files.catalogue_checks import limit
from bot.files.town import Town

LARGEST = 10_000_000
"""bytes of a file that is taken back"""
_CUT = "Die Datei ist abgeschnitten: Sie hört mitten in einem Text auf. Bitte die ganze Datei schicken."
_COUNT = "X-Wegweiser-Texts"
_NOTES = {
    "not_reviewed": (
        "Nicht geprüft. Stimmt es: nur „needs work“ (fuzzy) wegnehmen. · "
        "Not reviewed. If it is right: just clear “needs work”."
    ),
    "outdated": "Der Ausgangstext hat sich geändert: bitte anpassen. · The source has changed: please adapt.",
}
_STAND = re.compile(r"stand/([0-9a-f]{8})(-offen)?")
_HEAD = re.compile(r'^msgid ""\nmsgstr ((?:".*"\n?)+)', re.MULTILINE)
_LAST_LINE = re.compile(r'#.*|[a-z0-9_\[\]]*\s*"(?:[^"\\]|\\.)*"')


class NotTaken(Exception):
    """Why nothing of a file was taken, in German."""


def pack(town: Town, language: str, *, only_todo: bool) -> bytes:
    """All texts of a language, or those that are missing or outdated, as one catalogue in UTF-8."""
    wanted = shelf.templates(town)
    german, whole = german_of_bot(town, wanted), po_files.new(shelf.base(language))
    for domain, catalogue in shelf.current(town, language, wanted).items():
        for message in po_files.entries(catalogue).values():
            if not only_todo or state_of(message) in ("missing", "outdated"):
                _add(whole, message, german if domain == "bot" else {})
    head = rf'"Language: {tag(language)}\\n"\n"{_COUNT}: {len(whole)}\\n"'
    return re.sub(r'"Language: .*"', head, po_files.written(whole), count=1).encode()


def _add(whole: Catalog, message: Message, german: dict[str, str]) -> None:
    source, state = po_files.text(message.id), state_of(message)
    told = list(message.auto_comments)
    if source in german:
        told.append(f"Deutsch: {german[source]}")
    if most := limit(message):
        told.append(f"höchstens {most} Zeichen · at most {most} characters")
    if note := _NOTES.get(state):
        told.append(note)
    whole.add(
        message.id,
        message.string,
        [*message.locations, (_stand(message), 0)],
        {"fuzzy"} if state in _NOTES else (),
        told,
        [note for note in message.user_comments if po_files.UNREVIEWED not in note],
        message.previous_id,
        context=message.context,
    )


def tag(language: str) -> str:
    """How a file names its language; a style is a variant of one: `de@leicht`."""
    base = STYLES.get(language)
    return f"{base}@{language.removeprefix(base).lstrip('_')}" if base else language


def digest(words: str) -> str:
    """Eight characters that are others as soon as the words are."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _stand(message: Message) -> str:
    return f"stand/{digest(po_files.text(message.string))}{'-offen' if state_of(message) in _NOTES else ''}"


def stands(message: Message) -> dict[str, bool]:
    """Digest of a translation as it was packed -> whether as "needs work"; several if files were joined."""
    found = (_STAND.fullmatch(place) for place, _ in message.locations)
    return {match[1]: bool(match[2]) for match in found if match}


def read(raw: bytes, language: str) -> Catalog:
    """What a volunteer sends back; raises NotTaken where it is another file, or not the whole of it."""
    if len(raw) > LARGEST:
        raise NotTaken("Die Datei ist größer als 10 MB.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise NotTaken(_CUT) from None
        raise NotTaken(
            "Die Datei ist nicht in UTF-8 gespeichert. Bitte im Editor UTF-8 einstellen und neu speichern."
        ) from None
    head = _head(text)
    _check_head(head, language)
    last = text.rstrip().rpartition("\n")[2]
    if not _LAST_LINE.fullmatch(last):
        raise NotTaken(_CUT)
    try:
        catalogue = po_files.read(text, shelf.base(language), strict=True)
    except (PoFileError, ValueError, LookupError, TypeError) as error:
        line = getattr(error, "lineno", None)
        place = f" (bei Zeile {line + 1})" if isinstance(line, int) else ""
        raise NotTaken(
            f"Die Datei ist beschädigt oder abgeschnitten{place}. Bitte mit Poedit öffnen und neu speichern."
        ) from None
    _check_count(head, len(po_files.entries(catalogue)) + len(catalogue.obsolete))
    return catalogue


def _head(text: str) -> Head:
    found = _HEAD.search(text)
    if not found:
        raise NotTaken("Das ist keine Übersetzungsdatei (.po), oder ihr Anfang fehlt.")
    return message_from_string(denormalize(found[1].rstrip("\n")))


def _check_head(head: Head, language: str) -> None:
    charset = head.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8"):
        raise NotTaken(f"Im Kopf der Datei steht der Zeichensatz „{charset}“. Bitte in UTF-8 neu speichern.")
    named = str(head.get("Language", "")).strip()
    wanted = f"„{tag(language)}“ ({german_name(language)})"
    if not named:
        raise NotTaken(f"Im Kopf der Datei fehlt die Sprache. Dort muss „Language: {tag(language)}“ stehen.")
    if language not in _meant(named):
        raise NotTaken(f"Die Datei ist für die Sprache „{named}“, nicht für {wanted}.")


def _meant(named: str) -> Iterator[str]:
    """What a head may mean: ar_SY is our Arabic; de@leicht is easy German, and German is not."""
    words, _, variant = named.replace("-", "_").partition("@")
    base = words.partition("_")[0].lower()
    styles = [style for style in STYLES if words == style or (base, variant) == tuple(tag(style).split("@"))]
    yield from styles or [base]


def _check_count(head: Head, found: int) -> None:
    packed = str(head.get(_COUNT, "")).strip()
    if packed.isdecimal() and found < int(packed):
        raise NotTaken(
            f"Die Datei ist nicht vollständig: {found} von {packed} Texten sind darin. "
            "Vielleicht wurde sie beim Verschicken abgeschnitten. Bitte die ganze Datei schicken."
        )
