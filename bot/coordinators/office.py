"""The coordinators' side of the bot, in their private chats: one command or press, one answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.assistant import Speaker
from bot.coordinators.changes import Changes
from bot.coordinators.rechecking import Rechecking
from bot.coordinators.seen_gaps import SeenGaps
from bot.coordinators.words import HELP, PRESS, SURE, Words
from bot.core.conversation import Message, Turn
from bot.core.edits import Edit
from bot.core.schedule import BERLIN
from bot.desk.recheck import Item
from bot.storage.storage import Storage

log = logging.getLogger(__name__)

_COMMAND = re.compile(
    r"/(stand|l(?:ue|ü)cken|pr(?:ue|ü)fen|schlie(?:ss|ß)en|hinweis)(?:@\w+)?(?:\s+(.*))?", re.I | re.S
)
_PLAIN = str.maketrans({"ü": "ue", "ß": "ss"})


def is_for_coordinators(text: str, action: str) -> bool:
    """Whether a message or a press is one of theirs."""
    return bool(_COMMAND.fullmatch(text)) or action.startswith((PRESS, SURE))


@dataclass(frozen=True)
class Coordinators:
    """Answers those who look after the offers."""

    speaker: Speaker
    storage: Storage
    items: tuple[Item, ...] = ()
    """what is to be checked, as the files say it"""

    @property
    def words(self) -> Words:
        """How it is said."""
        return Words(self.speaker.voices["de"])

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer a command or a press; changes are made as edits of the overlay, in the same transaction."""
        today = turn.at.astimezone(BERLIN).date()
        if turn.action == f"{PRESS}cancel":
            return (self.words.said("Gut, nichts geändert."),)
        if turn.action:
            return await self._pressed(turn, today)
        found = _COMMAND.fullmatch(turn.text)
        name = found[1].lower().translate(_PLAIN) if found else ""
        text = (found[2] or "").strip() if found else ""
        commands: dict[str, Callable[[], Awaitable[Message]]] = {
            "stand": lambda: self._stand(today),
            "luecken": lambda: self._gaps().page(),
            "pruefen": lambda: self._rechecking(turn).page(today),
            "schliessen": lambda: self._changes().close(text, today),
            "hinweis": lambda: self._changes().note(text, today),
        }
        return (await commands[name](),) if name in commands else (self.words.said("Befehle:", *HELP),)

    async def _pressed(self, turn: Turn, today: date) -> tuple[Message, ...]:
        sure = turn.action.startswith(SURE)
        verb, _, name = turn.action[len(PRESS) :].partition(":")
        if verb in ("gap", "gaps"):
            return (await self._gaps().pressed(verb, name, sure=sure),)
        if verb == "item":
            return await self._rechecking(turn).pressed(name, today, sure=sure)
        made = await self._changes().pressed(verb, name, turn.question, today, sure=sure)
        if isinstance(made, Message):
            return (made,)
        edits, message = made
        if await self._made_already(edits):
            return (self.words.said("Das ist schon eingetragen."),)
        await self.make(edits, turn)
        return (message,)

    async def _made_already(self, edits: tuple[Edit, ...]) -> bool:
        """Whether a button was pressed twice, or by two: what is in force last of each place is the same."""
        last: dict[tuple[object, ...], Edit] = {}
        for made in await self.storage.edits.in_force():
            last[_place(made.edit)] = made.edit
        return all(last.get(_place(edit)) == edit for edit in edits)

    async def make(self, edits: tuple[Edit, ...], turn: Turn) -> None:
        """Put edits in force, and note who made them."""
        await self.storage.edits.make(edits, turn.person, turn.at)
        log.info("a coordinator changed %s", ", ".join(f"{e.file} {'.'.join(e.path)}" for e in edits))

    async def _stand(self, today: date) -> Message:
        now, before = [await self.storage.weeks.of(day) for day in (today, _week_before(today))]
        needs = sorted(
            ((number, subject) for (kind, subject), number in now.items() if kind == "need" and subject),
            reverse=True,
        )
        guides = self.speaker.centre.knowledge.guides
        named = [f"{guides[need].emoji} {guides[need].title}: {n}" for n, need in needs[:5] if need in guides]
        open_gaps = sum(not gap.verdict for gap in await self.storage.gaps.shown())
        due = sum(item.due <= today for item in self.items)
        notices, waiting = await self.storage.notices.open_ones(), await self.storage.edits.in_force()
        return self.words.said(
            f"📊 Diese Woche (seit {_monday(today):%d.%m.})",
            *self.words.figures(now, before),
            *(("Am häufigsten:", *named) if named else ()),
            f"📋 zu prüfen: {due} (/pruefen), Meldungen von Leserinnen und Lesern: {len(notices)}",
            f"🕳 offene Lücken: {open_gaps} (/luecken)",
            f"✏️ Änderungen, die noch nicht in den Dateien stehen: {len(waiting)}",
        )

    def _gaps(self) -> SeenGaps:
        return SeenGaps(self.speaker, self.storage, self.words)

    def _rechecking(self, turn: Turn) -> Rechecking:
        async def make(edits: tuple[Edit, ...]) -> None:
            await self.make(edits, turn)

        return Rechecking(self.storage, self.words, self.items, make, turn.at)

    def _changes(self) -> Changes:
        return Changes(self.speaker.centre.knowledge, self.words)


def _place(edit: Edit) -> tuple[object, ...]:
    """What an edit overwrites; what is added overwrites nothing."""
    return (edit.file, edit.path, str(edit.value) if edit.action == "append" else "")


def _monday(day: date) -> date:
    return date.fromisocalendar(*day.isocalendar()[:2], 1)


def _week_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 7)
