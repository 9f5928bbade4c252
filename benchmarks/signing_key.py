"""A root, and a signer's PKCS#12 file under it, made anew for each run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "benchmark"  # noqa: S105 - of a key that lives as long as the run
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SigningKey:
    """Where the key file and the root certificate lie."""

    p12: Path
    root: Path

    @classmethod
    def made_in(cls, folder: Path) -> SigningKey:
        """Write both files into `folder`."""
        root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        root = _certificate("Benchmark root", root_key, "Benchmark root", root_key)
        signer = _certificate("Benchmark signer", key, "Benchmark root", root_key)
        made = cls(folder / "key.p12", folder / "root.pem")
        made.root.write_bytes(root.public_bytes(Encoding.PEM))
        made.p12.write_bytes(
            pkcs12.serialize_key_and_certificates(
                None, key, signer, [root], BestAvailableEncryption(PASSWORD.encode())
            )
        )
        return made


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, issuer_key: rsa.RSAPrivateKey
) -> x509.Certificate:
    now = datetime.now(UTC)
    is_ca = name == issuer
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 30 * _DAY)
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(not is_ca, not is_ca, False, False, False, is_ca, is_ca, False, False),
            critical=True,
        )
        .sign(issuer_key, SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
