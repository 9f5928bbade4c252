"""A reviewer's marks and points come back in a file too; what is approved by file a person confirms."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from test_merge_properties import CATALOGUE

from dti_desktop.engine import strict_json
from dti_desktop.engine.merge import OURS, Conflict, Offer, Returned, Taken, merge, outcome
from dti_desktop.engine.part_content import PartContent, Place
from dti_desktop.engine.part_content_json import content_from_json, content_to_json
from dti_desktop.engine.review import GivenScore, ReviewMark
from dti_desktop.errors import InputError

MARK, SCORE = Place("review", "1.1"), Place("given_score", "1.1", "reviewer")
EARLY, LATE = "2022-12-01T07:00:00Z", "2022-12-03T07:00:00Z"
SENT_BACK = ReviewMark("needs-work", "thiếu trang", "An", EARLY)
APPROVED = ReviewMark("approved", "", "Bình", LATE)
POINTS = GivenScore(Decimal("7.5"), "chỉ có kế hoạch", "An", EARLY)


def marked(mark: ReviewMark | None, **more) -> PartContent:
    return PartContent(reviews={} if mark is None else {"1.1": mark}, **more)


def returned(base: PartContent, theirs: PartContent, who: str = "Người rà soát") -> Returned:
    return Returned(f"return of {who}", f"part of {who}", who, base, theirs)


def test_a_mark_and_points_that_only_the_reviewer_set_are_taken():
    theirs = marked(SENT_BACK, given_scores={"1.1": POINTS})
    merged = merge(PartContent(), [returned(PartContent(), theirs)])
    who = ("Người rà soát",)
    assert merged.taken == {MARK: Taken(None, SENT_BACK, who), SCORE: Taken(None, POINTS, who)}
    assert merged.conflicts == ()


def test_an_approval_that_comes_by_file_is_confirmed_by_a_person():
    merged = merge(marked(SENT_BACK), [returned(marked(SENT_BACK), marked(APPROVED))])
    offer = Offer(APPROVED, ("Người rà soát",))
    assert merged.conflicts == (Conflict(MARK, "approval", SENT_BACK, (offer,)),)
    assert outcome(merged, {MARK: 0}, marked(SENT_BACK)).writes == {MARK: APPROVED}
    kept = outcome(merged, {MARK: OURS}, marked(SENT_BACK))
    assert (kept.writes, [lost.why for lost in kept.lost]) == ({}, ["chosen"])


def test_what_two_reviewers_say_alike_is_said_once_and_told_twice():
    later = replace(SENT_BACK, who="Chi", at_utc=LATE)
    files = [returned(PartContent(), marked(later), "B"), returned(PartContent(), marked(SENT_BACK), "A")]
    for order in (files, files[::-1]):
        merged = merge(PartContent(), order)
        assert merged.taken == {MARK: Taken(None, SENT_BACK, ("A", "B"))}
        assert [(lost.offer, lost.kept, lost.why) for lost in merged.lost] == [
            (Offer(later, ("B",)), SENT_BACK, "same-said")
        ]


def test_one_after_the_other_comes_to_the_same():
    later = replace(SENT_BACK, who="Chi", at_utc=LATE)
    for first, second in ((later, SENT_BACK), (SENT_BACK, later)):
        ours = marked(first)
        merged = merge(ours, [returned(PartContent(), marked(second))])
        after = merged.taken[MARK].value if MARK in merged.taken else first
        assert (after, merged.conflicts) == (SENT_BACK, ())


def test_an_approval_that_stands_keeps_its_name():
    earlier = replace(APPROVED, who="An", at_utc=EARLY)
    merged = merge(marked(APPROVED), [returned(PartContent(), marked(earlier))])
    assert (merged.taken, merged.conflicts) == ({}, ())
    assert [(lost.offer.value, lost.kept) for lost in merged.lost] == [(earlier, APPROVED)]


def test_nothing_that_comes_back_opens_what_is_approved_here():
    merged = merge(
        marked(APPROVED), [returned(marked(APPROVED), marked(SENT_BACK))], approved=frozenset({"1.1"})
    )
    (conflict,) = merged.conflicts
    assert (conflict.place, conflict.reason, conflict.ours) == (MARK, "approved", APPROVED)
    with pytest.raises(ValueError, match="review"):
        outcome(merged, {MARK: 0}, marked(APPROVED))


def test_different_points_are_a_conflict():
    base = PartContent(given_scores={"1.1": POINTS})
    files = [
        returned(base, PartContent(given_scores={"1.1": replace(POINTS, points=Decimal(n))}), who)
        for n, who in ((5, "A"), (6, "B"))
    ]
    (conflict,) = merge(base, files).conflicts
    assert (conflict.place, conflict.reason) == (SCORE, "both-changed")
    assert [offer.value.points for offer in conflict.offers] == [5, 6]


CODES = ("1.1", "1.2")
WHOLE = PartContent(reviews={"1.1": SENT_BACK, "1.2": APPROVED}, given_scores={"1.1": POINTS})


def read(document: object) -> PartContent:
    return content_from_json(
        CATALOGUE, CODES, strict_json.read(json.dumps(document).encode(), max_bytes=10**6)
    )


def test_marks_and_points_come_back_from_json_exactly():
    assert read(content_to_json(CATALOGUE, WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("section", "key", "value", "fault"),
    [
        ("reviews", "state", "gone", "review-state-unknown"),
        ("reviews", "at_utc", "yesterday", "value-malformed"),
        ("reviews", "who", None, "text-expected"),
        ("given_scores", "points", "1e3", "number-malformed"),
        ("given_scores", "points", "-1", "number-malformed"),
        ("given_scores", "points", "999999", "points-above-maximum"),
        ("given_scores", "reason", 5, "text-expected"),
    ],
)
def test_each_fault_is_told_with_its_place(section: str, key: str, value: object, fault: str):
    document = json.loads(json.dumps(content_to_json(CATALOGUE, WHOLE)))
    document[section]["1.1"][key] = value
    with pytest.raises(InputError) as caught:
        read(document)
    assert [(p.code, p.place) for p in caught.value.problems] == [(fault, f"/{section}/1.1/{key}")]
