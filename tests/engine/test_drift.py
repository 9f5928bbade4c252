"""What is learned from published results: nothing later is used, and the parts add up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dti_desktop.engine.drift import learn
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.positions import _fitted, predicted
from dti_desktop.engine.published_positions import complete_years, logit, seen_positions
from dti_desktop.engine.results import OVERALL, PublishedResult, ResultBook, measures_of
from dti_desktop.errors import InputError

MEANS = {year: Fraction(mean) for year, mean in ((2020, "0.3026"), (2021, "0.4014"), (2022, "0.5787"))}


def only_until(book: ResultBook, year: int) -> ResultBook:
    return ResultBook(book.provinces, tuple(row for row in book.results if row.year <= year))


def test_complete_years_are_those_with_every_value(book: ResultBook, real: Catalogue) -> None:
    assert complete_years(book, real) == (2022, 2023)


def test_nothing_later_than_the_known_year_is_used(book: ResultBook, real: Catalogue) -> None:
    measures = measures_of(real)
    later = {**MEANS, 2023: Fraction("0.6783")}
    full = learn(book, later, real, year=2023, known_until=2022, measures=measures)
    cut = learn(only_until(book, 2022), MEANS, real, year=2023, known_until=2022, measures=measures)
    for measure in measures:
        assert np.array_equal(full.positions[measure].mean, cut.positions[measure].mean)
        assert np.array_equal(full.variance(measure), cut.variance(measure))
    assert (full.change, full.levels, full.persistence) == (cut.change, cut.levels, cut.persistence)


def test_low_starters_are_expected_to_gain_more(book: ResultBook, real: Catalogue) -> None:
    drift = learn(book, MEANS, real, year=2023, known_until=2022)
    expected = dict(zip(drift.provinces, drift.expected(OVERALL), strict=True))
    centre, spread = drift.levels[OVERALL]
    best, last = "Đà Nẵng", "Bắc Kạn"
    now = {
        name: (logit(float(book.value(real, 2022, name, OVERALL).value)) - centre) / spread
        for name in (best, last)
    }
    assert expected[best] < now[best], "who stands high comes down towards the centre"
    assert expected[last] > now[last], "who stands low moves up towards it"


def test_a_position_that_is_known_is_more_certain_than_one_that_is_not(
    book: ResultBook, real: Catalogue
) -> None:
    drift = learn(book, MEANS, real, year=2023, known_until=2022)
    variances = drift.variance(OVERALL)
    assert (variances > 0.1).all()
    assert (variances < 0.6).all()
    blind = [row for row in book.results if row.province != "Hà Nội" and row.year <= 2022]
    without = learn(ResultBook(book.provinces, tuple(blind)), MEANS, real, year=2023, known_until=2022)
    place = drift.provinces.index("Hà Nội")
    assert without.variance(OVERALL)[place] > 2 * variances[place]


def test_the_national_change_is_learned_from_the_means(book: ResultBook, real: Catalogue) -> None:
    drift = learn(book, MEANS, real, year=2023, known_until=2022)
    assert set(drift.change.seen) == {2021, 2022}
    assert drift.change.seen[2022] == pytest.approx(logit(0.5787) - logit(0.4014))
    assert 0.4 < drift.change.mean < 0.6
    assert drift.steps == 1


def test_a_year_without_values_is_read_by_its_ranks(book: ResultBook, real: Catalogue) -> None:
    drift = learn(book, MEANS, real, year=2022, known_until=2021)
    assert "last-year-thin" in drift.codes
    expected = dict(zip(drift.provinces, drift.expected(OVERALL), strict=True))
    assert expected["Đà Nẵng"] > expected["Bắc Giang"] > expected["Quảng Ngãi"]


def test_without_any_result_there_is_no_forecast(book: ResultBook, real: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        learn(book, MEANS, real, year=2020, known_until=2019)
    assert caught.value.code == "results-missing"


def test_further_ahead_is_less_certain(book: ResultBook, real: Catalogue) -> None:
    near = learn(book, MEANS, real, year=2023, known_until=2022)
    far = learn(book, MEANS, real, year=2025, known_until=2022)
    assert (far.variance(OVERALL) > near.variance(OVERALL)).all()
    assert far.steps == 3
    assert "several-years-ahead" in far.codes
    assert "units-merged" in far.codes
    assert "units-merged" not in near.codes


def test_a_year_imported_later_is_learned_from(book: ResultBook, real: Catalogue) -> None:
    moved = [
        PublishedResult(2024, row.province, OVERALL, None, row.value, "thử", "")
        for row in book.results
        if row.year == 2023 and row.measure == OVERALL
    ]
    grown = replace(book, results=book.results + tuple(moved))
    before = learn(book, MEANS, real, year=2025, known_until=2023)
    after = learn(grown, MEANS, real, year=2025, known_until=2024)
    assert after.persistence.yearly > before.persistence.yearly, "nobody moved: places last longer"
    assert (after.level_year, after.steps) == (2024, 1)


def test_the_regions_formula_equals_the_plain_one(book: ResultBook, real: Catalogue) -> None:
    """The fit by provinces and regions equals one large Gaussian process, worked out the plain way."""
    years = (2020, 2021, 2022)
    seen = seen_positions(book, real, years, OVERALL)
    names = sorted({p.region for p in book.provinces})
    regions = np.array([names.index(p.region) for p in book.provinces])
    shares = (0.84, 0.4, 0.1)
    rows, columns = np.nonzero(seen.known)
    when, then = seen.years[columns], 2023

    def covariance(
        left: np.ndarray, left_years: object, right: np.ndarray, right_years: object
    ) -> np.ndarray:
        apart = np.abs(np.asarray(left_years)[:, None] - np.asarray(right_years)[None, :])
        same = left[:, None] == right[None, :]
        neighbours = regions[left][:, None] == regions[right][None, :]
        fade = (0.84 - 0.4 - 0.1) / 0.5
        return 0.1 * neighbours + same * (0.4 + 0.5 * fade**apart)

    own = covariance(rows, when, rows, when) + np.diag(seen.noise[rows, columns])
    told = seen.position[rows, columns]
    everyone = np.arange(len(regions))
    across = covariance(everyone, np.full(len(regions), then), rows, when)
    gain = np.linalg.solve(own, across.T).T
    found = predicted(seen, regions, then, (shares,))
    assert found.mean[0] == pytest.approx(gain @ told, abs=1e-5)
    variance = 1 - (gain * across).sum(axis=1)
    assert found.alone[0] ** 2 + found.common[0] ** 2 == pytest.approx(variance, abs=1e-5)

    # Against another choice of shares, so that the constant of what is not known falls out.
    def plain(shares: tuple[float, float, float]) -> float:
        yearly, lasting, regional = shares
        fading = 1 - lasting - regional
        fade = (yearly - lasting - regional) / fading
        apart = np.abs(when[:, None] - when[None, :])
        own = regional * (regions[rows][:, None] == regions[rows][None, :]) + (
            rows[:, None] == rows[None, :]
        ) * (lasting + fading * fade**apart)
        own += np.diag(seen.noise[rows, columns])
        return float(-0.5 * (np.linalg.slogdet(own)[1] + told @ np.linalg.solve(own, told)))

    other = (0.76, 0.2, 0.2)
    ours = [_fitted(seen, regions, choice).log_likelihood for choice in (shares, other)]
    assert ours[0] - ours[1] == pytest.approx(plain(shares) - plain(other), abs=1e-3)
