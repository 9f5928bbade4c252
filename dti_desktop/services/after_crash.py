"""After a run that broke off: it is told, and it is noted in the journal. Never silent."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.database import Recovery

EVENT = "recovered-after-crash"


def note_recovery(workspace: Workspace) -> None:
    """Note in the journal of the assessment changed last, the one she was at, that a run had broken off.

    Does nothing where the run before ended well, nor where there is no assessment. A store that takes no
    note, being full or damaged, opens all the same: what is wrong with it will be told on its own.
    """
    recovery = workspace.recovery
    if not recovery:
        return
    with suppress(Exception):
        summaries = workspace.store.summaries()
        if summaries:
            workspace.record_event(
                summaries[0].id,
                EVENT,
                facts={
                    "log_replayed": recovery.log_replayed,
                    "half_made_copies": recovery.half_made_copies,
                    "restore_finished": recovery.restore_finished,
                },
            )


def recovery_lines(recovery: Recovery, words: Words) -> list[str]:
    """Return what there is to tell, a line each; nothing where the run before ended well."""
    if not recovery:
        return []
    lines = [words.text("crash.interrupted")]
    if recovery.half_made_copies:
        lines.append(words.text("crash.half-made-copies", count=recovery.half_made_copies))
    if recovery.restore_finished:
        lines.append(words.text("crash.restore-finished"))
    return lines
