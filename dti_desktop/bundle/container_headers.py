"""Judging the headers of a container from anywhere, before any byte of its contents is looked at.

First without trust, so that much can still be said of a file that is not lawful; then byte for byte
against the lawful headers. Each difference is told with its `reason`.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from dti_desktop.bundle import names, profile
from dti_desktop.bundle.container_form import (
    CENTRAL,
    END,
    LAWFUL_DATE_AND_TIME,
    LAWFUL_VERSION,
    LIMIT_BYTES,
    LOCAL,
    Entry,
    central_header,
    end_record,
    local_header,
)
from dti_desktop.bundle.findings import Finding
from dti_desktop.errors import EnvironmentFault

_MAX_COMMENT_BYTES = 0xFFFF
_MAX_CENTRAL_BYTES = profile.MAX_ENTRIES * (CENTRAL.size + profile.MAX_NAME_BYTES)
_MAX_FINDINGS = 60
_MAX_FINDINGS_OF_A_KIND = 8
_MIN_BOMB_BYTES = 1 << 20
_MAX_RATIO = 100
_ZIP64_END_BYTES = 20

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_DATA_DESCRIPTOR = 0x0008
_ZIP64_FIELD = 0x0001
_UNICODE_PATH_FIELD = 0x7075
_DOS_FOLDER = 0x10

UNREADABLE_REASONS = ("encrypted", "ratio", "compressed", "sizes", "overlap", "outside", "no-header")
"""Why the content of an entry is not read."""

NO_END_REASONS = ("too-small", "too-large", "no-end")
"""Why the end record cannot be found."""

END_REASONS = ("leading-data", "zip64", "multi-disk", "comment", "count", "trailing-data")
"""What may be wrong before the first file and with the end record."""

HEADER_REASONS = (
    "encrypted", "link", "special", "folder", "data-descriptor", "zip64", "unicode-path", "extra-field",
    "comment", "multi-disk", "compressed", "sizes", "crc32", "flags", "version", "time", "attributes",
    "name", "overlap", "outside", "no-header", "gap",
)  # fmt: skip
"""What may be wrong with a header."""

DIRECTORY_REASONS = ("out-of-bounds", "too-many", "two-ends", "zip64", "no-record", "cut-off")
"""Why the central directory cannot be followed."""


@dataclass(frozen=True, slots=True)
class Container:
    """What the headers say. Canonical if and only if there is no finding.

    `entries` are those whose content can be read without any risk (in bounds, not overlapping,
    stored), also in a container that is not canonical, so that a verifier can still say more.
    `names` are all names, made harmless, also of entries that cannot be read; `unreadable` says why not.
    """

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    unreadable: Mapping[str, str] = field(default_factory=dict)


def read_container(file: BinaryIO, size_bytes: int) -> Container:
    """Judge every header byte of a container; contents are not read, memory stays small."""
    return _HeaderReader(file, size_bytes).read()


@dataclass(frozen=True, slots=True)
class _Header:
    """What a local header or a record of the directory says; those of a local header have no attributes."""

    flags: int
    method: int
    crc32: int
    packed_bytes: int
    size_bytes: int
    name: bytes
    extra: bytes
    versions: tuple[int, ...]
    date_and_time: tuple[int, int]
    comment_bytes: int = 0
    disk: int = 0
    made_by_attributes: int = 0
    offset: int = 0

    @classmethod
    def of_record(cls, central: bytes, position: int) -> _Header | None:
        """Return the record of the directory that begins at `position`, None where it does not fit."""
        (
            _, made_by, needed, flags, method, time, date, crc32, packed_bytes, size_bytes,
            name_bytes, extra_bytes, comment_bytes, disk, _, made_by_attributes, offset,
        ) = CENTRAL.unpack_from(central, position)  # fmt: skip
        name_start = position + CENTRAL.size
        extra_start = name_start + name_bytes
        if extra_start + extra_bytes + comment_bytes > len(central):
            return None
        return cls(
            flags=flags,
            method=method,
            crc32=crc32,
            packed_bytes=packed_bytes,
            size_bytes=size_bytes,
            name=central[name_start:extra_start],
            extra=central[extra_start : extra_start + extra_bytes],
            versions=(made_by, needed),
            date_and_time=(date, time),
            comment_bytes=comment_bytes,
            disk=disk,
            made_by_attributes=made_by_attributes,
            offset=offset,
        )

    @property
    def record_bytes(self) -> int:
        """How long the record of the directory is."""
        return CENTRAL.size + len(self.name) + len(self.extra) + self.comment_bytes

    def oddity(self) -> str:
        """Return what this header says that no lawful one does; "attributes" where nothing else is found."""
        unix_kind = stat.S_IFMT(self.made_by_attributes >> 16)
        is_folder = unix_kind == stat.S_IFDIR or self.made_by_attributes & _DOS_FOLDER
        fields = _extra_fields(self.extra)
        is_zip64 = _ZIP64_FIELD in fields or 0xFFFF_FFFF in (self.packed_bytes, self.size_bytes, self.offset)
        found = (
            ("encrypted", self.flags & _ENCRYPTED),
            ("link", unix_kind == stat.S_IFLNK),
            ("folder", is_folder or self.name.endswith(b"/")),
            ("special", unix_kind not in (0, stat.S_IFREG, stat.S_IFDIR)),
            ("data-descriptor", self.flags & _DATA_DESCRIPTOR),
            ("zip64", is_zip64),
            ("unicode-path", _UNICODE_PATH_FIELD in fields),
            ("extra-field", self.extra),
            ("comment", self.comment_bytes),
            ("multi-disk", self.disk),
            ("compressed", self.method),
            ("sizes", self.packed_bytes != self.size_bytes),
            ("flags", self.flags),
            ("version", any(version != LAWFUL_VERSION for version in self.versions)),
            ("time", self.date_and_time != LAWFUL_DATE_AND_TIME),
        )
        return next((reason for reason, is_so in found if is_so), "attributes")


def _extra_fields(extra: bytes) -> set[int]:
    found = set()
    position = 0
    while position + 4 <= len(extra):
        found.add(int.from_bytes(extra[position : position + 2], "little"))
        position += 4 + int.from_bytes(extra[position + 2 : position + 4], "little")
    return found


class _HeaderReader:
    """One look through the headers."""

    def __init__(self, file: BinaryIO, size_bytes: int) -> None:
        self._file = file
        self._size_bytes = size_bytes
        self._findings: list[Finding] = []
        self._told: Counter[tuple[str, object]] = Counter()
        self._entries: list[Entry] = []
        self._names: list[str] = []
        self._unreadable: dict[str, str] = {}
        self._twins: dict[str, bytes] = {}

    def read(self) -> Container:
        end_offset = self._find_end()
        if end_offset is None:
            return self._result()
        actual_end = self._at(end_offset, END.size)
        _, _, _, _, count, central_size, central_offset, _ = END.unpack(actual_end)
        base = end_offset - central_size - central_offset
        if base < 0 or central_size > _MAX_CENTRAL_BYTES:
            is_zip64 = self._zip64_stands_before(end_offset)
            self._directory_fault("zip64" if is_zip64 else "out-of-bounds" if base < 0 else "too-many")
            return self._result()
        if base > 0:
            self._fault("container-not-canonical", "start", reason="leading-data", leading_bytes=base)
        central = self._at(base + central_offset, central_size)
        self._walk(central, base, base + central_offset)
        lawful_end = end_record(len(self._names), len(central), end_offset - len(central))
        if actual_end != lawful_end or count != len(self._names):
            reason = self._oddity_of_end(end_offset, actual_end)
            if reason is not None:
                self._fault("container-not-canonical", "end", reason=reason)
        return self._result()

    def _find_end(self) -> int | None:
        offset = self._size_bytes - END.size
        if offset < 0 or self._size_bytes >= LIMIT_BYTES:
            reason = "too-small" if offset < 0 else "too-large"
            self._fault("container-unreadable", "end", reason=reason)
            return None
        if self._at(offset, 4) == b"PK\5\6":
            return offset
        tail_offset = max(0, offset - _MAX_COMMENT_BYTES)
        found = self._at(tail_offset, self._size_bytes - tail_offset).rfind(b"PK\5\6")
        if found < 0 or tail_offset + found > offset:
            self._fault("container-unreadable", "end", reason="no-end")
            return None
        end_offset = tail_offset + found
        trailing_bytes = offset - end_offset
        comment_bytes = END.unpack(self._at(end_offset, END.size))[7]
        reason = "comment" if comment_bytes == trailing_bytes else "trailing-data"
        self._fault("container-not-canonical", "end", reason=reason, trailing_bytes=trailing_bytes)
        return end_offset

    def _zip64_stands_before(self, end_offset: int) -> bool:
        locator = end_offset - _ZIP64_END_BYTES
        return locator >= 0 and self._at(locator, 4) == b"PK\6\7"

    def _oddity_of_end(self, end_offset: int, actual_end: bytes) -> str | None:
        """Return what is wrong with the end record; None where it is what stands before or behind it."""
        _, disk, central_disk, count_here, count, _, _, comment_bytes = END.unpack(actual_end)
        if self._zip64_stands_before(end_offset):
            return "zip64"
        if disk or central_disk or count_here != count:
            return "multi-disk"
        if count != len(self._names):
            return "count"
        return "comment" if comment_bytes and end_offset + END.size == self._size_bytes else None

    def _walk(self, central: bytes, base: int, central_start: int) -> None:
        position = 0
        lawful_offset = 0
        while position < len(central):
            if len(self._names) == profile.MAX_ENTRIES:
                self._directory_fault("too-many", files_limit=profile.MAX_ENTRIES)
                return
            mark = central[position : position + 4]
            if mark != b"PK\1\2":
                is_end = {b"PK\5\6": "two-ends", b"PK\6\6": "zip64", b"PK\6\7": "zip64"}
                self._directory_fault(is_end.get(mark, "no-record"), byte=position)
                return
            if len(central) - position < CENTRAL.size:
                self._directory_fault("cut-off", byte=position)
                return
            record = _Header.of_record(central, position)
            if record is None:
                self._directory_fault("cut-off", byte=position)
                return
            actual = central[position : position + record.record_bytes]
            lawful_offset = self._judge_record(record, actual, lawful_offset, base, central_start)
            position += record.record_bytes
        if lawful_offset != central_start - base:
            self._header_fault("central-directory", "central-directory", "gap")

    def _judge_record(
        self, record: _Header, actual: bytes, lawful_offset: int, base: int, central_start: int
    ) -> int:
        """Judge one record and its local header. Return where the next local header must begin."""
        name = names.shown(record.name)
        self._names.append(name)
        self._judge_twins(record.name, name)
        reason = names.fault(record.name)
        if reason is not None:
            self._fault("name-not-allowed", name, reason=reason)
            oddity = record.oddity()
            if oddity in ("encrypted", "link", "special"):
                self._header_fault(name, "central-directory", oddity)
            return record.offset + LOCAL.size + len(record.name) + record.packed_bytes
        entry = Entry(name, record.crc32, record.size_bytes, record.offset)
        if actual != central_header(entry):
            self._header_fault(name, "central-directory", record.oddity())
        elif record.offset != lawful_offset:
            is_overlap = record.offset < lawful_offset
            self._header_fault(name, "central-directory", "overlap" if is_overlap else "gap")
        return self._read_local(entry, record, base, central_start)

    def _judge_twins(self, untrusted_name: bytes, name: str) -> None:
        other = self._twins.setdefault(names.twin_key(untrusted_name), untrusted_name)
        if other != untrusted_name:
            reason = names.twin_reason(untrusted_name, other)
            self._fault("file-twin", name, reason=reason, other=names.shown(other))

    def _read_local(self, entry: Entry, record: _Header, base: int, central_start: int) -> int:
        """Judge one local header; keep the entry if its content can be read. Return where the next begins."""
        lawful = local_header(entry)
        here = entry.offset + base
        actual = self._at(here, len(lawful)) if here + len(lawful) <= central_start else b""
        is_header = len(actual) >= LOCAL.size and actual[:4] == b"PK\3\4"
        if actual != lawful:
            reason = self._oddity_of_local(actual, entry, here) if is_header else "no-header"
            self._header_fault(entry.name, "local-header", reason if actual else "outside")
        if is_header:
            found = self._found(entry, actual, here)
            unreadable = self._unreadable_reason(record, here, found, central_start)
            if unreadable is None:
                self._entries.append(found)
        else:
            unreadable = "no-header" if actual else "outside"
        if unreadable is not None:
            self._unreadable.setdefault(entry.name, unreadable)
        return record.offset + LOCAL.size + len(record.name) + record.packed_bytes

    @staticmethod
    def _found(entry: Entry, actual: bytes, here: int) -> Entry:
        name_bytes, extra_bytes = LOCAL.unpack_from(actual)[9:11]
        # The offset is moved so that `data_offset` is right where fields stand that should not be there.
        shift = name_bytes + extra_bytes - len(entry.name)
        return Entry(entry.name, entry.crc32, entry.size_bytes, here + shift)

    def _unreadable_reason(self, record: _Header, here: int, found: Entry, central_start: int) -> str | None:
        previous_end = self._entries[-1].end_offset if self._entries else 0
        if record.flags & _ENCRYPTED:
            return "encrypted"
        if record.method:
            is_large = record.size_bytes >= _MIN_BOMB_BYTES
            is_bomb = is_large and record.size_bytes > _MAX_RATIO * record.packed_bytes
            return "ratio" if is_bomb else "compressed"
        if record.packed_bytes != record.size_bytes:
            return "sizes"
        if here < previous_end or found.data_offset < here + LOCAL.size:
            return "overlap"
        return "outside" if found.end_offset > central_start else None

    def _oddity_of_local(self, actual: bytes, entry: Entry, here: int) -> str:
        _, needed, flags, method, time, date, crc32, packed_bytes, size_bytes, name_bytes, extra_bytes = (
            LOCAL.unpack_from(actual)
        )
        start = here + LOCAL.size
        behind = self._at(start, min(name_bytes + extra_bytes, self._size_bytes - start))
        if behind[:name_bytes] != entry.name.encode("ascii"):
            return "name"
        local = _Header(
            flags=flags,
            method=method,
            crc32=crc32,
            packed_bytes=packed_bytes,
            size_bytes=size_bytes,
            name=behind[:name_bytes],
            extra=behind[name_bytes:],
            versions=(needed,),
            date_and_time=(date, time),
        )
        oddity = local.oddity()
        if oddity != "attributes":
            return oddity
        return "crc32" if local.crc32 != entry.crc32 else "sizes"

    def _at(self, offset: int, size: int) -> bytes:
        self._file.seek(offset)
        content = self._file.read(size)
        if len(content) != size:
            raise EnvironmentFault("bundle-changed-while-read")
        return content

    def _header_fault(self, place: str, part: str, reason: str) -> None:
        self._fault("container-not-canonical", place, part=part, reason=reason)

    def _directory_fault(self, reason: str, **facts: object) -> None:
        self._fault("container-unreadable", "central-directory", reason=reason, **facts)

    def _fault(self, code: str, place: str, **facts: object) -> None:
        """Note a finding; of many alike the first few are enough."""
        kind = (code, facts["reason"])
        self._told[kind] += 1
        if self._told[kind] <= _MAX_FINDINGS_OF_A_KIND and len(self._findings) < _MAX_FINDINGS:
            self._findings.append(Finding(code, place, facts))

    def _result(self) -> Container:
        return Container(tuple(self._entries), tuple(self._names), tuple(self._findings), self._unreadable)
