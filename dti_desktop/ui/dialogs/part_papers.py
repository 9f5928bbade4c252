"""The brief that goes with a department's file, and the report of a merge: to print or to save."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.ui.dialogs.paper import PaperDialog
from dti_desktop.ui.navigation import Context


class PartBriefDialog(PaperDialog):
    """The one-page brief."""

    def __init__(self, context: Context, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(context, pdf, "phieu-giao-viec.pdf", parent)

    def retranslate(self) -> None:
        self.say(
            self.tr("Phiếu giao việc"),
            self.tr("Phiếu giao việc"),
            self.tr("Gửi kèm tệp. Mật khẩu không ghi trên phiếu: hãy báo riêng, ví dụ qua điện thoại."),
        )


class MergeReportDialog(PaperDialog):
    """What a merge took, what was decided, what was not taken."""

    def __init__(self, context: Context, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(context, pdf, "bien-ban-nhan-lai.pdf", parent)

    def retranslate(self) -> None:
        self.say(
            self.tr("Biên bản nhận lại"),
            self.tr("Biên bản nhận lại phần việc"),
            self.tr("Mọi giá trị đã nhận, chỗ đã chọn và giá trị không lấy của lần nhận vừa rồi."),
        )
