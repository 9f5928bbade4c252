"""All provinces of a year with one assessment among them, against what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.results import OVERALL, parse_national_means
from dti_desktop.engine.scoring import Scorecard, Total, score
from dti_desktop.errors import InputError
from dti_desktop.services.league import League, league
from dti_desktop.services.library import Library

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
BOOK = LIBRARY.result_book
CATALOGUE = LIBRARY.catalogue("dti-province-2022")


def scorecard(value: str, pillars: Mapping[str, str]) -> Scorecard:
    """A scorecard with these values, whatever the answers."""
    empty = score(CATALOGUE, {}, {})
    totals = {
        code: Total(Fraction(pillars.get(code, "0")) * total.max_points, total.max_points)
        for code, total in empty.pillars.items()
    }
    whole = Total(Fraction(value) * empty.whole.max_points, empty.whole.max_points)
    return replace(empty, whole=whole, pillars=totals)


def soc_trang(year: int, value: str = "0.5731") -> League:
    pillars = {"gov": "0.66167", "economy": "0.64244", "society": "0.56829"}
    assessment = Assessment("x", "Sóc Trăng", 2022, CATALOGUE)
    return league(assessment, scorecard(value, pillars), BOOK, year)


def test_the_own_province_stands_where_it_was_published() -> None:
    found = soc_trang(2022)
    assert len(found.rows) == len(BOOK.provinces)
    own = next(row for row in found.rows if row.is_own)
    assert found.rows.index(own) + 1 == own.whole.rank == found.ranking.overall.rank == 36
    assert [own.figures[code].rank for code in ("gov", "economy", "society")] == [32, 32, 37]


def test_every_other_province_keeps_its_published_rank_when_the_own_value_is_the_published_one() -> None:
    for row in soc_trang(2022).rows:
        published = BOOK.published(2022, row.province, OVERALL)
        assert published is not None and row.whole.rank == published.rank


def test_a_better_value_moves_the_others_down() -> None:
    first = soc_trang(2022, "0.9")
    assert first.rows[0].is_own and first.rows[0].whole.rank == 1
    assert first.rows[1].whole.rank == 2
    assert first.next_to_own(-1) is None
    below = first.next_to_own(1)
    assert below is not None and below.whole.rank == 2


def test_every_province_has_its_gap_in_points_and_the_nearest_stand_next_to_the_own() -> None:
    found = soc_trang(2022)
    for row in found.rows:
        assert row.whole.value is not None
        assert row.gap_points == (row.whole.value - Fraction("0.5731")) * 1000
    above, below = found.next_to_own(-1), found.next_to_own(1)
    assert above is not None and above.whole.rank == 35 and above.gap_points and above.gap_points > 0
    assert below is not None and below.whole.rank == 37 and below.gap_points and below.gap_points < 0


def test_derived_pillars_are_marked_and_published_ones_are_not() -> None:
    rows = {row.province: row for row in soc_trang(2022).rows}
    for row in rows.values():
        for pillar in ("gov", "economy", "society"):
            published = BOOK.published(2022, row.province, pillar)
            has_value = published is not None and published.value is not None
            assert row.is_own or row.figures[pillar].is_derived == (not has_value)


def test_in_a_year_with_gaps_the_own_rank_is_unknown_and_published_ranks_stay() -> None:
    found = soc_trang(2021)
    own = next(row for row in found.rows if row.is_own)
    assert own.whole.rank is None and own.whole.value == Fraction("0.5731")
    assert found.ranking.overall.missing
    assert found.next_to_own(-1) is None and found.next_to_own(1) is None
    known = [row for row in found.rows if row.whole.rank is not None]
    assert known and list(found.rows[: len(known)]) == known
    for row in known:
        published = BOOK.published(2021, row.province, OVERALL)
        assert published is not None and row.whole.rank == published.rank
    unknown = [
        row for row in found.rows if not row.is_own and BOOK.published(2021, row.province, OVERALL) is None
    ]
    assert unknown and all(row.whole.value is None and row.whole.rank is None for row in unknown)


def test_national_means_are_read_exactly_and_every_fault_is_named() -> None:
    assert parse_national_means("year,value,source\n2022,0.5787,x\n") == {2022: Fraction("0.5787")}
    with pytest.raises(InputError) as caught:
        parse_national_means("year,value,source\n22,0.5,x\n2021,?,x\n2022,1.5,x\n2022,0.5,x\n")
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("number-malformed", "2"),
        ("number-malformed", "3"),
        ("value-above-one", "4"),
        ("row-twice", "5"),
    ]


def test_the_shipped_mean_of_a_complete_year_is_the_mean_of_its_values() -> None:
    for year in (2022, 2023):
        values = [BOOK.published(year, province.name, OVERALL) for province in BOOK.provinces]
        known = [row.value for row in values if row is not None and row.value is not None]
        assert len(known) == len(BOOK.provinces)
        assert abs(sum(known, Fraction(0)) / len(known) - LIBRARY.national_means[year]) < Fraction("0.0001")
