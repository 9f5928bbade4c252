"""Figures side by side: each once and in order, no line too long, nothing left hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.figure_row import GAP, FigureRow, lines_of
from dti_desktop.ui.widgets.index_table import in_lines
from dti_desktop.ui.widgets.standing_figure import StandingFigure

_GROUPS = st.lists(st.lists(st.integers(10, 300), min_size=1, max_size=6), max_size=4)


@given(_GROUPS, st.integers(0, 2000))
def test_each_stands_once_and_in_order_and_fits_where_it_can(groups: list[list[int]], room: int) -> None:
    lines = lines_of(groups, room)
    widths = [width for group in groups for width in group]
    assert [place for line in lines for place in line] == list(range(len(widths)))
    assert all(line for line in lines)
    for line in lines:
        is_alone = len(line) == 1
        assert is_alone or sum(widths[place] for place in line) + GAP * (len(line) - 1) <= room


@given(_GROUPS)
def test_one_line_where_there_is_room_for_all(groups: list[list[int]]) -> None:
    widths = [width for group in groups for width in group]
    assert len(lines_of(groups, sum(widths) + GAP * len(widths))) == bool(widths)


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        (700, [[0, 1, 2, 3, 4]]),
        (500, [[0, 1, 2], [3, 4]]),
        (250, [[0, 1], [2], [3, 4]]),
        (50, [[0], [1], [2], [3], [4]]),
    ],
)
def test_a_group_begins_a_line(room: int, lines: list[list[int]]) -> None:
    assert lines_of([[100, 100, 100], [100, 100]], room) == lines


def test_what_is_said_longer_unseen_has_its_room_when_it_is_seen(qtbot: QtBot) -> None:
    row = FigureRow(is_ruled=True)
    qtbot.addWidget(row)
    figures = [StandingFigure() for _ in range(4)]
    row.set_groups(figures[:2], figures[2:])
    row.resize(420, 120)
    row.show()
    assert len(row.lines()) == 1
    row.hide()
    for figure in figures:
        figure.set_name("Khả năng đạt hạng 55 trở lên")
    row.show()
    QApplication.processEvents()
    assert row.lines() == [figures[:2], figures[2:]]
    assert all(figure.width() >= figure.sizeHint().width() for figure in figures)
    figures[0].hide()
    QApplication.processEvents()
    assert [figure for line in row.lines() for figure in line] == figures[1:]


def test_a_name_takes_a_second_line_where_there_is_one_and_is_cut_only_at_its_end(
    look: theme.Theme,
) -> None:
    metrics = QFontMetrics(look.font("body"))
    name = "C.1  Dịch vụ công và phục vụ người dân tại bộ phận một cửa"
    whole = metrics.horizontalAdvance(name)
    assert in_lines(metrics, name, whole, 2) == [name]
    two = in_lines(metrics, name, whole * 2 // 3, 2)
    assert len(two) == 2 and " ".join(two) == name
    cut = in_lines(metrics, name, whole // 3, 2)
    assert len(cut) == 2 and cut[1].endswith("…") and name.startswith(cut[0])
    assert all(metrics.horizontalAdvance(line) <= whole // 3 for line in cut)
    (one,) = in_lines(metrics, name, whole // 3, 1)
    assert one.endswith("…")


def test_figures_that_come_to_a_row_that_is_seen_are_seen(qtbot: QtBot) -> None:
    row = FigureRow()
    qtbot.addWidget(row)
    row.resize(600, 120)
    row.show()
    figures = [StandingFigure() for _ in range(3)]
    row.set_groups(figures)
    QApplication.processEvents()
    assert row.lines() == [figures] and all(figure.isVisible() for figure in figures)
