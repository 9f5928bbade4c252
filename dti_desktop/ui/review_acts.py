"""Setting the state of the review, from wherever it is wanted: asks for the reason where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from dti_desktop.engine.review import ReviewState
from dti_desktop.ui.shortcuts import sequences

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.ui.navigation import Context


def shortcut_of(state: ReviewState) -> QKeySequence:
    """Return the keys that set a state."""
    return sequences(f"review-{state}")[0]


def needs_reason(assessment: Assessment, codes: Sequence[str], state: ReviewState) -> bool:
    """Whether a reason is asked for: something goes back, or what is approved is opened again."""
    return state == "needs-work" or (state != "approved" and not assessment.approved.isdisjoint(codes))


def set_state(context: Context, codes: Sequence[str], state: ReviewState, parent: QWidget) -> None:
    """Set the state of sub-indicators in one step, after asking for a reason where one is needed.

    What has the state already stays as it is.
    """
    assessment = context.session.assessment
    if assessment is None:
        return
    wanted = [code for code in codes if assessment.review_state(code) != state]
    if not wanted:
        return
    if not needs_reason(assessment, wanted, state):
        context.session.set_review(wanted, state)
        return
    from dti_desktop.ui.dialogs.review_reason import ReviewReasonDialog

    opened_again = [code for code in wanted if code in assessment.approved]
    dialog = ReviewReasonDialog(state, wanted, opens=bool(opened_again), parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.given.connect(lambda reason: context.session.set_review(wanted, state, reason))
    dialog.open()
