"""Fields for text. One rule for all: every key is told (`edited`), and what stands is committed soon after.

`committed` comes `COMMIT_DELAY_MS` after the last key, when the keyboard leaves, on Enter in a single line,
and on `flush()`, each time only if something changed since. Nothing is ever rewritten while it is typed:
Vietnamese input methods replay backspaces over what they wrote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QVBoxLayout, QWidget

from dti_desktop.services.entered_text import MAX_TEXT_CHARACTERS
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.announcements import announce
from dti_desktop.ui.widgets.labels import WrapLabel, restyle

#: Well below the two seconds after which a typed text has to be stored.
COMMIT_DELAY_MS = 1000

MessageTone = Literal["muted", "warn", "block"]

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


def mark_fault(field: QWidget, fault: bool) -> None:
    """Draw `field` with or without the border that says: this cannot stand."""
    if bool(field.property("fault")) != fault:
        field.setProperty("fault", fault)
        restyle(field)


def mark_proposed(field: QWidget, said: str) -> None:
    """Draw `field` with or without the border that says: this was proposed; read aloud as `said`."""
    if bool(field.property("proposed")) != bool(said):
        field.setProperty("proposed", bool(said))
        field.setAccessibleDescription(said)
        restyle(field)


class CommitClock(QObject):
    """Counts from the last key to the commit."""

    def __init__(self, commit: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._commit = commit
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_DELAY_MS)
        self._timer.timeout.connect(commit)

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been committed."""
        return self._timer.isActive()

    def typed(self) -> None:
        """Begin to count, or begin again."""
        self._timer.start()

    def flush(self) -> None:
        """Commit now what is pending."""
        if self._timer.isActive():
            self._timer.stop()
            self._commit()

    def forget(self) -> None:
        """Drop what is pending: the field was given another content."""
        self._timer.stop()


class PlainLineEdit(QLineEdit):
    """A line that tells when the keyboard comes and leaves, and never swallows a page's undo keys."""

    entered = Signal()
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The field's own context menu is not a reason to rewrite it.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class FieldBox(_Base):
    """Mixin for a field with a line of words under it. The class builds `_message` with `_build_message`."""

    _message: WrapLabel

    def _build_message(self) -> WrapLabel:
        self._message = WrapLabel(size="small", tone="muted")
        self._message.hide()
        return self._message

    def _show_message(self, text: str, tone: MessageTone) -> None:
        self._message.setText(text)
        self._message.set_tone(tone)
        self._message.setVisible(bool(text))
        # Read aloud with the field, not only seen under it.
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleDescription(text)


class TextField(FieldBox, QWidget):
    """One line of text, NFC. `message` under it for what is wrong or helpful."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, name: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PlainLineEdit()
        self.setFocusProxy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addWidget(self.line)
        layout.addWidget(self._build_message())
        self._committed = ""
        self._clock = CommitClock(self._commit, self)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self.flush)
        self.line.returnPressed.connect(self.flush)
        self.set_name(name)
        self.set_placeholder(placeholder)

    @property
    def text(self) -> str:
        """What stands in the field, NFC, without white space around it."""
        return unicodedata.normalize("NFC", self.line.text()).strip()

    def set_text(self, text: str) -> None:
        """Show a stored text. Emits nothing.

        A field that says so already, or in which newer letters wait for their commit, is left alone.
        """
        self._committed = text
        if self._clock.pending and self.line.hasFocus():
            return
        self._clock.forget()
        if text != self.text:
            self.line.setText(text)

    def set_name(self, name: str) -> None:
        """Say what the field is, for screen readers."""
        self.line.setAccessibleName(name)

    def set_placeholder(self, text: str) -> None:
        """Show a quiet example while the field is empty."""
        self.line.setPlaceholderText(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only."""
        self.line.setReadOnly(read_only)

    def set_message(self, text: str, tone: MessageTone = "muted") -> None:
        """Show a line of words under the field; "" takes it away. `block` also marks the field."""
        self._show_message(text, tone)
        mark_fault(self.line, bool(text) and tone == "block")

    def flush(self) -> None:
        """Commit now what was typed."""
        self._clock.flush()

    def _typed(self) -> None:
        self._clock.typed()
        self.edited.emit(self.text)

    def _commit(self) -> None:
        if self.text != self._committed:
            self._committed = self.text
            self.committed.emit(self._committed)


class NoteEdit(QPlainTextEdit):
    """Text of several lines, NFC. It grows with what is written, between `min_lines` and `max_lines`."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        name: str = "",
        *,
        placeholder: str = "",
        min_lines: int = 3,
        max_lines: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._min_lines, self._max_lines = min_lines, max_lines
        self._committed = ""
        self._setting = False
        self._clock = CommitClock(self._commit, self)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """What stands in the field, NFC, without white space around it."""
        return unicodedata.normalize("NFC", self.toPlainText()).strip()

    def set_text(self, text: str) -> None:
        """Show a stored text. Emits nothing.

        A field that says so already, or in which newer letters wait for their commit, is left alone.
        """
        self._committed = text
        if self._clock.pending and self.hasFocus():
            return
        self._clock.forget()
        if text != self.text:
            self._setting = True
            self.setPlainText(text)
            self._setting = False

    def flush(self) -> None:
        """Commit now what was typed."""
        self._clock.flush()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Ctrl+Enter is the page's: the next unanswered question. It must not end up as a line break.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop a text, whole or not at all: what is beyond the store's limit would be cut unseen."""
        there = len(self.toPlainText()) - len(self.textCursor().selectedText())
        beyond = there + len(source.text()) - MAX_TEXT_CHARACTERS
        if beyond > 0:
            write = formats.current().integer
            said = self.tr(
                "Không dán được: dài quá {limit} ký tự, thừa {beyond}. Chưa có gì thay đổi."
            ).format(limit=write(MAX_TEXT_CHARACTERS), beyond=write(beyond))
            QToolTip.showText(self.mapToGlobal(self.cursorRect().bottomLeft()), said, self)
            announce(self, said, is_urgent=True)
            return
        super().insertFromMimeData(source)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def _typed(self) -> None:
        if not self._setting:
            self._clock.typed()
            self.edited.emit(self.text)

    def _commit(self) -> None:
        if self.text != self._committed:
            self._committed = self.text
            self.committed.emit(self._committed)

    def _fit(self) -> None:
        # A plain text document measures itself in lines.
        lines = round(self.document().size().height())
        lines = max(self._min_lines, min(lines, self._max_lines))
        frame = 2 * round(self.document().documentMargin()) + 12
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)
