"""One assessment in the list of the start page: whose, of which year, how far, when last touched."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import KeyboardRing
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.progress import ThinBar
from dti_desktop.ui.widgets.surfaces import Pill

HEIGHT = 68


class AssessmentRow(KeyboardRing, QAbstractButton):
    """Pressed as a whole. Arrow keys go to the rows above and below."""

    def __init__(self, assessment_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.assessment_id = assessment_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._title = Label(weight=Weight.DemiBold)
        self._mark = Pill(tone="accent")
        self._detail = ElidedLabel(size="small", tone="muted")
        self._count = Label(size="small", tone="secondary")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = ThinBar(height=4)
        self._bar.setFixedWidth(128)
        self._chevron = IconMark("chevron-right", "muted")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._mark)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addLayout(head)
        words.addWidget(self._detail)
        words.addStretch(1)
        amount = QVBoxLayout()
        amount.setSpacing(6)
        amount.addStretch(1)
        amount.addWidget(self._count)
        amount.addWidget(self._bar)
        amount.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 0, 16, 0)
        across.setSpacing(20)
        across.addLayout(words, 1)
        across.addLayout(amount)
        across.addWidget(self._chevron)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, title: str, mark: str, detail: str, count: str, share: Fraction | None) -> None:
        """Set the words; without a `share` how far it is stays unsaid."""
        self._title.setText(title)
        self._mark.set_look(mark, "accent")
        self._mark.setVisible(bool(mark))
        self._detail.setText(detail)
        self._count.setText(count)
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.set_share(share)
        self.setAccessibleName(", ".join(part for part in (title, mark, detail, count) if part))

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 3, -4, -3)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("sunken" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        painter.end()
