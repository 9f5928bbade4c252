"""One figure of a standing: what it is, the number, and where that stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.format import Exact
from dti_desktop.ui.widgets.labels import BigNumber, ElidedLabel, Label, Tone, set_plain_tooltip


class StandingFigure(QWidget):
    """Three lines: a quiet name, the number, a remark under it."""

    def __init__(
        self, *, size: theme.Size = "title", tone: Tone = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = Label(size="small", tone="muted")
        self.number = BigNumber(size=size, tone=tone)
        self.remark = ElidedLabel(size="small", tone="secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.name)
        layout.addStretch(1)
        layout.addWidget(self.number)
        layout.addWidget(self.remark)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_name(self, name: str) -> None:
        """Say what the number is."""
        self.name.setText(name)
        self._tell()

    def set_number(self, number: Exact | None, write: Callable[[Exact], str]) -> None:
        """Show a number, or a dash where there is none."""
        if number is None:
            self.number.set_text("–")
        else:
            self.number.set_number(number, write)
        self._tell()

    def set_text(self, text: str) -> None:
        """Show a text in the number's place: "36/63"."""
        self.number.set_text(text)
        self._tell()

    def set_remark(self, remark: str, hint: str = "") -> None:
        """Say where the number stands, and more when the pointer rests here."""
        self.remark.setText(remark)
        set_plain_tooltip(self, hint)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.name.text()} {self.number.text()} {self.remark.text()}".strip())
