"""The checks: each finding with its severity, and never one too many."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from assessments import assessment_of, findings_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_scorer import score as independent_score
from random_answers import random_document

from dti_desktop.engine.assessment import Assessment, Citation, Document, EvidenceLink, JournalFault
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.checks import check, counts
from dti_desktop.engine.model import Catalogue


def found(assessment: Assessment, code: str) -> list[tuple[str, str | None]]:
    """Return (severity, indicator) of every finding of one code."""
    return [(f.severity, f.indicator) for f in findings_of(assessment) if f.code == code]


def facts(assessment: Assessment, code: str, indicator: str | None) -> dict[str, object]:
    """Return the facts of the one finding of this code for this indicator."""
    (finding,) = [f for f in findings_of(assessment) if (f.code, f.indicator) == (code, indicator)]
    return finding.facts


def test_a_journal_that_was_tampered_with_blocks_until_somebody_answers_for_it(small: Catalogue) -> None:
    code = next(iter(small.indicators))
    faults = (
        JournalFault("journal-broken", False, None, {"seq": 5}),
        JournalFault("journal-broken", True, None, {"seq": 3}),
        JournalFault("journal-differs", False, code, {"values": 1}),
        JournalFault("journal-differs", False, "not an indicator", {"values": 2}),
        JournalFault("journal-unguarded", False, None, {"guards": ["x"]}),
    )
    assessment = replace(assessment_of(small, {}), journal_faults=faults)
    assert found(assessment, "journal-broken") == [("block", None), ("note", None)]
    assert found(assessment, "journal-differs") == [("block", code), ("block", None)]
    assert found(assessment, "journal-unguarded") == [("block", None)]
    assert [f.facts for f in findings_of(assessment) if f.code == "journal-broken"] == [
        {"seq": 5},
        {"seq": 3},
    ]


def dated(assessment: Assessment, *days: date | None) -> Assessment:
    """Link documents of these days to A.1."""
    documents = {
        f"d{at}": Document(f"d{at}", Citation(f"{at}/QĐ", day), None, "2022-06-03T00:00:00Z")
        for at, day in enumerate(days)
    }
    return replace(
        assessment, documents=documents, links={"A.1": tuple(EvidenceLink(name) for name in documents)}
    )


def test_a_document_of_another_year_asks_for_an_explanation(small: Catalogue) -> None:
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    bare = assessment_of(small, {}, year=2022)
    assert found(dated(bare, first, last, None), "evidence-date-outside-year") == []
    late = dated(bare, date(2023, 1, 1), first, date(2020, 6, 3), date(2023, 5, 1))
    assert found(late, "evidence-date-outside-year") == [("explain", "A.1")]
    assert facts(late, "evidence-date-outside-year", "A.1") == {
        "explained": False,
        "year": 2022,
        "years": [2020, 2023],
        "documents": ["0/QĐ", "2/QĐ", "3/QĐ"],
    }
    told = replace(late, explanations={"A.1": "Vẫn còn hiệu lực"})
    assert found(told, "evidence-date-outside-year") == [("note", "A.1")]
    blank = replace(late, explanations={"A.1": " \n"})
    assert found(blank, "evidence-date-outside-year") == [("explain", "A.1")]
    gone = replace(late, documents={})
    assert found(gone, "evidence-date-outside-year") == []


def test_an_empty_assessment_blocks_nothing(small: Catalogue) -> None:
    findings = findings_of(assessment_of(small, {}))
    assert {f.severity for f in findings} == {"note"}
    assert [f.indicator for f in findings if f.code == "answer-missing"] == list(small.indicators)
    assert {f.code for f in findings} == {"answer-missing", "row-unconfirmed"}


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ({"A.2": {"a": "3", "b": "2"}}, [{"part": "", "reason": "numerator-above-denominator"}]),
        ({"A.2": {"a": "3", "b": "0"}}, [{"part": "", "reason": "denominator-zero"}]),
        ({"B.1": {"a": "3", "b": "0"}}, [{"part": "", "reason": "denominator-zero"}]),
        ({"B.3": {"a": "1", "b": "0"}}, [{"part": "", "reason": "denominator-zero"}]),
        (
            {"A.3": {"plan": {"level": "yes"}, "work": {"scanned": {"a": "3", "b": "2"}}}},
            [
                {"part": "work.scanned", "reason": "numerator-above-denominator"},
                {"part": "work.shared", "reason": "part-unanswered"},
            ],
        ),
    ],
)
def test_a_contradiction_blocks(small: Catalogue, answer: dict[str, Any], faults: list[Any]) -> None:
    (code,) = answer
    assessment = assessment_of(small, {"answers": answer}, explanations={code: "Vì sao"})
    assert found(assessment, "answer-invalid") == [("block", code)], "no explanation lifts a contradiction"
    assert facts(assessment, "answer-invalid", code) == {"faults": faults}
    assert counts(findings_of(assessment))["block"] == 1


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ({"A.2": {"a": "3"}}, [{"part": "", "reason": "denominator-missing"}]),
        ({"A.2": {"b": "3"}}, [{"part": "", "reason": "numerator-missing"}]),
        ({"A.3": {"plan": {"level": "yes"}}}, [{"part": "work", "reason": "part-unanswered"}]),
        (
            {"A.3": {"plan": {"level": "yes"}, "work": {"scanned": {"a": "1"}, "shared": {"a": "1"}}}},
            [{"part": "work.scanned", "reason": "denominator-missing"}],
        ),
    ],
)
def test_half_an_answer_asks_for_an_explanation(
    small: Catalogue, answer: dict[str, Any], faults: list[Any]
) -> None:
    (code,) = answer
    assessment = assessment_of(small, {"answers": answer})
    assert found(assessment, "answer-incomplete") == [("explain", code)]
    assert facts(assessment, "answer-incomplete", code) == {"faults": faults}
    assert counts(findings_of(assessment))["block"] == 0


def test_points_without_evidence_ask_for_an_explanation(small: Catalogue) -> None:
    document = {"answers": {"A.1": {"level": "most"}, "B.2": {"a": "5"}}}
    bare = assessment_of(small, document)
    assert found(bare, "evidence-missing") == [("explain", "A.1"), ("explain", "B.2")]
    assert found(assessment_of(small, document, proven=("A.1", "B.2")), "evidence-missing") == []
    explained = assessment_of(small, document, explanations={"A.1": "Đang trình ký"}, proven=("B.2",))
    assert found(explained, "evidence-missing") == [("note", "A.1")]
    assert facts(explained, "evidence-missing", "A.1") == {"explained": True}
    blank = assessment_of(small, document, explanations={"A.1": " \n\t"}, proven=("B.2",))
    assert found(blank, "evidence-missing") == [("explain", "A.1")]


def test_nothing_claimed_needs_no_proof(small: Catalogue) -> None:
    document = {
        "answers": {
            "A.1": {"level": "none"},
            "A.2": {"a": "5", "b": "5"},
            "A.3": {"plan": {"level": "no"}, "work": {"shared": {"a": "4"}}},
            "B.2": {"a": "0"},
        }
    }
    assessment = assessment_of(small, document)
    assert scorecard_of(assessment).whole.points == 0
    assert found(assessment, "evidence-missing") == []


def test_information_needs_proof_though_it_has_no_points(small: Catalogue) -> None:
    assessment = assessment_of(small, {"answers": {"C.1": {"own_building": False}}})
    assert found(assessment, "evidence-missing") == [("explain", "C.1")]


def test_an_own_denominator_that_differs_is_noted(small: Catalogue) -> None:
    document = {"profile": {"readers": "1000"}, "answers": {"B.1": {"a": "1", "b": "900.50"}}}
    assessment = assessment_of(small, document)
    assert found(assessment, "denominator-differs") == [("note", "B.1")]
    assert facts(assessment, "denominator-differs", "B.1") == {
        "field": "b",
        "own": "900.5",
        "profile": "1000",
        "profile_key": "readers",
    }
    for answer in ({"a": "1", "b": "1000.0"}, {"a": "1"}):
        same = assessment_of(small, {"profile": {"readers": "1000"}, "answers": {"B.1": answer}})
        assert found(same, "denominator-differs") == []
    alone = assessment_of(small, {"answers": {"B.1": {"a": "1", "b": "900.5"}}})
    assert found(alone, "denominator-differs") == []


def test_what_lies_behind_a_closed_gate_is_not_judged(small: Catalogue) -> None:
    behind = {"scanned": {"a": "3", "b": "0"}, "shared": {"a": "4"}}
    document = {"answers": {"A.3": {"plan": {"level": "no"}, "work": behind}}}
    assessment = assessment_of(small, document)
    assert {f.code for f in findings_of(assessment) if f.indicator == "A.3"} == set()
    opened = assessment_of(small, {"answers": {"A.3": {"plan": {"level": "yes"}, "work": behind}}})
    assert found(opened, "answer-invalid") == [("block", "A.3")]


def test_a_difference_behind_a_closed_gate_is_not_noted(small_document: dict[str, Any]) -> None:
    document = copy.deepcopy(small_document)
    row = next(row for row in document["indicators"] if row["code"] == "A.3")
    work = next(part for part in row["rule"]["parts"] if part["id"] == "work")
    work["rule"]["parts"][0]["rule"]["denominator"] |= {"profile": "readers", "unit": "người"}
    catalogue = parse_catalogue(json.dumps(document).encode())

    def noted(level: str) -> list[tuple[str, str | None]]:
        answer = {"plan": {"level": level}, "work": {"scanned": {"a": "1", "b": "2"}}}
        answers = {"profile": {"readers": "3"}, "answers": {"A.3": answer}}
        return found(assessment_of(catalogue, answers), "denominator-differs")

    assert noted("yes") == [("note", "A.3")]
    assert noted("no") == []


def test_rows_nobody_confirmed_are_noted(small: Catalogue) -> None:
    assessment = assessment_of(small, {})
    assert found(assessment, "row-unconfirmed") == [("note", "B.1"), ("note", "B.2")]
    assert facts(assessment, "row-unconfirmed", "B.1") == {"confidence": "partly"}
    assert facts(assessment, "row-unconfirmed", "B.2") == {"confidence": "recollected"}


def test_a_year_it_was_not_issued_for_is_noted(small: Catalogue) -> None:
    assert found(assessment_of(small, {}, year=2030), "year-not-issued") == []
    other = assessment_of(small, {}, year=2031)
    assert found(other, "year-not-issued") == [("note", None)]
    assert facts(other, "year-not-issued", None) == {"year": 2031, "issued_for_years": [2030]}


@pytest.mark.parametrize(("year", "noted"), [(2020, 1), (2021, 0), (2022, 0), (2023, 0), (2024, 1)])
def test_any_of_the_years_it_was_issued_for_will_do(real: Catalogue, year: int, noted: int) -> None:
    assert len(found(assessment_of(real, {}, year=year), "year-not-issued")) == noted


def test_the_form_of_a_finding(small: Catalogue) -> None:
    findings = findings_of(assessment_of(small, {"answers": {"A.1": {"level": "full"}}}, year=2031))
    assert [f.to_json() for f in findings if f.code in ("evidence-missing", "year-not-issued")] == [
        {
            "code": "evidence-missing",
            "severity": "explain",
            "indicator": "A.1",
            "facts": {"explained": False},
        },
        {
            "code": "year-not-issued",
            "severity": "note",
            "indicator": None,
            "facts": {"year": 2031, "issued_for_years": [2030]},
        },
    ]


ORDER = ["block", "explain", "note"]


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans())
def test_severities_follow_from_the_states_alone(
    seed: int, over_real: bool, real: Catalogue, small: Catalogue, real_document: Any, small_document: Any
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    document = random_document(source, die)
    proven = tuple(code for code in catalogue.indicators if die.random() < 0.4)
    explained = {code: die.choice(["", " ", "Giải trình"]) for code in catalogue.indicators}
    assessment = assessment_of(catalogue, document, proven=proven, explanations=explained)
    findings = check(assessment, scorecard_of(assessment))

    expected = set()
    verdicts = independent_score(source, document)["indicators"]
    by_state = {
        "invalid": ("answer-invalid", "block"),
        "incomplete": ("answer-incomplete", "explain"),
        "unanswered": ("answer-missing", "note"),
    }
    for row in source["indicators"]:
        code, state = row["code"], verdicts[row["code"]]["state"]
        if state in by_state:
            expected.add((*by_state[state], code))
        claimed = verdicts[code]["points"] > 0 or state == "information"
        if claimed and code not in proven:
            expected.add(("evidence-missing", "note" if explained[code].strip() else "explain", code))
        if row["confidence"] != "confirmed":
            expected.add(("row-unconfirmed", "note", code))
    judged = [f for f in findings if f.code != "denominator-differs"]
    assert {(f.code, f.severity, f.indicator) for f in judged} == expected
    assert len(judged) == len(expected)
    assert [f.severity for f in findings] == sorted((f.severity for f in findings), key=ORDER.index)
    assert counts(findings) == {s: sum(f.severity == s for f in findings) for s in ORDER}

    given = document["answers"]
    differing = set()
    for row in source["indicators"]:
        rule, answer = row["rule"], given.get(row["code"]) or {}
        figure = document["profile"].get(rule.get("denominator", {}).get("profile"))
        if figure is not None and answer.get("b") is not None and Decimal(answer["b"]) != Decimal(figure):
            differing.add((row["code"], "note"))
    assert {(f.indicator, f.severity) for f in findings if f.code == "denominator-differs"} == differing
