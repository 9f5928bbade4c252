"""Work handed out to a department as a file, opened there as an assessment of its own, and returned.

Where a file is long, the work in the middle may be done on any thread: `begin_issue` → `write_file` →
`finish_issue`, and the same for a return.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.assessed_unit import unit_and_province, unit_of_province
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.named_indicators import codes_named
from dti_desktop.engine.part_content import content_of, values_of
from dti_desktop.engine.part_documents import first_keys
from dti_desktop.engine.part_previous_json import previous_of_part
from dti_desktop.engine.parts import IssuedPart, PartOrigin
from dti_desktop.engine.strict_json import shown
from dti_desktop.errors import InputError, Problem
from dti_desktop.passphrase_file import WORK_FACTOR, chosen
from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS, assessed_unit, clean_line, clean_text, slug
from dti_desktop.services.part_evidence import Source, stage_evidence
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.library import Library
    from dti_desktop.services.workspace import Workspace

RETURNED = "part-returned"
"""The journal's event: a file went back (facts `return_id`, `file`, and as `documents` its `first_keys`)."""

SUFFIX = ".dtipart"
_MAX_ID_CHARACTERS = 60


@dataclass(frozen=True)
class Opened:
    """A part as an assessment of its own. `is_new`: it was not here before."""

    assessment_id: str
    is_new: bool


# -- at the office ---------------------------------------------------------------------------------


def begin_issue(
    workspace: Workspace,
    assessment_id: str,
    untrusted_names: Iterable[str],
    untrusted_department: str,
    *,
    due: date | None = None,
    untrusted_guidance: str = "",
) -> PartFile:
    """Return the part as it will go out; nothing is changed yet.

    Notes are their writer's own and stay here. What is approved may go out with the rest of its main index;
    what comes back of it is a conflict. Raises `InputError` listing every fault: those of `codes_named`,
    `part-empty` where nothing is named, `department-missing`, `part-code-outside` where the assessment is
    itself a part without it; those of `clean_text`.
    """
    from dti_desktop.exchange.part_file import Header, PartFile, baseline_to_bytes

    assessment = workspace.load(assessment_id)
    problems: list[Problem] = []
    codes: tuple[str, ...] = ()
    try:
        codes = codes_named(assessment.catalogue, untrusted_names)
        if not codes:
            problems.append(Problem("part-empty", "indicators"))
    except InputError as error:
        problems += error.problems
    department = clean_line(untrusted_department, MAX_NAME_CHARACTERS)
    if not department:
        problems.append(Problem("department-missing", "department"))
    if assessment.origin is not None:
        problems += [
            Problem("part-code-outside", code, {"code": code})
            for code in codes
            if code not in assessment.origin.codes
        ]
    if problems:
        raise InputError(problems[0].code, problems)
    guidance = clean_text(untrusted_guidance)
    baseline = content_of(assessment, codes, with_notes=False)
    baseline_bytes = baseline_to_bytes(assessment.catalogue, baseline, guidance)
    header = Header(
        part_id=secrets.token_hex(8),
        assessment_id=assessment.id,
        province=assessment.province,
        year=assessment.year,
        catalogue_id=assessment.catalogue.id,
        catalogue_digest=workspace.store.assessments.catalogue_digest(assessment_id),
        department=department,
        due=due,
        codes=codes,
        baseline_sha256=hashlib.sha256(baseline_bytes).hexdigest(),
        issued_utc=utc_text(workspace.store.now_utc()),
        issued_by=workspace.store.user,
    )
    return PartFile(
        header,
        assessment.catalogue,
        workspace.catalogue_bytes(assessment_id),
        baseline_bytes,
        guidance,
        baseline,
        baseline,
        previous_of_part(assessment.previous, codes),
    )


def write_file(
    workspace: Workspace,
    part: PartFile,
    target: Path,
    passphrase: str | None,
    *,
    work_factor: int = WORK_FACTOR,
) -> None:
    """Write a part, going out or coming back, whole or not at all; on any thread.

    Raises as `Workspace.check_target`, `passphrase_file.chosen` and `part_file.write_part`.
    """
    from dti_desktop.exchange.part_file import write_part

    workspace.check_target(target)
    word = None if passphrase is None else chosen(passphrase)
    write_part(target, part, workspace.evidence_path, passphrase=word, work_factor=work_factor)


def finish_issue(workspace: Workspace, part: PartFile) -> IssuedPart:
    """Remember that the part went out, as one step of the journal."""
    header = part.header
    issued = IssuedPart(
        header.part_id,
        header.department,
        header.due,
        header.codes,
        header.baseline_sha256,
        header.issued_utc,
        header.issued_by,
    )
    workspace.store.parts.put_issued(header.assessment_id, issued, part.baseline_bytes)
    return issued


def issue(
    workspace: Workspace,
    assessment_id: str,
    untrusted_names: Iterable[str],
    untrusted_department: str,
    target: Path,
    *,
    passphrase: str | None,
    due: date | None = None,
    untrusted_guidance: str = "",
    work_factor: int = WORK_FACTOR,
) -> IssuedPart:
    """Hand a part out: the file is written first, then it is remembered. Raises as the three steps do."""
    part = begin_issue(
        workspace,
        assessment_id,
        untrusted_names,
        untrusted_department,
        due=due,
        untrusted_guidance=untrusted_guidance,
    )
    write_file(workspace, part, target, passphrase, work_factor=work_factor)
    try:
        return finish_issue(workspace, part)
    except BaseException:
        target.unlink(missing_ok=True)  # nobody would know it when it comes back
        raise


# -- at the department -----------------------------------------------------------------------------


def read_part(source: Source, *, step: Callable[[int], None] = lambda _: None) -> PartFile:
    """Read and judge a department's file to its last byte; on any thread. Raises as `part_file.opened`."""
    from dti_desktop.exchange.part_file import opened

    with opened(*source, step=step) as found:
        return found.part


def needs_passphrase(path: Path) -> bool:
    """Whether a file is locked; on any thread."""
    from dti_desktop.exchange.part_file import is_locked_part

    return is_locked_part(path)


def already_open(workspace: Workspace, part: PartFile) -> str | None:
    """Return the assessment that the part is open as, which is taken back where it was put aside."""
    found = workspace.store.parts.opened_as(part.header.part_id)
    if found is not None:
        workspace.store.assessments.unarchive(found)
    return found


def open_read(workspace: Workspace, part: PartFile, intake: Intake, not_secret_reason: str = "") -> Opened:
    """Begin the assessment that a part is, limited to its sub-indicators; one that is open stays as it is.

    `intake`: its evidence, staged; it is given up on a fault. All of it is one transaction, and part of the
    creation: there is no undo of it. Raises `InputError`: `part-is-return`, `unknown-province`,
    `evidence-marked-secret` without a reason.
    """
    with intake:
        _refuse_a_return(part)
        found = already_open(workspace, part)
        if found is not None:
            return Opened(found, is_new=False)
        header, store = part.header, workspace.store
        province = assessed_name(workspace.library, part)
        reason = clean_line(not_secret_reason)
        if intake.marked and not reason:
            raise InputError("evidence-marked-secret", intake.mark_problems())
        new_id = _free_id(workspace, part)
        files = {file.sha256: file for file in intake.staged.files}
        intake.staged.publish()
        origin = PartOrigin(
            header.part_id,
            header.assessment_id,
            header.department,
            header.due,
            header.codes,
            header.baseline_sha256,
            header.issued_utc,
            header.issued_by,
        )
        with store.transaction(), store.edits.creating():
            store.assessments.create(
                new_id, province=province, year=header.year, catalogue_bytes=part.catalogue_bytes
            )
            store.parts.set_origin(new_id, origin, part.baseline_bytes)
            store.parts.take_in(new_id, values_of(part.baseline), files=files, keeps_order=True)
            if part.previous is not None:
                store.previous.bring_along(new_id, part.previous)
            note_marks(workspace, new_id, intake, reason)
        return Opened(new_id, is_new=True)


def assessed_name(library: Library, part: PartFile) -> str:
    """Return who a part is of, as assessments name it. Raises `unknown-province`, `unit-missing`."""
    if part.catalogue.is_of_provinces:
        return library.province(part.header.province).name
    untrusted_unit, untrusted_province = unit_and_province(part.header.province)
    unit = assessed_unit(part.catalogue, untrusted_unit)
    return unit_of_province(unit, library.province(untrusted_province).name)


def open_part(workspace: Workspace, source: Source, *, not_secret_reason: str = "") -> Opened:
    """Open a department's file: read it, stage its evidence, begin the assessment. Raises as these do."""
    part = read_part(source)
    _refuse_a_return(part)
    found = already_open(workspace, part)
    if found is not None:
        return Opened(found, is_new=False)
    return open_read(workspace, part, stage_of(workspace, source, part), not_secret_reason)


def stage_of(
    workspace: Workspace, source: Source, part: PartFile, cancelled: Callable[[], bool] | None = None
) -> Intake:
    """Stage the evidence of a part that is to be opened; on any thread. Raises as `stage_evidence`."""
    _refuse_a_return(part)
    return stage_evidence(workspace, [(source, part)], held_bytes={}, limit_bytes=None, cancelled=cancelled)


def begin_return(workspace: Workspace, assessment_id: str) -> PartFile:
    """Return the part as it will go back, notes included; nothing is changed yet.

    Raises `InputError` `not-a-part`, `part-baseline-missing`.
    """
    from dti_desktop.exchange.part_file import Header, PartFile, Return, read_baseline

    assessment = workspace.load(assessment_id)
    origin = _origin(assessment)
    baseline_bytes = workspace.store.parts.baseline(origin.baseline_sha256)
    if baseline_bytes is None:
        raise InputError("part-baseline-missing", id=origin.part_id, department=origin.department)
    guidance, baseline = read_baseline(assessment.catalogue, origin.codes, baseline_bytes)
    events = workspace.store.parts.events(assessment_id, RETURNED)
    earlier = [str(facts["return_id"]) for facts in events]
    known: dict[str, str] = {}
    for facts in reversed(events):
        kept = facts.get("documents")
        known |= kept if isinstance(kept, dict) else {}
    content = content_of(assessment, origin.codes, with_notes=True)
    header = Header(
        origin.part_id,
        origin.assessment_id,
        assessment.province,
        assessment.year,
        assessment.catalogue.id,
        workspace.store.assessments.catalogue_digest(assessment_id),
        origin.department,
        origin.due,
        origin.codes,
        origin.baseline_sha256,
        origin.issued_utc,
        origin.issued_by,
        Return(
            secrets.token_hex(8),
            tuple(dict.fromkeys(earlier)),
            utc_text(workspace.store.now_utc()),
            workspace.store.user,
            first_keys(content, baseline, known),
        ),
    )
    return PartFile(
        header,
        assessment.catalogue,
        workspace.catalogue_bytes(assessment_id),
        baseline_bytes,
        guidance,
        baseline,
        content,
    )


def finish_return(workspace: Workspace, assessment_id: str, part: PartFile, target: Path) -> None:
    """Note in the journal that the file was written."""
    made = part.header.returned
    assert made is not None
    facts = {"return_id": made.id, "file": shown(target.name), "documents": dict(made.first_keys)}
    workspace.store.edits.record_event(assessment_id, RETURNED, "", facts)


def return_part(
    workspace: Workspace,
    assessment_id: str,
    target: Path,
    *,
    passphrase: str | None,
    work_factor: int = WORK_FACTOR,
) -> PartFile:
    """Write the file that goes back to the office. Raises as the three steps do."""
    part = begin_return(workspace, assessment_id)
    write_file(workspace, part, target, passphrase, work_factor=work_factor)
    finish_return(workspace, assessment_id, part, target)
    return part


def guidance_of(workspace: Workspace, assessment_id: str) -> str:
    """Return what the office wrote to the department. Raises as `begin_return`."""
    return begin_return(workspace, assessment_id).guidance


def note_marks(workspace: Workspace, assessment_id: str, intake: Intake, reason: str) -> None:
    """Note in the journal why marked files are no state secrets."""
    from dti_desktop.services.intake import MARK_ACCEPTED

    for marked in intake.marked:
        workspace.store.edits.record_event(
            assessment_id, MARK_ACCEPTED, "", {**marked.facts(), "reason": reason}
        )


def _refuse_a_return(part: PartFile) -> None:
    if part.header.returned is not None:
        raise InputError("part-is-return", department=part.header.department)


def _origin(assessment: Assessment) -> PartOrigin:
    if assessment.origin is None:
        raise InputError("not-a-part", id=assessment.id)
    return assessment.origin


def _free_id(workspace: Workspace, part: PartFile) -> str:
    """Return an id such as `soc-trang-2022-so-noi-vu`, with a number behind it where that one is taken."""
    begin = f"{part.header.assessment_id}-{slug(part.header.department)}"[:_MAX_ID_CHARACTERS].strip("-")
    number = 1
    id_ = begin
    while workspace.exists(id_):
        number += 1
        id_ = f"{begin}-{number}"
    return id_
