"""One choice among a few: each on a line of its own, with its full wording, none cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import KeyboardRing
from dti_desktop.ui.widgets.labels import Weight

_DOT = 18
_PAD_X, _PAD_Y = 10, 7
_TEXT_LEFT = _PAD_X + _DOT + 10
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class CheckBox(KeyboardRing, QCheckBox):
    """A tick that says yes or no at once."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: its id, its wording, and a short remark at the right (the points it gives)."""

    id: str
    text: str
    remark: str = ""


class ChoiceRow(KeyboardRing, QRadioButton):
    """A radio button whose words wrap. The whole row can be clicked."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[int, QRect] = {}
        #: Whether it is only read: it keeps its place for the keyboard, and nothing chooses it.
        self.is_read_only = False
        self.set_choice(choice)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_choice(self, choice: Choice) -> None:
        """Show a choice, or the same one in other words."""
        self.choice = choice
        self._boxes.clear()
        self.setAccessibleName(f"{choice.text} {choice.remark}".strip())
        self.updateGeometry()
        self.update()

    def _remark_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.choice.remark) + 16 if self.choice.remark else 0

    def _text_box(self, width: int) -> QRect:
        """Return where the words stand in a row of this width. Layouts ask again and again."""
        if width not in self._boxes:
            self._boxes[width] = self._measured(width)
        return QRect(self._boxes[width])

    def _measured(self, width: int) -> QRect:
        room = max(width - _TEXT_LEFT - _PAD_X - self._remark_width(), 40)
        # Measured in the heavier weight, so that choosing a row never makes it grow.
        metrics = QFontMetrics(theme.current().font("body", Weight.Medium))
        used = metrics.boundingRect(QRect(0, 0, room, 10000), _FLAGS, self.choice.text)
        return QRect(_TEXT_LEFT, _PAD_Y, room, max(used.height(), _DOT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._text_box(width).height() + 2 * _PAD_Y

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(self.width() if self.width() > _TEXT_LEFT else 360))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _DOT + 2 * _PAD_Y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A layout that does not ask heightForWidth would cut the last line off.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def nextCheckState(self) -> None:
        if not self.is_read_only:
            super().nextCheckState()

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        on, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if on or (enabled and self.underMouse() and not self.is_read_only):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("accent_soft" if on else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        line = self.fontMetrics().height()
        centre = QPointF(_PAD_X + _DOT / 2, _PAD_Y + max(line, _DOT) / 2)
        edge = "disabled" if not enabled else "accent" if on else "muted"
        painter.setBrush(colours.q("accent" if on and enabled else "field"))
        painter.setPen(QPen(colours.q(edge), 1.5))
        painter.drawEllipse(centre, _DOT / 2 - 1, _DOT / 2 - 1)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("on_accent" if enabled else "disabled"))
            painter.drawEllipse(centre, 3.5, 3.5)
        painter.setPen(colours.q("text" if enabled else "disabled"))
        painter.setFont(theme.current().font("body", Weight.Medium if on else Weight.Normal))
        text = self._text_box(self.width())
        text.translate(0, max(0, (_DOT - line) // 2))
        painter.drawText(text, _FLAGS, self.choice.text)
        if self.choice.remark:
            painter.setFont(theme.current().font("body"))
            painter.setPen(colours.q("secondary" if enabled else "disabled"))
            right = QRect(0, text.top(), self.width() - _PAD_X, line)
            painter.drawText(right, int(Qt.AlignmentFlag.AlignRight), self.choice.remark)
        painter.end()


class ChoiceGroup(QWidget):
    """A few choices, at most one of them chosen. Arrow keys move and choose; Delete takes the choice back.

    `chosen(str | None)` comes when a person chose or took back, never from `set_chosen`.
    """

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[Choice] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _number: self._tell())
        self._rows: list[ChoiceRow] = []
        self._told: str | None = None
        self._is_read_only = False
        self.setAccessibleName(name)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; one that is still there stays chosen."""
        if [row.choice.id for row in self._rows] == [choice.id for choice in choices]:
            # The same in other words: the keyboard stays where it is, and so does the order of Tab.
            for row, choice in zip(self._rows, choices, strict=True):
                row.set_choice(choice)
                row.setMinimumHeight(row.heightForWidth(row.width()))
            return
        kept = self.choice
        for row in self._rows:
            self._group.removeButton(row)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [ChoiceRow(choice) for choice in choices]
        for number, row in enumerate(self._rows):
            row.is_read_only = self._is_read_only
            self._group.addButton(row, number)
            self._layout.addWidget(row)
            # A layout shows what is added to it only later, and what is not shown cannot take the keyboard.
            row.show()
            row.toggled.connect(row.update)
        if self._rows:
            self.setFocusProxy(self._rows[0])
        self.set_chosen(kept)

    @property
    def choice(self) -> str | None:
        """The id of what is chosen."""
        return next((row.choice.id for row in self._rows if row.isChecked()), None)

    def set_chosen(self, choice_id: str | None) -> None:
        """Show a stored choice, or none. Emits nothing."""
        self._group.setExclusive(False)
        for row in self._rows:
            row.setChecked(row.choice.id == choice_id)
            if row.isChecked():
                self.setFocusProxy(row)
        self._group.setExclusive(True)
        self._told = self.choice

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be read only, or made again."""
        self._is_read_only = read_only
        for row in self._rows:
            row.is_read_only = read_only

    @property
    def is_read_only(self) -> bool:
        """Whether no choice can be made now."""
        return self._is_read_only

    def allow(self, choice_id: str, is_allowed: bool) -> None:
        """Let a choice be made, or show it as one that cannot be."""
        for row in self._rows:
            if row.choice.id == choice_id:
                row.setEnabled(is_allowed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        takes_back = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_back and self.choice is not None and not self._is_read_only:
            self.set_chosen(None)
            self._told = None
            self.chosen.emit(None)
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.choice != self._told:
            self._told = self.choice
            self.chosen.emit(self._told)
