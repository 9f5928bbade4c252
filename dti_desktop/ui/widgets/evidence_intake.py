"""Taking files in as evidence: by drop or dialog, with progress, a way to stop, and every refusal said."""

from __future__ import annotations

import os
import stat
from collections import Counter, deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled, DtiError, Problem
from dti_desktop.services.intake import Intake
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.intake import IntakeDialog, IntakeReport
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.words import words

_Batch = tuple[str, tuple[Path, ...]]

_MAX_LOOKED_AT = 200
"""Of more files than this, held over the window, the sizes are not asked for: each asks the disk."""


class EvidenceIntake(Retranslated, QWidget):
    """The drop area, the progress while files are copied, and what was refused or could not be seen.

    Files are copied one batch after the other, each into the indicator it was dropped on, also when she has
    gone on to another meanwhile. `taken(str, Saved)` when a batch has been recorded; `stopped` when she
    stopped one.
    """

    taken = Signal(str, object)
    stopped = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._code = ""
        self._waiting: deque[_Batch] = deque()
        self._running: _Batch | None = None
        self._task: Task | None = None
        self._undecided: Intake | None = None
        self._is_asking = False
        self._fault: BaseException | None = None
        self._notes: tuple[Problem, ...] = ()
        self.dialog: IntakeDialog | None = None
        self.drop = DropArea()
        self.drop.clicked.connect(self.choose_files)
        self.drop.dropped.connect(lambda paths: self.take(self._code, paths))
        self.drop.dragged.connect(self.show_dragged)
        self._said: tuple[tuple[int, int, int] | None, str] | None = None
        self.progress = ProgressPanel()
        self.progress.cancel_wanted.connect(self._stop)
        self.notice = Notice("", "info", closable=True)
        self.notice.closed.connect(self._forget_notice)
        self.notice.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self.drop)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Take files for this indicator from now on."""
        if code != self._code:
            self._forget_notice()
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Follow what room is left."""
        room = self._room()
        said = room, self._context.language.current
        if room is not None and said != self._said:
            self._said = said
            self.drop.set_remark(self.tr("còn {room} / {limit} cho bộ hồ sơ").format(**self._sizes(room)))

    def retranslate(self) -> None:
        self.refresh()
        if self._running is not None:
            self.progress.set_what(self._what(self._running))
        if self.dialog is not None:
            self.dialog.say_in(words(self._context))
        self._say_notice()

    @property
    def is_busy(self) -> bool:
        """Whether files are being copied, or wait for her decision."""
        return self._running is not None

    # -- what is held over the window ------------------------------------------------------------------

    def show_dragged(self, paths: Sequence[Path]) -> None:
        """Say how much is held over the window and what room it would leave; [] when it is gone."""
        room = self._room()
        if not paths or room is None:
            self.drop.set_held("")
            return
        size_bytes = _size_bytes(paths)
        sizes = self._sizes(room)
        if size_bytes is None:
            said = self.tr("Đang thả {count} tệp").format(count=len(paths))
        else:
            said = self.tr("Đang thả {count} tệp · {size}").format(
                count=len(paths), size=self._context.format.size(size_bytes)
            )
        if size_bytes is not None and size_bytes > room[0]:
            self.drop.set_held(
                said, self.tr("không đủ chỗ: còn {room} / {limit}").format(**sizes), fits=False
            )
        else:
            self.drop.set_held(said, self.tr("đã dùng {used}, còn {room} / {limit}").format(**sizes))

    def _room(self) -> tuple[int, int, int] | None:
        """Return what is left, used and allowed, in bytes."""
        session = self._context.session
        if session.assessment is None:
            return None
        used_bytes, limit_bytes = session.assessment.evidence_bytes, session.evidence_limit_bytes
        return max(0, limit_bytes - used_bytes), used_bytes, limit_bytes

    def _sizes(self, room: tuple[int, int, int]) -> dict[str, str]:
        size = self._context.format.size
        return {"room": size(room[0]), "used": size(room[1]), "limit": size(room[2])}

    # -- taking in -------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Let her choose files in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Chọn tệp minh chứng"))
        if chosen:
            self.take(self._code, [Path(name) for name in chosen])

    def take(self, code: str, paths: Sequence[Path]) -> None:
        """Copy files in as evidence of an indicator, after those that are being copied."""
        self._forget_notice()
        self._waiting.append((code, tuple(paths)))
        if self._running is None:
            self._next()

    def abandon(self) -> None:
        """Give up what waits for her decision: nothing of it stays."""
        self._waiting.clear()
        self._give_up()
        if self.dialog is not None:
            self.dialog.reject()
            self._next()

    def _next(self) -> None:
        if not self._waiting or self._context.session.assessment is None:
            self._waiting.clear()
            self._running = self._task = None
            self.progress.end()
            self.drop.setVisible(True)
            return
        code, paths = self._running = self._waiting.popleft()
        self.drop.setVisible(False)
        self.progress.begin(self._what(self._running))
        self._task = self._context.session.examine_files(
            paths,
            on_progress=self._on_progress,
            on_done=partial(self._on_examined, code, self._context.session.assessment.id),
            on_error=self._on_error,
        )

    def _what(self, batch: _Batch) -> str:
        code, paths = batch
        return self.tr("Đang chép và xem {count} tệp cho {code}").format(count=len(paths), code=code)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progress(self, done_bytes: int, total_bytes: int) -> None:
        size = self._context.format.size
        amount = f"{size(done_bytes)} / {size(total_bytes)}"
        room = self._room()
        if room is not None:
            left = self.tr("còn {room} / {limit}").format(**self._sizes(room))
            amount = f"{amount} · {left}"
        self.progress.set_progress(done_bytes, total_bytes, amount)

    def _on_examined(self, code: str, assessment_id: str, intake: Intake) -> None:
        assessment = self._context.session.assessment
        if assessment is None or assessment.id != assessment_id:
            intake.discard()
            self._next()
        elif intake.refused or intake.marked:
            good = len(intake.files) - len(intake.marked)
            report = IntakeReport(intake.refused, tuple(intake.mark_problems()), good=good)
            self._undecided = intake
            self._ask(code, report)
        else:
            self._record(code, intake)

    def _record(self, code: str, intake: Intake, reason: str = "") -> None:
        self._context.session.attach(
            code,
            intake,
            reason,
            on_done=partial(self._on_done, code, intake),
            on_error=self._on_error,
        )

    def _on_done(self, code: str, intake: Intake, saved: Saved) -> None:
        self._next()
        self._notes = intake.notes if code == self._code else ()
        self._say_notice()
        self.taken.emit(code, saved)

    def _on_error(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._next()
            self.stopped.emit()
        elif isinstance(error, DtiError) and error.code == "evidence-limit":
            heading, *others = error.problems
            no_room = tuple(problem for problem in others if problem.code == "evidence-no-room")
            refused = tuple(problem for problem in others if problem not in no_room)
            self._ask("", IntakeReport(refused, no_room=no_room, heading=heading))
        else:
            self._next()
            self._fault = error
            self._say_notice()

    # -- her decision ----------------------------------------------------------------------------------

    def _ask(self, code: str, report: IntakeReport) -> None:
        self.progress.end()
        self.drop.setVisible(True)
        self._is_asking = True
        dialog = self.dialog = IntakeDialog(report, words(self._context), self)
        dialog.rest_wanted.connect(partial(self._decided, code, ""))
        dialog.all_wanted.connect(partial(self._decided, code))
        dialog.finished.connect(self._on_dialog_gone)
        dialog.open()

    def _decided(self, code: str, reason: str) -> None:
        self._is_asking = False
        intake, self._undecided = self._undecided, None
        if intake is not None:
            if not reason:
                intake.drop_marked()
            self._record(code, intake, reason)

    def _on_dialog_gone(self) -> None:
        self.dialog = None
        if self._is_asking:
            self._give_up()
            self._next()

    def _give_up(self) -> None:
        self._is_asking = False
        intake, self._undecided = self._undecided, None
        if intake is not None:
            intake.discard()

    # -- what else is to be said -----------------------------------------------------------------------

    def _say_notice(self) -> None:
        say = words(self._context)
        if self._fault is not None:
            told = say.error(self._fault)
            self.notice.say(f"{told.what} {told.todo}", "warn")
        elif self._notes:
            counts = Counter(note.code for note in self._notes)
            first = {note.code: note for note in reversed(self._notes)}
            lines = [
                say.problem(Problem(code, "", first[code].facts))
                if count == 1
                else say.text(f"intake.notes.{code}", count=count)
                for code, count in counts.items()
            ]
            self.notice.say("\n".join(lines), "info")
        self.notice.setVisible(self._fault is not None or bool(self._notes))

    def _forget_notice(self) -> None:
        self._fault, self._notes = None, ()
        self.notice.hide()


def _size_bytes(paths: Sequence[Path]) -> int | None:
    """Return what the regular files among these hold together, None where there are too many to ask."""
    if len(paths) > _MAX_LOOKED_AT:
        return None
    size_bytes = 0
    for path in paths:
        try:
            found = os.lstat(path)
        except (OSError, ValueError):
            continue  # it is refused with its own words when it is dropped
        if stat.S_ISREG(found.st_mode):
            size_bytes += found.st_size
    return size_bytes
