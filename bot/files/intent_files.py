"""`intents/` -> the needs, the languages, the example phrases, the names people give to offices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel

from bot.core.cues import AMBIGUOUS, ANSWERS, ASPECTS, FACETS, LANGUAGE, NEUTRAL, SPEAKS, CueWords
from bot.core.hsds import Code
from bot.core.understanding import Lessons, Phrase, SmallWords
from bot.files import disk, yaml_text
from bot.files.problems import Problem, did_you_mean
from bot.files.strays import strays
from bot.files.validation import validated
from bot.files.yaml_text import Document

TAKEN_AS_THEY_ARE = ("organizations.yaml", "cues.yaml", "words.yaml", "redaction.yaml")
"""files of which nothing is learnt"""
SINGLE = ("needs.yaml", "languages.yaml", "words.yaml", "other_languages.yaml", "redaction.yaml")
"""files that are not of one language"""

R = TypeVar("R", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Needs(RootModel[dict[str, dict[str, str]]]):
    """`needs.yaml`: topic -> need -> what the person wants, in one line."""


class Language(_Strict):
    """One language of the bot."""

    native_name: str
    leader: str | None = None


class Languages(RootModel[dict[Code, Language]]):
    """`languages.yaml`, in the order of the language row."""


class PhraseFile(_Strict):
    """`<language>/<topic>.yaml`: need -> example phrases."""

    language: str
    phrases: dict[str, tuple[str, ...]]


class OutOfScope(_Strict):
    """`<language>/out_of_scope.yaml`: what people write that is not ours."""

    language: str
    phrases: tuple[str, ...]


class Names(_Strict):
    """`<language>/organizations.yaml`: how people of this language write the names of local bodies."""

    language: str
    organizations: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Words(_Strict):
    """`words.yaml`: small words that turn or join what is said, by language."""

    refusals: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    not_: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="not")
    but: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    and_: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="and")
    elsewhere: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    here: tuple[str, ...] = ()

    def small_words(self) -> SmallWords:
        """The words of all languages together."""
        refusals, but, and_ = (
            tuple(word for words in kind.values() for word in words)
            for kind in (self.refusals, self.but, self.and_)
        )
        return SmallWords(refusals, but, and_, self.elsewhere, self.here)


Words_ = tuple[str, ...]


class CueFile(_Strict):
    """`<language>/cues.yaml`: small words that ask on after an answer."""

    language: str
    fillers: Words_
    aspects: dict[Literal[ASPECTS], Words_]  # type: ignore[valid-type]
    facets: dict[Literal[FACETS], Words_]  # type: ignore[valid-type]
    speaks: Words_ = ()
    languages: dict[str, Words_] = Field(default_factory=dict)
    ambiguous: dict[Literal[AMBIGUOUS], Words_] = Field(default_factory=dict)  # type: ignore[valid-type]
    yes: Words_ = ()
    no: Words_ = ()
    back: Words_ = ()
    restart: Words_ = ()
    neutral: Words_ = ()
    """words that look like a cue and are a topic: `Frauenarzt`"""

    def cue_words(self) -> CueWords:
        """The same, each cue with its words."""
        spoken = {f"{LANGUAGE}{code}": words for code, words in self.languages.items()}
        others = {name: getattr(self, name) for name in (SPEAKS, NEUTRAL, *ANSWERS)}
        return CueWords(self.fillers, {**self.aspects, **self.facets, **spoken, **self.ambiguous, **others})


class OtherLanguages(RootModel[dict[str, tuple[str, ...]]]):
    """`other_languages.yaml`: language -> some of its commonest words."""


@dataclass(frozen=True)
class Intents:
    """All of `intents/` as it was read."""

    needs: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, Language]
    phrases: tuple[Phrase, ...]
    names: tuple[tuple[str, str], ...]
    """pairs of organization id and a name people use for it"""
    documents: tuple[Document, ...]
    words: SmallWords = field(default_factory=SmallWords)
    foreign: tuple[tuple[str, str], ...] = ()
    """pairs of some words and their language, which is none of ours"""
    cues: Mapping[str, CueWords] = field(default_factory=dict)
    """language -> the small words that ask on"""
    negations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """language -> words that say "not" """

    @property
    def problems(self) -> list[Problem]:
        """All findings in the order of files and lines."""
        return sorted(p for document in self.documents for p in document.problems)

    @property
    def lessons(self) -> Lessons:
        """All that understanding is learnt from."""
        return Lessons(self.phrases, self.all_needs, tuple(self.languages), self.foreign)

    @property
    def all_needs(self) -> tuple[str, ...]:
        """The ids of all needs, in the order of the menu."""
        return tuple(need for group in self.needs.values() for need in group)


def read(folder: Path, *, phrases: bool = True) -> Intents:
    """Read every file, or all but the phrases; nothing is raised, mistakes stand in the documents."""
    return _Reader(folder).read(phrases=phrases)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: list[Document] = []
        self.needs: dict[str, tuple[str, ...]] = {}
        self.phrases: list[Phrase] = []
        self.names: list[tuple[str, str]] = []
        self.cues: dict[str, CueWords] = {}
        self.seen: dict[tuple[str, str], str] = {}

    def read(self, *, phrases: bool) -> Intents:
        needs = self._registry("needs.yaml", Needs)
        languages = self._registry("languages.yaml", Languages)
        self.needs = {topic: tuple(group) for topic, group in needs.root.items()} if needs else {}
        for language in languages.root if languages else {}:
            for path in _yaml_in(self.folder / language):
                if phrases or path.name in TAKEN_AS_THEY_ARE:
                    self._file(self._document(path), path.stem, language)
        if languages:
            self._note_unlisted(languages.root)
        words = self._registry("words.yaml", Words, optional=True)
        others = self._registry("other_languages.yaml", OtherLanguages, optional=True)
        self.documents.append(Document(self.folder.name, problems=strays(self.folder, _is_read, SINGLE)))
        return Intents(
            self.needs,
            languages.root if languages else {},
            tuple(self.phrases),
            tuple(self.names),
            tuple(self.documents),
            words.small_words() if words else SmallWords(),
            tuple((text, code) for code, texts in (others.root if others else {}).items() for text in texts),
            self.cues,
            words.not_ if words else {},
        )

    def _note_unlisted(self, languages: Collection[str]) -> None:
        """One problem for each folder that looks like a language and stands in no list."""
        for folder in sorted({path.parent for path in self.folder.glob("*/*.yaml")}):
            if folder.name in languages or folder.name.startswith((".", "_")):
                continue
            listed = f"{self.folder.name}/languages.yaml"
            what = f"der Ordner wird nicht gelesen: „{folder.name}“ steht nicht in {listed}"
            remedy = "bitte die Sprache dort eintragen oder den Ordner umbenennen oder löschen"
            name = f"{self.folder.name}/{folder.name}"
            self.documents.append(Document(name, problems=[Problem(name, 1, 1, "", what, remedy)]))

    def _registry(self, name: str, model: type[R], *, optional: bool = False) -> R | None:
        if optional and not disk.there(self.folder / name):
            return None
        document = self._document(self.folder / name)
        made = validated(model, document) if document.data is not None else None
        if isinstance(made, Needs):
            _note_needs_twice(document, made)
        return made

    def _document(self, path: Path) -> Document:
        name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
        self.documents.append(yaml_text.read(path, name))
        return self.documents[-1]

    def _file(self, document: Document, stem: str, language: str) -> None:
        if document.data is None:
            return
        model: PhraseFile | OutOfScope | Names | CueFile | None
        if stem == "out_of_scope":
            model = validated(OutOfScope, document)
            self.phrases += (Phrase(text, None, language) for text in (model.phrases if model else ()))
        elif stem == "cues":
            model = validated(CueFile, document)
            self.cues |= {language: model.cue_words()} if model else {}
        elif stem == "organizations":
            model = validated(Names, document)
            names = model.organizations.items() if model else ()
            self.names += ((organization, name) for organization, written in names for name in written)
        else:
            model = validated(PhraseFile, document)
            self.phrases += self._phrases(document, model, language) if model else ()
        if model and model.language != language:
            document.problems.append(
                document.problem(
                    ("language",),
                    f"„{model.language}“ steht im Ordner „{language}“",
                    f"bitte „{language}“ schreiben",
                )
            )

    def _phrases(self, document: Document, model: PhraseFile, language: str) -> Iterator[Phrase]:
        known = [need for group in self.needs.values() for need in group]
        if not known:  # the registry is broken, which is told once
            return
        for need, texts in model.phrases.items():
            if need not in known:
                what, path = f"„{need}“ ist kein bekanntes Anliegen", ("phrases", need)
                problem = document.problem(path, what, did_you_mean(need, known), key=True)
                document.problems.append(replace(problem, about=("Anliegen", need)))
                continue
            for number, text in enumerate(texts):
                self._note_doubles(document, need, number, text, language)
                yield Phrase(text, need, language)

    def _note_doubles(self, document: Document, need: str, number: int, text: str, language: str) -> None:
        other = self.seen.setdefault((language, text.casefold()), need)
        if other != need:
            document.problems.append(
                document.problem(
                    ("phrases", need, number),
                    f"der Satz „{text}“ steht schon unter „{other}“",
                    "bitte nur unter einem Anliegen führen",
                )
            )


def _is_read(inner: Path) -> bool:
    """Whether a file is read: those of a language by their ending, whatever their name."""
    return inner.suffix == ".yaml" if len(inner.parts) > 1 else inner.name in SINGLE


def _yaml_in(folder: Path) -> list[Path]:
    return [path for path in disk.listed(folder) if path.suffix == ".yaml" or path == folder]


def _note_needs_twice(document: Document, needs: Needs) -> None:
    seen: dict[str, str] = {}
    for topic, group in needs.root.items():
        for need in group:
            if (other := seen.setdefault(need, topic)) != topic:
                document.problems.append(
                    document.problem(
                        (topic, need),
                        f"„{need}“ steht schon unter „{other}“",
                        "bitte nur unter einem Thema führen",
                        key=True,
                    )
                )
