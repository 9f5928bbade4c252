"""Asks why a sub-indicator goes back to be mended, or why what is approved is opened again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.review import ReviewState
from dti_desktop.ui.dialogs.reason_dialog import ReasonDialog

_MOST_NAMED = 8


class ReviewReasonDialog(ReasonDialog):
    """`opens`: something among `codes` is approved, so that the lock goes."""

    def __init__(
        self, state: ReviewState, codes: Sequence[str], *, opens: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._codes, self._opens = state, tuple(codes), opens
        self.retranslate()

    def retranslate(self) -> None:
        named = ", ".join(self._codes[:_MOST_NAMED])
        if len(self._codes) > _MOST_NAMED:
            named = self.tr("{count} chỉ số").format(count=len(self._codes))
        if self._state == "needs-work":
            title, done = self.tr("Cần sửa {codes}"), self.tr("Cần sửa")
            text = self.tr("Lý do hiện ngay trên trang của chỉ số, để người soạn biết phải sửa gì.")
            example = self.tr("Thiếu quyết định ban hành, số liệu lệch với báo cáo…")
        else:
            title, done = self.tr("Mở lại {codes}"), self.tr("Mở lại")
            text = self.tr("Mở khóa để sửa tiếp.")
            example = self.tr("Có số liệu mới của Sở, bổ sung văn bản…")
        if self._opens:
            text = f"{text} " + self.tr("Nhật ký ghi ai mở lại, lúc nào, vì sao.")
        self.say(title.format(codes=named), text, example, done)
