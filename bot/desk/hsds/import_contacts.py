"""Phones, e-mail, web page and languages of an HSDS file in the form of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.desk.hsds.import_given import LONGEST, Given, parted, together

_NUMBER = re.compile(r"\+?[0-9][0-9 /-]+", re.ASCII)
_KINDS = ("text", "fax", "cell")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})


def contact(given: Given, page: str) -> dict[str, Any]:
    """Phones, e-mail and web page; the page stands in the named field."""
    email, address = given.text("email"), given.text(page)
    if email and "@" not in email:
        email = ""
        given.refuse("email", "keine E-Mail-Adresse")
    if address and not address.startswith(("https://", "http://")):
        address = ""
        given.refuse(page, "eine Internetseite beginnt bei uns mit https://")
    for person in given.inner("contacts", "Ansprechperson"):
        own = person.text("email")
        if not email and "@" in own:
            email = own
        elif own != email:
            person.refuse("email", "bei uns nur eine je Eintrag")
    return some(phones=phones(given), email=email, **{page: address})


def phones(given: Given, place: str = "") -> list[dict[str, Any]]:
    """The numbers of an entry, then those of its contact persons, with whom one speaks there."""
    found = [_phone(each, place) for each in given.inner("phones", "Telefon")]
    for person in given.inner("contacts", "Ansprechperson"):
        numbers = person.inner("phones", "Telefon")
        if numbers:
            who = together(*(person.text(key) for key in ("name", "title", "department")), place)
            found += [_phone(each, who) for each in numbers]
    return distinct(each for each in found if each)


def codes(listed: Iterable[Given]) -> list[str]:
    """Languages by their code of two or three letters."""
    found = []
    for given in listed:
        code = given.text("code").lower().partition("-")[0]
        if re.fullmatch("[a-z]{2,3}", code):
            given.done_with("name")
            found.append(code)
        else:
            given.refuse_all("ohne Kürzel der Sprache")
    return list(dict.fromkeys(found))


def distinct(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries without those that say the same."""
    return list({repr(entry): entry for entry in entries}.values())


def some(**values: Any) -> dict[str, Any]:
    """Those that say something; a zero does."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _phone(given: Given, remark: str) -> dict[str, Any]:
    number = tidy(given.text("number"))
    if not _NUMBER.fullmatch(number):
        given.refuse_all("keine Nummer, wie wir sie schreiben")
        return {}
    kind = given.text("type").lower()
    if kind not in ("", "voice", *_KINDS):
        given.refuse("type", "diese Art gibt es bei uns nicht")
    extension = given.text("extension")
    said = (given.text("description"), f"Durchwahl {extension}" if extension else "", remark)
    description, more = parted(together(*said), LONGEST)
    if more:
        given.say(f"Bemerkung zu lang, hier fehlt der Rest: {more}")
    return some(
        number=number,
        type=kind if kind in _KINDS else "",
        description=description,
        languages=codes(given.inner("languages", "Sprache")),
    )


def tidy(number: str) -> str:
    """A number as ours are written: `(0711) 35 12–0` is `0711 35 12-0`."""
    plain = number.strip("\"' ").removeprefix("tel:").translate(_DASHES)
    if plain.startswith(("+", "00")):
        plain = plain.replace("(0)", " ")
    return " ".join(re.sub(r"[().\u00a0]", " ", plain).split())
