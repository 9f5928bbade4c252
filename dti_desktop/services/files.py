"""Files that a person asked for: written whole or not at all, and told apart by their digest."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from dti_desktop.errors import Cancelled, EnvironmentFault, InputError

_CHUNK_BYTES = 1 << 20


def sha256_of(path: Path, *, cancelled: Callable[[], bool] | None = None) -> str:
    """Return the SHA-256 of a file as hexadecimal digits.

    Raises `EnvironmentFault` `file-unreadable` where it cannot be read, and `Cancelled`.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if cancelled is not None and cancelled():
                    raise Cancelled
                digest.update(chunk)
    except OSError as error:
        raise EnvironmentFault("file-unreadable", name=path.name) from error
    return digest.hexdigest()


def write_whole(target: Path, content: bytes) -> None:
    """Write `target` through a temporary file beside it, flushed and renamed.

    On any failure an existing target is unchanged and nothing is left behind. Raises `InputError`
    (`target-folder-missing`, `target-not-a-file`), `EnvironmentFault` (`disk-full`, `target-not-writable`).
    """
    if not target.parent.is_dir():
        raise InputError("target-folder-missing", folder=target.parent.name)
    if target.exists() and not target.is_file():
        raise InputError("target-not-a-file", name=target.name)
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
    except OSError as error:
        code = "disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "target-not-writable"
        raise EnvironmentFault(code, name=target.name) from error
