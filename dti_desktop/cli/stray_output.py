"""Keep what a library prints by itself out of the answer: standard output holds one document."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STANDARD_OUTPUT = 1


@contextmanager
def unheard() -> Iterator[None]:
    """Send to nowhere what is written to the process's standard output meanwhile, past Python.

    HiGHS prints a line of its own accord (`transformNewIntegerFeasibleSolution`), whatever its options say.
    Only for a process with one thread. Where there is no standard output nothing has to be done.
    """
    try:
        kept = os.dup(_STANDARD_OUTPUT)
    except OSError:
        yield
        return
    try:
        void = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(void, _STANDARD_OUTPUT)
        finally:
            os.close(void)
        yield
    finally:
        _flush_c_streams()  # else it comes out when the process ends, behind the answer
        with suppress(OSError):
            os.dup2(kept, _STANDARD_OUTPUT)
        os.close(kept)


def _flush_c_streams() -> None:
    """Have the C library write out what it still holds of its own streams."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None).fflush(None)
