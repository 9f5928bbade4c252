"""What is different where the store travels beside the program: what is said when it cannot be written."""

from __future__ import annotations

from pathlib import Path

from dti_desktop.errors import DtiError, EnvironmentFault

_NOT_WRITABLE = frozenset({"store-read-only", "store-unreachable"})


def portable_fault(error: DtiError, folder: Path | None, portable_dir: Path | None) -> DtiError:
    """Return `error` in the words of portable mode where it means that the place cannot be written.

    `folder`: the store that was asked for; `portable_dir`: where a portable program keeps its own, None where
    the program is not portable.
    """
    if folder is None or folder != portable_dir or error.code not in _NOT_WRITABLE:
        return error
    fault = EnvironmentFault("portable-not-writable", folder=str(folder))
    fault.__cause__ = error
    return fault
