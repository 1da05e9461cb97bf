"""Slash commands, the same in every channel, and the action each stands for."""

from __future__ import annotations

import re

COMMANDS = {
    "start": "start",
    "topics": "topics",
    "events": "events",
    "partners": "partners",
    "checks": "checks",
    "reminders": "bells",
    "talk": "talk",
    "language": "languages",
    "help": "help",
    "privacy": "privacy",
    "forget": "forget",
}
_COMMAND = re.compile(r"/([A-Za-z_]+)(?:@\w+)?(?:\s+(\S+).*)?\s*", re.DOTALL)
_LINK = re.compile(r"(need|org|event)_([a-z0-9_]+)")


def command_action(text: str) -> str:
    """The action of `/command`, or nothing if it is no command of ours; `/start need_x` opens that answer."""
    found = _COMMAND.fullmatch(text)
    if not found or found[1].lower() not in COMMANDS:
        return ""
    if found[1].lower() == "start" and (link := _LINK.fullmatch(found[2] or "")):
        return f"{link[1]}:{link[2]}"
    return COMMANDS[found[1].lower()]
