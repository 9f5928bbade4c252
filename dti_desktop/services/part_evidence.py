"""Evidence in departments' files: copied out of them, examined as any file from outside, and staged."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import Cancelled, Problem
from dti_desktop.services.intake import Intake, MarkedFile

if TYPE_CHECKING:
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.evidence_files import StagedFiles

Source = tuple[Path, str | None]
"""A department's file and its passphrase, where it has one."""


def stage_evidence(
    workspace: Workspace,
    sources: Sequence[tuple[Source, PartFile]],
    *,
    held_bytes: Mapping[str, int],
    limit_bytes: int | None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Copy the evidence that is not held yet out of the files and judge the copies; on any thread.

    `sources` were read before. All or none: a file that is refused refuses them all. What carries a mark of
    secrecy is in the answer. Raises `InputError` (`evidence-limit`, those of the intake, those of the
    reader), `Cancelled`.
    """
    from dti_desktop.exchange.part_file import opened
    from dti_desktop.store.faults import faults_mapped

    names: dict[str, str] = {}
    with ExitStack() as stack:
        with faults_mapped():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dti-part-")))
        for (path, passphrase), part in sources:
            wanted = part.evidence_bytes.keys() - held_bytes.keys() - names.keys()
            if not wanted:
                continue
            documents = {**part.baseline.documents, **part.content.documents}.values()
            told = {d.file.sha256: d.file.original_name for d in documents if d.file is not None}
            with opened(path, passphrase) as found, faults_mapped():
                for sha256 in sorted(wanted & found.part.evidence_bytes.keys()):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    with (folder / sha256).open("xb") as copy:  # a digest that was checked, no name of theirs
                        found.copy_evidence(sha256, copy)
                    names[sha256] = told[sha256]
        order = sorted(names)
        room_bytes = None if limit_bytes is None else limit_bytes - sum(held_bytes.values())
        staged = workspace.store.files.stage(
            [folder / sha256 for sha256 in order], room_bytes=room_bytes, cancelled=cancelled
        )
        return _examined(workspace, staged, [names[sha256] for sha256 in order])


def _examined(workspace: Workspace, staged: StagedFiles, names: Sequence[str]) -> Intake:
    from dti_desktop.intake.examine import examine
    from dti_desktop.store.evidence_files import FILES_PLACE, shown_name
    from dti_desktop.store.faults import faults_mapped

    refused, marked, notes = list[Problem](), list[MarkedFile](), list[Problem]()
    try:
        for place, copy, file in zip(staged.places, staged.copies, staged.files, strict=True):
            with faults_mapped():
                found = examine(copy, names[place], workspace.library.intake_rules)
            name, at = shown_name(names[place]), f"{FILES_PLACE}{place}"
            if found.refusal is not None:
                refused.append(Problem(found.refusal, at, {"name": name, **found.facts}))
            elif found.mark is not None:
                marked.append(
                    MarkedFile(place, name, file.sha256, found.mark.mark, found.mark_where, found.mark.words)
                )
            notes += [Problem(note, at, {"name": name, **found.facts}) for note in found.notes]
    except BaseException:
        staged.discard()
        raise
    intake = Intake(staged, refused, marked, notes)
    intake.raise_problems(marks_too=False)
    return intake
