"""From a message to a decision, learnt from a small town of phrases."""

import pytest

from bot.core.clauses import Clauses, SmallWords
from bot.core.language import LanguageHints
from bot.core.offices import office_finder
from bot.core.parts import parts
from bot.core.understanding import Given, Lessons, Office, Phrase, Understander

PHRASES = {
    "find_flat": "wohnung suchen|suche eine wohnung|zimmer mieten|günstige wohnung|brauche eine wohnung",
    "learn_german": "deutsch lernen|deutschkurs|wo ist ein deutschkurs|sprachkurs finden|kurs für deutsch",
    "find_doctor": "arzt suchen|brauche einen arzt|kinderarzt|zahnarzt gesucht|hausarzt finden",
    "job_application": "hilfe bei bewerbung|bewerbung schreiben|lebenslauf|anschreiben für eine stelle",
    "jobcenter_benefit": "bürgergeld beantragen|jobcenter zahlt nicht|leistung vom jobcenter",
    "emergency": "notarzt bitte schnell|es brennt feuer|krankenwagen rufen|jemand blutet|kind atmet nicht",
    "violence_against_women": "mein mann schlägt mich|angst vor meinem mann|frauenhaus|er bedroht mich",
    "location": "wo ist das zentrum|adresse|wie komme ich zu euch|wo seid ihr",
    "contact": "telefonnummer|telefon|e-mail adresse|wie erreiche ich euch",
    "greeting": "hallo|guten tag|servus|grüß gott",
    "thanks": "danke|vielen dank|danke schön",
}
OUTSIDE = "wetter morgen|fußball ergebnis|witz erzählen|rezept für kuchen|horoskop|lotto zahlen"
OFFICES = [
    Office("jobcenter", ("Jobcenter", "جوب سنتر"), ("jobcenter_benefit",)),
    Office("vhs", ("Volkshochschule", "vhs"), ("learn_german",)),
]
WORDS = SmallWords(
    ("^kein", "^keine", "brauche keine", "will nicht"),
    ("sondern", "aber"),
    ("und",),
    {"de": ("hund", "papagei", "new york")},
    ("essling",),
)
FOREIGN = [("onde posso aprender alemão você não obrigado para uma casa", "pt")]


@pytest.fixture(scope="module")
def understander() -> Understander:
    """A small town that speaks German."""
    phrases = [Phrase(text, need, "de") for need, texts in PHRASES.items() for text in texts.split("|")]
    outside = [Phrase(text, None, "de") for text in OUTSIDE.split("|")]
    turkish = [
        Phrase("ev arıyorum", "find_flat", "tr"),
        Phrase("kocam beni dövüyor", "violence_against_women", "tr"),
    ]
    lessons = Lessons([*phrases, *outside, *turkish], tuple(PHRASES), ("de", "tr"), FOREIGN)
    return Understander.learn(lessons, Given(OFFICES, WORDS))


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("Ich suche eine Wohnung!", "find_flat"),
        ("DEUTSCHKURS", "learn_german"),
        ("wonung suchn", "find_flat"),
        ("Hilfe bei der Bewerbung", "job_application"),
        ("ev arıyorum", "find_flat"),
    ],
)
def test_the_need_comes_first(understander: Understander, text: str, need: str) -> None:
    """Plain, shouted or misspelt: the need comes first."""
    assert understander.understand(text).needs[0][0] == need


@pytest.mark.parametrize("text", ["mein Mann schlägt mich", "hab angst vor mein mann", "kocam beni dövüyor"])
def test_violence_is_answered(understander: Understander, text: str) -> None:
    """A message about violence is answered, whatever its score."""
    found = understander.understand(text)

    assert found.decision == "answer"
    assert found.chosen[0] == "violence_against_women"


def test_danger_comes_before_another_need(understander: Understander) -> None:
    """Danger leads, also where it stands in the second sentence."""
    found = understander.understand("Ich suche eine Wohnung. Mein Mann schlägt mich.")

    assert found.chosen[0] == "violence_against_women"
    assert found.needs[0][0] == "violence_against_women"


def test_help_with_an_application_is_no_emergency(understander: Understander) -> None:
    """The word for help alone does not raise an alarm."""
    assert "emergency" not in understander.understand("Hilfe bei Bewerbung").chosen


def test_two_needs_lead(understander: Understander) -> None:
    """Two needs joined by "and" are both answered and both lead."""
    found = understander.understand("Deutschkurs und Wohnung suchen")

    assert set(found.chosen) == {"learn_german", "find_flat"}
    assert {need for need, _ in found.needs[:2]} == set(found.chosen)


@pytest.mark.parametrize("text", ["", "🙂", "asdf qwertz", "Lotto Zahlen"])
def test_out_of_scope_is_not_answered(understander: Understander, text: str) -> None:
    """What is not ours is not answered, and three needs are ranked all the same."""
    found = understander.understand(text)

    assert found.decision != "answer"
    assert len(found.needs) >= 3


def test_scores_fall(understander: Understander) -> None:
    """Scores lie between 0 and 1, for every need once."""
    needs = understander.understand("Wohnung oder Arzt").needs

    assert {need for need, _ in needs} == set(PHRASES)
    assert all(0 <= score <= 1 for _, score in needs)


@pytest.mark.parametrize("text", ["vhs", "wo ist die Volkshochschule", "volkshochschuhle telefon"])
def test_question_for_an_office(understander: Understander, text: str) -> None:
    """A question only about an office counts as that office's first need."""
    found = understander.understand(text)

    assert found.organization == "vhs"
    assert found.needs[0][0] == "learn_german"


def test_office_inside_a_need(understander: Understander) -> None:
    """An office named inside a need leaves the need in place."""
    found = understander.understand("suche eine wohnung, das jobcenter hilft mir")

    assert found.organization == "jobcenter"
    assert found.needs[0][0] == "find_flat"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("vhs", "vhs"),
        ("vhb", None),
        ("Jobcentr", "jobcenter"),
        ("جوب سنتر وين", "jobcenter"),
        ("жобцентр", "jobcenter"),
        ("job", None),
    ],
)
def test_names_of_offices(text: str, office: str | None) -> None:
    """Long names forgive slips and scripts, acronyms must be exact."""
    found = office_finder(OFFICES).find(text)

    assert (found.office.id if found else None) == office


def test_hints_decide_where_the_message_does_not(understander: Understander) -> None:
    """A name in any language is answered in the person's."""
    assert understander.understand("vhs", LanguageHints(phone="tr")).language == "tr"


def test_arrays_there_and_back(understander: Understander) -> None:
    """What was learnt survives being kept as arrays."""
    again = Understander.from_arrays(understander.to_arrays(), Given(OFFICES, WORDS))

    assert again.understand("brauche einen Arzt") == understander.understand("brauche einen Arzt")


def test_learning_from_nothing() -> None:
    """A town without phrases understands nothing and does not break."""
    empty = Understander.learn(Lessons([], (), ("de", "en")), Given())

    assert empty.understand("hallo").decision == "reject"


def test_parts_of_a_story() -> None:
    """A story is cut at sentences and long ones into stretches; a short message is not."""
    assert parts("Wohnung gesucht") == []
    assert parts("Hallo. Wohnung gesucht") == ["Hallo", "Wohnung gesucht"]
    assert 1 < len(parts("wort " * 2000)) <= 16


def test_two_needs_are_cut_at_and() -> None:
    """A message is cut at "and" and at commas; one without is not."""
    assert Clauses(WORDS).joined("Wohnung und Deutschkurs") == ["Wohnung", "Deutschkurs"]
    assert Clauses(WORDS).joined("Wohnung") == []


@pytest.mark.parametrize(
    "text",
    [
        "kein Deutschkurs, suche eine Wohnung",
        "Ich brauche keine Bewerbung sondern eine Wohnung",
        "will nicht zum Sprachkurs, aber Zimmer mieten",
    ],
)
def test_what_is_refused_is_not_meant(understander: Understander, text: str) -> None:
    """Who does not want one thing but another gets the other."""
    assert understander.understand(text).chosen == ("find_flat",)


@pytest.mark.parametrize("text", ["keine Wohnung und kein Zimmer", "keine Wohnung, was jetzt"])
def test_what_is_missing_is_meant(understander: Understander, text: str) -> None:
    """Who has none of it looks for it, as long as nothing else is asked for."""
    assert understander.understand(text).needs[0][0] == "find_flat"


def test_a_mere_refusal_is_asked_back(understander: Understander) -> None:
    """Who only says what they do not want is asked, not sent there."""
    assert understander.understand("ich brauche keine Wohnung").decision == "clarify"


def test_danger_is_heard_in_a_refused_clause(understander: Understander) -> None:
    """Danger counts wherever it stands."""
    found = understander.understand("Ich will nicht nach Hause, mein Mann schlägt mich")

    assert found.chosen[0] == "violence_against_women"


def test_a_language_not_ours_is_noticed(understander: Understander) -> None:
    """A message in another language is answered in the phone's language, and its own is named."""
    found = understander.understand("onde posso aprender alemão, você sabe?", LanguageHints(phone="tr"))

    assert (found.language, found.foreign) == ("tr", "pt")
    assert understander.understand("wohnung suchen").foreign is None


@pytest.mark.parametrize(
    "text", ["Arzt für meinen Hund", "Zahnarzt gesucht für Papageien", "Wohnung suchen in New York"]
)
def test_what_is_elsewhere_is_asked_back(understander: Understander, text: str) -> None:
    """Animals and far places make an answer doubtful, in the language of the message only."""
    assert understander.understand(text).decision == "clarify"
    assert not understander.clauses.elsewhere(text, "tr")


def test_who_names_the_town_means_it(understander: Understander) -> None:
    """Somebody who comes from far away and names our town is answered."""
    assert not understander.clauses.elsewhere("aus New York, Wohnung suchen in Esslingen", "de")


def test_danger_is_answered_wherever_it_is(understander: Understander) -> None:
    """A dog does not silence an alarm."""
    assert understander.understand("krankenwagen rufen, der hund blutet").decision == "answer"
