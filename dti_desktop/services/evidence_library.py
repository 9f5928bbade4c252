"""The evidence of the whole store: what there is, where it is used, and taking it into an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dti_desktop.engine.evidence_library import HeldDocument, LibraryItem, library_items
from dti_desktop.errors import InputError
from dti_desktop.services.workspace import Saved

if TYPE_CHECKING:
    from dti_desktop.services.workspace import Workspace


def evidence_library(workspace: Workspace) -> tuple[LibraryItem, ...]:
    """Return every file and citation of the assessments of the store, those put aside left out."""
    return library_items(workspace.store.evidence.all_documents())


def assign(workspace: Workspace, assessment_id: str, code: str, items: Sequence[LibraryItem]) -> Saved:
    """Let items prove an indicator of an assessment, as one step that one undo takes back.

    What belongs to another assessment comes in as a document of its own with the same file; that assessment
    stays as it is. Raises `InputError`: `assessment-unknown`, `unknown-code`, `document-unknown`,
    `evidence-limit`.
    """
    if code not in workspace.store.assessments.catalogue(assessment_id).indicators:
        raise InputError("unknown-code", code=code)
    sources = [source_of(item, assessment_id) for item in items]
    change, document_ids = workspace.store.evidence.assign(
        assessment_id,
        code,
        [(held.assessment_id, held.document.id) for held in sources],
        limit_bytes=workspace.evidence_limit_bytes(),
    )
    return Saved(workspace.load(assessment_id), change.codes, document_ids)


def source_of(item: LibraryItem, assessment_id: str) -> HeldDocument:
    """Return the document that stands for an item: the assessment's own, else one cited as the item is."""
    own = (held for held in item.held if held.assessment_id == assessment_id)
    cited = (held for held in item.held if held.document.citation == item.citation)
    return next(own, None) or next(cited)
