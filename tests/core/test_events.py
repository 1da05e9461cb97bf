"""Events: when they take place, what is shown of them, who follows them."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.core.agenda import Agenda
from bot.core.events import Event, next_of, occurrences
from bot.core.keeping import EventPage, EventsPage
from tests.core.small_town import NOW, at, knowledge, organization, service

BODY = organization("amt", service("rat"))


def event(name: str = "fest", **fields: Any) -> Event:
    """An event as it stands in the file, once unless the fields say otherwise."""
    once = {} if "schedule" in fields else {"start": "2026-11-26T18:00", "end": "2026-11-26T20:00"}
    head = {"id": name, "topics": ["language"], "name": "Fest", "organizer": "amt", "confidence": "high"}
    return Event.model_validate({**head, **once, **fields})


WEEKLY = {"byday": "MO", "opens_at": "10:00", "closes_at": "11:00", "confidence": "high"}


def test_single_and_recurring_events_are_found_in_order() -> None:
    """Twice the Monday group, once the party, nothing that is over or not sure."""
    events = [
        event(),
        event("runde", schedule=WEEKLY),
        event("vorbei", start="2026-11-20T18:00", end="2026-11-20T20:00"),
        event("vage", confidence="low"),
    ]
    found = occurrences(events, NOW, at("2026-12-08T00:00"))

    assert ["fest", "runde", "runde"] == [each.event.id for each in found]
    assert at("2026-11-30T10:00") == found[1].start


def test_a_running_event_is_still_the_next_one() -> None:
    """Until its end; what is over is over."""
    assert next_of(event(), at("2026-11-26T19:00"))
    assert None is next_of(event(), at("2026-11-26T20:00"))


@pytest.mark.parametrize(
    "fields",
    [
        {"start": None, "end": None},
        {"end": None},
        {"end": "2026-11-26T17:00"},
        {"start": "26.11.2026 18 Uhr"},
        {"start": "2026-11-26T18:00+01:00"},
        {"topics": []},
        {"status": "abgesagt"},
    ],
)
def test_a_wrong_event_is_refused(fields: dict[str, Any]) -> None:
    """Without a time, with a wrong one, without a topic."""
    with pytest.raises(ValidationError):
        event(**fields)


def page(topic: str = "", *events: Event, **fields: Any) -> EventsPage:
    """The page of a topic."""
    view = Agenda(knowledge(BODY, events=events), NOW, **fields).page(topic).view
    assert isinstance(view, EventsPage)
    return view


def test_the_week_comes_first_and_what_is_later_only_without_it() -> None:
    """Within seven days, else what comes next; an event that is called off is not listed."""
    later = event("spaeter", start="2026-12-20T18:00", end="2026-12-20T20:00")
    off = event("abgesagt", status="EventCancelled")

    assert (["fest"], True) == _names(page("", event(), later, off))
    assert (["spaeter"], False) == _names(page("", later, off))
    assert ([], False) == _names(page("health", event()))


def test_news_are_told_only_while_they_are_news() -> None:
    """Not when the event is over, called off, or taken out."""
    told = Agenda(knowledge(BODY, events=(event(),)), NOW, ("language",)).notice("fest")
    over = Agenda(knowledge(BODY, events=(event(),)), at("2026-11-27T10:00")).notice("fest")
    off = Agenda(knowledge(BODY, events=(event(status="EventPostponed"),)), NOW).notice("fest")

    assert told
    assert isinstance(told.view, EventPage)
    assert ("unfollow:language",) in told.rows
    assert (None, None, None) == (over, off, Agenda(knowledge(BODY), NOW).notice("fest"))


def _names(view: EventsPage) -> tuple[list[str], bool]:
    return [card.occurrence.event.id for card in view.cards], view.week
