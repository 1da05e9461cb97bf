"""What the report reads of the counts."""

from __future__ import annotations

from datetime import date

from bot.storage.counts import Row


async def test_counts_of_some_months(storage):
    """Both months are included, others are not; language and subject are kept apart."""
    for month in (6, 7, 8, 9):
        await storage.counts.add("need", "find_job", "ar", date(2026, month, 28))
    await storage.counts.add("need", "find_job", "ar", date(2026, 8, 1))
    await storage.counts.add("talk", "", "de", date(2026, 8, 1))

    assert [
        Row("2026-07", "need", "find_job", "ar", 1),
        Row("2026-08", "need", "find_job", "ar", 2),
        Row("2026-08", "talk", "", "de", 1),
    ] == await storage.counts.between("2026-07", "2026-08")


async def test_many_counts_are_added_to_what_is_there(storage):
    """Added at once, they are added all the same."""
    row = Row("2026-07", "need", "find_job", "ar", 40)
    await storage.counts.add("need", "find_job", "ar", date(2026, 7, 1))
    await storage.counts.add_all([row, row])

    assert [row._replace(number=81)] == await storage.counts.between("2026-07", "2026-07")
