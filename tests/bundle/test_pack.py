"""Signed packs: what was signed comes out byte for byte, and nothing else does."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, family, new_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import SMALL_CATALOGUE, VERIFY_TEXT, KeySigner, tiny_catalogue

from dti_desktop.bundle.pack import Item, ReadPack, judge_pack, read_pack, write_pack
from dti_desktop.errors import BlockedError, InputError

RESULTS = "year,province,measure,rank,value\n2024,Huế,overall,1,0.9000\n".encode()


def signer(holder: Holder | None = None) -> KeySigner:
    members = family("ec")
    return KeySigner(holder or members.signer, members.intermediate)


def make(target: Path, *items: Item, title: str = "Bộ chỉ số 2022, bản đã đối chiếu") -> ReadPack:
    return write_pack(
        target,
        items or (Item("catalogue", SMALL_CATALOGUE), Item("results", RESULTS)),
        title=title,
        created_utc="2022-11-22T08:42:07Z",
        verify_text=VERIFY_TEXT,
        signer=signer(),
        now_utc=lambda: SIGNING_TIME_UTC,
    )


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "a.dtipack"
    make(path, Item("catalogue", tiny_catalogue()), Item("results", RESULTS))
    return path


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.builds(Item, st.sampled_from(["catalogue", "results"]), st.binary(max_size=300)), min_size=1),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
)
def test_what_goes_in_comes_out(tmp_path: Path, items: list[Item], title: str) -> None:
    path = tmp_path / "a.dtipack"
    made = make(path, *items, title=title)
    read = read_pack(path)
    assert read == made
    assert read.title == title
    kinds = [item for item in items if item.kind == "catalogue"], [i for i in items if i.kind == "results"]
    assert [item for _, item in read.untrusted_items] == [*kinds[0], *kinds[1]]


def test_the_signer_is_told_and_trusted_by_a_given_root_only(pack: Path) -> None:
    members, stranger = family("ec"), family("rsa")
    read = read_pack(pack)
    assert (read.chain, read.signers[0].common_name) == ("unknown", "Nguyễn Văn Đức")
    assert read_pack(pack, [members.root.pem]).chain == "trusted"
    with pytest.raises(BlockedError) as refused:
        read_pack(pack, [stranger.root.pem])
    assert refused.value.code == "pack-refused"


def test_no_byte_can_be_changed(pack: Path) -> None:
    content = pack.read_bytes()
    judge_pack(content)
    for place in range(len(content)):
        harmed = bytearray(content)
        harmed[place] ^= 0x20
        with pytest.raises(BlockedError) as refused:
            judge_pack(bytes(harmed))
        assert refused.value.problems, place


def test_no_byte_can_be_added_or_cut_off(pack: Path) -> None:
    content = pack.read_bytes()
    for harmed in (b"", b"PK", content[:-1], content[: len(content) // 2], content + b"\0", b"\0" + content):
        with pytest.raises(BlockedError):
            judge_pack(harmed)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_anything_else_is_refused_and_never_breaks(content: bytes) -> None:
    with pytest.raises(BlockedError):
        judge_pack(content)


def test_a_bundle_is_no_pack_and_a_file_more_is_seen(pack: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.dtipack"
    more.write_bytes(pack.read_bytes())
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("results/02.csv", RESULTS)
    with pytest.raises(BlockedError):
        read_pack(more)


def test_an_expired_certificate_may_not_sign(tmp_path: Path) -> None:
    members = family("ec")
    old = certificate(
        "Hết Hạn", new_key("ec", 77), members.intermediate, not_after_utc=SIGNING_TIME_UTC - DAY
    )
    with pytest.raises(InputError, match="certificate-expired"):
        write_pack(
            tmp_path / "a.dtipack",
            [Item("results", RESULTS)],
            title="",
            created_utc="",
            verify_text=VERIFY_TEXT,
            signer=signer(old),
            now_utc=lambda: SIGNING_TIME_UTC,
        )
    assert not list(tmp_path.iterdir())


def test_an_empty_one_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pack-empty"):
        write_pack(
            tmp_path / "a.dtipack",
            [],
            title="",
            created_utc="",
            verify_text=b"",
            signer=signer(),
            now_utc=lambda: SIGNING_TIME_UTC,
        )


def test_openssl_and_sha256sum_agree(pack: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "CA.pem").write_bytes(family("ec").root.pem)
    at = str(int(datetime.timestamp(SIGNING_TIME_UTC)))
    command = (
        "openssl cms -verify -cades -binary -purpose any -inform DER -in META-INF/signature001.p7s "
        f"-content META-INF/ASiCManifest001.xml -CAfile CA.pem -out /dev/null -attime {at}"
    ).split()
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert "CAdES Verification successful" in said.stderr
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
