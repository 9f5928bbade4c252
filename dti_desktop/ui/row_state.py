"""The one state of an indicator that the window shows as a shape, from its score and its findings."""

from __future__ import annotations

from collections.abc import Mapping

from dti_desktop.engine.checks import Severity
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui.widgets.state_glyph import State


def worst_severities(outlook: Outlook) -> Mapping[str, Severity]:
    """Return the worst severity among the findings of each indicator, notes left out."""
    worst: dict[str, Severity] = {}
    for finding in outlook.findings:
        if finding.indicator is not None and finding.severity != "note":
            if finding.severity == "block":
                worst[finding.indicator] = "block"
            else:
                worst.setdefault(finding.indicator, finding.severity)
    return worst


def row_state(outlook: Outlook, worst: Mapping[str, Severity], code: str) -> State:
    """Return the state of indicator `code`; what blocks comes first, then what is missing."""
    state = outlook.scorecard.indicators[code].state
    severity = worst.get(code)
    if severity == "block" or state == "invalid":
        return "block"
    if state == "incomplete":
        return "incomplete"
    if state == "unanswered":
        return "empty"
    return "explain" if severity == "explain" else "done"


def has_work_left(outlook: Outlook, worst: Mapping[str, Severity], code: str) -> bool:
    """Whether something is left to do: not answered, or a finding that blocks or asks for an explanation."""
    return code in worst or not outlook.scorecard.indicators[code].is_answered
