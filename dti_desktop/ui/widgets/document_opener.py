"""Opening a document's file elsewhere: in the system's program for it, or large beside this window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Document
from dti_desktop.ui.evidence_text import PDF, title_of
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.outside_programs import OutsidePrograms, can_be_opened
from dti_desktop.ui.widgets.document_preview import DocumentPreview
from dti_desktop.ui.widgets.document_window import DocumentWindow
from dti_desktop.ui.widgets.messages import Toast
from dti_desktop.ui.words import words


class DocumentOpener(QObject):
    """Opens what a preview shows; what goes wrong is said in a passing message."""

    def __init__(self, context: Context, toast: Toast, preview: DocumentPreview, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._toast = toast
        self._preview = preview
        self._window = parent
        self.outside = OutsidePrograms(context.tasks, self)

    def open_outside(self, document: Document | None) -> None:
        """Show a copy of the file in the system's own program for it."""
        if document is None or document.file is None:
            return
        if not can_be_opened(document.file.original_name):
            self._toast.say(
                QCoreApplication.translate(
                    "EvidencePanel", "Loại tệp này có thể chạy như chương trình nên không mở từ đây."
                )
            )
            return
        source = self._context.workspace.evidence_path(document.file.sha256)
        self.outside.open(document.file, source, on_opened=self._on_opened, on_error=self._say_error)

    def enlarge(self, document: Document | None, page: int) -> None:
        """Show a document large, in a window beside this one."""
        if document is None or document.file is None:
            return
        is_pdf = document.file.media_type == PDF
        path = self._context.workspace.evidence_path(document.file.sha256)
        shown = path if is_pdf else self._preview.view.image
        DocumentWindow(title_of(document), shown, page=page, parent=self._window).show()

    def _on_opened(self, was_opened: bool) -> None:
        if not was_opened:
            self._toast.say(
                QCoreApplication.translate("EvidencePanel", "Máy này chưa có chương trình mở loại tệp đó.")
            )

    def _say_error(self, error: BaseException) -> None:
        told = words(self._context).error(error)
        self._toast.say(f"{told.what} {told.todo}")
