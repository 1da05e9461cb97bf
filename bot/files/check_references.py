"""Does every way through a guided check lead to a result: no dead end, no loop, nothing out of reach?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks import DEPTH, Check
from bot.files.problems import did_you_mean
from bot.files.yaml_text import Document, Path_


def check_ways(document: Document, check: Check) -> None:
    """Note in the document of a check every way that does not end in a result."""
    once = dict.fromkeys(_Ways(check).findings())  # several ways may lead over the same mistake
    document.problems += (document.problem(path, what, remedy) for path, what, remedy in once)


Finding = tuple[Path_, str, str]


class _Ways:
    def __init__(self, check: Check) -> None:
        self.check = check
        self.names = [*check.steps, *check.results]
        self.reached: set[str] = set()

    def findings(self) -> Iterator[Finding]:
        check = self.check
        if check.items and not (check.start or check.steps or check.results):
            yield from self._items()
            return
        if check.items or not check.start:
            what = "ein Check hat entweder „items“ oder „start“, „steps“ und „results“"
            yield ("id",), what, "bitte eines von beiden löschen"
            return
        yield from self._ids()
        yield from self._from(("start",), check.start, ())
        for kind, names in (("steps", check.steps), ("results", check.results)):
            for name in names:
                if name not in self.reached:
                    yield (
                        (kind, name),
                        f"„{name}“ wird von keiner Antwort erreicht",
                        "bitte darauf verweisen oder löschen",
                    )

    def _items(self) -> Iterator[Finding]:
        seen: set[str] = set()
        for number, item in enumerate(self.check.items):
            if item.id in seen:
                yield (
                    ("items", number, "id"),
                    f"die Kennung „{item.id}“ steht doppelt",
                    "bitte eine andere wählen",
                )
            seen.add(item.id)

    def _ids(self) -> Iterator[Finding]:
        """A name stands for one thing; conditions name options that exist."""
        for name in set(self.check.steps) & set(self.check.results):
            yield ("results", name), f"„{name}“ heißt schon eine Frage", "bitte das Ergebnis anders nennen"
        known = [option.id for step in self.check.steps.values() for option in step.options]
        for path, when in self._conditions():
            for name in when:
                if name not in known:
                    yield path, f"„{name}“ ist keine Antwort in diesem Check", did_you_mean(name, known)

    def _conditions(self) -> Iterator[tuple[Path_, tuple[str, ...]]]:
        for name, step in self.check.steps.items():
            for number, option in enumerate(step.options):
                yield ("steps", name, "options", number, "when"), option.when
        for name, result in self.check.results.items():
            for field in ("lines", "documents"):
                for number, line in enumerate(getattr(result, field)):
                    yield ("results", name, field, number, "when"), line.when

    def _from(self, path: Path_, name: str, before: tuple[str, ...]) -> Iterator[Finding]:
        if name in before:
            way = " → ".join((*before[before.index(name) :], name))
            yield path, f"die Fragen drehen sich im Kreis: {way}", "bitte zu einem Ergebnis führen"
            return
        if name not in self.names:
            yield (
                path,
                f"„{name}“ gibt es nicht: hier endet der Weg ohne Ergebnis",
                did_you_mean(name, self.names),
            )
            return
        self.reached.add(name)
        if name in self.check.results:
            return
        if len(before) == DEPTH:
            yield path, f"mehr als {DEPTH} Fragen hintereinander", "bitte den Weg kürzen"
            return
        yield from self._through(name, (*before, name))

    def _through(self, name: str, before: tuple[str, ...]) -> Iterator[Finding]:
        step = self.check.steps[name]
        if all(option.when for option in step.options):
            what = "jede Antwort hat eine Bedingung; es kann sein, dass keine übrig bleibt"
            yield ("steps", name, "options"), what, "bitte eine Antwort ohne „when“ ergänzen"
        for number, option in enumerate(step.options):
            yield from self._from(("steps", name, "options", number, "to"), option.to, before)
