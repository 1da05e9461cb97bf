"""One normalisation for phrases and messages, kind to every script."""

import re
import unicodedata
from operator import itemgetter

LONGEST_TEXT = 4096  # characters; what follows is not read

_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʼʻʹʽ′"))


def _pairs(before: str, after: str) -> dict[int, str]:
    return {ord(old): new for old, new in zip(before, after, strict=True)}


def _rows(first: int, other: int, length: int) -> dict[int, str]:
    """Map a row of syllables (one consonant, every vowel) to another row."""
    return {first + vowel: chr(other + vowel) for vowel in range(length)}


_LETTERS: dict[int, str] = {
    **_pairs("يىېۍےئ", "یییییی"),  # one Arabic, Persian and Pashto ye
    **_pairs("كګڭ", "کگگ"),
    **_pairs("ةہۀەھۃ", "هههههه"),
    **_pairs("ٱؤټډړ", "اوتدر"),
    **_pairs("ıłđøðħŧ", "ildodht"),  # Latin letters that do not decompose
    **_pairs("ґґєэ", "ггее"),
    **_rows(0x1220, 0x1230, 8),  # Ge'ez: two letters for s, for ts and for h sound alike
    **_rows(0x1340, 0x1338, 8),
    **_rows(0x1280, 0x1210, 8),
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
}


class _Characters(dict[int, str | None]):
    """What becomes of a character, worked out at its first appearance."""

    def __missing__(self, code: int) -> str | None:
        result = _LETTERS[code] if code in _LETTERS else _plain(chr(code))
        self[code] = result
        return result


def _plain(character: str) -> str | None:
    """Keep letters and signs, write digits as 0 to 9, drop marks, make the rest a space."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Mn", "Me", "Cf", "Lm", "Sk", "Cs", "Co"}:
        return None
    if category[0] in "LN" or category == "Mc":
        return character
    return f" {character} " if category == "So" else " "


_CHARACTERS = _Characters()
_UMLAUT = re.compile(r"(?<=(?<![aeouq])[aou])e")  # "fuehren" meets "führen", both as "fuhren"
_REPEATED = re.compile(r"(.)\1{2,}")
_SENTENCE_END = re.compile(r"[.!?;:…\n\r。।؟؛።፧]+|,(?=\s)|،")


def tidy(text: str) -> str:
    """Cut a text to what is read, with compatibility forms (wide, ligatures) resolved once."""
    return unicodedata.normalize("NFKC", text[:LONGEST_TEXT])[:LONGEST_TEXT]


def normalise(text: str) -> str:
    """Write a text the one way in which all texts are compared.

    Case, accents, vowel marks, look-alike letters of neighbouring alphabets and letters
    held down too long are levelled; words end up separated by single spaces.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].translate(_APOSTROPHES))
    apart = unicodedata.normalize("NFKD", plain[:LONGEST_TEXT].casefold())
    levelled = apart.translate(_CHARACTERS)[:LONGEST_TEXT]
    once = _REPEATED.sub(itemgetter(1), _UMLAUT.sub("", levelled))
    return " ".join(once.split())


class _Signs(dict[int, str]):
    """Letters, digits, marks and apostrophes stay, all else becomes a space; each worked out once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "'’ʼ"
        self[code] = sign if kept else " "
        return self[code]


_SIGNS = _Signs()


def spelling(text: str) -> str:
    """Lower-case words with their accents, as needed to tell languages apart.

    Digits stay inside words only: "3arabi" is telling, "2026" is not.
    """
    composed = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()[:LONGEST_TEXT]
    return " ".join(word for word in composed.translate(_SIGNS).split() if not word.isdecimal())


def sentences(text: str) -> list[str]:
    """Cut a message at sentence ends, commas and new lines, in every script."""
    return [part for part in map(str.strip, _SENTENCE_END.split(text[:LONGEST_TEXT])) if part]
