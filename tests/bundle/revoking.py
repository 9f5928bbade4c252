"""Revocation lists made at test time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from certificates import DAY, SIGNING_TIME_UTC, Holder
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

NOW_UTC = SIGNING_TIME_UTC + 30 * DAY


def revoked(
    holder: Holder,
    at_utc: datetime = SIGNING_TIME_UTC - DAY,
    reason: x509.ReasonFlags | None = None,
    *more: x509.ExtensionType,
) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(holder.certificate.serial_number)
        .revocation_date(at_utc)
    )
    for extension in (*([] if reason is None else [x509.CRLReason(reason)]), *more):
        builder = builder.add_extension(extension, critical=False)
    return builder.build()


def revocation_list(
    issuer: Holder,
    *entries: x509.RevokedCertificate,
    since_utc: datetime = NOW_UTC - DAY,
    until_utc: datetime = NOW_UTC + DAY,
    extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
    signed_by: Holder | None = None,
    pem: bool = False,
) -> bytes:
    builder: Any = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(since_utc)
        .next_update(until_utc)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(entry)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    made = builder.sign((signed_by or issuer).key, SHA256())
    return made.public_bytes(Encoding.PEM if pem else Encoding.DER)
