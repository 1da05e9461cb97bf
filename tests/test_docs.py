"""The documents tell the truth about commands, settings and fields."""

import re

from bot.core.commands import COMMANDS
from bot.settings import Settings
from run_bot import _parser
from tests.conftest import HOME


def text(name: str) -> str:
    """A document."""
    return (HOME / name).read_text(encoding="utf-8")


def test_every_verb_is_in_the_readme() -> None:
    """Each verb of run_bot.py is named in the README."""
    verbs = next(action.choices for action in _parser()._actions if action.choices)

    assert [] == [verb for verb in verbs if f"run_bot.py {verb}" not in text("README.md")]


def test_every_setting_is_in_the_example_and_the_readme() -> None:
    """Each setting stands in .env.example and in the README."""
    names = [name.upper() for name in Settings.model_fields]

    assert [] == [name for name in names if f"#{name}=" not in text(".env.example")]
    assert [] == [name for name in names if name not in text("README.md")]


def test_every_command_is_in_the_readme() -> None:
    """Each slash command is named in the README."""
    assert [] == [command for command in COMMANDS if f"/{command}" not in text("README.md")]


def test_the_quick_start_has_exactly_two_lines() -> None:
    """The block under Quick start holds the two commands and nothing else."""
    block = re.search(r"## Quick start.*?```\w*\n(.*?)```", text("README.md"), re.DOTALL)

    assert block
    assert 2 == len(block[1].strip().splitlines())
    assert not re.search(r"^\s*#|\\$|\bcd \b|git clone", block[1], re.MULTILINE)


def test_every_file_a_document_names_exists() -> None:
    """Paths in code marks in README and docs lead to something."""
    documents = [HOME / "README.md", *(HOME / "docs").glob("*.md")]
    named = {
        (document.name, path)
        for document in documents
        for path in re.findall(
            r"`((?:bot|docs|tests|knowledge|intents|translations|benchmarks)/[\w./-]+)`",
            document.read_text(encoding="utf-8"),
        )
    }

    assert set() == {(document, path) for document, path in named if not (HOME / path).exists()}


def test_locks_hold_hashes_and_no_addresses() -> None:
    """Every pinned package has a hash, and no index address stands in the locks."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = text(name)

        assert lock.count("==") <= lock.count("--hash=sha256:")
        assert "://" not in lock
