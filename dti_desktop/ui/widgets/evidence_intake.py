"""Taking files in as evidence: by drop or dialog, with progress, a way to stop, and every refusal said."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled, DtiError
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.words import words

_FILES_PLACE = "/files/"


class EvidenceIntake(Retranslated, QWidget):
    """The drop area, the progress while files are copied, and what was refused.

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
        self._waiting: deque[tuple[str, tuple[Path, ...]]] = deque()
        self._running: tuple[str, tuple[Path, ...]] | None = None
        self._task: Task | None = None
        self._left: tuple[str, tuple[Path, ...]] | None = None
        self._refused: BaseException | None = None
        self.drop = DropArea()
        self.drop.clicked.connect(self.choose_files)
        self.drop.dropped.connect(lambda paths: self.take(self._code, paths))
        self.progress = ProgressPanel()
        self.progress.cancel_wanted.connect(self._stop)
        self.refusal = Notice("", "warn", closable=True)
        self.refusal.closed.connect(self._forget_refusal)
        self.refusal.hide()
        # Under the message and not in it: the column is too narrow for both side by side.
        self.rest = LinkButton(icon="upload")
        self.rest.clicked.connect(self._take_the_rest)
        self.rest.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.refusal)
        layout.addWidget(self.rest)
        layout.addWidget(self.progress)
        layout.addWidget(self.drop)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Take files for this indicator from now on."""
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Follow what room is left."""
        session, form = self._context.session, self._context.format
        if session.assessment is None:
            return
        room_bytes = max(0, session.evidence_limit_bytes - session.assessment.evidence_bytes)
        self.drop.set_remark(self.tr("còn {room} cho bộ hồ sơ").format(room=form.size(room_bytes)))

    def retranslate(self) -> None:
        self.refresh()
        if self._running is not None:
            self.progress.set_what(self._what(self._running))
        if self._refused is not None:
            self._say_refusal(self._refused)

    @property
    def is_busy(self) -> bool:
        """Whether files are being copied."""
        return self._running is not None

    def choose_files(self) -> None:
        """Let her choose files in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Chọn tệp minh chứng"))
        if chosen:
            self.take(self._code, [Path(name) for name in chosen])

    def take(self, code: str, paths: Sequence[Path]) -> None:
        """Copy files in as evidence of an indicator, after those that are being copied."""
        self._forget_refusal()
        self._waiting.append((code, tuple(paths)))
        if self._running is None:
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
        self._task = self._context.session.attach(
            code,
            paths,
            on_progress=self._on_progress,
            on_done=partial(self._on_done, code),
            on_error=self._on_error,
        )

    def _what(self, batch: tuple[str, tuple[Path, ...]]) -> str:
        code, paths = batch
        return self.tr("Đang chép {count} tệp vào {code}").format(count=len(paths), code=code)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progress(self, done_bytes: int, total_bytes: int) -> None:
        size = self._context.format.size
        self.progress.set_progress(done_bytes, total_bytes, f"{size(done_bytes)} / {size(total_bytes)}")

    def _on_done(self, code: str, saved: Saved) -> None:
        self._next()
        self.taken.emit(code, saved)

    def _on_error(self, error: BaseException) -> None:
        batch = self._running
        self._next()
        if isinstance(error, Cancelled):
            self.stopped.emit()
            return
        refused = _refused_places(error)
        if batch is not None and refused:
            code, paths = batch
            kept = tuple(path for place, path in enumerate(paths) if place not in refused)
            self._left = (code, kept) if kept else None
        self._refused = error
        self._say_refusal(error)
        self.refusal.show()
        self.rest.setVisible(self._left is not None)

    def _say_refusal(self, error: BaseException) -> None:
        say = words(self._context)
        if _refused_places(error):
            assert isinstance(error, DtiError)
            lines = [self.tr("Chưa chép tệp nào:")]
            for problem in error.problems:
                lines.append(f"• {say.problem(replace(problem, place=''))}")
            if self._left is not None:
                self.rest.setText(self.tr("Chép {count} tệp còn lại").format(count=len(self._left[1])))
            text = "\n".join(lines)
        else:
            told = say.error(error)
            text = f"{told.what} {told.todo}"
        self.refusal.say(text, "warn")

    def _forget_refusal(self) -> None:
        self._refused = self._left = None
        self.refusal.hide()
        self.rest.hide()

    def _take_the_rest(self) -> None:
        left = self._left
        if left is not None:
            self.take(*left)


def _refused_places(error: BaseException) -> set[int]:
    """Return which files of the batch were refused for a reason of their own."""
    if not isinstance(error, DtiError):
        return set()
    places = (p.place.removeprefix(_FILES_PLACE) for p in error.problems if p.place.startswith(_FILES_PLACE))
    return {int(place) for place in places if place.isdecimal()}
