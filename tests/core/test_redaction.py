"""What is taken out of a question before anyone may read it, in every language; and what stays."""

import re
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.redaction import LONGEST_REDACTED, Redaction
from bot.files import redaction_file

ROOT = Path(__file__).resolve().parent.parent.parent
READ = redaction_file.read(ROOT / "intents")
REDACTION = READ.redaction or Redaction({})
LEVEL = re.compile(r"(?<![^\W_])[A-Ca-cАБВСабвсΑΒαβ][12](?![^\W_])")

INTRODUCTIONS = {
    "de": ["Ich heiße {} und suche Arbeit", "mein name ist {}, ich brauche hilfe", "Sie heißt {}. Kita?",
           "{} heiße ich", "Viele Grüße {}"],
    "en": ["my name is {} and I need a doctor", "I am called {}, where is the school?", "call me {} please"],
    "ar": ["اسمي {} وأبحث عن سكن", "أنا اسمي {}، أين المدرسة؟",
           "ismi {} min souria", "ana esmi {} w bidi kors"],
    "fa": ["اسم من {} است", "نامم {} است و کار می‌خواهم", "esmam {} hast"],
    "tr": ["Benim adım {} ve iş arıyorum", "adim {}, kurs nerede", "ismim {} merhaba"],
    "uk": ["Мене звати {}, шукаю роботу", "мене звуть {} і я шукаю житло", "mene zvaty {} i shukayu"],
    "ru": ["Меня зовут {}, нужна помощь", "моё имя {} и я ищу работу", "menya zovut {} i ya ishchu"],
    "fr": ["Je m'appelle {} et je cherche", "je mappelle {}, bonjour", "mon nom est {} et je viens"],
    "es": ["Me llamo {} y busco piso", "mi nombre es {}, hola", "mi hija se llama {} y tiene fiebre"],
    "it": ["Mi chiamo {} e cerco casa", "il mio nome è {}, ciao", "mi kiamo {} e cerco"],
    "ro": ["Mă numesc {} și caut", "ma cheama {} si caut", "numele meu este {}, bună"],
    "pl": ["Nazywam się {} i szukam", "mam na imię {}, szukam", "nazywam sie {} z Polski"],
    "hr": ["Zovem se {} i tražim posao", "moje ime je {}, bok", "Зовем се {} и тражим посао"],
    "el": ["Με λένε {} και ψάχνω", "ονομάζομαι {}, γεια", "me lene {} kai thelo"],
    "sq": ["Quhem {} dhe kërkoj", "më quajnë {}, tung", "emri im eshte {} dhe dua"],
    "ku": ["Navê min {} e û ez", "nave min {} e", "ji min re dibêjin {} û"],
    "so": ["magacaygu waa {} waxaan", "Magaceygu waa {}, fadlan", "waxaa la i yiraahdaa {} oo"],
    "ti": ["ስመይ {} እዩ", "ኣነ ስመይ {} ካብ ኤርትራ", "semey {} eyu", "{} እበሃል"],
    "ps": ["زما نوم {} دی", "نوم مې {} دی، سلام", "زه {} نومېږم", "zama num {} dai"],
}  # fmt: skip
NAMES = {
    "ar": "زكوان فلفلي",
    "fa": "زکوان فلفلی",
    "ru": "Жукован Фэлле",
    "uk": "Жукован Фелле",
    "ti": "ዘኩዋን",
    "ps": "ژکوان",
}
ANY_NAME = "xavqan felleri"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (sentence, name)
        for language, sentences in INTRODUCTIONS.items()
        for sentence in sentences
        for name in dict.fromkeys((ANY_NAME.title(), ANY_NAME, NAMES.get(language, ANY_NAME)))
        if "نومېږم" not in sentence or name == NAMES["ps"]
    ],
)
def test_a_name_after_an_introduction_is_taken_out(sentence: str, name: str) -> None:
    """Whoever says the own name, in capitals or not, in whatever alphabet, is not known by it any more."""
    redacted = REDACTION.redact(sentence.format(name))

    assert [] == [part for part in name.split() if part in redacted]
    assert "[…]" in redacted


def test_every_language_has_three_introductions() -> None:
    """None of the languages is forgotten, here or in the file."""
    assert 3 <= min(map(len, INTRODUCTIONS.values()))
    assert set(INTRODUCTIONS) == set(READ.words)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Ich heiße Ahmad Al-Masri und suche eine Wohnung", "Ich heiße […] und suche eine Wohnung"),
        ("ich bin Samira, brauche Kita", "ich bin […], brauche Kita"),
        ("I'm Kofi and I need work", "I'm […] and I need work"),
        ("mein sohn ahmad braucht kita", "mein sohn […] braucht kita"),
        ("Mein Mann sucht Arbeit", "Mein Mann sucht Arbeit"),
        ("Frau Müller und Herr dr. xavqan", "Frau […] und Herr […]"),
        ("Mrs. Smith and г-н Петренко", "Mrs. […] and г-н […]"),
        ("اسمي محمد بن عبد الرحمن وأبحث عن سكن", "اسمي […] وأبحث عن سكن"),
        ("ابني علي عمره ست سنين", "ابني […] عمره ست سنين"),
        ("السيد فلفلي في المكتب", "السيد […] في المكتب"),
        ("Danke, Ahmad Hassan", "Danke, […]"),
        ("Name: xavqan", "Name: […]"),
        ("im Kopf, am Tag", "im Kopf, am Tag"),
    ],
)
def test_names_after_titles_and_kin_are_taken_out(text: str, redacted: str) -> None:
    """Titles, kin and common names tell a name; what stands around it keeps its spelling."""
    assert redacted == REDACTION.redact(text)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Tel. 0711 / 12 34-56, danke", "Tel. […], danke"),
        ("رقمي ٠١٧٦ ١٢٣ ٤٥٦ شكرا", "رقمي […] شكرا"),
        ("شماره من ۰۱۷۶۱۲۳۴۵۶ است", "شماره من […] است"),
        ("DE89 3704 0044 0532 0130 00", "[…]"),
        ("Ausweis AB 1234567 verloren", "Ausweis […] verloren"),
        ("am 24.12.2026 oder § 16", "am […] oder § […]"),
        ("null sieben eins eins drei vier", "[…]"),
        ("Deutschkurs B1, A1-A2 oder c1?", "Deutschkurs B1, A1-A2 oder c1?"),
        ("Kurs A1.2", "Kurs […]"),
        ("meine mail: anna.felleri@gmail.com", "meine […]"),
        ("anna (at) gmail.com", "[…]"),
        ("anna at gmail dot com", "[…]"),
        ("siehe https://t.me/anna oder t.me/anna", "siehe […] oder […]"),
        ("insta anna_felleri", "insta […]"),
        ("Ich wohne Plochinger Straße 38", "Ich wohne […]"),
        ("Küferstr. 5a", "[…]"),
        ("Kitaplatz oder Kirchplatz 3", "Kitaplatz oder […]"),
        ("ul. Sienkiewicza 5", "ul. […]"),
        ("rue de la Paix 5", "rue […]"),
        ("Atatürk Caddesi No 5 oturuyorum", "[…] oturuyorum"),
        ("ساكن في شارع فلفلي رقم ١٢", "ساكن في شارع […]"),
        ("", ""),
    ],
)  # fmt: skip
def test_numbers_and_addresses_are_taken_out(text: str, redacted: str) -> None:
    """Numbers of any script, addresses of the net and of houses go; course levels stay."""
    assert redacted == REDACTION.redact(text)


@given(st.text(st.one_of(st.characters(), st.sampled_from("ABC12@ .0٣۴፫½-_ mein Name ist")), max_size=400))
def test_no_digit_and_no_at_sign_survive(text: str) -> None:
    """Whatever is written, no digit but in a course level and no "@" stays, nor more than the limit."""
    redacted = REDACTION.redact(text)

    assert [] == [
        sign for sign in LEVEL.sub("", redacted) if sign.isdigit() or sign.isnumeric() or sign == "@"
    ]
    assert len(redacted) <= LONGEST_REDACTED


def test_a_long_message_is_cut_between_words() -> None:
    """At most 300 characters are kept, and the cut is seen."""
    assert "kita " * 59 + "…" == REDACTION.redact("kita " * 800)


def test_ordinary_questions_stay_as_they_are() -> None:
    """Of the questions without a digit, at least 95 of 100 stay unchanged, in every language."""
    changed = {}
    for path in sorted((ROOT / "tests" / "phrases").glob("??.yaml")):
        phrases = yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
        texts = [phrase["text"] for phrase in chain.from_iterable(phrases.values())]
        plain = [text for text in texts if not any(sign.isnumeric() for sign in text)]
        changed[path.stem] = sum(REDACTION.redact(text) != text for text in plain) / len(plain)

    assert {} == {language: share for language, share in changed.items() if share > 0.05}
