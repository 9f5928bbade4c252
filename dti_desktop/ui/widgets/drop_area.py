"""Where files are dropped, or chosen with the keyboard or a click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import EnterPresses, KeyboardRing

_ICON = 20


class DropArea(Retranslated, EnterPresses, KeyboardRing, QAbstractButton):
    """A dashed area. `dropped(list[Path])` gives local files and folders; `clicked` asks for a dialog."""

    dropped = Signal(list)
    dragged = Signal(list)
    """What is held over it; [] when that is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = ""
        self._own_words = ""
        self._over = False
        self._held = ("", "", True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    def set_words(self, words: str) -> None:
        """Ask for something else than evidence ("" restores the usual words)."""
        self._own_words = words
        self.retranslate()

    def set_remark(self, remark: str) -> None:
        """Say what else matters here: the room that is left."""
        self._remark = remark
        self.retranslate()

    def set_held(self, words: str, remark: str = "", *, fits: bool = True) -> None:
        """Say what is held over it, and what that leaves, in place of the usual words; "" ends it."""
        self._held = (words, remark, fits)
        self._over = bool(words)
        self.update()

    def held(self) -> tuple[str, str, bool]:
        """Return what is said of what is held over it, and whether it fits."""
        return self._held

    def retranslate(self) -> None:
        words = self._own_words or self.tr("Kéo tệp vào đây hoặc chọn tệp")
        self.setText(words)
        self.setAccessibleName(f"{words}. {self._remark}".removesuffix(". "))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 92)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 92)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self._over or self.isDown()
        ringed = bool(self.property("ring"))
        held, held_remark, fits = self._held
        refuses = bool(held) and not fits
        line_role = "block" if refuses else "accent" if hot or ringed else "muted"
        ground = (
            "block_soft" if refuses else "accent_soft" if hot else "hover" if self.underMouse() else "page"
        )
        pen = QPen(colours.q(line_role), 2 if hot or ringed else 1)
        if not ringed:
            pen.setDashPattern([4 / pen.widthF(), 3 / pen.widthF()])
        painter.setPen(pen)
        painter.setBrush(colours.q(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        role = "disabled" if not self.isEnabled() else "accent" if hot else "secondary"
        role = "block" if refuses else role
        words, remark = (held, held_remark) if held else (self.text(), self._remark)
        icon = "octagon-alert" if refuses else "upload"
        picture = icons.current().pixmap(icon, role, _ICON, self.devicePixelRatioF())
        body = look.font("body")
        small = look.font("small")
        painter.setFont(body)
        line = painter.fontMetrics().height()
        lines = 2 if remark else 1
        top = (self.height() - _ICON - 6 - lines * line) // 2
        painter.drawPixmap((self.width() - _ICON) // 2, top, picture)
        painter.setPen(colours.q(role))
        room = self.rect().adjusted(8, top + _ICON + 6, -8, 0)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, text)
        painter.setFont(small)
        painter.setPen(colours.q("block" if refuses else "muted"))
        remark = painter.fontMetrics().elidedText(remark, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.adjusted(0, line, 0, 0), flags, remark)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.isEnabled() and local_files(event.mimeData()):
            # A copy is taken; a move would take the file away from where it lay.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.set_over(True)
            self.dragged.emit(local_files(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_over(False)
        self.dragged.emit([])

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_over(False)
        self.dragged.emit([])
        files = local_files(event.mimeData())
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(files)

    def set_over(self, over: bool) -> None:
        """Look as while something is dragged over it, also when the page around it is the target."""
        self._over = over
        self.update()


def local_files(mime: QMimeData) -> list[Path]:
    """Return the local files and folders among what is dragged, in their order."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def part_files(event: QDropEvent) -> list[Path]:
    """Return the departments' files among what is dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    from dti_desktop.services.parts import SUFFIX

    return [path for path in paths if path.suffix.lower() == SUFFIX]
