"""Ctrl+Z and Ctrl+Y: the text's own steps as long as it has any, then the assessment's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

_TEXTS = ("QLineEdit", "QPlainTextEdit", "QTextEdit")
"""By name: PySide makes a class known when it is first spoken of, and the start page has none of them."""


class UndoKeys(QObject):
    """Lets the window's undo and redo shortcuts through where the focused text has no step of its own.

    Qt's text widgets claim these keys always, even when there is nothing that they could undo.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._watch)
        self._watched: QWidget | None = None

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self._watched and any(map(now.inherits, _TEXTS)):
            now.installEventFilter(self)
            self._watched = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo or is_redo) and not _has_own_step(watched, is_undo):
                event.ignore()
                return True
        return False


def _has_own_step(text: QObject, is_undo: bool) -> bool:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    if isinstance(text, QLineEdit):
        return text.isUndoAvailable() if is_undo else text.isRedoAvailable()
    if isinstance(text, QPlainTextEdit | QTextEdit):
        document = text.document()
        return document.isUndoAvailable() if is_undo else document.isRedoAvailable()
    return False
