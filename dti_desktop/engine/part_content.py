"""What one department's part of an assessment holds, as values, each with its place.

Answers, explanations, notes, reasons, remarks and evidence of the part's sub-indicators, how far their
review is and what points the reviewer gave, and the province figures that their rules take.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dti_desktop.engine.assessment import (
    Assessment,
    Document,
    Fields,
    FieldValue,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark

CITATION_FIELDS = ("number", "issued_on", "issuer", "title")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands. `code`: the sub-indicator, or ""; `key`: field, figure, document or remark.

    `kind`: answer, profile, explanation, note, change_reason, comment, review, given_score (`key`: whose),
    link; of a document (`key` its id) citation (`field` one of `CITATION_FIELDS`), file, file_name, added.
    """

    kind: str
    code: str = ""
    key: str = ""
    field: str = ""


Value = FieldValue | date | Comment | ReviewMark | GivenScore
"""What stands at a place: of a link its pages (they may be ""), of a file its digest."""


@dataclass(frozen=True)
class PartContent:
    """What a part holds. `links`: by sub-indicator, document id → cited pages. Texts are never empty.

    `given_scores` are the reviewer's.
    """

    answers: Mapping[str, Fields] = field(default_factory=dict)
    profile: Mapping[str, Decimal] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    change_reasons: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    reviews: Mapping[str, ReviewMark] = field(default_factory=dict)
    given_scores: Mapping[str, GivenScore] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def file_sizes_bytes(self) -> dict[str, int]:
        """The distinct evidence files: digest → size in bytes."""
        return {d.file.sha256: d.file.size_bytes for d in self.documents.values() if d.file is not None}

    def with_ids(self, ids: Mapping[str, str]) -> PartContent:
        """Return a copy whose documents are called by `ids`; those that it does not name stay."""
        if all(ids.get(id_, id_) == id_ for id_ in self.documents):
            return self
        renamed = {ids.get(id_, id_): document for id_, document in self.documents.items()}
        return replace(
            self,
            documents={id_: replace(document, id=id_) for id_, document in renamed.items()},
            links={
                code: {ids.get(id_, id_): pages for id_, pages in linked.items()}
                for code, linked in self.links.items()
            },
        )


def figures_of(catalogue: Catalogue, codes: Collection[str]) -> frozenset[str]:
    """Return the province figures that the rules of these sub-indicators take."""
    return frozenset(key for key, users in catalogue.codes_by_profile_key.items() if users & set(codes))


def content_of(
    assessment: Assessment, codes: Collection[str], *, with_notes: bool, all_documents: bool = False
) -> PartContent:
    """Return what the assessment holds of a part. `all_documents`: those that prove nothing of it as well.

    `with_notes`: notes are their writer's own; they do not go out to a department, but come back from it.
    """
    wanted = frozenset(codes)

    def of(mapping: Mapping[str, str]) -> dict[str, str]:
        return {code: text for code, text in mapping.items() if code in wanted and text}

    links = {
        code: {link.document_id: link.pages for link in linked}
        for code, linked in assessment.links.items()
        if code in wanted and linked
    }
    linked_ids = {id_ for linked in links.values() for id_ in linked}
    figures = figures_of(assessment.catalogue, wanted)
    return PartContent(
        answers={code: dict(f) for code, f in assessment.answers.items() if code in wanted and f},
        profile={key: number for key, number in assessment.profile.items() if key in figures},
        explanations=of(assessment.explanations),
        notes=of(assessment.notes) if with_notes else {},
        change_reasons=of(assessment.change_reasons),
        comments={code: c for code, c in assessment.comments.items() if code in wanted and c},
        reviews={code: mark for code, mark in assessment.reviews.items() if code in wanted},
        given_scores={
            code: scores["reviewer"]
            for code, scores in assessment.given_scores.items()
            if code in wanted and "reviewer" in scores
        },
        documents={
            id_: document
            for id_, document in assessment.documents.items()
            if all_documents or id_ in linked_ids
        },
        links=links,
    )


def values_of(content: PartContent) -> dict[Place, Value]:
    """Return every value by its place. What is empty has none; pages may be empty, the link is there."""
    found: dict[Place, Value] = {}
    for code, fields in content.answers.items():
        found |= {Place("answer", code, key): value for key, value in fields.items()}
    found |= {Place("profile", "", key): number for key, number in content.profile.items()}
    for kind, texts in (
        ("explanation", content.explanations),
        ("note", content.notes),
        ("change_reason", content.change_reasons),
    ):
        found |= {Place(kind, code): text for code, text in texts.items() if text}
    for code, comments in content.comments.items():
        found |= {Place("comment", code, comment.id): comment for comment in comments}
    found |= {Place("review", code): mark for code, mark in content.reviews.items()}
    found |= {Place("given_score", code, "reviewer"): s for code, s in content.given_scores.items()}
    for code, linked in content.links.items():
        found |= {Place("link", code, id_): pages for id_, pages in linked.items()}
    for id_, document in content.documents.items():
        found |= values_of_document(id_, document)
    return found


def values_of_document(id_: str, document: Document) -> dict[Place, Value]:
    """Return what is known of one document, by its place."""
    found: dict[Place, Value] = {}
    for name in CITATION_FIELDS:
        value = getattr(document.citation, name)
        if value:
            found[Place("citation", "", id_, name)] = value
    if document.file is not None:
        found[Place("file", "", id_)] = document.file.sha256
        found[Place("file_name", "", id_)] = document.file.original_name
    found[Place("added", "", id_)] = document.added_utc
    return found


def comment_to_json(comment: Comment) -> dict[str, object]:
    """Return a remark as JSON data."""
    return {
        "id": comment.id,
        "text": comment.text,
        "who": comment.who,
        "at_utc": comment.at_utc,
        "reply_to": comment.reply_to,
        "settled_utc": comment.settled_utc,
    }


def mark_to_json(mark: ReviewMark) -> dict[str, object]:
    """Return the state of a review as JSON data."""
    return {"state": mark.state, "reason": mark.reason, "who": mark.who, "at_utc": mark.at_utc}


def score_to_json(score: GivenScore) -> dict[str, object]:
    """Return given points as JSON data; the number is a text."""
    return {
        "points": number_text(score.points),
        "reason": score.reason,
        "who": score.who,
        "at_utc": score.at_utc,
    }


def value_to_json(value: Value | None) -> object:
    """Return a value as JSON data that tells its type."""
    if isinstance(value, Decimal):
        return {"number": number_text(value)}
    if isinstance(value, Comment):
        return comment_to_json(value)
    if isinstance(value, ReviewMark):
        return mark_to_json(value)
    if isinstance(value, GivenScore):
        return score_to_json(value)
    return value.isoformat() if isinstance(value, date) else value


def value_json(value: Value | None) -> str:
    """Return a value as one line of JSON, equal for equal values: to compare and to put in order."""
    return json.dumps(value_to_json(value), sort_keys=True)
