"""The review of all sub-indicators as rows of a table, and which of them a filter takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.review import GivenScore, ReviewState, open_threads
from dti_desktop.engine.score_cuts import difference
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.services.words import Words
from dti_desktop.ui.review_state import STATES, state_title
from dti_desktop.ui.widgets.rows_model import Cell, Head, on_two_lines

if TYPE_CHECKING:
    from dti_desktop.services.review_changes import ReviewTrail

Filter = Literal["all", "drafting", "awaiting", "needs-work", "approved", "changed", "comments", "cut"]

CODE, TITLE, STATE, OWN, REVIEWER, MINISTRY, DIFFERENCE, COMMENTS, LAST, REASON = range(10)
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """How far the review of one sub-indicator is. `last_utc` is empty where nothing was ever entered."""

    code: str
    state: ReviewState
    own: Fraction
    reviewer: GivenScore | None
    ministry: GivenScore | None
    open_comments: int
    comments: int
    is_changed: bool
    last_utc: str

    @property
    def judged(self) -> GivenScore | None:
        """The points that count more than the own ones: the ministry's, else the reviewer's."""
        return self.ministry or self.reviewer

    @property
    def difference(self) -> Fraction | None:
        """What they are above the own ones."""
        return None if self.judged is None else difference(self.own, self.judged)

    def is_in(self, wanted: Filter) -> bool:
        """Whether a filter takes it."""
        match wanted:
            case "all":
                return True
            case "changed":
                return self.is_changed
            case "comments":
                return self.open_comments > 0
            case "cut":
                return self.difference is not None and self.difference < 0
            case state:
                return self.state == state


def review_rows(assessment: Assessment, scorecard: Scorecard, trail: ReviewTrail) -> list[ReviewRow]:
    """Return a row for each sub-indicator, in catalogue order."""
    rows = []
    for code in assessment.catalogue.indicators:
        given = assessment.given_scores.get(code, {})
        comments = assessment.comments.get(code, ())
        rows.append(
            ReviewRow(
                code,
                assessment.review_state(code),
                scorecard.indicators[code].points,
                given.get("reviewer"),
                given.get("ministry"),
                open_threads(comments),
                len(comments),
                code in trail.changes,
                trail.last_utc.get(code, ""),
            )
        )
    return rows


def counts(rows: Sequence[ReviewRow]) -> Mapping[Filter, int]:
    """Return how many rows each filter takes."""
    wanted: tuple[Filter, ...] = ("all", *STATES, "changed", "comments", "cut")
    return {each: sum(row.is_in(each) for row in rows) for each in wanted}


def heads() -> list[Head]:
    """Return the heads of the columns."""
    return [
        Head(QCoreApplication.translate("ReviewRows", "Mã")),
        Head(QCoreApplication.translate("ReviewRows", "Chỉ số thành phần")),
        Head(QCoreApplication.translate("ReviewRows", "Trạng thái")),
        Head(QCoreApplication.translate("ReviewRows", "Tự chấm"), True),
        Head(on_two_lines(QCoreApplication.translate("ReviewRows", "Người rà soát")), True),
        Head(on_two_lines(QCoreApplication.translate("ReviewRows", "Cơ quan thẩm định")), True),
        Head(
            QCoreApplication.translate("ReviewRows", "Chênh"),
            True,
            QCoreApplication.translate(
                "ReviewRows", "Điểm cơ quan thẩm định, nếu chưa có thì điểm người rà soát, trừ điểm tự chấm"
            ),
        ),
        Head(
            QCoreApplication.translate("ReviewRows", "Ý kiến"),
            True,
            QCoreApplication.translate("ReviewRows", "Ý kiến chưa xử lý"),
        ),
        Head(QCoreApplication.translate("ReviewRows", "Đổi lần cuối")),
        Head(QCoreApplication.translate("ReviewRows", "Vì sao")),
    ]


def cells(row: ReviewRow, assessment: Assessment, words: Words) -> list[Cell]:
    """Return what the cells of a row say."""
    form = words.format
    indicator = assessment.catalogue.indicators[row.code]
    place = list(assessment.catalogue.indicators).index(row.code)
    mark = assessment.reviews.get(row.code)
    reason = "" if mark is None else mark.reason
    changed = QCoreApplication.translate("ReviewRows", "Đã đổi sau khi rà soát") if row.is_changed else ""
    why = "" if row.judged is None else row.judged.reason
    last = form.date_time(datetime.fromisoformat(row.last_utc)) if row.last_utc else _NOTHING
    return [
        Cell(row.code, float(place)),
        Cell(
            indicator.short.in_language(words.language),
            indicator.short.in_language(words.language),
            hint=indicator.title.in_language(words.language),
        ),
        Cell(
            state_title(row.state, words),
            float(STATES.index(row.state)),
            hint=reason,
            is_quiet=row.state == "drafting",
        ),
        Cell(form.points(row.own), float(row.own))
        if indicator.max_points
        else Cell(_NOTHING, is_quiet=True, hint=QCoreApplication.translate("ReviewRows", "Không chấm điểm")),
        _points(row.reviewer, words),
        _points(row.ministry, words),
        _difference(row.difference, words),
        Cell(
            form.integer(row.open_comments) if row.open_comments else _NOTHING if not row.comments else "0",
            float(row.open_comments) if row.comments else None,
            is_quiet=not row.open_comments,
        ),
        Cell(last, row.last_utc or None, hint=changed, is_quiet=not row.is_changed),
        Cell(why, why, hint=why),
    ]


def _points(score: GivenScore | None, words: Words) -> Cell:
    if score is None:
        return Cell(_NOTHING, is_quiet=True)
    return Cell(words.format.points(score.points), float(score.points), hint=score.reason)


def _difference(difference: Fraction | None, words: Words) -> Cell:
    if difference is None:
        return Cell(_NOTHING, is_quiet=True)
    text = words.format.signed(difference, 2) if difference else words.format.points(difference)
    return Cell(text, float(difference), is_quiet=not difference)
