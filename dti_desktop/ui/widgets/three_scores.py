"""Three scores of one sub-indicator side by side: the office's own, its reviewer's, the ministry's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.review import GivenScore
from dti_desktop.engine.score_cuts import difference
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_line
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.number_field import NumberField

_NOTHING = "–"
_POINTS_WIDTH = 84


class ThreeScores(Retranslated, QWidget):
    """`given(object)`: the reviewer's points with the reason, or None where they were cleared."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own, self._most = Fraction(0), Fraction(0)
        self._reviewer: GivenScore | None = None
        self._ministry: GivenScore | None = None
        self._heads = [Label(size="small", tone="muted") for _ in range(3)]
        self.own = Label(size="title", weight=Weight.DemiBold)
        self.points = NumberField()
        self.points.line.setFixedWidth(_POINTS_WIDTH)
        self.ministry = Label(size="title", weight=Weight.DemiBold)
        self._differences = [Label(size="small", tone="muted") for _ in range(2)]
        self._reason_head = Label(size="small", tone="muted")
        self.reason = TextField()
        self._reason_head.setBuddy(self.reason.line)
        self._ministry_reason = WrapLabel(size="small", tone="secondary", selectable=True)
        self.points.edited.connect(lambda _reading: self._follow())
        self.points.committed.connect(lambda _points: self._tell())
        self.reason.committed.connect(lambda _text: self._tell())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.GRID)
        grid.setVerticalSpacing(2)
        shown = (self.own, self.points, self.ministry)
        for column, (head, widget) in enumerate(zip(self._heads, shown, strict=True)):
            grid.addWidget(head, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._differences[0], 2, 1)
        grid.addWidget(self._differences[1], 2, 2)
        why = QHBoxLayout()
        why.setSpacing(theme.GRID)
        why.addWidget(self._reason_head)
        why.addWidget(self.reason, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(grid)
        layout.addLayout(why)
        layout.addWidget(self._ministry_reason)

    def show_scores(
        self,
        own: Fraction,
        most: Fraction,
        reviewer: GivenScore | None,
        ministry: GivenScore | None,
        *,
        fresh: bool,
    ) -> None:
        """Show these; what is being typed is left alone unless the indicator is another (`fresh`)."""
        self._own, self._most, self._reviewer, self._ministry = own, most, reviewer, ministry
        if fresh:
            self.points.show_text("")
        self.points.set_number(None if reviewer is None else reviewer.points)
        if fresh or not self.reason.line.hasFocus():
            self.reason.set_text("" if reviewer is None else reviewer.reason)
        self.retranslate()

    def retranslate(self) -> None:
        form = formats.current()
        for head, text in zip(
            self._heads,
            (self.tr("Tự chấm"), self.tr("Người rà soát"), self.tr("Cơ quan thẩm định")),
            strict=True,
        ):
            head.setText(text)
        self.points.set_name(self.tr("Điểm của người rà soát"))
        self.points.set_unit(self.tr("/ {points} điểm").format(points=form.number(self._most)))
        self.points.line.setPlaceholderText(_NOTHING)
        self._reason_head.setText(self.tr("Lý do"))
        self.reason.set_name(self.tr("Lý do cho điểm của người rà soát"))
        self.own.setText(form.points(self._own))
        self.own.setAccessibleName(f"{self._heads[0].text()} {self.own.text()}")
        self.ministry.setText(_NOTHING if self._ministry is None else form.points(self._ministry.points))
        self.ministry.setAccessibleName(f"{self._heads[2].text()} {self.ministry.text()}")
        for label, score in zip(self._differences, (self._reviewer, self._ministry), strict=True):
            self._say_difference(label, score)
        said = "" if self._ministry is None else self._ministry.reason
        self._ministry_reason.setText(
            self.tr("Cơ quan chủ trì: {reason}").format(reason=said) if said else ""
        )
        self._ministry_reason.setVisible(bool(said))
        self._follow()

    def flush(self) -> None:
        """Bring what was typed where it belongs."""
        self.points.flush()
        self.reason.flush()

    def _say_difference(self, label: Label, score: GivenScore | None) -> None:
        if score is None:
            label.setText("")
            return
        shown = difference(self._own, score)
        label.setText(
            self.tr("bằng điểm tự chấm")
            if not shown
            else self.tr("{difference} so với tự chấm").format(difference=formats.current().signed(shown, 2))
        )
        label.set_tone("warn" if shown < 0 else "muted")

    def _too_many(self) -> bool:
        number = self.points.number
        return number is not None and Fraction(number) > self._most

    def _follow(self) -> None:
        most = formats.current().number(self._most)
        text = self.tr("Tối đa {points} điểm.").format(points=most) if self._too_many() else ""
        self.points.set_message(text, "block")
        has_points = self.points.number is not None and not self._too_many()
        self.reason.setEnabled(has_points)

    def _tell(self) -> None:
        number: Decimal | None = self.points.number
        if self.points.reading.fault is not None or self._too_many():
            return
        reason = typed_line(self.reason.text)
        held = self._reviewer
        if number is None:
            if held is not None:
                self.given.emit(None)
        elif held is None or (held.points, held.reason) != (number, reason):
            self.given.emit((number, reason))
