"""Signing with a token on the command line, and listing what is plugged in."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from certificates import Holder, certificate, new_key
from said import Call, Said
from softhsm import PIN, WRONG_PIN, SoftHsm

from dti_desktop.cli import secrets

SAMPLE = "sample-soc-trang-2022"
FAR = datetime(2100, 1, 1, tzinfo=UTC)
ID = "0abc"


@pytest.fixture
def hsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    monkeypatch.setenv("TOKEN_PIN", PIN)
    return SoftHsm(tmp_path / "hsm", monkeypatch)


def holders(kind: str = "rsa") -> tuple[Holder, Holder]:
    root = certificate("Root", new_key(kind, 61), is_ca=True, not_after_utc=FAR)
    return root, certificate("Trần Văn Lâu", new_key(kind, 62), root, not_after_utc=FAR)


def plug_in(hsm: SoftHsm, kind: str = "rsa", label: str = "USB Lâu", id_hex: str = ID) -> Holder:
    root, signer = holders(kind)
    hsm.add_token(label)
    hsm.put(label, signer, id_hex)
    return root


def export(call: Call, hsm: SoftHsm, target: Path, *more: object, pin_env: str = "TOKEN_PIN") -> Said:
    call("sample")
    options = ["--pkcs11", hsm.driver, "--pin-env", pin_env, *more]
    return call("export", SAMPLE, "-o", target, *options, "--json")


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_submission_signed_with_a_token(kind: str, call: Call, hsm: SoftHsm, tmp_path: Path) -> None:
    root = plug_in(hsm, kind)
    target = tmp_path / "nộp.asice"
    said = export(call, hsm, target)
    assert said.status == 0, said.messages
    assert "USB Lâu" in said.messages and "Trần Văn Lâu" in said.messages and ID in said.messages
    assert PIN not in said.out + said.messages
    (tmp_path / "CA.pem").write_bytes(root.pem)
    verified = call("verify", target, "--trust", tmp_path / "CA.pem", "--json")
    assert (verified.status, verified.json["chain"]) == (0, "trusted")
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "unpacked")
    how = ["-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", "-out", "/dev/null"]
    files = ["-in", "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001.xml"]
    openssl = subprocess.run(
        ["openssl", "cms", *how, *files, "-CAfile", "../CA.pem"],
        cwd=tmp_path / "unpacked",
        capture_output=True,
        text=True,
    )
    assert "CAdES Verification successful" in openssl.stderr
    report = tmp_path / "unpacked" / "report.pdf"
    pdfsig = subprocess.run(["pdfsig", "-nocert", report], capture_output=True, text=True).stdout
    assert "Signature is Valid" in pdfsig and "Total document signed" in pdfsig
    assert "Trần Văn Lâu" in pdfsig


def code_of(said: Said) -> tuple[int, str]:
    return said.status, said.json["error"]["code"]


def test_a_wrong_pin_is_bad_input_and_writes_nothing(
    call: Call, hsm: SoftHsm, tmp_path: Path, store_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(hsm)
    monkeypatch.setenv("TOKEN_PIN", WRONG_PIN)
    said = export(call, hsm, tmp_path / "x.asice")
    assert code_of(said) == (2, "token-pin-wrong")
    assert said.json["error"]["problems"][0]["facts"]["count_low"] is True
    assert not (tmp_path / "x.asice").exists()
    assert WRONG_PIN not in said.out + said.messages
    monkeypatch.setenv("TOKEN_PIN", PIN)
    again = export(call, hsm, tmp_path / "x.asice")
    assert again.status == 0
    assert "còn ít lần thử" in again.messages  # shown before the PIN was given
    written = [path for path in (*store_dir.rglob("*"), tmp_path / "x.asice") if path.is_file()]
    for pin in (PIN, WRONG_PIN):  # neither journal nor bundle nor anything else holds it
        assert not any(pin.encode() in path.read_bytes() for path in written)


def test_what_the_environment_refuses(call: Call, hsm: SoftHsm, tmp_path: Path) -> None:
    target = tmp_path / "x.asice"
    assert code_of(export(call, hsm, target)) == (3, "token-absent")
    plug_in(hsm)
    assert code_of(export(call, hsm, target, "--token", "USB khác")) == (3, "token-absent")
    text = tmp_path / "driver.so"
    text.write_text("x")
    options = ["--pin-env", "TOKEN_PIN", "--json"]
    said = call("export", SAMPLE, "-o", target, "--pkcs11", text, *options)
    assert code_of(said) == (3, "token-driver-not-loadable")
    said = call("export", SAMPLE, "-o", target, "--pkcs11", tmp_path / "none.so", *options)
    assert code_of(said) == (2, "token-driver-not-found")
    assert not target.exists()


def test_which_token_and_which_certificate(call: Call, hsm: SoftHsm, tmp_path: Path) -> None:
    plug_in(hsm)
    plug_in(hsm, label="USB Hoa", id_hex="01")
    hsm.put("USB Hoa", certificate("Hoa 2", new_key("ec", 63), not_after_utc=FAR), "02")
    target = tmp_path / "x.asice"
    several = export(call, hsm, target)
    assert code_of(several) == (2, "token-several")
    assert "USB Lâu" in several.messages and "USB Hoa" in several.messages
    choose = export(call, hsm, target, "--token", "USB Hoa")
    assert code_of(choose) == (2, "token-certificates-several")
    assert "02 — CN=Hoa 2" in choose.messages
    done = export(call, hsm, target, "--token", "USB Hoa", "--certificate", "02")
    assert done.status == 0
    assert done.json["verification"]["signers"][0]["common_name"] == "Hoa 2"


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (["--p12", "k.p12", "--pin-env", "X"], "--pin-env"),
        (["--p12", "k.p12", "--token", "X"], "--token"),
        (["--p12", "k.p12", "--certificate", "01"], "--certificate"),
        (["--pkcs11", "d.so", "--password-env", "X"], "--password-env"),
    ],
)
def test_options_of_two_kinds_of_key(options: list[str], place: str, call: Call, tmp_path: Path) -> None:
    call("sample")
    said = call("export", SAMPLE, "-o", tmp_path / "x.asice", *options, "--json")
    assert said.status == 2 and said.faults == {("key-options-mixed", place)}


@pytest.mark.parametrize("options", [[], ["--p12", "k", "--pkcs11", "d"]])
def test_exactly_one_kind_of_key(options: list[str], call: Call, tmp_path: Path) -> None:
    call("sample")
    said = call("export", SAMPLE, "-o", tmp_path / "x.asice", *options, "--json")
    assert code_of(said) == (2, "wrong-use")


def test_a_pin_that_nobody_can_type(
    call: Call, hsm: SoftHsm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(hsm)
    call("sample")
    monkeypatch.setattr(sys, "stdin", None)
    said = call("export", SAMPLE, "-o", tmp_path / "x.asice", "--pkcs11", hsm.driver, "--json")
    assert code_of(said) == (2, "pin-needed")
    said = export(call, hsm, tmp_path / "x.asice", pin_env="NO_SUCH_VARIABLE")
    assert code_of(said) == (2, "password-variable-missing")


def test_a_pin_typed_at_the_terminal(
    call: Call, hsm: SoftHsm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(hsm)
    call("sample")
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return PIN

    monkeypatch.setattr(secrets.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(secrets.getpass, "getpass", typed)
    said = call("export", SAMPLE, "-o", tmp_path / "x.asice", "--pkcs11", hsm.driver)
    assert said.status == 0
    assert asked == ["Mã PIN của USB token: "]


def test_the_output_never_replaces_the_driver(call: Call, hsm: SoftHsm, tmp_path: Path) -> None:
    call("sample")
    driver = tmp_path / "driver.so"
    driver.write_bytes(b"x")
    said = call("export", SAMPLE, "-o", driver, "--pkcs11", driver, "--json")
    assert code_of(said) == (2, "target-is-input")
    assert driver.read_bytes() == b"x"


def test_tokens_of_one_driver(call: Call, hsm: SoftHsm) -> None:
    plug_in(hsm)
    said = call("tokens", "--pkcs11", hsm.driver, "--json")
    assert said.status == 0
    (driver,) = said.json["drivers"]
    assert driver["error"] is None and driver["path"] == str(hsm.driver)
    found = next(token for token in driver["tokens"] if token["label"] == "USB Lâu")
    assert found["pin"]["set"] and not found["pin"]["locked"]
    (one,) = found["certificates"]
    assert (one["id"], one["may_sign"]) == (ID, True)
    for words in (call("tokens", "--pkcs11", hsm.driver).out, call("--language", "en", "tokens").out):
        assert "USB Lâu" in words and "CN=Trần Văn Lâu" in words and ID in words


def test_tokens_without_a_driver_named(
    call: Call, hsm: SoftHsm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dti_desktop.bundle.token_library import DriverFile
    from dti_desktop.services import tokens

    broken = tmp_path / "broken.so"
    broken.write_text("x")
    found = (DriverFile("Hỏng", broken), DriverFile("SoftHSM2", hsm.driver))
    monkeypatch.setattr(tokens, "known_drivers", lambda _: found)
    said = call("tokens", "--json")
    assert [driver["error"] for driver in said.json["drivers"]] == ["token-driver-not-loadable", None]
    monkeypatch.setattr(tokens, "known_drivers", lambda _: ())
    assert call("tokens", "--json").json == {"drivers": []}
    assert "--pkcs11" in call("tokens").out


def test_tokens_of_what_is_no_driver(call: Call, tmp_path: Path) -> None:
    assert code_of(call("tokens", "--pkcs11", tmp_path / "none.so", "--json")) == (
        2,
        "token-driver-not-found",
    )
