"""Where conversations are kept: one memory for each person."""

from __future__ import annotations

from typing import Protocol

from bot.core.conversation import Conversation


class Conversations(Protocol):
    """Where conversations are kept."""

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""

    async def save(self, person: str, conversation: Conversation) -> None:
        """Remember a conversation."""

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""


class MemoryConversations:
    """Conversations that end with the program."""

    def __init__(self) -> None:
        self._rows: dict[str, Conversation] = {}

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""
        return self._rows.get(person, Conversation())

    async def save(self, person: str, conversation: Conversation) -> None:
        """Remember a conversation."""
        self._rows[person] = conversation

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""
        self._rows.pop(person, None)
