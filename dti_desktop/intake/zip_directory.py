"""The list of names of a ZIP file, and the first bytes of an entry. Nothing is unpacked to the disk."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dti_desktop.intake.bounds import BoundedReader

_END: Final = b"PK\x05\x06"
_END_FORM: Final = struct.Struct("<4s4H2LH")
_END64_PLACE: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL: Final = struct.Struct("<4s5HL2L2H")
_MAX_COMMENT: Final = 0xFFFF
_MAX_DIRECTORY_BYTES: Final = 2 * 1024 * 1024
_CHUNK_BYTES: Final = 64 * 1024
_STORED, _DEFLATED = 0, 8


class ZipBroken(Exception):
    """The list of names cannot be read."""


class ZipTooLarge(Exception):
    """The list of names is longer than any office's archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the list, as the list tells of it. Nothing of it is checked."""

    untrusted_name: str
    is_encrypted: bool
    method: int
    packed_bytes: int
    unpacked_bytes: int
    offset: int

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder."""
        return self.untrusted_name.endswith("/")


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries in their order; `start` is where the first byte of the archive lies in the file."""

    entries: tuple[Entry, ...]
    start: int

    def named(self, name: str) -> Entry | None:
        """Return the entry of exactly that name, letters of either case."""
        wanted = name.lower()
        return next((e for e in self.entries if e.untrusted_name.lower() == wanted), None)


def read_directory(reader: BoundedReader, *, max_entries: int) -> Directory | None:
    """Return the list of names, or None where the file does not end as a ZIP does.

    Raises `ZipBroken` where it ends as one and the list is not there, `ZipTooLarge` where it is too long.
    """
    tail_bytes = _END_FORM.size + _MAX_COMMENT
    tail_start = max(0, reader.size_bytes - tail_bytes)
    tail = reader.at(tail_start, tail_bytes)
    place = len(tail)
    while (place := tail.rfind(_END, 0, place)) >= 0:
        end = tail[place : place + _END_FORM.size]
        if len(end) == _END_FORM.size and place + len(end) + _END_FORM.unpack(end)[-1] == len(tail):
            return _at_end(reader, tail_start + place, end, max_entries)
    return None


def _at_end(reader: BoundedReader, end_at: int, end: bytes, max_entries: int) -> Directory:
    _, _, _, _, count, size, offset, _ = _END_FORM.unpack(end)
    directory_end = end_at
    if 0xFFFF in (count,) or 0xFFFFFFFF in (size, offset):
        place = reader.at(end_at - _END64_PLACE.size, _END64_PLACE.size)
        if len(place) == _END64_PLACE.size and place.startswith(b"PK\x06\x07"):
            at = _END64_PLACE.unpack(place)[2]
            record = reader.at(at, _END64.size)
            if len(record) != _END64.size or not record.startswith(b"PK\x06\x06"):
                raise ZipBroken
            *_, count, size, offset = _END64.unpack(record)
            directory_end = at
    if count > max_entries or size > _MAX_DIRECTORY_BYTES:
        raise ZipTooLarge
    start = directory_end - size - offset
    if start < 0 or size < count * _ENTRY.size:
        raise ZipBroken
    return Directory(tuple(_entries(reader.at(start + offset, size), count, start)), start)


def _entries(directory: bytes, count: int, start: int) -> Iterator[Entry]:
    at = 0
    for _ in range(count):
        head = directory[at : at + _ENTRY.size]
        if len(head) != _ENTRY.size or not head.startswith(b"PK\x01\x02"):
            raise ZipBroken
        fields = _ENTRY.unpack(head)
        flags, method = fields[5], fields[6]
        packed, unpacked, name_bytes, extra_bytes, comment_bytes = fields[10:15]
        offset = fields[18]
        name = directory[at + _ENTRY.size : at + _ENTRY.size + name_bytes]
        at += _ENTRY.size + name_bytes + extra_bytes + comment_bytes
        if len(name) != name_bytes or at > len(directory):
            raise ZipBroken
        yield Entry(_name(name), bool(flags & 1), method, packed, unpacked, start + offset)


def _name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace")


def content(reader: BoundedReader, entry: Entry, *, limit_bytes: int) -> Iterator[bytes]:
    """Yield the first `limit_bytes` of an entry, unpacked in pieces. Raises `ZipBroken`."""
    head = reader.at(entry.offset, _LOCAL.size)
    if len(head) != _LOCAL.size or not head.startswith(b"PK\x03\x04") or entry.is_encrypted:
        raise ZipBroken
    name_bytes, extra_bytes = _LOCAL.unpack(head)[-2:]
    at, left = entry.offset + _LOCAL.size + name_bytes + extra_bytes, entry.packed_bytes
    if entry.method not in (_STORED, _DEFLATED):
        raise ZipBroken
    unpack = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None
    given = 0
    while left > 0 and given < limit_bytes:
        packed = reader.at(at, min(left, _CHUNK_BYTES))
        if not packed:
            raise ZipBroken
        at, left = at + len(packed), left - len(packed)
        while packed and given < limit_bytes:
            room = min(_CHUNK_BYTES, limit_bytes - given)
            if unpack is None:
                piece, packed = packed[:room], packed[room:]
            else:
                try:
                    piece = unpack.decompress(packed, room)
                except zlib.error as error:
                    raise ZipBroken from error
                packed = unpack.unconsumed_tail
                if unpack.eof:
                    left, packed = 0, b""
            given += len(piece)
            if piece:
                yield piece


def whole_content(reader: BoundedReader, entry: Entry, *, limit_bytes: int) -> bytes:
    """Return the first `limit_bytes` of an entry. Raises `ZipBroken`."""
    return b"".join(content(reader, entry, limit_bytes=limit_bytes))
