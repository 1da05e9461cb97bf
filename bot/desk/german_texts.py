"""Every German text of `knowledge/` that a reader may see, with its context: what is to be translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.core.checks import Check
from bot.core.hsds import Organization, Service
from bot.core.knowledge import Guide
from bot.files.knowledge_files import KnowledgeFiles

_ORGANIZATION = ("description", "alert", "notes")
_SERVICE = ("name", "description", "eligibility_description", "fees_description", "application_process",
            "interpretation_services", "alert", "required_documents")  # fmt: skip
_GUIDE = ("sentences", "bring", "more")

_EVENT = ("name", "description", "audience", "price", "registration_note")

Text = tuple[str, str, str]
"""file, context, German text"""


def texts(files: KnowledgeFiles) -> Iterator[Text]:
    """Every German text of `knowledge/` that a reader may see, with its context."""
    for topic, entry in (files.topics.model.topics if files.topics.model else {}).items():
        yield files.topics.document.name, f"topics/{topic}", entry.title
    for guide in files.guides:
        if guide.model:
            yield from _of_guide(guide.document.name, guide.model)
    yield from _of_hotlines(files)
    for organization in files.organizations:
        if organization.model:
            yield from _of_organization(organization.document.name, organization.model)
    for check in files.checks:
        if check.model:
            yield from _of_check(check.document.name, check.model)
    yield from _of_events(files)
    yield from _of_sources(files)


def _of_sources(files: KnowledgeFiles) -> Iterator[Text]:
    """The sources that guided checks name to their readers."""
    results = [result for f in files.checks if f.model for result in f.model.results.values()]
    named = {name for r in results for line in (*r.lines, *r.documents) for name in line.source}
    for name, source in files.sources.model.sources.items() if files.sources.model else ():
        if name in named:
            yield files.sources.document.name, f"sources/{name}", source.what


def _of_guide(file: str, guide: Guide) -> Iterator[Text]:
    yield file, f"{guide.need}/title", guide.title
    yield from _of(file, guide.need, guide, _GUIDE)
    if guide.wish:
        yield file, f"{guide.need}/wish", guide.wish


def _of_hotlines(files: KnowledgeFiles) -> Iterator[Text]:
    for hotline in files.hotlines.model.hotlines if files.hotlines.model else ():
        for fact in filter(None, (hotline.name, hotline.hours)):
            yield files.hotlines.document.name, f"hotlines/{hotline.id}/remark", fact.value


def _of_events(files: KnowledgeFiles) -> Iterator[Text]:
    for events in (files.events, files.example_events):
        for event in events.model.events if events.model else ():
            yield from _of(events.document.name, f"events/{event.id}", event, _EVENT)


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


def _of_check(file: str, check: Check) -> Iterator[Text]:
    yield file, f"{check.id}/title", check.title
    for name, step in check.steps.items():
        own = f"{check.id}/{name}"
        yield file, f"{own}/question", step.question
        yield from ((file, f"{own}/hint", fact.value) for fact in filter(None, (step.hint,)))
        for option in step.options:
            yield from ((file, f"{own}/option", text) for text in (option.label, *option.says))
    for name, result in check.results.items():
        own = f"{check.id}/{name}"
        yield file, f"{own}/title", result.title
        yield from _of(file, own, result, ("lines", "documents"))
    yield from _of(file, check.id, check, ("items",))
