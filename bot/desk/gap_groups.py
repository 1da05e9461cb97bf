"""What several asked in vain, put together across languages; and what of it we do not offer yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.grouping import grouped
from bot.core.understanding import LanguageHints, Understander
from bot.storage.gaps import MISSING, Shown

_NEAREST = 3


@dataclass(frozen=True)
class Nearest:
    """A need near a question, with its German title and its score."""

    need: str
    title: str
    score: float


@dataclass(frozen=True)
class Group:
    """Questions that ask alike, the one asked most first."""

    texts: tuple[Shown, ...]
    need: str
    """the nearest one, by how often it was, or nothing"""
    need_title: str
    nearest: tuple[Nearest, ...] = ()

    @property
    def title(self) -> str:
        """The words asked most."""
        return self.texts[0].text

    @property
    def total(self) -> int:
        """How often all of them were asked."""
        return sum(text.times for text in self.texts)

    @property
    def languages(self) -> tuple[str, ...]:
        """Their languages, each once."""
        return tuple(dict.fromkeys(text.language for text in self.texts))

    @property
    def months(self) -> tuple[str, ...]:
        """The months in which they were first asked."""
        return tuple(sorted({text.month for text in self.texts}))

    @property
    def numbers(self) -> tuple[int, ...]:
        """By which they are judged."""
        return tuple(text.number for text in self.texts)

    @property
    def verdict(self) -> str:
        """The one that all of them have; nothing while one is open or they differ."""
        verdicts = {text.verdict for text in self.texts}
        return next(iter(verdicts)) if len(verdicts) == 1 else ""


@dataclass(frozen=True)
class MissingOffer:
    """A gap in our offer: the seed of a new one."""

    title: str
    total: int
    by_month: Mapping[str, int] = field(default_factory=dict)
    """month of the first asking -> how often"""
    by_language: Mapping[str, int] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


def groups(
    shown: Sequence[Shown],
    understander: Understander | None = None,
    titles: Mapping[str, str] | None = None,
) -> list[Group]:
    """Gaps that ask alike together, the most frequent first; `titles` are the German ones of the needs."""
    named = titles or {}
    return [_group([shown[place] for place in places], understander, named) for places in grouped(shown)]


def _group(texts: Sequence[Shown], understander: Understander | None, titles: Mapping[str, str]) -> Group:
    needs = Counter[str]()
    for text in texts:
        needs[text.need] += text.times
    need = needs.most_common(1)[0][0]
    nearest = _nearest(texts[0], understander, titles) if understander else ()
    return Group(tuple(texts), need, titles.get(need, need), nearest)


def _nearest(shown: Shown, understander: Understander, titles: Mapping[str, str]) -> tuple[Nearest, ...]:
    found = understander.understand(shown.text, LanguageHints(last=shown.language)).needs[:_NEAREST]
    return tuple(Nearest(need, titles.get(need, need), score) for need, score in found)


def missing_offers(shown: Iterable[Shown]) -> list[MissingOffer]:
    """What was judged to be a gap in our offer, by its title, the most wanted first."""
    by_title: dict[str, list[Shown]] = {}
    for gap in shown:
        if gap.verdict.startswith(MISSING):
            by_title.setdefault(gap.verdict.removeprefix(MISSING), []).append(gap)
    offers = [_missing(title, gaps) for title, gaps in by_title.items()]
    return sorted(offers, key=lambda offer: (-offer.total, offer.title))


def _missing(title: str, gaps: Sequence[Shown]) -> MissingOffer:
    months, languages = Counter[str](), Counter[str]()
    for gap in gaps:
        months[gap.month] += gap.times
        languages[gap.language] += gap.times
    texts = tuple(dict.fromkeys(gap.text for gap in gaps))
    return MissingOffer(
        title, months.total(), dict(sorted(months.items())), dict(languages.most_common()), texts
    )
