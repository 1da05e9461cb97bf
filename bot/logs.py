"""Logs that can be shown to anybody: no token, no secret, no text of a message."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias
from urllib.parse import quote

_TOKEN = re.compile(r"(?<!\d)\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}")
_SHORTEST = 5
"""letters of a secret: to take out fewer would take out words"""
_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Redacting(logging.Formatter):
    """Formats a record without secrets and without the words of errors, which may be those of a person."""

    def __init__(self, form: str, secrets: tuple[str, ...] = ()) -> None:
        super().__init__(form)
        long = [secret for secret in secrets if len(secret) >= _SHORTEST]
        ways = sorted({*long, *(quote(secret, "") for secret in long)}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, ways)) or "(?!)")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and where an error happened."""
        if record.name == "asyncio":  # below its first line it shows what a task was given
            record = logging.makeLogRecord(
                {**vars(record), "msg": record.getMessage().partition("\n")[0], "args": None}
            )
        return _TOKEN.sub("<token>", self._secrets.sub("<secret>", super().format(record)))

    def formatException(self, ei: _Raised) -> str:
        """The lines that an error went through, and its kind; first those of the errors behind it."""
        return "\n".join(_told(ei[1])) if ei[1] else ""


def _told(error: BaseException) -> Iterator[str]:
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind:
        yield from _told(behind)
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield type(error).__name__


def set_up(level: str, *secrets: str) -> None:
    """Log to stderr, also what ends the program: of ourselves from a level on, of libraries only warnings.

    Their chat holds addresses, parameters and answers. What is secret is taken out, wherever it stands.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s", secrets))
    logging.basicConfig(level=max(logging.WARNING, _number(level)), handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(_number(level))
    # it logs answers that are no JSON as they are, and they hold what people wrote
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    sys.excepthook = _log_the_end


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _log_the_end(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, where)
    else:
        logging.getLogger("bot").critical("ended by an error", exc_info=(kind, error, where))
