"""What this program is, under which licence, and whose work it contains."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from dti_desktop.ui.dialogs.dialog_layout import dialog_column
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel

_ROW_HEIGHT = 28
LICENCE = "Apache-2.0"


class AboutDialog(Retranslated, QDialog):
    """Version, licence, and the licence texts of everything that ships with the program."""

    def __init__(self, version: str, licences_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = version
        self._name = Label(size="title", weight=Weight.DemiBold)
        self._what = WrapLabel(tone="secondary")
        self._terms = WrapLabel(tone="secondary")
        self._heading = Label(size="small", weight=Weight.DemiBold, tone="muted")
        self.parts = QListWidget()
        self.parts.setFixedWidth(190)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._files = sorted(licences_dir.glob("*.txt"))
        for path in self._files:
            item = QListWidgetItem(path.stem, self.parts)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
        self.parts.currentRowChanged.connect(self._show)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.parts)
        across.addWidget(self.text, 1)
        layout = dialog_column(self, 8)
        for label in (self._name, self._what, self._terms):
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addWidget(self._heading)
        layout.addLayout(across, 1)
        layout.addSpacing(8)
        layout.addWidget(self._buttons)
        self.resize(820, 560)
        self.parts.setCurrentRow(0)
        self.retranslate()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._files):
            self.text.setPlainText(self._files[row].read_text(encoding="utf-8", errors="replace"))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Giới thiệu"))
        self._name.setText(self.tr("DTI Desktop {version}").format(version=self._version))
        self._what.setText(
            self.tr(
                "Tự đánh giá chuyển đổi số cấp tỉnh ngay trên máy này: "
                "không cần mạng, không gửi dữ liệu đi đâu."
            )
        )
        self._terms.setText(self.tr("Phần mềm nguồn mở, giấy phép {licence}.").format(licence=LICENCE))
        self._heading.setText(self.tr("Thành phần của bên thứ ba và giấy phép"))
        self.parts.setAccessibleName(self.tr("Thành phần"))
        self.text.setAccessibleName(self.tr("Nội dung giấy phép"))
