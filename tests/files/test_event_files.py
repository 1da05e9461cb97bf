"""Mistakes in `events.yaml` and in recordings, each with its line and a remedy in German."""

from pathlib import Path

import pytest

from bot.files.town import Folders, read
from tests.conftest import HOME

GOOD = """\
events:
  - id: infoabend
    topics: [work]
    name: Infoabend
    start: 2026-12-03T18:00
    end: 2026-12-03T19:30
    organizer: izf
    location: forum
    registration: required
    source: seed
    confidence: high
"""


def problems(tmp_path: Path, events: str, *recordings: str) -> list[str]:
    """What `check` says of the real town with these events and recordings."""
    own = tmp_path / "knowledge"
    own.mkdir()
    for path in (HOME / "knowledge").iterdir():
        if path.name not in ("events.yaml", "audio"):
            (own / path.name).symlink_to(path)
    (own / "events.yaml").write_text(events, encoding="utf-8")
    for name in recordings:
        (own / "audio" / name).parent.mkdir(parents=True, exist_ok=True)
        (own / "audio" / name).touch()
    return [
        str(p)
        for p in read(Folders(own, HOME / "intents", HOME / "translations", None), phrases=False).problems
    ]


TIMES = "    start: 2026-12-03T18:00\n    end: 2026-12-03T19:30\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("2026-12-03T18:00", "3.12.2026", 5, "„3.12.2026“ ist kein Zeitpunkt"),
        ("19:30", "17:30", 2, "„end“ fehlt oder liegt nicht nach „start“"),
        (TIMES, "", 2, "entweder „start“ und „end“ oder „schedule“"),
        ("[work]", "[arbeit]", 3, "„arbeit“ ist unbekannt (Thema)"),
        ("izf", "izff", 7, "„izff“ ist unbekannt (Einrichtung); meinten Sie „izf“?"),
        ("forum", "keller", 8, "„keller“ ist unbekannt (Ort dieser Einrichtung)"),
        ("required", "ja", 9, "erlaubt sind: none, possible, required"),
        ("seed", "sed", 10, "„sed“ ist unbekannt (Quelle in sources.yaml)"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    """Times, topics, places, words that are not allowed."""
    found = problems(tmp_path, GOOD.replace(old, new, 1))

    assert any(text.startswith(f"knowledge/events.yaml:{line}:") and said in text for text in found), found


def test_a_right_file_has_no_problem(tmp_path: Path) -> None:
    """The file these mistakes are made in is right, and so is one without events."""
    assert [] == problems(tmp_path, GOOD, "ar/learn_german.ogg")


def test_a_recording_of_nothing_is_told(tmp_path: Path) -> None:
    """An unknown need and another kind of file."""
    found = problems(tmp_path, "events: []\n", "ar/deutsch.ogg", "de/find_flat.mp3")

    assert ["audio/ar/deutsch.ogg", "audio/de/find_flat.mp3"] == [text.split(":")[0][10:] for text in found]


def test_the_example_of_the_guide_is_right(tmp_path: Path) -> None:
    """What the coordinator copies from docs/koordination.md passes the check."""
    guide = (HOME / "docs" / "koordination.md").read_text(encoding="utf-8")
    block = guide[guide.index("    events:\n") :].split("\n\n")[0]

    assert [] == problems(tmp_path, "".join(f"{line[4:]}\n" for line in block.splitlines()))
