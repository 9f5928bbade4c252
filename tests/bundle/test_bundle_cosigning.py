"""A further signer: the first signature's bytes stay, the bundle is verified first, nothing is half made."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import making
import pytest
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, family, new_key
from making import KeySigner, codes

from dti_desktop import durable
from dti_desktop.bundle import profile, rewriting
from dti_desktop.bundle.cosigning import add_signature
from dti_desktop.bundle.verify import verify_bundle
from dti_desktop.bundle.writer import WrittenBundle
from dti_desktop.errors import BlockedError, Cancelled, EnvironmentFault, InputError

HOUR = timedelta(hours=1)


def officer(kind: str = "ec", name: str = "Lê Thị Hoa", number: int = 60) -> Holder:
    members = family("rsa")
    return certificate(name, new_key(kind, number), members.intermediate)


def signer_of(holder: Holder) -> KeySigner:
    return KeySigner(holder, family("rsa").intermediate)


def at(time_utc: datetime) -> Callable[[], datetime]:
    return lambda: time_utc


@pytest.fixture
def first(tmp_path: Path) -> Path:
    evidence = making.evidence_files(tmp_path / "evidence", [b"mot" * 100, b"hai" * 70_000])
    path = tmp_path / "first.asice"
    making.write(path, evidence=evidence)
    return path


def cosign(source: Path, target: Path, *holders: Holder, **changes: Any) -> WrittenBundle:
    now_utc = changes.pop("now_utc", at(SIGNING_TIME_UTC + HOUR))
    for holder in holders:
        written = add_signature(source, target, signer_of(holder), now_utc=now_utc, **changes)
        source = target
    return written


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_the_first_signature_and_every_signed_byte_stay(first: Path, tmp_path: Path, kind: str) -> None:
    second = tmp_path / "second.asice"
    before = first.read_bytes()
    written = cosign(first, second, officer(kind))
    assert first.read_bytes() == before
    old, new = files(first), files(second)
    assert {name: new[name] for name in old} == old
    assert set(new) - set(old) == {"META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s"}
    assert new["META-INF/ASiCManifest002.xml"] == old["META-INF/ASiCManifest001.xml"].replace(
        b"signature001", b"signature002"
    )
    assert written.size_bytes == second.stat().st_size
    assert written.sha256 == hashlib.sha256(second.read_bytes()).hexdigest()
    assert list(tmp_path.glob(".*.part")) == []


def test_three_signers_stand_in_their_order(first: Path, tmp_path: Path) -> None:
    target = tmp_path / "third.asice"
    head, leader = officer("ec", "Trưởng phòng"), officer("rsa", "Chủ tịch", 61)
    cosign(first, target, head, leader)
    found = verify_bundle(target, [family("ec").root.pem, family("rsa").root.pem])
    assert found.is_accepted and found.chain == "trusted" and found.time == "claimed"
    rows = found.to_json()["signers"]
    assert [row["number"] for row in rows] == [1, 2, 3]  # type: ignore[attr-defined]
    assert [row["common_name"] for row in rows] == ["Nguyễn Văn Đức", "Trưởng phòng", "Chủ tịch"]  # type: ignore[attr-defined]
    for row in rows:  # type: ignore[attr-defined]
        assert (row["chain"], row["time"], row["proven_time_utc"]) == ("trusted", "claimed", None)
        assert row["serial"] and row["issuer"].startswith("CN=CA trung gian")


def test_one_untrusted_signer_makes_the_whole_untrusted(first: Path, tmp_path: Path) -> None:
    target = tmp_path / "second.asice"
    cosign(first, target, officer())
    found = verify_bundle(target, [family("ec").root.pem])
    assert [signer.chain for signer in found.signers] == ["trusted", "untrusted"]
    assert (found.chain, found.is_accepted) == ("untrusted", False)


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_openssl_accepts_every_signature(first: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "second.asice"
    cosign(first, target, officer(kind))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as bundle:
        bundle.extractall(unpacked)
    (unpacked / "CA.pem").write_bytes(family("ec").root.pem + family("rsa").root.pem)
    for number in (1, 2):
        checked = openssl_cms(unpacked, number)
        assert "CAdES Verification successful" in checked.stderr, checked.stderr


def openssl_cms(folder: Path, number: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER",
         "-in", profile.signature_name(number), "-content", profile.manifest_name(number),
         "-CAfile", "CA.pem", "-out", "/dev/null", "-attime", str(int(SIGNING_TIME_UTC.timestamp()))],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_bundle_itself_can_be_replaced(first: Path, tmp_path: Path) -> None:
    cosign(first, first, officer())
    assert verify_bundle(first).is_accepted
    assert len(verify_bundle(first).signers) == 2


def test_the_same_certificate_signs_once(first: Path, tmp_path: Path) -> None:
    target = tmp_path / "second.asice"
    with pytest.raises(InputError) as refused:
        add_signature(first, target, making.signer("ec"), now_utc=at(SIGNING_TIME_UTC + HOUR))
    assert refused.value.code == "already-signed"
    assert refused.value.problems[0].facts["claimed_time_utc"] == "2022-11-22T08:42:07Z"
    assert not target.exists()
    cosign(first, target, officer())
    with pytest.raises(InputError, match="already-signed"):
        cosign(target, target, family("ec").signer)


def test_the_same_person_with_a_new_certificate_may_sign(first: Path, tmp_path: Path) -> None:
    renewed = certificate("Nguyễn Văn Đức", new_key("ec", 3), family("rsa").intermediate)
    cosign(first, tmp_path / "second.asice", renewed)
    assert verify_bundle(tmp_path / "second.asice").is_accepted


def test_what_does_not_verify_is_refused_with_its_findings(first: Path, tmp_path: Path) -> None:
    content = bytearray(first.read_bytes())
    content[content.index(b"hai" * 50) + 10] ^= 1
    first.write_bytes(content)
    target = tmp_path / "second.asice"
    with pytest.raises(BlockedError) as refused:
        cosign(first, target, officer())
    assert refused.value.code == "bundle-refused"
    assert "file-changed" in {problem.code for problem in refused.value.problems}
    assert not target.exists()


def test_a_signature_by_an_expired_certificate_is_not_built_upon(tmp_path: Path) -> None:
    past = certificate("Cũ", new_key("ec", 62), not_after_utc=SIGNING_TIME_UTC - DAY)
    content = making.pack(making.signed_files(making.tiny_files(), [KeySigner(past)]))
    (tmp_path / "a.asice").write_bytes(content)
    with pytest.raises(BlockedError) as refused:
        cosign(tmp_path / "a.asice", tmp_path / "b.asice", officer())
    assert [problem.code for problem in refused.value.problems] == ["certificate-expired"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"not_after_utc": SIGNING_TIME_UTC}, "certificate-expired"),
        ({"not_before_utc": SIGNING_TIME_UTC + DAY}, "certificate-not-yet-valid"),
        ({"usages": ("key_encipherment",)}, "certificate-key-usage"),
    ],
)
def test_a_certificate_that_may_not_sign_is_refused(
    first: Path, tmp_path: Path, options: dict[str, Any], code: str
) -> None:
    unfit = certificate("Không được ký", new_key("ec", 63), family("rsa").intermediate, **options)
    with pytest.raises(InputError, match=code):
        cosign(first, tmp_path / "b.asice", unfit)
    assert not (tmp_path / "b.asice").exists()


def test_a_later_signer_with_an_earlier_clock_is_noted(first: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.asice"
    cosign(first, target, officer(), now_utc=at(SIGNING_TIME_UTC - HOUR))
    found = verify_bundle(target)
    (noted,) = [f for f in found.findings if f.code == "signed-before-previous"]
    assert (noted.severity, noted.place) == ("note", "META-INF/signature002.p7s")
    assert noted.facts["claimed_time_utc"] == "2022-11-22T07:42:07Z"
    assert noted.facts["previous_time_utc"] == "2022-11-22T08:42:07Z"
    assert found.is_accepted
    cosign(first, target, officer(), now_utc=at(SIGNING_TIME_UTC))
    assert "signed-before-previous" not in codes(verify_bundle(target))


def test_no_hundredth_signature(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "MAX_SIGNATURES", 1)
    with pytest.raises(InputError, match="too-many-signatures"):
        cosign(first, tmp_path / "b.asice", officer())


def test_progress_runs_to_its_end(first: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    cosign(first, tmp_path / "b.asice", officer(), progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {3 * first.stat().st_size}
    assert seen[-1][0] == seen[-1][1]


def test_a_cancelled_signature_leaves_nothing(first: Path, tmp_path: Path) -> None:
    asked = 0
    stop_at = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked == stop_at

    cosign(first, tmp_path / "whole.asice", officer(), cancelled=cancelled)
    before, times_asked = first.read_bytes(), asked
    assert times_asked > 20
    for stop_at in range(1, times_asked + 1):  # noqa: B007  it is what `cancelled` looks at
        asked = 0
        with pytest.raises(Cancelled):
            cosign(first, first, officer(), cancelled=cancelled)
        assert first.read_bytes() == before
        assert list(tmp_path.glob(".*.part")) == []


def test_a_bundle_that_changes_while_it_is_copied_is_noticed(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_after_verifying(judged: rewriting.Judged) -> None:
        content = bytearray(first.read_bytes())
        content[content.index(b"hai" * 50) + 10] ^= 1
        first.write_bytes(content)

    monkeypatch.setattr(rewriting, "refuse_unless_accepted", change_after_verifying)
    with pytest.raises(EnvironmentFault, match="bundle-changed-while-read"):
        cosign(first, tmp_path / "b.asice", officer())
    assert not (tmp_path / "b.asice").exists()


def test_a_failing_disk_leaves_the_bundle_as_it_was(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    before = first.read_bytes()
    monkeypatch.setattr(durable, "rename", fail)
    with pytest.raises(EnvironmentFault, match="disk-full"):
        cosign(first, first, officer())
    assert first.read_bytes() == before
    assert list(tmp_path.glob(".*.part")) == []


@dataclass(frozen=True)
class FailingSigner:
    inner: KeySigner

    @property
    def description(self) -> Any:
        return self.inner.description

    @property
    def path_der(self) -> Any:
        return self.inner.path_der

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        raise EnvironmentFault("token-removed")


def test_a_key_that_fails_leaves_nothing(first: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="token-removed"):
        add_signature(
            first, tmp_path / "b.asice", FailingSigner(signer_of(officer())), now_utc=at(SIGNING_TIME_UTC)
        )
    assert not (tmp_path / "b.asice").exists()


def test_a_key_is_opened_only_for_a_good_bundle_and_closed_before_it_is_copied(
    first: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    holder = officer()

    @contextmanager
    def key() -> Iterator[KeySigner]:
        told.append("opened")
        try:
            yield signer_of(holder)
        finally:
            told.append("closed")

    def progress(done_bytes: int, total_bytes: int) -> None:
        if done_bytes * 3 > total_bytes and "copied" not in told:
            told.append("copied")

    add_signature(first, tmp_path / "b.asice", key(), now_utc=at(SIGNING_TIME_UTC), progress=progress)
    assert told == ["opened", "closed", "copied"]
    assert verify_bundle(tmp_path / "b.asice").is_accepted

    told.clear()
    with pytest.raises(InputError, match="already-signed"):
        add_signature(tmp_path / "b.asice", tmp_path / "c.asice", key(), now_utc=at(SIGNING_TIME_UTC))
    assert told == ["opened", "closed"]

    told.clear()
    first.write_bytes(first.read_bytes() + b"\0")
    with pytest.raises(BlockedError, match="bundle-refused"):
        add_signature(first, tmp_path / "c.asice", key(), now_utc=at(SIGNING_TIME_UTC))
    assert told == []


def test_what_is_no_bundle_and_what_is_no_target(first: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bundle-not-found"):
        cosign(tmp_path / "missing", tmp_path / "b.asice", officer())
    with pytest.raises(InputError, match="bundle-not-a-file"):
        cosign(tmp_path, tmp_path / "b.asice", officer())
    with pytest.raises(InputError, match="target-folder-missing"):
        cosign(first, tmp_path / "no" / "b.asice", officer())
