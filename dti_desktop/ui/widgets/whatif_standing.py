"""What a what-if comes to, beside what the assessment itself comes to."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.ranking import Standing
from dti_desktop.services.forecasting import Prospect
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.forecast_text import interval_text, median_of
from dti_desktop.ui.gains_text import gained_places
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card, Hairline

_ROW, _HEAD = 30, 30
_NUMBER_PX, _GAIN_PX = 86, 72


class WhatIfStanding(Retranslated, Card):
    """Points, rank and forecast large; then value, pillars and ranks, present and what-if side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_ranked = True
        self._title = Label(weight=Weight.DemiBold)
        self.points = StandingFigure()
        self.rank = StandingFigure()
        self.forecast = StandingFigure()
        self.rows = RowsModel()
        self.table = DataTable()
        self.table.setModel(self.rows)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = WrapLabel(size="small", tone="muted")
        self.body.setContentsMargins(8, 10, 8, 10)
        figures = QHBoxLayout()
        figures.setSpacing(3 * theme.GRID)
        for figure in (self.points, self.rank, self.forecast):
            figures.addWidget(figure)
        figures.addStretch(1)
        self._line = Hairline()
        # Words stand where those of the table do, within its cells.
        above, below = QVBoxLayout(), QVBoxLayout()
        for words in (above, below):
            words.setContentsMargins(10, 0, 10, 0)
        above.addWidget(self._title)
        above.addLayout(figures)
        above.addWidget(self._line)
        below.addWidget(self.note)
        self.body.addLayout(above)
        self.body.addWidget(self.table)
        self.body.addLayout(below)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Nếu như vậy thì"))
        self.points.set_name(self.tr("Điểm"))
        self.rank.set_name(self.tr("Hạng"))
        self.forecast.set_name(self.tr("Dự báo hạng"))
        self.table.setAccessibleName(self.tr("Bản chính và giả định cạnh nhau"))
        self._show_note()

    def _show_note(self) -> None:
        self.note.setText(
            self.tr("Bản chính không thay đổi. Dự báo: 8 trên 10 khả năng nằm trong khoảng này.")
            if self._is_ranked
            else self.tr("Bản chính không thay đổi.")
        )

    def set_short(self, is_short: bool) -> None:
        """Show the large figures only, where there is no room for more."""
        for widget in (self._line, self.table, self.note):
            widget.setVisible(not is_short)

    def show_figures(
        self,
        catalogue: Catalogue,
        language: str,
        present: Outlook,
        copy: Outlook,
        now: Prospect | None,
        then: Prospect | None,
    ) -> None:
        """Show both; a forecast that is not there yet is a dash; without ranks only points stand."""
        form = formats.current()
        self._is_ranked = catalogue.is_of_provinces or present.ranking is not None
        for figure in (self.rank, self.forecast):
            figure.setVisible(self._is_ranked)
        self._show_note()
        before, after = present.scorecard.whole, copy.scorecard.whole
        self.points.set_number(after.points, form.points)
        gained = after.points - before.points
        self.points.set_remark(
            self.tr("{gain} điểm").format(gain=form.signed(gained, 2)) if gained else self.tr("không đổi")
        )
        self._show_rank(present, copy)
        interval = interval_text(then)
        self.forecast.set_text(interval)
        self.forecast.set_remark(self.tr("bản chính {interval}").format(interval=interval_text(now)))
        rows = [self._row(self.tr("Điểm"), before.points, after.points, 2)]
        rows.append(self._row(self.tr("Giá trị"), before.value, after.value, 4))
        for pillar in catalogue.pillars:
            rows.append(
                self._row(
                    pillar.title.in_language(language),
                    present.scorecard.pillars[pillar.code].value,
                    copy.scorecard.pillars[pillar.code].value,
                    4,
                )
            )
        if present.ranking is not None and copy.ranking is not None:
            rows.append(
                self._rank_row(
                    self.tr("Hạng năm {year}").format(year=copy.ranking.against),
                    present.ranking.overall,
                    copy.ranking.overall,
                )
            )
            for pillar in catalogue.pillars:
                rows.append(
                    self._rank_row(
                        self.tr("Hạng {pillar}").format(pillar=_small(pillar.title.in_language(language))),
                        present.ranking.pillars[pillar.code],
                        copy.ranking.pillars[pillar.code],
                    )
                )
        if self._is_ranked:
            medians = [median_of(now), median_of(then)]
            rows.append(
                [
                    Cell(self.tr("Trung vị dự báo")),
                    Cell(_dash(medians[0]), is_quiet=True),
                    Cell(_dash(medians[1])),
                    Cell(gained_places(medians[0], medians[1]), is_quiet=medians[0] == medians[1]),
                ]
            )
        heads = [
            Head(""),
            Head(self.tr("Bản chính"), True),
            Head(self.tr("Giả định"), True),
            Head(self.tr("Chênh"), True),
        ]
        self.rows.set_rows(heads, rows)
        self.table.set_columns((None, _NUMBER_PX, _NUMBER_PX, _GAIN_PX))
        self.table.setFixedHeight(_HEAD + len(rows) * _ROW + 4)

    def _show_rank(self, present: Outlook, copy: Outlook) -> None:
        standing = None if copy.ranking is None else copy.ranking.overall
        before = None if present.ranking is None else present.ranking.overall.rank
        if standing is None or standing.rank is None:
            self.rank.set_text("–")
            self.rank.set_remark("")
            return
        self.rank.set_text(f"{standing.rank}/{standing.of}")
        gain = gained_places(before, standing.rank)
        self.rank.set_remark(
            self.tr("không đổi") if gain == "0" else self.tr("{gain} bậc").format(gain=gain) if gain else ""
        )

    def _row(self, name: str, before: Fraction | None, after: Fraction | None, decimals: int) -> list[Cell]:
        form = formats.current()
        if before is None or after is None:
            return [Cell(name, hint=name), Cell("–"), Cell("–"), Cell("")]
        return [
            Cell(name, hint=name),
            Cell(form.fixed(before, decimals), is_quiet=True),
            Cell(form.fixed(after, decimals)),
            Cell(form.signed(after - before, decimals), is_quiet=before == after),
        ]

    def _rank_row(self, name: str, before: Standing, after: Standing) -> list[Cell]:
        return [
            Cell(name, hint=name),
            Cell(_dash(before.rank), is_quiet=True),
            Cell(_dash(after.rank)),
            Cell(gained_places(before.rank, after.rank), is_quiet=before.rank == after.rank),
        ]


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _dash(rank: int | None) -> str:
    return "–" if rank is None else str(rank)
