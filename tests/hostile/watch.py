"""Watching a reader at work on a hostile file: what it writes, how long it takes, how much it holds.

Writing is seen by an audit hook of Python's; it cannot be taken off, so there is one for the process, which
looks on only inside `watched`. Memory is what Linux tells of the process; elsewhere it is not measured.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIME_LIMIT_S = 2.0
"""Of the processor, where the yardstick takes `_YARDSTICK_S`; on a slower or busier machine as much more."""

_YARDSTICK_S = 0.04
MEMORY_LIMIT_BYTES = 200 << 20

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = (
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod",
    "os.chown", "os.utime", "os.setxattr", "os.removexattr", "tempfile.", "shutil.", "sqlite3.connect",
)  # fmt: skip
_NEVER = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "ctypes.dlopen",
)
_IN_FOLDER = ("os.remove", "os.rmdir", "os.rename")
_OPEN_FILES = Path("/proc/self/fd")
_STATUS = Path("/proc/self/status")
_RESET_PEAK = Path("/proc/self/clear_refs")


@dataclass
class Seen:
    """What was seen. `forbidden`: changes to files outside the allowed folder, connections, programs."""

    cpu_s: float = 0.0
    peak_bytes: int = 0
    forbidden: list[str] = field(default_factory=list)

    @property
    def is_in_time(self) -> bool:
        """Whether it took no longer than it may."""
        return is_in_time(self.cpu_s)


def is_in_time(cpu_s: float) -> bool:
    """Whether that much of the processor's time is within the limit, by what this machine does now."""
    return cpu_s < TIME_LIMIT_S or cpu_s < TIME_LIMIT_S * min(_yardstick_s() for _ in range(3)) / _YARDSTICK_S


def _yardstick_s() -> float:
    began_s = time.process_time()
    names = {f"key {number}": number for number in range(100_000)}
    assert sum(number % 7 for number in range(400_000)) and names
    return time.process_time() - began_s


class _Hook:
    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.allowed: str | None = None
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.seen is None:
            return
        if event.startswith(_NEVER):
            self.seen.forbidden.append(f"{event} {arguments!r}"[:300])
        elif event == "open":
            path, mode, flags = arguments
            if (isinstance(mode, str) and set(mode) & set("wxa+")) or (
                isinstance(flags, int) and flags & _WRITING
            ):
                self._judge(event, (path,))
        elif event.startswith(_CHANGES) and event != "sqlite3.connect/handle":
            self._judge(event, arguments)

    def _judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        seen, self.seen = self.seen, None  # looking at a path must not be judged itself
        assert seen is not None
        paths = [os.fsdecode(a) for a in arguments if isinstance(a, str | bytes | os.PathLike)]
        # Where an open folder is given, the name counts from there; -1 stands for none.
        folders = [a for a in arguments if isinstance(a, int) and a >= 0 and event in _IN_FOLDER]
        if len(folders) == 1 and _OPEN_FILES.exists():
            paths = [str((_OPEN_FILES / str(folders[0])).readlink() / path) for path in paths]
        outside = [p for p in paths if self.allowed is None or not _is_inside(p, self.allowed)]
        if outside or not paths:
            seen.forbidden.append(f"{event} {arguments!r}"[:300])
        self.seen = seen


def _is_inside(path: str, folder: str) -> bool:
    if path == ":memory:":
        return True
    plain = path.removeprefix("file:").partition("?")[0]
    return os.path.realpath(plain).startswith(os.path.realpath(folder) + os.sep)


_hook: _Hook | None = None


@contextmanager
def watched(allowed_folder: Path | None = None) -> Iterator[Seen]:
    """Look on at what is done inside; files may be changed below `allowed_folder` only, None: nowhere."""
    global _hook
    _hook = _hook or _Hook()
    seen = Seen()
    _reset_peak()
    before_bytes = _memory_bytes("VmRSS")
    _hook.allowed = None if allowed_folder is None else str(allowed_folder)
    _hook.seen = seen
    began_s = time.process_time()
    try:
        yield seen
    finally:
        seen.cpu_s = time.process_time() - began_s
        _hook.seen = None
        # What the process held before belongs to the tests; the reader's own code and libraries do not count.
        seen.peak_bytes = max(0, _memory_bytes("VmHWM") - before_bytes)


def _reset_peak() -> None:
    if _RESET_PEAK.exists():
        _RESET_PEAK.write_text("5")


def _memory_bytes(key: str) -> int:
    if not _STATUS.exists():
        return 0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(key))
    return 1024 * int(line.split()[1])
