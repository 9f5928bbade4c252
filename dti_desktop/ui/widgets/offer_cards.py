"""The sides of one conflict beside each other: what stands here, what came back; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import KeyboardRing
from dti_desktop.ui.widgets.clear_scroll import clear_scroll
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark

_LEAST_CARD = 230


@dataclass(frozen=True, slots=True)
class Side:
    """One side. `evidence` and `remarks`: those that it has for the sub-indicator."""

    number: int
    who: str
    value: str
    evidence: Sequence[str]
    remarks: Sequence[str] = ()
    may_be_chosen: bool = True


class OfferCard(KeyboardRing, QAbstractButton):
    """One side to choose, by a click or with Space."""

    chosen = Signal(int)

    def __init__(self, side: Side, heads: tuple[str, str], nothing: str) -> None:
        super().__init__()
        self.side = side
        self._is_chosen = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if side.may_be_chosen else Qt.FocusPolicy.NoFocus)
        if side.may_be_chosen:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark = IconMark("circle", "muted", 18)
        who = Label(side.who, weight=Weight.DemiBold)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._mark)
        head.addWidget(who, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        value = WrapLabel(selectable=False)
        value.setText(side.value)
        layout.addWidget(value)
        layout.addSpacing(4)
        for head_words, told in zip(heads, (side.evidence, side.remarks), strict=True):
            if told or told is side.evidence:
                layout.addWidget(Label(head_words, size="small", tone="muted"))
                lines = WrapLabel(size="small", tone="secondary")
                lines.setText("\n".join(f"• {line}" for line in told) or nothing)
                layout.addWidget(lines)
        layout.addStretch(1)
        self.setAccessibleName(f"{side.who}: {side.value}")

    def set_chosen(self, is_chosen: bool) -> None:
        """Show whether it is the one."""
        self._is_chosen = is_chosen
        self.setChecked(is_chosen)
        self._mark.set_icon("circle-check" if is_chosen else "circle", "accent" if is_chosen else "muted")
        self.update()

    def nextCheckState(self) -> None:
        # A click asks; which one is chosen the conflict says.
        if self.side.may_be_chosen:
            self.chosen.emit(self.side.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.side.number)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = bool(self.property("ring"))
        painter.setBrush(colours.q("accent_soft" if self._is_chosen else "surface"))
        line = colours.q("focus" if ring else "accent" if self._is_chosen else "hairline")
        painter.setPen(QPen(line, 2 if ring or self._is_chosen else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class OfferCards(QWidget):
    """The cards of the conflict that is looked at, one below the other where it is narrow.

    `chosen(number)`.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[OfferCard] = []
        self._across = QHBoxLayout()
        self._across.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(clear_scroll(self._across))

    def show_sides(
        self, sides: Sequence[Side], chosen: int | None, heads: tuple[str, str], nothing: str
    ) -> None:
        """Show these and no others."""
        for card in self.cards:
            self._across.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [OfferCard(side, heads, nothing) for side in sides]
        for card in self.cards:
            card.chosen.connect(self.chosen)
            self._across.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self.set_chosen(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _LEAST_CARD * max(2, len(self.cards))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if is_narrow else across)
        self._across.update()

    def set_chosen(self, chosen: int | None) -> None:
        """Show which one is chosen."""
        for card in self.cards:
            card.set_chosen(card.side.number == chosen)
