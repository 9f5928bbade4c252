"""How far an assessment has come: five counters per main index."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from assessments import assessment_of, findings_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.progress import Progress, progress


def progress_of(assessment: Assessment) -> Any:
    return progress(assessment, scorecard_of(assessment), findings_of(assessment))


def test_each_counter_counts_its_own(small: Catalogue) -> None:
    document = {
        "answers": {
            "A.1": {"level": "most"},  # proven
            "A.2": {"a": "1", "b": "2"},  # neither proven nor explained: not valid
            "A.3": {"plan": {"level": "yes"}},  # incomplete
            "B.1": {"a": "1", "b": "0"},  # invalid
            "B.2": {"a": "0"},  # claims nothing: valid
            "C.1": {"own_building": True},  # explained: valid
        }
    }
    assessment = assessment_of(
        small,
        document,
        proven=("A.1", "B.1", "B.3"),
        explanations={"C.1": "Đang xây"},
        approved=("A.1", "A.2", "C.1"),
    )
    assert progress_of(assessment) == {
        "A": Progress(3, 2, 1, 1, 2, 30 - (Fraction(10, 3) + Fraction(5, 2) + 5)),
        "B": Progress(3, 1, 2, 1, 0, Fraction(20)),
        "C": Progress(1, 1, 0, 1, 1, Fraction(0)),
    }


def test_a_contradiction_is_neither_answered_nor_valid(small: Catalogue) -> None:
    counted = progress_of(assessment_of(small, {"answers": {"B.1": {"a": "1", "b": "0"}}}, proven=("B.1",)))
    assert (counted["B"].answered, counted["B"].valid, counted["B"].with_evidence) == (0, 0, 1)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_counters_hold_together(seed: int, real: Catalogue, real_document: Any) -> None:
    die = Random(seed)
    proven = tuple(code for code in real.indicators if die.random() < 0.5)
    assessment = assessment_of(real, random_document(real_document, die), proven=proven)
    card, counted = scorecard_of(assessment), progress_of(assessment)
    assert list(counted) == [index.code for index in real.main_indices]
    for entry in counted.values():
        assert 0 <= entry.valid <= entry.answered <= entry.indicators
        assert entry.open_points >= 0
    assert sum(entry.answered for entry in counted.values()) == card.answered
    assert sum(entry.indicators for entry in counted.values()) == card.indicators_total
    assert sum(entry.with_evidence for entry in counted.values()) == len(proven)
    assert sum(entry.open_points for entry in counted.values()) == real.scale - card.whole.points
