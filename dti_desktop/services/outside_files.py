"""Files that the desktop hands to the window: which, and how a second start passes them to the first.

Only one window has a store open. A second start on the same store leaves a note in the store's folder, which
the first one watches; nothing listens on anything. A note is untrusted: it names files, and no more. One
without files asks for the window alone. Who has the store open on another machine is not meant.
"""

from __future__ import annotations

import json
import os
import platform
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from dti_desktop.engine import strict_json
from dti_desktop.errors import EnvironmentFault, InputError

BUNDLE_SUFFIX = ".asice"
PART_SUFFIX = ".dtipart"
PACK_SUFFIX = ".dtipack"
SUFFIXES = (BUNDLE_SUFFIX, PART_SUFFIX, PACK_SUFFIX)

_NOTE_SUFFIX = ".dtiopen"
_MAX_NOTE_BYTES = 64 * 1024
_MAX_FILES = 20
#: A note that nobody took in this time was left for a window that is gone.
_FRESH_S = 60


def opens_in_window(untrusted_name: str) -> bool:
    """Whether a name is one of the program's own kinds of file."""
    return PurePath(untrusted_name).suffix.lower() in SUFFIXES


def leave_note(store_dir: Path, files: Sequence[Path]) -> Path:
    """Ask the window that has the store open to come to the front with `files`; return the note.

    It is gone once it was read.

    Raises `EnvironmentFault` (`store-read-only`) where no note can be left; nothing is left then.
    """
    note = store_dir / f"{_this_machine()}-{os.getpid()}-{time.time_ns()}{_NOTE_SUFFIX}"
    half_made = note.with_suffix(".tmp")
    text = json.dumps([str(path.absolute()) for path in files[:_MAX_FILES]], ensure_ascii=False)
    try:
        half_made.write_text(text, "utf-8")
        half_made.replace(note)
    except OSError as error:
        with suppress(OSError):
            half_made.unlink(missing_ok=True)
        raise EnvironmentFault("store-read-only", reason=error.strerror) from error
    return note


def take_notes(store_dir: Path) -> list[Path] | None:
    """Return the files that second starts asked for, oldest note first, and remove the notes.

    None: nobody asked for anything. What is stale, too large or no list of absolute names of the program's
    kinds of file is removed unheard; a fresh note of another machine is left to the window that it is for.
    """
    files: list[Path] | None = None
    with suppress(OSError):
        notes = sorted(store_dir.glob(f"*{_NOTE_SUFFIX}"), key=lambda note: note.stem.rpartition("-")[2])
        for note in notes:
            with suppress(OSError, InputError):
                if _is_for_another(note):
                    continue
                asked = _read(note)
                files = files if asked is None else [*(files or ()), *asked]
            with suppress(OSError):
                note.unlink()
    return files


def _this_machine() -> str:
    return re.sub(r"[^A-Za-z0-9]", "_", platform.node())[:40] or "_"


def _is_for_another(note: Path) -> bool:
    return not note.name.startswith(f"{_this_machine()}-") and _is_fresh(note)


def _is_fresh(note: Path) -> bool:
    return abs(time.time() - note.lstat().st_mtime) < _FRESH_S


def _read(note: Path) -> list[Path] | None:
    if note.is_symlink() or not note.is_file() or not _is_fresh(note):
        return None
    if note.lstat().st_size > _MAX_NOTE_BYTES:
        return None
    names = strict_json.read(note.read_bytes(), max_bytes=_MAX_NOTE_BYTES, max_depth=1)
    if not isinstance(names, list) or len(names) > _MAX_FILES:
        return None
    if not all(isinstance(name, str) and opens_in_window(name) and "\0" not in name for name in names):
        return None
    paths = [Path(name) for name in names]
    return paths if all(path.is_absolute() for path in paths) else None
