"""The draft report: made off the window's thread, looked at, saved to a file, sent to a printer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.results import ResultBook
from dti_desktop.errors import Cancelled
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.report_paper import ReportPaperDialog
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.printing import print_pdf
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.report_preview import ReportPreview

if TYPE_CHECKING:
    from dti_desktop.services.outlook import Outlook
    from dti_desktop.services.workspace import Workspace

_LANGUAGE = "vi"
"""The paper is for a Vietnamese office, in whatever language the window speaks."""


def _draft(workspace: Workspace, assessment: Assessment, outlook: Outlook, **how: Any) -> bytes:
    """Return the draft with the leader's annex. It takes a second or so: for the pool lane."""
    from dti_desktop.services.reporting import report_pdf

    return report_pdf(workspace.library, assessment, outlook, forecaster=workspace.forecaster, **how)


class ReportStep(Retranslated, QWidget):
    """Shows the report of the open assessment. `changed` when there is another; `said(str)` in passing."""

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._made_of: tuple[Assessment, ResultBook, str] | None = None
        self._task: Task | None = None
        self._error: BaseException | None = None
        self.language = _LANGUAGE
        self._lead = WrapLabel(tone="secondary", characters=100)
        self.notice = Notice()
        self.notice.hide()
        self.notice.acted.connect(self.make)
        self.preview = ReportPreview()
        self.preview.language_chosen.connect(self._choose_language)
        self.print_button = SecondaryButton(icon="printer")
        self.print_button.clicked.connect(self.ask_to_print)
        self.save_button = SecondaryButton(icon="download")
        self.save_button.clicked.connect(lambda: self.ask_to_save())
        self.preview.tools.addWidget(self.print_button)
        self.preview.tools.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.GRID, 12, 4 * theme.GRID, theme.GRID)
        layout.setSpacing(10)
        layout.addWidget(self._lead)
        layout.addWidget(self.notice)
        layout.addWidget(self.preview, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._lead.setText(
            self.tr(
                "Đây là bản dự thảo để trình, có thêm ba tổng điểm và phụ lục nội bộ về vị trí, dự báo và "
                "rủi ro. Bản trong tệp hồ sơ đã ký không có các phần này và không có chữ DỰ THẢO."
            )
        )
        self.save_button.setText(self.tr("Lưu bản dự thảo…"))
        self.print_button.setText(self.tr("In…"))
        self.preview.set_language(self.language)
        self._say_error()

    # -- making --------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the draft of what is shown now, unless it is there or being made already."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        wanted = (assessment.content, outlook.book, self.language)
        if self._made_of == wanted and self._error is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._made_of = wanted
        self._error = None
        self._say_error()
        self.preview.wait()
        self._task = self._context.tasks.run(
            _draft,
            self._context.workspace,
            assessment,
            outlook,
            language=self.language,
            printed_on=self._now_utc().astimezone().date(),
            lane="pool",
            long=True,
            on_done=partial(self._on_done, wanted),
            on_error=partial(self._on_error, wanted),
            owner=self,
        )

    def forget(self) -> None:
        """Show nothing: the report belonged to another assessment."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._made_of = self._error = None
        self._say_error()
        self.preview.clear()

    def _choose_language(self, language: str) -> None:
        self.language = language
        self.make()

    def _on_done(self, made_of: tuple[Assessment, ResultBook, str], content: bytes) -> None:
        if made_of is self._made_of:
            self._task = None
            self.preview.show_report(content)
            self.changed.emit()

    def _on_error(self, made_of: tuple[Assessment, ResultBook, str], error: BaseException) -> None:
        if made_of is self._made_of and not isinstance(error, Cancelled):
            self._task = None
            self._error = error
            self._say_error()

    def _say_error(self) -> None:
        if self._error is not None:
            text = self._fault_words.in_one_piece(self._error)
            self.notice.say(text, "block", action=self.tr("Thử lại"))
        self.notice.setVisible(self._error is not None)

    # -- on disk and on paper ------------------------------------------------------------------------

    def ask_to_save(self) -> ReportPaperDialog | None:
        """Let the person choose document, format and place; nothing without an assessment."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return None
        today = self._now_utc().astimezone().date()
        dialog = ReportPaperDialog(self._context, assessment, outlook, self.language, today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def ask_to_print(self) -> None:
        """Let the person choose printer and pages, then print."""
        if not self.preview.content:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Báo cáo tự đánh giá, dự thảo"))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.preview.page_count)
        if dialog.exec():
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: QPrinter) -> None:
        """Print the draft that is shown."""
        self.said.emit(self.tr("Đang in bản dự thảo…"))
        self._context.tasks.run(
            print_pdf,
            self.preview.content,
            printer,
            lane="pool",
            long=True,
            on_done=lambda _done: self.said.emit(self.tr("Đã gửi bản dự thảo tới máy in.")),
            on_error=self._say_fault,
            owner=self,
        )

    def _say_fault(self, error: BaseException) -> None:
        self.said.emit(self._fault_words.in_one_piece(error))
