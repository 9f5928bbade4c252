"""The help: a quiet window beside the work, with all topics, a search over them, and a way back and forth.

It has no parent, so that a dialog of the main window does not block it, and reads nothing but the files that
ship with the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.services.help_book import SUFFIX, HelpBook, read_help
from dti_desktop.ui import help_text, theme
from dti_desktop.ui.dialogs.dialog_layout import resize_within_screen, screen_room
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.help_places import BEGINNING
from dti_desktop.ui.help_search import HelpSearch
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import Query, fold
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.buttons import IconButton, QuietButton
from dti_desktop.ui.widgets.labels import Label, text_column_width
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.surfaces import Hairline, Surface

if TYPE_CHECKING:
    from dti_desktop.ui.main_window import Surroundings

_SIZE, _SMALLEST = (940, 660), (640, 420)
_LIST_WIDTH, _NARROW_LIST, _WIDE = 276, 212, 760
_MARGIN = 4 * theme.GRID
_ABOVE_FOUND = 6 * theme.GRID
_ROW = 28
_TOPIC = Qt.ItemDataRole.UserRole
_WRAPPED = int(Qt.TextFlag.TextWordWrap)

_Index = QModelIndex | QPersistentModelIndex


class HelpSearchField(SearchField):
    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Tìm trong trợ giúp"))
        self.setAccessibleName(self.tr("Tìm trong trợ giúp"))


class _Text(QTextBrowser):
    """Text and nothing else: no picture, no style, no page is ever fetched."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Lines no longer than what is read with ease.
        spare = self.width() - 2 * _MARGIN - text_column_width(self.font(), theme.TEXT_COLUMN_CHARACTERS)
        self.setViewportMargins(_MARGIN, 0, _MARGIN + max(0, spare), 0)


class _Entry(QStyledItemDelegate):
    """A topic, or the title of a group; below a topic that was found, the words that show why."""

    def _texts(self, index: _Index) -> tuple[str, str]:
        title, _, excerpt = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        return title, excerpt

    def _excerpt_height(self, excerpt: str, width: int) -> int:
        metrics = QFontMetrics(theme.current().font("small"))
        room = QRect(0, 0, width, 2 * metrics.lineSpacing())
        return metrics.boundingRect(room, _WRAPPED, excerpt).intersected(room).height() if excerpt else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if not index.data(_TOPIC):
            return QSize(0, 24 if index.row() == 0 else 38)
        _, excerpt = self._texts(index)
        below = self._excerpt_height(excerpt, _LIST_WIDTH - 56)
        return QSize(0, _ROW + (below + theme.HALF if below else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, title_and_excerpt = theme.current(), self._texts(index)
        title, excerpt = title_and_excerpt
        box = option.rect.adjusted(0, 0, -1, 0)
        room = box.adjusted(10, 0, -10, 0)
        painter.save()
        if not index.data(_TOPIC):
            painter.setFont(look.font("small", theme.Weight.DemiBold))
            painter.setPen(look.colours.q("muted"))
            painter.drawText(room.adjusted(0, 0, 0, -4), int(Qt.AlignmentFlag.AlignBottom), title)
            painter.restore()
            return
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colours.q("accent_soft" if is_chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
            if is_chosen and state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.colours.q("focus"), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        weight = theme.Weight.Medium if is_chosen or excerpt else theme.Weight.Normal
        painter.setFont(look.font(weight=weight))
        painter.setPen(look.colours.q("accent" if is_chosen else "text"))
        line = QRect(room.left(), room.top(), room.width(), _ROW)
        fitting = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), fitting)
        painter.setFont(look.font("small"))
        painter.setPen(look.colours.q("muted"))
        two_lines = 2 * painter.fontMetrics().lineSpacing()
        below = QRect(room.left(), room.top() + _ROW - 2, room.width(), two_lines)
        painter.drawText(below, _WRAPPED, excerpt)
        painter.restore()


class HelpWindow(Retranslated, QWidget):
    """Shows topics. `tour_wanted` and `shortcuts_wanted` when their buttons were pressed."""

    tour_wanted = Signal()
    shortcuts_wanted = Signal()
    closed = Signal()
    shown = Signal(str)
    """A topic is there to be read."""

    def __init__(self, around: Surroundings, shortcuts: str, *, can_tour: bool) -> None:
        """`shortcuts`: the keys of the window in Markdown, in its language now."""
        super().__init__(None, Qt.WindowType.Window)
        self._around = around
        self._shortcuts = shortcuts
        self._book: HelpBook | None = None
        self._search_in: HelpSearch | None = None
        self._document: QTextDocument | None = None
        self._wanted = BEGINNING
        self._back: list[str] = []
        self._forth: list[str] = []
        self.topic_id = ""
        self.search = HelpSearchField(shortcut="find")
        self.list = QListWidget()
        self.nothing = Label(size="small", tone="muted")
        self.text = _Text()
        self.back, self.forth = IconButton("arrow-left"), IconButton("arrow-right")
        self.tour, self.keys = QuietButton(icon="map"), QuietButton(icon="keyboard")
        self.tour.setVisible(can_tour)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.load(shortcuts)

    def _lay_out(self) -> None:
        side = Surface("side")
        side.setFixedWidth(_LIST_WIDTH)
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(theme.GRID)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.nothing.hide()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Entry(self.list))
        self.list.setMouseTracking(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setProperty("kind", "reading")
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN - theme.GRID, 14, 2 * theme.GRID, theme.GRID)
        head.setSpacing(theme.HALF)
        for button in (self.back, self.forth):
            head.addWidget(button)
        head.addStretch(1)
        for quiet in (self.tour, self.keys):
            head.addWidget(quiet)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, theme.GRID)
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self.text, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(Hairline(Qt.Orientation.Vertical))
        across.addLayout(right, 1)
        self.setMinimumSize(QSize(*_SMALLEST).boundedTo(screen_room(self)))
        resize_within_screen(self, *_SIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(_LIST_WIDTH if self.width() >= _WIDE else _NARROW_LIST)
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look_up)
        self.search.down_wanted.connect(self._to_list)
        self.search.chosen.connect(self._take_first)
        self.search.dismissed.connect(self.close)
        self.list.currentItemChanged.connect(lambda now, _before: self._take(now))
        self.list.itemActivated.connect(lambda _item: self.text.setFocus())
        self.text.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self.go_back)
        self.forth.clicked.connect(self.go_forth)
        self.tour.clicked.connect(self.tour_wanted)
        self.keys.clicked.connect(self.shortcuts_wanted)
        self._around.theme.changed.connect(self._dress)
        bind("help-back", self, self.go_back)
        bind("help-forth", self, self.go_forth)
        bind("help-close", self, self.close)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Trợ giúp"))
        self.list.setAccessibleName(self.tr("Các mục trợ giúp"))
        self.text.setAccessibleName(self.tr("Nội dung trợ giúp"))
        self.nothing.setText(self.tr("Không tìm thấy. Thử từ khác."))
        self.back.set_name(self.tr("Mục vừa xem"), "Alt+Left")
        self.forth.set_name(self.tr("Mục sau"), "Alt+Right")
        self.tour.setText(self.tr("Năm bước đầu tiên"))
        self.keys.setText(self.tr("Phím tắt"))

    # -- reading the book ----------------------------------------------------------------------------

    def load(self, shortcuts: str) -> None:
        """Read all topics in the window's language, beside the window; then show the one that is wanted."""
        self._shortcuts = shortcuts
        library, language = self._around.library, self._around.language.current
        help_dir: Path = library.resources_dir / "help"

        def read() -> tuple[HelpBook, HelpSearch]:
            book = read_help(help_dir, language, library.texts(language), shortcuts)
            return book, HelpSearch(book.topics)

        self._around.tasks.run(read, lane="pool", on_done=self._have, on_error=self._have_not, owner=self)

    def _have(self, read: tuple[HelpBook, HelpSearch]) -> None:
        self._book, self._search_in = read
        self.topic_id = ""
        self._look_up(self.search.text())
        self.show_topic(self._wanted)

    def _have_not(self, error: BaseException) -> None:
        words = FaultWords(self._around.library, self._around.language)
        self.text.setPlainText(words.in_one_piece(error))

    # -- topics --------------------------------------------------------------------------------------

    def show_topic(self, topic_id: str, *, remember: bool = True) -> None:
        """Show a topic, or the beginning in the place of one that does not exist."""
        self._wanted = topic_id
        if self._book is None:
            return
        topic = self._book.topic(topic_id) or self._book.topics[0]
        if topic.id == self.topic_id:
            return
        if remember and self.topic_id:
            self._back.append(self.topic_id)
            self._forth.clear()
        self.topic_id = self._wanted = topic.id
        self._dress()
        self._mark()
        self._show_ways()
        self.shown.emit(topic.id)

    def _dress(self) -> None:
        topic = None if self._book is None else self._book.topic(self.topic_id)
        if topic is None:
            return
        look = theme.current()
        strong = look.font(weight=theme.Weight.DemiBold)
        dress = help_text.Dress(
            look.font(), look.font("title", theme.Weight.DemiBold), strong, strong, look.colours
        )
        # Dressed before it is shown: a text that is shown is laid out anew at every change.
        document = QTextDocument(self.text)
        help_text.fill(document, topic.markdown, dress)
        before, self._document = self._document, document
        self.text.setDocument(document)
        if before is not None:
            before.deleteLater()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_found()

    def _show_found(self) -> None:
        """Mark what was searched, and bring it into view."""
        query = Query.of(self.search.text())
        marked: list[QTextEdit.ExtraSelection] = []
        span = query.phrase_span(fold(self.text.document().toPlainText())) if query else None
        if span is not None:
            selection = QTextEdit.ExtraSelection()
            there = QTextCursor(self.text.document())
            there.setPosition(span[0])
            self.text.setTextCursor(there)
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect().top() - _ABOVE_FOUND)
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(span[0])
            cursor.setPosition(span[0] + span[1], QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(QColor(theme.current().colours.warn_soft))
            selection.cursor = cursor
            selection.format = form
            marked.append(selection)
        self.text.setExtraSelections(marked)

    def _follow(self, url: QUrl) -> None:
        target = url.path()
        if url.isRelative() and target.endswith(SUFFIX):
            self.show_topic(target.removesuffix(SUFFIX))

    def go_back(self) -> None:
        """Show the topic that was read before."""
        if self._back:
            self._forth.append(self.topic_id)
            self.show_topic(self._back.pop(), remember=False)

    def go_forth(self) -> None:
        """Show the topic from which one went back."""
        if self._forth:
            self._back.append(self.topic_id)
            self.show_topic(self._forth.pop(), remember=False)

    def _show_ways(self) -> None:
        self.back.setEnabled(bool(self._back))
        self.forth.setEnabled(bool(self._forth))

    # -- the list ------------------------------------------------------------------------------------

    def _look_up(self, text: str) -> None:
        if self._book is None or self._search_in is None:
            return
        self.list.blockSignals(True)
        self.list.clear()
        if not text.strip():
            for group in self._book.groups:
                self._add_heading(group.title)
                for topic in group.topics:
                    self._add(topic.id, topic.title)
        else:
            for hit in self._search_in.find(text):
                self._add(hit.topic.id, hit.topic.title, hit.excerpt)
        self.nothing.setVisible(not self.list.count())
        self.list.blockSignals(False)
        self._mark()
        self._show_found()

    def _add_heading(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _add(self, topic_id: str, title: str, excerpt: str = "") -> None:
        item = QListWidgetItem(f"{title}\n{excerpt}" if excerpt else title)
        item.setData(_TOPIC, topic_id)
        self.list.addItem(item)

    def _mark(self) -> None:
        """Let the list show which topic is read."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            if self.list.item(row).data(_TOPIC) == self.topic_id:
                self.list.setCurrentRow(row)
                break
        self.list.blockSignals(False)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_TOPIC):
            self.show_topic(item.data(_TOPIC))

    def _take_first(self) -> None:
        row = next((n for n in range(self.list.count()) if self.list.item(n).data(_TOPIC)), None)
        if row is not None:
            self.list.setCurrentRow(row)
            self._take(self.list.item(row))
            self.text.setFocus()

    def _to_list(self) -> None:
        if self.list.count():
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(
                    next(n for n in range(self.list.count()) if self.list.item(n).flags())
                )
            self.list.setFocus()

    def closeEvent(self, event: object) -> None:
        super().closeEvent(event)  # type: ignore[arg-type]
        self.closed.emit()
