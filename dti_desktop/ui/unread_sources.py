"""The Qt binding does not read the source of every module that is loaded after it.

PySide6 looks into each of them for the word "PySide6", to know where `from __feature__ import …` may have
renamed Qt's methods. Nothing here does that. A tenth of a millisecond per module is a twentieth of the start,
and Python keeps the text of everything that was looked into: seven megabytes once all pages are loaded.
"""

from __future__ import annotations

import sys


def leave_sources_unread() -> None:
    """Have PySide ask nothing of the modules that come. Does nothing where it has no such question."""
    import PySide6.QtCore  # noqa: F401  what asks is there with the first module of Qt

    feature = sys.modules.get("PySide6.support.feature")
    if feature is not None and hasattr(feature, "feature_imported"):
        vars(feature)["feature_imported"] = _ask_nothing


def _ask_nothing(_module: object) -> None:
    return
