"""`/pruefen`: one entry after the other, still right or changed."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.coordinators.words import DETAILS, PRESS, Words
from bot.core.conversation import Message
from bot.core.edits import Edit
from bot.core.schedule import BERLIN
from bot.desk.recheck import Item
from bot.storage.storage import Storage


@dataclass(frozen=True)
class Rechecking:
    """Walks through the list."""

    storage: Storage
    words: Words
    items: tuple[Item, ...]
    make: Callable[[tuple[Edit, ...]], Awaitable[None]]
    now: datetime

    async def page(self, today: date, after: str = "") -> Message:
        """What is due next; `after` names the entry that was just shown."""
        due = [item for item in await self._open() if item.due <= today and item.yes]
        names = [name_of(item) for item in due]
        start = names.index(after) + 1 if after in names else 0
        if start >= len(due):
            return self.words.said("📋 Nichts mehr zu prüfen.", "Alles andere steht am Schreibtisch.")
        item, name = due[start], names[start]
        rows = (
            (("✅ Stimmt noch", f"{PRESS}item:{name}:yes"), ("✏️ Geändert", f"{PRESS}item:{name}:changed")),
            (("⏭ Später", f"{PRESS}item:{name}:later"),),
        )
        seen = f"{item.shown}× gezeigt" if item.shown else ""
        return self.words.said(
            f"📋 Noch {len(due) - start} zu prüfen", item.title, item.what, seen, rows=rows
        )

    async def pressed(self, name: str, today: date, *, sure: bool) -> tuple[Message, ...]:
        """Yes, changed, later: asked once more, then noted; the next entry follows."""
        key, _, answer = name.partition(":")
        item = next((item for item in await self._open() if name_of(item) == key), None)
        if item is None:
            return (self.words.said("Das ist schon erledigt."), await self.page(today))
        if answer == "later":
            return (await self.page(today, after=key),)
        if answer == "changed":
            rows = [((said, f"{PRESS}item:{key}:{detail}"),) for detail, said in DETAILS.items()]
            return (self.words.said("Was hat sich geändert?", item.title, rows=rows),)
        if answer not in ("yes", *DETAILS):
            return (self.words.said("Diese Taste gilt nicht mehr."),)
        told = "Stimmt alles noch" if answer == "yes" else f"Geändert: {DETAILS[answer]}"
        if not sure:
            return (self.words.sure(f"{told}?", f"item:{name}", item.title, item.what),)
        return (await self._noted(item, answer, today), await self.page(today, after=key))

    async def _noted(self, item: Item, answer: str, today: date) -> Message:
        if answer == "yes":
            await self.make(item.yes)
            return self.words.said("✅ Als geprüft vermerkt.", item.title)
        await self.storage.notices.wrong(item.subject, answer, "de", self.now.astimezone(BERLIN).date())
        where = "Es steht jetzt als Meldung auf der Prüfliste: Am Schreibtisch tragen Sie das Richtige ein."
        return self.words.said("✏️ Als geändert vermerkt.", item.title, where)

    async def _open(self) -> list[Item]:
        """The list without what was confirmed since the files were read, the most shown first."""
        confirmed = {_place(made.edit) for made in await self.storage.edits.in_force()}
        counted = await self.storage.counts.all("shown")
        shown: dict[str, int] = {}
        for row in counted:
            shown[row.subject] = shown.get(row.subject, 0) + row.times
        left = (item for item in self.items if not _done(item.yes, confirmed))
        fresh = [replace(item, shown=shown.get(item.subject, item.shown)) for item in left]
        return sorted(fresh, key=lambda item: (-item.shown, item.due))


def name_of(item: Item) -> str:
    """What names an entry in a button."""
    return hashlib.sha256(f"{item.kind} {item.subject} {item.place} {item.what}".encode()).hexdigest()[:12]


def _place(edit: Edit) -> tuple[str, tuple[str, ...]]:
    return edit.file, edit.path


def _done(yes: Iterable[Edit], confirmed: set[tuple[str, tuple[str, ...]]]) -> bool:
    places = {_place(edit) for edit in yes}
    return bool(places) and places <= confirmed
