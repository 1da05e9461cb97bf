"""What several asked and nobody answered: when it shows, and what never does."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.assistant import Assistant, Speaker
from bot.core.cards import Contact
from bot.core.conversation import Holdings, Turn
from bot.core.effects import Count
from bot.core.gaps import Gap
from bot.core.replies import Reply
from bot.core.understood import Understanding
from bot.deeds import Deeds
from bot.files.town import Town
from bot.storage.gaps import Shown
from bot.storage.storage import Storage
from bot.storage.tables import metadata
from tests import databases
from tests.conftest import at
from tests.core.test_redaction import ANY_NAME, INTRODUCTIONS
from tests.files.small_folder import town as small_town

NOW = at("2026-11-24T13:05")
DAY = date(2026, 11, 24)
ONE, OTHER = "Wo kann ich Schrebergarten mieten?", "schrebergarten mieten"
LOST = (Count("not_understood", ""),)


@pytest.fixture(scope="session")
def listener(town: Town, speaker: Speaker) -> Speaker:
    """The bot of Esslingen as it takes names out."""
    return replace(speaker, redaction=town.redaction_file.redaction)


@pytest.fixture(scope="session")
def deeds_of(listener: Speaker) -> Callable[[Storage], Deeds]:
    """What does effects with a storage, and notes gaps."""
    return lambda storage: Deeds(storage, listener.gap_finder)


@pytest.fixture
def deeds(deeds_of: Callable[[Storage], Deeds], storage: Storage) -> Deeds:
    """The same, with an empty storage."""
    return deeds_of(storage)


@pytest.fixture
def bot(listener: Speaker, deeds: Deeds, storage: Storage) -> Assistant:
    """The bot with an empty memory."""
    return Assistant(listener, storage, deeds)


def gap(text: str, language: str = "de") -> Gap:
    """A question that was not understood."""
    return Gap(text, language, "not_understood", "tenancy")


def reply(*effects: Count, chosen: tuple[str, ...] = ("tenancy",), language: str = "de") -> Reply:
    """What is said to a question of which this was understood, and counted."""
    understood = Understanding("reject", (), chosen, None, language)
    return Reply((), language, Contact(), understood, effects=effects)


async def rows(storage: Storage, table: str = "gaps") -> list[dict[str, object]]:
    """All that one table holds."""
    async with storage.database.read() as connection:
        found = await connection.execute(select(metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def test_one_chat_asking_ten_times_shows_nothing(bot: Assistant) -> None:
    """However often one person asks, in whatever words, nobody reads it."""
    for number in range(10):
        await bot.handle(Turn("telegram:1", NOW, text=(ONE, OTHER)[number % 2]))

    assert [] == await bot.storage.gaps.shown()
    assert [1] == [row["times"] for row in await rows(bot.storage)]


async def test_a_second_chat_makes_it_show_and_nobody_stands_behind_it(bot: Assistant) -> None:
    """The first wording shows with its month, kind and nearest need; no hash and no day is left."""
    await bot.handle(Turn("telegram:1", NOW, text=ONE))
    await bot.handle(Turn("telegram:2", NOW, text=OTHER))
    (shown,) = await bot.storage.gaps.shown()
    (row,) = await rows(bot.storage)
    await bot.handle(Turn("telegram:3", NOW + timedelta(days=30), text=OTHER))
    nearest = bot.speaker.centre.understander.understand(ONE).needs[0][0]

    assert Shown(ONE, "de", "2026-11", "asked_back", nearest, 2, shown.number) == shown
    assert ("", None, date(2026, 11, 1)) == (row["asker"], row["salted"], row["since"])
    assert [3] == [each.times for each in await bot.storage.gaps.shown()]


def said(text: str, *, in_case: bool = False) -> Turn:
    """A person writes."""
    return Turn("telegram:1", NOW, text=text, in_case=in_case)


def pressed(question: str, need: str = "find_flat", person: str = "telegram:1") -> Turn:
    """A person says that an answer did not help, below the question."""
    return Turn(person, NOW, action=f"useless:{need}", question=question)


USELESS = Count("useless", "find_flat")
NO_WORDS = ("?", "x", "👍👍", "wo ist ein Schrebergarten 5", "und wo ist das?",
            "0711 123456", "max@web.de", "Müller", "٠٧١١ […]", "\u0301\u0301\u0301")  # fmt: skip


@pytest.mark.parametrize(
    ("effect", "chosen", "turn"),
    [
        (LOST[0], ("tenancy", "emergency"), said(OTHER)),
        (Count("asked_back", "emergency"), ("emergency",), said(OTHER)),
        (Count("useless", "emergency"), (), pressed(OTHER, "emergency")),
        (USELESS, (), pressed("mein mann schlägt mich, wohnung")),
        (LOST[0], (), said(OTHER, in_case=True)),
        (USELESS, (), pressed("")),
        (USELESS, (), said("nein danke")),
        (USELESS, (), pressed("/start need_find_flat")),
        (USELESS, (), pressed("preciso de um apartamento para a minha família, você pode ajudar?")),
        (Count("need", "find_flat"), ("find_flat",), said("Ich brauche eine Wohnung")),
        *((LOST[0], (), said(text)) for text in NO_WORDS),
    ],
)
async def test_never_noted(deeds: Deeds, effect: Count, chosen: tuple[str, ...], turn: Turn) -> None:
    """Danger, cases, commands, presses without words, what is answered, what has no words of its own."""
    await deeds.do(reply(effect, chosen=chosen), turn, Holdings())

    assert [] == await rows(deeds.storage)


@pytest.mark.parametrize("text", ["mein mann schlägt mich", "Hilfe, es brennt!", "زوجي يضربني"])
async def test_danger_is_never_noted(bot: Assistant, text: str) -> None:
    """Two chats in danger leave nothing, whatever they press below."""
    for person in ("telegram:1", "telegram:2"):
        await bot.handle(Turn(person, NOW, text=text))
        await bot.handle(pressed(text, person=person))

    assert [] == await rows(bot.storage)


async def test_a_question_for_the_team_is_no_gap(helper: Assistant, listener: Speaker) -> None:
    """What is written for the team stays with the team: asked, sent, and written in the open case."""
    bot = Assistant(helper.speaker, helper.storage, Deeds(helper.storage, listener.gap_finder))
    for person in ("telegram:1", "telegram:2"):
        for turn in (
            Turn(person, NOW, action="talk"),
            Turn(person, NOW, text=ONE),
            Turn(person, NOW, action="send:", question=ONE),
            Turn(person, NOW, action="write"),
            Turn(person, NOW, text=OTHER),
        ):
            await bot.handle(turn)

    assert [2, 2] == [len(await bot.storage.cases.entries(number)) for number in (1, 2)]
    assert [] == await rows(bot.storage)


async def test_an_answer_that_did_not_help_is_noted_in_the_words_of_the_question(bot: Assistant) -> None:
    """What was asked before the answer is noted with the need that was answered, in its own language."""
    for person in ("telegram:1", "telegram:2"):
        await bot.handle(pressed("I need a flat", person=person))

    (shown,) = await bot.storage.gaps.shown()
    assert Shown("I need a flat", "en", "2026-11", "useless", "find_flat", 2) == shown._replace(number=0)


@pytest.mark.parametrize("changes", [{}, {"intents/redaction.yaml": "de: {titles: herr}\n"}])
async def test_nothing_is_noted_where_no_name_can_be_taken_out(
    storage: Storage, tmp_path: Path, changes: dict[str, str]
) -> None:
    """Without the words for it, or with a mistake in them, the bot answers, and no question is kept."""
    town = small_town(tmp_path, changes)
    speaker = Speaker(town.centre(examples=False), {}, {}, town.redaction_file.redaction)
    await Deeds(storage, speaker.gap_finder).do(reply(*LOST), said(OTHER), Holdings())

    assert list(changes) == sorted({problem.file for problem in town.problems if "redaction" in problem.file})
    assert ([], []) == (await rows(storage), await rows(storage, "salts"))


async def everything(storage: Storage) -> str:
    """All that any table holds."""
    return str([await rows(storage, name) for name in metadata.tables])


async def test_no_name_is_kept_in_any_language(deeds: Deeds) -> None:
    """Whoever says the own name, of two chats that ask alike, is not known by it in any table."""
    for language, sentences in INTRODUCTIONS.items():
        for sentence in sentences:
            for person in ("telegram:1", "telegram:2"):
                turn = Turn(person, NOW, text=sentence.format(ANY_NAME.title()))
                await deeds.do(reply(*LOST, language=language), turn, Holdings())
    kept = (await everything(deeds.storage)).casefold()

    assert 40 < len(await deeds.storage.gaps.shown())
    assert [] == [part for part in (*ANY_NAME.split(), "telegram:") if part in kept]


ADDRESSES = ("DE99 9876 5439 8765 4300", "xavqan.9876543@web.de", "t.me/xavqan9876543", "٩٨٧٦٥٤٣ ٩٨٧٦٥٤٣",
             "@xavqan9876543", "https://xavqan.de/9876543", "Xavqanstraße 9876543", "AB 9876543")  # fmt: skip
NUMBERS = st.one_of(st.from_regex(r"\A(\+49|0)[0-9]{3}[ /-]?9876543\Z"), st.sampled_from(ADDRESSES))
WORDS = st.text(st.sampled_from("abcdeäßأبج где. ,?!\n\x00\x1b"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, NUMBERS, WORDS), min_size=1, max_size=5), st.booleans())
def test_no_number_and_no_address_is_kept(
    deeds_of: Callable[[Storage], Deeds], parts: list[tuple[str, str, str]], above: bool
) -> None:
    """Whatever stands around them, written or above a pressed button, they are in no gap."""

    async def kept() -> str:
        async with databases.opened() as database:
            deeds = deeds_of(Storage(database))
            for before, number, after in parts:
                text = f"schrebergarten mieten bitte {before} {number} {after}"
                await deeds.do(
                    reply(USELESS if above else LOST[0]), (pressed if above else said)(text), Holdings()
                )
            return str([row["text"] for row in await rows(deeds.storage)])

    text = asyncio.run(kept())

    assert above or "[…]" in text  # what stands above a button is understood anew: it may sound like danger
    assert [] == [mark for mark in ("9876", "٩٨٧٦", "xavqan", "\\x00", "\\x1b") if mark in text.casefold()]
