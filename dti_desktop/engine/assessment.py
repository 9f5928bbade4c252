"""One assessment as a frozen snapshot: what was answered, what proves it, what was explained.

The store assembles it; scoring, checks, reports and the window only read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.parts import IssuedPart, PartOrigin
from dti_desktop.engine.previous import Previous
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark, ReviewState, ScoreCut, ScoreSource

FieldValue = str | Decimal | bool
"""A level or choice id, a number, or a yes/no."""

Fields = Mapping[str, FieldValue]
"""The flat fields of one indicator's answer (`level`, `a`, `used.b`)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """How a document is cited: số ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu."""

    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not (self.number or self.issued_on or self.issuer or self.title)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An evidence file as it lies in the store. `original_name` is data, never a path."""

    sha256: str
    size_bytes: int
    media_type: str
    original_name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence: a citation, a file, or both. `added_utc` is ISO-8601 with `Z`."""

    id: str
    citation: Citation
    file: StoredFile | None
    added_utc: str


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A document proving one indicator, at the cited `pages` (free text such as "3-5")."""

    document_id: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """The leader who approves: full name and title, as they stand under the report."""

    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class JournalFault:
    """Something that is wrong with the journal, with its place in the facts.

    `journal-broken`: the chain does not hold at entry `seq`; `journal-differs`: values, of `indicator` or
    of none, are not those that the journal tells of; `journal-unguarded`: what keeps it append-only was
    changed. `is_accepted`: a person took it into account, and the journal says who and why.
    """

    code: Literal["journal-broken", "journal-differs", "journal-unguarded"]
    is_accepted: bool
    indicator: str | None
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entered:
    """That a sub-indicator was typed into the ministry's portal. `digest`: of what was shown then."""

    digest: str
    who: str = ""
    at_utc: str = ""


@dataclass(frozen=True)
class Scenario:
    """A named what-if: answers and province figures that are laid over the assessment's own.

    `answers` replace whole answers (no fields: cleared); a figure of None is cleared.
    """

    id: str
    name: str
    created_utc: str
    answers: Mapping[str, Fields] = field(default_factory=dict)
    profile: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """Everything known of one assessment at one moment.

    `estimates` are what the office expects and plans, never part of a submission: by indicator code ("" for
    all of them together) the flat fields that `engine/estimates.py` reads. `scenarios` are by id, so are
    `parts`, which were handed out. `origin`: the part of another assessment that this one is. `previous`:
    what an earlier year's held; `earlier_cuts`: what the ministry took off it, as far as is known.
    `reviewed`: the officer's own ticks from before there was a review.
    """

    id: str
    province: str
    year: int
    catalogue: Catalogue
    is_sample: bool = False
    answers: Mapping[str, Fields] = field(default_factory=dict)
    profile: Mapping[str, Decimal] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset()
    documents: Mapping[str, Document] = field(default_factory=dict)
    links: Mapping[str, tuple[EvidenceLink, ...]] = field(default_factory=dict)
    signatory: Signatory = Signatory()
    estimates: Mapping[str, Fields] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    reviews: Mapping[str, ReviewMark] = field(default_factory=dict)
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    given_scores: Mapping[str, Mapping[ScoreSource, GivenScore]] = field(default_factory=dict)
    change_reasons: Mapping[str, str] = field(default_factory=dict)
    entered: Mapping[str, Entered] = field(default_factory=dict)
    parts: Mapping[str, IssuedPart] = field(default_factory=dict)
    origin: PartOrigin | None = None
    previous: Previous | None = None
    earlier_cuts: Mapping[str, ScoreCut] = field(default_factory=dict)
    created_utc: str = ""
    saved_utc: str = ""
    journal_head: str = ""
    journal_entries: int = 0
    journal_faults: tuple[JournalFault, ...] = ()
    can_undo: bool = False
    can_redo: bool = False

    def with_fields(self, code: str, fields: Fields) -> Assessment:
        """Return a copy whose answer of `code` is `fields` (none: cleared); for looking ahead."""
        answers = dict(self.answers)
        if fields:
            answers[code] = dict(fields)
        else:
            answers.pop(code, None)
        return replace(self, answers=answers)

    def with_profile_figure(self, key: str, value: Decimal | None) -> Assessment:
        """Return a copy whose province figure `key` is `value` (None: cleared); for looking ahead."""
        profile = dict(self.profile)
        if value is None:
            profile.pop(key, None)
        else:
            profile[key] = value
        return replace(self, profile=profile)

    def with_scenario(self, scenario: Scenario) -> Assessment:
        """Return a copy with a what-if laid over it; the assessment itself stays as it is."""
        answers = {**self.answers, **scenario.answers}
        profile = {**self.profile, **scenario.profile}
        return replace(
            self,
            answers={code: fields for code, fields in answers.items() if fields},
            profile={key: value for key, value in profile.items() if value is not None},
        )

    def review_state(self, code: str) -> ReviewState:
        """Return how far the review of `code` is."""
        mark = self.reviews.get(code)
        if mark is not None:
            return mark.state
        return "awaiting" if code in self.reviewed else "drafting"

    @property
    def approved(self) -> frozenset[str]:
        """The sub-indicators that are approved: their answers, explanations and evidence are locked."""
        return frozenset(code for code, mark in self.reviews.items() if mark.state == "approved")

    @property
    def content(self) -> Assessment:
        """Itself without what moves on by itself: when it was saved, journal head, undo and redo."""
        return replace(
            self,
            saved_utc="",
            journal_head="",
            journal_entries=0,
            can_undo=False,
            can_redo=False,
        )

    @property
    def evidence_bytes(self) -> int:
        """Bytes of the distinct evidence files together."""
        sizes = {d.file.sha256: d.file.size_bytes for d in self.documents.values() if d.file is not None}
        return sum(sizes.values())
