"""The what-if in progress of the open assessment: what is tried, what was tried before, and its keeping.

It is kept as a small setting beside the assessment, never in it, half a second after the last edit, before
the page is left, and before the window closes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.engine.assessment import Scenario
from dti_desktop.services.whatif_draft import (
    ANSWER,
    Draft,
    Row,
    draft_from_json,
    draft_to_json,
)

if TYPE_CHECKING:
    from dti_desktop.ui.navigation import Context

KEEP_DELAY_MS = 500


def text_place(row: Row, field: str) -> str:
    """Return where the half-typed text of a field of `row` is kept."""
    return f"{row[0]}:{row[1]}#{field}"


class WhatIfKeeper(QObject):
    """`loaded` when the what-if of an assessment is there; until then nothing can be tried.

    `before` is what was replaced last; None where there is nothing to take back.
    """

    loaded = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._of: str | None = None
        self.is_loaded = False
        self.draft = Draft()
        self.before: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_DELAY_MS)
        self._timer.timeout.connect(self._keep)

    def forget(self) -> None:
        """Let go of what is tried, once it is kept: another assessment is open."""
        self.flush()
        self._of, self.is_loaded = None, False
        self.draft, self.before = Draft(), None

    def begin(self, assessment_id: str) -> None:
        """Take out what was tried in an assessment; `loaded` follows, once."""
        if self._of == assessment_id:
            return
        self._of = assessment_id

        def show(untrusted: object) -> None:
            if self._of != assessment_id or self.is_loaded:
                return
            held: Mapping[str, Any] = untrusted if isinstance(untrusted, dict) else {}
            self.draft = draft_from_json(held.get("draft")) or Draft()
            self.before = draft_from_json(held.get("before"))
            self.is_loaded = True
            self.loaded.emit()

        self._context.tasks.run(
            self._context.workspace.setting,
            _setting(assessment_id),
            lane="store",
            on_done=show,
            on_error=self._context.session.failed.emit,
            owner=self,
        )

    def set_scenario(self, scenario: Scenario) -> None:
        """Try other changes in the same rows."""
        self._set(replace(self.draft, scenario=scenario))

    def add_row(self, row: Row) -> None:
        """Take a row in, before the others."""
        if row not in self.draft.rows:
            self._set(replace(self.draft, rows=(row, *self.draft.rows)))

    def set_text(self, place: str, text: str | None) -> None:
        """Keep, or forget, a text that cannot be read as a number."""
        texts = {other: held for other, held in self.draft.texts.items() if other != place}
        if text is not None:
            texts[place] = text
        self._set(replace(self.draft, texts=texts))

    def put(self, draft: Draft) -> None:
        """Try something else; what was tried can be taken back."""
        if self.draft.rows or self.draft.texts:
            self.before = self.draft
        self._set(draft)
        self._timer.start()

    def put_back(self, row: Row, *, remove: bool) -> None:
        """Take one row back to what the assessment has; with `remove` it leaves the list too."""
        kind, name = row
        draft, scenario = self.draft, self.draft.scenario
        if kind == ANSWER:
            answers = {code: fields for code, fields in scenario.answers.items() if code != name}
            scenario = replace(scenario, answers=answers)
        else:
            profile = {key: number for key, number in scenario.profile.items() if key != name}
            scenario = replace(scenario, profile=profile)
        own = text_place(row, "")
        texts = {place: text for place, text in draft.texts.items() if not place.startswith(own)}
        rows = tuple(other for other in draft.rows if other != row) if remove else draft.rows
        self.put(Draft(scenario, rows, texts))

    def take_back(self) -> None:
        """Try again what was tried before."""
        if self.before is not None:
            draft, self.before = self.before, None
            self._set(draft)
            self._timer.start()

    def forget_before(self) -> None:
        """What was tried before is not wanted any more."""
        self.before = None
        self._timer.start()

    def flush(self) -> None:
        """Keep now what has not been kept yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _set(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self._timer.start()

    def _keep(self) -> None:
        if self._of is None or not self.is_loaded:
            return
        kept: dict[str, Any] | None = {"draft": draft_to_json(self.draft)}
        if self.before is not None:
            assert kept is not None
            kept["before"] = draft_to_json(self.before)
        elif self.draft == Draft():
            kept = None
        self._context.tasks.run(
            self._context.workspace.set_setting,
            _setting(self._of),
            kept,
            lane="store",
            on_error=self._context.session.failed.emit,
        )


def _setting(assessment_id: str) -> str:
    return f"whatif/{assessment_id}"
