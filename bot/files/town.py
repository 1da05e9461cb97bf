"""One town: all its folders, read and checked together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.core.centre import Centre
from bot.core.cues import CueFinder
from bot.core.edits import Edit
from bot.core.guided import Translate
from bot.core.hsds import Organization
from bot.core.knowledge import Knowledge
from bot.core.text import normalise
from bot.core.understanding import Given, Office, Understander
from bot.core.voice import STYLES, Voice
from bot.files import catalogues, intent_files, knowledge_files, model_cache, redaction_file
from bot.files.catalogues import Voices
from bot.files.intent_files import Intents
from bot.files.knowledge_files import KnowledgeFiles
from bot.files.missing import tell_missing
from bot.files.problems import BrokenFiles, Problem
from bot.files.redaction_file import RedactionFile
from bot.files.references import check_names, check_references

_STYLE_NAMES = {"de_leicht": "Leichte Sprache"}


@dataclass(frozen=True)
class Folders:
    """Where the files of a town lie; `cache` is where anything learnt from them may be kept."""

    knowledge: Path
    intents: Path
    translations: Path
    cache: Path | None


@dataclass(frozen=True)
class Town:
    """Everything that was read."""

    folders: Folders
    intents: Intents
    files: KnowledgeFiles
    redaction_file: RedactionFile = field(default_factory=RedactionFile)
    """a mistake in it keeps nobody from being answered: then no question is kept"""
    spoken: Mapping[str, Voice] | None = None
    """the voices, where they are made already"""

    @property
    def problems(self) -> list[Problem]:
        """All findings of all folders."""
        found = catalogues.problems(self.folders.translations, tuple(self.intents.languages))
        return sorted([*self.files_problems, *found])

    @property
    def files_problems(self) -> list[Problem]:
        """The findings of all folders but the translations, which take their time."""
        return sorted([*self.files.problems, *self.intents.problems, *self.redaction_file.problems])

    @cached_property
    def voices(self) -> Mapping[str, Voice]:
        """The voice of each language."""
        if self.spoken is not None:
            return self.spoken
        codes = (*self.intents.languages, *(STYLES if self._has_style else ()))
        return Voices(self.folders.translations, codes, self.folders.cache)

    @property
    def language_names(self) -> Mapping[str, str]:
        """Each language's own name."""
        names = {code: language.native_name for code, language in self.intents.languages.items()}
        return {**names, **_STYLE_NAMES}

    def centre(self, *, examples: bool, team: bool = False) -> Centre:
        """All that replies are drawn from; raises BrokenFiles if `knowledge/` or `intents/` is wrong."""
        if broken := [*self.files.problems, *self.intents.problems]:
            raise BrokenFiles(broken)
        knowledge = self.files.knowledge(self.intents.needs, examples=examples)
        languages = tuple(self.intents.languages)
        styles = {style: base for style, base in STYLES.items() if base in languages}
        return Centre(
            knowledge,
            self.understander(knowledge),
            languages,
            styles if self._has_style else {},
            CueFinder(self.intents.cues),
            _Translators(self.voices),
            _negations(self.intents),
            team,
        )

    @property
    def _has_style(self) -> bool:
        return all(catalogues.exists(self.folders.translations, style) for style in STYLES)

    def understander(self, knowledge: Knowledge) -> Understander:
        """What was learnt from the phrases and the names of the organizations."""
        names = _names(self.intents)
        offices = [
            Office(o.id, (o.name, *o.alternate_name, *names.get(o.id, ())), _needs_of(o))
            for o in knowledge.organizations.values()
        ]
        given = Given(offices, self.intents.words)
        return model_cache.understander(self.folders.intents, self.folders.cache, given)


def read(
    folders: Folders,
    *,
    phrases: bool = True,
    edits: Iterable[Edit] = (),
    spoken: Mapping[str, Voice] | None = None,
) -> Town:
    """Read a town; nothing is raised, mistakes are among its problems.

    Without the phrases, which are large and looked at again when they are learnt, it takes half the memory.
    `edits` are those that stand in no file yet; `spoken` the voices, where the translations are the same.
    """
    intents = intent_files.read(folders.intents, phrases=phrases)
    files = knowledge_files.read(folders.knowledge, edits)
    check_references(files, intents.needs)
    check_names(intents, files)
    documents = (*files.documents, *intents.documents)
    files.strays.problems += tell_missing(documents, folders.knowledge, folders.intents)
    return Town(folders, intents, files, redaction_file.read(folders.intents), spoken)


class _Translators(Mapping[str, Translate]):
    """language -> what gives the words of the knowledge in it; made when it is first needed."""

    def __init__(self, voices: Mapping[str, Voice]) -> None:
        self._voices = voices

    def __getitem__(self, language: str) -> Translate:
        voice = self._voices[language]
        return lambda context, german: voice.translated(context, german)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._voices)

    def __len__(self) -> int:
        return len(self._voices)


def _negations(intents: Intents) -> dict[str, frozenset[str]]:
    """Single words that say "not", by language."""
    return {code: frozenset(map(normalise, words)) for code, words in intents.negations.items()}


def _needs_of(organization: Organization) -> tuple[str, ...]:
    served = (need for service in organization.services for need in service.needs)
    return tuple(dict.fromkeys((*organization.needs, *served)))


def _names(intents: Intents) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for organization, name in intents.names:
        names.setdefault(organization, []).append(name)
    return names
