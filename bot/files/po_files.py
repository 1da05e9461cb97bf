"""Catalogues (.po) -> Babel's, and back, with the source a translation was made from (`#| msgid`).

Babel writes that line, but breaks it in the middle of words and never reads it: here it travels as a comment.
"""

from __future__ import annotations

import io
import re
from ast import literal_eval
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize, read_po, write_po

HEAD = "# Wegweiser: open with Poedit or any other editor for gettext catalogues."
UNREVIEWED = "machine translation, not reviewed"
"""the remark on a translation that no person has read yet"""
_CHANGING = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
_WIDTH = 110
_PREVIOUS_LINE = re.compile(r"^#\|", re.MULTILINE)
_MARK = "\x01"
_FLAG = re.compile(r"^#(?P<before>.*), previous-(?P<number>\d+)(?P<after>.*)\n", re.MULTILINE)

Key = tuple[str | None, str]
"""context and source: the name of an entry"""


def key(message: Message) -> Key:
    """The name of an entry."""
    return message.context or None, text(message.id)


def text(words: str | Iterable[str] | None) -> str:
    """The source or translation of an entry as one text; of several forms the first."""
    return words if isinstance(words, str) else next(iter(words or ()), "")


def entries(catalogue: Catalog) -> dict[Key, Message]:
    """All entries but the head, in their order."""
    return {key(message): message for message in catalogue if message.id}


def unreviewed(message: Message) -> bool:
    """Whether nobody has read this translation yet."""
    return any(UNREVIEWED in comment for comment in message.user_comments)


def new(language: str | None) -> Catalog:
    """A catalogue without any entry; without a language it is a template."""
    if language is None:
        return Catalog(project="Wegweiser", charset="utf-8", header_comment=HEAD)
    return Catalog(locale=language, project="Wegweiser", charset="utf-8", fuzzy=False, header_comment=HEAD)


def read(raw: str, language: str, *, strict: bool = False) -> Catalog:
    """The catalogue in a text; when strict a line that is none of gettext's raises PoFileError."""
    marked = io.StringIO(_PREVIOUS_LINE.sub(f"#. {_MARK}", raw.replace(_MARK, "")))
    catalogue = read_po(marked, locale=language, charset="utf-8", abort_invalid=strict)
    for message in catalogue:
        lines = [comment for comment in message.auto_comments if comment.startswith(_MARK)]
        if lines:
            message.auto_comments = [line for line in message.auto_comments if line not in lines]
            message.previous_id = _previous(lines)
    return catalogue


def written(catalogue: Catalog) -> str:
    """A catalogue as text; without dates, so that it changes only when an entry does."""
    before: list[str] = []
    for message in catalogue:
        message.flags = {flag for flag in message.flags if not flag.startswith("previous-")}
        if message.id and message.previous_id:
            message.flags.add(f"previous-{len(before)}")
            before.append(text(message.previous_id))
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH)
    lines = [line for line in out.getvalue().decode().split("\n") if not line.startswith(_CHANGING)]

    def previous(found: re.Match[str]) -> str:
        source = normalize(before[int(found["number"])], width=_WIDTH).split("\n")
        told = "".join(f"#| {line}\n" for line in (f"msgid {source[0]}", *source[1:]))
        flags = f"{found['before']}{found['after']}"
        return (f"#{flags}\n" if flags else "") + told

    whole = _FLAG.sub(previous, "\n".join(lines).rstrip("\n") + "\n\n")
    for message in catalogue:
        message.flags = {flag for flag in message.flags if not flag.startswith("previous-")}
    return whole


def keep(path: Path, content: str) -> bool:
    """Write a file that is there whole or not at all, if it is another one; whether it was."""
    raw = content.encode()
    if path.exists() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".po-", delete=False) as beside:
        beside.write(raw)
    try:
        Path(beside.name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(beside.name).replace(path)
    except OSError:
        Path(beside.name).unlink(missing_ok=True)
        raise
    return True


def _previous(lines: Iterable[str]) -> list[str]:
    """`msgid "…"` and its further lines; a context or a plural beside it is not ours."""
    parts, ours = [], False
    for line in (line.removeprefix(_MARK).strip() for line in lines):
        if not line.startswith('"'):
            ours = line.startswith("msgid ")
        if ours and '"' in line:
            with suppress(ValueError, SyntaxError):
                parts.append(str(literal_eval(line[line.index('"') :])))
    return ["".join(parts)] if any(parts) else []
