"""Messages written by people who had not seen the example phrases, and what becomes of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.core.understanding import LanguageHints, Understander, Understanding

DANGER = ("emergency", "violence_against_women")
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Message:
    """A message, what it means (None: nothing of ours), its language, and the way it is written."""

    text: str
    need: str | None
    language: str
    style: str


def messages(folder: Path) -> list[Message]:
    """All messages of a folder such as `tests/phrases`."""
    return [message for path in sorted(folder.glob("??.yaml")) for message in _of(path)]


def _of(path: Path) -> Iterator[Message]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for need, rows in data["phrases"].items():
        yield from (Message(row["text"], need, path.stem, row["style"]) for row in rows)
    yield from (Message(text, None, path.stem, OUT_OF_SCOPE) for text in data[OUT_OF_SCOPE])


@dataclass(frozen=True)
class Result:
    """A message and what was understood."""

    message: Message
    found: Understanding

    @property
    def first(self) -> bool:
        """Whether the right need stands first."""
        return self.found.needs[0][0] == self.message.need

    @property
    def helped(self) -> bool:
        """Whether the right need is answered, or among those that are offered in a question."""
        return self.found.decision != "reject" and self.message.need in self.found.chosen

    @property
    def wrong(self) -> bool:
        """Whether something is answered that is not right."""
        return self.found.decision == "answer" and self.message.need not in self.found.chosen

    @property
    def danger_missed(self) -> bool:
        """Whether somebody in danger is not answered as such."""
        in_danger = self.message.need in DANGER
        return in_danger and (self.found.decision != "answer" or self.found.chosen[0] not in DANGER)


def results(understander: Understander, asked: Iterable[Message], *, hint: bool = False) -> list[Result]:
    """Understand all messages, with the phone's language as a hint or without."""
    return [
        Result(message, understander.understand(message.text, _hints(message) if hint else LanguageHints()))
        for message in asked
    ]


def _hints(message: Message) -> LanguageHints:
    return LanguageHints(phone=message.language)


def failures(understander: Understander, asked: Sequence[Message]) -> list[Message]:
    """Messages that do not help the person, or that answer what is not ours."""
    return [
        row.message
        for row in results(understander, asked)
        if (not row.helped if row.message.need else row.found.decision == "answer")
    ]
