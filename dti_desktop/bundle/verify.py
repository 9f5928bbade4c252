"""The verdicts on a bundle from anywhere: integrity, signature, chain, time; and the score, scored anew.

Order of work: all container headers, then one pass over all contents, then each signature over its
manifest, then what the manifests list, and only then the JSON inside.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from dti_desktop.bundle import certificates, chain, cms, contents, profile, submission
from dti_desktop.bundle.chain import Chain
from dti_desktop.bundle.container import CancelCheck, ContentReader, Progress, read_container
from dti_desktop.bundle.contents import Contents, FileSet
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.submission import NO_SCORE, EvidenceRow, SignedScore
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.named_files import NotRegularError, open_regular, shown_name
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class VerifiedSigner:
    """One signature that holds. Times are claims of the signer until a timestamp proves them."""

    subject: str
    common_name: str
    issuer: str
    serial: str
    claimed_time_utc: datetime
    chain: Chain

    def to_json(self) -> dict[str, object]:
        """Return the form of `verify --json`."""
        return {
            "subject": self.subject,
            "common_name": self.common_name,
            "issuer": self.issuer,
            "serial": self.serial,
            "claimed_time_utc": utc_text(self.claimed_time_utc),
            "chain": self.chain,
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """Four separate verdicts, who signed, the score, and everything that was noticed."""

    integrity: Literal["ok", "broken"]
    signature: Literal["ok", "broken", "absent"]
    chain: Chain
    time: Literal["proven", "claimed", "unknown"]
    signers: tuple[VerifiedSigner, ...]
    score: SignedScore
    catalogue: Literal["known", "unknown"]
    about: Mapping[str, str]
    findings: tuple[Finding, ...]
    evidence: tuple[EvidenceRow, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether everything holds: what `verify` answers with exit status 0."""
        return (
            self.integrity == "ok"
            and self.signature == "ok"
            and self.chain != "untrusted"
            and self.score.recomputed
            and not any(finding.severity == "block" for finding in self.findings)
        )

    def to_json(self) -> dict[str, object]:
        """Return the document of `verify --json`."""
        return {
            "integrity": self.integrity,
            "signature": self.signature,
            "chain": self.chain,
            "time": self.time,
            "accepted": self.is_accepted,
            "signers": [signer.to_json() for signer in self.signers],
            "score": self.score.to_json(),
            "catalogue": self.catalogue,
            "about": dict(self.about),
            "findings": [finding.to_json() for finding in self.findings],
        }


def verify_bundle(
    path: Path,
    trust_roots_pem: Sequence[bytes] = (),
    *,
    known_catalogue_digests: Collection[str] = (),
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> Verification:
    """Return the verdicts on the file at `path`; it is only read, and nothing is unpacked to disk.

    Only the given roots are trusted. `known_catalogue_digests` are `sha256:<hex>`. A file that is
    no bundle at all gives `integrity` broken, not an error. Memory stays bounded for any input.
    Raises `InputError`: `bundle-not-found`, `bundle-not-a-file`, `trust-unreadable`;
    `EnvironmentFault`: `bundle-not-accessible`, `bundle-changed-while-read`; `Cancelled`.
    """
    roots = chain.load_roots(trust_roots_pem)
    try:
        with open_regular(path) as file:
            size_bytes = file.seek(0, os.SEEK_END)
            return verify_file(file, size_bytes, roots, known_catalogue_digests, progress, cancelled)
    except FileNotFoundError:
        raise InputError("bundle-not-found", name=path.name) from None
    except (IsADirectoryError, NotRegularError):
        raise InputError("bundle-not-a-file", name=shown_name(path)) from None
    except OSError as error:
        raise EnvironmentFault("bundle-not-accessible", name=path.name, reason=error.strerror) from None


def verify_file(
    file: BinaryIO,
    size_bytes: int,
    roots: Sequence[Certificate],
    known_catalogue_digests: Collection[str],
    progress: Progress | None,
    cancelled: CancelCheck | None,
) -> Verification:
    """Return the verdicts on an open file; see `verify_bundle`."""
    container = read_container(file, size_bytes)
    file_set = contents.judge_names(container.names)
    total_bytes = sum(entry.size_bytes for entry in container.entries)
    reader = ContentReader(file, total_bytes, progress, cancelled)
    read, content_findings = contents.read_contents(container, reader)
    signed = _judge_signatures(file_set, read, roots)
    integrity_findings = [*container.findings, *file_set.findings, *content_findings]
    for number in file_set.pairs:
        untrusted_manifest = read.kept.get(profile.manifest_name(number))
        if untrusted_manifest is not None:
            integrity_findings += contents.judge_manifest(number, untrusted_manifest, container.names, read)
    integrity_findings += contents.judge_sums(container.names, read)
    document, submission_findings = submission.read_submission(read)
    integrity_findings += submission_findings
    score = NO_SCORE
    score_findings: list[Finding] = []
    if document:
        integrity_findings += submission.judge_evidence_table(document, file_set.evidence, read)
        integrity_findings += submission.judge_catalogue(document, read)
        score, score_findings = submission.rescore(document, read)
    catalogue_digest = f"sha256:{read.sha256_by_name.get(profile.CATALOGUE_NAME, '')}"
    is_known = catalogue_digest in known_catalogue_digests
    if not is_known:
        score_findings.append(Finding("catalogue-unknown", profile.CATALOGUE_NAME, severity="note"))
    return Verification(
        integrity="broken" if integrity_findings else "ok",
        signature=signed.verdict,
        chain=signed.chain,
        time="claimed" if signed.verdict == "ok" else "unknown",
        signers=tuple(signed.signers),
        score=score,
        catalogue="known" if is_known else "unknown",
        about=submission.about(document),
        findings=_without_repeats([*integrity_findings, *signed.findings, *score_findings]),
        evidence=submission.evidence_rows(document, read),
    )


@dataclass(frozen=True, slots=True)
class _Signed:
    verdict: Literal["ok", "broken", "absent"]
    chain: Chain
    signers: list[VerifiedSigner]
    findings: list[Finding]


def _judge_signatures(file_set: FileSet, read: Contents, roots: Sequence[Certificate]) -> _Signed:
    signers: list[VerifiedSigner] = []
    found: list[Finding] = []
    broken = 0
    for number in file_set.pairs:
        place = profile.signature_name(number)
        manifest, signature = read.kept.get(profile.manifest_name(number)), read.kept.get(place)
        if manifest is None or signature is None:
            broken += 1
            continue
        try:
            verified = cms.verify(manifest, signature)
        except cms.CmsFault as fault:
            broken += 1
            found.append(Finding(fault.code, place))
            continue
        time_utc = verified.claimed_time_utc
        unfit = certificates.unfit_findings(verified.path, time_utc, place)
        verdict, reasons = chain.judge(verified.path, roots, time_utc, place)
        if unfit and verdict == "trusted":
            verdict = "untrusted"
        found += unfit or reasons
        description = certificates.describe(verified.path[0])
        signers.append(
            VerifiedSigner(
                description.subject,
                description.common_name,
                description.issuer,
                description.serial,
                time_utc,
                verdict,
            )
        )
    is_absent = not file_set.pairs or any(f.code == "signature-incomplete" for f in file_set.findings)
    if is_absent:
        found.append(Finding("signature-absent"))
    return _Signed(
        verdict="absent" if is_absent else "broken" if broken else "ok",
        chain=_worst_chain(signers, bool(broken), bool(roots)),
        signers=signers,
        findings=found,
    )


def _worst_chain(signers: Sequence[VerifiedSigner], is_any_broken: bool, has_roots: bool) -> Chain:
    if not has_roots or not signers:
        return "unknown"
    is_all_trusted = not is_any_broken and all(signer.chain == "trusted" for signer in signers)
    return "trusted" if is_all_trusted else "untrusted"


def _without_repeats(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    unique = {(finding.code, finding.place, str(finding.facts)): finding for finding in findings}
    return tuple(unique.values())[:_MAX_FINDINGS]
