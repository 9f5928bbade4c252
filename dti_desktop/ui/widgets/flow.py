"""Small things in a line, which goes on in the next where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays widgets out as a line of words: from the left, each as wide as it asks."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        """`gap`: between two of them and between two lines, in pixels."""
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.sizeHint())
        return self._with_margins(least)

    def _with_margins(self, size: QSize) -> QSize:
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _place(self, rect: QRect, *, moves: bool) -> int:
        around = self.contentsMargins()
        inner = rect.marginsRemoved(around)
        lines: list[list[QLayoutItem]] = [[]]
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if lines[-1] and left + width > inner.width():
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += width + self._gap
        top = inner.top()
        for line in lines:
            deep = max((item.sizeHint().height() for item in line), default=0)
            left = inner.left()
            for item in line if moves else ():
                size = item.sizeHint()
                above = (deep - size.height()) // 2
                room = min(size.width(), inner.width())
                item.setGeometry(QRect(left, top + above, room, size.height()))
                left += size.width() + self._gap
            top += deep + self._gap
        return top - self._gap - rect.top() + around.bottom()
