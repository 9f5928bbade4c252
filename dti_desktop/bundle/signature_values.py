"""Signature values: RSA with PKCS#1 v1.5 and ECDSA, over SHA-2, each in its one lawful form.

Of an ECDSA signature (r, s) anyone can compute the twin (r, n - s), which holds as well: the smaller
s is the lawful one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.bundle import der

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.hashes import HashAlgorithm
    from cryptography.x509 import Certificate

SHA256, SHA384, SHA512 = "sha256", "sha384", "sha512"

DIGEST_OIDS = {
    SHA256: bytes.fromhex("0609608648016503040201"),
    SHA384: bytes.fromhex("0609608648016503040202"),
    SHA512: bytes.fromhex("0609608648016503040203"),
}
RSA_OID = bytes.fromhex("06092a864886f70d010101")
RSA_OIDS = {
    SHA256: bytes.fromhex("06092a864886f70d01010b"),
    SHA384: bytes.fromhex("06092a864886f70d01010c"),
    SHA512: bytes.fromhex("06092a864886f70d01010d"),
}
ECDSA_OIDS = {
    SHA256: bytes.fromhex("06082a8648ce3d040302"),
    SHA384: bytes.fromhex("06082a8648ce3d040303"),
    SHA512: bytes.fromhex("06082a8648ce3d040304"),
}


class KeyNotSupported(Exception):
    """A certificate whose key is neither RSA nor on an elliptic curve."""


def digest_identifier(hash_name: str) -> bytes:
    """Return the AlgorithmIdentifier of a SHA-2 function, without parameters."""
    return der.write(der.SEQUENCE, DIGEST_OIDS[hash_name])


def signature_identifier(certificate: Certificate, hash_name: str) -> bytes:
    """Return the AlgorithmIdentifier of signatures by this certificate; raise `KeyNotSupported`."""
    if is_elliptic(certificate):
        return der.write(der.SEQUENCE, ECDSA_OIDS[hash_name])
    return der.write(der.SEQUENCE, RSA_OIDS[hash_name], der.write(der.NULL))


def is_elliptic(certificate: Certificate) -> bool:
    """Whether the key lies on an elliptic curve rather than being RSA; raise `KeyNotSupported`."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise KeyNotSupported
    return isinstance(key, ec.EllipticCurvePublicKey)


def canonical(certificate: Certificate, value: bytes) -> bytes:
    """Return a signature value in its lawful form; raise `ValueError` for what is no ECDSA value at all."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = certificate.public_key()
    return _smaller_twin(key, value) if isinstance(key, ec.EllipticCurvePublicKey) else value


def expected_bytes(certificate: Certificate) -> int:
    """Return the length of a signature value: always so with RSA, in about half of all cases with ECDSA."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return (key.key_size + 7) // 8
    if isinstance(key, ec.EllipticCurvePublicKey):
        bits = key.curve.group_order.bit_length()
        return len(encode_dss_signature(1 << (bits - 1), 1 << (bits - 2)))
    raise KeyNotSupported


def _smaller_twin(key: EllipticCurvePublicKey, value: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

    r, s = decode_dss_signature(value)
    return encode_dss_signature(r, min(s, abs(key.curve.group_order - s)))


def holds(certificate: Certificate, value: bytes, signed_bytes: bytes, hash_name: str) -> bool:
    """Whether the value is this certificate's signature over these bytes; not whether it is canonical."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed_bytes, padding.PKCS1v15(), _hash(hash_name))
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, signed_bytes, ec.ECDSA(_hash(hash_name)))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def _hash(name: str) -> HashAlgorithm:
    from cryptography.hazmat.primitives import hashes

    found: dict[str, HashAlgorithm] = {
        SHA256: hashes.SHA256(),
        SHA384: hashes.SHA384(),
        SHA512: hashes.SHA512(),
    }
    return found[name]
