"""Guided checks: where a way leads."""

from typing import Any

import pytest

from bot.core.asking import Checklist, CheckResult
from bot.core.checks import Check, walk
from bot.core.guided import Guided, option_meant
from tests.core.small_town import NOW, fact, knowledge

SURE = {"confidence": "high", "source": "general"}
TREE: dict[str, Any] = {
    "id": "arbeit",
    "audience": "employer",
    "emoji": "🧾",
    "title": "Darf ich?",
    "start": "papier",
    "steps": {
        "papier": {
            "question": "Welches Papier?",
            "options": [
                {"id": "eu", "label": "Pass aus der EU", "says": ["Unionsbürger"], "to": "ja"},
                {"id": "duldung", "label": "Duldung", "to": "satz"},
            ],
        },
        "satz": {
            "question": "Was steht darin?",
            "options": [
                {"id": "erlaubt", "label": "Erlaubt", "to": "ja"},
                {"id": "nichts", "label": "Nichts", "to": "fragen"},
                {"id": "nur_eu", "label": "Nur für EU", "to": "ja", "when": ["eu"]},
            ],
        },
    },
    "results": {
        "ja": {"title": "Ja", "lines": [fact("immer", **SURE), fact("nur EU", when=["eu"], **SURE)]},
        "fragen": {"title": "Fragen", "lines": [fact("alt", recheck_by="2026-11-01", **SURE)]},
    },
}
CHECK = Check.model_validate(TREE)


def guided(**fields: Any) -> Guided:
    """The checks of a town with one check."""
    return Guided(knowledge(checks={"arbeit": CHECK}), NOW, **fields)


@pytest.mark.parametrize(
    ("way", "name"), [("", "papier"), ("1", "ja"), ("2", "satz"), ("21", "ja"), ("22", "fragen")]
)
def test_a_way_leads_to_its_place(way: str, name: str) -> None:
    """Each sign takes one option."""
    place = walk(CHECK, way)

    assert place
    assert name == place.name


@pytest.mark.parametrize("way", ["9", "23", "211", "x", "²"])
def test_a_way_that_is_gone_leads_nowhere(way: str) -> None:
    """An option that is not there, or not for this person, and a way beyond a result."""
    assert None is walk(CHECK, way)


def test_a_result_says_what_holds_for_this_way_today() -> None:
    """Lines for others and lines past their date are left out."""
    shown = []
    for way in ("1", "21", "22"):
        step = guided().to(f"arbeit/{way}")
        view = step.screens[0].view if step else None
        assert isinstance(view, CheckResult)
        shown.append([line.text for line in view.lines])

    assert [["immer", "nur EU"], ["immer"], []] == shown


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("1", "1"),
        ("duldung", "2"),
        ("Er hat eine Duldung", "2"),
        ("dulding", "2"),
        ("unionsburger", "1"),
        ("EU passport", "1"),
        ("Visum", None),
    ],
)
def test_typed_answers_are_understood(text: str, sign: str | None) -> None:
    """By number, label, other words, with slips, in the reader's language; else nothing is guessed."""
    place = walk(CHECK, "")
    words = {"Pass aus der EU": "EU passport"}

    assert place
    assert sign == option_meant(place, text, lambda _, german: words.get(german, german))


@pytest.mark.parametrize(
    ("text", "sign"), [("kein Pass aus der EU", None), ("keine Duldung", None), ("steht nicht drin", "2")]
)
def test_not_is_heard(text: str, sign: str | None) -> None:
    """Who writes "not" means no option whose words do not say so; a wrong yes would do harm."""
    place = walk(CHECK, "" if sign is None else "2")
    words = {"Nichts": "steht nicht drin"}
    negations = frozenset({"kein", "keine", "nicht"})

    assert place
    assert sign == option_meant(place, text, lambda _, german: words.get(german, german), negations)


def test_a_list_is_kept_until_it_is_done() -> None:
    """Items are ticked on and off; when the last is done the list is forgotten."""
    items = [{"id": name, **fact(name, **SURE)} for name in ("a", "b")]
    head = {key: TREE[key] for key in ("audience", "emoji", "title")}
    town = knowledge(checks={"liste": Check.model_validate({**head, "id": "liste", "items": items})})
    _, one = Guided(town, NOW).tick("liste/a")
    _, none = Guided(town, NOW, one).tick("liste/a")
    done, rest = Guided(town, NOW, (*one, "andere/x")).tick("liste/b")
    view = done.screens[0].view if done else None

    assert (("liste/a",), (), ("andere/x",)) == (one, none, rest)
    assert isinstance(view, Checklist)
    assert all(ticked for _, _, ticked in view.items)
