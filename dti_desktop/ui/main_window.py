"""The one window: opens the store beside its first paint, and lets nothing get lost when it closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.help_acts import HelpActs
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.opening import OpeningView
from dti_desktop.ui.session import Session
from dti_desktop.ui.store_opening import Opened, StoreOpening
from dti_desktop.ui.window_acts import WindowActs
from dti_desktop.ui.workbench import Workbench

if TYPE_CHECKING:
    from dti_desktop.format import Format
    from dti_desktop.services.library import Library
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.ui.icons import Icons
    from dti_desktop.ui.language import Language
    from dti_desktop.ui.second_start import Listener
    from dti_desktop.ui.tasks import Tasks
    from dti_desktop.ui.theme import Theme

T = TypeVar("T")

_SIZE = (1366, 768)
#: What a title bar takes of the height, about; nobody knows it before the window is there.
_FRAME = 40
#: What a laptop of 1366 × 768 leaves at twice the size of text.
_SMALLEST = (640, 340)
_SAY_SAVING_AFTER_MS = 300
_LISTEN_AFTER_MS = 300
"""Behind the first paint; a start that hands files over waits much longer."""


class Surroundings(NamedTuple):
    """What the window is given by the program around it."""

    library: Library
    tasks: Tasks
    theme: Theme
    icons: Icons
    language: Language
    format: Format
    now_utc: Callable[[], datetime]
    user: str
    portable_dir: Path | None = None
    """Where a portable program keeps its store; None where it is not portable."""
    launch_command: tuple[str, ...] = ()
    """What starts this program, for who registers it; empty where nobody can know."""
    text_percent: int = 100


class MainWindow(Retranslated, QWidget):
    """Opens the store in `store_dir` by itself, or goes on with the `opening` that was begun before.

    `ready` when it knows how it was left, or cannot know.
    """

    ready = Signal()
    store_opened = Signal()
    closed = Signal()

    def __init__(
        self,
        around: Surroundings,
        store_dir: Path,
        assessment_id: str | None = None,
        opening: StoreOpening | None = None,
    ) -> None:
        super().__init__()
        self._around = around
        self._store_dir = store_dir
        self._wanted_assessment = assessment_id
        self._wanted_files: list[Path] = []
        self._is_closing = False
        self._may_close = False
        #: Closed to begin again with another size of text.
        self.begins_anew = False
        self.assessment_id: str | None = None
        self.is_let_go = False
        self._was_left = False
        self._workspace: Workspace | None = None
        self._after_opening: Callable[[], object] | None = None
        self.workbench: Workbench | None = None
        self._listener: Listener | None = None
        self.opening = OpeningView(store_dir, FaultWords(around.library, around.language))
        self.opening.retried.connect(self.open_store)
        self.opening.restore_wanted.connect(self._rescue)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.opening)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.help = HelpActs(self, around)
        around.tasks.store_pending_changed.connect(self._on_store_pending)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self.retranslate()
        self._wait_for(opening or self._begin_opening())

    def show_fitting(self) -> None:
        """Show the window as it was left; the first time it takes the whole of a screen too small for it."""
        room = self.screen().availableGeometry().size()
        if not self._was_left and (self.width() >= room.width() or self.height() + _FRAME > room.height()):
            self.showMaximized()
        else:
            self.show()

    def retranslate(self) -> None:
        session = None if self.workbench is None else self.workbench.context.session
        assessment = None if session is None else session.assessment
        name = self.tr("DTI Desktop")
        if assessment is None:
            self.setWindowTitle(name)
        else:
            self.setWindowTitle(f"{assessment.province} {assessment.year} – {name}")

    @property
    def is_at_rest(self) -> bool:
        """Whether a page is shown and nothing is being done for it."""
        shows_page = self.workbench is not None and self._stack.currentWidget() is self.workbench
        return shows_page and self._around.tasks.is_idle

    # -- opening -------------------------------------------------------------------------------------

    def open_store(self) -> None:
        """Open the store, off this thread; the workbench or a message follows."""
        self._wait_for(self._begin_opening())

    def _begin_opening(self) -> StoreOpening:
        around = self._around
        return StoreOpening(
            around.tasks,
            self._store_dir,
            around.library,
            around.now_utc,
            around.user,
            is_list_wanted=self._wanted_assessment is None,
        )

    def _wait_for(self, opening: StoreOpening) -> None:
        self._stack.setCurrentWidget(self.opening)
        self.opening.wait()
        opening.then(self._on_store, self._on_no_store, owner=self)

    def _on_no_store(self, error: BaseException) -> None:
        if isinstance(error, DtiError) and error.code == "store-locked":
            self._hand_over(error)
            return
        if isinstance(error, DtiError):
            from dti_desktop.services.portable import portable_fault

            error = portable_fault(error, self._store_dir, self._around.portable_dir)
        self.opening.show_fault(error)
        self.ready.emit()

    def _rescue(self) -> None:
        """Let a backup take the place of the store that cannot be opened."""
        from dti_desktop.ui.rescue import Rescue

        Rescue(self, self._around, self._store_dir).choose_file()

    def _hand_over(self, error: BaseException) -> None:
        """Leave it to the window that has the store, with the files; say that it is locked where none has."""
        from dti_desktop.ui.second_start import HandOver

        files, self._wanted_files = self._wanted_files, []

        def show_locked() -> None:
            self._wanted_files = files
            self.opening.show_fault(error)
            self.ready.emit()

        HandOver(
            self._store_dir,
            files,
            self._around.tasks,
            on_taken=self.close,
            on_left=show_locked,
            parent=self,
        )

    def _on_store(self, opened: Opened) -> None:
        self._workspace, settings, listed = opened
        around = self._around
        if settings["ui/language"] in ("vi", "en"):
            around.language.set(settings["ui/language"])
        if settings["ui/theme"] in ("system", "light", "dark"):
            around.theme.set_mode(settings["ui/theme"])
        if isinstance(settings["ui/geometry"], str) and not self.isVisible():
            kept = QByteArray.fromBase64(settings["ui/geometry"].encode("ascii"))
            self._was_left = self.restoreGeometry(kept)
        session = Session(self._workspace, around.library, around.tasks)
        context = Context(
            around.library,
            self._workspace,
            session,
            around.tasks,
            around.theme,
            around.icons,
            around.language,
            around.format,
            lambda place: self.go(place),
        )
        self.workbench = Workbench(context, around.now_utc)
        self.workbench.help_wanted.connect(self.help.show_here)
        self._acts = WindowActs(
            self,
            self.workbench,
            self._store_dir,
            around.user,
            portable=self._store_dir == around.portable_dir,
            launch_command=around.launch_command,
            text_percent=around.text_percent,
        )
        QTimer.singleShot(_LISTEN_AFTER_MS, self._acts, self._listen)
        session.opened.connect(self.retranslate)
        self._stack.addWidget(self.workbench)
        self.workbench.went.connect(self._show_workbench)
        if self._wanted_assessment is None:
            self.workbench.start_with(listed)
        else:
            self.workbench.pages.load()
            # Nothing else is shown before it, unless it cannot be opened.
            session.failed.connect(self._show_start, Qt.ConnectionType.SingleShotConnection)
            session.open(self._wanted_assessment)
            self._wanted_assessment = None
        self.ready.emit()
        self._open_wanted_files()
        self.store_opened.emit()
        after, self._after_opening = self._after_opening, None
        if after is not None:
            after()

    def _listen(self) -> None:
        """Take the files of later starts from now on; those that came meanwhile wait in the folder."""
        from dti_desktop.ui.second_start import Listener

        if not self._is_closing:
            self._listener = Listener(self._store_dir, self._around.tasks, self.open_files, self._acts)

    def open_files(self, untrusted_paths: Sequence[Path]) -> None:
        """Show files that the desktop hands over: now, or as soon as there is a store to see them beside."""
        self._wanted_files += untrusted_paths
        if self.workbench is not None and not self._is_closing:
            self._open_wanted_files()
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
            self.raise_()
            self.activateWindow()

    def _rest_listener(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.rest()

    def _open_wanted_files(self) -> None:
        wanted, self._wanted_files = self._wanted_files, []
        if wanted:
            self._acts.open_outside_files(wanted)

    def _show_workbench(self) -> None:
        if self.workbench is not None and not self._is_closing:
            self._stack.setCurrentWidget(self.workbench)

    def _show_start(self, _error: object) -> None:
        if self.workbench is not None and self.workbench.context.session.assessment is None:
            self.workbench.go(Place("start"))

    def work_without_store(
        self,
        work: Callable[..., T],
        what: str,
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        """Close the store, do `work` on its folder with progress and a way to stop, and open it again.

        Everything must be committed. `on_done` and `on_error` are called when the store is open again.
        """
        workbench, workspace = self.workbench, self._workspace
        assert workbench is not None and workspace is not None
        assert workbench.context.session.is_committed
        workbench.keep_place()
        workbench.context.session.journal.rest()
        workbench.context.session.forecast.rest()
        workbench.pages.rest()
        self._rest_listener()
        self._acts.close_windows()
        self.help.close_windows()
        self.workbench = self._workspace = None
        self._acts.deleteLater()
        self._stack.setCurrentWidget(self.opening)
        self._stack.removeWidget(workbench)
        workbench.deleteLater()
        # Nothing that is still under way may come back to what is gone.
        workbench.context.session.deleteLater()
        self.retranslate()

        def open_again(then: Callable[[Any], object], result: object) -> None:
            self._after_opening = partial(then, result)
            self.open_store()

        tasks = self._around.tasks
        tasks.stop_pool()
        tasks.run(workspace.close, lane="store")
        self.work_on_folder(
            work, what, on_done=partial(open_again, on_done), on_error=partial(open_again, on_error)
        )

    def work_on_folder(
        self,
        work: Callable[..., T],
        what: str,
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        """Do `work` on the folder of a store that is not open, with progress and a way to stop."""
        self._stack.setCurrentWidget(self.opening)
        self.opening.work(what)
        task = self._around.tasks.run(
            work,
            lane="store",
            long=True,
            on_progress=self.opening.progress.set_progress,
            on_done=on_done,
            on_error=on_error,
            owner=self,
        )
        self.opening.progress.cancel_wanted.connect(task.cancel, Qt.ConnectionType.SingleShotConnection)

    def open_restored(self, said: str) -> None:
        """Open the store that a backup brought back, and say so."""

        def say() -> None:
            if self.workbench is not None:
                self.workbench.toast.say(said)

        self._after_opening = say
        self.open_store()

    def go(self, place: Place) -> None:
        """Show a place, once there is a store."""
        if self.workbench is not None:
            self.workbench.go(place)

    def begin_anew(self) -> None:
        """Close as a person does, to be opened again on the same place."""
        assert self.workbench is not None
        assessment = self.workbench.context.session.assessment
        self.assessment_id = None if assessment is None else assessment.id
        self.begins_anew = True
        self.close()

    # -- closing -------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once when all is stored, else as soon as it is; ask where it cannot be."""
        if self._may_close or self.workbench is None:
            self._let_go()
            event.accept()
            return
        event.ignore()
        if self._is_closing:
            return
        self._acts.close_windows()
        self.help.close_windows()
        self.workbench.page(self.workbench.place.page).leave()
        self.workbench.context.session.flush()
        self.workbench.keep_place()
        self.workbench.context.session.journal.rest()
        self.workbench.context.session.forecast.rest()
        self._keep_geometry()
        self._is_closing = True
        self.setEnabled(False)
        QTimer.singleShot(_SAY_SAVING_AFTER_MS, self, self._say_saving)
        self._close_when_stored()

    def _keep_geometry(self) -> None:
        assert self._workspace is not None
        text = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        # A window that cannot keep its place still has to close.
        self._around.tasks.run(
            self._workspace.set_setting, "ui/geometry", text, lane="store", on_error=lambda _error: None
        )

    def _say_saving(self) -> None:
        if self._is_closing and not self._may_close:
            self.opening.wait(saving=True)
            self._stack.setCurrentWidget(self.opening)

    def _on_store_pending(self, pending: int) -> None:
        if pending == 0 and self._is_closing:
            # What the last piece of work has to say is delivered first.
            QTimer.singleShot(0, self, self._close_when_stored)

    def _close_when_stored(self) -> None:
        if not self._is_closing or self._around.tasks.store_pending or self.workbench is None:
            return
        if self.workbench.context.session.is_committed or self._is_given_up():
            self._may_close = True
            self.close()

    def _is_given_up(self) -> bool:
        """Ask what to do with edits that the store does not take. Closing is never the first answer."""
        assert self.workbench is not None
        self._is_closing = False
        self.setEnabled(True)
        self._stack.setCurrentWidget(self.workbench)
        from PySide6.QtWidgets import QMessageBox

        from dti_desktop.ui.dialogs.dialog_layout import dress_message

        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Chưa lưu được"))
        box.setText(self.tr("Thay đổi gần nhất chưa lưu được vào máy."))
        box.setInformativeText(
            self.tr("Giữ cửa sổ mở để thử lưu lại. Nếu đóng ngay, chỉ những thay đổi chưa lưu này bị mất.")
        )
        stay = box.addButton(self.tr("Giữ mở và thử lại"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("Đóng, bỏ thay đổi chưa lưu"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        dress_message(box)
        box.exec()
        given_up = box.clickedButton() is leave
        if not given_up:
            self.begins_anew = False
            self.workbench.context.session.flush()
        return given_up

    def _let_go(self) -> None:
        """Close the store behind the last piece of work, and wait for it: the next start needs the lock."""
        if self.is_let_go:
            return
        self.is_let_go = True
        self.help.close_windows()
        if self.workbench is not None:
            self.workbench.pages.rest()
            self._rest_listener()
        tasks = self._around.tasks
        if self._workspace is not None:
            tasks.run(self._workspace.close, lane="store")
        tasks.shutdown()
        self.closed.emit()
