"""`messages`: take all texts out of the code and of `knowledge/`, bring every catalogue up to date.

`bot.pot` holds the bot's own English sentences, `knowledge.pot` the German texts of the town; the context
of each names its place. A changed source makes its translation fuzzy, and a fuzzy one is not shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.core.hsds import Organization, Service
from bot.files.catalogues import SOURCE_LANGUAGES, catalogue_path
from bot.files.knowledge_files import KnowledgeFiles
from bot.files.town import Town

_HEAD = "# Wegweiser: open with Poedit or any other editor for gettext catalogues."
_CHANGING = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
_KEYWORDS = {"say": None, "N_": None}
_ORGANIZATION = ("description", "alert", "notes")
_SERVICE = ("name", "description", "eligibility_description", "fees_description", "application_process",
            "interpretation_services", "alert", "required_documents")  # fmt: skip
_GUIDE = ("sentences", "bring", "more")

Text = tuple[str, str, str]
"""file, context, German text"""


def update(town: Town, home: Path) -> Iterator[str]:
    """Write both templates and update the catalogue of each language; yields what was done, line by line."""
    folder = town.folders.translations
    templates = {"bot": bot_template(home), "knowledge": knowledge_template(town.files)}
    for domain, template in templates.items():
        _write(folder / f"{domain}.pot", template)
        for language in town.intents.languages:
            if language == SOURCE_LANGUAGES[domain]:
                continue
            catalogue = _updated(catalogue_path(folder, language, domain), language, template)
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


def texts(files: KnowledgeFiles) -> Iterator[Text]:
    """Every German text of `knowledge/` that a reader may see, with its context."""
    for topic, entry in (files.topics.model.topics if files.topics.model else {}).items():
        yield files.topics.document.name, f"topics/{topic}", entry.title
    for guide in files.guides:
        if guide.model:
            yield guide.document.name, f"{guide.model.need}/title", guide.model.title
            yield from _of(guide.document.name, guide.model.need, guide.model, _GUIDE)
    for hotline in files.hotlines.model.hotlines if files.hotlines.model else ():
        for fact in filter(None, (hotline.name, hotline.hours)):
            yield files.hotlines.document.name, f"hotlines/{hotline.id}/remark", fact.value
    for organization in files.organizations:
        if organization.model:
            yield from _of_organization(organization.document.name, organization.model)


def _of_organization(file: str, organization: Organization) -> Iterator[Text]:
    yield from _of(file, organization.id, organization, _ORGANIZATION)
    for phone in organization.phones:
        yield from _remark(file, organization.id, phone)
    for location in organization.locations:
        yield from _remark(file, location.id, location)
        for fact in filter(None, (location.transportation, *location.accessibility)):
            yield file, f"{location.id}/access", fact.value
    for service in organization.services:
        yield from _of_service(file, f"{organization.id}/{service.id}", organization.id, service)


def _of_service(file: str, context: str, owner: str, service: Service) -> Iterator[Text]:
    yield from _of(file, context, service, _SERVICE)
    for phone in service.phones:
        yield from _remark(file, owner, phone)


def _remark(file: str, owner: str, entry: Any) -> Iterator[Text]:
    if entry.description:
        yield file, f"{owner}/remark", entry.description.value


def _of(file: str, context: str, entry: Any, fields: tuple[str, ...]) -> Iterator[Text]:
    for field in fields:
        facts = getattr(entry, field) or ()
        for fact in facts if isinstance(facts, tuple) else (facts,):
            if fact.confidence not in ("low", "none"):
                yield file, f"{context}/{field}", fact.value


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
