"""The one bridge between the window's thread and work: nothing else in the program starts a thread.

Two lanes. The *store lane* is one thread that does one thing after the other, in the order asked; all
work on the store goes there. The *pool lane* is a few threads for work that touches no store. What comes
out of either (a result, an error, progress) arrives on the window's thread through queued signals.
"""

from __future__ import annotations

import atexit
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from dti_desktop.errors import Cancelled
from dti_desktop.ui.garbage import WindowThreadCollector

Lane = Literal["store", "pool"]
T = TypeVar("T")

POOL_THREADS = 2
#: Progress reaches the window at most this often; more would only keep it from painting.
PROGRESS_INTERVAL_S = 0.05
#: After this long a thread that computes lets another one have its turn.
SWITCH_INTERVAL_S = 0.0005

#: How long the window waits at most for the store's thread to be through with what was just chosen.
HEAD_START_S = 0.005


class HeadStart:
    """Lets the store's thread go first: side by side with a window that computes it needs ten times as long.

    Two threads of Python take turns, and each statement is a turn to wait for. With this given to
    `Tasks.run`, the window waits there until the work calls `over` or `HEAD_START_S` have passed.
    Each serves once.
    """

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._gate.acquire()

    def over(self) -> None:
        """Let the window go on. On any thread, as often as one likes, also when nobody waits."""
        with suppress(RuntimeError):  # was let go of already
            self._gate.release()

    def wait(self) -> bool:
        """Wait until it is over, `HEAD_START_S` at most; return whether it was."""
        return self._gate.acquire(timeout=HEAD_START_S)


class Task:
    """A piece of work that was handed over. All attributes are for the window's thread."""

    def __init__(
        self,
        work: Callable[[], object],
        lane: Lane,
        on_done: Callable[[Any], object] | None,
        on_error: Callable[[BaseException], object] | None,
        on_progress: Callable[[int, int], object] | None,
        owner: QObject | None,
    ) -> None:
        self.lane: Lane = lane
        self.finished = False
        self._work: Callable[[], object] | None = work
        self._on_done = on_done
        self._on_error = on_error
        self._on_progress = on_progress
        self._owner = owner
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called. The work may still have come to its end before it noticed."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop. Returns at once and never stops anything by force.

        Work that has not begun never begins; work that was started with `long=True` notices soon. Both end
        in `on_error` with `Cancelled`. Work that finishes all the same ends in `on_done`.
        """
        self._cancelled = True

    def _is_wanted(self) -> bool:
        return self._owner is None or isValid(self._owner)

    def _forget(self) -> None:
        """Let go of everything that the callbacks hold."""
        self.finished = True
        self._work = self._on_done = self._on_error = self._on_progress = self._owner = None


class _Event:
    """What a lane has to say about a task."""

    __slots__ = ("kind", "task", "value")

    def __init__(self, task: Task, kind: Literal["done", "error", "progress"], value: object) -> None:
        self.task = task
        self.kind = kind
        self.value = value


class _Lane:
    """Threads that take tasks from one queue, first come first served. They start with the first task."""

    def __init__(self, name: str, threads: int, report: Callable[[_Event], None]) -> None:
        self._name = name
        self._limit = threads
        self._report = report
        self._threads: list[threading.Thread] = []
        self._queue: deque[Task] = deque()
        self._running: set[Task] = set()
        self._ready = threading.Condition()
        self._closed = False

    def put(self, task: Task) -> None:
        with self._ready:
            self._queue.append(task)
            if len(self._threads) < self._limit and len(self._threads) < len(self._queue) + len(
                self._running
            ):
                # Daemon threads, because `Tasks.shutdown` and not the interpreter decides when they end.
                thread = threading.Thread(
                    target=self._serve, name=f"{self._name}-{len(self._threads)}", daemon=True
                )
                self._threads.append(thread)
                thread.start()
            self._ready.notify_all()

    def cancel(self) -> None:
        """Ask everything queued and running to stop."""
        with self._ready:
            for task in (*self._queue, *self._running):
                task.cancel()

    def wait_until_idle(self) -> None:
        """Wait until nothing is queued or running; not on one of its own threads."""
        with self._ready:
            self._ready.wait_for(lambda: not self._queue and not self._running)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is queued or running."""
        with self._ready:
            return not self._queue and not self._running

    def close(self, *, drain: bool) -> None:
        """Take no more. With `drain` everything queued is still done, else only what is running ends."""
        with self._ready:
            self._closed = True
            if not drain:
                self._queue.clear()
                for task in self._running:
                    task.cancel()
            self._ready.notify_all()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while True:
            with self._ready:
                while not self._queue and not self._closed:
                    self._ready.wait()
                if not self._queue:
                    return
                task = self._queue.popleft()
                self._running.add(task)
            event = self._perform(task)
            with self._ready:
                self._running.discard(task)
                self._ready.notify_all()
            self._report(event)
            del task, event

    @staticmethod
    def _perform(task: Task) -> _Event:
        work = task._work
        assert work is not None
        try:
            if task.cancelled:
                raise Cancelled
            return _Event(task, "done", work())
        except BaseException as error:  # noqa: BLE001 - whatever it was, the window has to hear of it
            return _Event(task, "error", error)


class _Throttle:
    """The `progress` callback that long work gets: at most one report per interval, and the last."""

    def __init__(self, send: Callable[[tuple[int, int]], None]) -> None:
        self._send = send
        self._sent_at_s = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        now_s = time.monotonic()
        if done >= total or now_s - self._sent_at_s >= PROGRESS_INTERVAL_S:
            self._sent_at_s = now_s
            self._send((done, total))


class Tasks(QObject):
    """Runs work off the window's thread. Create it on the window's thread, `shutdown` it before leaving."""

    #: How many pieces of work the store lane still has to do or to report.
    store_pending_changed = Signal(int)
    _happened = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        on_error: Callable[[BaseException], object] | None = None,
    ) -> None:
        """`on_error` takes what no task's own handler takes; without it they go to `sys.excepthook`."""
        super().__init__(parent)
        self.on_error = on_error
        self._closed = False
        self._store_pending = 0
        self.store_tasks = 0
        """How many pieces of work the store lane was ever given: as long as it stays, so does the store."""
        self._happened.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._collector = WindowThreadCollector(self)
        # A thread that has asked the disk waits for its turn while the window works out what it shows, and
        # does so at every statement: in Python's 5 ms it would be a tenth of a second until an answer is
        # stored. The other way round, the window waits less for whoever computes beside it.
        self._switch_interval_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._store_lane = _Lane("store", 1, self._report)
        self._pool_lane = _Lane("pool", POOL_THREADS, self._report)
        # A program that ends without `shutdown` still finishes what it was given to store.
        lane = weakref.ref(self._store_lane)
        self._last_resort = lambda: _drain(lane())
        atexit.register(self._last_resort)

    @property
    def store_pending(self) -> int:
        """Pieces of work that the store lane was given and whose end has not been delivered yet."""
        return self._store_pending

    @property
    def is_idle(self) -> bool:
        """Whether no lane has anything to do. What a pool's thread has just done may still be on its way."""
        return self._store_pending == 0 and self._pool_lane.is_idle

    def run(
        self,
        fn: Callable[..., T],
        *args: object,
        lane: Lane = "store",
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[BaseException], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        owner: QObject | None = None,
        long: bool = False,
        head_start: HeadStart | None = None,
        **kwargs: object,
    ) -> Task:
        """Call `fn(*args, **kwargs)` on a lane and return at once.

        `on_done(result)`, `on_error(exception)` and `on_progress(done, total)` are called on the window's
        thread; exactly one of the first two ends the task, unless `owner` was destroyed meanwhile or
        `shutdown` came: then none is called. Store-lane tasks run and end in the order of the calls. With
        `long`, `fn` gets the keywords `progress` and `cancelled`, as every long service call takes them. With
        `head_start` it returns when that is over, a few milliseconds later at most; for the store's lane.
        Raises RuntimeError after `shutdown`.
        """
        if self._closed:
            raise RuntimeError("tasks were shut down")

        def work() -> T:
            if long:
                kwargs["progress"] = _Throttle(lambda value: self._report(_Event(task, "progress", value)))
                kwargs["cancelled"] = lambda: task._cancelled
            return fn(*args, **kwargs)

        task = Task(work, lane, on_done, on_error, on_progress, owner)
        if lane == "store":
            self.store_tasks += 1
            self._store_pending += 1
            self._store_lane.put(task)
            if head_start is not None:
                head_start.wait()
            self.store_pending_changed.emit(self._store_pending)
        else:
            self._pool_lane.put(task)
        return task

    def stop_pool(self) -> None:
        """Ask all work of the pool lane to stop; behind that the store lane waits until it has.

        For what must have the store's folder to itself: no other thread reads or writes in it then.
        """
        self._pool_lane.cancel()
        self.run(self._pool_lane.wait_until_idle, lane="store")

    def shutdown(self, *, wait: bool = True) -> None:
        """End both lanes. Everything given to the store lane is still done; the pool's work is cancelled.

        With `wait` it returns when no thread is left. No callback is called any more. May be called twice.
        """
        if not self._closed:
            self._collector.let_go()
            sys.setswitchinterval(self._switch_interval_s)
        self._closed = True
        self._pool_lane.close(drain=False)
        self._store_lane.close(drain=True)
        if wait:
            self._pool_lane.join()
            self._store_lane.join()
            atexit.unregister(self._last_resort)

    def _report(self, event: _Event) -> None:
        """Called on a lane's thread."""
        if isValid(self):
            self._happened.emit(event)

    def _deliver(self, event: _Event) -> None:
        """Called on the window's thread."""
        task = event.task
        if event.kind == "progress":
            if task._on_progress is not None and self._is_open_for(task) and not task.finished:
                assert isinstance(event.value, tuple)
                task._on_progress(*event.value)
            return
        wanted, on_done, on_error = self._is_open_for(task), task._on_done, task._on_error
        task._forget()
        if task.lane == "store":
            self._store_pending -= 1
            self.store_pending_changed.emit(self._store_pending)
        if event.kind == "done":
            if wanted and on_done is not None:
                on_done(event.value)
            return
        assert isinstance(event.value, BaseException)
        if on_error is not None and wanted:
            on_error(event.value)
        elif not isinstance(event.value, Cancelled) and not self._closed:
            # Nobody is left to say it in place, and a failed write must not go unsaid.
            self._unhandled(event.value)

    def _is_open_for(self, task: Task) -> bool:
        return not self._closed and task._is_wanted()

    def _unhandled(self, error: BaseException) -> None:
        if self.on_error is not None:
            self.on_error(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _drain(lane: _Lane | None) -> None:
    if lane is not None:
        lane.close(drain=True)
        lane.join()
