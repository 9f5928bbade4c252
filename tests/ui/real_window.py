"""The real window over a real store, for tests that drive it as a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.errors import DtiError
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.session import Session
from dti_desktop.ui.tasks import Tasks
from dti_desktop.ui.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
WAIT_MS = 15_000

TypeText = Callable[[QWidget, str], None]
"""What the fixture `type_text` is."""


def now_utc() -> datetime:
    """The clock of the tests."""
    return datetime(2026, 11, 22, 3, 42, 7, tzinfo=UTC)


class RealWindow:
    """A window and the hands that use it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, tasks: Tasks, failures: list[BaseException]) -> None:
        self.qtbot = qtbot
        self.window = window
        self.tasks = tasks
        self.failures = failures

    @property
    def bench(self) -> Workbench:
        assert self.window.workbench is not None
        return self.window.workbench

    @property
    def session(self) -> Session:
        return self.bench.context.session

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=WAIT_MS)

    def at_rest(self) -> None:
        """Wait until the store has nothing more to do."""
        self.until(lambda: self.tasks.store_pending == 0 and self.session.is_committed)

    def activate(self) -> None:
        """Make it the window that has the keyboard."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def go(self, page: str, code: str | None = None, field: str | None = None) -> None:
        """Go to a place and see that the window is there."""
        self.bench.go(Place(page, code, field))  # type: ignore[arg-type]
        assert self.bench.place.page == page

    def open(self, assessment_id: str, page: str = "profile", code: str | None = None) -> None:
        """Open an assessment and go to a place."""
        self.session.open(assessment_id)
        self.until(lambda: self.bench.place.page not in ("start", "verify"))
        self.at_rest()
        self.go(page, code)


def yesterday_utc() -> datetime:
    """The clock of runs before: what was typed then is another step of undo."""
    return now_utc() - timedelta(days=1)


def prepare(store_dir: Path, make: Callable[[Workspace], object], *, library: Library = LIBRARY) -> None:
    """Make a store as a run before this one left it."""
    workspace = Workspace.open(store_dir, library, now_utc=yesterday_utc, user="test")
    try:
        make(workspace)
    finally:
        workspace.close()


def soc_trang(workspace: Workspace) -> None:
    """One assessment, nothing answered."""
    assert workspace.create("Sóc Trăng", 2022) == "soc-trang-2022"


@contextmanager
def real_window(
    qtbot: QtBot,
    language: Language,
    store_dir: Path,
    assessment_id: str | None = None,
    *,
    size: tuple[int, int] | None = (1366, 768),
    wait_for_store: bool = True,
    library: Library = LIBRARY,
) -> Iterator[RealWindow]:
    """Open a window on a store; at the end it is closed as a person closes it, and all must be stored."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    failures: list[BaseException] = []
    tasks = Tasks(app, on_error=failures.append)
    around = Surroundings(
        library, tasks, theme.current(), icons.current(), language, formats.current(), now_utc, "test"
    )
    window = MainWindow(around, store_dir, assessment_id)
    real = RealWindow(qtbot, window, tasks, failures)
    try:
        if size is None:  # as the window was left, as in the program
            real.until(lambda: window.workbench is not None)
        else:
            window.resize(*size)
        window.show()
        if wait_for_store:
            real.until(lambda: window.workbench is not None)
            real.at_rest()
        yield real
        if window.workbench is not None:
            real.at_rest()
        window.close()
        real.until(lambda: window.is_let_go)
        unexpected = [error for error in failures if not isinstance(error, DtiError)]
        assert not unexpected, unexpected
    finally:
        tasks.shutdown()
        window.deleteLater()
