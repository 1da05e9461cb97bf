"""How well the bot answers, and what people do then."""

from __future__ import annotations

from collections import Counter

from bot.desk.report import words
from bot.desk.report.merging import grid, line, ranking
from bot.desk.report.model import OTHERS, Cell, Columns, Line, Section, Share, Table
from bot.desk.report.period import long_name, short_name
from bot.desk.report.tally import ASKED, Names, Tally, door
from bot.desk.report.use import ranked

_OUTCOMES = {"need": "beantwortet", "asked_back": "nachgefragt", "not_understood": "nicht verstanden"}
_STEPS = {
    "map": "Karte geöffnet",
    "ics": "Termin in den Kalender übernommen",
    "bell": "Erinnerung bestellt",
    "card": "Überweisungskarte geholt",
    "print": "Karte zum Ausdrucken geholt",
    "share": "an andere weitergegeben",
    "topic": "Veranstaltungen abonniert",
    "talk": "an eine Fachkraft übergeben",
}
MOST_OFFERS, MOST_RATED = 15, 20


def outcomes(tally: Tally) -> tuple[int | None, int | None, int | None]:
    """How often a written question was answered, asked back, not understood."""
    answered, asked, lost = (sum(tally.by_month(kind)) for kind in _OUTCOMES)
    cells = line((answered, asked, lost)).cells
    return cells[0], cells[1], cells[2]


def answered_share(tally: Tally) -> int | None:
    """Hundredths of the written questions that were answered at once."""
    shown = outcomes(tally)
    return words.percent(shown[0], sum(cell or 0 for cell in shown))


def answers(tally: Tally) -> Section:
    """What became of written questions."""
    shown = outcomes(tally)
    whole = sum(cell or 0 for cell in shown)
    title = "Wie gut der Bot antwortet"
    if not whole:
        return Section(title, ("Es wurden noch zu wenige Fragen geschrieben, um darüber etwas zu sagen.",))
    lines = [
        Line((name, cell, _share(cell, whole))) for name, cell in zip(_OUTCOMES.values(), shown, strict=True)
    ]
    tables = [
        Table("antworten", "Geschriebene Fragen", ("Was geschah", "Fragen", "Anteil"), tuple(lines), bar=1)
    ]
    months = [line(cells).cells for cells in zip(*(tally.by_month(kind) for kind in _OUTCOMES), strict=True)]
    shares = [_shares(cells) for cells in months]
    chart = None
    if any(cells[0] is not None for cells in shares):
        rows = [
            Line((long_name(m), *(None if n is None else Share(n) for n in cells)))
            for m, cells in zip(tally.months, shares, strict=True)
        ]
        head = ("Monat", *_OUTCOMES.values())
        tables.append(Table("antworten_monate", "Anteile nach Monaten", head, tuple(rows)))
        parts = tuple((name, tuple(c[i] for c in shares)) for i, name in enumerate(_OUTCOMES.values()))
        labels = tuple(short_name(month) for month in tally.months)
        chart = Columns("Was aus geschriebenen Fragen wurde", labels, parts, percent=True)
    return Section(title, _about_answers(shown, whole), chart, tuple(tables))


def _shares(cells: tuple[int | None, ...]) -> tuple[int | None, int | None, int | None]:
    """The shares of a month, 100 together; none where a number of it is not shown."""
    whole = sum(cell or 0 for cell in cells)
    if not whole or any(cell is None for cell in cells):
        return None, None, None
    asked, lost = (round(100 * (cell or 0) / whole) for cell in cells[1:])
    return 100 - asked - lost, asked, lost


def _about_answers(shown: tuple[int | None, int | None, int | None], whole: int) -> tuple[str, ...]:
    share, asked, lost = (words.percent(cell, whole) for cell in shown)
    if share is None or asked is None or lost is None:
        small = "einzelne Zahlen sind zu klein, um sie zu zeigen"
        return (f"Geschrieben wurden {words.about(whole)} Fragen; {small}.",)
    return (
        f"Von {words.about(whole)} geschriebenen Fragen beantwortete der Bot {share} % sofort.",
        f"Bei {asked} % fragte er nach, {lost} % verstand er nicht; dann zeigt er Themen und Kontakt.",
    )


def feedback(tally: Tally, names: Names) -> Section:
    """What people say: did it help?"""
    yes, no = (_rated(tally, names, kind) for kind in ("helped", "useless"))
    both = ranking(yes + no)
    title = "Rückmeldungen"
    share = helpful(tally)
    if share is None:
        return Section(title, ("Es gab noch zu wenige Rückmeldungen auf die Frage „Hat das geholfen?“.",))
    made = grid({need: (yes[need], no[need]) for need in yes + no})
    known = [Line((need, *cells, _helpful(cells))) for need, cells in made.rows.items() if None not in cells]
    lines = known[:MOST_RATED]
    head = ("Anliegen", "ja", "nein", "Anteil ja")
    caption = "Hat das geholfen? Anliegen mit den meisten Rückmeldungen"
    tables = (Table("rueckmeldungen", caption, head, tuple(lines), bar=3),) if lines else ()
    said = f"Auf die Frage „Hat das geholfen?“ antworteten die Menschen {words.about(both.total)}-mal"
    return Section(title, (f"{said}, in {share} % der Fälle mit Ja.",), None, tables)


def _rated(tally: Tally, names: Names, kind: str) -> Counter[str]:
    """By the name of the need."""
    rated = tally.sums(
        [kind], lambda row: "" if names.is_about_the_bot(row.subject) else names.need(row.subject)
    )
    del rated[""]
    return rated


def helpful(tally: Tally) -> int | None:
    """Hundredths of the feedback that say yes."""
    shown = line([sum(tally.by_month("helped")), sum(tally.by_month("useless"))]).cells
    return words.percent(shown[0], sum(shown)) if None not in shown and any(shown) else None  # type: ignore[arg-type]  # none is None


def _helpful(cells: tuple[int | None, ...]) -> Cell:
    if None in cells:
        return None
    share = words.percent(cells[0], sum(cell or 0 for cell in cells))
    return None if share is None else Share(share)


def _share(part: int | None, whole: int) -> Cell:
    share = words.percent(part, whole)
    return None if share is None else Share(share, bool(part))


def followed(tally: Tally, names: Names) -> Section:
    """What people did with an answer."""
    steps = ranking(tally.sums(["followed"], lambda row: _STEPS.get(row.subject, "anderes")))
    checks = ranking(tally.sums(["check"], lambda row: names.checks.get(row.subject, "früherer Wegweiser")))
    sentences = ["Weitere Schritte wurden nicht gezählt."]
    if steps.total is None:
        sentences = [f"Es gab {words.FEW} weitere Schritte."]
    elif steps.total:
        sentences = [f"Nach einer Antwort ging es {words.about(steps.total)}-mal weiter."]
        if steps.shown:
            sentences.append(f"Am häufigsten: {words.most(steps)}.")
    if checks.total:
        sentences.append(
            f"{words.begin(words.about(checks.total))}-mal wurde ein geführter Weg bis zum Ergebnis gegangen."
        )
    tables = []
    if steps.shown:
        tables.append(ranked("schritte", "Was nach einer Antwort geschah", ("Schritt", "Anzahl"), steps))
    if checks.shown:
        tables.append(ranked("wege", "Geführte Wege bis zum Ergebnis", ("Weg", "Anzahl"), checks))
    return Section("Was daraus wurde", tuple(sentences), None, tuple(tables))


def doors(tally: Tally, names: Names) -> Section:
    """What helpers and employers asked."""
    asked = tally.sums(ASKED, lambda row: row.subject)
    asked_here = {names.need(need): times for need, times in asked.items() if door(need)}
    behind = {names.need(need): door(need) for need in asked if door(need)}
    made = ranking(asked_here)
    title = "Fragen von Helfenden und Arbeitgebern"
    if not made.shown:
        few = "Fragen von Helfenden und Arbeitgebern gab es zu wenige, um sie zu zeigen."
        none = "Helfende und Arbeitgeber haben in diesem Zeitraum nichts gefragt."
        return Section(title, (none if made.total == 0 else few,))
    lines = [Line((need, behind[need], times)) for need, times in made.shown.items()]
    if made.rest:
        lines.append(Line((OTHERS, "", made.rest)))
    lines.append(Line(("zusammen", "", made.total), strong=True))
    head = ("Anliegen", "wer meist fragt", "Anzahl")
    table = Table("helfende_arbeitgeber", "Anliegen hinter diesen Türen", head, tuple(lines), bar=2)
    number = words.begin(words.about(made.total))
    said = f"{number} Fragen kamen von Menschen, die helfen oder einstellen möchten"
    return Section(title, (f"{said}, am häufigsten zu {words.most(made)}.",), None, (table,))


def offers(tally: Tally, names: Names) -> Section:
    """Which offers were shown most."""
    made = ranking(tally.sums(["shown"], lambda row: names.offers.get(row.subject, "frühere Angebote")))
    title = "Gezeigte Angebote"
    if not made.shown:
        none = "Welche Angebote gezeigt wurden, ist in diesem Zeitraum noch nicht gezählt."
        return Section(title, (none if made.total == 0 else "Angebote wurden noch zu selten gezeigt.",))
    table = ranked("angebote", "Am häufigsten gezeigt", ("Angebot", "gezeigt"), made, MOST_OFFERS)
    said = f"{words.begin(words.about(made.total))}-mal wurde ein Angebot gezeigt"
    return Section(title, (f"{said}, am häufigsten {words.most(made, 1)}.",), None, (table,))
