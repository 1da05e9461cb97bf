"""Why a file could not be read or written, in German."""

from __future__ import annotations

import errno

_WHY = {
    errno.EACCES: "keine Schreibrechte",
    errno.EPERM: "keine Schreibrechte",
    errno.EROFS: "schreibgeschützt",
    errno.ENOENT: "gibt es nicht mehr",
    errno.ENOSPC: "kein Platz mehr auf der Festplatte",
    errno.EDQUOT: "kein Platz mehr auf der Festplatte",
    errno.EBUSY: "von einem anderen Programm belegt",
    errno.EISDIR: "ist ein Ordner",
}


def why(error: OSError) -> str:
    """The reason; in the words of the machine where we have none."""
    return _WHY.get(error.errno or 0) or error.strerror or type(error).__name__
