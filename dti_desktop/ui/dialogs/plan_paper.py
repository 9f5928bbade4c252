"""The plan for print: PDF or Word, written where the person says, then opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QWidget

from dti_desktop.services.outlook import look
from dti_desktop.services.plan_papers import PaperKind, printed_plan, write_plan
from dti_desktop.services.plan_views import PlanView
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, foot_buttons
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.segments import Segment, Segments

if TYPE_CHECKING:
    from dti_desktop.ui.tasks import Task

_WIDTH = 560
_LANGUAGES = ("vi", "en")


class PlanPaperDialog(Retranslated, QDialog):
    """Asks for the format and the place, writes off the window's thread, and offers to open the file."""

    def __init__(self, context: Context, view: PlanView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._view, self._today = context, view, today
        self._fault_words = FaultWords(context.library, context.language)
        self._task: Task | None = None
        self._error: BaseException | None = None
        self.written: Path | None = None
        self.show_file: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(path))
        )
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self._format_name, self._language_name = Label(weight=Weight.Medium), Label(weight=Weight.Medium)
        self.formats, self.languages = Segments(), Segments()
        self.notice = Notice()
        self.notice.hide()
        self.notice.acted.connect(self._open_file)
        self.save = PrimaryButton(icon="download")
        self.save.setDefault(True)
        self.save.clicked.connect(self.choose_target)
        self.close_button = SecondaryButton()
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self.formats.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for row, (name, choice) in enumerate(
            ((self._format_name, self.formats), (self._language_name, self.languages))
        ):
            grid.addWidget(name, row, 0)
            grid.addWidget(choice, row, 1)
        grid.setColumnStretch(2, 1)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addSpacing(4)
        layout.addLayout(grid)
        layout.addWidget(self.notice)
        layout.addStretch(1)
        layout.addSpacing(4)
        layout.addLayout(foot_buttons(self.close_button, self.save))
        self.setFixedWidth(_WIDTH)

    @property
    def kind(self) -> PaperKind:
        """The chosen format."""
        return "docx" if self.formats.choice == "docx" else "pdf"

    def choose_target(self) -> None:
        """Ask where to, then write."""
        kind = self.kind
        dialog = QFileDialog(self, self.tr("Lưu kế hoạch"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {"pdf": self.tr("Tệp PDF (*.pdf)"), "docx": self.tr("Tệp Word (*.docx)")}
        dialog.setNameFilter(names[kind])
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"ke-hoach-dti-{self._view.asked.assessment.id}.{kind}")
        if dialog.exec() and dialog.selectedFiles():
            self.write(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def write(self, target: Path) -> None:
        """Write the plan to `target`, whole or not at all."""
        if self._task is not None:
            return
        context, view, kind = self._context, self._view, self.kind
        language = self.languages.choice or _LANGUAGES[0]
        self.written = self._error = None

        def work() -> None:
            workspace = context.workspace
            workspace.check_target(target)
            outlook = look(
                view.asked.assessment, workspace.result_book, tolerance=workspace.library.year_tolerance
            )
            printed = printed_plan(workspace.forecaster, view.inputs, view.plan, outlook, self._today)
            write_plan(target, context.library, printed, kind, language=language)

        self._task = context.tasks.run(
            work,
            lane="pool",
            on_done=lambda _none: self._on_written(target),
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_written(self, target: Path) -> None:
        self._task, self.written = None, target
        self._show_state()

    def _on_fault(self, error: BaseException) -> None:
        self._task, self._error = None, error
        self._show_state()

    def _open_file(self) -> None:
        if self.written is not None and not self.show_file(self.written):
            self.notice.say(
                self.tr("Không có chương trình nào mở được {name}. Tệp đã được lưu.").format(
                    name=self.written.name
                ),
                "warn",
            )

    def _show_state(self) -> None:
        self.save.setEnabled(self._task is None)
        self.notice.setVisible(self._task is not None or self._error is not None or self.written is not None)
        if self._task is not None:
            self.notice.say(self.tr("Đang ghi kế hoạch…"), "info")
        elif self._error is not None:
            self.notice.say(self._fault_words.at_length(self._error), "block")
        elif self.written is not None:
            said = self.tr("Đã lưu kế hoạch: {name}").format(name=self.written.name)
            self.notice.say(said, "done", action=self.tr("Mở tệp"))
        self.adjustSize()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("In kế hoạch"))
        self._title.setText(self.tr("In kế hoạch"))
        self._about.setText(
            self.tr(
                "Kế hoạch cải thiện DTI của tỉnh theo mẫu văn bản hành chính: hiện trạng, mục tiêu, "
                "nhiệm vụ, đơn vị chủ trì, cách tính. Bản Word để sửa tiếp, bản PDF để trình."
            )
        )
        self._format_name.setText(self.tr("Định dạng"))
        self.formats.set_name(self.tr("Định dạng"))
        self.formats.set_segments([Segment("pdf", "PDF"), Segment("docx", "Word")])
        self._language_name.setText(self.tr("Ngôn ngữ"))
        self.languages.set_name(self.tr("Ngôn ngữ"))
        # The paper is for a Vietnamese office, in whatever language the window speaks.
        self.languages.set_segments(
            [Segment("vi", self.tr("tiếng Việt")), Segment("en", self.tr("tiếng Anh"))]
        )
        self.save.setText(self.tr("Chọn nơi lưu…"))
        self.close_button.setText(self.tr("Đóng"))
        self._show_state()
