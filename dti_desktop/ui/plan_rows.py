"""The rows of a plan as they stand in its table, and what may be typed into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.estimate_checks import check_estimates
from dti_desktop.engine.estimates import DEPARTMENT, DUE, EFFORT_PREFIX
from dti_desktop.engine.steps import Step
from dti_desktop.errors import InputError
from dti_desktop.services.plan_views import OpenWork, PlanView
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons
from dti_desktop.ui.dates_text import read_date
from dti_desktop.ui.numbers_text import read_number
from dti_desktop.ui.step_text import step_hint, step_text
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel, on_two_lines

CODE, TITLE, WHAT, POINTS, PLACES, DAYS, WHO, WHEN, COUNTS, EXCLUDED = range(10)
EDITABLE = (DAYS, WHO, WHEN)
LATE = "▲"
"""Before a due date that is too late."""

_Index = QModelIndex | QPersistentModelIndex
_ICON = 16


class PlanRows(RowsModel):
    """One row for each piece of work. What is typed is told, not kept: `typed(row, column, text)`.

    `ticked(row, is_excluded)` tells of the last column.
    """

    typed = Signal(int, int, str)
    ticked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.work: Sequence[OpenWork] = ()
        self._marks_planned = False
        self._nothing = QPixmap(_ICON, _ICON)
        self._nothing.fill(Qt.GlobalColor.transparent)

    def show_work(self, view: PlanView, work: Sequence[OpenWork], language: str, *, marks: bool) -> None:
        """Show these and no others; `marks`: tell which of them are planned."""
        self.work, self._marks_planned = work, marks
        self.set_rows(_heads(), [_cells(view, each, language) for each in work])

    def show_anew(self, view: PlanView, row: int, work: OpenWork, language: str) -> None:
        """Show what was typed in one row until the plan has followed."""
        self.work = [*self.work[:row], work, *self.work[row + 1 :]]
        rows = [*self._rows[:row], _cells(view, work, language), *self._rows[row + 1 :]]
        self.set_rows(self._heads, rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() in EDITABLE and not self.work[index.row()].is_excluded:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == EXCLUDED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        work = self.work[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return _editable_text(work.step, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == EXCLUDED:
            return Qt.CheckState.Checked if work.is_excluded else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and index.column() == CODE and self._marks_planned:
            return icons.current().icon("check", "done") if work.is_planned else QIcon(self._nothing)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._read_aloud(work, index.column())
            if said:
                return said
        return super().data(index, role)

    def _read_aloud(self, work: OpenWork, column: int) -> str:
        """Return in words what a tick or a mark shows; "" where the cell has words of its own."""
        if column == EXCLUDED:
            if work.is_excluded:
                return QCoreApplication.translate("Plan", "Không làm được: có")
            return QCoreApplication.translate("Plan", "Không làm được: không")
        if column == CODE and self._marks_planned and work.is_planned:
            return QCoreApplication.translate("Plan", "{code}, có trong kế hoạch").format(code=work.code)
        return ""

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role):
            self.typed.emit(index.row(), index.column(), str(value))
            return True
        return False


def key_of(step: Step, column: int) -> str:
    """Return the key of the estimate that stands in this column."""
    return {DAYS: EFFORT_PREFIX + step.id, WHO: DEPARTMENT, WHEN: DUE}[column]


def read_cell(assessment: Assessment, step: Step, column: int, text: str) -> tuple[FieldValue | None, str]:
    """Return what was meant and "", or what is wrong with it; nothing typed clears the estimate."""
    value: FieldValue | None = None
    if column == DAYS:
        reading = read_number(text, formats.current().language)
        if reading.fault is not None:
            said = QCoreApplication.translate("Plan", "Ngày công phải là một số không âm. Ví dụ: {example}")
            return None, said.format(example=formats.current().number(Decimal("2.5")))
        value = reading.number
    elif column == WHEN:
        day = read_date(text)
        if day.fault is not None:
            return None, QCoreApplication.translate("Plan", "Chưa phải là một ngày. Ví dụ: 03/06/2022")
        value = None if day.day is None else day.day.isoformat()
    else:
        value = " ".join(text.split()) or None
    try:
        check_estimates(assessment.catalogue, step.code, {key_of(step, column): value})
    except InputError:
        return None, QCoreApplication.translate("Plan", "Số quá lớn.")
    return value, ""


def with_estimate(work: OpenWork, column: int, value: FieldValue | None) -> OpenWork:
    """Return the work as it is once an estimate of its step is set."""
    step = work.step
    if step is None:
        return work
    if column == DAYS:
        days = step.default_days if value is None else Fraction(value) if isinstance(value, Decimal) else None
        return work if days is None else replace(work, step=replace(step, own_days=days))
    if column == WHO:
        return replace(work, step=replace(step, department=str(value or "")))
    due = date.fromisoformat(value) if isinstance(value, str) else None
    return replace(work, step=replace(step, due=due))


def departments(assessment: Assessment) -> list[str]:
    """Return the departments that are named anywhere in the assessment, each once, in their order."""
    names = [fields.get(DEPARTMENT) for fields in assessment.estimates.values()]
    return sorted({name for name in names if isinstance(name, str) and name})


def _heads() -> list[Head]:
    def head(text: str, hint: str = "") -> Head:
        return Head(text, is_number=True, hint=hint)

    return [
        Head(QCoreApplication.translate("Plan", "Mã")),
        Head(QCoreApplication.translate("Plan", "Chỉ số thành phần")),
        Head(QCoreApplication.translate("Plan", "Việc cần làm")),
        head(
            QCoreApplication.translate("Plan", "Điểm"),
            QCoreApplication.translate("Plan", "Điểm dự kiến tăng thêm"),
        ),
        head(
            QCoreApplication.translate("Plan", "Bậc"),
            QCoreApplication.translate(
                "Plan", "Phần trong số bậc cả kế hoạch tăng; việc ngoài kế hoạch: nếu chỉ làm việc đó"
            ),
        ),
        head(
            on_two_lines(QCoreApplication.translate("Plan", "Ngày công")),
            QCoreApplication.translate("Plan", "Cho việc này + cho minh chứng; gõ để sửa phần của việc này"),
        ),
        Head(QCoreApplication.translate("Plan", "Đơn vị chủ trì")),
        Head(QCoreApplication.translate("Plan", "Hạn")),
        Head(QCoreApplication.translate("Plan", "Tính cho")),
        Head(on_two_lines(QCoreApplication.translate("Plan", "Không làm được"))),
    ]


def _cells(view: PlanView, work: OpenWork, language: str) -> list[Cell]:
    assessment, form = view.inputs.assessment, formats.current()
    row = assessment.catalogue.indicators[work.code]
    marks = {"partly": "*", "recollected": "**"}.get(row.confidence, "")
    marks += "†" if row.measured_by == "ministry" else ""
    order = list(assessment.catalogue.indicators).index(work.code)
    code = Cell(f"{work.code} {marks}".rstrip(), order, row.title.in_language(language))
    title = Cell(row.short.in_language(language), row.short.in_language(language), code.hint)
    step = work.step
    if step is None:
        said = QCoreApplication.translate("Plan", "Làm lại được")
        hint = QCoreApplication.translate("Plan", "Bỏ dấu ở cột cuối để việc này lại có thể được chọn.")
        ended = [replace(cell, order=None, is_quiet=True) for cell in (code, title)]
        empty = [Cell("") for _column in range(POINTS, EXCLUDED)]
        return [*ended, Cell(said, None, hint, is_quiet=True), *empty, Cell("", None, hint)]
    given = assessment.estimates.get(work.code, {})
    is_set = EFFORT_PREFIX + step.id in given or step.own_days != step.default_days
    days = form.number(step.own_days, 1)
    if step.evidence_days:
        days += f" + {form.number(step.evidence_days, 1)}"
    default = QCoreApplication.translate("Plan", "Mức mặc định; gõ số của cơ quan để thay.")
    return [
        code,
        title,
        Cell(text := step_text(assessment, step, language), text, step_hint(assessment, step, language)),
        Cell(form.points(step.expected_points_gained), float(step.expected_points_gained)),
        Cell(form.fixed(Fraction(str(round(work.places, 1))), 1), work.places),
        Cell(days, float(step.effort_days), "" if is_set else default, is_quiet=not is_set),
        Cell(step.department, step.department or None),
        _until(step),
        _counts_for(step),
        Cell("", 0.0, QCoreApplication.translate("Plan", "Không làm được: bỏ ra khỏi kế hoạch")),
    ]


def _until(step: Step) -> Cell:
    if step.due is None:
        return Cell("")
    day, order = formats.current().date(step.due), float(step.due.toordinal())
    if step.is_in_time:
        return Cell(day, order)
    return Cell(f"{LATE} {day}", order, _too_late(), is_quiet=True)


def _too_late() -> str:
    return QCoreApplication.translate("Plan", "Hạn này quá muộn: không kế hoạch nào ở đây chọn việc này.")


def _counts_for(step: Step) -> Cell:
    if step.counts_for == "this-assessment":
        text = QCoreApplication.translate("Plan", "Kỳ này")
    else:
        text = QCoreApplication.translate("Plan", "Kỳ sau")
    return Cell(text, text, "" if step.is_in_time else _too_late(), is_quiet=not step.is_in_time)


def _editable_text(step: Step | None, column: int) -> str:
    """Return what stands in the field that opens over the cell."""
    if step is None:
        return ""
    form = formats.current()
    match column:
        case c if c == DAYS:
            return form.number(step.own_days).replace(form.group_sign, "")
        case c if c == WHO:
            return step.department
        case c if c == WHEN:
            return "" if step.due is None else form.date(step.due)
    return ""
