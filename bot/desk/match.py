"""`match` and `phrases`: the understanding, line by line, for tools outside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.core.understanding import LanguageHints, Phrase, Understander, Understanding
from bot.desk.explain import Explainer


def as_json(understood: Understanding) -> dict[str, object]:
    """What was understood, in the form `match` and `ask --json` share."""
    return {
        "decision": understood.decision,
        "needs": [{"id": need, "score": round(score, 4)} for need, score in understood.needs],
        "organization": understood.organization,
        "language": understood.language,
    }


def match_lines(
    lines: Iterable[str], understander: Understander, explain: Explainer | None = None
) -> Iterator[str]:
    """Answer each JSON line; an unreadable line is answered with an `error`, so that the order holds."""
    for line in (line.lstrip("\ufeff") for line in lines):
        if line.strip():
            yield json.dumps(_matched(line, understander, explain), ensure_ascii=False)


def _matched(line: str, understander: Understander, explain: Explainer | None) -> dict[str, object]:
    try:
        asked = json.loads(line)
        text, phone = asked["text"], asked.get("language")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _unreadable('expected {"text": "...", "language": "xx" or null}')
    if not isinstance(text, str) or not isinstance(phone, str | None):
        return _unreadable("text must be a string, language a string or null")
    understood = understander.understand(text, LanguageHints(phone=phone))
    why = {"explain": explain.why(text, understood)} if explain else {}
    return {**as_json(understood), **why}


def _unreadable(why: str) -> dict[str, object]:
    return {"decision": "reject", "needs": [], "organization": None, "language": "de", "error": why}


def phrase_lines(phrases: Iterable[Phrase]) -> Iterator[str]:
    """Every example phrase as a JSON line."""
    for phrase in phrases:
        yield json.dumps(
            {"text": phrase.text, "need": phrase.need, "language": phrase.language}, ensure_ascii=False
        )
