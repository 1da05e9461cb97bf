"""Mistakes in guided checks, each with its line and a remedy in German."""

from pathlib import Path

import pytest

from bot.core.checks import Check, walk
from bot.files.town import Folders, Town, read
from tests.conftest import HOME
from tests.test_data import ways

GOOD = """\
id: arbeit
audience: employer
emoji: 🧾
title: Darf ich?
start: papier
steps:
  papier:
    question: Welches Papier?
    options:
      - id: eu
        label: EU
        to: ja
      - id: anderes
        label: Anderes
        to: satz
  satz:
    question: Was steht darin?
    options:
      - id: erlaubt
        label: Erlaubt
        to: ja
results:
  ja:
    title: Ja
    lines:
      - value: Das geht.
        source: general
        confidence: high
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    """What `check` says of a file in a copy of the real town."""
    knowledge = tmp_path / "knowledge"
    if not knowledge.exists():
        knowledge.symlink_to(HOME / "knowledge")
    (tmp_path / "own").mkdir(exist_ok=True)
    for path in (HOME / "knowledge").iterdir():
        if path.name != "checks" and not (tmp_path / "own" / path.name).exists():
            (tmp_path / "own" / path.name).symlink_to(path)
    (tmp_path / "own" / "checks").mkdir(exist_ok=True)
    (tmp_path / "own" / "checks" / "arbeit.yaml").write_text(text, encoding="utf-8")
    folders = Folders(tmp_path / "own", HOME / "intents", HOME / "translations", None)
    return [str(problem) for problem in read(folders, phrases=False).problems]


LAST = "        label: Erlaubt\n        to: ja\n"
TO_STEP = "        to: satz\n"
MISTAKES = [
    (TO_STEP, "        to: ende\n", 15, "„ende“ gibt es nicht: hier endet der Weg ohne Ergebnis"),
    (LAST, LAST.replace("ja", "papier"), 21, "im Kreis: papier → satz → papier"),
    (LAST, "        label: Erlaubt\n", 19, "das Feld „to“ fehlt"),
    (TO_STEP, "        to: ja\n", 17, "„satz“ wird von keiner Antwort erreicht"),
    (TO_STEP, TO_STEP + "        when: [niemand]\n", 16, "„niemand“ ist keine Antwort in diesem Check"),
    ("  ja:\n    title", "  papier:\n    title", 24, "„papier“ heißt schon eine Frage"),
    ("    options:\n      - id: erlaubt\n" + LAST, "    options: []\n", 18, "hier steht nichts"),
    (
        "start: papier\n",
        "start: papier\nservices: [vhs/kurse]\n",
        6,
        "das Feld „services“ gibt es hier nicht",
    ),
    (
        "    title: Ja\n",
        "    title: Ja\n    services: [vhs/kurz]\n",
        25,
        "„vhs/kurz“ ist kein bekanntes Angebot",
    ),
    ("source: general", "source: generell", 27, "„generell“ ist unbekannt (Quelle in sources.yaml)"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    """Dead ends, loops, options without a result, unknown names: file, line, what, remedy."""
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new, 1))

    place = f"own/checks/arbeit.yaml:{line}:"

    assert any(text.startswith(place) and said in text for text in found), found


def test_a_right_file_has_no_problem(tmp_path: Path) -> None:
    """The file these mistakes are made in is right."""
    assert [] == problems(tmp_path, GOOD)


def test_too_many_questions_are_told(tmp_path: Path) -> None:
    """More than five questions in a row are too many for a phone."""
    one = (
        "  f{n}:\n    question: Frage?\n    options:\n      - id: a{n}\n        label: Ja\n        to: {to}\n"
    )
    steps = "".join(one.format(n=n, to=f"f{n + 1}" if n < 6 else "ja") for n in range(1, 7))
    head, results = GOOD[: GOOD.index("steps:")].replace("papier", "f1"), GOOD[GOOD.index("results:") :]
    text = f"{head}steps:\n{steps}{results}"

    assert any("mehr als 5 Fragen hintereinander" in problem for problem in problems(tmp_path, text))


KINDS = ("eu", "refugee", "subsidiary", "ukraine", "asylum_seeker", "tolerated", "permit", "student")


def test_the_employers_check_ends_for_every_kind_of_person(town: Town) -> None:
    """All eight kinds reach a result with a source in at most five taps."""
    files = read(
        Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", None), phrases=False
    ).files
    check: Check = next(f.model for f in files.checks if f.model and f.model.id == "hire_person")
    places = [place for way in ways(check) if (place := walk(check, way)) and place.result]
    longest = {kind: max(len(p.way) for p in places if kind in p.taken) for kind in KINDS}

    assert set(KINDS) == {kind for place in places for kind in place.taken} & set(KINDS)
    assert 5 > max(longest.values())  # one tap more opens the check
    assert all(line.source and line.confidence for p in places if p.result for line in p.result.lines)
