"""The container of a department's file: a ZIP that has one lawful byte sequence for its names and contents.

Everything is stored, with a fixed date, no extra fields, no comments, nothing before, between or after, less
than 4 GiB. The usual programs open it. The reader goes by what `part.json`, the first member, says must
follow, and holds every byte of the file against that: nothing is looked up, extracted or named by the file.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from dti_desktop.engine import strict_json
from dti_desktop.engine.part_reading import SHA256
from dti_desktop.engine.strict_json import pointer
from dti_desktop.errors import InputError, Problem

HEADER_NAME = "part.json"
LIMIT_BYTES = (1 << 32) - 1
MAX_HEADER_BYTES = 4 * 1024 * 1024
MAX_MEMBERS = 10_000
CHUNK_BYTES = 1 << 20

Step = Callable[[int], None]
"""Told how many bytes were just worked on; raises `Cancelled` to stop."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DAY = 20, 0x21
_NAME = re.compile(r"[a-z]{1,20}\.json|evidence/[0-9a-f]{64}", re.ASCII)
_SIZE = re.compile(r"[0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the container, as `part.json` tells of it."""

    name: str
    size_bytes: int
    sha256: str

    def to_json(self) -> dict[str, str]:
        """Return what `part.json` says of it."""
        return {"name": self.name, "size_bytes": str(self.size_bytes), "sha256": self.sha256}


def _local(name: str, crc: int, size_bytes: int) -> bytes:
    raw = name.encode("ascii")
    return _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DAY, crc, size_bytes, size_bytes, len(raw), 0) + raw


def _directory(entries: Sequence[tuple[str, int, int, int]], at: int) -> bytes:
    """Return the list of entries (name, CRC, size, place) and the end, which follow everything else."""
    listed = b""
    for name, crc, size_bytes, place in entries:
        raw = name.encode("ascii")
        listed += _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, 0, 0, 0, _DAY, crc, size_bytes, size_bytes, len(raw),
            0, 0, 0, 0, 0, place,
        ) + raw  # fmt: skip
    count = len(entries)
    return listed + _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)


def total_bytes(header_bytes: int, members: Sequence[Member]) -> int:
    """Return how long the whole file is."""
    names = [HEADER_NAME, *(member.name for member in members)]
    fixed = sum(_LOCAL.size + _CENTRAL.size + 2 * len(name) for name in names) + _END.size
    return fixed + header_bytes + sum(member.size_bytes for member in members)


def write(target: IO[bytes], header: bytes, contents: Iterator[tuple[Member, IO[bytes]]], step: Step) -> None:
    """Write a container; `header` is `part.json`. Raises `OSError` where a content differs."""
    entries: list[tuple[str, int, int, int]] = []
    at = 0

    def put(content: bytes) -> None:
        nonlocal at
        target.write(content)
        at += len(content)

    crc = zlib.crc32(header)
    entries.append((HEADER_NAME, crc, len(header), at))
    put(_local(HEADER_NAME, crc, len(header)) + header)
    for member, source in contents:
        crc = 0
        for chunk in _chunks(source, member.size_bytes):
            crc = zlib.crc32(chunk, crc)
        source.seek(0)
        entries.append((member.name, crc, member.size_bytes, at))
        put(_local(member.name, crc, member.size_bytes))
        digest = hashlib.sha256()
        written = 0
        for chunk in _chunks(source, member.size_bytes):
            digest.update(chunk)
            written += len(chunk)
            put(chunk)
            step(len(chunk))
        if (digest.hexdigest(), written) != (member.sha256, member.size_bytes):
            raise OSError("a file changed while it was read")
    put(_directory(entries, at))


def _chunks(source: IO[bytes], size_bytes: int) -> Iterator[bytes]:
    left = size_bytes
    while left > 0 and (chunk := source.read(min(left, CHUNK_BYTES))):
        left -= len(chunk)
        yield chunk


class UntrustedContainer:
    """A container of which every byte was held against what its header says. `header` is not judged yet."""

    def __init__(
        self, file: IO[bytes], header: Mapping[str, object], places: Mapping[str, tuple[Member, int]]
    ) -> None:
        self._file = file
        self.header = header
        self._places = places

    @property
    def names(self) -> frozenset[str]:
        """The names of its members, `part.json` left out."""
        return frozenset(self._places)

    def member(self, name: str) -> Member:
        """Return what the header says of a member; it was found to be true."""
        return self._places[name][0]

    def read(self, name: str, max_bytes: int) -> bytes:
        """Return a member. Raises `InputError` `too-large`; `part-damaged` if the file changed meanwhile."""
        member, place = self._places[name]
        if member.size_bytes > max_bytes:
            facts = {"size_bytes": member.size_bytes, "limit_bytes": max_bytes}
            raise InputError("too-large", [Problem("too-large", name, facts)])
        self._file.seek(place)
        content = self._file.read(member.size_bytes)
        if hashlib.sha256(content).hexdigest() != member.sha256:
            raise InputError("part-damaged", [Problem("part-damaged", name)])
        return content

    def copy(self, name: str, target: IO[bytes], step: Step) -> None:
        """Copy a member into `target`. Raises as `read`."""
        member, place = self._places[name]
        self._file.seek(place)
        digest = hashlib.sha256()
        for chunk in _chunks(self._file, member.size_bytes):
            digest.update(chunk)
            target.write(chunk)
            step(len(chunk))
        if digest.hexdigest() != member.sha256:
            raise InputError("part-damaged", [Problem("part-damaged", name)])


def judge(untrusted_file: IO[bytes], format_name: str, step: Step) -> UntrustedContainer:
    """Read a container to its last byte, hold it against its header, and return it.

    Raises `InputError`: `part-unreadable` (not such a file at all), `part-damaged` with the faulty member as
    place, and where the header cannot be read, its faults.
    """
    size_bytes = untrusted_file.seek(0, os.SEEK_END)
    untrusted_file.seek(0)
    header_bytes = _header(untrusted_file)
    document = strict_json.read(header_bytes, max_bytes=MAX_HEADER_BYTES)
    if not isinstance(document, dict) or document.get("format") != format_name:
        raise InputError("part-unreadable")
    members = _members(document.get("members"))
    if size_bytes != total_bytes(len(header_bytes), members):
        raise InputError("part-damaged", [Problem("part-length", "", {"size_bytes": size_bytes})])
    crc = zlib.crc32(header_bytes)
    entries = [(HEADER_NAME, crc, len(header_bytes), 0)]
    at = len(_local(HEADER_NAME, crc, len(header_bytes))) + len(header_bytes)
    problems: list[Problem] = []
    places: dict[str, tuple[Member, int]] = {}
    for member in members:
        told = untrusted_file.read(len(_local(member.name, 0, 0)))
        crc, digest = 0, hashlib.sha256()
        for chunk in _chunks(untrusted_file, member.size_bytes):
            crc = zlib.crc32(chunk, crc)
            digest.update(chunk)
            step(len(chunk))
        if told != _local(member.name, crc, member.size_bytes) or digest.hexdigest() != member.sha256:
            problems.append(Problem("part-damaged", member.name))
        entries.append((member.name, crc, member.size_bytes, at))
        at += len(told)
        places[member.name] = (member, at)
        at += member.size_bytes
    if not problems and untrusted_file.read() != _directory(entries, at):
        problems.append(Problem("part-damaged", "directory"))
    if problems:
        raise InputError("part-damaged", problems)
    return UntrustedContainer(untrusted_file, document, places)


def _header(untrusted_file: IO[bytes]) -> bytes:
    form = _local(HEADER_NAME, 0, 0)
    head = untrusted_file.read(len(form))
    if len(head) != len(form) or head[:4] != b"PK\3\4" or head[_LOCAL.size :] != HEADER_NAME.encode():
        raise InputError("part-unreadable")
    *_, size_bytes, _, _ = _LOCAL.unpack(head[: _LOCAL.size])
    if size_bytes > MAX_HEADER_BYTES:
        raise InputError("part-unreadable")
    content = untrusted_file.read(size_bytes)
    if head != _local(HEADER_NAME, zlib.crc32(content), len(content)):
        raise InputError("part-damaged", [Problem("part-damaged", HEADER_NAME)])
    return content


def _members(untrusted: object) -> list[Member]:
    """Return the members that the header lists: only lawful names, each once, bounded."""
    if not isinstance(untrusted, list) or len(untrusted) > MAX_MEMBERS:
        raise InputError("part-damaged", [Problem("list-expected", "/members")])
    members: list[Member] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, each in enumerate(untrusted):
        place = pointer("/members", number)
        values = [
            each.get(key) if isinstance(each, dict) else None for key in ("name", "size_bytes", "sha256")
        ]
        forms = (_NAME, _SIZE, SHA256)
        is_lawful = isinstance(each, dict) and len(each) == len(forms)
        name, size, sha256 = (str(value) for value in values)
        if not is_lawful or not all(form.fullmatch(str(v)) for form, v in zip(forms, values, strict=True)):
            problems.append(Problem("value-malformed", place))
            continue
        if name in seen or name == HEADER_NAME:
            problems.append(Problem("twice", place, {"id": name}))
        seen.add(name)
        if name.startswith("evidence/") and not name.endswith(sha256):
            problems.append(Problem("value-malformed", place))
        members.append(Member(name, int(size), sha256))
    if sum(member.size_bytes for member in members) > LIMIT_BYTES:
        problems.append(Problem("too-large", "/members", {"limit_bytes": LIMIT_BYTES}))
    if problems:
        raise InputError("part-damaged", problems)
    return members
