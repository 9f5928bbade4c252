"""The checks before signing: findings of three severities, each with the place to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dti_desktop.engine.assessment import Assessment, Document
from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.numbers import fixed_text, number_text, points_text
from dti_desktop.engine.rules import NumberUsed, Outcome
from dti_desktop.engine.score_cuts import POINT_DECIMALS
from dti_desktop.engine.scoring import IndicatorScore, Scorecard
from dti_desktop.engine.year_difference import YearDifference, YearTolerance, year_differences

Severity = Literal["block", "explain", "note"]
SEVERITIES: tuple[Severity, ...] = ("block", "explain", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `indicator` is None where it concerns the whole assessment."""

    code: str
    severity: Severity
    indicator: str | None = None
    facts: dict[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the finding in the form of `check --json`."""
        return {
            "code": self.code,
            "severity": self.severity,
            "indicator": self.indicator,
            "facts": dict(self.facts),
        }


def check(
    assessment: Assessment, scorecard: Scorecard, tolerance: YearTolerance | None = None
) -> tuple[Finding, ...]:
    """Return all findings in catalogue order: blocks first, then those to explain, then notes.

    `tolerance`: what may differ from an earlier year without a reason; None asks for none.
    """
    found = list(_of_the_whole(assessment))
    waiting = frozenset(unconfirmed(assessment))
    changed = {} if tolerance is None else year_differences(assessment, scorecard, tolerance)
    for code, indicator in assessment.catalogue.indicators.items():
        found.extend(_of_indicator(assessment, indicator, scorecard.indicators[code]))
        found.extend(_of_earlier_year(assessment, code, code in waiting, changed.get(code)))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def counts(findings: tuple[Finding, ...]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity: sum(f.severity == severity for f in findings) for severity in SEVERITIES}


def _of_the_whole(assessment: Assessment) -> Iterator[Finding]:
    if assessment.year not in assessment.catalogue.issued_for_years:
        years = list(assessment.catalogue.issued_for_years)
        yield Finding("year-not-issued", "note", None, {"year": assessment.year, "issued_for_years": years})
    still_open = len(assessment.catalogue.indicators.keys() - assessment.approved)
    if still_open and (
        assessment.reviews or assessment.reviewed
    ):  # an office that does not review is not told
        open_facts: dict[str, object] = {"count": still_open, "all": len(assessment.catalogue.indicators)}
        yield Finding("review-open", "note", None, open_facts)
    for fault in assessment.journal_faults:
        # What was changed from outside must not be signed before a person has said that she knows.
        severity: Severity = "note" if fault.is_accepted else "block"
        known = fault.indicator if fault.indicator in assessment.catalogue.indicators else None
        yield Finding(fault.code, severity, known, dict(fault.facts))


def _of_indicator(assessment: Assessment, indicator: Indicator, row: IndicatorScore) -> Iterator[Finding]:
    code = indicator.code
    explained = bool(assessment.explanations.get(code, "").strip())
    if row.state == "invalid":
        yield Finding("answer-invalid", "block", code, {"faults": _reasons(row.outcome)})
    elif row.state == "incomplete":
        yield Finding("answer-incomplete", "explain", code, {"faults": _reasons(row.outcome)})
    elif row.state == "unanswered":
        yield Finding("answer-missing", "note", code)
    if _claims_points(row) and not assessment.links.get(code):
        yield Finding("evidence-missing", "note" if explained else "explain", code, {"explained": explained})
    outside = _documents_outside_year(assessment, code)
    if outside:
        names = [d.citation.number or d.citation.title or d.citation.issuer or d.id for d in outside]
        years = sorted({d.citation.issued_on.year for d in outside if d.citation.issued_on is not None})
        yield Finding(
            "evidence-date-outside-year",
            "note" if explained else "explain",
            code,
            {"explained": explained, "year": assessment.year, "years": years, "documents": names},
        )
    for used in numbers_used(row.outcome):
        if used.profile_value is not None:
            facts: dict[str, object] = {
                "field": used.field,
                "own": number_text(used.value),
                "profile": number_text(used.profile_value),
                "profile_key": used.profile_key,
            }
            yield Finding("denominator-differs", "note", code, facts)
    cut = assessment.earlier_cuts.get(code)
    if cut is not None and assessment.previous is not None:
        cut_facts: dict[str, object] = {
            "year": assessment.previous.year,
            "own_points": fixed_text(cut.own_points, POINT_DECIMALS),
            "given_points": fixed_text(cut.given_points, POINT_DECIMALS),
            "reason": cut.reason,
        }
        yield Finding("cut-last-year", "note", code, cut_facts)
    if indicator.confidence != "confirmed":
        yield Finding("row-unconfirmed", "note", code, {"confidence": indicator.confidence})


def _of_earlier_year(
    assessment: Assessment, code: str, is_waiting: bool, change: YearDifference | None
) -> Iterator[Finding]:
    if assessment.previous is None:
        return
    year = assessment.previous.year
    if is_waiting:
        yield Finding("carried-unconfirmed", "note", code, {"year": year})
    if change is not None and change.asks_why:
        explained = bool(assessment.change_reasons.get(code, "").strip())
        facts: dict[str, object] = {
            "year": year,
            "then": points_text(change.points_then),
            "now": points_text(change.points_now),
            "explained": explained,
        }
        yield Finding("change-unexplained", "note" if explained else "explain", code, facts)


def _claims_points(row: IndicatorScore) -> bool:
    """Whether something is claimed that evidence must prove: points, or information given."""
    return row.points > 0 or row.state == "information"


def _documents_outside_year(assessment: Assessment, code: str) -> list[Document]:
    """Return the documents of an indicator, in the order of its links, that were issued in another year."""
    linked = (assessment.documents.get(link.document_id) for link in assessment.links.get(code, ()))
    return [
        document
        for document in linked
        if document is not None
        and document.citation.issued_on is not None
        and document.citation.issued_on.year != assessment.year
    ]


def _reasons(outcome: Outcome, place: str = "") -> list[dict[str, str]]:
    derivation = outcome.derivation
    if outcome.state == "unanswered":  # one fault, however much lies below
        return [{"part": place.rstrip("."), "reason": "part-unanswered"}] if place else []
    found = [
        reason
        for part in derivation.parts
        if part.is_asked
        for reason in _reasons(part.outcome, f"{place}{part.id}.")
    ]
    if derivation.reason is not None and outcome.state in ("invalid", "incomplete"):
        found.append({"part": place.rstrip("."), "reason": derivation.reason})
    return found


def numbers_used(outcome: Outcome) -> Iterator[NumberUsed]:
    """Yield every number that went into an outcome, those of its parts included where they were asked for."""
    yield from outcome.derivation.numbers
    for part in outcome.derivation.parts:
        if part.is_asked:
            yield from numbers_used(part.outcome)
