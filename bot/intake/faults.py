"""What is said of an error: its kind and where it happened, never its words."""

from __future__ import annotations

import traceback
from pathlib import Path

_OURS = Path(__file__).resolve().parent.parent


def where(error: BaseException) -> str:
    """What went wrong and where, without the words of the error: they may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[:-1] if _OURS in Path(frame.filename).parents]
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in (*ours[-4:], *frames[-1:])
    ]
    return f"{type(error).__name__} at {' > '.join(places)}"
