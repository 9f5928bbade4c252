"""The backup's file: a ZIP that compresses nothing, and how an untrusted one is judged before it is unpacked.

`dti.sqlite`, `evidence/ab/<sha256>` and `backup.json`, which lists them all with size and SHA-256.
Anybody can look into it with the usual programs. It may be locked with a passphrase as a whole. An
automatic one (version 2) holds no evidence itself but lists it: it lies beside, in `evidence/`.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, cast

from dti_desktop import durable
from dti_desktop.engine import strict_json
from dti_desktop.errors import Cancelled, InputError, Problem
from dti_desktop.named_files import NotRegularError, open_regular, shown_name
from dti_desktop.passphrase_file import UnlockedReader, is_locked
from dti_desktop.store.swap import DATABASE_NAME
from dti_desktop.utc_times import from_utc_text

FORMAT = "dti-desktop-backup"
WHOLE_VERSION, BESIDE_VERSION = 1, 2
MANIFEST_NAME = "backup.json"

_EVIDENCE = re.compile(r"evidence/([0-9a-f]{2})/(\1[0-9a-f]{62})", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK_BYTES = 1024 * 1024
_LOCAL_HEADER_BYTES = 30
_MAX_ENTRIES = 100_000
_MAX_DIRECTORY_BYTES = 32 * 1024 * 1024
_REASON = re.compile(r"[a-z]{1,20}", re.ASCII)
_MAX_MANIFEST_BYTES = 16 * 1024 * 1024
_ENCRYPTED = 0x1
# How a ZIP ends: count of entries, length and beginning of their list, the length of a comment. The
# second and third are for files over 4 GiB and come before it.
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_LOCATOR = struct.Struct("<4sLQL")

# What `zipfile` raises at a local header that contradicts the list; ValueError: a name that is no UTF-8.
_UNREADABLE = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError)

Step = Callable[[int], None]
"""Told how many bytes were just worked on; raises `Cancelled` to stop."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file of a backup."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `evidence`, `missing` and `beside`: digest → size in bytes.

    `missing` are evidence files that were no longer whole when the backup was made; `beside` those that
    lie beside an automatic backup, which alone has a `reason`. `is_rehashed`: whether all of those
    were hashed for it, and not only when they came there.
    """

    created_utc: str
    database: Content
    evidence: Mapping[str, int]
    missing: Mapping[str, int]
    beside: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    is_rehashed: bool = True

    def to_bytes(self) -> bytes:
        """Return the manifest as the file `backup.json`."""
        document: dict[str, object] = {
            "format": FORMAT,
            "version": BESIDE_VERSION if self.reason else WHOLE_VERSION,
            "created_utc": self.created_utc,
            "database": {"sha256": self.database.sha256, "size_bytes": self.database.size_bytes},
            "evidence": _pairs(self.evidence),
            "missing": _pairs(self.missing),
        }
        if self.reason:
            document |= {
                "beside": _pairs(self.beside),
                "reason": self.reason,
                "rehashed": self.is_rehashed,
            }
        return strict_json.canonical_bytes(document)

    @property
    def listed(self) -> dict[str, int]:
        """The evidence that belongs to it, inside or beside: digest → size in bytes."""
        return {**self.evidence, **self.beside}

    @property
    def contents(self) -> dict[str, Content]:
        """All files by their name inside the backup."""
        files = {evidence_name(s): Content(s, n) for s, n in self.evidence.items()}
        return {DATABASE_NAME: self.database, **files}


def evidence_name(sha256: str) -> str:
    """Return the name of an evidence file inside a backup."""
    return f"evidence/{sha256[:2]}/{sha256}"


def add_file(archive: zipfile.ZipFile, name: str, source: IO[bytes], size_bytes: int, step: Step) -> Content:
    """Add a file to a backup and return what was read of it."""
    info = zipfile.ZipInfo(name)
    info.file_size = size_bytes
    with archive.open(info, "w", force_zip64=size_bytes >= zipfile.ZIP64_LIMIT // 2) as entry:
        return _pump(source, entry, step)


def add_bytes(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a small file to a backup."""
    archive.writestr(zipfile.ZipInfo(name), content)


class UntrustedBackup:
    """A backup whose names, sizes and places have been judged; its content is judged as it is read."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    @property
    def size_bytes(self) -> int:
        """What all its files hold together, those beside included."""
        return self.manifest.database.size_bytes + sum(self.manifest.listed.values())

    def unpack(self, folder: Path, step: Step, *, only: str | None = None) -> list[Problem]:
        """Write its files below `folder`, new and private, synced; list those that are not as told."""
        problems = []
        for name, content in self.manifest.contents.items():
            if only not in (None, name):
                continue
            target = folder.joinpath(*name.split("/"))  # the names were made here, from digests
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                problems += self._read(name, content, file, step)
                durable.flush(file)
        return problems

    def rehash(self, step: Step) -> list[Problem]:
        """Read every file and list those that are not as told."""
        problems = []
        for name, content in self.manifest.contents.items():
            problems += self._read(name, content, None, step)
        return problems

    def _read(self, name: str, content: Content, target: IO[bytes] | None, step: Step) -> list[Problem]:
        try:
            with self._archive.open(name) as entry:
                read = _pump(entry, target, step)
        except _UNREADABLE:
            return [Problem("backup-damaged", name)]
        return [] if read == content else [Problem("backup-damaged", name)]


@contextmanager
def opened(path: Path, passphrase: str | None = None) -> Iterator[UntrustedBackup]:
    """Open and judge a backup; one that is locked, with its passphrase. Nothing is unpacked.

    Raises `InputError`: `file-not-found`, `file-unreadable`, `backup-unreadable` (not a backup at all),
    `backup-too-new`, `backup-damaged` with every fault and the entry's name as its place,
    `passphrase-needed`, and as `UnlockedReader`, also inside the block.
    """
    with ExitStack() as stack:
        try:
            file: IO[bytes] = stack.enter_context(open_regular(path))
            if is_locked(file):
                if passphrase is None:
                    raise InputError("passphrase-needed")
                file = cast(IO[bytes], stack.enter_context(UnlockedReader(file, passphrase)))
            content_bytes = _judge_directory(file)
            archive = stack.enter_context(zipfile.ZipFile(file))
        except FileNotFoundError:
            raise InputError("file-not-found", name=shown_name(path)) from None
        except (IsADirectoryError, NotRegularError):
            raise InputError("backup-unreadable") from None
        except OSError:
            raise InputError("file-unreadable", name=shown_name(path)) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
            raise InputError("backup-unreadable") from None
        if not {MANIFEST_NAME, DATABASE_NAME} & set(archive.namelist()):
            raise InputError("backup-unreadable")  # another archive: it was the wrong file
        problems = _judge_entries(archive.infolist(), content_bytes)
        if problems:
            raise InputError("backup-damaged", problems)
        try:
            manifest = _manifest(archive)
        except OSError:  # the disk itself, in the middle of the file
            raise InputError("file-unreadable", name=shown_name(path)) from None
        names = {info.filename for info in archive.infolist()} - {MANIFEST_NAME}
        expected = manifest.contents
        problems = [Problem("entry-missing", name) for name in sorted(expected.keys() - names)]
        problems += [Problem("entry-unexpected", name) for name in sorted(names - expected.keys())]
        problems += [
            Problem("entry-size", name)
            for name in sorted(names & expected.keys())
            if archive.getinfo(name).file_size != expected[name].size_bytes
        ]
        if problems:
            raise InputError("backup-damaged", problems)
        yield UntrustedBackup(archive, manifest)


def check_written(path: Path, manifest: Manifest, passphrase: str | None, step: Step) -> None:
    """Read a backup that was just written again, whole. Raises `OSError` where it reads differently."""
    try:
        with opened(path, passphrase) as written:
            is_same = written.manifest == manifest and not written.rehash(step)
    except InputError as error:
        raise OSError("the file that was written cannot be read") from error
    if not is_same:
        raise OSError("the file that was written reads differently")


def _judge_directory(untrusted_file: IO[bytes]) -> int:
    """Return where the list of entries begins, judged before any of it is read into memory.

    It must stand at the very end, with nothing before the records that close it and nothing behind.
    Raises `zipfile.BadZipFile`, `struct.error`.
    """
    size_bytes = untrusted_file.seek(0, os.SEEK_END)
    at = size_bytes - _END.size
    untrusted_file.seek(max(at, 0))
    signature, *_, entries, list_bytes, begin, comment = _END.unpack(untrusted_file.read(_END.size))
    if signature != b"PK\x05\x06" or comment:
        raise zipfile.BadZipFile
    untrusted_file.seek(max(at - _END64_LOCATOR.size, 0))
    locator, _, place, _ = _END64_LOCATOR.unpack(untrusted_file.read(_END64_LOCATOR.size))
    if locator == b"PK\x06\x07":  # `zipfile` goes by these wherever they are
        at -= _END64_LOCATOR.size + _END64.size
        untrusted_file.seek(max(at, 0))
        signature, *_, entries, list_bytes, begin = _END64.unpack(untrusted_file.read(_END64.size))
        if (signature, place) != (b"PK\x06\x06", at):
            raise zipfile.BadZipFile
    if begin + list_bytes != at or list_bytes > _MAX_DIRECTORY_BYTES or entries > _MAX_ENTRIES:
        raise zipfile.BadZipFile
    untrusted_file.seek(0)
    return int(begin)


def _judge_entries(entries: list[zipfile.ZipInfo], content_bytes: int) -> list[Problem]:
    """Judge the list of entries alone: only our names, each once, nothing compressed, nothing overlapping."""
    problems: list[Problem] = []
    seen: set[str] = set()
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        place = ascii(info.filename)[1:-1][:120]
        if info.filename not in (MANIFEST_NAME, DATABASE_NAME) and not _EVIDENCE.fullmatch(info.filename):
            problems.append(Problem("entry-name", place))
        if info.filename in seen:
            problems.append(Problem("entry-twice", place))
        seen.add(info.filename)
        stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
        if not stored or info.flag_bits & _ENCRYPTED:
            problems.append(Problem("entry-form", place))
        start = info.header_offset
        if start < end:
            problems.append(Problem("entry-overlap", place))
        end = max(end, start + _LOCAL_HEADER_BYTES + len(info.filename.encode()) + info.compress_size)
        if end > content_bytes:
            problems.append(Problem("entry-beyond-end", place))
    return problems


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST_NAME).file_size > _MAX_MANIFEST_BYTES:
            raise InputError("backup-unreadable")
        untrusted_document = strict_json.read(archive.read(MANIFEST_NAME), max_bytes=_MAX_MANIFEST_BYTES)
    except (KeyError, InputError, *_UNREADABLE):
        raise InputError("backup-unreadable") from None
    if not isinstance(untrusted_document, dict) or untrusted_document.get("format") != FORMAT:
        raise InputError("backup-unreadable")
    version = untrusted_document.get("version")
    if version not in (str(WHOLE_VERSION), str(BESIDE_VERSION)):
        raise InputError("backup-too-new", version=str(version)[:20])
    try:
        created_utc = untrusted_document["created_utc"]
        from_utc_text(created_utc)
        manifest = Manifest(
            created_utc,
            _content(untrusted_document["database"]),
            dict(map(_pair, untrusted_document["evidence"])),
            dict(map(_pair, untrusted_document["missing"])),
        )
        if version == str(WHOLE_VERSION):
            return manifest
        reason = untrusted_document["reason"]
        if not _REASON.fullmatch(reason) or manifest.evidence:
            raise ValueError
        beside = dict(map(_pair, untrusted_document["beside"]))
        is_rehashed = untrusted_document["rehashed"] is True
        return replace(manifest, beside=beside, reason=reason, is_rehashed=is_rehashed)
    except (KeyError, TypeError, ValueError):
        raise InputError("backup-unreadable") from None


def _content(untrusted: Mapping[str, object]) -> Content:
    sha256, size_text = str(untrusted["sha256"]), str(untrusted["size_bytes"])
    if not _SHA256.fullmatch(sha256) or not (size_text.isascii() and size_text.isdigit()):
        raise ValueError
    return Content(sha256, int(size_text[:20]))


def _pairs(sizes_bytes: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"sha256": sha256, "size_bytes": size} for sha256, size in sorted(sizes_bytes.items())]


def _pair(untrusted: Mapping[str, object]) -> tuple[str, int]:
    content = _content(untrusted)
    return content.sha256, content.size_bytes


def _pump(source: IO[bytes], target: IO[bytes] | None, step: Step) -> Content:
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK_BYTES):
        digest.update(chunk)
        size_bytes += len(chunk)
        if target is not None:
            target.write(chunk)
        step(len(chunk))
    return Content(digest.hexdigest(), size_bytes)


def stepper(
    total_bytes: int, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None
) -> Step:
    """Return a `Step` that adds up for `progress` and asks `cancelled`."""
    done = 0

    def step(read_bytes: int) -> None:
        nonlocal done
        done += read_bytes
        if progress is not None:
            progress(min(done, total_bytes), total_bytes)
        if cancelled is not None and cancelled():
            raise Cancelled

    return step
