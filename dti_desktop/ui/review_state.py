"""The states of the review as shapes and short names; the words are those of the command line and paper."""

from __future__ import annotations

from collections.abc import Mapping

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.review import ReviewState, open_threads
from dti_desktop.services.words import Words

STATES: tuple[ReviewState, ...] = ("drafting", "awaiting", "needs-work", "approved")
"""In the order in which a sub-indicator goes through them, which is also that of the keys Alt+1 to Alt+4."""

#: Shape and colour name of each state. Every state has a shape of its own, unlike those of the answers.
SHAPES: Mapping[ReviewState, tuple[str, str]] = {
    "drafting": ("pen-line", "muted"),
    "awaiting": ("clock", "accent"),
    "needs-work": ("rotate-ccw", "warn"),
    "approved": ("lock", "done"),
}


COMMENTS = ("message-square-text", "accent")
"""The shape of remarks that are not settled."""


def row_mark(assessment: Assessment, code: str) -> tuple[str, str] | None:
    """Return the one shape that a narrow row shows of the review: what asks for something goes first."""
    state = assessment.review_state(code)
    if state == "needs-work":
        return SHAPES[state]
    if open_threads(assessment.comments.get(code, ())):
        return COMMENTS
    return ("lock", "muted") if state == "approved" else None


def state_title(state: ReviewState, words: Words) -> str:
    """Return the name of a state as it stands alone: with a capital letter."""
    name = words.review_state(state)
    return f"{name[:1].upper()}{name[1:]}"
