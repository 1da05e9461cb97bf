"""Questions that nobody answered: each waits unseen until a second chat asks alike, then it shows.

Who asked is known by a hash whose salt is gone a day later; then it is known to nobody. So two chats are told
apart only if they ask within two days: where that cannot be said, the question goes on waiting.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Executable, Row, and_, bindparam, delete, or_, select, update

from bot.core.likeness import Question
from bot.storage.database import Connected, Database
from bot.storage.tables import gaps, salts

if TYPE_CHECKING:
    from bot.core.gaps import Gap

KEEP_WAITING, KEEP_SHOWN, KEEP_SALTS = timedelta(days=14), timedelta(days=400), timedelta(days=1)
"""a question that no second chat asks, one that is shown, what chats are told apart by"""
KEEP_MISSING = timedelta(days=730)
"""one that was judged to be a gap in our offer: it stands in two half-yearly reports at least"""
NOT_OURS, TO_NEED, MISSING = "not_ours", "need:", "gap:"
"""verdicts; a need or the title of what is missing follows the colon"""
LONGEST_VERDICT = 60
MOST = 500
"""questions of one language wait, and as many shown ones are compared with a new one"""
_SHOWN = gaps.c.asker == ""
_MISSING = gaps.c.verdict.startswith(MISSING)
Salts = Mapping[date, str]


class Shown(NamedTuple):
    """A question that at least two chats asked."""

    text: str
    """redacted, as it was first asked"""
    language: str
    month: str
    """`2026-11`, in which it was first asked"""
    kind: str
    need: str
    times: int
    number: int = 0
    """by which it is judged"""
    verdict: str = ""
    """nothing while it is open, `not_ours`, `need:find_flat`, `gap:Schrebergarten`"""


class Gaps:
    """Where questions without an answer wait, and stand once they show."""

    def __init__(self, database: Database) -> None:
        self._database = database
        living = salts.c.day.between(bindparam("first"), bindparam("last"))
        self._salts = select(salts).where(living).order_by(salts.c.day)
        if not database.alone:  # one process after the other: each must see what the other has noted
            self._salts = self._salts.with_for_update()
        self._lay = database.insert(salts).on_conflict_do_nothing()
        self._put = database.insert(gaps)
        spoken = select(gaps).where(gaps.c.language == bindparam("spoken"))
        newest = spoken.order_by(gaps.c.number.desc()).limit(MOST)
        self._shown = newest.where(_SHOWN)
        self._waiting = newest.where(~_SHOWN, gaps.c.since > bindparam("waited"))

    async def note(self, gap: Gap, person: str, day: date) -> None:
        """Count a question that shows, or let it wait; one that waits shows once a second chat asks alike."""
        async with self._database.transaction() as connection:
            known = await self._living(connection, day)
            asked = Question(gap.text)
            values = {"spoken": gap.language, "waited": day - KEEP_WAITING}
            shown = (await connection.execute(self._shown, values)).all()
            waiting = (await connection.execute(self._waiting, values)).all()
            if same := next(_alike(asked, shown), None):
                await connection.execute(_changed(same, times=same.times + 1))
            elif same_ones := list(_alike(asked, waiting)):
                await connection.execute(_asked_again(same_ones, person, known, day))
            else:
                asker = {"asker": _hash(person, known[day]), "salted": day}
                new = {**asdict(gap), **asker, "since": day, "times": 1}
                await self._wait(connection, new, waiting)

    async def _living(self, connection: Connected, day: date) -> Salts:
        """The salts of this day and the day before."""
        days = {"first": day - KEEP_SALTS, "last": day}
        known = {row.day: row.salt for row in await connection.execute(self._salts, days)}
        if day not in known:
            await connection.execute(self._lay, {"day": day, "salt": secrets.token_hex(32)})
            known = {row.day: row.salt for row in await connection.execute(self._salts, days)}
        return known

    async def _wait(self, connection: Connected, new: dict[str, object], waiting: Sequence[Row[Any]]) -> None:
        """Let a question wait; where too many do, the oldest go."""
        if len(waiting) == MOST:
            oldest = and_(gaps.c.language == new["language"], gaps.c.number <= waiting[-1].number)
            await connection.execute(delete(gaps).where(~_SHOWN, oldest))
        await connection.execute(self._put, new)

    async def shown(self) -> list[Shown]:
        """What at least two chats asked, the most frequent first."""
        query = select(gaps).where(_SHOWN).order_by(gaps.c.times.desc(), gaps.c.number)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Shown(r.text, r.language, f"{r.since:%Y-%m}", r.kind, r.need, r.times, r.number, r.verdict)
            for r in rows
        ]

    async def judge(self, numbers: Sequence[int], verdict: str) -> int:
        """Say of shown questions what they are, or nothing to open them again; how many were found."""
        if len(verdict) > LONGEST_VERDICT:
            raise ValueError(verdict)
        judged = update(gaps).where(gaps.c.number.in_(numbers), _SHOWN).values(verdict=verdict)
        async with self._database.transaction() as connection:
            return (await connection.execute(judged)).rowcount

    async def forget(self, person: str) -> None:
        """Delete what waits of a person, as far as its hash still says that it is theirs."""
        async with self._database.transaction() as connection:
            known = (await connection.execute(select(salts.c.salt))).scalars()
            hashes = [_hash(person, salt) for salt in known]
            await connection.execute(delete(gaps).where(gaps.c.asker.in_(hashes)))

    async def clear(self, day: date) -> None:
        """Delete what has been kept long enough."""
        waited, stood = gaps.c.since <= day - KEEP_WAITING, gaps.c.since <= day - KEEP_SHOWN
        old = or_(and_(~_SHOWN, waited), and_(~_MISSING, stood), gaps.c.since <= day - KEEP_MISSING)
        async with self._database.transaction() as connection:
            await connection.execute(delete(gaps).where(old))
            await connection.execute(delete(salts).where(salts.c.day < day - KEEP_SALTS))


def _hash(person: str, salt: str) -> str:
    return hmac.new(bytes.fromhex(salt), person.encode(), "sha256").hexdigest()


def _alike(asked: Question, rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    return (row for row in rows if asked.is_like(Question(row.text)))


def _asked_again(rows: Sequence[Row[Any]], person: str, known: Salts, day: date) -> Executable:
    """Show the question of another chat; where all may be this chat's own, one waits on as its."""
    told = [row for row in rows if row.salted in known]
    for row in told:
        if row.asker != _hash(person, known[row.salted]):
            return _changed(row, times=row.times + 1, asker="", salted=None, since=row.since.replace(day=1))
    row = (told or rows)[0]
    times = row.times if told else row.times + 1
    return _changed(row, times=times, asker=_hash(person, known[day]), salted=day)


def _changed(row: Row[Any], **values: object) -> Executable:
    return update(gaps).where(gaps.c.number == row.number).values(**values)
