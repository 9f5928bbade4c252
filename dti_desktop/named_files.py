"""Files that a person named, to read from or to write to: judged before anything happens to them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault, InputError, Problem


class NotRegularError(OSError):
    """A pipe, a device or the like: reading it could wait or go on for ever."""


def open_regular(untrusted_path: Path) -> BinaryIO:
    """Open a regular file for reading; a link to one, too.

    Raises `FileNotFoundError` also where no such file can be, `IsADirectoryError`, `NotRegularError`,
    any other `OSError`.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):  # a pipe would wait to be opened
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(durable.os_path(untrusted_path), flags)
    except NotADirectoryError as error:
        raise FileNotFoundError(*error.args) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise FileNotFoundError(*error.args) from error
        if untrusted_path.is_dir():  # Windows opens no folder
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from error
        raise
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise NotRegularError(errno.EINVAL, "not a regular file")
    except BaseException:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def read_named(untrusted_path: Path, *, max_bytes: int, place: str) -> bytes:
    """Return the whole content of a file that may hold at most `max_bytes`.

    Raises `InputError` with that `place`: `file-not-found`, `file-is-folder`, `file-not-regular`,
    `file-unreadable`, `too-large` (facts `size_bytes`, `limit_bytes`).
    """
    facts: dict[str, object] = {"name": shown_name(untrusted_path)}
    try:
        with open_regular(untrusted_path) as file:
            content = file.read(max_bytes + 1)
            if len(content) <= max_bytes:
                return content
            code = "too-large"
            facts |= {"size_bytes": os.fstat(file.fileno()).st_size, "limit_bytes": max_bytes}
    except FileNotFoundError:
        code = "file-not-found"
    except IsADirectoryError:
        code = "file-is-folder"
    except NotRegularError:
        code = "file-not-regular"
    except OSError:
        code = "file-unreadable"
    raise InputError(code, [Problem(code, place, facts)])


def check_target(target: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Refuse a target that cannot be written, or that would take the place of what is being read.

    Raises `InputError`: `target-folder-missing`, `target-not-a-file`, `target-is-input`;
    `EnvironmentFault` as `target_fault`.
    """
    try:
        if not target.parent.is_dir():
            raise InputError("target-folder-missing", folder=target.parent.name)
        if not target.exists():
            return
        if not target.is_file():
            raise InputError("target-not-a-file", name=shown_name(target))
        for path in inputs:
            if path.exists() and path.samefile(target):
                raise InputError("target-is-input", name=shown_name(target))
    except OSError as error:
        raise target_fault(error, target) from error


def target_fault(error: OSError, target: Path) -> EnvironmentFault:
    """Return what an error of the disk means for the person who wanted to write `target`."""
    codes = {
        errno.ENOSPC: "disk-full",
        errno.EDQUOT: "disk-full",
        errno.EFBIG: "file-too-large-for-disk",
    }
    code = codes.get(error.errno or 0, "target-not-writable")
    facts = {"name": shown_name(target), "reason": error.strerror or ""}
    return EnvironmentFault(code, **facts, **(disk_at(target.parent) if code == "disk-full" else {}))


def disk_at(folder: Path) -> dict[str, object]:
    """Return the facts that tell whose disk is full: with a stick plugged in there is more than one."""
    return {"folder": str(folder), "at_target": True}


def write_whole(target: Path, content: bytes) -> None:
    """Write `target` through a temporary file beside it; when it returns, it is on the disk.

    On any failure an existing target is unchanged and nothing is left behind. Raises as `check_target`.
    """
    check_target(target)
    try:
        with durable.new_file_beside(target) as (file, part):
            file.write(content)
            durable.flush(file)
            file.close()  # Windows renames no open file
            durable.rename(part, target)
    except OSError as error:
        raise target_fault(error, target) from error


def shown_name(path: Path) -> str:
    """Return the name to call a file by; a path without one, such as `/`, as it is."""
    return path.name or str(path)
