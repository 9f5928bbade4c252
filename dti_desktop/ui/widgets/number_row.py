"""One number that a rule asks for: what is counted at the left, the field with its unit at the right."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.model import Quantity
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.numbers_text import Reading
from dti_desktop.ui.widgets.caption import Caption
from dti_desktop.ui.widgets.fields import MessageTone, mark_fault
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.typed_value import FIELD_WIDTH

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 52, 44
_UNIT_GAP = 10


class _RowField(NumberField):
    """A number field whose words stand in the row's caption, where they push nothing about."""

    said = Signal(str, str)
    #: Whether the rule finds the number impossible; what is wrong is said beside the points.
    is_impossible = False
    _said: tuple[str, MessageTone] = ("", "muted")

    def mark(self) -> None:
        """Draw the field as one that cannot stand, or not."""
        mark_fault(self.line, self.is_impossible or self.reading.fault is not None)

    def _explain(self) -> None:
        super()._explain()
        self.mark()

    def _show_message(self, text: str, tone: MessageTone) -> None:
        if (text, tone) != self._said:
            self._said = text, tone
            self.line.setAccessibleDescription(text)
            self.said.emit(text, tone)


class NumberRow(Retranslated, QWidget):
    """A number of an answer, with the province figure that stands in for it while it is empty.

    `edited(Decimal | None)` comes at every key that leaves a number or nothing; `drafted(str | None)` with
    the text that could not be read, or None when there is none any more. The first key that leaves no number
    brings back what stood before: the digits up to it are nobody's number.
    """

    edited = Signal(object)
    drafted = Signal(object)
    entered = Signal()
    profile_wanted = Signal(str)
    shared = Signal(str, object)

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quantity: Quantity | None = None
        self._own: Decimal | None = None
        self._figure: Decimal | None = None
        self._said: tuple[str, str] = ("", "muted")
        self._act: Callable[[], None] = lambda: None
        self._label = WrapLabel(weight=Weight.Medium)
        self.caption = Caption()
        self.caption.acted.connect(lambda: self._act())
        self.field = _RowField()
        self.field.said.connect(self._hear)
        self.field.edited.connect(self._typed)
        self.field.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.field.line)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._label)
        words.addWidget(self.caption)
        words.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(2 * theme.GRID)
        across.addLayout(words, theme.TAKES_THE_ROOM)
        across.addStretch(1)
        across.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT)

    def ask(self, quantity: Quantity, language: str, unit_width: int) -> None:
        """Ask for `quantity`; `unit_width` is the room for the widest unit of the form."""
        if quantity is not self._quantity:
            self._quantity = quantity
            self._own = self._figure = None
            self.field.show_text("")
        label = quantity.label.in_language(language)
        self._label.setText(label)
        self.field.set_name(label)
        self.field.set_unit(quantity.unit.in_language(language))
        self.field.setFixedWidth(FIELD_WIDTH + _UNIT_GAP + unit_width)

    def unit_width(self, quantity: Quantity, language: str) -> int:
        """Return how wide the unit of `quantity` is."""
        return Label(tone="muted").fontMetrics().horizontalAdvance(quantity.unit.in_language(language)) + 2

    def show_number(self, own: Decimal | None, figure: Decimal | None, draft: str | None) -> None:
        """Show the stored number, the province figure beside it, and a text that was left unread.

        Text in the field that cannot be read stays until the stored number becomes another.
        """
        if draft is not None and own == self._own and self.field.reading.fault is not None:
            pass
        elif draft is not None:
            self.field.show_text(draft, stood=own)
        elif self.field.reading.fault is None or own != self._own:
            if own != self._own:
                # Something else than the keys in this field changed it: it shows at once, typing or not.
                self.field.flush()
            self.field.set_number(own)
        self._own, self._figure = own, figure
        self.field.set_placeholder(figure)
        self._explain()

    def set_read_only(self, read_only: bool) -> None:
        """Let the number be read and copied only, or changed again."""
        self.field.set_read_only(read_only)
        self._explain()

    @property
    def is_unread(self) -> bool:
        """Whether the field holds a text that could not be read as a number."""
        return self.field.reading.fault is not None

    def mark(self, is_faulty: bool) -> None:
        """Draw the field as one that cannot stand, or not; what is wrong is said beside the points."""
        self.field.is_impossible = is_faulty
        self.field.mark()

    def retranslate(self) -> None:
        self._explain()

    def _typed(self, reading: Reading) -> None:
        if reading.fault is not None:
            self.drafted.emit(self.field.line.text())
            stood = self.field.stood
            has_prefix, self._own = self._own != stood, stood
            self._explain()
            if has_prefix:
                self.edited.emit(stood)
            return
        self._own = reading.number
        self.drafted.emit(None)
        self._explain()
        self.edited.emit(reading.number)

    def _hear(self, text: str, tone: str) -> None:
        self._said = (text, tone)
        self._explain()

    def _explain(self) -> None:
        self._say()
        if self.caption.action:
            # A label without a link cannot be a stop, so its place is given when the link is there.
            QWidget.setTabOrder(self.field.line, self.caption)

    def _say(self) -> None:
        """What the field has to say goes first, then where the number comes from."""
        text, tone = self._said
        if text:
            self.caption.say(text, "block" if tone == "block" else "muted")
            return
        key = None if self._quantity is None else self._quantity.profile
        if key is None:
            self.caption.say("")
            return
        write = formats.current().number
        if self.field.line.isReadOnly():
            self.caption.say(self.tr("Lấy từ Số liệu chung") if self._own is None else "", "muted")
            return
        own, figure = self._own, self._figure
        if own is None and figure is None:
            self._act = lambda: self.profile_wanted.emit(key)
            self.caption.say(
                self.tr("Số liệu chung chưa có số này."), "muted", self.tr("Nhập vào Số liệu chung")
            )
        elif own is None:
            self._act = lambda: self.profile_wanted.emit(key)
            self.caption.say(self.tr("Lấy từ Số liệu chung"), "muted", self.tr("Xem"))
        elif figure is None:
            self._act = lambda: self.shared.emit(key, own)
            self.caption.say(
                self.tr("Chỉ dùng ở đây."), "muted", self.tr("Lưu vào Số liệu chung để dùng chung")
            )
        elif own == figure:
            self._act = self._give_way
            self.caption.say(self.tr("Bằng số của Số liệu chung"), "muted", self.tr("Bỏ số nhập riêng"))
        else:
            self._act = self._give_way
            difference = formats.current().signed(own - figure, _decimals(own - figure))
            self.caption.say(
                self.tr("Số liệu chung là {figure} (chênh {difference}).").format(
                    figure=write(figure), difference=difference
                ),
                "warn",
                self.tr("Dùng số của Số liệu chung"),
            )

    def _give_way(self) -> None:
        self.field.show_text("")
        self._own = None
        self._explain()
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(None)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)
