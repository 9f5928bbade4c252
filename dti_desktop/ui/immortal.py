"""Python's constants, made to outlive a fault of the Qt binding.

PySide6 6.12.0 hands out None, True and False without counting the reference, as if they could never be
freed. From Python 3.12 on they cannot; on 3.11 each call that returns nothing takes one reference away,
and after a few thousand of them the process ends with "deallocating None". PySide6 6.11 counts properly.
"""

from __future__ import annotations

import sys

_IMMORTAL_FROM = (3, 12)
_ENOUGH = 1 << 40


def keep_constants_alive() -> None:
    """Give the constants more references than a run can ever lose. Does nothing where they need none."""
    if sys.implementation.name != "cpython" or sys.version_info >= _IMMORTAL_FROM:
        return
    # Of `ctypes` only its core: the rest of it takes as long to load as a row of the list to show.
    from _ctypes import _SimpleCData

    class Count(_SimpleCData):  # type: ignore[type-arg]
        _type_ = "q" if sys.maxsize > 1 << 32 else "l"

    for constant in (None, True, False, NotImplemented, ...):
        # The count is the first word of every CPython object.
        count = Count.from_address(id(constant))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
