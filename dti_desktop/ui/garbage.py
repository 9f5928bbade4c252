"""Python's cycles are collected on the window's thread only.

Python collects wherever it happens to be when the count is full. On a worker's thread that frees widgets
there, which Qt does not survive: the process ends now and then, without a trace that leads anywhere.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 200


class WindowThreadCollector(QObject):
    """Takes automatic collection over until `let_go`. Create it on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(_LOOK_EVERY_MS)

    def let_go(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()


def settle() -> None:
    """Leave all that is there now out of further collections: modules and pages stay until the end.

    A full collection then looks at what came since, and no longer keeps the window for 60 ms.
    """
    gc.freeze()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count has passed Python's own threshold."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold > 0
    ]
    if due:
        gc.collect(max(due))
