"""Work of which only the newest counts: what is asked for while another is under way replaces what waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dti_desktop.ui.tasks import Tasks

T = TypeVar("T")
Key = tuple[object, ...]


class Newest(Generic[T]):
    """Runs one work after another in the pool lane, each for the newest wish. Lives as long as `owner`.

    Nothing waits for wishes in between. An answer that is out of date by then is shown only where
    `shows_late`, so that something moves while she types; never after `forget`.
    """

    def __init__(
        self,
        tasks: Tasks,
        owner: QObject,
        show: Callable[[T], None],
        fail: Callable[[BaseException], None],
        *,
        shows_late: bool = False,
    ) -> None:
        self._tasks, self._owner = tasks, owner
        self._show, self._fail = show, fail
        self._shows_late = shows_late
        self._wanted: Callable[[], T] | None = None
        self._key: Key | None = None
        self._asked = self._forgotten = 0
        self._is_busy = False

    @property
    def is_current(self) -> bool:
        """Whether nothing is still to be worked out."""
        return not self._is_busy and self._wanted is None

    def ask(self, work: Callable[[], T], key: Key | None = None) -> None:
        """Work this out, in place of what waits; not again what was asked for last under the same `key`.

        A key may hold `id(…)` of what `work` keeps alive.
        """
        if key is not None and key == self._key:
            return
        self._asked += 1
        self._wanted, self._key = work, key
        self._begin()

    def forget(self) -> None:
        """Want nothing any more; what is under way is not shown."""
        self._asked += 1
        self._forgotten = self._asked
        self._wanted = self._key = None

    def _begin(self) -> None:
        if self._is_busy or self._wanted is None:
            return
        work, self._wanted = self._wanted, None
        number = self._asked
        self._is_busy = True

        def is_shown() -> bool:
            return number == self._asked or (self._shows_late and number > self._forgotten)

        def done(found: T) -> None:
            self._is_busy = False
            if is_shown():
                self._show(found)
            self._begin()

        def failed(error: BaseException) -> None:
            self._is_busy = False
            if number == self._asked:
                self._key = None
                self._fail(error)
            self._begin()

        self._tasks.run(work, lane="pool", on_done=done, on_error=failed, owner=self._owner)
