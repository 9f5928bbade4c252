"""The longest time for which the window does not answer, operation by operation.

    .venv/bin/python -m benchmarks stalls

A timer of 5 ms runs in the window's own event loop; what is told of an operation is the longest time between
two of its ticks, from before the operation begins until everything that it began has come to rest. Each
operation is done several times, and the median of its longest times counts: a machine that is busy with
something else makes one of them long, the program makes all of them long. Only the first opening happens
once. The first figure is the worst operation, by its name.

The most that the window's thread itself computed between two ticks stands beside each figure ("computing"):
where that is far less, the thread waited for a processor, for the disk or for another thread.

    DTI_BENCH_OPERATIONS=help,palette   only those whose name has one of these words in it
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.figures import Figure, share
from benchmarks.open_window import YEAR, OpenWindow, open_window
from benchmarks.stalls_with_files import Operation, Prepared, operations, prepare
from dti_desktop.engine.model import LevelsRule, RatioRule
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import page_registry
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.submit import REPORT, SubmitPage
from dti_desktop.ui.window_acts import WindowActs

TICK_MS = 5
GOAL_MS = 50
TIMES = 5
_REST_S = 0.25
_PATIENCE_S = 90
_STEPS = 12


@dataclass(frozen=True)
class Stall:
    """The longest time between two ticks, and the most that the window's thread computed. In milliseconds."""

    waited_ms: float
    computing_ms: float


class Heartbeat:
    """Ticks in the window's event loop, which it runs itself until an operation has come to rest."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._loop = QEventLoop()

    def during(self, name: str, act: Callable[[], object], is_over: Callable[[], object]) -> Stall:
        """Do `act` in the event loop and go on until `is_over` holds and a moment has passed since.

        Raises `TimeoutError` with the operation's name.
        """
        self._longest = Stall(0, 0)
        self._is_over, self._over_since_s = is_over, 0.0
        self._end_s = time.monotonic() + _PATIENCE_S
        self._last = time.perf_counter(), time.thread_time()
        self._begun = False
        self._timer.start()
        QTimer.singleShot(3 * TICK_MS, self._timer, lambda: self._begin(act))
        self._loop.exec()
        self._timer.stop()
        if time.monotonic() > self._end_s:
            raise TimeoutError(name)
        return self._longest

    def _begin(self, act: Callable[[], object]) -> None:
        act()
        self._begun = True

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        stall = Stall((now[0] - self._last[0]) * 1000, (now[1] - self._last[1]) * 1000)
        longest = self._longest
        self._longest = Stall(
            max(stall.waited_ms, longest.waited_ms), max(stall.computing_ms, longest.computing_ms)
        )
        moment_s = time.monotonic()
        if not self._begun or not self._is_over():
            self._over_since_s = 0.0
        elif not self._over_since_s:
            self._over_since_s = moment_s
        is_done = self._over_since_s and moment_s - self._over_since_s > _REST_S
        if is_done or moment_s > self._end_s:
            self._loop.quit()
        # What this tick itself took is no stall of the window.
        self._last = time.perf_counter(), time.thread_time()


def measure() -> Iterator[Figure]:
    """Yield the worst operation first, then each."""
    wanted = [word for word in os.environ.get("DTI_BENCH_OPERATIONS", "").split(",") if word]
    made: list[Prepared] = []
    with tempfile.TemporaryDirectory() as folder:

        def make_files(workspace: Workspace, library: Library, assessments: tuple[str, ...]) -> None:
            made.append(prepare(workspace, library, assessments[-1], Path(folder) / "files", TIMES))

        with open_window((YEAR - 1, YEAR), make_files) as opened:
            found: list[tuple[str, list[Stall]]] = []
            beat = Heartbeat()
            for name, act, is_over in _operations(opened, Path(folder), made[0]):
                is_first = not found
                if not wanted or is_first or any(word in name for word in wanted):
                    # What an operation needs before it is no part of it.
                    opened.at_rest()
                    rounds = 1 if is_first else TIMES
                    found.append((name, [beat.during(name, act, is_over) for _ in range(rounds)]))
    figures = [_figure(name, stalls) for name, stalls in found]
    worst = max(figures, key=lambda figure: figure.value)
    yield Figure(
        "longest stall of the window in any operation",
        f"a timer of {TICK_MS} ms",
        worst.value,
        GOAL_MS,
        "most",
        "ms",
        worst.measured,
        rounds=TIMES,
        note=f"{worst.name}; {worst.note}",
    )
    yield from figures


def _figure(name: str, stalls: list[Stall]) -> Figure:
    waited = share([stall.waited_ms for stall in stalls])
    computing = share([stall.computing_ms for stall in stalls])
    return Figure(
        f"  {name}",
        "",
        waited,
        GOAL_MS,
        "most",
        "ms",
        waited,
        rounds=len(stalls),
        note=f"computing {computing:.0f} ms",
    )


def _operations(opened: OpenWindow, folder: Path, made: Prepared) -> Iterator[Operation]:
    bench = opened.bench
    context = bench.context
    session = context.session
    earlier_id, assessment_id = opened.assessments

    def at_rest() -> bool:
        is_open = session.assessment is not None
        return (
            opened.tasks.store_pending == 0
            and context.theme.is_worn
            and session.is_committed
            and session.forecast.is_current
            and (not is_open or all(name in bench.pages.made for name in page_registry.ALL))
        )

    def is_at(page: str) -> Callable[[], bool]:
        return lambda: bench.place.page == page and at_rest()

    def alternate(*acts: Callable[[], object]) -> Callable[[], object]:
        turn = iter(range(1_000_000))
        return lambda: acts[next(turn) % len(acts)]()

    yield "the first opening, all pages made", lambda: session.open(assessment_id), at_rest
    yield (
        "opening an assessment",
        alternate(lambda: session.open(earlier_id), lambda: session.open(assessment_id)),
        at_rest,
    )
    assert session.assessment is not None
    indicators = session.assessment.catalogue.indicators
    codes = list(indicators)
    for page in page_registry.ALL:
        place = Place(page, codes[0]) if page == "indicator" else Place(page)

        def there(place: Place = place) -> None:
            bench.go(Place("profile" if place.page != "profile" else "overview"))
            QTimer.singleShot(60, bench, lambda: bench.go(place))

        yield f"to the page {page}", there, is_at(page)

    def walk(left: int = _STEPS) -> None:
        bench.go(Place("indicator", codes[(left * 7) % len(codes)]))
        if left:
            QTimer.singleShot(0, bench, lambda: walk(left - 1))

    yield "from one sub-indicator to the next", walk, at_rest
    ratio = next(code for code, each in indicators.items() if isinstance(each.rule, RatioRule))
    level_code, levels = next(
        (code, [level.id for level in each.rule.levels])
        for code, each in indicators.items()
        if isinstance(each.rule, LevelsRule)
    )

    def type_number() -> None:
        bench.go(Place("indicator", ratio, "a"))
        QTimer.singleShot(100, bench, keys)

    def keys(left: int = 4) -> None:
        field = QApplication.focusWidget()
        if field is not None and left:
            _press(field, "1" if left % 2 else "2")
            QTimer.singleShot(40, bench, lambda: keys(left - 1))

    yield "typing a number", type_number, at_rest
    choose = [
        lambda level=level: session.edit_answer(level_code, {"level": level}, at_once=True)
        for level in levels
    ]
    bench.go(Place("indicator", level_code))
    yield "choosing an answer", alternate(*choose), at_rest
    yield "undo and redo", alternate(bench.undo, bench.redo), at_rest
    for page in ("overview", "remaining", "library"):
        bench.go(Place(page))  # type: ignore[arg-type]
        yield f"dark and light, on {page}", bench.toggle_theme, at_rest
        yield f"English and Vietnamese, on {page}", bench.toggle_language, at_rest
    if context.theme.is_dark:
        bench.toggle_theme()
    if context.language.current != "vi":
        bench.toggle_language()
    sidebar = bench.sidebar
    yield (
        "searching in the side bar",
        alternate(*(lambda t=t: sidebar.search.setText(t) for t in ("so", "", "4", ""))),
        at_rest,
    )
    sidebar.search.clear()
    yield (
        "only what is left",
        lambda: sidebar.only_left.setChecked(not sidebar.only_left.isChecked()),
        at_rest,
    )
    sidebar.only_left.setChecked(False)
    for name, wanted in (
        ("a new assessment", bench.new_wanted),
        ("settings", bench.settings_wanted),
        ("shortcuts", bench.shortcuts_wanted),
        ("about", bench.about_wanted),
        ("backups", bench.backup_wanted),
    ):
        yield (
            f"dialog: {name}",
            lambda wanted=wanted: _open_and_close(wanted.emit),
            lambda: at_rest() and _no_dialog(),
        )
    acts = opened.window.findChild(WindowActs)
    assert acts is not None
    acts.forms.show_folder = lambda _folder: None

    def portal() -> None:
        acts.close_windows()
        bench.portal_wanted.emit()

    yield "the window for the ministry's portal", portal, lambda: at_rest() and acts.portal is not None
    acts.close_windows()
    forms = iter(range(1000))
    yield (
        "a form out to Excel",
        lambda: acts.forms.write(folder / f"mau-{next(forms)}.xlsx", is_template=True),
        lambda: at_rest() and any(folder.glob("mau-*.xlsx")),
    )
    kept = iter(range(1000))
    yield (
        "a backup to a file",
        lambda: acts.backups.backup_to(str(folder / f"kho-{next(kept)}.dtibackup")),
        lambda: at_rest() and bench.work.isHidden() and any(folder.glob("kho-*")),
    )
    report = bench.page("submit")
    assert isinstance(report, SubmitPage)

    def preview() -> None:
        bench.go(Place("profile"))
        bench.go(Place("submit"))
        report.show_step(REPORT)

    yield "the report, to look at", preview, lambda: at_rest() and report.report.preview.page_count
    yield from operations(opened, made, at_rest)
    bench.go(Place("overview"))


def _press(field: QWidget, letter: str) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(field, letter)  # type: ignore[call-overload]


def _open_and_close(show: Callable[[], object]) -> None:
    show()
    looked = QTimer(QApplication.instance())
    looked.setInterval(20)
    end_s = time.monotonic() + 5

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isVisible():
            QTimer.singleShot(80, dialog, dialog.close)
            looked.stop()
            looked.deleteLater()
        elif time.monotonic() > end_s:
            looked.stop()
            looked.deleteLater()

    looked.timeout.connect(close)
    looked.start()


def _no_dialog() -> bool:
    return QApplication.activeModalWidget() is None
