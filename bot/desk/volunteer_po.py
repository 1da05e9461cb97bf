"""One .po file for a volunteer with all texts of a language, and back into its catalogues.

Knowledge entries are told from the bot's own by their context. Any editor for gettext opens it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from bot.desk import shelf
from bot.desk.translation_states import german_of_bot, state_of
from bot.files import po_files
from bot.files.catalogue_checks import limit, of_entry
from bot.files.town import Town

LARGEST = 10_000_000
"""bytes of a file that is taken back"""


class NotTaken(Exception):
    """Why nothing of a file was taken, in German."""


@dataclass
class Taken:
    """What became of a file."""

    changed: int = 0
    refused: list[str] = field(default_factory=list)
    """what could not be taken, in German, each with its text"""

    def lines(self) -> Iterator[str]:
        """What is told to whoever brought it."""
        yield f"{self.changed} {'Text' if self.changed == 1 else 'Texte'} übernommen."
        yield from self.refused


def pack(town: Town, language: str, *, only_todo: bool) -> bytes:
    """All texts of a language, or those with something to do, as one catalogue in UTF-8."""
    wanted = shelf.templates(town)
    german, whole = german_of_bot(town, wanted), po_files.new(shelf.base(language))
    for domain, catalogue in shelf.current(town, language, wanted).items():
        for message in po_files.entries(catalogue).values():
            if not only_todo or state_of(message) in ("missing", "outdated"):
                _add(whole, message, german if domain == "bot" else {})
    return po_files.written(whole).encode()


def _add(whole: Catalog, message: Message, german: dict[str, str]) -> None:
    source = po_files.text(message.id)
    told = list(message.auto_comments)
    if source in german:
        told.append(f"Deutsch: {german[source]}")
    if most := limit(message):
        told.append(f"höchstens {most} Zeichen")
    whole.add(
        message.id, message.string, message.locations, message.flags, told, message.user_comments,
        message.previous_id, context=message.context,
    )  # fmt: skip


def take(town: Town, language: str, raw: bytes) -> Taken:
    """Put what a volunteer wrote into the catalogues; raises NotTaken, then nothing has changed.

    A changed text, and one whose remark or flag was taken away, counts as read by a person.
    """
    given = po_files.entries(_read(raw, shelf.base(language)))
    taken, catalogues = Taken(), shelf.current(town, language, shelf.templates(town))
    known = {key: entry for each in catalogues.values() for key, entry in po_files.entries(each).items()}
    for key, entry in given.items():
        if key in known:
            _take_one(known[key], entry, shelf.base(language), taken)
        elif entry.string:
            taken.refused.append(
                f"„{_short(key[1])}“ gibt es nicht mehr: Der Ausgangstext hat sich geändert."
            )
    if taken.changed:
        shelf.keep(town.folders.translations, language, catalogues)
    return taken


def _read(raw: bytes, language: str) -> Catalog:
    if len(raw) > LARGEST:
        raise NotTaken("Die Datei ist größer als 10 MB.")
    try:
        text = raw.decode("utf-8-sig")
        if "msgid" not in text or "msgstr" not in text:
            raise NotTaken("Das ist keine Übersetzungsdatei (.po).")
        head = next((line for line in text.splitlines() if line.startswith('"Language: ')), "")
        named = head.removeprefix('"Language: ').partition("\\n")[0].strip('" ')
        if named and named.partition("_")[0].partition("-")[0] != language:
            raise NotTaken(f"Die Datei ist für die Sprache „{named}“, nicht für „{language}“.")
        return po_files.read(text, language, strict=True)
    except UnicodeDecodeError:
        raise NotTaken("Die Datei ist nicht in UTF-8 gespeichert.") from None
    except (PoFileError, ValueError) as error:
        raise NotTaken(
            f"Die Datei lässt sich nicht lesen ({error}). Bitte mit Poedit neu speichern."
        ) from None


def _take_one(known: Message, given: Message, language: str, taken: Taken) -> None:
    same = given.string == known.string
    confirmed = (known.fuzzy and not given.fuzzy) or (
        po_files.unreviewed(known) and not po_files.unreviewed(given)
    )
    if not given.string or given.fuzzy or (same and not confirmed):
        return
    wrong = [found for found in of_entry(given, language) if found.severity == "error"]
    if wrong:
        source = _short(po_files.text(known.id))
        taken.refused += [f"„{source}“: {found.what}; {found.remedy}" for found in wrong]
        return
    known.string, known.previous_id = given.string, []
    known.flags.discard("fuzzy")
    known.user_comments = [note for note in known.user_comments if po_files.UNREVIEWED not in note]
    taken.changed += 1


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - characters of a line
