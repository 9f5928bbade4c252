"""A backup in one file: plain, or locked with a passphrase and with a sheet that keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from dti_desktop.errors import InputError
from dti_desktop.passphrase_file import chosen, new_passphrase
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, fit_to_content, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.fields import PlainLineEdit, mark_fault
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

_WIDTH = 620


class BackupToFileDialog(Retranslated, QDialog):
    """`save_wanted(passphrase, on_paper)`; the passphrase is "" for a plain file. The dialog then closes."""

    save_wanted = Signal(str, bool)
    """`on_paper`: the passphrase is to be printed on the recovery sheet."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(tone="secondary")
        self.locked = CheckBox()
        self.locked.toggled.connect(self._judge)
        self._locked_words = WrapLabel(size="small", tone="muted")
        self._passphrase_head = Label(weight=Weight.Medium)
        self.passphrase = PlainLineEdit()
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.passphrase.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.passphrase.setFont(theme.current().font("title"))
        self.passphrase.setProperty("large", True)
        self.passphrase.textEdited.connect(self._judge)
        self._passphrase_head.setBuddy(self.passphrase)
        self.another = IconButton("refresh-cw")
        self.another.clicked.connect(self._make_another)
        self.copy = IconButton("copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.passphrase.text()))
        self._passphrase_words = WrapLabel(size="small", tone="muted")
        self.on_paper = CheckBox()
        self._on_paper_words = WrapLabel(size="small", tone="muted")
        self.on_paper.toggled.connect(self._judge)
        self.noted = CheckBox()
        self.noted.toggled.connect(self._judge)
        self.save = PrimaryButton(icon="hard-drive")
        self.save.setDefault(True)
        self.save.clicked.connect(self._accept)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self._make_another()
        self.retranslate()
        self.locked.setFocus()

    def _lay_out(self) -> None:
        self._card = Card()
        body = self._card.body
        body.addWidget(self._passphrase_head)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self.passphrase, 1)
        line.addWidget(self.another)
        line.addWidget(self.copy)
        body.addLayout(line)
        body.addWidget(self._passphrase_words)
        body.addSpacing(theme.HALF)
        body.addWidget(self.on_paper)
        body.addWidget(self._on_paper_words)
        body.addWidget(self.noted)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addSpacing(4)
        layout.addWidget(self.locked)
        layout.addWidget(self._locked_words)
        layout.addWidget(self._card)
        layout.addStretch(1)
        put_foot(self, self.cancel, self.save)
        self._card.hide()
        self.setFixedWidth(_WIDTH)

    # -- what is chosen ----------------------------------------------------------------------------

    def _make_another(self) -> None:
        self.passphrase.setText(new_passphrase())
        self.noted.setChecked(False)
        self._judge()

    def _fault(self) -> InputError | None:
        if not self.locked.isChecked():
            return None
        try:
            chosen(self.passphrase.text())
        except InputError as error:
            return error
        return None

    def _judge(self) -> None:
        is_locked, fault = self.locked.isChecked(), self._fault()
        self._card.setVisible(is_locked)
        self.noted.setVisible(not self.on_paper.isChecked())
        mark_fault(self.passphrase, fault is not None)
        self._passphrase_words.set_tone("muted" if fault is None else "block")
        if fault is None:
            self._passphrase_words.setText(
                self.tr(
                    "Chương trình tạo sẵn, dễ chép tay; có thể gõ mật khẩu khác. "
                    "Mất mật khẩu thì không ai mở được tệp."
                )
            )
        else:
            self._passphrase_words.setText(words(self._context).problem(fault.problems[0]))
        self.passphrase.setAccessibleDescription(self._passphrase_words.text())
        is_kept = self.on_paper.isChecked() or self.noted.isChecked()
        self.save.setEnabled(not is_locked or (fault is None and is_kept))
        fit_to_content(self)

    def _accept(self) -> None:
        if not self.save.isEnabled():
            return
        passphrase = chosen(self.passphrase.text()) if self.locked.isChecked() else ""
        self.passphrase.setText("")  # unlike `clear`, this leaves nothing to undo
        self.accept()
        self.save_wanted.emit(passphrase, self.on_paper.isChecked())

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Sao lưu ra tệp"))
        self._title.setText(self.tr("Sao lưu ra tệp"))
        self._about.setText(
            self.tr(
                "Mọi hồ sơ và minh chứng trên máy này thành một tệp, được đọc lại và kiểm tra trước khi "
                "gọi là bản sao lưu. Nên để tệp trên ổ cứng ngoài hoặc USB."
            )
        )
        self.locked.setText(self.tr("Khóa tệp bằng mật khẩu"))
        self._locked_words.setText(
            self.tr(
                "Nên dùng khi tệp rời khỏi cơ quan. Theo chuẩn mở age: có mật khẩu là mở được, "
                "kể cả không còn chương trình này."
            )
        )
        self._passphrase_head.setText(self.tr("Mật khẩu"))
        self.another.set_name(self.tr("Tạo mật khẩu khác"))
        self.copy.set_name(self.tr("Chép vào bộ nhớ tạm"))
        self.on_paper.setText(self.tr("In mật khẩu trên phiếu khôi phục"))
        self._on_paper_words.setText(
            self.tr(
                "Sao lưu xong, chương trình đưa ra một phiếu A4 để in và cất vào két. "
                "Không in thì phiếu có ô trống để chép tay."
            )
        )
        self.noted.setText(self.tr("Tôi đã chép lại mật khẩu này"))
        self.save.setText(self.tr("Chọn nơi lưu…"))
        self.cancel.setText(self.tr("Hủy"))
        self._judge()
