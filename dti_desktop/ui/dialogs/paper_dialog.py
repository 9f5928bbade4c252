"""A document for print or for editing: PDF or Word, written where the person says, then opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QWidget

from dti_desktop.services.plan_papers import PaperKind
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, fit_to_content, put_foot
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


class PaperDialog(Retranslated, QDialog):
    """Asks for the format and the place, writes off the window's thread, and offers to open the file.

    A subclass says what is written (`work_on`), under which name at first (`file_stem`), what else there
    is to choose (`rows`), and the texts (`retranslate`, then this one's).
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._fault_words = FaultWords(context.library, context.language)
        self._task: Task | None = None
        self._error: BaseException | None = None
        self.written: Path | None = None
        self.show_file: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(path))
        )
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self._format_name, self.formats = Label(weight=Weight.Medium), Segments()
        self.notice = Notice()
        self.notice.hide()
        self.notice.acted.connect(self._open_file)
        self.save = PrimaryButton(icon="download")
        self.save.setDefault(True)
        self.save.clicked.connect(self.choose_target)
        self.close_button = SecondaryButton()
        self.close_button.clicked.connect(self.reject)

    def lay_out(self, rows: list[tuple[Label, Segments]]) -> None:
        """Place the choices and the buttons; the keyboard stands at the first choice."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for row, (name, choice) in enumerate(rows):
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
        put_foot(self, self.close_button, self.save)
        self.setFixedWidth(_WIDTH)
        self.retranslate()
        rows[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def kind(self) -> PaperKind:
        """The chosen format."""
        return "docx" if self.formats.choice == "docx" else "pdf"

    def kind_of(self, target: Path) -> PaperKind:
        """Return what a file of this name is to hold: its ending tells, else what is chosen."""
        ending = target.suffix.lower().removeprefix(".")
        return "docx" if ending == "docx" else "pdf" if ending == "pdf" else self.kind

    def file_stem(self) -> str:
        """Return the name that is proposed, without its ending."""
        raise NotImplementedError

    def work_on(self, target: Path) -> Callable[[], None]:
        """Return what makes the document and writes it to `target`, for the pool lane."""
        raise NotImplementedError

    def choose_target(self) -> None:
        """Ask where to, then write."""
        kind = self.kind
        dialog = QFileDialog(self, self.windowTitle())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {"pdf": self.tr("Tệp PDF (*.pdf)"), "docx": self.tr("Tệp Word (*.docx)")}
        dialog.setNameFilter(names[kind])
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"{self.file_stem()}.{kind}")
        if dialog.exec() and dialog.selectedFiles():
            self.write(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def write(self, target: Path) -> None:
        """Write the document to `target`, whole or not at all."""
        if self._task is not None:
            return
        workspace, make = self._context.workspace, self.work_on(target)
        self.written = self._error = None

        def work() -> None:
            workspace.check_target(target)
            make()

        self._task = self._context.tasks.run(
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
            self.notice.say(self.tr("Đang ghi tệp…"), "info")
        elif self._error is not None:
            self.notice.say(self._fault_words.at_length(self._error), "block")
        elif self.written is not None:
            said = self.tr("Đã lưu: {name}").format(name=self.written.name)
            self.notice.say(said, "done", action=self.tr("Mở tệp"))
        fit_to_content(self)

    def retranslate(self) -> None:
        """Set every text again; a subclass sets its own before."""
        self._title.setText(self.windowTitle())
        self._format_name.setText(self.tr("Định dạng"))
        self.formats.set_name(self.tr("Định dạng"))
        self.formats.set_segments([Segment("pdf", "PDF"), Segment("docx", "Word")])
        self.save.setText(self.tr("Chọn nơi lưu…"))
        self.close_button.setText(self.tr("Đóng"))
        self._show_state()
