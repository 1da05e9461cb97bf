"""What the tests of a volunteer's file share: a town whose catalogues may be changed, and an editor."""

import shutil
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Message

from bot.desk import shelf
from bot.files import po_files
from bot.files.town import Folders, Town, read
from tests.conftest import HOME


def copied(home: Path, *languages: str) -> Town:
    """Esslingen with texts and catalogues of its own."""
    folder = home / "translations"
    folder.mkdir()
    for name in ("bot.pot", "knowledge.pot"):
        shutil.copy(HOME / "translations" / name, folder / name)
    for language in languages:
        shutil.copytree(HOME / "translations" / language, folder / language)
    shutil.copytree(HOME / "knowledge", home / "knowledge")
    return town_in(home)


def town_in(home: Path) -> Town:
    """The town as its files are now."""
    return read(Folders(home / "knowledge", HOME / "intents", home / "translations", None), phrases=False)


def stored(town: Town, language: str = "tr") -> dict[str, bytes]:
    """The catalogues of a language as they lie on the disk."""
    folder = town.folders.translations / language / "LC_MESSAGES"
    return {path.name: path.read_bytes() for path in folder.glob("*.po")}


def entry(town: Town, source: str, language: str = "tr") -> Message:
    """An entry as it lies on the disk, by its source."""
    for domain in shelf.domains(language):
        for (_, known), message in po_files.entries(
            shelf.stored(town.folders.translations, language, domain)
        ).items():
            if known == source:
                return message
    raise KeyError(source)


def edited(raw: bytes, source: str, change: Callable[[Message], object], language: str = "tr") -> bytes:
    """The file after one entry was changed in an editor."""
    catalogue = po_files.read(raw.decode(), language)
    change(next(m for (_, known), m in po_files.entries(catalogue).items() if known == source))
    return po_files.written(catalogue).encode()


def confirm(message: Message) -> None:
    """Take "needs work" away."""
    message.flags.discard("fuzzy")


def write(words: str, *, unsure: bool = False) -> Callable[[Message], None]:
    """Type other words; an editor takes "needs work" away then, unless it is set again."""

    def change(message: Message) -> None:
        message.string = words
        (message.flags.add if unsure else message.flags.discard)("fuzzy")

    return change
