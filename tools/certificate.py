"""Make a certificate to try signing with: a small test CA and a signer's key in one PKCS#12 file.

`./dev certificate [FILE.p12]` calls this. Nothing that is signed with it means anything to anyone: the
names say so, and the CA's own key is thrown away, so that no second certificate can be made from it.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD_VARIABLE = "DTI_P12_PASSWORD"  # noqa: S105  the name of the variable, not a password
DEFAULT_PASSWORD = "thu-nghiem"  # noqa: S105  printed for everyone to read: it guards a test key
VALID_FOR = dt.timedelta(days=3 * 365)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "dti_desktop - chỉ để thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _key_usage(*granted: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{usage: usage in granted for usage in every})


def make(p12_path: Path, ca_path: Path, password: bytes, now_utc: dt.datetime) -> None:
    """Write the signer's key with its certificate to `p12_path` and the CA's certificate to `ca_path`.

    Neither file may exist. RSA for the signer, as the tokens in use have it; the CA's key is never stored.
    """
    from_utc, until_utc = now_utc - dt.timedelta(days=1), now_utc + VALID_FOR
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("CA thử nghiệm (test CA)")
    ca_id = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    ca = (
        x509.CertificateBuilder()
        .subject_name(ca_name)
        .issuer_name(ca_name)
        .public_key(ca_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(from_utc)
        .not_valid_after(until_utc)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(ca_id, critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    signer = (
        x509.CertificateBuilder()
        .subject_name(_name("Người ký thử nghiệm (test signer)"))
        .issuer_name(ca_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(from_utc)
        .not_valid_after(until_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(ca_id), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"dti test signer", key, signer, None, serialization.BestAvailableEncryption(password)
    )
    with p12_path.open("xb") as file:
        p12_path.chmod(0o600)
        file.write(packed)
    with ca_path.open("xb") as file:
        file.write(ca.public_bytes(serialization.Encoding.PEM))


def main(arguments: list[str]) -> int:
    """Make the two files, or say what is there already; return the exit status."""
    if len(arguments) > 1 or arguments[:1] in (["--help"], ["-h"]):
        sys.stderr.write(
            f"usage: ./dev certificate [FILE.p12]\nthe password: {PASSWORD_VARIABLE}, if it is set\n"
        )
        return 2
    p12_path = Path(arguments[0]) if arguments else Path("out") / "test-signer.p12"
    ca_path = p12_path.with_name(p12_path.stem + "-ca.pem")
    own_password = os.environ.get(PASSWORD_VARIABLE)
    existing = [str(path) for path in (p12_path, ca_path) if path.exists()]
    if existing:
        sys.stderr.write(f"{' and '.join(existing)}: there already, nothing was changed\n")
        return 2
    p12_path.parent.mkdir(parents=True, exist_ok=True)
    make(p12_path, ca_path, (own_password or DEFAULT_PASSWORD).encode(), dt.datetime.now(dt.UTC))
    sys.stdout.write(
        f"key and certificate  {p12_path}\n"
        f"the CA to trust      {ca_path}\n"
        f"password             {f'as in {PASSWORD_VARIABLE}' if own_password else DEFAULT_PASSWORD}\n"
        "For trying out only: no one else trusts what is signed with it. Without the window:\n"
        f"  {PASSWORD_VARIABLE}={'…' if own_password else DEFAULT_PASSWORD} .venv/bin/dti-desktop export"
        f" sample-soc-trang-2022 -o {shlex.quote(str(p12_path.with_name('sample.asice')))}"
        f" --p12 {shlex.quote(str(p12_path))}"
        f" --password-env {PASSWORD_VARIABLE}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
