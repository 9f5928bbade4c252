"""Whether the files of a bundle are exactly those that were signed: the set, the order, each digest."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dti_desktop.bundle import manifest, profile
from dti_desktop.bundle.container import Container, ContentReader
from dti_desktop.bundle.findings import Finding

_KEPT_BYTES_BY_NAME = {
    profile.MIMETYPE_NAME: len(profile.MIMETYPE),
    profile.SUBMISSION_NAME: profile.MAX_SUBMISSION_BYTES,
    profile.CATALOGUE_NAME: profile.MAX_CATALOGUE_BYTES,
    profile.SUMS_NAME: profile.MAX_SUMS_BYTES,
}
_FIXED_NAMES = frozenset(profile.expected_order(0, []))


@dataclass(frozen=True, slots=True)
class Contents:
    """Digests of all files that could be read, and the whole of those that are read further."""

    sha256_by_name: Mapping[str, str]
    size_by_name: Mapping[str, int]
    kept: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class FileSet:
    """Which files there are: complete pairs of manifest and signature (by number), evidence in order."""

    pairs: tuple[int, ...]
    evidence: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())


def judge_names(names: Sequence[str]) -> FileSet:
    """Compare the names in a container with the one lawful list, in its one lawful order.

    Codes: `file-doubled`, `file-added`, `file-missing`, `signature-incomplete` (a manifest without
    its signature or the reverse), `signature-numbering`, `evidence-numbering`, `files-reordered`.
    """
    found = [Finding("file-doubled", name) for name, count in Counter(names).items() if count > 1]
    present = dict.fromkeys(names)
    evidence = sorted(name for name in present if profile.evidence_number(name) is not None)
    numbers = sorted({number for name in present if (number := profile.pair_number(name)) is not None})
    complete: list[int] = []
    for number in numbers:
        halves = [
            name
            for name in (profile.manifest_name(number), profile.signature_name(number))
            if name in present
        ]
        if len(halves) == 2:
            complete.append(number)
        else:
            found.append(Finding("signature-incomplete", halves[0]))
    known = {*_FIXED_NAMES, *evidence}
    found += [
        Finding("file-added", name)
        for name in present
        if name not in known and profile.pair_number(name) is None
    ]
    found += [Finding("file-missing", name) for name in sorted(_FIXED_NAMES) if name not in present]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) > profile.MAX_SIGNATURES:
        found.append(Finding("signature-numbering", "META-INF"))
    if [profile.evidence_number(name) for name in evidence] != list(range(1, len(evidence) + 1)):
        found.append(Finding("evidence-numbering", "evidence"))
    if not found and list(names) != profile.expected_order(len(numbers), evidence):
        found.append(Finding("files-reordered"))
    return FileSet(tuple(complete), tuple(evidence), tuple(found))


def compare_names(names: Sequence[str], expected: Sequence[str]) -> list[Finding]:
    """Compare the names in a container with `expected`, in its order.

    Codes: `file-missing`, `file-added`, `file-doubled`, `files-reordered`.
    """
    found = [Finding("file-missing", name) for name in expected if name not in names]
    found += [Finding("file-added", name) for name in names if name not in expected]
    found += [Finding("file-doubled", name) for name, count in Counter(names).items() if count > 1]
    if not found and list(names) != list(expected):
        found.append(Finding("files-reordered"))
    return found


def limit_in_bundle(name: str) -> int | None:
    """Return up to how many bytes a file of a bundle is kept whole; None for one that is only digested."""
    if profile.pair_number(name) is None:
        return _KEPT_BYTES_BY_NAME.get(name)
    return profile.MAX_MANIFEST_BYTES if name.endswith(".xml") else profile.MAX_SIGNATURE_BYTES


def read_contents(
    container: Container,
    reader: ContentReader,
    limit_of: Callable[[str], int | None] = limit_in_bundle,
) -> tuple[Contents, list[Finding]]:
    """Read every readable file once: SHA-256 and CRC-32 of each, and whole those that `limit_of` lets in.

    Codes: `file-unreadable`, `file-too-large`, `container-not-canonical` (a wrong CRC-32),
    `mimetype-wrong`. Raises `Cancelled`.
    """
    found: list[Finding] = []
    sha256_by_name: dict[str, str] = {}
    kept: dict[str, bytes] = {}
    for entry in container.entries:
        limit = limit_of(entry.name)
        content = None if limit is None or entry.name in kept else reader.content(entry, limit)
        if content is not None:
            kept[entry.name] = content
            sha256, crc32 = hashlib.sha256(content).hexdigest(), zlib.crc32(content)
        else:
            if limit is not None:
                found.append(Finding("file-too-large", entry.name, {"limit_bytes": limit}))
            sha256, crc32 = reader.digest(entry)
        sha256_by_name.setdefault(entry.name, sha256)
        if crc32 != entry.crc32:
            found.append(Finding("container-not-canonical", entry.name, {"part": "crc32"}))
    for name in container.names:
        if name not in sha256_by_name and profile.is_safe_name(name):
            reason = container.unreadable.get(name, "no-header")
            found.append(Finding("file-unreadable", name, {"reason": reason}))
    if kept.get(profile.MIMETYPE_NAME, profile.MIMETYPE) != profile.MIMETYPE:
        found.append(Finding("mimetype-wrong", profile.MIMETYPE_NAME))
    sizes = {entry.name: entry.size_bytes for entry in container.entries}
    return Contents(sha256_by_name, sizes, kept), found


def judge_manifest(
    number: int, untrusted_manifest: bytes, names: Sequence[str], contents: Contents
) -> list[Finding]:
    """Compare what a manifest lists with the files that are there.

    Codes: `manifest-not-canonical`, `file-removed` (listed, not there), `file-added` (there, not
    listed), `file-changed` (another digest), `manifest-order`.
    """
    place = profile.manifest_name(number)
    listed, is_canonical = manifest.read_manifest(number, untrusted_manifest)
    found = [] if is_canonical else [Finding("manifest-not-canonical", place)]
    there = {name: None for name in names if profile.is_signed_name(name)}
    found += [Finding("file-removed", name) for name in listed if name not in there]
    for name in there:
        if name not in listed:
            found.append(Finding("file-added", name))
        elif contents.sha256_by_name.get(name, listed[name]) != listed[name]:
            found.append(Finding("file-changed", name))
    if not found and list(listed) != list(there):
        found.append(Finding("manifest-order", place))
    return found


def judge_sums(names: Sequence[str], contents: Contents) -> list[Finding]:
    """Compare SHA256SUMS with the files. Code: `sums-differ`."""
    sums = contents.kept.get(profile.SUMS_NAME)
    in_order = {name: contents.sha256_by_name[name] for name in names if name in contents.sha256_by_name}
    if sums is None or sums == manifest.write_sums(in_order):
        return []
    return [Finding("sums-differ", profile.SUMS_NAME)]
