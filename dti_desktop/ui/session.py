"""The open assessment as the window sees it: every edit shows at once and is committed shortly after.

An edit is laid over the last state the store confirmed, so that score and rank move as she types; it is
committed at the latest `COMMIT_DELAY_MS` after the last key, on `flush`, and before anything that needs
the store's own state (undo, attach, export). An edit that could not be committed stays laid over and is
tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.engine.assessment import Assessment, Citation, Fields, Signatory
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.intake import Intake
from dti_desktop.services.outlook import Outlook, look
from dti_desktop.services.workspace import Saved, Workspace
from dti_desktop.ui.journal_watch import JournalWatch

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.store.journal_check import JournalState
    from dti_desktop.ui.tasks import Task, Tasks

COMMIT_DELAY_MS = 1000
RETRY_DELAY_MS = 5000


@dataclass(frozen=True, slots=True)
class Changed:
    """What may look different now: these indicators; the province profile; evidence documents."""

    codes: frozenset[str] = frozenset()
    profile: bool = False
    documents: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """One typed edit: how it looks, and how it is committed."""

    key: tuple[str, ...]
    changed: Changed
    laid_over: Callable[[Assessment], Assessment]
    commit: Callable[[Workspace, str], Saved]


class Session(QObject):
    """The open assessment, its outlook, and the edits on their way to the store."""

    opened = Signal()
    """Another assessment is open, or none."""
    changed = Signal(object)
    """`Changed`: the assessment or its outlook differs."""
    save_state_changed = Signal(str)
    """"saved", "saving" or "failed"."""
    failed = Signal(object)
    """The exception of a commit or an act: a `DtiError`, or a fault of the program."""

    assessment: Assessment | None
    outlook: Outlook | None

    def __init__(self, workspace: Workspace, library: Library, tasks: Tasks) -> None:
        super().__init__()
        self._workspace = workspace
        self._library = library
        self._tasks = tasks
        self._confirmed: Assessment | None = None
        self._sent: list[_Edit] = []
        self._waiting: dict[tuple[str, ...], _Edit] = {}
        self._drafts: dict[str, str] = {}
        self.assessment = None
        self.outlook = None
        self.evidence_limit_bytes = 0
        self.journal = JournalWatch(workspace, tasks, self)
        self.journal.found.connect(self._on_journal_checked)
        self.journal.failed.connect(self.failed)
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self.flush)

    # -- opening -------------------------------------------------------------------------------------

    def open(self, assessment_id: str) -> None:
        """Open an assessment; `opened` follows, or `failed`, also where what is open cannot be saved."""
        self.flush()

        def load() -> tuple[Assessment, Mapping[str, str], Outlook, int]:
            assessment = self._workspace.load(assessment_id)
            return (
                assessment,
                self._workspace.drafts(assessment_id),
                look(assessment, self._library.result_book),
                self._workspace.evidence_limit_bytes(),
            )

        self._tasks.run(load, lane="store", on_done=self._on_opened, on_error=self.failed.emit, owner=self)

    def _on_opened(self, loaded: tuple[Assessment, Mapping[str, str], Outlook, int]) -> None:
        if not self.is_committed:
            return  # what the store does not take would be lost; `failed` has said why
        self._confirmed, drafts, self.outlook, self.evidence_limit_bytes = loaded
        self._drafts = dict(drafts)
        self.assessment = self._confirmed
        self.journal.follow(self._confirmed.id)
        self.opened.emit()
        self.save_state_changed.emit("saved")

    def _on_journal_checked(self, state: JournalState) -> None:
        """Show what is wrong with the journal, or no longer is, wherever findings are shown."""
        confirmed = self._confirmed
        if confirmed is None or (state.is_whole and not confirmed.journal_faults):
            return
        self._tasks.run(
            lambda: Saved(self._workspace.load(confirmed.id), frozenset()),
            lane="store",
            on_done=self._confirm,
            on_error=self.failed.emit,
            owner=self,
        )

    def close(self) -> None:
        """Commit what is pending and leave the assessment."""
        self.flush()
        self.journal.follow(None)
        self._confirmed = self.assessment = self.outlook = None
        self.opened.emit()

    # -- typed edits: laid over at once, committed soon -----------------------------------------------

    def edit_answer(self, code: str, fields: Fields) -> None:
        """Replace the answer of an indicator; without fields it is cleared."""
        answer = dict(fields)
        self._edit(
            _Edit(
                ("answer", code),
                Changed(codes=frozenset({code})),
                lambda a: a.with_fields(code, answer),
                lambda w, a: w.replace_answers(a, {code: answer}),
            )
        )

    def edit_profile(self, key: str, value: Decimal | None) -> None:
        """Set a province figure; None clears it."""
        assert self.assessment is not None
        codes = self.assessment.catalogue.codes_by_profile_key[key]
        self._edit(
            _Edit(
                ("profile", key),
                Changed(codes=codes, profile=True),
                lambda a: a.with_profile_figure(key, value),
                lambda w, a: w.set_profile(a, {key: value}),
            )
        )

    def edit_explanation(self, code: str, text: str) -> None:
        """Set the explanation (giải trình) of an indicator; an empty text clears it."""
        self._edit(
            _Edit(
                ("explanation", code),
                Changed(codes=frozenset({code})),
                lambda a: replace(a, explanations=_with(a.explanations, code, text)),
                lambda w, a: w.explain(a, code, text),
            )
        )

    def edit_note(self, code: str, text: str) -> None:
        """Set the officer's private note on an indicator; an empty text clears it."""
        self._edit(
            _Edit(
                ("note", code),
                Changed(codes=frozenset({code})),
                lambda a: replace(a, notes=_with(a.notes, code, text)),
                lambda w, a: w.set_note(a, code, text),
            )
        )

    def set_reviewed(self, code: str, is_reviewed: bool) -> None:
        """Tick or untick an indicator as reviewed by the officer."""
        self._edit(
            _Edit(
                ("reviewed", code),
                Changed(codes=frozenset({code})),
                lambda a: replace(a, reviewed=a.reviewed | {code} if is_reviewed else a.reviewed - {code}),
                lambda w, a: w.set_reviewed(a, code, is_reviewed),
            )
        )
        self.flush()

    def edit_signatory(self, signatory: Signatory) -> None:
        """Set the leader's name and title."""
        self._edit(
            _Edit(
                ("signatory",),
                Changed(),
                lambda a: replace(a, signatory=signatory),
                lambda w, a: w.set_signatory(a, signatory),
            )
        )

    def edit_citation(self, document_id: str, citation: Citation) -> None:
        """Set how a document is cited."""

        def laid_over(a: Assessment) -> Assessment:
            if document_id not in a.documents:
                return a
            document = replace(a.documents[document_id], citation=citation)
            return replace(a, documents={**a.documents, document_id: document})

        self._edit(
            _Edit(
                ("citation", document_id),
                Changed(documents=True),
                laid_over,
                lambda w, a: w.update_citation(a, document_id, citation),
            )
        )

    def edit_pages(self, code: str, document_id: str, pages: str) -> None:
        """Set the cited pages of a document for an indicator."""

        def laid_over(a: Assessment) -> Assessment:
            links = tuple(
                replace(link, pages=pages) if link.document_id == document_id else link
                for link in a.links.get(code, ())
            )
            return replace(a, links={**a.links, code: links})

        self._edit(
            _Edit(
                ("pages", code, document_id),
                Changed(codes=frozenset({code}), documents=True),
                laid_over,
                lambda w, a: w.set_pages(a, code, document_id, pages),
            )
        )

    def _edit(self, edit: _Edit) -> None:
        if self.assessment is None:
            return
        self._waiting.pop(edit.key, None)
        self._waiting[edit.key] = edit
        self._show(edit.laid_over(self.assessment), edit.changed)
        if not self._commit_timer.isActive():
            self._commit_timer.start(COMMIT_DELAY_MS)
        self.save_state_changed.emit("saving")

    def flush(self) -> None:
        """Send every waiting edit to the store now."""
        self._commit_timer.stop()
        if self._confirmed is None:
            return
        assessment_id = self._confirmed.id
        edits, self._waiting = list(self._waiting.values()), {}
        for edit in edits:
            self._sent.append(edit)
            self._tasks.run(
                edit.commit,
                self._workspace,
                assessment_id,
                lane="store",
                on_done=partial(self._on_committed, edit),
                on_error=partial(self._on_commit_failed, edit),
                owner=self,
            )

    def _on_committed(self, edit: _Edit, saved: Saved) -> None:
        self._sent.remove(edit)
        self._confirm(saved)

    def _on_commit_failed(self, edit: _Edit, error: BaseException) -> None:
        self._sent.remove(edit)
        if not any(newer.key == edit.key for newer in self._sent):
            self._waiting.setdefault(edit.key, edit)
        if isinstance(error, EnvironmentFault):
            # A full disk may get room again; what was refused for itself is tried with the next edit.
            self._commit_timer.start(RETRY_DELAY_MS)
        self.save_state_changed.emit("failed")
        self.failed.emit(error)

    @property
    def is_committed(self) -> bool:
        """Whether the store holds everything that is shown."""
        return not self._sent and not self._waiting

    # -- acts: committed at once, shown when done -----------------------------------------------------

    def act(
        self,
        act: Callable[[Workspace, str], Saved],
        *,
        on_done: Callable[[Saved], None] | None = None,
        on_error: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run one act of the workspace (`lambda w, a: w.unlink(a, …)`) after what is pending."""
        self.flush()
        assert self._confirmed is not None
        assessment_id = self._confirmed.id

        def done(saved: Saved) -> None:
            self._confirm(saved)
            if on_done is not None:
                on_done(saved)

        self._tasks.run(
            lambda: act(self._workspace, assessment_id),
            lane="store",
            on_done=done,
            on_error=on_error or self.failed.emit,
            owner=self,
        )

    def record_event(self, assessment_id: str, event: str, facts: Mapping[str, object]) -> None:
        """Let the journal of an assessment, open or not, tell of an event; behind what is pending."""
        self._tasks.run(
            partial(self._workspace.record_event, assessment_id, event, facts=facts),
            lane="store",
            on_done=self._confirm,
            on_error=self.failed.emit,
            owner=self,
        )

    def undo(self) -> None:
        """Take the last step back."""
        self.act(lambda w, a: w.undo(a))

    def redo(self) -> None:
        """Do the step that was taken back again."""
        self.act(lambda w, a: w.redo(a))

    def examine_files(
        self,
        paths: Sequence[Path],
        *,
        on_progress: Callable[[int, int], None],
        on_done: Callable[[Intake], None],
        on_error: Callable[[BaseException], None],
    ) -> Task:
        """Copy files into the store and judge them; can be cancelled. Who gets the intake gives it up."""
        self.flush()
        assert self._confirmed is not None
        return self._tasks.run(
            self._workspace.examine_files,
            self._confirmed,
            paths,
            lane="pool",
            long=True,
            limit_bytes=self.evidence_limit_bytes,
            on_progress=on_progress,
            on_done=on_done,
            on_error=on_error,
            owner=self,
        )

    def attach(
        self,
        code: str,
        intake: Intake,
        not_secret_reason: str = "",
        *,
        on_done: Callable[[Saved], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        """Link examined files to an indicator; marked ones need the reason why they are no secret."""
        self.act(
            lambda w, a: w.attach(a, code, intake, not_secret_reason=not_secret_reason),
            on_done=on_done,
            on_error=on_error,
        )

    # -- half-typed text: kept until it can be read as a number ----------------------------------------

    def draft(self, code: str, field: str) -> str | None:
        """Return the text left in a field that could not be read as a number."""
        return self._drafts.get(f"{code}#{field}")

    def keep_draft(self, code: str, field: str, text: str | None) -> None:
        """Keep (or forget) such a text, so that leaving the page or the program does not lose it."""
        key = f"{code}#{field}"
        if self._confirmed is None or self._drafts.get(key) == text:
            return
        if text is None:
            del self._drafts[key]
        else:
            self._drafts[key] = text
        assessment_id, drafts = self._confirmed.id, dict(self._drafts)
        self._tasks.run(
            lambda: self._workspace.keep_drafts(assessment_id, drafts),
            lane="store",
            on_error=self.failed.emit,
            owner=self,
        )

    # -- showing -------------------------------------------------------------------------------------

    def _confirm(self, saved: Saved) -> None:
        if self._confirmed is None or saved.assessment.id != self._confirmed.id:
            return
        self._confirmed = saved.assessment
        assessment = saved.assessment
        pending = [*self._sent, *self._waiting.values()]
        for edit in pending:
            assessment = edit.laid_over(assessment)
        self._show(assessment, Changed(codes=saved.codes, profile=True, documents=True))
        if not pending:
            self.save_state_changed.emit("saved")

    def _show(self, assessment: Assessment, changed: Changed) -> None:
        previous = None if self.outlook is None else self.outlook.scorecard
        self.assessment = assessment
        self.outlook = look(
            assessment, self._library.result_book, previous=previous, changed_codes=changed.codes
        )
        self.changed.emit(changed)


def _with(texts: Mapping[str, str], code: str, text: str) -> dict[str, str]:
    changed = dict(texts)
    if text:
        changed[code] = text
    else:
        changed.pop(code, None)
    return changed
