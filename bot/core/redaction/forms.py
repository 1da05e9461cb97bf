"""What tells a person by its form: numbers, addresses of the net and names of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.redaction.told import Span, Told

LEVEL = re.compile(r"[A-Ca-cАБВСабвсΑΒαβ][12]")  # of a language course, in three alphabets
_ENDINGS = (
    "com|net|org|info|eu|de|at|ch|fr|es|it|ro|pl|hr|rs|ba|si|gr|al|xk|tr|ua|ru|by|me|io|gg|ly|app|dev|link"
    "|site|online|shop|biz|us|uk|co|ca|cc|to|tv|be|nl|ir|iq|sy|lb|af|pk|so|er|et|se|no|dk|su|рф|укр|срб"
)
_PROVIDERS = "gmail|googlemail|gmx|hotmail|yahoo|outlook|icloud|protonmail|ukr|yandex"
_ADDRESS = re.compile(
    rf"://|www\.|tg:|\w\.[^\W\d_]{{2,}}/|[(\[{{](?:at|ät|dot|punkt)[)\]}}]|\w\.(?:{_ENDINGS})\b|_"
    rf"|\b(?:{_PROVIDERS})\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    rf"[(\[{{](?:at|ät|dot|punkt)[)\]}}]|\W*(?:{_PROVIDERS})\W*", re.IGNORECASE
)  # between spaces
_PROVIDER = re.compile(rf"\W*(?:{_PROVIDERS})\W*", re.IGNORECASE)
_WORD = re.compile("[a0]+")
_CHUNK = re.compile("[^ ]+")
_INNER = re.compile("[a0@].*[a0@]|[a0@]")
_CAPITALS = "[A-ZÄÖÜÇĞİŞÁÉÍÓÚÑÀÈÂÊÎÔÛŁŚŻĆČŠŽĐËȘȚĂА-ЯЁІЇЄҐΑ-Ω]{1,3}"
_CODE = re.compile(rf"\W*{_CAPITALS}(?:-{_CAPITALS})?\W*")  # of a number plate or a passport: AB 123456
_SIGNS = re.compile(r"\W+")


def by_form(told: Told) -> Iterable[Span]:
    """Numbers, addresses of the net and names of accounts, with all that hangs on them."""
    chunks = [found.span() for found in _CHUNK.finditer(told.mask)]
    out = [_tells(told, start, end) for start, end in chunks]
    for at, (start, end) in enumerate(chunks):
        if out[at]:
            inner = _INNER.search(told.mask, start, end)
            yield inner.span() if inner else (start, end)
            yield from (chunks[near] for near in _belonging(told, chunks, at))


def _tells(told: Told, start: int, end: int) -> bool:
    """Whether a stretch without a space has a digit that is no level, an address or an account."""
    mask, text = told.mask[start:end], told.text[start:end]
    if "@" in mask or _ADDRESS.search(text):
        return True
    words = [found.span() for found in _WORD.finditer(mask) if "0" in found.group()]
    return not all(LEVEL.fullmatch(text[first:last]) for first, last in words)


def _belonging(told: Told, chunks: list[Span], at: int) -> Iterable[int]:
    """What belongs to a stretch though a space lies between: `AB 123`, `anna @ web`, `name (at) web`."""
    texts = {
        near: told.text[slice(*chunks[near])] for near in range(max(0, at - 2), min(len(chunks), at + 3))
    }
    if "@" in told.mask[slice(*chunks[at])] or _LOOSE.fullmatch(texts[at]):
        reach = 2 if _PROVIDER.fullmatch(texts[at]) else 1  # "anna at gmail dot com"
        yield from (near for near in range(at - reach, at + reach + 1) if near in texts)
    if at + 1 in texts and _CODE.fullmatch(texts[at + 1]):
        yield at + 1
    for near in (at - 1, at - 2):
        if near not in texts or not (_CODE.fullmatch(texts[near]) or _SIGNS.fullmatch(texts[near])):
            break
        if _CODE.fullmatch(texts[near]):
            yield near
