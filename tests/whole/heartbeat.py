"""How long the window did not answer, and what it was doing then."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 5
NOTICED_S = 0.05
"""The design allows no more than this between two beats."""


@dataclass
class Pulse:
    """The gaps between the beats of one stretch of work.

    `own_work_s`: how long the window's thread itself computed in the longest gap; the rest is the machine's.
    """

    name: str
    longest_s: float = 0.0
    own_work_s: float = 0.0
    noticed: int = 0
    doing: str = ""
    _last_s: float = field(default_factory=time.perf_counter)
    _last_work_s: float = field(default_factory=time.thread_time)
    _seen_s: float = 0.0
    _seen: str = ""

    def __str__(self) -> str:
        gap = f"longest gap {self.longest_s * 1000:.0f} ms, {self.own_work_s * 1000:.0f} ms of it own work"
        late = f"; {self.noticed} above {NOTICED_S * 1000:.0f} ms, in {self.doing}" if self.noticed else ""
        return f"{self.name}: {gap}{late}"

    def beat(self) -> None:
        """The window answers. Called on its thread."""
        now_s, work_s = time.perf_counter(), time.thread_time()
        gap_s = now_s - self._last_s
        if gap_s > NOTICED_S:
            self.noticed += 1
        if gap_s > self.longest_s:
            self.longest_s, self.own_work_s = gap_s, work_s - self._last_work_s
            if gap_s > NOTICED_S and self._seen_s >= self._last_s:
                self.doing = self._seen
        self._last_s, self._last_work_s = now_s, work_s

    def look(self, window_thread: int) -> None:
        """Remember where the window's thread is, if it has not answered for a while. Called on another."""
        if time.perf_counter() - self._last_s < NOTICED_S * 0.6:
            return
        frame = sys._current_frames().get(window_thread)
        steps = [s for s in traceback.extract_stack(frame) if "/dti_desktop/" in s.filename]
        self._seen = " < ".join(
            f"{s.filename.rpartition('/')[2]}:{s.lineno} {s.name}" for s in steps[-3:][::-1]
        )
        self._seen_s = time.perf_counter()


@contextmanager
def heartbeat(name: str) -> Iterator[Pulse]:
    """Let the window's thread beat while something is done; the pulse tells how it went."""
    pulse = Pulse(name)
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(pulse.beat)
    over = threading.Event()
    window_thread = threading.get_ident()

    def watch() -> None:
        while not over.wait(NOTICED_S / 5):
            pulse.look(window_thread)

    watcher = threading.Thread(target=watch, name="watcher")
    timer.start()
    watcher.start()
    try:
        yield pulse
    finally:
        pulse.beat()
        timer.stop()
        over.set()
        watcher.join()
