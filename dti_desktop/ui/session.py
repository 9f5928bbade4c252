"""The open assessment as the window sees it: every edit shows at once and is committed shortly after.

An edit is laid over the last state the store confirmed, so that score and rank move as she types; it is
committed at once where it was chosen, else at the latest `COMMIT_DELAY_MS` after the last key, on `flush`,
and before anything that needs the store's own state (undo, attach, export). An edit that could not be
committed stays laid over and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.errors import EnvironmentFault
from dti_desktop.ui import typed_edits
from dti_desktop.ui.forecast_watch import ForecastWatch
from dti_desktop.ui.journal_watch import JournalWatch
from dti_desktop.ui.navigation import place_setting
from dti_desktop.ui.tasks import HeadStart
from dti_desktop.ui.typed_edits import Changed, Edit

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment, Citation, Fields, FieldValue, Signatory
    from dti_desktop.engine.review import ReviewState, ScoreSource
    from dti_desktop.services.carrying import EarlierYear
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.library import Library
    from dti_desktop.services.outlook import Outlook
    from dti_desktop.services.workspace import Saved, Workspace
    from dti_desktop.store.journal_check import JournalState
    from dti_desktop.ui.tasks import Task, Tasks

    _Loaded = tuple[Assessment, Mapping[str, str], Outlook, int, EarlierYear, object]

__all__ = ["Changed", "Session"]

COMMIT_DELAY_MS = 1000
RETRY_DELAY_MS = 5000


class _Ahead:
    """An assessment that is being read, or was, and whether it is to be opened."""

    def __init__(self, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        self.store_tasks = 0
        self.loaded: _Loaded | None = None
        self.is_wanted = False

    def is_of(self, assessment_id: str, tasks: Tasks) -> bool:
        """Whether it is this assessment as the store still has it: the store had nothing else to do."""
        return assessment_id == self._assessment_id and self.store_tasks == tasks.store_tasks


class Session(QObject):
    """The open assessment, its outlook, and the edits on their way to the store."""

    opened = Signal()
    """Another assessment is open, or none."""
    changed = Signal(object)
    """`Changed`: the assessment or its outlook differs."""
    results_changed = Signal()
    """Other published results are known; where an assessment is open, `changed` follows."""
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
        self._sent: list[Edit] = []
        self._waiting: dict[tuple[str, ...], Edit] = {}
        self._typed: dict[tuple[str, ...], int] = {}  # when the newest edit of a key was typed, as a number
        self._refused: dict[tuple[str, ...], Exception] = {}  # touched on the store's thread alone
        self._drafts: dict[str, str] = {}
        self.assessment = None
        self.outlook = None
        self._earlier: EarlierYear | None = None
        self.evidence_limit_bytes = 0
        self.kept_place: object = None
        """Where she was when the assessment was left, as the window has kept it; None where it has not."""
        self._ahead: _Ahead | None = None
        self.journal = JournalWatch(workspace, tasks, self)
        self.journal.found.connect(self._on_journal_checked)
        self.journal.failed.connect(self.failed)
        self.forecast = ForecastWatch(workspace, tasks, self)
        self.forecast.failed.connect(self.failed)
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self.flush)

    @property
    def earlier(self) -> EarlierYear:
        """What is known of the rows of the earlier year that was brought along."""
        if self._earlier is None:
            from dti_desktop.services.carrying import EarlierYear

            self._earlier = EarlierYear(None)
        return self._earlier

    # -- opening -------------------------------------------------------------------------------------

    def open(self, assessment_id: str) -> None:
        """Open an assessment; `opened` follows, or `failed`, also where what is open cannot be saved."""
        self.flush()
        ahead, self._ahead = self._ahead, None
        if ahead is None or not ahead.is_of(assessment_id, self._tasks):
            ahead = self._read(assessment_id)
        ahead.is_wanted = True
        self._open_read(ahead)

    def read_ahead(self, assessment_id: str) -> None:
        """Read an assessment that may be opened in a moment; nothing is shown of it.

        What was read is used where the store had nothing else to do until `open`.
        """
        if self._ahead is None or not self._ahead.is_of(assessment_id, self._tasks):
            self._ahead = self._read(assessment_id)

    def _read(self, assessment_id: str) -> _Ahead:
        def load() -> _Loaded:
            from dti_desktop.services.carrying import EarlierYear
            from dti_desktop.services.outlook import look

            assessment = self._workspace.load(assessment_id)
            return (
                assessment,
                self._workspace.drafts(assessment_id),
                look(assessment, self._workspace.result_book, tolerance=self._library.year_tolerance),
                self._workspace.evidence_limit_bytes(),
                EarlierYear(None)
                if assessment.previous is None
                else self._workspace.earlier_year(assessment_id),
                self._workspace.setting(place_setting(assessment_id)),
            )

        def done(loaded: _Loaded) -> None:
            ahead.loaded = loaded
            self._open_read(ahead)

        def failed(error: BaseException) -> None:
            if self._ahead is ahead:
                self._ahead = None
            if ahead.is_wanted:
                self.failed.emit(error)

        ahead = _Ahead(assessment_id)
        self._tasks.run(load, lane="store", on_done=done, on_error=failed, owner=self)
        ahead.store_tasks = self._tasks.store_tasks
        return ahead

    def _open_read(self, ahead: _Ahead) -> None:
        """Open what was read, once it is there and wanted."""
        if not ahead.is_wanted or ahead.loaded is None or not self.is_committed:
            return  # what the store does not take would be lost; `failed` has said why
        self._confirmed, drafts, self.outlook, self.evidence_limit_bytes, self._earlier, self.kept_place = (
            ahead.loaded
        )
        self._drafts = dict(drafts)
        self.assessment = self._confirmed
        self.journal.follow(self._confirmed.id)
        self.forecast.begin(self._confirmed, self.outlook.scorecard)
        self.opened.emit()
        self.save_state_changed.emit("saved")

    def _on_journal_checked(self, state: JournalState) -> None:
        """Show what is wrong with the journal, or no longer is, wherever findings are shown."""
        confirmed = self._confirmed
        if confirmed is None or (state.is_whole and not confirmed.journal_faults):
            return

        def load() -> Saved:
            from dti_desktop.services.workspace import Saved

            return Saved(self._workspace.load(confirmed.id), frozenset())

        self._tasks.run(
            load,
            lane="store",
            on_done=self._confirm,
            on_error=self.failed.emit,
            owner=self,
        )

    def close(self) -> None:
        """Commit what is pending and leave the assessment."""
        self.flush()
        self.journal.follow(None)
        self.forecast.begin(None, None)
        self._confirmed = self.assessment = self.outlook = None
        self.opened.emit()

    # -- typed edits: laid over at once, committed soon -----------------------------------------------

    def edit_answer(self, code: str, fields: Fields, *, at_once: bool = False) -> None:
        """Replace the answer of an indicator; without fields it is cleared.

        `at_once`: it was chosen and not typed, so no further key is waited for.
        """
        if at_once and self.assessment is not None:
            before = self.assessment.answers.get(code, {})
            for field, value in fields.items():
                if value != before.get(field):
                    self.keep_draft(code, field, None)  # a choice takes the place of what could not be read
        self._edit(typed_edits.answer(code, fields), at_once=at_once)

    def edit_profile(self, key: str, value: Decimal | None) -> None:
        """Set a province figure; None clears it."""
        assert self.assessment is not None
        self._edit(typed_edits.profile(self.assessment.catalogue, key, value))

    def edit_explanation(self, code: str, text: str) -> None:
        """Set the explanation (giải trình) of an indicator; an empty text clears it."""
        self._edit(typed_edits.explanation(code, text))

    def edit_change_reason(self, code: str, text: str) -> None:
        """Set why an answer differs from the earlier year's; an empty text clears it."""
        self._edit(typed_edits.change_reason(code, text))

    def edit_note(self, code: str, text: str) -> None:
        """Set the officer's private note on an indicator; an empty text clears it."""
        self._edit(typed_edits.note(code, text))

    def set_review(self, codes: Iterable[str], state: ReviewState, reason: str = "") -> None:
        """Set how far the review of indicators is, at once; what was typed before goes to the store first."""
        self._edit(typed_edits.review(codes, state, reason, self._workspace.store.user))
        self.flush()

    def edit_given_score(self, code: str, source: ScoreSource, score: tuple[Decimal, str] | None) -> None:
        """Set the points that somebody else gave an indicator, and why; None clears them."""
        self._edit(typed_edits.given_score(code, source, score, self._workspace.store.user))

    def edit_signatory(self, signatory: Signatory) -> None:
        """Set the leader's name and title."""
        self._edit(typed_edits.signatory(signatory))

    def edit_citation(self, document_id: str, citation: Citation) -> None:
        """Set how a document is cited."""
        self._edit(typed_edits.citation(document_id, citation))

    def edit_pages(self, code: str, document_id: str, pages: str) -> None:
        """Set the cited pages of a document for an indicator."""
        self._edit(typed_edits.pages(code, document_id, pages))

    def set_estimate(self, code: str, key: str, value: FieldValue | None) -> None:
        """Set what the office expects or plans of an indicator ("": of all together); None clears it.

        Keys and values are those of `engine/estimates.py`. What-ifs are kept and removed by `act`.
        """
        self._edit(typed_edits.estimate(code, key, value))

    def _edit(self, edit: Edit, *, at_once: bool = False) -> None:
        if self.assessment is None:
            return
        self._waiting[edit.key] = edit
        self._typed[edit.key] = max(self._typed.values(), default=0) + 1
        if at_once:
            # On the disk, as a rule, before the window works out what it comes to.
            # Behind work of another kind that may take any time, so it is not waited for.
            self._send(None if self._tasks.store_pending else HeadStart())
        elif not self._commit_timer.isActive():
            self._commit_timer.start(COMMIT_DELAY_MS)
        self._show(edit.laid_over(self.assessment), edit.changed)
        self.save_state_changed.emit("saving")

    def flush(self) -> None:
        """Send every waiting edit to the store now."""
        self._send(None)

    def _send(self, head_start: HeadStart | None) -> None:
        self._commit_timer.stop()
        if self._confirmed is None:
            return
        assessment_id = self._confirmed.id
        # In the order in which they were typed, also those that failed before: some open what others need.
        edits = sorted(self._waiting.values(), key=lambda edit: self._typed[edit.key])
        self._waiting = {}
        for edit in edits:
            start = head_start if edit is edits[-1] else None
            self._sent.append(edit)
            self._tasks.run(
                self._commit,
                edit,
                assessment_id,
                start,
                lane="store",
                on_done=partial(self._on_committed, edit),
                on_error=partial(self._on_commit_failed, edit),
                owner=self,
                head_start=start,
            )

    def _commit(self, edit: Edit, assessment_id: str, head_start: HeadStart | None) -> Saved:
        """Commit an edit on the store's thread; one that closes fails with what was refused before it."""
        key = (assessment_id, *edit.key)
        told = self._workspace.store.connection.after_commit
        if head_start is not None:
            told.append(head_start.over)
        try:
            refused = [error for key, error in self._refused.items() if key[0] == assessment_id]
            if edit.closes and refused:
                raise refused[0]
            saved = edit.commit(self._workspace, assessment_id)
        except Exception as error:
            if not edit.closes:
                self._refused[key] = error
            raise
        finally:
            if head_start is not None:
                told.remove(head_start.over)
                head_start.over()  # also where nothing was different, or nothing could be stored
        self._refused.pop(key, None)
        return saved

    def _on_committed(self, edit: Edit, saved: Saved) -> None:
        self._sent.remove(edit)
        self._confirm(saved)

    def _on_commit_failed(self, edit: Edit, error: BaseException) -> None:
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
            if self._confirmed is not None and saved.assessment.id == self._confirmed.id:
                self.save_state_changed.emit("saving")  # so that "saved" tells of this one
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

    def results_were_imported(self) -> None:
        """Compare with the published results that are known now, and tell who shows any."""
        self.results_changed.emit()
        if self.assessment is not None:
            self._show(self.assessment, Changed())

    # -- half-typed text: kept until it can be read as a number ----------------------------------------

    def draft(self, code: str, field: str) -> str | None:
        """Return the text left in a field that could not be read as a number."""
        return self._drafts.get(f"{code}#{field}")

    @property
    def drafts(self) -> Mapping[tuple[str, str], str]:
        """All texts that were left unread, by code and field; none of them counts."""
        return {
            (code, field): text
            for key, text in self._drafts.items()
            for code, _, field in [key.partition("#")]
        }

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
        is_same_index = saved.assessment.catalogue.digest == self._confirmed.catalogue.digest
        self._confirmed = saved.assessment
        if not is_same_index and self.is_committed:
            # Another edition of the catalogue, come to or gone back from: everything is shown anew.
            self.open(saved.assessment.id)
            return
        assessment = saved.assessment
        pending = [*self._sent, *self._waiting.values()]
        for edit in sorted(pending, key=lambda edit: self._typed[edit.key]):
            assessment = edit.laid_over(assessment)
        self._show(assessment, Changed(codes=saved.codes, profile=True, documents=True))
        if not pending:
            self.save_state_changed.emit("saved")
            self._shorten_log()

    def _shorten_log(self) -> None:
        """Do between two edits what would else lengthen one of them."""
        connection = self._workspace.store.connection
        if connection.log_is_long:
            self._tasks.run(connection.shorten_log, lane="store")

    def _show(self, assessment: Assessment, changed: Changed) -> None:
        from dti_desktop.services.outlook import look

        previous = None if self.outlook is None else self.outlook.scorecard
        self.assessment = assessment
        self.outlook = look(
            assessment,
            self._workspace.result_book,
            tolerance=self._library.year_tolerance,
            previous=previous,
            changed_codes=changed.codes,
        )
        self.forecast.follow(assessment, self.outlook.scorecard)
        self.changed.emit(changed)
