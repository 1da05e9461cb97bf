"""Which questions are taken to ask alike; the numbers in `likeness` were chosen on these pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.likeness import alike

ALIKE = [
    ("kita platz", "kitaplatz??"),
    ("kita platz", "brauche kita platz"),
    ("kitaplatz??", "brauche kita platz"),
    ("wo gibt es gebrauchte fahrräder", "gebrauchtes fahrrad wo?"),
    ("Hundesteuer anmelden", "hundesteuer anmelden wo"),
    ("wo finde ich einen imker kurs", "Imkerkurs"),
    ("führerschein aus syrien umschreiben", "fuerschein umschreiben syrien"),
    ("nähmaschine ausleihen", "wo kann ich eine Nähmaschine ausleihen?"),
    ("halal metzger esslingen", "Halal Metzgerei in Esslingen"),
    ("ich suche einen Chor zum Singen", "chor singen"),
    ("where can I rent a garden", "rent garden"),
    ("boxing club for girls", "boxing for girls"),
    ("cricket club", "criket club near me?"),
    ("أين أجد نادي كريكت", "نادي كريكيت"),
    ("بدي محل دراجات مستعملة", "محل دراجات مستعمله"),
    ("maktabat arabi", "wayn maktabat 3arabi"),
    ("где купить велосипед", "купить велосипед бу"),
    ("де купити дитячий велосипед", "дитячий велосипед"),
    ("ikinci el bisiklet", "ikinci el bisiklet nerede"),
    ("düğün salonu arıyorum", "dugun salonu"),
    ("cours de guitare", "cours de guitarre pour enfant"),
    ("clases de guitarra", "busco clases de guitara"),
    ("corso di cucina", "cerco un corso di cucina"),
    ("curs de dans", "cursuri de dans"),
    ("kurs tańca", "szukam kursu tańca"),
    ("tečaj plesa", "tecaj plesa za djecu"),
    ("μαθήματα χορού", "μαθηματα χορου για παιδια"),
    ("kursa govendê", "kursa govende li ku"),
    ("koorsada cunto karinta", "koorso cunto karinta"),
    ("ትምህርቲ ሳእሊ", "ናይ ሳእሊ ትምህርቲ"),
    ("د کریکټ کلب", "د کرېکټ کلب چېرته دی"),
    ("کلاس آشپزی", "کلاس اشپزی کجاست"),
    ("velosiped kupit", "gde kupit velosiped"),
    ("Deutschkurs B1 abends", "deutschkurs b1 am abend"),
    ("bienen halten", "Bienenhaltung"),
]
NOT_NOTICED = [
    ("Kita-Platz für mein Kind", "ich brauche kitaplatz für kind"),
    ("Schwimmbad mit Frauenzeit", "gibt es frauen schwimmbad"),
    ("ich heiße […] und suche schrebergarten", "schrebergarten mieten"),
    ("ищу детский хор", "детский хор для дочки"),
    ("kurs vallëzimi", "kurs valzimi per femije"),
]
APART = [
    ("kita platz", "parkplatz"),
    ("kitaplatz??", "Parkplatz am Bahnhof"),
    ("kita platz", "spielplatz"),
    ("brauche kita platz", "brauche parkplatz"),
    ("ich suche einen Chor", "ich suche einen Arzt"),
    ("wo finde ich einen imker kurs", "wo finde ich einen tanzkurs"),
    ("Hundesteuer anmelden", "Auto anmelden"),
    ("fahrrad kaufen", "auto kaufen"),
    ("gebrauchte fahrräder", "fahrradkurs für frauen"),
    ("führerschein umschreiben", "führungszeugnis beantragen"),
    ("halal metzger", "halal restaurant"),
    ("schwimmbad", "schwimmkurs für kinder"),
    ("rent a garden", "rent a car"),
    ("boxing club for girls", "football club for boys"),
    ("where can I buy a bike", "where can I buy a fridge"),
    ("نادي كريكت", "نادي سباحة"),
    ("بدي محل دراجات مستعملة", "بدي محل ألبسة"),
    ("где купить велосипед", "где купить телевизор"),
    ("ищу детский хор", "ищу детский врач"),
    ("ikinci el bisiklet", "ikinci el buzdolabı"),
    ("cours de guitare", "cours de cuisine"),
    ("clases de guitarra", "clases de natación"),
    ("corso di cucina", "corso di ballo"),
    ("kurs tańca", "kurs gotowania"),
    ("curs de dans", "curs de șah"),
    ("μαθήματα χορού", "μαθήματα κιθάρας"),
    ("کلاس آشپزی", "کلاس نقاشی"),
    ("د کریکټ کلب", "د فوټبال کلب"),
    ("[…]", "[…] […]"),
    ("", ""),
    ("[…] kita platz", "[…] parkplatz"),
    ("ich heiße […] und suche garten", "ich heiße […] und suche chor"),
    ("Rechnung", "Rechnen"),
    ("Hund", "Kind"),
    ("Katze impfen", "Kind impfen"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_question_is_known_again(one: str, other: str) -> None:
    """Spelling, typing errors, spaces and words around it do not make another question of it."""
    assert (True, True) == (alike(one, other), alike(other, one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_question_is_kept_apart(one: str, other: str) -> None:
    """Questions that only share words or letters are two; nothing is like nothing."""
    assert (False, False) == (alike(one, other), alike(other, one))


@pytest.mark.parametrize(("one", "other"), NOT_NOTICED)
def test_some_are_not_noticed(one: str, other: str) -> None:
    """The price of telling the others apart: these are counted as two, so that nothing is shown too early."""
    assert not alike(one, other)


@given(st.text(), st.text())
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    """Likeness goes both ways, for any text."""
    assert alike(one, other) == alike(other, one)
