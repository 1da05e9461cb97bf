"""Letters the bot sends by itself: reminders, events, answers of the team, cases for the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.assistant import Assistant, Speaker
from bot.core.conversation import Turn
from bot.core.knowledge import Knowledge
from bot.core.schedule import Closure
from bot.intake.bell import Bell
from bot.intake.courier import Courier
from bot.intake.weather import Weather
from bot.postman import TRIES, Postman
from bot.storage import outbox
from bot.storage.letters import Letter
from bot.storage.outbox import Later, Outcome, Refused, Sent
from bot.storage.storage import Storage
from bot.team import Team
from tests.conftest import at

NOW = at("2026-11-24T13:05")
SLOT = at("2026-11-25T14:00")
PERSON, GROUP = "telegram:7", "telegram:-100"
REF = "izf/anlaufstelle"


class Post:
    """Takes what is sent and answers as Telegram would."""

    def __init__(self, storage: Storage, speaker: Speaker) -> None:
        self.storage, self.speaker, self.now = storage, speaker, NOW
        self.sent: list[tuple[str, str, str]] = []
        self.answers: list[Outcome] = []

    async def send(self, post: outbox.Post, answers: str) -> Outcome:
        """Note it, and fail where that is wanted."""
        outcome = self.answers.pop(0) if self.answers else Sent(str(len(self.sent) + 1))
        if isinstance(outcome, Sent):
            self.sent.append((post.chat, post.message.text, answers))
        return outcome

    @property
    def team(self) -> Team:
        """The team in its group."""
        return Team(self.speaker, self.storage, GROUP)

    async def at(self, moment: datetime) -> list[str]:
        """What goes out at a moment."""
        self.now = moment
        before = len(self.sent)
        postman = Postman(self.speaker, self.storage, self.team, lambda: self.now)
        await postman.announce()
        await postman.round()
        courier = Courier(self.storage, self.send, lambda: self.now, Bell(), Weather())
        while await courier.step():
            pass
        return [text for _, text, _ in self.sent[before:]]


@pytest.fixture
def post(storage: Storage, trial: Speaker) -> Post:
    """An empty post office."""
    return Post(storage, trial)


def changed(speaker: Speaker, **fields: object) -> Speaker:
    """The same bot with other knowledge."""
    knowledge: Knowledge = replace(speaker.centre.knowledge, **fields)  # type: ignore[arg-type]
    return replace(speaker, centre=replace(speaker.centre, knowledge=knowledge))


async def remind(helper: Assistant, language: str = "tr") -> None:
    """Ask to be reminded of the slot on Wednesday."""
    await helper.handle(Turn(PERSON, NOW, action=f"lang:{language}"))
    await helper.handle(Turn(PERSON, NOW, action=f"keep:{REF}"))
    name = next(iter(await buttons(helper, "slot:")))
    await helper.handle(Turn(PERSON, NOW, action=name.replace("slot:", "bell:")))


async def buttons(helper: Assistant, verb: str) -> list[str]:
    """The buttons of the page of times."""
    messages = await helper.handle(Turn(PERSON, NOW, action=f"keep:{REF}"))
    return [b.action for m in messages for row in m.rows for b in row if b.action.startswith(verb)]


async def test_a_reminder_comes_twice_in_the_language_of_the_person(helper: Assistant, post: Post) -> None:
    """In the evening before and two hours before, each once, in Turkish."""
    await remind(helper)
    too_early = await post.at(at("2026-11-24T17:59"))
    evening = await post.at(at("2026-11-24T18:00"))
    again = await post.at(at("2026-11-24T18:01"))
    before = await post.at(at("2026-11-25T12:00"))
    after = await post.at(at("2026-11-26T12:00"))

    assert ([], [], []) == (too_early, again, after)
    assert [1, 1] == [len(evening), len(before)]
    assert "Schelztorstraße 38" in evening[0]
    assert "Çarşamba" in before[0]


async def test_a_reminder_is_dropped_by_a_button_and_by_forget(helper: Assistant, post: Post) -> None:
    """After either nothing is sent."""
    await remind(helper)
    name = (await buttons(helper, "slot:"))[0]
    await helper.handle(Turn(PERSON, NOW, action=name.replace("slot:", "mute:")))
    dropped = await post.at(SLOT)
    await remind(helper)
    await helper.handle(Turn(PERSON, NOW, action="forget"))

    assert [] == dropped
    assert [] == await post.at(at("2026-11-25T12:00"))


async def test_a_closed_day_is_told_once_instead(helper: Assistant, post: Post, trial: Speaker) -> None:
    """A slot that has been closed since is told as changed, with the next time; the second one is off."""
    await remind(helper, "de")
    closed = Closure(start=SLOT.date(), end=SLOT.date(), note="zu")
    post.speaker = changed(trial, closures=(*trial.centre.knowledge.closures, closed))
    evening = await post.at(at("2026-11-24T18:00"))

    assert ["Diese Zeit hat sich geändert" in text for text in evening] == [True]
    assert "30. November" in evening[0]
    assert [] == await post.at(at("2026-11-25T12:00"))


async def test_what_cannot_be_sent_waits_and_is_sent_once(helper: Assistant, post: Post) -> None:
    """While Telegram cannot be reached a reminder waits, and then goes out a single time."""
    await remind(helper, "de")
    post.answers = [Later(), Later(), Later(900)]
    moments = [at("2026-11-24T18:00") + timedelta(minutes=5 * n) for n in range(8)]
    sent = [len(await post.at(moment)) for moment in moments]

    assert [0, 0, 0, 0, 0, 1, 0, 0] == sent


async def test_a_letter_that_cannot_be_worded_is_given_up(
    helper: Assistant, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried eight times, ever later, and does not come back."""
    await remind(helper, "de")
    tried = []

    async def fail(_: Postman, letter: Letter) -> None:
        tried.append(letter.kind)
        raise ValueError

    monkeypatch.setattr(Postman, "_to_person", fail)
    for hours in range(40):
        await post.at(at("2026-11-24T18:00") + timedelta(hours=hours))

    assert ["reminder"] * 2 * TRIES == tried
    assert [] == post.sent


async def test_a_letter_that_fails_does_not_hold_up_the_next(helper: Assistant, post: Post) -> None:
    """The first try fails, the letter behind it goes out at once; that it does has the first tried again."""
    await remind(helper, "de")
    await helper.handle(Turn("telegram:8", NOW, action="lang:de"))
    slot = (await buttons(helper, "slot:"))[0]
    await helper.handle(Turn("telegram:8", NOW, action=slot.replace("slot:", "bell:")))
    post.answers = [Later()]
    first = await post.at(at("2026-11-24T18:00"))
    second = await post.at(at("2026-11-24T18:01"))

    assert [2, 0] == [len(first), len(second)]
    assert {PERSON, "telegram:8"} == {person for person, _, _ in post.sent}


async def test_somebody_who_has_gone_is_forgotten(helper: Assistant, post: Post, storage: Storage) -> None:
    """A chat that is over keeps nothing."""
    await remind(helper, "de")
    post.answers = [Refused("blocked", gone=True)]
    await post.at(at("2026-11-24T18:00"))

    assert None is (await storage.conversations.load(PERSON)).chosen
    assert [] == await storage.letters.of(PERSON, "reminder")


async def test_a_new_event_reaches_its_followers_once(helper: Assistant, post: Post, trial: Speaker) -> None:
    """Who follows the topic hears of it once, at a decent hour, and not after unfollowing."""
    for person in (PERSON, "telegram:8", "telegram:9"):
        await helper.handle(Turn(person, NOW, action="lang:de"))
        await helper.handle(Turn(person, NOW, action="follow:work"))
    await helper.handle(Turn("telegram:9", NOW, action="follow:housing"))
    await helper.handle(Turn("telegram:9", NOW, action="unfollow:work"))
    events = dict(trial.centre.knowledge.events)
    post.speaker = changed(trial, events={})
    await post.at(NOW)
    post.speaker = trial
    at_night = await post.at(at("2026-11-24T23:00"))
    await helper.handle(Turn("telegram:8", NOW, action="unfollow:work"))
    morning = await post.at(at("2026-11-25T09:00"))

    assert {"beispiel_ankommen", "beispiel_bewerbung"} == set(events)
    assert [] == at_night
    assert [PERSON] == [person for person, _, _ in post.sent]
    assert "Meine Bewerbung" in morning[0]
    assert [] == await post.at(at("2026-11-25T10:00"))


async def test_a_case_goes_to_the_team_and_back(helper: Assistant, post: Post, storage: Storage) -> None:
    """Consent, the group, an answer in reply, an answer to that, and the end."""
    await helper.handle(Turn(PERSON, NOW, action="lang:ar"))
    await helper.handle(Turn(PERSON, NOW, action="talk:find_flat", question="عندي سؤال"))
    nothing_yet = await post.at(NOW)
    await helper.handle(Turn(PERSON, NOW, action="send:find_flat", question="عندي سؤال"))
    (opened,) = await post.at(NOW)
    said = await post.team.handle(Turn(GROUP, NOW, text="Bitte kommen Sie.", replies_to="1"))
    (answer,) = await post.at(NOW)
    await helper.handle(Turn(PERSON, NOW, text="متى؟", replies_to="2"))
    (back,) = await post.at(NOW)
    closed = await post.team.handle(Turn(GROUP, NOW, text="/close", replies_to="1"))
    (end,) = await post.at(NOW)

    assert [] == nothing_yet
    assert all(word in opened for word in ("Fall 1", "Wohnung suchen", "Arabisch", "عندي سؤال"))
    assert "Bitte kommen Sie." in answer
    assert "متى؟" in back
    assert [("Fall 1" in m.text) for m in (*said, *closed)] == [True, True]
    assert "✅" in end
    assert (PERSON, GROUP) == (post.sent[1][0], post.sent[2][0])
    assert "1" == post.sent[2][2]  # in the thread of the case
    assert None is (await storage.holdings(PERSON)).case


async def test_the_team_is_told_again_of_a_case_nobody_answers(helper: Assistant, post: Post) -> None:
    """After two working days the case comes up again, and no more once it is answered."""
    friday = at("2026-11-27T13:05")
    await helper.handle(Turn(PERSON, friday, action="send:", question="Hallo"))
    await post.at(friday)
    weekend = await post.at(at("2026-11-30T13:05"))
    tuesday = await post.at(at("2026-12-01T13:05"))
    thursday = await post.at(at("2026-12-03T13:05"))
    await post.team.handle(Turn(GROUP, NOW, text="Antwort", replies_to="1"))
    later = await post.at(at("2026-12-20T13:05"))

    assert [] == weekend
    assert ["wartet seit Freitag, 27. November, 13:05 Uhr" in text for text in (*tuesday, *thursday)] == [
        True
    ] * 2
    assert ["Antwort" in text for text in later] == [True]


async def test_an_appointment_request_names_service_and_times(helper: Assistant, post: Post) -> None:
    """The team reads the offer, both times and how to call back; the person's own words only."""
    ref = "migrationsberatung/beratung"
    pages = await helper.handle(Turn(PERSON, NOW, action=f"want:{ref}"))
    first = pages[0].rows[0][0].action
    second = (await helper.handle(Turn(PERSON, NOW, action=first)))[0].rows[0][0].action
    await helper.handle(Turn(PERSON, NOW, action=second))
    consent = (await helper.handle(Turn(PERSON, NOW, text="0176 000000")))[0]
    send = consent.rows[0][0].action
    await helper.handle(Turn(PERSON, NOW, action=send, question="0176 000000"))
    (opened,) = await post.at(NOW)

    assert "Persönliche Beratung für Zugewanderte" in opened
    assert "Donnerstag, 3. Dezember, 16:00 Uhr oder Donnerstag, 7. Januar, 16:00 Uhr" in opened
    assert "0176 000000" in opened


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/case", "Offene Fälle"),
        ("/case 1", "Hallo"),
        ("/case 9", "keinen Fall"),
        ("/language 1", "Deutsch"),
        ("/close 1", "geschlossen"),
        ("/close", "keinen Fall"),
    ],
)
async def test_the_team_has_its_commands(helper: Assistant, post: Post, text: str, said: str) -> None:
    """Open cases, one with its texts, the language and the curated answer, the end."""
    await helper.handle(Turn(PERSON, NOW, action="send:find_flat", question="Hallo"))
    messages = await post.team.handle(Turn(GROUP, NOW, text=text))

    assert said in "\n".join(message.text for message in messages)


async def test_talk_in_the_group_is_nobodys_business(post: Post) -> None:
    """What is no command and no reply is not answered."""
    assert () == await post.team.handle(Turn(GROUP, NOW, text="Wer holt Kaffee?"))


async def test_forgetting_ends_a_case(helper: Assistant, post: Post, storage: Storage) -> None:
    """After /forget the texts are gone, also for the team."""
    await helper.handle(Turn(PERSON, NOW, action="send:find_flat", question="Hallo"))
    await helper.handle(Turn(PERSON, NOW, action="forget"))

    assert [] == await post.at(NOW)
    assert [] == await storage.cases.entries(1)
