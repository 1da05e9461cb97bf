"""`intents/redaction.yaml` -> the words by which names and streets are found and taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.core.redaction import NUMBER, STAR, Redaction, RedactionWords
from bot.core.text import normalise
from bot.files import disk, yaml_text
from bot.files.problems import Problem, did_you_mean
from bot.files.validation import validated
from bot.files.yaml_text import Document

NAME = "redaction.yaml"


def _word(given: object) -> object:
    """Refuse what could never be found in a message."""
    if not isinstance(given, str):
        return given
    bare = given.removesuffix(NUMBER).strip()
    if not normalise(bare):
        raise ValueError(f"„{given}“ hat keine Buchstaben. bitte ein Wort schreiben oder die Angabe löschen")
    if STAR in bare.strip(STAR):
        raise ValueError(f"der Stern steht mitten in „{given}“. bitte an den Anfang oder ans Ende schreiben")
    return given


def _plain(given: object) -> object:
    """Refuse a star where it has no meaning."""
    if isinstance(given, str) and STAR in given:
        raise ValueError(f"in „{given}“ steht ein Stern. bitte ohne Stern schreiben")
    return _word(given)


def _street(given: object) -> object:
    """Refuse a word of a street that does not say where the name stands."""
    if isinstance(given, str) and STAR not in given:
        raise ValueError(
            f"in „{given}“ fehlt der Stern für den Namen. bitte „{given} *“ oder „*{given}“ schreiben"
        )
    return _word(given)


_Phrases = tuple[Annotated[str, BeforeValidator(_word)], ...]
_Streets = tuple[Annotated[str, BeforeValidator(_street)], ...]
_Plain = tuple[Annotated[str, BeforeValidator(_plain)], ...]


class LanguageWords(BaseModel):
    """The lists of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    introductions: _Phrases
    titles: _Phrases
    streets: _Streets
    stops: _Plain
    perhaps: _Phrases = ()
    names: _Plain = ()
    doubtful: _Plain = ()
    particles: _Plain = ()
    digits: _Plain = ()

    def words(self) -> RedactionWords:
        """The same, as the core knows it."""
        return RedactionWords(**{name: getattr(self, name) for name in type(self).model_fields})


@dataclass(frozen=True)
class RedactionFile:
    """The file as it was read."""

    words: dict[str, RedactionWords] = field(default_factory=dict)
    """language -> its words, of the languages without a mistake"""
    document: Document | None = None

    @property
    def problems(self) -> list[Problem]:
        """All findings in the order of lines."""
        return sorted(self.document.problems) if self.document else []

    @property
    def redaction(self) -> Redaction | None:
        """What takes out names; none where the file is missing or wrong: then nothing may be shown."""
        return Redaction(self.words) if self.words and not self.problems else None


def read(folder: Path) -> RedactionFile:
    """Read `redaction.yaml` in the folder of intents, if it is there; mistakes stand in the document."""
    if not disk.there(folder / NAME):
        return RedactionFile()
    document = yaml_text.read(folder / NAME, f"{folder.name}/{NAME}")
    if document.data is None:
        return RedactionFile(document=document)
    if not isinstance(document.data, dict):
        what, remedy = "hier stehen keine Sprachen", "bitte je Sprache einen Abschnitt schreiben: „de:“"
        document.problems.append(document.problem((), what, remedy))
        return RedactionFile(document=document)
    _note_unknown(document, folder)
    made = {
        code: validated(LanguageWords, document, (code,), {} if value is None else value)
        for code, value in document.data.items()
    }
    return RedactionFile({code: lists.words() for code, lists in made.items() if lists}, document)


def _note_unknown(document: Document, folder: Path) -> None:
    """Note every language that the bot does not have; a broken list of languages is told elsewhere."""
    known = yaml_text.read(folder / "languages.yaml").data
    if not isinstance(known, dict) or not isinstance(document.data, dict):
        return
    for code in document.data:
        if code not in known:
            what = f"die Sprache „{code}“ gibt es hier nicht"
            document.problems.append(document.problem((code,), what, did_you_mean(code, known), key=True))
