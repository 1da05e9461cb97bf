"""A volunteer's .po comes back: what was changed or confirmed goes into the catalogues, entry by entry.

What nobody touched since it was packed never overwrites; what cannot hold yet is kept as a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message
from rapidfuzz import fuzz

from bot.desk import shelf
from bot.desk.renewal import ALIKE
from bot.desk.translation_states import state_of
from bot.desk.volunteer_po import digest, read, stands
from bot.files import catalogue_checks, po_files
from bot.files.po_files import Key, key, text
from bot.files.town import Town

_TOLD, _SHORT = 20, 60


@dataclass
class Taken:
    """What became of a file; whatever is told is German, each with its text."""

    changed: int = 0
    """texts that are new, better or confirmed, and hold at once"""
    kept: list[str] = field(default_factory=list)
    """proposals: readers get the German until somebody has confirmed them"""
    refused: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    """what somebody should look at"""

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """What is told, under a heading each; of a long list the beginning."""
        named = (
            ("Als Vorschlag aufgehoben, bis jemand sie bestätigt", self.kept),
            ("Nicht übernommen", self.refused),
            ("Bitte ansehen", self.hints),
        )
        for name, found in named:
            if found:
                more = [f"… und {len(found) - _TOLD} weitere"] if len(found) > _TOLD else []
                yield f"{name}: {_texts(len(found))}", found[:_TOLD] + more

    def lines(self) -> Iterator[str]:
        """What is told to whoever brought it."""
        yield f"{_texts(self.changed)} übernommen."
        for heading, found in self.groups():
            yield heading
            yield from (f"  {line}" for line in found)


def take(town: Town, language: str, raw: bytes) -> Taken:
    """Put what a volunteer wrote into the catalogues; raises NotTaken, then nothing has changed."""
    given = read(raw, language)
    catalogues = shelf.current(town, language, shelf.templates(town))
    taking = _Taking(language, catalogues, po_files.entries(given))
    if taking.changes():
        shelf.keep(town.folders.translations, language, catalogues)
    return taking.taken


@dataclass(frozen=True)
class _Given:
    """One entry of the file, compared with how it was packed."""

    message: Message
    words: str
    fuzzy: bool
    packed: dict[str, bool]

    @classmethod
    def of(cls, message: Message) -> _Given:
        return cls(message, text(message.string), bool(message.fuzzy), stands(message))

    @property
    def reworded(self) -> bool:
        return digest(self.words) not in self.packed

    @property
    def touched(self) -> bool:
        if not self.packed:  # not from a file of ours: only the remark says whether anybody has read it
            return bool(self.words) and not po_files.unreviewed(self.message)
        return self.reworded or self.packed[digest(self.words)] != self.fuzzy


class _Taking:
    """One file on its way into the catalogues of a language."""

    def __init__(self, language: str, catalogues: dict[str, Catalog], given: dict[Key, Message]) -> None:
        self.taken, self._put_by = Taken(), False
        self._language, self._catalogues, self._named = language, catalogues, given
        self._live: dict[Key, Message] = {}
        for catalogue in catalogues.values():
            self._live |= po_files.entries(catalogue)

    def changes(self) -> bool:
        """Take all of it; whether the catalogues are others now."""
        for message in self._named.values():
            self._take(message)
        return bool(self.taken.changed or self.taken.kept or self._put_by)

    def _take(self, message: Message) -> None:
        """Take one entry, or say why not."""
        given = _Given.of(message)
        if not given.touched:
            return
        if message.pluralizable:
            self._refuse(message, "hat Formen des Plurals, die es hier nicht gibt")
        elif live := self._live.get(key(message)) or self._moved(key(message)):
            if given.words == text(live.string):
                self._judge(live, given)
            elif why := _left(live, given):
                self._refuse(live, why)
            elif self._sound(live, given.words):
                self._reword(live, given)
        elif given.words:
            self._put_to_newer(given)

    def _moved(self, name: Key) -> Message | None:
        """The same text at a place that the file does not know."""
        context, source = name
        found = [m for k, m in self._live.items() if k[1] == source and k[0] and k not in self._named]
        return found[0] if context and len(found) == 1 else None

    def _judge(self, live: Message, given: _Given) -> None:
        """The words stayed; they were found to be right, or doubtful."""
        state = state_of(live)
        if given.fuzzy and state == "done":
            self._hint(live, "war bestätigt, gilt dieser Person aber als unsicher; es bleibt, wie es ist")
        elif not given.fuzzy and state in ("outdated", "not_reviewed") and self._sound(live, given.words):
            self._confirm(live)

    def _reword(self, live: Message, given: _Given) -> None:
        """Other words than those that stand here now; who is unsure does not confirm them."""
        state, before = state_of(live), text(live.string)
        live.string = given.words
        if not given.fuzzy:
            self._confirm(live)
            if state == "done" and digest(before) not in given.packed:
                self._hint(live, f"hatte inzwischen auch jemand anderes übersetzt, bisher galt: „{before}“")
        elif state == "not_reviewed":
            self.taken.changed += 1
            self._hint(live, "ist übernommen, gilt aber noch als nicht geprüft: war als unsicher markiert")
        else:
            live.flags.add("fuzzy")
            self.taken.kept.append(_told(live, "war noch als unsicher markiert"))

    def _put_to_newer(self, given: _Given) -> None:
        """The source has changed since the file was packed: a proposal for what stands there now."""
        newer = self._newer(given)
        if newer is None:
            self._put_aside(given)
        elif given.reworded or given.words == text(newer.string) or not newer.string:
            context, source = key(given.message)
            if self._sound(Message(source, "", newer.locations, context=context), given.words):
                newer.string, newer.previous_id = given.words, [source]
                newer.flags.add("fuzzy")
                if not given.fuzzy:
                    _take_remark_away(newer)
                self.taken.kept.append(_told(given.message, "der Ausgangstext hat sich inzwischen geändert"))

    def _newer(self, given: _Given) -> Message | None:
        """What stands where this text stood: outdated with it, as it was packed, or still missing."""
        context, source = key(given.message)
        here = [m for (place, _), m in self._live.items() if place == context]
        for outdated in (m for m in here if m.fuzzy):
            if text(outdated.previous_id) == source or digest(text(outdated.string)) in given.packed:
                return outdated
        missing = [m for m in here if not text(m.string)]
        alike = max(missing, key=lambda m: fuzz.ratio(source, text(m.id)), default=None)
        alone = context is not None and len(missing) == 1
        return alike if alike and (alone or fuzz.ratio(source, text(alike.id)) >= ALIKE) else None

    def _put_aside(self, given: _Given) -> None:
        """Nothing asks for this text any more: should it come back, its translation is there."""
        context, source = key(given.message)
        domain, name = ("knowledge", (source, context)) if context else ("bot", source)
        obsolete = self._catalogues[domain].obsolete if domain in self._catalogues else {}
        known = obsolete.get(name)
        if known and text(known.string) == given.words and not po_files.unreviewed(known):
            return
        if given.fuzzy:
            self._refuse(given.message, "diesen Text gibt es nicht mehr")
        elif self._sound(Message(source, "", context=context), given.words):
            obsolete[name] = Message(source, given.words, context=context)
            self._put_by = True
            self._refuse(given.message, "diesen Text gibt es nicht mehr; aufgehoben, falls er wiederkommt")

    def _confirm(self, live: Message) -> None:
        live.flags.discard("fuzzy")
        live.previous_id = []
        _take_remark_away(live)
        self.taken.changed += 1

    def _sound(self, place: Message, words: str) -> bool:
        """Whether a translation passes the checks; what is only doubtful is noted."""
        looked_at = Message(place.id, words, place.locations, context=place.context)
        found = list(catalogue_checks.of_entry(looked_at, self._language))
        wrong = [finding for finding in found if finding.severity == "error"]
        for finding in wrong or found:
            tell = self._refuse if wrong else self._hint
            tell(place, f"{finding.what}; {finding.remedy}")
        return not wrong

    def _refuse(self, entry: Message, why: str) -> None:
        self.taken.refused.append(_told(entry, why))

    def _hint(self, entry: Message, what: str) -> None:
        self.taken.hints.append(_told(entry, what))


def _left(live: Message, given: _Given) -> str:
    """Why other words than those that stand here are left alone."""
    state = state_of(live)
    if not given.words:
        return "wurde geleert; die bisherige Übersetzung bleibt"
    if given.packed and not given.reworded:
        return "hat inzwischen jemand anderes geändert; das bleibt"
    if not given.packed and (state == "done" or (given.fuzzy and state != "missing")):
        return "ist schon übersetzt, und die Datei sagt nicht, wovon sie ausging"
    if state == "done" and given.fuzzy:
        return f"ist schon bestätigt, der neue Satz war als unsicher markiert: „{given.words}“"
    return ""


def _told(entry: Message, what: str) -> str:
    source = text(entry.id)
    short = source if len(source) <= _SHORT else f"{source[:_SHORT]}…"
    return f"„{short}“{f' ({entry.context})' if entry.context else ''}: {what}"


def _take_remark_away(message: Message) -> None:
    message.user_comments = [note for note in message.user_comments if po_files.UNREVIEWED not in note]


def _texts(number: int) -> str:
    return f"{number} {'Text' if number == 1 else 'Texte'}"
