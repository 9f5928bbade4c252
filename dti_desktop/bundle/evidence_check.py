"""The one look at the evidence: every file read whole before anything is signed or any PIN asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dti_desktop.beside import Sha256Beside
from dti_desktop.errors import EnvironmentFault, Problem
from dti_desktop.named_files import open_regular

CODE = "evidence-changed"

Write = Callable[[memoryview], None]
"""Hears of the pieces of one file, in their order."""


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One evidence file: its name from `profile.evidence_name`, where it lies, what it must be."""

    name_in_bundle: str
    source: Path
    sha256: str
    size_bytes: int


def check_evidence(
    evidence: Sequence[EvidenceEntry], step: Callable[[int], None], begin: Callable[[str], Write]
) -> list[int]:
    """Return the CRC-32 of each file, all of which are what they must be.

    `begin` is given the name in the bundle of each file and returns who gets the very bytes that are
    hashed; once a file is not what it must be, nobody gets any more. `step` hears of each piece that was
    read, in bytes. Raises `EnvironmentFault` `evidence-changed` with a problem for every file that is not:
    place and fact `name` are its name in the bundle, the fact `reason` is `missing`, `other-size`,
    `other-content`, or what the system says; and what `begin` or a `Write` raises.
    """
    crcs: list[int] = []
    problems: list[Problem] = []
    for entry in evidence:
        write = _to_nobody if problems else begin(entry.name_in_bundle)
        reason, crc32 = _check(entry, step, write)
        crcs.append(crc32)
        if reason:
            facts: dict[str, object] = {"name": entry.name_in_bundle, "reason": reason}
            problems.append(Problem(CODE, entry.name_in_bundle, facts))
    if problems:
        raise EnvironmentFault(CODE, problems, **problems[0].facts)
    return crcs


def _to_nobody(_: memoryview) -> None:
    pass


class _Unreadable(Exception):
    """A file that the system does not let us read; its message says why."""


def _check(entry: EvidenceEntry, step: Callable[[int], None], write: Write) -> tuple[str, int]:
    """Return what is wrong with a file, empty where nothing is, and its CRC-32."""
    crc32 = size_bytes = 0
    try:
        with _opened(entry.source) as source, Sha256Beside(entry.size_bytes) as digest:
            while count := _read(source, digest.room()):
                size_bytes += count
                if size_bytes > entry.size_bytes:
                    return "other-size", 0
                piece = digest.take(count)
                write(piece)
                crc32 = zlib.crc32(piece, crc32)
                step(count)
            sha256 = digest.hexdigest()
    except _Unreadable as fault:
        return str(fault), 0
    if size_bytes != entry.size_bytes:
        return "other-size", 0
    return "" if sha256 == entry.sha256 else "other-content", crc32


def _opened(path: Path) -> BinaryIO:
    try:
        return open_regular(path)
    except FileNotFoundError:
        raise _Unreadable("missing") from None
    except OSError as error:
        raise _Unreadable(error.strerror or type(error).__name__) from None


def _read(source: BinaryIO, room: memoryview) -> int:
    # Apart from the writing: a disk that is full is no fault of the evidence.
    try:
        return int(source.readinto(room))  # type: ignore[attr-defined]
    except OSError as error:
        raise _Unreadable(error.strerror or type(error).__name__) from None
