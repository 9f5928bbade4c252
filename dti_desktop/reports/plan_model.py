"""What a yearly improvement plan is printed from: plain facts, filled by whoever planned.

Points, shares and days are exact; expected places are means and so binary floats. Texts of the catalogue
come in all their languages and are chosen when they are set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.assessment import Signatory
from dti_desktop.engine.model import OF_PROVINCES, Catalogue, Confidence, OfficeWords, Text
from dti_desktop.reports.model import ThreeTotals

GoalKind = Literal["rank", "points", "days"]


@dataclass(frozen=True, slots=True)
class ProvideEvidence:
    """Hand in what proves the points; `wanted` is what the catalogue names as evidence."""

    wanted: Text
    kind: Literal["evidence"] = "evidence"


@dataclass(frozen=True, slots=True)
class ReachLevel:
    """Reach another level; `now` is None where nothing was answered, `of` the part it belongs to."""

    now: Text | None
    target: Text
    of: Text | None = None
    kind: Literal["level"] = "level"


@dataclass(frozen=True, slots=True)
class ReachNumber:
    """Bring the number `of` to `target`, in `unit`; `now` is None where none was given."""

    of: Text
    now: Fraction | None
    target: Fraction
    unit: Text
    kind: Literal["number"] = "number"


PlanAction = ProvideEvidence | ReachLevel | ReachNumber


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task: what is done for one indicator, what it brings and costs, who does it until when.

    `places_gained` is the expected number of rank places if this alone were done; None where no forecast
    was made. `is_in_time`: whether it is done before the data deadline; None where that is not known.
    `department` "" : nobody was named.
    """

    index_code: str
    indicator_code: str
    title: Text
    actions: tuple[PlanAction, ...]
    points_gained: Fraction
    places_gained: float | None
    effort_days: Fraction
    department: str
    due: date | None
    is_in_time: bool | None
    confidence: Confidence
    is_measured_by_ministry: bool


@dataclass(frozen=True, slots=True)
class PlanIndex:
    """A main index as it stands now; `points` on the same footing as `PlanStanding.before`."""

    code: str
    title: Text
    points: Fraction
    max_points: Fraction


@dataclass(frozen=True, slots=True)
class ExpectedStanding:
    """Points that are expected to be recognised as things are, and where they would stand."""

    points: Fraction
    value: Fraction | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Where the province stands before the plan; `against`: the year of the results it was ranked among.

    `expected`: what of it is expected to be recognised, where that differs from what is claimed. The gains
    of the plan are then counted from there.
    """

    points: Fraction
    max_points: Fraction
    value: Fraction | None
    rank: int | None = None
    of: int | None = None
    against: int | None = None
    totals: ThreeTotals | None = None
    expected: ExpectedStanding | None = None

    @property
    def before(self) -> ExpectedStanding:
        """What the outcome of the plan is compared with."""
        return self.expected or ExpectedStanding(self.points, self.value, self.rank)


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """What was asked for: a rank, points, or the most that some person-days bring.

    `is_reachable` is False where the work that can still be done does not reach it.
    """

    kind: GoalKind
    amount: Fraction
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What is expected once everything is done; ranks are None where no forecast was made.

    `best_rank` and `worst_rank` enclose the rank with a chance of 80 %.
    """

    points: Fraction
    value: Fraction | None
    median_rank: int | None = None
    best_rank: int | None = None
    worst_rank: int | None = None


@dataclass(frozen=True, slots=True)
class PlanExclusion:
    """An indicator that could still gain points, and the code of the reason why nothing is planned for it.

    Reasons with words of their own: `excluded`, `past`, `ministry`, `no-step`, `effort`, `not-needed`.
    """

    indicator_code: str
    title: Text
    reason: str


@dataclass(frozen=True, slots=True)
class PlanAssumptions:
    """How the figures came about; None: that was no part of it.

    `acceptance_share`: chance that points without evidence are accepted. `ministry_range_share`: how far
    what the ministry measures may lie from what was entered. `known_until`: the last year of results that
    the forecast used. `is_effort_default`: some person-days are defaults that the office has not set.
    """

    acceptance_share: Fraction | None = None
    ministry_range_share: Fraction | None = None
    known_until: int | None = None
    draws: int | None = None
    is_effort_default: bool = False


@dataclass(frozen=True)
class ImprovementPlan:
    """A whole plan. `assessed_year` is the year of the answers, `plan_year` the one that it is carried out.

    `catalogue_title` and `decision` name the index it is for, `office` has its own words. `rows` in catalogue
    order. `author` stands in the file's properties; "" for none.
    """

    province: str
    assessed_year: int
    plan_year: int
    catalogue_title: Text
    decision: str
    indices: tuple[PlanIndex, ...]
    standing: PlanStanding
    goal: PlanGoal
    outcome: PlanOutcome
    rows: tuple[PlanRow, ...]
    excluded: tuple[PlanExclusion, ...]
    assumptions: PlanAssumptions
    data_deadline: date | None
    signatory: Signatory
    printed_on: date
    is_draft: bool = True
    is_sample: bool = False
    author: str = ""
    office: OfficeWords = OF_PROVINCES

    @property
    def rows_by_index(self) -> dict[str, tuple[PlanRow, ...]]:
        """The tasks by the code of their main index, in the order of `indices`; none without tasks."""
        order = [index.code for index in self.indices]
        groups = _grouped(self.rows, lambda row: row.index_code)
        place = {code: at for at, code in enumerate(order)}
        return dict(sorted(groups.items(), key=lambda item: place.get(item[0], len(order))))

    @property
    def rows_by_department(self) -> dict[str, tuple[PlanRow, ...]]:
        """The tasks by department as they first come, those of nobody last."""
        groups = _grouped(self.rows, lambda row: " ".join(row.department.split()))
        nobody = groups.pop("", ())
        return {**groups, "": nobody} if nobody else groups


def gained_points(rows: Iterable[PlanRow]) -> Fraction:
    """Return the points that `rows` bring together."""
    return sum((row.points_gained for row in rows), Fraction(0))


def needed_days(rows: Iterable[PlanRow]) -> Fraction:
    """Return the person-days that `rows` need together."""
    return sum((row.effort_days for row in rows), Fraction(0))


def plan_indices(catalogue: Catalogue, points: Callable[[str], Fraction]) -> tuple[PlanIndex, ...]:
    """Return the scored main indices of `catalogue`, each with its present `points(code)`."""
    return tuple(
        PlanIndex(index.code, index.title, points(index.code), index.max_points)
        for index in catalogue.main_indices
        if index.is_scored
    )


def plan_row(
    catalogue: Catalogue,
    code: str,
    actions: Iterable[PlanAction],
    *,
    points_gained: Fraction,
    places_gained: float | None,
    effort_days: Fraction,
    department: str,
    due: date | None,
    is_in_time: bool | None,
) -> PlanRow:
    """Return the task for indicator `code`, with what the catalogue says of it. KeyError: no such code."""
    indicator = catalogue.indicators[code]
    return PlanRow(
        index_code=indicator.index,
        indicator_code=code,
        title=indicator.title,
        actions=tuple(actions),
        points_gained=points_gained,
        places_gained=places_gained,
        effort_days=effort_days,
        department=department,
        due=due,
        is_in_time=is_in_time,
        confidence=indicator.confidence,
        is_measured_by_ministry=indicator.measured_by == "ministry",
    )


def _grouped(rows: Iterable[PlanRow], key: Callable[[PlanRow], str]) -> dict[str, tuple[PlanRow, ...]]:
    groups: dict[str, tuple[PlanRow, ...]] = {}
    for row in rows:
        groups[key(row)] = (*groups.get(key(row), ()), row)
    return groups
