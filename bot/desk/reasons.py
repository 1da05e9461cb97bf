"""Why the bot answered as it did, in German: for the page and for `chat --explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.assistant import Speaker
from bot.core.conversation import Message, Span, Turn
from bot.core.cues import ANSWERS, ASPECTS
from bot.core.facet_words import facet_words
from bot.core.replies import AskBack, NotUnderstood, Reply
from bot.core.understanding import Understanding
from bot.core.understood import Decision
from bot.desk.explain import Explainer

Outcome: TypeAlias = Literal[Decision, "asked_on", "foreign"]
OUTCOMES: dict[Outcome, str] = {
    "answer": "Der Bot ist sich sicher und antwortet.",
    "clarify": "Der Bot ist unsicher und fragt nach.",
    "reject": "Der Bot hat es nicht verstanden und sagt das.",
    "asked_on": "Der Bot versteht es aus dem Gespräch davor.",
    "foreign": "Der Bot spricht diese Sprache nicht und sagt das.",
}
_NEEDS = 5
_CUES = {
    "where": "wo?", "when": "wann?", "cost": "was kostet es?", "bring": "was mitbringen?",
    "phone": "Telefon?", "spoken": "welche Sprachen?", "who": "für wen?", "more": "mehr",
    "first": "das erste", "second": "das zweite", "third": "das dritte",
    "yes": "ja", "no": "nein", "back": "zurück", "restart": "von vorn",
    "training": "Ausbildung: suchen oder anbieten?", "no_money": "kein Geld",
    "speaks": "spricht man dort …?", "neutral": "egal",
}  # fmt: skip


@dataclass(frozen=True)
class Ranked:
    """A need with its score, from 0 to 1."""

    need: str
    title: str
    score: float

    @property
    def percent(self) -> int:
        """The score in per cent."""
        return round(100 * self.score)


@dataclass(frozen=True)
class Like:
    """A phrase that is like the message, by per cent."""

    phrase: str
    title: str
    percent: int

    @property
    def same(self) -> bool:
        """Whether it is the message word for word, which decides alone."""
        return self.percent == 100  # noqa: PLR2004 - per cent


@dataclass(frozen=True)
class Reasons:
    """All that decided."""

    language: str
    """its German name"""
    foreign: str
    """the German name of the message's language, where it is none of ours"""
    outcome: Outcome
    answer_from: int
    """per cent from which on is answered"""
    ask_from: int
    needs: tuple[Ranked, ...]
    """the likeliest first"""
    runner_up: Ranked | None
    office: str
    """the partner that is named in the message"""
    words: tuple[tuple[str, int], ...]
    """words that decided, and their share in the decision, in per cent"""
    likes: tuple[Like, ...]
    cues: tuple[str, ...]
    """what of the message asks on or wishes something"""
    left_out: bool
    """whether a part that says what is not wanted was left out"""


@dataclass(frozen=True)
class Reasoner:
    """Gives the reasons for a reply."""

    speaker: Speaker
    explainer: Explainer

    def why(self, text: str, reply: Reply) -> Reasons | None:
        """The reasons for the reply to a text; None where there was nothing to understand."""
        understood = reply.understood
        if understood is None:
            return None
        raw = self.explainer.explained(text, understood)
        chosen = understood.chosen if understood.decision == "answer" else understood.chosen[:1]
        ranked = tuple(Ranked(need, self.title(need), score) for need, score in understood.needs[:_NEEDS])
        organization = self.speaker.centre.knowledge.organizations.get(understood.organization or "")
        return Reasons(
            self._language(understood.language),
            self._language(understood.foreign) if understood.foreign else "",
            _outcome(reply, understood),
            round(100 * raw.answer_from),
            round(100 * raw.ask_from),
            ranked,
            next((each for each in ranked if each.need not in chosen), None),
            organization.name if organization else "",
            _shares(raw.words),
            tuple(Like(phrase, self.title(need), score) for phrase, need, score in raw.likes),
            tuple(self._cues(text, understood)),
            raw.left_out,
        )

    def title(self, need: str) -> str:
        """The German title of a need."""
        guide = self.speaker.centre.knowledge.guides.get(need)
        return guide.title if guide else need

    def _language(self, code: str) -> str:
        name = self.speaker.voices["de"].locale.languages.get(code.partition("_")[0])
        return str(name or code)

    def _cues(self, text: str, understood: Understanding) -> Iterator[str]:
        found = self.speaker.centre.cues.find(text, (understood.language, "de", "en")).found
        german = self.speaker.voices["de"]
        for cue in found:
            known = cue in (*ASPECTS, *ANSWERS) or cue in _CUES
            yield _CUES.get(cue, cue) if known else facet_words(german, cue)


def _outcome(reply: Reply, understood: Understanding) -> Outcome:
    """What came of it: a talk knows more than a message alone."""
    if understood.foreign:
        return "foreign"
    asks = any(isinstance(screen.view, (AskBack, NotUnderstood)) for screen in reply.screens)
    return understood.decision if asks or understood.decision == "answer" else "asked_on"


def _shares(words: Iterable[tuple[str, float]]) -> tuple[tuple[str, int], ...]:
    """Words that spoke for the first need, each with its share in per cent."""
    speaking = [(word, worth) for word, worth in words if worth > 0]
    whole = sum(worth for _, worth in speaking)
    return tuple((word, share) for word, worth in speaking if (share := round(100 * worth / whole)))


def lines(reasons: Reasons) -> list[str]:
    """The reasons as short German lines."""
    foreign = f"; geschrieben auf {reasons.foreign}, das der Bot nicht spricht" if reasons.foreign else ""
    needs = " · ".join(f"{each.title} {each.percent} %" for each in reasons.needs[:3])
    words = " · ".join(f"{word} ({share} %)" for word, share in reasons.words)
    optional = (
        ("Genannt", reasons.office),
        ("Wörter, die entschieden", words),
        ("Rückfragen und Wünsche darin", " · ".join(reasons.cues)),
        ("Weggelassen", "was ausdrücklich nicht gewünscht ist" if reasons.left_out else ""),
    )
    return [
        f"Sprache: {reasons.language}{foreign}",
        f"Entscheidung: {OUTCOMES[reasons.outcome]}",
        f"  Antwort ab {reasons.answer_from} %, Nachfrage ab {reasons.ask_from} %",
        f"Anliegen: {needs or 'keines'}",
        *(f"{name}: {text}" for name, text in optional if text),
        *(_like(like) for like in reasons.likes),
    ]


def _like(like: Like) -> str:
    same = "Derselbe Satz, er entscheidet" if like.same else "Ähnlicher Satz"
    return f"{same}: „{like.phrase}“ ({like.title}, {like.percent} %)"


@dataclass(frozen=True)
class Explaining(Speaker):
    """Says after each answer why it was given."""

    explainer: Explainer | None = None

    def words(self, reply: Reply, turn: Turn) -> tuple[Message, ...]:
        """The reply in words, then the reasons."""
        said = super().words(reply, turn)
        why = Reasoner(self, self.explainer).why(turn.text, reply) if self.explainer else None
        if why is None:
            return said
        spans = (Span(f"{'     ' if at else '   ↳ '}{line}\n") for at, line in enumerate(lines(why)))
        return (*said, Message("de", tuple(spans)))


def explaining(speaker: Speaker, explainer: Explainer) -> Speaker:
    """A speaker that says why, too."""
    return Explaining(speaker.centre, speaker.voices, speaker.language_names, speaker.redaction, explainer)
