"""What reviewers leave on a sub-indicator: its state, what is talked about, the points they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

ReviewState = Literal["drafting", "awaiting", "needs-work", "approved"]
"""Soạn, chờ rà soát, cần sửa, đã duyệt. What is approved is locked until it is opened again."""

ScoreSource = Literal["reviewer", "ministry"]
"""Whose points: those of the office's own reviewer, or those that the ministry assessed."""


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """The state of a sub-indicator, and who set it when. `reason`: why it went back, or was opened again."""

    state: ReviewState
    reason: str = ""
    who: str = ""
    at_utc: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark. `reply_to`: the id of the remark that began the thread; `settled_utc`: when it was done."""

    id: str
    text: str
    who: str
    at_utc: str
    reply_to: str | None = None
    settled_utc: str | None = None


@dataclass(frozen=True, slots=True)
class GivenScore:
    """Points (exact) that somebody else gave a sub-indicator, and why they differ."""

    points: Decimal
    reason: str = ""
    who: str = ""
    at_utc: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCut:
    """Points of one sub-indicator as claimed and as given; they are exact. `cut_points` is above zero."""

    code: str
    own_points: Fraction
    given_points: Fraction
    reason: str = ""

    @property
    def cut_points(self) -> Fraction:
        """How many points were taken off."""
        return self.own_points - self.given_points


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers, the oldest first; settled when the remark that began it is."""

    began: Comment
    answers: tuple[Comment, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.began.settled_utc is not None


def threads(comments: Sequence[Comment]) -> tuple[Thread, ...]:
    """Return remarks as threads, in the order in which they began.

    An answer whose beginning is not there (a merged part may lack it) begins a thread of its own.
    """
    began = {comment.id for comment in comments if comment.reply_to is None}
    return tuple(
        Thread(first, tuple(each for each in comments if each.reply_to == first.id))
        for first in comments
        if first.reply_to not in began
    )


def open_threads(comments: Sequence[Comment]) -> int:
    """Return how many threads are not settled yet."""
    return sum(not thread.is_settled for thread in threads(comments))
