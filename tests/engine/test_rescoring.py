"""Judging only what changed gives what judging everything gives."""

from __future__ import annotations

from random import Random
from typing import Any

from assessments import assessment_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.scoring import rescore


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans(), edits=st.integers(1, 12))
def test_rescoring_equals_scoring(
    seed: int,
    over_real: bool,
    edits: int,
    real: Catalogue,
    small: Catalogue,
    real_document: Any,
    small_document: Any,
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    now = assessment_of(catalogue, random_document(source, die))
    card = scorecard_of(now)
    for _ in range(edits):
        other = assessment_of(catalogue, random_document(source, die))
        before, now, changed = now, *edited(now, other, die)
        card = rescore(card, catalogue, now.answers, now.profile, changed)
        assert card == scorecard_of(now), (before, changed)


def edited(now: Assessment, other: Assessment, die: Random) -> tuple[Assessment, list[str]]:
    """Return an assessment with a few answers, or a province figure, of another; and what changed."""
    catalogue = now.catalogue
    if die.random() < 0.4:
        key = die.choice(sorted(catalogue.profile_keys))
        return now.with_profile_figure(key, other.profile.get(key)), sorted(
            catalogue.codes_by_profile_key[key]
        )
    changed = die.sample(list(catalogue.indicators), die.randint(1, 3))
    for code in changed:
        now = now.with_fields(code, other.answers.get(code, {}))
    return now, changed * die.randint(1, 2)


def test_nothing_changed_changes_nothing(small: Catalogue, small_document: Any) -> None:
    now = assessment_of(small, random_document(small_document, Random(3)))
    card = scorecard_of(now)
    assert rescore(card, small, now.answers, now.profile, ()) == card
    assert rescore(card, small, now.answers, now.profile, list(small.indicators)) == card


def test_the_scorecard_before_is_left_alone(small: Catalogue) -> None:
    """The window keeps it to show what an edit changed."""
    empty = assessment_of(small, {})
    before = scorecard_of(empty)
    after = rescore(before, small, {"A.1": {"level": "full"}}, {}, ["A.1"])
    assert (after.whole.points, after.answered) == (5, 1)
    assert before == scorecard_of(empty)
    assert (before.whole.points, before.answered) == (0, 0)


def test_every_row_that_uses_a_figure_is_known(real: Catalogue, real_document: Any) -> None:
    """What the store must rescore when a province figure changes."""
    expected: dict[str, set[str]] = {figure["key"]: set() for figure in real_document["profile"]}
    for row in real_document["indicators"]:
        key = row["rule"].get("denominator", {}).get("profile")
        if key is not None:
            expected[key].add(row["code"])
    assert real.codes_by_profile_key == expected
    assert sum(len(codes) for codes in expected.values()) == 41
