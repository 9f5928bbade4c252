"""The canonical ZIP: one lawful byte sequence for a given list of names and contents.

Every entry is stored, with a fixed date and fixed attributes, no extra fields, no comments, no
data descriptors, nothing before, between or after, less than 4 GiB (so no ZIP64). Python's `zipfile`
is not used: it adds fields above 2 GiB and accepts overlapping entries. The headers stand in
`container_form`, how untrusted ones are judged in `container_headers`; here contents are written and read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from dti_desktop import durable
from dti_desktop.beside import PIECE_BYTES, Sha256Beside
from dti_desktop.bundle.container_form import (
    LIMIT_BYTES,
    Entry,
    central_header,
    container_bytes,
    end_record,
    local_header,
)
from dti_desktop.bundle.container_headers import Container, read_container
from dti_desktop.errors import Cancelled, EnvironmentFault

__all__ = [
    "LIMIT_BYTES",
    "Container",
    "ContainerWriter",
    "ContentReader",
    "Entry",
    "central_header",
    "container_bytes",
    "end_record",
    "local_header",
    "read_container",
]

Progress = Callable[[int, int], None]
CancelCheck = Callable[[], bool]


class ContainerWriter:
    """Writes entries one after another into a new, seekable file, then `finish`es it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offset = 0
        self._entries: list[Entry] = []

    def add_bytes(self, name: str, content: bytes) -> None:
        """Append a file from memory."""
        entry = Entry(name, zlib.crc32(content), len(content), self._offset)
        self._file.write(local_header(entry))
        self._file.write(content)
        self._close(entry)

    def add_stream(self, name: str, source: BinaryIO, size_bytes: int, step: Callable[[int], None]) -> str:
        """Append a file of known size in one pass and return its SHA-256 in hex.

        `step` hears of each copied piece, in bytes. Raises `EnvironmentFault` `evidence-changed`
        where the source is longer or shorter than `size_bytes`.
        """
        placeholder = Entry(name, 0, size_bytes, self._offset)
        self._file.write(local_header(placeholder))
        crc32 = copied_bytes = 0
        flush = durable.EarlyFlush(self._file.fileno(), placeholder.data_offset)
        with Sha256Beside(size_bytes) as digest:
            while count := _read_into(source, digest.room(), name):
                copied_bytes += count
                if copied_bytes > size_bytes:
                    break
                piece = digest.take(count)
                self._file.write(piece)
                flush.written(placeholder.data_offset + copied_bytes)
                crc32 = zlib.crc32(piece, crc32)
                step(count)
            sha256 = digest.hexdigest()
        if copied_bytes != size_bytes:
            raise EnvironmentFault("evidence-changed", name=name, reason="other-size")
        entry = Entry(name, crc32, size_bytes, self._offset)
        self._file.seek(entry.offset)
        self._file.write(local_header(entry))
        self._file.seek(entry.end_offset)
        self._close(entry)
        return sha256

    def add_written(self, name: str, size_bytes: int, crc32: int) -> None:
        """Add a file whose content stands in its place already, behind the room for its header."""
        entry = Entry(name, crc32, size_bytes, self._offset)
        self._file.write(local_header(entry))
        self._file.seek(entry.end_offset)
        self._close(entry)

    def _close(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._offset = entry.end_offset

    def finish(self) -> None:
        """Write the central directory and the end."""
        central = b"".join(central_header(entry) for entry in self._entries)
        self._file.write(central)
        self._file.write(end_record(len(self._entries), len(central), self._offset))


def _read_into(source: BinaryIO, buffer: memoryview, name: str) -> int:
    try:
        return int(source.readinto(buffer))  # type: ignore[attr-defined]
    except OSError as error:
        raise EnvironmentFault("evidence-changed", name=name, reason=error.strerror) from None


class ContentReader:
    """Reads contents of a container's entries, telling progress and asking whether to stop.

    `crc32_by_sha256`: of contents that this program has read whole itself. The same SHA-256 is the same
    content and so the same CRC-32, which is then not computed once more.
    """

    def __init__(
        self,
        file: BinaryIO,
        total_bytes: int,
        progress: Progress | None,
        cancelled: CancelCheck | None,
        crc32_by_sha256: Mapping[str, int] | None = None,
    ) -> None:
        self._file = file
        self._crc32_by_sha256 = crc32_by_sha256 or {}
        self._total_bytes = total_bytes
        self._done_bytes = 0
        self._progress = progress
        self._cancelled = cancelled

    def digest(self, entry: Entry) -> tuple[str, int]:
        """Return SHA-256 (hex) and CRC-32 of an entry's content, in one pass and bounded memory."""
        crc32 = 0
        with Sha256Beside(entry.size_bytes) as digest:
            for count in self._steps(entry, digest.room):
                piece = digest.take(count)
                if not self._crc32_by_sha256:
                    crc32 = zlib.crc32(piece, crc32)
            sha256 = digest.hexdigest()
        if not self._crc32_by_sha256:
            return sha256, crc32
        known = self._crc32_by_sha256.get(sha256)
        return sha256, self._crc32(entry) if known is None else known

    def content(self, entry: Entry, max_bytes: int) -> bytes | None:
        """Return an entry's content, None where it is larger than `max_bytes`."""
        if entry.size_bytes > max_bytes:
            return None
        piece = memoryview(bytearray(min(PIECE_BYTES, entry.size_bytes)))
        return b"".join(bytes(piece[:count]) for count in self._steps(entry, lambda: piece))

    def _crc32(self, entry: Entry) -> int:
        crc32 = 0
        piece = memoryview(bytearray(min(PIECE_BYTES, entry.size_bytes)))
        for count in self._steps(entry, lambda: piece):
            crc32 = zlib.crc32(piece[:count], crc32)
        return crc32

    def _steps(self, entry: Entry, room: Callable[[], memoryview]) -> Iterator[int]:
        """Read an entry piece by piece into what `room` gives; yield how many bytes each piece has."""
        self._file.seek(entry.data_offset)
        left = entry.size_bytes
        while left:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            count = self._file.readinto(room()[:left])  # type: ignore[attr-defined]
            if not count:
                raise EnvironmentFault("bundle-changed-while-read")
            left -= count
            yield count
            self._done_bytes += count
            if self._progress is not None:
                self._progress(min(self._done_bytes, self._total_bytes), self._total_bytes)
