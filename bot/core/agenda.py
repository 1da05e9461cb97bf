"""The replies about events: what is on, one event, which topics are followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.cards import Prose, contact_at, prose_of
from bot.core.effects import Count, Follow, Unfollow
from bot.core.events import HORIZON, Event, Occurrence, next_of, occurrences
from bot.core.keeping import EventCard, EventPage, EventsPage, Following
from bot.core.knowledge import Knowledge
from bot.core.replies import Page, Rows, Screen, Step, in_rows
from bot.core.schedule import BERLIN

MOST = 6
"""events on one page"""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Agenda:
    """The events as they stand at one moment, and the topics the person follows."""

    knowledge: Knowledge
    now: datetime
    followed: tuple[str, ...] = ()

    def to(self, verb: str, name: str) -> Step | None:
        """What a button about events does; None if what it names is gone."""
        if verb == "events" and (not name or name in self.knowledge.needs):
            return Step((self.page(name),))
        if verb == "event" and name in self.knowledge.events:
            return self._event(self.knowledge.events[name])
        if verb == "follow" and name in self.knowledge.needs:
            followed = Screen(Following(name, on=True), ((f"unfollow:{name}",), ("events", "topics")))
            return Step((followed,), (Follow(name), Count("followed", "topic")))
        if verb == "unfollow" and (not name or name in self.knowledge.needs):
            again: Rows = ((f"follow:{name}",),) if name else ()
            rows: Rows = (*again, ("events", "topics"))
            return Step((Screen(Following(name, on=False), rows),), (Unfollow(name),))
        return None

    def page(self, topic: str = "") -> Screen:
        """What is on in the next seven days, else what comes after; of one topic, or of all."""
        found = [
            each
            for each in occurrences(
                self.knowledge.events.values(), self.now, self.now + HORIZON, self.knowledge.closures
            )
            if each.event.status == "EventScheduled" and (not topic or topic in each.event.topics)
        ]
        week = [each for each in found if each.start <= self.now + WEEK]
        once = {each.event.id: each for each in reversed(week or found)}
        shown = sorted(once.values(), key=lambda each: each.start)[:MOST]
        view = EventsPage(topic, tuple(map(self._card, shown)), topic in self.followed, bool(week))
        rows = tuple((f"event:{each.event.id}",) for each in shown)
        return Screen(view, (*rows, *self._choices(topic), ("topics", "partners")))

    def notice(self, name: str) -> Screen | None:
        """What is said of a new event; nothing where it is over or called off."""
        event = self.knowledge.events.get(name)
        if event is None or event.status != "EventScheduled" or not event.may_be_shown(self._today):
            return None
        occurrence = next_of(event, self.now, self.knowledge.closures)
        if occurrence is None:
            return None
        rows = tuple((f"unfollow:{topic}",) for topic in event.topics if topic in self.followed)
        return Screen(
            EventPage(self._card(occurrence), news=True), (("events",), *(rows or (("unfollow",),)))
        )

    def _choices(self, topic: str) -> tuple[tuple[str, ...], ...]:
        """Follow the topic that is shown, else choose one that has events."""
        if topic:
            return ((f"{'unfollow' if topic in self.followed else 'follow'}:{topic}",), ("events",))
        alive = [t for t in self.knowledge.needs if t != "assistant"]
        ends = (("unfollow",),) if self.followed else ()
        return (*in_rows([f"events:{topic}" for topic in alive], 2), *ends)

    def _event(self, event: Event) -> Step:
        occurrence = next_of(event, self.now, self.knowledge.closures)
        if occurrence is None or not event.may_be_shown(self._today):
            return Step((Screen(Page("event_over"), (("events", "topics"),)),))
        follow = tuple(
            (f"{'unfollow' if topic in self.followed else 'follow'}:{topic}",) for topic in event.topics
        )
        body = (f"org:{event.organizer}",)
        rows = (
            (f"offer:{event.service}",) if event.service else body,
            *follow,
            (f"wrong:{event.id}",),
            ("events", "topics"),
        )
        return Step((Screen(EventPage(self._card(occurrence)), rows),))

    def _card(self, occurrence: Occurrence) -> EventCard:
        event, on = occurrence.event, self._today
        organizer = self.knowledge.organizations[event.organizer]

        def prose(field: str) -> Prose | None:
            return prose_of(f"events/{event.id}/{field}", getattr(event, field), on, event.confidence)

        return EventCard(
            occurrence,
            Prose(f"events/{event.id}/name", event.name.value),
            organizer.name,
            prose("description"),
            prose("audience"),
            prose("price"),
            prose("registration_note"),
            contact_at(organizer, event.location, on),
        )

    @property
    def _today(self) -> date:
        return self.now.astimezone(BERLIN).date()
