"""Only the newest wish counts, one piece of work at a time, and none that was forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dti_desktop.ui.newest import Newest
from dti_desktop.ui.tasks import Tasks


class Bench:
    """A newest of numbers whose first work waits at a gate."""

    def __init__(self, shows_late: bool) -> None:
        self.tasks, self.owner, self.gate = Tasks(), QObject(), threading.Event()
        self.done: list[int] = []
        self.shown: list[int] = []
        self.failed: list[BaseException] = []
        self.newest: Newest[int] = Newest(
            self.tasks, self.owner, self.shown.append, self.failed.append, shows_late=shows_late
        )

    def work(self, number: int) -> int:
        if number == 0:
            self.gate.wait()
        self.done.append(number)
        return number

    def ask(self, number: int, key: tuple[object, ...] | None = None) -> None:
        self.newest.ask(lambda: self.work(number), key)


@pytest.fixture(params=[False, True], ids=["newest-only", "shows-late"])
def bench(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(request.param)
    yield made
    made.gate.set()
    made.tasks.shutdown()


def test_what_is_asked_in_between_is_left_out(
    bench: Bench, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    for number in range(10):
        bench.ask(number, (number,))
    bench.ask(-1, (9,))  # the same question again
    assert not bench.newest.is_current
    assert bench.shown == []
    bench.gate.set()
    qtbot.waitUntil(lambda: bench.newest.is_current)
    assert bench.done == [0, 9]
    assert bench.shown == ([0, 9] if "shows-late" in request.node.name else [9])
    bench.ask(-1, (9,))
    assert bench.newest.is_current
    assert bench.done == [0, 9]


def test_a_forgotten_wish_is_never_answered(bench: Bench, qtbot: QtBot) -> None:
    bench.ask(0)
    bench.newest.forget()
    bench.ask(1)
    bench.gate.set()
    qtbot.waitUntil(lambda: bench.newest.is_current)
    assert bench.shown == [1]


def test_a_fault_is_told_and_the_same_can_be_asked_again(bench: Bench, qtbot: QtBot) -> None:
    def fail() -> int:
        raise RuntimeError("nothing there")

    bench.newest.ask(fail, ("key",))
    qtbot.waitUntil(lambda: bench.newest.is_current)
    assert [str(error) for error in bench.failed] == ["nothing there"]
    bench.ask(5, ("key",))
    qtbot.waitUntil(lambda: bench.newest.is_current)
    assert bench.shown == [5]
