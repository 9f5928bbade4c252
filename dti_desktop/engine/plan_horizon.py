"""For which assessment a plan is made, and until when what it proposes can still be done.

Nothing of the past is ever changed: a fact can be worked on only while its year is not over, evidence of a
fact only until the ministry stops taking it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dti_desktop.engine.estimates import Estimates

HorizonKind = Literal["submission", "next-year"]
CountsFor = Literal["this-assessment", "next-assessment"]
SUBMISSION: HorizonKind = "submission"
NEXT_YEAR: HorizonKind = "next-year"
HORIZONS: tuple[HorizonKind, ...] = (SUBMISSION, NEXT_YEAR)


@dataclass(frozen=True, slots=True)
class PlanHorizon:
    """What a plan is for. `facts_year` is the year whose facts are assessed, `deadline` ends the data entry.

    `submission`: this assessment. `next-year`: the first year after the assessed one that is not over.
    """

    kind: HorizonKind
    facts_year: int
    deadline: date
    today: date

    @property
    def takes_evidence(self) -> bool:
        """Whether evidence can still be handed in."""
        return self.today <= self.deadline

    @property
    def takes_facts(self) -> bool:
        """Whether the facts can still change: their year is not over."""
        return self.today <= self.facts_until and self.takes_evidence

    @property
    def facts_until(self) -> date:
        """The last day that counts as the year of the facts."""
        return min(date(self.facts_year, 12, 31), self.deadline)

    def is_in_time(self, due: date | None, *, is_fact: bool) -> bool:
        """Whether what is to be done until `due` (None: in time) still counts for this plan."""
        return due is None or due <= (self.facts_until if is_fact else self.deadline)

    def counts_for(self, due: date | None, *, is_fact: bool) -> CountsFor:
        """Return which assessment a step that is done at `due` counts for."""
        if self.kind == SUBMISSION and self.is_in_time(due, is_fact=is_fact):
            return "this-assessment"
        return "next-assessment"


def default_horizon(estimates: Estimates, today: date) -> HorizonKind:
    """Return what to plan for: the submission until its data deadline, then the next year."""
    return SUBMISSION if today <= estimates.data_deadline() else NEXT_YEAR


def plan_horizon(kind: HorizonKind, estimates: Estimates, today: date) -> PlanHorizon:
    """Return the horizon of that kind on the day `today`."""
    deadline = estimates.data_deadline()
    year = estimates.assessment.year
    if kind == NEXT_YEAR:
        facts_year = max(year + 1, today.year)
        deadline = _in_year(deadline, deadline.year + facts_year - year)
        return PlanHorizon(kind, facts_year, deadline, today)
    return PlanHorizon(kind, year, deadline, today)


def _in_year(day: date, year: int) -> date:
    """Return the same day of another year; the last of February where there is no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
