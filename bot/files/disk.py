"""Files as bytes: regular ones only, never more than a limit, every refusal in German."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""a pipe nobody writes to must not keep us waiting"""
_REASONS = {
    errno.ENOENT: ("sie fehlt", "bitte anlegen oder den Namen prüfen"),
    errno.ENOTDIR: ("ihr Ordner fehlt", "bitte Namen und Ordner prüfen"),
    errno.EACCES: ("die Leserechte fehlen", "bitte der Datei und ihrem Ordner Leserechte geben"),
    errno.EPERM: ("die Leserechte fehlen", "bitte der Datei und ihrem Ordner Leserechte geben"),
    errno.ELOOP: ("die Verknüpfung führt im Kreis", "bitte durch die Datei selbst ersetzen"),
    errno.ENAMETOOLONG: ("ihr Name ist zu lang", "bitte kürzer benennen"),
    errno.EISDIR: ("das ist ein Ordner", "bitte umbenennen oder durch eine Datei ersetzen"),
}
_OTHER = ("der Datenträger meldet einen Fehler", "bitte Datei und Datenträger prüfen")
_NO_FILE = ("das ist keine gewöhnliche Datei", "bitte durch eine gewöhnliche Textdatei ersetzen")


class Unreadable(Exception):
    """A file cannot be read, or is none."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.what, self.remedy = f"Datei nicht lesbar ({reason})", remedy


def contents(path: Path, most: int) -> bytes:
    """Up to `most` bytes of a file. Raises Unreadable, also for what would never end or never begin."""
    try:
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable(*_NO_FILE)
            return file.read(most)
    except OSError as error:
        raise Unreadable(*_REASONS.get(error.errno or 0, _OTHER)) from error


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def there(path: Path) -> bool:
    """Whether anything has this name, also what cannot be read: reading it tells why."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, sorted; one that cannot be listed stands for itself: reading it tells why."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError:
        return [folder]
