"""What must have reached the disk before the program goes on: folders, files, renames.

Every difference between POSIX and Windows in this matter lives here. POSIX: rename, then fsync the
folder. Windows cannot fsync a folder: the rename itself is written through. All raise `OSError`.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from queue import SimpleQueue

if sys.platform != "win32":
    import fcntl

ON_WINDOWS = os.name == "nt"

HALF_MADE = re.compile(r"\.dti-[0-9a-f]{16}\.part", re.ASCII)
"""The names of files that are not whole yet; nobody else calls files so."""

#: Between its last byte and its name a file is not locked, which takes a moment.
_SURELY_LEFT_SECONDS = 10

_REPLACE_EXISTING = 0x1
_WRITE_THROUGH = 0x8
_LONGEST_SHORT_PATH = 240
"""Windows refuses plain paths of 260 characters; SQLite and the journal names need some of them."""


def _move_file_ex(source: str, target: str, flags: int) -> None:
    """Call Windows' MoveFileExW. Raises `OSError` with the system's reason."""
    if sys.platform == "win32":  # never run where this was written: there is no Windows at hand
        import ctypes

        if not ctypes.windll.kernel32.MoveFileExW(source, target, flags):
            raise ctypes.WinError()
    else:
        raise NotImplementedError


@contextmanager
def new_file_beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give an empty file in the target's folder, open for writing and reading, and its path.

    Whatever happens, the file is gone afterwards unless it was renamed. Only a program that is killed, or a
    power cut, leaves one: the next file that is made in the folder takes it away.
    """
    _remove_left(target.parent)
    part = target.parent / f".dti-{os.urandom(8).hex()}.part"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(os_path(part), flags, 0o666)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            _is_ours(descriptor)
            yield file, part
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _remove_left(folder: Path) -> None:
    """Remove what a killed program left half-made in a folder; what another is writing is left alone."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if HALF_MADE.fullmatch(entry.name) is None:
                continue
            with suppress(OSError):
                is_old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _SURELY_LEFT_SECONDS
                if is_old and entry.is_file(follow_symlinks=False):
                    _remove_unless_in_use(entry.path)


def _remove_unless_in_use(path: str) -> None:
    if ON_WINDOWS:
        Path(path).unlink()  # refused while somebody has it open
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        if _is_ours(descriptor):
            Path(path).unlink()
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    """Lock a file until it is closed; False where somebody else has, or where the disk knows no locks."""
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def flush(file: BinaryIO) -> None:
    """Return when what was written has reached the disk."""
    file.flush()
    os.fsync(file.fileno())


class EarlyFlush:
    """Lets the system begin to bring a long file to the disk while it is still being written.

    It promises nothing: `flush` or an fsync at the end does, and then has little left to wait for. Where the
    system takes no such hint (Windows, macOS) nothing is done.
    """

    _STEP_BYTES = 8 << 20

    def __init__(self, descriptor: int, start: int = 0) -> None:
        self._descriptor = descriptor
        self._begun_bytes = start
        self._advise = getattr(os, "posix_fadvise", None)

    def written(self, end: int) -> None:
        """Hear that the file has been written up to `end`."""
        length = end - self._begun_bytes
        if self._advise is None or length < self._STEP_BYTES:
            return
        # Of pages that are still to be written Linux takes this as a hint to write them.
        with suppress(OSError):
            self._advise(self._descriptor, self._begun_bytes, length, os.POSIX_FADV_DONTNEED)
        self._begun_bytes = end


class FlushBeside:
    """`EarlyFlush` on a thread of its own while the block runs.

    A disk that falls behind keeps that thread waiting, and not the pass that writes the file. What is still
    to be told when the block ends is left to the fsync.
    """

    def __init__(self, descriptor: int, start: int) -> None:
        self._flush = EarlyFlush(descriptor, start)
        from queue import SimpleQueue  # a store that is only opened has nothing to bring early

        self._ends: SimpleQueue[int | None] = SimpleQueue()
        self._is_over = False
        self._thread = threading.Thread(target=self._work, name="flush beside", daemon=True)

    def __enter__(self) -> FlushBeside:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        self._ends.put(None)
        self._thread.join()

    def written(self, end: int) -> None:
        """Hear that the file has been written up to `end`."""
        self._ends.put(end)

    def _work(self) -> None:
        while (end := self._ends.get()) is not None and not self._is_over:
            self._flush.written(end)


def rename(
    source: Path,
    target: Path,
    *,
    windows: bool = ON_WINDOWS,
    move: Callable[[str, str, int], None] = _move_file_ex,
) -> None:
    """Rename a file over `target`, so that after a power cut either the old or the new one is there.

    When it returns, the new name is on the disk. The content must have been synced before.
    """
    if windows:
        move(os_path(source, windows=True), os_path(target, windows=True), _REPLACE_EXISTING | _WRITE_THROUGH)
    else:
        source.replace(target)
        sync_folder(target.parent)


def rename_folder(
    source: Path,
    target: Path,
    *,
    windows: bool = ON_WINDOWS,
    move: Callable[[str, str, int], None] = _move_file_ex,
) -> None:
    """Rename a folder to a name that is free, on the same disk, and see that it lasts.

    Raises `FileExistsError` where `target` exists: a rename would silently replace an empty folder.
    """
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if windows:
        move(os_path(source, windows=True), os_path(target, windows=True), _WRITE_THROUGH)
    else:
        source.rename(target)
        sync_folder(target.parent)


def sync_folder(folder: Path, *, windows: bool = ON_WINDOWS) -> None:
    """Fsync a folder, so that names made in it last. Windows has no such call: nothing is done."""
    if windows:
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders have no such call
            raise
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Fsync the content of an existing file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder with its parents, only for this user where they are new, and see that it lasts."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def os_path(path: Path, *, windows: bool = ON_WINDOWS) -> str:
    """Return the path as the operating system takes it: on Windows, long ones with the `\\\\?\\` prefix."""
    text = str(path)
    if not windows or len(text) < _LONGEST_SHORT_PATH or text.startswith("\\\\?\\"):
        return text
    pure = PureWindowsPath(text)
    if not pure.is_absolute():
        return text
    if pure.drive.startswith("\\\\"):
        return "\\\\?\\UNC\\" + str(pure)[2:]
    return "\\\\?\\" + str(pure)
