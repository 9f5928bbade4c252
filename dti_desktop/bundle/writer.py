"""Writing a bundle: sign, copy and hash in one pass, flush, re-read and verify, then rename.

The evidence is content-addressed, so its digests are known before it is copied: the manifest is
signed first (a wrong PIN fails at once), and each file is hashed again while it is copied. A
signature over a digest that turns out to be wrong never leaves the program.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dti_desktop import durable
from dti_desktop.bundle import certificates, cms, manifest, profile
from dti_desktop.bundle.container import CancelCheck, ContainerWriter, Progress, container_bytes
from dti_desktop.bundle.signing import Signer
from dti_desktop.bundle.verify import Verification, verify_file
from dti_desktop.engine.catalogue import catalogue_digest
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError, Problem
from dti_desktop.named_files import check_target, target_fault

_ESTIMATED_SIGNATURE_BYTES = profile.MAX_SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One evidence file: its name from `profile.evidence_name`, where it lies, what it must be."""

    name_in_bundle: str
    source: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that is in place, and what the verifier said of it before the rename."""

    path: Path
    size_bytes: int
    verification: Verification


def write_bundle(
    target: Path,
    *,
    submission: bytes,
    catalogue: bytes,
    report_pdf: bytes,
    evidence: Sequence[EvidenceEntry],
    verify_text: bytes,
    signer: Signer,
    now_utc: Callable[[], datetime],
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> WrittenBundle:
    """Write, verify and put in place the signed bundle of one submission.

    `evidence` is in the order of its numbers, from 1 without gaps. `progress` hears of bytes, first
    copied, then verified. On any failure or cancel nothing is left behind and an existing target is
    unchanged. Raises:
    `InputError`: `target-folder-missing`, `target-not-a-file`, `bundle-too-large`,
    `submission-too-large`, `catalogue-too-large`, and `certificate-…` (see
    `certificates.unfit_findings`) where the certificate may not sign now;
    `EnvironmentFault`: `evidence-changed` (facts: name, reason), `disk-full`, `target-not-writable`,
    `file-too-large-for-disk`, `bundle-not-accepted` (what was written does not verify; its problems
    are the findings); `Cancelled`.
    """
    check_target(target)
    _check_sizes(submission, catalogue)
    signing_time_utc = now_utc().replace(microsecond=0)
    _check_certificate(signer, signing_time_utc)
    plan = _plan(submission, catalogue, report_pdf, evidence, verify_text)
    signed_bytes = manifest.write_manifest(1, plan.sha256_by_name)
    total_bytes = container_bytes(plan.names_and_sizes(len(signed_bytes)))
    _check_free_space(target, total_bytes)
    signature = cms.sign(signed_bytes, signer, signing_time_utc)
    steps = _Steps(progress, cancelled, plan.evidence_bytes)
    try:
        with durable.new_file_beside(target) as (file, part):
            _write(file, plan, signed_bytes, signature, steps)
            durable.flush(file)
            size_bytes = file.tell()
            verification = verify_file(
                file, size_bytes, (), {catalogue_digest(catalogue)}, steps.of_second_half, cancelled
            )
            if not verification.is_accepted:
                problems = [Problem(f.code, f.place, f.facts) for f in verification.findings]
                raise EnvironmentFault("bundle-not-accepted", problems)
            file.close()
            steps.stop_if_cancelled()
            durable.rename(part, target)
    except OSError as error:
        raise target_fault(error, target) from error
    return WrittenBundle(target, size_bytes, verification)


@dataclass(frozen=True, slots=True)
class _Plan:
    """All signed files in their order: small ones by content, evidence by source."""

    content_by_name: Mapping[str, bytes]
    evidence: Sequence[EvidenceEntry]
    sha256_by_name: Mapping[str, str]

    @property
    def evidence_bytes(self) -> int:
        return sum(entry.size_bytes for entry in self.evidence)

    def names_and_sizes(self, manifest_bytes: int) -> list[tuple[str, int]]:
        rows = [
            (profile.MIMETYPE_NAME, len(profile.MIMETYPE)),
            (profile.manifest_name(1), manifest_bytes),
            (profile.signature_name(1), _ESTIMATED_SIGNATURE_BYTES),
        ]
        rows += [(name, len(content)) for name, content in self.content_by_name.items()]
        return rows + [(entry.name_in_bundle, entry.size_bytes) for entry in self.evidence]


def _plan(
    submission: bytes,
    catalogue: bytes,
    report_pdf: bytes,
    evidence: Sequence[EvidenceEntry],
    verify_text: bytes,
) -> _Plan:
    contents = {
        profile.SUBMISSION_NAME: submission,
        profile.CATALOGUE_NAME: catalogue,
        profile.REPORT_NAME: report_pdf,
        profile.VERIFY_NAME: verify_text,
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    digests |= {entry.name_in_bundle: entry.sha256 for entry in evidence}
    order = profile.expected_order(0, [entry.name_in_bundle for entry in evidence])
    sums = manifest.write_sums({name: digests[name] for name in order if name in digests})
    contents[profile.SUMS_NAME] = sums
    digests[profile.SUMS_NAME] = hashlib.sha256(sums).hexdigest()
    return _Plan(contents, evidence, {name: digests[name] for name in order if profile.is_signed_name(name)})


def _write(file: BinaryIO, plan: _Plan, signed_bytes: bytes, signature: bytes, steps: _Steps) -> None:
    writer = ContainerWriter(file)
    writer.add_bytes(profile.MIMETYPE_NAME, profile.MIMETYPE)
    writer.add_bytes(profile.manifest_name(1), signed_bytes)
    writer.add_bytes(profile.signature_name(1), signature)
    evidence = {entry.name_in_bundle: entry for entry in plan.evidence}
    for name in plan.sha256_by_name:
        if name in evidence:
            _copy(writer, evidence[name], steps)
        else:
            writer.add_bytes(name, plan.content_by_name[name])
    writer.finish()


def _copy(writer: ContainerWriter, entry: EvidenceEntry, steps: _Steps) -> None:
    try:
        source = entry.source.open("rb")
    except OSError as error:
        raise EnvironmentFault("evidence-changed", name=entry.name_in_bundle, reason=error.strerror) from None
    with source:
        sha256 = writer.add_stream(entry.name_in_bundle, source, entry.size_bytes, steps.of_first_half)
    if sha256 != entry.sha256:
        raise EnvironmentFault("evidence-changed", name=entry.name_in_bundle, reason="other-content")


class _Steps:
    """Progress over both halves, copying and verifying, each as long as the evidence."""

    def __init__(self, progress: Progress | None, cancelled: CancelCheck | None, copied_bytes: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._to_copy_bytes = max(1, copied_bytes)
        self._copied_bytes = 0

    def of_first_half(self, bytes_more: int) -> None:
        self._copied_bytes += bytes_more
        if self._progress is not None:
            self._progress(self._copied_bytes, 2 * self._to_copy_bytes)
        self.stop_if_cancelled()

    def of_second_half(self, done_bytes: int, total_bytes: int) -> None:
        if self._progress is not None:
            verified_bytes = self._to_copy_bytes * done_bytes // max(1, total_bytes)
            self._progress(self._to_copy_bytes + verified_bytes, 2 * self._to_copy_bytes)

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


def _check_certificate(signer: Signer, at_utc: datetime) -> None:
    path = [certificates.load(certificate_der) for certificate_der in signer.path_der]
    unfit = certificates.unfit_findings(path, at_utc, "signer")
    if unfit:
        raise InputError(unfit[0].code, [Problem(f.code, f.place, f.facts) for f in unfit])


def _check_free_space(target: Path, needed_bytes: int) -> None:
    try:
        free_bytes = shutil.disk_usage(target.parent).free
    except OSError:  # not every network folder tells: writing will show
        return
    if free_bytes < needed_bytes:
        raise EnvironmentFault(
            "disk-full", name=target.name, needed_bytes=needed_bytes, free_bytes=free_bytes
        )
