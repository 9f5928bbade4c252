"""Ranks: ties, the own row left out, unknown rivals, the region."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import scorecard_of

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.ranking import competition_ranks, default_year, rank, ranking_to_json, stand
from dti_desktop.engine.results import KnownValue, Province, PublishedResult, ResultBook

VALUES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.integers(0, 30).map(lambda n: Fraction(n, 30)),
    max_size=25,
)


@given(values=VALUES)
def test_a_rank_is_one_more_than_those_who_are_better(values: dict[str, Fraction]) -> None:
    assert competition_ranks(values) == {
        name: 1 + sum(other > value for other in values.values()) for name, value in values.items()
    }


def test_ties_share_the_better_rank() -> None:
    values = {"a": Fraction(9, 10), "b": Fraction(8, 10), "c": Fraction(8, 10), "d": Fraction(1, 10)}
    assert competition_ranks(values) == {"a": 1, "b": 2, "c": 2, "d": 4}


def rivals(*values: str) -> dict[str, KnownValue | None]:
    return {f"r{n}": KnownValue(Fraction(value), "published") for n, value in enumerate(values)}


@given(values=VALUES, own=st.integers(0, 30).map(lambda n: Fraction(n, 30)))
def test_standing_among_rivals_is_ranking_with_them(values: dict[str, Fraction], own: Fraction) -> None:
    four_places = {name: Fraction(round(value * 10_000), 10_000) for name, value in values.items()}
    standing = stand(own, {name: KnownValue(value, "published") for name, value in four_places.items()})
    assert standing.value is not None
    assert standing.rank == competition_ranks({**four_places, "own!": standing.value})["own!"]
    assert standing.of == len(values) + 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction("0.57305"), 2),  # 0.5731 half up: a tie with the second
        (Fraction("0.573049999"), 3),
        (Fraction("0.573149999"), 2),
        (Fraction("0.9"), 1),
        (Fraction(0), 4),
    ],
)
def test_values_compare_at_four_decimals(value: Fraction, expected: int) -> None:
    assert stand(value, rivals("0.8", "0.5731", "0.5001")).rank == expected


def test_a_rival_with_more_decimals_compares_at_four_too() -> None:
    """A value imported from elsewhere may hold five; at the published four it is a tie."""
    assert stand(Fraction("0.5731"), rivals("0.57312")).rank == 1
    assert stand(Fraction("0.5731"), rivals("0.57315")).rank == 2


def test_an_unknown_rival_leaves_no_rank() -> None:
    field = {**rivals("0.8", "0.1"), "x": None, "y": None}
    standing = stand(Fraction("0.5"), field)
    assert (standing.rank, standing.of, standing.missing) == (None, 5, ("x", "y"))
    assert standing.value == Fraction("0.5")


def test_derived_rivals_are_named() -> None:
    field = {**rivals("0.8"), "x": KnownValue(Fraction("0.2"), "derived")}
    assert stand(Fraction("0.5"), field).derived == ("x",)


def test_no_value_has_no_rank() -> None:
    standing = stand(None, rivals("0.8"))
    assert (standing.value, standing.rank, standing.of) == (None, None, 2)


def test_alone_is_first() -> None:
    standing = stand(Fraction(0), {})
    assert (standing.rank, standing.of) == (1, 1)


SAND, ROCK = "Vùng cát", "Vùng đá"
PLACES = tuple(
    Province(f"{n:02}", name, name, region, name)
    for n, (name, region) in enumerate([("An", SAND), ("Bình", SAND), ("Chi", ROCK), ("Dũng", ROCK)])
)


def book_of(*rows: tuple[int, str, str, str]) -> ResultBook:
    results = tuple(
        PublishedResult(year, province, measure, None, Fraction(value), "thử", "")
        for year, province, measure, value in rows
    )
    return ResultBook(PLACES, results)


FULL_YEAR = [
    (2022, "An", "overall", "0.9"),
    (2022, "Bình", "overall", "0.5"),
    (2022, "Chi", "overall", "0.5"),
    (2022, "Dũng", "overall", "0.1"),
]
HALF = dict.fromkeys(("1", "2", "3", "4", "5", "7", "8", "9"), "0.5")


def test_the_own_published_row_is_left_out(real: Catalogue) -> None:
    """An had 0.9; now it would have 0.5 and tie with two others, not fall behind its own past."""
    ranking = rank(real, scorecard_of(real, HALF), "An", book_of(*FULL_YEAR), 2022)
    assert (ranking.overall.rank, ranking.overall.of) == (1, 4)
    assert (ranking.region_name, ranking.region) == (SAND, stand(Fraction("0.5"), rivals("0.5")))


def test_the_own_row_need_not_be_known(real: Catalogue) -> None:
    book = book_of(*[row for row in FULL_YEAR if row[1] != "Dũng"])
    ranking = rank(real, scorecard_of(real, HALF), "Dũng", book, 2022)
    assert (ranking.overall.rank, ranking.overall.of, ranking.overall.missing) == (2, 4, ())
    assert ranking.region is not None
    assert (ranking.region_name, ranking.region.rank, ranking.region.of) == (ROCK, 1, 2)


def test_a_missing_rival_leaves_no_rank_where_it_counts(real: Catalogue) -> None:
    book = book_of(*[row for row in FULL_YEAR if row[1] != "Dũng"])
    ranking = rank(real, scorecard_of(real, HALF), "An", book, 2022)
    assert (ranking.overall.rank, ranking.overall.missing) == (None, ("Dũng",))
    assert ranking.region is not None
    assert ranking.region.rank == 1, "all of its region are known"
    assert ranking.pillars["gov"].missing == ("Bình", "Chi", "Dũng")


def test_a_place_outside_the_book_has_no_region(real: Catalogue) -> None:
    ranking = rank(real, scorecard_of(real, HALF), "Nơi khác", book_of(*FULL_YEAR), 2022)
    assert (ranking.overall.rank, ranking.overall.of) == (2, 5)
    assert (ranking.region_name, ranking.region) == (None, None)


def test_an_index_without_points_is_not_ranked(real: Catalogue) -> None:
    ranking = rank(real, scorecard_of(real, HALF), "An", book_of(*FULL_YEAR), 2022)
    assert list(ranking.indices) == ["1", "2", "3", "4", "5", "7", "8", "9"]


def library_book(year: int, **values: str) -> ResultBook:
    return book_of(*((year, "An", measure, value) for measure, value in values.items()))


def test_a_pillar_is_the_whole_less_the_others(small: Catalogue) -> None:
    """service = A and C; the whole 50·0.5 less 20·0.25 of B, over 30 = 0.66666…, half up."""
    book = library_book(2030, overall="0.5", index_B="0.25")
    assert book.value(small, 2030, "An", "service") == KnownValue(Fraction("0.6667"), "derived")
    assert book.value(small, 2030, "An", "reach") == KnownValue(Fraction("0.5"), "derived")
    assert book.value(small, 2030, "An", "index_A") is None, "only pillars are derived"
    assert book.value(small, 2030, "Bình", "service") is None


def test_a_derived_half_goes_up(small: Catalogue) -> None:
    """(50·0.50007 − 20·0.25) / 30 = 0.66678…, and 50·0.27003 / 30 is 0.45005 to the last digit."""
    for whole, expected in (("0.50001", "0.6667"), ("0.50004", "0.6667"), ("0.50007", "0.6668")):
        book = library_book(2030, overall=whole, index_B="0.25")
        assert book.value(small, 2030, "An", "service") == KnownValue(Fraction(expected), "derived")
    exact_half = library_book(2030, overall="0.27003", index_B="0")
    assert exact_half.value(small, 2030, "An", "service") == KnownValue(Fraction("0.4501"), "derived")


def test_a_pillar_is_not_derived_without_the_others(small: Catalogue) -> None:
    assert library_book(2030, overall="0.5").value(small, 2030, "An", "service") is None
    assert library_book(2030, index_B="0.25").value(small, 2030, "An", "service") is None


def test_a_year_of_another_formula_is_not_derived(small: Catalogue) -> None:
    book = library_book(2029, overall="0.5", index_B="0.25")
    assert book.value(small, 2029, "An", "service") is None


def test_a_main_index_without_points_is_not_asked_for(small: Catalogue) -> None:
    base_only = replace(small.pillars[0], indices=("A",))
    catalogue = replace(small, pillars=(base_only,))
    book = library_book(2030, overall="0.5", index_B="0.25")
    assert book.value(catalogue, 2030, "An", "service") == KnownValue(Fraction("0.6667"), "derived")


def test_a_published_pillar_wins(small: Catalogue) -> None:
    book = library_book(2030, overall="0.5", index_B="0.25", service="0.6001")
    assert book.value(small, 2030, "An", "service") == KnownValue(Fraction("0.6001"), "published")


def test_the_year_to_compare_with() -> None:
    book = book_of(*FULL_YEAR, (2023, "An", "overall", "0.9"))
    assert default_year(book, 2022) == 2022
    assert default_year(book, 2023) == 2023
    assert default_year(book, 2024) == 2023
    assert default_year(book, 2019) == 2023
    assert default_year(book_of(), 2022) is None


def test_ranks_as_json(real: Catalogue, book: ResultBook) -> None:
    document = ranking_to_json(rank(real, scorecard_of(real, HALF), "Sóc Trăng", book, 2022))
    assert document["against"] == 2022
    overall, region = document["overall"], document["region"]
    assert isinstance(overall, dict)
    assert isinstance(region, dict)
    assert (overall["value"], overall["of"]) == ("0.5000", 63)
    assert isinstance(overall["rank"], int)
    assert (region["name"], region["of"]) == ("Đồng bằng sông Cửu Long", 13)
    assert document["pillars"]["gov"]["of"] == 63  # type: ignore[index]
    unknown = {finding["facts"]["measure"] for finding in document["findings"]}  # type: ignore[attr-defined]
    assert unknown == {"index_1", "index_2", "index_4", "index_5"}
    assert document["main_indices"]["1"]["rank"] is None  # type: ignore[index]


@pytest.mark.parametrize("year", [2020, 2021])
def test_a_year_that_is_half_known_gives_no_rank(real: Catalogue, book: ResultBook, year: int) -> None:
    document = ranking_to_json(rank(real, scorecard_of(real, HALF), "Sóc Trăng", book, year))
    assert document["overall"]["rank"] is None  # type: ignore[index]
    assert "overall" in {f["facts"]["measure"] for f in document["findings"]}  # type: ignore[attr-defined]
