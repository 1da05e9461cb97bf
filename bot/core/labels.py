"""From the action of a button to the words on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.core.cards import Prose
from bot.core.conversation import Button
from bot.core.knowledge import Knowledge
from bot.core.voice import Voice

LONGEST = 60
"""characters on a button: more is cut off on small phones (Telegram shows 64)"""


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is only stored."""
    return sentence


_FIXED = {
    "topics": ("🔎", N_("Other topic")),
    "partners": ("🏛", N_("All partners")),
    "languages": ("🌐", N_("Language")),
    "privacy": ("🔒", N_("Privacy")),
    "forget": ("🗑", N_("Delete my data")),
    "start": ("👋", N_("Start again")),
    "door:newcomer": ("🙋", N_("I need help")),
    "door:helper": ("🤝", N_("I want to help")),
    "door:employer": ("🏢", N_("I offer work or a home")),
    "partners:cooperation_partner": ("🤝", N_("Cooperation partners")),
    "partners:city_department": ("🏛", N_("City departments")),
    "partners:house": ("🏠", N_("In this house")),
    "partners:further_body": ("➕", N_("More offices")),
}
_VERBS = {
    "more": ("ℹ️", N_("More about this")),
    "map": ("🗺", N_("Map")),
    "wish": ("🙏", N_("Ask for my language")),
}


@dataclass(frozen=True)
class Labels:
    """Names the buttons, in one language, with the titles of the knowledge."""

    knowledge: Knowledge
    languages: Mapping[str, str]
    """code -> the language's own name"""
    voice: Voice

    def button(self, action: str) -> Button:
        """The button that does an action."""
        verb, _, name = action.partition(":")
        emoji, label = self._label(action, verb, name)
        text = f"{emoji} {label}".strip()
        return Button(
            text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…",
            action,
            self._map_url(name) if verb == "map" else "",
        )

    def need(self, need: str) -> str:
        """The title of a need with its emoji."""
        guide = self.knowledge.guides[need]
        return f"{guide.emoji} {self._prose(Prose(f'{need}/title', guide.title))}"

    def topic(self, topic: str) -> str:
        """The title of a topic with its emoji."""
        entry = self.knowledge.topics[topic]
        return f"{entry.emoji} {self._prose(Prose(f'topics/{topic}', entry.title))}"

    def group(self, name: str) -> str:
        """The title of a group of organizations, or of a topic."""
        return (
            self.topic(name)
            if name in self.knowledge.topics
            else " ".join(self._label(f"partners:{name}", "", ""))
        )

    def _label(self, action: str, verb: str, name: str) -> tuple[str, str]:
        if action in _FIXED or verb in _VERBS:
            emoji, sentence = _FIXED.get(action) or _VERBS[verb]
            return emoji, self.voice.say(sentence)
        named: dict[str, Callable[[str], str]] = {
            "need": self.need,
            "topic": self.topic,
            "partners": self.topic,
            "offer": self._offer,
            "quiet": self._offer,
            "org": self._organization,
            "lang": self.languages.__getitem__,
        }
        return "", named[verb](name)

    def _offer(self, ref: str) -> str:
        offer = self.knowledge.offers[ref]
        name = f"➡️ {self._prose(Prose(f'{ref}/name', offer.service.name.value))}"
        whole = f"{name} – {self._organization(offer.organization.id)}"
        return whole if len(whole) <= LONGEST else name

    def _organization(self, name: str) -> str:
        organization = self.knowledge.organizations[name]
        return min((organization.name, *organization.alternate_name[:1]), key=len)

    def _prose(self, prose: Prose) -> str:
        return self.voice.translated(prose.context, prose.text)[0]

    def _map_url(self, name: str) -> str:
        organization, _, place = name.partition("/")
        location = next(x for x in self.knowledge.organizations[organization].locations if x.id == place)
        if location.latitude is not None and location.longitude is not None:
            spot = f"{location.latitude}/{location.longitude}"
            return f"https://www.openstreetmap.org/?mlat={location.latitude}&mlon={location.longitude}#map=18/{spot}"
        return f"https://www.openstreetmap.org/search?query={quote(location.addresses[0].line)}"
