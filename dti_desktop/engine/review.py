"""What reviewers leave on a sub-indicator: its state, what is talked about, the points they give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
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
