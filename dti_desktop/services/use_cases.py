"""What the use cases on one store stand on: the store, what ships with the program, what an edit left."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dti_desktop.errors import InputError
from dti_desktop.services.events import NO_FACTS, clean_event, clean_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.errors import Problem
    from dti_desktop.services.journal import Journals
    from dti_desktop.services.library import Library
    from dti_desktop.store.database import Store
    from dti_desktop.store.edits import Change


EVIDENCE_LIMIT = "evidence_limit_bytes"


class Saved(NamedTuple):
    """What an edit left in the store: the assessment as it now is, and the indicators it touched."""

    assessment: Assessment
    codes: frozenset[str]
    document_ids: tuple[str, ...] = ()


class UseCases:
    """A kind of use cases on a store; `Workspace` is all of them. On the thread that owns the store.

    `unprotected`: why the store could not be backed up before the last import, None where it could.
    """

    store: Store
    library: Library
    unprotected: Problem | None

    @cached_property
    def journals(self) -> Journals:
        """The journals of the store's assessments, and how far they were checked."""
        from dti_desktop.services.journal import Journals

        return Journals(self.store)

    def evidence_limit_bytes(self) -> int:
        """Return what the distinct evidence files of one assessment may hold together."""
        limit = self.store.settings.get(EVIDENCE_LIMIT, self.library.defaults[EVIDENCE_LIMIT])
        assert isinstance(limit, int)
        return limit

    def load(self, assessment_id: str) -> Assessment:
        """Return everything known of an assessment. Raises `InputError` `assessment-unknown`."""
        from dti_desktop.engine.score_cuts import earlier_cuts

        assessment = self.store.assessments.load(assessment_id)
        if assessment.previous is not None:
            given_then = self.store.review.given_scores(assessment.previous.assessment_id)
            assessment = replace(assessment, earlier_cuts=earlier_cuts(assessment.previous, given_then))
        faults = self.journals.faults(assessment_id)
        return replace(assessment, journal_faults=faults) if faults else assessment

    def record_event(
        self, assessment_id: str, event: str, *, code: str = "", facts: Mapping[str, object] = NO_FACTS
    ) -> Saved:
        """Append to the journal that something happened: a kebab-case code with a few small facts.

        Nothing else changes, undo and redo included; the journal's head moves on. `code`: the indicator
        that it was about. Facts are what JSON can hold without floats; texts are brought to NFC.

        Raises `InputError`: `assessment-unknown`, `unknown-code`, `event-too-large`. A code that is not
        kebab-case or a fact of another type is a fault of the caller: `ValueError`, `TypeError`.
        """
        if code:
            self._require_indicator(assessment_id, code)
        return self._saved(
            self.store.edits.record_event(assessment_id, clean_event(event), code, clean_facts(facts))
        )

    def _saved(self, change: Change, document_ids: tuple[str, ...] = ()) -> Saved:
        assessment = self.load(change.assessment_id)
        users = assessment.catalogue.codes_by_profile_key
        by_profile = {code for key in change.profile_keys for code in users.get(key, ())}
        known = frozenset(assessment.catalogue.indicators)
        return Saved(assessment, (change.codes | by_profile) & known, document_ids)

    def _require_indicator(self, assessment_id: str, code: str) -> None:
        if code not in self.store.assessments.catalogue(assessment_id).indicators:
            raise InputError("unknown-code", code=code)
