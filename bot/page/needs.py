"""The needs and languages as they are called in German."""

from __future__ import annotations

from babel import Locale

from bot.core.knowledge import Knowledge

Topics = list[tuple[str, list[tuple[str, str]]]]
"""title of a topic -> (need, its title)"""


def topics(knowledge: Knowledge) -> Topics:
    """All needs, sorted by their topic, for a list to choose from."""
    return [
        (
            knowledge.topics[topic].title if topic in knowledge.topics else topic,
            sorted(((need, title(knowledge, need)) for need in needs), key=lambda pair: pair[1].casefold()),
        )
        for topic, needs in knowledge.needs.items()
    ]


def title(knowledge: Knowledge, need: str) -> str:
    """The German title of a need."""
    guide = knowledge.guides.get(need)
    return guide.title if guide else need


def titles(knowledge: Knowledge) -> dict[str, str]:
    """The German title of each need."""
    return {need: guide.title for need, guide in knowledge.guides.items()}


def german_language(code: str) -> str:
    """The German name of a language."""
    return str(Locale("de").languages.get(code.partition("_")[0], code))
