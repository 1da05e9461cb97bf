"""The catalogues of a town: as they lie on the disk, and as they would be with the texts of today."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import PoFileError

from bot.core.voice import STYLES
from bot.desk.german_texts import texts
from bot.desk.renewal import renewed
from bot.files import po_files
from bot.files.catalogues import DOMAINS, SOURCE_LANGUAGES, catalogue_path, exists, unreadable
from bot.files.knowledge_files import KnowledgeFiles
from bot.files.problems import BrokenFiles
from bot.files.town import Town

_KEYWORDS = {"say": None, "N_": None}


def languages(town: Town) -> tuple[str, ...]:
    """All languages of the town, and the styles that have texts."""
    styles = (style for style in STYLES if exists(town.folders.translations, style))
    return (*town.intents.languages, *styles)


def domains(language: str) -> tuple[str, ...]:
    """The catalogues a language needs: none for what is written in it."""
    return tuple(domain for domain in DOMAINS if SOURCE_LANGUAGES[domain] != language)


def base(language: str) -> str:
    """The language itself, or that of a style."""
    return STYLES.get(language, language)


def bot_template(home: Path) -> Catalog:
    """The bot's own sentences."""
    template = po_files.new(None)
    found = extract_from_dir(
        home / "bot", [("**.py", "python")], keywords=_KEYWORDS, comment_tags=["Translators:"]
    )
    for file, line, message, comments, _ in sorted(found, key=lambda row: (row[0], row[1])):
        template.add(message, None, [(f"bot/{file}", line)], auto_comments=comments)
    return template


def knowledge_template(files: KnowledgeFiles) -> Catalog:
    """The German texts of the town."""
    template = po_files.new(None)
    for file, context, text in texts(files):
        template.add(text, None, [(file, 0)], context=context)
    return template


def templates(town: Town) -> dict[str, Catalog]:
    """The texts of today; the bot's own are those found last, for they change with the program only."""
    found = {"knowledge": knowledge_template(town.files)}
    kept = town.folders.translations / "bot.pot"
    if kept.exists():
        found["bot"] = po_files.read(kept.read_text(encoding="utf-8"), SOURCE_LANGUAGES["bot"])
    return found


def current(town: Town, language: str, wanted: dict[str, Catalog]) -> dict[str, Catalog]:
    """The catalogues of a language as `messages` would leave them; nothing is written."""
    folder = town.folders.translations
    return {
        domain: renewed(stored(folder, language, domain), wanted[domain], base(language))
        for domain in domains(language)
        if domain in wanted
    }


def stored(folder: Path, language: str, domain: str) -> Catalog:
    """A catalogue as it lies on the disk, or an empty one; raises BrokenFiles if it cannot be read."""
    path = catalogue_path(folder, language, domain)
    if not path.exists():
        return po_files.new(base(language))
    try:
        return po_files.read(path.read_text(encoding="utf-8"), base(language), strict=True)
    except (PoFileError, ValueError) as error:
        raise BrokenFiles([unreadable(folder, path, error)]) from error


def keep(folder: Path, language: str, catalogues: dict[str, Catalog]) -> None:
    """Write the catalogues of a language; a file in which nothing changed stays as it is."""
    for domain, catalogue in catalogues.items():
        po_files.keep(catalogue_path(folder, language, domain), po_files.written(catalogue))
