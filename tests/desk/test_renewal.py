"""An old catalogue becomes that of today: exact, and nothing that was translated is lost."""

from collections.abc import Iterable

from babel.messages.catalog import Catalog

from bot.desk.renewal import renewed
from bot.files import po_files

Row = tuple[str, str, str]
"""context, source, translation"""
GUIDE = "find_flat/sentences"


def catalogue(rows: Iterable[Row], remark: str = "") -> Catalog:
    """A Turkish catalogue."""
    made = po_files.new("tr")
    for context, source, translation in rows:
        made.add(source, translation, context=context, user_comments=[remark] if remark else ())
    return made


def after(old: Catalog, *texts: tuple[str, str]) -> Catalog:
    """The catalogue after a run on these texts, as it would be read back."""
    template = po_files.new(None)
    for context, source in texts:
        template.add(source, context=context)
    return po_files.read(po_files.written(renewed(old, template, "tr")), "tr", strict=True)


def told(found: Catalog) -> list[tuple[str, str, bool, str]]:
    """Source, translation, whether it waits, the source before."""
    return [
        (po_files.text(m.id), po_files.text(m.string), m.fuzzy, po_files.text(m.previous_id))
        for m in po_files.entries(found).values()
    ]


OLD = catalogue([(GUIDE, "Ein Brief.", "Bir mektup."), (GUIDE, "Ein Haus.", "Bir ev.")])


def test_a_changed_text_keeps_its_translation_as_a_proposal() -> None:
    """Exactly that entry waits, with the old source and the remark beside; its neighbour stays."""
    old = catalogue(
        [(GUIDE, "Ein Brief.", "Bir mektup."), (GUIDE, "Ein Haus.", "Bir ev.")], po_files.UNREVIEWED
    )
    found = after(old, (GUIDE, "Ein langer Brief."), (GUIDE, "Ein Haus."))

    assert [
        ("Ein langer Brief.", "Bir mektup.", True, "Ein Brief."),
        ("Ein Haus.", "Bir ev.", False, ""),
    ] == told(found)
    assert all(po_files.unreviewed(message) for message in po_files.entries(found).values())


def test_a_text_written_anew_is_paired_by_its_place() -> None:
    """No likeness is needed where one text stands in the place of another."""
    found = after(OLD, (GUIDE, "Rufen Sie an!"), (GUIDE, "Ein Haus."))

    assert ("Rufen Sie an!", "Bir mektup.", True, "Ein Brief.") == told(found)[0]


def test_a_new_text_stays_empty() -> None:
    """However alike it is to others that are still there."""
    found = after(OLD, (GUIDE, "Ein Brief."), (GUIDE, "Ein Haus."), (GUIDE, "Ein Haus"))

    assert ("Ein Haus", "", False, "") == told(found)[2]


def test_texts_are_paired_within_their_place_only() -> None:
    """A text that is gone gives nothing to an alike one of another guide."""
    found = after(OLD, (GUIDE, "Ein Haus."), ("find_work/sentences", "Ein Brief!"))

    assert ("Ein Brief!", "", False, "") == told(found)[1]


def test_a_text_that_moved_keeps_its_translation() -> None:
    """The same text in another place is translated at once."""
    found = after(OLD, (GUIDE, "Ein Haus."), ("find_work/bring", "Ein Brief."))

    assert ("Ein Brief.", "Bir mektup.", False, "") == told(found)[1]


def test_a_text_with_two_translations_is_not_guessed() -> None:
    """Where other places say it differently a new place stays empty."""
    old = catalogue([("a/name", "Amt", "Daire"), ("b/name", "Amt", "Ofis")])

    assert ("Amt", "", False, "") == told(
        after(old, ("a/name", "Amt"), ("b/name", "Amt"), ("c/name", "Amt"))
    )[2]


def test_a_text_changed_back_is_confirmed_again() -> None:
    """The proposal translates just that text, so nobody has to look at it."""
    waiting = after(OLD, (GUIDE, "Ein langer Brief."), (GUIDE, "Ein Haus."))
    found = after(waiting, (GUIDE, "Ein Brief."), (GUIDE, "Ein Haus."))

    assert told(OLD) == told(found)


def test_a_proposal_changed_back_without_a_memory_is_confirmed_too() -> None:
    """Editors throw away what is gone; the old source beside the proposal is enough."""
    waiting = after(OLD, (GUIDE, "Ein langer Brief."), (GUIDE, "Ein Haus."))
    waiting.obsolete.clear()

    assert told(OLD) == told(after(waiting, (GUIDE, "Ein Brief."), (GUIDE, "Ein Haus.")))


def test_a_proposal_keeps_the_source_it_was_made_from() -> None:
    """After two changes the source beside it is still the one that was translated."""
    once = after(OLD, (GUIDE, "Ein langer Brief."), (GUIDE, "Ein Haus."))
    twice = after(once, (GUIDE, "Ein sehr langer Brief."), (GUIDE, "Ein Haus."))

    assert ("Ein sehr langer Brief.", "Bir mektup.", True, "Ein Brief.") == told(twice)[0]


def test_what_was_marked_as_doubtful_is_never_confirmed_by_itself() -> None:
    """A translator's mark outlives a change and its taking back."""
    old = catalogue([(GUIDE, "Ein Brief.", "Bir mektup.")])
    po_files.entries(old)[GUIDE, "Ein Brief."].flags.add("fuzzy")
    changed = after(old, (GUIDE, "Ein langer Brief."))

    assert ("Ein Brief.", "Bir mektup.", True, "") == told(after(changed, (GUIDE, "Ein Brief.")))[0]


def test_a_text_deleted_by_mistake_gets_its_translation_back() -> None:
    """It waits at the end of the catalogue until its text is there again."""
    without = after(OLD, (GUIDE, "Ein Haus."))

    assert [("Ein Haus.", "Bir ev.", False, "")] == told(without)
    assert told(OLD) == told(after(without, (GUIDE, "Ein Brief."), (GUIDE, "Ein Haus.")))


def test_catalogues_do_not_grow_for_ever() -> None:
    """Of what is gone the oldest goes when there is too much."""
    rows = [(f"g{n}/title", f"Text {n}", f"Metin {n}") for n in range(600)]
    found = after(catalogue(rows), (GUIDE, "Ein Haus."))

    assert 500 == len(found.obsolete)
    assert "Metin 599" in {po_files.text(message.string) for message in found.obsolete.values()}


def test_the_old_source_survives_being_written_and_read() -> None:
    """Also a long one with quotes, backslashes and line breaks; written twice it is the same file."""
    source = 'Ein „Brief“ "von" \\ vielen\nZeilen  ' + "und langen Wörtern " * 20
    old = catalogue([(GUIDE, source, "Mektup")])
    found = after(old, (GUIDE, source + "!"))

    assert source == told(found)[0][3]
    assert po_files.written(found) == po_files.written(after(found, (GUIDE, source + "!")))
