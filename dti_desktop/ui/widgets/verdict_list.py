"""Verdicts one below the other, each with its own shape: never merged into one tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.verification_text import SHAPES, Mood, Verdict
from dti_desktop.ui.widgets.labels import Label, Tone, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Hairline

_NAME_WIDTH = 112
_TONES: dict[Mood, Tone] = {
    "good": "done",
    "bad": "block",
    "open": "warn",
    "told": "secondary",
    "left": "secondary",
}


class VerdictRow(QWidget):
    """Shape, what is judged, the verdict in a word, and below it what that means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconMark("circle-help", "warn", 20)
        self._name = Label(tone="secondary")
        self._name.setFixedWidth(_NAME_WIDTH)
        self.word = Label(weight=Weight.DemiBold)
        self.meaning = WrapLabel(tone="secondary", characters=90)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.word)
        words.addWidget(self.meaning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.mark, 0, top)
        layout.addWidget(self._name, 0, top)
        layout.addLayout(words, theme.TAKES_THE_ROOM)
        layout.addStretch(1)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show one verdict; all of it is one name for screen readers."""
        self.mark.set_icon(*SHAPES[verdict.mood])
        self._name.setText(verdict.name)
        self.word.setText(verdict.title)
        self.word.set_tone(_TONES[verdict.mood])
        self.meaning.setText(verdict.meaning)
        self.setAccessibleName(f"{verdict.name}: {verdict.title}. {verdict.meaning}")


class VerdictList(QWidget):
    """Verdict rows with hairlines between them. `rows` are kept and used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[VerdictRow] = []
        self._lines: list[Hairline] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID + 2)

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Show these and no others."""
        while len(self.rows) < len(verdicts):
            if self.rows:
                line = Hairline()
                self._lines.append(line)
                self._layout.addWidget(line)
            row = VerdictRow()
            self.rows.append(row)
            self._layout.addWidget(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(verdicts))
            if place:
                self._lines[place - 1].setVisible(place < len(verdicts))
            if place < len(verdicts):
                row.show_verdict(verdicts[place])
