"""Taking back what departments returned: looked at first, then accepted as one step that one undo takes back.

Values that came back and were not taken stay in the journal, each as an event with both values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.merge import OURS, Conflict, Lost, Merge, Returned, merge, outcome
from dti_desktop.engine.part_content import PartContent, Place, content_of, value_to_json, values_of
from dti_desktop.engine.part_documents import candidates, final_ids
from dti_desktop.engine.part_move import under
from dti_desktop.errors import BlockedError, InputError, Problem
from dti_desktop.services.backups import before
from dti_desktop.services.entered_text import clean_line
from dti_desktop.services.part_evidence import Source, stage_evidence
from dti_desktop.services.part_memory import KnownReturn, PartMemory, memory_of
from dti_desktop.services.parts import note_marks
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.engine.model import Catalogue
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.edits import Change

MERGED = "parts-merged"
"""The journal's event: files of departments were taken in."""
NOT_TAKEN = "part-value-not-taken"
"""The journal's event: a value that came back and does not count, and which one counts."""

FileState = Literal["new", "already", "replaced"]
"""`already`: it holds nothing that was not taken in before. `replaced`: by a later file of the same copy."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One of the files. `is_reissued`: the department was given the same sub-indicators again since."""

    part_id: str
    return_id: str
    department: str
    returned_utc: str
    returned_by: str
    state: FileState
    is_reissued: bool
    older_version: str | None = None
    """The version of the catalogue that the part went out under, where the assessment has another since."""


@dataclass(frozen=True)
class Preview:
    """What taking the files in would do; nothing is changed. `ours`: what the assessment holds of them."""

    assessment: Assessment
    parts: tuple[PartFile, ...]
    files: tuple[FileLine, ...]
    merged: Merge
    ours: PartContent
    memories: Mapping[str, PartMemory]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person decides."""
        return self.merged.conflicts

    @property
    def has_news(self) -> bool:
        """Whether any file was not taken in before."""
        return any(line.state != "already" for line in self.files)


def preview(workspace: Workspace, assessment_id: str, parts: Sequence[PartFile]) -> Preview:
    """Judge files that were read, together; nothing is changed. On the store's thread.

    Raises `InputError` listing every fault, the file's number (`/files/N`) as place: `part-not-returned`,
    `part-other-assessment`, `part-unknown`, `part-other-catalogue`, `part-baseline-differs`;
    `part-baseline-missing`.
    """
    assessment = workspace.load(assessment_id)
    pins = {id_: workspace.store.parts.issued_under(assessment_id, id_) for id_ in assessment.parts}
    problems = [p for number, part in enumerate(parts) for p in _faults(assessment, pins, part, number)]
    if problems:
        raise InputError(problems[0].code, problems)
    memories = {
        id_: memory_of(workspace.store, _catalogue(workspace, assessment, pins[id_]), part)
        for id_, part in assessment.parts.items()
    }
    problems = [
        Problem("part-baseline-differs", f"/files/{number}", {"department": part.header.department})
        for number, part in enumerate(parts)
        if part.header.baseline_sha256 != memories[part.header.part_id].issued_sha256
    ]
    if problems:
        raise InputError(problems[0].code, problems)
    codes = {code for part in parts for code in part.header.codes}
    ours = content_of(assessment, codes, with_notes=True, all_documents=True)
    here = candidates(ours.documents.values(), [memory.baseline for memory in memories.values()])
    catalogue, held = assessment.catalogue, values_of(ours)
    returns: dict[str, Returned] = {}
    remembered: dict[str, PartContent] = {}
    lost_by_move: dict[str, list[Lost]] = {}
    ids: dict[str, Mapping[str, str]] = {}
    for part in parts:
        memory = memories[part.header.part_id]
        if _return_id(part) in memory.taken_ids:
            continue
        returned, ids[_return_id(part)] = _returned(part, memory, here)
        remembered[returned.id] = returned.theirs
        if memory.catalogue.digest != catalogue.digest:
            returned, values, remembered[returned.id] = under(catalogue, memory.catalogue, returned, held)
            lost_by_move[returned.id] = values
        returns[returned.id] = returned
    approved = assessment.approved
    merged = merge(
        ours,
        list(returns.values()),
        approved=approved,
        locked_documents=frozenset(
            link.document_id for code in approved for link in assessment.links.get(code, ())
        ),
    )
    merged = merged.with_lost(each for id_ in merged.live for each in lost_by_move.get(id_, ()))
    lines = tuple(_line(assessment, part, merged, memories[part.header.part_id]) for part in parts)
    news = {
        id_: memory.with_returns(
            tuple(
                KnownReturn(r.id, r.follows, ids[r.id], remembered[r.id])
                for r in returns.values()
                if r.part_id == id_
            )
        )
        for id_, memory in memories.items()
        if any(r.part_id == id_ for r in returns.values())
    }
    return Preview(assessment, tuple(parts), lines, merged, ours, news)


def stage(
    workspace: Workspace,
    looked: Preview,
    sources: Sequence[Source],
    *,
    limit_bytes: int,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Stage the evidence that would come in; on any thread. `sources`: the files of the preview, in order.

    Raises as `stage_evidence`.
    """
    documents = looked.assessment.documents.values()
    held = {d.file.sha256: d.file.size_bytes for d in documents if d.file is not None}
    live = [
        (source, part)
        for source, part, line in zip(sources, looked.parts, looked.files, strict=True)
        if line.state != "already"
    ]
    return stage_evidence(workspace, live, held_bytes=held, limit_bytes=limit_bytes, cancelled=cancelled)


def accept(
    workspace: Workspace,
    looked: Preview,
    choices: Mapping[Place, int],
    intake: Intake,
    not_secret_reason: str = "",
) -> Change:
    """Take the files in as one step: everything, or nothing. On the store's thread.

    The store is backed up first; `Workspace.unprotected` tells where that could not be done. `choices`: for
    each conflict `OURS` or the number of an offer. Files in `intake` are given up on a fault. Raises
    `BlockedError` `merge-undecided` with a problem for each open conflict; `InputError` `merge-outdated`
    where the assessment has changed so that the preview no longer holds, `indicator-approved`,
    `evidence-marked-secret`.
    """
    with intake:
        now = preview(workspace, looked.assessment.id, looked.parts)
        if (now.merged.taken, now.conflicts) != (looked.merged.taken, looked.conflicts):
            raise InputError("merge-outdated")
        _refuse_undecided(now, choices)
        reason = clean_line(not_secret_reason)
        if intake.marked and not reason:
            raise InputError("evidence-marked-secret", intake.mark_problems())
        result = outcome(now.merged, choices, now.ours)
        if now.memories:
            workspace.unprotected = before(workspace, "merge")
        files = {file.sha256: file for file in intake.staged.files}
        intake.staged.publish()
        store, assessment = workspace.store, now.assessment
        with store.transaction():
            note_marks(workspace, assessment.id, intake, reason)
            for lost in result.lost:
                store.edits.record_event(assessment.id, NOT_TAKEN, lost.place.code, _facts(now, lost))
            if now.memories:
                facts = {
                    "departments": sorted({line.department for line in now.files if line.state != "already"}),
                    "values": len(result.writes),
                    "conflicts": len(now.conflicts),
                    "not_taken": len(result.lost),
                }
                store.edits.record_event(assessment.id, MERGED, "", facts)
            merged_utc = utc_text(store.now_utc())
            parts = []
            for id_, memory in now.memories.items():
                kept = memory.to_bytes()
                sha256 = hashlib.sha256(kept).hexdigest()
                part = replace(assessment.parts[id_], baseline_sha256=sha256, merged_utc=merged_utc)
                parts.append((part, kept))
            return store.parts.take_in(assessment.id, result.writes, files=files, parts=parts)


def choices_named(looked: Preview, untrusted: Mapping[str, str]) -> dict[Place, int]:
    """Return the choices that are meant by `CODE` → `ours`, `theirs`, or a department's name or part.

    A code stands for every conflict of that sub-indicator; a province figure goes by its key, a document by
    its id, and `all` stands for what is not named. Raises `InputError` listing every fault:
    `resolution-unknown` (no such conflict, no such department), `resolution-ambiguous` (several departments
    differ), `indicator-approved`.
    """
    found: dict[Place, int] = {}
    problems: list[Problem] = []
    names = {conflict_name(conflict.place) for conflict in looked.conflicts}
    problems += [
        Problem("resolution-unknown", name, {"name": name})
        for name in untrusted
        if name not in names | {"all"}
    ]
    parts = {line.part_id: line.department for line in looked.files}
    for conflict in looked.conflicts:
        name = conflict_name(conflict.place)
        wanted = untrusted.get(name, untrusted.get("all"))
        if wanted is None:
            continue
        department = parts.get(wanted, wanted)
        offers = [
            n for n, o in enumerate(conflict.offers) if wanted == "theirs" or department in o.departments
        ]
        if wanted == "ours":
            found[conflict.place] = OURS
        elif conflict.reason == "approved":
            problems.append(Problem("indicator-approved", name, {"code": name}))
        elif len(offers) == 1:
            found[conflict.place] = offers[0]
        else:
            code = "resolution-ambiguous" if offers else "resolution-unknown"
            told = ", ".join(sorted({d for offer in conflict.offers for d in offer.departments}))
            problems.append(Problem(code, name, {"name": name, "departments": told}))
    if problems:
        raise InputError(problems[0].code, problems)
    return found


def conflict_name(place: Place) -> str:
    """Return by what a conflict is called on the command line: its sub-indicator, else figure or document."""
    return place.code or place.key


def _refuse_undecided(looked: Preview, choices: Mapping[Place, int]) -> None:
    problems = []
    for conflict in looked.conflicts:
        choice = choices.get(conflict.place)
        name = conflict_name(conflict.place)
        if choice is None:
            code = "merge-approved" if conflict.reason == "approved" else "merge-undecided"
            problems.append(Problem(code, name, {"code": name}))
        elif choice != OURS and conflict.reason == "approved":
            problems.append(Problem("indicator-approved", name, {"code": name}))
    if problems:
        raise BlockedError("merge-undecided", problems)


def _faults(assessment: Assessment, pins: Mapping[str, str], part: PartFile, number: int) -> list[Problem]:
    header = part.header
    facts = {"department": header.department, "assessment": header.assessment_id}
    known = assessment.parts.get(header.part_id)
    if header.returned is None:
        code = "part-not-returned"
    elif header.assessment_id != assessment.id:
        code = "part-other-assessment"
    elif known is None:
        code = "part-unknown"
    elif header.catalogue_digest != pins[header.part_id]:
        code = "part-other-catalogue"
    elif (header.codes, header.department, header.due) != (known.codes, known.department, known.due):
        code = "part-baseline-differs"
    else:
        return []
    return [Problem(code, f"/files/{number}", facts)]


def _catalogue(workspace: Workspace, assessment: Assessment, digest: str) -> Catalogue:
    """Return the catalogue that a part went out under."""
    if digest == workspace.store.assessments.catalogue_digest(assessment.id):
        return assessment.catalogue
    found = workspace.store.assessments.catalogue_by_digest(digest)
    assert found is not None  # the store keeps every edition that it pinned
    return found


def _returned(
    part: PartFile,
    memory: PartMemory,
    here: Mapping[str, tuple[str, ...]],
) -> tuple[Returned, dict[str, str]]:
    """Return the file as it is judged: against what was last taken in of its copy, documents renamed."""
    follows = _follows(part)
    last = memory.last_of(follows)
    base = memory.baseline if last is None else last.content
    known = {id_: id_ for id_ in memory.baseline.documents}
    known |= {} if last is None else dict(last.ids)
    assert part.header.returned is not None
    ids = final_ids(part.content, known, here, part.header.returned.first_keys)
    returned = Returned(
        _return_id(part),
        part.header.part_id,
        part.header.department,
        base,
        part.content.with_ids(ids),
        follows,
    )
    return returned, {**known, **ids}


def _line(assessment: Assessment, part: PartFile, merged: Merge, memory: PartMemory) -> FileLine:
    header = part.header
    assert header.returned is not None
    state: FileState = "new"
    if header.returned.id in memory.taken_ids:
        state = "already"
    elif header.returned.id not in merged.live:
        state = "replaced"
    is_reissued = any(
        other.department == header.department
        and other.issued_utc > header.issued_utc
        and set(other.codes) & set(header.codes)
        for other in assessment.parts.values()
        if other.id != header.part_id
    )
    return FileLine(
        header.part_id,
        header.returned.id,
        header.department,
        header.returned.returned_utc,
        header.returned.returned_by,
        state,
        is_reissued,
        None if memory.catalogue.digest == assessment.catalogue.digest else memory.catalogue.version,
    )


def _facts(looked: Preview, lost: Lost) -> dict[str, object]:
    place = lost.place
    facts: dict[str, object] = {
        "kind": place.kind,
        "key": place.key,
        "field": place.field,
        "departments": list(lost.offer.departments),
        "value": value_to_json(lost.offer.value),
        "kept": value_to_json(lost.kept),
        "why": lost.why,
    }
    document = looked.ours.documents.get(place.key)
    if document is not None:
        facts["document"] = document.citation.number or document.citation.title
    return facts


def _follows(part: PartFile) -> frozenset[str]:
    assert part.header.returned is not None
    return frozenset(part.header.returned.follows)


def _return_id(part: PartFile) -> str:
    assert part.header.returned is not None
    return part.header.returned.id
