"""What one rejection costs, and the fewest documents whose loss costs a rank: against brute force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest
from assessments import assessment_of
from planning_samples import FEW_RIVALS
from random_answers import random_document

from dti_desktop.engine.assessment import Citation, Document, EvidenceLink
from dti_desktop.engine.document_loss import DocumentLoss, smallest_loss_of_points, smallest_loss_of_rank
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.planning import published_value
from dti_desktop.engine.sensitivity import Exposure, document_losses, indicator_losses

ANSWERS = {"answers": {"A.1": {"level": "full"}, "B.2": {"a": 5}, "B.3": {"a": 9, "b": 9}}}
ZERO = Fraction(0)


def exposure(catalogue: Catalogue, document: Any, links: dict[str, str]) -> Exposure:
    """Return an assessment whose rows are proven by documents of one letter each: `{"A.1": "xy"}`."""
    letters = sorted({letter for proofs in links.values() for letter in proofs})
    papers = {
        letter: Document(letter, Citation(letter, date(2022, 6, 3), "UBND tỉnh"), None, "")
        for letter in letters
    }
    proofs = {code: tuple(EvidenceLink(letter) for letter in letters) for code, letters in links.items()}
    assessment = replace(assessment_of(catalogue, document), documents=papers, links=proofs)
    return Exposure(assessment, FEW_RIVALS, lambda code: code in links)


def test_a_rejected_claim_loses_all_its_points(small: Catalogue) -> None:
    found = {loss.id: loss for loss in indicator_losses(exposure(small, ANSWERS, {"A.1": "x"}))}
    assert found["A.1"].points == 5
    assert found["B.2"].points == Fraction(9, 5), "whether or not something proves it"
    assert "A.2" not in found
    assert [loss.points for loss in found.values()] == sorted(
        (f.points for f in found.values()), reverse=True
    )


def test_a_document_takes_all_rows_that_nothing_else_proves(small: Catalogue) -> None:
    found = {
        loss.id: loss
        for loss in document_losses(
            exposure(small, ANSWERS, {"A.1": "xy", "B.2": "x", "B.3": "x", "A.2": "z"})
        )
    }
    assert found["x"].codes == ("B.2", "B.3")
    assert found["x"].points == Fraction(9, 5) + Fraction(15, 2)
    assert found["y"].points == found["z"].points == 0
    assert found["y"].places == 0


def test_places_lost_are_those_of_the_curve(small: Catalogue) -> None:
    known = exposure(small, ANSWERS, {"A.1": "x", "B.3": "x"})
    (loss,) = document_losses(known)
    after = published_value(known.points - loss.points, small.scale)
    assert loss.places == FEW_RIVALS.expected_rank(after) - known.expected_rank > 0


def random_exposure(catalogue: Catalogue, source: Any, seed: int) -> Exposure:
    die = Random(seed)
    links = {
        code: "".join(die.sample("uvwxyz", die.randint(1, 3)))
        for code in catalogue.indicators
        if die.random() < 0.8
    }
    return exposure(catalogue, random_document(source, die), links)


def lost_points(known: Exposure, documents: tuple[str, ...]) -> Fraction:
    """Return what the loss of `documents` costs, told apart from the engine's own way."""
    total = ZERO
    for code, points in known.claimed.items():
        if known.assessment.catalogue.indicators[code].measured_by == "ministry":
            continue
        proofs = {link.document_id for link in known.assessment.links.get(code, ())}
        if proofs and not proofs - set(documents):
            total += points
    return total


def fewest(known: Exposure, is_enough: Any) -> int | None:
    documents = tuple(known.assessment.documents)
    for count in range(len(documents) + 1):
        if any(is_enough(lost_points(known, chosen)) for chosen in combinations(documents, count)):
            return count
    return None


@pytest.mark.parametrize("seed", range(100))
def test_the_fewest_documents_that_cost_points_equal_brute_force(
    small: Catalogue, small_document: Any, seed: int
) -> None:
    known = random_exposure(small, small_document, seed)
    die = Random(seed)
    several = lost_points(known, tuple(die.sample(sorted(known.assessment.documents) or ["-"], 1)))
    points = die.choice((several, several + Fraction(1, 10**9), Fraction(die.randint(0, 40))))
    found = smallest_loss_of_points(known, points)
    expected = fewest(known, lambda lost: lost >= points)
    assert (None if found is None else len(found.documents)) == expected
    if found is not None:
        assert found.loss.points == lost_points(known, found.documents) >= points


@pytest.mark.parametrize("seed", range(100))
def test_the_fewest_documents_that_cost_a_rank_equal_brute_force(
    small: Catalogue, small_document: Any, seed: int
) -> None:
    known = random_exposure(small, small_document, seed)
    for rank in range(1, 11):

        def is_lost(lost: Fraction, rank: int = rank) -> bool:
            value = published_value(known.points - lost, small.scale)
            return FEW_RIVALS.median_rank(value) > rank

        found = smallest_loss_of_rank(known, rank)
        expected = fewest(known, is_lost)
        assert (None if found is None else len(found.documents)) == expected
        if found is not None:
            assert is_lost(lost_points(known, found.documents))


def test_what_no_loss_costs(small: Catalogue) -> None:
    known = exposure(small, ANSWERS, {"A.1": "x"})
    assert smallest_loss_of_points(known, Fraction(6)) is None
    assert smallest_loss_of_rank(known, 10) is None, "the last rank cannot be lost"
    assert smallest_loss_of_points(known, ZERO) == DocumentLoss((), known.loss("", ()))


def test_the_same_question_has_the_same_answer(small: Catalogue) -> None:
    links = {"A.1": "x", "B.2": "y", "B.3": "zx"}
    answers = [smallest_loss_of_points(exposure(small, ANSWERS, links), Fraction(5)) for _ in range(2)]
    assert answers[0] == answers[1]
