"""Modules are imported without the Qt binding looking into them.

PySide6 puts its own function in the place of `__import__`, for `from __feature__ import …`, which may give
Qt's methods other names. Nothing here does that. The function reads the source of every module that is
loaded from then on, a tenth of a millisecond each and a twentieth of the start, and Python keeps the text of
all that was read: seven megabytes once all pages are loaded.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Take PySide's look at each module away. Does nothing where it does not look."""
    import PySide6.QtCore  # noqa: F401  it begins with the first module of Qt

    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        vars(builtins)["__import__"] = before
