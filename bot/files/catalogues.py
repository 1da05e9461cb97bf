"""`translations/` -> the voices. Catalogues are ordinary .po files; what gettext needs is kept in a cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory

from babel import localedata
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from bot.core.voice import STYLES, Voice
from bot.files import catalogue_checks as checks
from bot.files import disk, po_files
from bot.files.problems import Problem

DOMAINS = ("bot", "knowledge")
_UNUSED = (
    "currency_names",
    "currency_names_plural",
    "currency_symbols",
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "interval_formats",
    "meta_zones",
    "scripts",
    "territories",
    "time_zones",
    "unit_display_names",
    "variants",
    "zone_formats",
)
_MOST = 10_000_000
"""bytes of a catalogue"""
SOURCE_LANGUAGES = {"bot": "en", "knowledge": "de"}


def catalogue_path(folder: Path, language: str, domain: str) -> Path:
    """Where the catalogue of a language lies."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def exists(folder: Path, language: str) -> bool:
    """Whether a language or style has any texts."""
    return any(catalogue_path(folder, language, domain).exists() for domain in DOMAINS)


class Voices(Mapping[str, Voice]):
    """The voice of each language, made when it is first needed."""

    def __init__(self, folder: Path, languages: tuple[str, ...], cache: Path | None = None) -> None:
        self._folder, self._languages, self._cache = folder, languages, cache
        self._made: dict[str, Voice] = {}

    def __getitem__(self, language: str) -> Voice:
        if language not in self._languages:
            raise KeyError(language)
        if language not in self._made:
            bot, knowledge = (self._translations(language, domain) for domain in DOMAINS)
            self._made[language] = Voice(language, bot, knowledge)
            _lighten(str(self._made[language].locale))
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def _translations(self, language: str, domain: str) -> NullTranslations:
        path = catalogue_path(self._folder, language, domain)
        found = NullTranslations()
        if path.exists():
            raw, base = path.read_bytes(), STYLES.get(language, language)
            found = GNUTranslations(io.BytesIO(compiled(raw, base, self._cache)))
        if language in STYLES:  # what a style does not say in its own way is said as usual
            found.add_fallback(self._translations(STYLES[language], domain))
        return found


def _keep(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also for another process, or if this one is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".compiling-") as folder:
        beside = Path(folder) / path.name
        beside.write_bytes(content)
        beside.replace(path)


def _lighten(locale: str) -> None:
    """Let go of what Babel knows of a language and the bot never says: half of its memory."""
    for name in (locale, "root"):
        data = localedata.load(name)
        for unused in _UNUSED:
            data.pop(unused, None)
        units = data.get("unit_patterns", {})
        for unit in [unit for unit in units if not unit.startswith("duration")]:
            del units[unit]


def compile_all(folder: Path, languages: tuple[str, ...], cache: Path | None) -> None:
    """Keep what gettext needs of every catalogue, so that the next start is quick; what is older goes."""
    if cache is None:
        return
    kept: set[str] = set()
    for language in languages:
        for domain in DOMAINS:
            if (path := catalogue_path(folder, language, domain)).exists():
                raw, base = path.read_bytes(), STYLES.get(language, language)
                compiled(raw, base, cache)
                kept.add(_kept(cache, base, raw).name)
    with suppress(OSError):
        for path in cache.glob("*.mo"):
            if path.name not in kept:
                path.unlink()


def compiled(raw: bytes, language: str, cache: Path | None) -> bytes:
    """A catalogue in the form gettext reads, from the cache where it is there."""
    kept = cache and _kept(cache, language, raw)
    if kept and kept.exists():
        return kept.read_bytes()
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(raw), locale=language, charset="utf-8"))
    if kept:
        with suppress(OSError):  # a folder that cannot be written to only costs time
            _keep(kept, made.getvalue())
    return made.getvalue()


def _kept(cache: Path, language: str, raw: bytes) -> Path:
    return cache / f"{language}-{hashlib.sha256(raw).hexdigest()[:16]}.mo"


def problems(folder: Path, languages: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the catalogues: unreadable files, placeholders that got lost, HTML."""
    return [problem for problem in _findings(folder, languages) if problem.severity == "error"]


def hints(folder: Path, languages: tuple[str, ...]) -> list[Problem]:
    """What may be wrong in the catalogues: too long for a button, a number that is not there."""
    return [problem for problem in _findings(folder, languages) if problem.severity != "error"]


def missing(folder: Path, languages: tuple[str, ...]) -> list[Problem]:
    """Catalogues that are not there: their language falls back to German and English."""
    paths = (
        catalogue_path(folder, language, domain)
        for language in languages
        for domain in DOMAINS
        if language != SOURCE_LANGUAGES[domain]
    )
    remedy = "bitte mit „run_bot.py messages“ anlegen und übersetzen"
    return [
        Problem(str(path), 1, 1, "", "die Übersetzungsdatei fehlt", remedy, "warning")
        for path in paths
        if not path.exists()
    ]


def unreadable(folder: Path, path: Path, error: Exception) -> Problem:
    """A file that is no catalogue."""
    line = getattr(error, "lineno", 0) or 0
    what, remedy = "die Übersetzungsdatei ist nicht lesbar", "bitte mit Poedit öffnen und neu speichern"
    return Problem(_name(folder, path), line + 1, 1, "", what, remedy)


def _findings(folder: Path, languages: tuple[str, ...]) -> Iterator[Problem]:
    styles = tuple(style for style, base in STYLES.items() if base in languages and style not in languages)
    for language in (*languages, *styles):
        for domain in DOMAINS:
            path = catalogue_path(folder, language, domain)
            if disk.there(path):
                yield from _problems_of(folder, path, language)


def _problems_of(folder: Path, path: Path, language: str) -> Iterator[Problem]:
    try:
        raw = disk.contents(path, _MOST)
        yield from _checked(raw, _name(folder, path), language)
    except disk.Unreadable as error:
        yield Problem(_name(folder, path), 1, 1, "", error.what, error.remedy)
    except (PoFileError, ValueError) as error:
        yield unreadable(folder, path, error)


@lru_cache(maxsize=100)
def _checked(raw: bytes, name: str, language: str) -> tuple[Problem, ...]:
    """All findings of one catalogue; a running bot looks at the same ones again and again."""
    base = STYLES.get(language, language)
    catalogue = read_po(io.BytesIO(raw), locale=base, charset="utf-8", abort_invalid=True)
    found = [Problem(name, 1, 1, "", f.what, f.remedy, f.severity) for f in checks.of_head(catalogue, base)]
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            line, source = message.lineno or 1, po_files.text(message.id)[:40]
            found += [
                Problem(name, line, 1, source, finding.what, finding.remedy, finding.severity)
                for finding in checks.of_entry(message, language)
            ]
    return tuple(found)


def _name(folder: Path, path: Path) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"
