"""Returning a part: what goes back, locked with what; and the passphrase once more when it is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.passphrase_card import PassphraseCard

_WIDTH = 560


class ReturnPartDialog(Retranslated, QDialog):
    """`return_wanted(passphrase)`; None: not locked. Then it closes."""

    return_wanted = Signal(object)

    def __init__(self, context: Context, open_work: int, parent: QWidget | None = None) -> None:
        """`open_work`: sub-indicators that are not answered yet."""
        super().__init__(parent)
        self._open_work = open_work
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self.notice = Notice()
        self.notice.setVisible(open_work > 0)
        self.passphrase = PassphraseCard(context)
        self.save = PrimaryButton(icon="send")
        self.save.clicked.connect(self._accept)
        self.passphrase.changed.connect(lambda: self.save.setEnabled(self.passphrase.fault is None))
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        for widget in (self._title, self._about, self.notice, self.passphrase):
            layout.addWidget(widget)
        put_foot(self, self.cancel, self.save)
        self.setFixedWidth(_WIDTH)
        self.retranslate()
        self.save.setFocus()

    def _accept(self) -> None:
        if self.passphrase.fault is None:
            passphrase = self.passphrase.take()
            self.accept()
            self.return_wanted.emit(passphrase)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Trả phần việc"))
        self._title.setText(self.tr("Trả phần việc cho nơi giao"))
        self._about.setText(
            self.tr(
                "Trả lời, giải trình, ghi chú, ý kiến và minh chứng mới của phần việc thành một tệp để gửi "
                "về nơi giao. Có thể trả nhiều lần: tệp sau chỉ thêm những gì mới."
            )
        )
        self.notice.say(
            self.tr("Còn {count} chỉ số chưa trả lời. Vẫn trả được.").format(count=self._open_work), "warn"
        )
        self.save.setText(self.tr("Chọn nơi lưu…"))
        self.cancel.setText(self.tr("Hủy"))


class PartWrittenDialog(Retranslated, QDialog):
    """A department's file was written: its name, its passphrase for the last time. `brief_wanted` prints."""

    brief_wanted = Signal()

    def __init__(
        self,
        file_name: str,
        passphrase: str | None,
        *,
        department: str | None,
        parent: QWidget | None = None,
    ) -> None:
        """`department`: to whom it goes; None where it goes back to the office."""
        super().__init__(parent)
        self._file_name, self._department, self._is_locked = file_name, department, passphrase is not None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self._passphrase_head = Label(weight=Weight.Medium)
        self.passphrase = PlainLineEdit()
        self.passphrase.setFont(theme.current().font("title"))
        self.passphrase.setProperty("large", True)
        self.passphrase.setReadOnly(True)
        self.passphrase.setText(passphrase or "")
        self._passphrase_head.setBuddy(self.passphrase)
        self.copy = IconButton("copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.passphrase.text()))
        self._passphrase_words = WrapLabel(size="small", tone="muted")
        self.brief = SecondaryButton(icon="printer")
        self.brief.clicked.connect(self.brief_wanted)
        self.brief.setVisible(department is not None)
        self.done_button = PrimaryButton()
        self.done_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self.passphrase, 1)
        line.addWidget(self.copy)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self._passphrase_head)
        layout.addLayout(line)
        layout.addWidget(self._passphrase_words)
        put_foot(self, self.done_button, left=(self.brief,))
        for widget in (self._passphrase_head, self.passphrase, self.copy, self._passphrase_words):
            widget.setVisible(self._is_locked)
        self.finished.connect(lambda _result: self.passphrase.setText(""))
        self.setFixedWidth(_WIDTH)
        self.retranslate()
        self.done_button.setFocus()

    def retranslate(self) -> None:
        name = shown(self._file_name)
        if self._department is not None:
            self.setWindowTitle(self.tr("Đã giao việc"))
            self._title.setText(self.tr("Đã giao việc"))
            about = self.tr("Gửi tệp {name} cho {department}, kèm phiếu giao việc.")
            self._about.setText(about.format(name=name, department=self._department))
        else:
            self.setWindowTitle(self.tr("Đã ghi tệp trả"))
            self._title.setText(self.tr("Đã ghi tệp trả"))
            self._about.setText(self.tr("Gửi tệp {name} về nơi giao việc.").format(name=name))
        self._passphrase_head.setText(self.tr("Mật khẩu của tệp"))
        self.passphrase.setAccessibleName(self.tr("Mật khẩu của tệp"))
        self.copy.set_name(self.tr("Chép vào bộ nhớ tạm"))
        self._passphrase_words.setText(
            self.tr("Hiện lần cuối: chương trình không giữ mật khẩu. Báo riêng, đừng gửi cùng tệp.")
        )
        self.brief.setText(self.tr("Phiếu giao việc…"))
        self.done_button.setText(self.tr("Xong"))
