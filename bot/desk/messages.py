"""`messages`: take all texts out of the code and of `knowledge/`, bring every catalogue up to date.

`bot.pot` holds the bot's own English sentences, `knowledge.pot` the German texts of the town; the context
of each names its place. A changed source makes its translation fuzzy, and a fuzzy one is not shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.core.voice import STYLES
from bot.desk.german_texts import texts
from bot.files.catalogues import SOURCE_LANGUAGES, catalogue_path, exists
from bot.files.knowledge_files import KnowledgeFiles
from bot.files.town import Town

_HEAD = "# Wegweiser: open with Poedit or any other editor for gettext catalogues."
_CHANGING = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
_KEYWORDS = {"say": None, "N_": None}


def update(town: Town, home: Path) -> Iterator[str]:
    """Write both templates and update the catalogue of each language; yields what was done, line by line."""
    folder = town.folders.translations
    templates = {"bot": bot_template(home), "knowledge": knowledge_template(town.files)}
    for domain, template in templates.items():
        _write(folder / f"{domain}.pot", template)
        styles = (style for style in STYLES if exists(folder, style))
        for language in (*town.intents.languages, *styles):
            if language == SOURCE_LANGUAGES[domain]:
                continue
            catalogue = _updated(
                catalogue_path(folder, language, domain), STYLES.get(language, language), template
            )
            yield f"{language} {domain}: {_state(catalogue)}"


def bot_template(home: Path) -> Catalog:
    """The bot's own sentences."""
    template = Catalog(project="Wegweiser", charset="utf-8", header_comment=_HEAD)
    found = extract_from_dir(
        home / "bot", [("**.py", "python")], keywords=_KEYWORDS, comment_tags=["Translators:"]
    )
    for file, line, message, comments, _ in sorted(found, key=lambda row: (row[0], row[1])):
        template.add(message, None, [(f"bot/{file}", line)], auto_comments=comments)
    return template


def knowledge_template(files: KnowledgeFiles) -> Catalog:
    """The German texts of the town."""
    template = Catalog(project="Wegweiser", charset="utf-8", header_comment=_HEAD)
    for file, context, text in texts(files):
        template.add(text, None, [(file, 0)], context=context)
    return template


def _updated(path: Path, language: str, template: Catalog) -> Catalog:
    if path.exists():
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language, charset="utf-8")
        catalogue.update(template, no_fuzzy_matching=False)
    else:
        catalogue = Catalog(
            locale=language, project="Wegweiser", charset="utf-8", fuzzy=False, header_comment=_HEAD
        )
        catalogue.update(template)
    _write(path, catalogue)
    return catalogue


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, width=110, include_previous=True, omit_header=False, sort_output=False)
    # no dates in the header: a catalogue changes only when a text does
    lines = [line for line in written.getvalue().decode().splitlines() if not line.startswith(_CHANGING)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _state(catalogue: Catalog) -> str:
    messages = [message for message in catalogue if message.id]
    done = sum(bool(message.string) and not message.fuzzy for message in messages)
    fuzzy = sum(message.fuzzy for message in messages)
    unseen = sum(
        "machine translation, not reviewed" in " ".join(message.user_comments) for message in messages
    )
    return f"{done} of {len(messages)} translated, {fuzzy} outdated, {unseen} not reviewed"
