"""Review as it is entered: states, remarks, points that others gave, ticks of the portal."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from dti_desktop.engine.assessment import Assessment, Entered
from dti_desktop.engine.numbers import NumberFault, checked_number
from dti_desktop.engine.portal_entry import entry_digest
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark, ReviewState, ScoreSource
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import clean_line, clean_text
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.store.database import Store
    from dti_desktop.store.edits import Change


def set_states(
    store: Store, assessment: Assessment, codes: Iterable[str], state: ReviewState, untrusted_reason: str
) -> Change:
    """Set the state of sub-indicators in one step; nothing is changed on a fault.

    Raises `InputError` listing every fault: `unknown-code`, `review-state-unknown`; `reason-missing` where
    something approved would be opened again, or sent back, without a reason; `text-too-long`.
    """
    reason, codes = clean_line(untrusted_reason), tuple(codes)
    problems = _unknown(assessment, codes)
    if state not in get_args(ReviewState):
        problems.append(Problem("review-state-unknown", "state", {"value": state}))
    elif not reason:
        problems += [
            Problem("reason-missing", code, {"code": code})
            for code in codes
            if state == "needs-work" or (state != "approved" and code in assessment.approved)
        ]
    _raise(problems)
    now = utc_text(store.now_utc())
    marks = {
        code: ReviewMark(state, reason, store.user, now)
        for code in codes
        if (assessment.review_state(code), reason) != (state, "") or code in assessment.reviewed
    }
    return store.review.set_marks(assessment.id, marks)


def add_comment(
    store: Store, assessment: Assessment, code: str, untrusted_text: str, reply_to: str | None
) -> Change:
    """Add a remark, as an answer where `reply_to` names the one that began the thread.

    Raises `InputError`: `unknown-code`, `comment-empty`, `comment-unknown`, and those of `clean_text`.
    """
    text = clean_text(untrusted_text)
    problems = _unknown(assessment, (code,))
    if not text:
        problems.append(Problem("comment-empty", code, {"code": code}))
    began = {comment.id for comment in assessment.comments.get(code, ()) if comment.reply_to is None}
    if reply_to is not None and reply_to not in began:
        problems.append(Problem("comment-unknown", code, {"id": reply_to}))
    _raise(problems)
    comment = Comment(secrets.token_hex(8), text, store.user, utc_text(store.now_utc()), reply_to)
    return store.review.put_comment(assessment.id, code, comment)


def settle_comment(
    store: Store, assessment: Assessment, code: str, comment_id: str, *, is_settled: bool
) -> Change:
    """Say that a remark is done, or that it is not. Raises `InputError` `comment-unknown`."""
    for comment in assessment.comments.get(code, ()):
        if comment.id == comment_id:
            settled_utc = utc_text(store.now_utc()) if is_settled else None
            return store.review.put_comment(assessment.id, code, replace(comment, settled_utc=settled_utc))
    raise InputError("comment-unknown", id=comment_id, indicator=code)


def set_given_scores(
    store: Store,
    assessment: Assessment,
    source: ScoreSource,
    scores: Mapping[str, tuple[Decimal, str] | None],
) -> Change:
    """Set points that `source` gave, with the reason, by sub-indicator in one step; None clears one.

    Raises `InputError` listing every fault: `unknown-code`, `points-above-maximum`, those of
    `checked_number` and `clean_text`.
    """
    problems = _unknown(assessment, scores)
    given: dict[str, GivenScore | None] = {}
    now = utc_text(store.now_utc())
    for code, score in scores.items():
        if score is None:
            given[code] = None
            continue
        points, reason = score
        try:
            points = checked_number(points)
        except NumberFault as fault:
            problems.append(Problem(fault.code, code, {"value": str(points)}))
            continue
        indicator = assessment.catalogue.indicators.get(code)
        if indicator is not None and points > indicator.max_points:
            problems.append(Problem("points-above-maximum", code, {"value": str(points)}))
        given[code] = GivenScore(points, clean_text(reason), store.user, now)
    _raise(problems)
    return store.review.set_given_scores(assessment.id, source, given)


def set_entered(store: Store, assessment: Assessment, code: str, *, is_entered: bool) -> Change:
    """Tick a sub-indicator as typed into the portal as it is now. Raises `InputError` `unknown-code`."""
    _raise(_unknown(assessment, (code,)))
    tick = None
    if is_entered:
        tick = Entered(entry_digest(assessment, code), store.user, utc_text(store.now_utc()))
    return store.review.set_entered(assessment.id, {code: tick})


def _unknown(assessment: Assessment, codes: Iterable[str]) -> list[Problem]:
    known = assessment.catalogue.indicators
    return [Problem("unknown-code", code, {"code": code}) for code in codes if code not in known]


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems[0].code, problems)
