"""What the dialogs that add something to a signed bundle share: its name, progress, refusals, the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled
from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.bundle_text import bundle_title
from dti_desktop.ui.dialogs.dialog_layout import resize_within_screen
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.widgets.bundle_result import BundleResult
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.bundle.writer import WrittenBundle

_WIDTH, _HEIGHT = 760, 860
_LEAST_HEIGHT = 420
_AROUND = 64
_MARGIN = 28
_PASSES = 3


@dataclass(frozen=True)
class Opened:
    """A bundle that was checked: where it lies, and what was found."""

    path: Path
    found: Verification


class BundleDialog(Retranslated, QDialog):
    """`written(Path)` once a bundle is in place. While work goes on, Escape asks it to stop."""

    written = Signal(object)

    def __init__(
        self,
        context: Context,
        opened: Opened,
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.opened = opened
        self.now_utc = now_utc
        self.made: WrittenBundle | None = None
        self.error: BaseException | None = None
        self.show_folder: Callable[[Path], bool] = lambda folder: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(folder))
        )
        self._task: Task | None = None
        self._fault_words = FaultWords(context.library, context.language)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._file = ElidedLabel(tone="muted", size="small", elide=Qt.TextElideMode.ElideMiddle)
        self.lead = WrapLabel(tone="secondary", characters=92)
        self.asked = QWidget()
        self.asked_body = QVBoxLayout(self.asked)
        self.outcome = BundleResult(context)
        self.progress = ProgressPanel()
        self.progress.cancel_wanted.connect(self.stop)
        self.notice = Notice()
        self.scrolled = PageScroll(max_width=_WIDTH, margin=_MARGIN)
        self.close_button = SecondaryButton()
        self.close_button.clicked.connect(self.reject)
        self.folder_button = SecondaryButton(icon="folder-open")
        self.folder_button.clicked.connect(self._open_folder)
        self.act_button = PrimaryButton()
        self.act_button.clicked.connect(self._press)
        self._foot = QWidget()
        self._lay_out()
        room = parent.window().height() - _AROUND if parent is not None else _HEIGHT
        resize_within_screen(self, _WIDTH, max(_LEAST_HEIGHT, min(_HEIGHT, room)))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 12)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._file)
        self.asked_body.setContentsMargins(0, 0, 0, 0)
        self.asked_body.setSpacing(2 * theme.GRID)
        self.scrolled.body.addWidget(self.lead)
        self.scrolled.body.addWidget(self.asked)
        self.scrolled.body.addWidget(self.outcome)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        foot.setSpacing(12)
        foot.addWidget(self.notice)
        foot.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.act_button)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Hairline())
        layout.addWidget(self.scrolled, 1)
        layout.addWidget(Hairline())

    def card(self, *content: QWidget) -> Card:
        """Put widgets together on a card among what is asked."""
        made = Card()
        for widget in content:
            made.body.addWidget(widget)
        self.asked_body.addWidget(made)
        return made

    def complete(self) -> None:
        """Called last: what the dialog asks is there, and the keyboard reaches the buttons behind it."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._foot)
        self.retranslate()

    # -- what subclasses say ---------------------------------------------------------------------------

    def act(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def can_act(self) -> bool:
        """Whether everything that it needs is there."""
        raise NotImplementedError

    # -- work --------------------------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether something is being done now."""
        return self._task is not None

    def run(self, work: Callable[..., Any], what: str, on_done: Callable[[Any], object]) -> None:
        """Do something long beside the window. `work` takes `progress` and `cancelled`."""
        if self._task is not None:
            return
        self.error = None
        self.progress.begin(what)

        def done(value: object) -> None:
            self._end()
            on_done(value)
            self.refresh()

        def failed(error: BaseException) -> None:
            self._end()
            self.error = error
            self.refresh()
            self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)

        self._task = self.context.tasks.run(
            work,
            lane="pool",
            long=True,
            on_progress=self._on_progress,
            on_done=done,
            on_error=failed,
            owner=self,
        )
        self.refresh()
        self.progress.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Ask what is being done to stop; nothing is left half-made."""
        if self._task is not None:
            self._task.cancel()

    def finish(self, made: WrittenBundle, sha256: str, done: str, more: str = "") -> None:
        """Show the bundle that is in place now."""
        self.made = made
        self.outcome.say(done, more)
        self.outcome.show_bundle(made, sha256)
        self.scrolled.verticalScrollBar().setValue(0)
        self.refresh()
        self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.emit(made.path)

    def _end(self) -> None:
        self._task = None
        self.progress.end()

    def _on_progress(self, done_bytes: int, total_bytes: int) -> None:
        if self._task is not None:
            self.progress.set_what(self.doing(done_bytes * _PASSES // max(1, total_bytes)))
            self.progress.set_progress(done_bytes, total_bytes)

    def doing(self, passes_done: int) -> str:
        """Return what is being done in this pass over the bundle."""
        steps = (
            self.tr("Đang kiểm tra tệp…"),
            self.tr("Đang ghi tệp…"),
            self.tr("Đang đọc lại và kiểm tra tệp vừa ghi…"),
        )
        return steps[min(passes_done, len(steps) - 1)]

    def _press(self) -> None:
        if self.made is not None:
            self.accept()
        elif self.can_act() and not self.is_running:
            self.act()

    def _open_folder(self) -> None:
        if self.made is not None:
            self.show_folder(self.made.path.parent)

    # -- closing -----------------------------------------------------------------------------------------

    def reject(self) -> None:
        if self.is_running:
            self.stop()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_running:
            self.stop()
            event.ignore()
            return
        super().closeEvent(event)

    # -- words -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._file.setText(f"{bundle_title(self.opened.found)} · {shown_name(self.opened.path)}")
        self.folder_button.setText(self.tr("Mở thư mục"))
        self.refresh()

    def say_title(self, title: str) -> None:
        """Name the dialog."""
        self.setWindowTitle(title)
        self._title.setText(title)

    def act_words(self) -> str:
        """Return what the button says that does it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what belongs to the moment: asking, working, done, or why not."""
        is_done = self.made is not None
        self.asked.setVisible(not is_done)
        self.asked.setEnabled(not self.is_running)
        self.lead.setVisible(not is_done)
        self.outcome.setVisible(is_done)
        self.progress.setVisible(self.is_running)
        self.folder_button.setVisible(is_done)
        self.close_button.setVisible(not is_done and not self.is_running)
        self.close_button.setText(self.tr("Hủy"))
        self.act_button.setText(self.tr("Xong") if is_done else self.act_words())
        self.act_button.setVisible(not self.is_running)
        self.act_button.setEnabled(is_done or self.can_act())
        self._say_error()

    def _say_error(self) -> None:
        error = self.error
        self.notice.setVisible(error is not None and self.made is None and not self.is_running)
        if isinstance(error, Cancelled):
            self.notice.say(self.tr("Đã dừng. Chưa ghi gì cả."), "info")
        elif error is not None:
            self.notice.say(self._fault_words.at_length(error), "block")
