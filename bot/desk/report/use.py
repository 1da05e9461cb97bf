"""How much the bot is used: conversations, needs, languages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.report import words
from bot.desk.report.merging import Grid, Ranking, Shown, grid, line, ranking
from bot.desk.report.model import OTHERS, Cell, Columns, Line, Section, Share, Table
from bot.desk.report.period import long_name, short_name
from bot.desk.report.tally import ASKED, Names, Tally, language_name
from bot.storage.counts import Row

_NOT_YET = "noch nicht gezählt"


def conversations(tally: Tally) -> Section:
    """How many conversations began."""
    talks, anything = tally.by_month("talk"), tally.by_month(*ASKED, "asked_back", "not_understood")
    first = next((i for i, times in enumerate(talks) if times), len(talks))
    made = line(talks)
    cells: list[Cell] = [_NOT_YET if i < first and anything[i] else cell for i, cell in enumerate(made.cells)]
    rows = [Line((long_name(month), cell)) for month, cell in zip(tally.months, cells, strict=True)]
    rows.append(Line(("zusammen", made.total if any(talks) else None), strong=True))
    table = Table("gespraeche", "Gespräche je Monat", ("Monat", "Gespräche"), tuple(rows))
    sentences = (*_about_talks(tally, made.cells, made.total), _MEANING)
    if not any(talks):
        return Section("Gespräche", sentences, None, (table,) if any(anything) else ())
    chart = Columns(
        "Gespräche je Monat",
        _heads(tally),
        (("Gespräche", tuple(c if isinstance(c, int) else None for c in cells)),),
    )
    return Section("Gespräche", sentences, chart, (table,))


_MEANING = (
    "Gezählt werden Gespräche, keine Menschen: Ein Gespräch beginnt, wenn jemand zum ersten Mal oder nach "
    "mehr als 30 Minuten Ruhe schreibt. Wer dahinter steht, wird nirgends festgehalten."
)


def _about_talks(tally: Tally, cells: Sequence[Shown], whole: Shown) -> tuple[str, ...]:
    if whole == 0 or not any(tally.by_month("talk")):
        counted = any(tally.by_month(*ASKED, "asked_back", "not_understood"))
        return (
            "Gespräche wurden in diesem Zeitraum noch nicht gezählt."
            if counted
            else "Aus diesem Zeitraum liegen keine Gespräche vor.",
        )
    if whole is None:
        return (f"Es begannen {words.FEW} Gespräche.",)
    peak = words.peaks(tally.months, cells, "Gespräche")
    return (f"Es begannen {words.about(whole)} Gespräche.", *([peak] if peak else []))


def topics(tally: Tally, names: Names) -> tuple[Ranking, dict[str, Ranking]]:
    """The topics and, for each, its needs; a topic's number is the sum of its needs as they are shown."""
    needs: dict[str, dict[str, int]] = {}
    for need, times in tally.sums(ASKED, lambda row: row.subject).items():
        if not names.is_about_the_bot(need):
            of_topic = needs.setdefault(names.topic(need), {})
            of_topic[names.need(need)] = of_topic.get(names.need(need), 0) + times
    outer = ranking({topic: sum(of_topic.values()) for topic, of_topic in needs.items()})
    inner = {topic: ranking(needs[topic]) for topic in outer.shown}
    shown = {topic: inner[topic].total or 0 for topic in outer.shown}
    shown = dict(sorted(shown.items(), key=lambda pair: (-pair[1], pair[0])))
    whole = sum(shown.values()) + outer.rest
    return Ranking(shown, outer.rest, whole if whole or outer.total == 0 else None), inner


def needs(tally: Tally, names: Names) -> Section:
    """What people asked for."""
    made, inner = topics(tally, names)
    title = "Anliegen"
    if not made.total:
        few = made.total is None
        return Section(
            title, (f"Es gab {words.FEW} Anliegen." if few else "Es wurde kein Anliegen gezählt.",)
        )
    sentences = [f"{words.begin(words.about(made.total))}-mal ging es um ein Anliegen."]
    if made.shown:
        sentences.append(f"Am häufigsten war das Thema {words.most(made)}.")
    rows = tally.grid(ASKED, lambda row: _topic_of(row, names))
    by_month = grid({topic: cells for topic, cells in rows.items() if topic})
    if made.first in by_month.rows:
        peak = words.peaks(tally.months, by_month.rows[made.first], f"Anliegen zum Thema „{made.first}“")
        sentences.extend([peak] if peak else [])
    sentences.append("Grüße und Fragen zum Bot selbst sind nicht mitgezählt.")
    tables = (
        ranked("themen", "Anliegen nach Themen", ("Thema", "Anliegen"), made),
        _months("themen_monate", "Themen nach Monaten", "Thema", tally, by_month),
        _all_needs(made, inner),
    )
    return Section(title, tuple(sentences), None, tables)


def _topic_of(row: Row, names: Names) -> str:
    return "" if names.is_about_the_bot(row.subject) else names.topic(row.subject)


def _all_needs(made: Ranking, inner: dict[str, Ranking]) -> Table:
    lines = []
    for topic, times in made.shown.items():
        lines.append(Line((topic, times, _share(times, made)), strong=True))
        lines.extend(Line((need, n, _share(n, made))) for need, n in inner[topic].shown.items())
        if inner[topic].rest:
            lines.append(Line((OTHERS, inner[topic].rest, _share(inner[topic].rest, made))))
    if made.rest:
        lines.append(Line(("übrige Themen", made.rest, _share(made.rest, made)), strong=True))
    head = ("Thema und Anliegen", "Anzahl", "Anteil")
    return Table("anliegen", "Alle Anliegen", head, tuple(lines))


def languages(tally: Tally) -> Section:
    """In which languages people wrote, and which they would have liked."""
    kinds = (*ASKED, "asked_back", "not_understood")
    made = ranking(tally.sums(kinds, lambda row: language_name(row.language)))
    wished = ranking(tally.sums(["wish"], lambda row: language_name(row.subject)))
    sentences, tables = ["Es gibt noch zu wenige Zahlen, um Sprachen zu nennen."], []
    if made.shown:
        kinds_of = len(made.shown)
        sentences = [
            f"Die häufigste Sprache war {words.most(made, quoted=False)}.",
            f"In {words.count(kinds_of, 'einer Sprache', 'Sprachen')} gab es mindestens fünf Fragen.",
        ]
        by_month = grid(tally.grid(kinds, lambda row: language_name(row.language)))
        tables = [
            ranked("sprachen", "Fragen nach Sprachen", ("Sprache", "Fragen"), made),
            _months("sprachen_monate", "Sprachen nach Monaten", "Sprache", tally, by_month),
        ]
    sentences.append(_about_wishes(wished))
    if wished.shown or wished.rest:
        tables.append(ranked("wuensche", "Gewünschte Sprachen", ("Sprache", "Wünsche"), wished))
    return Section("Sprachen", tuple(sentences), None, tuple(tables))


def _about_wishes(wished: Ranking) -> str:
    if wished.total == 0:
        return "Eine weitere Sprache wurde nicht gewünscht."
    if wished.total is None:
        return "Weitere Sprachen wurden selten gewünscht."
    often = f"{words.begin(words.about(wished.total))}-mal wurde eine weitere Sprache gewünscht"
    return f"{often}, am häufigsten {words.most(wished, quoted=False)}." if wished.shown else f"{often}."


def ranked(name: str, caption: str, head: tuple[str, str], made: Ranking, most: int = 99) -> Table:
    """A ranking as a table with bars; what comes after the first ones is added to the rest."""
    pairs = list(made.shown.items())
    rest = made.rest + sum(times for _, times in pairs[most:])
    lines = [Line((key, times, _share(times, made))) for key, times in pairs[:most]]
    if rest:
        lines.append(Line((OTHERS, rest, _share(rest, made))))
    lines.append(Line(("zusammen", made.total, ""), strong=True))
    return Table(name, caption, (*head, "Anteil"), tuple(lines), bar=1)


def _share(times: int, made: Ranking) -> Cell:
    share = words.percent(times, made.total)
    return None if share is None else Share(share, times > 0)


def _heads(tally: Tally) -> tuple[str, ...]:
    return tuple(short_name(month) for month in tally.months)


def _months(name: str, caption: str, what: str, tally: Tally, made: Grid) -> Table:
    lines = [Line((key, *cells)) for key, cells in made.rows.items()]
    if made.rest:
        lines.append(Line((OTHERS, *made.rest)))
    return Table(name, caption, (what, *_heads(tally)), tuple(lines), heat=True)
