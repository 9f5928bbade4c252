"""Where a pasted block comes to stand: as in Excel, and nothing is lost without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_window import LIBRARY

from dti_desktop.services.entered_cells import EXPLANATION as EXPLANATION_FIELD
from dti_desktop.ui.entry_block import Target, place_block
from dti_desktop.ui.entry_rows import EXPLANATION, POINTS, UNIT, VALUE, entry_lines

LINES = [line for line in entry_lines(LIBRARY.catalogue("dti-province-2022")) if line.asked is not None]
START = next(place for place, line in enumerate(LINES) if line.key == "4.1#a")
COLUMNS = (VALUE, UNIT, POINTS, EXPLANATION)


def target(height: int = 1, width: int = 1, *, left: int = VALUE, is_fill: bool = False) -> Target:
    held = {(0, UNIT): "thôn/tổ", (1, UNIT): "thôn/tổ", (0, POINTS): "5"}
    columns = COLUMNS[COLUMNS.index(left) :]
    return Target(LINES[START:], columns, height, width, held, is_fill)


def entered(block: list[list[str]], where: Target) -> dict[str, str]:
    return {cell.place: cell.untrusted_text for cell in place_block(block, where)[0]}


def faults(block: list[list[str]], where: Target) -> list[str]:
    return [problem.code for problem in place_block(block, where)[1]]


def test_a_column_runs_down_from_the_first_selected_line() -> None:
    assert entered([["1"], ["2"], ["3"]], target()) == {"4.1#a": "1", "4.1#b": "2", "4.2#a": "3"}


def test_one_value_fills_the_selection() -> None:
    block, where = [["9"]], target(3, 4)
    assert entered(block, where) == {
        "4.1#a": "9", "4.1#b": "9", "4.2#a": "9", "4.1#explanation": "9", "4.2#explanation": "9",
    }  # fmt: skip
    assert faults(block, where) == []


def test_a_block_is_repeated_where_it_fits_a_whole_number_of_times() -> None:
    assert list(entered([["1"], ["2"]], target(4)).values()) == ["1", "2", "1", "2"]
    assert list(entered([["1"], ["2"]], target(3)).values()) == ["1", "2"]


def test_columns_that_take_nothing_may_only_say_what_stands_there() -> None:
    row = [["700", "thôn/tổ", "5", "vì"], ["775", "thôn/tổ", "", ""]]
    assert faults(row, target()) == []
    assert entered(row, target()) == {"4.1#a": "700", "4.1#explanation": "vì", "4.1#b": "775"}
    assert faults([["700", "người"]], target()) == ["column-not-entered"]
    assert faults([["700", "người"]], target(is_fill=True)) == []


@pytest.mark.parametrize(
    ("block", "fault"),
    [([["1"]] * (len(LINES) + 1), "block-too-long"), ([["1", "", "", "", ""]], "block-too-wide")],
)
def test_what_has_no_room_is_told(block: list[list[str]], fault: str) -> None:
    assert fault in faults(block, target())


@given(
    st.lists(st.lists(st.sampled_from(["", "1", "x"]), min_size=1, max_size=6), max_size=5),
    st.integers(1, 6),
    st.integers(1, 4),
)
def test_every_cell_of_a_block_is_entered_told_or_empty(
    block: list[list[str]], height: int, width: int
) -> None:
    where = target(height, width)
    cells, told = place_block(block, where)
    assert len({cell.place for cell in cells}) == len(cells)
    if not told and block and not (len(block) == 1 and len(block[0]) == 1):
        texts = {text for row in block for text in row} - {"", "5", "thôn/tổ"}
        assert texts <= {cell.untrusted_text for cell in cells}
    assert all(cell.field == EXPLANATION_FIELD or "#" not in cell.field for cell in cells)
