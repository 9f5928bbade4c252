"""Cells that cannot be taken as they are: every fault with its place, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments

_SIZE = (760, 420)
_PLACE_WIDTH = 250


@dataclass(frozen=True, slots=True)
class CellFaultRow:
    """Where a cell stands, and what is wrong with what was to be entered there."""

    place: str
    reason: str


class CellFaultsDialog(Retranslated, QDialog):
    """Lists faults. `taken`: the right cells are to be taken all the same; `read_as(str)`: how numbers are
    meant that can be read in two ways. Closing it takes nothing.
    """

    taken = Signal()
    read_as = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right = 0
        self._faults: Sequence[CellFaultRow] = ()
        self._undecided = 0
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary")
        self._ask = WrapLabel()
        self.reading = Segments()
        self._model = RowsModel()
        self.table = DataTable()
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setModel(self._model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.nothing = PrimaryButton()
        self.take = SecondaryButton()
        self.reading.chosen.connect(self.read_as)
        self.nothing.clicked.connect(self.reject)
        self.take.clicked.connect(self.taken)
        self.take.clicked.connect(self.accept)
        ask = QHBoxLayout()
        ask.addWidget(self._ask, 1)
        ask.addWidget(self.reading)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(ask)
        layout.addWidget(self.table, 1)
        put_foot(self, self.take, self.nothing)
        self.resize(*_SIZE)
        self.retranslate()

    def show_faults(self, faults: Sequence[CellFaultRow], *, right: int, undecided: int) -> None:
        """Show these; `right` cells could be taken. `undecided` numbers wait for how they are read."""
        self._faults, self._right, self._undecided = faults, right, undecided
        self.retranslate()
        self.table.setCurrentIndex(self._model.index(0, 0))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Chưa nhận được mọi ô"))
        count = len(self._faults)
        self._title.setText(self.tr("{count} ô chưa nhận được").format(count=count))
        self._text.setText(
            self.tr("Chưa có gì thay đổi. Sửa trong Excel rồi dán lại, hoặc chỉ nhận các ô đúng.")
        )
        self._ask.setText(
            self.tr("{count} số có thể đọc theo hai cách. Số được viết theo lối nào?").format(
                count=self._undecided
            )
        )
        self._ask.setVisible(bool(self._undecided))
        self.reading.setVisible(bool(self._undecided))
        self.reading.set_name(self.tr("Cách đọc số"))
        self.reading.set_segments(
            [
                Segment("ask", self.tr("Chưa chọn")),
                Segment("vi", self.tr("1.234,5 · Việt Nam")),
                Segment("en", self.tr("1,234.5 · Anh")),
            ]
        )
        self.nothing.setText(self.tr("Không nhận gì"))
        self.take.setText(self.tr("Nhận {count} ô đúng").format(count=self._right))
        self.take.setEnabled(self._right > 0)
        self.table.setAccessibleName(self.tr("Các ô chưa nhận được"))
        self._model.set_rows(
            [Head(self.tr("Ô")), Head(self.tr("Vì sao"))],
            [(Cell(row.place, hint=row.place), Cell(row.reason, hint=row.reason)) for row in self._faults],
        )
        self.table.set_columns((_PLACE_WIDTH, None))
