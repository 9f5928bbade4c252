"""Steps of an assessment: points and effort of each, evidence, and what can still be done when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from assessments import assessment_of, scorecard_of
from planning_samples import DEFAULTS, steps_for

from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.plan_horizon import NEXT_YEAR, SUBMISSION, default_horizon, plan_horizon

CLAIMED = {"answers": {"A.1": {"level": "most"}, "B.2": {"a": 5}}}


def test_evidence_gains_the_chance_that_is_missing(small: Catalogue) -> None:
    step = steps_for(assessment_of(small, CLAIMED), "A.1")["evidence"]
    claimed = Fraction(2, 3) * 5
    assert step.points_gained == 0
    assert step.expected_points_gained == claimed / 2
    assert step.effort_days == 1
    assert step.sets == {}
    certain = {"": {"acceptance": Decimal(1)}}
    assert "evidence" not in steps_for(assessment_of(small, CLAIMED), "A.1", estimates=certain)
    doubtful = {"": {"acceptance": Decimal("0.4")}, "A.1": {"acceptance": Decimal("0.1")}}
    step = steps_for(assessment_of(small, CLAIMED), "A.1", estimates=doubtful)["evidence"]
    assert step.expected_points_gained == claimed * Fraction(9, 10)


def test_where_nothing_is_to_be_proven_there_is_no_evidence_step(
    small: Catalogue,
) -> None:
    assert "evidence" not in steps_for(assessment_of(small, CLAIMED, proven=("A.1",)), "A.1")
    assert "evidence" not in steps_for(assessment_of(small, {"answers": {"A.1": {"level": "none"}}}), "A.1")


def test_a_new_fact_comes_with_its_evidence(small: Catalogue) -> None:
    bare = steps_for(assessment_of(small, CLAIMED), "A.1")["level:full"]
    proven = steps_for(assessment_of(small, CLAIMED, proven=("A.1",)), "A.1")["level:full"]
    assert bare.points_gained == proven.points_gained == Fraction(1, 3) * 5
    assert proven.expected_points_gained == proven.points_gained
    assert bare.expected_points_gained == 5 - Fraction(2, 3) * 5 / 2
    assert bare.own_days == 15 and bare.evidence_days == 1 and bare.effort_days == 16


def test_points_are_those_of_the_engine(small: Catalogue) -> None:
    assessment = assessment_of(small, CLAIMED)
    before = scorecard_of(assessment).whole.points
    for step in steps_for(assessment, "B.2").values():
        changed = assessment.with_fields("B.2", {**assessment.answers["B.2"], **step.sets})
        assert scorecard_of(changed).whole.points - before == step.points_gained


def test_the_days_of_a_number_follow_the_share_gained_in_half_days(small: Catalogue) -> None:
    steps = steps_for(assessment_of(small, CLAIMED), "B.2")
    # 5 of 12.5 is 0.4; 7 reaches 0.56: 0.16 × 40 = 6.4 days, in half days 6.5
    assert steps["number:a:0.5"].own_days == Fraction(13, 2)
    assert steps["number:a:1"].own_days == 24


def test_the_office_knows_better_what_a_step_takes(small: Catalogue) -> None:
    office = {"A.1": {"effort:level:full": Decimal("2.5"), "effort:evidence": Decimal(3)}}
    steps = steps_for(assessment_of(small, CLAIMED), "A.1", estimates=office)
    assert steps["level:full"].effort_days == Fraction(11, 2)
    assert steps["level:full"].default_days == 15
    assert steps["evidence"].effort_days == 3


def test_department_due_and_exclusion(small: Catalogue) -> None:
    office = {"A.1": {"department": "Sở Nội vụ", "due": "2031-09-30"}, "B.2": {"excluded": True}}
    assessment = assessment_of(small, CLAIMED)
    step = steps_for(assessment, "A.1", estimates=office)["level:full"]
    assert (step.department, step.due) == ("Sở Nội vụ", date(2031, 9, 30))
    assert steps_for(assessment, "B.2", estimates=office) == {}


def test_what_is_not_scored_or_full_has_no_step(small: Catalogue) -> None:
    given = {"answers": {"C.1": {"own_building": True}, "A.1": {"level": "full"}}}
    assessment = assessment_of(small, given, proven=("A.1",))
    assert steps_for(assessment, "C.1") == {}
    assert steps_for(assessment, "A.1") == {}


def test_while_the_year_runs_facts_can_change_and_then_only_evidence(small: Catalogue) -> None:
    assessment = assessment_of(small, CLAIMED)  # of 2030; data until 2031-05-12

    def kinds(today: date, code: str = "A.1") -> set[str]:
        return {step.kind for step in steps_for(assessment, code, kind=SUBMISSION, today=today).values()}

    assert kinds(date(2030, 12, 31)) == {"evidence", "level"}
    assert kinds(date(2031, 1, 1)) == {"evidence"}
    assert kinds(date(2031, 5, 12)) == {"evidence"}
    assert kinds(date(2031, 5, 13)) == set(), "too late for anything"
    assert "level" in kinds(date(2030, 6, 1), "A.3")
    assert kinds(date(2031, 2, 1), "A.3") == set(), "unanswered: nobody knows the fact"


def test_next_year_leaves_the_past_alone(small: Catalogue) -> None:
    known = Estimates(assessment_of(small, CLAIMED), DEFAULTS)
    assert plan_horizon(NEXT_YEAR, known, date(2030, 6, 1)).facts_year == 2031
    later = plan_horizon(NEXT_YEAR, known, date(2034, 3, 1))
    assert later.facts_year == 2034, "2031 is over"
    assert later.deadline == date(2035, 5, 12)
    assert later.takes_facts


def test_the_horizon_of_a_day(small: Catalogue) -> None:
    known = Estimates(assessment_of(small, CLAIMED), DEFAULTS)
    assert default_horizon(known, date(2031, 5, 12)) == SUBMISSION
    assert default_horizon(known, date(2031, 5, 13)) == NEXT_YEAR


@pytest.mark.parametrize(
    ("due", "in_time", "counts_for"),
    [
        ("2031-05-12", True, "this-assessment"),
        ("2031-05-13", False, "next-assessment"),
        ("2031-02-29", True, "this-assessment"),  # no day at all: as if none were given
    ],
)
def test_evidence_counts_until_the_deadline(
    small: Catalogue, due: str, in_time: bool, counts_for: str
) -> None:
    options = {"kind": SUBMISSION, "today": date(2031, 2, 1), "estimates": {"A.1": {"due": due}}}
    step = steps_for(assessment_of(small, CLAIMED), "A.1", **options)["evidence"]
    assert (step.is_in_time, step.counts_for) == (in_time, counts_for)


def test_a_fact_counts_in_its_own_year_only(small: Catalogue) -> None:
    options = {"kind": SUBMISSION, "today": date(2030, 2, 1), "estimates": {"A.1": {"due": "2031-02-01"}}}
    steps = steps_for(assessment_of(small, CLAIMED), "A.1", **options)
    assert steps["evidence"].counts_for == "this-assessment"
    assert steps["level:full"].counts_for == "next-assessment"
    assert not steps["level:full"].is_in_time


def test_a_leap_day_deadline_moves_to_the_last_of_february(small: Catalogue) -> None:
    assessment = assessment_of(small, CLAIMED, year=2031)
    office = {"": {"data_deadline": "2032-02-29"}}
    (step, *_) = steps_for(assessment, "A.1", estimates=office, today=date(2032, 3, 1)).values()
    assert step.is_in_time
    late = {**office, "A.1": {"due": "2033-03-01"}}
    (step, *_) = steps_for(assessment, "A.1", estimates=late, today=date(2032, 3, 1)).values()
    assert not step.is_in_time


def test_combinations_that_another_one_beats_are_left_out(small: Catalogue) -> None:
    assessment = assessment_of(small, {"answers": {"A.3": {"plan": {"level": "no"}}}})
    steps = list(steps_for(assessment, "A.3").values())
    together = [step for step in steps if len(step.targets) > 1]
    for one in together:
        assert not any(
            other.points_gained >= one.points_gained
            and other.own_days <= one.own_days
            and (other.points_gained, other.own_days) != (one.points_gained, one.own_days)
            for other in steps
        )
    assert max(step.points_gained for step in steps) <= 20
