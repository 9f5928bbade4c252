"""The steps of a longer way in one row: where one is, what is behind, what stops."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.buttons import EnterPresses, KeyboardRing
from dti_desktop.ui.widgets.labels import Weight, set_plain_tooltip

StepState = Literal["open", "done", "stopped"]

_DISC = 26
_GAP = 10
_INSET = 3
"""What a ring needs around the disc, in pixels."""


class StepButton(EnterPresses, KeyboardRing, QAbstractButton):
    """One step: its number in a disc, or a shape once it is done or stops; its name and a remark."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._remark = ""
        self.state: StepState = "open"
        self._is_brief = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, name: str, remark: str, spoken_state: str) -> None:
        """Set the words; `spoken_state` is for those who do not see the shape."""
        self._remark = remark
        self.setText(name)
        spoken = ", ".join(part for part in (name, remark, spoken_state) if part)
        self.setAccessibleName(spoken)
        # In a narrow window the words under the disc are cut.
        set_plain_tooltip(self, spoken)
        self.update()

    def set_state(self, state: StepState) -> None:
        """Show another shape."""
        self.state = state
        self.update()

    @property
    def needed_px(self) -> int:
        """How wide it is with all its words, whichever step is open."""
        look = theme.current()
        name = QFontMetrics(look.font("body", Weight.DemiBold)).horizontalAdvance(self.text())
        remark = QFontMetrics(look.font("small")).horizontalAdvance(self._remark)
        return _INSET + _DISC + _GAP + max(name, remark) + 8

    def set_brief(self, is_brief: bool) -> None:
        """Show the disc only; the tooltip has the words."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            policy = QSizePolicy.Policy.Fixed if is_brief else QSizePolicy.Policy.Expanding
            self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * _INSET + _DISC if self._is_brief else 170, 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _INSET + _DISC if self._is_brief else 96, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, look = theme.current().colours, theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        disc = QRectF(_INSET, (self.height() - _DISC) / 2, _DISC, _DISC)
        self._paint_disc(painter, disc)
        if self._is_brief:
            painter.end()
            return
        left = round(disc.right()) + _GAP
        room = QRect(left, 0, self.width() - left - 4, self.height())
        painter.setFont(look.font("body", Weight.DemiBold if self.isChecked() else Weight.Medium))
        ink = "disabled" if not self.isEnabled() else "text" if self.isChecked() else "secondary"
        painter.setPen(colours.q(ink))
        line = painter.fontMetrics().height()
        small = look.font("small")
        top = (self.height() - line) // 2
        if self._remark:
            top = (self.height() - 2 * line) // 2 + 1
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(
            QRect(room.left(), top, room.width(), line), int(Qt.AlignmentFlag.AlignVCenter), name
        )
        if self._remark:
            painter.setFont(small)
            tone = "disabled" if not self.isEnabled() else "block" if self.state == "stopped" else "muted"
            painter.setPen(colours.q(tone))
            words = painter.fontMetrics().elidedText(self._remark, Qt.TextElideMode.ElideRight, room.width())
            below = QRect(room.left(), top + line - 1, room.width(), line)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        colours, look = theme.current().colours, theme.current()
        current = self.isChecked()
        ground, edge, ink = "surface", "border", "secondary"
        icon = ""
        if self.state == "stopped":
            ground, edge, ink, icon = "block_soft", "block", "block", "octagon-alert"
        elif current:
            ground, edge, ink = "accent", "accent", "on_accent"
        elif self.state == "done":
            ground, edge, ink, icon = "done_soft", "done", "done", "check"
        if not self.isEnabled():
            ground, edge, ink = "page", "hairline", "disabled"
        painter.setPen(QPen(colours.q(edge), 1))
        painter.setBrush(colours.q(ground))
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if icon:
            picture = icons.current().pixmap(icon, ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(round(disc.center().x() - 7), round(disc.center().y() - 7), picture)
        else:
            painter.setFont(look.font("small", Weight.DemiBold))
            painter.setPen(colours.q(ink))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class Stepper(QWidget):
    """The steps in a row. `chosen(int)` when one is pressed, counted from 0; arrow keys walk."""

    chosen = Signal(int)

    def __init__(self, steps: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [StepButton(number + 1) for number in range(steps)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            layout.addWidget(button, 1)
        self.set_current(0)

    @property
    def current(self) -> int:
        """Which step is open, counted from 0."""
        return next(place for place, button in enumerate(self.buttons) if button.isChecked())

    def set_current(self, place: int) -> None:
        """Mark a step as the open one."""
        self.buttons[place].setChecked(True)
        for button in self.buttons:
            button.update()
        self.arrange()

    def arrange(self) -> None:
        """Where there is no room for the words of all steps, show those of the one that is open."""
        share = (self.width() - theme.HALF * (len(self.buttons) - 1)) // len(self.buttons)
        is_narrow = any(button.needed_px > share for button in self.buttons)
        for button in self.buttons:
            button.set_brief(is_narrow and not button.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        place = here + step
        while 0 <= place < len(self.buttons) and not self.buttons[place].isEnabled():
            place += step
        if 0 <= place < len(self.buttons):
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
