"""The backup's file: a ZIP that compresses nothing, and how an untrusted one is judged before it is unpacked.

`dti.sqlite`, `evidence/ab/<sha256>` and `backup.json`, which lists them all with size and SHA-256.
Anybody can look into it with the usual programs. Not encrypted.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dti_desktop.engine import strict_json
from dti_desktop.errors import Cancelled, InputError, Problem
from dti_desktop.named_files import NotRegularError, open_regular, shown_name
from dti_desktop.store.swap import DATABASE_NAME
from dti_desktop.utc_times import from_utc_text

FORMAT = "dti-desktop-backup"
FORMAT_VERSION = 1
MANIFEST_NAME = "backup.json"

_EVIDENCE = re.compile(r"evidence/([0-9a-f]{2})/(\1[0-9a-f]{62})", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK_BYTES = 1024 * 1024
_LOCAL_HEADER_BYTES = 30
_MAX_MANIFEST_BYTES = 64 * 1024 * 1024
_ENCRYPTED = 0x1

Step = Callable[[int], None]
"""Told how many bytes were just worked on; raises `Cancelled` to stop."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file of a backup."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `evidence` and `missing`: digest → size in bytes.

    `missing` are evidence files that were no longer whole when the backup was made.
    """

    created_utc: str
    database: Content
    evidence: Mapping[str, int]
    missing: Mapping[str, int]

    def to_bytes(self) -> bytes:
        """Return the manifest as the file `backup.json`."""
        return strict_json.canonical_bytes(
            {
                "format": FORMAT,
                "version": FORMAT_VERSION,
                "created_utc": self.created_utc,
                "database": {"sha256": self.database.sha256, "size_bytes": self.database.size_bytes},
                "evidence": [{"sha256": s, "size_bytes": n} for s, n in sorted(self.evidence.items())],
                "missing": [{"sha256": s, "size_bytes": n} for s, n in sorted(self.missing.items())],
            }
        )

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

    def unpack(self, folder: Path, step: Step) -> list[Problem]:
        """Write every file below `folder`, new and private, synced; list those that are not as told."""
        problems = []
        for name, content in self.manifest.contents.items():
            target = folder.joinpath(*name.split("/"))  # the names were made here, from digests
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                problems += self._read(name, content, file, step)
                file.flush()
                os.fsync(file.fileno())
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
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
            return [Problem("backup-damaged", name)]
        return [] if read == content else [Problem("backup-damaged", name)]


@contextmanager
def opened(path: Path) -> Iterator[UntrustedBackup]:
    """Open and judge a backup. Nothing is unpacked.

    Raises `InputError`: `file-not-found`, `file-unreadable`, `backup-unreadable` (not a backup at all),
    `backup-too-new`, `backup-damaged` with every fault and the entry's name as its place.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_regular(path))
            archive = stack.enter_context(zipfile.ZipFile(file))
        except FileNotFoundError:
            raise InputError("file-not-found", name=shown_name(path)) from None
        except (IsADirectoryError, NotRegularError):
            raise InputError("backup-unreadable") from None
        except OSError:
            raise InputError("file-unreadable", name=shown_name(path)) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise InputError("backup-unreadable") from None
        problems = _judge_entries(archive.infolist(), os.fstat(file.fileno()).st_size)
        if problems:
            raise InputError("backup-damaged", problems)
        manifest = _manifest(archive)
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


def _judge_entries(entries: list[zipfile.ZipInfo], archive_bytes: int) -> list[Problem]:
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
        if end > archive_bytes:
            problems.append(Problem("entry-beyond-end", place))
    return problems


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST_NAME).file_size > _MAX_MANIFEST_BYTES:
            raise InputError("backup-unreadable")
        untrusted_document = strict_json.read(archive.read(MANIFEST_NAME), max_bytes=_MAX_MANIFEST_BYTES)
    except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, InputError):
        raise InputError("backup-unreadable") from None
    if not isinstance(untrusted_document, dict) or untrusted_document.get("format") != FORMAT:
        raise InputError("backup-unreadable")
    version = untrusted_document.get("version")
    if version != str(FORMAT_VERSION):
        raise InputError("backup-too-new", version=str(version)[:20])
    try:
        created_utc = untrusted_document["created_utc"]
        from_utc_text(created_utc)
        return Manifest(
            created_utc,
            _content(untrusted_document["database"]),
            dict(map(_pair, untrusted_document["evidence"])),
            dict(map(_pair, untrusted_document["missing"])),
        )
    except (KeyError, TypeError, ValueError):
        raise InputError("backup-unreadable") from None


def _content(untrusted: Mapping[str, object]) -> Content:
    sha256, size_text = str(untrusted["sha256"]), str(untrusted["size_bytes"])
    if not _SHA256.fullmatch(sha256) or not (size_text.isascii() and size_text.isdigit()):
        raise ValueError
    return Content(sha256, int(size_text[:20]))


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
