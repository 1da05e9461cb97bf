"""`messages`: texts on their way to the translators and back."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.core.answers import Answers
from bot.core.replies import Reply
from bot.core.voice import Voice
from bot.core.wording import Vocabulary, word
from bot.desk.german_texts import texts
from bot.desk.messages import update
from bot.desk.shelf import bot_template, knowledge_template
from bot.files.catalogues import Voices, catalogue_path
from tests.core.small_town import NOW, Words
from tests.files.small_folder import COURSE, DOCTOR, FILES, SCHOOL, instead, town

CODE = """\
def greet(say):
    # Translators: said first
    return say("Hello {name}", name="x")

LABEL = N_("Stop")
OTHER = _("not ours")
"""
GERMAN = "Deutschkurse gibt es bei der vhs."


def updated(home: Path, changes: Mapping[str, str | None] | None = None, code: str = CODE) -> list[str]:
    """Bring the catalogues of the small town up to date; the lines that were told."""
    (home / "bot").mkdir(exist_ok=True)
    (home / "bot" / "words.py").write_text(code, encoding="utf-8")
    return list(update(town(home, changes), home))


def catalogue(home: Path, language: str, domain: str) -> Catalog:
    """A catalogue that was written."""
    path = catalogue_path(home / "translations", language, domain)
    return read_po(io.BytesIO(path.read_bytes()), locale=language, charset="utf-8")


def translate(home: Path, domain: str, source: str, translation: str) -> None:
    """Write a translation below its source, as a translator does."""
    path = catalogue_path(home / "translations", "tr", domain)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"'),
        encoding="utf-8",
    )


def test_sentences_are_taken_from_the_code(tmp_path: Path) -> None:
    """What is said or marked goes into the template, with its place and the remark for translators."""
    updated(tmp_path)
    template = bot_template(tmp_path)
    hello = template.get("Hello {name}")

    assert {"Hello {name}", "Stop"} == {message.id for message in template if message.id}
    assert hello
    assert [("bot/words.py", 3)] == hello.locations
    assert ["Translators: said first"] == hello.auto_comments


def test_texts_of_the_town_are_named_by_their_place(tmp_path: Path) -> None:
    """Every text a reader may see is handed out once for each place, with the file it stands in."""
    assert [
        ("knowledge/topics.yaml", "topics/language", "Sprache"),
        ("knowledge/topics.yaml", "topics/health", "Gesundheit"),
        (DOCTOR, "find_doctor/title", "Einen Arzt finden"),
        (COURSE, "learn_german/title", "Deutsch lernen"),
        (COURSE, "learn_german/sentences", GERMAN),
        ("knowledge/hotlines.yaml", "hotlines/dienst/remark", "Ärztlicher Dienst"),
        ("knowledge/hotlines.yaml", "hotlines/dienst/remark", "rund um die Uhr"),
        (SCHOOL, "schule/description", "Kurse für alle"),
        (SCHOOL, "schule/remark", "vormittags"),
        (SCHOOL, "haupthaus/remark", "im Hof"),
        (SCHOOL, "schule/kurse/name", "Deutschkurse"),
        (SCHOOL, "schule/kurse/fees_description", "kostenlos"),
        (SCHOOL, "schule/tests/name", "Einstufung"),
        (SCHOOL, "schule/tests/description", "ein Test"),
    ] == list(texts(town(tmp_path).files))


def test_what_is_not_shown_is_not_translated(tmp_path: Path) -> None:
    """Translators get no sentence of low confidence."""
    ids = {message.id for message in knowledge_template(town(tmp_path).files)}

    assert GERMAN in ids
    assert "Das ist noch ein Gerücht." not in ids


def test_every_text_a_reader_sees_can_be_translated(tmp_path: Path) -> None:
    """Each context under which an answer looks for a translation is one that translators are given."""
    small = town(tmp_path)
    knowledge = small.files.knowledge(small.intents.needs, examples=True)
    answers, asked = Answers(knowledge, NOW), Recorder()
    screens = (
        *(answers.need(need) for need in knowledge.guides),
        *(answers.more(need) for need in knowledge.guides),
        *(answers.offer(ref) for ref in knowledge.offers),
        *(answers.organization(name) for name in knowledge.organizations),
        *(answers.topic(topic) for topic in knowledge.topics),
    )
    voices = {"tr": Voice("tr", asked, asked)}
    word(Reply(screens, "tr", answers.desk()), "tr", Vocabulary(voices, knowledge, {}), NOW)

    assert {(context, text) for _, context, text in texts(small.files)} == asked.seen


class Recorder(Words):
    """A catalogue that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__({})
        self.seen: set[tuple[str, str]] = set()

    def pgettext(self, context: str, message: str) -> str:
        """Keep the question."""
        self.seen.add((context, message))
        return message


def test_every_language_gets_its_catalogues(tmp_path: Path) -> None:
    """German needs no translation of the town; all other catalogues and both templates are written."""
    updated(tmp_path)
    written = {
        path.relative_to(tmp_path / "translations").as_posix()
        for path in (tmp_path / "translations").rglob("*.po*")
    }

    assert {
        "bot.pot",
        "knowledge.pot",
        "de/LC_MESSAGES/bot.po",
        "tr/LC_MESSAGES/bot.po",
        "tr/LC_MESSAGES/knowledge.po",
    } == written


def test_english_needs_no_translation_of_the_bot(tmp_path: Path) -> None:
    """The bot's own sentences are English already."""
    updated(tmp_path, {"intents/languages.yaml": "en: {native_name: English}\n"})

    assert not catalogue_path(tmp_path / "translations", "en", "bot").exists()
    assert catalogue_path(tmp_path / "translations", "en", "knowledge").exists()


def test_what_was_done_is_told(tmp_path: Path) -> None:
    """Each language has a line with what is translated and what waits, and all together one at the end."""
    updated(tmp_path)
    translate(tmp_path, "bot", "Stop", "Dur")

    assert [
        "Deutsch (de): 0 von 2 übersetzt, 0 nicht geprüft, 0 veraltet, 2 fehlen, 3 Wörter zu tun",
        "Türkisch (tr): 1 von 16 übersetzt, 0 nicht geprüft, 0 veraltet, 15 fehlen, 32 Wörter zu tun",
        "Zusammen: 1 von 18 übersetzt, 0 nicht geprüft, 0 veraltet, 17 fehlen, 35 Wörter zu tun",
    ] == updated(tmp_path)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Catalogues change only when a text does: no dates, no new order."""
    updated(tmp_path)
    folder = tmp_path / "translations"
    first = {path: path.read_bytes() for path in folder.rglob("*.po*")}
    updated(tmp_path)

    assert first == {path: path.read_bytes() for path in folder.rglob("*.po*")}


def test_catalogues_hold_no_date(tmp_path: Path) -> None:
    """The head of a catalogue does not say when it was made."""
    updated(tmp_path)
    heads = [path.read_text(encoding="utf-8") for path in (tmp_path / "translations").rglob("*.po*")]

    assert [] == [head for head in heads if "-Date" in head or "Generated-By" in head]


def test_translations_are_kept(tmp_path: Path) -> None:
    """A translation stays where its source stays, whatever else changes."""
    updated(tmp_path)
    translate(tmp_path, "knowledge", GERMAN, "Kurs var.")
    updated(tmp_path, instead(DOCTOR, "Einen Arzt finden", "Arzt und Ärztin finden"))
    voices = Voices(tmp_path / "translations", ("tr",))

    assert ("Kurs var.", True) == voices["tr"].translated("learn_german/sentences", GERMAN)


def test_the_translation_of_an_older_text_waits(tmp_path: Path) -> None:
    """When the German changes its translation is marked, told as outdated and not shown."""
    updated(tmp_path)
    translate(tmp_path, "knowledge", GERMAN, "Kurs var.")
    newer = GERMAN.replace("bei der vhs", "bei der Volkshochschule")
    told = updated(tmp_path, instead(COURSE, GERMAN, newer))
    voices = Voices(tmp_path / "translations", ("tr",))

    assert "0 von 16 übersetzt, 0 nicht geprüft, 1 veraltet, 15 fehlen" in told[1]
    assert (newer, False) == voices["tr"].translated("learn_german/sentences", newer)
    assert GERMAN in catalogue_path(tmp_path / "translations", "tr", "knowledge").read_text(encoding="utf-8")


def test_a_text_that_is_gone_is_no_longer_counted(tmp_path: Path) -> None:
    """A sentence taken out of the code leaves the catalogue's count."""
    updated(tmp_path)
    told = updated(tmp_path, code='say("Hello {name}")\n')

    assert told[1].startswith("Türkisch (tr): 0 von 15 übersetzt")


@pytest.mark.parametrize("domain", ["bot", "knowledge"])
def test_umlauts_and_other_scripts_survive(tmp_path: Path, domain: str) -> None:
    """Catalogues are written in UTF-8."""
    source = {"bot": "Stop", "knowledge": "Kurse für alle"}[domain]
    updated(tmp_path)
    translate(tmp_path, domain, source, "Dur – قف – стій")
    updated(tmp_path)
    contexts: dict[str, Any] = {"bot": None, "knowledge": "schule/description"}
    message = catalogue(tmp_path, "tr", domain).get(source, contexts[domain])

    assert message
    assert "Dur – قف – стій" == message.string


def test_unreviewed_machine_translations_are_counted(tmp_path: Path) -> None:
    """A remark that nobody has read a translation yet is counted until it is taken away."""
    updated(tmp_path)
    path = catalogue_path(tmp_path / "translations", "tr", "bot")
    marked = path.read_text(encoding="utf-8").replace(
        '#: bot/words.py:5\nmsgid "Stop"\nmsgstr ""',
        '# machine translation, not reviewed\n#: bot/words.py:5\nmsgid "Stop"\nmsgstr "Dur"',
    )
    path.write_text(marked, encoding="utf-8")

    assert "1 von 16 übersetzt, 1 nicht geprüft" in updated(tmp_path)[1]


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """Texts of files that cannot be read are missing, all others are handed out."""
    broken = town(tmp_path, {COURSE: FILES[COURSE] + "\t- x\n"})
    files = {file for file, _, _ in texts(broken.files)}

    assert {"knowledge/topics.yaml", DOCTOR, "knowledge/hotlines.yaml", SCHOOL} == files
