"""The verdicts on all signatures of a bundle, in their order: who signed, whom to trust, and when it was.

Each signature is judged for itself. Its certificates are judged at the time that its timestamp
proves, else at the time that the signer claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from dti_desktop.bundle import certificates, chain, cms, profile, timestamp_authority, timestamp_token
from dti_desktop.bundle.chain import Chain
from dti_desktop.bundle.contents import Contents, FileSet
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.revocation import RevocationChecker
from dti_desktop.bundle.timestamp_authority import VerifiedTimestamp
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Time = Literal["proven", "claimed", "unknown"]
Revocation = Literal["unknown", "checked", "revoked"]


@dataclass(frozen=True, slots=True)
class VerifiedSigner:
    """One signature that holds. Times are claims of the signer until a timestamp proves them.

    `number` is that of its files in the bundle, from 1. `revocation` is what the given lists say of the
    signer's own certificate: that it was revoked in time to count, that it was looked up, or nothing.
    """

    subject: str
    common_name: str
    issuer: str
    serial: str
    claimed_time_utc: datetime
    chain: Chain
    number: int = 1
    timestamp: VerifiedTimestamp | None = None
    revocation: Revocation = "unknown"

    @property
    def proven_time_utc(self) -> datetime | None:
        """When the signature was there already, proven by an authority that a given root knows."""
        stamp = self.timestamp
        return stamp.time_utc if stamp is not None and stamp.chain == "trusted" else None

    @property
    def time(self) -> Time:
        """Whether the time is proven, or only claimed."""
        return "claimed" if self.proven_time_utc is None else "proven"

    def to_json(self) -> dict[str, object]:
        """Return the form of `verify --json`."""
        proven_utc = self.proven_time_utc
        return {
            "number": self.number,
            "subject": self.subject,
            "common_name": self.common_name,
            "issuer": self.issuer,
            "serial": self.serial,
            "claimed_time_utc": utc_text(self.claimed_time_utc),
            "proven_time_utc": None if proven_utc is None else utc_text(proven_utc),
            "chain": self.chain,
            "time": self.time,
            "revocation": self.revocation,
            "timestamp": None if self.timestamp is None else self.timestamp.to_json(),
        }


@dataclass(frozen=True, slots=True)
class SignaturesJudged:
    """What the signatures of a bundle come to. `held` are those that hold, by their number."""

    verdict: Literal["ok", "broken", "absent"]
    chain: Chain
    time: Time
    signers: tuple[VerifiedSigner, ...]
    held: dict[int, cms.VerifiedSignature]
    findings: tuple[Finding, ...]


def judge_signatures(
    file_set: FileSet, read: Contents, roots: Sequence[Certificate], revocation: RevocationChecker
) -> SignaturesJudged:
    """Judge every pair of manifest and signature.

    Codes: `signature-…` and `timestamp-…` of `cms.verify` and `timestamp_token.verify`,
    `certificate-…` and `issuer-unknown` of the paths, `signature-absent`; notes:
    `claimed-after-proven`, `signed-before-previous`, and those of `timestamp_authority.judge`.
    """
    judge = _Judge(roots, revocation)
    for number in file_set.pairs:
        manifest = read.kept.get(profile.manifest_name(number))
        signature = read.kept.get(profile.signature_name(number))
        if manifest is None or signature is None:
            judge.broken += 1
        else:
            judge.pair(number, manifest, signature)
    is_absent = not file_set.pairs or any(f.code == "signature-incomplete" for f in file_set.findings)
    if is_absent:
        judge.findings.append(Finding("signature-absent"))
    judge.findings += _order_findings(judge.signers)
    verdict: Literal["ok", "broken", "absent"] = "absent" if is_absent else "broken" if judge.broken else "ok"
    is_proven = all(signer.time == "proven" for signer in judge.signers)
    return SignaturesJudged(
        verdict=verdict,
        chain=_worst_chain(judge.signers, bool(judge.broken), bool(roots)),
        time="unknown" if verdict != "ok" else "proven" if is_proven else "claimed",
        signers=tuple(judge.signers),
        held=judge.held,
        findings=tuple(judge.findings),
    )


class _Judge:
    """Goes through the pairs and gathers."""

    def __init__(self, roots: Sequence[Certificate], revocation: RevocationChecker) -> None:
        self._roots = roots
        self._revocation = revocation
        self.signers: list[VerifiedSigner] = []
        self.held: dict[int, cms.VerifiedSignature] = {}
        self.findings: list[Finding] = []
        self.broken = 0

    def pair(self, number: int, untrusted_manifest: bytes, untrusted_signature: bytes) -> None:
        place = profile.signature_name(number)
        try:
            verified = cms.verify(untrusted_manifest, untrusted_signature)
        except cms.CmsFault as fault:
            self.broken += 1
            self.findings.append(Finding(fault.code, place))
            return
        self.held[number] = verified
        stamp = self._timestamp(verified, place)
        proven_utc = stamp.time_utc if stamp is not None and stamp.chain == "trusted" else None
        time_utc = proven_utc or verified.claimed_time_utc
        unfit = certificates.unfit_findings(verified.path, time_utc, place)
        verdict, reasons = chain.judge(verified.path, self._roots, time_utc, place)
        about_revocation = self._revocation.judge(verified.path, proven_utc, place)
        if verdict == "trusted" and (unfit or any(f.severity == "block" for f in about_revocation)):
            verdict = "untrusted"
        self.findings += [*(unfit or reasons), *about_revocation]
        description = certificates.describe(verified.path[0])
        signer = VerifiedSigner(
            description.subject,
            description.common_name,
            description.issuer,
            description.serial,
            verified.claimed_time_utc,
            verdict,
            number,
            stamp,
            self._revocation_of(verified, about_revocation),
        )
        self.signers.append(signer)
        if proven_utc is not None and signer.claimed_time_utc > proven_utc:
            facts: dict[str, object] = {
                "subject": signer.subject,
                "claimed_time_utc": utc_text(signer.claimed_time_utc),
                "proven_time_utc": utc_text(proven_utc),
            }
            self.findings.append(Finding("claimed-after-proven", place, facts, "note"))

    def _revocation_of(self, verified: cms.VerifiedSignature, said: Sequence[Finding]) -> Revocation:
        own = certificates.describe(verified.path[0])
        revoked = {(f.facts["subject"], f.facts["serial"]) for f in said if f.code == "certificate-revoked"}
        if (own.subject, own.serial) in revoked:
            return "revoked"
        return "checked" if self._revocation.is_checked(verified.path[0]) else "unknown"

    def _timestamp(self, verified: cms.VerifiedSignature, place: str) -> VerifiedTimestamp | None:
        if verified.untrusted_token_der is None:
            return None
        try:
            token = timestamp_token.verify(verified.untrusted_token_der, verified.value)
        except cms.CmsFault as fault:
            self.broken += 1  # the file of the signature is not what any program wrote
            self.findings.append(Finding(fault.code, place))
            return None
        stamp, found = timestamp_authority.judge(token, self._roots, self._revocation, place)
        self.findings += found
        return stamp


def _order_findings(signers: Sequence[VerifiedSigner]) -> list[Finding]:
    """Return a note for each signer who claims to have signed before one whose signature was there first."""
    found: list[Finding] = []
    for number, signer in enumerate(signers):
        latest = max((earlier.claimed_time_utc for earlier in signers[:number]), default=None)
        if latest is not None and signer.claimed_time_utc < latest:
            facts: dict[str, object] = {
                "subject": signer.subject,
                "claimed_time_utc": utc_text(signer.claimed_time_utc),
                "previous_time_utc": utc_text(latest),
            }
            place = profile.signature_name(signer.number)
            found.append(Finding("signed-before-previous", place, facts, "note"))
    return found


def _worst_chain(signers: Sequence[VerifiedSigner], is_any_broken: bool, has_roots: bool) -> Chain:
    if not has_roots or not signers:
        return "unknown"
    is_all_trusted = not is_any_broken and all(signer.chain == "trusted" for signer in signers)
    return "trusted" if is_all_trusted else "untrusted"
