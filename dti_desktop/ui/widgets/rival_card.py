"""This province beside a rival: the radar of both, and how far they lie apart in each main index."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.results import INDEX_PREFIX, ResultBook
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart, RivalOutline
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import theme
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.chart_view import ChartView, chart_look
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel

_WIDTH, _RADAR = 900, QSize(380, 290)
_ROW = 28
_FAINT_POINTS = 20.0


def outline(book: ResultBook, assessment: Assessment, year: int, province: str) -> RivalOutline:
    """Return what is known of a rival's main indices in a year."""
    catalogue = assessment.catalogue
    found = []
    for index in catalogue.main_indices:
        known = book.value(catalogue, year, province, INDEX_PREFIX + index.code)
        found.append((index.code, None if known is None else known.value))
    return RivalOutline(province, tuple(found))


class RivalCard(QFrame):
    """Opens over the page; the next click elsewhere or Escape closes it."""

    def __init__(
        self, context: Context, anchor: QWidget, assessment: Assessment, outlook: Outlook, year: int,
        province: str,
    ) -> None:  # fmt: skip
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self._context, self._anchor = context, anchor
        self._assessment, self._outlook = assessment, outlook
        self.rival = outline(outlook.book, assessment, year, province)
        title = QCoreApplication.translate("RivalCard", "{own} và {rival}, năm {year}").format(
            own=assessment.province, rival=province, year=year
        )
        self.setAccessibleName(title)
        self.rows = RowsModel()
        self.table = DataTable(title)
        self.table.setModel(self.rows)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.radar = ChartView(context, self._make_radar, least=_RADAR)
        self.note = WrapLabel(size="small", tone="muted")
        self._fill(year)
        beside = QHBoxLayout()
        beside.setSpacing(2 * theme.GRID)
        beside.addWidget(self.radar, 1)
        numbers = QVBoxLayout()
        numbers.addWidget(self.table)
        numbers.addWidget(self.note)
        numbers.addStretch(1)
        beside.addLayout(numbers, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 14, 14)
        layout.addWidget(Label(title, weight=Weight.DemiBold))
        layout.addLayout(beside)
        self.setFixedWidth(min(_WIDTH, anchor.window().width() - 4 * theme.GRID))

    def open(self) -> None:
        """Show it in the middle of the window, inside the screen."""
        self.adjustSize()
        window, screen = self._anchor.window(), self._anchor.screen().availableGeometry()
        corner = window.mapToGlobal(
            QPoint((window.width() - self.width()) // 2, (window.height() - self.height()) // 2)
        )
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.table.setFocus()
        self.radar.refresh()

    def _make_radar(self) -> Chart | None:
        return charts.radar(
            self._context.library,
            self._assessment,
            self._outlook,
            chart_look(),
            self._context.language.current,
            self.rival,
        )

    def _fill(self, year: int) -> None:
        form, language = self._context.format, self._context.language.current
        heads = [
            Head(QCoreApplication.translate("RivalCard", "Chỉ số chính")),
            Head(QCoreApplication.translate("RivalCard", "Hồ sơ này"), True),
            Head(QCoreApplication.translate("RivalCard", "Nơi kia"), True),
            Head(
                QCoreApplication.translate("RivalCard", "Cách biệt\n(điểm)"),
                True,
                QCoreApplication.translate("RivalCard", "Nơi kia hơn (+) hoặc kém (−) bao nhiêu điểm"),
            ),
        ]
        rows, unknown = [], 0
        for index in self._assessment.catalogue.main_indices:
            own = self._outlook.scorecard.indices[index.code].total
            if own.value is None:
                continue
            theirs = self.rival.value(index.code)
            unknown += theirs is None
            gap = None if theirs is None else (Fraction(theirs) - own.value) * own.max_points
            title = f"{index.code}  {index.title.in_language(language)}"
            rows.append(
                (
                    Cell(title, hint=title),
                    Cell(form.value(own.value)),
                    Cell("–" if theirs is None else form.value(theirs), is_quiet=theirs is None),
                    Cell("–", is_quiet=True)
                    if gap is None
                    else Cell(
                        form.signed(gap, 1), heat_share=max(-1.0, min(1.0, float(gap) / _FAINT_POINTS))
                    ),
                )
            )
        self.rows.set_rows(heads, rows)
        self.table.set_columns((None, 104, 84, 92))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + _ROW * len(rows) + 3)
        said = [QCoreApplication.translate("RivalCard", "Xanh: nơi kia hơn; xám: hồ sơ này hơn.")]
        if unknown:
            said.append(
                QCoreApplication.translate(
                    "RivalCard", "Trống (–): giá trị năm {year} không được công bố, không phải 0."
                ).format(year=year)
            )
        self.note.setText(" ".join(said))
