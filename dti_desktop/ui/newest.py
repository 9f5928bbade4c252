"""Work of which only the newest counts: what is asked for while another is under way replaces what waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dti_desktop.ui.tasks import Tasks

T = TypeVar("T")


class Newest(Generic[T]):
    """Runs one work after another in the pool lane, each for the newest wish. Lives as long as `owner`.

    Only the answer to the newest wish is shown; nothing waits for the others.
    """

    def __init__(
        self,
        tasks: Tasks,
        owner: QObject,
        show: Callable[[T], None],
        fail: Callable[[BaseException], None],
    ) -> None:
        self._tasks, self._owner = tasks, owner
        self._show, self._fail = show, fail
        self._wanted: Callable[[], T] | None = None
        self._asked = 0
        self._is_busy = False

    @property
    def is_current(self) -> bool:
        """Whether nothing is still to be worked out."""
        return not self._is_busy and self._wanted is None

    def ask(self, work: Callable[[], T]) -> None:
        """Work this out, in place of what waits."""
        self._asked += 1
        self._wanted = work
        self._begin()

    def forget(self) -> None:
        """Want nothing any more; what is under way is not shown."""
        self._asked += 1
        self._wanted = None

    def _begin(self) -> None:
        if self._is_busy or self._wanted is None:
            return
        work, self._wanted = self._wanted, None
        number = self._asked
        self._is_busy = True

        def done(found: T) -> None:
            self._is_busy = False
            if number == self._asked:
                self._show(found)
            self._begin()

        def failed(error: BaseException) -> None:
            self._is_busy = False
            if number == self._asked:
                self._fail(error)
            self._begin()

        self._tasks.run(work, lane="pool", on_done=done, on_error=failed, owner=self._owner)
