"""`knowledge/` -> Knowledge, with every mistake noted at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from bot.core.checks import Check
from bot.core.edits import Edit
from bot.core.events import Event
from bot.core.hsds import Hotline, Organization
from bot.core.knowledge import Guide, Knowledge, Source, Topic
from bot.core.schedule import Closure, Schedule
from bot.files import disk, yaml_text
from bot.files.overlay import by_file, lay_over
from bot.files.problems import Problem
from bot.files.strays import strays
from bot.files.validation import validated
from bot.files.yaml_text import Document

M = TypeVar("M", bound=BaseModel)
SINGLE = (
    "sources.yaml",
    "topics.yaml",
    "hotlines.yaml",
    "closures.yaml",
    "events.yaml",
    "examples/schedules.yaml",
    "examples/events.yaml",
)
"""files of which there is one"""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Events(_Strict):
    """`events.yaml`, and `examples/events.yaml` with events that are not real."""

    example: bool = False
    events: tuple[Event, ...] = ()


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
class Recordings:
    """The voice files of `audio/<language>/<need>.ogg`."""

    document: Document
    found: frozenset[tuple[str, str]]
    """(language, need)"""


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
    checks: tuple[File[Check], ...]
    events: File[Events]
    example_events: File[Events]
    recordings: Recordings
    strays: Document = field(default_factory=lambda: Document("knowledge"))
    """the folder itself, with what lies in it and is not read"""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file that was read."""
        single: tuple[File[Any], ...] = (
            self.sources,
            self.topics,
            self.hotlines,
            self.closures,
            self.examples,
            self.events,
            self.example_events,
        )
        many: tuple[File[Any], ...] = (*self.organizations, *self.guides, *self.checks)
        return (*(file.document for file in (*many, *single)), self.recordings.document, self.strays)

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
            checks={f.model.id: f.model for f in self.checks if f.model},
            events={event.id: event for event in self._events(examples=examples)},
            sources=self.sources.model.sources if self.sources.model else {},
            recordings=self.recordings.found,
        )

    def _events(self, *, examples: bool) -> Iterator[Event]:
        for file in (self.events, *((self.example_events,) if examples else ())):
            yield from file.model.events if file.model else ()


def read(folder: Path, edits: Iterable[Edit] = ()) -> KnowledgeFiles:
    """Read all files, with edits over them; nothing is raised, mistakes stand in the documents."""
    return _Reader(folder, by_file(edits)).read()


class _Reader:
    def __init__(self, folder: Path, edits: Mapping[str, list[Edit]]) -> None:
        self.folder, self.edits = folder, edits

    def read(self) -> KnowledgeFiles:
        files = self._files()
        read = {document.name for document in files.documents}
        files.strays.problems += strays(
            self.folder, lambda inner: f"{self.folder.name}/{inner.as_posix()}" in read, SINGLE
        )
        return files

    def _files(self) -> KnowledgeFiles:
        return KnowledgeFiles(
            organizations=self._all("organizations", Organization),
            guides=self._all("guides", Guide),
            sources=self._file("sources.yaml", Sources),
            topics=self._file("topics.yaml", Topics),
            hotlines=self._file("hotlines.yaml", Hotlines),
            closures=self._file("closures.yaml", Closures),
            examples=self._file("examples/schedules.yaml", Examples, optional=True),
            checks=self._all("checks", Check),
            events=self._file("events.yaml", Events, optional=True),
            example_events=self._file("examples/events.yaml", Events, optional=True),
            recordings=_recordings(self.folder),
            strays=Document(self.folder.name),
        )

    def _all(self, name: str, model: type[M]) -> tuple[File[M], ...]:
        """The files of a folder, each of the same model."""
        paths = _yaml_in(self.folder / name)
        return tuple(self._file(path.relative_to(self.folder).as_posix(), model) for path in paths)

    def _file(self, inner: str, model: type[M], *, optional: bool = False) -> File[M]:
        path, name = self.folder / inner, f"{self.folder.name}/{inner}"
        if optional and not disk.there(path):
            return File(Document(name), model())
        document = yaml_text.read(path, name)
        if path.suffix == ".yml":
            document.problems.append(
                document.problem((), "die Datei endet auf .yml", "bitte in .yaml umbenennen")
            )
        lay_over(document, self.edits.get(inner, ()))
        made = validated(model, document) if document.data is not None else None
        return File(document, made)


def _yaml_in(folder: Path) -> list[Path]:
    """Its files; one with the ending .yml is read too, so that its name can be complained about."""
    found = (path for path in disk.listed(folder) if path.suffix in (".yaml", ".yml") or path == folder)
    return [path for path in found if not path.name.startswith("_")]


def _recordings(folder: Path) -> Recordings:
    """The recordings there are; a file of another kind is a problem of the folder."""
    document, found = Document(f"{folder.name}/audio"), set()
    for path in sorted((folder / "audio").glob("*/*")):
        if path.suffix == ".ogg":
            found.add((path.parent.name, path.stem))
        elif path.name != "README.md":
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            what = "das ist keine Sprachdatei für Telegram"
            document.problems.append(Problem(name, 1, 1, "", what, "bitte als .ogg (Opus) speichern"))
    return Recordings(document, frozenset(found))


def _with_examples(organization: Organization, rows: Mapping[str, tuple[Schedule, ...]]) -> Organization:
    services: list[Any] = [
        service.model_copy(update={"schedules": found})
        if (found := rows.get(f"{organization.id}/{service.id}")) and not service.schedules
        else service
        for service in organization.services
    ]
    return organization.model_copy(update={"services": tuple(services)})
