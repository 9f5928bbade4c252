"""Published results from a file: chosen, read, looked at with every fault and note, then taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dti_desktop.engine.assessed_unit import unit_and_province
from dti_desktop.engine.results import is_mean, set_and_measure
from dti_desktop.services.results import UnitsOf
from dti_desktop.ui.assessed_text import ranked_head
from dti_desktop.ui.dialogs.import_table import UNKNOWN, ImportTableDialog
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.rows_model import Cell, Head

if TYPE_CHECKING:
    from dti_desktop.engine.published_checks import PlacedResult
    from dti_desktop.engine.results import PublishedResult
    from dti_desktop.services.results import Examined
    from dti_desktop.ui.tasks import Task

_ROW_COLUMNS = (84, 60, None, 110, 90, 70)
_YEAR_CHARACTERS = 22


class ImportResultsDialog(ImportTableDialog):
    """As `ImportTableDialog`; which year the results are of is chosen where the table does not say.

    While an assessment of another unit than a province is open, so is whose results they are.
    """

    def __init__(self, context: Context, years: Sequence[int], parent: QWidget | None = None) -> None:
        """`years`: which a table may be of that has no such column, the likeliest first."""
        self._years = years
        self._measures: frozenset[str] | None = None
        self.year = ComboBox()
        self.year.setMinimumContentsLength(_YEAR_CHARACTERS)
        assessment = context.session.assessment
        self._units: UnitsOf | None = None
        if assessment is not None and not assessment.catalogue.is_of_provinces:
            self._units = UnitsOf(assessment.catalogue, unit_and_province(assessment.province)[1])
        self.whose = ComboBox()
        self._whose_head = Label(weight=Weight.Medium)
        self._whose_head.setBuddy(self.whose)
        options = QWidget()
        row = QHBoxLayout(options)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self.year, self._whose_head, self.whose):
            row.addWidget(widget)
            widget.setVisible(widget is self.year or self._units is not None)
        super().__init__(context, options, _ROW_COLUMNS, parent)
        self.option_head.setBuddy(self.year)
        for chooser in (self.year, self.whose):
            chooser.currentIndexChanged.connect(lambda _place: self.read_again())
        # A store with editions of its own may know main indices that do not ship.
        context.tasks.run(
            lambda: context.workspace.catalogues.known.measures,
            lane="store",
            on_done=self._on_measures,
            owner=self,
        )

    def _on_measures(self, measures: frozenset[str]) -> None:
        is_more = not measures <= self.context.library.measures
        self._measures = measures
        if is_more:
            self.read_again()

    def examiner(self) -> Callable[[Path], Examined]:
        units = self._units if self.whose.currentIndex() == 0 else None
        return partial(
            self.context.workspace.results.examine,
            year=self.year.currentData(),
            units=units,
            measures=self._measures,
        )

    def keep(
        self,
        examined: Examined,
        on_done: Callable[[object], None],
        on_error: Callable[[BaseException], None],
    ) -> Task | None:
        return self.context.tasks.run(
            self.context.workspace.import_results,
            examined,
            lane="store",
            on_done=on_done,
            on_error=on_error,
            owner=self,
        )

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhập kết quả công bố"))
        self.title.setText(self.tr("Nhập kết quả công bố"))
        self.about.setText(
            self.tr(
                "Bảng CSV hoặc Excel có cột tỉnh hoặc đơn vị, và giá trị hoặc hạng; "
                "có thể có cột năm, chỉ số, nguồn, ghi chú. Bảng được nhập hết hoặc không dòng nào, "
                "và thay cho số đã biết của cùng nơi, năm, chỉ số."
            )
        )
        self.option_head.setText(self.tr("Năm của kết quả"))
        self.year.setAccessibleName(self.tr("Năm của kết quả"))
        self._fill_years()
        self._fill_whose()
        self.drop.set_words(self.tr("Kéo bảng kết quả vào đây hoặc chọn tệp"))
        super().retranslate()

    def _fill_years(self) -> None:
        kept = self.year.currentIndex()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem(self.tr("Theo cột năm trong bảng"), None)
        for year in self._years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, kept))
        self.year.blockSignals(False)

    def _fill_whose(self) -> None:
        kept = self.whose.currentIndex()
        self._whose_head.setText(self.tr("Kết quả của"))
        self.whose.setAccessibleName(self.tr("Kết quả của"))
        self.whose.blockSignals(True)
        self.whose.clear()
        if self._units is not None:
            language = self.context.language.current
            units = ranked_head(self._units.catalogue, language)
            self.whose.addItem(
                self.tr("{units} của {province}").format(units=units, province=self._units.province)
            )
            self.whose.addItem(self.tr("Các tỉnh, thành phố"))
        self.whose.setCurrentIndex(max(0, kept))
        self.whose.blockSignals(False)

    def row_heads(self) -> list[Head]:
        return [
            Head(self.tr("Chỗ")),
            Head(self.tr("Năm"), True),
            Head(self.tr("Của")),
            Head(self.tr("Chỉ số")),
            Head(self.tr("Giá trị"), True),
            Head(self.tr("Hạng"), True),
        ]

    def row_cells(self, row: PlacedResult) -> list[Cell]:
        result, form = row.result, self.context.format
        return [
            Cell(row.row_place, is_quiet=True),
            Cell(str(result.year)),
            Cell(self._whose(result)),
            Cell(set_and_measure(result.measure)[1]),
            Cell(UNKNOWN if result.value is None else form.value(result.value)),
            Cell(UNKNOWN if result.rank is None else str(result.rank)),
        ]

    def _whose(self, result: PublishedResult) -> str:
        if not is_mean(result.province, result.measure):
            return result.province
        if not result.province:
            return self.tr("Trung bình cả nước")
        return self.tr("Trung bình các đơn vị của {province}").format(province=result.province)
