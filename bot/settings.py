"""The environment (or `.env`) -> settings, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """All that can be set from outside; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    database_url: str = f"sqlite+aiosqlite:///{HOME / 'var' / 'wegweiser.sqlite3'}"
    knowledge_dir: Path = HOME / "knowledge"
    intents_dir: Path = HOME / "intents"
    translations_dir: Path = HOME / "translations"
    cache_dir: Path = HOME / "var" / "cache"
    show_examples: bool | None = None
    """example times: None means only where nobody can be misled, in the terminal without a token"""
    staff_chat_id: int | None = None
    """the Telegram group of the team; without it nobody is written to, the contact of the centre is shown"""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
