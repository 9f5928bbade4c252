"""Evidence in its place in the new file before what stands in front of it is known.

Manifest and signature stand before the evidence, but nothing is signed before all evidence has been read
and found to be what it must be. So that it is read only once, it is written where it will probably lie;
its headers, and all that stands in front, are written when it is signed. Where the place turns out to be
another one, everything written is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from dti_desktop.beside import PIECE_BYTES
from dti_desktop.bundle.container_form import Entry
from dti_desktop.bundle.evidence_check import EvidenceEntry


class EvidenceAhead:
    """Evidence files one behind the other, from `start` on, with room for the header before each.

    `heard` hears up to where the file has been written.
    """

    def __init__(
        self,
        file: BinaryIO,
        start: int,
        evidence: Sequence[EvidenceEntry],
        heard: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._file = file
        self._start = start
        self._written_to = start
        self._entries: dict[str, Entry] = {}
        offset = start
        for one in evidence:
            entry = Entry(one.name_in_bundle, 0, one.size_bytes, offset)
            self._entries[entry.name] = entry
            offset = entry.end_offset
        self._heard = heard

    def begin(self, name: str) -> Callable[[memoryview], None]:
        """Return what appends to the content of this file; the files come in their order."""
        entry = self._entries[name]
        self._file.seek(entry.data_offset)
        self._written_to = entry.data_offset
        return self._append

    def _append(self, piece: memoryview) -> None:
        self._file.write(piece)
        self._written_to += len(piece)
        self._heard(self._written_to)

    def move_to(self, start: int, step: Callable[[int], None]) -> None:
        """See that the first header begins at `start`: nothing is done where it does already.

        `step` hears that there was a piece, with no bytes: those were told of when they were written.
        """
        if start == self._start:
            return
        size_bytes = max(0, self._written_to - self._start)
        piece = memoryview(bytearray(min(PIECE_BYTES, size_bytes)))
        pieces = range(0, size_bytes, PIECE_BYTES)
        # What is moved to the back begins at its end, so that nothing is written over before it was read.
        for done_bytes in reversed(pieces) if start > self._start else pieces:
            step(0)
            room = piece[: size_bytes - done_bytes]
            self._file.seek(self._start + done_bytes)
            count = self._file.readinto(room)  # type: ignore[attr-defined]
            self._file.seek(start + done_bytes)
            self._file.write(room[:count])
        self._start = start
