"""Certificates: reading them from outside, what is shown of them, and whether they may sign.

The checks here need no trust root; `chain` answers whether a path leads to a given one.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from dti_desktop.bundle import der, signature_values
from dti_desktop.bundle.findings import Finding
from dti_desktop.engine.composed_text import harmless
from dti_desktop.errors import InputError, Problem
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, ExtensionType, Name

E = TypeVar("E", bound="ExtensionType")

MIN_RSA_BITS = 2048
MIN_CURVE_BITS = 224
"""As hard to break as RSA with 2048 bits (NIST SP 800-57)."""
MAX_RSA_BITS = 16_384
MAX_RSA_EXPONENT_BITS = 256
"""The longest public exponent that FIPS 186-5 allows; every issuer's is 17 bits long."""

_SLOW_CURVES = frozenset({"brainpoolP512r1"})
"""Twice as slow as any other of its strength; no issuer of signing certificates is known to use it."""

_MAX_SHOWN_NAME_LENGTH = 300


class CertificateFault(ValueError):
    """Bytes that are not a well-formed certificate."""


@dataclass(frozen=True, slots=True)
class CertificateDescription:
    """What a person is shown before signing and after verifying. Names are as the certificate spells them."""

    subject: str
    common_name: str
    issuer: str
    serial: str
    not_before_utc: datetime
    not_after_utc: datetime
    may_sign: bool
    """False where a key usage is stated and holds neither digital signature nor non-repudiation."""


def load(untrusted_der: bytes) -> Certificate:
    """Return the certificate with each part that is used here already parsed.

    Raises `CertificateFault`, also for a key that is slower than any issuer makes.
    """
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about habits of issuers, such as a long country name
            certificate = x509.load_der_x509_certificate(untrusted_der)
            serial = certificate.serial_number
            _ = certificate.subject, certificate.issuer, certificate.extensions, certificate.public_key()
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except (
        ValueError,
        TypeError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ):
        raise CertificateFault from None
    if serial < 0 or _is_slow(certificate):
        raise CertificateFault
    return certificate


def _is_slow(certificate: Certificate) -> bool:
    """Whether the key was made to be slow to verify with: a few hundred of them take many seconds."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = certificate.public_key()
    if isinstance(key, EllipticCurvePublicKey):
        return key.curve.name in _SLOW_CURVES
    return isinstance(key, RSAPublicKey) and (
        key.key_size > MAX_RSA_BITS or key.public_numbers().e.bit_length() > MAX_RSA_EXPONENT_BITS
    )


def describe(certificate: Certificate) -> CertificateDescription:
    """Return what is shown of a certificate that `load` returned."""
    from cryptography.x509 import KeyUsage
    from cryptography.x509.oid import NameOID

    usage = extension(certificate, KeyUsage)
    common_names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    serial = f"{certificate.serial_number:X}"
    return CertificateDescription(
        subject=shown_subject(certificate.subject),
        common_name=_shown(str(common_names[0].value)) if common_names else "",
        issuer=shown_subject(certificate.issuer),
        serial=serial if len(serial) % 2 == 0 else f"0{serial}",
        not_before_utc=certificate.not_valid_before_utc,
        not_after_utc=certificate.not_valid_after_utc,
        may_sign=usage is None or usage.digital_signature or usage.content_commitment,
    )


def unfit_findings(path: Sequence[Certificate], at_utc: datetime, place: str) -> list[Finding]:
    """Return what forbids signing with the first certificate of `path` at that time.

    Codes: `certificate-expired`, `certificate-not-yet-valid` (of any certificate in the path),
    `certificate-key-usage` (its usage forbids signing, or is that of a server or service alone),
    `certificate-key-weak`, `certificate-link-broken` (one is not issued by the next, or the next may
    not issue it).
    """
    found: list[Finding] = []
    for certificate in path:
        description = describe(certificate)
        facts: dict[str, object] = {"subject": description.subject, "serial": description.serial}
        if at_utc > description.not_after_utc:
            until = utc_text(description.not_after_utc)
            found.append(Finding("certificate-expired", place, {**facts, "not_after_utc": until}))
        if at_utc < description.not_before_utc:
            since = utc_text(description.not_before_utc)
            found.append(Finding("certificate-not-yet-valid", place, {**facts, "not_before_utc": since}))
        if is_key_weak(certificate):
            least = {"minimum_rsa_bits": MIN_RSA_BITS, "minimum_curve_bits": MIN_CURVE_BITS}
            found.append(Finding("certificate-key-weak", place, {**facts, **least}))
    signer = describe(path[0])
    if not signer.may_sign or _is_for_services_alone(path[0]):
        found.append(
            Finding("certificate-key-usage", place, {"subject": signer.subject, "serial": signer.serial})
        )
    for number in range(len(path) - 1):
        if not is_issued_by(path[number], path[number + 1], certificates_between=number):
            names = {"subject": describe(path[number]).subject, "issuer": describe(path[number + 1]).subject}
            found.append(Finding("certificate-link-broken", place, names))
    return found


def unfit_problems(path_der: Sequence[bytes], at_utc: datetime) -> list[Problem]:
    """Return what forbids signing with the first certificate of a path of our own, as `unfit_findings`."""
    path = [load(certificate_der) for certificate_der in path_der]
    return [finding.to_problem() for finding in unfit_findings(path, at_utc, "signer")]


def check_fit(path_der: Sequence[bytes], at_utc: datetime) -> None:
    """Refuse a signer who may not sign at that time, because every receiver would.

    Raises `InputError` with each code of `unfit_findings`.
    """
    problems = unfit_problems(path_der, at_utc)
    if problems:
        raise InputError(problems[0].code, problems)


def is_issued_by(certificate: Certificate, issuer: Certificate, certificates_between: int) -> bool:
    """Whether `issuer` signed `certificate` and may: a CA, with the key usage, and its path long enough.

    `certificates_between` counts the issuing certificates between this issuer and the signer.
    """
    from cryptography.x509 import BasicConstraints, KeyUsage

    if not has_signed(issuer, certificate):
        return False
    constraints = extension(issuer, BasicConstraints)
    usage = extension(issuer, KeyUsage)
    if constraints is None or not constraints.ca:
        return False
    if constraints.path_length is not None and constraints.path_length < certificates_between:
        return False
    return usage is None or usage.key_cert_sign


def has_signed(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether `certificate` names `issuer` and carries its signature; not whether it may."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def issuer_and_serial(certificate_der: bytes) -> tuple[bytes, bytes]:
    """Return issuer and serial as they stand in the certificate, so that both sides compare bytes.

    Raises `DerFault`.
    """
    tbs, *_ = der.read(certificate_der).children(der.SEQUENCE)
    fields = tbs.children(der.SEQUENCE)
    first = 1 if fields and fields[0].tag == der.CONTEXT_0 else 0  # the version, absent in v1
    if len(fields) < first + 3:
        raise der.DerFault
    return fields[first + 2].raw, fields[first].raw


def is_covered_by(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether the issuer's signature leaves no byte of `certificate` free, that signature included.

    True where `has_signed`, what stands around the signed part has its one lawful form, and an
    ECDSA signature is the smaller of its two twins.
    """
    from cryptography.hazmat.primitives.serialization import Encoding

    if not has_signed(issuer, certificate):
        return False
    whole = certificate.public_bytes(Encoding.DER)
    try:
        tbs, algorithm, _ = der.read(whole).children(der.SEQUENCE)
        fields = tbs.children(der.SEQUENCE)
        signature = der.write(der.BIT_STRING, b"\0", certificate.signature)
        is_canonical = signature_values.canonical(issuer, certificate.signature) == certificate.signature
    except ValueError:
        return False
    first = 1 if fields[0].tag == der.CONTEXT_0 else 0
    return (
        is_canonical
        and fields[first + 1].raw == algorithm.raw
        and whole == der.write(der.SEQUENCE, tbs.raw, algorithm.raw, signature)
    )


def _is_for_services_alone(certificate: Certificate) -> bool:
    """Whether its stated extended key usages are those of servers, time-stamp and status services only."""
    from cryptography.x509 import ExtendedKeyUsage
    from cryptography.x509.oid import ExtendedKeyUsageOID

    services = {
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.TIME_STAMPING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
    }
    usage = extension(certificate, ExtendedKeyUsage)
    return usage is not None and set(usage) <= services


def is_key_weak(certificate: Certificate) -> bool:
    """Whether the certificate's key is shorter than `MIN_RSA_BITS`, on a curve than `MIN_CURVE_BITS`."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = certificate.public_key()
    if isinstance(key, EllipticCurvePublicKey):
        return key.key_size < MIN_CURVE_BITS
    return isinstance(key, RSAPublicKey) and key.key_size < MIN_RSA_BITS


def extension(certificate: Certificate, kind: type[E]) -> E | None:
    """Return an extension of a certificate, None where it has none of that kind."""
    from cryptography.x509 import ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return None


def shown_subject(name: Name) -> str:
    """Return a name as it is shown, bounded."""
    return _shown(name.rfc4514_string())


def _shown(untrusted_name: str) -> str:
    return harmless(untrusted_name[:_MAX_SHOWN_NAME_LENGTH])
