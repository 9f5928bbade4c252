"""Compact inputs of a what-if: a level from a list; a number by slider and by typing it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.services.number_scale import Scale
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.numbers_text import Reading
from dti_desktop.ui.widgets.choices import Choice
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.fields import MessageTone, mark_fault
from dti_desktop.ui.widgets.labels import ElidedLabel, WrapLabel
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.slider import Slider

FIELD_WIDTH, UNIT_WIDTH = 116, 92


class _CompactField(NumberField):
    """A number field whose words stand under its label."""

    said = Signal(str, str)
    is_impossible = False

    def __init__(self) -> None:
        super().__init__()
        self.line.setFixedWidth(FIELD_WIDTH)
        self.setFixedWidth(FIELD_WIDTH)

    def mark(self) -> None:
        """Draw the field as one that cannot stand, or not."""
        mark_fault(self.line, self.is_impossible or self.reading.fault is not None)

    def _explain(self) -> None:
        super()._explain()
        self.mark()

    def _show_message(self, text: str, tone: MessageTone) -> None:
        self.line.setAccessibleDescription(text)
        self.said.emit(text, tone)


class NumberInput(QWidget):
    """What is counted, a slider, the number with its unit.

    `edited(Decimal | None)` at every move and every key that leaves a number or nothing; `drafted(str |
    None)` with a text that cannot be read, None when there is none any more.
    """

    edited = Signal(object)
    drafted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number: Decimal | None = None
        self._scale: Scale | None = None
        self._present: Decimal | None = None
        self._own: Decimal | None = None
        self.label = WrapLabel(tone="secondary")
        self.message = WrapLabel(size="small", tone="muted")
        self.message.hide()
        self.slider = Slider()
        self.field = _CompactField()
        self.unit = ElidedLabel(tone="muted")
        self.unit.setFixedWidth(UNIT_WIDTH)
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        middle = Qt.AlignmentFlag.AlignVCenter
        across.addWidget(self.slider, 1, middle)
        across.addWidget(self.field, 0, middle)
        across.addWidget(self.unit, 0, middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label)
        layout.addLayout(across)
        layout.addWidget(self.message)
        self.slider.moved.connect(self._moved)
        self.field.edited.connect(self._typed)
        self.field.said.connect(self._say)

    def ask(self, label: str, unit: str) -> None:
        """Say what is counted, and in what."""
        self.label.setText(label)
        self.unit.setText(unit)
        self.field.set_name(label)
        self.slider.set_name(label)

    def show_number(
        self,
        own: Decimal | None,
        figure: Decimal | None,
        scale: Scale | None,
        present: Decimal | None,
        draft: str | None,
    ) -> None:
        """Show the own number, the province figure that stands in for it, and a text left unread.

        `present`: the number in the assessment itself. Emits nothing, and leaves half-typed text alone.
        """
        if draft is not None and self.field.reading.fault is None:
            self.field.show_text(draft, stood=own)
        elif draft is None and (self.field.reading.fault is None or own != self._own):
            if own != self.field.number:
                self.field.flush()
            self.field.set_number(own)
        self._own, self._scale, self._present = own, scale, present
        self.field.set_placeholder(figure)
        self.slider.show_number(own if own is not None else figure, scale, present)

    def mark(self, is_faulty: bool) -> None:
        """Draw the field as one that cannot stand, or not; what is wrong is said beside the points."""
        self.field.is_impossible = is_faulty
        self.field.mark()

    def _moved(self, number: Decimal) -> None:
        had_fault = self.field.reading.fault is not None
        if had_fault:
            self.field.show_text("")
            self.drafted.emit(None)
        self.field.set_number(number)
        self._own = number
        self.edited.emit(number)

    def _typed(self, reading: Reading) -> None:
        if reading.fault is not None:
            self.drafted.emit(self.field.line.text())
            stood = self.field.stood
            if self._own != stood:
                self._own = stood
                self.slider.show_number(stood, self._scale, self._present)
                self.edited.emit(stood)
            return
        self._own = reading.number
        self.drafted.emit(None)
        self.slider.show_number(reading.number, self._scale, self._present)
        self.edited.emit(reading.number)

    def _say(self, text: str, tone: str) -> None:
        self.message.setText(text)
        self.message.set_tone("block" if tone == "block" else "muted")
        self.message.setVisible(bool(text))


class ListChoice(Retranslated, QWidget):
    """One of a few, or none, from a list. `edited(str | None)` when a person chose another one."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()
        self.label = WrapLabel(tone="secondary")
        self.combo = ComboBox()
        self.combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusProxy(self.combo)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GRID)
        across.addWidget(self.label, 2)
        across.addWidget(self.combo, 3)
        self.combo.activated.connect(self._tell)

    def ask(self, label: str, choices: Sequence[Choice], name: str) -> None:
        """Offer these; `remark` is what a choice gives."""
        self.label.setText(label)
        self.label.setVisible(bool(label))
        self._choices = choices
        self.combo.setAccessibleName(name)
        self.retranslate()

    def retranslate(self) -> None:
        at = self.combo.currentIndex()
        self.combo.clear()
        self.combo.addItem(self.tr("Chưa trả lời"))
        for choice in self._choices:
            self.combo.addItem(f"{choice.text}  ·  {choice.remark}" if choice.remark else choice.text)
        self.combo.setCurrentIndex(max(0, at))

    def show_choice(self, choice_id: str | None) -> None:
        """Show a choice, or none. Emits nothing."""
        ids = [choice.id for choice in self._choices]
        self.combo.setCurrentIndex(1 + ids.index(choice_id) if choice_id in ids else 0)

    def _tell(self, at: int) -> None:
        self.edited.emit(self._choices[at - 1].id if at > 0 else None)
