"""Modules are imported by Python itself, also once the Qt binding is loaded.

PySide6 puts its own function in the place of `__import__`, for `from __feature__ import …`, which may give
Qt's methods other names. Nothing here does that. The function reads the source of every module that is
loaded from then on, a tenth of a millisecond each and a twentieth of the start, and Python keeps the text of
all that was read: seven megabytes once all pages are loaded.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Give importing back to Python. Does nothing where PySide has not taken it."""
    import PySide6.QtCore  # noqa: F401  it is taken with the first module of Qt

    given_back = getattr(builtins, "__orig_import__", None)
    if given_back is not None:
        vars(builtins)["__import__"] = given_back
