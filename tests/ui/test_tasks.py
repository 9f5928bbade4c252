"""The bridge between the window's thread and work."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.errors import Cancelled, InputError
from dti_desktop.ui import tasks as tasks_module
from dti_desktop.ui.tasks import HeadStart, Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


def test_results_come_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    ran_on: list[object] = []
    came: list[tuple[int, bool]] = []

    def work(number: int, *, plus: int) -> int:
        ran_on.append(threading.current_thread())
        return number + plus

    def done(result: int) -> None:
        came.append((result, QThread.currentThread() == tasks.thread()))

    for lane in ("store", "pool"):
        tasks.run(work, 40, plus=2, lane=lane, on_done=done)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(came) == 2)
    assert came == [(42, True), (42, True)]
    assert threading.main_thread() not in ran_on


def test_the_store_lane_is_one_thread_and_keeps_the_order(tasks: Tasks, qtbot: QtBot) -> None:
    threads: set[str] = set()
    began: list[int] = []
    came: list[int] = []

    def work(number: int) -> int:
        threads.add(threading.current_thread().name)
        began.append(number)
        time.sleep(0.002 if number % 3 else 0)
        return number

    for number in range(50):
        tasks.run(work, number, on_done=came.append)
    assert tasks.store_pending == 50
    qtbot.waitUntil(lambda: len(came) == 50)
    assert came == began == list(range(50))
    assert len(threads) == 1
    assert tasks.store_pending == 0


def test_the_pool_does_not_wait_for_the_store(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[str] = []
    tasks.run(gate.wait, 10, on_done=lambda _: came.append("store"))
    tasks.run(lambda: None, lane="pool", on_done=lambda _: came.append("pool"))
    qtbot.waitUntil(lambda: came == ["pool"])
    gate.set()
    qtbot.waitUntil(lambda: came == ["pool", "store"])


@pytest.mark.parametrize("lane", ["store", "pool"])
def test_idle_means_that_no_lane_has_work(tasks: Tasks, qtbot: QtBot, lane: str) -> None:
    assert tasks.is_idle
    gate = threading.Event()
    came: list[object] = []
    tasks.run(gate.wait, 10, lane=lane, on_done=came.append)  # type: ignore[arg-type]
    assert not tasks.is_idle
    gate.set()
    qtbot.waitUntil(lambda: bool(came) and tasks.is_idle)


def test_an_error_goes_to_its_handler_as_it_was(tasks: Tasks, qtbot: QtBot) -> None:
    fault = InputError("answer-unknown", place="/answers/9.99")
    came: list[BaseException] = []

    def work() -> None:
        raise fault

    tasks.run(work, on_error=came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [fault]


def test_an_error_that_nobody_takes_goes_to_the_common_handler(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[BaseException] = []
    tasks.on_error = came.append

    def work() -> None:
        raise ValueError("ours")

    owner = QWidget()
    tasks.run(work)
    tasks.run(work, on_error=lambda _: pytest.fail("the owner is gone"), owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: len(came) == 2)
    assert all(isinstance(error, ValueError) for error in came)


def test_without_any_handler_an_error_reaches_the_excepthook(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: came.append(kind))

    def work() -> None:
        raise KeyError("ours")

    tasks.run(work)
    qtbot.waitUntil(lambda: came == [KeyError])


def test_progress_is_throttled_and_the_last_one_arrives(tasks: Tasks, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    came: list[str] = []

    def work(*, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> str:
        for number in range(1, 1001):
            progress(number, 1000)
        assert not cancelled()
        return "done"

    tasks.run(work, lane="pool", long=True, on_progress=lambda *step: steps.append(step), on_done=came.append)
    qtbot.waitUntil(lambda: came == ["done"])
    assert steps[-1] == (1000, 1000)
    assert len(steps) < 100


def test_long_work_notices_that_it_was_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[BaseException] = []
    running = threading.Event()

    def work(*, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        running.set()
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    task = tasks.run(work, lane="pool", long=True, on_error=came.append)
    assert running.wait(5)
    task.cancel()
    assert task.cancelled
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], Cancelled)
    assert task.finished


def test_what_was_cancelled_before_it_began_never_begins(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[BaseException] = []
    ran: list[int] = []
    tasks.run(gate.wait, 10)
    tasks.run(ran.append, 1, on_error=came.append).cancel()
    tasks.on_error = lambda error: pytest.fail("a cancelled task is no fault")
    tasks.run(ran.append, 2).cancel()
    gate.set()
    qtbot.waitUntil(lambda: tasks.store_pending == 0)
    assert not ran
    assert [type(error) for error in came] == [Cancelled]


def test_nothing_comes_after_the_owner_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    ran: list[int] = []
    owner = QWidget()
    page = QObject(owner)

    def work() -> None:
        gate.wait(10)
        ran.append(1)

    tasks.run(work, on_done=lambda _: pytest.fail("the page is gone"), owner=page)
    owner.deleteLater()
    QApplication.processEvents()
    del owner
    gate.set()
    qtbot.waitUntil(lambda: tasks.store_pending == 0)
    assert ran == [1]  # the write itself is not lost with the page


def test_shutdown_finishes_what_was_given_to_the_store(qapp: QApplication) -> None:
    tasks = Tasks()
    stored: list[int] = []
    pool_began: list[int] = []
    told: list[object] = []

    def store(number: int) -> None:
        time.sleep(0.002)
        stored.append(number)

    def preview(number: int, *, progress: object, cancelled: Callable[[], bool]) -> None:
        pool_began.append(number)
        while not cancelled():
            time.sleep(0.001)

    for number in range(30):
        tasks.run(store, number, on_done=told.append)
        tasks.run(preview, number, lane="pool", long=True, on_done=told.append)
    tasks.shutdown()
    assert stored == list(range(30))
    assert len(pool_began) <= 2
    QApplication.processEvents()
    assert not told
    with pytest.raises(RuntimeError):
        tasks.run(store, 31)
    tasks.shutdown()


def test_the_number_of_pending_writes_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[int] = []
    tasks.store_pending_changed.connect(told.append)
    tasks.run(lambda: None)
    tasks.run(lambda: None)
    tasks.run(lambda: None, lane="pool")
    qtbot.waitUntil(lambda: tasks.store_pending == 0)
    assert told == [1, 2, 1, 0]


def test_with_a_head_start_the_window_waits_until_the_work_lets_it_go(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "HEAD_START_S", 30)
    went: list[str] = []
    gate = threading.Event()

    head_start = HeadStart()

    def work() -> None:
        time.sleep(0.05)
        went.append("stored")
        head_start.over()
        gate.wait(30)
        went.append("read back")
        head_start.over()  # nobody waits any more

    tasks.run(work, head_start=head_start, on_done=lambda _: went.append("told"))
    assert went == ["stored"]
    gate.set()
    qtbot.waitUntil(lambda: len(went) == 3)
    assert went == ["stored", "read back", "told"]


def test_a_head_start_ends_by_itself(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[object] = []
    begun_s = time.monotonic()
    tasks.run(gate.wait, 30, head_start=HeadStart(), on_done=came.append)
    assert time.monotonic() - begun_s < 10
    assert not came
    gate.set()
    qtbot.waitUntil(lambda: came == [True])


def test_a_program_that_forgets_to_shut_down_still_stores(tmp_path: Path) -> None:
    program = """
import pathlib, sys, time
from PySide6.QtCore import QCoreApplication
from dti_desktop.ui import tasks as tasks_module
from dti_desktop.ui.tasks import HeadStart, Tasks
app = QCoreApplication([])
tasks = Tasks()
folder = pathlib.Path(sys.argv[1])
for number in range(10):
    tasks.run(lambda n=number: (time.sleep(0.01), (folder / str(n)).write_text("stored")))
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, timeout=60)
    assert len(list(tmp_path.iterdir())) == 10


def test_nothing_else_starts_a_thread() -> None:
    root = Path(__file__).resolve().parents[2] / "dti_desktop"
    for path in root.rglob("*.py"):
        # A digest beside a copy, a flush beside a verification: each is joined before its call returns.
        if path.name in ("tasks.py", "beside.py", "durable.py"):
            continue
        text = path.read_text("utf-8")
        for word in ("threading.Thread", "QThread(", "QThreadPool", "ThreadPoolExecutor", ".terminate()"):
            assert word not in text, f"{path.name} uses {word}"
