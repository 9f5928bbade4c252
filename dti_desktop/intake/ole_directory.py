"""The list of streams of an OLE compound file (.doc, .xls, .ppt, .msg, .msi), and the bytes of a stream."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from dti_desktop.intake.bounds import BoundedReader

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES: Final = 512
_ENTRY: Final = struct.Struct("<64sHBB3L16sLQQLQ")
_MAX_ENTRIES: Final = 8192
_NO_SECTOR: Final = 0xFFFFFFFA
"""This and above are no sectors but marks."""
_HEADER_DIFAT: Final = 109
_ROOT, _STREAM, _STORAGE = 5, 2, 1


class OleBroken(Exception):
    """The list of streams cannot be read."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One entry of the directory, as the file tells of it."""

    untrusted_name: str
    is_storage: bool
    start: int
    size_bytes: int


class OleFile:
    """An opened compound file. Reading stays within the reader's budget; loops end. Raises `OleBroken`."""

    def __init__(self, reader: BoundedReader) -> None:
        self._reader = reader
        header = reader.at(0, _HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(SIGNATURE):
            raise OleBroken
        shift, mini_shift = struct.unpack_from("<2H", header, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise OleBroken
        self._sector_bytes, self._mini_bytes = 1 << shift, 1 << mini_shift
        self._mini_below: int
        (directory_start, _, self._mini_below, self._mini_fat_start, _, difat_start, _) = struct.unpack_from(
            "<L4s5L", header, 48
        )
        self._fat_sectors = list(struct.unpack_from(f"<{_HEADER_DIFAT}L", header, 76))
        self._read_difat(difat_start)
        self._fat: dict[int, tuple[int, ...]] = {}
        self._mini_fat: bytes | None = None
        self._mini_stream: bytes | None = None
        self.class_id = b""
        self._root: Stream | None = None
        self.streams = self._read_directory(directory_start)

    def _read_difat(self, sector: int) -> None:
        seen: set[int] = set()
        while sector < _NO_SECTOR and sector not in seen and len(seen) < 64:
            seen.add(sector)
            content = self._sector(sector)
            if len(content) < self._sector_bytes:
                raise OleBroken
            *more, sector = struct.unpack(f"<{self._sector_bytes // 4}L", content)
            self._fat_sectors += more

    def _sector(self, sector: int) -> bytes:
        return self._reader.at((sector + 1) * self._sector_bytes, self._sector_bytes)

    def _next(self, sector: int) -> int:
        per_sector = self._sector_bytes // 4
        place, at = divmod(sector, per_sector)
        if place not in self._fat:
            if place >= len(self._fat_sectors) or self._fat_sectors[place] >= _NO_SECTOR:
                raise OleBroken
            content = self._sector(self._fat_sectors[place])
            self._fat[place] = struct.unpack(f"<{len(content) // 4}L", content[: len(content) // 4 * 4])
        if at >= len(self._fat[place]):
            raise OleBroken
        return int(self._fat[place][at])

    def _chain(self, start: int, limit_bytes: int) -> bytes:
        """Return what a chain of sectors holds, up to `limit_bytes`; a chain that loops ends there."""
        pieces: list[bytes] = []
        seen: set[int] = set()
        sector = start
        while sector < _NO_SECTOR and len(pieces) * self._sector_bytes < limit_bytes:
            if sector in seen:
                raise OleBroken
            seen.add(sector)
            piece = self._sector(sector)
            if not piece:
                raise OleBroken
            pieces.append(piece)
            sector = self._next(sector)
        return b"".join(pieces)[:limit_bytes]

    def _read_directory(self, start: int) -> tuple[Stream, ...]:
        content = self._chain(start, (_MAX_ENTRIES + 1) * _ENTRY.size)
        if len(content) > _MAX_ENTRIES * _ENTRY.size or len(content) < _ENTRY.size:
            raise OleBroken
        found = []
        for at in range(0, len(content) - _ENTRY.size + 1, _ENTRY.size):
            name, name_bytes, kind, _, _, _, _, class_id, _, _, _, first, size = _ENTRY.unpack_from(
                content, at
            )
            if kind not in (_ROOT, _STREAM, _STORAGE):
                continue
            text = name[: max(0, min(name_bytes, 64) - 2)].decode("utf_16_le", "replace")
            stream = Stream(text, kind == _STORAGE, first, size & 0xFFFFFFFF)
            if kind == _ROOT and self._root is None:
                self._root, self.class_id = stream, class_id
            else:
                found.append(stream)
        if self._root is None:
            raise OleBroken
        return tuple(found)

    def named(self, name: str) -> Stream | None:
        """Return the first stream of that name."""
        return next((s for s in self.streams if s.untrusted_name == name and not s.is_storage), None)

    def content(self, stream: Stream, limit_bytes: int) -> bytes:
        """Return the first bytes of a stream. Raises `OleBroken`."""
        limit_bytes = min(limit_bytes, stream.size_bytes)
        if stream.size_bytes >= self._mini_below:
            return self._chain(stream.start, limit_bytes)
        return self._mini_content(stream.start, limit_bytes)

    def _mini_content(self, start: int, limit_bytes: int) -> bytes:
        assert self._root is not None
        if self._mini_fat is None or self._mini_stream is None:
            self._mini_fat = self._chain(self._mini_fat_start, 1 << 20)
            self._mini_stream = self._chain(self._root.start, min(self._root.size_bytes, 1 << 21))
        pieces: list[bytes] = []
        seen: set[int] = set()
        place = start
        while place < _NO_SECTOR and len(pieces) * self._mini_bytes < limit_bytes:
            if place in seen or (place + 1) * 4 > len(self._mini_fat):
                raise OleBroken
            seen.add(place)
            pieces.append(self._mini_stream[place * self._mini_bytes : (place + 1) * self._mini_bytes])
            (place,) = struct.unpack_from("<L", self._mini_fat, place * 4)
        return b"".join(pieces)[:limit_bytes]
