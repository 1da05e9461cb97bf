"""A rough Latin skeleton of a text, so that one word meets itself in another script.

"kak naiti kvartiru" and its Cyrillic spelling both become "kk nt kvrtr": vowels go, sounds
that alphabets write differently are merged. It is evidence beside the letters, never instead.
"""

import re


def _table(source: str) -> dict[int, str]:
    """Read `letters=sound` pairs; a lone `=` drops the letters."""
    entries = (entry.partition("=") for entry in source.split())
    return {ord(letter): sound for letters, _, sound in entries for letter in letters}


_CYRILLIC = (
    "аеиоуыюяіїєьъј= б=b в=v г=g д=d ж=j з=s к=k л=l м=m н=n п=p р=r с=s т=t ф=f х=h ц=s ч=c ш=c щ=c"
    " ђћ=c љ=l њ=n џ=j"
)
_GREEK = "αεηιουω= β=v γ=g δ=d ζ=s θ=t κ=k λ=l μ=m ν=n ξ=ks π=p ρ=r σς=s τ=t φ=f χ=h ψ=ps"
_ARABIC = (
    "اویعء= ب=b پ=p ت=t ط=t ث=t ج=j چ=c ح=h ه=h خ=h د=d ذ=d ز=s ر=r ژ=j س=s ص=s ش=c ض=d ظ=s غ=g"
    " ف=f ق=k ک=k گ=g ل=l م=m ن=n ڼ=n ښ=c ږ=g څځ=s ڤ=v"
)
_LATIN = (
    "aeiouyw= b=b c=k d=d f=f g=g h=h j=j k=k l=l m=m n=n p=p q=k r=r s=s t=t v=v x=ks z=s 23=  7=h 5=h 6=t"
)
_ETHIOPIC_ROWS = "hlhmsrsckkkkbvtchhnn kkhh  sj ddjgggtcpssfp"  # one sound per row of eight, from U+1200

_SOUNDS = _table(f"{_CYRILLIC} {_GREEK} {_ARABIC} {_LATIN}")
_SOUNDS.update(
    {
        0x1200 + 8 * row + vowel: sound.strip()
        for row, sound in enumerate(_ETHIOPIC_ROWS)
        for vowel in range(8)
    }
)
_DIGRAPHS = re.compile(
    r"tsch|sch|tch|shch|sh|ch|zh|kh|gh|th|dh|ts|tz|ph|ck|c(?=[eiy])|dj|dzh|mp(?=\b)|μπ|ντ|γκ"
)
_DIGRAPH_SOUND = {
    "tsch": "ч", "sch": "ш", "tch": "ч", "shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж",
    "kh": "х", "gh": "г", "th": "т", "dh": "д", "ts": "ц", "tz": "ц", "ph": "ф", "ck": "к", "c": "с",
    "dj": "ж", "dzh": "ж", "mp": "b", "μπ": "b", "ντ": "d", "γκ": "g",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)(?=\1)")


def skeleton(normal: str) -> str:
    """Reduce a normalised text to its consonants, one Latin letter each, words apart."""
    merged = _DIGRAPHS.sub(lambda found: _DIGRAPH_SOUND[found.group()], normal)
    bare = _DOUBLED.sub("", merged.translate(_SOUNDS))
    return " ".join(bare.split())


_ROMAN = _table(
    "а=a б=b в=v г=g д=d е=e ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=ch ш=sh щ=shch"
    " ъь= ю=yu я=ya э=e ы=y і=i ї=yi є=ye ґ=g ё=yo ј=j љ=lj њ=nj ђ=dj ћ=c џ=dz"
    " α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σς=s τ=t υ=y φ=f χ=h ψ=ps ω=o"
    " ά=a έ=e ή=i ί=i ό=o ύ=y ώ=o ϊ=i"
)
_ROMAN_WAYS = (
    {"и": "i", "й": "y"},
    {"и": "y", "й": "j", "ю": "ju", "я": "ja", "є": "je", "ї": "ji", "х": "kh"},
)


def romanised(text: str) -> list[str]:
    """Write lower-case Cyrillic or Greek in Latin letters, the ways people type it; else nothing."""
    ways = [text.translate(_ROMAN | str.maketrans(way)) for way in _ROMAN_WAYS]
    return [] if ways[0] == text else ways
