"""The bot on Telegram, put together: what comes in, who answers, what is sent by itself."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from telegram import Bot, Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.assistant import Assistant, Speaker
from bot.channels import telegram as channel
from bot.channels.telegram_profile import publish_profile
from bot.channels.telegram_sending import Outgoing
from bot.core.conversation import Message, Turn
from bot.deeds import Deeds
from bot.intake import polling
from bot.postman import Postman
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.storage import Storage
from bot.team import Team

log = logging.getLogger(__name__)


class TelegramBot:
    """One bot with its database."""

    def __init__(self, settings: Settings, speaker: Speaker) -> None:
        self.settings, self.speaker = settings, speaker
        self.database = Database(settings.database_url)
        self.storage = Storage(self.database)
        self.assistant = Assistant(speaker, self.storage, Deeds(self.storage))
        staff = settings.staff_chat_id
        self.team = Team(speaker, self.storage, channel.person_of(staff) if staff else None)
        self._postman: Postman | None = None
        self._round: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Poll until the process is told to stop."""
        token = self.settings.telegram_token
        if token is None:
            raise ValueError("TELEGRAM_TOKEN is not set")
        application = polling.build(
            token.get_secret_value(), self.settings.telegram_base_url, self.on_update, self.on_left
        )
        lifetime = polling.Lifetime(self.database.open, self.beside, self.finish, self.database.close)
        polling.run(application, lifetime)

    async def on_update(self, update: Update, bot: Bot) -> None:
        """Answer one update: of the team's group, or of a person."""
        now, staff = datetime.now(UTC), self.settings.staff_chat_id
        outgoing = self._outgoing(bot)
        if staff and update.effective_chat and update.effective_chat.id == staff:
            turn = channel.team_turn(update, staff, now)
            for message in await self.team.handle(turn) if turn else ():
                await outgoing.send(staff, message, update.message.message_id if update.message else None)
            return
        await channel.answer(update, bot, self.handle, now, outgoing)

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer a turn; a fault is noted and told politely."""
        try:
            return await self.assistant.handle(turn)
        except Exception:
            log.exception("a turn failed; the person is told so")
            return self.assistant.trouble(turn)

    async def on_left(self, chat_id: int) -> None:
        """Whoever ends the chat is forgotten."""
        await self.storage.forget(channel.person_of(chat_id))

    async def beside(self, bot: Bot) -> None:
        """What goes on beside the answers: the profile is published, letters are sent."""
        outgoing = self._outgoing(bot)

        async def send(person: str, message: Message, answers: str | None) -> str | None:
            try:
                sent = await outgoing.send(
                    channel.chat_of(person), message, int(answers) if answers else None
                )
            except Forbidden:
                return "gone"
            except (RetryAfter, TelegramError, OSError) as error:
                log.warning("a letter could not be sent yet: %s", type(error).__name__)
                return None
            return str(sent)

        self._postman = Postman(self.speaker, self.storage, self.team, send, lambda: datetime.now(UTC))
        self._round = asyncio.ensure_future(self._postman.run())
        await publish_profile(bot, self.speaker.voices)

    async def finish(self) -> None:
        """Let the letter in hand be sent and noted: later the bot cannot send any more."""
        if self._postman and self._round:
            self._postman.stop()
            await asyncio.gather(self._round, return_exceptions=True)

    def _outgoing(self, bot: Bot) -> Outgoing:
        return Outgoing(bot, self.settings.knowledge_dir / "audio")
