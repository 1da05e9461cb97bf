"""`new`: entries begun for the coordinator pass the checks, are shown to nobody, and overwrite nothing."""

import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.core.hsds import Organization
from bot.core.knowledge import Guide
from bot.core.language import LanguageHints
from bot.core.understanding import Phrase
from bot.desk import new
from bot.desk.new import Gathering, Refused
from bot.desk.new_language import language
from bot.files import yaml_text
from bot.files.catalogues import catalogue_path
from bot.files.problems import BrokenFiles, Problem
from bot.files.town import Folders, Town, read
from run_bot import main
from tests.files.small_folder import DOCTOR, SCHOOL, TOPICS, town

TODAY = date(2026, 11, 28)
EVENTS = "knowledge/events.yaml"
OTHERS = "intents/other_languages.yaml"
FOREIGN = "# Sprachen, die der Bot nicht spricht\npt: [bom dia]\neo: [saluton]\nhu: [jó napot]\n"


def errors(home: Path) -> list[Problem]:
    """What `check` would call an error, of the town as it lies on the disk now."""
    return [problem for problem in again(home).problems if problem.severity == "error"]


def again(home: Path) -> Town:
    """The town read once more."""
    return read(Folders(home / "knowledge", home / "intents", home / "translations", None))


def files(home: Path) -> dict[str, bytes]:
    """Everything that lies on the disk."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def without_hashes(path: Path) -> Any:
    """The data of a new file in which every template line counts."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(re.sub(r"^# (?=[a-z_0-9]+:|  )", "", line) for line in lines[1:])
    path.write_text(text, encoding="utf-8")
    return yaml_text.read(path).data


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the small town, and with a sentence of the bot to translate."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "words.py").write_text('LABEL = N_("Stop")\n', encoding="utf-8")
    town(tmp_path, {EVENTS: "# Was ansteht\nevents: []\n", OTHERS: FOREIGN})
    return tmp_path


def test_a_new_organization_is_valid_and_shown_to_nobody(home: Path) -> None:
    """The file passes, names its schema, keeps a difficult name, and stays hidden until it was checked."""
    told = new.organization(again(home), "tafel2", 'Tafel: "neu" #2')
    made = again(home).centre(examples=False).knowledge.organizations["tafel2"]
    first = (home / "knowledge/organizations/tafel2.yaml").read_text(encoding="utf-8").partition("\n")[0]

    assert errors(home) == []
    assert "# yaml-language-server: $schema=../schemas/organization.json" == first
    assert made.name == 'Tafel: "neu" #2'
    assert not made.may_be_shown(TODAY)
    assert told[0] == "Angelegt: knowledge/organizations/tafel2.yaml"


def test_what_the_comments_suggest_is_valid(home: Path) -> None:
    """With every template line made real, an organization and a guide still have a form we read."""
    (home / DOCTOR).unlink()
    new.organization(again(home), "tafel2", "Tafel")
    new.guide(again(home), "find_doctor")
    body = Organization.model_validate(without_hashes(home / "knowledge/organizations/tafel2.yaml"))
    guide = Guide.model_validate(without_hashes(home / DOCTOR))

    assert [place.id for place in body.locations] == ["haupthaus"]
    assert len(guide.sentences) == 1


def test_a_description_not_written_yet_is_shown_to_nobody(home: Path) -> None:
    """Even where the organization itself has been checked."""
    new.organization(again(home), "tafel2", "Tafel")
    made = again(home).centre(examples=False).knowledge.organizations["tafel2"]

    assert not made.description.may_be_shown(TODAY, "high")


def test_a_new_service_stands_last_and_is_shown_to_nobody(home: Path) -> None:
    """It takes the needs of its organization; every line that was there stays."""
    before = (home / SCHOOL).read_text(encoding="utf-8")
    new.service(again(home), "schule", "cafe", "Sprachcafé")
    offers = again(home).centre(examples=False).knowledge.offers
    offer = offers["schule/cafe"]

    assert list(offers)[-1] == "schule/cafe"
    assert offer.service.needs == ("learn_german",)
    assert not offer.may_be_shown(TODAY)
    assert (home / SCHOOL).read_text(encoding="utf-8").startswith(before)
    assert errors(home) == []


def test_a_service_can_be_added_to_an_organization_just_begun(home: Path) -> None:
    """A file without any services gets its first one, under the need that is named."""
    new.organization(again(home), "tafel2", "Tafel")
    new.service(again(home), "tafel2", "essen", "Essen", ["find_doctor"])
    made = again(home).centre(examples=False).knowledge.offers["tafel2/essen"]

    assert made.service.needs == ("find_doctor",)
    assert errors(home) == []


def test_a_new_event_is_valid_and_waits_for_its_check(home: Path) -> None:
    """It stands on its day, with low confidence; the comment of the file stays."""
    known = Gathering("fest", "Sommerfest", date(2026, 12, 12), (time(18), time(20)), "schule", ("language",))
    new.event(again(home), known)
    made = again(home).centre(examples=False).knowledge.events["fest"]

    assert (home / EVENTS).read_text(encoding="utf-8").startswith("# Was ansteht\n")
    assert made.start is not None
    assert made.start.isoformat() == "2026-12-12T18:00:00+01:00"
    assert not made.may_be_shown(TODAY)
    assert errors(home) == []


def test_an_event_without_hours_says_that_they_are_open(home: Path) -> None:
    """The placeholder is named as one."""
    told = new.event(again(home), Gathering("fest", "Fest", date(2026, 12, 12), organizer="schule"))

    assert "Platzhalter" in told[1]
    assert errors(home) == []


def test_a_new_closure_is_in_force(home: Path) -> None:
    """The days, the house and the note stand as they were given."""
    new.closure(again(home), date(2026, 12, 24), date(2027, 1, 1), ["schule"], "Ferien: alle")
    (made,) = again(home).centre(examples=False).knowledge.closures

    assert (made.start, made.note, made.organizations) == (date(2026, 12, 24), "Ferien: alle", ("schule",))
    assert errors(home) == []


def test_a_missing_guide_is_begun(home: Path) -> None:
    """A need without a guide is an error; the new file mends it and says nothing unchecked."""
    (home / DOCTOR).unlink()
    before = errors(home)
    new.guide(again(home), "find_doctor", "Zum Arzt")
    made = again(home).centre(examples=False).knowledge.guides["find_doctor"]

    assert len(before) == 1
    assert (made.title, made.sentences) == ("Zum Arzt", ())
    assert errors(home) == []


Make = Callable[[Town], list[str]]
REFUSED: dict[str, tuple[Make, str]] = {
    "organization there": (lambda t: new.organization(t, "schule", "Schule"), "gibt es schon"),
    "bad id": (lambda t: new.organization(t, "Tafel-2", "Tafel"), "geht nicht als Kennung"),
    "path as id": (lambda t: new.organization(t, "../x", "Tafel"), "geht nicht als Kennung"),
    "no name": (lambda t: new.organization(t, "tafel2", "  "), "1 bis 120 Zeichen"),
    "unknown body": (lambda t: new.service(t, "schuhle", "cafe", "Café"), "meinten Sie „schule“"),
    "service there": (lambda t: new.service(t, "schule", "kurse", "Kurse"), "hat schon ein Angebot"),
    "unknown need": (lambda t: new.service(t, "schule", "cafe", "C", ["find_docter"]), "„find_doctor“"),
    "unknown topic": (
        lambda t: new.event(t, Gathering("fest", "Fest", TODAY, None, "schule", ("helth",))),
        "meinten Sie „health“",
    ),
    "nobody invites": (lambda t: new.event(t, Gathering("fest", "Fest", TODAY)), "Wer lädt ein"),
    "ends first": (
        lambda t: new.event(t, Gathering("fest", "Fest", TODAY, (time(20), time(18)), "schule")),
        "nicht nach dem Anfang",
    ),
    "last before first": (lambda t: new.closure(t, TODAY, date(2026, 11, 1)), "vor dem ersten"),
    "closure of nobody": (lambda t: new.closure(t, TODAY, TODAY, ["shule"]), "meinten Sie „schule“"),
    "guide there": (lambda t: new.guide(t, "learn_german"), "gibt es schon"),
    "no such need": (lambda t: new.guide(t, "learn_germn"), "meinten Sie „learn_german“"),
    "language there": (lambda t: language(t, Path(), "tr", "Türkçe"), "gibt es schon"),
    "unknown language": (lambda t: language(t, Path(), "xx", "Xx"), "Babel"),
    "no code": (lambda t: language(t, Path(), "Esperanto", "Esperanto"), "kein Kürzel"),
    "language without a name": (lambda t: language(t, Path(), "eo", " "), "Namen der Sprache"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_made_is_refused_in_german(home: Path, name: str) -> None:
    """The answer says why, and no file has changed."""
    make, reason = REFUSED[name]
    before = files(home)
    with pytest.raises(Refused) as refused:
        make(again(home))

    assert reason in str(refused.value)
    assert before == files(home)


def test_a_new_language_passes_the_checks(home: Path) -> None:
    """Its files are read, nothing is an error, and it is known by its own name."""
    language(again(home), home, "eo", "Esperanto")
    made = again(home)

    assert errors(home) == []
    assert made.language_names["eo"] == "Esperanto"
    assert sorted(path.name for path in (home / "intents/eo").iterdir()) == [
        "cues.yaml", "health.yaml", "language.yaml", "organizations.yaml", "out_of_scope.yaml",
    ]  # fmt: skip


def test_a_new_language_has_catalogues_to_fill(home: Path) -> None:
    """Both lie there, with the texts of today."""
    language(again(home), home, "eo", "Esperanto")
    bot, knowledge = (
        catalogue_path(home / "translations", "eo", domain).read_text(encoding="utf-8")
        for domain in ("bot", "knowledge")
    )

    assert 'msgid "Stop"\nmsgstr ""' in bot
    assert "Deutsch lernen" in knowledge


def test_a_new_language_is_no_longer_one_of_the_others(home: Path) -> None:
    """Its line is gone, its neighbours and the comment stay."""
    language(again(home), home, "eo", "Esperanto")

    assert FOREIGN.replace("eo: [saluton]\n", "") == (home / OTHERS).read_text(encoding="utf-8")


def test_a_new_language_tells_what_each_need_means(home: Path) -> None:
    """Who writes phrases reads it beside the need."""
    language(again(home), home, "eo", "Esperanto")
    text = (home / "intents/eo/health.yaml").read_text(encoding="utf-8")

    assert "phrases: {}\n#   find_doctor:  # find a doctor\n" in text


def test_phrases_stand_below_the_line_of_their_need(home: Path) -> None:
    """Done as the comments say, a first sentence is read."""
    language(again(home), home, "eo", "Esperanto")
    path = home / "intents/eo/health.yaml"
    text = path.read_text(encoding="utf-8").replace("phrases: {}", "phrases:")
    text = text.replace("#   find_doctor:", "  find_doctor:")
    path.write_text(text + "    - mi estas malsana\n", encoding="utf-8")

    assert Phrase("mi estas malsana", "find_doctor", "eo") in again(home).intents.phrases
    assert errors(home) == []


def test_a_town_without_events_and_other_languages_can_begin_both(home: Path) -> None:
    """Files that need not be there are made, or left out."""
    (home / EVENTS).unlink()
    (home / OTHERS).unlink()
    new.event(again(home), Gathering("fest", "Fest", date(2026, 12, 12), organizer="schule"))
    language(again(home), home, "eo", "Esperanto")

    assert "fest" in again(home).centre(examples=False).knowledge.events
    assert not (home / OTHERS).exists()
    assert errors(home) == []


def test_a_language_without_phrases_can_be_learnt_with(home: Path) -> None:
    """Somebody of this language is still understood by words of another one."""
    language(again(home), home, "eo", "Esperanto")
    understood = (
        again(home).centre(examples=False).understander.understand("Deutschkurs", LanguageHints(chosen="eo"))
    )

    assert "learn_german" == understood.needs[0][0]


@pytest.mark.parametrize(("body", "code"), [("schule", 0), ("shule", 1)])
def test_the_verb_ends_well_or_says_why_not(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], body: str, code: int
) -> None:
    """Typed as a command: what was done stands in the output, a refusal among the errors."""
    for folder in ("knowledge", "intents", "translations"):
        monkeypatch.setenv(f"{folder.upper()}_DIR", str(home / folder))
    command = ["run_bot.py", "new", "closure", "2026-12-24", "2027-01-01", "--organization", body]
    monkeypatch.setattr("sys.argv", command)
    ended = main()
    told = capsys.readouterr()

    assert code == ended
    assert "24.12.2026 bis 01.01.2027: schule" in told.out or "meinten Sie „schule“" in told.err


def test_a_language_is_not_begun_over_broken_files(home: Path) -> None:
    """The mistakes are told first; nothing is half made."""
    (home / TOPICS).write_text("topics: [\n", encoding="utf-8")
    before = files(home)
    with pytest.raises(BrokenFiles):
        language(again(home), home, "eo", "Esperanto")

    assert before == files(home)
