"""2,000 small towns with something wrong in one or two files: told in German, or the bot can be built."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.problems import Problem
from bot.files.town import Folders, read
from tests.files.small_folder import FILES, write
from tests.files.test_check_files import GOOD
from tests.fuzz.strange import FOR_ITS_OWN, mutated
from tests.fuzz.test_yaml_fuzz import is_told_well

pytestmark = pytest.mark.slow
EXAMPLES, TOWNS = 100, 20
"""hypothesis draws so many seeds, and from each come so many towns"""
FAIR = """\
events:
  - id: fest
    topics: [language]
    name: Fest
    start: 2026-12-03T18:00
    end: 2026-12-03T19:30
    organizer: schule
    location: haupthaus
    service: schule/kurse
    source: rathaus
    confidence: high
  - id: treff
    topics: [health]
    name: Treff
    schedule: {byday: MO, opens_at: 10:00, closes_at: 11:00, until: 2027-01-31}
    organizer: schule
    source: rathaus
    confidence: high
"""
WHOLE = {
    **FILES,
    "knowledge/checks/arbeit.yaml": GOOD.replace("source: general", "source: rathaus"),
    "knowledge/events.yaml": FAIR,
}


def spoilt(folders: Folders, home: Path, chance: Random) -> list[Problem]:
    """What is told of a town in which one or two files are wrong; the files are mended again."""
    names = chance.sample(sorted(WHOLE), chance.randint(1, 2))
    for name in names:
        lines = WHOLE[name].encode().split(b"\n")
        (home / name).write_bytes(mutated(chance, lines))
    town = read(folders)
    found = town.problems
    if not found:
        assert town.files.knowledge(town.intents.needs, examples=True).organizations is not None
    for name in names:
        (home / name).write_text(WHOLE[name], encoding="utf-8")
    return found


def test_2000_towns_are_read_or_told(tmp_path: Path) -> None:
    """Cross references, ways through checks and events of broken files never raise anything."""
    folders, counted = write(tmp_path, WHOLE), []

    @settings(max_examples=EXAMPLES, **FOR_ITS_OWN)
    @given(seed=st.integers(0, 2**64))
    def check_many(seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - not a secret
        for _ in range(TOWNS):
            found = spoilt(folders, tmp_path, chance)
            assert all(is_told_well(problem, 200) for problem in found), [str(problem) for problem in found]
            counted.append(bool(found))

    check_many()

    assert len(counted) >= 2_000
    assert 0.2 < sum(counted) / len(counted) < 0.999
