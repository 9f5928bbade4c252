"""Rows of ready words for a table: what each cell says, what it is ordered by, which row is her own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics

from dti_desktop.ui import theme
from dti_desktop.ui.search_text import Query, fold
from dti_desktop.ui.widgets.labels import Weight

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FAINTEST, _STRONGEST = 0.05, 0.36
_PAD = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `order` is what it is sorted by (None: unknown, always last).

    `heat_share` (−1 to 1) tints the ground: the accent above zero, grey below. The text says it too.
    """

    text: str
    order: float | str | None = None
    hint: str = ""
    is_quiet: bool = False
    heat_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. Numbers stand at the right."""

    text: str
    is_number: bool = False
    hint: str = ""


def on_two_lines(text: str) -> str:
    """Return the head of a narrow column broken at the space or hyphen nearest to its middle."""
    breaks = [place for place, letter in enumerate(text) if letter in " -"]
    if not breaks:
        return text
    at = min(breaks, key=lambda place: abs(2 * place - len(text)))
    return f"{text[: at + 1].rstrip()}\n{text[at + 1 :]}"


def on_lines_for(text: str, width_px: int) -> str:
    """Return the head of a column so wide: on one line where it has room, else on two."""
    metrics = QFontMetrics(theme.current().font("small", Weight.Medium))
    return text if metrics.horizontalAdvance(text) + 2 * _PAD <= width_px else on_two_lines(text)


def _heat(share: float) -> QColor | None:
    """Return the tint for a share; weak enough for the text on it."""
    if not share:
        return None
    colour = theme.current().colours.q("accent" if share > 0 else "context")
    colour.setAlphaF(_FAINTEST + (_STRONGEST - _FAINTEST) * min(1.0, abs(share)))
    return colour


class RowsModel(QAbstractTableModel):
    """Shows rows of cells. The own row stands out in the accent colour."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: Sequence[Head] = ()
        self._rows: Sequence[Sequence[Cell]] = ()
        self._own: frozenset[int] = frozenset()
        self.folded: list[str] = []

    def set_rows(
        self, heads: Sequence[Head], rows: Sequence[Sequence[Cell]], own: Collection[int] = ()
    ) -> None:
        """Show these rows and no others; `own` are the places of the rows that stand out."""
        shape_is_kept = len(rows) == len(self._rows) and len(heads) == len(self._heads)
        if not shape_is_kept:
            self.beginResetModel()
        self._heads, self._rows, self._own = heads, rows, frozenset(own)
        self.folded = [" ".join(fold(cell.text) for cell in row) for row in rows]
        if not shape_is_kept:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(heads) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads) - 1)

    def cell(self, index: _Index) -> Cell:
        """Return what stands at `index`."""
        return self._rows[index.row()][index.column()]

    def is_own(self, row: int) -> bool:
        """Whether a row stands out."""
        return row in self._own

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        head = self._heads[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return head.text
            case Qt.ItemDataRole.ToolTipRole:
                return head.hint or head.text or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if head.is_number else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        own = index.row() in self._own
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.hint or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.text}, {cell.hint}" if cell.hint else cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                number = self._heads[index.column()].is_number
                side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                ink = "accent" if own else "muted" if cell.is_quiet else "text"
                return QBrush(theme.current().colours.q(ink))
            case Qt.ItemDataRole.BackgroundRole:
                return theme.current().colours.q("accent_soft") if own else _heat(cell.heat_share)
            case Qt.ItemDataRole.FontRole:
                return theme.current().font("body", Weight.DemiBold if own else Weight.Normal)
        return None


class FoundRows(QSortFilterProxyModel):
    """Rows of a `RowsModel` in the chosen order, those that hold all words of a search."""

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self._query = Query.of("")
        self._rows = rows
        self.setSourceModel(rows)

    def search(self, text: str) -> None:
        """Show only the rows that hold these words, accents and case aside."""
        self.beginFilterChange()
        self._query = Query.of(text)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:
        return not self._query or self._query.has_all_words([self._rows.folded[row]])

    def lessThan(self, left: _Index, right: _Index) -> bool:
        one, other = self._rows.cell(left).order, self._rows.cell(right).order
        if one is None and other is None:
            return False  # they stay as they came
        if one is None or other is None:
            # What is unknown stays at the end, whichever way the column is sorted.
            return (other is None) == (self.sortOrder() == Qt.SortOrder.AscendingOrder)
        if isinstance(one, str) or isinstance(other, str):
            return fold(str(one)) < fold(str(other))
        return one < other
