"""Do the files fit together: does every id that one file names exist in another?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.core.checks import Check
from bot.core.hsds import Id
from bot.files.check_references import check_ways
from bot.files.intent_files import Intents
from bot.files.knowledge_files import File, KnowledgeFiles
from bot.files.problems import Problem, did_you_mean
from bot.files.suggestions import Names, languages, meant, meant_language, meant_offer
from bot.files.yaml_text import Document, Path_, dotted


def check_references(files: KnowledgeFiles, needs: Mapping[str, tuple[str, ...]]) -> None:
    """Note every unknown need, offer, hotline, place and source in the document that names it.

    What a broken file would have held is not reported as missing a second time.
    """
    _Checker(files, needs).check()


def check_names(intents: Intents, files: KnowledgeFiles) -> None:
    """Note in the files of names people use every organization that does not exist."""
    checker = _Checker(files, intents.needs)
    for document in intents.documents:
        if _stem(document) == "organizations":
            names = _mapping(_mapping(document.data).get("organizations"))
            checker.check_keys(document, ("organizations",), names)


_NEUTER = ("Anliegen", "Angebot")
_ID: TypeAdapter[str] = TypeAdapter(Id)


class _Checker:
    def __init__(self, files: KnowledgeFiles, needs: Mapping[str, tuple[str, ...]]) -> None:
        self.files = files
        titles = {f.model.need: (f.model.title,) for f in files.guides if f.model}
        self.needs: Names = {need: titles.get(need, ()) for group in needs.values() for need in group}
        topics = files.topics.model.topics if files.topics.model else {}
        self.topics: Names = {topic: (topics[topic].title,) if topic in topics else () for topic in needs}
        # by the file's name too: an id that differs from it is told once, not wherever the offer is named
        self.offers = {
            f"{name}/{service.id}"
            for f in files.organizations
            if f.model
            for name in (f.model.id, _stem(f.document))
            for service in f.model.services
        }
        self.places = {f.model.id: [p.id for p in f.model.locations] for f in files.organizations if f.model}
        self.bodies: Names = {
            name: (f.model.name, *f.model.alternate_name) if f.model else ()
            for f in files.organizations
            for name in (_stem(f.document), f.model.id if f.model else _stem(f.document))
        }
        self.broken = {_stem(f.document) for f in files.organizations if not f.model or f.document.problems}

    def check(self) -> None:
        for organization in self.files.organizations:
            self._file_name(organization.document, "id")
            self._organization(organization.document)
        for guide in self.files.guides:
            self._file_name(guide.document, "need")
            self._guide(guide.document)
        for check in self.files.checks:
            self._file_name(check.document, "id")
            self._check(check)
        for events in (self.files.events, self.files.example_events):
            self._events(events.document)
        self._recordings()
        self._missing_guides()
        self._single_files()
        self._sources_and_languages()

    def check_keys(self, document: Document, path: Path_, names: Any) -> None:
        """Note the keys that are no organization."""
        self._known(document, path, names, self.bodies, "Einrichtung", key=True)

    def _organization(self, document: Document) -> None:
        data = _mapping(document.data)
        self._known(document, ("needs",), data.get("needs"), self.needs, "Anliegen")
        parent = data.get("parent_organization_id")
        self._known(document, ("parent_organization_id",), parent, self.bodies, "Einrichtung")
        places = _place_ids(data.get("locations"))
        _note_twice(document, "locations")
        _note_twice(document, "services")
        for number, raw in enumerate(_list(data.get("services"))):
            service, path = _mapping(raw), ("services", number)
            self._known(document, (*path, "needs"), service.get("needs"), self.needs, "Anliegen")
            self._known(
                document, (*path, "locations"), service.get("locations"), places, "Ort dieser Einrichtung"
            )

    def _guide(self, document: Document) -> None:
        data = _mapping(document.data)
        self._known(document, ("need",), data.get("need"), self.needs, "Anliegen")
        self._known(document, ("services",), data.get("services"), self.offers, "Angebot")
        self._hotlines(document, ("hotlines",), data.get("hotlines"))

    def _check(self, check: File[Check]) -> None:
        document, data = check.document, _mapping(check.document.data)
        self._known(document, ("needs",), data.get("needs"), self.needs, "Anliegen")
        for number, item in enumerate(_list(data.get("items"))):
            need = _mapping(item).get("need")
            self._known(document, ("items", number, "need"), need, self.needs, "Anliegen")
        for name, raw in _mapping(data.get("results")).items():
            result, path = _mapping(raw), ("results", name)
            self._known(document, (*path, "services"), result.get("services"), self.offers, "Angebot")
            self._known(document, (*path, "needs"), result.get("needs"), self.needs, "Anliegen")
            self._hotlines(document, (*path, "hotlines"), result.get("hotlines"))
        if check.model:
            check_ways(document, check.model)

    def _events(self, document: Document) -> None:
        _note_twice(document, "events")
        for number, raw in enumerate(_list(_mapping(document.data).get("events"))):
            event, path = _mapping(raw), ("events", number)
            self._known(document, (*path, "topics"), event.get("topics"), self.topics, "Thema")
            self._known(document, (*path, "service"), event.get("service"), self.offers, "Angebot")
            body = event.get("organizer")
            self._known(document, (*path, "organizer"), body, self.bodies, "Einrichtung")
            if (places := self.places.get(str(body))) is not None:
                known = places or [""]  # an organizer without places: whatever is named is unknown
                what = "Ort dieser Einrichtung"
                self._known(document, (*path, "location"), event.get("location"), known, what)

    def _recordings(self) -> None:
        for language, need in sorted(self.files.recordings.found):
            if need not in self.needs:
                problem = Problem(
                    f"{self.files.recordings.document.name}/{language}/{need}.ogg",
                    1,
                    1,
                    "",
                    f"„{need}“ ist kein bekanntes Anliegen",
                    did_you_mean(need, self.needs),
                )
                self.files.recordings.document.problems.append(problem)

    def _hotlines(self, document: Document, path: Path_, names: Any) -> None:
        if self.files.hotlines.model:
            known = [hotline.id for hotline in self.files.hotlines.model.hotlines]
            self._known(document, path, names, known, "Nummer in hotlines.yaml")

    def _single_files(self) -> None:
        hotlines = self.files.hotlines.document
        _note_twice(hotlines, "hotlines")
        for number, raw in enumerate(_list(_mapping(hotlines.data).get("hotlines"))):
            self._known(
                hotlines, ("hotlines", number, "needs"), _mapping(raw).get("needs"), self.needs, "Anliegen"
            )
        closures = self.files.closures.document
        for number, raw in enumerate(_list(_mapping(closures.data).get("closures"))):
            path, closed = ("closures", number, "organizations"), _mapping(raw).get("organizations")
            self._known(closures, path, closed, self.bodies, "Einrichtung")
        examples = self.files.examples.document
        rows = _mapping(_mapping(examples.data).get("schedules"))
        self._known(examples, ("schedules",), rows, self.offers, "Angebot", key=True)
        topics = self.files.topics.document
        for topic in self.topics:
            if self.files.topics.model and topic not in self.files.topics.model.topics:
                document_problem = topics.problem(("topics",), f"das Thema „{topic}“ fehlt", "bitte ergänzen")
                topics.problems.append(document_problem)

    def _missing_guides(self) -> None:
        present = {_stem(guide.document) for guide in self.files.guides}
        for need in self.needs:
            if need not in present:
                document = self.files.topics.document
                document.problems.append(
                    document.problem(
                        (), f"zum Anliegen „{need}“ fehlt die Datei guides/{need}.yaml", "bitte anlegen"
                    )
                )

    def _file_name(self, document: Document, key: str) -> None:
        name = _mapping(document.data).get(key)
        if isinstance(name, str) and name != _stem(document):
            document.problems.append(
                document.problem(
                    (key,),
                    f"„{name}“ und der Dateiname „{_stem(document)}.yaml“ sind verschieden",
                    "bitte beide gleich schreiben",
                )
            )

    def _known(
        self,
        document: Document,
        path: Path_,
        names: Any,
        known: Collection[str],
        what: str,
        *,
        key: bool = False,
    ) -> None:
        """Note the names that are not known: one, a list of them, or (with `key`) the keys of a mapping."""
        told = {problem.field for problem in document.problems}
        for place, name in _names(names, path):
            if dotted(place) in told:  # its form is wrong already
                continue
            if known and name not in known and not self._is_in_broken_file(name):
                said = (
                    f"„{name}“ ist kein bekanntes {what}"
                    if what in _NEUTER
                    else f"„{name}“ ist unbekannt ({what})"
                )
                problem = document.problem(place, said, self._remedy(name, known, what), key=key)
                document.problems.append(replace(problem, about=self._about(name, what)))

    def _about(self, name: str, what: str) -> tuple[str, str] | None:
        """What is missing: a place only within its organization, an offer only where there is whose it is."""
        if what == "Angebot" and (body := name.partition("/")[0]) not in self.bodies:
            return "Einrichtung", body
        return None if what in ("Ort dieser Einrichtung", "Kürzel einer Sprache") else (what, name)

    def _remedy(self, name: str, known: Collection[str], what: str) -> str:
        several = re.split(r"[,;\s]+", name)
        if len(several) > 1 and all(each in known for each in several):
            return "bitte je Angabe eine Zeile mit „- “ am Anfang"
        if what == "Angebot":
            return meant_offer(name, known, self.bodies)
        if known is languages():
            return meant_language(name)
        return meant(name, known) if isinstance(known, Mapping) else did_you_mean(name, known)

    def _is_in_broken_file(self, name: str) -> bool:
        return "/" in name and name.split("/")[0] in self.broken

    def _sources_and_languages(self) -> None:
        sources = self.files.sources.model.sources if self.files.sources.model else {}
        for document in self.files.documents:
            for path, names in _everywhere("source", document.data, ()):
                self._known(document, path, names, list(sources), "Quelle in sources.yaml")
            for path, codes in _everywhere("languages", document.data, ()):
                self._known(document, path, codes, languages(), "Kürzel einer Sprache")


def _everywhere(wanted: str, value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    """The values of a field, however deep it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == wanted:
                yield (*path, key), inner
            elif key != "sources":
                yield from _everywhere(wanted, inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _everywhere(wanted, inner, (*path, number))


def _place_ids(rows: Any) -> list[str]:
    """The ids of places; none where one of them is wrong: that is told once, not wherever it is named."""
    try:
        return [_ID.validate_python(_mapping(row).get("id")) for row in _list(rows)] or [""]
    except ValidationError:
        return []


def _note_twice(document: Document, kind: str) -> None:
    """Note every entry that has the id of one before it: only the last would be found."""
    first: dict[str, int] = {}
    for number, row in enumerate(_list(_mapping(document.data).get(kind))):
        path, name = (kind, number, "id"), _mapping(row).get("id")
        if isinstance(name, str) and name in first:
            what = f"die Kennung „{name}“ steht doppelt (zuerst in Zeile {first[name]})"
            document.problems.append(document.problem(path, what, "bitte eine andere Kennung wählen"))
        elif isinstance(name, str):
            first[name] = document.place(path)[0]


def _names(names: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(names, str):
        yield path, names
    elif isinstance(names, dict):
        yield from (((*path, name), name) for name in names)
    elif isinstance(names, list):
        yield from (((*path, number), name) for number, name in enumerate(names) if isinstance(name, str))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _stem(document: Document) -> str:
    return document.name.rsplit("/", 1)[-1].removesuffix(".yaml").removesuffix(".yml")
