"""A bundle that grows through the services: a second signer, timestamps, and VERIFY.txt holds for them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from authority import FOR_TIMESTAMPS, Authority
from certificates import PASSWORD, Holder, certificate, new_key, p12
from submitting import FAR_UTC, NOW_UTC, Keys, fill_assessment, now_utc, write

from dti_desktop import paths
from dti_desktop.errors import BlockedError, Cancelled, InputError
from dti_desktop.services.cosigning import add_signature
from dti_desktop.services.library import Library
from dti_desktop.services.submission import load_p12
from dti_desktop.services.timestamps import add_timestamp, write_request
from dti_desktop.services.verification import verify
from dti_desktop.services.workspace import Workspace


def lasting(common_name: str, number: int, issuer: Holder | None = None, **options: object) -> Holder:
    """Return a holder whose certificate holds today, too, when openssl looks at it."""
    key = new_key("rsa", number)
    return certificate(common_name, key, issuer, not_after_utc=FAR_UTC, **options)  # type: ignore[arg-type]


LEADERS_ROOT = lasting("Gốc của lãnh đạo", 100, is_ca=True)
LEADER = lasting("Trần Văn Lâu", 101, LEADERS_ROOT)
STAMPING_ROOT = lasting("Gốc dấu thời gian", 102, is_ca=True)
STAMPING = lasting(
    "Đơn vị cấp", 103, STAMPING_ROOT, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,)
)
STAMP_UTC = NOW_UTC + timedelta(hours=5)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys.in_folder(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def exported(library: Library, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    workspace = Workspace.open(folder / "store", library, now_utc=now_utc, user="Hoa")
    try:
        made = fill_assessment(workspace, folder)
        return write(workspace, library, made, keys, folder / "hồ sơ.asice").path
    finally:
        workspace.close()


@pytest.fixture
def trust(keys: Keys, tmp_path: Path) -> list[Path]:
    found = [keys.root]
    for name, holder in (("lãnh đạo.pem", LEADERS_ROOT), ("dấu thời gian.pem", STAMPING_ROOT)):
        found.append(tmp_path / name)
        found[-1].write_bytes(holder.pem)
    return found


def leaders_key(folder: Path) -> Path:
    key = folder / "lãnh đạo.p12"
    key.write_bytes(p12(LEADER, LEADERS_ROOT))
    return key


def answered(folder: Path, bundle: Path, number: int) -> tuple[Path, Path]:
    """Return a request for a signature and the authority's reply."""
    request, reply = folder / f"{number}.tsq", folder / f"{number}.tsr"
    assert write_request(bundle, request, number).number == number
    reply.write_bytes(Authority(STAMPING, [STAMPING_ROOT], time_utc=STAMP_UTC).reply(request.read_bytes()))
    return request, reply


@pytest.fixture
def grown(library: Library, exported: Path, trust: list[Path], tmp_path: Path) -> Path:
    bundle = tmp_path / "ký hai người.asice"
    signer = load_p12(leaders_key(tmp_path), PASSWORD)
    written = add_signature(library, exported, bundle, signer, now_utc=lambda: NOW_UTC + timedelta(hours=1))
    assert written.verification.is_accepted and not written.verification.findings
    for number in (1, 2):
        request, reply = answered(tmp_path, bundle, number)
        added = add_timestamp(
            library, bundle, bundle, reply, untrusted_request=request, trust_paths=trust[2:]
        )
        assert (added.number, added.timestamp.chain) == (number, "trusted")
    return bundle


def test_two_signers_and_two_timestamps(library: Library, grown: Path, trust: list[Path]) -> None:
    found = verify(library, grown, trust)
    assert found.is_accepted and not found.findings
    assert (found.chain, found.time) == ("trusted", "proven")
    assert [signer.common_name for signer in found.signers] == ["Nguyễn Thị Hoa", "Trần Văn Lâu"]
    assert {signer.proven_time_utc for signer in found.signers} == {STAMP_UTC}


@pytest.mark.parametrize("language", [0, 1])
def test_strangers_can_follow_verify_txt_for_what_was_added(
    grown: Path, trust: list[Path], tmp_path: Path, language: int
) -> None:
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(grown) as archive:
        archive.extractall(unpacked)
    (unpacked / "CA.pem").write_bytes(trust[0].read_bytes() + trust[1].read_bytes())
    (unpacked / "TSA.pem").write_bytes(trust[2].read_bytes())
    lines = (unpacked / "VERIFY.txt").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.startswith("openssl")]
    own = own[: len(own) // 2] if language == 0 else own[len(own) // 2 :]
    signature, *_ = [line for line in own if " cms " in line]
    listing, value, token, proof, shown = (line for line in own if " asn1parse " in line or " ts " in line)

    def run(command: str) -> str:
        said = subprocess.run(command, shell=True, cwd=unpacked, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr
        return said.stdout + said.stderr

    for number in ("001", "002"):
        assert "CAdES Verification successful" in run(signature.replace("001", number))
        rows = run(listing.replace("001", number)).splitlines()
        at = next(place for place, row in enumerate(rows) if "timeStampToken" in row)
        above = next(row for row in reversed(rows[:at]) if "OCTET STRING" in row)
        below = next(row for row in rows[at:] if "SEQUENCE" in row)
        offsets = {"A": int(above.split(":")[0]), "B": int(below.split(":")[0])}
        run(re.sub(r"\bA\b", str(offsets["A"]), value.replace("001", number)))
        run(re.sub(r"\bB\b", str(offsets["B"]), token.replace("001", number)))
        assert "Verification: OK" in run(proof)
        assert f"Time stamp: {STAMP_UTC:%b %d %H:%M:%S %Y} GMT" in run(shown)


def test_a_bundle_that_does_not_verify_grows_no_further(
    library: Library, exported: Path, trust: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "hỏng.asice"
    broken.write_bytes(exported.read_bytes().replace(b"minh chung", b"minh Chung"))
    before = broken.read_bytes()
    _, reply = answered(tmp_path, exported, 1)
    signer = load_p12(leaders_key(tmp_path), PASSWORD)
    for act in (
        lambda: add_signature(library, broken, broken, signer, now_utc=now_utc),
        lambda: write_request(broken, tmp_path / "out.tsq"),
        lambda: add_timestamp(library, broken, broken, reply),
    ):
        with pytest.raises(BlockedError) as refused:
            act()
        assert refused.value.code == "bundle-refused"
        assert "file-changed" in {problem.code for problem in refused.value.problems}
    assert broken.read_bytes() == before and not (tmp_path / "out.tsq").exists()


def test_adding_can_be_stopped(library: Library, exported: Path, trust: list[Path], tmp_path: Path) -> None:
    _, reply = answered(tmp_path, exported, 1)
    with pytest.raises(Cancelled):
        add_timestamp(library, exported, tmp_path / "out.asice", reply, cancelled=lambda: True)
    with pytest.raises(Cancelled):
        write_request(exported, tmp_path / "out.tsq", cancelled=lambda: True)
    assert not list(tmp_path.glob("out.*"))


def test_roots_and_lists_that_are_none_are_named(library: Library, exported: Path, tmp_path: Path) -> None:
    _, reply = answered(tmp_path, exported, 1)
    junk, huge = tmp_path / "rác", tmp_path / "to.crl"
    junk.write_bytes(b"-----BEGIN CERTIFICATE-----\n")
    with huge.open("wb") as file:
        file.truncate((16 << 20) + 1)
    with pytest.raises(InputError) as refused:
        add_timestamp(library, exported, tmp_path / "out.asice", reply, trust_paths=[junk])
    assert [(p.code, p.place) for p in refused.value.problems] == [("trust-unreadable", "rác")]
    with pytest.raises(InputError) as refused:
        verify(library, exported, crl_paths=[huge, tmp_path / "không có"])
    assert {(p.code, p.place) for p in refused.value.problems} == {
        ("crl-unreadable", "to.crl"),
        ("crl-unreadable", "không có"),
    }
