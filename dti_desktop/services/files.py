"""Files that a person asked for: where they may go, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dti_desktop import named_files
from dti_desktop.errors import InputError
from dti_desktop.named_files import write_whole

__all__ = ["check_target", "write_whole"]


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
