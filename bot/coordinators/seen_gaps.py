"""`/luecken`: what people asked in vain, and what a coordinator makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.assistant import Speaker
from bot.coordinators.words import PRESS, Words
from bot.core.conversation import Message, Span
from bot.desk.gap_groups import Group, groups
from bot.desk.gaps import LONGEST_TITLE, number_of
from bot.storage.storage import Storage

_MOST = 10  # groups in one message
_TEXTS = 5  # of a group


@dataclass(frozen=True)
class SeenGaps:
    """Shows gaps and takes judgements."""

    speaker: Speaker
    storage: Storage
    words: Words

    async def page(self) -> Message:
        """The open groups, the most frequent first."""
        found = [group for group in await self._groups() if not group.verdict]
        if not found:
            return self.words.said(
                "🕳 Keine offene Lücke.", "Eine zeigt sich, wenn zwei Chats ähnlich fragen."
            )
        rows = [((f"{g.total}× {g.title}", f"{PRESS}gap:{number_of(g)}"),) for g in found[:_MOST]]
        more = f"und {len(found) - _MOST} weitere am Schreibtisch" if len(found) > _MOST else ""
        return self.words.said("🕳 Was Menschen vergeblich fragten", more, rows=rows)

    async def pressed(self, verb: str, name: str, *, sure: bool) -> Message:
        """A group in full, the question whether it is meant so, or what was noted."""
        if verb == "gaps":
            return await self.page()
        number, _, judgement = name.partition(":")
        group = next((g for g in await self._groups() if str(number_of(g)) == number), None)
        if group is None:
            return self.words.said("Diese Lücke gibt es nicht mehr.")
        if not judgement:
            return self._shown(group)
        verdict, told = self._verdict(group, judgement)
        if not verdict:
            return self.words.said("Diese Taste gilt nicht mehr.")
        if not sure:
            return self.words.sure(f"{told}?", f"gap:{name}", Span(group.title, "quote"))
        await self.storage.gaps.judge([text.number for text in group.texts], verdict)
        return self.words.said(f"Vermerkt: {told}.", rows=((("Weiter", f"{PRESS}gaps"),),))

    def _shown(self, group: Group) -> Message:
        number = number_of(group)
        near = [need for need in (group.need,) if need in self.speaker.centre.knowledge.guides]
        rows = [((self._verdict(group, f"need={n}")[1], f"{PRESS}gap:{number}:need={n}"),) for n in near]
        rows += [
            (("Lücke in unserem Angebot", f"{PRESS}gap:{number}:missing"),),
            (("nicht unser Thema", f"{PRESS}gap:{number}:other"),),
            (("Zurück", f"{PRESS}gaps"),),
        ]
        texts = [Span(text.text, "quote") for text in group.texts[:_TEXTS]]
        return self.words.said(f"{group.total}× gefragt", *texts, "Was ist das?", rows=rows)

    def _verdict(self, group: Group, judgement: str) -> tuple[str, str]:
        """What is noted for a judgement, and how it is said."""
        kind, _, need = judgement.partition("=")
        guide = self.speaker.centre.knowledge.guides.get(need)
        if kind == "need" and guide:
            return f"need:{need}", f"gehört zu „{guide.title}“"
        if kind == "missing":
            return f"gap:{group.title[:LONGEST_TITLE]}", "Lücke in unserem Angebot"
        return ("not_ours", "nicht unser Thema") if kind == "other" else ("", "")

    async def _groups(self) -> list[Group]:
        return list(groups(await self.storage.gaps.shown()))
