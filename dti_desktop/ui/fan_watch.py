"""The years to come of the open province, by the answers of its assessment, worked out beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dti_desktop.engine.published_positions import complete_years
from dti_desktop.errors import InputError
from dti_desktop.services.charts import YearForecast

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.engine.forecast import RankDistribution
    from dti_desktop.engine.scoring import Scorecard
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.ui.navigation import Context

_YEARS = 2
"""The assessment's own year and the next; where those are published, the first ones that are not."""
_Asked = tuple["Assessment", "Scorecard", "Forecaster"]


class FanWatch(QObject):
    """Works the newest state out in the pool lane when it is asked to; `changed` when `years` are others."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: _Asked | None = None
        self._is_busy = False
        self.years: tuple[YearForecast, ...] = ()

    def forget(self) -> None:
        """Show nothing of an assessment that is no longer open."""
        self._asked, self.years = None, ()

    def follow(self) -> None:
        """Work out the present state, unless that is done; states in between are left out."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        asked = (assessment, outlook.scorecard, self._context.workspace.forecaster)
        if not _is_same(asked, self._asked):
            self._asked = asked
            self._work_out()

    def _work_out(self) -> None:
        asked = self._asked
        if self._is_busy or asked is None:
            return
        self._is_busy = True

        def done(years: tuple[YearForecast, ...]) -> None:
            self._is_busy = False
            newest = self._asked
            if newest is not None and newest[0].id == asked[0].id and years != self.years:
                self.years = years
                self.changed.emit()
            if not _is_same(asked, newest):
                self._work_out()

        def give_up(error: BaseException) -> None:
            self._is_busy, self._asked = False, None
            raise error

        self._context.tasks.run(
            lambda: _years_to_come(*asked), lane="pool", on_done=done, on_error=give_up, owner=self
        )


def _is_same(one: _Asked, other: _Asked | None) -> bool:
    return other is not None and all(a is b for a, b in zip(one, other, strict=True))


def _years_to_come(
    assessment: Assessment, scorecard: Scorecard, forecaster: Forecaster
) -> tuple[YearForecast, ...]:
    complete = complete_years(forecaster.book, assessment.catalogue)
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
