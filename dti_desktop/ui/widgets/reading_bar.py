"""Under a table: how a number that is two numbers in two languages is meant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.labels import Label


class ReadingBar(Retranslated, QWidget):
    """Asks about one number at a time. `chosen(language, for_all)`: how it, or each of them, is read."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: Mapping[str, Decimal] = {}
        self._words = Label()
        self.buttons = {language: SecondaryButton() for language in ("vi", "en")}
        self.for_all = CheckBox()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        for language, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(
                lambda _on=False, language=language: self.chosen.emit(language, self.for_all.isChecked())
            )
        layout.addWidget(self.for_all)
        layout.addStretch(1)
        self.retranslate()

    def ask(self, readings: Mapping[str, Decimal]) -> None:
        """Ask about a number with these readings; {}: about none."""
        self._readings = readings
        self.retranslate()

    def retranslate(self) -> None:
        is_asking = bool(self._readings)
        write = formats.current().number
        self._words.setText(
            self.tr("Số này là:") if is_asking else self.tr("Chọn một số có hai cách đọc trong bảng.")
        )
        ways = {"vi": self.tr("{number} (lối Việt Nam)"), "en": self.tr("{number} (lối Anh)")}
        for language, button in self.buttons.items():
            button.setVisible(is_asking)
            if language in self._readings:
                button.setText(ways[language].format(number=write(self._readings[language])))
        self.for_all.setText(self.tr("Mọi số chưa rõ cũng đọc như vậy"))
        self.for_all.setVisible(is_asking)
