"""Use cases of an earlier year: what it holds is brought along, confirmed, moved or put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.services.use_cases import Saved, UseCases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dti_desktop.services.carrying import EarlierYear


class EarlierYearUseCases(UseCases):
    """What is done with an earlier year; as `services/carrying.py`."""

    def bring_previous(self, assessment_id: str, old_id: str) -> Saved:
        """Bring what an earlier assessment holds along to this one, as `carrying.bring_along`."""
        from dti_desktop.services import carrying

        old, assessment = self.load(old_id), self.load(assessment_id)
        return self._saved(carrying.bring_along(self.store, self.library, assessment, old))

    def earlier_year(self, assessment_id: str) -> EarlierYear:
        """Return the catalogue of the earlier year and the fates of its rows, as `carrying.earlier_year`."""
        from dti_desktop.services import carrying

        return carrying.earlier_year(self.store, self.library, self.load(assessment_id))

    def confirm_previous(self, assessment_id: str, codes: Iterable[str]) -> Saved:
        """Take the earlier year's answers over in one step, as `carrying.confirm`."""
        from dti_desktop.services import carrying

        limit_bytes = self.evidence_limit_bytes()
        assessment = self.load(assessment_id)
        return self._saved(carrying.confirm(self.store, assessment, codes, limit_bytes=limit_bytes))

    def reuse_previous_evidence(self, assessment_id: str, code: str) -> Saved:
        """Let the earlier year's documents prove another answer, as `carrying.reuse_evidence`."""
        from dti_desktop.services import carrying

        limit_bytes = self.evidence_limit_bytes()
        assessment = self.load(assessment_id)
        return self._saved(carrying.reuse_evidence(self.store, assessment, code, limit_bytes=limit_bytes))

    def confirm_previous_figures(self, assessment_id: str, keys: Iterable[str]) -> Saved:
        """Take the earlier year's province figures over in one step, as `carrying.confirm_figures`."""
        from dti_desktop.services import carrying

        return self._saved(carrying.confirm_figures(self.store, self.load(assessment_id), keys))

    def move_previous(self, assessment_id: str, old_code: str, code: str) -> Saved:
        """Let a row of the shelf stand for a sub-indicator, as `carrying.move`."""
        from dti_desktop.services import carrying

        return self._saved(carrying.move(self.store, self.load(assessment_id), old_code, code))

    def put_previous_aside(self, assessment_id: str, code: str) -> Saved:
        """Lay the earlier year's row of a sub-indicator on the shelf, as `carrying.put_aside`."""
        from dti_desktop.services import carrying

        return self._saved(carrying.put_aside(self.store, self.load(assessment_id), code))

    def dismiss_previous(self, assessment_id: str, old_code: str) -> Saved:
        """Clear a row off the shelf, as `carrying.dismiss`."""
        from dti_desktop.services import carrying

        return self._saved(carrying.dismiss(self.store, self.load(assessment_id), old_code))

    def set_change_reason(self, assessment_id: str, code: str, untrusted_text: str) -> Saved:
        """Set why an answer differs from the earlier year's, as `carrying.set_change_reason`."""
        from dti_desktop.services import carrying

        assessment = self.load(assessment_id)
        return self._saved(carrying.set_change_reason(self.store, assessment, code, untrusted_text))
