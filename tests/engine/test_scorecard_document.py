"""The scorecard as JSON: the shape that scripts and bundles rely on, exact, without a binary float."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from assessments import assessment_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_scorer import score as independent_score
from random_answers import random_document

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.scorecard_json import scorecard_to_json
from dti_desktop.engine.scoring import ENGINE_VERSION


def document_of(catalogue: Catalogue, answers: dict[str, Any], profile: Any = None) -> dict[str, Any]:
    assessment = assessment_of(catalogue, {"answers": answers, "profile": profile or {}})
    return json.loads(json.dumps(scorecard_to_json("thu-vien-2030", scorecard_of(assessment))))


def derivation(catalogue: Catalogue, code: str, answer: dict[str, Any], profile: Any = None) -> Any:
    return document_of(catalogue, {code: answer}, profile)["indicators"][code]["derivation"]


def test_the_whole_shape(small: Catalogue) -> None:
    document = document_of(small, {"A.1": {"level": "most"}, "C.1": {"own_building": True, "state": "good"}})
    indicators = document.pop("indicators")
    assert document == {
        "assessment": "thu-vien-2030",
        "catalogue": {"id": "small", "digest": small.digest},
        "engine": ENGINE_VERSION,
        "points": "3.33",
        "max_points": "50",
        "value": "0.0667",
        "answered": 2,
        "indicators_total": 7,
        "pillars": {
            "service": {"points": "3.33", "max_points": "30", "value": "0.1111"},
            "reach": {"points": "3.33", "max_points": "50", "value": "0.0667"},
        },
        "main_indices": {
            "A": {"points": "3.33", "max_points": "30", "value": "0.1111", "answered": 1, "indicators": 3},
            "B": {"points": "0.00", "max_points": "20", "value": "0.0000", "answered": 0, "indicators": 3},
            "C": {"points": "0.00", "max_points": "0", "value": None, "answered": 1, "indicators": 1},
        },
    }
    assert list(indicators) == list(small.indicators)
    assert indicators["A.1"] == {
        "state": "answered",
        "points": "3.33",
        "max_points": "5",
        "share": "2/3",
        "derivation": {"rule": "levels", "level": "most", "raw": "2/3"},
    }
    assert indicators["B.2"] == {
        "state": "unanswered",
        "points": "0.00",
        "max_points": "4.5",
        "share": "0",
        "derivation": {"rule": "count", "target": "12.5"},
    }
    assert indicators["C.1"] == {
        "state": "information",
        "points": "0.00",
        "max_points": "0",
        "share": "0",
        "derivation": {"rule": "info", "fields": {"own_building": True, "state": "good"}},
    }


def test_the_order_of_keys_is_the_documented_one(real: Catalogue) -> None:
    document = document_of(real, {})
    assert list(document) == [
        "assessment",
        "catalogue",
        "engine",
        "points",
        "max_points",
        "value",
        "answered",
        "indicators_total",
        "pillars",
        "main_indices",
        "indicators",
    ]
    assert (document["points"], document["max_points"], document["value"]) == ("0.00", "1000", "0.0000")
    assert list(document["pillars"]) == ["gov", "economy", "society"]
    assert list(document["main_indices"]) == [str(number) for number in range(1, 10)]
    assert document["main_indices"]["6"]["value"] is None


def test_how_a_complement_came_about(small: Catalogue) -> None:
    assert derivation(small, "A.2", {"a": "2", "b": "12.50"}) == {
        "rule": "ratio",
        "numbers": {"a": {"value": "2", "source": "own"}, "b": {"value": "12.5", "source": "own"}},
        "raw": "4/25",
        "target": "1",
        "complement": True,
    }


def test_how_a_rate_came_about(small: Catalogue) -> None:
    assert derivation(small, "B.1", {"a": "9000"}, {"readers": "3000"}) == {
        "rule": "rate",
        "numbers": {
            "a": {"value": "9000", "source": "own"},
            "b": {"value": "3000", "source": "profile", "profile_key": "readers"},
        },
        "raw": "3000",
        "target": "2500",
        "per": "1000",
        "capped": True,
    }


def test_an_own_number_shows_the_figure_it_overrides(small: Catalogue) -> None:
    numbers = derivation(small, "B.1", {"a": "9000", "b": "4000"}, {"readers": "3000"})["numbers"]
    assert numbers["b"] == {
        "value": "4000",
        "source": "own",
        "profile_key": "readers",
        "profile_value": "3000",
    }


@pytest.mark.parametrize(
    ("code", "answer", "reason"),
    [
        ("A.2", {"a": "3", "b": "2"}, "numerator-above-denominator"),
        ("A.2", {"a": "0", "b": "0"}, "denominator-zero"),
        ("A.2", {"a": "3"}, "denominator-missing"),
        ("A.2", {"b": "3"}, "numerator-missing"),
        ("B.3", {"a": "0", "b": "0"}, "denominator-zero-full"),
    ],
)
def test_the_reason_stands_beside_a_special_case(
    small: Catalogue, code: str, answer: dict[str, str], reason: str
) -> None:
    assert derivation(small, code, answer)["reason"] == reason


def test_parts_show_their_own_verdicts(small: Catalogue) -> None:
    answer = {"plan": {"level": "yes"}, "work": {"scanned": {"a": "4", "b": "10"}, "shared": {"a": "1"}}}
    row = document_of(small, {"A.3": answer})["indicators"]["A.3"]
    assert row["share"] == str(Fraction(1, 4) + Fraction(3, 4) * (Fraction(1, 3) + Fraction(1, 12)))
    assert row["derivation"]["gate"] == {"part": "plan", "closed": False}
    work = row["derivation"]["parts"]["work"]
    assert (work["weight"], work["asked"], work["state"], work["share"]) == ("0.75", True, "answered", "5/12")
    assert work["derivation"]["parts"]["scanned"]["weight"] == "2/3"
    assert work["derivation"]["parts"]["scanned"]["share"] == "1/2"
    assert work["derivation"]["parts"]["scanned"]["derivation"]["numbers"]["work.scanned.a"]["value"] == "4"


def test_what_is_not_asked_has_no_verdict(small: Catalogue) -> None:
    """Behind a closed gate answers are kept, not judged: a signed document must not call them invalid."""
    answer = {"plan": {"level": "no"}, "work": {"scanned": {"a": "9", "b": "0"}}}
    row = document_of(small, {"A.3": answer})["indicators"]["A.3"]
    assert (row["state"], row["share"]) == ("answered", "0")
    assert row["derivation"]["gate"] == {"part": "plan", "closed": True}
    assert row["derivation"]["parts"]["work"] == {"weight": "0.75", "asked": False}
    assert row["derivation"]["parts"]["plan"]["state"] == "answered"


def plain(node: Any) -> None:
    """Fail where a document holds anything but objects, lists, texts, whole numbers, true, false and null."""
    if isinstance(node, dict):
        for key, value in node.items():
            assert type(key) is str
            plain(value)
    elif isinstance(node, list | tuple):
        for value in node:
            plain(value)
    else:
        assert node is None or type(node) in (str, int, bool), node


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans())
def test_every_share_is_exact_and_nothing_is_a_float(
    seed: int, over_real: bool, real: Catalogue, small: Catalogue, real_document: Any, small_document: Any
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    answers = random_document(source, die)
    document = scorecard_to_json("x", scorecard_of(assessment_of(catalogue, answers)))
    plain(document)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    expected = independent_score(source, answers)
    rows = document["indicators"]
    assert isinstance(rows, dict)
    for code, verdict in expected["indicators"].items():
        assert rows[code]["state"] == verdict["state"]
        assert rows[code]["share"] == str(verdict["share"])
        assert abs(Fraction(rows[code]["points"]) - verdict["points"]) <= Fraction(1, 200)
        assert Fraction(rows[code]["max_points"]) == verdict["max_points"]
    assert document["answered"] == expected["whole"]["answered"]
    assert document["indicators_total"] == len(source["indicators"])
    for code, pillar in expected["pillars"].items():
        shown = document["pillars"]
        assert isinstance(shown, dict)
        assert abs(Fraction(shown[code]["value"]) - pillar["value"]) <= Fraction(1, 20_000)
