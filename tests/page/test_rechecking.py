"""The list of what to look at again: yes, changed, done; letters to partners."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assistant import Speaker
from bot.desk import links
from tests.front_desk import FrontDesk
from tests.page.conftest import NOW, Visitor, words

HERE = "/pruefen"


def first(page: str, action: str) -> str:
    """The first entry that has a form of this kind."""
    found = re.search(rf'action="{HERE}/{action}".*?name="item" value="([0-9a-f]+)"', page, re.DOTALL)
    assert found is not None
    return found[1]


async def test_yes_sets_the_day_and_says_what_changed(desk: Visitor) -> None:
    """The edits are in force at once, by the desk, and the entry has left the list."""
    before = await desk.see(f"{HERE}?partner=vhs")
    item = first(before, "stimmt")

    after = await desk.send(f"{HERE}/stimmt", item=item, back=f"{HERE}?partner=vhs")
    made = await desk.house.storage.edits.in_force()

    assert "stimmt noch: geprüft am 24.11.2026." in words(after)
    assert {"desk"} == {each.author for each in made}
    assert "2026-11-24" in {each.edit.value for each in made}
    assert item not in after


async def test_an_entry_that_has_changed_is_not_confirmed(desk: Visitor) -> None:
    """Nothing is done for a name that is not on the list."""
    for name in ("", "0" * 16, "<b>"):
        assert "Liste neu laden" in await desk.send(f"{HERE}/stimmt", 400, item=name)

    assert [] == await desk.house.storage.edits.in_force()


async def test_what_readers_told_is_done_with_one_press(desk: Visitor) -> None:
    """It stands on the list until somebody has looked."""
    await desk.house.storage.notices.wrong("vhs/deutschkurse", "phone", "ar", NOW.date())
    item = first(await desk.see(HERE), "erledigt")

    page = await desk.send(f"{HERE}/erledigt", item=item)

    assert "ist erledigt" in page
    assert [] == await desk.house.storage.notices.open_ones()


async def test_what_a_partner_proposes_is_only_text(desk: Visitor) -> None:
    """No tag of theirs becomes part of the page."""
    await desk.house.storage.notices.propose("<script>x</script> Nähcafé", "de", "telegram:1", NOW.date())

    page = await desk.see(HERE)

    assert "&lt;script&gt;x&lt;/script&gt; Nähcafé" in page


async def test_the_list_is_by_partner_what_is_shown_most_first(desk: Visitor) -> None:
    """Hundreds of entries are some dozens of calls; of answers there is a group for each topic."""
    await desk.house.storage.counts.add("shown", "vhs/deutschkurse", "de", NOW.date())
    page = await desk.see(HERE)
    keys = re.findall(r'<a class="big" href="/pruefen\?partner=([^"]+)"', page)

    assert "vhs" == keys[0]
    assert "guide%3Ahousing" in keys
    assert len(keys) == len(set(keys))
    assert len(keys) < 80
    assert "Deutschkurse auf allen Stufen" in await desk.see(f"{HERE}?partner=vhs")


async def test_a_partner_says_that_all_is_right(desk: Visitor) -> None:
    """One press confirms what stood in the letter; nobody else is confirmed, an unknown one is told."""
    after = await desk.send(f"{HERE}/allesstimmt", partner="vhs")
    made = await desk.house.storage.edits.in_force()

    assert "Alles stimmt noch, geprüft am 24.11.2026" in words(after)
    assert {"organizations/vhs.yaml"} == {each.edit.file for each in made}
    assert 'href="/pruefen?partner=vhs"' not in after
    assert "gibt es nicht" in await desk.send(f"{HERE}/allesstimmt", 400, partner="<b>")


async def test_a_yes_settles_what_was_told(desk: Visitor) -> None:
    """Whoever has looked and says that it is right need not press twice."""
    await desk.house.storage.notices.wrong("vhs/deutschkurse", "phone", "ar", NOW.date())

    await desk.send(f"{HERE}/stimmt", item=first(await desk.see(HERE), "stimmt"))

    assert [] == await desk.house.storage.notices.open_ones()


async def test_the_list_of_one_partner_leads_to_its_letter(desk: Visitor) -> None:
    """A text to copy and a link for the mail program; an unknown partner has none."""
    page = await desk.see(f"{HERE}?partner=vhs")
    letter = await desk.see(f"{HERE}/brief/vhs")

    assert f'href="{HERE}/brief/vhs"' in page
    assert f'href="{HERE}/brief/vhs/datei"' in letter
    assert "Eine E-Mail-Adresse ist nicht bekannt." in letter
    assert re.search(r"<textarea[^>]* readonly[^>]*>[^<]+</textarea>", letter)
    assert "gibt es nicht" in await desk.see(f"{HERE}/brief/nirgends", 404)


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/pruefen?a\r\nX: y", "/"])
async def test_after_a_press_no_other_page_is_opened(desk: Visitor, back: str) -> None:
    """Whatever the form says of the way back."""
    item = first(await desk.see(f"{HERE}?partner=vhs"), "stimmt")
    headers = {"Origin": desk.origin}

    from bot.page.security import TOKEN

    given = {"token": desk.client.app[TOKEN], "item": item, "back": back}  # type: ignore[union-attr]
    response = await desk.client.post(f"{HERE}/stimmt", data=given, headers=headers, allow_redirects=False)

    assert (303, HERE) == (response.status, response.headers["Location"])


async def test_a_correction_is_a_filled_form(desk: Visitor) -> None:
    """What is known stands in the fields; what is saved is in force and noted, what is wrong is told."""
    entry, path = "vhs/deutschkurse", f"{HERE}/aendern"
    form = await desk.see(f"{path}?eintrag={entry}")
    wrong = await desk.send(path, 422, **{"eintrag": entry, "services.deutschkurse.url": "kein link"})
    nothing = await desk.house.storage.edits.in_force()
    await desk.send(path, **{"eintrag": entry, "services.deutschkurse.fees_description": "Teuer."})
    made = await desk.house.storage.edits.in_force()

    assert "Deutschkurse auf allen Stufen" in form
    assert "Noch nicht gespeichert" in wrong
    assert [] == nothing
    assert ["organizations/vhs.yaml"] == [each.edit.file for each in made]
    assert "Dieses Angebot gibt es nicht" in await desk.see(f"{path}?eintrag=nirgends", 404)


async def test_two_who_correct_the_same_do_not_undo_each_other(desk: Visitor) -> None:
    """The second is told, with what she wrote still in the form; what she left alone stays."""
    entry, path = "vhs/deutschkurse", f"{HERE}/aendern"
    cost, who = "services.deutschkurse.fees_description", "services.deutschkurse.eligibility_description"
    seen = {f"vorher:{cost}": "Die Kurse kosten eine Gebühr. Mit Grundsicherung gibt es oft eine Ermäßigung.",
            f"vorher:{who}": ""}  # fmt: skip
    await desk.send(path, **{"eintrag": entry, **seen, cost: "Teuer.", who: ""})
    untouched = await desk.send(path, **{"eintrag": entry, **seen, cost: seen[f"vorher:{cost}"], who: ""})
    both = await desk.send(path, 422, **{"eintrag": entry, **seen, cost: "Billig.", who: "alle"})
    again = await desk.send(path, **{"eintrag": entry, **seen, f"vorher:{cost}": "Teuer.", cost: "Billig."})

    assert "Nichts war anders." in untouched
    assert "Kosten: steht inzwischen anders da, nämlich „Teuer.“" in words(both)
    assert ">Billig.</textarea>" in both
    assert f'name="vorher:{cost}" value="Teuer."' in both
    assert "1 Änderung gespeichert." in again


async def test_a_correction_can_confirm_all_else(desk: Visitor) -> None:
    """One tick, and the entry has left the list."""
    await desk.send(f"{HERE}/aendern", eintrag="vhs/deutschkurse", geprueft="1")
    made = [each.edit for each in await desk.house.storage.edits.in_force()]

    assert [("services", "deutschkurse", "assured_date")] == [edit.path for edit in made]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ar", "مقهى خياطة للنساء كل يوم اثنين", " (auf Arabisch)"),
        ("tr", "Kadınlar için dikiş kafesi", " (auf Türkisch)"),
        ("de", "Nähcafé für Frauen, jeden Montag", ""),
    ],
)
async def test_what_is_told_on_the_phone_stands_on_the_list(
    desk: Visitor, trial: Speaker, language: str, text: str, told: str
) -> None:
    """A mistake at an offer and a partner's proposal, from a chat in any language."""
    phone = FrontDesk(desk.house.storage, trial)
    await phone.press(f"lang:{language}")
    await phone.press("wrong:vhs/deutschkurse")
    await phone.press("tell:hours.vhs/deutschkurse")
    await phone.press("propose")
    await phone.message(text)
    await phone.press("submit", quoted=text)
    page = words(await desk.see(HERE))

    assert "Gemeldet und vorgeschlagen: 2" in page
    assert "1 Mensch meldet: die Zeiten stimmen nicht" in page
    assert f"ein Angebot vor{told} heute fällig {text}" in page


async def test_a_page_that_is_gone_stands_on_the_list(desk: Visitor, tmp_path: Path) -> None:
    """What `links` found out is read where it was kept."""
    gone = links.LinkState("gone", NOW.date(), NOW.date())
    links.save(tmp_path / links.FILE, {"https://www.vhs-esslingen.de": gone})
    desk.house.folders = replace(desk.house.folders, cache=tmp_path)

    page = words(await desk.see(f"{HERE}?partner=vhs"))

    assert "https://www.vhs-esslingen.de gibt es nicht mehr (bemerkt am 24.11.2026)." in page


async def test_a_letter_is_a_file_for_the_mail_program(desk: Visitor) -> None:
    """No `mailto:`, which programs on Windows cut or ignore at the length of a letter."""
    response = await desk.client.get(f"{HERE}/brief/vhs/datei")
    made = await response.read()
    page = await desk.see(f"{HERE}/brief/vhs")

    assert 'attachment; filename="vhs.eml"' == response.headers["Content-Disposition"]
    assert b"X-Unsent: 1" in made
    assert "mailto:" not in page
    assert 404 == (await desk.client.get(f"{HERE}/brief/nirgends/datei")).status
