"""One of a few short choices side by side: a view, a year, a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.buttons import KeyboardRing
from dti_desktop.ui.widgets.labels import Weight, set_plain_tooltip

_HEIGHT = 28
_PAD = 12
_ICON = 14
_AROUND = 2
_SHOWN = ((True, True, _PAD), (False, True, _PAD), (False, False, _PAD), (False, False, 7))
"""What of all segments is shown, the fullest first: shapes, remarks, and the room beside them in pixels."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A choice: its key, its word, a quiet remark such as a count, and a shape (icon, colour name)."""

    key: str
    text: str
    remark: str = ""
    shape: tuple[str, str] | None = None


class _Button(KeyboardRing, QAbstractButton):
    """One segment, painted so that choosing it never changes its width."""

    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self.segment = segment
        self._has_shape = self._has_remark = True
        self._pad = _PAD
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_segment(segment)

    def set_segment(self, segment: Segment) -> None:
        self.segment = segment
        self.setAccessibleName(f"{segment.text} {segment.remark}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width_with(self._has_shape, self._has_remark, self._pad), _HEIGHT)

    def width_with(self, shape: bool, remark: bool, pad: int) -> int:
        """Return how wide it is with or without its shape and its remark, `pad` at each side; in pixels."""
        width = 2 * pad + self._text_width()
        if self.segment.shape and shape:
            width += _ICON + 6
        if self.segment.remark and remark:
            width += 6 + self._small().horizontalAdvance(self.segment.remark)
        return width

    def show_only(self, shape: bool, remark: bool, pad: int) -> None:
        """Show it with or without its shape and its remark, `pad` pixels at each side."""
        if (shape, remark, pad) != (self._has_shape, self._has_remark, self._pad):
            self._has_shape, self._has_remark, self._pad = shape, remark, pad
            self.updateGeometry()
            self.update()
            self._tell_the_rest()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_rest()

    def _tell_the_rest(self) -> None:
        left_out = bool(self.segment.remark) and not self._has_remark
        set_plain_tooltip(self, self.accessibleName() if left_out or self._is_cut() else "")

    def _is_cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        colours = look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        if on:
            painter.setPen(QPen(colours.q("border"), 1))
            painter.setBrush(colours.q("surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        left = self._pad
        if self.segment.shape and self._has_shape:
            name, role = self.segment.shape
            picture = icons.current().pixmap(name, role, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - _ICON) // 2, picture)
            left += _ICON + 6
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(look.font("body", Weight.Medium if on else Weight.Normal))
        painter.setPen(colours.q("text" if on else "secondary"))
        # Where nobody told the room, the count goes first, then the end of the word; the tooltip has both.
        room = self.width() - left - self._pad // 2
        shown = painter.fontMetrics().elidedText(self.segment.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, shown)
        if self.segment.remark and self._has_remark and not self._is_cut():
            left += self._text_width() + 6
            painter.setFont(look.font("small", Weight.Medium))
            painter.setPen(colours.q("secondary" if on else "muted"))
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, self.segment.remark)
        painter.end()

    def _text_width(self) -> int:
        # Measured in the heavier weight that a chosen segment has.
        metrics = QFontMetrics(theme.current().font("body", Weight.Medium))
        return metrics.horizontalAdvance(self.segment.text)

    def _small(self) -> QFontMetrics:
        return QFontMetrics(theme.current().font("small", Weight.Medium))


class Segments(QWidget):
    """Exactly one of a few choices. Tab comes to the chosen one, arrow keys go from one to the next.

    `chosen(str)` comes when a person chose another one, never from `choose` or `set_segments`.
    """

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: list[_Button] = []
        self._told: str | None = None
        self._room_px: int | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what is chosen here, for screen readers."""
        self.setAccessibleName(name)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Offer these; the one that was chosen stays chosen, else the first one is."""
        kept = self.choice
        if [b.segment.key for b in self._buttons] == [s.key for s in segments]:
            for button, segment in zip(self._buttons, segments, strict=True):
                if button.segment != segment:
                    button.set_segment(segment)
        else:
            for button in self._buttons:
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = [_Button(segment) for segment in segments]
            for button in self._buttons:
                self._group.addButton(button)
                self._row.addWidget(button)
                button.toggled.connect(self._tell)
        self._fit()
        keys = [segment.key for segment in segments]
        if keys:
            self.choose(kept if kept in keys else keys[0])

    def set_room(self, room_px: int | None) -> None:
        """Say how wide it may be, None for any width.

        Where all of it does not fit, the shapes go first, then the remarks: of all segments or of none.
        In the end the segments stand closer.
        """
        if room_px != self._room_px:
            self._room_px = room_px
            self._fit()

    def _fit(self) -> None:
        room = self._room_px
        shown = _SHOWN[-1]
        for shown in _SHOWN:
            needed = sum(button.width_with(*shown) for button in self._buttons)
            if room is None or needed + _AROUND <= room:
                break
        for button in self._buttons:
            button.show_only(*shown)

    @property
    def choice(self) -> str | None:
        """The key of what is chosen."""
        return next((b.segment.key for b in self._buttons if b.isChecked()), None)

    @property
    def segments(self) -> list[Segment]:
        """What is offered."""
        return [button.segment for button in self._buttons]

    def choose(self, key: str | None) -> None:
        """Show another choice. Emits nothing; a key that is not offered changes nothing."""
        button = next((b for b in self._buttons if b.segment.key == key), None)
        if button is not None:
            self._told = key
            button.setChecked(True)
            self.setFocusProxy(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colours.q("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.end()

    def _tell(self, on: bool) -> None:
        choice = self.choice
        if on and choice is not None and choice != self._told:
            self._told = choice
            self.setFocusProxy(next(b for b in self._buttons if b.isChecked()))
            self.chosen.emit(choice)
