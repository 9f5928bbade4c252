"""What fields share whose text is a value: when it is committed, when newer letters are left alone."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.fields import CommitClock, FieldBox, PlainLineEdit

FIELD_WIDTH = 152


class Reads(Protocol):
    """How a text is read; `value` is None for none and for a fault."""

    @property
    def fault(self) -> object: ...
    @property
    def value(self) -> Any: ...


class TypedValueField(Retranslated, FieldBox, QWidget):
    """A line whose text is a value, with words about it below.

    `edited(reading)` comes at every key, also for what is no value; `committed(value)` by the rule of all
    fields, and only for what is one or for an emptied field. A kind of value fills in `_shown` and
    `_explain`.
    """

    edited = Signal(object)
    committed = Signal(object)

    def __init__(self, nothing: Reads, spacing: int, parent: QWidget | None = None) -> None:
        """`nothing`: how an empty field is read; `spacing` stands between the line and what is beside it."""
        super().__init__(parent)
        self.line = PlainLineEdit()
        self.line.setFixedWidth(FIELD_WIDTH)
        self.setFocusProxy(self.line)
        self._across = QHBoxLayout()
        self._across.setSpacing(spacing)
        self._across.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(self._across)
        layout.addWidget(self._build_message())
        self._reading: Any = nothing
        self._committed: Any = None
        self._clock = CommitClock(self._commit, self)
        self.line.returnPressed.connect(self.flush)

    def set_name(self, name: str) -> None:
        """Say what the value is, for screen readers."""
        self.line.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read and copied only."""
        self.line.setReadOnly(read_only)

    def flush(self) -> None:
        """Commit now what was typed, if it is a value or nothing."""
        self._clock.flush()

    def _show_stored(self, value: object, reading: Reads) -> None:
        """Show a stored value, read as `reading`. Emits nothing.

        A field that says so already, or in which newer letters wait for their commit, is left alone.
        """
        self._committed = value
        if self._clock.pending and self.line.hasFocus():
            return
        self._clock.forget()
        if self._reading.fault is None and self._reading.value == value:
            return
        self._reading = reading
        self.line.setText(self._shown())
        self._explain()

    def _commit(self) -> None:
        if self._reading.fault is None and self._reading.value != self._committed:
            self._committed = self._reading.value
            self.committed.emit(self._committed)

    def _shown(self) -> str:
        """Return the value that was read as the field shows it."""
        raise NotImplementedError

    def _explain(self) -> None:
        """Say below what is to be said of what was typed."""
        raise NotImplementedError
