"""`match` and `phrases`, line by line."""

import json
from typing import Any

import pytest

from bot.core.understanding import LanguageHints, Phrase
from bot.desk.match import as_json, match_lines, phrase_lines
from tests.core.small_town import Knows, understood


def matched(*lines: str, knows: Knows | None = None) -> list[dict[str, Any]]:
    """The answers to some lines, read again."""
    return [json.loads(line) for line in match_lines(lines, knows or Knows())]  # type: ignore[arg-type]


def asked(text: Any, **fields: Any) -> str:
    """A line as a tool outside writes it."""
    return json.dumps({"text": text, **fields}, ensure_ascii=False) + "\n"


def test_an_answer_has_the_form_of_the_contract() -> None:
    """Decision, ranked needs with scores, organization and language: these keys and no others."""
    knows = Knows(kurs=understood("answer", "learn_german", "find_doctor", organization="vhs", language="tr"))

    assert [
        {
            "decision": "answer",
            "needs": [{"id": "learn_german", "score": 0.9}, {"id": "find_doctor", "score": 0.8}],
            "organization": "vhs",
            "language": "tr",
        }
    ] == matched(asked("kurs"), knows=knows)


def test_needs_are_ranked_on_a_rejection_too() -> None:
    """What was not understood still has its nearest needs, and no organization."""
    knows = Knows(x=understood("reject", "learn_german", "find_doctor", "hospital"))
    (answer,) = matched(asked("x"), knows=knows)

    assert ("reject", None) == (answer["decision"], answer["organization"])
    assert ["learn_german", "find_doctor", "hospital"] == [need["id"] for need in answer["needs"]]


def test_answers_come_in_the_order_of_the_lines() -> None:
    """Each line has one answer, in the same order, with broken lines among them."""
    knows = Knows(a=understood("answer", "learn_german"), b=understood("clarify", "find_doctor"))
    answers = matched(asked("b"), "{kaputt\n", asked("a"), knows=knows)

    assert ["clarify", "reject", "answer"] == [answer.get("decision") for answer in answers]


@pytest.mark.parametrize(
    "line",
    [
        "kaputt",
        "{}",
        "[]",
        "7",
        "null",
        '"text"',
        '{"text": null}',
        '{"text": 7}',
        '{"text": "x", "language": 7}',
        '{"TEXT": "x"}',
        '{"text": "x"',
    ],
)
def test_a_line_of_the_wrong_form_is_answered_with_an_error(line: str) -> None:
    """A line that cannot be read does not stop the others, and says what was expected."""
    (answer,) = matched(line)

    assert ("reject", [], None) == (answer["decision"], answer["needs"], answer["organization"])
    assert "text" in answer["error"]


def test_empty_lines_are_passed_over() -> None:
    """A line end at the end of a file is no question."""
    assert 1 == len(matched("\n", asked("x"), "  \n", ""))


@pytest.mark.parametrize("text", ["", "   ", "😀", "نص", "a\u0000b", "x" * 10_000])
def test_every_text_is_a_question(text: str) -> None:
    """Empty texts, other scripts, control signs and long texts are handed on as they are."""
    knows = Knows(**{text: understood("answer", "learn_german")})

    assert "answer" == matched(asked(text), knows=knows)[0]["decision"]


@pytest.mark.parametrize(
    ("fields", "phone"), [({}, None), ({"language": None}, None), ({"language": "ar"}, "ar")]
)
def test_the_language_is_the_hint_of_a_phone(fields: dict[str, Any], phone: str | None) -> None:
    """The language of a line is handed on as that of the phone, and nothing else is known."""
    knows = Knows()
    matched(asked("x", **fields), knows=knows)

    assert [LanguageHints(phone=phone)] == knows.hints


def test_unknown_fields_of_a_line_are_passed_over() -> None:
    """A tool may write more into a line than is read."""
    assert "reject" == matched(asked("x", id=7))[0]["decision"]


def test_letters_are_written_as_they_are() -> None:
    """Names in other scripts are readable in the output, and each answer is one line."""
    knows = Knows(x=understood("answer", "learn_german", organization="città"))
    (line,) = match_lines([asked("x")], knows)  # type: ignore[arg-type]

    assert "città" in line
    assert "\n" not in line


def test_lines_are_answered_as_they_come() -> None:
    """The first answer does not wait for the last line."""
    knows = Knows()

    def lines() -> Any:
        yield asked("a")
        raise AssertionError("read too far")

    assert "reject" == json.loads(next(match_lines(lines(), knows)))["decision"]  # type: ignore[arg-type]


def test_scores_are_rounded() -> None:
    """A score has at most four digits behind its point."""
    shown = as_json(understood("answer", "learn_german"))

    assert [{"id": "learn_german", "score": 0.9}] == shown["needs"]


def test_every_phrase_is_a_line() -> None:
    """Phrases come with need and language; what is out of scope has no need."""
    lines = phrase_lines(
        [Phrase("Sprachkurs für Anfänger", "learn_german", "de"), Phrase("hava nasıl", None, "tr")]
    )

    assert [
        '{"text": "Sprachkurs für Anfänger", "need": "learn_german", "language": "de"}',
        '{"text": "hava nasıl", "need": null, "language": "tr"}',
    ] == list(lines)
