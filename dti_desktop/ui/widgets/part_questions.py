"""What the dialogs of department files ask: the passphrase of a locked one, why marked evidence comes in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Weight, WrapLabel


class PassphraseQuestion(QWidget):
    """A line for a passphrase with its button. `given` once letters are there and confirmed."""

    given = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = WrapLabel(weight=Weight.Medium)
        self.line = PlainLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._head.setBuddy(self.line)
        self.unlock = SecondaryButton(icon="lock")
        for asked in (self.line.returnPressed, self.unlock.clicked):
            asked.connect(self._give)
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        across.addWidget(self.line, 1)
        across.addWidget(self.unlock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addLayout(across)

    def say(self, head: str, name: str, unlock: str) -> None:
        """Say which passphrase is asked for, the line's name for screen readers, what the button does."""
        self._head.setText(head)
        self.line.setAccessibleName(name)
        self.unlock.setText(unlock)

    def take(self) -> str:
        """Return what was typed; the field forgets it."""
        word = self.line.text()
        self.line.setText("")
        return word

    def _give(self) -> None:
        if self.line.text():
            self.given.emit()


class SecrecyQuestion(QWidget):
    """A line for why evidence that bears a mark of secrecy may come in. `edited` at every key."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = WrapLabel()
        self.line = PlainLineEdit()
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self.line)

    def say(self, head: str) -> None:
        """Say what is asked."""
        self._head.setText(head)
        self.line.setAccessibleName(head)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.line.text()

    @property
    def has_reason(self) -> bool:
        """Whether anything was typed that can be seen."""
        return bool(self.line.text().strip())
