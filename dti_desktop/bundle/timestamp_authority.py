"""Whether a timestamp that holds proves its time: its authority's fitness, path and standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dti_desktop.bundle import certificates, chain
from dti_desktop.bundle.chain import Chain
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.revocation import RevocationChecker
from dti_desktop.bundle.timestamp_token import VerifiedToken
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@dataclass(frozen=True, slots=True)
class VerifiedTimestamp:
    """A timestamp that holds over a signature; `chain` tells whether its authority is known."""

    time_utc: datetime
    authority: str
    authority_common_name: str
    authority_issuer: str
    authority_serial: str
    chain: Chain

    def to_json(self) -> dict[str, object]:
        """Return the form of `verify --json`."""
        return {
            "time_utc": utc_text(self.time_utc),
            "subject": self.authority,
            "issuer": self.authority_issuer,
            "serial": self.authority_serial,
            "chain": self.chain,
        }


def unfit_findings(token: VerifiedToken, place: str) -> list[Finding]:
    """Return what forbids the token's authority to stamp at that time.

    Codes: `timestamp-certificate-usage` (timeStamping must be the one extended key usage, and
    critical; a stated key usage must allow signing), `timestamp-certificate-expired`,
    `timestamp-certificate-not-yet-valid`, `timestamp-certificate-weak`.
    """
    authority = token.path[0]
    description = certificates.describe(authority)
    facts: dict[str, object] = {"subject": description.subject, "serial": description.serial}
    found: list[Finding] = []
    if not (description.may_sign and _is_for_timestamps_alone(authority)):
        found.append(Finding("timestamp-certificate-usage", place, facts))
    if token.time_utc > description.not_after_utc:
        until = {"not_after_utc": utc_text(description.not_after_utc)}
        found.append(Finding("timestamp-certificate-expired", place, {**facts, **until}))
    if token.time_utc < description.not_before_utc:
        since = {"not_before_utc": utc_text(description.not_before_utc)}
        found.append(Finding("timestamp-certificate-not-yet-valid", place, {**facts, **since}))
    if any(certificates.is_key_weak(certificate) for certificate in token.path):
        found.append(Finding("timestamp-certificate-weak", place, facts))
    return found


def judge(
    token: VerifiedToken,
    roots: Sequence[Certificate],
    revocation: RevocationChecker,
    place: str,
) -> tuple[VerifiedTimestamp, list[Finding]]:
    """Return what a token comes to, and why it proves nothing where it does not.

    Blocking codes as `unfit_findings`, and `certificate-revoked`. Notes: `timestamp-authority-unknown`
    (no given root knows it), `timestamp-path-invalid` (one does, but a rule of RFC 5280 is broken).
    """
    unfit = unfit_findings(token, place)
    verdict, reasons = chain.judge(token.path, roots, token.time_utc, place)
    found = unfit or [_as_note(token, reason, place) for reason in reasons]
    if verdict == "unknown":
        found.append(_unknown_authority(token, place))
    revoked = revocation.judge(token.path, token.time_utc, place, is_authority=True)
    found += revoked
    if verdict == "trusted" and any(finding.severity == "block" for finding in found):
        verdict = "untrusted"
    description = certificates.describe(token.path[0])
    stamp = VerifiedTimestamp(
        token.time_utc,
        description.subject,
        description.common_name,
        description.issuer,
        description.serial,
        verdict,
    )
    return stamp, found


def _as_note(token: VerifiedToken, reason: Finding, place: str) -> Finding:
    if reason.code == "issuer-unknown":
        return _unknown_authority(token, place)
    facts = {"subject": certificates.describe(token.path[0]).subject, "reason": reason.code}
    return Finding("timestamp-path-invalid", place, facts, "note")


def _unknown_authority(token: VerifiedToken, place: str) -> Finding:
    description = certificates.describe(token.path[0])
    facts = {"subject": description.subject, "issuer": certificates.describe(token.path[-1]).issuer}
    return Finding("timestamp-authority-unknown", place, facts, "note")


def _is_for_timestamps_alone(certificate: Certificate) -> bool:
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        usage = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        return False
    return usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
