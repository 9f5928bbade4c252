"""Use cases of evidence: files are examined, recorded, cited, linked; how large all of it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.errors import InputError
from dti_desktop.services.entered_text import clean_citation, clean_line
from dti_desktop.services.use_cases import EVIDENCE_LIMIT, Saved, UseCases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dti_desktop.engine.assessment import Assessment, Citation
    from dti_desktop.services.intake import Intake


class EvidenceUseCases(UseCases):
    """What is done with documents. `examine_files`, `stage_files`, `evidence_path` may run on any thread."""

    def evidence_limit_range_bytes(self) -> tuple[int, int]:
        """Return the smallest and the largest limit that can be set; touches no database."""
        defaults = self.library.defaults
        return defaults["evidence_limit_smallest_bytes"], defaults["evidence_limit_largest_bytes"]

    def set_evidence_limit_bytes(self, limit_bytes: int) -> int:
        """Set the limit, drawn into the range where it lies outside, and return what was set."""
        smallest, largest = self.evidence_limit_range_bytes()
        limit_bytes = max(smallest, min(limit_bytes, largest))
        self.store.settings.set(EVIDENCE_LIMIT, limit_bytes)
        return limit_bytes

    def examine_files(
        self,
        assessment: Assessment,
        untrusted_paths: Sequence[Path],
        *,
        limit_bytes: int,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Intake:
        """Copy files into the store's folder and judge the copies, without recording them; on any thread.

        Each file is let in, refused or found marked as a state secret by itself: the `Intake` tells.
        Raises `InputError` `evidence-limit` listing every file, before any is copied; `Cancelled`.
        """
        from dti_desktop.services.intake import examine_files

        return examine_files(
            self.store.files,
            self.library.intake_rules,
            assessment,
            untrusted_paths,
            limit_bytes=limit_bytes,
            progress=progress,
            cancelled=cancelled,
        )

    def stage_files(
        self,
        assessment: Assessment,
        untrusted_paths: Sequence[Path],
        *,
        limit_bytes: int,
        marks_confirmed: bool = False,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Intake:
        """Do as `examine_files`, all or none: a file that is refused refuses them all.

        So does one that is marked as a state secret (`evidence-marked-secret`) without `marks_confirmed`.
        Raises `InputError` listing every such file, or `Cancelled`; nothing is left behind.
        """
        intake = self.examine_files(
            assessment, untrusted_paths, limit_bytes=limit_bytes, progress=progress, cancelled=cancelled
        )
        intake.raise_problems(marks_too=not marks_confirmed)
        return intake

    def attach(
        self,
        assessment_id: str,
        code: str,
        intake: Intake,
        citation: Citation | None = None,
        pages: str = "",
        *,
        not_secret_reason: str = "",
    ) -> Saved:
        """Record examined files as evidence of an indicator, as one step; they are given up on a fault.

        Files that carry a mark of secrecy need the reason why they are no state secret: it is journaled
        in the same transaction, so that none comes in without the decision. Raises `InputError`
        `evidence-marked-secret` without a reason, `evidence-limit`, `unknown-code`.
        """
        from dti_desktop.services.intake import MARK_ACCEPTED

        with intake:
            self._require_indicator(assessment_id, code)
            reason = clean_line(not_secret_reason)
            if intake.marked and not reason:
                raise InputError("evidence-marked-secret", intake.mark_problems())
            with self.store.transaction():
                for marked in intake.marked:
                    facts = {**marked.facts(), "reason": reason}
                    self.record_event(assessment_id, MARK_ACCEPTED, code=code, facts=facts)
                change, document_ids = self.store.evidence.record(
                    assessment_id,
                    code,
                    intake.staged,
                    limit_bytes=self.evidence_limit_bytes(),
                    citation=None if citation is None else clean_citation(citation),
                    pages=clean_line(pages),
                )
        return self._saved(change, document_ids)

    def cite(self, assessment_id: str, code: str, citation: Citation, pages: str = "") -> Saved:
        """Add a document that is only cited, without a file."""
        self._require_indicator(assessment_id, code)
        change, document_id = self.store.evidence.add_document(
            assessment_id, code, clean_citation(citation), clean_line(pages)
        )
        return self._saved(change, (document_id,))

    def update_citation(self, assessment_id: str, document_id: str, citation: Citation) -> Saved:
        """Set how a document is cited, wherever it proves something."""
        return self._saved(
            self.store.edits.update_citation(assessment_id, document_id, clean_citation(citation))
        )

    def link(self, assessment_id: str, code: str, document_id: str, pages: str = "") -> Saved:
        """Let a document prove one more indicator."""
        self._require_indicator(assessment_id, code)
        return self._saved(self.store.edits.link(assessment_id, code, document_id, clean_line(pages)))

    def unlink(self, assessment_id: str, code: str, document_id: str) -> Saved:
        """Let a document no longer prove an indicator; the document stays in the assessment."""
        return self._saved(self.store.edits.unlink(assessment_id, code, document_id))

    def set_pages(self, assessment_id: str, code: str, document_id: str, pages: str) -> Saved:
        """Set the cited pages of a document for an indicator."""
        return self._saved(self.store.edits.set_pages(assessment_id, code, document_id, clean_line(pages)))

    def evidence_path(self, sha256: str) -> Path:
        """Return where an evidence file lies, for reading only; may be called on any thread."""
        return self.store.evidence.path_of(sha256)
