"""Answers worked out beside the window, of which only the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from dti_desktop.ui.tasks import Tasks

Key = tuple[object, ...]


class Newest(QObject):
    """One piece of work at a time in the pool lane; what was asked for in between is left out.

    `answered(answer)` also comes for a question that is out of date by then, so that something moves while
    she types; never for one that was forgotten.
    """

    answered = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: tuple[Key, Callable[[], object]] | None = None
        self._answered: Key | None = None
        self._is_busy = False
        self._epoch = 0

    @property
    def is_current(self) -> bool:
        """Whether the newest question has its answer."""
        return self._asked is not None and self._asked[0] == self._answered

    def ask(self, key: Key, work: Callable[[], object]) -> None:
        """Have `work` done, unless it was asked for under the same `key` last.

        A key may hold `id(…)` of what `work` keeps alive.
        """
        if self._asked is None or self._asked[0] != key:
            self._asked = (key, work)
            self._begin()

    def forget(self) -> None:
        """Drop what was asked for, and the answer that is on its way."""
        self._asked = self._answered = None
        self._epoch += 1

    def _begin(self) -> None:
        if self._is_busy or self._asked is None:
            return
        (key, work), epoch = self._asked, self._epoch
        self._is_busy = True

        def done(answer: object) -> None:
            self._is_busy = False
            if epoch == self._epoch:
                self._answered = key
                self.answered.emit(answer)
            if not self.is_current:
                self._begin()

        def give_up(error: BaseException) -> None:
            self._is_busy = False
            self._asked = None
            raise error

        self._tasks.run(work, lane="pool", on_done=done, on_error=give_up, owner=self)
