"""After a locked backup: the sheet that keeps its passphrase, to print or to save."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.ui.dialogs.paper import PaperDialog
from dti_desktop.ui.navigation import Context


class RecoverySheetDialog(PaperDialog):
    """Shows the sheet. It lies nowhere on the disk unless it is saved here."""

    def __init__(self, context: Context, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(context, pdf, "phieu-khoi-phuc.pdf", parent)

    def retranslate(self) -> None:
        self.say(
            self.tr("Phiếu khôi phục"),
            self.tr("Đã sao lưu. Hãy giữ phiếu này"),
            self.tr(
                "In phiếu và cất vào két, tách khỏi tệp sao lưu. "
                "Phiếu không nằm lại trên máy, trừ khi được lưu."
            ),
        )
