"""The canonical ZIP: one lawful byte sequence for a given list of names and contents.

Every entry is stored, with a fixed date and fixed attributes, no extra fields, no comments, no
data descriptors, nothing before, between or after, less than 4 GiB (so no ZIP64). The writer and
the reader build each header with the same three functions; the reader accepts a container only if
every header byte is what they give. Python's `zipfile` is not used: it adds fields above 2 GiB and
accepts overlapping entries.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dti_desktop.bundle import profile
from dti_desktop.bundle.findings import Finding, shown_name
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError

Progress = Callable[[int, int], None]
CancelCheck = Callable[[], bool]

CHUNK_BYTES = 1 << 20
LIMIT_BYTES = 0xFFFF_FFFF
"""A container must be smaller than this, or readers would expect ZIP64."""

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION = 20
_DOS_TIME = 0
_DOS_DATE = (1 << 5) | 1  # 1 January 1980, the earliest that the format knows
_MAX_COMMENT_BYTES = 0xFFFF
_MAX_HEADER_FINDINGS = 20


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
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def end_offset(self) -> int:
        """Where the content ends and the next header must begin."""
        return self.data_offset + self.size_bytes


def local_header(entry: Entry) -> bytes:
    """Return the only lawful header before an entry's content."""
    name = entry.name.encode("ascii")
    return (
        _LOCAL.pack(
            b"PK\3\4", _VERSION, 0, 0, _DOS_TIME, _DOS_DATE,
            entry.crc32, entry.size_bytes, entry.size_bytes, len(name), 0,
        )
        + name
    )  # fmt: skip


def central_header(entry: Entry) -> bytes:
    """Return the only lawful record of an entry in the central directory."""
    name = entry.name.encode("ascii")
    return (
        _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, 0, 0, _DOS_TIME, _DOS_DATE,
            entry.crc32, entry.size_bytes, entry.size_bytes, len(name), 0, 0, 0, 0, 0, entry.offset,
        )
        + name
    )  # fmt: skip


def end_record(entry_count: int, central_bytes: int, central_offset: int) -> bytes:
    """Return the only lawful end of the container."""
    return _END.pack(b"PK\5\6", 0, 0, entry_count, entry_count, central_bytes, central_offset, 0)


def container_bytes(names_and_sizes: Sequence[tuple[str, int]]) -> int:
    """Return how large a container with these files is.

    Raises `InputError` `bundle-too-large` where it would need ZIP64.
    """
    headers = sum(_LOCAL.size + _CENTRAL.size + 2 * len(name) for name, _ in names_and_sizes)
    total = headers + sum(size for _, size in names_and_sizes) + _END.size
    if total >= LIMIT_BYTES or len(names_and_sizes) > profile.MAX_ENTRIES:
        raise InputError(
            "bundle-too-large",
            size_bytes=total,
            limit_bytes=LIMIT_BYTES - 1,
            files=len(names_and_sizes),
            files_limit=profile.MAX_ENTRIES,
        )
    return total


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
        digest = hashlib.sha256()
        crc32 = copied_bytes = 0
        buffer = memoryview(bytearray(CHUNK_BYTES))
        while count := _read_into(source, buffer, name):
            copied_bytes += count
            if copied_bytes > size_bytes:
                break
            piece = buffer[:count]
            self._file.write(piece)
            digest.update(piece)
            crc32 = zlib.crc32(piece, crc32)
            step(count)
        if copied_bytes != size_bytes:
            raise EnvironmentFault("evidence-changed", name=name, reason="other-size")
        entry = Entry(name, crc32, size_bytes, self._offset)
        self._file.seek(entry.offset)
        self._file.write(local_header(entry))
        self._file.seek(entry.end_offset)
        self._close(entry)
        return digest.hexdigest()

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


@dataclass(frozen=True, slots=True)
class Container:
    """What the headers say. Canonical if and only if there is no finding.

    `entries` are those whose content can be read without any risk (in bounds, not overlapping,
    stored), also in a container that is not canonical, so that a verifier can still say more.
    `names` are all names, also of entries that cannot be read.
    """

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_container(file: BinaryIO, size_bytes: int) -> Container:
    """Judge every header byte of a container; contents are not read, memory stays small."""
    return _HeaderReader(file, size_bytes).read()


class _HeaderReader:
    """One look through the headers: first without trust, then byte for byte against the lawful ones."""

    def __init__(self, file: BinaryIO, size_bytes: int) -> None:
        self._file = file
        self._size_bytes = size_bytes
        self._findings: list[Finding] = []
        self._entries: list[Entry] = []
        self._names: list[str] = []

    def read(self) -> Container:
        end_offset = self._find_end()
        if end_offset is None:
            self._fault("container-unreadable", "end")
            return self._result()
        _, _, _, _, count, central_size, central_offset, _ = _END.unpack(self._at(end_offset, _END.size))
        base = end_offset - central_size - central_offset
        if base < 0 or central_size > profile.MAX_ENTRIES * (_CENTRAL.size + profile.MAX_NAME_BYTES):
            self._fault("container-unreadable", "central-directory")
            return self._result()
        if base > 0:
            self._fault("container-not-canonical", "start", leading_bytes=base)
        central = self._at(base + central_offset, central_size)
        self._walk(central, base, base + central_offset)
        lawful_end = end_record(len(self._names), len(central), end_offset - len(central))
        if self._at(end_offset, _END.size) != lawful_end or count != len(self._names):
            self._fault("container-not-canonical", "end")
        return self._result()

    def _find_end(self) -> int | None:
        offset = self._size_bytes - _END.size
        if offset < 0 or self._size_bytes >= LIMIT_BYTES:
            return None
        if self._at(offset, 4) == b"PK\5\6":
            return offset
        tail_offset = max(0, offset - _MAX_COMMENT_BYTES)
        found = self._at(tail_offset, self._size_bytes - tail_offset).rfind(b"PK\5\6")
        if found < 0 or tail_offset + found > offset:
            return None
        self._fault("container-not-canonical", "end", trailing_bytes=offset - tail_offset - found)
        return tail_offset + found

    def _walk(self, central: bytes, base: int, central_start: int) -> None:
        position = 0
        lawful_offset = 0
        while position < len(central):
            if len(self._names) == profile.MAX_ENTRIES:
                self._fault("container-unreadable", "central-directory", files_limit=profile.MAX_ENTRIES)
                return
            if len(central) - position < _CENTRAL.size or central[position : position + 4] != b"PK\1\2":
                self._fault("container-unreadable", "central-directory", byte=position)
                return
            fields = _CENTRAL.unpack_from(central, position)
            method, crc32, packed_size, size = fields[4], fields[7], fields[8], fields[9]
            name_size, extra_size, comment_size, offset = fields[10], fields[11], fields[12], fields[16]
            name_end = position + _CENTRAL.size + name_size
            untrusted_name = central[position + _CENTRAL.size : name_end]
            record_end = name_end + extra_size + comment_size
            if record_end > len(central):
                self._fault("container-unreadable", "central-directory", byte=position)
                return
            name = shown_name(untrusted_name)
            self._names.append(name)
            if not (untrusted_name.isascii() and profile.is_safe_name(name)):
                self._fault("name-not-allowed", name)
            else:
                entry = Entry(name, crc32, size, offset)
                if central[position:record_end] != central_header(entry) or offset != lawful_offset:
                    self._fault("container-not-canonical", name, part="central-directory")
                lawful_offset = self._read_local(entry, base, central_start, method, packed_size)
            position = record_end
        if lawful_offset != central_start - base:
            self._fault("container-not-canonical", "central-directory", part="gap")

    def _read_local(self, entry: Entry, base: int, central_start: int, method: int, packed_size: int) -> int:
        """Check one local header; keep the entry if its content can be read. Return where the next begins."""
        lawful = local_header(entry)
        here = entry.offset + base
        actual = self._at(here, len(lawful)) if here + len(lawful) <= central_start else b""
        if actual != lawful:
            self._fault("container-not-canonical", entry.name, part="local-header")
        if len(actual) < _LOCAL.size or actual[:4] != b"PK\3\4":
            return entry.end_offset
        name_size, extra_size = _LOCAL.unpack_from(actual)[9:11]
        # The offset is moved so that `data_offset` is right where fields stand that should not be there.
        shift = name_size + extra_size - len(entry.name)
        found = Entry(entry.name, entry.crc32, entry.size_bytes, here + shift)
        previous_end = self._entries[-1].end_offset if self._entries else 0
        is_stored = method == 0 and packed_size == entry.size_bytes
        if (
            is_stored
            and here >= previous_end
            and found.data_offset >= here + _LOCAL.size
            and found.end_offset <= central_start
        ):
            self._entries.append(found)
        return entry.end_offset

    def _at(self, offset: int, size: int) -> bytes:
        self._file.seek(offset)
        content = self._file.read(size)
        if len(content) != size:
            raise EnvironmentFault("bundle-changed-while-read")
        return content

    def _fault(self, code: str, place: str, **facts: object) -> None:
        if len(self._findings) < _MAX_HEADER_FINDINGS:
            self._findings.append(Finding(code, place, facts))

    def _result(self) -> Container:
        return Container(tuple(self._entries), tuple(self._names), tuple(self._findings))


class ContentReader:
    """Reads contents of a container's entries, telling progress and asking whether to stop."""

    def __init__(
        self, file: BinaryIO, total_bytes: int, progress: Progress | None, cancelled: CancelCheck | None
    ) -> None:
        self._file = file
        self._total_bytes = total_bytes
        self._done_bytes = 0
        self._progress = progress
        self._cancelled = cancelled
        self._buffer = memoryview(bytearray(CHUNK_BYTES))

    def digest(self, entry: Entry) -> tuple[str, int]:
        """Return SHA-256 (hex) and CRC-32 of an entry's content, in one pass and bounded memory."""
        digest = hashlib.sha256()
        crc32 = 0
        for piece in self._pieces(entry):
            digest.update(piece)
            crc32 = zlib.crc32(piece, crc32)
        return digest.hexdigest(), crc32

    def content(self, entry: Entry, max_bytes: int) -> bytes | None:
        """Return an entry's content, None where it is larger than `max_bytes`."""
        if entry.size_bytes > max_bytes:
            return None
        return b"".join(bytes(piece) for piece in self._pieces(entry))

    def _pieces(self, entry: Entry) -> Iterator[memoryview]:
        self._file.seek(entry.data_offset)
        left = entry.size_bytes
        while left:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            count = self._file.readinto(self._buffer[: min(left, CHUNK_BYTES)])  # type: ignore[attr-defined]
            if not count:
                raise EnvironmentFault("bundle-changed-while-read")
            left -= count
            yield self._buffer[:count]
            self._done_bytes += count
            if self._progress is not None:
                self._progress(self._done_bytes, self._total_bytes)
