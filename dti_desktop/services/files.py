"""Files that a person asked for: written whole or not at all, and told apart by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from dti_desktop.errors import Cancelled, EnvironmentFault
from dti_desktop.named_files import write_whole

__all__ = ["sha256_of", "write_whole"]

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
