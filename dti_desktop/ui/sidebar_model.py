"""The rows of the side bar as models: places, main indices with their indicators, the filter on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from dti_desktop.engine.checks import Severity
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui.navigation import PageName
from dti_desktop.ui.row_state import has_work_left, row_state, worst_severities
from dti_desktop.ui.sidebar_rows import Index, Role, Row, row_text
from dti_desktop.ui.widgets.state_glyph import SHAPES, state_text

_NO_INDEX = QModelIndex()


@dataclass(slots=True)
class PlaceRow:
    """A row that leads to a page of its own; or to the one of its `pages` that was open last."""

    page: PageName
    icon: str
    title: str = ""
    count: str = ""
    count_words: str = ""
    count_tone: str = "muted"
    pages: tuple[PageName, ...] = ()

    def follow(self, here: PageName) -> None:
        """Lead to `here` from now on, where it is one of its pages."""
        if here in self.pages:
            self.page = here


class PlacesModel(QAbstractListModel):
    """A few places, one below the other."""

    def __init__(self, rows: Iterable[PlaceRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)
        self._here: PageName | None = None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Role.ROW:
                here = row.page == self._here
                shape = row.icon, "accent" if here else "secondary"
                return Row("place", row.page, row.title, shape, row.count, row.count_tone, here)
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_text(row.title, row.count_words or row.count)
            case Role.KIND:
                return "place"
            case Role.CODE:
                return row.page
        return None

    def set_here(self, page: PageName) -> None:
        """Mark the place that is open, whichever of its pages that is."""
        if page != self._here:
            self._here = page
            for row in self.rows:
                row.follow(page)
            self.tell()

    def tell(self) -> None:
        """Say that any row may look different now."""
        self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))


class IndexTree(QAbstractItemModel):
    """Main indices, and below each its indicators; counts and states follow the outlook."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue: Catalogue | None = None
        self._outlook: Outlook | None = None
        self._worst: Mapping[str, Severity] = {}
        self._marks: Mapping[str, tuple[tuple[str, str], str]] = {}
        self._language = "vi"
        self._here: str | None = None
        self._unscored_words = ""

    # -- content -------------------------------------------------------------------------------------

    def load(self, catalogue: Catalogue | None, outlook: Outlook | None) -> None:
        """Show another assessment, or none."""
        self.beginResetModel()
        self._catalogue = catalogue
        self._outlook = outlook
        self._worst = {} if outlook is None else worst_severities(outlook)
        self.endResetModel()

    def set_marks(self, marks: Mapping[str, tuple[tuple[str, str], str]]) -> None:
        """Set the shape of the review at the right of indicators, with its words; `follow` shows it."""
        self._marks = marks

    def follow(self, outlook: Outlook) -> None:
        """Show where the assessment stands now."""
        self._outlook = outlook
        self._worst = worst_severities(outlook)
        self._tell_all()

    def set_words(self, language: str, unscored_words: str) -> None:
        """Show titles in `language`, and `unscored_words` at main indices without points."""
        self._language = language
        self._unscored_words = unscored_words
        self._tell_all()

    def set_here(self, code: str | None) -> None:
        """Mark the indicator that is open."""
        if code != self._here:
            before, self._here = self._here, code
            for changed in (before, code):
                row = QModelIndex() if changed is None else self.index_of(changed)
                if row.isValid():
                    self.dataChanged.emit(row, row)

    @property
    def here(self) -> str | None:
        """The indicator that is open."""
        return self._here

    def has_work_left(self, code: str) -> bool:
        """Whether something is left to do on an indicator."""
        return self._outlook is not None and has_work_left(self._outlook, self._worst, code)

    def index_of(self, code: str) -> QModelIndex:
        """Return the row of an indicator; an invalid one where there is none."""
        if self._catalogue is None or code not in self._catalogue.indicators:
            return QModelIndex()
        for top, main in enumerate(self._catalogue.main_indices):
            if code in main.indicators:
                return self.createIndex(main.indicators.index(code), 0, top + 1)
        return QModelIndex()

    def main_index_of(self, code: str) -> QModelIndex:
        """Return the row of a main index; an invalid one where there is none."""
        mains = () if self._catalogue is None else self._catalogue.main_indices
        return next(
            (self.index(row, 0) for row, main in enumerate(mains) if main.code == code), QModelIndex()
        )

    def _tell_all(self) -> None:
        if self._catalogue is None:
            return
        last = len(self._catalogue.main_indices) - 1
        self.dataChanged.emit(self.index(0, 0), self.index(last, 0))
        for top, main in enumerate(self._catalogue.main_indices):
            if main.indicators:
                parent = self.index(top, 0)
                self.dataChanged.emit(
                    self.index(0, 0, parent), self.index(len(main.indicators) - 1, 0, parent)
                )

    # -- Qt's questions ------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = _NO_INDEX) -> QModelIndex:
        # Asked thousands of times: `hasIndex` would ask back twice each time.
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        # An indicator carries the number of its main index; a main index carries none.
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NO_INDEX) -> Any:
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if self._catalogue is None:
            return 0
        if not parent.isValid():
            return len(self._catalogue.main_indices)
        if parent.internalId():
            return 0
        return len(self._catalogue.main_indices[parent.row()].indicators)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._catalogue is None or self._outlook is None or not index.isValid():
            return None
        number = index.internalId()
        if number:
            main = self._catalogue.main_indices[number - 1]
            return self._indicator_data(self._catalogue, self._outlook, main.indicators[index.row()], role)
        return self._main_data(self._catalogue, self._outlook, index.row(), role)

    def _main_data(self, catalogue: Catalogue, outlook: Outlook, row: int, role: int) -> Any:
        main = catalogue.main_indices[row]
        title = main.title.in_language(self._language)
        match role:
            case Role.ROW:
                count = self._count(outlook, main.code) if main.is_scored else self._unscored_words
                return Row("index", main.code, title, tally=count)
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return row_text(f"{main.code} {title}", self._count(outlook, main.code))
            case Role.KIND:
                return "index"
            case Role.CODE:
                return main.code
        return None

    @staticmethod
    def _count(outlook: Outlook, code: str) -> str:
        score = outlook.scorecard.indices[code]
        return f"{score.answered}/{score.indicators}"

    def _indicator_data(self, catalogue: Catalogue, outlook: Outlook, code: str, role: int) -> Any:
        indicator = catalogue.indicators[code]
        match role:
            case Role.ROW:
                return Row(
                    "indicator",
                    code,
                    indicator.short.in_language(self._language),
                    SHAPES[row_state(outlook, self._worst, code)],
                    here=code == self._here,
                    mark=self._marks[code][0] if code in self._marks else None,
                )
            case Qt.ItemDataRole.DisplayRole:
                return indicator.short.in_language(self._language)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{code} {indicator.title.in_language(self._language)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                state = state_text(row_state(outlook, self._worst, code))
                marked = self._marks[code][1] if code in self._marks else ""
                return row_text(f"{code} {indicator.short.in_language(self._language)}", state, marked)
            case Role.KIND:
                return "indicator"
            case Role.CODE:
                return code
        return None


class WorkLeftFilter(QSortFilterProxyModel):
    """All rows, or only those with something left to do, and the one that is open."""

    def __init__(self, tree: IndexTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._only_left = False
        self.setSourceModel(tree)
        self.setRecursiveFilteringEnabled(True)

    @property
    def only_left(self) -> bool:
        """Whether rows that are done are hidden."""
        return self._only_left

    def set_only_left(self, only_left: bool) -> None:
        """Hide rows that are done, or show all."""
        self._only_left = only_left
        self.invalidate()

    def follow(self) -> None:
        """Hide and show anew after a change."""
        if self._only_left:
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._only_left:
            return True
        if not source_parent.isValid():
            return False  # kept by its rows, see setRecursiveFilteringEnabled
        code: str = self._tree.index(source_row, 0, source_parent).data(Role.CODE)
        # The open row stays until it is left, even when its last work has just been done.
        return code == self._tree.here or self._tree.has_work_left(code)
