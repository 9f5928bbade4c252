"""The points of an indicator, large, with the line that tells how they came about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.model import Indicator
from dti_desktop.engine.scoring import IndicatorScore
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.derivation_text import points_out_of, steps
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import BigNumber, Label, WrapLabel
from dti_desktop.ui.widgets.progress import ThinBar

NO_POINTS = "–"
#: The line of steps is looked over, not read like prose: it may be longer than a column of text.
_STEPS_CHARACTERS = 110


class Arithmetic(Retranslated, QWidget):
    """Steps at the left, points at the right, a bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indicator: Indicator | None = None
        self._score: IndicatorScore | None = None
        self._language = "vi"
        self._has_unread = False
        self.steps = WrapLabel(tone="secondary", characters=_STEPS_CHARACTERS, selectable=True)
        self._unread = WrapLabel(size="small", tone="warn")
        self._unread.hide()
        self.points = BigNumber(size="number")
        self._out_of = Label(tone="muted")
        self._bar = ThinBar(height=8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.steps)
        words.addWidget(self._unread)
        words.addStretch(1)
        self._across = QHBoxLayout()
        self._across.setSpacing(10)
        self._across.addLayout(words, theme.TAKES_THE_ROOM)
        self._across.addStretch(1)
        self._across.addWidget(self.points, 0, Qt.AlignmentFlag.AlignVCenter)
        self._across.addWidget(self._out_of, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID + theme.HALF)
        layout.addLayout(self._across)
        layout.addWidget(self._bar)

    def show_score(
        self, indicator: Indicator, score: IndicatorScore, language: str, *, has_unread: bool
    ) -> None:
        """Show what `score` says of `indicator`. The points count up or down while it stays the same one."""
        is_same = self._indicator is not None and self._indicator.code == indicator.code
        self._indicator, self._score, self._language = indicator, score, language
        self._has_unread = has_unread
        self._write(moving=is_same)

    @property
    def is_unread_said(self) -> bool:
        """Whether it is said that a field could not be read."""
        return self._has_unread

    def set_unread(self, has_unread: bool) -> None:
        """Say, or no longer say, that a field holds a text that could not be read."""
        self._has_unread = has_unread
        self._unread.setVisible(has_unread)

    def retranslate(self) -> None:
        self._write(moving=False)

    def _write(self, *, moving: bool) -> None:
        if self._indicator is None or self._score is None:
            return
        outcome, max_points = self._score.outcome, self._indicator.max_points
        line = steps(self._indicator.rule, outcome, max_points, self._language)
        self.steps.setText(line.text)
        self.steps.set_tone(line.tone)
        self._unread.setText(self.tr("Có ô chưa đọc được; điểm đang tính theo số đã có trước đó."))
        self._unread.setVisible(self._has_unread)
        scored = max_points > 0
        for widget in (self.points, self._out_of, self._bar):
            widget.setVisible(scored)
        if not scored:
            return
        out_of = points_out_of(max_points)
        if self._indicator.measured_by == "ministry":
            out_of = self.tr("{out_of}, ước tính").format(out_of=out_of)
        self._out_of.setText(out_of)
        if not moving:
            self.points.set_text(NO_POINTS)
        if outcome.state == "unanswered":
            self.points.set_text(NO_POINTS)
            self.points.set_tone("muted")
        else:
            self.points.set_number(self._score.points, formats.current().points)
            self.points.set_tone("block" if outcome.state == "invalid" else "text")
        self._bar.set_share(self._score.points / max_points, at_once=not moving)
