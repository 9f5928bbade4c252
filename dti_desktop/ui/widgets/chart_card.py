"""A chart with its table twin on one card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from dti_desktop.services.charts import Chart, table_of
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.chart_view import ChartView
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import ElidedLabel, Weight
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from dti_desktop.ui.navigation import Context

CHART, TABLE = "chart", "table"
_ROW = 26
_COLUMN_PX = 132


class ChartCard(Retranslated, Card):
    """Head line, then the picture or its numbers, as she chooses.

    `make` gives the chart, `fill` puts its numbers into `rows` (None: those of the chart's own table);
    each is asked only while it is shown.
    """

    def __init__(
        self,
        context: Context,
        make: Callable[[], Chart | None],
        fill: Callable[[], None] | None = None,
        *,
        least: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._fill = self._fill_from_chart if fill is None else fill
        self.title = ElidedLabel(weight=Weight.DemiBold)
        self.view = Segments()
        self.chart = ChartView(context, make, least=least)
        self.note = ElidedLabel(size="small", tone="muted")
        self.note.hide()
        self.rows = RowsModel()
        self.table = DataTable()
        self.table.setModel(self.rows)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        # The card is as large as its picture; the numbers scroll.
        self.table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.title, 1)
        head.addWidget(self.view)
        self.body.setContentsMargins(18, 8, 8, 8)
        self.body.setSpacing(theme.HALF)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.note)
        self.view.chosen.connect(self.show_as)
        self.retranslate()

    def set_title(self, title: str) -> None:
        """Say what is shown."""
        self.title.setText(title)
        self.view.set_name(title)
        self.table.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        """Say below what the picture leaves out; nothing for ""."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def refresh(self) -> None:
        """Follow what is shown; what is not shown follows when it is chosen."""
        if self._stack.currentWidget() is self.table:
            self._fill()
        else:
            self.chart.refresh()

    def show_as(self, view: str) -> None:
        """Show the `CHART` or the `TABLE`."""
        self.view.choose(view)
        self._stack.setCurrentWidget(self.table if view == TABLE else self.chart)
        self.refresh()
        own = next((row for row in range(self.rows.rowCount()) if self.rows.is_own(row)), None)
        if view == TABLE and own is not None:
            self.table.scrollTo(self.rows.index(own, 0), DataTable.ScrollHint.PositionAtCenter)

    def _fill_from_chart(self) -> None:
        chart = self._make()
        if chart is None:
            self.rows.set_rows((), ())
            return
        table = table_of(chart)
        heads = [Head(column.head, column.is_number) for column in table.columns]
        self.rows.set_rows(heads, [[Cell(text) for text in row] for row in table.rows], table.own)
        widest = max(range(len(heads)), key=lambda place: table.columns[place].share)
        self.table.set_columns([None if place == widest else _COLUMN_PX for place in range(len(heads))])

    def retranslate(self) -> None:
        self.view.set_segments([Segment(CHART, self.tr("Biểu đồ")), Segment(TABLE, self.tr("Bảng"))])
