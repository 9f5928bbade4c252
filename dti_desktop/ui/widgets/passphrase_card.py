"""With what a file is locked: a passphrase that the program made, one's own, or, if it is said so, none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.errors import InputError
from dti_desktop.passphrase_file import chosen, new_passphrase
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.fields import PlainLineEdit, mark_fault
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.words import words


class PassphraseCard(Retranslated, QWidget):
    """Locked by default. `changed` when it may or may not be used any more."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.locked = CheckBox()
        self.locked.setChecked(True)
        self.locked.toggled.connect(self._judge)
        self.passphrase = PlainLineEdit()
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.passphrase.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.passphrase.textEdited.connect(self._judge)
        self.another = IconButton("refresh-cw")
        self.another.clicked.connect(self._make_another)
        self.copy = IconButton("copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.passphrase.text()))
        self._about = WrapLabel(size="small", tone="muted")
        line = QHBoxLayout()
        line.setSpacing(theme.HALF)
        for widget, stretch in ((self.passphrase, 1), (self.another, 0), (self.copy, 0)):
            line.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.locked)
        layout.addLayout(line)
        layout.addWidget(self._about)
        self.passphrase.setText(new_passphrase())
        self.retranslate()

    @property
    def fault(self) -> InputError | None:
        """Why it cannot lock a file; None where it can, or where the file is to be plain."""
        if not self.locked.isChecked():
            return None
        try:
            chosen(self.passphrase.text())
        except InputError as error:
            return error
        return None

    def take(self) -> str | None:
        """Return the passphrase, None for a plain file, and forget it here."""
        passphrase = chosen(self.passphrase.text()) if self.locked.isChecked() else None
        self.passphrase.setText("")  # unlike `clear`, this leaves nothing to undo
        return passphrase

    def _make_another(self) -> None:
        self.passphrase.setText(new_passphrase())
        self._judge()

    def _judge(self) -> None:
        is_locked, fault = self.locked.isChecked(), self.fault
        for widget in (self.passphrase, self.another, self.copy):
            widget.setEnabled(is_locked)
        mark_fault(self.passphrase, fault is not None)
        if fault is not None:
            text = words(self._context).problem(fault.problems[0])
        elif is_locked:
            text = self.tr("Chương trình tạo sẵn; có thể gõ mật khẩu khác. Báo riêng cho người nhận.")
        else:
            text = self.tr("Ai có tệp đều đọc được. Chỉ nên dùng khi tệp không rời khỏi cơ quan.")
        self._about.set_tone("muted" if fault is None else "block")
        self._about.setText(text)
        self.passphrase.setAccessibleDescription(text)
        self.changed.emit()

    def retranslate(self) -> None:
        self.locked.setText(self.tr("Khóa tệp bằng mật khẩu"))
        self.passphrase.setAccessibleName(self.tr("Mật khẩu"))
        self.another.set_name(self.tr("Tạo mật khẩu khác"))
        self.copy.set_name(self.tr("Chép vào bộ nhớ tạm"))
        self._judge()
