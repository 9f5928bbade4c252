"""The forecast in figures: the interval large, then chances, then the points that may be expected."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.forecast import TOP
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.forecasting import Prospect
from dti_desktop.ui import format as formats
from dti_desktop.ui.assessed_text import many_ranked, one_ranked
from dti_desktop.ui.forecast_text import ranks_text
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.figure_row import FigureRow
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card

_ROUNDS_TO_NOTHING = Fraction(1, 200)


def chance_text(chance: float) -> str:
    """Return a probability in whole per cent; one that is not quite 0 or 1 says so."""
    form, share = formats.current(), Fraction(chance)
    if 0 < share < _ROUNDS_TO_NOTHING:
        return f"< {form.percent(Fraction(1, 100), 0)}"
    if _ROUNDS_TO_NOTHING > 1 - share > 0:
        return f"> {form.percent(Fraction(99, 100), 0)}"
    return form.percent(share, 0)


class ForecastFigures(Retranslated, Card):
    """Figures beside each other, as on the overview."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prospect: Prospect | None = None
        self._catalogue: Catalogue | None = None
        self.rank = StandingFigure(size="number", tone="accent")
        self.expected = StandingFigure(size="number")
        self.value = StandingFigure()
        self.tops = {rank: StandingFigure() for rank in TOP}
        self.body.setContentsMargins(18, 8, 18, 8)
        row = FigureRow(is_ruled=True)
        row.set_groups((self.rank, self.expected, self.value), tuple(self.tops.values()))
        self.body.addWidget(row)

    def show_prospect(self, prospect: Prospect, catalogue: Catalogue) -> None:
        """Show a forecast of the whole."""
        self._prospect, self._catalogue = prospect, catalogue
        self._fill()

    def retranslate(self) -> None:
        self._fill()

    def _fill(self) -> None:
        prospect, catalogue = self._prospect, self._catalogue
        if prospect is None or catalogue is None:
            return
        form = formats.current()
        overall, year = prospect.forecast.overall, prospect.forecast.year
        self.rank.set_name(self.tr("Hạng dự báo năm {year}").format(year=year))
        if overall is None:
            self.rank.set_text("–")
            self.rank.set_remark(self.tr("chưa rõ"))
        else:
            low, high = overall.interval
            self.rank.set_text(ranks_text(low, high))
            self.rank.set_remark(
                self.tr("giữa {median}, trong {of} {units}").format(
                    median=overall.median, of=overall.of, units=many_ranked(catalogue)
                ),
                self.tr(
                    "8 trên 10 khả năng {unit} đứng từ {low} đến {high}; khả năng giữa là {median}."
                ).format(unit=one_ranked(catalogue), low=low, high=high, median=overall.median),
            )
            self.value.set_text(form.value(Fraction(overall.value_median)))
            self.value.set_remark(
                f"{form.value(Fraction(overall.value_p10))}–{form.value(Fraction(overall.value_p90))}",
                self.tr("8 trên 10 khả năng giá trị được công nhận nằm trong khoảng này."),
            )
        self.value.set_name(self.tr("Giá trị được công nhận"))
        self.expected.set_name(self.tr("Điểm kỳ vọng"))
        self.expected.set_number(prospect.expected_points, form.points)
        self.expected.set_remark(
            self.tr("tự chấm {points}").format(points=form.points(prospect.backing.claimed_points)),
            self.tr("Số điểm kỳ vọng được công nhận"),
        )
        self.value.setVisible(overall is not None)
        for rank, figure in self.tops.items():
            figure.setVisible(overall is not None and rank < overall.of)
            if overall is not None:
                figure.set_name(self.tr("Vào nhóm {rank}").format(rank=rank))
                figure.set_text(chance_text(overall.top(rank)))
                figure.set_remark(self.tr("khả năng"))
