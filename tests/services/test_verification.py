"""Verifying bundles from anywhere, with and without roots to trust."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from submitting import NAME, Keys, fill_assessment, now_utc, write

from dti_desktop import paths
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.errors import Cancelled, InputError
from dti_desktop.services.bundle_catalogue import catalogue_in, on_catalogue
from dti_desktop.services.catalogues import Edition, KnownCatalogues, known_of
from dti_desktop.services.library import Library
from dti_desktop.services.verification import verify
from dti_desktop.services.words import Words
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


# -- the catalogue inside --------------------------------------------------------------------------------

CATALOGUE = "dti-province-2022"


@pytest.fixture(scope="module")
def corrected_bundle(library: Library, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle made with an edition of the office: a row more, one less, one worded and scored otherwise."""
    folder = tmp_path_factory.mktemp("corrected")
    workspace = Workspace.open(folder / "store", library, now_utc=now_utc, user="Hoa")
    try:
        catalogues = workspace.catalogues
        catalogues.open_draft(CATALOGUE)
        catalogues.add_row(CATALOGUE, "1.11", "Dòng mới", kind="levels", like="1.3")
        catalogues.remove_row(CATALOGUE, "1.3")
        row = catalogues.draft(CATALOGUE).rows["4.1"]
        changed = {**row, "title_vi": "Tên đúng theo giấy", "rule": {**row["rule"], "target": "0.9"}}
        catalogues.edit(CATALOGUE, NodeName("indicators", "4.1"), changed)
        catalogues.finish(CATALOGUE)
        made = fill_assessment(workspace, folder)
        return write(workspace, library, made, keys, folder / "hồ sơ.asice").path
    finally:
        workspace.close()


def test_a_corrected_catalogue_verifies_without_the_store_and_tells_in_what_it_differs(
    library: Library, corrected_bundle: Path, keys: Keys
) -> None:
    found = verify(library, corrected_bundle, [keys.root])
    assert found.is_accepted and found.score.recomputed and found.catalogue == "unknown"
    inside = catalogue_in(found, known_of(library))
    assert inside is not None
    assert (inside.whence, inside.catalogue.version, inside.shipped) == (
        "edition", "2", library.catalogue(CATALOGUE),
    )  # fmt: skip
    assert [(row.code or row.old_code, row.fate, row.differences) for row in inside.rows] == [
        ("1.11", "new", ()), ("4.1", "changed", ("target", "wording")), ("1.3", "dropped", ()),
    ]  # fmt: skip
    said = on_catalogue(inside, Words(library.texts("vi"), "vi"))
    assert said.verdict == "unknown" and "phiên bản 2" in said.meaning
    assert "thêm 1.11; 4.1 (ngưỡng, lời văn); bỏ 1.3" in said.meaning
    digest = found.untrusted_catalogue
    assert inside.to_json()["digest"] == "sha256:" + sha256(digest).hexdigest()


def test_what_ships_and_what_the_store_has_are_told_as_such(
    library: Library, bundle: Path, corrected_bundle: Path
) -> None:
    shipped = catalogue_in(verify(library, bundle), known_of(library))
    assert shipped is not None and (shipped.whence, shipped.rows) == ("shipped", ())
    found = verify(library, corrected_bundle)
    own = parse_catalogue(found.untrusted_catalogue)
    known = known_of(library)
    held = KnownCatalogues((*known.editions, Edition(own, found.untrusted_catalogue, "made", "", "Hoa")))
    inside = catalogue_in(found, held)
    assert inside is not None and inside.whence == "own" and len(inside.rows) == 3
    stranger = KnownCatalogues(tuple(e for e in known.editions if e.catalogue.id != CATALOGUE))
    foreign = catalogue_in(found, stranger)
    assert foreign is not None and (foreign.whence, foreign.shipped, foreign.rows) == ("foreign", None, ())


def test_of_a_broken_bundle_no_catalogue_is_told(library: Library, bundle: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.asice"
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    assert catalogue_in(verify(library, broken), known_of(library)) is None
