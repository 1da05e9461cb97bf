"""The most laborious messages, as long as Telegram allows: what a turn takes, from text to worded reply.

    .venv/bin/python -m benchmarks.longest [--all]

Prints the worst of them, or all, each in the state of a talk in which it takes longest.
`tests/test_adversarial.py` asks of the same messages that they are answered.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

from bot.assistant import Speaker
from bot.core.conversation import Conversation, Turn
from bot.core.schedule import BERLIN
from bot.core.text import LONGEST_TEXT
from bot.files.town import Folders, read

HOME = Path(__file__).parent.parent
TARGET = 20  # ms a turn
TRIES = 15
NOW = datetime(2026, 11, 24, 10, tzinfo=BERLIN)
ALPHABETS = {
    "Latin": "aäbcčçdeëêfgğhiıîjklłmnñoöpqrsșştțuüûvwxyzž",
    "Cyrillic": "абвгґдеєёжзиіїйјклљмнњопрстћуфхцчџшщъыьэюя",
    "Greek": "αάβγδεέζηήθιίκλμνξοόπρσςτυύφχψωώ",
    "Arabic": "ءآأابپتثجچحخدذرزژسشصضطظعغفقکگلمنهویېۍټډړڼښږ",
    "Ge'ez": "".join(map(chr, range(0x1200, 0x1248))),
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "Devanagari": "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "Thai": "กขคงจฉชซญดตถทนบปผพฟภมยรลวศสหอฮ",
    "Han": "的一是不了在人有我他这中大来上国",
}
SIGNS = {
    "combining acute": "\u0301",
    "fatha": "َ",
    "virama": "\u094d",
    "zero width joiner": "\u200d",
    "right-to-left override": "\u202e",
    "isolates": "\u2066\u2069",
    "half characters": "\ud83d",
    "letter": "a",
    "alif": "ا",
    "sharp s": "ß",
    "ligature of 18 letters": "ﷺ",
    "ligature fi": "ﬁ",
    "zalgo": "z\u0300\u0316\u0315\u0334\u0489a\u0360\u0321",
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "flags": "🇩🇪",
    "skin tones": "👍🏿",
    "punctuation": "?!.,;:-",
    "dots": ".",
    "commas": ", ",
    "digits": "0123456789",
    "digits of all": "٣۴४᠔5",
    "line breaks": "\n",
    "carriage returns": "\r\n",
    "spaces": " ",
    "tabs": "\t",
    "controls": "\x01\x7f\x9f",
    "one letter a word": "a ",
    "sentences of a letter": "а. ",
    "apostrophes": "a'",
    "hyphens": "a-",
    "tags": "<b>&amp;",
    "commands": "/start ",
    "pair of scripts": "aя",
    "German and Arabic": "Wohnung شقة ",
    "not": "kein ",
    "and": "und ",
    "but": "aber nicht ",
    "danger": "Hilfe, er schlägt mich! ",
    "words of five languages": "work работа δουλειά عمل ስራሕ ",
}


def filled(piece: str) -> str:
    """A piece over and over, up to the longest text."""
    return (piece * (LONGEST_TEXT // len(piece) + 1))[:LONGEST_TEXT]


def two_letter_words(alphabet: str) -> str:
    """2,000 words of two letters, no two neighbours alike; the longest text holds 1,365 of them."""
    pairs = (one + other for step in range(len(alphabet)) for one, other in _shifted(alphabet, step))
    return " ".join(islice(cycle(pairs), 2000))


def _shifted(alphabet: str, step: int) -> Iterable[tuple[str, str]]:
    return zip(alphabet, alphabet[step:] + alphabet[:step], strict=True)


def messages(phrases: Iterable[str]) -> dict[str, str]:
    """name -> message. The phrases are those the bot has learnt from, so that many features are known."""
    known = list(phrases)
    words = list(dict.fromkeys(word for text in known for word in text.split()))
    glued = "".join(text.split()[0] for text in known)
    return {
        **{f"letters: {name}": filled(letters) for name, letters in ALPHABETS.items()},
        **{f"words: {name}": two_letter_words(letters) for name, letters in ALPHABETS.items()},
        **{f"over and over: {name}": filled(signs) for name, signs in SIGNS.items()},
        "alternating scripts": filled(" ".join(letters[:6] for letters in ALPHABETS.values()) + " "),
        "first words glued": glued[:LONGEST_TEXT],
        "a wish, first words glued": f"am Abend für Frauen {glued}"[:LONGEST_TEXT],
        "a refusal, first words glued": f"ich will keine Wohnung, {glued}"[:LONGEST_TEXT],
        "a wish, 39 endless words": f"am Abend {_in_pieces(glued, 39)}",
        "60 endless words": _in_pieces(glued, 60),
        "16 endless sentences": _in_pieces(glued, 16, ". "),
        "phrases in a row": " ".join(known)[:LONGEST_TEXT],
        "phrases as sentences": ". ".join(known)[:LONGEST_TEXT],
        "different words": " ".join(words)[:LONGEST_TEXT],
        "words shuffled": " ".join(words[start] for start in _jumps(len(words)))[:LONGEST_TEXT],
        "longer than allowed": "Wohnung " * 100_000,
    }  # fmt: skip


def _in_pieces(text: str, number: int, between: str = " ") -> str:
    size = LONGEST_TEXT // number - len(between)
    return between.join(text[start : start + size] for start in range(0, size * number, size))


def _jumps(number: int) -> Iterator[int]:
    """All numbers in an order in which no neighbours follow each other."""
    return (start for offset in range(97) for start in range(offset, number, 97))


def states(speaker: Speaker) -> dict[str, Conversation]:
    """name -> where a talk may stand when a message comes: at its start, among offers, before the team."""
    asked = speaker.decide(Turn("", NOW, text="akşam almanca kursu"), Conversation())[1]
    return {
        "fresh": Conversation(),
        "after an answer": asked,
        "asked for a question": speaker.decide(Turn("", NOW, action="talk:"), asked)[1],
    }


def turns(speaker: Speaker, texts: dict[str, str]) -> Iterator[tuple[float, str]]:
    """The quickest of some turns for each message, in ms, with its name; of all states the slowest."""
    talks = states(speaker)
    for name, text in texts.items():
        turn = Turn("", NOW, text=text)
        took, state = max(
            (min(_once(speaker, turn, talk) for _ in range(TRIES)), s) for s, talk in talks.items()
        )
        yield took, f"{name} ({state})"


def _once(speaker: Speaker, turn: Turn, talk: Conversation) -> float:
    start = time.perf_counter()
    reply, _ = speaker.decide(turn, talk)
    speaker.words(reply, turn)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    town = read(Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", HOME / "var" / "cache"))
    speaker = Speaker(town.centre(examples=True, team=True), town.voices, town.language_names)
    found = sorted(turns(speaker, messages(phrase.text for phrase in town.intents.phrases)), reverse=True)
    for took, name in found if "--all" in sys.argv[1:] else found[:10]:
        print(f"{took:7.1f} ms  {name}")
    print(f"\n{len(found)} messages, the worst takes {found[0][0]:.1f} ms, the target is {TARGET} ms")


if __name__ == "__main__":
    main()
