"""RFC 3161 timestamp tokens: one canonical form, what a token says, and whether it holds.

`_build` is the only place that knows the whole structure, as in `cms`. A token that comes from outside
is taken apart, and only what the authority signed, its certificate and its signature value are kept;
the verifier does the same with a token in a bundle and accepts it only if every byte is what `_build`
gives. Nothing is left free: the signed parts are covered by the signature, the authority's
certificate by its hash in the signed attributes, and certificates above it are kept only where each
is covered by the next one's signature up to one that signs itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dti_desktop.bundle import certificates, der, signature_values
from dti_desktop.bundle.cms import CmsFault
from dti_desktop.bundle.signature_values import DIGEST_OIDS, SHA256, KeyNotSupported

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MAX_TOKEN_BYTES = 48 << 10
MAX_PATH_LENGTH = 5
"""The most certificates that a token may keep; each costs a verifier time."""

_MAX_CERTIFICATES = 32
_VERSION_1, _VERSION_3 = der.write_integer(1), der.write_integer(3)
_OID_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_OID_TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")
_OID_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_OID_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_OID_SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910020c")
_OID_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_OID_ALGORITHM_PROTECTION = bytes.fromhex("06092a864886f70d010934")
_HASH_NAMES = {oid: name for name, oid in DIGEST_OIDS.items()}
_SIGNATURE_OIDS = {
    signature_values.RSA_OID,
    *signature_values.RSA_OIDS.values(),
    *signature_values.ECDSA_OIDS.values(),
}
_NULL = der.write(der.NULL)
_GENERALIZED_TIME = re.compile(rb"([0-9]{14})(?:\.([0-9]{0,8}[1-9]))?Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a time-stamp authority states (TSTInfo): this SHA-256 existed at that time."""

    sha256: bytes
    time_utc: datetime
    policy_oid_der: bytes
    nonce_der: bytes | None


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """A token that holds. `path` begins with the authority's certificate."""

    path: tuple[Certificate, ...]
    statement: Statement
    der: bytes

    @property
    def time_utc(self) -> datetime:
        """When what it covers was there already."""
        return self.statement.time_utc


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is kept of a token. `signed_attributes` is their SET, as it was signed."""

    statement_der: bytes
    certificates_der: tuple[bytes, ...]
    hash_name: str
    signed_attributes: bytes
    value: bytes


def verify(untrusted_der: bytes, stamped_value: bytes) -> VerifiedToken:
    """Return what a token in a bundle says, if it holds over `stamped_value` and has its one lawful form.

    Raises `CmsFault`: `timestamp-not-canonical`, `timestamp-not-supported` (an algorithm, a key or an
    extension that is not known here), `timestamp-certificate-missing` (none that the authority's
    signature names), `timestamp-wrong` (that signature does not hold), `timestamp-other-signature`
    (it is about something else). Fitness and trust of the certificates: see `timestamp_authority`.
    """
    if len(untrusted_der) > MAX_TOKEN_BYTES:
        raise CmsFault("timestamp-not-canonical")
    parts = _take_apart(untrusted_der, der.read)
    if len(parts.certificates_der) > MAX_PATH_LENGTH:
        raise CmsFault("timestamp-not-canonical")
    token = _judge(parts, stamped_value)
    if token.der != untrusted_der:
        raise CmsFault("timestamp-not-canonical")
    return token


def normalised(untrusted_ber: bytes, stamped_value: bytes) -> VerifiedToken:
    """Return a token from an authority in the form that `verify` accepts, after the same checks.

    Dropped are unsigned attributes, revocation lists, and certificates that nothing covers. Raises
    `CmsFault` as `verify`, and `timestamp-not-der` where what was signed is not DER (it cannot be
    written anew, being signed), `timestamp-too-large`.
    """
    token = _judge(_take_apart(untrusted_ber, der.read_ber), stamped_value)
    if len(token.der) > MAX_TOKEN_BYTES:
        raise CmsFault("timestamp-too-large")
    return token


def _judge(parts: _Parts, stamped_value: bytes) -> VerifiedToken:
    statement = read_statement(parts.statement_der)
    signed = _signed_attributes(parts.signed_attributes)
    path = _path(parts, signed)
    authority = path[0]
    try:
        algorithms = _algorithms(authority, parts.hash_name, signed)
        value = signature_values.canonical(authority, parts.value)
    except KeyNotSupported:
        raise CmsFault("timestamp-not-supported") from None
    except ValueError:
        raise CmsFault("timestamp-wrong") from None
    digest = hashlib.new(parts.hash_name, parts.statement_der).digest()
    is_about_statement = (
        signed.get(_OID_CONTENT_TYPE) == _OID_TST_INFO
        and signed.get(_OID_MESSAGE_DIGEST) == der.write(der.OCTET_STRING, digest)
    )  # fmt: skip
    if not is_about_statement:
        raise CmsFault("timestamp-wrong")
    if not signature_values.holds(authority, value, parts.signed_attributes, parts.hash_name):
        raise CmsFault("timestamp-wrong")
    if statement.sha256 != hashlib.sha256(stamped_value).digest():
        raise CmsFault("timestamp-other-signature")
    return VerifiedToken(path, statement, _build(parts, path, algorithms, value))


def _take_apart(untrusted: bytes, read: Callable[[bytes], der.Value]) -> _Parts:
    try:
        _, content = read(untrusted).children(der.SEQUENCE)
        (signed_data,) = content.children(der.CONTEXT_0)
        _, _, encapsulated, *sets, signer_infos = signed_data.children(der.SEQUENCE)
        content_type, statement = encapsulated.children(der.SEQUENCE)
        (statement_octets,) = statement.children(der.CONTEXT_0)
        found = [c.raw for s in sets if s.tag == der.CONTEXT_0 for c in s.children(der.CONTEXT_0)]
        (signer_info,) = signer_infos.children(der.SET)
        _, _, digest_algorithm, attributes, algorithm, value, *_ = signer_info.children(der.SEQUENCE)
        hash_oid, signature_oid = (a.children(der.SEQUENCE)[0].raw for a in (digest_algorithm, algorithm))
        statement_der = statement_octets.octets()
        is_token = content_type.raw == _OID_TST_INFO and attributes.tag == der.CONTEXT_0
        if not is_token or len(found) > _MAX_CERTIFICATES:
            raise der.DerFault
        # What was signed is the SET OF attributes; in its place in the structure it has another tag.
        signed = bytes((der.SET,)) + attributes.raw[1:]
        signature = value.octets()
    except (ValueError, IndexError):
        raise CmsFault("timestamp-not-canonical") from None
    if not (der.is_der(signed) and der.is_der(statement_der)):
        raise CmsFault("timestamp-not-der")
    if hash_oid not in _HASH_NAMES or signature_oid not in _SIGNATURE_OIDS:
        raise CmsFault("timestamp-not-supported")
    return _Parts(statement_der, tuple(found), _HASH_NAMES[hash_oid], signed, signature)


def read_statement(untrusted_der: bytes) -> Statement:
    """Take a TSTInfo apart. Raises `CmsFault` `timestamp-not-der`, `timestamp-not-supported`."""
    try:
        version, policy, imprint, serial, time, *rest = der.read(untrusted_der).children(der.SEQUENCE)
        algorithm, hashed = imprint.children(der.SEQUENCE)
        hash_oid, *parameters = algorithm.children(der.SEQUENCE)
        tags = [field.tag for field in rest]
        lawful_tags = [der.SEQUENCE, der.BOOLEAN, der.INTEGER, der.CONTEXT_0, der.CONTEXT_1]
        ordering = [field.content for field in rest if field.tag == der.BOOLEAN]
        is_lawful = (
            (version.raw, policy.tag, serial.tag) == (_VERSION_1, der.OBJECT_IDENTIFIER, der.INTEGER)
            and tags == [tag for tag in lawful_tags if tag in tags]
            and ordering in ([], [b"\xff"])  # the default is not written in DER
        )
        if not is_lawful:
            raise der.DerFault
        extensions = [
            row for field in rest if field.tag == der.CONTEXT_1 for row in field.children(field.tag)
        ]
        is_critical = any(row.children(der.SEQUENCE)[1].tag == der.BOOLEAN for row in extensions)
        statement = Statement(
            hashed.octets(),
            _read_time(time),
            policy.raw,
            next((field.raw for field in rest if field.tag == der.INTEGER), None),
        )
    except (ValueError, IndexError, OverflowError):
        raise CmsFault("timestamp-not-der") from None
    if hash_oid.raw != DIGEST_OIDS[SHA256] or [p.raw for p in parameters] not in ([], [_NULL]) or is_critical:
        raise CmsFault("timestamp-not-supported")
    return statement


def _read_time(value: der.Value) -> datetime:
    match = _GENERALIZED_TIME.fullmatch(value.content)
    if value.tag != der.GENERALIZED_TIME or match is None:
        raise der.DerFault
    moment = datetime.strptime(match[1].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment + timedelta(microseconds=int((match[2] or b"").ljust(6, b"0")[:6]))


def _signed_attributes(signed_attributes: bytes) -> dict[bytes, bytes]:
    """Return the one value of each signed attribute, in DER, by the DER of its type."""
    found: dict[bytes, bytes] = {}
    try:
        for attribute in der.read(signed_attributes).children(der.SET):
            oid, members = attribute.children(der.SEQUENCE)
            (value,) = members.children(der.SET)
            if oid.raw in found:
                raise der.DerFault
            found[oid.raw] = value.raw
    except ValueError:
        raise CmsFault("timestamp-not-canonical") from None
    return found


def _path(parts: _Parts, signed: dict[bytes, bytes]) -> tuple[Certificate, ...]:
    """Return the authority's certificate, and those above it where they close in one that signs itself."""
    path = [_pinned(parts.certificates_der, signed)]
    others = [found for c in sorted(set(parts.certificates_der)) if (found := _loaded(c)) is not None]
    covers = certificates.has_signed  # the authority's own certificate is covered by its hash already
    while not covers(path[-1], path[-1]):
        issuer = next((c for c in others if c not in path and covers(c, path[-1])), None)
        if issuer is None or len(path) == MAX_PATH_LENGTH:
            return (path[0],)
        path.append(issuer)
        covers = certificates.is_covered_by
    return tuple(path)


def _loaded(untrusted_der: bytes) -> Certificate | None:
    try:
        return certificates.load(untrusted_der)
    except ValueError:
        return None


def _pinned(certificates_der: Sequence[bytes], signed: dict[bytes, bytes]) -> Certificate:
    """Return the certificate that ESSCertID and ESSCertIDv2 name first, each where it is there."""
    pins: list[tuple[str, bytes, bytes | None]] = []
    try:
        for oid, default in ((_OID_SIGNING_CERTIFICATE, "sha1"), (_OID_SIGNING_CERTIFICATE_V2, SHA256)):
            if oid in signed:
                ids, *_ = der.read(signed[oid]).children(der.SEQUENCE)
                pins.append(_pin(ids.children(der.SEQUENCE)[0], default))
    except (ValueError, IndexError):
        raise CmsFault("timestamp-not-canonical") from None
    for candidate in certificates_der:
        is_pinned = bool(pins) and all(
            hashlib.new(hash_name, candidate, usedforsecurity=False).digest() == digest
            for hash_name, digest, _ in pins
        )
        found = _loaded(candidate) if is_pinned else None
        if found is not None:
            serial = certificates.issuer_and_serial(candidate)[1]
            if all(pinned_serial in (None, serial) for _, _, pinned_serial in pins):
                return found
    raise CmsFault("timestamp-certificate-missing")


def _pin(certificate_id: der.Value, default_hash: str) -> tuple[str, bytes, bytes | None]:
    """Return hash function, hash and serial (where stated) of an ESSCertID or ESSCertIDv2."""
    fields = certificate_id.children(der.SEQUENCE)
    hash_name = default_hash
    if fields[0].tag == der.SEQUENCE:
        oid = fields.pop(0).children(der.SEQUENCE)[0].raw
        if default_hash != SHA256 or oid not in _HASH_NAMES:
            raise CmsFault("timestamp-not-supported")
        hash_name = _HASH_NAMES[oid]
    serial = fields[1].children(der.SEQUENCE)[1].raw if len(fields) > 1 else None
    return hash_name, fields[0].octets(), serial


def _algorithms(authority: Certificate, hash_name: str, signed: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return the identifiers of digest and signature: those that were signed, else the lawful ones.

    Raises `KeyNotSupported`, and `CmsFault` where what is stated is not what was used.
    """
    digest = signature_values.digest_identifier(hash_name)
    signature = signature_values.signature_identifier(authority, hash_name)
    protection = signed.get(_OID_ALGORITHM_PROTECTION)
    if protection is None:
        return digest, signature
    try:
        stated_digest, stated = der.read(protection).children(der.SEQUENCE)
        stated_signature = der.write(der.SEQUENCE, *(c.raw for c in stated.children(der.CONTEXT_1)))
    except ValueError:
        raise CmsFault("timestamp-not-supported") from None
    lawful_signatures = [signature]
    if not signature_values.is_elliptic(authority):
        oids = (signature_values.RSA_OID, signature_values.RSA_OIDS[hash_name])
        lawful_signatures = [der.write(der.SEQUENCE, oid, end) for oid in oids for end in (_NULL, b"")]
    lawful_digests = [digest, der.write(der.SEQUENCE, DIGEST_OIDS[hash_name], _NULL)]
    if stated_digest.raw not in lawful_digests or stated_signature not in lawful_signatures:
        raise CmsFault("timestamp-not-supported")
    return stated_digest.raw, stated_signature


def _build(
    parts: _Parts, path: Sequence[Certificate], algorithms: tuple[bytes, bytes], value: bytes
) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    path_der = [certificate.public_bytes(Encoding.DER) for certificate in path]
    issuer, serial = certificates.issuer_and_serial(path_der[0])
    digest_algorithm, signature_algorithm = algorithms
    signer_info = der.write(
        der.SEQUENCE,
        _VERSION_1,
        der.write(der.SEQUENCE, issuer, serial),
        digest_algorithm,
        bytes((der.CONTEXT_0,)) + parts.signed_attributes[1:],
        signature_algorithm,
        der.write(der.OCTET_STRING, value),
    )
    statement = der.write(der.CONTEXT_0, der.write(der.OCTET_STRING, parts.statement_der))
    signed_data = der.write(
        der.SEQUENCE,
        _VERSION_3,
        der.write(der.SET, digest_algorithm),
        der.write(der.SEQUENCE, _OID_TST_INFO, statement),
        der.write_set(path_der, der.CONTEXT_0),
        der.write(der.SET, signer_info),
    )
    return der.write(der.SEQUENCE, _OID_SIGNED_DATA, der.write(der.CONTEXT_0, signed_data))
