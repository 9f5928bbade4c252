"""A new year from an old assessment: begun, its rows confirmed, moved, put aside; and what became of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dti_desktop.engine.assessed_unit import unit_and_province
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import carry, has_content, split_fields, unconfirmed_figures
from dti_desktop.engine.catalogue_map import RowFate, fates
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.engine.scoring import score
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import clean_text

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.services.workspace import AssessmentSummary, Workspace
    from dti_desktop.store.database import Store
    from dti_desktop.store.edits import Change


@dataclass(frozen=True)
class EarlierYear:
    """The catalogue that the earlier year was made by, and the fate of every row since; None: not known."""

    catalogue: Catalogue | None
    fates: tuple[RowFate, ...] = ()

    def fate(self, code: str) -> RowFate | None:
        """Return what became of a row of today; None where it is not known."""
        return next((fate for fate in self.fates if fate.code == code), None)


def create_from(
    workspace: Workspace,
    old_id: str,
    *,
    untrusted_province: str | None = None,
    year: int | None = None,
    catalogue_id: str | None = None,
    untrusted_unit: str | None = None,
) -> str:
    """Begin an assessment from an earlier one, by default of the same province and of the year after.

    A unit of a province is assessed by the same catalogue again where none is named.

    Everything the earlier one holds comes along to be confirmed; nothing of it counts. Raises as
    `Workspace.create` and `bring_along` do; then nothing was begun.
    """
    old = workspace.load(old_id)
    store = workspace.store
    unit, province = unit_and_province(old.province)
    if catalogue_id is None and not old.catalogue.is_of_provinces:
        catalogue_id = old.catalogue.id
    with store.transaction(), store.edits.creating():
        new_id = workspace.create(
            province if untrusted_province is None else untrusted_province,
            old.year + 1 if year is None else year,
            catalogue_id,
            untrusted_unit=unit if untrusted_unit is None else untrusted_unit,
        )
        bring_along(store, workspace.library, workspace.load(new_id), old)
    return new_id


def bring_along(store: Store, library: Library, assessment: Assessment, old: Assessment) -> Change:
    """Keep what `old` held as proposals for `assessment`, in place of those of another year; one step.

    Raises `InputError` `previous-is-itself`, `previous-assesses-others` where the two are of other kinds of
    unit, whose rows have nothing to do with each other, and as `Library.catalogue_map` does.
    """
    if old.id == assessment.id:
        raise InputError("previous-is-itself", id=old.id)
    then, now = old.catalogue, assessment.catalogue
    if then.id != now.id and then.assesses != now.assesses:
        raise InputError("previous-assesses-others", id=old.id)
    known = library.catalogue_map(old.catalogue, assessment.catalogue)
    scorecard = score(old.catalogue, old.answers, old.profile)
    return store.previous.bring_along(assessment.id, carry(old, scorecard, assessment.catalogue, known))


def earlier_of(
    summaries: Iterable[AssessmentSummary], province: str | None, year: int
) -> list[AssessmentSummary]:
    """Return the province's whole assessments of earlier years, the latest first; the sample is none."""
    found = (
        each
        for each in summaries
        if each.province == province and each.year < year and not each.is_sample and not each.department
    )
    return sorted(found, key=lambda each: (-each.year, each.id))


def earlier_year(store: Store, library: Library, assessment: Assessment) -> EarlierYear:
    """Return what is known of the earlier year's rows; nothing where its catalogue is not in the store."""
    if assessment.previous is None:
        return EarlierYear(None)
    old = store.assessments.catalogue_by_digest(assessment.previous.catalogue_digest)
    if old is None:
        return EarlierYear(None)
    known = library.catalogue_map(old, assessment.catalogue)
    return EarlierYear(old, fates(old, assessment.catalogue, known))


def confirm(store: Store, assessment: Assessment, codes: Iterable[str], *, limit_bytes: int) -> Change:
    """Take the earlier year's answers over for these codes, in one step that one undo takes back.

    Answer, evidence and, where there is none of this year, the explanation. Raises `InputError` listing
    every fault: `unknown-code`, `previous-missing` where the earlier year has nothing, `previous-answered`
    where this year's answer is there already; `evidence-limit`, `indicator-approved`. Nothing is changed.
    """
    wanted = tuple(dict.fromkeys(codes))
    problems: list[Problem] = []
    rows: dict[str, PreviousRow] = {}
    for code in wanted:
        indicator = assessment.catalogue.indicators.get(code)
        row = None if assessment.previous is None else assessment.previous.rows.get(code)
        if indicator is None:
            problems.append(Problem("unknown-code", code, {"code": code}))
            continue
        fitting = {} if row is None else split_fields(indicator.rule, row.fields)[0]
        if row is None or not has_content(replace(row, fields=fitting)):
            problems.append(Problem("previous-missing", code, {"code": code}))
        elif assessment.answers.get(code):
            problems.append(Problem("previous-answered", code, {"code": code}))
        else:
            rows[code] = replace(row, fields=fitting)
    _raise(problems)
    explained = frozenset(code for code, text in assessment.explanations.items() if text.strip())
    return store.previous.confirm(
        assessment.id, rows, explained, assessment.documents, limit_bytes=limit_bytes
    )


def reuse_evidence(store: Store, assessment: Assessment, code: str, *, limit_bytes: int) -> Change:
    """Let the earlier year's documents prove a sub-indicator whose answer is another; one step.

    Raises `InputError`: `previous-missing` where it has none, `evidence-limit`, `indicator-approved`.
    """
    row = _previous(assessment).rows.get(code)
    if row is None or not row.documents:
        raise InputError("previous-missing", [Problem("previous-missing", code, {"code": code})])
    papers = {code: replace(row, fields={}, explanation="")}
    return store.previous.confirm(
        assessment.id, papers, frozenset(), assessment.documents, limit_bytes=limit_bytes
    )


def confirm_figures(store: Store, assessment: Assessment, keys: Iterable[str]) -> Change:
    """Take the earlier year's province figures over, in one step.

    Raises `InputError` listing every fault: `previous-missing` where the earlier year has none or this
    year's is there already.
    """
    open_figures = unconfirmed_figures(assessment)
    wanted = tuple(dict.fromkeys(keys))
    _raise([Problem("previous-missing", key, {"code": key}) for key in wanted if key not in open_figures])
    return store.edits.set_profile(assessment.id, {key: open_figures[key] for key in wanted})


def move(store: Store, assessment: Assessment, old_code: str, code: str) -> Change:
    """Let a row of the shelf stand for a sub-indicator of today.

    Raises `InputError`: `unknown-code`; `previous-missing` where the shelf has no such row;
    `previous-place-taken` where the earlier year already has a row for the sub-indicator.
    """
    previous = _previous(assessment)
    problems = []
    if code not in assessment.catalogue.indicators:
        problems.append(Problem("unknown-code", code, {"code": code}))
    if old_code not in previous.shelf:
        problems.append(Problem("previous-missing", old_code, {"code": old_code}))
    if code in previous.rows:
        problems.append(Problem("previous-place-taken", code, {"code": code}))
    _raise(problems)
    return store.previous.move_row(assessment.id, previous.shelf[old_code], "", code)


def put_aside(store: Store, assessment: Assessment, code: str) -> Change:
    """Take the earlier year's row away from a sub-indicator and lay it on the shelf; one step.

    It then waits no longer to be confirmed. Raises `InputError` `previous-missing`.
    """
    previous = _previous(assessment)
    row = previous.rows.get(code)
    if row is None:
        raise InputError("previous-missing", [Problem("previous-missing", code, {"code": code})])
    # What was left of the same row lies there already: they are one again.
    left = previous.shelf.get(row.old_code)
    whole = row if left is None else replace(row, fields={**left.fields, **row.fields})
    return store.previous.replace_rows(assessment.id, {(code, row.old_code): None, ("", row.old_code): whole})


def dismiss(store: Store, assessment: Assessment, old_code: str) -> Change:
    """Clear a row off the shelf; undo and the journal have it still. Raises `previous-missing`."""
    if old_code not in _previous(assessment).shelf:
        raise InputError("previous-missing", [Problem("previous-missing", old_code, {"code": old_code})])
    return store.previous.replace_rows(assessment.id, {("", old_code): None})


def set_change_reason(store: Store, assessment: Assessment, code: str, untrusted_text: str) -> Change:
    """Set why an answer differs from the earlier year's; empty clears it. Raises `unknown-code`."""
    if code not in assessment.catalogue.indicators:
        raise InputError("unknown-code", code=code)
    return store.previous.set_change_reason(assessment.id, code, clean_text(untrusted_text))


def _previous(assessment: Assessment) -> Previous:
    return assessment.previous or Previous("", assessment.year, "", "")


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems[0].code, problems)


def titles(catalogue: Catalogue | None, language: str) -> Mapping[str, str]:
    """Return the titles of a catalogue's rows by code; none where the catalogue is not known."""
    rows = {} if catalogue is None else catalogue.indicators
    return {code: row.title.in_language(language) for code, row in rows.items()}
