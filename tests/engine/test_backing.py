"""Three totals: claimed, backed, at risk, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from assessments import assessment_of, scorecard_of

from dti_desktop.engine.assessment import Assessment, Citation, Document, EvidenceLink, StoredFile
from dti_desktop.engine.backing import Announcing, Backing, backing, can_be_found
from dti_desktop.engine.model import Catalogue

KINDS = (Announcing("kế hoạch", "KH"), Announcing("giấy mời", "GM"))
FILE = StoredFile("0" * 64, 10, "application/pdf", "749-QĐ-UBND.pdf")
EMPTY = Citation()
CITED = Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Kiện toàn Ban Chỉ đạo")


def judged(assessment: Assessment, *documents: Document, code: str = "1.1") -> Backing:
    linked = replace(
        assessment,
        documents={document.id: document for document in documents},
        links={code: tuple(EvidenceLink(document.id) for document in documents)},
    )
    return backing(linked, scorecard_of(linked), KINDS)


def document(citation: Citation = EMPTY, file: StoredFile | None = None, name: str = "d1") -> Document:
    return Document(name, citation, file, "2022-06-03T00:00:00Z")


@pytest.fixture
def one(real: Catalogue) -> Assessment:
    return assessment_of(real, {"answers": {"1.1": {"level": "head"}, "1.4": {"level": "no"}}})


def test_without_evidence_a_claim_is_at_risk(one: Assessment) -> None:
    found = judged(one)
    assert [(row.code, row.risks) for row in found.rows] == [("1.1", ("evidence-missing",))]
    assert (found.claimed_points, found.backed_points, found.at_risk_points) == (10, 0, 10)


def test_a_file_or_a_citation_that_can_be_found_backs_it(one: Assessment) -> None:
    for proof in (document(file=FILE), document(CITED)):
        found = judged(one, proof)
        assert (found.backed_points, found.at_risk_points) == (10, 0)
        assert found.is_backed("1.1")
    assert not can_be_found(document(replace(CITED, issued_on=None)))
    assert not can_be_found(document(replace(CITED, number="")))
    assert can_be_found(document(replace(CITED, title="")))


def test_a_citation_that_cannot_be_found_backs_nothing(one: Assessment) -> None:
    found = judged(one, document(Citation(number="749/QĐ-UBND")))
    assert found.rows[0].risks == ("citation-incomplete",)
    assert found.backed_points == 0


@pytest.mark.parametrize(
    "proof",
    [
        document(replace(CITED, title="Kế hoạch triển khai năm 2022")),
        document(replace(CITED, number="12/KH-UBND")),
        document(file=replace(FILE, original_name="Giấy mời họp.pdf")),
    ],
)
def test_a_plan_or_an_invitation_proves_no_result(one: Assessment, proof: Document) -> None:
    found = judged(one, proof)
    assert found.rows[0].risks == ("evidence-announces",)
    assert (found.backed_points, found.at_risk_points) == (10, 10)
    both = judged(one, proof, document(CITED, name="d2"))
    assert both.rows[0].risks == (), "one that proves the result is enough"


def test_a_plan_proves_a_row_that_asks_for_a_plan(real: Catalogue) -> None:
    asked = next(code for code, row in real.indicators.items() if "kế hoạch" in row.evidence.vi.casefold())
    rule = real.indicators[asked].rule
    assert rule.kind == "levels"
    assessment = assessment_of(real, {"answers": {asked: {"level": rule.levels[0].id}}})
    found = judged(assessment, document(replace(CITED, title="Kế hoạch năm")), code=asked)
    assert found.rows[0].risks == ()


def test_what_the_ministry_measures_is_an_estimate_and_not_at_risk(real: Catalogue) -> None:
    code, row = next(
        (code, row)
        for code, row in real.indicators.items()
        if row.measured_by == "ministry" and row.rule.kind == "ratio" and not row.rule.complement
    )
    assessment = assessment_of(real, {"answers": {code: {"a": 10, "b": 10}}})
    found = backing(assessment, scorecard_of(assessment))
    assert (found.at_risk_points, found.backed_points) == (0, 0)
    assert found.measured_points == found.claimed_points == row.max_points


def test_an_own_number_beside_another_profile_figure_is_at_risk(real: Catalogue) -> None:
    code, quantity = next(
        (code, row.rule.denominator)
        for code, row in real.indicators.items()
        if row.rule.kind == "ratio" and row.rule.denominator.profile and row.measured_by == "province"
    )
    document_ = {"answers": {code: {"a": 5, "b": 10}}, "profile": {quantity.profile: 20}}
    assessment = assessment_of(real, document_)
    found = judged(assessment, document(CITED), code=code)
    assert found.rows[0].risks == ("denominator-differs",)


def test_the_sample_totals_are_of_the_rows(one: Assessment) -> None:
    found = judged(one, document(CITED))
    assert found.claimed_points == sum((row.claimed_points for row in found.rows), Fraction(0))
