"""Published results judged together: what cannot be true is a fault, what is new or differs a note."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.published_checks import Known, PlacedResult, check_published, is_ranking, merged
from dti_desktop.engine.ranking import competition_ranks
from dti_desktop.engine.results import Province, PublishedResult, ResultBook

NAMES = ("A", "B", "C", "D")
PROVINCES = tuple(Province(n, n, n, "R", n) for n in NAMES)
OLD = PublishedResult(2023, "A", "overall", 1, Fraction(4, 5), "cũ", "")
BOOK = ResultBook(PROVINCES, (OLD, PublishedResult(2022, "A", "ict_index", 7, None, "cũ", "")))
KNOWN = Known(BOOK, {2023: Fraction(1, 2)}, frozenset({"overall", "gov", "index_3"}), 2026)


def row(place: str, province: str = "A", value: str | None = None, rank: int | None = None, **more):
    number = None if value is None else Fraction(value)
    result = PublishedResult(
        more.get("year", 2024), province, more.get("measure", "overall"), rank, number, "nguồn", ""
    )
    return PlacedResult(result, f"A{place}", f"B{place}", f"C{place}")


def judged(*rows: PlacedResult) -> tuple[list[tuple[str, str]], list[str]]:
    faults, notes = check_published(rows, KNOWN)
    return [(fault.code, fault.place) for fault in faults], [note.code for note in notes]


def whole(*values: str, **more) -> list[PlacedResult]:
    return ranked(values, [None] * len(NAMES), **more)


def ranked(values, ranks, **more) -> list[PlacedResult]:
    return [
        row(str(n), name, str(value), rank, **more)
        for n, (name, value, rank) in enumerate(zip(NAMES, values, ranks, strict=True))
    ]


def test_a_whole_year_passes_without_a_word():
    assert judged(*whole("0.9", "0.8", "0.7", "0.6")) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (row("2", value="0.5", year=1999), ("year-out-of-range", "A2")),
        (row("2", value="0.5", year=2028), ("year-out-of-range", "A2")),
        (row("2", value="0.5", measure="index_99"), ("unknown-measure", "A2")),
        (row("2", value="0.5", measure="overal"), ("unknown-measure", "A2")),
        (row("2"), ("figure-missing", "A2")),
        (row("2", "", "0.5", measure="gov"), ("province-missing", "A2")),
        (row("2", "", None, 3), ("province-missing", "A2")),
        (row("2", value="1.0001"), ("value-above-one", "B2")),
        (row("2", value="0.5", rank=5), ("rank-out-of-range", "C2")),
        (row("2", value="0.5", rank=0), ("rank-out-of-range", "C2")),
    ],
)
def test_a_row_that_cannot_be_true(wrong, fault):
    assert fault in judged(wrong)[0]


def test_next_year_may_be_known_by_now():
    assert judged(row("2", value="0.5", year=2027))[0] == []


def test_rows_that_tell_of_the_same():
    faults, _ = check_published([row("2", value="0.5"), row("7", value="0.5")], KNOWN)
    assert [(f.code, f.place, f.facts["first"]) for f in faults] == [("row-twice", "A7", "A2")]


def test_a_better_value_with_a_worse_rank():
    rows = [
        row("1", "A", "0.9", 1),
        row("2", "B", "0.7", 2),
        row("3", "C", "0.8", 3),
        row("4", "D", "0.6", 4),
    ]
    assert judged(*rows)[0] == [("rank-contradicts-value", "C3")]
    assert judged(row("1", "A", "0.9", 1), row("2", "B", "0.8", 1))[0] == [("rank-contradicts-value", "C2")]
    assert judged(row("1", "A", "0.9", 1), row("2", "B", "0.9", 2))[0] == [], "printed alike, ranked apart"


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.randoms())
def test_ranks_by_value_never_contradict_and_swapped_ones_do(units, die):
    values = [Fraction(unit, 10) for unit in units]
    ranks = list(competition_ranks(dict(zip(NAMES, values, strict=True))).values())
    rows = ranked(values, ranks)
    die.shuffle(rows)
    assert [code for code, _ in judged(*rows)[0]] == []
    best, worst = max(range(4), key=values.__getitem__), min(range(4), key=values.__getitem__)
    if values[best] != values[worst]:
        ranks[best], ranks[worst] = ranks[worst], ranks[best]
        assert "rank-contradicts-value" in [code for code, _ in judged(*ranked(values, ranks))[0]]


def test_the_mean_of_all_against_the_one_that_is_given():
    rows = whole("0.9", "0.8", "0.7", "0.6")
    assert judged(*rows, row("9", "", "0.75"))[0] == []
    assert judged(*rows, row("9", "", "0.751"))[0] == []
    assert judged(*rows, row("9", "", "0.7511"))[0] == [("mean-differs", "B9")]
    assert judged(*rows[1:], row("9", "", "0.2"))[0] == [], "one is unknown, so the mean is"


def test_the_mean_against_the_one_that_is_known_is_only_noted():
    assert judged(*whole("0.9", "0.8", "0.7", "0.6", year=2023)) == (
        [],
        ["mean-far-from-known", "result-differs"],
    )


def test_what_is_new_or_differs_is_noted():
    faults, notes = check_published([row("2", value="0.9", rank=1, year=2023)], KNOWN)
    assert faults == []
    (differs,) = [note for note in notes if note.code == "result-differs"]
    assert (str(differs.facts["old"]), str(differs.facts["new"])) == ("0.8", "0.9")
    assert judged(row("2", rank=3, year=2023, measure="pci_index")) == (
        [],
        ["ranking-new", "results-partial"],
    )
    assert judged(row("2", rank=3, year=2023, measure="ict_index")) == ([], ["results-partial"])
    assert "result-differs" not in judged(row("2", value="0.8", year=2023))[1], "it tells no rank"


def test_what_a_row_does_not_tell_stays_where_the_rest_agrees():
    def figures(value: str | None, rank: int | None):
        found = merged(OLD, row("2", value=value, rank=rank, year=2023).result)
        return found.value, found.rank

    assert figures("0.8", None) == (Fraction(4, 5), 1)
    assert figures(None, 1) == (Fraction(4, 5), 1)
    assert figures("0.7", None) == (Fraction(7, 10), None)
    assert figures(None, 2) == (None, 2)
    assert figures("0.7", 3) == (Fraction(7, 10), 3)


@pytest.mark.parametrize(
    ("measure", "is_one"),
    [
        ("ict_index", True),
        ("pci-index", True),
        ("index_99", False),
        ("overal", False),
        ("ICT_index", False),
        ("_x", False),
        ("x" * 40 + "_y", False),
        ("chỉ_số", False),
    ],
)
def test_what_may_name_another_ranking(measure, is_one):
    assert is_ranking(measure) is is_one
