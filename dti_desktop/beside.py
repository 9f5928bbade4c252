"""Work beside a pass over a large file, on a second core: its SHA-256, or a second look at the file.

These threads compute and read; they never write, so that what reaches the disk, and in which order, is still
what the calling thread says. None outlives the `with` block it was made for. What is small is done at once,
without a thread.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, TypeVar

PIECE_BYTES = 1 << 19
"""Small enough to lie in the cache still when it is hashed, large enough to be cheap to hand over."""

_PIECES = 6
"""How far the digest may lag behind."""

_SMALL_BYTES = 4 * PIECE_BYTES

Found = TypeVar("Found")


class Sha256Beside:
    """The SHA-256 of a stream that is read in pieces: each into `room`, then handed over with `take`.

        with Sha256Beside(size_bytes) as digest:
            while count := file.readinto(digest.room()):
                piece = digest.take(count)

    `size_bytes` is how much is expected; it decides no more than whether a thread is worth it. A piece must
    not be changed, and holds what was read until `room` is called again.
    """

    def __init__(self, size_bytes: int) -> None:
        self._digest = hashlib.sha256()
        self._room = memoryview(bytearray(min(PIECE_BYTES, max(1, size_bytes + 1))))
        self._thread: threading.Thread | None = None
        self._rooms: SimpleQueue[memoryview] = SimpleQueue()
        self._taken: SimpleQueue[tuple[memoryview, int] | None] = SimpleQueue()
        self._is_used = False
        if size_bytes > _SMALL_BYTES:
            for _ in range(_PIECES - 1):
                self._rooms.put(memoryview(bytearray(PIECE_BYTES)))
            self._thread = threading.Thread(target=self._work, name="sha256 beside", daemon=True)
            self._thread.start()

    def __enter__(self) -> Sha256Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def room(self) -> memoryview:
        """Return where to read the next piece to; waits until there is room."""
        if self._is_used and self._thread is not None:
            self._room = self._rooms.get()
        self._is_used = False
        return self._room

    def take(self, count: int) -> memoryview:
        """Hand over what was read into the room, `count` bytes, and return it."""
        if self._thread is None:
            self._digest.update(self._room[:count])
        else:
            self._taken.put((self._room, count))
        self._is_used = True
        return self._room[:count]

    def hexdigest(self) -> str:
        """Return the digest of all that was taken, in hex; nothing more can be taken."""
        self._end()
        return self._digest.hexdigest()

    def _end(self) -> None:
        if self._thread is not None:
            self._taken.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (taken := self._taken.get()) is not None:
            room, count = taken
            self._digest.update(room[:count])  # lets go of the interpreter meanwhile
            self._rooms.put(room)


class Beside(Generic[Found]):
    """Runs `act` on a thread while the block runs; leaving the block waits for it.

    `act` is given what tells whether it may stop: where the block ends by an error, it should.
    """

    def __init__(self, act: Callable[[Callable[[], bool]], Found]) -> None:
        self._act = act
        self._stopped = threading.Event()
        self._found: list[Found] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="beside", daemon=True)

    def __enter__(self) -> Beside[Found]:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._stopped.set()
        self._thread.join()

    def result(self) -> Found:
        """Wait for what `act` returns; raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._found[0]

    def _work(self) -> None:
        try:
            self._found.append(self._act(self._stopped.is_set))
        except BaseException as error:  # noqa: BLE001 - told to whoever asks for the result
            self._error = error
