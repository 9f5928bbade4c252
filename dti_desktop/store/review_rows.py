"""Review states, remarks, given points and ticks of the portal, as cells that are journaled and undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from dti_desktop.engine.assessment import Entered
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark, ScoreSource
from dti_desktop.errors import InputError
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import json_text


class ReviewRows:
    """The edits of a review. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits) -> None:
        self._connection = connection
        self._edits = edits

    def set_marks(self, assessment_id: str, marks: Mapping[str, ReviewMark]) -> Change:
        """Set the states of sub-indicators in one step; the officer's own ticks of before go with them."""
        writes: list[tuple[Cell, str | None]] = []
        for code, mark in marks.items():
            writes += mark_writes(code, mark)
        return self._edits.commit_step(assessment_id, writes)

    def put_comment(self, assessment_id: str, code: str, comment: Comment) -> Change:
        """Add a remark, or put it in place of the one of the same id."""
        return self._edits.commit_step(assessment_id, [comment_write(code, comment)])

    def remove_comment(self, assessment_id: str, code: str, comment_id: str) -> Change:
        """Remove a remark. Raises `InputError` `comment-unknown`."""
        cell = Cell("comment", code, comment_id)
        with self._connection.transaction():
            self._edits.require(assessment_id)
            if cells.read(self._connection, assessment_id, cell) is None:
                raise InputError("comment-unknown", id=comment_id, indicator=code)
            return self._edits.commit_step(assessment_id, [(cell, None)])

    def given_scores(self, assessment_id: str) -> Mapping[str, Mapping[ScoreSource, GivenScore]]:
        """Return the points that others gave, by sub-indicator and source; none of what is not there."""
        return given_scores_of(self._connection, assessment_id)

    def set_given_scores(
        self, assessment_id: str, source: ScoreSource, scores: Mapping[str, GivenScore | None]
    ) -> Change:
        """Set the points that `source` gave, by sub-indicator, in one step; None clears one."""
        return self._edits.commit_step(
            assessment_id, [given_score_write(code, source, score) for code, score in scores.items()]
        )

    def set_entered(self, assessment_id: str, entered: Mapping[str, Entered | None]) -> Change:
        """Tick sub-indicators as typed into the portal, or take the tick off (None), in one step."""
        return self._edits.commit_step(
            assessment_id,
            [
                (
                    Cell("entered", code),
                    None
                    if tick is None
                    else json_text({"digest": tick.digest, "who": tick.who, "at_utc": tick.at_utc}),
                )
                for code, tick in entered.items()
            ],
        )


def mark_writes(code: str, mark: ReviewMark) -> list[tuple[Cell, str | None]]:
    """Return the writes of a state; the officer's own tick of before goes with it."""
    record = {"state": mark.state, "reason": mark.reason, "who": mark.who, "at_utc": mark.at_utc}
    is_plain = mark.state == "drafting" and not mark.reason
    return [(Cell("review", code), None if is_plain else json_text(record)), (Cell("reviewed", code), None)]


def comment_write(code: str, comment: Comment) -> tuple[Cell, str | None]:
    """Return the write of a remark."""
    record = {
        "text": comment.text,
        "who": comment.who,
        "at_utc": comment.at_utc,
        "reply_to": comment.reply_to,
        "settled_utc": comment.settled_utc,
    }
    return Cell("comment", code, comment.id), json_text(record)


def given_score_write(code: str, source: ScoreSource, score: GivenScore | None) -> tuple[Cell, str | None]:
    """Return the write of given points; None clears them."""
    cell = Cell("given_score", code, source)
    if score is None:
        return cell, None
    return cell, json_text(
        {
            "points": number_text(score.points),
            "reason": score.reason,
            "who": score.who,
            "at_utc": score.at_utc,
        }
    )


def reviews_of(connection: Connection, assessment_id: str) -> dict[str, ReviewMark]:
    """Return the states of an assessment's sub-indicators, where any was set."""
    return {
        code: ReviewMark(*rest)
        for code, *rest in connection.rows(
            "SELECT code, state, reason, who, at_utc FROM reviews WHERE assessment_id = ?", (assessment_id,)
        )
    }


def comments_of(connection: Connection, assessment_id: str) -> dict[str, tuple[Comment, ...]]:
    """Return the remarks by sub-indicator, the oldest first."""
    found: defaultdict[str, list[Comment]] = defaultdict(list)
    for code, *rest in connection.rows(
        "SELECT code, id, text, who, at_utc, reply_to, settled_utc FROM comments WHERE assessment_id = ? "
        "ORDER BY code, at_utc, id",
        (assessment_id,),
    ):
        found[code].append(Comment(*rest))
    return {code: tuple(comments) for code, comments in found.items()}


def given_scores_of(connection: Connection, assessment_id: str) -> dict[str, dict[ScoreSource, GivenScore]]:
    """Return the points that others gave, by sub-indicator and source."""
    found: defaultdict[str, dict[ScoreSource, GivenScore]] = defaultdict(dict)
    for code, source, points, *rest in connection.rows(
        "SELECT code, source, points, reason, who, at_utc FROM given_scores WHERE assessment_id = ?",
        (assessment_id,),
    ):
        found[code][source] = GivenScore(Decimal(points), *rest)
    return dict(found)


def entered_of(connection: Connection, assessment_id: str) -> dict[str, Entered]:
    """Return what was ticked as typed into the portal."""
    return {
        code: Entered(*rest)
        for code, *rest in connection.rows(
            "SELECT code, digest, who, at_utc FROM entered WHERE assessment_id = ?", (assessment_id,)
        )
    }
