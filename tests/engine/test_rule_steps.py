"""The steps of a rule: better levels, the least whole numbers for each quarter, parts and their gates."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from assessments import assessment_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document

from dti_desktop.engine import rule_steps
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    Level,
    LevelsRule,
    Part,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Text,
    quantities,
)
from dti_desktop.engine.rule_steps import ReachedAnswer, reachable
from dti_desktop.engine.rules import evaluate

A, B = (Quantity(name, Text(name), Text("cái", "pieces")) for name in "ab")
LEVELS = LevelsRule(
    (
        Level("full", Text("đủ"), Fraction(1)),
        Level("some", Text("một phần"), Fraction(1, 3)),
        Level("none", Text("chưa"), Fraction(0)),
    )
)
HALF = Fraction(1, 2)


def ratio(target: str = "1", **more: Any) -> RatioRule:
    return RatioRule(A, B, Fraction(target), **more)


def sets(found: tuple[ReachedAnswer, ...]) -> dict[str, dict[str, object]]:
    return {each.id: dict(each.sets) for each in found}


def numbers(
    rule: Any, fields: dict[str, object], profile: dict[str, Decimal] | None = None
) -> dict[str, int]:
    """Return milestone → number of the steps of a rule with one number."""
    decimals = {key: Decimal(str(value)) for key, value in fields.items()}
    found = reachable(rule, decimals, profile or {})
    assert all(each.sets.keys() == {"a"} for each in found)
    return {each.id.removeprefix("number:a:"): int(each.reaches[0].target.number or 0) for each in found}


def test_each_better_level_is_a_step() -> None:
    assert sets(reachable(LEVELS, {"level": "some"}, {})) == {"level:full": {"level": "full"}}
    found = reachable(LEVELS, {}, {})
    assert [each.id for each in found] == ["level:some", "level:full"]
    assert found[0].share == Fraction(1, 3)
    assert found[1].reaches[0].target.label == Text("đủ")
    assert reachable(LEVELS, {"level": "full"}, {}) == ()


def test_the_least_whole_number_for_each_quarter() -> None:
    assert numbers(ratio(), {"a": 3, "b": 10}) == {"0.5": 5, "0.75": 8, "1": 10}
    assert numbers(ratio("0.5"), {"a": 1, "b": 10}) == {"0.25": 2, "0.5": 3, "0.75": 4, "1": 5}
    assert numbers(CountRule(A, Fraction("12.5")), {"a": 2}) == {"0.25": 4, "0.5": 7, "0.75": 10, "1": 13}
    rate = RateRule(A, B, Fraction(20), Fraction(100))
    assert numbers(rate, {"a": 9, "b": 150}) == {"0.5": 15, "0.75": 23, "1": 30}
    assert numbers(rate, {"a": 31, "b": 150}) == {}, "beyond the target there is nothing to gain"


def test_one_number_that_reaches_several_quarters_is_one_step_named_after_the_best() -> None:
    assert numbers(ratio(), {"a": 0, "b": 2}) == {"0.5": 1, "1": 2}
    assert numbers(ratio(), {"a": 0, "b": 1}) == {"1": 1}
    assert numbers(RateRule(A, B, Fraction(2), Fraction(100)), {"a": 0, "b": 150}) == {
        "0.25": 1, "0.5": 2, "1": 3,
    }  # fmt: skip


def test_a_complement_goes_down() -> None:
    assert numbers(ratio(complement=True), {"a": 7, "b": 10}) == {"0.5": 5, "0.75": 2, "1": 0}


def test_the_number_stays_within_its_whole() -> None:
    # Of 2.5 two are 0.8; three would be all, but are more than there are.
    assert numbers(ratio(), {"a": 0, "b": "2.5"}) == {"0.25": 1, "0.75": 2}


def test_the_profile_gives_the_whole_and_an_own_one_beats_it() -> None:
    rule = RatioRule(A, Quantity("b", Text("b"), Text("xã"), profile="communes"), Fraction(1))
    profile = {"communes": Decimal(100)}
    assert numbers(rule, {}, profile) == {"0.25": 25, "0.5": 50, "0.75": 75, "1": 100}
    assert numbers(rule, {"a": 30, "b": 40}, profile) == {"1": 40}
    assert numbers(rule, {"a": 3}) == {}, "nobody knows how many there are"


@pytest.mark.parametrize("fields", [{"a": 11, "b": 10}, {"a": 1, "b": 0}, {"b": 0}, {"a": 0, "b": 0}])
def test_what_contradicts_itself_has_no_step(fields: dict[str, object]) -> None:
    assert numbers(ratio(), fields) == {}
    assert numbers(ratio(full_when_denominator_zero=True), fields) == {}


def parts(gate: str | None = None) -> PartsRule:
    return PartsRule(
        (Part("list", Text("l"), HALF, LEVELS), Part("used", Text("u"), HALF, ratio())), gate=gate
    )


def test_parts_are_improved_alone_and_together() -> None:
    fields = {"list.level": "some", "used.a": Decimal(1), "used.b": Decimal(2)}
    found = reachable(parts(), fields, {})
    assert sets(found) == {
        "list/level:full": {"list.level": "full"},
        "used/number:a:1": {"used.a": Decimal(2)},
        "list/level:full+used/number:a:1": {"list.level": "full", "used.a": Decimal(2)},
    }
    assert [each.share for each in found] == [Fraction(3, 4), Fraction(2, 3), Fraction(1)]


def test_behind_a_closed_gate_nothing_gains_without_the_gate() -> None:
    fields = {"list.level": "none", "used.a": Decimal(1), "used.b": Decimal(2)}
    found = reachable(parts(gate="list"), fields, {})
    assert all("list/level" in each.id for each in found)
    assert {each.id: each.share for each in found}["list/level:full"] == Fraction(3, 4)
    assert max(each.share for each in found) == 1


def test_too_many_combinations_are_bounded_and_keep_the_best_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    many = PartsRule(tuple(Part(f"p{n}", Text("p"), Fraction(1, 9), LEVELS) for n in range(9)))
    monkeypatch.setattr(rule_steps, "MAX_COMBINATIONS", 300)
    found = reachable(many, {}, {})
    assert len(found) == 300
    assert max(each.share for each in found) == 1
    assert len({each.id for each in found}) == 300
    assert sum(len(each.reaches) == 1 for each in found) == 18, "all single steps are there"


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans())
def test_every_step_gains_and_changes_no_denominator(
    seed: int, over_real: bool, real: Catalogue, small: Catalogue, real_document: Any, small_document: Any
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    assessment = assessment_of(catalogue, random_document(source, die))
    for code, row in catalogue.indicators.items():
        fields = assessment.answers.get(code, {})
        before = evaluate(row.rule, fields, assessment.profile)
        found = reachable(row.rule, fields, assessment.profile)
        assert len({each.id for each in found}) == len(found)
        known = {key for key, _ in quantities(row.rule)}
        for each in found:
            assert each.id.isascii()
            after = evaluate(row.rule, {**fields, **each.sets}, assessment.profile)
            assert after.share == each.share > before.share
            for field, value in each.sets.items():
                if isinstance(value, Decimal):
                    assert field in known and not field.endswith("b")
                    assert value == value.to_integral_value() and value >= 0
        if row.max_points == 0 or before.share == 1:
            assert found == ()
