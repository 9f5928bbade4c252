"""A paper to look at, to print and to save: it lies nowhere on the disk unless it is saved here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.printing import print_pdf
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.report_preview import ReportPreview

_SIZE = (620, 720)


class PaperDialog(Retranslated, QDialog):
    """Shows a paper. A kind of paper says its own words in `retranslate`."""

    def __init__(self, context: Context, pdf: bytes, file_name: str, parent: QWidget | None = None) -> None:
        """`file_name`: what the paper is called where it is saved."""
        super().__init__(parent)
        self._context, self._pdf, self._file_name = context, pdf, file_name
        self._fault_words = FaultWords(context.library, context.language)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self.notice = Notice()
        self.notice.hide()
        self.preview = ReportPreview()
        self.preview.language.hide()
        self.preview.show_report(pdf)
        self.print_button = PrimaryButton(icon="printer")
        self.print_button.clicked.connect(self.ask_to_print)
        self.save_button = SecondaryButton(icon="download")
        self.save_button.clicked.connect(self._choose_target)
        self.done_button = SecondaryButton()
        self.done_button.clicked.connect(self.accept)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self.notice)
        layout.addWidget(self.preview, 1)
        put_foot(self, self.done_button, left=(self.print_button, self.save_button))
        self.resize(*_SIZE)
        self.retranslate()
        self.print_button.setFocus()

    # -- on paper and on disk ------------------------------------------------------------------------

    def ask_to_print(self) -> None:
        """Let the person choose a printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper."""
        self._context.tasks.run(
            print_pdf,
            self._pdf,
            printer,
            lane="pool",
            long=True,
            on_done=lambda _done: self._say(self.tr("Đã gửi tới máy in.")),
            on_error=self._say_fault,
            owner=self,
        )

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Lưu thành PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tệp PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        # Not beside the file that it belongs to: who finds the two has both.
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.selectFile(self._file_name)
        if dialog.exec() and dialog.selectedFiles():
            self.write(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def write(self, target: Path) -> None:
        """Write the paper to `target`, whole or not at all."""
        from dti_desktop.services.files import write_whole

        def write_paper() -> None:
            self._context.workspace.check_target(target)
            write_whole(target, self._pdf)

        self._context.tasks.run(
            write_paper,
            lane="pool",
            on_done=lambda _done: self._say(self.tr("Đã lưu: {name}").format(name=target.name)),
            on_error=self._say_fault,
            owner=self,
        )

    def _say(self, text: str) -> None:
        self.notice.say(text, "done")
        self.notice.show()

    def _say_fault(self, error: BaseException) -> None:
        self.notice.say(self._fault_words.in_one_piece(error), "block")
        self.notice.show()

    def say(self, title: str, heading: str, about: str) -> None:
        """Set the words of this kind of paper, and those of the buttons."""
        self.setWindowTitle(title)
        self._title.setText(heading)
        self._about.setText(about)
        self.print_button.setText(self.tr("In…"))
        self.save_button.setText(self.tr("Lưu thành PDF…"))
        self.done_button.setText(self.tr("Xong"))
