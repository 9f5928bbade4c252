"""The side bar: search, places, main indices with their indicators, and the way to the signed file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.review import open_threads
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import STANDING_PAGES, WORK_PAGES, Context, PageName, Place
from dti_desktop.ui.review_state import row_mark
from dti_desktop.ui.row_state import row_state, worst_severities
from dti_desktop.ui.session import Changed
from dti_desktop.ui.sidebar_model import IndexTree, PlaceRow, PlacesModel, WorkLeftFilter
from dti_desktop.ui.sidebar_rows import MARGIN, ROW_HEIGHT, Role
from dti_desktop.ui.sidebar_search import CatalogueSearch, ResultsModel
from dti_desktop.ui.sidebar_views import RowList, RowTree
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel, set_plain_tooltip
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.state_glyph import SHAPES, state_text
from dti_desktop.ui.widgets.surfaces import Hairline, Pill, Surface
from dti_desktop.ui.words import words

WIDTH = 300
NARROW_WIDTH = 272


class IndicatorSearch(SearchField):
    """Searches the indicators, and says how."""

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_example()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_example()

    def _fit_example(self) -> None:
        if self.width() > NARROW_WIDTH:
            self.setPlaceholderText(self.tr("Tìm chỉ số, ví dụ “dinh danh”"))
        else:
            self.setPlaceholderText(self.tr("Tìm chỉ số"))


class FilterToggle(Pill):
    """Quiet while everything is shown; stands out while rows are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(icon="list-filter", parent=parent)
        self.setCheckable(True)
        self.set_pressable(True)
        self._words = ""
        self.toggled.connect(self._show)

    def set_words(self, words: str, meaning: str) -> None:
        """Set the word on it, and what pressing it means."""
        self._words = words
        self.setAccessibleName(meaning)
        set_plain_tooltip(self, meaning)
        self._show()

    def _show(self) -> None:
        self.set_look(self._words, "accent" if self.isChecked() else "neutral", "list-filter")


class Sidebar(Retranslated, Surface):
    """Where everything is. Rows lead to places through the context; the open place is marked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self._context = context
        self._opened_by_itself: str | None = None  # the code of a main index
        self._search_of: tuple[tuple[str, str], CatalogueSearch] | None = None
        self.setFixedWidth(WIDTH)
        self.search = IndicatorSearch()
        self.search.show_keys("palette")
        self._places = PlacesModel(
            (
                PlaceRow("overview", "layout-dashboard"),
                PlaceRow("remaining", "list-checks", pages=WORK_PAGES),
                PlaceRow("entry", "table"),
                PlaceRow("profile", "landmark"),
                PlaceRow("library", "folder-open"),
                PlaceRow(STANDING_PAGES[0], "trending-up", pages=STANDING_PAGES),
                PlaceRow("parts", "building-2"),
                PlaceRow("journal", "history"),
            ),
            self,
        )
        self.places = RowList(rows=len(self._places.rows))
        self.places.setModel(self._places)
        self._heading = Label(size="small", weight=Weight.DemiBold, tone="muted")
        self.only_left = FilterToggle()
        self._tree_model = IndexTree(self)
        self._filter = WorkLeftFilter(self._tree_model, self)
        self.tree = RowTree()
        self.tree.setModel(self._filter)
        self._results_model = ResultsModel(self)
        self.results = RowList()
        self.results.setModel(self._results_model)
        self._nothing_left = self._empty_words()
        self._nothing_found = self._empty_words()
        self._stack = QStackedWidget()
        for view in (self.tree, self.results, self._nothing_left, self._nothing_found):
            self._stack.addWidget(view)
        self._submit = PlacesModel((PlaceRow("submit", "send", count_tone="block"),), self)
        self.submit = RowList(rows=1)
        self.submit.setModel(self._submit)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 14, MARGIN, 8)
        head.addWidget(self.search)
        heading = QHBoxLayout()
        heading.setContentsMargins(MARGIN + 6, 6, MARGIN + 6, 2)
        heading.addWidget(self._heading)
        heading.addStretch(1)
        heading.addWidget(self.only_left)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.places)
        middle.addLayout(heading)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, 6)
        foot.addWidget(Hairline())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._middle)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
        layout.addWidget(self.submit)

    def _connect(self) -> None:
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._follow)
        self.search.textChanged.connect(self._look_up)
        self.search.chosen.connect(self._open_first)
        self.search.down_wanted.connect(self._enter_list)
        self.only_left.toggled.connect(self._show_only_left)
        for view in (self.places, self.submit):
            view.opened.connect(self._open_place)
        for tree in (self.tree, self.results):
            tree.opened.connect(self._open_indicator)
        self.places.left_up.connect(self.focus_search)
        self.places.left_down.connect(self._enter_list)
        self.tree.left_up.connect(lambda: self.places.enter(from_below=True))
        self.tree.left_down.connect(self.submit.enter)
        self.results.left_up.connect(self.focus_search)
        self.submit.left_up.connect(self._enter_list_from_below)
        session = self._context.session
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)

    @staticmethod
    def _empty_words() -> WrapLabel:
        label = WrapLabel(tone="muted")
        label.setContentsMargins(MARGIN + 8, 12, MARGIN + 8, 12)
        return label

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Chỉ số chính"))
        self.only_left.set_words(self.tr("Còn lại"), self.tr("Chỉ hiện chỉ số còn việc phải làm"))
        titles = {
            "overview": self.tr("Tổng quan"),
            **dict.fromkeys(WORK_PAGES, self.tr("Việc còn lại")),
            "entry": self.tr("Bảng nhập"),
            "profile": self.tr("Số liệu chung"),
            "library": self.tr("Kho minh chứng"),
            **dict.fromkeys(STANDING_PAGES, self.tr("Xếp hạng và kế hoạch")),
            "parts": self._parts_title(),
            "journal": self.tr("Nhật ký"),
            "submit": self.tr("Nộp hồ sơ"),
        }
        for row in (*self._places.rows, *self._submit.rows):
            row.title = titles[row.page]
        self.places.setAccessibleName(self.tr("Các trang"))
        self.tree.setAccessibleName(self.tr("Chỉ số chính và chỉ số thành phần"))
        self.results.setAccessibleName(self.tr("Kết quả tìm"))
        self.submit.setAccessibleName(self.tr("Nộp hồ sơ"))
        self._nothing_left.setText(
            self.tr("Không còn việc nào: mọi chỉ số đã trả lời và không cần giải trình.")
        )
        self._nothing_found.setText(
            self.tr("Không tìm thấy chỉ số nào. Thử từ khác, hoặc mã như 4.1; không cần gõ dấu.")
        )
        self._tree_model.set_words(self._context.language.current, self.tr("không chấm"))
        self._follow()
        self._look_up(self.search.text())

    # -- following the assessment --------------------------------------------------------------------

    def reload(self) -> None:
        """Show the assessment that has just been opened."""
        session = self._context.session
        assessment = session.assessment
        self.search.clear()
        self._opened_by_itself = None
        self._tree_model.set_here(None)
        self._tree_model.load(None if assessment is None else assessment.catalogue, session.outlook)
        self._fit_to_part(assessment is not None and assessment.origin is not None)
        self._follow()

    def _fit_to_part(self, is_part: bool) -> None:
        """A department's part has no rank and is not submitted by itself: these places stand aside."""
        rows = self._places.rows
        for place, row in enumerate(rows):
            self.places.setRowHidden(place, is_part and row.pages == STANDING_PAGES)
            if row.page == "parts":
                row.title = self._parts_title()
        hidden = sum(self.places.isRowHidden(place) for place in range(len(rows)))
        self.places.setFixedHeight((len(rows) - hidden) * ROW_HEIGHT)
        self.submit.setVisible(not is_part)

    def _parts_title(self) -> str:
        assessment = self._context.session.assessment
        is_part = assessment is not None and assessment.origin is not None
        return self.tr("Phần việc được giao") if is_part else self.tr("Giao việc")

    def _changed(self, changed: Changed) -> None:
        # While she types, the field answers first; the rows follow when the event loop is free.
        self._later.start()

    def _follow(self) -> None:
        session = self._context.session
        outlook, assessment = session.outlook, session.assessment
        if outlook is None or assessment is None:
            return
        blocks = sum(f.severity == "block" for f in outlook.findings)
        to_do = blocks + sum(f.severity == "explain" for f in outlook.findings)
        given = len(assessment.profile)
        wanted = len(assessment.catalogue.profile)
        for row in self._places.rows:
            if row.pages == WORK_PAGES:
                row.count = str(to_do) if to_do else ""
                row.count_words = self.tr("{count} việc").format(count=to_do) if to_do else ""
            elif row.page == "profile":
                row.count = f"{given}/{wanted}"
                row.count_words = self.tr("đã nhập {given} trên {wanted} số liệu").format(
                    given=given, wanted=wanted
                )
        self._submit.rows[0].count = self.tr("{count} việc chặn").format(count=blocks) if blocks else ""
        self._places.tell()
        self._submit.tell()
        self._tree_model.set_marks(self._review_marks(assessment))
        self._tree_model.follow(outlook)
        self._filter.follow()
        self._choose_view()

    def _review_marks(self, assessment: Assessment) -> dict[str, tuple[tuple[str, str], str]]:
        """Return the shapes of the review that rows show, with what they mean."""
        said = words(self._context)
        marks: dict[str, tuple[tuple[str, str], str]] = {}
        for code in {*assessment.reviews, *assessment.comments}:
            shape = row_mark(assessment, code)
            if shape is not None:
                state = said.review_state(assessment.review_state(code))
                count = open_threads(assessment.comments.get(code, ()))
                talked = self.tr("{count} ý kiến chưa xử lý").format(count=count) if count else ""
                marks[code] = (shape, ", ".join(part for part in (state, talked) if part))
        return marks

    def mark(self, place: Place) -> None:
        """Mark the open place, and bring its row into view."""
        self._places.set_here(place.page)
        self._submit.set_here(place.page)
        code = place.code if place.page == "indicator" else None
        self._tree_model.set_here(code)
        self._results_model.set_here(code)
        self._filter.follow()
        self._choose_view()
        if code is None:
            return
        row = self._filter.mapFromSource(self._tree_model.index_of(code))
        if not row.isValid():
            return
        parent = row.parent()
        if not self.tree.isExpanded(parent):
            # What opened by itself closes by itself; what she opened stays.
            if self._opened_by_itself is not None:
                before = self._tree_model.main_index_of(self._opened_by_itself)
                self.tree.collapse(self._filter.mapFromSource(before))
            self.tree.expand(parent)
            self._opened_by_itself = parent.data(Role.CODE)
        self.tree.setCurrentIndex(row)
        self.tree.scrollTo(row)
        last = self._filter.index(self._filter.rowCount(parent) - 1, 0, parent)
        if row.row() == 0:
            # The rows that belong together come into view together, as far as there is room.
            self.tree.scrollTo(last)
            self.tree.scrollTo(parent)

    # -- going places --------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def destinations(self) -> list[tuple[PageName, str, str]]:
        """Return the places that are offered now: page, title, icon."""
        shown = [row for place, row in enumerate(self._places.rows) if not self.places.isRowHidden(place)]
        rows = shown if self.submit.isHidden() else [*shown, *self._submit.rows]
        return [(row.page, row.title, row.icon) for row in rows]

    def pages_behind(self, page: PageName) -> tuple[PageName, ...]:
        """Return the pages that share the place of `page` behind tabs; none where it stands alone."""
        return next((row.pages for row in self._places.rows if page in row.pages), ())

    def last_of(self, section: tuple[PageName, ...]) -> PageName:
        """Return the page that was open last among those of a place."""
        return next(row.page for row in self._places.rows if row.pages == section)

    def _open_place(self, index: QModelIndex) -> None:
        page: PageName = index.data(Role.CODE)
        self._context.go(Place(page))

    def _open_indicator(self, index: QModelIndex) -> None:
        self._context.go(Place("indicator", index.data(Role.CODE)))

    def _open_first(self) -> None:
        first = self._results_model.first_result()
        if self._stack.currentWidget() is self.results and first.isValid():
            self._open_indicator(first)

    def _enter_list(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, RowList | RowTree):
            view.enter()
        else:
            self.submit.enter()

    def _enter_list_from_below(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, RowList | RowTree):
            view.enter(from_below=True)
        else:
            self.places.enter(from_below=True)

    # -- search and filter ---------------------------------------------------------------------------

    def _look_up(self, text: str) -> None:
        session = self._context.session
        if session.assessment is not None and session.outlook is not None and text.strip():
            catalogue, outlook = session.assessment.catalogue, session.outlook
            language = self._context.language.current
            key = (catalogue.digest, language)
            if self._search_of is None or self._search_of[0] != key:
                self._search_of = key, CatalogueSearch(catalogue, language)
            hits = self._search_of[1].find(text)
            worst = worst_severities(outlook)
            states = {hit.code: row_state(outlook, worst, hit.code) for hit in hits}
            shapes = {code: (SHAPES[state], state_text(state)) for code, state in states.items()}
            self._results_model.show(catalogue, hits, language, shapes)
            self.results.scrollToTop()
        self._choose_view()

    def _show_only_left(self, only_left: bool) -> None:
        self._filter.set_only_left(only_left)
        if only_left:
            self.tree.expandAll()
            self.tree.scrollToTop()
        else:
            self.tree.collapseAll()
            self._opened_by_itself = None
            here = self._tree_model.here
            if here is not None:
                self.mark(Place("indicator", here))
        self._choose_view()

    def _choose_view(self) -> None:
        searching = bool(self.search.text().strip())
        self._middle.setVisible(not searching)
        if searching:
            found = self._results_model.rowCount() > 0
            self._stack.setCurrentWidget(self.results if found else self._nothing_found)
        else:
            left = self._filter.rowCount() > 0 or not self._filter.only_left
            self._stack.setCurrentWidget(self.tree if left else self._nothing_left)
