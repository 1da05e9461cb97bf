"""Small numbers: none is shown, none can be worked out."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.report.merging import LEAST, grid, line, ranking, rounded

NUMBERS = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 60))
ROWS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.integers(0, 40), min_size=3, max_size=3))


@given(NUMBERS)
def test_no_row_and_no_rest_below_five_is_shown(numbers):
    """A ranking shows nothing that happened less than five times, and loses nothing either."""
    made = ranking(numbers)

    assert all(numbers[key] >= LEAST for key in made.shown)
    assert made.rest == 0 or made.rest >= LEAST
    hidden = sum(number for key, number in numbers.items() if key not in made.shown)
    assert hidden < LEAST or made.rest == rounded(hidden)


@given(ROWS)
def test_no_cell_below_five_is_shown_and_none_is_alone(rows):
    """In a grid every small cell is blank, and with it so much of its line and column that it can hide."""
    made = grid(rows)

    for key, cells in made.rows.items():
        blank = [rows[key][i] for i, cell in enumerate(cells) if cell is None]
        assert all(number >= LEAST for i, number in enumerate(rows[key]) if cells[i] is not None)
        assert not 0 < sum(blank) < LEAST
    assert all(cell is None or cell >= LEAST for cell in made.rest)


def test_what_is_blank_in_a_line_has_several_answers():
    """Of all lines of three months that look the same, with their total, no blank one can be told."""
    worlds = defaultdict(list)
    for cells in product(range(14), repeat=3):
        worlds[line(cells)].append(cells)

    for seen, alike in worlds.items():
        for place in range(3):
            if seen.cells[place] is None:
                assert len({cells[place] for cells in alike}) > 1, (seen, alike)


def test_what_is_merged_has_several_answers():
    """Of all rankings that look the same, no merged subject has only one number it can have."""
    worlds = defaultdict(list)
    for cells in product(range(14), repeat=3):
        made = ranking(dict(zip("abc", cells, strict=True)))
        worlds[tuple(made.shown.items()), made.rest, made.total].append(cells)

    for (shown, *_), alike in worlds.items():
        for place, key in enumerate("abc"):
            values = {cells[place] for cells in alike}
            assert key in dict(shown) or len(values) > 1 or values == {0}, (shown, alike)


def test_what_is_blank_in_a_grid_has_several_answers():
    """Of all grids of two by two that look the same, with their lines' totals, no small cell can be told."""
    worlds = defaultdict(list)
    for a, b, c, d in product(range(11), repeat=4):
        made = grid({"a": (a, b), "b": (c, d)})
        totals = ranking({"a": a + b, "b": c + d})
        worlds[str((made, totals))].append((a, b, c, d))

    for seen, alike in worlds.items():
        for place in range(4):
            values = {cells[place] for cells in alike}
            assert len(values) > 1 or not values & set(range(1, LEAST)), (seen, alike)
