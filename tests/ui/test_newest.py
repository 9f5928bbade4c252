"""Only the newest question counts, one piece of work at a time, and none that was forgotten."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dti_desktop.ui.newest import Newest
from dti_desktop.ui.tasks import Tasks


def test_what_is_asked_in_between_is_left_out(qtbot: QtBot) -> None:
    tasks, owner = Tasks(), QObject()
    newest, gate = Newest(tasks, owner), threading.Event()
    done: list[int] = []
    answers: list[object] = []
    newest.answered.connect(answers.append)

    def work(number: int) -> int:
        if number == 0:
            gate.wait()
        done.append(number)
        return number

    try:
        for number in range(10):
            newest.ask((number,), lambda number=number: work(number))
        newest.ask((9,), lambda: work(-1))  # the same question again
        assert not newest.is_current and answers == []
        gate.set()
        qtbot.waitUntil(lambda: newest.is_current)
        assert done == [0, 9] and answers == [0, 9]
        newest.ask((9,), lambda: work(-1))
        assert newest.is_current and done == [0, 9]
    finally:
        gate.set()
        tasks.shutdown()


def test_a_forgotten_question_is_never_answered(qtbot: QtBot) -> None:
    tasks, owner = Tasks(), QObject()
    newest, gate = Newest(tasks, owner), threading.Event()
    answers: list[object] = []
    newest.answered.connect(answers.append)
    try:
        newest.ask(("old",), lambda: gate.wait() and "old")
        newest.forget()
        newest.ask(("new",), lambda: "new")
        gate.set()
        qtbot.waitUntil(lambda: newest.is_current)
        assert answers == ["new"]
    finally:
        gate.set()
        tasks.shutdown()
