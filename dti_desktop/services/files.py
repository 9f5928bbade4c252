"""Writing a file that a person asked for: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from dti_desktop.errors import EnvironmentFault, InputError


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
