"""One piece of evidence: which document it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from dti_desktop.engine.assessment import Document
from dti_desktop.ui import icons, theme
from dti_desktop.ui.evidence_text import detail_of, icon_of, is_uncited, pages_text, title_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton, KeyboardRing
from dti_desktop.ui.widgets.labels import Weight, set_plain_tooltip

HEIGHT = 52
_LEFT = 42
_MENU = 28


class EvidenceCard(Retranslated, KeyboardRing, QAbstractButton):
    """A card that can be chosen; Enter or a double click edits the citation, Delete takes it off."""

    open_wanted = Signal(str)
    edit_wanted = Signal(str)
    unlink_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._pages = ""
        self._detail = ""
        self._end = ""
        self._is_warning = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._open = self._menu.addAction("")
        self._edit = self._menu.addAction("")
        self._menu.addSeparator()
        self._unlink = self._menu.addAction("")
        self._open.triggered.connect(lambda: self._tell(self.open_wanted))
        self._edit.triggered.connect(lambda: self._tell(self.edit_wanted))
        self._unlink.triggered.connect(lambda: self._tell(self.unlink_wanted))
        for action, icon in (
            (self._open, "external-link"),
            (self._edit, "pen-line"),
            (self._unlink, "x"),
        ):
            icons.current().bind(action, icon)
        self.more = IconButton("ellipsis-vertical", parent=self)
        self.more.setMenu(self._menu)
        self._is_read_only = False
        self.retranslate()

    def show_document(self, document: Document, pages: str) -> None:
        """Show a document as it is cited here."""
        self.document, self._pages = document, pages
        self._open.setVisible(document.file is not None)
        self.more.setVisible(document.file is not None or not self._is_read_only)
        self.retranslate()

    def set_read_only(self, read_only: bool) -> None:
        """Let the document be looked at only, or cited otherwise and taken off again."""
        self._is_read_only = read_only
        for action in (self._edit, self._unlink):
            action.setVisible(not read_only)
        has_file = self.document is not None and self.document.file is not None
        self.more.setVisible(has_file or not read_only)

    def retranslate(self) -> None:
        self._open.setText(self.tr("Mở"))
        self._edit.setText(self.tr("Sửa trích dẫn"))
        self._unlink.setText(self.tr("Gỡ khỏi chỉ số này"))
        self.more.set_name(self.tr("Thao tác với tài liệu này"))
        if self.document is None:
            return
        title = title_of(self.document)
        self._is_warning = is_uncited(self.document)
        self._detail = detail_of(self.document)
        self._end = pages_text(self._pages)
        if self._is_warning:
            missing = self.tr("Chưa ghi trích dẫn")
            self._detail = f"{missing} · {self._detail}" if self._detail else missing
        self.setText(title)
        about = " · ".join(part for part in (self._detail, self._end) if part)
        self.setAccessibleName(f"{title}. {about}".removesuffix(". "))
        subject = self.document.citation.title
        set_plain_tooltip(self, "\n".join(line for line in (title, about, subject) if line))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.more.move(self.width() - _MENU - 4, (HEIGHT - self.more.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        colours = look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed, chosen = bool(self.property("ring")), self.isChecked()
        edge = "focus" if ringed else "accent" if chosen else "border" if self.underMouse() else "hairline"
        painter.setPen(QPen(colours.q(edge), 2 if ringed else 1))
        painter.setBrush(colours.q("surface"))
        inset = 1.0 if ringed else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        if self.document is not None:
            ratio = self.devicePixelRatioF()
            picture = icons.current().pixmap(icon_of(self.document), "accent", 18, ratio)
            painter.drawPixmap(13, (HEIGHT - 18) // 2, picture)
        right = self.width() - _MENU - 8
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font("body", Weight.Medium))
        metrics = painter.fontMetrics()
        top = (HEIGHT - metrics.height() - 17) // 2
        line = QRect(_LEFT, top, right - _LEFT, metrics.height())
        painter.setPen(colours.q("text"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, flags, metrics.elidedText(self.text(), elide, line.width()))
        painter.setFont(look.font("small"))
        metrics = painter.fontMetrics()
        line = QRect(_LEFT, line.bottom() + 1, line.width(), metrics.height())
        painter.setPen(colours.q("warn" if self._is_warning else "muted"))
        # The pages are what she looks for; a long issuer gives way to them.
        end = f" · {self._end}" if self._end and self._detail else self._end
        room = max(0, line.width() - metrics.horizontalAdvance(end))
        about = metrics.elidedText(self._detail, elide, room)
        painter.drawText(line, flags, metrics.elidedText(about + end, elide, line.width()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    event.ignore()
                else:
                    self._edit_or_open()
            case Qt.Key.Key_Delete:
                if not self._is_read_only:
                    self._tell(self.unlink_wanted)
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._edit_or_open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.popup(event.globalPos())

    def _edit_or_open(self) -> None:
        self._tell(self.open_wanted if self._is_read_only else self.edit_wanted)

    def _tell(self, signal: object) -> None:
        if self.document is not None:
            signal.emit(self.document.id)  # type: ignore[attr-defined]
