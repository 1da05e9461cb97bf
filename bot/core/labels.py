"""From the action of a button to the words on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.core.cards import Prose
from bot.core.checks import walk
from bot.core.conversation import Button
from bot.core.hsds import Location
from bot.core.knowledge import Knowledge
from bot.core.slots import slot_named
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
    "events": ("🗓", N_("Events")),
    "unfollow": ("🔕", N_("No more news")),
    "talk": ("👤", N_("Talk to a person")),
    "write": ("✍️", N_("Write to the team")),
    "end": ("✅", N_("I need no more help")),
    "propose": ("📮", N_("Propose an offer")),
    "submit": ("✅", N_("Yes, send it")),
    "cancel": ("✖️", N_("No, do not send")),
    "bells": ("🔔", N_("My reminders")),
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
    "place": ("🗺", N_("Map")),
    "card": ("🪪", N_("Show at the desk")),
    "print": ("🖼", N_("As a picture")),
    "share": ("↪️", N_("Send to a friend")),
    "keep": ("🗓", N_("Choose a time")),
    "ics": ("📅", N_("Add to calendar")),
    "bell": ("🔔", N_("Remind me")),
    "mute": ("🔕", N_("Do not remind me")),
    "want": ("🙋", N_("Ask for an appointment")),
    "helped": ("👍", N_("This helped")),
    "useless": ("👎", N_("This did not help")),
    "hear": ("🔊", N_("Listen")),
    "talk": ("👤", N_("Talk to a person")),
    "send": ("✅", N_("Yes, send it")),
    "reword": ("✍️", N_("Write it differently")),
    "back": ("⬅️", N_("Back")),
    "restart": ("🔁", N_("Start again")),
    "untick": ("🗑", N_("Delete this list")),
    "follow": ("🔔", N_("Tell me about new events")),
    "unfollow": ("🔕", N_("No more news")),
    "seek": ("🙋", N_("I am looking for one")),
    "give": ("🏢", N_("I offer one")),
    "wrong": ("⚠️", N_("Something is wrong here")),
    "tick": ("", ""),
}


_WRONG = {
    "phone": ("☎️", N_("Phone or e-mail")),
    "address": ("📍", N_("Address")),
    "hours": ("🕑", N_("Opening hours")),
    "price": ("💶", N_("Price")),
    "closed": ("🚫", N_("It no longer exists")),
    "other": ("❔", N_("Something else")),
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
        if verb == "check":
            return self._check(name)
        if verb == "tick":
            return "☑️", self._number_of(name)
        if verb == "tell":
            emoji, sentence = _WRONG[name.partition(".")[0]]
            return emoji, self.voice.say(sentence)
        if verb == "both" and name.count("@") == 1:
            return "➡️", self.voice.say("Only this time")
        if action in _FIXED or verb in _VERBS:
            emoji, sentence = _FIXED.get(action) or _VERBS[verb]
            return emoji, self.voice.say(sentence)
        named: dict[str, Callable[[str], str]] = {
            "need": self.need,
            "topic": self.topic,
            "partners": self.topic,
            "events": self.topic,
            "offer": self._offer,
            "quiet": self._offer,
            "org": self._organization,
            "lang": self.languages.__getitem__,
            "event": self._event,
            "slot": self._slot,
            "first": self._slot,
            "both": self._slot,
        }
        return "", named[verb](name)

    def _check(self, name: str) -> tuple[str, str]:
        """The title of a check; the words of an option; "start again" once somebody is under way."""
        check_id, _, way = name.partition("/")
        check = self.knowledge.checks[check_id]
        if not way:
            return check.emoji, self._prose(Prose(f"{check_id}/title", check.title))
        before = walk(check, way[:-1])
        if before is None:
            return "", ""
        option = dict(before.options)[way[-1]]
        return "", self._prose(Prose(f"{check_id}/{before.name}/option", option.label))

    def _number_of(self, name: str) -> str:
        """The number of an item in its list."""
        check_id, _, item = name.partition("/")
        ids = [each.id for each in self.knowledge.checks[check_id].items]
        return str(ids.index(item) + 1)

    def _event(self, name: str) -> str:
        return f"🗓 {self._prose(Prose(f'events/{name}/name', self.knowledge.events[name].name.value))}"

    def _slot(self, name: str) -> str:
        """`🕑 Tue 1 December, 14:00`: the last of the slots named."""
        named = slot_named(name, self.knowledge)
        if named is None:
            return "🕑"
        start = named[1][-1]
        return f"🕑 {self.voice.day(start.date())}{self.voice.comma}{self.voice.clock(start)}"

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
        return map_url(next(x for x in self.knowledge.organizations[organization].locations if x.id == place))


def map_url(location: Location) -> str:
    """The web page that shows a place on a map."""
    if location.latitude is not None and location.longitude is not None:
        spot = f"{location.latitude}/{location.longitude}"
        return (
            f"https://www.openstreetmap.org/?mlat={location.latitude}&mlon={location.longitude}#map=18/{spot}"
        )
    return f"https://www.openstreetmap.org/search?query={quote(location.addresses[0].line)}"
