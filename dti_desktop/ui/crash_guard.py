"""What happens when the program itself is at fault: a calm word, a line in a local log, and she goes on.

The log names places in the program, never what was typed: no message of an exception is written, because
messages repeat values.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from dti_desktop import __version__
from dti_desktop.errors import Cancelled, DtiError
from dti_desktop.ui.faults import FaultWords, fault_code

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

LOG_NAME = "dti.log"
_LOG_BYTES = 256 * 1024
_OLD_LOGS = 3


class CrashGuard(QObject):
    """Takes every exception that nobody else took. Create it on the window's thread."""

    _caught = Signal(object)

    def __init__(
        self,
        logs_dir: Path,
        now_utc: Callable[[], datetime],
        words: FaultWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._logs_dir = logs_dir
        self._now_utc = now_utc
        self._words = words
        self._window: QWidget | None = None
        self._box: QMessageBox | None = None
        # An exception of another thread is shown on the window's.
        self._caught.connect(self.show, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def watch(self, window: QWidget) -> None:
        """Show messages over `window` from now on."""
        self._window = window

    def let_go(self) -> None:
        """Give exceptions back to whoever took them before."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            self._before[0](kind, error, trace)
            return
        self._caught.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self._caught.emit(args.exc_value)

    def show(self, error: BaseException) -> None:
        """Log `error` and say it; while one message stands, further ones are only logged."""
        if isinstance(error, Cancelled):
            return
        self.log(error)
        if self._box is not None:
            return
        from PySide6.QtWidgets import QMessageBox

        from dti_desktop.ui.dialogs.dialog_layout import dress_message

        words = self._words.of(error)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Có lỗi"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words.what)
        lines = [" ".join(part for part in (words.safe, words.todo) if part), self._words.code_words(error)]
        if not isinstance(error, DtiError):
            # What went wrong inside the program is for those who mend it: she only has to hand it on.
            lines.insert(1, self.tr("Nhật ký lỗi: {path}").format(path=self._logs_dir / LOG_NAME))
        box.setInformativeText("\n\n".join(lines))
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        dress_message(box)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._closed)
        self._box = box
        box.open()

    def _closed(self) -> None:
        self._box = None

    def log(self, error: BaseException) -> None:
        """Append where `error` came from. A log that cannot be written is done without."""
        code = error.code if isinstance(error, DtiError) else fault_code(error)
        lines = [f"{self._now_utc():%Y-%m-%dT%H:%M:%SZ} {__version__} {type(error).__name__} {code}"]
        lines += [
            f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        try:
            self._logs_dir.mkdir(parents=True, exist_ok=True)
            path = self._logs_dir / LOG_NAME
            if path.is_file() and path.stat().st_size > _LOG_BYTES:
                for number in range(_OLD_LOGS, 0, -1):
                    older = path.with_name(f"{LOG_NAME}.{number - 1}") if number > 1 else path
                    if older.is_file():
                        older.replace(path.with_name(f"{LOG_NAME}.{number}"))
            with path.open("a", encoding="utf-8") as log:
                log.write("\n".join(lines) + "\n")
        except OSError:
            pass
