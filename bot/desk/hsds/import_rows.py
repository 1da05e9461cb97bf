"""The hours of an HSDS file as schedule rows of ours: what others split is one row again.

HSDS knows no holidays, so whoever exports carefully (as we do) writes a new row after each closed day and
each change of the clocks; others write a row for each weekday. Rows are only joined where the days between
them are public or school holidays of Baden-Württemberg, so that no opening is made up. What ours could not
say is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import ValidationError

from bot.core.schedule import BERLIN, WEEKDAYS, HolidayKind, Schedule, holiday, slots
from bot.desk.hsds.import_given import LONGEST, Given, parted, together

Kinds = tuple[HolidayKind, ...]
_KINDS: tuple[Kinds, ...] = (("public",), ("public", "school"))
_NO_RULE = "diese Regel können wir nicht schreiben"
_OTHER_RULES = ("count", "byweekno", "bymonthday", "byyearday")
_CLOCK = re.compile(r"(\d\d:\d\d)(?::00(?:\.0+)?)?([+-]\d\d:?\d\d|Z)?", re.ASCII)
_OURS = (None, "+01:00", "+02:00", "+0100", "+0200")
_HOURS_OURS = ("", "1", "2", "1.0", "2.0")
_DAY = re.compile(r"(20\d\d-\d\d-\d\d)(T.*)?", re.ASCII)
_LONGEST_GAP, _LONGEST_SPAN = timedelta(days=120), timedelta(days=3 * 366)
_REQUIRED = re.compile(
    r"(nur (mit|nach) termin|termin (nötig|erforderlich)|(by )?appointment (only|required))\.?",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"((ein )?termin (ist )?möglich|(an )?appointment (is )?possible)\.?", re.IGNORECASE
)  # fmt: skip


class _Unclear(Exception):
    """Why a row cannot be taken, in German."""


@dataclass(frozen=True)
class _Piece:
    """A row as it stands in the file, or several that are one."""

    rule: Schedule
    """without days it begins and ends; it tells of every day, holiday or not"""
    first: date | None
    last: date | None
    given: Given
    closed_on: Kinds = ()
    """what explains the days between the rows it was joined from"""

    def days(self, first: date, last: date) -> list[date]:
        """The days by its rule, both ends included."""
        begin = datetime.combine(first, time.min, BERLIN)
        found = slots([self.rule], begin, horizon_days=(last - first).days)
        return [slot.start.date() for slot in found if first <= slot.start.date() <= last]

    def open_on(self, kinds: Kinds) -> list[date]:
        """The holidays it names as open; none where it does not say when it ends."""
        if self.first is None or self.last is None or self.last - self.first > _LONGEST_SPAN:
            return []
        return [day for day in self.days(self.first, self.last) if _is_holiday(day, kinds)]


def appointment_of(text: str) -> tuple[str | None, str]:
    """Whether a text says at its end that one comes by appointment, and the rest of it."""
    sentences = re.split(r"(?<=[.!?]) ", text)
    for word, pattern in (("required", _REQUIRED), ("possible", _POSSIBLE)):
        if pattern.fullmatch(sentences[-1]):
            return word, " ".join(sentences[:-1])
    return None, text


def rows(listed: Iterable[Given], place: str = "") -> list[dict[str, Any]]:
    """The rows of ours for those of a file; for hours at one place of several, its name."""
    pieces = [piece for given in listed if (piece := _piece(given, place))]
    by_rule: dict[object, list[_Piece]] = {}
    for piece in pieces:
        by_rule.setdefault(_rule_of(piece), []).append(piece)
    joined = [whole for group in by_rule.values() for whole in _joined(group)]
    return [_row(piece) for piece in _over_weekdays(joined)]


def _piece(given: Given, place: str) -> _Piece | None:
    try:
        return _read(given, place)
    except _Unclear as reason:
        given.refuse_all(f"nicht übernommen: {reason}")
        return None


def _read(given: Given, place: str) -> _Piece:
    if any(given.data.get(key) for key in _OTHER_RULES):
        raise _Unclear(_NO_RULE)
    begins, dtstart = _day(given, "valid_from"), _day(given, "dtstart")
    first = max(filter(None, (begins, dtstart)), default=None)
    last = min((day for key in ("valid_to", "until") if (day := _day(given, key))), default=None)
    if first and last and last < first:
        raise _Unclear("das Ende liegt vor dem Anfang")
    rule = _rule(given, dtstart or begins)
    appointment, remark = _remark(given, place)
    return _Piece(rule.model_copy(update={"appointment": appointment, "description": remark or None}),
        first, last, given)  # fmt: skip


def _rule(given: Given, start: date | None) -> Schedule:
    """When somebody is there, each week or month."""
    hours = {key: _clock(given, key) for key in ("opens_at", "closes_at")}
    if given.text("timezone") not in _HOURS_OURS:
        raise _Unclear("andere Zeitzone")
    every, freq = given.text("interval") or "1", given.text("freq").upper() or "WEEKLY"
    if every != "1" and given.text("wkst") not in ("", "MO"):
        raise _Unclear("die Woche beginnt dort nicht am Montag")
    given.done_with("wkst")
    byday = given.text("byday")
    if not byday and freq == "WEEKLY" and start:
        byday = list(WEEKDAYS)[start.weekday()]
    rule = {"freq": freq, "byday": byday, "interval": every, "dtstart": start if every != "1" else None}
    try:
        return Schedule.model_validate({**rule, **hours, "closed_on": ()})
    except ValidationError:
        raise _Unclear(_NO_RULE) from None


def _clock(given: Given, key: str) -> str:
    """`14:00`, where the file means the clocks here."""
    found = _CLOCK.fullmatch(given.text(key))
    if not found:
        raise _Unclear("ohne klare Uhrzeit")
    if found[2] not in _OURS:
        raise _Unclear("andere Zeitzone")
    return found[1]


def _day(given: Given, key: str) -> date | None:
    text = given.text(key)
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    if text:
        raise _Unclear(f"{key} ist kein Tag dieses Jahrhunderts")
    return None


def _remark(given: Given, place: str) -> tuple[str | None, str]:
    """Whether by appointment, and what else is said of the hours."""
    found, parts = None, [place]
    for key in ("description", "attending_type", "notes"):
        appointment, rest = appointment_of(given.text(key))
        found = found or appointment
        parts.append(rest)
    kept, more = parted(together(*parts), LONGEST)
    if more:
        given.say(f"Bemerkung zu lang, hier fehlt der Rest: {more}")
    return found, kept


def _rule_of(piece: _Piece) -> object:
    """What pieces of one row have in common."""
    return piece.rule.model_copy(update={"dtstart": None}).model_dump_json()


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces of one rule, made as few as holidays explain."""
    ordered = sorted(pieces, key=lambda piece: piece.first or date.min)
    return min((_chain(ordered, kinds) for kinds in _KINDS), key=len)


def _chain(pieces: list[_Piece], kinds: Kinds) -> list[_Piece]:
    found = pieces[:1]
    for piece in pieces[1:]:
        before = found[-1]
        between = _between(before, piece)
        if between is None or not _explained(before, between, piece, kinds):
            found.append(piece)
            continue
        closed = kinds if between else before.closed_on
        found[-1] = replace(before, last=piece.last, closed_on=closed)
    return found


def _between(before: _Piece, after: _Piece) -> list[date] | None:
    """The days by the rule that are missing between two pieces; None where they are not of one row."""
    if before.last is None or after.first is None:
        return None
    if not timedelta(0) < after.first - before.last <= _LONGEST_GAP:
        return None
    horizon = after.first + _LONGEST_GAP
    days = before.days(before.last + timedelta(days=1), horizon)
    begins = after.days(after.first, min(after.last or horizon, horizon))[:1]
    return [day for day in days if day < begins[0]] if begins and begins[0] in days else None


def _explained(before: _Piece, between: list[date], after: _Piece, kinds: Kinds) -> bool:
    """Whether two pieces are one row that closes on such holidays, if anything is missing between them."""
    if not between and not before.closed_on:
        return True
    opened = after.open_on(kinds) or (not before.closed_on and before.open_on(kinds))
    return not opened and all(_is_holiday(day, kinds) for day in between)


def _is_holiday(day: date, kinds: Kinds) -> bool:
    return any(holiday(day, kind) for kind in kinds)


def _over_weekdays(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Rows that differ in nothing but the weekday are one."""

    groups: dict[str, list[_Piece]] = {}
    for piece in pieces:
        same = piece.rule.model_copy(update={"byday": ""}) if _weekly(piece) else piece.rule
        key = f"{same.model_dump_json()} {piece.first} {piece.last} {piece.closed_on}"
        groups.setdefault(key, []).append(piece)
    for first, *others in groups.values():
        if not _weekly(first):
            yield first
            continue
        days = {day for piece in (first, *others) for day in piece.rule.byday.split(",")}
        byday = ",".join(sorted(days, key=list(WEEKDAYS).index))
        yield replace(first, rule=first.rule.model_copy(update={"byday": byday}))


def _weekly(piece: _Piece) -> bool:
    return piece.rule.freq == "WEEKLY" and piece.rule.interval == 1


def _row(piece: _Piece) -> dict[str, Any]:
    rule = piece.rule
    if not piece.closed_on and (there := piece.open_on(("public",))):
        piece.given.say(
            f"laut Vorlage auch an Feiertagen offen, so am {there[0]:%d.%m.%Y}; im Entwurf dann geschlossen. "
            "Wenn es stimmt: „closed_on: []“ in die Zeile schreiben"
        )
    row = {
        "freq": rule.freq if rule.freq != "WEEKLY" else None,
        "byday": rule.byday,
        "interval": rule.interval if rule.interval > 1 else None,
        "dtstart": rule.dtstart.isoformat() if rule.dtstart else None,
        "opens_at": f"{rule.opens_at:%H:%M}",
        "closes_at": f"{rule.closes_at:%H:%M}",
        "valid_from": piece.first.isoformat() if piece.first else None,
        "valid_to": piece.last.isoformat() if piece.last else None,
        "closed_on": list(piece.closed_on) if len(piece.closed_on) > 1 else None,
        "appointment": rule.appointment,
        "description": rule.description,
    }
    return {key: value for key, value in row.items() if value is not None}
