"""The rows of a draft as a list: main indices with progress and totals, sub-indicators with their state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont

from dti_desktop.engine.catalogue_edit import NodeName, index_of, with_nodes
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui import icons, theme
from dti_desktop.ui.catalogue_text import (
    SHAPES,
    TrustState,
    checked_words,
    shown,
    state_of,
    state_words,
    surplus_words,
)
from dti_desktop.ui.widgets.labels import Weight

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One line: a main index (`state` None) or a sub-indicator."""

    name: NodeName
    title: str
    points: str
    state: TrustState | None
    is_changed: bool = False
    hint: str = ""
    is_wrong: bool = False
    progress: str = ""
    """Of a main index: how many of its rows are checked."""
    is_removed: bool = False
    """The draft took the row out."""


def rows_of(draft: Draft, language: str, wanted: str) -> list[CatalogueRow]:
    """Return the lines that are `wanted`: "all", "unchecked" or "changed"; no main index stands alone.

    Rows that the draft took out stand where they were, among all and among what was changed.
    """
    changed = {change.name for change in draft.changes}
    totals = {check.name: check for check in draft.totals}
    by_index: dict[str, list[Any]] = {}
    removed = {NodeName("indicators", code): row for code, row in draft.removed.items()}
    for row in with_nodes(draft.document, removed)["indicators"]:
        by_index.setdefault(index_of(row["code"]), []).append(row)
    found: list[CatalogueRow] = []
    for index in draft.document["main_indices"]:
        own = by_index.get(index["code"], [])
        lines = [_line(row, language, changed, is_removed=row["code"] in draft.removed) for row in own]
        kept = [line for line in lines if wanted == "all" or _is_wanted(line, wanted)]
        name = NodeName("main_indices", index["code"])
        if not kept and not (wanted == "changed" and name in changed):
            continue
        there = [line for line in lines if not line.is_removed]
        checked = sum(line.state == "checked" for line in there)
        misses = surplus_words(totals[name])
        title = _title(index, language)
        points = shown("points", index.get("max_points"), language)
        found.append(
            CatalogueRow(
                name,
                f"{title} · {misses}" if misses else title,
                points,
                None,
                name in changed,
                misses,
                bool(misses),
                f"{checked}/{len(there)}",
            )
        )
        found += kept
    return found


def _line(row: Any, language: str, changed: set[NodeName], *, is_removed: bool) -> CatalogueRow:
    name = NodeName("indicators", row["code"])
    state = state_of(row)
    short = row.get("short_en") if language == "en" else row.get("short_vi")
    who = checked_words(row)
    hint = f"{state_words(state)} · {who}" if who else state_words(state)
    return CatalogueRow(
        name,
        str(short or _title(row, language)) or QCoreApplication.translate("Catalogue", "Chưa có tên"),
        shown("points", row.get("max_points"), language),
        state,
        name in changed,
        QCoreApplication.translate("Catalogue", "Đã bỏ trong bản sửa") if is_removed else hint,
        is_removed=is_removed,
    )


def _title(node: Any, language: str) -> str:
    return str(node.get("title_en" if language == "en" else "title_vi") or node.get("title_vi", ""))


def _is_wanted(line: CatalogueRow, wanted: str) -> bool:
    if wanted == "changed":
        return line.is_changed
    return line.state != "checked" and not line.is_removed


class CatalogueModel(QAbstractTableModel):
    """Shows such lines: code with the shape of its state, title, points."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[CatalogueRow] = []
        self._heads = ("", "", "")

    def set_heads(self, *heads: str) -> None:
        """Name the columns."""
        self._heads = (heads[0], heads[1], heads[2])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)

    def set_rows(self, rows: list[CatalogueRow]) -> None:
        """Show these lines and no others; where their names stay, nothing jumps."""
        if [row.name for row in rows] == [row.name for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, name: NodeName) -> int | None:
        """Return where a node stands; None where it is not shown."""
        return next((number for number, row in enumerate(self.rows) if row.name == name), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _side(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                code = f"{row.name.code} •" if row.is_changed else row.name.code
                code = f"{code}  ·  {row.progress}" if row.progress else code
                return (code, row.title, row.points)[column]
            case Qt.ItemDataRole.DecorationRole:
                if column == 0 and row.state is not None:
                    shape = ("circle-minus", "muted") if row.is_removed else SHAPES[row.state]
                    return icons.current().icon(*shape)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name.code} {row.title}\n{row.hint}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{(row.name.code, row.title, row.points)[column]}, {row.hint}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(column)
            case Qt.ItemDataRole.ForegroundRole:
                ink = "block" if row.is_wrong else "accent" if row.is_changed and not column else "text"
                ink = "muted" if row.is_removed and column else ink
                return QBrush(theme.current().colours.q(ink))
            case Qt.ItemDataRole.BackgroundRole:
                return theme.current().colours.q("side") if row.state is None else None
            case Qt.ItemDataRole.FontRole:
                font = theme.current().font("body", Weight.DemiBold if row.state is None else Weight.Normal)
                if row.is_removed and column:
                    font = QFont(font)
                    font.setStrikeOut(True)
                return font
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
