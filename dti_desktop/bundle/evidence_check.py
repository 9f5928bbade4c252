"""The first look at the evidence: every file read whole before anything is signed or any PIN asked for."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dti_desktop.bundle.container import CHUNK_BYTES
from dti_desktop.errors import EnvironmentFault, Problem
from dti_desktop.named_files import open_regular

CODE = "evidence-changed"


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One evidence file: its name from `profile.evidence_name`, where it lies, what it must be."""

    name_in_bundle: str
    source: Path
    sha256: str
    size_bytes: int


def check_evidence(evidence: Sequence[EvidenceEntry], step: Callable[[int], None]) -> list[int]:
    """Return the CRC-32 of each file, all of which are what they must be.

    `step` hears of each piece that was read, in bytes. Raises `EnvironmentFault` `evidence-changed`
    with a problem for every file that is not: place and fact `name` are its name in the bundle, the
    fact `reason` is `missing`, `other-size`, `other-content`, or what the system says.
    """
    crcs: list[int] = []
    problems: list[Problem] = []
    buffer = memoryview(bytearray(CHUNK_BYTES))
    for entry in evidence:
        reason, crc32 = _check(entry, buffer, step)
        crcs.append(crc32)
        if reason:
            facts: dict[str, object] = {"name": entry.name_in_bundle, "reason": reason}
            problems.append(Problem(CODE, entry.name_in_bundle, facts))
    if problems:
        raise EnvironmentFault(CODE, problems, **problems[0].facts)
    return crcs


def _check(entry: EvidenceEntry, buffer: memoryview, step: Callable[[int], None]) -> tuple[str, int]:
    """Return what is wrong with a file, empty where nothing is, and its CRC-32."""
    digest = hashlib.sha256()
    crc32 = size_bytes = 0
    try:
        with open_regular(entry.source) as source:
            while count := source.readinto(buffer):  # type: ignore[attr-defined]
                size_bytes += count
                if size_bytes > entry.size_bytes:
                    return "other-size", 0
                piece = buffer[:count]
                digest.update(piece)
                crc32 = zlib.crc32(piece, crc32)
                step(count)
    except FileNotFoundError:
        return "missing", 0
    except OSError as error:
        return error.strerror or type(error).__name__, 0
    if size_bytes != entry.size_bytes:
        return "other-size", 0
    return "" if digest.hexdigest() == entry.sha256 else "other-content", crc32
