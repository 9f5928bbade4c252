"""What the window shows before there is a store: nothing, then that it is being opened, or why it was not."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.widgets.surfaces import Surface

#: A store opens in a few milliseconds; only where it does not is anything said.
_SAY_AFTER_MS = 400
_MESSAGE_WIDTH = 520
_DAMAGED = "store-damaged"


class StoreFault(QWidget):
    """What is wrong with the store, what is safe, what to do; the words are set by the view around it."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = IconMark("lock", "warn", 32)
        self.what = WrapLabel(size="title", weight=Weight.DemiBold, characters=44)
        self.safe = WrapLabel(tone="secondary", characters=64)
        self.todo = WrapLabel(characters=64)
        self.code = Label(size="small", tone="muted")
        self.retry = PrimaryButton(icon="refresh-cw")
        self.restore = PrimaryButton(icon="history")
        self.restore.hide()
        self.folder = QuietButton(icon="folder-open")
        self.where = ElidedLabel(size="small", tone="muted", elide=Qt.TextElideMode.ElideMiddle)
        middle = QWidget()
        middle.setFixedWidth(_MESSAGE_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.mark)
        column.addSpacing(4)
        for label in (self.what, self.todo, self.safe, self.where):
            column.addWidget(label)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(self.code)
        column.addStretch(3)
        across = QHBoxLayout(self)
        across.setContentsMargins(32, 32, 32, 32)
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)


class OpeningView(Retranslated, Surface):
    """Covers the window while there is no open store."""

    retried = Signal()
    restore_wanted = Signal()
    """A backup is to take the place of a store that is damaged."""

    def __init__(self, store_dir: Path, words: FaultWords, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self._store_dir = store_dir
        self._words = words
        self._error: BaseException | None = None
        self._is_damaged = False
        self._is_saving = False
        self._says_what_it_does = False
        self._waiting = Label(tone="muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._say_later = QTimer(self)
        self._say_later.setSingleShot(True)
        self._say_later.setInterval(_SAY_AFTER_MS)
        self._say_later.timeout.connect(self._say)
        self.wait()

    # Almost always the store is open before anything could be said: what says it is made when it is wanted.

    @cached_property
    def fault(self) -> StoreFault:
        """Why the store could not be opened."""
        made = StoreFault()
        made.retry.clicked.connect(self.retried)
        made.restore.clicked.connect(self.restore_wanted)
        made.folder.clicked.connect(self._show_folder)
        self._stack.addWidget(made)
        return made

    @cached_property
    def progress(self) -> ProgressPanel:
        """How far a longer piece of work on the closed store is."""
        made = ProgressPanel()
        self._progress_holder = holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(32, 32, 32, 32)
        across.addStretch(1)
        across.addWidget(made, 3)
        across.addStretch(1)
        self._stack.addWidget(holder)
        return made

    def _show_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._store_dir)))

    def work(self, what: str) -> None:
        """Show how far a longer piece of work on the closed store is (`progress`)."""
        self._say_later.stop()
        self._error = None
        panel = self.progress
        self._stack.setCurrentWidget(self._progress_holder)
        panel.begin(what)

    def wait(self, *, saving: bool = False) -> None:
        """Show nothing, and after a while that the store is being opened, or that things are being saved."""
        self._is_saving = saving
        self._says_what_it_does = False
        self._error = None
        self._stack.setCurrentIndex(0)
        self.retranslate()
        self._say_later.start()

    def _say(self) -> None:
        self._says_what_it_does = True
        self.retranslate()

    def show_fault(self, error: BaseException) -> None:
        """Say why the store could not be opened, what is safe and what to do."""
        self._say_later.stop()
        self._error = error
        code = error.code if isinstance(error, DtiError) else ""
        locked = code == "store-locked"
        self._is_damaged = code == _DAMAGED
        self.fault.restore.setVisible(self._is_damaged)
        self.fault.retry.setHidden(self._is_damaged)
        self.fault.mark.set_icon("lock" if locked else "hard-drive", "warn")
        self._stack.setCurrentWidget(self.fault)
        self.retranslate()
        (self.fault.restore if self._is_damaged else self.fault.retry).setFocus()

    def show_not_restored(self, error: BaseException) -> None:
        """Say why a backup did not take the place of a damaged store; another one may."""
        self.show_fault(error)
        self.fault.restore.show()

    def retranslate(self) -> None:
        if self._says_what_it_does:
            saving = self._is_saving
            self._waiting.setText(self.tr("Đang lưu…") if saving else self.tr("Đang mở kho dữ liệu…"))
        else:
            self._waiting.setText("")
        if self._error is not None:
            from dti_desktop.ui.verification_text import shown

            words = self._words.of(self._error)
            said = self.fault
            said.retry.setText(self.tr("Thử lại"))
            said.restore.setText(self.tr("Khôi phục từ bản sao lưu…"))
            said.folder.setText(self.tr("Mở thư mục dữ liệu"))
            said.where.setText(
                self.tr("Thư mục dữ liệu: {folder}").format(folder=shown(str(self._store_dir)))
            )
            said.what.setText(words.what)
            said.todo.setText(words.todo)
            said.safe.setText(words.safe)
            said.code.setText(self._words.code_words(self._error))
