"""Bundles on the command line: verified, signed too, timestamped, held against revocation lists."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from authority import authority, authority_family
from certificates import DAY, PASSWORD, SIGNING_TIME_UTC, Holder, certificate, family, new_key, p12
from making import KeySigner
from revoking import revocation_list, revoked
from said import Call, Said
from stamping import stamp, tiny_bundle

from dti_desktop.engine.assessment import Signatory
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace

CATALOGUE = "dti-province-2022"
FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
SIGNERS, TSA = family("ec"), authority_family("ec")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tiny_bundle(tmp_path / "hồ sơ.asice")


@pytest.fixture
def leader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    holder = certificate("Trần Văn Lâu", new_key("rsa", 90), not_after_utc=FAR_UTC)
    key = tmp_path / "khóa.p12"
    key.write_bytes(p12(holder))
    monkeypatch.setenv("P12_PASSWORD", PASSWORD)
    return key


def pem(folder: Path, *holders: Holder) -> Path:
    path = folder / "CA.pem"
    path.write_bytes(b"".join(holder.pem for holder in holders))
    return path


def crl(folder: Path, *entries: Any, **options: Any) -> Path:
    """Write a list of the signer's issuer that holds today."""
    path = folder / "thu hồi.crl"
    path.write_bytes(revocation_list(SIGNERS.intermediate, *entries, **{"until_utc": FAR_UTC, **options}))
    return path


def codes(said: Said) -> set[str]:
    return {finding["code"] for finding in said.json["findings"]}


def error(said: Said) -> str:
    return str(said.json["error"]["code"])


# sign


def test_a_second_signer_in_a_new_file(call: Call, bundle: Path, leader: Path, tmp_path: Path) -> None:
    before, target = bundle.read_bytes(), tmp_path / "hai.asice"
    said = call("sign", bundle, "-o", target, "--p12", leader, "--password-env", "P12_PASSWORD", "--json")
    assert said.status == 0, said.messages
    assert bundle.read_bytes() == before
    assert said.json["file"] == "hai.asice" and said.json["size_bytes"] == target.stat().st_size
    assert [row["number"] for row in said.json["verification"]["signers"]] == [1, 2]
    told = call("verify", target)
    assert told.status == 0
    assert "Chữ ký 1: CN=Nguyễn Văn Đức" in told.out and "Chữ ký 2: CN=Trần Văn Lâu" in told.out
    rows = call("verify", target, "--json").json["signers"]
    for row in rows:
        assert row.keys() >= {
            "subject", "serial", "issuer", "claimed_time_utc", "proven_time_utc", "chain", "time"
        }  # fmt: skip


def test_without_an_output_the_bundle_itself_is_replaced(call: Call, bundle: Path, leader: Path) -> None:
    said = call("sign", bundle, "--p12", leader, "--password-env", "P12_PASSWORD")
    assert said.status == 0 and "số 2" in said.out and bundle.name in said.out
    assert len(call("verify", bundle, "--json").json["signers"]) == 2
    again = call("sign", bundle, "--p12", leader, "--password-env", "P12_PASSWORD", "--json")
    assert (again.status, error(again)) == (2, "already-signed")
    assert len(call("verify", bundle, "--json").json["signers"]) == 2


def test_a_bundle_that_does_not_verify_is_not_signed(call: Call, bundle: Path, leader: Path) -> None:
    bundle.write_bytes(bundle.read_bytes() + b"\0")
    before = bundle.read_bytes()
    said = call("sign", bundle, "--p12", leader, "--password-env", "P12_PASSWORD", "--json")
    assert (said.status, error(said)) == (1, "bundle-refused")
    assert "container-not-canonical" in {code for code, _ in said.faults}
    assert bundle.read_bytes() == before


def test_signing_asks_for_what_it_needs(call: Call, bundle: Path, leader: Path, tmp_path: Path) -> None:
    env = ("--password-env", "P12_PASSWORD")
    assert call("sign", bundle).status == 2
    assert error(call("sign", tmp_path / "x", "--p12", leader, *env, "--json")) == "bundle-not-found"
    assert error(call("sign", bundle, "-o", leader, "--p12", leader, *env, "--json")) == "target-is-input"
    far = tmp_path / "no" / "x.asice"
    assert error(call("sign", bundle, "-o", far, "--p12", leader, *env, "--json")) == "target-folder-missing"
    said = call("sign", bundle, "--p12", bundle, *env, "--json")
    assert (said.status, error(said)) == (2, "target-is-input")
    assert (
        error(call("sign", bundle, "-o", tmp_path / "b", "--p12", bundle, *env, "--json")) == "p12-unreadable"
    )


def test_no_file_of_the_store_is_replaced(
    call: Call, bundle: Path, leader: Path, tmp_path: Path, store_dir: Path
) -> None:
    assert call("sample").status == 0
    before = {path: path.read_bytes() for path in store_dir.rglob("*") if path.is_file()}
    database, request = store_dir / "dti.sqlite", tmp_path / "a.tsq"
    assert database in before
    assert call("timestamp", "request", bundle, "-o", request).status == 0
    reply = tmp_path / "a.tsr"
    reply.write_bytes(authority().reply(request.read_bytes()))
    for command in (
        ("sign", bundle, "-o", database, "--p12", leader, "--password-env", "P12_PASSWORD"),
        ("sign", bundle, "-o", store_dir / "evidence" / "new", "--p12", leader),
        ("timestamp", "request", bundle, "-o", database),
        ("timestamp", "add", bundle, reply, "-o", database),
    ):
        said = call(*command, "--json")
        assert (said.status, error(said)) == (2, "target-in-store"), command
    assert {path: path.read_bytes() for path in store_dir.rglob("*") if path.is_file()} == before


# timestamp


def test_a_timestamp_by_carrying_files(call: Call, bundle: Path, tmp_path: Path) -> None:
    request, reply, stamped = tmp_path / "a.tsq", tmp_path / "a.tsr", tmp_path / "b.asice"
    asked = call("timestamp", "request", bundle, "-o", request, "--json")
    assert (asked.status, asked.json["signer"], asked.json["file"]) == (0, 1, "a.tsq")
    reply.write_bytes(authority().reply(request.read_bytes()))
    trust = pem(tmp_path, SIGNERS.root, TSA.root)
    added = call(
        "timestamp", "add", bundle, reply, "--request", request, "--signer", 1, "-o", stamped,
        "--trust", trust, "--json",
    )  # fmt: skip
    assert added.status == 0, added.messages
    assert (added.json["signer"], added.json["file"]) == (1, "b.asice")
    assert added.json["timestamp"]["chain"] == "trusted"
    proven = call("verify", stamped, "--trust", trust, "--json").json
    assert (proven["time"], proven["accepted"]) == ("proven", True)
    assert proven["signers"][0]["proven_time_utc"] == "2022-11-23T08:42:07Z"
    assert "dấu thời gian chứng minh" in call("verify", stamped, "--trust", trust).out
    claimed = call("verify", stamped, "--json")
    assert claimed.status == 0 and claimed.json["time"] == "claimed"
    assert "timestamp-authority-unknown" in codes(claimed)


def test_people_are_told_what_was_done(call: Call, bundle: Path, tmp_path: Path) -> None:
    request, reply = tmp_path / "a.tsq", tmp_path / "a.tsr"
    assert "a.tsq" in call("timestamp", "request", bundle, "-o", request).out
    reply.write_bytes(authority().reply(request.read_bytes()))
    said = call("timestamp", "add", bundle, reply, "-o", bundle)
    assert said.status == 0 and "Chưa có chứng thư gốc" in said.out
    english = call("--language", "en", "timestamp", "add", bundle, reply, "-o", bundle)
    assert english.status == 2 and "has a timestamp already" in english.messages


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("request", "{bundle}", "--signer", "2", "-o", "{out}"), 2, "signature-number-unknown"),
        (("request", "{missing}", "-o", "{out}"), 2, "bundle-not-found"),
        (("request", "{bundle}", "-o", "{bundle}"), 2, "target-is-input"),
        (("request", "{bundle}"), 2, "wrong-use"),
        (("add", "{bundle}", "{bundle}", "-o", "{out}"), 2, "timestamp-reply-unreadable"),
        (("add", "{bundle}", "{missing}", "-o", "{out}"), 2, "file-not-found"),
        (("add", "{bundle}", "{reply}", "-o", "{out}"), 2, "timestamp-other-signature"),
        (("add", "{bundle}", "{reply}", "--signer", "7", "-o", "{out}"), 2, "signature-number-unknown"),
        (("add", "{bundle}", "{reply}", "--request", "{reply}", "-o", "{out}"), 2,
         "timestamp-request-unreadable"),
        (("add", "{bundle}", "{reply}", "--trust", "{missing}", "-o", "{out}"), 2, "trust-unreadable"),
        (("add", "{bundle}", "{reply}", "--trust", "{reply}", "-o", "{out}"), 2, "trust-unreadable"),
        (("add", "{bundle}", "{reply}", "-o", "{reply}"), 2, "target-is-input"),
        (("add", "{broken}", "{reply}", "-o", "{out}"), 1, "bundle-refused"),
        (("request", "{broken}", "-o", "{out}"), 1, "bundle-refused"),
        ((), 2, "wrong-use"),
    ],
)  # fmt: skip
def test_what_cannot_be_stamped(
    call: Call, bundle: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, code: str
) -> None:
    other = tiny_bundle(tmp_path / "other.asice", KeySigner(SIGNERS.signer))
    reply, broken, out = tmp_path / "r.tsr", tmp_path / "broken.asice", tmp_path / "out"
    assert call("timestamp", "request", other, "-o", tmp_path / "o.tsq").status == 0
    reply.write_bytes(authority().reply((tmp_path / "o.tsq").read_bytes()))
    broken.write_bytes(bundle.read_bytes()[:-1])
    names = {"bundle": bundle, "missing": tmp_path / "x", "out": out, "reply": reply, "broken": broken}
    said = call("timestamp", *(a.format(**names) for a in arguments), "--json")
    assert (said.status, error(said)) == (status, code)
    assert not out.exists()


def test_a_root_that_does_not_know_the_authority_is_a_no(call: Call, bundle: Path, tmp_path: Path) -> None:
    request, reply, out = tmp_path / "a.tsq", tmp_path / "a.tsr", tmp_path / "b.asice"
    call("timestamp", "request", bundle, "-o", request)
    reply.write_bytes(authority().reply(request.read_bytes()))
    trust = pem(tmp_path, SIGNERS.root)
    said = call("timestamp", "add", bundle, reply, "-o", out, "--trust", trust, "--json")
    assert (said.status, error(said)) == (1, "timestamp-authority-unknown")
    assert not out.exists()


# verify: each unfitness its own finding


UNFIT = {
    "certificate-expired": {"not_after_utc": SIGNING_TIME_UTC - DAY},
    "certificate-not-yet-valid": {"not_before_utc": SIGNING_TIME_UTC + DAY},
    "certificate-key-usage": {"usages": ("key_encipherment",)},
}


@pytest.mark.parametrize("code", UNFIT)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_unfit_signer_is_its_own_finding(call: Call, tmp_path: Path, code: str, language: str) -> None:
    signer = certificate("Không hợp lệ", new_key("ec", 91), SIGNERS.root, **UNFIT[code])  # type: ignore[arg-type]
    bundle, trust = tiny_bundle(tmp_path / "a.asice", KeySigner(signer)), pem(tmp_path, SIGNERS.root)
    for options in ((), ("--trust", trust)):
        said = call("verify", bundle, *options, "--json")
        assert said.status == 1 and codes(said) - {"catalogue-unknown"} == {code}
        assert (said.json["integrity"], said.json["signature"]) == ("ok", "ok")
    told = call("--language", language, "verify", bundle)
    assert told.status == 1 and code not in told.out and "Không hợp lệ" in told.out


def test_an_unknown_issuer_is_its_own_finding(call: Call, bundle: Path, tmp_path: Path) -> None:
    assert call("verify", bundle, "--json").json["chain"] == "unknown"
    said = call("verify", bundle, "--trust", pem(tmp_path, TSA.root), "--json")
    assert said.status == 1 and "issuer-unknown" in codes(said)
    assert said.json["chain"] == "untrusted"


def test_a_revoked_certificate_is_its_own_finding(call: Call, bundle: Path, tmp_path: Path) -> None:
    from cryptography.x509 import ReasonFlags

    entry = revoked(SIGNERS.signer, reason=ReasonFlags.key_compromise)
    given = crl(tmp_path, entry, pem=True)
    said = call("verify", bundle, "--crl", given, "--json")
    assert said.status == 1
    (finding,) = [f for f in said.json["findings"] if f["code"] == "certificate-revoked"]
    assert finding["severity"] == "block" and finding["facts"]["reason"] == "keyCompromise"
    assert finding["facts"].keys() >= {"serial", "revoked_utc"}
    told = call("verify", bundle, "--crl", given).out.lower()
    assert "thu hồi" in told and "lộ khóa" in told and "certificate-revoked" not in told
    assert "key compromised" in call("--language", "en", "verify", bundle, "--crl", given).out


def test_what_is_said_of_revocation(call: Call, bundle: Path, tmp_path: Path) -> None:
    assert call("verify", bundle, "--json").json["revocation"] == "unknown"
    said = call("verify", bundle, "--crl", crl(tmp_path), "--json")
    assert (said.status, said.json["revocation"]) == (0, "checked")
    expired = call("verify", bundle, "--crl", crl(tmp_path, until_utc=SIGNING_TIME_UTC + 31 * DAY), "--json")
    assert (expired.status, expired.json["revocation"]) == (0, "unknown")
    (finding,) = [f for f in expired.json["findings"] if f["code"] == "crl-expired"]
    assert (finding["severity"], finding["place"]) == ("note", "thu hồi.crl")
    useless = tmp_path / "khác.crl"
    useless.write_bytes(revocation_list(TSA.root, until_utc=FAR_UTC))
    said = call("verify", bundle, "--crl", useless, "--crl", crl(tmp_path), "--json")
    assert (said.status, said.json["revocation"]) == (0, "checked")
    assert {(f["code"], f["place"]) for f in said.json["findings"]} >= {("crl-not-used", "khác.crl")}


def test_a_timestamp_from_before_outlives_the_revocation(call: Call, bundle: Path, tmp_path: Path) -> None:
    given = crl(tmp_path, revoked(SIGNERS.signer, SIGNING_TIME_UTC + 9 * DAY))
    trust = pem(tmp_path, SIGNERS.root, TSA.root)
    assert call("verify", bundle, "--crl", given, "--trust", trust).status == 1
    stamp(bundle, bundle)
    assert call("verify", bundle, "--crl", given, "--trust", trust).status == 0
    assert call("verify", bundle, "--crl", given).status == 1


def test_what_is_no_list_is_bad_input(call: Call, bundle: Path, tmp_path: Path) -> None:
    from cryptography.x509 import DeltaCRLIndicator

    no_list, delta = tmp_path / "rác.crl", tmp_path / "delta.crl"
    no_list.write_bytes(b"nothing")
    delta.write_bytes(revocation_list(SIGNERS.root, extensions=[(DeltaCRLIndicator(3), True)]))
    said = call("verify", bundle, "--crl", no_list, delta, "--json")
    assert (said.status, error(said)) == (2, "crl-unreadable")
    assert said.faults == {("crl-unreadable", "rác.crl"), ("crl-delta", "delta.crl")}
    missing = call("verify", bundle, "--crl", tmp_path / "không có.crl", "--json")
    assert missing.faults == {("crl-unreadable", "không có.crl")}


# verify: the catalogue inside


def test_verify_without_a_store_makes_none(call: Call, bundle: Path, store_dir: Path) -> None:
    said = call("verify", bundle, "--json")
    assert said.messages == "" and not store_dir.exists()
    inside = said.json["catalogue_edition"]
    assert inside is None or inside["whence"] in ("shipped", "edition", "foreign")


def test_verify_knows_the_editions_of_a_store_and_judges_without_one_that_is_open(
    call: Call, library: Library, store_dir: Path, tmp_path: Path, leader: Path
) -> None:
    assert call("sample").status == 0
    workspace = Workspace.open(store_dir, library, now_utc=lambda: SIGNING_TIME_UTC, user="Hoa")
    try:
        workspace.catalogues.open_draft(CATALOGUE)
        workspace.catalogues.check_off(CATALOGUE, "1.1")
        edition = workspace.catalogues.finish(CATALOGUE)
        made = workspace.create("Sóc Trăng", 2022)
        workspace.set_signatory(made, Signatory("Trần Văn Lâu", "Chủ tịch UBND tỉnh"))
    finally:
        workspace.close()
    target = tmp_path / "hồ sơ.asice"
    exported = call("export", made, "-o", target, "--p12", leader, "--password-env", "P12_PASSWORD")
    assert exported.status == 0, exported.messages
    inside = call("verify", target, "--json").json
    assert inside["catalogue"] == "known" and inside["catalogue_edition"]["whence"] == "own"
    assert inside["catalogue_edition"]["digest"] == edition.digest
    assert inside["catalogue_edition"]["rows"] == []
    assert "như trong kho này" in call("verify", target).out
    workspace = Workspace.open(store_dir, library, now_utc=lambda: SIGNING_TIME_UTC, user="Hoa")
    try:
        said = call("verify", target, "--json")
        assert said.json["catalogue"] == "unknown" and said.json["catalogue_edition"]["whence"] == "edition"
        assert "kho" in said.messages.lower() and said.status == call("verify", target).status
    finally:
        workspace.close()
