"""Who signs: one seam for every kind of key, and the key in a PKCS#12 file.

A token goes through the same seam: it describes its certificate, gives its path, and makes one
signature over the bytes it is handed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dti_desktop.bundle import certificates, cms
from dti_desktop.bundle.certificates import CertificateDescription
from dti_desktop.bundle.pkcs12_contents import (
    EncryptionNotSupportedError,
    Pkcs12Contents,
    WrongPasswordError,
    contents_of,
)
from dti_desktop.bundle.pkcs12_cost import is_too_costly
from dti_desktop.bundle.pkcs12_process import contents_from_beside
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.named_files import NotRegularError, open_regular

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

_MAX_P12_BYTES = 1 << 20


class Signer(Protocol):
    """Makes signatures with one certificate. Knows nothing of manifests or containers."""

    @property
    def description(self) -> CertificateDescription:
        """The signer's certificate, to be shown before anything is signed."""

    @property
    def path_der(self) -> Sequence[bytes]:
        """The signer's certificate, then its issuer and so on, without the root; DER."""

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        """Return the signature over these bytes: SHA-256 with RSA PKCS#1 v1.5, or with ECDSA in DER.

        Raises `EnvironmentFault` where the key cannot be used.
        """


@contextmanager
def opened(signer: Signer | AbstractContextManager[Signer]) -> Iterator[Signer]:
    """Give a signer; one that is still to be opened, as a token is, is closed on every way out."""
    if isinstance(signer, AbstractContextManager):
        with signer as ready:
            yield ready
    else:
        yield signer


class Pkcs12Signer:
    """Signs with the key of a PKCS#12 file (.p12, .pfx). Get one from `load`."""

    def __init__(self, path: Sequence[Certificate], key: RSAPrivateKey | EllipticCurvePrivateKey) -> None:
        from cryptography.hazmat.primitives.serialization import Encoding

        self.description = certificates.describe(path[0])
        self.path_der: tuple[bytes, ...] = tuple(c.public_bytes(Encoding.DER) for c in path)
        self._key = key

    @classmethod
    def load(cls, path: Path, password: str, *, beside: bool = False) -> Pkcs12Signer:
        """Return the signer of a PKCS#12 file. The password is used here and kept nowhere.

        `beside`: in a process of its own, so that other threads go on meanwhile; that takes a little longer.

        Raises `InputError`: `p12-not-found`, `p12-unreadable` (not a PKCS#12 file),
        `p12-wrong-password`, `p12-encryption-not-supported`, `p12-no-key`, `p12-no-certificate`
        (none that belongs to the key), `p12-key-not-supported` (neither RSA nor an elliptic curve);
        `EnvironmentFault` `p12-not-accessible`.
        """
        contents = _open(_read(path), password, beside=beside)
        return cls(*_path_and_key(contents))

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        """Return the signature over these bytes."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.hashes import SHA256

        # Not pyHanko's signer: it checks an RSA key anew for each signature, and holds the interpreter.
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(signed_attributes_der, PKCS1v15(), SHA256())
        return self._key.sign(signed_attributes_der, ECDSA(SHA256()))

    def __repr__(self) -> str:
        return f"Pkcs12Signer({self.description.serial})"


def _read(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            content = file.read(_MAX_P12_BYTES + 1)
    except FileNotFoundError:
        raise InputError("p12-not-found", name=path.name) from None
    except (IsADirectoryError, NotRegularError):
        raise InputError("p12-unreadable") from None
    except OSError as error:
        raise EnvironmentFault("p12-not-accessible", name=path.name, reason=error.strerror) from None
    if len(content) > _MAX_P12_BYTES:
        raise InputError("p12-unreadable")
    return content


def _open(untrusted_bytes: bytes, password: str, *, beside: bool) -> Pkcs12Contents:
    if not _looks_like_pkcs12(untrusted_bytes):
        raise InputError("p12-unreadable")
    if is_too_costly(untrusted_bytes):
        raise InputError("p12-encryption-not-supported")
    if "\0" in password:  # no key has such a password, and the library aborts on it
        raise InputError("p12-wrong-password")
    try:
        secret = password.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("p12-wrong-password") from None
    opened = contents_from_beside if beside else contents_of
    try:
        return opened(untrusted_bytes, secret)
    except EncryptionNotSupportedError:
        raise InputError("p12-encryption-not-supported") from None
    except WrongPasswordError:
        raise InputError("p12-wrong-password") from None


def _looks_like_pkcs12(untrusted_bytes: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx

    try:
        pfx = Pfx.load(untrusted_bytes, strict=True)
        return bool(pfx["version"].native == "v3" and pfx["auth_safe"]["content_type"].native == "data")
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _path_and_key(
    contents: Pkcs12Contents,
) -> tuple[list[Certificate], RSAPrivateKey | EllipticCurvePrivateKey]:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import load_der_private_key
    from cryptography.x509 import load_der_x509_certificate

    if not contents.key_der:
        raise InputError("p12-no-key")
    # It was checked when the file was opened, and that holds the interpreter.
    key = load_der_private_key(contents.key_der, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise InputError("p12-key-not-supported")
    try:
        signer = certificates.load(contents.certificate_der)
    except certificates.CertificateFault:
        raise InputError("p12-no-certificate") from None
    if signer.public_key() != key.public_key():
        raise InputError("p12-no-certificate")
    others = [load_der_x509_certificate(other_der) for other_der in contents.others_der]
    return path_without_root(signer, others), key


def path_without_root(signer: Certificate, others: Sequence[Certificate]) -> list[Certificate]:
    """Return the signer and the issuers found among `others`, in order, without a self-signed root.

    A self-signed signer stands alone. Certificates that issue nothing on the path are left out.
    """
    path = [signer]
    while len(path) < cms.MAX_PATH_LENGTH and not certificates.has_signed(path[-1], path[-1]):
        issuer = next((c for c in others if c not in path and certificates.has_signed(c, path[-1])), None)
        if issuer is None or certificates.has_signed(issuer, issuer):
            break
        path.append(issuer)
    return path
