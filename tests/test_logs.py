"""A log holds no secret and no word of a person, whatever is logged."""

import logging
import subprocess
import sys

import pytest
from sqlalchemy.exc import OperationalError
from telegram.error import InvalidToken

from bot.app import reason
from bot.logs import Redacting
from bot.settings import Settings
from bot.storage.alone import AlreadyRunning
from tests.conftest import HOME

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFak"  # noqa: S105 - nobody's
WORDS = "Mein Vermieter heißt Maulwurf"
TELLING = """\
import logging, sys, warnings
from bot import logs
logs.set_up("DEBUG", "geheim123")
logging.getLogger("bot.x").debug("our own detail")
logging.getLogger("telegram.Bot").debug("Calling sendMessage with Maulwurf")
logging.getLogger("telegram.request").error("no JSON: Maulwurf")
logging.getLogger("library").warning("postgresql://u:geheim123@host")
raise ValueError("Maulwurf")
"""


@pytest.fixture
def formatter() -> Redacting:
    """As the bot logs, with secrets of its own."""
    return Redacting("%(levelname)s %(name)s: %(message)s", ("geheim@123", TOKEN, "kurz"))


def record(
    words: str, *parts: object, name: str = "bot.x", error: BaseException | None = None
) -> logging.LogRecord:
    """One line to be logged."""
    raised = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, words, parts, raised)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot<secret>/getMe"),
        ("POST /bot987654321:BBFakeFakeFakeFakeFake-_k/x", "POST /bot<token>/x"),
        ("bot987654321%3ABBFakeFakeFakeFakeFake-_k", "bot<token>"),
        ("u:geheim@123@host u:geheim%40123@host", "u:<secret>@host u:<secret>@host"),
        ("kurz und 12:30", "kurz und 12:30"),
    ],
)
def test_secrets_are_taken_out(formatter: Redacting, words: str, line: str) -> None:
    """Any token, and what is secret as it is and as it stands in an address; no ordinary word."""
    assert f"ERROR bot.x: {line}" == formatter.format(record("%s", words))


def test_the_words_of_an_error_are_left_out(formatter: Redacting) -> None:
    """Of an error and those behind it the kind and the place are told, nothing they say."""
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise ValueError(f"cannot read {WORDS}") from error
    except ValueError as error:
        told = formatter.format(record("a part has failed", error=error))

    assert "Maulwurf" not in told
    assert ["KeyError", "ValueError"] == [line for line in told.splitlines() if line.endswith("Error")]
    assert "test_logs.py" in told


def test_a_task_s_error_is_not_shown(formatter: Redacting) -> None:
    """What asyncio says of a task that nobody waited for would hold the words of its error."""
    words = "Task exception was never retrieved\nfuture: <Task exception=ValueError('%s')>"
    told = formatter.format(record(words, WORDS, name="asyncio"))

    assert "ERROR asyncio: Task exception was never retrieved" == told


def test_a_program_that_ends_by_an_error_tells_no_words() -> None:
    """What ends it is logged as all else; libraries are asked for warnings only, we for all."""
    done = subprocess.run(
        [sys.executable, "-c", TELLING], cwd=HOME, capture_output=True, text=True, timeout=60, check=False
    )

    assert 1 == done.returncode
    assert "our own detail" in done.stderr
    assert "CRITICAL bot: ended by an error" in done.stderr
    assert "ValueError" in done.stderr
    assert [] == [
        word for word in ("Maulwurf\n", "Maulwurf')", "with Maulwurf", "geheim123@") if word in done.stderr
    ]


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgresql+psycopg://bot:geheim%40123@localhost/x", "geheim@123"),
        ("postgresql+psycopg://bot@/x?host=/run&password=geheim123", "geheim123"),
    ],
)
def test_the_settings_know_what_is_secret(url: str, password: str) -> None:
    """The token, the secret of the webhook and the password of the database."""
    hook = {"webhook_url": "https://example.org/hook", "webhook_secret": "a-secret-of-the-tests"}
    settings = Settings(telegram_token=TOKEN, database_url=url, **hook)  # type: ignore[arg-type]

    assert {TOKEN, "a-secret-of-the-tests", password} <= set(settings.secrets)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InvalidToken(TOKEN), "setting TELEGRAM_TOKEN: Telegram does not know this token."),
        (AlreadyRunning("x.sqlite3"), "setting DATABASE_URL: another process is using x.sqlite3"),
        (
            OperationalError("select", {"x": WORDS}, Exception("refused\nat all")),
            "setting DATABASE_URL: refused",
        ),
        (OSError(98, "in use"), "[Errno 98] in use"),
        (KeyError(WORDS), None),
    ],
)
def test_what_keeps_the_bot_from_working_is_one_line(error: Exception, line: str | None) -> None:
    """It names the setting, and no secret; a fault of ours is none of these."""
    assert line == reason(error)
