"""The reconciliation sheet, saved as PDF for the file or as Word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dti_desktop.services.outlook import look
from dti_desktop.services.portal_entry import Reconciliation, reconciliation_paper
from dti_desktop.ui.dialogs.paper_dialog import PaperDialog
from dti_desktop.ui.navigation import Context


class PortalSheetDialog(PaperDialog):
    """Writes the reconciliation that is shown, in Vietnamese: it is the office's own record."""

    def __init__(
        self, context: Context, found: Reconciliation, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._found, self._today = found, today
        self.lay_out([(self._format_name, self.formats)])

    def file_stem(self) -> str:
        """Return the name that is proposed, without its ending."""
        return f"dti-{self._found.assessment.id}-doi-chieu"

    def work_on(self, target: Path) -> Callable[[], None]:
        """Return what makes the sheet and writes it to `target`."""
        from dti_desktop.services.files import write_whole

        context, found, kind, today = self._context, self._found, self.kind_of(target), self._today

        def work() -> None:
            outlook = look(
                found.assessment,
                context.workspace.result_book,
                tolerance=context.library.year_tolerance,
            )
            write_whole(target, reconciliation_paper(context.library, found, outlook, kind, printed_on=today))

        return work

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Lưu phiếu đối chiếu"))
        self._about.setText(
            self.tr(
                "Phiếu ghi từng chỉ số thành phần đã nhập lên dti.gov.vn lúc nào, ai nhập, và những gì "
                "đã đổi sau khi nhập."
            )
        )
        super().retranslate()
