"""The rank as a distribution: against a plain count, at its edges, and what it must always hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from assessments import assessment_of, scorecard_of
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.engine.estimates import EstimateDefaults, Estimates
from dti_desktop.engine.forecast import (
    ForecastCurve,
    OwnLuck,
    RankDistribution,
    Sources,
    forecast,
    own_values,
    ranks_of,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.own_points import OwnRow, own_rows
from dti_desktop.engine.ranking import rank
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.engine.rivals import RivalDraws, draw_rivals

DEFAULTS = EstimateDefaults(Fraction(1, 2), Fraction(1, 10), (5, 12), {"evidence": Fraction(1)})
MEANS = {year: Fraction(mean) for year, mean in ((2020, "0.3026"), (2021, "0.4014"), (2022, "0.5787"))}
ANSWERS = {
    "answers": {
        "1.1": {"level": "head"},
        "1.4": {"level": "yes"},
        "2.1": {"level": "issued"},
        "4.1": {"a": 700, "b": 775},
    }
}


@pytest.fixture(scope="module")
def facts(book: ResultBook, real: Catalogue) -> RivalDraws:
    return draw_rivals(book, MEANS, real, "Sóc Trăng", year=2022, known_until=2022, draws=2000)


@pytest.fixture(scope="module")
def drawn(book: ResultBook, real: Catalogue) -> RivalDraws:
    return draw_rivals(book, MEANS, real, "Sóc Trăng", year=2023, known_until=2022, draws=2000)


def test_published_rivals_are_facts_and_give_the_published_rank(
    book: ResultBook, real: Catalogue, facts: RivalDraws
) -> None:
    assert facts.are_facts
    curve = ForecastCurve(facts)
    for points in range(3800, 8200, 7):
        value = Fraction(points, 10_000)
        better = sum(
            book.value(real, 2022, p.name, OVERALL).value > value
            for p in book.provinces
            if p.name != "Sóc Trăng"
        )
        assert curve.median_rank(value) == 1 + better
        assert curve.expected_rank(value) == 1 + better


def test_ties_share_the_better_rank(book: ResultBook, real: Catalogue, facts: RivalDraws) -> None:
    curve = ForecastCurve(facts)
    for province in ("Điện Biên", "Đà Nẵng", "Bắc Kạn"):
        value = book.value(real, 2022, province, OVERALL).value
        just_below = value - Fraction(1, 10_000)
        assert curve.median_rank(just_below) == curve.median_rank(value) + 1


def test_a_certain_assessment_stands_where_rank_says(
    book: ResultBook, real: Catalogue, facts: RivalDraws
) -> None:
    assessment = replace(assessment_of(real, ANSWERS), province="Sóc Trăng")
    scorecard = scorecard_of(assessment)
    rows = tuple(
        OwnRow(c, real.indicators[c].index, real.indicators[c].max_points, s.points)
        for c, s in scorecard.indicators.items()
    )
    luck = OwnLuck(tuple(real.indicators), 2000, 1)
    found = forecast(real, rows, facts, luck)
    exact = rank(real, scorecard, "Sóc Trăng", book, 2022)
    assert found.overall is not None
    assert found.overall.median == exact.overall.rank
    assert found.overall.interval == (exact.overall.rank, exact.overall.rank)
    for code, standing in exact.pillars.items():
        assert found.measures[code].median == standing.rank


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(
    book: ResultBook, real: Catalogue, drawn: RivalDraws
) -> None:
    again = draw_rivals(book, MEANS, real, "Sóc Trăng", year=2023, known_until=2022, draws=2000)
    other = draw_rivals(book, MEANS, real, "Sóc Trăng", year=2023, known_until=2022, draws=2000, seed=2)
    assert np.array_equal(again.logits[OVERALL], drawn.logits[OVERALL])
    assert not np.array_equal(other.logits[OVERALL], drawn.logits[OVERALL])
    assert not drawn.are_facts
    assert drawn.logits[OVERALL].shape == (2000, len(book.provinces) - 1)


def test_rivals_that_are_held_still_are_one_row(book: ResultBook, real: Catalogue) -> None:
    still = draw_rivals(
        book, MEANS, real, "Sóc Trăng", year=2023, known_until=2022, draws=2000, are_uncertain=False
    )
    assert still.logits[OVERALL].shape == (1, len(book.provinces) - 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_ranks_equal_a_plain_count_at_four_decimals(own: list[float], rivals: list[float]) -> None:
    units = [min(9998, max(2, int(value * 10_000 + 0.5))) for value in rivals]
    logits = np.log(np.array(units) / 10_000 / (1 - np.array(units) / 10_000)).astype(np.float32)
    shown = [min(9998, max(2, int(np.floor(value * 10_000 + 0.5)))) for value in own]
    found = ranks_of(np.array(shown) / 10_000, logits[None, :])
    assert found.tolist() == [1 + sum(unit > value for unit in units) for value in shown]


@given(st.integers(0, 9999), st.integers(1, 62))
def test_the_curve_is_monotone_and_the_least_value_is_the_least(
    drawn: RivalDraws, units: int, wanted: int
) -> None:
    curve = ForecastCurve(drawn)
    value, next_value = Fraction(units, 10_000), Fraction(units + 1, 10_000)
    assert curve.median_rank(next_value) <= curve.median_rank(value)
    assert curve.expected_rank(next_value) <= curve.expected_rank(value)
    assert curve.chance_at_most(wanted, next_value) >= curve.chance_at_most(wanted, value)
    least = curve.least_value(wanted)
    assert least is not None
    assert curve.median_rank(least) <= wanted
    if least > 0:
        assert curve.median_rank(least - Fraction(1, 10_000)) > wanted


def test_every_value_reaches_the_last_rank(drawn: RivalDraws) -> None:
    assert ForecastCurve(drawn).least_value(drawn.of) == 0


def test_a_distribution_knows_its_median_interval_and_tops() -> None:
    found = RankDistribution((0.05, 0.05, 0.4, 0.3, 0.15, 0.05), 0.1, 0.2, 0.3)
    assert (found.median, found.interval, found.of) == (3, (2, 5), 6)
    assert found.top(2) == pytest.approx(0.1)
    assert found.mean == pytest.approx(0.05 + 0.1 + 1.2 + 1.2 + 0.75 + 0.3)


# -- own points --------------------------------------------------------------------------------------


def rows_of(assessment: Assessment) -> dict[str, OwnRow]:
    scorecard = scorecard_of(assessment)
    found = own_rows(
        assessment.catalogue, scorecard, backing(assessment, scorecard), Estimates(assessment, DEFAULTS)
    )
    return {row.code: row for row in found}


def test_unbacked_points_are_taken_by_chance_and_backed_ones_as_claimed(real: Catalogue) -> None:
    assessment = assessment_of(real, ANSWERS)
    measured = {code for code, row in real.indicators.items() if row.measured_by == "ministry"}
    rows = rows_of(assessment)
    assert rows["1.1"].acceptance_share == Fraction(1, 2)
    assert rows["1.1"].expected_points == rows["1.1"].claimed_points / 2
    assert rows["1.2"].acceptance_share is None, "claims nothing"
    assert all(rows[code].acceptance_share is None for code in measured)


def test_the_office_sets_the_chance_for_all_or_for_one(real: Catalogue) -> None:
    assessment = replace(
        assessment_of(real, ANSWERS),
        estimates={"": {"acceptance": Decimal("0.8")}, "1.4": {"acceptance": Decimal("0.25")}},
    )
    rows = rows_of(assessment)
    assert rows["1.1"].acceptance_share == Fraction(4, 5)
    assert rows["1.4"].acceptance_share == Fraction(1, 4)


def test_what_the_ministry_measures_lies_in_a_range(real: Catalogue) -> None:
    code = next(
        code
        for code, row in real.indicators.items()
        if row.measured_by == "ministry" and row.rule.kind == "ratio" and not row.rule.complement
    )
    assessment = assessment_of(real, {"answers": {code: {"a": 10, "b": 10}}})
    assert rows_of(assessment)[code].range_shares == (Fraction(9, 10), Fraction(1))
    narrowed = replace(assessment, estimates={code: {"low": Decimal("0.5"), "high": Decimal("0.7")}})
    row = rows_of(narrowed)[code]
    assert row.range_shares == (Fraction(1, 2), Fraction(7, 10))
    luck = OwnLuck(tuple(real.indicators), 4000, 1)
    points = luck.points(row, Sources())
    assert points.min() >= 0.5 * float(row.max_points) - 1e-4
    assert points.max() <= 0.7 * float(row.max_points) + 1e-4
    assert points.mean() == pytest.approx(float(row.expected_points), rel=0.02)


def test_the_chance_is_kept_although_one_reviewer_judges_all(real: Catalogue) -> None:
    luck = OwnLuck(tuple(real.indicators), 20_000, 3)
    code = next(iter(real.indicators))
    for chance in (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)):
        row = OwnRow(code, "1", Fraction(10), Fraction(10), chance)
        assert luck.points(row, Sources()).mean() == pytest.approx(float(10 * chance), abs=0.15)
    assert luck.points(OwnRow(code, "1", Fraction(10), Fraction(8), Fraction(0)), Sources()) == 0
    assert luck.points(OwnRow(code, "1", Fraction(10), Fraction(8), Fraction(1)), Sources()) == 8


def test_a_source_that_is_off_stands_at_its_expected_value(real: Catalogue, facts: RivalDraws) -> None:
    assessment = replace(assessment_of(real, ANSWERS), province="Sóc Trăng")
    rows = tuple(rows_of(assessment).values())
    luck = OwnLuck(tuple(real.indicators), 2000, 1)
    still = own_values(real, rows, luck, Sources(evidence=False, ministry=False))
    assert float(np.ptp(still[OVERALL])) == 0
    expected = sum((row.expected_points for row in rows), Fraction(0)) / real.scale
    assert still[OVERALL][0] == pytest.approx(float(expected))
    moving = own_values(real, rows, luck, Sources(evidence=True, ministry=False))
    assert float(np.ptp(moving[OVERALL])) > 0
    assert moving[OVERALL].mean() == pytest.approx(float(expected), abs=0.001)


def test_pillars_are_made_of_their_own_main_indices(real: Catalogue) -> None:
    assessment = assessment_of(real, ANSWERS, proven=("1.1", "1.4", "2.1", "4.1"))
    scorecard = scorecard_of(assessment)
    rows = tuple(
        OwnRow(c, real.indicators[c].index, real.indicators[c].max_points, s.points)
        for c, s in scorecard.indicators.items()
    )
    values = own_values(real, rows, OwnLuck(tuple(real.indicators), 10, 1), Sources())
    for code, total in scorecard.pillars.items():
        assert values[code][0] == pytest.approx(float(total.value))
