"""Every edge of docs/scoring.md by hand: state and share of one answer. The random tests lean on these."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dti_desktop.engine.model import (
    Choice,
    CountRule,
    InfoField,
    InfoRule,
    Level,
    LevelsRule,
    Part,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.engine.rules import evaluate

NAME = Text("x")
A = Quantity("a", NAME, NAME)
B = Quantity("b", NAME, NAME)
B_OR_PROFILE = Quantity("b", NAME, NAME, profile="p")

LEVELS = LevelsRule(
    (Level("full", NAME, Fraction(1)), Level("third", NAME, Fraction(1, 3)), Level("none", NAME, Fraction(0)))
)
RATIO = RatioRule(A, B, Fraction(1))
RATIO_08 = RatioRule(A, B, Fraction("0.8"))
RATIO_PROFILE = RatioRule(A, B_OR_PROFILE, Fraction(1))
COMPLEMENT = RatioRule(A, B, Fraction(1), complement=True)
FULL_AT_ZERO = RatioRule(A, B, Fraction("0.5"), full_when_denominator_zero=True)
FULL_COMPLEMENT = RatioRule(A, B, Fraction(1), complement=True, full_when_denominator_zero=True)
FULL_PROFILE = RatioRule(A, B_OR_PROFILE, Fraction(1), full_when_denominator_zero=True)
RATE = RateRule(A, B_OR_PROFILE, Fraction(5), per=Fraction(1000))
COUNT = CountRule(A, Fraction(10))
INFO = InfoRule(
    (InfoField("done", NAME, "bool"), InfoField("state", NAME, "choice", (Choice("live", NAME),)))
)


def part(key: str, share: str, rule: Rule) -> Part:
    return Part(key, NAME, Fraction(share), rule)


HALVES = PartsRule((part("l", "0.5", LEVELS), part("r", "0.5", RATIO)))
GATED = PartsRule((part("l", "0.5", LEVELS), part("r", "0.5", RATIO)), gate="l")
RATIO_GATE = PartsRule((part("r", "1/3", RATIO), part("l", "2/3", LEVELS)), gate="r")
NESTED = PartsRule((part("one", "0.5", HALVES), part("two", "0.5", COUNT)))
PARTS_GATE = PartsRule((part("one", "0.25", HALVES), part("two", "0.75", COUNT)), gate="one")


def given(text: str) -> dict[str, Any]:
    """Return the fields that `a=1 l.level=full done=False` writes."""
    fields: dict[str, Any] = {}
    for field in text.split():
        key, _, value = field.partition("=")
        if value in ("True", "False"):
            fields[key] = value == "True"
        else:
            fields[key] = Decimal(value) if value[0].isdecimal() else value
    return fields


# name, rule, own fields, province figures, state and share
CASES: list[tuple[str, Rule, str, str, str]] = [
    ("nothing chosen", LEVELS, "", "", "unanswered 0"),
    ("a level", LEVELS, "level=third", "", "answered 1/3"),
    ("an answer worth nothing is an answer", LEVELS, "level=none", "", "answered 0"),
    # ratio: which numbers are there
    ("neither number", RATIO, "", "", "unanswered 0"),
    ("neither number, though the profile knows b", RATIO_PROFILE, "", "p=10", "unanswered 0"),
    ("a alone", RATIO, "a=5", "", "incomplete 0"),
    ("own b alone", RATIO, "b=5", "", "incomplete 0"),
    ("own b 0 alone is not judged yet", RATIO, "b=0", "", "incomplete 0"),
    ("own b alone beside the profile's", RATIO_PROFILE, "b=5", "p=10", "incomplete 0"),
    ("a alone, the profile is silent", RATIO_PROFILE, "a=5", "", "incomplete 0"),
    ("a alone, the profile knows b", RATIO_PROFILE, "a=5", "p=10", "answered 1/2"),
    ("own b beats the profile", RATIO_PROFILE, "a=5 b=20", "p=10", "answered 1/4"),
    ("a figure of another name", RATIO_PROFILE, "a=5", "q=10", "incomplete 0"),
    # ratio: the two numbers
    ("below the target", RATIO_08, "a=4 b=10", "", "answered 1/2"),
    ("at the target", RATIO_08, "a=8 b=10", "", "answered 1"),
    ("above the target", RATIO_08, "a=9 b=10", "", "answered 1"),
    ("exact thirds", RATIO, "a=1 b=3", "", "answered 1/3"),
    (
        "fractions of a unit",
        RATIO,
        "a=0.000001 b=999999999999999.999999",
        "",
        "answered 1/999999999999999999999",
    ),
    ("a = b", RATIO, "a=7 b=7", "", "answered 1"),
    ("a = 0", RATIO, "a=0 b=7", "", "answered 0"),
    ("a above b", RATIO, "a=7.000001 b=7", "", "invalid 0"),
    ("a above the profile's b", RATIO_PROFILE, "a=7", "p=6", "invalid 0"),
    ("own b below a, though the profile's is above", RATIO_PROFILE, "a=7 b=6", "p=9", "invalid 0"),
    ("b = 0", RATIO, "a=5 b=0", "", "invalid 0"),
    ("both 0", RATIO, "a=0 b=0", "", "invalid 0"),
    ("the profile's b is 0", RATIO_PROFILE, "a=0", "p=0", "invalid 0"),
    # complement
    ("complement", COMPLEMENT, "a=2 b=10", "", "answered 4/5"),
    ("complement of nothing", COMPLEMENT, "a=0 b=10", "", "answered 1"),
    ("complement of all", COMPLEMENT, "a=10 b=10", "", "answered 0"),
    ("complement, a above b", COMPLEMENT, "a=11 b=10", "", "invalid 0"),
    ("complement, both 0", COMPLEMENT, "a=0 b=0", "", "invalid 0"),
    # when_denominator_zero: full
    ("full at 0, both 0", FULL_AT_ZERO, "a=0 b=0", "", "answered 1"),
    ("full at 0, a above 0", FULL_AT_ZERO, "a=0.5 b=0", "", "invalid 0"),
    ("full at 0, b above 0", FULL_AT_ZERO, "a=1 b=8", "", "answered 1/4"),
    ("full at 0, a = 0 of some", FULL_AT_ZERO, "a=0 b=8", "", "answered 0"),
    ("full at 0, b = 0 alone", FULL_AT_ZERO, "b=0", "", "incomplete 0"),
    ("full at 0, the profile's b is 0", FULL_PROFILE, "a=0", "p=0", "answered 1"),
    ("full at 0, own b 0 beats the profile", FULL_PROFILE, "a=0 b=0", "p=9", "answered 1"),
    ("full at 0 with complement", FULL_COMPLEMENT, "a=0 b=0", "", "answered 1"),
    # rate
    ("rate, nothing given", RATE, "", "p=1000", "unanswered 0"),
    ("rate, a alone", RATE, "a=5", "", "incomplete 0"),
    ("rate, own b alone", RATE, "b=5", "p=1000", "incomplete 0"),
    ("rate below the target", RATE, "a=2", "p=1000", "answered 2/5"),
    ("rate above the target", RATE, "a=6", "p=1000", "answered 1"),
    ("rate, a may exceed b", RATE, "a=3 b=2", "p=1000", "answered 1"),
    ("rate, b = 0", RATE, "a=3 b=0", "p=1000", "invalid 0"),
    ("rate, both 0", RATE, "a=0", "p=0", "invalid 0"),
    # count
    ("count, nothing given", COUNT, "", "", "unanswered 0"),
    ("count of 0", COUNT, "a=0", "", "answered 0"),
    ("count below the target", COUNT, "a=2.5", "", "answered 1/4"),
    ("count above the target", COUNT, "a=11", "", "answered 1"),
    # info
    ("info, nothing given", INFO, "", "", "unanswered 0"),
    ("info, a no is given", INFO, "done=False", "", "information 0"),
    ("info, one of two", INFO, "state=live", "", "information 0"),
    # parts
    ("no part", HALVES, "", "", "unanswered 0"),
    ("one of two parts", HALVES, "l.level=third", "", "incomplete 1/6"),
    ("a part half given", HALVES, "l.level=third r.a=1", "", "incomplete 1/6"),
    ("only a part half given", HALVES, "r.a=1", "", "incomplete 0"),
    ("both parts", HALVES, "l.level=third r.a=1 r.b=2", "", "answered 5/12"),
    ("an invalid part counts 0, the other counts", HALVES, "l.level=full r.a=3 r.b=2", "", "invalid 1/2"),
    ("invalid beats unanswered", HALVES, "r.a=3 r.b=2", "", "invalid 0"),
    # parts behind a gate
    ("gate closed", GATED, "l.level=none r.a=1 r.b=2", "", "answered 0"),
    ("gate closed, nothing behind it", GATED, "l.level=none", "", "answered 0"),
    ("gate closed, nonsense behind it", GATED, "l.level=none r.a=3 r.b=2", "", "answered 0"),
    ("gate unanswered, all else given", GATED, "r.a=1 r.b=2", "", "incomplete 0"),
    ("gate unanswered, nonsense behind it", GATED, "r.a=3 r.b=2", "", "invalid 0"),
    ("gate unanswered, nothing given", GATED, "", "", "unanswered 0"),
    ("gate open, nothing behind it", GATED, "l.level=third", "", "incomplete 1/6"),
    ("gate open by a third is open", GATED, "l.level=third r.a=1 r.b=1", "", "answered 2/3"),
    ("gate incomplete", RATIO_GATE, "l.level=full r.a=1", "", "incomplete 0"),
    ("gate invalid", RATIO_GATE, "l.level=full r.a=3 r.b=2", "", "invalid 0"),
    ("gate answered with 0", RATIO_GATE, "l.level=full r.a=0 r.b=2", "", "answered 0"),
    ("gate open", RATIO_GATE, "l.level=full r.a=1 r.b=2", "", "answered 5/6"),
    # parts within parts
    ("an inner part that is incomplete counts 0", NESTED, "one.l.level=full two.a=10", "", "incomplete 1/2"),
    (
        "an inner part that is invalid counts 0",
        NESTED,
        "one.l.level=full one.r.a=2 one.r.b=1 two.a=10",
        "",
        "invalid 1/2",
    ),
    ("all of it", NESTED, "one.l.level=full one.r.a=1 one.r.b=2 two.a=5", "", "answered 5/8"),
    ("a gate of parts, incomplete", PARTS_GATE, "one.l.level=full two.a=10", "", "incomplete 0"),
    (
        "a gate of parts, worth 0",
        PARTS_GATE,
        "one.l.level=none one.r.a=0 one.r.b=2 two.a=10",
        "",
        "answered 0",
    ),
    (
        "a gate of parts, open",
        PARTS_GATE,
        "one.l.level=none one.r.a=1 one.r.b=1 two.a=10",
        "",
        "answered 7/8",
    ),
]


@pytest.mark.parametrize(
    ("rule", "fields", "profile", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_edge(rule: Rule, fields: str, profile: str, expected: str) -> None:
    outcome = evaluate(rule, given(fields), given(profile))
    assert f"{outcome.state} {outcome.share}" == expected
    assert outcome.derivation.kind == rule.kind


@pytest.mark.parametrize(("a", "is_capped"), [("7.999999", False), ("8", False), ("8.000001", True)])
def test_only_what_is_above_the_target_is_capped(a: str, is_capped: bool) -> None:
    assert evaluate(RATIO_08, given(f"a={a} b=10"), {}).derivation.is_capped is is_capped
    assert evaluate(CountRule(A, Fraction(8)), given(f"a={a}"), {}).derivation.is_capped is is_capped


def test_each_edge_has_its_own_name() -> None:
    assert len({case[0] for case in CASES}) == len(CASES)
