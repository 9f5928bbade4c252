"""Certificate families made at test time: a root, an intermediate, signers of every kind, PKCS#12 files.

No private key is ever kept in the repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

SIGNING_TIME_UTC = datetime(2022, 11, 22, 8, 42, 7, tzinfo=UTC)
DAY = timedelta(days=1)
PASSWORD = "mật khẩu 123"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: CertificateIssuerPrivateKeyTypes

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


@cache
def new_key(kind: str, number: int = 0) -> CertificateIssuerPrivateKeyTypes:
    """Return a key of one of the kinds below; the same for the same arguments."""
    match kind:
        case "rsa":
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)
        case "weak-rsa":
            return rsa.generate_private_key(public_exponent=65537, key_size=1024)
        case "weak-ec":
            return ec.generate_private_key(ec.SECP192R1())
        case "ec":
            return ec.generate_private_key(ec.SECP256R1())
        case "ec-p384":
            return ec.generate_private_key(ec.SECP384R1())
        case "ed25519":
            return ed25519.Ed25519PrivateKey.generate()
    raise ValueError(kind)


def name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def certificate(
    common_name: str,
    key: CertificateIssuerPrivateKeyTypes,
    issuer: Holder | None = None,
    *,
    is_ca: bool = False,
    path_length: int | None = None,
    usages: tuple[str, ...] | None = None,
    not_before_utc: datetime = SIGNING_TIME_UTC - 400 * DAY,
    not_after_utc: datetime = SIGNING_TIME_UTC + 400 * DAY,
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> Holder:
    """Return a holder whose certificate is issued by `issuer` (by itself when None)."""
    if usages is None:
        usages = ("key_cert_sign", "crl_sign") if is_ca else ("digital_signature", "content_commitment")
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common_name))
        .issuer_name(issuer.certificate.subject if issuer else name(common_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before_utc)
        .not_valid_after(not_after_utc)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=path_length), critical=True)
    )
    if usages:
        builder = builder.add_extension(key_usage(*usages), critical=True)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    signing_key = issuer.key if issuer else key
    algorithm = None if isinstance(signing_key, ed25519.Ed25519PrivateKey) else SHA256()
    return Holder(builder.sign(signing_key, algorithm), key)


def key_usage(*granted: str) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{usage: usage in granted for usage in every})


@dataclass(frozen=True)
class Family:
    """A root, an intermediate and a signer below it."""

    root: Holder
    intermediate: Holder
    signer: Holder


def family(kind: str = "ec") -> Family:
    """Return the family with keys of `kind`, the same each time."""
    return _family(kind)


@cache
def _family(kind: str) -> Family:
    root = certificate("Root thử nghiệm", new_key(kind, 1), is_ca=True)
    intermediate = certificate("CA trung gian thử nghiệm", new_key(kind, 2), root, is_ca=True, path_length=0)
    signer = certificate("Nguyễn Văn Đức", new_key(kind, 3), intermediate)
    return Family(root, intermediate, signer)


def p12(
    holder: Holder,
    *others: Holder,
    password: str = PASSWORD,
    encryption: KeySerializationEncryption | None = None,
) -> bytes:
    """Return a PKCS#12 file with the holder's key and certificate and the others' certificates."""
    return pkcs12.serialize_key_and_certificates(
        b"test",
        holder.key,  # type: ignore[arg-type]
        holder.certificate,
        [other.certificate for other in others],
        encryption or BestAvailableEncryption(password.encode("utf-8")),
    )
