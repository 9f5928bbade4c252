"""Two assessments side by side: answers, points and evidence by sub-indicator, and what they sum up to.

They may be of two years, two catalogues, or two copies of one. "This" is the one that is looked at, "other"
the one it is compared with; differences are this less the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.answers import answer_to_json
from dti_desktop.engine.assessment import Assessment, Document, Fields
from dti_desktop.engine.numbers import decimal_text, number_text, points_text, value_text
from dti_desktop.engine.rules import State
from dti_desktop.engine.scorecard_json import total_to_json
from dti_desktop.engine.scoring import Scorecard, Total

Aspect = Literal["answer", "points", "evidence", "explanation"]
ASPECTS: tuple[Aspect, ...] = ("answer", "points", "evidence", "explanation")

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Proof:
    """A document with the pages that are cited of it."""

    document: Document
    pages: str

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two proofs of two assessments the same: content and citation, not their ids."""
        file = self.document.file
        return (self.document.citation, None if file is None else file.sha256, self.pages)


@dataclass(frozen=True)
class Side:
    """One assessment's part of a row. Points are exact."""

    code: str
    fields: Fields
    explanation: str
    proofs: tuple[Proof, ...]
    state: State
    points: Fraction
    max_points: Fraction


@dataclass(frozen=True)
class ComparedRow:
    """A sub-indicator on both sides; None where a side has no such row. `differs`: in what they differ."""

    this: Side | None
    other: Side | None
    differs: tuple[Aspect, ...]

    @property
    def code(self) -> str:
        """The code of this side, or of the other where only that has the row."""
        side = self.this or self.other
        assert side is not None
        return side.code

    @property
    def gained_points(self) -> Fraction:
        """Points of this side less those of the other; a side without the row has none."""
        this = ZERO if self.this is None else self.this.points
        return this - (ZERO if self.other is None else self.other.points)

    @property
    def is_different(self) -> bool:
        """Whether anything differs, or only one side has the row."""
        return bool(self.differs) or self.this is None or self.other is None


@dataclass(frozen=True, slots=True)
class ComparedTotal:
    """A sum on both sides; None where a side has no such pillar or main index."""

    this: Total | None
    other: Total | None

    @property
    def gained_points(self) -> Fraction | None:
        """Points of this side less those of the other; None where one side has no such sum."""
        if self.this is None or self.other is None:
            return None
        return self.this.points - self.other.points


@dataclass(frozen=True)
class Comparison:
    """Both assessments, compared. `rows`: in the order of this one's catalogue, then the other's own rows.

    `figures`: the province figures that differ, by key.
    """

    this: Assessment
    other: Assessment
    whole: ComparedTotal
    pillars: Mapping[str, ComparedTotal]
    indices: Mapping[str, ComparedTotal]
    rows: tuple[ComparedRow, ...]
    figures: Mapping[str, tuple[Decimal | None, Decimal | None]]

    def chosen(self, *, only_different: bool = False, by_difference: bool = False) -> tuple[ComparedRow, ...]:
        """Return the rows, all or those that differ; by the size of the difference, else as they stand."""
        rows = [row for row in self.rows if row.is_different or not only_different]
        if by_difference:
            rows.sort(key=lambda row: (-abs(row.gained_points), not row.is_different))
        return tuple(rows)


def compare(
    this: Assessment,
    this_scorecard: Scorecard,
    other: Assessment,
    other_scorecard: Scorecard,
    pairs: Mapping[str, str],
) -> Comparison:
    """Return both side by side. `pairs`: for codes of this catalogue those of the other that they follow."""
    rows = []
    for code in this.catalogue.indicators:
        counterpart = pairs.get(code)
        theirs = None if counterpart is None else _side(other, other_scorecard, counterpart)
        rows.append(_row(_side(this, this_scorecard, code), theirs))
    taken = set(pairs.values())
    rows += [
        _row(None, _side(other, other_scorecard, code))
        for code in other.catalogue.indicators
        if code not in taken
    ]
    return Comparison(
        this,
        other,
        ComparedTotal(this_scorecard.whole, other_scorecard.whole),
        _totals(this_scorecard.pillars, other_scorecard.pillars),
        _totals(
            {code: index.total for code, index in this_scorecard.indices.items()},
            {code: index.total for code, index in other_scorecard.indices.items()},
        ),
        tuple(rows),
        {
            key: (this.profile.get(key), other.profile.get(key))
            for key in dict.fromkeys([*this.profile, *other.profile])
            if this.profile.get(key) != other.profile.get(key)
        },
    )


def comparison_to_json(comparison: Comparison) -> dict[str, object]:
    """Return the document of `compare --json`; decimal numbers are strings."""
    return {
        "assessment": comparison.this.id,
        "compared_with": comparison.other.id,
        "whole": _total(comparison.whole),
        "pillars": {code: _total(total) for code, total in comparison.pillars.items()},
        "main_indices": {code: _total(total) for code, total in comparison.indices.items()},
        "profile": {
            key: {
                "this": None if this is None else number_text(this),
                "other": None if other is None else number_text(other),
            }
            for key, (this, other) in comparison.figures.items()
        },
        "indicators": [
            {
                "code": None if row.this is None else row.this.code,
                "other_code": None if row.other is None else row.other.code,
                "differs": list(row.differs),
                "gained_points": signed_points_text(row.gained_points),
                "this": None if row.this is None else _side_to_json(row.this),
                "other": None if row.other is None else _side_to_json(row.other),
            }
            for row in comparison.rows
        ],
        "different": sum(row.is_different for row in comparison.rows),
    }


def signed_points_text(points: Fraction) -> str:
    """Return a difference of points: two decimals, half up by its size, a minus where it is a loss."""
    text = points_text(abs(points))
    return f"-{text}" if points < 0 and text.strip("0.") else text


def _totals(this: Mapping[str, Total], other: Mapping[str, Total]) -> dict[str, ComparedTotal]:
    return {code: ComparedTotal(this.get(code), other.get(code)) for code in dict.fromkeys([*this, *other])}


def _side(assessment: Assessment, scorecard: Scorecard, code: str) -> Side:
    score = scorecard.indicators[code]
    return Side(
        code,
        assessment.answers.get(code, {}),
        assessment.explanations.get(code, ""),
        tuple(
            Proof(assessment.documents[link.document_id], link.pages)
            for link in assessment.links.get(code, ())
        ),
        score.state,
        score.points,
        score.max_points,
    )


def _row(this: Side | None, other: Side | None) -> ComparedRow:
    if this is None or other is None:
        return ComparedRow(this, other, ())
    # By how often each is there: their order is no difference, a document that proves once more is one.
    proofs = [sorted(map(repr, (proof.identity for proof in side.proofs))) for side in (this, other)]
    found: dict[Aspect, bool] = {
        "answer": dict(this.fields) != dict(other.fields),
        "points": this.points != other.points,
        "evidence": proofs[0] != proofs[1],
        "explanation": this.explanation.strip() != other.explanation.strip(),
    }
    return ComparedRow(this, other, tuple(aspect for aspect in ASPECTS if found[aspect]))


def _total(total: ComparedTotal) -> dict[str, object]:
    gained = total.gained_points
    this = None if total.this is None else total.this.value
    other = None if total.other is None else total.other.value
    gained_value = None if this is None or other is None else this - other
    return {
        "this": None if total.this is None else total_to_json(total.this),
        "other": None if total.other is None else total_to_json(total.other),
        "gained_points": None if gained is None else signed_points_text(gained),
        "gained_value": None
        if gained_value is None
        else ("-" if gained_value < 0 and value_text(-gained_value).strip("0.") else "")
        + value_text(abs(gained_value)),
    }


def _side_to_json(side: Side) -> dict[str, object]:
    return {
        "state": side.state,
        "points": points_text(side.points),
        "max_points": decimal_text(side.max_points),
        "answer": answer_to_json(side.fields),
        "explanation": side.explanation,
        "evidence": [_proof(proof) for proof in side.proofs],
    }


def _proof(proof: Proof) -> dict[str, object]:
    citation, file = proof.document.citation, proof.document.file
    return {
        "number": citation.number,
        "date": None if citation.issued_on is None else citation.issued_on.isoformat(),
        "issuer": citation.issuer,
        "title": citation.title,
        "pages": proof.pages,
        "file": None if file is None else file.original_name,
        "sha256": None if file is None else file.sha256,
    }
