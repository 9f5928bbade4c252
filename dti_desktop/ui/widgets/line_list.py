"""Quiet lines of facts: a caption at the left, what it says at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.labels import Label, WrapLabel

Line = tuple[str, str]
"""Caption and words; without a caption the words take the whole width."""


class LineList(QWidget):
    """Rows of two columns. Widgets are kept and used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(theme.HALF)
        # Running text has a widest; what is left over stands behind it, not between caption and words.
        self._grid.setColumnStretch(1, theme.TAKES_THE_ROOM)
        self._grid.setColumnStretch(2, 1)
        self._rows: list[tuple[Label, WrapLabel]] = []
        self._lines: list[Line] = []
        self._beside: dict[int, bool] = {}

    @property
    def lines(self) -> list[Line]:
        """What is shown."""
        return list(self._lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these and no others."""
        self._lines = list(lines)
        while len(self._rows) < len(lines):
            self._add_row()
        for place, (caption, words) in enumerate(self._rows):
            shown = place < len(lines)
            caption.setVisible(shown and bool(lines[place][0]))
            words.setVisible(shown)
            if shown:
                caption.setText(lines[place][0])
                words.setText(lines[place][1])
                self._place(words, place, beside=bool(lines[place][0]))

    def _place(self, words: WrapLabel, row: int, *, beside: bool) -> None:
        """Put the words beside their caption, or across both columns where there is none."""
        if self._beside.get(row) != beside:
            self._beside[row] = beside
            self._grid.removeWidget(words)
            self._grid.addWidget(words, row, 1 if beside else 0, 1, 1 if beside else 2)

    def _add_row(self) -> None:
        place = len(self._rows)
        caption = Label(size="small", tone="muted")
        words = WrapLabel(tone="secondary", selectable=True)
        self._grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
        self._place(words, place, beside=True)
        self._rows.append((caption, words))
