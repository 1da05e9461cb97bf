"""The verbs of `run_bot.py`: what each takes, and whom it asks to do it.

What a verb needs is imported when it is used, so that the quick ones stay quick.
"""

from bot.verbs import (
    desk,
    editing,
    facts,
    gaps,
    reporting,
    standards,
    talking,
    tending,
    translating,
    understanding,
    watching,
)

ALL = (
    talking,
    desk,
    understanding,
    watching,
    gaps,
    facts,
    translating,
    tending,
    editing,
    reporting,
    standards,
)
"""in the order of the help"""
