"""Moving a running assessment to another edition of its catalogue: looked at first, then done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.catalogue_move import Moved, Returning, is_scored_alike, moved
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.ranking import Ranking, default_year, rank
from dti_desktop.errors import InputError
from dti_desktop.services.backups import before
from dti_desktop.services.row_held import row_held
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.services.catalogues import Edition
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.cells import Cell
    from dti_desktop.store.edits import Change

_WITH_ANY_RULE = frozenset({"note", "explanation", "link", "comment", "change_reason", "previous_row"})
"""What of a row comes back with it whatever its rule has become; answers do as far as they fit."""

_WITH_ITS_RULE = frozenset({"estimate", "given_score", "entered"})
"""What means something under the rule alone under which it was given."""


@dataclass(frozen=True)
class MovePreview:
    """What a move would change, with the rank before and after; nothing is done yet."""

    assessment_id: str
    edition: Edition
    moved: Moved
    old_rank: Ranking | None
    new_rank: Ranking | None
    journal_head: str
    returned: Mapping[Cell, str] = field(default_factory=dict, repr=False)
    """What comes back with rows that this assessment lost by an earlier move."""

    @property
    def old(self) -> Catalogue:
        """The edition that the assessment is pinned to."""
        return self.moved.before.catalogue


def preview(workspace: Workspace, assessment_id: str, untrusted_edition: str) -> MovePreview:
    """Return what moving to an edition (`latest`, a digest or its beginning) would change.

    Raises `InputError`: `assessment-unknown`, `unknown-edition`; `move-of-part` for a department's part,
    which stays with the edition that it was handed out by; `move-other-catalogue` where the edition is of
    another id: that is a new year's matter; `move-same-edition`.
    """
    assessment = workspace.load(assessment_id)
    catalogue = assessment.catalogue
    if assessment.origin is not None:
        raise InputError("move-of-part", department=assessment.origin.department)
    edition = workspace.catalogues.known.named(untrusted_edition, catalogue.id)
    if edition.catalogue.id != catalogue.id:
        raise InputError("move-other-catalogue", catalogue=catalogue.id, found=edition.catalogue.id)
    if edition.digest == catalogue.digest:
        raise InputError("move-same-edition", version=catalogue.version)
    returning, returned = _returning(workspace, assessment, edition.catalogue)
    found = moved(assessment, edition.catalogue, returning)
    returned = {
        cell: value
        for cell, value in returned.items()
        if cell.kind != "answer" or cell.key in found.after.answers.get(cell.code, {})
    }
    book = workspace.result_book.of(edition.catalogue, assessment.province)
    year = default_year(book, assessment.year)
    old_rank = new_rank = None
    if year is not None:
        old_rank = rank(catalogue, found.old_scorecard, assessment.province, book, year)
        new_rank = rank(edition.catalogue, found.new_scorecard, assessment.province, book, year)
    return MovePreview(assessment_id, edition, found, old_rank, new_rank, assessment.journal_head, returned)


def move(workspace: Workspace, looked: MovePreview) -> Change:
    """Do what was looked at, as one step that undo takes back; the store is backed up first.

    Raises `InputError` `move-outdated` where the assessment was changed since; then nothing is done.
    """
    assessment_id = looked.assessment_id
    if workspace.load(assessment_id).journal_head != looked.journal_head:
        raise InputError("move-outdated")
    workspace.unprotected = before(workspace, "import")
    store, found = workspace.store, looked.moved
    now = utc_text(store.now_utc())
    return store.catalogue_moves.move(
        assessment_id,
        looked.edition.content,
        cleared=[
            (each.code, each.field) for each in found.lost if not each.code or _is_answer(found, each.code)
        ],
        marks={
            code: replace(found.after.reviews[code], who=store.user, at_utc=now)
            for code in found.reopened
            if code in found.after.reviews
        },
        returned=looked.returned,
    )


def _returning(
    workspace: Workspace, assessment: Assessment, new: Catalogue
) -> tuple[dict[str, Returning], dict[Cell, str]]:
    """Return what rows that come with `new` held here before, and all the cells that may come back."""
    coming = [code for code in new.indicators if code not in assessment.catalogue.indicators]
    store = workspace.store
    returning: dict[str, Returning] = {}
    returned: dict[Cell, str] = {}
    for code, held in store.catalogue_moves.held_by_gone(assessment.id, coming).items():
        then = store.assessments.catalogue_by_digest(held.old_digest)
        old_row = None if then is None else then.indicators.get(code)
        if old_row is None:
            continue
        is_alike = is_scored_alike(old_row, new.indicators[code])
        cells = {
            cell: value
            for cell, value in held.cells.items()
            if cell.kind in ("answer", "review")
            or (cell.kind in _WITH_ANY_RULE and (cell.kind != "link" or cell.key in assessment.documents))
            or (cell.kind in _WITH_ITS_RULE and is_alike)
        }
        returning[code] = row_held(old_row, cells)
        returned |= cells
    return returning, returned


def _is_answer(found: Moved, code: str) -> bool:
    """Whether the row is still there; all that hangs on one that is gone is cleared by itself."""
    return code in found.after.catalogue.indicators
