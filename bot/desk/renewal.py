"""An old catalogue and the texts of today -> the catalogue of today, exactly.

A text that stayed keeps its translation; one that was changed gets that of what stood in its place before, as
a proposal (fuzzy) with the old source beside; a new one is left empty. Babel's own matching goes by likeness
alone, anywhere in the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message
from rapidfuzz import fuzz

from bot.files import po_files
from bot.files.po_files import Key, key, text

ALIKE = 60
"""from here on (of 100) a text counts as another wording of an older one"""
_MOST_KEPT = 500
"""translations of texts that are gone, kept at the end of a catalogue; then the oldest go"""


@dataclass(frozen=True)
class _Translation:
    """What a translator did, apart from the place it stands at."""

    string: str
    comments: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    fuzzy: bool = False

    @classmethod
    def of(cls, message: Message) -> _Translation:
        comments, previous = tuple(message.user_comments), tuple(message.previous_id)
        return cls(text(message.string), comments, previous, message.fuzzy)

    @property
    def confirmed(self) -> _Translation:
        return _Translation(self.string, self.comments)

    def as_proposal(self, source: str) -> _Translation:
        """For a newer text: the source stays that of the translation; a doubtful one has none."""
        return _Translation(self.string, self.comments, self.previous if self.fuzzy else (source,), True)


def renewed(old: Catalog, template: Catalog, language: str) -> Catalog:
    """The catalogue with exactly the texts of the template, and all that was translated of them."""
    fresh = po_files.new(language)
    fresh.mime_headers, fresh.header_comment, fresh.fuzzy = old.mime_headers, old.header_comment, old.fuzzy
    found = _Renewal(po_files.entries(old), _obsolete(old), po_files.entries(template)).translations()
    for message in template:
        if message.id:
            given = found.get(key(message), _Translation(""))
            fresh.add(
                message.id,
                given.string,
                message.locations,
                {"fuzzy"} if given.fuzzy else (),
                message.auto_comments,
                given.comments,
                given.previous,
                context=message.context,
            )
    for (context, source), message in _gone(old, po_files.entries(fresh)).items():
        fresh.obsolete[(source, context) if context else source] = message
    return fresh


def _obsolete(catalogue: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalogue.obsolete.values() if message.string}


def _gone(old: Catalog, fresh: Mapping[Key, Message]) -> dict[Key, Message]:
    """Translations that nothing asks for any more: should the text come back, they are there again."""
    known = {(text(message.id), text(message.string)) for message in fresh.values()}
    gone = _obsolete(old)
    for name, message in po_files.entries(old).items():
        source = text(message.previous_id) if message.fuzzy else name[1]
        if name not in fresh and message.string and source and (name[0], source) not in gone:
            left = Message(source, text(message.string), context=name[0], user_comments=message.user_comments)
            gone[name[0], source] = left
    left_over = [
        (name, message)
        for name, message in gone.items()
        if name not in fresh and (name[1], text(message.string)) not in known
    ]
    return dict(left_over[-_MOST_KEPT:])


@dataclass
class _Renewal:
    """One renewal: what was there, what was kept of earlier texts, what is wanted."""

    live: Mapping[Key, Message]
    obsolete: Mapping[Key, Message]
    wanted: Mapping[Key, Message]
    found: dict[Key, _Translation] = field(default_factory=dict)

    def translations(self) -> dict[Key, _Translation]:
        gone = {k: m for k, m in self.live.items() if k not in self.wanted and m.string}
        for name in self.wanted:
            if same := self._same(name):
                self.found[name] = same
        self._changed_back(gone)
        moved = self._moved(gone)
        left = {name: message for name, message in gone.items() if name not in moved}
        self._changed(left)
        return self.found

    def _same(self, name: Key) -> _Translation | None:
        """The text stood here before, or once did."""
        live, once = self.live.get(name), self.obsolete.get(name)
        if live and (live.string or not once):
            return _Translation.of(live)
        return _Translation.of(once).confirmed if once else None

    def _new(self) -> list[Key]:
        return [name for name in self.wanted if name not in self.found]

    def _changed_back(self, gone: dict[Key, Message]) -> None:
        """The text is again the one that a waiting proposal translates."""
        for name, message in list(gone.items()):
            before = (name[0], text(message.previous_id))
            if message.fuzzy and before in self.wanted:
                self.found.setdefault(before, _Translation.of(message).confirmed)
                del gone[name]

    def _moved(self, gone: Mapping[Key, Message]) -> set[Key]:
        """The same text in another place, where its translations agree; those that left their old place."""
        here, once = defaultdict(list), defaultdict(list)
        for name, message in [*self.live.items(), *self.obsolete.items()]:
            if message.string and not message.fuzzy and name[0]:
                here[name[1]].append(message)
                if name in gone:
                    once[name[1]].append(message)
        moved: set[Key] = set()
        for name in self._new():
            for messages in (once[name[1]], here[name[1]]):
                if name[0] and len({text(message.string) for message in messages}) == 1:
                    unread = next(filter(po_files.unreviewed, messages), messages[0])
                    self.found[name] = _Translation.of(unread)
                    moved |= {key(message) for message in messages if key(message) in gone}
                    break
        return moved

    def _changed(self, gone: Mapping[Key, Message]) -> None:
        """Another wording in the same place: what stood there is a proposal."""
        groups: dict[str, tuple[list[Key], list[Key]]] = defaultdict(lambda: ([], []))
        for name in gone:
            groups[_place(self.live[name])][0].append(name)
        for name in self._new():
            groups[_place(self.wanted[name])][1].append(name)
        for place, (before, after) in groups.items():
            for old, new in self._pairs(place, before, after):
                self.found[new] = _Translation.of(gone[old]).as_proposal(old[1])

    def _pairs(self, place: str, before: list[Key], after: list[Key]) -> Iterator[tuple[Key, Key]]:
        """First the most alike; then what stands at the same spot between the same neighbours."""
        partners: dict[Key, Key] = {}
        ratios = [(fuzz.ratio(a[1], b[1]), -i, -j) for i, a in enumerate(before) for j, b in enumerate(after)]
        for ratio, i, j in sorted(ratios, reverse=True):
            old, new = before[-i], after[-j]
            if ratio >= ALIKE and old not in partners and new not in partners.values():
                partners[old] = new
        rest = [name for name in before if name not in partners]
        unmatched = [name for name in after if name not in partners.values()]
        if rest and unmatched:
            follows = _spots((n for n, m in self.live.items() if _place(m) == place), set(rest), partners)
            spots = _spots((n for n, m in self.wanted.items() if _place(m) == place), set(unmatched), {})
            for spot, names in follows.items():
                if len(names) == len(spots.get(spot, ())):
                    partners.update(zip(names, spots[spot], strict=True))
        yield from partners.items()


def _place(message: Message) -> str:
    """Where a text stands: its context, or for the bot's own sentences the first file."""
    return message.context or (message.locations[0][0] if message.locations else "")


def _spots(
    names: Iterable[Key], loose: Container[Key], renamed: Mapping[Key, Key]
) -> dict[Key | None, list[Key]]:
    """The loose ones by the neighbour that stands before them."""
    spots: dict[Key | None, list[Key]] = defaultdict(list)
    before: Key | None = None
    for name in names:
        if name in loose:
            spots[before].append(name)
        else:
            before = renamed.get(name, name)
    return spots
