"""The forecast's record on the published years, and that nothing after the known year leaks in."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from dti_desktop.engine.backtest import Backtest, Record, actual_of, backtest
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.errors import InputError

MEANS = {
    year: Fraction(mean)
    for year, mean in ((2020, "0.3026"), (2021, "0.4014"), (2022, "0.5787"), (2023, "0.6783"))
}


def test_a_year_ahead_the_interval_holds_and_the_median_beats_last_rank(
    book: ResultBook, real: Catalogue
) -> None:
    found = backtest(book, MEANS, real, year=2023, known_until=2022)
    assert len(found.rows) == len(book.provinces)
    assert 0.65 <= found.coverage_80 <= 0.95
    assert found.mean_absolute_error < found.baselines["last_rank"].mean_absolute_error


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_its_own_value_known_it_beats_both_baselines(
    book: ResultBook, real: Catalogue, seed: int
) -> None:
    found = backtest(book, MEANS, real, year=2023, known_until=2022, own="known", seed=seed)
    for name in ("rivals_stand_still", "last_national_change"):
        assert found.interval_score < found.baselines[name].interval_score


def test_what_came_is_not_used_for_the_forecast(book: ResultBook, real: Catalogue) -> None:
    turned = dict(
        zip(actual_of(book, real, 2023), reversed(actual_of(book, real, 2023).values()), strict=True)
    )
    blind = ResultBook(book.provinces, tuple(row for row in book.results if row.year <= 2022))
    known = {year: mean for year, mean in MEANS.items() if year <= 2022}
    one = backtest(book, MEANS, real, year=2023, known_until=2022)
    other = backtest(blind, known, real, year=2023, known_until=2022, actual=turned)
    assert [(r.province, r.p10, r.median, r.p90) for r in one.rows] == [
        (r.province, r.p10, r.median, r.p90) for r in other.rows
    ]
    assert [r.actual for r in one.rows] != [r.actual for r in other.rows]


def test_a_world_that_moves_as_the_model_says_is_covered_as_promised(
    book: ResultBook, real: Catalogue
) -> None:
    """Years that are drawn from the published positions with a persistence of 0.83 are covered near 80 %."""
    random = Random(20)
    now = actual_of(book, real, 2023)
    mean = sum(now.values()) / len(now)
    covered = []
    for _ in range(15):
        came = {
            name: Fraction(str(round(0.76 + 0.83 * float(value - mean) + random.gauss(0, 0.0333), 4)))
            for name, value in now.items()
        }
        covered.append(backtest(book, MEANS, real, year=2024, known_until=2023, actual=came, draws=1000))
    share = sum(found.coverage_80 for found in covered) / len(covered)
    assert 0.75 <= share <= 0.87
    errors = [
        found.mean_absolute_error - found.baselines["last_rank"].mean_absolute_error for found in covered
    ]
    assert sum(errors) < 0


def test_the_interval_score_counts_width_and_misses() -> None:
    inside = Record("a", 3, 5, 9, 9, {"last_rank": 6})
    outside = Record("b", 3, 5, 9, 11, {})
    assert inside.is_covered
    assert not outside.is_covered
    found = Backtest(2023, 2022, "unknown", (inside, outside), ())
    assert found.interval_score == (6 + (6 + 20)) / 2
    assert found.mean_width == 6
    assert found.mean_absolute_error == (4 + 6) / 2
    assert found.baselines["last_rank"].mean_absolute_error == 3
    assert found.baselines["last_rank"].provinces == 1


def test_the_known_year_must_lie_before(book: ResultBook, real: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        backtest(book, MEANS, real, year=2022, known_until=2022)
    assert caught.value.code == "backtest-not-ahead"


def test_a_year_that_did_not_come_yet_needs_actual_values(book: ResultBook, real: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        backtest(book, MEANS, real, year=2024, known_until=2023)
    assert caught.value.code == "year-incomplete"


def test_measures_of_another_year_do_not_disturb(book: ResultBook, real: Catalogue) -> None:
    found = backtest(book, MEANS, real, year=2022, known_until=2021)
    assert "last-year-thin" in found.codes
    assert found.baselines["last_rank"].provinces == sum(
        row.year == 2021 and row.measure == OVERALL and row.rank is not None for row in book.results
    )
