"""One more sentence to learn: where it belongs, what speaks against it, what it changes; and keeping it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from bot.core.centre import Centre
from bot.core.edits import Edit
from bot.core.redaction import Redaction
from bot.core.text import normalise
from bot.core.understanding import Understander, Understanding
from bot.desk.acceptance import Sentence, outcome, sentences
from bot.files import model_cache, overlay
from bot.files.intent_files import Intents
from bot.files.refusals import why
from bot.files.town import Folders, Town, read

LONGEST = 200
"""letters of a sentence: longer ones are stories, and teach the words around the matter"""
SETS = Path(__file__).resolve().parents[2] / "tests" / "phrases"
"""messages that nothing was learnt from, by language"""
_SHOWN = 10


@dataclass(frozen=True)
class Addition:
    """A sentence that is to lead to a need."""

    text: str
    need: str
    language: str


class NotKept(Exception):
    """The sentence could not be written; worded for the coordinator."""


class Moved(NamedTuple):
    """A test message that is understood differently with the sentence."""

    text: str
    wanted: str
    """its need, or nothing where it is not ours"""
    before: str
    after: str


class Broken(NamedTuple):
    """An acceptance sentence that led to its offer before, and what is understood of it now."""

    sentence: Sentence
    becomes: str


@dataclass(frozen=True)
class Trial:
    """What a sentence changes."""

    addition: Addition
    understood: bool
    """whether it now leads to its need"""
    becomes: str
    """what is understood of it now"""
    better: Sequence[Moved] = ()
    worse: Sequence[Moved] = ()
    broken: Sequence[Broken] = ()
    tested: int = 0
    """messages of the language that were tried"""
    titles: Mapping[str, str] = field(default_factory=dict)
    """the German ones of the needs, and the names of the offers"""

    @property
    def good(self) -> bool:
        """Whether nothing speaks against keeping it."""
        return self.understood and not self.broken and len(self.worse) <= len(self.better)


def place(intents: Intents, addition: Addition) -> Edit:
    """Where the sentence belongs; raises KeyError for an unknown need."""
    topics = {need: topic for topic, needs in intents.needs.items() for need in needs}
    file = f"intents/{addition.language}/{topics[addition.need]}.yaml"
    return Edit(file, ("phrases", addition.need), "append", addition.text)


def objection(town: Town, addition: Addition, redaction: Redaction | None) -> str:
    """Why the sentence cannot be taken, in German, or nothing; the town must be read with its phrases."""
    intents = town.intents
    if addition.need not in intents.all_needs:
        return f"„{addition.need}“ ist kein bekanntes Anliegen."
    if addition.language not in intents.languages:
        return f"„{addition.language}“ ist keine Sprache des Bots."
    return _wrong_text(addition.text, redaction) or _stands_already(town, addition)


def _wrong_text(text: str, redaction: Redaction | None) -> str:
    if not normalise(text).strip():
        return "Der Satz ist leer."
    if not any(sign.isalpha() for sign in text):
        return "Der Satz hat keine Wörter, aus denen sich lernen ließe."
    if len(text) > LONGEST:
        return f"Der Satz ist zu lang: höchstens {LONGEST} Zeichen, es sind {len(text)}."
    if redaction is None:
        return "Ob der Satz Namen enthält, lässt sich nicht prüfen: intents/redaction.yaml ist fehlerhaft."
    if (without := redaction.redact(text)) != text:
        return f"Der Satz enthält wohl einen Namen oder eine Nummer: „{without}“. Bitte ohne schreiben."
    return ""


def _stands_already(town: Town, addition: Addition) -> str:
    found = _where(town.intents, addition)
    if found is None:
        return ""
    if found == addition.need:
        return f"Der Satz steht schon unter „{_title(town, found)}“."
    where = f"„{_title(town, found)}“" if found else "den Sätzen, die nicht unser Thema sind"
    return f"Der Satz steht schon unter {where}. Bitte dort zuerst herausnehmen."


def stands(intents: Intents, addition: Addition) -> bool:
    """Whether the sentence stands under its need already."""
    return _where(intents, addition) == addition.need


def _where(intents: Intents, addition: Addition) -> str | None:
    """The need under which the sentence stands; empty where it is not ours, None where it stands nowhere."""
    written = normalise(addition.text)
    for phrase in intents.phrases:
        if phrase.language == addition.language and normalise(phrase.text) == written:
            return phrase.need or ""
    return None


def _title(town: Town, need: str) -> str:
    return next(
        (file.model.title for file in town.files.guides if file.model and file.model.need == need), need
    )


def trial(
    folders: Folders, addition: Addition, now: datetime, *, edits: Iterable[Edit] = (), sets: Path = SETS
) -> Trial:
    """Learn with the sentence, in a copy of the folder, and compare; takes as long as learning does.

    What is learnt is kept in the cache under the name it has once the sentence is in the real file. Raises
    BrokenFiles and NotKept.
    """
    edits = tuple(edits)
    before = read(folders, phrases=False, edits=edits)
    old = before.centre(examples=False)
    model_cache.keep_longest(folders.intents, folders.cache)
    with TemporaryDirectory(prefix="wegweiser-") as name:
        copied = replace(folders, intents=Path(name) / folders.intents.name)
        shutil.copytree(folders.intents, copied.intents)
        _write(copied, before.intents, addition)
        after = read(copied, phrases=False, edits=edits, spoken=before.voices)
        new = after.centre(examples=False)
    return _compared(addition, before, (old, new), now, sets)


def _compared(
    addition: Addition, town: Town, centres: tuple[Centre, Centre], now: datetime, sets: Path
) -> Trial:
    old, new = centres
    titles = {need: guide.title for need, guide in new.knowledge.guides.items()} | {
        ref: f"„{offer.service.name.value}“ ({offer.organization.name})"
        for ref, offer in new.knowledge.offers.items()
    }
    messages = list(_messages(sets / f"{addition.language}.yaml"))
    moved = list(_moved(messages, old.understander, new.understander))
    found = new.understander.understand(addition.text)
    return Trial(
        addition,
        _right(found, addition.need),
        _worded(found),
        [change for change, right in moved if right],
        [change for change, right in moved if not right],
        [
            Broken(each, _worded(new.understander.understand(each.text)))
            for each in sentences(town)
            if _breaks(each, old, new, now)
        ],
        len(messages),
        titles,
    )


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    """Messages of a language with their needs, where there is such a file."""
    if not path.is_file():
        return
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for need, rows in data["phrases"].items():
        yield from ((row["text"], need) for row in rows)
    yield from ((text, "") for text in data.get("out_of_scope", ()))


def _moved(
    messages: Iterable[tuple[str, str]], old: Understander, new: Understander
) -> Iterator[tuple[Moved, bool]]:
    """What is right now and was not, or the other way round; and whether it is right now."""
    for text, need in messages:
        before, after = old.understand(text), new.understand(text)
        if (right := _helps(after, need)) != _helps(before, need):
            yield Moved(text, need, _worded(before), _worded(after)), right


def _helps(found: Understanding, need: str) -> bool:
    """Whether the need is answered or asked for; what is not ours must only not be answered."""
    if not need:
        return found.decision != "answer"
    return found.decision != "reject" and need in found.chosen


def _right(found: Understanding, need: str) -> bool:
    return found.decision == "answer" and need in found.chosen


def _worded(found: Understanding) -> str:
    """`answer find_flat`: what is done about a message."""
    return " ".join((found.decision, *(found.chosen if found.decision != "reject" else ())))


def _breaks(sentence: Sentence, old: Centre, new: Centre, now: datetime) -> bool:
    offer = new.knowledge.offers[sentence.ref]
    if not offer.may_be_shown(now.date()) or sentence.ref in outcome(sentence.text, new, now).offers:
        return False
    return sentence.ref in outcome(sentence.text, old, now).offers


def lines(trial: Trial) -> Iterator[str]:
    """What a trial came to, in German."""
    text, need = trial.addition.text, trial.addition.need
    if trial.understood:
        yield f"„{text}“ führt damit zu „{trial.titles.get(need, need)}“."
    else:
        yield f"„{text}“ führt auch damit nicht zu „{trial.titles.get(need, need)}“, sondern:"
        yield f"  {german(trial.becomes, trial.titles)}"
    if trial.tested:
        better, worse = len(trial.better), len(trial.worse)
        yield f"{trial.tested} Prüfsätze dieser Sprache: {better} besser, {worse} schlechter."
    else:
        yield "Für diese Sprache liegen keine Prüfsätze vor."
    yield from _listed("Besser", trial.better, trial.titles)
    yield from _listed("Schlechter", trial.worse, trial.titles)
    for sentence, becomes in trial.broken:
        instead = german(becomes, trial.titles)
        offer = trial.titles.get(sentence.ref, sentence.ref)
        yield f"Führt nicht mehr zum Angebot {offer}: „{sentence.text}“, sondern: {instead}"
    if not trial.broken:
        yield "Alle Sätze, die zu einem Angebot führen müssen, führen noch dorthin."


def _listed(what: str, moved: Sequence[Moved], titles: Mapping[str, str]) -> Iterator[str]:
    for each in moved[:_SHOWN]:
        was, is_now = german(each.before, titles), german(each.after, titles)
        yield f"  {what}: „{each.text}“: vorher {was}, jetzt {is_now}"
    if len(moved) > _SHOWN:
        yield f"  … und {len(moved) - _SHOWN} weitere"


def german(worded: str, titles: Mapping[str, str]) -> str:
    """What is done about a message, in German."""
    decision, *needs = worded.split()
    named = [f"„{titles.get(need, need)}“" for need in needs]
    if decision == "reject":
        return "nicht verstanden"
    return f"Nachfrage {' oder '.join(named)}" if decision == "clarify" else f"Antwort {' und '.join(named)}"


def keep(folders: Folders, addition: Addition) -> str:
    """Write the sentence into its file, comments kept; the name of the file. Raises NotKept."""
    return _write(folders, read(folders, phrases=False).intents, addition)


def _write(folders: Folders, intents: Intents, addition: Addition) -> str:
    edit = place(intents, addition)
    path = folders.intents / edit.file.partition("/")[2]
    try:
        missed = overlay.write(path, [edit])
    except FileNotFoundError:
        raise NotKept(f"Die Datei {edit.file} fehlt. Bitte zuerst anlegen.") from None
    except OSError as error:
        raise NotKept(
            f"{edit.file} lässt sich nicht schreiben ({why(error)}). Bitte der Datei und ihrem Ordner "
            "Schreibrechte geben, oder den Satz dort von Hand eintragen."
        ) from None
    if missed:
        raise NotKept(f"In {edit.file} fehlt die Zeile „phrases:“. Bitte mit „run_bot.py check“ prüfen.")
    return edit.file
