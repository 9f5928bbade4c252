"""The evidence that lies in a bundle, as a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.data_table import ROW_HEIGHT, DataTable

if TYPE_CHECKING:
    from dti_desktop.bundle.submission import EvidenceRow

_MOST_ROWS_AT_ONCE = 12
_HEAD_HEIGHT = 36
_NO_PARENT = QModelIndex()


class _Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.rows: list[tuple[str, ...]] = []

    def show_rows(self, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self.heads, self.rows = list(heads), list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        text = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{html.escape(text)}</p>" if text else ""  # the words may look like markup
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and section < len(self.heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == 2:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class EvidenceTable(Retranslated, DataTable):
    """Original name, citation, size and the sub-indicators that each document proves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._evidence: Sequence[EvidenceRow] = ()
        self._model = _Rows()
        self.setModel(self._model)
        self.retranslate()

    def show_evidence(self, evidence: Sequence[EvidenceRow]) -> None:
        """Show these and no others; the table is as high as its rows, up to a dozen."""
        self._evidence = evidence
        self.retranslate()
        rows = min(len(evidence), _MOST_ROWS_AT_ONCE)
        self.setFixedHeight(rows * ROW_HEIGHT + _HEAD_HEIGHT + 2)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Minh chứng trong tệp"))
        heads = (self.tr("Tài liệu"), self.tr("Tệp"), self.tr("Dung lượng"), self.tr("Dùng cho chỉ số"))
        self._model.show_rows(heads, [self._cells(row) for row in self._evidence])
        self.set_columns([None, 230, 96, 150])

    def _cells(self, row: EvidenceRow) -> tuple[str, ...]:
        cited = [shown(part) for part in (row.number, _day(row.issued_on), row.issuer, row.title) if part]
        size = "" if row.size_bytes is None else formats.current().size(row.size_bytes)
        return (
            " · ".join(cited) or self.tr("Chưa ghi trích dẫn"),
            shown(row.original_name) if row.name_in_bundle is not None else self.tr("chỉ có trích dẫn"),
            size,
            ", ".join(shown(code) for code in row.indicators),
        )


def _day(untrusted_text: str) -> str:
    try:
        return formats.current().date(date.fromisoformat(untrusted_text))
    except ValueError:
        return untrusted_text
