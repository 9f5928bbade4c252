"""What can be undone and redone, worked out from the journal's steps alone. No SQLite here.

One act of the user is one step. Undo and redo are steps too, so the journal only grows. A step that
continues the typing of the one before belongs to the same turn: one undo takes the whole turn back.
A note tells of an event and changes nothing: it neither ends a turn nor takes a redo away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Act = Literal["create", "edit", "continue", "undo", "redo", "archive", "unarchive", "note", "adopt"]

Turn = tuple[int, ...]
"""The steps that one undo takes back, in order."""


@dataclass(slots=True)
class History:
    """The two stacks of an assessment, fed with its steps in order."""

    done: list[Turn] = field(default_factory=list)
    undone: list[Turn] = field(default_factory=list)
    last_step: int = 0
    last_change: int = 0
    """The newest step that is not a note."""

    def add(self, step: int, act: Act, of_step: int | None) -> None:
        """Take in one step. `of_step`: the first step of the turn that it continues, undoes or redoes."""
        self.last_step = step
        if act == "note":
            return
        self.last_change = step
        if act == "edit":
            self.done.append((step,))
            self.undone.clear()
        elif act == "continue" and _on_top(self.done, of_step):
            self.done[-1] = (*self.done[-1], step)
        elif act == "undo" and _on_top(self.done, of_step):
            self.undone.append(self.done.pop())
        elif act == "redo" and _on_top(self.undone, of_step):
            self.done.append(self.undone.pop())
        elif act in ("continue", "undo", "redo"):  # a journal that was tampered with: nothing can be undone
            self.done.clear()
            self.undone.clear()

    @property
    def can_continue(self) -> bool:
        """Whether the newest step, notes left aside, is an edit, so that typing may go on in its turn."""
        return bool(self.done) and not self.undone and self.done[-1][-1] == self.last_change


def _on_top(stack: list[Turn], of_step: int | None) -> bool:
    return bool(stack) and stack[-1][0] == of_step
