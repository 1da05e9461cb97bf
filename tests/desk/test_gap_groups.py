"""Gaps put together, and judged: what belongs together, what our offer lacks, how long it is kept."""

from datetime import timedelta

import pytest

from bot.assistant import Speaker
from bot.desk.gap_groups import MissingOffer, groups, missing_offers
from bot.storage.gaps import LONGEST_VERDICT, Shown
from bot.storage.storage import Storage
from tests.test_gaps import DAY, OTHER, gap

SWIM = Shown("schwimmkurs für frauen", "de", "2026-10", "not_understood", "leisure", 5, 4)
SWIMS = SWIM._replace(text="schwimmkurs frauen", month="2026-11", times=2, number=9)
TAX = Shown("steuererklärung machen", "de", "2026-11", "not_understood", "tax", 3, 6)


async def shown_gap(storage: Storage) -> Shown:
    """A question that two chats asked."""
    for person in ("a", "b"):
        await storage.gaps.note(gap(OTHER), person, DAY)
    return (await storage.gaps.shown())[0]


def test_questions_that_ask_alike_are_one_group() -> None:
    """With all its words, months and numbers; the group asked most comes first."""
    swim, tax = groups([TAX, SWIMS, SWIM], titles={"leisure": "Freizeit"})

    assert ("schwimmkurs für frauen", 7, (4, 9)) == (swim.title, swim.total, swim.numbers)
    assert (("2026-10", "2026-11"), ("de",)) == (swim.months, swim.languages)
    assert ("leisure", "Freizeit") == (swim.need, swim.need_title)
    assert ("tax", "tax", ()) == (tax.need, tax.need_title, tax.nearest)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [("not_ours", "not_ours", "not_ours"), ("not_ours", "", ""), ("not_ours", "gap:Schwimmen", "")],
)
def test_a_group_is_judged_once_all_of_it_is(first: str, second: str, verdict: str) -> None:
    """While one question is open, or they were judged differently, the group is open."""
    (group,) = groups([SWIM._replace(verdict=first), SWIMS._replace(verdict=second)])

    assert verdict == group.verdict


def test_the_needs_nearest_to_a_group_are_told(speaker: Speaker) -> None:
    """Three of them with their titles, the nearest first."""
    (group,) = groups([TAX], speaker.centre.understander, {"letters_and_forms": "Briefe"})
    scores = [near.score for near in group.nearest]

    assert 3 == len(scores)
    assert sorted(scores, reverse=True) == scores


def test_what_our_offer_lacks_is_counted_by_its_title() -> None:
    """Over months and languages, the most wanted first; what was judged otherwise does not count."""
    verdict = "gap:Schwimmkurs"
    arabic = SWIMS._replace(text="تعلم السباحة", language="ar", verdict=verdict)
    shown = [TAX._replace(verdict="gap:Steuerhilfe"), SWIM._replace(verdict=verdict), arabic]
    texts = ("schwimmkurs für frauen", "تعلم السباحة")

    assert [
        MissingOffer("Schwimmkurs", 7, {"2026-10": 5, "2026-11": 2}, {"de": 5, "ar": 2}, texts),
        MissingOffer("Steuerhilfe", 3, {"2026-11": 3}, {"de": 3}, ("steuererklärung machen",)),
    ] == missing_offers([*shown, SWIM._replace(verdict="not_ours"), SWIM])


async def test_a_judged_question_still_counts(storage: Storage) -> None:
    """Who asks alike later is counted there, and the verdict stays."""
    noted = await shown_gap(storage)
    found = await storage.gaps.judge([noted.number], "gap:Schrebergarten")
    await storage.gaps.note(gap(OTHER), "c", DAY + timedelta(days=30))
    (now,) = await storage.gaps.shown()

    assert (1, 3, "gap:Schrebergarten") == (found, now.times, now.verdict)


async def test_only_what_shows_can_be_judged(storage: Storage) -> None:
    """A question that waits is nobody's to see; a verdict that is too long is refused."""
    await storage.gaps.note(gap(OTHER), "a", DAY)

    assert 0 == await storage.gaps.judge(range(1, 10), "not_ours")
    with pytest.raises(ValueError, match="xxx"):
        await storage.gaps.judge([1], "x" * (LONGEST_VERDICT + 1))


@pytest.mark.parametrize(
    ("verdict", "days", "left"),
    [("gap:Garten", 729, 1), ("gap:Garten", 730, 0), ("", 399, 1), ("", 400, 0), ("not_ours", 400, 0)],
)
async def test_what_our_offer_lacks_is_kept_for_two_years(
    storage: Storage, verdict: str, days: int, left: int
) -> None:
    """All else that shows goes after 400 days."""
    noted = await shown_gap(storage)
    await storage.gaps.judge([noted.number], verdict)
    await storage.gaps.clear(DAY.replace(day=1) + timedelta(days=days))

    assert left == len(await storage.gaps.shown())
