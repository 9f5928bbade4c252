"""The keys of the window, in one sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QWidget

from dti_desktop.ui.dialogs.dialog_layout import dialog_column
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import Label, Weight


class ShortcutsDialog(Retranslated, QDialog):
    """What each key does, grouped by where it works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        layout = dialog_column(self, 20)
        layout.addLayout(self._grid)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(460)
        self.retranslate()

    def _groups(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        return (
            (
                self.tr("Đi đến"),
                (
                    ("Ctrl+1", self.tr("Tổng quan")),
                    ("Ctrl+2", self.tr("Việc còn lại")),
                    ("Ctrl+3", self.tr("Số liệu chung")),
                    ("Ctrl+4", self.tr("Xếp hạng và kế hoạch")),
                    ("Ctrl+Tab", self.tr("Thẻ tiếp theo của một mục")),
                    ("Ctrl+5", self.tr("Nộp hồ sơ")),
                    ("Ctrl+6", self.tr("Nhật ký")),
                    ("Ctrl+7", self.tr("Rà soát")),
                    ("Ctrl+K", self.tr("Tìm chỉ số")),
                    ("Ctrl+Shift+D", self.tr("Nhập lên dti.gov.vn")),
                    ("Ctrl+N", self.tr("Tạo hồ sơ mới")),
                ),
            ),
            (
                self.tr("Trả lời"),
                (
                    ("Alt+Left", self.tr("Chỉ số trước")),
                    ("Alt+Right", self.tr("Chỉ số sau")),
                    ("Ctrl+Return", self.tr("Chỉ số chưa trả lời tiếp theo")),
                    ("Alt+Return", self.tr("Xác nhận như năm trước, sang câu tiếp")),
                    ("Return", self.tr("Ô nhập tiếp theo")),
                    ("1 – 9", self.tr("Chọn mức theo thứ tự")),
                ),
            ),
            (
                self.tr("Rà soát"),
                (
                    ("Alt+1", self.tr("Soạn tiếp, mở lại")),
                    ("Alt+2", self.tr("Gửi rà soát")),
                    ("Alt+3", self.tr("Cần sửa")),
                    ("Alt+4", self.tr("Duyệt")),
                    ("Ctrl+Return", self.tr("Bộ chỉ số: đã đối chiếu, sang dòng kế")),
                ),
            ),
            (
                self.tr("Thay đổi"),
                (
                    ("Ctrl+Z", self.tr("Hoàn tác")),
                    ("Ctrl+Y", self.tr("Làm lại")),
                    ("F1", self.tr("Bảng phím tắt này")),
                ),
            ),
        )

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Phím tắt"))
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        row = 0
        for heading, keys in self._groups():
            label = Label(heading, size="small", weight=Weight.DemiBold, tone="muted")
            label.setContentsMargins(0, 12 if row else 0, 0, 0)
            self._grid.addWidget(label, row, 0, 1, 2)
            row += 1
            for key, what in keys:
                sequence = QKeySequence(key)
                name = sequence.toString(QKeySequence.SequenceFormat.NativeText) if "–" not in key else key
                self._grid.addWidget(Label(name, weight=Weight.Medium), row, 0, Qt.AlignmentFlag.AlignLeft)
                self._grid.addWidget(Label(what, tone="secondary"), row, 1, Qt.AlignmentFlag.AlignLeft)
                row += 1
