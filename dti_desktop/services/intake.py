"""Taking evidence files in: copied, examined where they lie, and let in only with what has been decided.

The judgement itself is `dti_desktop.intake`; here it meets the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.errors import Cancelled, InputError, Problem

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import StoredFile
    from dti_desktop.intake.letterhead import ReadCitation as ReadCitation
    from dti_desktop.intake.rules import IntakeRules
    from dti_desktop.services.library import Library
    from dti_desktop.store.evidence_files import EvidenceFolder, StagedFiles

MARK_ACCEPTED = "evidence-mark-accepted"
"""The journal's event: somebody decided that a marked file is no state secret."""


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A file that says that it is a state secret: `where` is "name" or "first-page", `words` what it says."""

    place: int
    name: str
    sha256: str
    mark: str
    where: str
    words: str

    def facts(self) -> dict[str, object]:
        """Return what the journal keeps of it."""
        return {"name": self.name, "mark": self.mark, "where": self.where, "sha256": self.sha256}


class Intake:
    """Files that were copied in and examined. Leaving the `with` block discards what was not recorded.

    `refused`: faults with their place `/files/N`. `marked`: files that carry a mark of secrecy; they are
    among `files` until `drop_marked`. `notes`: what could not be seen of files that may come in.
    """

    def __init__(
        self,
        staged: StagedFiles,
        refused: Sequence[Problem],
        marked: Sequence[MarkedFile],
        notes: Sequence[Problem],
    ) -> None:
        self.staged = staged
        self.refused = tuple(refused)
        self.marked = tuple(marked)
        self.notes = tuple(notes)

    def __enter__(self) -> Intake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files that would come in."""
        return self.staged.files

    def drop_marked(self) -> None:
        """Give the marked files up; nothing of them stays."""
        self.staged.drop({marked.place for marked in self.marked})
        self.notes = tuple(note for note in self.notes if note.place in self._places())
        self.marked = ()

    def discard(self) -> None:
        """Give everything up; nothing stays."""
        self.staged.discard()

    def notes_of(self, number: int) -> list[Problem]:
        """Return the notes on the file of that place among the given paths."""
        return [note for note in self.notes if note.place == _place(number)]

    def mark_problems(self) -> list[Problem]:
        """Return one `evidence-marked-secret` for each marked file."""
        return [
            Problem(
                "evidence-marked-secret",
                _place(marked.place),
                {"name": marked.name, "mark": marked.mark, "where": marked.where, "words": marked.words},
            )
            for marked in self.marked
        ]

    def raise_problems(self, *, marks_too: bool) -> None:
        """Give everything up and raise `InputError` where a file was refused (or carries a mark)."""
        problems = [*self.refused, *(self.mark_problems() if marks_too else ())]
        problems.sort(key=_number)
        if problems:
            self.discard()
            codes = {problem.code for problem in problems}
            raise InputError(codes.pop() if len(codes) == 1 else "files-refused", problems)

    def _places(self) -> set[str]:
        return {_place(place) for place in self.staged.places}


def propose_citation(path: Path, library: Library) -> ReadCitation:
    """Return what a stored PDF says of itself; all empty where nothing can be read. On any thread.

    Raises `EnvironmentFault` where the file is not there or cannot be read.
    """
    from dti_desktop.intake.citation_reading import read_citation
    from dti_desktop.store.faults import faults_mapped

    with faults_mapped():
        return read_citation(path, library.letterhead_words)


def examine_files(
    folder: EvidenceFolder,
    rules: IntakeRules,
    assessment: Assessment,
    untrusted_paths: Sequence[Path],
    *,
    limit_bytes: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Copy files into the store's folder and judge the copies; records nothing, on any thread.

    Raises `InputError` `evidence-limit` with every file where they do not fit, before any is copied;
    `Cancelled`; `EnvironmentFault`. Then nothing is left behind.
    """
    from dti_desktop.intake.examine import examine
    from dti_desktop.store.evidence_files import shown_name
    from dti_desktop.store.faults import faults_mapped

    held = {d.file.sha256: d.file.size_bytes for d in assessment.documents.values() if d.file is not None}
    staged = folder.stage(
        untrusted_paths,
        room_bytes=limit_bytes - sum(held.values()),
        held_sizes_bytes=frozenset(held.values()),
        partly=True,
        progress=progress,
        cancelled=cancelled,
    )
    refused, notes = list(staged.refused), list[Problem]()
    marked: list[MarkedFile] = []
    try:
        for place, copy, file in zip(staged.places, staged.copies, staged.files, strict=True):
            if cancelled is not None and cancelled():
                raise Cancelled
            with faults_mapped():
                found = examine(copy, file.original_name, rules)
            name = shown_name(file.original_name)
            if found.refusal is not None:
                refused.append(Problem(found.refusal, _place(place), {"name": name, **found.facts}))
                continue
            if found.mark is not None:
                marked.append(
                    MarkedFile(place, name, file.sha256, found.mark.mark, found.mark_where, found.mark.words)
                )
            notes += [Problem(note, _place(place), {"name": name, **found.facts}) for note in found.notes]
        if cancelled is not None and cancelled():  # while the last one was looked at
            raise Cancelled
    except BaseException:
        staged.discard()
        raise
    staged.drop({_number(problem) for problem in refused})
    refused.sort(key=_number)
    return Intake(staged, refused, marked, notes)


def _place(number: int) -> str:
    from dti_desktop.store.evidence_files import FILES_PLACE

    return f"{FILES_PLACE}{number}"


def _number(problem: Problem) -> int:
    return int(problem.place.rpartition("/")[2])
