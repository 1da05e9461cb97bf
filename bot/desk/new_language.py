"""`new language`: all files of a language, pre-filled, so that translators and native speakers can begin."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from bot.core.edits import Edit
from bot.desk import messages, schemas
from bot.desk.new import Refused, create, meanings_of
from bot.files import overlay
from bot.files.problems import BrokenFiles
from bot.files.town import Town, read

_LONGEST = 40
"""letters of the name of a language"""
_PHRASES = """\
# Beispielsätze auf {name}: so, wie Menschen wirklich schreiben, auch kurz oder mit Fehlern.
# Zehn bis zwanzig Sätze je Anliegen; jeder Satz nur unter einem. Unten das {{}} löschen, dann vor einem
# Anliegen „# “ löschen (mit dem Leerzeichen) und Sätze darunterschreiben, jeden mit „    - “ davor.
language: {code}
phrases: {{}}
"""
_OUT_OF_SCOPE = """\
# Sätze auf {name}, mit denen wir nichts anfangen können (Wetter, Fußball, Rechenaufgaben).
# Das [] löschen und Sätze darunterschreiben, jeden mit „  - “ davor.
language: {code}
phrases: []
"""
_NAMES = """\
# Wie Menschen auf {name} die Namen der Einrichtungen schreiben.
# Das {{}} löschen und so darunterschreiben, ohne „# “ davor:
#   vhs: [ein Name, noch ein Name]
language: {code}
organizations: {{}}
"""
_CUES = """\
# Kleine Wörter auf {name}, mit denen man nachfragt: „wo?“, „was kostet das?“, „abends“, „ja“.
# Ein * am Ende steht für alle Wörter, die so anfangen. Vorbild: intents/de/cues.yaml.
language: {code}
# Füllwörter, die nichts bedeuten: und, bitte, ich …
fillers: []
# Wonach man fragt: where, when, cost, bring, phone, spoken, who, more, first, second, third
aspects: {{}}
# Was man sich wünscht: women, children, evening, morning, weekend, monday … sunday, today, free, online …
facets: {{}}
# "yes": []
# "no": []
"""
_FIXED = {
    "out_of_scope": ("out_of_scope", _OUT_OF_SCOPE),
    "organizations": ("names", _NAMES),
    "cues": ("cues", _CUES),
}


def language(town: Town, home: Path, code: str, name: str) -> list[str]:
    """Make all files of a language; what was done and what comes first. Raises Refused, BrokenFiles."""
    name = " ".join(name.split())
    _check(town, code, name)
    _fill(town, code, name)
    folder = town.folders.intents
    if any(code == foreign for _, foreign in town.intents.foreign):
        overlay.write(folder / "other_languages.yaml", [Edit("other_languages.yaml", (code,), "drop")])
    with (folder / "languages.yaml").open("a", encoding="utf-8") as file:
        file.write(_line(town, code, name))
    for _ in messages.update(read(town.folders), home):
        pass
    return _told(town, code, name)


def _check(town: Town, code: str, name: str) -> None:
    if not re.fullmatch("[a-z]{2,3}", code):
        raise Refused(
            f"„{code}“ ist kein Kürzel: bitte zwei oder drei kleine Buchstaben (ISO 639), etwa „pt“."
        )
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        hint = "Bitte das Kürzel nach ISO 639 prüfen."
        raise Refused(
            f"Die Sprache „{code}“ kennt unsere Übersetzungstechnik (Babel) nicht. {hint}"
        ) from None
    if not 0 < len(name) <= _LONGEST:
        raise Refused("Bitte den Namen der Sprache in der Sprache selbst nennen, etwa „Português“.")
    there = (town.folders.intents / code, town.folders.translations / code)
    if code in town.intents.languages or any(folder.exists() for folder in there):
        raise Refused(f"Die Sprache „{code}“ gibt es schon; nichts wurde geändert.")
    if broken := [problem for problem in town.problems if problem.severity == "error"]:
        raise BrokenFiles(broken)


def _fill(town: Town, code: str, name: str) -> None:
    folder, knowledge, meanings = town.folders.intents / code, town.folders.knowledge, meanings_of(town)
    folder.mkdir()
    for stem, (kind, text) in _FIXED.items():
        path = folder / f"{stem}.yaml"
        create(path, schemas.head(path, kind, knowledge) + text.format(code=code, name=name))
    for topic, needs in town.intents.needs.items():
        path = folder / f"{topic}.yaml"
        lines = "".join(f"#   {need}:  # {meanings[need]}\n" for need in needs)
        create(path, schemas.head(path, "phrases", knowledge) + _PHRASES.format(code=code, name=name) + lines)


def _line(town: Town, code: str, name: str) -> str:
    """The line of the list of languages, after a line's end."""
    before = (town.folders.intents / "languages.yaml").read_text(encoding="utf-8")
    entry = {code: {"native_name": name}}
    line = yaml.safe_dump(entry, default_flow_style=None, allow_unicode=True, width=4096)
    return line if before.endswith("\n") else f"\n{line}"


def _told(town: Town, code: str, name: str) -> list[str]:
    intents, translations = town.folders.intents.name, town.folders.translations.name
    first = [topic for topic in ("assistant", "language", "everyday") if topic in town.intents.needs]
    phrases = [f"  {intents}/{code}/{topic}.yaml – Beispielsätze" for topic in first]
    return [
        f"{name} ({code}) ist angelegt. Texte, die noch fehlen, erscheinen auf Deutsch oder Englisch.",
        "Damit am besten anfangen:",
        f"  {translations}/{code}/LC_MESSAGES/bot.po – Knöpfe und Sätze des Bots (mit Poedit öffnen)",
        *phrases,
        f"  {intents}/{code}/cues.yaml – kleine Wörter wie „wo“, „wann“, „ja“",
        "Was noch fehlt, zeigt „run_bot.py messages“; danach bitte „run_bot.py check“ aufrufen.",
    ]
