"""Sub-indicators of two assessments side by side, under the sums of their main indices."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.comparison import ComparedRow, ComparedTotal, Comparison, Side
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.scoring import Total
from dti_desktop.ui import format as formats
from dti_desktop.ui.comparison_text import NOTHING, aspect_text, short_answer
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel

_ROW = 28
_CODE, _ANSWER, _POINTS, _GAINED, _PROOFS = 62, 152, 96, 100, 106
#: Narrower than this, answers are told below the table only.
_ANSWERS_FROM = 860
_ANSWER_COLUMNS = (2, 3)


class ComparisonTable(Retranslated, DataTable):
    """`chosen(ComparedRow | None)`: another row is the current one; None on the sum of a main index."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = RowsModel()
        self.shown: list[ComparedRow | None] = []
        self.setModel(self.rows)
        self.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._on_current)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Các chỉ số của hai hồ sơ cạnh nhau"))

    def show_comparison(
        self,
        found: Comparison,
        names: tuple[str, str],
        language: str,
        rows: Sequence[ComparedRow],
        *,
        sums: bool,
    ) -> None:
        """Show these rows; with `sums`, each main index above its own."""
        kept = self.row_at(self.currentIndex())
        most = max((abs(row.gained_points) for row in found.rows), default=Fraction(0))
        cells: list[tuple[Cell, ...]] = []
        own: list[int] = []
        self.shown = []
        index_code = None
        for row in rows:
            code = row.code.rpartition(".")[0]
            if sums and code != index_code:
                index_code = code
                own.append(len(cells))
                self.shown.append(None)
                cells.append(_sum_cells(found, code, language))
            self.shown.append(row)
            cells.append(_cells(found, row, language, most))
        this, other = names
        self.rows.set_rows(
            (
                Head(self.tr("Mã")),
                Head(self.tr("Chỉ số")),
                Head(self.tr("Trả lời {name}").format(name=this)),
                Head(self.tr("Trả lời {name}").format(name=other)),
                Head(self.tr("Điểm {name}").format(name=this), True),
                Head(self.tr("Điểm {name}").format(name=other), True),
                Head(self.tr("Chênh lệch"), True),
                Head(self.tr("Minh chứng"), True),
            ),
            cells,
            own,
        )
        self._fit()
        kept_code = None if kept is None else kept.code
        first = next((n for n, row in enumerate(self.shown) if row is not None), 0)
        place = next((n for n, row in enumerate(self.shown) if row and row.code == kept_code), first)
        if self.shown:
            self.setCurrentIndex(self.rows.index(place, 0))
        self.chosen.emit(self.row_at(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.rows.columnCount():
            return
        self.set_columns((_CODE, None, _ANSWER, _ANSWER, _POINTS, _POINTS, _GAINED, _PROOFS))
        for column in _ANSWER_COLUMNS:
            self.setColumnHidden(column, self.viewport().width() < _ANSWERS_FROM)

    def row_at(self, index: QModelIndex) -> ComparedRow | None:
        """Return the row at `index`; None for a sum, and where there is none."""
        return self.shown[index.row()] if index.isValid() and index.row() < len(self.shown) else None

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.row_at(index))


def _cells(found: Comparison, row: ComparedRow, language: str, most: Fraction) -> tuple[Cell, ...]:
    form = formats.current()
    catalogue = found.this.catalogue if row.this is not None else found.other.catalogue
    title = catalogue.indicators[row.code].short.in_language(language)
    if row.this is not None and row.other is not None and row.this.code != row.other.code:
        title = f"{title} ({row.other.code})"
    is_same = not row.is_different
    what = ", ".join(aspect_text(aspect) for aspect in row.differs)
    answer_same = row.this is not None and row.other is not None and "answer" not in row.differs
    proofs = tuple(NOTHING if side is None else str(len(side.proofs)) for side in (row.this, row.other))
    gained = row.gained_points
    return (
        Cell(row.code, is_quiet=True),
        Cell(title, hint=what or title, is_quiet=is_same),
        _answer(row.this, found.this.catalogue, language, is_same=answer_same),
        _answer(row.other, found.other.catalogue, language, is_same=answer_same),
        _points(row.this, is_same=not gained),
        _points(row.other, is_same=not gained),
        Cell(
            form.signed(gained, 2) if gained else NOTHING,
            is_quiet=not gained,
            heat_share=float(gained / most) if most else 0.0,
        ),
        Cell(f"{proofs[0]} / {proofs[1]}", is_quiet="evidence" not in row.differs),
    )


def _answer(side: Side | None, catalogue: Catalogue, language: str, *, is_same: bool) -> Cell:
    if side is None:
        return Cell(NOTHING, is_quiet=True)
    text = short_answer(catalogue.indicators[side.code].rule, side.fields, language)
    return Cell(text, hint=text, is_quiet=is_same)


def _points(side: Side | None, *, is_same: bool) -> Cell:
    if side is None or not side.max_points:
        return Cell(NOTHING, is_quiet=True)
    return Cell(formats.current().points(side.points), is_quiet=is_same)


def _sum_cells(found: Comparison, code: str, language: str) -> tuple[Cell, ...]:
    form = formats.current()
    sums = found.indices.get(code, ComparedTotal(None, None))
    known = found.this.catalogue.index_by_code.get(code) or found.other.catalogue.index_by_code.get(code)
    gained = sums.gained_points
    return (
        Cell(code),
        Cell("" if known is None else known.title.in_language(language)),
        Cell(""),
        Cell(""),
        Cell(_sum(sums.this)),
        Cell(_sum(sums.other)),
        Cell(form.signed(gained, 2) if gained else NOTHING),
        Cell(""),
    )


def _sum(total: Total | None) -> str:
    return NOTHING if total is None or not total.max_points else formats.current().points(total.points)
