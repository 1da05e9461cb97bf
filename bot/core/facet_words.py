"""What an offer can be wished to be, in words."""

from __future__ import annotations

from bot.core.cues import DAYS, LANGUAGE
from bot.core.labels import N_
from bot.core.voice import Voice

_WORDS = {
    "women": N_("for women"),
    "children": N_("with child care"),
    "evening": N_("in the evening"),
    "morning": N_("in the morning"),
    "weekend": N_("at the weekend"),
    "today": N_("today"),
    "tomorrow": N_("tomorrow"),
    "this_week": N_("this week"),
    "free": N_("free of charge"),
    "online": N_("online"),
    "beginner": N_("for beginners"),
    "advanced": N_("for advanced learners"),
}


def facet_words(voice: Voice, wish: str) -> str:
    """One wish in the words of a language; weekdays and languages by Babel."""
    if wish.startswith(LANGUAGE):
        return f"🗣 {voice.language_names((wish.removeprefix(LANGUAGE),))}"
    if wish in DAYS:
        return str(voice.locale.days["stand-alone"]["wide"][DAYS.index(wish)])
    return voice.say(_WORDS[wish]) if wish in _WORDS else wish.upper()
