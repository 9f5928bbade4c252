"""A province over the years, against what its province, the press and the ministry told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.history import (
    Change,
    Figure,
    PastYear,
    changes,
    figures_of,
    history,
    other_measures,
    region_rank,
    region_table,
    rivals,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, Province, PublishedResult, ResultBook, measures_of

PILLARS = ("gov", "economy", "society")
MEANS = {2022: Fraction("0.5787")}


def years_of(real: Catalogue, book: ResultBook, province: str) -> Mapping[int, PastYear]:
    return {row.year: row for row in history(real, book, province, MEANS).years}


def gained(year: PastYear) -> dict[int, int]:
    return {change.before: change.gained_ranks for change in year.changes[OVERALL]}


def pillar_ranks(year: PastYear) -> list[int | None]:
    return [year.figures[code].rank for code in PILLARS]


# -- what the sources say ------------------------------------------------------------------------------


def test_soc_trang_2022(real: Catalogue, book: ResultBook) -> None:
    year = years_of(real, book, "Sóc Trăng")[2022]
    assert (year.whole.value, year.whole.rank, len(book.provinces)) == (Fraction("0.5731"), 36, 63)
    assert pillar_ranks(year) == [32, 32, 37]
    assert not any(year.figures[code].is_rank_derived for code in PILLARS)
    assert gained(year) == {2021: 20, 2020: 21}
    assert year.national_mean == Fraction("0.5787")
    assert year.region is not None and (year.region.rank, year.region.of) == (8, 13)


def test_soc_trang_2021_and_2020(real: Catalogue, book: ResultBook) -> None:
    years = years_of(real, book, "Sóc Trăng")
    assert list(years) == [2023, 2022, 2021, 2020]
    assert (years[2021].whole.rank, pillar_ranks(years[2021])) == (56, [57, 60, 54])
    assert (years[2020].whole.rank, pillar_ranks(years[2020])) == (57, [51, 58, 58])
    values = [years[2020].figures[code].value for code in PILLARS]
    assert values == [Fraction("0.3105"), Fraction("0.1931"), Fraction("0.2021")]
    assert not any(years[2020].figures[code].is_derived for code in PILLARS)
    assert gained(years[2021]) == {2020: 1} and gained(years[2020]) == {}
    assert gained(years[2023])[2022] == -9


def test_thai_nguyen_2021(real: Catalogue, book: ResultBook) -> None:
    year = years_of(real, book, "Thái Nguyên")[2021]
    assert (year.whole.rank, pillar_ranks(year), gained(year)) == (8, [9, 5, 8], {2020: 4})


def test_hau_giang_2021(real: Catalogue, book: ResultBook) -> None:
    year = years_of(real, book, "Hậu Giang")[2021]
    assert (year.whole.rank, gained(year)) == (17, {2020: 11})


def test_dong_thap_2022(real: Catalogue, book: ResultBook) -> None:
    year = years_of(real, book, "Đồng Tháp")[2022]
    assert (year.whole.rank, gained(year)) == (39, {2021: 10})
    assert year.region is not None and (year.region.rank, year.region.of) == (9, 13)


def test_a_second_ranking_stands_beside_it(real: Catalogue, book: ResultBook) -> None:
    assert other_measures(real, book) == ("ict_index",)
    (ict,) = history(real, book, "Đồng Tháp", {}).others
    assert ict.measure == "ict_index" and [row.year for row in ict.years] == [2022, 2020]
    newest = ict.years[0]
    assert newest.rank == 7
    assert newest.change == Change(before=2020, gained_ranks=9, gap_years=(2021,))
    assert history(real, book, "Sóc Trăng", {}).others == ()


# -- published, derived, unknown -----------------------------------------------------------------------


def test_a_published_rank_wins_over_the_derived_one(real: Catalogue, book: ResultBook) -> None:
    society = years_of(real, book, "Hải Phòng")[2022].figures["society"]
    assert society.rank == 21 and not society.is_rank_derived and society.is_derived


def test_a_derived_rank_is_marked(real: Catalogue, book: ResultBook) -> None:
    gov = years_of(real, book, "Sóc Trăng")[2023].figures["gov"]
    assert gov.rank is not None and gov.is_rank_derived and gov.is_derived
    (change,) = [c for c in years_of(real, book, "Sóc Trăng")[2023].changes["gov"] if c.before == 2022]
    assert change.is_derived


def test_a_year_of_another_formula_tells_only_what_was_published(real: Catalogue, book: ResultBook) -> None:
    assert 2020 not in real.issued_for_years
    for province in book.provinces:
        year = years_of(real, book, province.name).get(2020)
        if year is None:
            continue
        assert not year.is_of_catalogue
        for measure, figure in year.figures.items():
            published = book.published(2020, province.name, measure)
            value = None if published is None else published.value
            assert figure.value == value and not figure.is_derived
    near = rivals(real, book, 2020, "Đà Nẵng")
    assert near.own.value is not None and near.below
    assert near.index_points == {}
    assert all(rival.gap_points is None and not rival.index_gaps_points for rival in near.below)


def test_what_is_missing_is_unknown_and_named(real: Catalogue, book: ResultBook) -> None:
    year = years_of(real, book, "Sóc Trăng")[2021]
    assert year.whole.value is None
    assert year.region is not None and year.region.rank is None
    assert "Long An" in year.region.missing and "Sóc Trăng" not in year.region.missing
    assert all(row.rank is None for row in region_table(real, book, 2021, "Đồng bằng sông Cửu Long"))


def test_a_gap_of_years_is_named(real: Catalogue, book: ResultBook) -> None:
    change = years_of(real, book, "Tiền Giang")[2022].change
    assert change is not None and (change.before, change.gap_years) == (2020, (2021,))


def test_a_province_of_which_nothing_is_known_has_no_years(real: Catalogue, book: ResultBook) -> None:
    told = history(real, ResultBook(book.provinces, ()), "Sóc Trăng", {})
    assert told.years == () and told.others == () and told.region == "Đồng bằng sông Cửu Long"
    assert history(real, book, "Atlantis", {}).region is None


def test_a_province_with_one_year_has_nothing_to_compare(real: Catalogue, book: ResultBook) -> None:
    only_2022 = replace(book, results=tuple(row for row in book.results if row.year == 2022))
    (year,) = history(real, only_2022, "Sóc Trăng", {}).years
    assert year.change is None and year.whole.rank == 36


# -- changes, for any ranks ----------------------------------------------------------------------------

RANKS = st.dictionaries(st.integers(2000, 2020), st.none() | st.integers(1, 63), max_size=12)


@given(RANKS, st.integers(2000, 2020))
def test_changes_add_up_and_name_their_gaps(ranks: dict[int, int | None], year: int) -> None:
    figures = {y: Figure(rank=rank) for y, rank in ranks.items()}
    told = changes(figures, year)
    now = ranks.get(year)
    known = [y for y, rank in ranks.items() if rank is not None and y < year]
    assert [change.before for change in told] == (sorted(known, reverse=True) if now is not None else [])
    for change in told:
        then = ranks[change.before]
        assert then is not None and now is not None and now + change.gained_ranks == then
        assert all(ranks.get(gap) is None and change.before < gap < year for gap in change.gap_years)
        assert len(change.gap_years) == year - change.before - 1 - len(
            [y for y in known if y > change.before]
        )


# -- rivals --------------------------------------------------------------------------------------------


def test_the_nearest_rivals_of_soc_trang_2022(real: Catalogue, book: ResultBook) -> None:
    near = rivals(real, book, 2022, "Sóc Trăng")
    assert [rival.province for rival in near.above] == ["Hưng Yên", "Hà Nam", "Điện Biên"]
    assert [rival.province for rival in near.below] == ["Hà Tĩnh", "Lào Cai", "Đồng Tháp"]
    assert [rival.whole.rank for rival in (*near.above, *near.below)] == [33, 34, 35, 37, 38, 39]
    assert near.above[-1].gap_points == Fraction("0.4") and near.below[0].gap_points == Fraction("-5.5")
    # Published: 0.2058 against 0.3334 of 150 points.
    own, rival = (book.published(2022, name, "index_9") for name in ("Sóc Trăng", "Hưng Yên"))
    assert own is not None and rival is not None and own.value is not None and rival.value is not None
    assert near.above[0].index_gaps_points["9"] == (rival.value - own.value) * 150
    assert set(near.above[0].index_gaps_points) == {"3", "7", "8", "9"}
    assert near.index_points["3"] == Fraction("64.65")


def test_gaps_of_all_main_indices_add_up_to_the_gap_of_the_whole(real: Catalogue, book: ResultBook) -> None:
    near = rivals(real, book, 2022, "Đà Nẵng", nearest=5)
    assert near.above == () and len(near.below) == 5
    complete = [rival for rival in near.below if len(rival.index_gaps_points) == 8]
    assert complete
    for rival in complete:
        assert rival.gap_points is not None
        assert abs(sum(rival.index_gaps_points.values()) - rival.gap_points) <= Fraction(1, 5)


def test_without_an_own_value_nobody_is_nearest(real: Catalogue, book: ResultBook) -> None:
    near = rivals(real, book, 2021, "Sóc Trăng")
    assert near.own.rank == 56 and near.above == near.below == ()


def test_provinces_without_a_value_may_lie_between(real: Catalogue, book: ResultBook) -> None:
    near = rivals(real, book, 2021, "Đà Nẵng")
    assert near.below and "Sóc Trăng" in near.missing
    assert not {rival.province for rival in near.below} & set(near.missing)


def small_book(values: Mapping[str, str]) -> ResultBook:
    provinces = tuple(Province(name, name, name, "Vùng", "") for name in values)
    rows = tuple(
        PublishedResult(2022, name, OVERALL, None, Fraction(value), "", "") for name, value in values.items()
    )
    return ResultBook(provinces, rows)


def test_equal_values_share_the_rank_and_count_as_above(real: Catalogue) -> None:
    book = small_book({"A": "0.6", "B": "0.5", "C": "0.5", "D": "0.4"})
    near = rivals(real, book, 2022, "B")
    assert [rival.province for rival in near.above] == ["A", "C"]
    assert [rival.gap_points for rival in near.above] == [100, 0]
    ranks = {name: figure.rank for name, figure in figures_of(real, book, 2022, OVERALL).items()}
    assert ranks == {"A": 1, "B": 2, "C": 2, "D": 4}
    assert region_rank(real, book, 2022, "D").rank == 4
    assert [row.rank for row in region_table(real, book, 2022, "Vùng")] == [1, 2, 2, 4]


# -- the region ----------------------------------------------------------------------------------------


def test_the_region_of_dong_thap_2022(real: Catalogue, book: ResultBook) -> None:
    rows = region_table(real, book, 2022, "Đồng bằng sông Cửu Long")
    assert [row.rank for row in rows] == list(range(1, 14))
    assert [row.province for row in rows][7:9] == ["Sóc Trăng", "Đồng Tháp"]
    ranks = [row.whole.rank for row in rows]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    assert rows[8].change is not None and rows[8].change.gained_ranks == 10
    assert set(rows[0].figures) == set(measures_of(real))


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_table_and_the_rank_within_the_region_agree(real: Catalogue, book: ResultBook, year: int) -> None:
    for region in {province.region for province in book.provinces}:
        for row in region_table(real, book, year, region):
            assert region_rank(real, book, year, row.province).rank == row.rank is not None
