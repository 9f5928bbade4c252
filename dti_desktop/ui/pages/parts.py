"""Work that goes to departments: what was handed out, what came back; in a part, what the office asks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.parts import IssuedPart
from dti_desktop.services.parts import guidance_of
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import assessed_in
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.drop_area import part_files
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.utc_times import from_utc_text

_WIDEST = 1080
_COLUMNS = (220, None, 110, 160, 220)


class PartsPage(Page):
    """`issue_wanted`, `take_back_wanted(paths, empty to choose)`, `return_wanted`, `report_wanted`."""

    issue_wanted = Signal()
    take_back_wanted = Signal(list)
    return_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.today: date | None = None
        self._guidance = ""
        self._guidance_of: str | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self.issue = PrimaryButton(icon="send")
        self.issue.clicked.connect(self.issue_wanted)
        self.take_back = SecondaryButton(icon="download")
        self.take_back.clicked.connect(lambda: self.take_back_wanted.emit([]))
        self.hand_on = SecondaryButton(icon="building-2")
        self.hand_on.clicked.connect(self.issue_wanted)
        self.report = SecondaryButton(icon="printer")
        self.report.clicked.connect(self.report_wanted)
        self.report.hide()
        self.back = PrimaryButton(icon="send")
        self.back.clicked.connect(self.return_wanted)
        self._asked = Card()
        self.lines = LineList()
        self._guidance_label = WrapLabel(selectable=True)
        self._asked.body.addWidget(self.lines)
        self._asked.body.addWidget(self._guidance_label)
        back_line = QHBoxLayout()
        back_line.addWidget(self.back)
        back_line.addStretch(1)
        self._asked.body.addLayout(back_line)
        self._rows = RowsModel()
        self.table = DataTable()
        self.table.setModel(self._rows)
        self.nothing = EmptyState("send", action_icon="send")
        self.nothing.acted.connect(self.issue_wanted)
        self.stack = QStackedWidget()
        self._lay_out()
        self.setAcceptDrops(True)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addStretch(1)
        for button in (self.report, self.take_back, self.hand_on, self.issue):
            head.addWidget(button)
        self._handed_out = Card()
        self._handed_out.body.setContentsMargins(0, 4, 0, 8)
        self._handed_out.body.addWidget(self.stack)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.GRID + theme.HALF)
        body.addLayout(head)
        body.addWidget(self._about)
        body.addWidget(self._asked)
        body.addWidget(self._handed_out, 1)
        body.addStretch(0)
        across = QHBoxLayout(self)
        across.setContentsMargins(4 * theme.GRID, 20, 4 * theme.GRID, 20)
        stand_in_the_middle(across, column)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show what was handed out; in a part, what the office asks."""
        self._fill()
        assessment = self.context.session.assessment
        if assessment is not None and assessment.origin is not None:
            self._ask_for_guidance(assessment)
            self.back.setFocus()
        else:
            self.issue.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what was done meanwhile."""
        self._fill()

    def retranslate(self) -> None:
        """Set every text again."""
        self.issue.setText(self.tr("Giao việc…"))
        self.take_back.setText(self.tr("Nhận lại…"))
        self.report.setText(self.tr("Biên bản…"))
        self.report.setAccessibleName(self.tr("Biên bản của lần nhận lại gần nhất"))
        self.hand_on.setText(self.tr("Giao tiếp…"))
        self.back.setText(self.tr("Trả phần việc…"))
        self.table.setAccessibleName(self.tr("Phần việc đã giao"))
        self._fill()

    def show_report(self, is_there: bool) -> None:
        """Offer the report of the merge that was just carried out, or not."""
        self.report.setVisible(is_there)

    # -- files dropped on the page ----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if part_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = part_files(event)
        if paths:
            event.acceptProposedAction()
            self.take_back_wanted.emit(paths)

    # -- showing ---------------------------------------------------------------------------------------

    def _ask_for_guidance(self, assessment: Assessment) -> None:
        if self._guidance_of == assessment.id:
            return

        def shown(text: str) -> None:
            self._guidance, self._guidance_of = text, assessment.id
            self._fill()

        self.context.tasks.run(
            guidance_of,
            self.context.workspace,
            assessment.id,
            lane="store",
            on_done=shown,
            on_error=lambda _error: None,
            owner=self,
        )

    def _fill(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return
        is_part = assessment.origin is not None
        self._title.setText(self.tr("Phần việc được giao") if is_part else self.tr("Giao việc"))
        self._about.setText(
            self.tr("Giao tiếp một phần cho đơn vị trực thuộc, rồi nhận lại trước khi trả.")
            if is_part
            else self.tr(
                "Mỗi đơn vị nhận một tệp chỉ có chỉ số của mình, điền và trả lại. Khi nhận, từng giá trị "
                "được so với lúc giao; chỗ hai bên sửa khác nhau thì hỏi."
            )
        )
        self._about.setVisible(not is_part or bool(assessment.parts))
        self._asked.setVisible(is_part)
        self._show_asked(assessment)
        self._show_parts(assessment)

    def _show_asked(self, assessment: Assessment) -> None:
        origin, outlook = assessment.origin, self.context.session.outlook
        if origin is None or outlook is None:
            return
        write = self.context.format
        issued = write.date_time(from_utc_text(origin.issued_utc))
        answered = outlook.scorecard.answered
        lines = [
            (self.tr("Đơn vị"), origin.department),
            (self.tr("Nơi giao"), assessed_in(assessment.province, assessment.year)),
            (self.tr("Giao lúc"), f"{issued} · {origin.issued_by}"),
            (self.tr("Hạn trả"), self._due(origin.due)),
            (
                self.tr("Đã trả lời"),
                self.tr("{answered} trên {count} chỉ số").format(answered=answered, count=len(origin.codes)),
            ),
        ]
        self.lines.show_lines(lines)
        is_known = self._guidance_of == assessment.id and bool(self._guidance)
        self._guidance_label.setVisible(is_known)
        self._guidance_label.setText(self._guidance if is_known else "")

    def _show_parts(self, assessment: Assessment) -> None:
        write = self.context.format
        heads = [
            Head(self.tr("Đơn vị")),
            Head(self.tr("Chỉ số")),
            Head(self.tr("Hạn trả")),
            Head(self.tr("Giao lúc")),
            Head(self.tr("Trạng thái")),
        ]
        rows = []
        for part in reversed(list(assessment.parts.values())):
            codes = ", ".join(_together(assessment, part))
            rows.append(
                (
                    Cell(part.department, hint=part.department),
                    Cell(codes, hint=codes, is_quiet=True),
                    Cell("–" if part.due is None else write.date(part.due)),
                    Cell(write.date_time(from_utc_text(part.issued_utc)), is_quiet=True),
                    Cell(self._state(part)),
                )
            )
        self._rows.set_rows(heads, rows)
        self.table.set_columns(_COLUMNS)
        self.nothing.say(
            self.tr("Chưa giao phần việc nào"),
            self.tr(
                "Chọn chỉ số và đơn vị; chương trình ghi một tệp để gửi đi và một phiếu giao việc để in."
            ),
            self.tr("Giao việc…"),
        )
        self.stack.setCurrentWidget(self.table if rows else self.nothing)
        is_part = assessment.origin is not None
        self._handed_out.setVisible(bool(rows) or not is_part)
        self.issue.setVisible(bool(rows) and not is_part)
        self.hand_on.setVisible(is_part)
        self.take_back.setVisible(bool(rows) or not is_part)

    def _is_late(self, part: IssuedPart) -> bool:
        is_due = part.due is not None and self.today is not None and part.due < self.today
        return is_due and part.merged_utc is None

    def _state(self, part: IssuedPart) -> str:
        if part.merged_utc is not None:
            moment = self.context.format.date_time(from_utc_text(part.merged_utc))
            return self.tr("Đã nhận lại {moment}").format(moment=moment)
        if self._is_late(part) and part.due is not None and self.today is not None:
            return self.tr("▲ Quá hạn {count} ngày").format(count=(self.today - part.due).days)
        return self.tr("Đã giao")

    def _due(self, due: date | None) -> str:
        if due is None:
            return self.tr("không ghi")
        said = self.context.format.date(due)
        if self.today is not None and due < self.today:
            return self.tr("{day} (đã quá hạn)").format(day=said)
        return said


def _together(assessment: Assessment, part: IssuedPart) -> list[str]:
    """Return codes as they were named: a main index where all of it was handed out."""
    wanted, said = set(part.codes), []
    for index in assessment.catalogue.main_indices:
        held = [code for code in index.indicators if code in wanted]
        said += [index.code] if len(held) == len(index.indicators) else held
    return said
