"""The places of an HSDS organization in the form of ours, wherever in the file they stand."""

from __future__ import annotations

import re
from typing import Any

from bot.desk.hsds.ids import Ids
from bot.desk.hsds.import_contacts import phones, some
from bot.desk.hsds.import_given import LONGEST, Given, clean, parted, together


class Places:
    """Gathers the places of one organization; each has an id of ours."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.phones: list[dict[str, Any]] = []
        """numbers of places, for which ours have no field"""
        self._known: dict[str, tuple[str, Given]] = {}
        self._ids, self._names = Ids(), dict[str, str]()
        self._same: dict[str, str] = {}

    def add(self, given: Given) -> str:
        """Our id of a place; none where nobody could go there."""
        key = clean(given.data.get("id"))
        if key in self._known:
            own, before = self._known[key]
            given.done_with("id", *(name for name in given.data if given.data[name] == before.data.get(name)))
            return own
        own = self._new(given)
        if key:
            self._known[key] = own, given
        return own

    def of(self, given: Given) -> str:
        """Our id of the place where a service is given."""
        for place in given.inner("location", "Ort"):
            return self.add(place)
        key = clean(given.data.get("location_id"))
        if key and key not in self._known:
            given.say("der Ort dazu steht nicht in der Datei")
        return self._known[key][0] if key in self._known else ""

    def name(self, own: str) -> str:
        """What a place is called."""
        return self._names[own]

    def _new(self, given: Given) -> str:
        addresses = [made for each in given.inner("addresses", "Adresse") if (made := _address(each))]
        if not addresses:
            given.refuse_all("nicht übernommen: ohne Straße und Stadt")
            return ""
        entry = {"name": given.text("name"), "addresses": addresses, **_about(given)}
        name = entry["name"] or addresses[0]["address_1"]
        self.phones += phones(given, name)
        if not (own := self._same.get(repr(entry), "")):
            own = self._same[repr(entry)] = self._ids.new(name)
            self._names[own] = name
            self.entries.append(some(id=own, **entry))
        return own


def _about(given: Given) -> dict[str, Any]:
    if given.text("location_type") not in ("", "physical"):
        given.refuse("location_type", "bei uns ist jeder Ort einer, zu dem man gehen kann")
    latitude, longitude = given.number("latitude", -90, 90), given.number("longitude", -180, 180)
    if (latitude is None) != (longitude is None):
        given.say("ohne Koordinaten, denn eine von beiden fehlt oder stimmt nicht")
        for key, value in (("latitude", latitude), ("longitude", longitude)):
            if value is not None:
                given.refuse(key, "nur mit der anderen zusammen")
        latitude = longitude = None
    return some(
        description=given.text("description"),
        transportation=given.text("transportation"),
        accessibility=[
            text for each in given.inner("accessibility", "Barrierefreiheit") if (text := _access(each))
        ],
        latitude=latitude,
        longitude=longitude,
    )


def _access(given: Given) -> str:
    """What is said of ramps and lifts, in one text."""
    page = given.text("url")
    said = (given.text("description"), given.text("details"), f"({page})" if page else "")
    text, more = parted(together(*said), LONGEST)
    if more:
        given.say(f"zu lang, hier fehlt der Rest: {more}")
    return text


def _address(given: Given) -> dict[str, str]:
    code = given.text("postal_code")
    made = {key: given.text(key) for key in ("address_1", "address_2", "city", "state_province", "country")}
    if not made["address_1"] or not made["city"]:
        given.refuse_all("ohne Straße oder Stadt")
        return {}
    if code and not re.fullmatch("[0-9]{5}", code):
        given.refuse("postal_code", "hat bei uns fünf Ziffern")
        code = ""
    if given.text("address_type") not in ("", "physical"):
        given.refuse("address_type", "bei uns ist jede Adresse eine, zu der man gehen kann")
    ours = {"state_province": "BW", "country": "DE"}
    kept = {key: value for key, value in made.items() if value != ours.get(key)}
    return some(address_1=kept.pop("address_1"), address_2=kept.pop("address_2"), postal_code=code, **kept)
