"""What holds a reader of hostile files back: how many bytes it may read, how long it may think."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, BinaryIO, Final

_CALLS_PER_LOOK: Final = 128
"""To ask for the time takes longer than most calls."""


class OverBounds(BaseException):
    """A reader has had its share. No `Exception`: a parser that swallows those must still let go."""


class BoundedReader(io.RawIOBase):
    """A file of which only so many bytes may be read altogether; then `OverBounds`."""

    def __init__(self, file: BinaryIO, size_bytes: int, budget_bytes: int) -> None:
        self._file = file
        self.size_bytes = size_bytes
        self._left_bytes = budget_bytes

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            size = max(0, self.size_bytes - self._file.tell())
        if size > self._left_bytes:
            size = min(size, max(0, self.size_bytes - self._file.tell()))
            if size > self._left_bytes:
                raise OverBounds
        found = self._file.read(size)
        self._left_bytes -= len(found)
        return found

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        found = self.read(view.nbytes)
        view[: len(found)] = found
        return len(found)

    def at(self, offset: int, size: int) -> bytes:
        """Return up to `size` bytes from `offset`; fewer at the end, none outside."""
        if not 0 <= offset < self.size_bytes:
            return b""
        self.seek(offset)
        return self.read(size)


@contextmanager
def thinking_time(limit_s: float, *, clock_s: Callable[[], float] = time.thread_time) -> Iterator[None]:
    """Raise `OverBounds` inside the block once this thread has computed for `limit_s` seconds.

    The interpreter looks at the clock as functions are called, so pure Python code cannot evade it.
    What one call of a C function takes is bounded by what it is given.
    """
    end_s = clock_s() + limit_s
    before = sys.getprofile()
    calls = 0

    def look(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1
        if calls % _CALLS_PER_LOOK == 0 and clock_s() > end_s:
            raise OverBounds

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
