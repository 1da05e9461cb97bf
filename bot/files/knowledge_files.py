"""`knowledge/` -> Knowledge, with every mistake noted at its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from bot.core.hsds import Hotline, Organization
from bot.core.knowledge import Guide, Knowledge, Topic
from bot.core.schedule import Closure, Schedule
from bot.files import yaml_text
from bot.files.problems import Problem
from bot.files.validation import validated
from bot.files.yaml_text import Document

M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Strict):
    """Where a fact was read."""

    what: str
    url: str | None = None
    date: str | None = None


class Sources(_Strict):
    """`sources.yaml`"""

    sources: dict[str, Source] = {}


class Topics(_Strict):
    """`topics.yaml`"""

    topics: dict[str, Topic] = {}


class Hotlines(_Strict):
    """`hotlines.yaml`"""

    hotlines: tuple[Hotline, ...] = ()


class Closures(_Strict):
    """`closures.yaml`"""

    closures: tuple[Closure, ...] = ()


class Examples(_Strict):
    """`examples/schedules.yaml`: times that are not real, by offer."""

    example: bool = True
    schedules: dict[str, tuple[Schedule, ...]] = {}


@dataclass(frozen=True)
class File(Generic[M]):
    """A document and the model made of it; None where it is broken."""

    document: Document
    model: M | None


@dataclass(frozen=True)
class KnowledgeFiles:
    """All of `knowledge/` as it was read."""

    organizations: tuple[File[Organization], ...]
    guides: tuple[File[Guide], ...]
    sources: File[Sources]
    topics: File[Topics]
    hotlines: File[Hotlines]
    closures: File[Closures]
    examples: File[Examples]

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file that was read."""
        single: tuple[File[Any], ...] = (
            self.sources,
            self.topics,
            self.hotlines,
            self.closures,
            self.examples,
        )
        many: tuple[File[Any], ...] = (*self.organizations, *self.guides)
        return tuple(file.document for file in (*many, *single))

    @property
    def problems(self) -> list[Problem]:
        """All findings in the order of files and lines."""
        return sorted(p for document in self.documents for p in document.problems)

    def knowledge(self, needs: Mapping[str, tuple[str, ...]], *, examples: bool) -> Knowledge:
        """The knowledge made of the files that are whole; with example times if asked for."""
        organizations = [f.model for f in self.organizations if f.model]
        if examples and self.examples.model:
            organizations = [_with_examples(o, self.examples.model.schedules) for o in organizations]
        return Knowledge(
            organizations={o.id: o for o in organizations},
            guides={f.model.need: f.model for f in self.guides if f.model},
            hotlines={h.id: h for h in self.hotlines.model.hotlines} if self.hotlines.model else {},
            topics=self.topics.model.topics if self.topics.model else {},
            needs=needs,
            closures=self.closures.model.closures if self.closures.model else (),
        )


def read(folder: Path) -> KnowledgeFiles:
    """Read every file of the folder; nothing is raised, mistakes stand in the documents."""
    return KnowledgeFiles(
        organizations=tuple(_file(folder, path, Organization) for path in _yaml_in(folder / "organizations")),
        guides=tuple(_file(folder, path, Guide) for path in _yaml_in(folder / "guides")),
        sources=_file(folder, folder / "sources.yaml", Sources),
        topics=_file(folder, folder / "topics.yaml", Topics),
        hotlines=_file(folder, folder / "hotlines.yaml", Hotlines),
        closures=_file(folder, folder / "closures.yaml", Closures),
        examples=_file(folder, folder / "examples" / "schedules.yaml", Examples, optional=True),
    )


def _yaml_in(folder: Path) -> list[Path]:
    """Its files; one with the ending .yml is read too, so that its name can be complained about."""
    found = (path for path in folder.glob("*") if path.suffix in (".yaml", ".yml"))
    return sorted(path for path in found if not path.name.startswith("_"))


def _file(folder: Path, path: Path, model: type[M], *, optional: bool = False) -> File[M]:
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    if optional and not path.exists():
        return File(Document(name), model())
    document = yaml_text.read(path, name)
    if path.suffix == ".yml":
        document.problems.append(
            document.problem((), "die Datei endet auf .yml", "bitte in .yaml umbenennen")
        )
    made = validated(model, document) if document.data is not None else None
    return File(document, made)


def _with_examples(organization: Organization, rows: Mapping[str, tuple[Schedule, ...]]) -> Organization:
    services: list[Any] = [
        service.model_copy(update={"schedules": found})
        if (found := rows.get(f"{organization.id}/{service.id}")) and not service.schedules
        else service
        for service in organization.services
    ]
    return organization.model_copy(update={"services": tuple(services)})
