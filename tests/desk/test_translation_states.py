"""How far the languages are, as the coordinator reads it."""

from pathlib import Path

from bot.desk.messages import update
from bot.desk.translation_states import Task, open_tasks, states, tasks
from bot.files.catalogues import catalogue_path
from tests.files.small_folder import COURSE, SCHOOL, instead, town

GERMAN = "Deutschkurse gibt es bei der vhs."
NEWER = "Deutschkurse gibt es bei der Volkshochschule."


def translated(home: Path) -> None:
    """Turkish with a text that was read, one that was not, and one whose German then changes."""
    (home / "bot").mkdir()
    list(update(town(home), home))
    path = catalogue_path(home / "translations", "tr", "knowledge")
    text = path.read_text(encoding="utf-8")
    for source, translation in (("Gesundheit", "Sağlık"), ("Sprache", "Dil"), (GERMAN, "Kurs var.")):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    unread = '# machine translation, not reviewed\n#: knowledge/topics.yaml\nmsgctxt "topics/language"'
    text = text.replace('#: knowledge/topics.yaml\nmsgctxt "topics/language"', unread)
    path.write_text(text, encoding="utf-8")


def test_each_text_is_counted_once(tmp_path: Path) -> None:
    """Read, not read, outdated and missing make the total; the words are those of the source to do."""
    translated(tmp_path)
    (turkish,) = [s for s in states(town(tmp_path, instead(COURSE, GERMAN, NEWER))) if s.language == "tr"]

    assert ("Türkisch", 14, 1, 1, 1, 11) == (
        turkish.name,
        turkish.total,
        turkish.done,
        turkish.not_reviewed,
        turkish.outdated,
        turkish.missing,
    )
    assert 28 == turkish.words


def test_the_tasks_show_what_has_changed(tmp_path: Path) -> None:
    """An outdated text comes with its old source and translation, also before `messages` was run."""
    translated(tmp_path)
    found = tasks(town(tmp_path, instead(COURSE, GERMAN, NEWER)), "tr")
    expected = Task(
        "knowledge", "learn_german/sentences", NEWER, NEWER, GERMAN, "Kurs var.", "outdated", COURSE
    )

    assert [expected] == [task for task in found if task.state == "outdated"]
    assert f"    bisher: {GERMAN}" in list(open_tasks(found))


def test_looking_changes_no_file(tmp_path: Path) -> None:
    """Counting writes nothing."""
    translated(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "translations").rglob("*.po*")}
    changed = town(tmp_path, instead(SCHOOL, "im Hof", "im Garten"))
    states(changed)
    tasks(changed, "tr")

    assert before == {path: path.read_bytes() for path in (tmp_path / "translations").rglob("*.po*")}


def test_nothing_to_do_is_said() -> None:
    """An empty list is a sentence."""
    assert ["Nichts ist veraltet, nichts fehlt."] == list(open_tasks([]))
