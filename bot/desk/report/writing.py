"""A report made of counts, gaps and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.desk.report import answers, house, use
from bot.desk.report.merging import line
from bot.desk.report.model import Key, Report, Section, number
from bot.desk.report.period import Period
from bot.desk.report.tally import Names, Tally
from bot.desk.report.words import FEW
from bot.desk.translation_states import LanguageState
from bot.files.knowledge_files import KnowledgeFiles
from bot.storage.counts import Row
from bot.storage.gaps import Shown

METHOD = (
    "Der Bot zählt, was geschieht, nicht wer schreibt: eine Zahl je Monat, Art, Anliegen und Sprache. "
    "Aus keiner dieser Zahlen lässt sich ein Mensch oder ein Chat wiederfinden.",
    "Was seltener als fünfmal vorkam, steht nicht für sich allein, sondern in der Zeile „übrige“. Wäre dort "
    "zu wenig, kommt das Nächstgrößere dazu. Wo jede Zahl ihren Platz behält, steht statt einer kleinen ein "
    "Punkt (·), manchmal auch statt einer größeren, damit sich die kleine nicht ausrechnen lässt.",
    "Alle Zahlen über Gespräche und Fragen sind auf ein Vielfaches von fünf gerundet, Summen sind aus den "
    "gerundeten Zahlen gebildet. Deshalb können zwei Tabellen um ein paar voneinander abweichen. "
    "Anteile sind aus den gerundeten Zahlen berechnet.",
    "Zahlen über Einträge und Übersetzungen betreffen niemanden und sind genau.",
)
MOST_SENTENCES = 6
"""on the cover"""
INVENTED = (
    "In dieser Vorführung sind Gespräche, Anliegen, Rückmeldungen und Lücken frei erfunden. Nur die beiden "
    "letzten Abschnitte, über Einträge und Übersetzungen, zeigen den wirklichen Stand der Dateien."
)


@dataclass(frozen=True)
class Material:
    """All that a report is made of."""

    rows: Sequence[Row]
    gaps: Sequence[Shown]
    names: Names
    files: KnowledgeFiles
    translations: Sequence[LanguageState]


def report(period: Period, material: Material, today: date, *, demo: bool = False) -> Report:
    """The whole report; an empty period makes a short one."""
    tally, names = Tally(material.rows, period), material.names
    parts: list[Section] = [
        use.conversations(tally),
        use.needs(tally, names),
        use.languages(tally),
        answers.answers(tally),
        answers.feedback(tally, names),
        answers.followed(tally, names),
        answers.doors(tally, names),
        answers.offers(tally, names),
        house.gaps(material.gaps, names, period),
        house.freshness(material.files, today),
        house.translations(material.translations),
    ]
    made_on = format_date(today, "long", locale="de")
    sections = tuple(parts)
    method = (INVENTED, *METHOD) if demo else METHOD
    return Report(
        "Integrationszentrum Esslingen",
        period.words,
        made_on,
        _keys(tally, names),
        _summary(parts),
        sections,
        demo,
        method,
    )


def _summary(parts: Sequence[Section]) -> tuple[str, ...]:
    """The first sentences of the sections that have something to show."""
    told = [part.sentences[0] for part in parts if part.tables]
    needs = [sentence for part in parts[1:2] for sentence in part.sentences[1:2] if part.tables]
    return tuple(dict.fromkeys((*told[:1], *needs, *told[2:])))[:MOST_SENTENCES]


def _keys(tally: Tally, names: Names) -> tuple[Key, ...]:
    talks, asked = line(tally.by_month("talk")).total, use.topics(tally, names)[0].total
    answered, helpful = answers.answered_share(tally), answers.helpful(tally)
    return (
        Key(_figure(talks) if any(tally.by_month("talk")) else "–", "Gespräche"),
        Key(_figure(asked), "Anliegen"),
        Key("–" if answered is None else f"{answered} %", "der Fragen sofort beantwortet"),
        Key("–" if helpful is None else f"{helpful} %", "sagten: Das hat geholfen"),
    )


def _figure(value: int | None) -> str:
    return FEW if value is None else number(value)
