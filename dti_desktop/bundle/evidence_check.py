"""The first look at the evidence: every file read whole before anything is signed or any PIN asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dti_desktop.beside import Sha256Beside
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
    for entry in evidence:
        reason, crc32 = _check(entry, step)
        crcs.append(crc32)
        if reason:
            facts: dict[str, object] = {"name": entry.name_in_bundle, "reason": reason}
            problems.append(Problem(CODE, entry.name_in_bundle, facts))
    if problems:
        raise EnvironmentFault(CODE, problems, **problems[0].facts)
    return crcs


def _check(entry: EvidenceEntry, step: Callable[[int], None]) -> tuple[str, int]:
    """Return what is wrong with a file, empty where nothing is, and its CRC-32."""
    crc32 = size_bytes = 0
    try:
        with open_regular(entry.source) as source, Sha256Beside(entry.size_bytes) as digest:
            while count := source.readinto(digest.room()):  # type: ignore[attr-defined]
                size_bytes += count
                if size_bytes > entry.size_bytes:
                    return "other-size", 0
                crc32 = zlib.crc32(digest.take(count), crc32)
                step(count)
            sha256 = digest.hexdigest()
    except FileNotFoundError:
        return "missing", 0
    except OSError as error:
        return error.strerror or type(error).__name__, 0
    if size_bytes != entry.size_bytes:
        return "other-size", 0
    return "" if sha256 == entry.sha256 else "other-content", crc32
