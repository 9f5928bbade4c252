"""One value of a catalogue's node: what it is, what it was before, what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.ui.catalogue_text import Written, shown, typed
from dti_desktop.ui.widgets.fields import NoteEdit, TextField, mark_fault
from dti_desktop.ui.widgets.labels import Label, WrapLabel


class _Text(NoteEdit):
    """Wraps like running text and is one line of the file: it grows with its width, too (`grown`)."""

    grown = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Behind the layout that is under way: what it is told meanwhile it forgets.
            QTimer.singleShot(0, self, self._fit_again)

    def _fit_again(self) -> None:
        self._fit()
        self.grown.emit()


class ValueField(QWidget):
    """One value with its caption above, and below it what it was before or what is wrong with it.

    `grown`: its height is another.
    """

    committed = Signal(str)
    grown = Signal()

    def __init__(self, written: Written, *, least_lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written: Written = written
        self.caption = Label(size="small", tone="muted")
        self.field: TextField | NoteEdit = (
            _Text(min_lines=least_lines, max_lines=6) if least_lines else TextField()
        )
        self.below = WrapLabel(size="small", tone="muted")
        self.below.hide()
        self.setFocusProxy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.caption, self.field, self.below):
            layout.addWidget(widget)
        layout.addStretch(1)
        if isinstance(self.field, _Text):
            self.field.grown.connect(self.grown)
        self.field.committed.connect(lambda text: self.committed.emit(typed(self.written, text)))

    def set_caption(self, text: str) -> None:
        """Say what the value is."""
        self.caption.setText(text)
        self.caption.setVisible(bool(text))
        self.set_name(text)

    def set_name(self, text: str) -> None:
        """Say what it is to a screen reader alone."""
        if isinstance(self.field, TextField):
            self.field.set_name(text)
        else:
            self.field.setAccessibleName(text)

    def show_value(self, value: object, before: object, fault: str, language: str) -> None:
        """Show a value; where it differs from `before`, say so."""
        text = shown(self.written, value, language)
        self.field.set_text(text)
        if isinstance(self.field, TextField) and not self.field.line.hasFocus():
            self.field.line.setCursorPosition(0)  # the beginning tells more than the end
        said, tone = "", "muted"
        if fault:
            said, tone = fault, "block"
        elif value != before:
            old = shown(self.written, before, language)
            said, tone = (
                (self.tr("Trước: {old}").format(old=old), "accent") if old else (self.tr("Mới"), "accent")
            )
        self.below.setText(said)
        self.below.set_tone("block" if tone == "block" else "accent" if tone == "accent" else "muted")
        self.below.setVisible(bool(said))
        line = self.field.line if isinstance(self.field, TextField) else self.field
        mark_fault(line, bool(fault))
        line.setAccessibleDescription(said)

    def flush(self) -> None:
        """Commit now what was typed."""
        self.field.flush()
