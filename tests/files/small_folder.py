"""Kleinstadt: a town of one organization and two needs, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.files.problems import Problem
from bot.files.town import Folders, Town, read

SCHOOL = "knowledge/organizations/schule.yaml"
COURSE = "knowledge/guides/learn_german.yaml"
DOCTOR = "knowledge/guides/find_doctor.yaml"
SOURCES = "knowledge/sources.yaml"
TOPICS = "knowledge/topics.yaml"
HOTLINES = "knowledge/hotlines.yaml"
CLOSURES = "knowledge/closures.yaml"
EXAMPLES = "knowledge/examples/schedules.yaml"
NEEDS = "intents/needs.yaml"
LANGUAGES = "intents/languages.yaml"
PHRASES = "intents/de/language.yaml"
OUT_OF_SCOPE = "intents/de/out_of_scope.yaml"
NAMES = "intents/de/organizations.yaml"

FILES = {
    SCHOOL: """\
# Volkshochschule Kleinstadt
id: schule
name: Volkshochschule Kleinstadt
alternate_name: [vhs]
groups: [cooperation_partner]
description: Kurse für alle
source: rathaus
confidence: high
needs: [learn_german]
phones:
  - number: 0711 112233
    description: vormittags
locations:
  - id: haupthaus
    description: im Hof
    addresses:
      - address_1: Schulweg 2
        postal_code: 01234
        city: Kleinstadt
services:
  - id: kurse
    needs: [learn_german]
    name: Deutschkurse
    fees_description: kostenlos
    locations: [haupthaus]
    confidence: high
    schedules:
      - byday: MO,WE
        opens_at: 09:00
        closes_at: 11:00
        confidence: high
  - id: tests
    needs: [learn_german]
    name: Einstufung
    description: {value: ein Test, source: [rathaus, netz], confidence: medium}
    confidence: high
""",
    COURSE: """\
need: learn_german
emoji: 📚
title: Deutsch lernen
sentences:
  - value: Deutschkurse gibt es bei der vhs.
    source: rathaus
    confidence: high
  - value: Das ist noch ein Gerücht.
    source: netz
    confidence: low
services: [schule/kurse]
""",
    DOCTOR: """\
need: find_doctor
emoji: 🩺
title: Einen Arzt finden
hotlines: [dienst]
""",
    SOURCES: """\
sources:
  rathaus:
    what: Auskunft des Rathauses
    date: 2026-11
  netz:
    what: eine Internetseite
""",
    TOPICS: """\
topics:
  language:
    emoji: 🗣️
    title: Sprache
  health:
    emoji: 🩺
    title: Gesundheit
""",
    HOTLINES: """\
hotlines:
  - id: dienst
    name: Ärztlicher Dienst
    number: 116117
    hours: rund um die Uhr
    hours_recheck_by: 2027-01-31
    needs: [find_doctor]
    source: netz
    confidence: high
""",
    CLOSURES: "closures: []\n",
    EXAMPLES: """\
example: true
schedules:
  schule/tests:
    - byday: TU
      opens_at: 10:00
      closes_at: 12:00
      example: true
      confidence: medium
""",
    NEEDS: """\
language:
  learn_german: find a German course
health:
  find_doctor: find a doctor
""",
    LANGUAGES: """\
de: {native_name: Deutsch}
tr: {native_name: Türkçe, leader: ayse}
""",
    PHRASES: """\
language: de
phrases:
  learn_german:
    - Wo kann ich Deutsch lernen?
    - Deutschkurs
  find_doctor:
    - Ich bin krank
""",
    OUT_OF_SCOPE: """\
language: de
phrases:
  - Wie wird das Wetter?
""",
    NAMES: """\
language: de
organizations:
  schule: [Abendschule, die vhs]
""",
}


def write(home: Path, changes: Mapping[str, str | None] | None = None) -> Folders:
    """Write the town below `home`; a changed file takes the place of its own, None leaves it out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Folders(home / "knowledge", home / "intents", home / "translations", None)


def town(home: Path, changes: Mapping[str, str | None] | None = None) -> Town:
    """Write the town and read it again."""
    return read(write(home, changes))


def instead(file: str, old: str, new: str) -> dict[str, str]:
    """A change of one place in one file."""
    if FILES[file].count(old) != 1:
        raise ValueError(f"{old!r} stands {FILES[file].count(old)} times in {file}")
    return {file: FILES[file].replace(old, new)}


def places(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """File, line and field of each problem."""
    return [(problem.file, problem.line, problem.field) for problem in problems]
