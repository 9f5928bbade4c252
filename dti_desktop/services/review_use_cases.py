"""Use cases of review: states, remarks, points that others gave, what was typed into the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.services.use_cases import Saved, UseCases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from dti_desktop.engine.review import ReviewState, ScoreSource
    from dti_desktop.services.portal_entry import Reconciliation
    from dti_desktop.services.review_changes import ReviewTrail


class ReviewUseCases(UseCases):
    """What a reviewer and whoever answers her do; as `services/review.py` and its neighbours."""

    def set_review(
        self, assessment_id: str, codes: Iterable[str], state: ReviewState, untrusted_reason: str = ""
    ) -> Saved:
        """Set how far the review of sub-indicators is, as `review.set_states`."""
        from dti_desktop.services import review

        assessment = self.load(assessment_id)
        return self._saved(review.set_states(self.store, assessment, codes, state, untrusted_reason))

    def comment(
        self, assessment_id: str, code: str, untrusted_text: str, reply_to: str | None = None
    ) -> Saved:
        """Add a remark, as `review.add_comment`."""
        from dti_desktop.services import review

        assessment = self.load(assessment_id)
        return self._saved(review.add_comment(self.store, assessment, code, untrusted_text, reply_to))

    def settle_comment(self, assessment_id: str, code: str, comment_id: str, *, is_settled: bool) -> Saved:
        """Say that a remark is done, or that it is not. Raises `InputError` `comment-unknown`."""
        from dti_desktop.services import review

        assessment = self.load(assessment_id)
        change = review.settle_comment(self.store, assessment, code, comment_id, is_settled=is_settled)
        return self._saved(change)

    def set_given_scores(
        self, assessment_id: str, source: ScoreSource, scores: Mapping[str, tuple[Decimal, str] | None]
    ) -> Saved:
        """Set points that others gave, as `review.set_given_scores`."""
        from dti_desktop.services import review

        assessment = self.load(assessment_id)
        return self._saved(review.set_given_scores(self.store, assessment, source, scores))

    def review_trail(self, assessment_id: str) -> ReviewTrail:
        """Return what changed since a reviewer judged each sub-indicator, as the journal tells."""
        from dti_desktop.services.review_changes import read_trail

        return read_trail(self.store, self.load(assessment_id))

    def set_entered(self, assessment_id: str, code: str, is_entered: bool) -> Saved:
        """Tick a sub-indicator as typed into the ministry's portal as it is now, or take the tick off."""
        from dti_desktop.services import review

        assessment = self.load(assessment_id)
        return self._saved(review.set_entered(self.store, assessment, code, is_entered=is_entered))

    def reconciled(self, assessment_id: str) -> Reconciliation:
        """Hold what was ticked as typed into the portal against what is stored now."""
        from dti_desktop.services.portal_entry import reconcile

        return reconcile(self.store, self.load(assessment_id))
