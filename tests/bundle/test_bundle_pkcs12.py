"""Keys from PKCS#12 files: every way to fail has its own code, and no word of the password gets out."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import certificates
import pytest
from certificates import DAY, SIGNING_TIME_UTC, certificate, family, new_key
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat, pkcs12

from dti_desktop.bundle import cms
from dti_desktop.bundle.signing import Pkcs12Signer
from dti_desktop.errors import InputError


@pytest.fixture(params=[False, True], ids=["here", "beside"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open every key here and in a process of its own: one is as the other."""
    monkeypatch.setattr(Pkcs12Signer, "load", partial(Pkcs12Signer.load, beside=request.param), raising=True)


def load(folder: Path, content: bytes, password: str = certificates.PASSWORD) -> Pkcs12Signer:
    path = folder / "key.p12"
    path.write_bytes(content)
    return Pkcs12Signer.load(path, password)


def code_of(folder: Path, content: bytes, password: str = certificates.PASSWORD) -> str:
    with pytest.raises(InputError) as caught:
        load(folder, content, password)
    assert caught.value.__cause__ is None
    assert password not in f"{caught.value!r} {caught.value.facts} {caught.value.problems}" or not password
    return caught.value.code


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_key_with_its_path_root_and_strangers(kind: str, tmp_path: Path) -> None:
    members = family(kind)
    stranger = certificate("Người lạ", new_key("ec", 20))
    content = certificates.p12(members.signer, stranger, members.root, members.intermediate)
    signer = load(tmp_path, content)
    assert signer.path_der == (members.signer.der, members.intermediate.der)
    assert signer.description.common_name == "Nguyễn Văn Đức"
    assert signer.description.may_sign
    assert signer.description.not_after_utc == SIGNING_TIME_UTC + 400 * DAY
    verified = cms.verify(b"m", cms.sign(b"m", signer, SIGNING_TIME_UTC))
    assert verified.path[0] == members.signer.certificate


def test_a_self_signed_key(tmp_path: Path) -> None:
    alone = certificate("Một mình", new_key("ec", 9))
    assert load(tmp_path, certificates.p12(alone)).path_der == (alone.der,)


def test_wrong_password(tmp_path: Path) -> None:
    content = certificates.p12(family().signer)
    for password in ("sai", "", certificates.PASSWORD + " ", "\0", "😀", "\ud800"):
        assert code_of(tmp_path, content, password) == "p12-wrong-password"


@pytest.mark.parametrize("password", ["", "a b", "mật khẩu", "😀", "\u0110" * 60])
def test_any_password_a_person_may_have_chosen(password: str, tmp_path: Path) -> None:
    encryption = certificates.BestAvailableEncryption(password.encode()) if password else NoEncryption()
    assert load(tmp_path, certificates.p12(family().signer, encryption=encryption), password).path_der


@pytest.mark.parametrize(
    "content", [b"", b"not a key", b"\x30\x80", bytes(2 << 20), b"-----BEGIN CERTIFICATE-----"]
)
def test_unreadable(content: bytes, tmp_path: Path) -> None:
    assert code_of(tmp_path, content) == "p12-unreadable"


def test_cut_short(tmp_path: Path) -> None:
    content = certificates.p12(family().signer)
    assert code_of(tmp_path, content[:-100]) == "p12-unreadable"


def test_certificates_without_a_key(tmp_path: Path) -> None:
    encryption = certificates.BestAvailableEncryption(certificates.PASSWORD.encode())
    content = pkcs12.serialize_key_and_certificates(None, None, family().signer.certificate, None, encryption)
    assert code_of(tmp_path, content) == "p12-no-key"


def test_a_key_without_its_certificate(tmp_path: Path) -> None:
    encryption = certificates.BestAvailableEncryption(certificates.PASSWORD.encode())
    content = pkcs12.serialize_key_and_certificates(None, new_key("ec", 3), None, None, encryption)
    assert code_of(tmp_path, content) == "p12-no-certificate"


def test_a_kind_of_key_that_bundles_do_not_know(tmp_path: Path) -> None:
    odd = certificate("Ed25519", new_key("ed25519"))
    assert code_of(tmp_path, certificates.p12(odd)) == "p12-key-not-supported"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Pkcs12Signer.load(tmp_path / "missing.p12", "x")
    assert caught.value.code == "p12-not-found"
    with pytest.raises(InputError) as caught:
        Pkcs12Signer.load(tmp_path, "x")
    assert caught.value.code == "p12-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "key.p12")
    with pytest.raises(InputError) as caught:
        Pkcs12Signer.load(tmp_path / "key.p12", "x")
    assert caught.value.code == "p12-unreadable"


def test_the_encryption_of_older_systems_is_read(tmp_path: Path) -> None:
    older = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2000)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(certificates.PASSWORD.encode())
    )
    assert load(tmp_path, certificates.p12(family().signer, encryption=older)).path_der
