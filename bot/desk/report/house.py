"""What stands behind the answers: gaps, how fresh the facts are, how far the translations.

Nothing here is about a person, so these numbers are exact; only how often a gap was asked is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.core.provenance import Provenance
from bot.desk.gap_groups import groups, missing_offers
from bot.desk.report import words
from bot.desk.report.merging import LEAST, rounded
from bot.desk.report.model import Cell, Line, Section, Share, Table, number
from bot.desk.report.period import Period, short_name
from bot.desk.report.tally import Names, language_name
from bot.desk.translation_states import LanguageState
from bot.files.knowledge_files import KnowledgeFiles
from bot.storage.gaps import MISSING, Shown

_FRESH, _SOON = timedelta(days=365), timedelta(days=90)
MOST_GAPS = 40
_ASKED = ("Sprachen", "seit", "wie oft")
_AGES = (
    "Art",
    "Einträge",
    "bestätigt im letzten Jahr",
    "früher bestätigt",
    "nie bestätigt",
    "läuft bald ab",
    "abgelaufen",
)


def gaps(shown: Iterable[Shown], names: Names, period: Period) -> Section:
    """What several chats asked in vain, by need; `shown` may hold other months too."""
    known = [gap for gap in shown if period.first <= gap.month <= period.last]
    missing = [gap for gap in known if gap.verdict.startswith(MISSING)]
    others = [gap for gap in known if not gap.verdict]
    ours = [*missing, *others]
    title = "Lücken"
    if not ours:
        nothing = "In diesem Zeitraum blieb keine Frage offen, die mehrere Gespräche gemeinsam hatten."
        return Section(title, (nothing,))
    questions = words.count(len(ours), "Eine Frage blieb", "Fragen blieben")
    sentences = [
        f"{questions} offen, die mindestens zwei Gespräche gemeinsam hatten. Namen und Nummern sind entfernt."
    ]
    if missing:
        verb = "zeigt" if len(missing) == 1 else "zeigen"
        those = words.count(len(missing), "Eine davon", "davon")
        new = "Hier könnte ein neues Angebot ansetzen."
        sentences.append(f"{those} {verb}, was es bei uns noch nicht gibt: {new}")
    tables = []
    if missing:
        caption, head = "Was es noch nicht gibt", ("Fehlt bei uns", "Frage, als Beispiel", *_ASKED)
        tables.append(Table("luecken_angebot", caption, head, tuple(_missing(missing)), foreign=1))
    if others:
        caption, head = "Offene Fragen, ähnliche zusammen", ("Anliegen in der Nähe", "Frage", *_ASKED)
        tables.append(Table("luecken", caption, head, tuple(_open(others, names)), foreign=1))
    return Section(title, tuple(sentences), None, tuple(tables))


def _missing(gaps: Sequence[Shown]) -> Iterator[Line]:
    """Each seed of an offer, the most wanted first."""
    for offer in sorted(missing_offers(gaps), key=lambda offer: (-rounded(offer.total), offer.title)):
        asked = _asked(tuple(offer.by_language), min(offer.by_month), offer.total)
        yield Line((offer.title, offer.texts[0], *asked))


def _open(gaps: Sequence[Shown], names: Names) -> Iterator[Line]:
    """Questions that ask alike as one, the most frequent first."""
    alike = sorted(groups(gaps), key=lambda group: (-rounded(group.total), group.title))
    for group in alike[:MOST_GAPS]:
        asked = _asked(group.languages, group.months[0], group.total)
        yield Line((names.need(group.need), group.title, *asked))


def _asked(languages: Sequence[str], since: str, total: int) -> tuple[Cell, ...]:
    times = f"rund {number(rounded(total))}" if total >= LEAST else "unter 5"
    return ", ".join(sorted(map(language_name, languages))), short_name(since), times


def freshness(files: KnowledgeFiles, today: date) -> Section:
    """How many entries somebody has confirmed within a year, never, or will have to look at soon."""
    lines, sums = [], [0] * 6
    for kind, entries in _entries(files).items():
        row = _ages(entries, today)
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        lines.append(Line((kind, *row)))
    lines.append(Line(("zusammen", *sums), strong=True))
    table = Table("frische", "Wie frisch die Einträge sind", _AGES, tuple(lines), real=True)
    whole, fresh, _, never, soon, over = sums
    if not whole:
        return Section("Wie frisch unser Wissen ist", ("Es gibt noch keine Einträge.",))
    sentences = (_about_ages(whole, fresh, never), _about_ends(soon, over))
    return Section("Wie frisch unser Wissen ist", sentences, None, (table,))


def _about_ages(whole: int, fresh: int, never: int) -> str:
    entries = words.count(whole, "einem Eintrag", "Einträgen")
    if never == whole:
        return f"Von {entries} ist noch keiner mit einem Datum bestätigt."
    without = words.count(never, "einer", "Einträge")
    return (
        f"Von {entries} wurden {words.percent(fresh, whole)} % im letzten Jahr bestätigt, {without} noch nie."
    )


def _about_ends(soon: int, over: int) -> str:
    ending = words.begin(words.count(soon, "ein Eintrag läuft", "Einträge laufen"))
    ended = words.count(over, "einer ist", "sind") if over else "abgelaufen ist keiner"
    hidden = f"{ended} schon abgelaufen und wird nicht mehr gezeigt" if over == 1 else ended
    hidden = f"{ended} schon abgelaufen und werden nicht mehr gezeigt" if over > 1 else hidden
    return f"{ending} in den nächsten drei Monaten ab; {hidden}."


def _entries(files: KnowledgeFiles) -> dict[str, list[Provenance]]:
    organizations = [file.model for file in files.organizations if file.model]
    guides = [file.model for file in files.guides if file.model]
    hotlines = files.hotlines.model.hotlines if files.hotlines.model else ()
    events = files.events.model.events if files.events.model else ()
    return {
        "Einrichtungen": list(organizations),
        "Angebote": [service for organization in organizations for service in organization.services],
        "Notrufe und Hilfetelefone": list(hotlines),
        "Sätze in Kurzantworten": [
            fact for guide in guides for fact in (*guide.sentences, *guide.bring, *guide.more)
        ],
        "Veranstaltungen": list(events),
    }


def _ages(entries: Sequence[Provenance], today: date) -> list[int]:
    days = [entry.assured_date for entry in entries]
    ends = [entry.recheck_by for entry in entries if entry.recheck_by]
    return [
        len(entries),
        sum(day is not None and day >= today - _FRESH for day in days),
        sum(day is not None and day < today - _FRESH for day in days),
        days.count(None),
        sum(today <= end <= today + _SOON for end in ends),
        sum(end < today for end in ends),
    ]


def translations(states: Sequence[LanguageState]) -> Section:
    """How far each language is."""
    title = "Übersetzungen"
    if not states:
        return Section(title, ("Es gibt noch keine weitere Sprache.",))
    ordered = sorted(states, key=lambda state: (state.outdated + state.missing, state.name))
    lines = [
        Line((s.name, _readable(s), s.done, s.not_reviewed, s.outdated, s.missing, s.words)) for s in ordered
    ]
    head = ("Sprache", "lesbar", "geprüft", "nicht geprüft", "veraltet", "fehlt", "Wörter zu tun")
    table = Table("uebersetzungen", "Texte je Sprache", head, tuple(lines), bar=1, real=True)
    whole = [s.name for s in states if not s.outdated and not s.missing]
    to_do = sum(s.words for s in states)
    complete = words.begin(words.count(len(whole), "Eine Sprache ist", "Sprachen sind"))
    fallback = "Was fehlt oder veraltet ist, lesen die Menschen auf Deutsch, mit einem Hinweis."
    sentences = [f"{complete} vollständig.", fallback]
    if to_do:
        sentences.append(f"Zu übersetzen sind noch {number(to_do)} Wörter, alle Sprachen zusammen.")
    unseen = sum(s.not_reviewed for s in states)
    if unseen:
        sentences.append(
            "Was „nicht geprüft“ heißt, hat eine Maschine übersetzt und noch kein Mensch gelesen."
        )
    return Section(title, tuple(sentences), None, (table,))


def _readable(state: LanguageState) -> Cell:
    readable = state.done + state.not_reviewed
    return Share(100 * readable // state.total) if state.total else None
