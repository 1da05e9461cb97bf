"""Logs that can be shown to anybody: no token, no text of a message."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}")


class Redacting(logging.Formatter):
    """Formats a record, then takes out whatever looks like a bot token, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return _TOKEN.sub("<token>", super().format(record))


def set_up(level: str) -> None:
    """Log to stderr; the libraries that log every address they call only from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # it logs answers that are no JSON as they are, and they hold what people wrote
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
