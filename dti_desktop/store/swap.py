"""Putting a restored store into the place of the old one; a break-off in the middle is finished later.

The restored store waits, complete and checked, in `restored/` inside the store's folder. Item by item
the old one moves into `restored/previous/` and the new one into its place; each step can be done
again. At the end `previous` becomes `before-restore-<date>`: the old store is never deleted.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.connection import Connection

DATABASE_NAME = "dti.sqlite"
EVIDENCE_NAME = "evidence"
BACKUPS_NAME = "backups"
"""The automatic backups; a restore leaves them where they are."""
LOG_NAMES = (DATABASE_NAME + "-wal", DATABASE_NAME + "-shm", DATABASE_NAME + "-journal")

RESTORED_NAME = "restored"
UNPACKING_PREFIX, COPYING_PREFIX = "restoring-", "copying-"
"""Private folders of a restore and of a backup at work; what a break-off left of them is removed."""
_AT_WORK = re.compile(rf"(?:{UNPACKING_PREFIX}|{COPYING_PREFIX})[0-9a-f]{{16}}", re.ASCII)
_PREVIOUS_NAME = "previous"
_ASIDE_PREFIX = "before-restore-"
STAMP_NAME = "restored-at.txt"
"""In `restored/`: the date under which the old store is kept."""


def is_own_name(name: str) -> bool:
    """Whether a file or folder of that name in the store's folder belongs to the store; in any case."""
    name = name.casefold()
    return name in (
        DATABASE_NAME,
        *LOG_NAMES,
        EVIDENCE_NAME,
        BACKUPS_NAME,
        RESTORED_NAME,
    ) or name.startswith((_ASIDE_PREFIX, UNPACKING_PREFIX, COPYING_PREFIX))


def owns(folder: Path, path: Path) -> bool:
    """Whether a file written at `path` would be one of the store's in `folder`, be it open or not."""
    place = Path(os.path.realpath(path.parent)) / path.name  # a rename replaces a link, not what it names
    return folder.is_dir() and any(
        is_own_name(place.relative_to(above).parts[0])
        for above in place.parents
        if above.is_dir() and above.samefile(folder)
    )


def lock_if_sound(folder: Path, *, newest_version: int) -> Connection | None:
    """Hold the store in `folder`, so that nobody else opens it; None where there is none or it is damaged.

    Raises `EnvironmentFault` `store-locked` where somebody has it open, and `not-a-store` where the
    database belongs to another program: neither may be moved aside.
    """
    path = folder / DATABASE_NAME
    if not path.exists():
        return None
    try:
        return Connection.open(path, newest_version=newest_version)
    except EnvironmentFault as fault:
        if fault.code in ("store-locked", "not-a-store"):
            raise
        return None


def is_waiting(folder: Path) -> bool:
    """Whether a restored store waits to be put into place."""
    return (folder / RESTORED_NAME / STAMP_NAME).is_file()


def remove_broken_off(folder: Path) -> None:
    """Remove what a backup, or a restore whose store was not yet complete, left behind when it broke off."""
    for prefix in (UNPACKING_PREFIX, COPYING_PREFIX):
        for path in folder.glob(f"{prefix}*"):
            if _AT_WORK.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def private_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Make a folder that only this user may enter, and remove it at the end if it is still there."""
    private = new_private_folder(parent, prefix)
    try:
        yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)


def new_private_folder(parent: Path, prefix: str) -> Path:
    """Make a folder that only this user may enter. Raises `OSError`."""
    private = parent / f"{prefix}{os.urandom(8).hex()}"
    private.mkdir(mode=0o700)
    return private


def complete_swap(folder: Path, *, newest_version: int) -> Path | None:
    """Put a waiting restored store into place and return where the old one is kept, if there was one.

    Does nothing where none waits. Raises `OSError`, and as `lock_if_sound` does.
    """
    restored = folder / RESTORED_NAME
    if not is_waiting(folder):
        return None
    held = lock_if_sound(folder, newest_version=newest_version)
    if held is not None:
        held.close()  # Windows moves no open file
    stamp = (restored / STAMP_NAME).read_text("ascii").strip()
    previous = restored / _PREVIOUS_NAME
    durable.make_folder(previous)
    if (
        restored / DATABASE_NAME
    ).exists():  # else the database in place is already the new one, and its log too
        for name in (*LOG_NAMES, DATABASE_NAME):
            _move(folder / name, previous / name)
        _move(restored / DATABASE_NAME, folder / DATABASE_NAME)
    if (restored / EVIDENCE_NAME).exists():
        _move(folder / EVIDENCE_NAME, previous / EVIDENCE_NAME)
        _move(restored / EVIDENCE_NAME, folder / EVIDENCE_NAME)
    kept = None
    if any(previous.iterdir()):
        kept = _free_name(folder, stamp)
        durable.rename_folder(previous, kept)
    else:
        previous.rmdir()
    (restored / STAMP_NAME).unlink()
    with suppress(OSError):
        restored.rmdir()
    durable.sync_folder(folder)
    return kept


def _move(source: Path, target: Path) -> None:
    """Move a file or folder to a free name and see that it lasts; nothing where there is no source."""
    if os.path.lexists(source):
        durable.rename_folder(source, target)
        durable.sync_folder(source.parent)


def _free_name(folder: Path, stamp: str) -> Path:
    name, number = folder / f"{_ASIDE_PREFIX}{stamp}", 2
    while name.exists():
        name, number = folder / f"{_ASIDE_PREFIX}{stamp}-{number}", number + 1
    return name
