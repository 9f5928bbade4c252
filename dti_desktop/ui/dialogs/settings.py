"""Settings: each takes effect at once and is kept in the store."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS
from dti_desktop.ui import format as formats
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.text_size import STEPS, USUAL
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, WrapLabel

if TYPE_CHECKING:
    from dti_desktop.ui.file_types import State

_STEP_BYTES = 512 * 1024**2


class SettingsDialog(Retranslated, QDialog):
    """Language, look, her name in the journal, room for evidence, and where the data lies."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)
    """Percent."""
    limit_chosen = Signal(object)
    """Bytes; an int may be larger than a signal's own."""
    person_chosen = Signal(str)
    """How the journal shall name her; empty for the account alone."""
    file_types_chosen = Signal(bool)
    """Whether the system shall open the program's kinds of file with it; `show_file_types` answers."""

    def __init__(
        self,
        language: str,
        theme_mode: str,
        limit_bytes: int,
        limit_range_bytes: tuple[int, int],
        store_dir: Path,
        person_name: str = "",
        account: str = "",
        text_percent: int = USUAL,
        parent: QWidget | None = None,
        *,
        portable: bool = False,
        file_types: State | None = None,
    ) -> None:
        """`file_types`: None where the system leaves nothing to choose."""
        super().__init__(parent)
        self._person_name, self._account = person_name, account
        self._is_portable, self._file_types = portable, file_types
        self.language = QComboBox()
        self.language.addItem("Tiếng Việt", "vi")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(language))
        self.theme = QComboBox()
        for mode in ("system", "light", "dark"):
            self.theme.addItem("", mode)
        self.theme.setCurrentIndex(self.theme.findData(theme_mode))
        self.text_size = QComboBox()
        for percent in STEPS:
            self.text_size.addItem("", percent)
        self.text_size.setCurrentIndex(self.text_size.findData(text_percent))
        self.limit = QComboBox()
        smallest, largest = limit_range_bytes
        steps = {limit_bytes, *range(smallest, largest + 1, _STEP_BYTES)}
        for size_bytes in sorted(steps):
            # Sizes are data of a row, because an int of this size does not go through a signal.
            self.limit.addItem(formats.current().size(size_bytes), size_bytes)
        self.limit.setCurrentIndex(sorted(steps).index(limit_bytes))
        self.folder = ElidedLabel(str(store_dir), tone="secondary", elide=Qt.TextElideMode.ElideMiddle)
        self.open_folder = SecondaryButton(icon="folder-open")
        self.open_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(store_dir))))
        self.person = PlainLineEdit(person_name)
        self.person.setMaxLength(MAX_NAME_CHARACTERS)
        self.person.setPlaceholderText(account)
        self.person.editingFinished.connect(self._choose_person)
        self.file_types = SecondaryButton()
        self.file_types.clicked.connect(self._choose_file_types)
        self._file_types_words = WrapLabel(size="small", tone="muted", characters=56)
        self._labels = [Label() for _ in range(7)]
        self._person_words = WrapLabel(size="small", tone="muted", characters=56)
        self._limit_words = WrapLabel(size="small", tone="muted", characters=56)
        self._folder_words = WrapLabel(size="small", tone="muted", characters=56)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.language.activated.connect(lambda: self.language_chosen.emit(self.language.currentData()))
        self.theme.activated.connect(lambda: self.theme_chosen.emit(self.theme.currentData()))
        self.text_size.activated.connect(lambda: self.text_size_chosen.emit(self.text_size.currentData()))
        self.limit.activated.connect(lambda: self.limit_chosen.emit(self.limit.currentData()))
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        limit, folder, person = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        person.setSpacing(4)
        person.addWidget(self.person)
        person.addWidget(self._person_words)
        limit.setSpacing(4)
        limit.addWidget(self.limit)
        limit.addWidget(self._limit_words)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.open_folder)
        folder.setSpacing(4)
        folder.addLayout(line)
        folder.addWidget(self._folder_words)
        top = Qt.AlignmentFlag.AlignTop
        for row, label in enumerate(self._labels):
            label.setFixedHeight(36)
            grid.addWidget(label, row, 0, top)
        grid.addWidget(self.language, 0, 1)
        grid.addWidget(self.theme, 1, 1)
        grid.addWidget(self.text_size, 2, 1)
        grid.addLayout(person, 3, 1)
        grid.addLayout(limit, 4, 1)
        grid.addLayout(folder, 5, 1)
        self._types_room = QWidget()
        types = QVBoxLayout(self._types_room)
        types.setContentsMargins(0, 0, 0, 0)
        types.setSpacing(4)
        types.addWidget(self.file_types, 0, Qt.AlignmentFlag.AlignLeft)
        types.addWidget(self._file_types_words)
        grid.addWidget(self._types_room, 6, 1)
        for widget in (self._types_room, self._labels[6]):
            widget.setVisible(self._file_types is not None)
        layout = dialog_column(self, 24)
        layout.addLayout(grid)
        layout.addStretch(1)
        put_foot(self, self._buttons)
        self.setMinimumWidth(600)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Cài đặt"))
        names = (
            self.tr("Ngôn ngữ"),
            self.tr("Giao diện"),
            self.tr("Cỡ chữ"),
            self.tr("Tên hiển thị trong nhật ký"),
            self.tr("Dung lượng minh chứng"),
            self.tr("Thư mục dữ liệu"),
            self.tr("Mở tệp từ máy tính"),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        controls = (self.language, self.theme, self.text_size, self.person, self.limit)
        for control, name in zip(controls, names, strict=False):
            control.setAccessibleName(name)
        for row, text in enumerate((self.tr("Theo hệ thống"), self.tr("Sáng"), self.tr("Tối"))):
            self.theme.setItemText(row, text)
        for row, percent in enumerate(STEPS):
            self.text_size.setItemText(row, formats.current().percent(Fraction(percent, 100), 0))
        self._person_words.setText(
            self.tr("Nhật ký ghi tên này kèm tài khoản máy tính ({account}), từ thay đổi sau trở đi.").format(
                account=self._account or "–"
            )
        )
        self._limit_words.setText(self.tr("Tổng dung lượng tối đa của các tệp minh chứng trong một hồ sơ."))
        self.open_folder.setText(self.tr("Mở thư mục"))
        self._folder_words.setText(
            self.tr(
                "Chế độ mang theo: mọi dữ liệu nằm bên cạnh chương trình và đi cùng nó. "
                "Hãy sao lưu ra nơi khác, vì USB dễ hỏng và dễ mất."
            )
            if self._is_portable
            else self.tr(
                "Mọi dữ liệu nằm trong thư mục này, trên máy này. Không đặt thư mục ở nơi đồng bộ hay ổ mạng."
            )
        )
        self._say_file_types()

    def show_file_types(self, state: State) -> None:
        """Say what is registered now."""
        self._file_types = state
        self.file_types.setEnabled(True)
        self._say_file_types()

    def _choose_file_types(self) -> None:
        self.file_types.setEnabled(False)
        self.file_types_chosen.emit(self._file_types != "this")

    def _say_file_types(self) -> None:
        is_ours = self._file_types == "this"
        self.file_types.setText(
            self.tr("Thôi mở bằng chương trình này") if is_ours else self.tr("Mở bằng chương trình này")
        )
        if is_ours:
            text = self.tr("Bấm đúp vào tệp .asice, .dtipart hay .dtipack thì chương trình này mở.")
        elif self._file_types == "other":
            text = self.tr("Tệp .asice, .dtipart và .dtipack đang mở bằng chương trình này ở một chỗ khác.")
        else:
            text = self.tr(
                "Để bấm đúp vào tệp .asice, .dtipart hay .dtipack thì chương trình này mở. "
                "Chỉ cho tài khoản này, không cần quyền quản trị."
            )
        self._file_types_words.setText(text)

    def _choose_person(self) -> None:
        name = self.person.text().strip()
        if name != self._person_name:
            self._person_name = name
            self.person_chosen.emit(name)
