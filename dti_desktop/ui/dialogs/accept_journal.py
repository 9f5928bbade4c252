"""Asks for the reason why a journal that was tampered with is taken as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.ui.dialogs.reason_dialog import ReasonDialog


class AcceptJournalDialog(ReasonDialog):
    """Says what taking it as it is means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            self.tr("Chấp nhận lỗi của nhật ký"),
            self.tr(
                "Nhật ký sẽ ghi ai chấp nhận, lúc nào, vì sao, và các giá trị bị đổi từ bên ngoài. Chỗ đứt "
                "vẫn hiện trong mọi lần kiểm tra và đi cùng hồ sơ nộp như một ghi chú. Không hoàn tác được."
            ),
            self.tr("Đã đối chiếu với văn bản gốc, nguyên nhân là…"),
            self.tr("Chấp nhận"),
        )
