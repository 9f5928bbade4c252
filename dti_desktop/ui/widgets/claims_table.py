"""The sub-indicators behind a total: points, what stands against them, and what may be expected of them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import Backing, RowBacking
from dti_desktop.engine.estimates import ACCEPTANCE, ALL
from dti_desktop.services.forecasting import Prospect
from dti_desktop.services.words import Words
from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.percent_table import Percent, PercentTable
from dti_desktop.ui.widgets.rows_model import Cell, Head

_REASON, _POINTS, _EXPECTED, _CHANCE = 1, 2, 3, 4
#: The least part that names have of the width that they share with reasons.
_NAME_SHARE = 0.59
_CHANCE_WIDTH = 92
_MOST_NUMBER = 110


def rows_of(total: str, held: Backing) -> tuple[RowBacking, ...]:
    """Return the rows behind `claimed`, `backed`, `at_risk` or `measured`, the most points first."""
    chosen = {
        "claimed": lambda row: True,
        "backed": lambda row: row.is_backed,
        "at_risk": lambda row: bool(row.risks),
        "measured": lambda row: row.is_measured and not row.is_backed,
    }[total]
    return tuple(sorted(filter(chosen, held.rows), key=lambda row: -row.claimed_points))


class ClaimsTable(Retranslated, PercentTable):
    """One row per sub-indicator. `code_opened(str)`; `chance_given(str, Decimal | None)` when typed."""

    code_opened = Signal(str)
    chance_given = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((_CHANCE,), parent=parent)
        self.codes: list[str] = []
        self._shown: tuple[str, Prospect, Assessment, Words] | None = None
        self.opened.connect(self._open)
        self.rows.given.connect(self._give)
        self.retranslate()

    def show_total(self, total: str, prospect: Prospect, assessment: Assessment, words: Words) -> None:
        """Show the rows behind a total."""
        if self._shown is not None and self._shown[0] != total:
            self.scrollToTop()
            self.setCurrentIndex(QModelIndex())
        self._shown = total, prospect, assessment, words
        self._fill()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Chỉ số thành phần của tổng đang chọn"))

    def _fill(self) -> None:
        assert self._shown is not None
        total, prospect, assessment, words = self._shown
        form = formats.current()
        believed = {row.code: row for row in prospect.rows}
        heads = [
            Head(self.tr("Chỉ số thành phần")),
            Head(self.tr("Vì sao")),
            Head(self.tr("Điểm"), True),
            Head(self.tr("Kỳ vọng"), True, self.tr("Số điểm kỳ vọng được công nhận")),
            Head(
                self.tr("Chấp nhận"),
                True,
                self.tr("Khả năng điểm chưa có minh chứng được chấp nhận; để trống là theo mức chung"),
            ),
        ]
        rows, percents = [], {}
        held = rows_of(total, prospect.backing)
        for place, row in enumerate(held):
            indicator = assessment.catalogue.indicators[row.code]
            name = f"{row.code}  {indicator.short.in_language(words.language)}"
            own = believed[row.code]
            reason = self._reason(row, words)
            rows.append(
                (
                    Cell(name, hint=indicator.title.in_language(words.language)),
                    Cell(reason, hint=reason, is_quiet=not row.risks),
                    Cell(form.points(row.claimed_points)),
                    Cell(form.points(own.expected_points), is_quiet=True),
                    Cell("–", is_quiet=True, hint=self.tr("Không phụ thuộc việc chấp nhận minh chứng")),
                )
            )
            if own.acceptance_share is not None:
                given = assessment.estimates.get(row.code, {}).get(ACCEPTANCE)
                percents[place, _CHANCE] = Percent(
                    self.tr("{name}, khả năng được chấp nhận").format(name=name),
                    given if isinstance(given, Decimal) else None,
                    own.acceptance_share,
                )
        self.codes = [row.code for row in held]
        self.rows.percents = percents
        self.rows.set_rows(heads, rows)
        self._spread()

    def _reason(self, row: RowBacking, words: Words) -> str:
        if row.risks:
            said = "; ".join(words.risk(code) for code in row.risks)
            return said[:1].upper() + said[1:]
        if row.is_backed:
            return self.tr("Có minh chứng")
        return self.tr("Cơ quan chủ trì đo, số nhập là ước tính")

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._spread()

    def _spread(self) -> None:
        widths = [self.width_of(column, _MOST_NUMBER) for column in (_POINTS, _EXPECTED)] + [_CHANCE_WIDTH]
        room = self.viewport().width() - sum(widths)
        reason = self.width_of(_REASON, round(room * (1 - _NAME_SHARE)))
        self.set_columns((max(140, room - reason), None, *widths))

    def _open(self, index: QModelIndex) -> None:
        if self.rows.percent(index) is None:
            self.code_opened.emit(self.codes[index.row()])

    def _give(self, row: int, _column: int, share: Decimal | None) -> None:
        self.chance_given.emit(self.codes[row], share)


def general_chance(assessment: Assessment) -> Decimal | None:
    """Return the chance of acceptance that the office gave for all rows."""
    given = assessment.estimates.get(ALL, {}).get(ACCEPTANCE)
    return given if isinstance(given, Decimal) else None
