"""How large the window's text is, in percent of its own size, kept beside the store.

The whole window grows with its text: fields, rows, icons and charts alike, drawn for the size and not
stretched. Qt wants to know before it begins: a new size is kept in a small file, and the window begins anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dti_desktop.errors import DtiError
from dti_desktop.named_files import read_named, write_whole

#: What can be chosen, in percent.
STEPS = (100, 115, 130, 150, 175, 200)
USUAL = STEPS[0]

_FILE = "text-size"
_MAX_BYTES = 16
_VARIABLE = "QT_SCALE_FACTOR"


def kept(store_dir: Path) -> int:
    """Return the size that was kept beside the store in `store_dir`; the usual one where none can be read."""
    try:
        untrusted_text = read_named(store_dir / _FILE, max_bytes=_MAX_BYTES, place=_FILE).decode("ascii")
        percent = int(untrusted_text)
    except (DtiError, OSError, ValueError):
        return USUAL
    return percent if percent in STEPS else USUAL


def keep(store_dir: Path, percent: int) -> None:
    """Keep a size for the next beginning. Raises ValueError for what is no step, and as `write_whole`."""
    if percent not in STEPS:
        raise ValueError(percent)
    write_whole(store_dir / _FILE, f"{percent}\n".encode("ascii"))


def larger(percent: int) -> int:
    """Return the next step above a size; the largest stays."""
    return next((step for step in STEPS if step > percent), STEPS[-1])


def smaller(percent: int) -> int:
    """Return the next step below a size; the smallest stays."""
    return next((step for step in reversed(STEPS) if step < percent), STEPS[0])


@contextmanager
def told_to_qt(percent: int) -> Iterator[None]:
    """Tell Qt the size while the application is made; a factor of the person's own counts beside it."""
    before = os.environ.get(_VARIABLE)
    if percent == USUAL:
        yield
        return
    os.environ[_VARIABLE] = f"{percent / 100 * _number(before):g}"
    try:
        yield
    finally:
        # Programs that are started from here, and the window that begins anew, have a size of their own.
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def _number(untrusted_text: str | None) -> float:
    try:
        number = float(untrusted_text or 1)
    except ValueError:
        return 1.0
    return number if 0 < number < 10 else 1.0
