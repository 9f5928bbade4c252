"""The years to come of the open province, by the answers of its assessment, worked out beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dti_desktop.engine.published_positions import complete_years
from dti_desktop.errors import InputError
from dti_desktop.services.charts import YearForecast
from dti_desktop.ui.newest import Newest

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.engine.forecast import RankDistribution
    from dti_desktop.engine.scoring import Scorecard
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.ui.navigation import Context

_YEARS = 2
"""The assessment's own year and the next; where those are published, the first ones that are not."""


class FanWatch(QObject):
    """Works the newest state out in the pool lane when it is asked to; `changed` when `years` are others."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._newest: Newest[tuple[YearForecast, ...]] = Newest(
            context.tasks, self, self._take, context.session.failed.emit, shows_late=True
        )
        self.years: tuple[YearForecast, ...] = ()

    def forget(self) -> None:
        """Show nothing of an assessment that is no longer open."""
        self._newest.forget()
        self.years = ()

    def follow(self) -> None:
        """Work out the present state, unless that is done."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        state = (assessment, outlook.scorecard, self._context.workspace.forecaster)
        self._newest.ask(partial(_years_to_come, *state), key=tuple(id(part) for part in state))

    def _take(self, years: tuple[YearForecast, ...]) -> None:
        if years != self.years:
            self.years = years
            self.changed.emit()


def _years_to_come(
    assessment: Assessment, scorecard: Scorecard, forecaster: Forecaster
) -> tuple[YearForecast, ...]:
    complete = complete_years(
        forecaster.book.of(assessment.catalogue, assessment.province), assessment.catalogue
    )
    first = max(assessment.year, complete[-1] + 1 if complete else assessment.year)
    found = []
    for year in range(first, first + _YEARS):
        try:
            overall = forecaster.prospect(assessment, scorecard, year=year).forecast.overall
        except InputError:  # nothing was published to compare with
            continue
        if overall is not None:
            found.append(_fan_of(year, overall))
    return tuple(found)


def _fan_of(year: int, found: RankDistribution) -> YearForecast:
    low, high = found.interval
    return YearForecast(year, found.median, found.at(0.25), found.at(0.75), low, high)
