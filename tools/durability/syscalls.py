"""A child process that stops at each of its system calls: to count them, to read them, to end it at one.

Linux only, by ptrace, which a process may always use on its own children; no privilege and no program
such as strace is needed. The child is a fork of this process, so everything is imported already.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TRACEME, _SYSCALL, _SETOPTIONS, _GET_SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_TRACE_SYSGOOD, _EXIT_KILL = 0x1, 0x100000
_SYSCALL_STOP = signal.SIGTRAP | 0x80
_INFO = struct.Struct("=BxxxI16xQ6Q8x")
_ENTRY, _EXIT = 1, 2
_MAX_PATH_BYTES = 4096

_X86_64 = {
    1: "write", 9: "mmap", 18: "pwrite64", 20: "writev", 26: "msync", 40: "sendfile", 74: "fsync",
    75: "fdatasync", 76: "truncate", 77: "ftruncate", 82: "rename", 83: "mkdir", 84: "rmdir", 85: "creat",
    86: "link", 87: "unlink", 88: "symlink", 2: "open", 162: "sync", 257: "openat", 258: "mkdirat",
    263: "unlinkat", 264: "renameat", 265: "linkat", 266: "symlinkat", 275: "splice",
    277: "sync_file_range", 285: "fallocate", 296: "pwritev", 306: "syncfs", 316: "renameat2",
    326: "copy_file_range", 437: "openat2",
}  # fmt: skip
_AARCH64 = {
    34: "mkdirat", 35: "unlinkat", 36: "symlinkat", 37: "linkat", 38: "renameat", 45: "truncate",
    46: "ftruncate", 47: "fallocate", 56: "openat", 64: "write", 66: "writev", 68: "pwrite64",
    70: "pwritev", 71: "sendfile", 76: "splice", 81: "sync", 82: "fsync", 83: "fdatasync",
    84: "sync_file_range", 222: "mmap", 227: "msync", 267: "syncfs", 276: "renameat2",
    285: "copy_file_range", 437: "openat2",
}  # fmt: skip
_NAMES_BY_ARCHITECTURE = {0xC000003E: _X86_64, 0xC00000B7: _AARCH64}

CHANGING = frozenset({
    "write", "pwrite64", "writev", "pwritev", "ftruncate", "fsync", "fdatasync", "sync_file_range", "rename",
    "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat",
})  # fmt: skip
"""The calls through which a program changes what lies on the disk, or sees that it lasts."""


class TracingRefusedError(RuntimeError):
    """This machine does not let a process trace its own children, or is of a kind that is not known here."""


@dataclass(frozen=True, slots=True)
class SystemCall:
    """One system call of a child that is stopped at it. `result` is None while it has not been done yet."""

    pid: int
    name: str
    arguments: tuple[int, ...]
    result: int | None

    def text_at(self, address: int) -> bytes:
        """Return the zero-ended bytes at an address of the child."""
        read = b""
        while b"\0" not in read and len(read) < _MAX_PATH_BYTES:
            here = address + len(read)
            read += self.bytes_at(here, 256 - here % 256)  # never beyond the page that the text lies in
        return read.split(b"\0", 1)[0]

    def bytes_at(self, address: int, count: int) -> bytes:
        """Return what lies in the child's memory."""
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            return memory.read(count)


class Child:
    """A forked process that runs `work(telling)` and ends; it writes line by line to the number `telling`.

    That is a file in memory, which takes in everything at once: a pipe would be full while nobody reads.
    """

    def __init__(self, work: Callable[[int], None], *, traced: bool = False) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.ptrace.restype = ctypes.c_long
        self._libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        self.telling = os.memfd_create("told")
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            self._live(work, traced)

    def _live(self, work: Callable[[int], None], traced: bool) -> None:
        """The whole life of the forked process."""
        status = 70
        try:
            if traced:
                self._ptrace(_TRACEME, 0, 0, 0)
                os.kill(os.getpid(), signal.SIGSTOP)
            work(self.telling)
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it was is told by the status, and said
            import traceback

            traceback.print_exc()
        finally:
            os._exit(status)

    def _ptrace(self, request: int, pid: int, address: int, data: int) -> int:
        result = int(self._libc.ptrace(request, pid, address, data))
        if result == -1:
            raise TracingRefusedError(os.strerror(ctypes.get_errno()))
        return result

    # -- how it ends ---------------------------------------------------------------------------------

    def finish(self) -> list[bytes]:
        """Wait for its end and return every whole line that it told."""
        if self.status is None:
            self._wait(0)
        with os.fdopen(self.telling, "rb") as told:
            told.seek(0)
            return told.read().split(b"\n")[:-1]

    def kill(self) -> None:
        """End it as a crash would; nothing in it gets to hear of that."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    @property
    def was_killed(self) -> bool:
        """Whether it was ended from outside."""
        return self.status is not None and os.WIFSIGNALED(self.status)

    @property
    def has_failed(self) -> bool:
        """Whether it came to an end of its own that it should not have come to."""
        return self.status is not None and not self.was_killed and self.status != 0

    def poll(self) -> bool:
        """Return whether it has ended."""
        if self.status is None:
            self._wait(os.WNOHANG)
        return self.status is not None

    def _wait(self, flags: int) -> int | None:
        """Wait for a stop or the end; return the signal of a stop."""
        pid, status = os.waitpid(self.pid, flags)
        if pid == 0:
            return None
        if os.WIFSTOPPED(status):
            return os.WSTOPSIG(status)
        self.status = status
        return None

    # -- its system calls ----------------------------------------------------------------------------

    def system_calls(self) -> Iterator[SystemCall]:
        """Let a traced child run from call to call: each of the known ones before and after it is done.

        The child stands still while the caller looks. Raises `TracingRefusedError`.
        """
        self._wait(0)
        self._ptrace(_SETOPTIONS, self.pid, 0, _TRACE_SYSGOOD | _EXIT_KILL)
        entered: SystemCall | None = None
        passed_on = 0
        while True:
            try:
                self._ptrace(_SYSCALL, self.pid, 0, passed_on)
            except TracingRefusedError:
                if self.status is None and self._wait(0) is not None:
                    raise
            stopped_by = self._wait(0) if self.status is None else None
            if self.status is not None:
                return
            passed_on = 0
            if stopped_by != _SYSCALL_STOP:
                passed_on = stopped_by or 0
                continue
            kind, architecture, first, arguments = self._information()
            if kind == _ENTRY:
                name = _NAMES_BY_ARCHITECTURE.get(architecture)
                if name is None:
                    raise TracingRefusedError(f"system calls of architecture {architecture:#x} are not known")
                entered = SystemCall(self.pid, name[first], arguments, None) if first in name else None
                if entered is not None:
                    yield entered
            elif kind == _EXIT and entered is not None:
                done = SystemCall(self.pid, entered.name, entered.arguments, first - (first >> 63 << 64))
                entered = None
                yield done

    def _information(self) -> tuple[int, int, int, tuple[int, ...]]:
        """Return the kind of stop, the architecture, the call's number or result, and its arguments."""
        buffer = ctypes.create_string_buffer(_INFO.size)
        self._ptrace(_GET_SYSCALL_INFO, self.pid, _INFO.size, ctypes.addressof(buffer))
        kind, architecture, first, *arguments = _INFO.unpack(buffer.raw)
        return kind, architecture, first, tuple(arguments)
