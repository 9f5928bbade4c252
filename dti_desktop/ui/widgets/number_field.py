"""A field for one number with its unit."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.numbers_text import Reading, read_number
from dti_desktop.ui.typed_answer import number_fault
from dti_desktop.ui.widgets.fields import MessageTone, mark_fault
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.typed_value import TypedValueField


class NumberField(TypedValueField):
    """A number, right-aligned, its unit behind it and words about it below.

    Without the keyboard it shows the number with grouped digits; with it, the plain digits, so that a digit
    added to `1.197` cannot turn it into a decimal.
    """

    _stood: Decimal | None = None

    def __init__(self, name: str = "", unit: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(Reading(), 10, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setFont(theme.current().font("body", Weight.Medium))
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._unit = Label(tone="muted")
        self._across.addWidget(self._unit)
        self._across.addStretch(1)
        self._page_message: tuple[str, MessageTone] = ("", "muted")
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._begin)
        self.line.left.connect(self._leave)
        self.set_name(name)
        self.set_unit(unit)

    @property
    def reading(self) -> Reading:
        """How what stands in the field is read."""
        read: Reading = self._reading
        return read

    @property
    def number(self) -> Decimal | None:
        """The number that stands in the field; None for none and for a fault."""
        return self.reading.number

    @property
    def stood(self) -> Decimal | None:
        """The number that stood before what is being typed: what counts while that is no number.

        Not the digits typed so far: `600 nghìn` is not 600.
        """
        return self._stood

    def set_number(self, number: Decimal | None) -> None:
        """Show a stored number. Emits nothing.

        A field that says so already, or in which newer digits wait for their commit, is left alone.
        """
        before = self._reading
        self._show_stored(number, Reading(number))
        if self._reading is not before:
            self._stood = number

    def show_text(self, untrusted_text: str, stood: Decimal | None = None) -> None:
        """Show a text as it was left, number or not, and read it; `stood` counts. Emits nothing."""
        self._clock.forget()
        self._stood = stood
        self._reading = read_number(untrusted_text, formats.current().language)
        self.line.setText(untrusted_text)
        self._explain()

    def set_unit(self, unit: str) -> None:
        """Show what is counted, behind the field."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))

    def set_placeholder(self, number: Decimal | None) -> None:
        """Show, quietly, the number that counts while the field is empty (the profile's, last year's)."""
        self.line.setPlaceholderText("" if number is None else formats.current().number(number))

    def set_message(self, text: str, tone: MessageTone = "muted") -> None:
        """Show words of the page's under the field; what the field itself has to say goes first."""
        self._page_message = (text, tone)
        self._explain()

    def retranslate(self) -> None:
        if not self.line.hasFocus() and self._reading.fault is None:
            self.line.setText(self._grouped())
        self._explain()

    def _typed(self, text: str) -> None:
        self._reading = read_number(text, formats.current().language)
        self._clock.typed()
        self._explain()
        self.edited.emit(self._reading)

    def _leave(self) -> None:
        self.flush()
        if self._reading.fault is None:
            self.line.setText(self._grouped())

    def _begin(self) -> None:
        """The keyboard came: what stands is what she changes, in plain digits."""
        if self._reading.fault is None:
            self._stood = self._reading.number
        plain = self._plain()
        if self._reading.fault is None and not self.line.isReadOnly() and self.line.text() != plain:
            self.line.setText(plain)

    def _shown(self) -> str:
        return self._plain() if self.line.hasFocus() else self._grouped()

    def _plain(self) -> str:
        number = self.reading.number
        return "" if number is None else f"{number:f}".replace(".", formats.current().decimal_sign)

    def _grouped(self) -> str:
        number = self.reading.number
        return "" if number is None else formats.current().number(number)

    def _explain(self) -> None:
        fault = self.reading.fault
        if fault is not None:
            self._show_message(number_fault(fault), "block")
        elif self._reading.ambiguous:
            self._show_message(self._reading_text(), "muted")
        else:
            self._show_message(*self._page_message)
        mark_fault(
            self.line, fault is not None or (bool(self._page_message[0]) and self._page_message[1] == "block")
        )

    def _reading_text(self) -> str:
        number = self.reading.number
        assert number is not None
        if number == number.to_integral_value():
            return self.tr("Được đọc là {number}, số nguyên.").format(number=self._grouped())
        return self.tr("Được đọc là {number}, số thập phân.").format(number=self._grouped())
