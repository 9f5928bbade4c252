"""The reachable steps of each sub-indicator: what to do, what it gains, what it costs, until when it counts.

Points are exact and come from the one engine: every step is laid over the answer and scored. What is
expected of them is what the forecast believes (`engine/own_points.py`); a new fact is always proposed
together with its evidence, so that all of its points count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.estimates import Estimates, StepKind
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.own_points import OwnRow, believed
from dti_desktop.engine.plan_horizon import CountsFor, PlanHorizon
from dti_desktop.engine.rule_steps import Reach, ReachedAnswer, Target, reachable
from dti_desktop.engine.rules import evaluate
from dti_desktop.engine.scoring import COUNTED_AS_ANSWERED

EVIDENCE_STEP = "evidence"
IsBacked = Callable[[str], bool]
"""Whether what the sub-indicator of this code claims is covered by evidence."""

ZERO = Fraction(0)


@dataclass(frozen=True)
class Step:
    """One thing to do for one sub-indicator.

    `sets`: the fields to lay over its answer (none for evidence alone). `points_gained`: exact, of the score
    that is claimed; `expected_points_gained`: of the score that is expected. `own_days`: person-days of the
    step itself, `default_days` where the office has said nothing; `evidence_days`: of its evidence.
    `is_in_time`: whether it counts for what is planned; `counts_for`: for which assessment it counts.
    """

    id: str
    code: str
    kind: StepKind
    sets: Mapping[str, FieldValue]
    targets: tuple[Target, ...]
    points_gained: Fraction
    expected_points_gained: Fraction
    default_days: Fraction
    own_days: Fraction
    evidence_days: Fraction
    due: date | None
    is_in_time: bool
    counts_for: CountsFor
    department: str

    @property
    def effort_days(self) -> Fraction:
        """Person-days of the step together with its evidence."""
        return self.own_days + self.evidence_days


def believed_row(assessment: Assessment, code: str, estimates: Estimates, is_backed: IsBacked) -> OwnRow:
    """Return what is believed of the points that `code` claims now, as the forecast believes it."""
    row = assessment.catalogue.indicators[code]
    outcome = evaluate(row.rule, assessment.answers.get(code, {}), assessment.profile)
    return believed(
        row,
        outcome.share * row.max_points,
        estimates,
        is_answered=outcome.state in COUNTED_AS_ANSWERED,
        is_backed=is_backed(code),
    )


def expected_points(assessment: Assessment, code: str, estimates: Estimates, is_backed: IsBacked) -> Fraction:
    """Return the mean of the points of `code` that will be recognised."""
    return believed_row(assessment, code, estimates, is_backed).expected_points


def all_steps(
    assessment: Assessment, estimates: Estimates, horizon: PlanHorizon, is_backed: IsBacked
) -> Mapping[str, tuple[Step, ...]]:
    """Return the steps of each sub-indicator of the catalogue, in its order."""
    return {
        code: steps_of(assessment, code, estimates, horizon, is_backed)
        for code in assessment.catalogue.indicators
    }


def steps_of(
    assessment: Assessment, code: str, estimates: Estimates, horizon: PlanHorizon, is_backed: IsBacked
) -> tuple[Step, ...]:
    """Return what can still be done about `code`: its evidence, then facts, the smallest first.

    None for what is excluded, full, not scored, or too late.
    """
    row = assessment.catalogue.indicators[code]
    if estimates.is_excluded(code) or row.max_points == 0 or not horizon.takes_evidence:
        return ()
    now = believed_row(assessment, code, estimates, is_backed)
    claimed = now.claimed_points
    due, department = estimates.due(code), estimates.department(code)
    evidence_default = estimates.defaults.effort_days["evidence"]
    evidence_days = estimates.effort_days(code, EVIDENCE_STEP, evidence_default)

    def step(
        step_id: str,
        kind: StepKind,
        reached: ReachedAnswer | None,
        default_days: Fraction,
        own_days: Fraction,
    ) -> Step:
        is_fact = reached is not None
        after = claimed if reached is None else reached.share * row.max_points
        expected_after = after if reached is None else _proven(row, after, estimates)
        return Step(
            id=step_id,
            code=code,
            kind=kind,
            sets={} if reached is None else reached.sets,
            targets=() if reached is None else tuple(reach.target for reach in reached.reaches),
            points_gained=after - claimed,
            expected_points_gained=expected_after - now.expected_points,
            default_days=default_days,
            own_days=own_days,
            evidence_days=evidence_days if is_fact else ZERO,
            due=due,
            is_in_time=horizon.is_in_time(due, is_fact=is_fact),
            counts_for=horizon.counts_for(due, is_fact=is_fact),
            department=department,
        )

    found = []
    if now.acceptance_share is not None and now.acceptance_share < 1:
        found.append(step(EVIDENCE_STEP, "evidence", None, evidence_default, evidence_days))
    if horizon.takes_facts:
        for reached in _worth_trying(
            reachable(row.rule, assessment.answers.get(code, {}), assessment.profile), code, estimates
        ):
            default = sum((_default_days(reach, estimates) for reach in reached.reaches), ZERO)
            kinds = {reach.kind for reach in reached.reaches}
            kind: StepKind = "level" if kinds == {"level"} else "number"
            found.append(step(reached.id, kind, reached, default, _days(reached, code, estimates)))
    return tuple(found)


def _proven(row: Indicator, points: Fraction, estimates: Estimates) -> Fraction:
    """Return the expected points of a new fact with its evidence; what the ministry measures keeps a range.

    The range that the office has set is of the present fact, so the default one is taken.
    """
    if row.measured_by != "ministry":
        return points
    anew = replace(estimates, assessment=replace(estimates.assessment, estimates={}))
    return believed(row, points, anew, is_answered=True, is_backed=True).expected_points


def _worth_trying(
    reached: tuple[ReachedAnswer, ...], code: str, estimates: Estimates
) -> tuple[ReachedAnswer, ...]:
    """Leave out combinations that another one beats: at least as much, for no more days.

    Single steps stay: the office must see them to say what they take.
    """
    best: list[ReachedAnswer] = []
    least_days: Fraction | None = None
    by_share = sorted(reached, key=lambda each: (-each.share, _days(each, code, estimates), each.id))
    for each in by_share:
        days = _days(each, code, estimates)
        if least_days is None or days < least_days:
            least_days = days
            best.append(each)
    kept = {each.id for each in best} | {each.id for each in reached if len(each.reaches) == 1}
    return tuple(each for each in reached if each.id in kept)


def _default_days(reach: Reach, estimates: Estimates) -> Fraction:
    days = estimates.defaults.effort_days[reach.kind]
    return days if reach.kind == "level" else Fraction(ceil(2 * days * reach.share_gained), 2)


def _days(reached: ReachedAnswer, code: str, estimates: Estimates) -> Fraction:
    """Return person-days: the office's for the whole, else the sum of what each part takes."""
    apart = sum(
        (estimates.effort_days(code, reach.id, _default_days(reach, estimates)) for reach in reached.reaches),
        ZERO,
    )
    return estimates.effort_days(code, reached.id, apart)
