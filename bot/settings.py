"""The environment (or `.env`) -> settings, read once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent
_PASSWORD = re.compile(r"://[^:/@]*:([^@]+)@|[?&]password=([^&]+)")


class Settings(BaseSettings):
    """All that can be set from outside; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    database_url: str = f"sqlite:///{HOME / 'var' / 'wegweiser.sqlite3'}"
    knowledge_dir: Path = HOME / "knowledge"
    intents_dir: Path = HOME / "intents"
    translations_dir: Path = HOME / "translations"
    cache_dir: Path = HOME / "var" / "cache"
    show_examples: bool | None = None
    """example times: None means only where nobody can be misled, in the terminal without a token"""
    staff_chat_id: int | None = None
    """the Telegram group of the team; without it nobody is written to, the contact of the centre is shown"""
    coordinator_ids: Annotated[tuple[int, ...], NoDecode] = ()
    """the Telegram accounts of those who may look after the offers on the phone"""
    webhook_url: str | None = None
    """where Telegram brings updates; without it they are fetched by long polling"""
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: SecretStr | None = None
    health_listen: str | None = None
    """host:port of /healthz and /metrics"""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may read in a log: the token, the secret of the webhook, the database's password."""
        told = [held.get_secret_value() for held in (self.telegram_token, self.webhook_secret) if held]
        found = _PASSWORD.search(self.database_url)
        password = found[1] or found[2] if found else ""
        return (*told, password, unquote(password))

    @field_validator("coordinator_ids", mode="before")
    @classmethod
    def _are_numbers(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        ids = value.replace(",", " ").split()
        if not all(re.fullmatch(r"[1-9]\d{0,14}", each) for each in ids):
            raise ValueError("write numbers, for example 12345678, 87654321; @userinfobot tells yours")
        return tuple(map(int, ids))

    @field_validator("webhook_listen", "health_listen")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\S*:\d{1,5}", value):
            raise ValueError("write host:port, for example 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if self.webhook_url and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            raise ValueError("WEBHOOK_URL needs WEBHOOK_SECRET: 16 to 256 of A-Z a-z 0-9 _ -")
        if self.webhook_url and not self.webhook_url.startswith(("https://", "http://127.0.0.1")):
            raise ValueError("WEBHOOK_URL must begin with https://")
        return self
