"""Files that a person asked for: where they may go, written whole or not at all, told apart by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dti_desktop import named_files
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.named_files import write_whole

__all__ = ["check_target", "sha256_of", "write_whole"]

_CHUNK_BYTES = 1 << 20


def check_target(target: Path, store_dir: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Refuse to write over what is read, or over the store in `store_dir`, be it open or not.

    Raises `InputError` `target-in-store`, and as `named_files.check_target`.
    """
    from dti_desktop.store.swap import owns

    named_files.check_target(target, inputs=inputs)
    try:
        is_own = owns(store_dir, target)
    except OSError as error:
        raise named_files.target_fault(error, target) from error
    if is_own:
        raise InputError("target-in-store", name=named_files.shown_name(target))


def sha256_of(path: Path, *, cancelled: Callable[[], bool] | None = None) -> str:
    """Return the SHA-256 of a file as hexadecimal digits.

    Raises `EnvironmentFault` `file-unreadable` where it cannot be read, and `Cancelled`.
    """
    import hashlib

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
