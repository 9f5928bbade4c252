"""The verdicts on a bundle from anywhere: integrity, signature, chain, time; and the score, scored anew.

Order of work: all container headers, then one pass over all contents, then each signature over its
manifest, then what the manifests list, and only then the JSON inside.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from dti_desktop.bundle import chain, contents, profile, submission
from dti_desktop.bundle.chain import Chain
from dti_desktop.bundle.container import CancelCheck, Container, ContentReader, Progress, read_container
from dti_desktop.bundle.contents import Contents
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.revocation import RevocationChecker, RevocationList
from dti_desktop.bundle.signatures import SignaturesJudged, Time, VerifiedSigner, judge_signatures
from dti_desktop.bundle.submission import NO_SCORE, EvidenceRow, SignedScore
from dti_desktop.errors import EnvironmentFault, InputError, Problem
from dti_desktop.named_files import NotRegularError, open_regular, shown_name

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

__all__ = ["Judged", "Verification", "VerifiedSigner", "judge_file", "verify_bundle"]

_MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Verification:
    """Four separate verdicts, who signed, the score, and everything that was noticed."""

    integrity: Literal["ok", "broken"]
    signature: Literal["ok", "broken", "absent"]
    chain: Chain
    time: Time
    signers: tuple[VerifiedSigner, ...]
    score: SignedScore
    catalogue: Literal["known", "unknown"]
    about: Mapping[str, str]
    findings: tuple[Finding, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    revocation: Literal["unknown", "checked"] = "unknown"
    untrusted_catalogue: bytes = field(default=b"", repr=False)
    """The catalogue's bytes as they lie in the bundle, b"" where none does; `integrity` tells of them too."""

    @property
    def is_accepted(self) -> bool:
        """Whether everything holds: what `verify` answers with exit status 0."""
        return (
            self.integrity == "ok"
            and self.signature == "ok"
            and self.chain != "untrusted"
            and self.score.recomputed
            and not self.blocking_problems
        )

    @property
    def blocking_problems(self) -> list[Problem]:
        """The findings that block, as the reasons of a refusal."""
        return [finding.to_problem() for finding in self.findings if finding.severity == "block"]

    def to_json(self) -> dict[str, object]:
        """Return the document of `verify --json`."""
        return {
            "integrity": self.integrity,
            "signature": self.signature,
            "chain": self.chain,
            "time": self.time,
            "revocation": self.revocation,
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
    crls: Sequence[RevocationList] = (),
    now_utc: datetime | None = None,
    known_catalogue_digests: Collection[str] = (),
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> Verification:
    """Return the verdicts on the file at `path`; it is only read, and nothing is unpacked to disk.

    Only the given roots are trusted, and only the given revocation lists tell of revocation; with them
    `now_utc` must be given, for a list may have expired. `known_catalogue_digests` are `sha256:<hex>`.
    A file that is no bundle at all gives `integrity` broken, not an error. Memory stays bounded for
    any input.
    Raises `InputError`: `bundle-not-found`, `bundle-not-a-file`, `trust-unreadable`;
    `EnvironmentFault`: `bundle-not-accessible`, `bundle-changed-while-read`; `Cancelled`.
    """
    roots = chain.load_roots(trust_roots_pem)
    revocation = RevocationChecker(crls, roots, now_utc)
    try:
        with open_regular(path) as file:
            size_bytes = file.seek(0, os.SEEK_END)
            return judge_file(
                file, size_bytes, roots, known_catalogue_digests, progress, cancelled, revocation=revocation
            ).verification
    except FileNotFoundError:
        raise InputError("bundle-not-found", name=path.name) from None
    except (IsADirectoryError, NotRegularError):
        raise InputError("bundle-not-a-file", name=shown_name(path)) from None
    except OSError as error:
        raise EnvironmentFault("bundle-not-accessible", name=path.name, reason=error.strerror) from None


@dataclass(frozen=True, slots=True)
class Judged:
    """A bundle that was read and judged: what is in it, and the verdicts."""

    container: Container
    contents: Contents
    signatures: SignaturesJudged
    verification: Verification


def judge_file(
    file: BinaryIO,
    size_bytes: int,
    roots: Sequence[Certificate],
    known_catalogue_digests: Collection[str],
    progress: Progress | None,
    cancelled: CancelCheck | None,
    *,
    revocation: RevocationChecker | None = None,
    crc32_by_sha256: Mapping[str, int] | None = None,
) -> Judged:
    """Return the verdicts on an open file with what they rest on; see `verify_bundle`.

    `crc32_by_sha256`: see `ContentReader`; for a file that this program has just written.
    """
    revocation = revocation or RevocationChecker((), roots, None)
    container = read_container(file, size_bytes)
    file_set = contents.judge_names(container.names)
    total_bytes = sum(entry.size_bytes for entry in container.entries)
    reader = ContentReader(file, total_bytes, progress, cancelled, crc32_by_sha256)
    read, content_findings = contents.read_contents(container, reader)
    signed = judge_signatures(file_set, read, roots, revocation)
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
    is_checked = signed.verdict == "ok" and revocation.is_every_signer_checked
    verification = Verification(
        integrity="broken" if integrity_findings else "ok",
        signature=signed.verdict,
        chain=signed.chain,
        time=signed.time,
        signers=signed.signers,
        score=score,
        catalogue="known" if is_known else "unknown",
        about=submission.about(document),
        findings=_told(
            [*integrity_findings, *signed.findings, *revocation.findings_about_lists(), *score_findings]
        ),
        evidence=submission.evidence_rows(document, read),
        revocation="checked" if is_checked else "unknown",
        untrusted_catalogue=read.kept.get(profile.CATALOGUE_NAME, b""),
    )
    return Judged(container, read, signed, verification)


def _told(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings without repeats, bounded; what blocks comes first, so that no row of notes hides it."""
    unique = {(finding.code, finding.place, str(finding.facts)): finding for finding in findings}
    return tuple(sorted(unique.values(), key=lambda finding: finding.severity != "block"))[:_MAX_FINDINGS]
