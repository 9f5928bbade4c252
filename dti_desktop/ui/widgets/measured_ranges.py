"""How far the ministry's own measurements may lie from what was entered, row by row, folded away."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.estimates import HIGH, LOW
from dti_desktop.services.forecasting import Prospect
from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.fold import Fold
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.widgets.percent_table import ROW, Percent, PercentTable, percent_text
from dti_desktop.ui.widgets.rows_model import Cell, Head, on_two_lines

_LOW, _HIGH = 3, 4
_MOST_ROWS = 10


class _RangesTable(PercentTable):
    """As high as its rows, up to `_MOST_ROWS` of them."""

    def minimumSizeHint(self) -> QSize:
        shown = min(self.rows.rowCount(), _MOST_ROWS)
        return QSize(320, self.horizontalHeader().sizeHint().height() + ROW * shown + 3)


class MeasuredRanges(Retranslated, Fold):
    """`code_opened(str)`; `share_given(str, str, Decimal | None)` with the key `low` or `high`."""

    code_opened = Signal(str)
    share_given = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes: list[str] = []
        self._ranges: list[tuple[Fraction, Fraction]] = []
        self._shown: tuple[Prospect, Assessment, str] | None = None
        self.sentence = WrapLabel(tone="secondary")
        self.table = _RangesTable((_LOW, _HIGH))
        self.fault = WrapLabel(size="small", tone="block")
        self.fault.hide()
        self.content.addWidget(self.sentence)
        self.content.addWidget(self.table)
        self.content.addWidget(self.fault)
        self.unfolded.connect(lambda _open: self._fill())
        self.table.opened.connect(self._open)
        self.table.rows.given.connect(self._give)
        self.table.rows.refused.connect(self._refuse)
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Khoảng số liệu do cơ quan chủ trì đo"))
        self.sentence.setText(
            self.tr(
                "Cơ quan chủ trì tự đo các chỉ số này; số nhập chỉ là ước tính. "
                "Nếu biết rõ hơn, hãy nhập mức đạt thấp nhất và cao nhất mà cơ quan chủ trì có thể đo được."
            )
        )

    def show_ranges(self, prospect: Prospect, assessment: Assessment, language: str) -> None:
        """Show the rows that the ministry measures and that are answered; their ranges once unfolded."""
        self._shown = prospect, assessment, language
        count = sum(row.range_shares is not None for row in prospect.rows)
        self.set_title(
            self.tr("Khoảng số liệu do cơ quan chủ trì đo"),
            self.tr("{count} chỉ số thành phần").format(count=count),
        )
        self.setVisible(bool(count))
        if self.is_open:
            self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        prospect, assessment, language = self._shown
        form = formats.current()
        heads = [
            Head(self.tr("Chỉ số thành phần")),
            Head(on_two_lines(self.tr("Điểm tự chấm")), True),
            Head(on_two_lines(self.tr("Mức tự chấm")), True, self.tr("Phần đạt được của điểm tối đa")),
            Head(on_two_lines(self.tr("Thấp nhất")), True, self.tr("Để trống là theo khoảng chung")),
            Head(on_two_lines(self.tr("Cao nhất")), True, self.tr("Để trống là theo khoảng chung")),
            Head(self.tr("Kỳ vọng"), True, self.tr("Số điểm kỳ vọng được công nhận")),
        ]
        rows: list[tuple[Cell, ...]] = []
        percents, codes, ranges = {}, [], []
        for own in prospect.rows:
            if own.range_shares is None:
                continue
            indicator = assessment.catalogue.indicators[own.code]
            name = f"{own.code}  {indicator.short.in_language(language)}"
            estimates = assessment.estimates.get(own.code, {})
            for column, key, share in ((_LOW, LOW, own.range_shares[0]), (_HIGH, HIGH, own.range_shares[1])):
                given = estimates.get(key)
                said = (
                    self.tr("{name}, mức thấp nhất") if column == _LOW else self.tr("{name}, mức cao nhất")
                ).format(name=name)
                percents[len(rows), column] = Percent(
                    said, given if isinstance(given, Decimal) else None, share
                )
            rows.append(
                (
                    Cell(name, hint=indicator.title.in_language(language)),
                    Cell(form.points(own.claimed_points)),
                    Cell(percent_text(own.claimed_points / own.max_points), is_quiet=True),
                    Cell(""),
                    Cell(""),
                    Cell(form.points(own.expected_points), is_quiet=True),
                )
            )
            codes.append(own.code)
            ranges.append(own.range_shares)
        self.codes, self._ranges = codes, ranges
        self.table.rows.percents = percents
        self.table.rows.set_rows(heads, rows)
        self.table.set_columns((None, 82, 82, 92, 92, 82))
        self.table.updateGeometry()

    def _open(self, index: QModelIndex) -> None:
        if self.table.rows.percent(index) is None:
            self.code_opened.emit(self.codes[index.row()])

    def _give(self, row: int, column: int, share: Decimal | None) -> None:
        low, high = self._ranges[row]
        if share is not None and (Fraction(share) > high if column == _LOW else Fraction(share) < low):
            self._say(self.tr("Mức thấp nhất không được lớn hơn mức cao nhất."))
            return
        self._say("")
        self.share_given.emit(self.codes[row], LOW if column == _LOW else HIGH, share)

    def _refuse(self, untrusted_text: str) -> None:
        self._say(self.tr("“{text}” không phải là phần trăm từ 0 đến 100.").format(text=untrusted_text[:40]))

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
