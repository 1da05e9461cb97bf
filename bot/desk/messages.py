"""`messages`: take all texts out of the code and of `knowledge/`, bring every catalogue up to date.

`bot.pot` holds the bot's own English sentences, `knowledge.pot` the German texts of the town; the context
of each names its place. A changed source makes its translation fuzzy, and a fuzzy one is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.desk import shelf
from bot.desk.translation_states import line, state, total
from bot.files import po_files
from bot.files.catalogues import compile_all
from bot.files.problems import BrokenFiles
from bot.files.town import Town


def update(town: Town, home: Path) -> Iterator[str]:
    """Bring templates and catalogues up to date; yields what was done, line by line, in German.

    Raises BrokenFiles, before anything is written, where a catalogue or a file of the town cannot be read:
    the texts of a broken file would be taken for deleted ones.
    """
    if broken := [problem for problem in town.files.problems if problem.severity == "error"]:
        raise BrokenFiles(broken)
    folder = town.folders.translations
    templates = {"bot": shelf.bot_template(home), "knowledge": shelf.knowledge_template(town.files)}
    renewed = {language: shelf.current(town, language, templates) for language in shelf.languages(town)}
    for domain, template in templates.items():
        po_files.keep(folder / f"{domain}.pot", po_files.written(template))
    states = []
    for language, catalogues in renewed.items():
        shelf.keep(folder, language, catalogues)
        states.append(state(language, catalogues))
        yield line(states[-1])
    compile_all(folder, tuple(renewed), town.folders.cache)
    yield total(states)
