"""Real PKCS#11 tokens in SoftHSM2, made at test time. Missing SoftHSM fails the test."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from certificates import Holder
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dti_desktop.bundle import token_library

PIN = "4826 bí mật"
"""Long and odd enough to be found wherever it might leak."""
WRONG_PIN = "9371 không đúng"
_SO_PIN = "so-pin-1234"
_PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")


def driver_path() -> Path:
    """Return where SoftHSM2 lies; a machine without it cannot test tokens."""
    for place in _PLACES:
        if Path(place).is_file():
            return Path(place)
    pytest.fail("SoftHSM2 is missing: install softhsm2 (./dev does)")


class SoftHsm:
    """Tokens in one folder, seen by every driver of this process from now on."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.driver = driver_path()
        tokens = folder / "tokens"
        tokens.mkdir(parents=True)
        settings = folder / "softhsm2.conf"
        settings.write_text(
            f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("SOFTHSM2_CONF", str(settings))

    def add_token(self, label: str, pin: str = PIN) -> str:
        """Make a token and return its label."""
        options = ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", _SO_PIN]
        done = subprocess.run(["softhsm2-util", *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return label

    def put(
        self,
        label: str,
        holder: Holder,
        id_hex: str,
        *,
        key: Any = None,
        with_key: bool = True,
        is_private: bool = False,
        key_label: str = "",
        issuers: Iterable[Holder] = (),
        **key_attributes: Any,
    ) -> None:
        """Put a holder's certificate and key on the token; `key` is another key than the holder's."""
        from pkcs11 import Attribute

        with self.session(label) as session:
            self._put_certificate(session, holder, id_hex, is_private)
            for number, issuer in enumerate(issuers):
                self._put_certificate(session, issuer, f"ca{number:02x}")
            if with_key:
                attributes = private_key(key or holder.key) | {
                    Attribute.ID: bytes.fromhex(id_hex),
                    Attribute.LABEL: key_label or "khóa",
                    Attribute.TOKEN: True,
                    Attribute.PRIVATE: True,
                    Attribute.SENSITIVE: True,
                    Attribute.SIGN: True,
                }
                session.create_object(
                    attributes | {Attribute[name.upper()]: value for name, value in key_attributes.items()}
                )

    @contextmanager
    def session(self, label: str, pin: str = PIN) -> Iterator[Any]:
        """Give a session that may write."""
        with (
            token_library.opened(self.driver) as driver,
            driver.get_token(token_label=label).open(rw=True, user_pin=pin) as session,
        ):
            yield session

    @staticmethod
    def _put_certificate(session: Any, holder: Holder, id_hex: str, is_private: bool = False) -> None:
        from pkcs11 import Attribute, CertificateType, ObjectClass

        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.PRIVATE: is_private,
                Attribute.ID: bytes.fromhex(id_hex),
                Attribute.LABEL: "chứng thư",
                Attribute.SUBJECT: holder.certificate.subject.public_bytes(),
                Attribute.VALUE: holder.der,
            }
        )


def private_key(key: Any) -> dict[Any, Any]:
    """Return the attributes of a private key as PKCS#11 takes them in."""
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    if isinstance(key, rsa.RSAPrivateKey):
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        return decode_rsa_private_key(der)
    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return decode_ec_private_key(der)
