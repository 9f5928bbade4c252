"""Copying a file into another, by the system itself where it can. The differences lie here alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import BinaryIO

from dti_desktop import durable

_AT_ONCE_BYTES = 8 << 20
_CHUNK_BYTES = 1 << 20
_BY_HAND = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.ENOTSOCK, errno.EIO, errno.EPERM)
"""What a system says that cannot do it itself, or leaves open which of the two files is at fault."""

SystemCopy = Callable[[int, int, int | None, int], int]


def system_copy() -> SystemCopy | None:
    """Return the system's own copy, as `os.sendfile`; None where there is none (Windows)."""
    return getattr(os, "sendfile", None)


def copy(
    source: BinaryIO,
    target: BinaryIO,
    size_bytes: int,
    step: Callable[[int], None],
    by_system: SystemCopy | None = None,
) -> int:
    """Copy at most `size_bytes` from the beginning of `source` to where `target` stands.

    Return how many there were. `step` hears of each copied piece, in bytes. Raises `OSError`: of
    `SourceError` where it was the source that could not be read.
    """
    target.flush()
    start = target.tell()
    flush = durable.EarlyFlush(target.fileno(), start)
    done_bytes, told_bytes = 0, 0

    def copied(count: int) -> None:
        nonlocal told_bytes
        told_bytes += count
        flush.written(start + told_bytes)
        step(count)

    if by_system is not None:
        done_bytes = _by_system(by_system, source, target, size_bytes, copied)
        target.seek(start + done_bytes)
    return done_bytes + _by_hand(source, target, done_bytes, size_bytes, copied)


class SourceError(OSError):
    """The file to copy from could not be read."""


def _by_system(
    send: SystemCopy, source: BinaryIO, target: BinaryIO, size_bytes: int, step: Callable[[int], None]
) -> int:
    """Copy as much as the system takes over; the rest is for `_by_hand`, which also finds out why."""
    done_bytes = 0
    while done_bytes < size_bytes:
        try:
            wanted_bytes = min(_AT_ONCE_BYTES, size_bytes - done_bytes)
            count = send(target.fileno(), source.fileno(), done_bytes, wanted_bytes)
        except OSError as error:
            if error.errno not in _BY_HAND:
                raise
            return done_bytes
        if count == 0:
            return done_bytes
        done_bytes += count
        step(count)
    return done_bytes


def _by_hand(
    source: BinaryIO, target: BinaryIO, start: int, size_bytes: int, step: Callable[[int], None]
) -> int:
    if start >= size_bytes:
        return 0
    buffer = memoryview(bytearray(_CHUNK_BYTES))
    done_bytes = 0
    source.seek(start)
    while left_bytes := size_bytes - start - done_bytes:
        try:
            count = source.readinto(buffer[: min(left_bytes, _CHUNK_BYTES)])  # type: ignore[attr-defined]
        except OSError as error:
            raise SourceError(error.errno, error.strerror) from None
        if not count:
            break
        target.write(buffer[:count])
        done_bytes += count
        step(count)
    return done_bytes
