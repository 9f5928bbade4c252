"""The one lawful form of a container: an entry, and the three headers that speak of it.

Writer and reader build each header with the same functions.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from dti_desktop.bundle import profile
from dti_desktop.errors import InputError

LIMIT_BYTES = 0xFFFF_FFFF
"""A container must be smaller than this, or readers would expect ZIP64."""

# As ZIP has them, without what varies in length.
LOCAL = struct.Struct("<4sHHHHHLLLHH")
CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")

LAWFUL_VERSION = 20
LAWFUL_DATE_AND_TIME = ((1 << 5) | 1, 0)
"""1 January 1980, the earliest that the format knows, as two numbers of DOS."""

_DATE, _TIME = LAWFUL_DATE_AND_TIME


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the container; `offset` is where its local header begins."""

    name: str
    crc32: int
    size_bytes: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Where the content begins."""
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end_offset(self) -> int:
        """Where the content ends and the next header must begin."""
        return self.data_offset + self.size_bytes


def local_header(entry: Entry) -> bytes:
    """Return the only lawful header before an entry's content."""
    name = entry.name.encode("ascii")
    return (
        LOCAL.pack(
            b"PK\3\4", LAWFUL_VERSION, 0, 0, _TIME, _DATE,
            entry.crc32, entry.size_bytes, entry.size_bytes, len(name), 0,
        )
        + name
    )  # fmt: skip


def central_header(entry: Entry) -> bytes:
    """Return the only lawful record of an entry in the central directory."""
    name = entry.name.encode("ascii")
    return (
        CENTRAL.pack(
            b"PK\1\2", LAWFUL_VERSION, LAWFUL_VERSION, 0, 0, _TIME, _DATE,
            entry.crc32, entry.size_bytes, entry.size_bytes, len(name), 0, 0, 0, 0, 0, entry.offset,
        )
        + name
    )  # fmt: skip


def end_record(entry_count: int, central_bytes: int, central_offset: int) -> bytes:
    """Return the only lawful end of the container."""
    return END.pack(b"PK\5\6", 0, 0, entry_count, entry_count, central_bytes, central_offset, 0)


def contents_bytes(names_and_sizes: Sequence[tuple[str, int]]) -> int:
    """Return how much these files take up with the header before each: where what follows them begins."""
    return sum(LOCAL.size + len(name) + size for name, size in names_and_sizes)


def container_bytes(names_and_sizes: Sequence[tuple[str, int]]) -> int:
    """Return how large a container with these files is.

    Raises `InputError` `bundle-too-large` where it would need ZIP64.
    """
    central = sum(CENTRAL.size + len(name) for name, _ in names_and_sizes)
    total = contents_bytes(names_and_sizes) + central + END.size
    if total >= LIMIT_BYTES or len(names_and_sizes) > profile.MAX_ENTRIES:
        raise InputError(
            "bundle-too-large",
            size_bytes=total,
            limit_bytes=LIMIT_BYTES - 1,
            files=len(names_and_sizes),
            files_limit=profile.MAX_ENTRIES,
        )
    return total
