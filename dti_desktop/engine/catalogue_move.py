"""A running assessment under another edition of its catalogue: what it would be, and every row that changes.

Answers go by code and field. A row that comes back brings what it held when it went, as far as its rule can
still hold it. What the new edition cannot hold (a level, a part, a row that is gone, a number
under a rule of another kind) is left out and listed; nothing else changes. What was approved and is now
scored otherwise waits for review again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from dataclasses import fields as fields_of
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeVar

from dti_desktop.engine.assessment import Assessment, EvidenceLink, Fields, FieldValue
from dti_desktop.engine.carrying import split_fields
from dti_desktop.engine.catalogue_map import field_values
from dti_desktop.engine.checks import Finding, check
from dti_desktop.engine.model import Catalogue, Indicator, PartsRule, Rule, Text
from dti_desktop.engine.review import ReviewMark
from dti_desktop.engine.rules import State
from dti_desktop.engine.scoring import IndicatorScore, Scorecard, score

_T = TypeVar("_T")

LossReason = Literal["row-gone", "kind-changed", "field-gone", "choice-gone", "figure-gone"]
Cause = Literal[
    "new-row", "row-back", "row-gone", "points", "rule", "answer-lost", "findings", "wording", "trust"
]


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that the new edition cannot hold. `code`: the sub-indicator; "" for a province figure."""

    code: str
    field: str
    value: FieldValue
    reason: LossReason


@dataclass(frozen=True)
class Returning:
    """What a row held when an edition without it took it away. `old_row`: the row as it then was."""

    old_row: Indicator
    fields: Fields
    explanation: str = ""
    links: tuple[EvidenceLink, ...] = ()
    review: ReviewMark | None = None


@dataclass(frozen=True)
class RowMove:
    """A row that is not the same after the move. `old`, `new`: its score, None where there is no such row.

    `causes`: why, the weightiest first. `reopened`: it was approved, and waits for review again.
    `returned`: the fields that came back with the row.
    """

    code: str
    old_row: Indicator | None
    new_row: Indicator | None
    old: IndicatorScore | None
    new: IndicatorScore | None
    old_findings: tuple[Finding, ...]
    new_findings: tuple[Finding, ...]
    lost: tuple[Lost, ...]
    causes: tuple[Cause, ...]
    reopened: bool = False
    returned: Fields = field(default_factory=dict)
    returned_documents: int = 0

    @property
    def row(self) -> Indicator:
        """The row as it will be; as it was where it goes."""
        found = self.new_row or self.old_row
        assert found is not None
        return found

    @property
    def gained_points(self) -> Fraction:
        """Points after less points before, exact."""
        before = Fraction(0) if self.old is None else self.old.points
        return (Fraction(0) if self.new is None else self.new.points) - before

    @property
    def changes_score(self) -> bool:
        """Whether points, their maximum or the state of the answer are others."""
        return _shape(self.old) != _shape(self.new)


@dataclass(frozen=True)
class Moved:
    """What a move would make of an assessment. `rows`: those that are not the same, in the new order."""

    before: Assessment
    after: Assessment
    old_scorecard: Scorecard
    new_scorecard: Scorecard
    rows: tuple[RowMove, ...]
    lost: tuple[Lost, ...]

    @property
    def reopened(self) -> tuple[str, ...]:
        """The approved sub-indicators that wait for review again."""
        return tuple(row.code for row in self.rows if row.reopened)

    @property
    def parts_out(self) -> tuple[str, ...]:
        """Departments whose part has not come back: of it only rows whose rule is the same are taken then."""
        issued = self.before.parts.values()
        return tuple(dict.fromkeys(part.department for part in issued if part.merged_utc is None))


def moved(assessment: Assessment, new: Catalogue, returning: Mapping[str, Returning] | None = None) -> Moved:
    """Return what `assessment` would be under the edition `new`, and every row that changes.

    `returning`: what rows of `new` that the assessment does not have now held before they went; what a row
    cannot hold any more is listed as lost, as that of a row that stays.
    """
    old = assessment.catalogue
    returning = {
        code: each
        for code, each in (returning or {}).items()
        if code in new.indicators and code not in old.indicators
    }
    kept: dict[str, Fields] = {}
    lost: list[Lost] = []
    for code, fields in assessment.answers.items():
        fitting, left = _carried(old.indicators.get(code), new.indicators.get(code), fields)
        lost += [replace(each, code=code) for each in left]
        if fitting:
            kept[code] = fitting
    for code, each in returning.items():
        fitting, left = _carried(each.old_row, new.indicators[code], each.fields)
        lost += [replace(gone, code=code) for gone in left]
        if fitting:
            kept[code] = fitting
    lost += [
        Lost("", key, number, "figure-gone")
        for key, number in assessment.profile.items()
        if key not in new.profile_keys
    ]
    lost += _lost_texts(assessment, new)
    after = _without_gone_rows(
        replace(
            assessment,
            catalogue=new,
            answers=kept,
            profile={k: number for k, number in assessment.profile.items() if k in new.profile_keys},
            explanations={
                **assessment.explanations,
                **{code: each.explanation for code, each in returning.items() if each.explanation},
            },
            links={
                **assessment.links,
                **{code: each.links for code, each in returning.items() if each.links},
            },
        )
    )
    old_card = score(old, assessment.answers, assessment.profile)
    new_card = score(new, after.answers, after.profile)
    old_findings, new_findings = _by_code(check(assessment, old_card)), _by_code(check(after, new_card))
    rows: list[RowMove] = []
    for code in dict.fromkeys([*new.indicators, *old.indicators]):
        row = RowMove(
            code,
            old.indicators.get(code),
            new.indicators.get(code),
            old_card.indicators.get(code),
            new_card.indicators.get(code),
            old_findings.get(code, ()),
            new_findings.get(code, ()),
            tuple(each for each in lost if each.code == code),
            (),
            returned=kept.get(code, {}) if code in returning else {},
            returned_documents=len(returning[code].links) if code in returning else 0,
        )
        causes = tuple(_causes(row, is_back=code in returning))
        if causes:
            is_judged_anew = bool({"points", "rule", "answer-lost", "row-back"}.intersection(causes))
            was_approved = (
                code in assessment.approved if code in old.indicators else _is_approved(code, returning)
            )
            rows.append(replace(row, causes=causes, reopened=is_judged_anew and was_approved))
    waiting = {row.code: ReviewMark("awaiting") for row in rows if row.reopened and row.new_row is not None}
    back = {code: each.review for code, each in returning.items() if each.review is not None}
    after = replace(after, reviews={**after.reviews, **back, **waiting})
    return Moved(assessment, after, old_card, new_card, tuple(rows), tuple(lost))


def is_same_rule(old: Indicator, new: Indicator) -> bool:
    """Whether equal answers give an equal share of the points in both rows."""
    return _meaning(old.rule) == _meaning(new.rule)


def is_scored_alike(old: Indicator, new: Indicator) -> bool:
    """Whether equal answers give equal points in both rows."""
    return old.max_points == new.max_points and is_same_rule(old, new)


def _is_approved(code: str, returning: Mapping[str, Returning]) -> bool:
    review = returning[code].review if code in returning else None
    return review is not None and review.state == "approved"


def _carried(
    old_row: Indicator | None, new_row: Indicator | None, fields: Fields
) -> tuple[dict[str, FieldValue], list[Lost]]:
    """Return the fields that go on, and those that cannot with the reason; their code is filled in later."""
    if new_row is None:
        return {}, [Lost("", name, value, "row-gone") for name, value in fields.items()]
    other_kind = {} if old_row is None else dict(_of_other_kind(old_row.rule, new_row.rule, fields))
    fitting, left = split_fields(new_row.rule, {k: v for k, v in fields.items() if k not in other_kind})
    known = field_values(new_row.rule)
    lost = [Lost("", name, value, "kind-changed") for name, value in other_kind.items()]
    lost += [
        Lost("", name, value, "choice-gone" if name in known else "field-gone")
        for name, value in left.items()
    ]
    return fitting, lost


def _of_other_kind(
    old: Rule, new: Rule, fields: Fields, prefix: str = ""
) -> Iterator[tuple[str, FieldValue]]:
    """Yield the fields under a rule whose kind is another: the same name would mean another thing."""
    if old.kind != new.kind:
        yield from ((name, value) for name, value in fields.items() if name.startswith(prefix))
    elif isinstance(old, PartsRule) and isinstance(new, PartsRule):
        parts = {part.id: part for part in new.parts}
        for part in old.parts:
            if part.id in parts:
                inner = f"{prefix}{part.id}."
                yield from _of_other_kind(part.rule, parts[part.id].rule, fields, inner)


def _causes(row: RowMove, *, is_back: bool) -> Iterator[Cause]:
    if row.new_row is None:
        yield "row-gone"
        return
    if row.old_row is None:
        yield "row-back" if is_back else "new-row"
        if row.lost:
            yield "answer-lost"
        return
    if row.old_row.max_points != row.new_row.max_points:
        yield "points"
    if _meaning(row.old_row.rule) != _meaning(row.new_row.rule):
        yield "rule"
    if row.lost:
        yield "answer-lost"
    if _codes(row.old_findings) != _codes(row.new_findings):
        yield "findings"
    if _words_of_row(row.old_row) != _words_of_row(row.new_row) or (
        _meaning(row.old_row.rule) == _meaning(row.new_row.rule)
        and tuple(_texts(row.old_row.rule)) != tuple(_texts(row.new_row.rule))
    ):
        yield "wording"
    if (row.old_row.confidence, row.old_row.checked) != (row.new_row.confidence, row.new_row.checked):
        yield "trust"


def _meaning(node: object) -> object:
    """Return a rule without its words and orders: two rules score alike where this is the same."""
    if isinstance(node, tuple):
        return tuple(sorted((_meaning(each) for each in node), key=repr))
    if not is_dataclass(node):
        return node
    named = (each.name for each in fields_of(node) if each.name not in ("label", "unit"))
    return tuple((name, _meaning(getattr(node, name))) for name in named)


def _texts(node: object) -> Iterator[Text]:
    """Yield every text of a rule, in its order."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _texts(each)
    elif is_dataclass(node):
        for each in fields_of(node):
            yield from _texts(getattr(node, each.name))


def _words_of_row(row: Indicator) -> tuple[object, ...]:
    return (row.title, row.short, row.evidence, row.measured_by)


def _without_gone_rows(assessment: Assessment) -> Assessment:
    """Return the assessment without what hangs on rows that its catalogue does not have.

    An earlier year's row without a row of today lies on the shelf.
    """
    known = frozenset(assessment.catalogue.indicators)

    def only(values: Mapping[str, _T]) -> dict[str, _T]:
        return {code: value for code, value in values.items() if code in known}

    previous = assessment.previous
    if previous is not None:
        shelved = {row.old_code: row for code, row in previous.rows.items() if code not in known}
        previous = replace(previous, rows=only(previous.rows), shelf={**previous.shelf, **shelved})
    return replace(
        assessment,
        explanations=only(assessment.explanations),
        notes=only(assessment.notes),
        reviewed=assessment.reviewed & known,
        links=only(assessment.links),
        estimates={
            code: fields for code, fields in assessment.estimates.items() if not code or code in known
        },
        reviews=only(assessment.reviews),
        comments=only(assessment.comments),
        given_scores=only(assessment.given_scores),
        change_reasons=only(assessment.change_reasons),
        entered=only(assessment.entered),
        earlier_cuts=only(assessment.earlier_cuts),
        previous=previous,
    )


def _lost_texts(assessment: Assessment, new: Catalogue) -> Iterator[Lost]:
    """Yield what besides answers hangs on rows that are gone."""
    for code, text in assessment.explanations.items():
        if code not in new.indicators:
            yield Lost(code, "explanation", text, "row-gone")
    for code, links in assessment.links.items():
        if links and code not in new.indicators:
            yield Lost(code, "documents", Decimal(len(links)), "row-gone")


def _shape(scored: IndicatorScore | None) -> tuple[Fraction, Fraction, State] | None:
    return None if scored is None else (scored.points, scored.max_points, scored.state)


def _codes(findings: tuple[Finding, ...]) -> frozenset[str]:
    """Return what the findings are, but for how far the row is trusted: that is told by itself."""
    return frozenset(finding.code for finding in findings if finding.code != "row-unconfirmed")


def _by_code(findings: tuple[Finding, ...]) -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.indicator is not None:
            found[finding.indicator] = (*found.get(finding.indicator, ()), finding)
    return found
