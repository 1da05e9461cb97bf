"""`translations/` -> the voices. Catalogues are ordinary .po files; what gettext needs is kept in a cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory

from babel import localedata
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from bot.core.voice import STYLES, Voice
from bot.files import disk
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
            found = GNUTranslations(
                io.BytesIO(self._compiled(path.read_bytes(), STYLES.get(language, language)))
            )
        if language in STYLES:  # what a style does not say in its own way is said as usual
            found.add_fallback(self._translations(STYLES[language], domain))
        return found

    def _compiled(self, raw: bytes, language: str) -> bytes:
        kept = self._cache and self._cache / f"{language}-{hashlib.sha256(raw).hexdigest()[:16]}.mo"
        if kept and kept.exists():
            return kept.read_bytes()
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(raw), locale=language, charset="utf-8"))
        if kept:
            with suppress(OSError):  # a folder that cannot be written to only costs time
                _keep(kept, compiled.getvalue())
        return compiled.getvalue()


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


def problems(folder: Path, languages: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the catalogues: unreadable files, placeholders that got lost."""
    found: list[Problem] = []
    for language in languages:
        for domain in DOMAINS:
            path = catalogue_path(folder, language, domain)
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            if disk.there(path):
                found += _problems_of(path, name, STYLES.get(language, language))
    return found


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


def _problems_of(path: Path, name: str, language: str) -> Iterator[Problem]:
    try:
        raw = disk.contents(path, _MOST)
        catalogue = read_po(io.BytesIO(raw), locale=language, charset="utf-8", abort_invalid=True)
    except disk.Unreadable as error:
        yield Problem(name, 1, 1, "", error.what, error.remedy)
        return
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        yield Problem(
            name,
            line + 1,
            1,
            "",
            "die Übersetzungsdatei ist nicht lesbar",
            "bitte mit Poedit öffnen und neu speichern",
        )
        return
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            wanted, given = _placeholders(str(message.id)), _placeholders(str(message.string))
            if wanted != given:
                lost = ", ".join(sorted(wanted ^ given))
                yield Problem(
                    name,
                    message.lineno or 1,
                    1,
                    str(message.id)[:40],
                    f"die Platzhalter stimmen nicht überein ({lost})",
                    "bitte genau so übernehmen wie im Ausgangstext",
                )


def _placeholders(text: str) -> set[str]:
    import string

    try:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:
        return {"{ }"}
