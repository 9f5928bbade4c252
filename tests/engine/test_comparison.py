"""Two assessments side by side: nothing differs from itself, what differs is told, both ways alike."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from assessments import assessment_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document
from test_carrying import full, random_edition_document

from dti_desktop.engine.assessment import Assessment, EvidenceLink
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_map import followed
from dti_desktop.engine.comparison import (
    Comparison,
    compare,
    comparison_to_json,
    signed_points_text,
)
from dti_desktop.engine.model import Catalogue


def compared(this: Assessment, other: Assessment) -> Comparison:
    pairs = followed(other.catalogue, this.catalogue)
    return compare(this, scorecard_of(this), other, scorecard_of(other), pairs)


def differing(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {row.code: row.differs for row in comparison.rows if row.is_different}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_differs_is_told_both_ways_alike(seed: int, small: Catalogue, small_document: Any) -> None:
    die = Random(seed)
    this = full(small, small_document, die)
    document = random_edition_document(small_document, die) if die.random() < 0.5 else small_document
    other = full(parse_catalogue(json.dumps(document).encode()), document, die)
    there, back = compared(this, other), compared(other, this)
    assert differing(compared(this, this)) == {}
    assert compared(this, this).chosen(only_different=True) == ()
    one = {(row.this and row.this.code, row.other and row.other.code): row for row in there.rows}
    two = {(row.other and row.other.code, row.this and row.this.code): row for row in back.rows}
    assert one.keys() == two.keys()
    assert len(one) == len(there.rows) == len(back.rows)
    for place, row in one.items():
        assert row.differs == two[place].differs
        assert row.gained_points == -two[place].gained_points
    # Every row of both is there once, and points of rows sum up to what the wholes differ by.
    assert {row.this.code for row in there.rows if row.this} == set(this.catalogue.indicators)
    assert {row.other.code for row in there.rows if row.other} == set(other.catalogue.indicators)
    gained = sum((row.gained_points for row in there.rows), Fraction(0))
    assert gained == there.whole.gained_points
    for index in this.catalogue.main_indices:
        own = [row for row in there.rows if row.code.rpartition(".")[0] == index.code]
        assert there.indices[index.code].gained_points == sum((r.gained_points for r in own), Fraction(0))


def test_each_aspect_is_told_by_itself(small: Catalogue) -> None:
    document = {"answers": {"A.1": {"level": "full"}, "B.2": {"a": "13"}}, "profile": {"readers": "5"}}
    this = assessment_of(small, document, proven=("A.1",), explanations={"B.2": "Vì"})
    assert differing(compared(this, replace(this, id="copy"))) == {}
    assert differing(compared(this.with_fields("A.1", {"level": "most"}), this)) == {
        "A.1": ("answer", "points")
    }
    more = assessment_of(small, {"answers": {"B.2": {"a": "14"}}}).answers["B.2"]
    assert differing(compared(this.with_fields("B.2", more), this)) == {"B.2": ("answer",)}
    assert differing(compared(replace(this, explanations={}), this)) == {"B.2": ("explanation",)}
    assert differing(compared(replace(this, explanations={"B.2": " Vì\n"}), this)) == {}
    assert differing(compared(replace(this, links={}), this)) == {"A.1": ("evidence",)}
    paged = replace(this, links={"A.1": (EvidenceLink("d1", "3"),)})
    assert differing(compared(paged, this)) == {"A.1": ("evidence",)}
    again = replace(this.documents["d1"], id="x9")
    renamed = replace(this, documents={"x9": again}, links={"A.1": (EvidenceLink("x9"),)})
    assert differing(compared(renamed, this)) == {}  # ids and when it was added are nobody's business
    figure = compared(this.with_profile_figure("readers", None), this)
    assert {key: tuple(map(str, both)) for key, both in figure.figures.items()} == {"readers": ("None", "5")}


def test_rows_can_be_ordered_by_how_much_they_differ(small: Catalogue, small_document: Any) -> None:
    this = assessment_of(small, {"answers": {"A.1": {"level": "full"}, "B.2": {"a": "5"}}})
    other = assessment_of(small, {"answers": {"B.2": {"a": "1"}, "B.3": {"a": "9", "b": "9"}}})
    found = compared(this, other)
    assert [row.code for row in found.chosen(only_different=True)] == ["A.1", "B.2", "B.3"]
    ordered = found.chosen(by_difference=True)
    assert [row.code for row in ordered] == ["B.3", "A.1", "B.2", "A.2", "A.3", "B.1", "C.1"]


def test_the_document_says_both_sides(small: Catalogue, small_document: Any) -> None:
    this = assessment_of(small, {"answers": {"A.1": {"level": "most"}}}, proven=("A.1",))
    other = replace(assessment_of(small, random_document(small_document, Random(4))), id="other")
    document = comparison_to_json(compared(this, other))
    assert (document["assessment"], document["compared_with"]) == ("test", "other")
    (row,) = [r for r in document["indicators"] if r["code"] == "A.1"]  # type: ignore[attr-defined]
    assert row["this"] == {
        "state": "answered",
        "points": "3.33",
        "max_points": "5",
        "answer": {"level": "most"},
        "explanation": "",
        "evidence": [
            {
                "number": "749/QĐ-UBND",
                "date": None,
                "issuer": "",
                "title": "",
                "pages": "",
                "file": None,
                "sha256": None,
            }
        ],
    }
    assert document["main_indices"]["C"]["gained_value"] is None  # type: ignore[index]


def test_differences_are_written_without_a_minus_before_nothing() -> None:
    written = [signed_points_text(Fraction(n, 1000)) for n in (-4, -5, 4, 5, 0, -1234)]
    assert written == ["0.00", "-0.01", "0.00", "0.01", "0.00", "-1.23"]
