"""Cycles that hold widgets are freed on the window's thread, whoever fills the count."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from dti_desktop.ui import garbage
from dti_desktop.ui.tasks import Tasks


class Knot:
    """Something in a cycle, which only the collector can free."""

    freed_on: list[int]

    def __init__(self, freed_on: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.get_ident()))


def test_only_the_windows_thread_collects(qtbot: Any) -> None:
    tasks = Tasks()
    freed_on: list[int] = []
    kept: list[list[list[object]]] = []
    for _ in range(50):
        Knot(freed_on)

    def fill_the_count() -> list[list[object]]:
        return [[] for _ in range(200_000)]  # beyond the threshold, and kept: what is freed counts no more

    tasks.run(fill_the_count, lane="pool", on_done=kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    qtbot.waitUntil(lambda: len(freed_on) == 50)
    assert set(freed_on) == {threading.get_ident()}
    tasks.shutdown()


def test_collection_is_python_s_again_afterwards() -> None:
    assert gc.isenabled()
    tasks = Tasks()
    assert not gc.isenabled()
    garbage.settle()
    assert gc.get_freeze_count() > 0
    tasks.shutdown()
    tasks.shutdown()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
