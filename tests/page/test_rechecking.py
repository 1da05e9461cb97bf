"""The list of what to look at: what readers told, what partners propose, what runs out."""

from tests.page.conftest import NOW, Visitor, words

HERE = "/pruefen"


async def test_what_readers_told_is_done_with_one_press(desk: Visitor) -> None:
    """With the names of partner and offer, and how often; it stays on the list until somebody has looked."""
    notices = desk.house.storage.notices
    for _ in range(2):
        await notices.wrong("vhs/deutschkurse", "phone", "ar", NOW.date())
    (notice,) = await notices.open_ones()

    before = words(await desk.see(HERE))
    after = words(await desk.send(f"{HERE}/erledigt", number=notice.number))

    assert "Volkshochschule Esslingen" in before
    assert "Hier stimmt etwas nicht: die Telefonnummer 2-mal seit 24.11.2026, zuerst auf Arabisch" in before
    assert "Die Meldung ist vermerkt." in after
    assert [] == await notices.open_ones()


async def test_what_a_partner_proposes_is_only_text(desk: Visitor) -> None:
    """No tag of theirs becomes part of the page."""
    await desk.house.storage.notices.propose("<script>x</script> Nähcafé", "de", "telegram:1", NOW.date())

    page = await desk.see(HERE)

    assert "&lt;script&gt;x&lt;/script&gt; Nähcafé" in page


async def test_what_is_not_on_the_list_cannot_be_done(desk: Visitor) -> None:
    """Whatever is sent in its place."""
    for number in ("", "x", "9" * 50, "-1"):
        assert "schon erledigt" in await desk.send(f"{HERE}/erledigt", 400, number=number)
