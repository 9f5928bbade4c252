"""A new file that appears whole or not at all, also across a power cut. The seam between systems.

POSIX: write beside the target, fsync, rename, fsync the folder. Windows has no fsync of a folder:
there the rename itself is asked to be written through.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dti_desktop.errors import EnvironmentFault

_MOVEFILE_REPLACE_EXISTING = 0x1
_MOVEFILE_WRITE_THROUGH = 0x8


@contextmanager
def new_file_beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give an empty file in the target's folder, open for writing and reading, and its path.

    Whatever happens, the file is gone afterwards unless it was renamed by `put_in_place`.
    """
    part = target.parent / f".{secrets.token_hex(8)}.part"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(part, flags, 0o666)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, part
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def flush(file: BinaryIO) -> None:
    """Return when what was written has reached the disk."""
    file.flush()
    os.fsync(file.fileno())


def put_in_place(part: Path, target: Path) -> None:
    """Rename a flushed and closed file to `target`, replacing one that is there, durably."""
    if sys.platform == "win32":
        _replace_on_windows(part, target)
    else:
        part.replace(target)
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Return when the folder's list of names has reached the disk."""
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders have no such thing
            raise
    finally:
        os.close(descriptor)


def _replace_on_windows(part: Path, target: Path) -> None:
    import ctypes

    flags = _MOVEFILE_REPLACE_EXISTING | _MOVEFILE_WRITE_THROUGH
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    if not kernel.MoveFileExW(str(part), str(target), flags):
        code = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
        raise OSError(errno.EACCES, "MoveFileExW", str(target), code)


def as_fault(error: OSError, name: str) -> EnvironmentFault:
    """Return what an operating system error means for the person who wanted to write `name`."""
    codes = {errno.ENOSPC: "disk-full", errno.EDQUOT: "disk-full", errno.EFBIG: "file-too-large-for-disk"}
    code = codes.get(error.errno or 0, "target-not-writable")
    return EnvironmentFault(code, name=name, reason=error.strerror or "")
