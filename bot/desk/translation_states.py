"""How far each language is: confirmed, not read by anybody yet, outdated, missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from bot.core.voice import STYLES
from bot.desk import shelf
from bot.files import po_files
from bot.files.town import Town

State = Literal["done", "not_reviewed", "outdated", "missing"]
STATE_NAMES: Mapping[State, str] = {
    "done": "fertig",
    "not_reviewed": "nicht geprüft",
    "outdated": "veraltet",
    "missing": "fehlt",
}
_STYLE_NAMES = {"de_leicht": "Leichte Sprache"}


@dataclass(frozen=True)
class LanguageState:
    """The texts of one language, each counted once: total = done + not_reviewed + outdated + missing."""

    language: str
    name: str
    """in German"""
    total: int
    done: int
    """translated and read by a person"""
    not_reviewed: int
    """shown to readers, but only a machine has worked on it"""
    outdated: int
    """the source has changed since; readers get the German"""
    missing: int
    words: int
    """of the source, still to be translated: outdated and missing"""


@dataclass(frozen=True)
class Task:
    """One text of one language, for whoever translates it."""

    domain: str
    context: str
    """the place of a text of the town; empty for the bot's own sentences"""
    source: str
    """German for a text of the town, English for a sentence of the bot"""
    german: str
    """the German beside an English source; else the source again, empty where nobody wrote it"""
    previous: str
    """the source that an outdated translation was made from"""
    translation: str
    state: State
    file: str


def states(town: Town) -> list[LanguageState]:
    """How far each language is with the texts of today, also before `messages` was run."""
    wanted = shelf.templates(town)
    return [state(language, shelf.current(town, language, wanted)) for language in shelf.languages(town)]


def languages_to_translate(town: Town) -> tuple[str, ...]:
    """All languages and styles that have something to translate."""
    return shelf.languages(town)


def state_of_language(town: Town, language: str) -> LanguageState:
    """How far one language is with the texts of today."""
    return state(language, shelf.current(town, language, shelf.templates(town)))


def state(language: str, catalogues: Mapping[str, Catalog]) -> LanguageState:
    """How far one language is, from its catalogues."""
    messages = [message for catalogue in catalogues.values() for message in catalogue if message.id]
    found = [state_of(message) for message in messages]
    words = sum(
        _words(message)
        for message, its in zip(messages, found, strict=True)
        if its in ("outdated", "missing")
    )
    return LanguageState(
        language,
        german_name(language),
        len(messages),
        found.count("done"),
        found.count("not_reviewed"),
        found.count("outdated"),
        found.count("missing"),
        words,
    )


def state_of(message: Message) -> State:
    """How far one text is."""
    if not po_files.text(message.string):
        return "missing"
    if message.fuzzy:
        return "outdated"
    return "not_reviewed" if po_files.unreviewed(message) else "done"


def tasks(town: Town, language: str) -> list[Task]:
    """Every text of a language, in the order of the files; raises KeyError for an unknown language."""
    if language not in shelf.languages(town):
        raise KeyError(language)
    wanted = shelf.templates(town)
    german = german_of_bot(town, wanted)
    return [
        _task(domain, message, german)
        for domain, catalogue in shelf.current(town, language, wanted).items()
        for message in catalogue
        if message.id
    ]


def german_of_bot(town: Town, wanted: dict[str, Catalog]) -> dict[str, str]:
    """English sentence of the bot -> the German one, where it is up to date."""
    if "bot" not in wanted or "de" not in shelf.languages(town):
        return {}
    found = shelf.current(town, "de", {"bot": wanted["bot"]})["bot"]
    return {po_files.text(m.id): po_files.text(m.string) for m in found if m.id and not m.fuzzy}


def german_name(language: str) -> str:
    """The German name of a language."""
    if language in STYLES:
        return _STYLE_NAMES.get(language, language)
    try:
        return Locale.parse(language).get_display_name("de") or language
    except (UnknownLocaleError, ValueError):
        return language


def line(state: LanguageState) -> str:
    """The state of a language in one line."""
    return f"{state.name} ({state.language}): {_counts(state)}"


def total(states: Iterable[LanguageState]) -> str:
    """All languages in one line."""
    states = list(states)
    sums = (sum(getattr(s, name) for s in states) for name in ("total", *STATE_NAMES, "words"))
    return f"Zusammen: {_counts(LanguageState('', '', *sums))}"


def table(states: Iterable[LanguageState]) -> Iterator[str]:
    """All languages as lines, the total at the end."""
    states = list(states)
    yield from map(line, states)
    yield total(states)


def open_tasks(found: Iterable[Task]) -> Iterator[str]:
    """What is outdated or missing in one language, as lines."""
    waiting = [task for task in found if task.state in ("outdated", "missing")]
    for task in waiting:
        place = f"{task.file}: {task.context}" if task.context else task.file
        yield f"{STATE_NAMES[task.state]}: {place}"
        yield f"    {task.source}"
        if task.previous:
            yield f"    bisher: {task.previous}"
            yield f"    dazu übersetzt: {task.translation}"
    if not waiting:
        yield "Nichts ist veraltet, nichts fehlt."


def _task(domain: str, message: Message, german: Mapping[str, str]) -> Task:
    source = po_files.text(message.id)
    return Task(
        domain,
        message.context or "",
        source,
        german.get(source, "") if domain == "bot" else source,
        po_files.text(message.previous_id),
        po_files.text(message.string),
        state_of(message),
        message.locations[0][0] if message.locations else "",
    )


def _words(message: Message) -> int:
    return len(po_files.text(message.id).split())


def _counts(state: LanguageState) -> str:
    done = state.done + state.not_reviewed
    complete = "vollständig" if done == state.total else f"{done} von {state.total} übersetzt"
    unread = f"{state.not_reviewed} nicht geprüft"
    todo = f"{state.outdated} veraltet, {state.missing} fehlen, {state.words} Wörter zu tun"
    return f"{complete}, {unread}, {todo}"
