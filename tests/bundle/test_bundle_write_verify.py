"""From a submission to a signed file that strangers' tools and our own verifier accept."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import certificates
import making
import pytest
from certificates import family

from dti_desktop.bundle import profile
from dti_desktop.bundle.verify import verify_bundle
from dti_desktop.engine.catalogue import catalogue_digest


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture
def evidence(tmp_path: Path) -> list:
    contents = [b"%PDF-1.4 one", b"", b"\x89PNG" + bytes(3_000_000)]
    return making.evidence_files(tmp_path / "store", contents)


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_independent_tools_accept_the_written_bundle(kind: str, tmp_path: Path, evidence: list) -> None:
    target = tmp_path / "nộp.asice"
    making.write(target, evidence=evidence, signer=making.p12_signer(tmp_path, kind))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        archive.extractall(unpacked)
    (unpacked / "CA.pem").write_bytes(family(kind).root.pem)
    openssl = shutil.which("openssl")
    assert openssl, "the tests need openssl"
    signed = run(
        openssl, "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER",
        "-in", "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001.xml",
        "-CAfile", "CA.pem", "-attime", int(certificates.SIGNING_TIME_UTC.timestamp()), "-out", "/dev/null",
        cwd=unpacked,
    )  # fmt: skip
    assert signed.returncode == 0, signed.stderr
    assert "CAdES Verification successful" in signed.stderr
    assert run("sha256sum", "-c", "SHA256SUMS", cwd=unpacked).returncode == 0
    (unpacked / "report.pdf").write_bytes(b"another")
    assert run("sha256sum", "-c", "SHA256SUMS", cwd=unpacked).returncode == 1


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_the_verifier_accepts_it_and_says_who_signed(kind: str, tmp_path: Path, evidence: list) -> None:
    target = tmp_path / "b.asice"
    written = making.write(target, evidence=evidence, signer=making.p12_signer(tmp_path, kind))
    known = {catalogue_digest(making.SMALL_CATALOGUE)}
    found = verify_bundle(target, [family(kind).root.pem], known_catalogue_digests=known)
    assert written.size_bytes == target.stat().st_size
    assert found.is_accepted
    assert found.findings == ()
    assert (found.integrity, found.signature, found.chain, found.time) == ("ok", "ok", "trusted", "claimed")
    assert found.catalogue == "known"
    document = found.to_json()
    assert document["revocation"] == "unknown"
    assert document["signers"] == [
        {
            "number": 1,
            "subject": "CN=Nguyễn Văn Đức,O=Cơ quan thử nghiệm,C=VN",
            "common_name": "Nguyễn Văn Đức",
            "issuer": "CN=CA trung gian thử nghiệm,O=Cơ quan thử nghiệm,C=VN",
            "serial": found.signers[0].serial,
            "claimed_time_utc": "2022-11-22T08:42:07Z",
            "proven_time_utc": None,
            "chain": "trusted",
            "time": "claimed",
            "revocation": "unknown",
            "timestamp": None,
        }
    ]
    assert int(found.signers[0].serial, 16) == family(kind).signer.certificate.serial_number
    score = making.submission_document()["score"]
    assert document["score"] == {"points": score["points"], "value": score["value"], "recomputed": True}
    assert document["about"]["province"] == "Thử Nghiệm"


def test_names_stand_in_the_order_of_the_format(tmp_path: Path, evidence: list) -> None:
    making.write(tmp_path / "b.asice", evidence=evidence)
    with zipfile.ZipFile(tmp_path / "b.asice") as archive:
        assert archive.namelist() == [
            "mimetype",
            "META-INF/ASiCManifest001.xml",
            "META-INF/signature001.p7s",
            "submission.json",
            "catalogue.json",
            "report.pdf",
            "evidence/0001-Quyet-dinh-so-1.pdf",
            "evidence/0002-Quyet-dinh-so-2.pdf",
            "evidence/0003-Quyet-dinh-so-3.pdf",
            "SHA256SUMS",
            "VERIFY.txt",
        ]
    content = (tmp_path / "b.asice").read_bytes()
    assert content[30:69] == b"mimetype" + profile.MIMETYPE  # what `file` looks at


def test_progress_counts_up_to_the_end(tmp_path: Path, evidence: list) -> None:
    seen: list[tuple[int, int]] = []
    making.write(
        tmp_path / "b.asice", evidence=evidence, progress=lambda done, total: seen.append((done, total))
    )
    assert len({total for _, total in seen}) == 1
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
