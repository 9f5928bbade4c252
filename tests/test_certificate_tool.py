"""The certificate that `./dev certificate` makes must do for signing, and for nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

TOOL = Path(__file__).resolve().parent.parent / "tools" / "certificate.py"


def make(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the tool for `ký.p12` in `folder`."""
    inherited = {name: value for name, value in os.environ.items() if name != "DTI_P12_PASSWORD"}
    return subprocess.run(
        [sys.executable, str(TOOL), str(folder / "ký.p12")],
        env=inherited | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def openssl(*arguments: str | Path) -> str:
    return subprocess.run(
        ["openssl", *map(str, arguments)], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_openssl_accepts_what_is_signed_with_it(tmp_path: Path) -> None:
    made = make(tmp_path)
    assert made.returncode == 0, made.stderr
    assert str(tmp_path / "ký.p12") in made.stdout
    assert str(tmp_path / "ký-ca.pem") in made.stdout
    assert "thu-nghiem" in made.stdout

    key, pem, letter = (tmp_path / name for name in ("key.pem", "signer.pem", "letter.txt"))
    signature = tmp_path / "letter.p7s"
    letter.write_text("Kính gửi", "utf-8")
    packed = ("pkcs12", "-in", tmp_path / "ký.p12", "-passin", "pass:thu-nghiem", "-nodes")
    openssl(*packed, "-nocerts", "-out", key)
    openssl(*packed, "-nokeys", "-out", pem)
    openssl(
        *("cms", "-sign", "-cades", "-binary", "-md", "sha256", "-outform", "DER"),
        *("-in", letter, "-signer", pem, "-inkey", key, "-out", signature),
    )
    verify = ("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", signature, "-content", letter)
    openssl(*verify, "-CAfile", tmp_path / "ký-ca.pem", "-out", tmp_path / "same.txt")
    assert (tmp_path / "same.txt").read_text("utf-8") == "Kính gửi"


def test_its_names_say_that_it_is_for_trying_out_and_no_ca_key_is_left(tmp_path: Path) -> None:
    assert make(tmp_path).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ký-ca.pem", "ký.p12"]
    ca = x509.load_pem_x509_certificate((tmp_path / "ký-ca.pem").read_bytes())
    store = pkcs12.load_pkcs12((tmp_path / "ký.p12").read_bytes(), b"thu-nghiem")
    assert store.cert is not None
    assert store.key is not None
    assert store.additional_certs == []
    signer = store.cert.certificate
    assert store.key.public_key() == signer.public_key() != ca.public_key()
    signer.verify_directly_issued_by(ca)
    for certificate in (ca, signer):
        assert "thử nghiệm" in certificate.subject.rfc4514_string()
    assert signer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


def test_the_password_can_be_chosen_and_is_not_printed_then(tmp_path: Path) -> None:
    made = make(tmp_path, DTI_P12_PASSWORD="mật khẩu riêng")
    assert made.returncode == 0
    assert "riêng" not in made.stdout + made.stderr
    assert pkcs12.load_pkcs12((tmp_path / "ký.p12").read_bytes(), "mật khẩu riêng".encode()).key is not None


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "ký-ca.pem").write_text("mine", "utf-8")
    made = make(tmp_path)
    assert made.returncode == 2
    assert "ký-ca.pem" in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ký-ca.pem"]
    assert (tmp_path / "ký-ca.pem").read_text("utf-8") == "mine"
