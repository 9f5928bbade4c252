"""The rows of the evidence library in words, and what is carried when some are dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from dti_desktop.engine.evidence_library import LibraryItem
from dti_desktop.ui import format as formats
from dti_desktop.ui.evidence_text import file_name_of, title_of
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel

CARRIED = "application/x-dti-evidence-items"
"""What a drag holds: the ids of items, JSON-free, one after the other with a zero byte between."""

_Index = QModelIndex | QPersistentModelIndex


def name_of(item: LibraryItem) -> str:
    """Return what an item is called: its number, else its subject, else the name of its file."""
    if item.citation.number or item.citation.title:
        return item.citation.number or item.citation.title
    return title_of(item.held[0].document)


def told_apart(item: LibraryItem) -> str:
    """Return what an item is called, and what tells it from another of the same number."""
    name = name_of(item)
    other = file_name_of(item.held[0].document) or item.citation.title
    return f"{name} ({other})" if other not in ("", name) else name


def uses_of(item: LibraryItem) -> list[str]:
    """Return where an item is used, a line for each assessment that holds it."""
    lines = []
    for held in item.held:
        codes = ", ".join(held.codes) or QCoreApplication.translate("EvidenceLibrary", "chưa dùng")
        lines.append(
            QCoreApplication.translate("EvidenceLibrary", "{province} {year}: {codes}").format(
                province=held.province, year=held.year, codes=codes
            )
        )
    return lines


def remarks_of(item: LibraryItem) -> list[str]:
    """Return, in a word each, how an item is there more than once."""
    remarks = []
    if item.is_copied:
        remarks.append(
            QCoreApplication.translate("EvidenceLibrary", "Ở {count} hồ sơ").format(count=len(item.held))
        )
    if item.near:
        remarks.append(QCoreApplication.translate("EvidenceLibrary", "Trùng số"))
    return remarks


class LibraryRows(RowsModel):
    """The items as rows that can be dragged."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[LibraryItem, ...] = ()

    def show_items(self, items: Sequence[LibraryItem]) -> None:
        """Show these items, in the words of the window's language."""
        self.items = tuple(items)
        heads = (
            Head(QCoreApplication.translate("EvidenceLibrary", "Tài liệu")),
            Head(QCoreApplication.translate("EvidenceLibrary", "Ngày")),
            Head(QCoreApplication.translate("EvidenceLibrary", "Nơi dùng")),
        )
        self.set_rows(heads, [_cells(item) for item in self.items])

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [CARRIED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setData(CARRIED, "\0".join(self.items[row].id for row in rows).encode())
        return data


class TargetRows(RowsModel):
    """Sub-indicators as rows on which items can be dropped. `dropped(list of ids, code)`."""

    dropped = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.codes: tuple[str, ...] = ()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [CARRIED]

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        return data.hasFormat(CARRIED) and parent.isValid()

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids = bytes(data.data(CARRIED).data()).decode().split("\0")
        self.dropped.emit(ids, self.codes[parent.row()])
        return True


def _cells(item: LibraryItem) -> tuple[Cell, ...]:
    cited = item.citation
    day = "" if cited.issued_on is None else formats.current().date(cited.issued_on)
    file_name = next((name for held in item.held if (name := file_name_of(held.document))), "")
    name = name_of(item)
    about = next((text for text in (cited.title, file_name, cited.issuer) if text not in ("", name)), "")
    unused = QCoreApplication.translate("EvidenceLibrary", "Chưa dùng")
    short = " · ".join(f"{held.year}: {', '.join(held.codes)}" for held in item.held if held.codes)
    hint = "\n".join(dict.fromkeys(part for part in (name, cited.title, cited.issuer, file_name) if part))
    used = "\n".join(part for part in (short or unused, " · ".join(remarks_of(item))) if part)
    return (
        Cell(f"{name}\n{about}" if about else name, name, hint),
        Cell(day, None if cited.issued_on is None else cited.issued_on.toordinal()),
        Cell(used, -sum(len(held.codes) for held in item.held), "\n".join(uses_of(item)), is_quiet=not short),
    )
