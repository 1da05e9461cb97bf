"""Esslingen as it may be one day: with consultation hours, events, places on the map and a recorded answer.

Made of the real files and their examples, in a folder of its own; nothing of it is real.
"""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import HOME

VENUE = {"latitude": "48.7396", "longitude": "9.3064"}


def lively_town(folder: Path, languages: tuple[str, ...]) -> Path:
    """Write the knowledge of such a town; the folder it lies in."""
    town = folder / "knowledge"
    shutil.copytree(HOME / "knowledge", town, ignore=shutil.ignore_patterns("examples", "audio"))
    examples = _read(HOME / "knowledge" / "examples" / "schedules.yaml")["schedules"]
    for ref, rows in examples.items():
        organization, _, name = ref.partition("/")
        path = town / "organizations" / f"{organization}.yaml"
        data = _read(path)
        service = next(each for each in data["services"] if each["id"] == name)
        service["schedules"] = [_real(row) for row in rows]
        for location in data.get("locations", []):
            location |= VENUE
        _write(path, data)
    events = _read(HOME / "knowledge" / "examples" / "events.yaml")["events"]
    _write(town / "events.yaml", {"events": [_real(event) for event in events if "schedule" in event]})
    for language in languages:
        (town / "audio" / language).mkdir(parents=True)
        (town / "audio" / language / "learn_german.ogg").write_bytes(b"OggS" + bytes(200))
    return town


def add_event(town: Path) -> None:
    """Announce one event more: every week, so that there is always a next one."""
    data = _read(town / "events.yaml")
    new = {**deepcopy(data["events"][0]), "id": "sprachcafe", "topics": ["work"], "name": "Sprachcafé"}
    new["schedule"] = {**new["schedule"], "freq": "WEEKLY", "byday": "TU"}
    _write(town / "events.yaml", {"events": [*data["events"], new]})


def _real(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if key != "example"} | {"source": "seed"}
    return {key: _real(value) if isinstance(value, dict) else value for key, value in kept.items()}


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - our own file, all text


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
