"""The engine against a second scorer that was written from the rules alone: equal to the last fraction."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_scorer import score as independent_score
from random_answers import random_document, written

from dti_desktop.engine.answers import parse_fill
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.scoring import Scorecard, score


def engine_score(catalogue: Catalogue, document: dict[str, Any], die: Random) -> Scorecard:
    """Score a document the way the program does: read as JSON, judged, scored."""
    fill = parse_fill(catalogue, written(document, die))
    profile = {key: figure for key, figure in fill.profile.items() if figure is not None}
    return score(catalogue, fill.answers, profile)


def flattened(scorecard: Scorecard) -> dict[str, Any]:
    """Return everything that the two scorers must agree on, in the independent one's form."""

    def heading(total: Any) -> dict[str, Any]:
        return {"points": total.points, "max_points": total.max_points, "value": total.value}

    return {
        "whole": {**heading(scorecard.whole), "answered": scorecard.answered},
        "pillars": {code: heading(total) for code, total in scorecard.pillars.items()},
        "indices": {
            code: {**heading(index.total), "answered": index.answered, "indicators": index.indicators}
            for code, index in scorecard.indices.items()
        },
        "indicators": {
            code: {
                "state": row.state,
                "share": row.outcome.share,
                "points": row.points,
                "max_points": row.max_points,
            }
            for code, row in scorecard.indicators.items()
        },
    }


@pytest.mark.parametrize("block", range(8))
def test_random_answers_over_the_real_index(
    block: int, real: Catalogue, real_document: dict[str, Any]
) -> None:
    for seed in range(block * 50, block * 50 + 50):
        die = Random(seed)
        document = random_document(real_document, die)
        ours = flattened(engine_score(real, document, die))
        assert ours == independent_score(real_document, document), f"seed {seed}"


@pytest.mark.parametrize("block", range(4))
def test_random_answers_over_a_small_index(
    block: int, small: Catalogue, small_document: dict[str, Any]
) -> None:
    for seed in range(block * 500, block * 500 + 500):
        die = Random(seed)
        document = random_document(small_document, die)
        ours = flattened(engine_score(small, document, die))
        assert ours == independent_score(small_document, document), f"seed {seed}"


def test_the_random_answers_reach_every_state(real_document: dict[str, Any]) -> None:
    """Without this the comparison could pass by answering nothing."""
    seen: Counter[tuple[str, str]] = Counter()
    reached_shares = set()
    for seed in range(400):
        result = independent_score(real_document, random_document(real_document, Random(seed)))
        for row in real_document["indicators"]:
            verdict = result["indicators"][row["code"]]
            seen[row["rule"]["kind"], verdict["state"]] += 1
            if 0 < verdict["share"] < 1:
                reached_shares.add(row["code"])
    expected = {
        "levels": {"unanswered", "answered"},
        "count": {"unanswered", "answered"},
        "info": {"unanswered", "information"},
        "ratio": {"unanswered", "incomplete", "answered", "invalid"},
        "rate": {"unanswered", "incomplete", "answered", "invalid"},
        "parts": {"unanswered", "incomplete", "answered", "invalid"},
    }
    for kind, states in expected.items():
        assert {state for k, state in seen if k == kind} == states
        assert all(seen[kind, state] >= 20 for state in states), seen
    quotients = {r["code"] for r in real_document["indicators"] if r["rule"]["kind"] in ("ratio", "rate")}
    assert quotients <= reached_shares


SMALL_DOCUMENT = json.loads(
    (Path(__file__).resolve().parents[1] / "data" / "catalogues" / "small.json").read_bytes()
)
SHARES = st.sampled_from(["0", "0.5", "1", "1/3", "0.000001"])
TARGETS = st.sampled_from(["1", "0.9", "0.5", "0.333333", "0.000001"])


def a_quantity(key: str, profile: str | None = None) -> dict[str, str]:
    quantity = {"id": key, "label_vi": key, "unit": "người"}
    return {**quantity, "profile": profile} if profile else quantity


@st.composite
def quotient_rules(draw: st.DrawFn) -> dict[str, Any]:
    denominator = a_quantity("b", draw(st.sampled_from([None, "readers"])))
    rule: dict[str, Any] = {"numerator": a_quantity("a"), "denominator": denominator}
    if draw(st.booleans()):
        target = draw(st.sampled_from(["2500", "0.5", "12.5"]))
        return {**rule, "kind": "rate", "target": target, "per": draw(st.sampled_from(["1000", "0.5"]))}
    complement = draw(st.booleans())
    rule |= {"kind": "ratio", "target": "1" if complement else draw(TARGETS)}
    if complement:
        rule["complement"] = True
    if draw(st.booleans()):
        rule["when_denominator_zero"] = "full"
    return rule


@st.composite
def levels_rules(draw: st.DrawFn) -> dict[str, Any]:
    shares = draw(st.lists(SHARES, min_size=1, max_size=3))
    levels = [{"id": f"l{n}", "label_vi": "mức", "share": share} for n, share in enumerate(shares)]
    return {"kind": "levels", "levels": levels}


@st.composite
def count_rules(draw: st.DrawFn) -> dict[str, Any]:
    return {"kind": "count", "value": a_quantity("a"), "target": draw(st.sampled_from(["10", "12.5"]))}


@st.composite
def parts_rules(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    weights = draw(st.sampled_from([["1"], ["0.25", "0.75"], ["1/3", "1/3", "1/3"], ["1/7", "6/7"]]))
    parts = [{"id": f"p{n}", "share": share, "rule": draw(inner)} for n, share in enumerate(weights)]
    rule: dict[str, Any] = {"kind": "parts", "parts": parts}
    if draw(st.booleans()):
        rule["gate"] = draw(st.sampled_from(parts))["id"]
    return rule


PLAIN_RULES = quotient_rules() | levels_rules() | count_rules()
RULES = PLAIN_RULES | parts_rules(PLAIN_RULES | parts_rules(PLAIN_RULES | parts_rules(PLAIN_RULES)))


@settings(max_examples=300, deadline=None)
@given(rule=RULES, seed=st.integers(0, 2**32))
def test_any_rule_that_a_catalogue_may_hold(rule: dict[str, Any], seed: int) -> None:
    document = copy.deepcopy(SMALL_DOCUMENT)
    row = next(row for row in document["indicators"] if row["code"] == "B.1")
    row["rule"] = rule
    catalogue = parse_catalogue(json.dumps(document).encode())
    for offset in range(10):
        die = Random(seed + offset)
        answers = random_document(document, die)
        ours = flattened(engine_score(catalogue, answers, die))
        assert ours == independent_score(document, answers)
