"""Writing a bundle: look at all evidence and write it, sign, write the rest, re-read and verify, then rename.

Pass 1 reads and hashes every evidence file and writes the very bytes that are hashed to where they will
probably lie. Only when all are what they must be is the signer opened (a token asks for its PIN then, once),
the report signed, and the manifest; the report's signature takes up what room is left before the evidence.
Pass 2 verifies what was written, while the disk takes it. A signature over a digest that turns out to be
wrong never leaves the program.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dti_desktop import durable
from dti_desktop.beside import PIECE_BYTES, Beside
from dti_desktop.bundle import certificates, cms, manifest, pades, profile
from dti_desktop.bundle.container import CancelCheck, ContainerWriter, Progress, container_bytes
from dti_desktop.bundle.container_form import contents_bytes
from dti_desktop.bundle.evidence_ahead import EvidenceAhead
from dti_desktop.bundle.evidence_check import EvidenceEntry, check_evidence
from dti_desktop.bundle.signing import Signer, opened
from dti_desktop.bundle.verify import Verification, judge_file
from dti_desktop.engine.catalogue import catalogue_digest
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.named_files import check_target, target_fault

__all__ = ["EvidenceEntry", "WrittenBundle", "write_bundle"]

_MOST_ADDED_BYTES = profile.MAX_SIGNATURE_BYTES + pades.MAX_ADDED_BYTES
"""More than the signatures of manifest and report need."""

_ROOM_BYTES = 96 << 10
"""What both signatures together usually do not need: the stamp with its fonts, and three times the path."""

_WORTH_ROOM_BYTES = 8 << 20
"""So much evidence is no longer moved as a matter of course: room is left for the signatures instead."""


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that is in place, what the verifier said of it before the rename, and its SHA-256 in hex."""

    path: Path
    size_bytes: int
    verification: Verification
    sha256: str


def write_bundle(
    target: Path,
    *,
    submission: bytes,
    catalogue: bytes,
    report_pdf: bytes,
    evidence: Sequence[EvidenceEntry],
    verify_text: bytes,
    signer: Signer | AbstractContextManager[Signer],
    now_utc: Callable[[], datetime],
    stamp: pades.Stamp | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> WrittenBundle:
    """Write, verify and put in place the signed bundle of one submission.

    `evidence` is in the order of its numbers, from 1 without gaps. A `signer` that is still to be
    opened is opened when all evidence has been found unchanged, and closed before its signature is written.
    `stamp` is what is seen of the signature on the report; without it the report goes in as it is,
    unsigned. `progress` hears of bytes: looked at and written, verified. On any failure or cancel
    nothing is left behind and an existing target is unchanged. Raises:
    `InputError`: `target-folder-missing`, `target-not-a-file`, `bundle-too-large`,
    `submission-too-large`, `catalogue-too-large`, and `certificate-…` (see
    `certificates.unfit_findings`) where the certificate may not sign now;
    `EnvironmentFault`: `evidence-changed` (a problem for each file; facts: name, reason), `disk-full`,
    `target-not-writable`, `file-too-large-for-disk`, `bundle-not-accepted` (what was written does not
    verify; its problems are the findings that block); `Cancelled`; and what opening the signer raises.
    """
    check_target(target)
    _check_sizes(submission, catalogue)
    contents = {
        profile.SUBMISSION_NAME: submission,
        profile.CATALOGUE_NAME: catalogue,
        profile.REPORT_NAME: report_pdf,
        profile.VERIFY_NAME: verify_text,
    }
    # The digests of this plan will change with the report's signature; sizes and names will not.
    plan = _Plan.of(contents, evidence)
    manifest_bytes = len(manifest.write_manifest(1, plan.sha256_by_name))
    check_free_space(target, container_bytes(plan.names_and_sizes(manifest_bytes, _MOST_ADDED_BYTES)))
    steps = _Steps(progress, cancelled, plan.evidence_bytes)
    steps.stop_if_cancelled()
    has_room = stamp is not None and plan.evidence_bytes >= _WORTH_ROOM_BYTES
    start = plan.head_bytes(manifest_bytes, _ROOM_BYTES if has_room else 0)
    with _faults_of(target), durable.new_file_beside(target) as (file, part):
        with durable.FlushBeside(file.fileno(), start) as early:
            ahead = EvidenceAhead(file, start, evidence, early.written)
            crcs = check_evidence(evidence, steps.more, ahead.begin)
            steps.stop_if_cancelled()
            with _not_of_the_disk(), opened(signer) as ready:
                signing_time_utc = now_utc().replace(microsecond=0)
                certificates.check_fit(ready.path_der, signing_time_utc)
                if stamp is not None:
                    signature_bytes = cms.expected_bytes(ready.path_der, signing_time_utc)
                    room_bytes = start - plan.head_bytes(manifest_bytes, signature_bytes)
                    contents[profile.REPORT_NAME] = pades.sign_pdf(
                        report_pdf, ready, signing_time_utc, stamp, wanted_bytes=len(report_pdf) + room_bytes
                    )
                plan = _Plan.of(contents, evidence)
                signed_bytes = manifest.write_manifest(1, plan.sha256_by_name)
                signature = cms.sign(signed_bytes, ready, signing_time_utc)
            ahead.move_to(plan.head_bytes(len(signed_bytes), len(signature)), steps.more)
            _write(file, plan, signed_bytes, signature, crcs)
            size_bytes = file.tell()
            file.flush()
            with Beside(partial(sha256_of, part)) as whole:
                verification = judge_file(
                    file,
                    size_bytes,
                    (),
                    {catalogue_digest(catalogue)},
                    steps.of_last_pass,
                    cancelled,
                    crc32_by_sha256={e.sha256: crc32 for e, crc32 in zip(evidence, crcs, strict=True)},
                ).verification
                if not verification.is_accepted:
                    raise EnvironmentFault("bundle-not-accepted", verification.blocking_problems)
                sha256 = whole.result()
        durable.flush(file)
        file.close()
        steps.stop_if_cancelled()
        durable.rename(part, target)
    return WrittenBundle(target, size_bytes, verification, sha256)


class _NotOfTheDisk(Exception):
    """Carries an error of the system that has nothing to do with the file that is written."""

    def __init__(self, error: OSError) -> None:
        self.error = error


@contextmanager
def _not_of_the_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _NotOfTheDisk(error) from error


@contextmanager
def _faults_of(target: Path) -> Iterator[None]:
    try:
        yield
    except _NotOfTheDisk as other:
        raise other.error from None
    except OSError as error:
        raise target_fault(error, target) from error


def sha256_of(path: Path, stopped: Callable[[], bool]) -> str:
    """Return the SHA-256 of a whole file in hex. Raises `Cancelled` once `stopped`, and `OSError`."""
    digest = hashlib.sha256()
    piece = memoryview(bytearray(PIECE_BYTES))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(piece):
            if stopped():
                raise Cancelled
            digest.update(piece[:count])
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Plan:
    """All signed files in their order: small ones by content, evidence by source."""

    content_by_name: Mapping[str, bytes]
    evidence: Sequence[EvidenceEntry]
    sha256_by_name: Mapping[str, str]

    @classmethod
    def of(cls, small: Mapping[str, bytes], evidence: Sequence[EvidenceEntry]) -> _Plan:
        """Return the plan for these small files, SHA256SUMS made from all."""
        contents = dict(small)
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        digests |= {entry.name_in_bundle: entry.sha256 for entry in evidence}
        order = profile.expected_order(0, [entry.name_in_bundle for entry in evidence])
        sums = manifest.write_sums({name: digests[name] for name in order if name in digests})
        contents[profile.SUMS_NAME] = sums
        digests[profile.SUMS_NAME] = hashlib.sha256(sums).hexdigest()
        signed = {name: digests[name] for name in order if profile.is_signed_name(name)}
        return cls(contents, evidence, signed)

    @property
    def evidence_bytes(self) -> int:
        return sum(entry.size_bytes for entry in self.evidence)

    def head(self, manifest_bytes: int, signature_bytes: int) -> list[tuple[str, int]]:
        """Return names and sizes of what stands before the evidence."""
        before = (profile.SUBMISSION_NAME, profile.CATALOGUE_NAME, profile.REPORT_NAME)
        return [
            (profile.MIMETYPE_NAME, len(profile.MIMETYPE)),
            (profile.manifest_name(1), manifest_bytes),
            (profile.signature_name(1), signature_bytes),
            *((name, len(self.content_by_name[name])) for name in before),
        ]

    def head_bytes(self, manifest_bytes: int, signature_bytes: int) -> int:
        """Return where the evidence begins."""
        return contents_bytes(self.head(manifest_bytes, signature_bytes))

    def names_and_sizes(self, manifest_bytes: int, signature_bytes: int) -> list[tuple[str, int]]:
        """Return names and sizes of all files."""
        behind = (profile.SUMS_NAME, profile.VERIFY_NAME)
        return [
            *self.head(manifest_bytes, signature_bytes),
            *((entry.name_in_bundle, entry.size_bytes) for entry in self.evidence),
            *((name, len(self.content_by_name[name])) for name in behind),
        ]


def _write(file: BinaryIO, plan: _Plan, signed_bytes: bytes, signature: bytes, crcs: Sequence[int]) -> None:
    """Write all that is missing around the evidence; the file then ends where the bundle does."""
    file.seek(0)
    writer = ContainerWriter(file)
    writer.add_bytes(profile.MIMETYPE_NAME, profile.MIMETYPE)
    writer.add_bytes(profile.manifest_name(1), signed_bytes)
    writer.add_bytes(profile.signature_name(1), signature)
    evidence = {
        entry.name_in_bundle: (entry.size_bytes, crc32)
        for entry, crc32 in zip(plan.evidence, crcs, strict=True)
    }
    for name in plan.sha256_by_name:
        if name in evidence:
            writer.add_written(name, *evidence[name])
        else:
            writer.add_bytes(name, plan.content_by_name[name])
    writer.finish()
    file.truncate()


class _Steps:
    """Progress over the two passes, each as long as the evidence; it never goes back."""

    _PASSES = 2

    def __init__(self, progress: Progress | None, cancelled: CancelCheck | None, pass_bytes: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._pass_bytes = max(1, pass_bytes)
        self._done_bytes = 0

    def more(self, bytes_more: int) -> None:
        """Hear of bytes that were looked at and written."""
        self._done_bytes += bytes_more
        self._tell(self._done_bytes)
        self.stop_if_cancelled()

    def of_last_pass(self, done_bytes: int, total_bytes: int) -> None:
        """Hear of the verifying of the whole bundle."""
        verified_bytes = self._pass_bytes * done_bytes // max(1, total_bytes)
        self._tell((self._PASSES - 1) * self._pass_bytes + verified_bytes)

    def _tell(self, done_bytes: int) -> None:
        if self._progress is not None:
            self._progress(done_bytes, self._PASSES * self._pass_bytes)

    def stop_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled


def _check_sizes(submission: bytes, catalogue: bytes) -> None:
    for code, content, limit in (
        ("submission-too-large", submission, profile.MAX_SUBMISSION_BYTES),
        ("catalogue-too-large", catalogue, profile.MAX_CATALOGUE_BYTES),
    ):
        if len(content) > limit:
            raise InputError(code, size_bytes=len(content), limit_bytes=limit)


def check_free_space(target: Path, needed_bytes: int) -> None:
    """Raise `EnvironmentFault` `disk-full` where a file of that size has no room beside `target`."""
    try:
        free_bytes = shutil.disk_usage(target.parent).free
    except OSError:  # not every network folder tells: writing will show
        return
    if free_bytes < needed_bytes:
        raise EnvironmentFault(
            "disk-full",
            name=target.name,
            needed_bytes=needed_bytes,
            free_bytes=free_bytes,
            folder=str(target.parent),
            is_measured=True,
        )
