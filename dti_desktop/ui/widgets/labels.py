"""Words and numbers that are only read. All of them show text as it is, never as markup."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.format import Exact

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

Tone = Literal["text", "secondary", "muted", "accent", "done", "warn", "block"]
Weight = QFont.Weight

_LINE_HEIGHT_PERCENT = 118
_SLACK = 8

# Ordinary prose, to measure how wide a Vietnamese letter is on average.
_PROSE = "thôn, bản, tổ dân phố được tính khi đã có quyết định thành lập còn hiệu lực trong năm đánh giá"


_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}


def as_plain(text: str) -> str:
    """Return `text` so that it shows as it is where markup is read: `html.escape`, without its dictionary."""
    return text.translate(_MARKUP)


def set_plain_tooltip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip that wraps and shows `text` as it is, even where it looks like markup."""
    widget.setToolTip(f"<p style='white-space: pre-wrap'>{as_plain(text)}</p>" if text else "")


def text_column_width(font: QFont, characters: int = theme.TEXT_COLUMN_CHARACTERS) -> int:
    """Return how wide a column of `characters` average letters is, in device-independent pixels."""
    return round(QFontMetrics(font).horizontalAdvance(_PROSE) / len(_PROSE) * characters)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at the properties of `widget` again; it has not looked yet at a new one."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


class Label(QLabel):
    """One piece of text in one of the four sizes and a named colour."""

    def __init__(
        self,
        text: str = "",
        *,
        size: theme.Size = "body",
        weight: QFont.Weight = Weight.Normal,
        tone: Tone = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.current().font(size, weight))
        self.setProperty("tone", tone)

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another named colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class _Sizes:
    """How wide a text is without a break, and how high at widths that were asked for, in pixels."""

    __slots__ = ("heights", "unwrapped")

    def __init__(self) -> None:
        self.unwrapped = 0
        self.heights: dict[int, int] = {}


@lru_cache(maxsize=2048)
def _sizes_of(_font_key: str, _text: str) -> _Sizes:
    # The same words come back with their sub-indicator, and to lay out a text is what takes the time.
    return _Sizes()


class WrapLabel(Label):
    """Running text: wraps, with room between the lines, never wider than 72 letters.

    With `selectable` it can be copied.
    """

    _plain = ""
    _sizes = _Sizes()
    _has_margins = False

    def __init__(
        self,
        text: str = "",
        *,
        size: theme.Size = "body",
        weight: QFont.Weight = Weight.Normal,
        tone: Tone = "text",
        characters: int = theme.TEXT_COLUMN_CHARACTERS,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size=size, weight=weight, tone=tone, parent=parent)
        # Only to set the lines apart, for the sake of Vietnamese accents; the text itself is escaped.
        self.setTextFormat(Qt.TextFormat.RichText)
        self._measure()
        self.setWordWrap(True)
        self.setMaximumWidth(text_column_width(self.font(), characters))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if selectable:
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setText(text)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def setText(self, text: str) -> None:
        """Show `text` as it is; line breaks are kept."""
        if text == self._plain:
            return
        self._plain = text
        self._measure()
        style = f"line-height: {_LINE_HEIGHT_PERCENT}%; white-space: pre-wrap"
        super().setText(f'<div style="{style}">{as_plain(text)}</div>' if text else "")
        self.setAccessibleName(text)
        self._keep_high_enough()

    def setContentsMargins(self, *margins: int) -> None:  # type: ignore[override]
        """Keep room around the text, in pixels: left, top, right, bottom."""
        super().setContentsMargins(*margins)
        self._has_margins = True
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        """Find out how wide the text is; its heights are found when a layout asks for them."""
        self._sizes = _Sizes() if self._has_margins else _sizes_of(self.font().key(), self._plain)
        if not self._sizes.unwrapped:
            measure = self.fontMetrics().horizontalAdvance
            # A little more than measured: the text is laid out in fractions of a pixel.
            self._sizes.unwrapped = max(measure(line) for line in self._plain.split("\n")) + _SLACK

    def sizeHint(self) -> QSize:
        # QLabel would rather be narrow and high.
        width = min(self._sizes.unwrapped, self.maximumWidth())
        return QSize(width, max(0, self.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width it gets, not from the narrowest it could get.
        return QSize(min(80, self.sizeHint().width()), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_high_enough()

    def heightForWidth(self, width: int) -> int:
        # Layouts ask again and again, and to lay out a text is what takes the time.
        # A layout offers all its width, of which the text takes no more than its column.
        width = min(width, self._sizes.unwrapped, self.maximumWidth())
        heights = self._sizes.heights
        if width not in heights:
            # QLabel counts its minimum into the height it asks for, so it has to go while it is asked.
            minimum = self.minimumHeight()
            self.setMinimumHeight(0)
            heights[width] = super().heightForWidth(width)
            self.setMinimumHeight(minimum)
        return heights[width]

    def _keep_high_enough(self) -> None:
        # A layout that does not ask heightForWidth (a scroll area's, a stack's) would cut the last line off.
        height = max(0, self.heightForWidth(self.width()))
        if height != self.minimumHeight():
            self.setMinimumHeight(height)


class ElidedLabel(Label):
    """One line that ends in … where there is no room; the tooltip then holds all of it."""

    def __init__(
        self,
        text: str = "",
        *,
        size: theme.Size = "body",
        weight: QFont.Weight = Weight.Normal,
        tone: Tone = "text",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, size=size, weight=weight, tone=tone, parent=parent)
        self._elide = elide
        self._elided = ""
        self._elided_for: tuple[str, int, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        key = self.text(), self.width(), self.font().key()
        if key != self._elided_for:
            self._elided_for = key
            self._elided = self.fontMetrics().elidedText(self.text(), self._elide, self.width())
        text = self._elided
        if text == key[0] and "\n" not in text:
            super().paintEvent(event)  # all of it has room, and Qt is quicker
            return
        painter = QPainter(self)
        flags = int(self.alignment() | Qt.TextFlag.TextSingleLine)
        painter.setPen(QPen(self.palette().brush(self.foregroundRole()), 1))
        painter.drawText(self.rect(), flags, text)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            shortened = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
            set_plain_tooltip(self, self.text() if shortened else "")
        return super().event(event)


class BigNumber(QWidget):
    """A number that matters over a quiet caption. It counts to a new value within 150 ms."""

    def __init__(
        self,
        *,
        size: theme.Size = "title",
        tone: Tone = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number = Label(size=size, weight=Weight.DemiBold, tone=tone)
        self._caption = Label(size="small", tone="muted")
        self._caption.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label in (self._number, self._caption):
            label.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shown: Fraction | None = None
        self._write: Callable[[Exact], str] = str
        self._start = self._goal = Fraction(0)
        self._motion: QVariantAnimation | None = None

    def set_number(self, number: Exact, write: Callable[[Exact], str]) -> None:
        """Count to `number`, written by `write` (for example `Format.points`)."""
        self._write = write
        self._stop()
        goal = Fraction(number)
        start, self._goal = self._shown, goal
        duration_ms = 0
        if start is not None and start != goal and self.isVisible():
            duration_ms = theme.current().motion_ms
        if start is None or duration_ms == 0:
            self._show(goal)
            return
        self._start = start
        if self._motion is None:
            from PySide6.QtCore import QVariantAnimation

            self._motion = QVariantAnimation(self)
            self._motion.setStartValue(0.0)
            self._motion.setEndValue(1.0)
            self._motion.valueChanged.connect(self._step)
        self._motion.setDuration(duration_ms)
        self._motion.start()

    def set_text(self, text: str) -> None:
        """Show a text in the number's place: "36/63", or "–" where there is no number."""
        self._stop()
        self._shown = None
        self._number.setText(text)
        self._name()

    def set_caption(self, caption: str) -> None:
        """Say what the number is."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self._name()

    def set_tone(self, tone: Tone) -> None:
        """Show the number in another named colour."""
        self._number.set_tone(tone)

    def text(self) -> str:
        """Return what stands in the number's place now."""
        return self._number.text()

    def _stop(self) -> None:
        if self._motion is not None:
            self._motion.stop()

    def _step(self, passed: float) -> None:
        if passed >= 1:
            self._show(self._goal)
        else:
            self._show(self._start + (self._goal - self._start) * Fraction(round(passed * 1000), 1000))

    def _show(self, number: Fraction) -> None:
        self._shown = number
        self._number.setText(self._write(number))
        if number == self._goal:
            self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._number.text()} {self._caption.text()}".strip())
