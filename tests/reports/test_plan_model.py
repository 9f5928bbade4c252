"""The plain facts of an improvement plan: groups, sums, and what the catalogue adds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import plan_samples as plans
import report_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.reports.plan_model import PlanRow, gained_points, needed_days, plan_indices

WHOLE = plans.plan()
DEPARTMENTS = st.sampled_from(("", " ", "Sở Nội vụ", "Sở  Nội vụ", "Công an tỉnh"))


@given(st.lists(st.tuples(st.sampled_from(WHOLE.rows), DEPARTMENTS), max_size=30))
def test_both_groupings_hold_every_task_once(chosen: list[tuple[PlanRow, str]]) -> None:
    rows = tuple(replace(row, department=department) for row, department in chosen)
    plan = replace(WHOLE, rows=rows)
    for groups in (plan.rows_by_index, plan.rows_by_department):
        together = [row for group in groups.values() for row in group]
        assert len(together) == len(rows)
        assert gained_points(together) == gained_points(rows)
        assert needed_days(together) == needed_days(rows)
        assert all(group for group in groups.values())


def test_indices_come_in_their_order_and_nobody_comes_last() -> None:
    rows = (WHOLE.rows[-1], replace(WHOLE.rows[40], department=""), WHOLE.rows[1])
    plan = replace(WHOLE, rows=rows)
    order = [index.code for index in plan.indices]
    found = list(plan.rows_by_index)
    assert found == sorted(found, key=order.index)
    assert list(plan.rows_by_department)[-1] == ""


def test_a_department_written_with_other_blanks_is_the_same() -> None:
    rows = (
        replace(WHOLE.rows[0], department="Sở Nội vụ"),
        replace(WHOLE.rows[1], department=" Sở  Nội vụ\n"),
    )
    assert list(replace(WHOLE, rows=rows).rows_by_department) == ["Sở Nội vụ"]


def test_only_scored_indices_are_listed() -> None:
    indices = plan_indices(samples.REAL, lambda code: Fraction(int(code)))
    scored = [index.code for index in samples.REAL.main_indices if index.is_scored]
    assert [index.code for index in indices] == scored
    assert [index.points for index in indices] == [int(code) for code in scored]


def test_a_task_knows_what_the_catalogue_says() -> None:
    for row in WHOLE.rows:
        indicator = samples.REAL.indicators[row.indicator_code]
        assert row.title == indicator.title
        assert row.index_code == indicator.index
        assert row.confidence == indicator.confidence
        assert row.is_measured_by_ministry == (indicator.measured_by == "ministry")
