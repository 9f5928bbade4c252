"""Detached CAdES-B signatures over a manifest, in one canonical DER form.

`build` is the only place that knows the structure. The signer uses it to write a signature; the
verifier takes the essential parts out of an untrusted one (manifest digest, signing time,
certificates, signature value), builds it anew and compares every byte, so nothing can hide in it.
The signing-certificate-v2 attribute covers each certificate of the path, so no byte of any of them
can change without breaking the signature, whether or not a trust root is at hand. One unsigned
attribute is lawful, the signature's timestamp; `timestamp_token` judges what is in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from dti_desktop.bundle import certificates, der, signature_values
from dti_desktop.bundle.signature_values import SHA256, KeyNotSupported

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_OID_DATA = bytes.fromhex("06092a864886f70d010701")
_OID_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_OID_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_OID_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_OID_SIGNING_TIME = bytes.fromhex("06092a864886f70d010905")
_OID_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_OID_TIMESTAMP_TOKEN = bytes.fromhex("060b2a864886f70d010910020e")

_SHA256_ALGORITHM = signature_values.digest_identifier(SHA256)
_VERSION_1 = der.write_integer(1)
MAX_PATH_LENGTH = 8
_FIRST_YEAR_OF_GENERALIZED_TIME = 2050


class CmsFault(Exception):
    """A signature that does not hold; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class SigningKey(Protocol):
    """What makes a signature: the certificates and one operation."""

    @property
    def path_der(self) -> Sequence[bytes]:
        """The signer's certificate, then its issuer and so on, without the root; DER."""

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        """Return the signature value over these bytes (SHA-256; RSA PKCS#1 v1.5, or ECDSA in DER)."""


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """A signature that holds over its manifest. `path` begins with the signer's certificate.

    `value` is the signature itself, which a timestamp covers. `untrusted_token_der` is the timestamp
    that was found with it, not judged yet.
    """

    path: tuple[Certificate, ...]
    claimed_time_utc: datetime
    value: bytes
    untrusted_token_der: bytes | None = None


def sign(manifest: bytes, key: SigningKey, signing_time_utc: datetime) -> bytes:
    """Return the signature file for a manifest. The time is cut to whole seconds."""
    path_der = tuple(key.path_der)
    signer = certificates.load(path_der[0])
    algorithm = _signature_algorithm(signer)
    attributes = _attributes(hashlib.sha256(manifest).digest(), signing_time_utc, path_der)
    value = key.sign_attributes(der.write_set(attributes))
    return _build(attributes, path_der, algorithm, signature_values.canonical(signer, value))


def expected_bytes(path_der: Sequence[bytes], signing_time_utc: datetime) -> int:
    """Return how long a signature by this path will be: exactly with RSA, in half of all cases with ECDSA."""
    signer = certificates.load(path_der[0])
    attributes = _attributes(bytes(hashlib.sha256().digest_size), signing_time_utc, path_der)
    algorithm = _signature_algorithm(signer)
    return len(_build(attributes, path_der, algorithm, bytes(signature_values.expected_bytes(signer))))


def with_timestamp(signature_der: bytes, token_der: bytes) -> bytes:
    """Return a signature that `verify` accepted with this timestamp in it; every signed byte stays."""
    parts = _take_apart(signature_der)
    algorithm = _signature_algorithm(certificates.load(parts.path_der[0]))
    attributes = _attributes(parts.manifest_digest, parts.signing_time_utc, parts.path_der)
    return _build(attributes, parts.path_der, algorithm, parts.value, token_der)


def verify(manifest: bytes, untrusted_signature_der: bytes) -> VerifiedSignature:
    """Return who signed the manifest and when they say they did.

    Raises `CmsFault`: `signature-not-canonical` (not exactly what `sign` writes, unused
    certificates included), `signature-other-manifest` (made for other bytes),
    `signature-key-not-supported`, `signature-wrong` (the value does not fit).
    Certificates are checked for their form only; see `path`.
    """
    try:
        parts = _take_apart(untrusted_signature_der)
        path = tuple(certificates.load(certificate) for certificate in parts.path_der)
    except ValueError:
        raise CmsFault("signature-not-canonical") from None
    algorithm = _signature_algorithm(path[0])
    attributes = _attributes(parts.manifest_digest, parts.signing_time_utc, parts.path_der)
    lawful = _build(attributes, parts.path_der, algorithm, parts.value, parts.token_der)
    if untrusted_signature_der != lawful:
        raise CmsFault("signature-not-canonical")
    if parts.manifest_digest != hashlib.sha256(manifest).digest():
        raise CmsFault("signature-other-manifest")
    _check_value(path[0], parts.value, der.write_set(attributes))
    return VerifiedSignature(path, parts.signing_time_utc, parts.value, parts.token_der)


@dataclass(frozen=True, slots=True)
class _Parts:
    manifest_digest: bytes
    signing_time_utc: datetime
    path_der: tuple[bytes, ...]
    value: bytes
    token_der: bytes | None


def _take_apart(untrusted: bytes) -> _Parts:
    _, content = der.read(untrusted).children(der.SEQUENCE)
    (signed_data,) = content.children(der.CONTEXT_0)
    _, _, _, certificate_set, signer_infos = signed_data.children(der.SEQUENCE)
    (signer_info,) = signer_infos.children(der.SET)
    _, _, _, signed_attributes, _, value, *unsigned = signer_info.children(der.SEQUENCE)
    values: dict[bytes, der.Value] = {}
    for attribute in signed_attributes.children(der.CONTEXT_0):
        oid, members = attribute.children(der.SEQUENCE)
        (values[oid.raw],) = members.children(der.SET)
    try:
        digest = values[_OID_MESSAGE_DIGEST].content
        time = values[_OID_SIGNING_TIME]
        (certificate_ids,) = values[_OID_SIGNING_CERTIFICATE_V2].children(der.SEQUENCE)
        hashes = [row.children(der.SEQUENCE)[0].content for row in certificate_ids.children(der.SEQUENCE)]
        by_hash = {hashlib.sha256(c.raw).digest(): c.raw for c in certificate_set.children(der.CONTEXT_0)}
        path_der = tuple(by_hash[found] for found in hashes)
    except (KeyError, IndexError):
        raise der.DerFault from None
    if not 1 <= len(path_der) <= MAX_PATH_LENGTH:
        raise der.DerFault
    return _Parts(digest, _read_time(time), path_der, value.content, _token_in(unsigned))


def _token_in(unsigned: Sequence[der.Value]) -> bytes | None:
    """Return the one thing that may stand behind a signature: its timestamp."""
    if not unsigned:
        return None
    (attributes,) = unsigned
    (attribute,) = attributes.children(der.CONTEXT_1)
    _, members = attribute.children(der.SEQUENCE)
    (token,) = members.children(der.SET)
    return token.raw


def _read_time(value: der.Value) -> datetime:
    text = value.content.decode("ascii")
    if value.tag == der.UTC_TIME:
        text = ("19" if text >= "50" else "20") + text
    if not re.fullmatch(r"[0-9]{14}Z", text):
        raise der.DerFault
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _write_time(time_utc: datetime) -> bytes:
    text = time_utc.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
    if time_utc.year < _FIRST_YEAR_OF_GENERALIZED_TIME:
        return der.write(der.UTC_TIME, text[2:].encode("ascii"))
    return der.write(der.GENERALIZED_TIME, text.encode("ascii"))


def _attributes(digest: bytes, time_utc: datetime, path_der: Sequence[bytes]) -> list[bytes]:
    certificate_ids = [_certificate_id(certificate) for certificate in path_der]
    return [
        _attribute(_OID_CONTENT_TYPE, _OID_DATA),
        _attribute(_OID_MESSAGE_DIGEST, der.write(der.OCTET_STRING, digest)),
        _attribute(_OID_SIGNING_TIME, _write_time(time_utc)),
        _attribute(
            _OID_SIGNING_CERTIFICATE_V2,
            der.write(der.SEQUENCE, der.write(der.SEQUENCE, *certificate_ids)),
        ),
    ]


def _attribute(oid: bytes, value: bytes) -> bytes:
    return der.write(der.SEQUENCE, oid, der.write(der.SET, value))


def _certificate_id(certificate_der: bytes) -> bytes:
    issuer, serial = certificates.issuer_and_serial(certificate_der)
    directory_name = der.write(der.SEQUENCE, der.write(der.CONTEXT_4, issuer))
    digest = der.write(der.OCTET_STRING, hashlib.sha256(certificate_der).digest())
    return der.write(der.SEQUENCE, digest, der.write(der.SEQUENCE, directory_name, serial))


def _build(
    attributes: Sequence[bytes],
    path_der: Sequence[bytes],
    algorithm: bytes,
    value: bytes,
    token_der: bytes | None = None,
) -> bytes:
    issuer, serial = certificates.issuer_and_serial(path_der[0])
    unsigned = b""
    if token_der is not None:
        unsigned = der.write(der.CONTEXT_1, _attribute(_OID_TIMESTAMP_TOKEN, token_der))
    signer_info = der.write(
        der.SEQUENCE,
        _VERSION_1,
        der.write(der.SEQUENCE, issuer, serial),
        _SHA256_ALGORITHM,
        der.write_set(attributes, der.CONTEXT_0),
        algorithm,
        der.write(der.OCTET_STRING, value),
        unsigned,
    )
    signed_data = der.write(
        der.SEQUENCE,
        _VERSION_1,
        der.write(der.SET, _SHA256_ALGORITHM),
        der.write(der.SEQUENCE, _OID_DATA),
        der.write_set(path_der, der.CONTEXT_0),
        der.write(der.SET, signer_info),
    )
    return der.write(der.SEQUENCE, _OID_SIGNED_DATA, der.write(der.CONTEXT_0, signed_data))


def _signature_algorithm(certificate: Certificate) -> bytes:
    try:
        return signature_values.signature_identifier(certificate, SHA256)
    except KeyNotSupported:
        raise CmsFault("signature-key-not-supported") from None


def _check_value(certificate: Certificate, value: bytes, signed_bytes: bytes) -> None:
    try:
        if signature_values.canonical(certificate, value) != value:
            raise CmsFault("signature-not-canonical")
    except ValueError:
        raise CmsFault("signature-wrong") from None
    if not signature_values.holds(certificate, value, signed_bytes, SHA256):
        raise CmsFault("signature-wrong")
