"""How dialogs are laid out: one margin all around, and the buttons in a line at the foot.

A dialog is as large as what is in it. Where the screen is smaller (a laptop, twice the size of text) it is as
large as the screen allows: what it shows scrolls, and its buttons stay in sight below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.ui.widgets.surfaces import Hairline

#: What the system draws around a dialog, at most.
_FRAME = QSize(16, 48)

_SIDE, _TOP, _BOTTOM, _APART = 28, 24, 20, 12

#: What is shown or hidden has its place after this long, also on a slow machine.
_SETTLES_MS = 200

#: A list or table that gives way keeps its head and three rows, in pixels.
LEAST_LIST = 140


def screen_room(widget: QWidget) -> QSize:
    """Return how large a dialog over a widget may be, in pixels."""
    return widget.screen().availableSize() - _FRAME


class _Ground(QWidget):
    """What a dialog holds. Tables and lists give way before anything has to be scrolled."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return layout.totalMinimumHeightForWidth(width)


class DialogScroll(QScrollArea):
    """What a dialog shows. It asks for the room of its content, and for no more than the screen has."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_MS)
        self.ground = _Ground()
        self.ground.setProperty("kind", "clear")
        self.setWidget(self.ground)
        self.viewport().setAutoFillBackground(False)
        self.ground.setAutoFillBackground(False)
        self.foot: DialogFoot | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def room(self) -> QSize:
        """Return how large what the dialog shows may be here; its foot stands below."""
        whole = self._room_of_dialog()
        return whole if self.foot is None else whole - QSize(0, self.foot.sizeHint().height())

    def _room_of_dialog(self) -> QSize:
        parent = self.window().parentWidget()
        return screen_room(self if parent is None else parent)

    def sizeHint(self) -> QSize:
        return self.ground.sizeHint().boundedTo(self.room())

    def minimumSizeHint(self) -> QSize:
        # However low it is made: the bar must not make it scroll sideways too.
        bar = QSize(self.verticalScrollBar().sizeHint().width(), 0)
        return (self.ground.minimumSizeHint() + bar).boundedTo(self.room())

    def heightForWidth(self, width: int) -> int:
        layout = self.ground.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return min(layout.totalHeightForWidth(width), self.room().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.fit(grows_only=self.window().testAttribute(Qt.WidgetAttribute.WA_Resized))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if self._settling.isActive() and watched is self.ground and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit_soon(self) -> None:
        """Fit, and again until what was just shown or hidden has its place."""
        self._settling.start()
        self.fit()

    def fit(self, *, grows_only: bool = False) -> None:
        """Make the dialog as high as what is in it, within the screen.

        `grows_only`: not smaller than it is. (Qt's own adjustSize takes two thirds of the screen at most.)
        """
        dialog, room = self.window(), self._room_of_dialog()
        if self.foot is not None:
            self.foot.lay_out(room.width())
            outer = dialog.layout()
            assert outer is not None
            outer.activate()
        bar = self.verticalScrollBar().sizeHint().width()
        width = min(max(dialog.width(), self.ground.minimumSizeHint().width()), room.width())
        least = self.ground.heightForWidth(width) if grows_only else self.heightForWidth(width)
        height = least if least >= 0 else self.sizeHint().height()
        if self.ground.heightForWidth(width) > self.room().height():  # it scrolls: the bar takes its room too
            width = min(max(width, self.ground.minimumSizeHint().width() + bar), room.width())
        if self.foot is not None:
            height += self.foot.sizeHint().height()
        if grows_only:
            height = max(height, dialog.height())
        fits = QSize(width, height).boundedTo(room)
        if fits != dialog.size():
            dialog.setMinimumSize(dialog.minimumSize().boundedTo(fits))
            dialog.resize(fits)


class DialogFoot(QWidget):
    """The buttons that end a dialog, in sight whatever scrolls above; in two lines where one is too wide."""

    def __init__(self, scroll: DialogScroll, right: Sequence[QWidget], left: Sequence[QWidget]) -> None:
        super().__init__(scroll.window())
        self._scroll, self._right, self._left = scroll, right, left
        self._is_stacked = False
        self._line = Hairline()
        kept = self._line.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._line.setSizePolicy(kept)
        self._line.hide()
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: self._line.setVisible(most > 0))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._rows.setContentsMargins(_SIDE, _APART, _SIDE, _BOTTOM)
        self._rows.addLayout(foot_buttons(*right, left=left))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._line)
        whole.addLayout(self._rows)

    def minimumSizeHint(self) -> QSize:
        # One line that is too wide becomes two; it does not make the dialog wider.
        widest = max((each.sizeHint().width() for each in (*self._left, *self._right)), default=0)
        return QSize(widest + 2 * _SIDE, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            # Another word on a button, a count beside them.
            self.lay_out(min(self.width(), self._scroll.room().width()))
        return super().event(event)

    def lay_out(self, width: int) -> None:
        """Take a second line where the buttons need more than `width` pixels, or one again."""
        shown = [each for each in (*self._left, *self._right) if not each.isHidden()]
        needed = sum(each.sizeHint().width() for each in shown) + 10 * (len(shown) + 1) + 2 * _SIDE
        is_stacked = bool(self._left) and needed > width
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        while (row := self._rows.takeAt(0)) is not None:
            line = row.layout()
            assert line is not None
            while line.takeAt(0) is not None:
                pass
            line.deleteLater()
        if is_stacked:
            self._rows.addLayout(foot_buttons(left=self._left))
            self._rows.addLayout(foot_buttons(*self._right))
        else:
            self._rows.addLayout(foot_buttons(*self._right, left=self._left))
        self._scroll.updateGeometry()  # it has less room, or more


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a dialog or a window its first size in pixels, smaller where the screen is."""
    parent = window.parentWidget()
    window.resize(QSize(width, height).boundedTo(screen_room(window if parent is None else parent)))


def dialog_column(dialog: QDialog, spacing: int = _APART) -> QVBoxLayout:
    """Give a dialog its layout: one column within the margins of every dialog, in pixels."""
    scroll = DialogScroll(dialog)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(scroll)
    column = QVBoxLayout(scroll.ground)
    column.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
    column.setSpacing(spacing)
    return column


def put_foot(dialog: QDialog, *right: QWidget, left: Sequence[QWidget] = ()) -> None:
    """Put the buttons that end a dialog below its column: they do not scroll with it.

    Called when the column is filled: the keyboard reaches them last.
    """
    scroll = dialog.findChild(DialogScroll)
    outer = dialog.layout()
    column = None if scroll is None else scroll.ground.layout()
    assert scroll is not None and outer is not None and column is not None
    column.setContentsMargins(_SIDE, _TOP, _SIDE, 0)
    scroll.foot = DialogFoot(scroll, right, left)
    outer.addWidget(scroll.foot)


def fit_to_content(dialog: QDialog) -> None:
    """Make a dialog as high as what it shows now, within the screen."""
    scroll = dialog.findChild(DialogScroll)
    if scroll is not None and dialog.isVisible():
        scroll.fit_soon()


def dress_message(box: QMessageBox) -> None:
    """Give a message box, once its texts are set, the margins of every dialog."""
    layout = box.layout()
    if isinstance(layout, QGridLayout):
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        layout.setHorizontalSpacing(20)
        layout.setVerticalSpacing(10)


def foot_buttons(*right: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Put what ends a dialog at the right of a line, and what else it can do at the left."""
    line = QHBoxLayout()
    line.setSpacing(10)
    for button in left:
        line.addWidget(button)
    line.addStretch(1)
    for button in right:
        line.addWidget(button)
    return line
