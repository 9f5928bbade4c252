"""What the tests of plans share: defaults, a day, backing by links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from still_curve import StillCurve

from dti_desktop.engine.assessment import Assessment, Fields
from dti_desktop.engine.estimates import EstimateDefaults, Estimates
from dti_desktop.engine.plan_horizon import NEXT_YEAR, HorizonKind, plan_horizon
from dti_desktop.engine.planning import PlanInputs
from dti_desktop.engine.rank_curve import RankCurve
from dti_desktop.engine.steps import Step, steps_of

DEFAULTS = EstimateDefaults(
    acceptance_share=Fraction(1, 2),
    ministry_range_share=Fraction(1, 10),
    data_deadline=(5, 12),
    effort_days={"evidence": Fraction(1), "level": Fraction(15), "number": Fraction(40)},
)

FEW_RIVALS = StillCurve.of_values(Fraction(n, 10) for n in range(1, 10))
"""Nine rivals, at 0.1 to 0.9."""


def inputs_of(
    assessment: Assessment,
    *,
    estimates: Mapping[str, Fields] | None = None,
    kind: HorizonKind = NEXT_YEAR,
    today: date | None = None,
    curve: RankCurve = FEW_RIVALS,
) -> PlanInputs:
    """Return what plans are made from; by default for the next year, from the first day after this one."""
    known = Estimates(replace(assessment, estimates=estimates or {}), DEFAULTS)
    day = today or date(assessment.year + 1, 1, 1)
    return PlanInputs(
        known.assessment,
        known,
        plan_horizon(kind, known, day),
        curve,
        lambda code: bool(known.assessment.links.get(code)),
    )


def steps_for(assessment: Assessment, code: str, **options: object) -> dict[str, Step]:
    """Return the steps of one row by their id."""
    inputs = inputs_of(assessment, **options)  # type: ignore[arg-type]
    found = steps_of(inputs.assessment, code, inputs.estimates, inputs.horizon, inputs.is_backed)
    return {step.id: step for step in found}
