"""The real data, as readers will see it: every reply of every language is rendered and looked at."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.assistant import Speaker
from bot.channels.telegram_sending import html
from bot.core.actions import DOORS, PARTNER_GROUPS
from bot.core.checks import Check, walk
from bot.core.conversation import Attachment, Conversation, Message, Turn
from bot.core.slots import coming, slot_name
from bot.core.voice import STYLES
from bot.files.town import Town
from tests.conftest import at

NOW = at("2026-11-24T13:05")
LATER = at("2029-03-01T13:05")
PAGES = (
    "start",
    "topics",
    "partners",
    "languages",
    "help",
    "privacy",
    "forget",
    "in_group",
    "trouble",
    "no_such_action",
    "checks",
    "bells",
    "events",
    "unfollow",
    "talk",
    "talk:find_flat",
    "cancel",
    "write",
    "end",
)
ATTACHMENTS: tuple[Attachment, ...] = (
    "voice",
    "picture",
    "place",
    "contact",
    "file",
    "sticker",
    "unreadable",
)
EDITORIAL = re.compile(
    r"\bprüfen\b|\bklären\b|\bcoordinator\b|\bseed\b|\bunknown\b"
    r"|\((?:found|general|medium|low|high)\)|[a-z]+_[a-z]+_[a-z]+|\bNone\b|\{\w*\}|(?-i:\bTODO\b)",
    re.IGNORECASE,
)


def actions(town: Town) -> Iterator[str]:
    """Everything that can be pressed or opened."""
    knowledge = town.files.knowledge(town.intents.needs, examples=True)
    yield from PAGES
    yield from (f"{verb}:{need}" for verb in ("need", "more") for need in knowledge.guides)
    yield from (f"{verb}:{ref}" for verb in ("offer", "quiet") for ref in knowledge.offers)
    yield from (f"org:{name}" for name in knowledge.organizations)
    yield from (f"topic:{name}" for name in knowledge.needs)
    yield from (f"partners:{name}" for name in (*PARTNER_GROUPS, *knowledge.needs))
    yield from (f"door:{name}" for name in DOORS)
    yield from (f"{verb}:{ref}" for verb in ("card", "share", "keep") for ref in knowledge.offers)
    yield from (f"{verb}:{need}" for verb in ("helped", "useless") for need in knowledge.guides)
    yield from (f"check:{check.id}/{way}" for check in knowledge.checks.values() for way in ways(check))
    yield from (f"tick:{c.id}/{item.id}" for c in knowledge.checks.values() for item in c.items)
    yield from (f"{verb}:{topic}" for verb in ("events", "follow", "unfollow") for topic in knowledge.needs)
    yield from (f"event:{name}" for name in knowledge.events)
    for offer in knowledge.offers.values():
        for slot in coming(knowledge, offer, NOW)[:1]:
            name = slot_name(offer.ref, slot.start)
            yield from (f"{verb}:{name}" for verb in ("slot", "bell", "mute", "ics", "first", "both"))


def ways(check: Check) -> Iterator[str]:
    """Every way into a check, to its questions and its results."""
    waiting = [""]
    while waiting:
        way = waiting.pop()
        yield way
        place = walk(check, way)
        waiting += [way + sign for sign, _ in place.options] if place else []


def rendered(
    speaker: Speaker, language: str, actions: list[str], now: datetime
) -> Iterator[tuple[str, Message]]:
    """The messages to each action, in one language."""
    before = Conversation(chosen=language)
    for action in actions:
        turn = Turn("test", now, action=action)
        reply, _ = speaker.decide(turn, before)
        yield from ((action, message) for message in speaker.words(reply, turn))


@pytest.mark.parametrize("kind", ATTACHMENTS)
def test_everything_sent_gets_a_kind_answer(speaker: Speaker, kind: Attachment) -> None:
    """A voice message, a photo, a place and the like are answered with what works instead, and topics."""
    turn = Turn("test", NOW, attachment=kind, phone_language="de")
    reply, _ = speaker.decide(turn, Conversation())
    (message,) = speaker.words(reply, turn)

    assert "Thema" in message.text
    assert "topic:health" in [button.action for row in message.rows for button in row]


def languages() -> list[str]:
    """The languages of the bot, for parametrizing."""
    from bot.files import intent_files
    from tests.conftest import HOME

    return [*intent_files.read(HOME / "intents", phrases=False).languages, *STYLES]


def test_all_files_are_right(town: Town) -> None:
    """`check` finds no mistake in the real data."""
    assert [] == [str(problem) for problem in town.problems]


@pytest.mark.parametrize("language", languages())
def test_every_reply_keeps_telegrams_limits(town: Town, trial: Speaker, language: str) -> None:
    """Text, buttons and their data of every reply fit what Telegram takes."""
    for action, message in rendered(trial, language, list(actions(town)), NOW):
        length = len(message.text.encode("utf-16-le")) // 2
        assert 0 < length <= MessageLimit.MAX_TEXT_LENGTH, (action, length)
        assert html(message.spans).count("<b>") == html(message.spans).count("</b>"), action
        for button in (button for row in message.rows for button in row):
            assert 0 < len(button.label) <= 64, (action, button.label)
            assert 0 < len(button.action.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA, (
                button.action
            )


@pytest.mark.parametrize("language", languages())
def test_no_note_to_editors_reaches_a_reader(town: Town, trial: Speaker, language: str) -> None:
    """No reply contains words or ids that are meant for the coordinator, or an unfilled placeholder."""
    for action, message in rendered(trial, language, list(actions(town)), NOW):
        prose = re.sub(r"https?://\S+|\S+@\S+|\S+\.\w{2,3}/\S+", "", message.text)
        assert None is EDITORIAL.search(prose), (action, EDITORIAL.search(prose))


@pytest.mark.parametrize("language", languages())
def test_an_answer_fits_a_phone_screen_or_two(town: Town, trial: Speaker, language: str) -> None:
    """The answer to a need is never longer than 1,700 characters."""
    needs = [action for action in actions(town) if action.startswith("need:")]
    long = {
        action: len(message.text)
        for action, message in rendered(trial, language, needs, NOW)
        if len(message.text) > 1700
    }

    assert {} == long


def test_every_guide_survives_the_end_of_dated_rules(town: Town, speaker: Speaker) -> None:
    """When every dated rule has run out, each need still has at least two lines to read."""
    own = town.intents.needs["assistant"]
    needs = [f"need:{need}" for need in town.intents.all_needs if need not in own]
    short = [
        action for action, message in rendered(speaker, "de", needs, LATER) if message.text.count("\n") < 2
    ]

    assert [] == short


def test_nothing_past_its_date_is_shown(town: Town, speaker: Speaker) -> None:
    """After its last day no dated German sentence is rendered any more."""
    dated = {
        fact.value
        for guide in town.files.knowledge(town.intents.needs, examples=False).guides.values()
        for fact in (*guide.sentences, *guide.bring, *guide.more)
        if fact.recheck_by
    }
    shown = "\n".join(message.text for _, message in rendered(speaker, "de", list(actions(town)), LATER))

    assert dated
    assert set() == {text for text in dated if text in shown}


def test_what_is_not_sure_is_never_shown(town: Town, speaker: Speaker) -> None:
    """Facts of low confidence are in the files for the coordinator only."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    unsure = {
        offer.service.name.value for offer in knowledge.offers.values() if offer.service.confidence == "low"
    }
    sure = {
        offer.service.name.value for offer in knowledge.offers.values() if offer.service.confidence != "low"
    }
    reachable = [a for a in actions(town) if a.split(":")[0] not in ("offer", "quiet")]
    lines = {
        line.removeprefix("➡️ ")
        for _, message in rendered(speaker, "de", reachable, NOW)
        for line in message.text.splitlines()
    }

    assert unsure
    assert set() == (unsure - sure) & lines


def test_the_place_of_a_shelter_is_nowhere(town: Town, speaker: Speaker) -> None:
    """The shelter has no location in the data, and answers under violence name no place."""
    shelter = town.files.knowledge(town.intents.needs, examples=False).organizations["frauen_helfen_frauen"]
    quiet = [action for action in actions(town) if action.startswith("quiet:")]
    near = [
        "need:violence_against_women",
        "more:violence_against_women",
        "org:frauen_helfen_frauen",
        "offer:frauen_helfen_frauen/frauenhaus",
        *quiet,
    ]
    text = "\n".join(message.text for _, message in rendered(speaker, "de", near, NOW))

    assert () == shelter.locations
    assert "📍" not in text


def test_waiting_periods_of_asylum_seekers_are_not_shown(town: Town, speaker: Speaker) -> None:
    """No German reply tells asylum seekers after how many months they may work."""
    text = "\n".join(message.text for _, message in rendered(speaker, "de", list(actions(town)), NOW))

    assert [] == re.findall(
        r"[^\n]*(?:nach|seit|in den ersten) \w+ Monaten[^\n]*(?:arbeiten|Arbeit)[^\n]*", text
    )


def test_example_times_stay_out_of_telegram(town: Town, speaker: Speaker, trial: Speaker) -> None:
    """Example times are announced where they are shown, and not loaded for Telegram."""
    on = [message.text for _, message in rendered(trial, "de", list(actions(town)), NOW)]
    off = "\n".join(message.text for _, message in rendered(speaker, "de", list(actions(town)), NOW))
    with_times = [text for text in on if "Nächster Termin" in text or "Jetzt offen" in text]

    assert with_times
    assert all("Beispielzeiten" in text for text in with_times)
    assert "Beispielzeiten" not in off
