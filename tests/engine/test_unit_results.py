"""Results of sets that rank the units of a province: whose they are, who is ranked, what is worked out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.history import history, region_table
from dti_desktop.engine.published_checks import Known, PlacedResult, check_published
from dti_desktop.engine.ranking import rank
from dti_desktop.engine.results import (
    NOTHING_PUBLISHED,
    Province,
    PublishedResult,
    ResultBook,
    is_mean,
    measure_of_set,
    measures_of_sets,
    set_and_measure,
)
from dti_desktop.engine.scoring import score

FOLDER = Path(__file__).parents[2] / "resources" / "catalogues"
COMMUNES = parse_catalogue((FOLDER / "dti-commune-example.json").read_bytes())
PROVINCES = parse_catalogue((FOLDER / "dti-province-2022.json").read_bytes())
WHOLE = measure_of_set(COMMUNES.id, "overall")
COUNTRY = (Province("1", "Sóc Trăng", "Soc Trang", "Vùng", ""), Province("2", "Huế", "Hue", "Vùng", ""))
MEASURES = measures_of_sets([COMMUNES, PROVINCES])


def row(name: str, value: str | None, year: int = 2023, rank: int | None = None, measure: str = WHOLE):
    number = None if value is None else Fraction(value)
    return PublishedResult(year, name, measure, rank, number, "nguồn", "")


def book(*rows: PublishedResult) -> ResultBook:
    return ResultBook(COUNTRY, (PublishedResult(2022, "Huế", "overall", 1, Fraction(1, 2), "", ""),), rows)


def judged(
    rows: list[PublishedResult], known: ResultBook | None = None
) -> tuple[list[str], dict[str, object]]:
    placed = [PlacedResult(each, f"A{n}", f"B{n}", f"C{n}") for n, each in enumerate(rows)]
    against = Known(known or book(), {2023: Fraction(1, 9)}, MEASURES, 2026)
    faults, notes = check_published(placed, against)
    return [fault.code for fault in faults], {note.code: note.facts for note in notes}


@given(st.sampled_from(["", "xa", "a-b-2"]), st.sampled_from(["overall", "index_C.1", "gov"]))
def test_a_measure_names_its_set(set_id: str, measure: str) -> None:
    assert set_and_measure(measure_of_set(set_id, measure)) == (set_id, measure)


def test_which_rows_tell_a_mean() -> None:
    assert is_mean("", "overall") and is_mean("Sóc Trăng", WHOLE)
    assert not is_mean("Sóc Trăng", "overall") and not is_mean("Xã A, Sóc Trăng", WHOLE)


@given(
    st.dictionaries(st.sampled_from([f"Xã {n}" for n in range(8)]), st.integers(0, 10_000), min_size=2),
    st.integers(0, 10_000),
)
def test_the_rank_is_the_number_of_better_units_of_the_same_province(
    values: dict[str, int], elsewhere: int
) -> None:
    rows = [row(f"{name}, Sóc Trăng", f"{value}/10000") for name, value in values.items()]
    others = [row("Xã 1, Huế", f"{elsewhere}/10000"), row("Xã 2, Huế", "1"), row("Sóc Trăng", "1/2")]
    of_units = book(*rows, *others)
    card = score(COMMUNES, {}, {})
    card = replace(card, whole=replace(card.whole, points=COMMUNES.scale / 2))
    own = "Xã 3, Sóc Trăng"
    found = rank(COMMUNES, card, own, of_units.of(COMMUNES, own), 2023)
    rivals = {name: value for name, value in values.items() if name != "Xã 3"}
    assert found.overall.rank == 1 + sum(value > 5000 for value in rivals.values())
    assert found.overall.of == len(rivals) + 1
    assert found.region is None, "one province is no region"


def test_the_units_are_those_of_the_newest_year() -> None:
    old = [row(f"Xã {name}, Sóc Trăng", "0.4", 2022) for name in "ABCD"]
    new = [row(f"Xã {name}, Sóc Trăng", "0.5") for name in "AB"]
    found = book(*old, *new).of(COMMUNES, "Xã A, Sóc Trăng")
    assert [unit.name for unit in found.provinces] == ["Xã A, Sóc Trăng", "Xã B, Sóc Trăng"]
    assert found.years == (2022, 2023)
    assert found.of(COMMUNES, "Xã A, Sóc Trăng") is found and found.has_ranks(COMMUNES, "Xã A, Sóc Trăng")
    assert found.means == {2022: Fraction("0.4"), 2023: Fraction("0.5")}


def test_nobody_is_ranked_alone_or_by_another_set() -> None:
    alone = book(row("Xã A, Sóc Trăng", "0.5"), row("Sóc Trăng", "0.4"))
    assert alone.of(COMMUNES, "Xã A, Sóc Trăng") is NOTHING_PUBLISHED
    assert not alone.has_ranks(COMMUNES, "Xã A, Sóc Trăng")
    two = book(*(row(f"Xã {name}, Sóc Trăng", "0.5") for name in "AB"))
    assert two.has_ranks(COMMUNES, "Xã C, Sóc Trăng") and not two.has_ranks(COMMUNES, "Xã A, Huế")
    assert not two.has_ranks(replace(COMMUNES, id="another"), "Xã A, Sóc Trăng")
    assert two.of(PROVINCES, "Sóc Trăng") is two and len(two.results) == 1, "nothing leaks to the provinces"


def test_a_name_with_other_capitals_is_the_own_one() -> None:
    of_units = book(row("Xã phú tâm, Sóc Trăng", "0.9"), row("Xã B, Sóc Trăng", "0.1"))
    found = of_units.of(COMMUNES, "Xã Phú Tâm, Sóc Trăng")
    assert found.value(COMMUNES, 2023, "Xã Phú Tâm, Sóc Trăng", "overall") is not None
    card = score(COMMUNES, {}, {})
    assert rank(COMMUNES, card, "Xã Phú Tâm, Sóc Trăng", found, 2023).overall.of == 2


def test_over_the_years() -> None:
    rows = [row(f"Xã {n}, Sóc Trăng", v, y) for y, n, v in (
        (2022, "A", "0.3"), (2022, "B", "0.4"), (2023, "A", "0.6"), (2023, "B", "0.5"))]  # fmt: skip
    own = "Xã A, Sóc Trăng"
    units = book(*rows).of(COMMUNES, own)
    told = history(COMMUNES, units, own, units.means)
    assert [(year.year, year.whole.rank) for year in told.years] == [(2023, 1), (2022, 2)]
    assert told.years[0].change is not None and told.years[0].change.gained_ranks == 1
    assert told.years[0].region is None and told.years[0].national_mean == Fraction("0.55")
    assert [r.province for r in region_table(COMMUNES, units, 2023, "Sóc Trăng")] == [own, "Xã B, Sóc Trăng"]


WHOLE_YEAR = [("Xã A, Sóc Trăng", "0.5"), ("Xã B, Sóc Trăng", "0.4"), ("Xã C, Sóc Trăng", "0.3")]


def test_a_year_passes_and_says_among_how_many() -> None:
    faults, notes = judged([row(*each, rank=n) for n, each in enumerate(WHOLE_YEAR, 1)])
    assert not faults and notes == {"units-ranked": {"year": 2023, "count": 3}}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (row("Xã D, Sóc Trăng", "0.2", rank=5), "rank-out-of-range"),
        (row("Xã D, Sóc Trăng", "0.9", rank=4), "rank-contradicts-value"),
        (row("Xã D, Sóc Trăng", "0.2", measure=f"{COMMUNES.id}:gov"), "unknown-measure"),
        (row("Xã D, Sóc Trăng", "0.2", measure="another:overall"), "unknown-measure"),
        (row("Sóc Trăng", "0.7"), "mean-differs"),
        (row("Sóc Trăng", None, rank=1), "province-missing"),
        (row("Xã A, Sóc Trăng", "0.5"), "row-twice"),
    ],
)
def test_what_cannot_be_true(wrong: PublishedResult, fault: str) -> None:
    faults, _ = judged([*(row(*each, rank=n) for n, each in enumerate(WHOLE_YEAR, 1)), wrong])
    assert fault in faults


def test_a_true_mean_is_kept() -> None:
    assert judged([*(row(*each) for each in WHOLE_YEAR), row("Sóc Trăng", "0.4")])[0] == []
    held = book(*(row(*each) for each in WHOLE_YEAR), row("Sóc Trăng", "0.4003"))
    assert held.of(COMMUNES, "Xã A, Sóc Trăng").means == {2023: Fraction("0.4003")}


def test_units_that_are_gone_are_named() -> None:
    known = book(*(row(name, value, 2022) for name, value in WHOLE_YEAR))
    _, notes = judged([row(*each) for each in WHOLE_YEAR[:2]], known)
    assert notes["units-gone"] == {"year": 2023, "count": 1, "names": ["Xã C, Sóc Trăng"]}
    assert notes["units-ranked"] == {"year": 2023, "count": 2}
    assert "units-gone" not in judged([row(*each) for each in WHOLE_YEAR], known)[1]


def test_a_pillar_that_not_all_are_told_of_is_partial() -> None:
    pillar = row("Xã A, Sóc Trăng", "0.5", measure=f"{COMMUNES.id}:ready")
    _, notes = judged([*(row(*each) for each in WHOLE_YEAR), pillar])
    facts = {"year": 2023, "measure": "ready", "known": 1, "of": 3, "of_units": True}
    assert notes["results-partial"] == facts
