"""What a plan is asked for: a rank, points or days, and until when the work counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from dti_desktop.engine.plan_horizon import NEXT_YEAR, SUBMISSION, HorizonKind
from dti_desktop.engine.planning import Goal, GoalKind
from dti_desktop.services.plan_views import goal_of
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.date_field import DateField
from dti_desktop.ui.widgets.labels import Label
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side

_NUMBER_WIDTH, _DATE_WIDTH = 80, 108
_LINE_HEIGHT = 36
_KINDS: tuple[GoalKind, ...] = ("rank", "points", "effort")


class PlanGoal(Retranslated, QWidget):
    """Goal and horizon in one row, in two where there is no room.

    `kind_chosen(str)`; `edited()` at every key of the number; `horizon_chosen(str)`;
    `deadline_set(date | None)`.
    """

    kind_chosen = Signal(str)
    edited = Signal()
    horizon_chosen = Signal(str)
    deadline_set = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: int | None = None
        self._is_ranked = True
        self._scale = Fraction(0)
        self.kinds = Segments()
        self.number = NumberField()
        self.number.line.setFixedWidth(_NUMBER_WIDTH)
        self.horizons = Segments()
        self._deadline_name = Label(tone="muted")
        self.deadline = DateField()
        self.deadline.line.setFixedWidth(_DATE_WIDTH)
        self._deadline_name.setBuddy(self.deadline.line)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GRID)
        self._goal = _group(self.kinds, self.number)
        self._until = _group(self.horizons, self._deadline_name, self.deadline)
        top = Qt.AlignmentFlag.AlignTop
        self._row.addWidget(self._goal, 0, top)
        self._row.addStretch(1)
        self._row.addWidget(self._until, 0, top)
        self.kinds.chosen.connect(self.kind_chosen)
        self.number.edited.connect(lambda _reading: self._edited())
        self.horizons.chosen.connect(self.horizon_chosen)
        self.deadline.committed.connect(self.deadline_set)
        self.retranslate()

    def arrange(self, width: int) -> None:
        """Stand in one row where `width` pixels are enough."""
        needed = self._goal.sizeHint().width() + self._until.sizeHint().width() + 4 * theme.GRID
        wide = width >= needed
        stand_side_by_side(self._row, wide)

    @property
    def kind(self) -> GoalKind:
        """What is asked for."""
        first: GoalKind = "rank" if self._is_ranked else "points"
        return next((kind for kind in _KINDS if kind == self.kinds.choice), first)

    @property
    def horizon(self) -> HorizonKind:
        """What for."""
        return NEXT_YEAR if self.horizons.choice == NEXT_YEAR else SUBMISSION

    @property
    def goal(self) -> Goal | None:
        """The goal as it stands there; None where it is none."""
        number = self.number.number
        return None if number is None else goal_of(self.kind, number, of=self._of, scale=self._scale)

    def set_ranked(self, is_ranked: bool) -> None:
        """Say whether anybody is ranked; else a rank cannot be asked for."""
        if is_ranked != self._is_ranked:
            self._is_ranked = is_ranked
            self.retranslate()

    def set_bounds(self, of: int | None, scale: Fraction) -> None:
        """Say how many are ranked, where that is known, and how many points there are."""
        self._of, self._scale = of, scale
        self._judge()
        self._show_unit()

    def show_goal(self, goal: Goal) -> None:
        """Show a goal. Emits nothing."""
        self.kinds.choose(goal.kind)
        self.number.flush()
        self.number.set_number(Decimal(goal.amount.numerator) / Decimal(goal.amount.denominator))
        self._judge()
        self._show_unit()

    def show_horizon(self, kind: HorizonKind, deadline: date) -> None:
        """Show what for and until when; only the deadline of this assessment can be set."""
        self.horizons.choose(kind)
        self.deadline.set_day(deadline)
        self.deadline.set_read_only(kind == NEXT_YEAR)

    def retranslate(self) -> None:
        self.kinds.set_name(self.tr("Mục tiêu"))
        self.kinds.set_segments(
            [
                *([Segment("rank", self.tr("Đạt hạng"))] if self._is_ranked else ()),
                Segment("points", self.tr("Đạt điểm")),
                Segment("effort", self.tr("Trong số ngày công")),
            ]
        )
        self.horizons.set_name(self.tr("Lập kế hoạch cho"))
        self.horizons.set_segments(
            [Segment(SUBMISSION, self.tr("Trước hạn nộp")), Segment(NEXT_YEAR, self.tr("Cho năm sau"))]
        )
        self._deadline_name.setText(self.tr("Hạn nhập số liệu"))
        self.deadline.set_name(self.tr("Hạn nhập số liệu"))
        self._show_unit()
        self._judge()

    def _show_unit(self) -> None:
        form = formats.current()
        match self.kind:
            case "rank":
                self.number.set_name(self.tr("Hạng muốn đạt"))
                self.number.set_unit("" if self._of is None else f"/ {self._of}")
            case "points":
                self.number.set_name(self.tr("Điểm muốn đạt"))
                self.number.set_unit(f"/ {form.number(self._scale)}" if self._scale else "")
            case "effort":
                self.number.set_name(self.tr("Số ngày công có thể bố trí"))
                self.number.set_unit(self.tr("ngày công"))

    def _edited(self) -> None:
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        """Say in place what is wrong with the number; what is no number the field says itself."""
        said = self._bounds() if self.number.number is not None and self.goal is None else ""
        self.number.set_message(said, "block" if said else "muted")

    def _bounds(self) -> str:
        if self.kind == "rank":
            if self._of is None:
                return self.tr("Hạng là số nguyên.")
            return self.tr("Hạng từ 1 đến {of}.").format(of=self._of)
        most = formats.current().number(self._scale)
        return self.tr("Điểm từ 0 đến {most}.").format(most=most)


def _group(*parts: QWidget) -> QWidget:
    """Return parts side by side, each in the middle of a field's line; words about a field hang below it."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GRID)
    for part in parts:
        if isinstance(part, Label | Segments):
            line = QWidget()
            line.setFixedHeight(_LINE_HEIGHT)
            beside = QHBoxLayout(line)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    return group
