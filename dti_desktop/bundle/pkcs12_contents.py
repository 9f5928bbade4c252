"""What lies in a PKCS#12 file."""

from __future__ import annotations

from typing import NamedTuple


class WrongPasswordError(Exception):
    """The password does not open the file, or the file is damaged: the library does not tell which."""


class EncryptionNotSupportedError(Exception):
    """The file is encrypted in a way that the library does not know."""


class Pkcs12Contents(NamedTuple):
    """The key (PKCS#8, not encrypted), its certificate and all others, in DER; empty where there is none."""

    key_der: bytes
    certificate_der: bytes
    others_der: tuple[bytes, ...]


def contents_of(untrusted_bytes: bytes, secret: bytes) -> Pkcs12Contents:
    """Return what lies in a PKCS#12 file with the password `secret`; its key has been checked.

    Raises `WrongPasswordError`, `EncryptionNotSupportedError`.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    try:
        held = load_pkcs12(untrusted_bytes, secret)
    except UnsupportedAlgorithm:
        raise EncryptionNotSupportedError from None
    except ValueError:
        raise WrongPasswordError from None
    return Pkcs12Contents(
        held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()) if held.key else b"",
        held.cert.certificate.public_bytes(Encoding.DER) if held.cert else b"",
        tuple(other.certificate.public_bytes(Encoding.DER) for other in held.additional_certs),
    )
