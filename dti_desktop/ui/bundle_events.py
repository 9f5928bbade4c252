"""The journal of the open assessment hears of what is added to its own bundle; others are foreign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dti_desktop.services.bundle_journal import is_of
from dti_desktop.ui.navigation import Context

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification


def tell_journal(context: Context, found: Verification, event: str, facts: Mapping[str, object]) -> None:
    """Record an event about a bundle, if it was made of the assessment that is open now."""
    session = context.session
    assessment = session.assessment
    if assessment is None:
        return
    assessment_id = assessment.id

    def told(is_own: bool) -> None:
        if is_own:
            session.record_event(assessment_id, event, facts)

    session.flush()
    context.tasks.run(
        is_of,
        context.workspace,
        assessment_id,
        found,
        lane="store",
        on_done=told,
        on_error=session.failed.emit,
        owner=session,
    )
