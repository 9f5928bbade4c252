"""The curve among rivals that stand still agrees with the ranks that the ranking itself gives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.published_curve import PublishedCurve, published_curve
from dti_desktop.engine.ranking import stand
from dti_desktop.engine.results import OVERALL, ResultBook

CURVE = PublishedCurve.of_values(Fraction(n, 10) for n in (3, 7, 7, 5))
values = st.integers(0, 10**4).map(lambda units: Fraction(units, 10**4))


def test_ties_share_the_better_rank() -> None:
    assert CURVE.of == 5
    assert [CURVE.median_rank(Fraction(n, 10)) for n in (10, 7, 6, 5, 3, 0)] == [1, 1, 3, 3, 4, 5]
    assert CURVE.median_rank(Fraction("0.69995")) == 1, "what is published is 0.7000"
    assert CURVE.median_rank(Fraction("0.699949")) == 3


def test_the_least_value_of_each_rank() -> None:
    assert [CURVE.least_value(rank) for rank in range(1, 6)] == [
        Fraction(7, 10), Fraction(7, 10), Fraction(1, 2), Fraction(3, 10), Fraction(0),
    ]  # fmt: skip
    assert CURVE.least_value(0) is None
    assert PublishedCurve(()).least_value(1) == 0


@given(rivals=st.lists(values, max_size=12), rank=st.integers(1, 13))
def test_the_least_value_is_enough_and_a_hair_less_is_not(rivals: list[Fraction], rank: int) -> None:
    curve = PublishedCurve.of_values(rivals)
    value = curve.least_value(rank)
    assert value is not None
    assert curve.median_rank(value) <= rank
    assert curve.chance_at_most(rank, value) == 1
    if value > 0:
        less = value - Fraction(1, 10**4)
        assert curve.median_rank(less) > rank
        assert curve.chance_at_most(rank, less) == 0


@pytest.mark.parametrize("year", [2022, 2023])
def test_it_gives_the_published_ranks(real: Catalogue, book: ResultBook, year: int) -> None:
    for province in book.provinces:
        curve = published_curve(real, book, province.name, year)
        own = book.published(year, province.name, OVERALL)
        assert curve is not None and own is not None and own.value is not None
        rivals = {
            p.name: book.value(real, year, p.name, OVERALL) for p in book.provinces if p.name != province.name
        }
        standing = stand(own.value, rivals)
        assert (curve.median_rank(own.value), curve.of) == (standing.rank, standing.of)
        assert curve.expected_rank(own.value) == standing.rank


def test_a_year_that_is_not_whole_gives_way_to_the_nearest_that_is(real: Catalogue, book: ResultBook) -> None:
    name = book.provinces[0].name
    latest, earlier = (published_curve(real, book, name, year) for year in (2023, 2022))
    assert published_curve(real, book, name, 2030) == latest
    assert published_curve(real, book, name, 2021) == earlier, "2021 is known in part only"
    assert published_curve(real, ResultBook(book.provinces, ()), name, 2023) is None
