"""Verifying bundles from anywhere, with and without roots to trust."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from submitting import NAME, Keys, fill_assessment, now_utc, write

from dti_desktop import paths
from dti_desktop.errors import Cancelled, InputError
from dti_desktop.services.library import Library
from dti_desktop.services.verification import verify
from dti_desktop.services.workspace import Workspace

BUNDLES = Path(__file__).resolve().parents[1] / "data" / "bundles"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys.in_folder(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def bundle(library: Library, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    workspace = Workspace.open(folder / "store", library, now_utc=now_utc, user="Hoa")
    try:
        made = fill_assessment(workspace, folder)
        return write(workspace, library, made, keys, folder / "hồ sơ.asice").path
    finally:
        workspace.close()


def test_all_four_verdicts_and_what_is_inside(library: Library, bundle: Path, keys: Keys) -> None:
    found = verify(library, bundle, [keys.root])
    assert (found.integrity, found.signature, found.chain, found.time, found.catalogue) == (
        "ok", "ok", "trusted", "claimed", "known",
    )  # fmt: skip
    assert found.is_accepted and not found.findings
    assert found.score.recomputed
    assert found.about["province"] == "Sóc Trăng" and found.about["leader_name"] == "Trần Văn Lâu"
    assert "sample" not in found.about
    file_row, citation_row = found.evidence
    assert (file_row.original_name, file_row.size_bytes) == (NAME, len(b"%PDF-1.4 minh chung"))
    assert file_row.indicators == ("1.1", "4.1")
    assert (citation_row.name_in_bundle, citation_row.number) == (None, "12-NQ/TU")


def test_an_edition_of_the_office_is_known_as_well(library: Library, bundle: Path, monkeypatch) -> None:
    own = library.known_digests
    monkeypatch.setattr(library, "known_digests", frozenset(), raising=False)
    assert verify(library, bundle).catalogue == "unknown"
    assert verify(library, bundle, own_catalogues=own).catalogue == "known"


def test_the_chain_is_unknown_until_a_root_is_named(library: Library, bundle: Path, keys: Keys) -> None:
    assert verify(library, bundle).chain == "unknown"
    refused = verify(library, bundle, [keys.other_root])
    assert (refused.chain, refused.is_accepted) == ("untrusted", False)
    assert verify(library, bundle, [keys.other_root, keys.root]).chain == "trusted"


def test_a_root_may_be_binary(library: Library, bundle: Path, keys: Keys, tmp_path: Path) -> None:
    der = tmp_path / "CA.cer"
    root = x509.load_pem_x509_certificate(keys.root.read_bytes())
    der.write_bytes(root.public_bytes(Encoding.DER))
    assert verify(library, bundle, [der]).chain == "trusted"


def test_every_unreadable_root_is_named(library: Library, bundle: Path, keys: Keys, tmp_path: Path) -> None:
    junk, huge, empty = tmp_path / "rác.pem", tmp_path / "to.pem", tmp_path / "trống.pem"
    junk.write_bytes(b"-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n")
    huge.write_bytes(b"x" * (2 << 20))
    empty.write_bytes(b"")
    pipe = tmp_path / "ống.pem"
    os.mkfifo(pipe)
    with pytest.raises(InputError) as raised:
        verify(library, bundle, [huge, keys.root, tmp_path / "không có.pem", pipe])
    assert raised.value.code == "trust-unreadable"
    assert [p.place for p in raised.value.problems] == ["to.pem", "không có.pem", "ống.pem"]
    with pytest.raises(InputError) as raised:
        verify(library, bundle, [junk, keys.root, empty])
    assert [(p.code, p.place) for p in raised.value.problems] == [
        ("trust-unreadable", "rác.pem"),
        ("trust-unreadable", "trống.pem"),
    ]


@pytest.mark.parametrize("path", sorted((BUNDLES / "tampered").iterdir()), ids=lambda path: path.stem)
def test_tampered_bundles_are_refused_with_a_reason(library: Library, path: Path) -> None:
    found = verify(library, path)
    assert not found.is_accepted
    assert any(finding.severity == "block" for finding in found.findings)


def test_a_changed_byte_is_found_and_placed(library: Library, bundle: Path, tmp_path: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[content.index(b"minh chung")] ^= 1
    changed = tmp_path / "changed.asice"
    changed.write_bytes(content)
    found = verify(library, changed)
    assert (found.integrity, found.signature, found.is_accepted) == ("broken", "ok", False)
    assert "evidence/0001-Quyet-dinh-so-749-ban-ky.pdf" in {finding.place for finding in found.findings}


def test_whatever_is_no_bundle_is_a_verdict_not_a_crash(library: Library, tmp_path: Path) -> None:
    for name, content in (("a", b""), ("b", b"PK\x05\x06" + b"\0" * 18), ("c", os.urandom(5000))):
        path = tmp_path / name
        path.write_bytes(content)
        found = verify(library, path)
        assert (found.integrity, found.signature, found.evidence) == ("broken", "absent", ())
        assert found.score.points is None


def test_a_file_that_is_not_there_or_no_file(library: Library, tmp_path: Path) -> None:
    for path, code in ((tmp_path / "không có", "bundle-not-found"), (tmp_path, "bundle-not-a-file")):
        with pytest.raises(InputError) as raised:
            verify(library, path)
        assert raised.value.code == code


def test_checking_can_be_stopped(library: Library, bundle: Path) -> None:
    with pytest.raises(Cancelled):
        verify(library, bundle, cancelled=lambda: True)
