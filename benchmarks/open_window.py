"""The real window over a full store, in this process, for what is measured once the program runs.

The store holds one assessment as an office leaves it: every sub-indicator of the catalogue answered, 300 rows
of evidence, and a second one beside it.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from dti_desktop import paths
from dti_desktop.engine.assessment import Citation, Fields
from dti_desktop.engine.model import CountRule, InfoRule, LevelsRule, PartsRule, Rule
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, page_registry, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.tasks import Tasks
from dti_desktop.ui.workbench import Workbench

SIZE = (1366, 768)
EVIDENCE_ROWS = 300
PROVINCE, YEAR = "Sóc Trăng", 2022
_PATIENCE_S = 60


def now_utc() -> datetime:
    """The clock of the benchmarks is the real one."""
    return datetime.now(UTC)


def platform() -> str:
    """Name the platform plugin: the screen that is there, else none."""
    has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if "QT_QPA_PLATFORM" not in os.environ and not has_screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return os.environ.get("QT_QPA_PLATFORM", "screen")


def an_answer(rule: Rule, prefix: str = "") -> Fields:
    """Return some answer to a rule: the first of the levels, and plausible numbers."""
    if isinstance(rule, LevelsRule):
        return {f"{prefix}level": rule.levels[0].id}
    if isinstance(rule, PartsRule):
        return {
            key: value for part in rule.parts for key, value in an_answer(part.rule, f"{part.id}.").items()
        }
    if isinstance(rule, InfoRule):
        return {field.id: True if field.type == "bool" else field.choices[0].id for field in rule.fields}
    if isinstance(rule, CountRule):
        return {f"{prefix}{rule.value.id}": Decimal(7)}
    return {f"{prefix}a": Decimal(50), f"{prefix}b": Decimal(100)}


def fill(workspace: Workspace, year: int = YEAR) -> str:
    """Make an assessment with every sub-indicator answered and `EVIDENCE_ROWS` rows of evidence."""
    made = workspace.create(PROVINCE, year)
    indicators = workspace.load(made).catalogue.indicators
    workspace.replace_answers(made, {code: an_answer(each.rule) for code, each in indicators.items()})
    codes = list(indicators)
    with workspace.store.transaction():
        for number in range(EVIDENCE_ROWS):
            citation = Citation(
                f"{number + 1}/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", f"Quyết định số {number + 1}"
            )
            workspace.cite(made, codes[number % len(codes)], citation, "1-2")
    return made


def turn(until: Callable[[], object], patience_s: float = _PATIENCE_S) -> None:
    """Let the event loop turn until something is so. Raises `TimeoutError`."""
    end_s = time.monotonic() + patience_s
    while not until():
        if time.monotonic() > end_s:
            raise TimeoutError
        QApplication.processEvents()
        if not until():
            time.sleep(0.0002)


def rest(seconds: float) -> None:
    """Let the event loop turn for a while."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        QApplication.processEvents()
        time.sleep(0.002)


class Painted(QObject):
    """Counts the paints of one widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False

    def let_go(self) -> None:
        """Watch no longer."""
        self._widget.removeEventFilter(self)


def seconds_to_paint(widget: QWidget, act: Callable[[], object]) -> float:
    """Return the seconds from the beginning of `act` until `widget` was painted and nothing else waits."""
    watch = Painted(widget)
    start = time.perf_counter()
    act()
    turn(lambda: watch.count > 0)
    QApplication.processEvents()
    taken = time.perf_counter() - start
    watch.let_go()
    return taken


@dataclass
class OpenWindow:
    """The window, its tasks, and the full assessments."""

    window: MainWindow
    tasks: Tasks
    store: Path
    assessments: tuple[str, ...]

    @property
    def bench(self) -> Workbench:
        """What is shown while a store is open."""
        assert self.window.workbench is not None
        return self.window.workbench

    def at_rest(self) -> None:
        """Wait until everything that was begun is done, pages that are made ahead included."""
        session = self.bench.context.session
        if session.assessment is not None:
            turn(lambda: all(name in self.bench.pages.made for name in page_registry.ALL))
        turn(lambda: self.tasks.store_pending == 0 and session.is_committed and session.forecast.is_current)
        rest(0.3)


@contextmanager
def open_window(
    years: tuple[int, ...] = (YEAR,),
    prepare: Callable[[Workspace, Library, tuple[str, ...]], object] = lambda *_: None,
) -> Iterator[OpenWindow]:
    """Open the window on a store of full assessments, one a year; everything is gone afterwards.

    `prepare` may add to the store before.
    """
    platform()
    app = QApplication.instance() or QApplication(["benchmarks"])
    assert isinstance(app, QApplication)
    library = Library(paths.resources_dir(), paths.translations_dir())
    look = theme.install(app, library.resources_dir, "light")
    language = Language(library.translations_dir, "vi", app)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        workspace = Workspace.open(store, library, now_utc=now_utc, user="benchmark")
        made = tuple(fill(workspace, year) for year in years)
        prepare(workspace, library, made)
        workspace.close()
        tasks = Tasks(app)
        around = Surroundings(
            library, tasks, look, icons.current(), language, formats.current(), now_utc, "benchmark"
        )
        window = MainWindow(around, store)
        window.resize(*SIZE)
        window.show()
        opened = OpenWindow(window, tasks, store, made)
        try:
            turn(lambda: window.workbench is not None)
            opened.at_rest()
            gc.collect()
            gc.freeze()
            yield opened
        finally:
            gc.unfreeze()
            window.close()
            turn(lambda: window.is_let_go)
            tasks.shutdown()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
