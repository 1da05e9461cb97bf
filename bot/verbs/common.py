"""What verbs share."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
Verbs: TypeAlias = "argparse._SubParsersAction[Any]"
