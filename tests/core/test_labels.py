"""The words on buttons."""

import pytest

from bot.core.actions import DOORS, PARTNER_GROUPS
from bot.core.answers import AFTER_EMERGENCY
from bot.core.labels import LONGEST, Labels
from tests.core.small_town import (
    LANGUAGES,
    NEEDS,
    guide,
    knowledge,
    organization,
    place,
    service,
    voice,
)

LONG = "Hilfe für alle, die neu in der Stadt sind und noch niemanden kennen"


def labels(*bodies: object, **fields: object) -> Labels:
    """The labels of Musterstadt in English."""
    return Labels(knowledge(*bodies, **fields), LANGUAGES, voice())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ("topics", "🔎 Other topic"),
        ("forget", "🗑 Delete my data"),
        ("door:helper", "🤝 I want to help"),
        ("partners:house", "🏠 In this house"),
        ("partners:language", "🔸 Thema language"),
        ("topic:language", "🔸 Thema language"),
        ("need:learn_german", "🔹 Titel learn_german"),
        ("more:learn_german", "ℹ️ More about this"),
        ("lang:ar", "العربية"),
        ("org:beratung", "Beratung für Zugewanderte"),
        ("org:schule", "vhs"),
        ("offer:schule/deutschkurse", "➡️ Deutschkurse – vhs"),
        ("quiet:frauenhilfe/schutz", "➡️ Schutz für Frauen – Frauen helfen"),
    ],
)
def test_a_button_says_what_it_does(action: str, label: str) -> None:
    """Every kind of action has its words; an organization goes by its shortest name."""
    button = labels().button(action)

    assert (label, action, "") == (button.label, button.action, button.url)


@pytest.mark.parametrize(
    "action", [*(f"door:{door}" for door in DOORS), *(f"partners:{g}" for g in PARTNER_GROUPS)]
)
def test_every_door_and_group_has_a_name(action: str) -> None:
    """No door and no group of partners is without words."""
    assert labels().button(action).label


@pytest.mark.parametrize("need", [*AFTER_EMERGENCY, *(f"need:{need}" for need in DOORS["employer"])])
def test_every_need_that_code_names_has_a_label(need: str) -> None:
    """The needs offered after an emergency and behind a door can be shown as buttons."""
    assert f"🔹 Titel {need[5:]}" == labels().button(need).label


def test_labels_are_translated() -> None:
    """Titles and the bot's own words come in the language of the reader."""
    words = {
        ("learn_german/title", "Titel learn_german"): "Almanca",
        "Map": "Harita",
        ("topics/health", "Thema health"): "Sağlık",
    }
    own = Labels(knowledge(), LANGUAGES, voice("tr", words))

    assert ["🔹 Almanca", "🗺 Harita", "🔸 Sağlık"] == [
        own.button(action).label for action in ("need:learn_german", "map:haus/haupthaus", "topic:health")
    ]


def test_a_long_name_drops_the_organization_first() -> None:
    """Where offer and organization are too long together, the offer stands alone."""
    body = organization(
        "amt", service(name="Beratung zu Ausbildung und Beruf"), name="Verein für Begegnung e.V."
    )

    assert "➡️ Beratung zu Ausbildung und Beruf" == labels(body).button("offer:amt/angebot").label


def test_what_is_still_too_long_is_cut() -> None:
    """A label never has more signs than fit, and shows that it was cut."""
    body = organization("amt", service(name=LONG))
    label = labels(body).button("offer:amt/angebot").label

    assert LONGEST == len(label)
    assert label.endswith("…")
    assert f"➡️ {LONG}".startswith(label[:-1])


def test_what_just_fits_is_not_cut() -> None:
    """A label of exactly the greatest length is shown whole."""
    title = "x" * (LONGEST - 2)

    assert f"🔹 {title}" == labels(guides=(guide("contact", title=title),)).button("need:contact").label


def test_a_cut_leaves_no_space_before_its_sign() -> None:
    """The sign of a cut follows a letter."""
    title = "x" * (LONGEST - 4) + " yz"

    assert (
        f"🔹 {'x' * (LONGEST - 4)}…"
        == labels(guides=(guide("contact", title=title),)).button("need:contact").label
    )


def test_a_known_spot_is_shown_on_the_map() -> None:
    """With coordinates the map opens at the spot."""
    button = labels().button("map:haus/haupthaus")

    assert "https://www.openstreetmap.org/?mlat=48.74&mlon=9.3#map=18/48.74/9.3" == button.url


def test_an_address_is_looked_up_on_the_map() -> None:
    """Without coordinates the map looks for the address, its spaces and umlauts made safe."""
    body = organization("amt", locations=[place("hof", "Gäßle 3 & 4")])
    button = labels(body).button("map:amt/hof")

    assert (
        "https://www.openstreetmap.org/search?query=G%C3%A4%C3%9Fle%203%20%26%204%2C%2070000%20Musterstadt"
        == button.url
    )


def test_a_spot_on_the_equator_counts() -> None:
    """A coordinate of zero is a coordinate."""
    body = organization("amt", locations=[place(latitude="0", longitude="9")])

    assert "mlat=0.0&mlon=9.0" in labels(body).button("map:amt/haupthaus").url


@pytest.mark.parametrize("name", [*PARTNER_GROUPS, *NEEDS])
def test_a_list_of_partners_has_the_title_of_its_button(name: str) -> None:
    """The page of a group or topic begins with the words of the button that opened it."""
    assert labels().button(f"partners:{name}").label == labels().group(name)
