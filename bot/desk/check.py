"""`check`: everything that is wrong, or soon will be, in one list for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.core.schedule import BERLIN, school_horizon
from bot.desk import acceptance, schemas
from bot.files.catalogues import hints as of_translations
from bot.files.catalogues import missing
from bot.files.plausible import implausible
from bot.files.problems import Problem
from bot.files.town import Town
from bot.files.yaml_text import Document, Path_

WARN_AHEAD = timedelta(weeks=6)
"""how long before a fact runs out the coordinator is told"""
_ENDS = ("recheck_by", "hours_recheck_by", "valid_to", "until")


def findings(town: Town, today: date) -> list[Problem]:
    """All errors, then all hints, each in the order of files and lines."""
    errors = town.problems
    whole = not any(problem.severity == "error" for problem in errors)
    if whole:
        errors = [*errors, *_astray(town, today)]
    hints = [hint for document in town.files.documents for hint in _soon_outdated(document, today)]
    hints += [hint for document in town.files.documents for hint in implausible(document)]
    languages = tuple(town.intents.languages)
    hints += [*_silent_needs(town), *missing(town.folders.translations, languages)]
    hints += _schemas(town) if whole else []
    hints += of_translations(town.folders.translations, languages)
    if school_horizon() < today + timedelta(days=365):
        hints.append(
            Problem(
                "knowledge/closures.yaml",
                1,
                1,
                "",
                "die Schulferien sind nur noch für kurze Zeit bekannt",
                "bitte das Paket „holidays“ erneuern",
                "warning",
            )
        )
    return [*errors, *sorted(hints)]


def summary(found: Iterable[Problem]) -> str:
    """The result in one line."""
    found = list(found)
    errors = sum(problem.severity == "error" for problem in found)
    hints = len(found) - errors
    return f"{'Alles in Ordnung' if not errors else f'{errors} Fehler'}, {hints} Hinweise"


def _astray(town: Town, today: date) -> list[Problem]:
    """Acceptance sentences that lead elsewhere; only where there are any, as it takes all that was learnt."""
    if not acceptance.sentences(town):
        return []
    return acceptance.broken(town, town.centre(examples=False), datetime.combine(today, time(12), BERLIN))


def _schemas(town: Town) -> list[Problem]:
    """Whether the editor completes by what is no longer so; a town may do without schemas."""
    return schemas.outdated(town) if (town.folders.knowledge / schemas.FOLDER).is_dir() else []


def _soon_outdated(document: Document, today: date) -> Iterator[Problem]:
    for path, value in _leaves(document.data, ()):
        if path[-1] not in _ENDS or (day := _day(value)) is None or day > today + WARN_AHEAD:
            continue
        what = (
            f"galt nur bis {day} und wird nicht mehr gezeigt" if day < today else f"gilt nur noch bis {day}"
        )
        problem = document.problem(path, what, "bitte prüfen und das Datum erneuern oder die Angabe löschen")
        yield Problem(
            problem.file, problem.line, problem.column, problem.field, problem.what, problem.remedy, "warning"
        )


def _silent_needs(town: Town) -> Iterator[Problem]:
    """Languages in which a need has no example phrase."""
    for language in town.intents.languages:
        known = {phrase.need for phrase in town.intents.phrases if phrase.language == language}
        if missing := [need for need in town.intents.all_needs if need not in known]:
            what = f"noch keine Beispielsätze zu {len(missing)} Anliegen ({', '.join(missing[:5])} …)"
            yield Problem(f"intents/{language}", 1, 1, "", what, "bitte Sätze ergänzen", "warning")


def _leaves(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    elif isinstance(value, str) and path:
        yield path, value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
