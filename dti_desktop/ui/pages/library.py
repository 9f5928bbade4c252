"""The evidence library: all files and citations of the store, where each is used, and giving them work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.engine.assessment import Document
from dti_desktop.engine.evidence_library import LibraryItem, Shown, chosen_items
from dti_desktop.services.evidence_library import assign, evidence_library, source_of
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import theme
from dti_desktop.ui.evidence_text import detail_of
from dti_desktop.ui.library_rows import LibraryRows, name_of, told_apart, uses_of
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import PrimaryButton
from dti_desktop.ui.widgets.clear_scroll import ScrollingColumn
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.document_opener import DocumentOpener
from dti_desktop.ui.widgets.document_preview import DocumentPreview
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import EmptyState, Toast
from dti_desktop.ui.widgets.rows_model import FoundRows
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.target_list import TargetList
from dti_desktop.ui.widgets.two_lines import ROW_HEIGHT, TwoLineCells
from dti_desktop.ui.words import words

_WIDEST = 1500
_SIDE_WIDTH, _NARROW_SIDE = 328, 264
_NARROW_BELOW = 940
_DAY, _WHERE = 1, 2
_DAY_WIDTH, _MOST_WHERE, _NARROW_WHERE = 104, 190, 128
_LEAST_GIVING, _LEAST_PREVIEW = 236, 150
_SHOWN: tuple[Shown, ...] = ("all", "unused", "repeated")
_MOST_USES = 4
"""Lines of uses below a title; more are told as a number."""


class LibrarySearch(SearchField):
    """Finds evidence by number, subject, file name or the indicators it is used for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Tìm số, trích yếu, tên tệp, chỉ số"))
        self.setAccessibleName(self.tr("Tìm trong kho minh chứng"))


class LibraryPage(Page):
    """The table of all evidence; beside it what the chosen one is, and the sub-indicators to give it to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._items: tuple[LibraryItem, ...] = ()
        self._asked_for: tuple[str, str] | None = None
        self._is_read = False
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._hint = ElidedLabel(size="small", tone="muted")
        self.search = LibrarySearch()
        self.filters = Segments()
        self.years = ComboBox()
        self.rows = LibraryRows()
        self.found = FoundRows(self.rows)
        self.table = DataTable()
        self.table.setModel(self.found)
        self.table.setItemDelegate(TwoLineCells(self.table))
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setDragEnabled(True)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.nothing = EmptyState("folder-open")
        self.stack = QStackedWidget()
        self.name = ElidedLabel(weight=Weight.DemiBold)
        self.detail = WrapLabel(size="small", tone="secondary")
        self.uses = WrapLabel(size="small", tone="muted")
        self.preview = DocumentPreview(context.tasks, context.workspace.evidence_path)
        self.targets = TargetList()
        self.give = PrimaryButton()
        self._lay_out()
        self.toast = Toast(self)
        self.opener = DocumentOpener(context, self.toast, self.preview, self)
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollingColumn(self, widest=_WIDEST, side=4 * theme.GRID)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        tools = QHBoxLayout()
        tools.setSpacing(theme.GRID + theme.HALF)
        self.search.setMaximumWidth(340)
        tools.addWidget(self.search, theme.TAKES_THE_ROOM)
        tools.addStretch(1)
        tools.addWidget(self.filters)
        tools.addWidget(self.years)
        list_card = Card()
        list_card.body.setContentsMargins(8, 8, 8, 8)
        list_card.body.addWidget(self.stack)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        shown = Card()
        shown.body.setContentsMargins(14, 12, 14, 10)
        shown.body.setSpacing(theme.HALF)
        for widget in (self.name, self.detail, self.uses):
            shown.body.addWidget(widget)
        # Both take what there is: as high as they would like to be they would make the page scroll.
        for taking in (self.preview, self.targets):
            taking.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.preview.setMinimumHeight(_LEAST_PREVIEW)
        shown.body.addWidget(self.preview, 1)
        shown.body.addStretch(0)
        self._shown = shown
        giving = Card()
        giving.body.setContentsMargins(8, 8, 8, 8)
        giving.setMinimumHeight(_LEAST_GIVING)
        giving.body.addWidget(self.targets, 1)
        giving.body.addWidget(self.give)
        side = QVBoxLayout()
        side.setSpacing(theme.GRID + theme.HALF)
        side.addWidget(shown, 1)
        side.addWidget(giving, 1)
        column = QWidget()
        self._side = column
        side.setContentsMargins(0, 0, 0, 0)
        column.setLayout(side)
        across = QHBoxLayout()
        across.setSpacing(theme.GRID + theme.HALF)
        across.addWidget(list_card, 1)
        across.addWidget(column)
        body = scroll.body
        body.addLayout(head)
        body.addLayout(tools)
        body.addLayout(across, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.dismissed.connect(self.table.setFocus)
        self.filters.chosen.connect(lambda _key: self._filter())
        self.years.activated.connect(lambda _at: self._filter())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_chosen())
        self.table.opened.connect(lambda _index: self.targets.search.setFocus())
        self.nothing.acted.connect(self.reset_filters)
        self.targets.wanted.connect(lambda code: self.assign(code, self.chosen))
        self.targets.dropped.connect(self._on_dropped)
        self.targets.current_changed.connect(self._follow_button)
        self.give.clicked.connect(self._give)
        self.preview.open_wanted.connect(lambda _id: self.opener.open_outside(self._document()))
        self.preview.enlarge_wanted.connect(lambda _id, page: self.opener.enlarge(self._document(), page))
        self.context.session.opened.connect(self._on_opened)

    def arrange(self) -> None:
        self._side.setFixedWidth(_SIDE_WIDTH if self.width() >= _NARROW_BELOW else _NARROW_SIDE)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave the room to what a document is where the page is narrow."""
        is_narrow = self.width() < _NARROW_BELOW
        self.table.setColumnHidden(_DAY, is_narrow)
        where = self.table.width_of(_WHERE, _NARROW_WHERE if is_narrow else _MOST_WHERE)
        self.table.set_columns((None, _DAY_WIDTH, where))

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the library; the keyboard is in the table."""
        self._follow()
        self.table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what was done meanwhile."""
        self._follow()

    def rest(self) -> None:
        """Remove the copies that other programs were given."""
        self.opener.outside.clear()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Kho minh chứng"))
        self._hint.setText(
            self.tr("Tài liệu của mọi hồ sơ. Kéo vào chỉ số, hoặc nhấn Enter rồi chọn chỉ số.")
        )
        self.filters.set_name(self.tr("Tài liệu được liệt kê"))
        self.years.setAccessibleName(self.tr("Năm của hồ sơ"))
        self.table.setAccessibleName(self.tr("Tài liệu trong kho"))
        self._fill()

    # -- reading ---------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._asked_for = None
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        """Read anew where the assessment has changed in the store."""
        assessment = self.context.session.assessment
        if assessment is None:
            return
        asked = (assessment.id, assessment.journal_head)
        if asked != self._asked_for:
            self._asked_for = asked
            self.context.tasks.run(
                evidence_library,
                self.context.workspace,
                lane="store",
                on_done=partial(self._on_read, asked),
                on_error=self.context.session.failed.emit,
                owner=self,
            )
        self._show_targets()

    def _on_read(self, asked: tuple[str, str], items: tuple[LibraryItem, ...]) -> None:
        if asked != self._asked_for:
            return
        self._is_read = True
        self._items = items
        self._fill()

    def _fill(self) -> None:
        """Offer what can be filtered by, and show what is."""
        counts = {shown: len(chosen_items(self._items, shown)) for shown in _SHOWN}
        texts = {"all": self.tr("Tất cả"), "unused": self.tr("Chưa dùng"), "repeated": self.tr("Trùng")}
        self.filters.set_segments([Segment(key, texts[key], str(counts[key])) for key in _SHOWN])
        wanted = self.years.currentData()
        years = sorted({year for item in self._items for year in item.years}, reverse=True)
        self.years.clear()
        self.years.addItem(self.tr("Mọi năm"), None)
        for year in years:
            self.years.addItem(self.tr("Năm {year}").format(year=year), year)
        self.years.setCurrentIndex(max(0, self.years.findData(wanted)) if wanted is not None else 0)
        self._filter()

    def _filter(self) -> None:
        kept = {item.id for item in self.chosen}
        shown: Shown = next(key for key in _SHOWN if key == (self.filters.choice or "all"))
        self.rows.show_items(chosen_items(self._items, shown, self.years.currentData()))
        self._fit_columns()
        self._choose(kept)
        self._say_nothing()

    def _search(self, text: str) -> None:
        kept = {item.id for item in self.chosen}
        self.found.search(text)
        self._choose(kept)
        self._say_nothing()

    def reset_filters(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.filters.choose("all")
        self.years.setCurrentIndex(0)
        self._filter()
        self.table.setFocus()

    def _say_nothing(self) -> None:
        if self.found.rowCount() or not self._is_read:
            self.stack.setCurrentWidget(self.table)
            return
        if self._items:
            self.nothing.say(self.tr("Không có tài liệu nào như vậy"), "", self.tr("Bỏ lọc"))
        else:
            self.nothing.say(
                self.tr("Chưa có minh chứng nào"),
                self.tr("Tài liệu thêm vào các chỉ số của mọi hồ sơ sẽ có ở đây."),
            )
        self.stack.setCurrentWidget(self.nothing)

    # -- what is chosen --------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[LibraryItem]:
        """The items that are selected, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        places = (self.found.mapToSource(self.found.index(row, 0)).row() for row in rows)
        return [self.rows.items[place] for place in places if place < len(self.rows.items)]

    def _choose(self, ids: set[str]) -> None:
        """Select these where they are shown, else the first row."""
        model = self.table.selectionModel()
        places = [
            row
            for row in range(self.found.rowCount())
            if self.rows.items[self.found.mapToSource(self.found.index(row, 0)).row()].id in ids
        ]
        model.clearSelection()
        for row in places or ([0] if self.found.rowCount() else []):
            index = self.found.index(row, 0)
            model.select(index, model.SelectionFlag.Select | model.SelectionFlag.Rows)
            model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)
        self._show_chosen()

    def _document(self) -> Document | None:
        assessment = self.context.session.assessment
        if assessment is None or not self.chosen:
            return None
        return source_of(self.chosen[0], assessment.id).document

    def _show_chosen(self) -> None:
        chosen, document = self.chosen, self._document()
        item = chosen[0] if chosen else None
        many = len(chosen) > 1
        for widget in (self.detail, self.uses):
            widget.setVisible(item is not None and not many)
        self._shown.setVisible(item is not None)
        if item is not None and document is not None:
            self.name.setText(
                self.tr("Đã chọn {count} tài liệu").format(count=len(chosen)) if many else name_of(item)
            )
            title = item.citation.title if item.citation.number else ""
            self.detail.setText("\n".join(part for part in (title, detail_of(document)) if part))
            self.uses.setText("\n".join(self._use_lines(item)))
        has_file = document is not None and document.file is not None and not many
        self.preview.setVisible(has_file)
        self._shown.body.setStretch(3, 1 if has_file else 0)
        self._shown.body.setStretch(4, 0 if has_file else 1)
        self.preview.show_document(document if has_file else None)
        self._show_targets()

    def _use_lines(self, item: LibraryItem) -> list[str]:
        lines = uses_of(item)
        if len(lines) > _MOST_USES:
            rest = len(lines) - _MOST_USES + 1
            lines = [*lines[: _MOST_USES - 1], self.tr("và {count} hồ sơ khác").format(count=rest)]
        if item.near:
            wanted = set(item.near[:_MOST_USES])
            others = ", ".join(told_apart(each) for each in self._items if each.id in wanted)
            lines.append(self.tr("Trùng số với tài liệu khác: {others}").format(others=others))
        if item.file is None:
            lines.append(self.tr("Chỉ trích dẫn, không có tệp."))
        return lines

    def _show_targets(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return
        proven = {code for item in self.chosen for code in item.codes_in(assessment.id)}
        self.targets.show_assessment(assessment, self.context.language.current, proven)
        self._follow_button()

    def _follow_button(self) -> None:
        code, count = self.targets.code, len(self.chosen)
        self.give.setEnabled(code is not None and count > 0)
        if code is None:
            self.give.setText(self.tr("Gán vào chỉ số"))
        elif count > 1:
            self.give.setText(self.tr("Gán {count} tài liệu vào {code}").format(count=count, code=code))
        else:
            self.give.setText(self.tr("Gán vào {code}").format(code=code))

    # -- giving ----------------------------------------------------------------------------------------

    def _give(self) -> None:
        if self.targets.code is not None:
            self.assign(self.targets.code, self.chosen)

    def _on_dropped(self, ids: list[str], code: str) -> None:
        wanted = set(ids)
        self.assign(code, [item for item in self._items if item.id in wanted])

    def assign(self, code: str, items: Sequence[LibraryItem]) -> None:
        """Let items prove a sub-indicator of the open assessment, as one step; a message offers undo."""
        session = self.context.session
        if not items or session.assessment is None:
            return
        proven = [item for item in items if code in item.codes_in(session.assessment.id)]
        if len(proven) == len(items):
            self.toast.say(self.tr("Đã là minh chứng của {code} từ trước.").format(code=code))
            return
        new = [item for item in items if item not in proven]

        def done(_saved: Saved) -> None:
            said = self.tr("Đã gán {count} tài liệu vào {code}").format(count=len(new), code=code)
            self.toast.say(said, self.tr("Hoàn tác"), session.undo)

        session.act(
            lambda w, a: assign(w, a, code, new),
            on_done=done,
            on_error=self._say_error,
        )

    def _say_error(self, error: BaseException) -> None:
        told = words(self.context).error(error)
        self.toast.say(f"{told.what} {told.todo}")
