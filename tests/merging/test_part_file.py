"""The department's file: it comes back exactly, and no byte of it can change unseen."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from part_files import (
    AT,
    CATALOGUE,
    CATALOGUE_BYTES,
    PASSPHRASE,
    WHO,
    evidence_folder,
    part_file,
    random_part_file,
)
from random_parts import CONTENTS

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.part_content import PartContent
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.exchange import part_container
from dti_desktop.exchange.part_file import PartFile, Return, is_locked_part, opened, write_part

SHA256 = hashlib.sha256(CONTENTS[0]).hexdigest()
DOCUMENT = Document(
    "d1", Citation("12/KH"), StoredFile(SHA256, len(CONTENTS[0]), "text/plain", "Kế hoạch.txt"), AT
)
BASELINE = PartContent(
    answers={"1.1": {"level": "head"}}, documents={"d1": DOCUMENT}, links={"1.1": {"d1": "3"}}
)
PREVIOUS = Previous(
    "cu-2021", 2021, "cu", "sha256:00", {},
    {"1.1": PreviousRow("1.9", {"level": "yes", "used.a": Decimal("2.5"), "asked": True}, "như năm trước",
                        Fraction(10, 3), Fraction(5),
                        (PreviousDocument(Citation("5/KH", date(2021, 2, 3)), None, "2"),))},
)  # fmt: skip


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = evidence_folder(tmp_path_factory.mktemp("evidence"))
    return lambda sha256: folder / sha256


def written(part: PartFile, evidence: Callable[[str], Path], passphrase: str | None = None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.dtipart"
        write_part(target, part, evidence, passphrase=passphrase, work_factor=2)
        return target.read_bytes()


def read(content: bytes, passphrase: str | None = None) -> tuple[PartFile, dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.dtipart"
        path.write_bytes(content)
        with opened(path, passphrase) as found:
            copies = {}
            for sha256 in found.part.evidence_bytes:
                copy = io.BytesIO()
                found.copy_evidence(sha256, copy)
                copies[sha256] = copy.getvalue()
            return found.part, copies


def refused(content: bytes, passphrase: str | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(content, passphrase)
    return [(caught.value.code, ""), *((p.code, p.place) for p in caught.value.problems)]


@settings(max_examples=60)
@given(st.integers(min_value=0), st.booleans())
def test_a_part_comes_back_exactly(evidence: Callable[[str], Path], seed: int, is_locked: bool):
    part = random_part_file(Random(seed))
    passphrase = PASSPHRASE if is_locked else None
    content = written(part, evidence, passphrase)
    found, copies = read(content, passphrase)
    assert found == part
    assert {sha256: len(copy) for sha256, copy in copies.items()} == part.evidence_bytes
    assert all(hashlib.sha256(copy).hexdigest() == sha256 for sha256, copy in copies.items())
    if not is_locked:
        assert written(part, evidence) == content
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_year_before_goes_out_with_it(evidence):
    part = part_file(("1.1",), BASELINE, previous=PREVIOUS)
    assert read(written(part, evidence))[0].previous == PREVIOUS


def test_evidence_that_went_out_does_not_come_back_again(evidence):
    made = Return("r1", (), AT, WHO)
    assert read(written(part_file(("1.1",), BASELINE, BASELINE, made), evidence))[1] == {}
    assert set(read(written(part_file(("1.1",), PartContent(), BASELINE, made), evidence))[1]) == {SHA256}


def test_no_byte_can_be_changed_unseen(evidence):
    content = bytearray(written(part_file(("1.1",), BASELINE), evidence))
    # Every byte but those within the catalogue, which is long: a few of them are enough.
    begin = bytes(content).index(CATALOGUE_BYTES)
    places = [
        *range(begin),
        *range(begin, begin + len(CATALOGUE_BYTES), 20_000),
        *range(begin + len(CATALOGUE_BYTES), len(content)),
    ]
    for place in places:
        content[place] ^= 1 << (place % 8)
        with pytest.raises(InputError):
            read(bytes(content))
        content[place] ^= 1 << (place % 8)
    assert read(bytes(content))[0].baseline == BASELINE


def test_what_is_missing_or_too_much_is_seen(evidence):
    content = written(part_file(("1.1",), BASELINE), evidence)
    for length in (0, 1, 30, 100, len(content) // 2, len(content) - 1):
        assert refused(content[:length])[0][0] in ("part-unreadable", "part-damaged")
    assert refused(content + b"x") == [("part-damaged", ""), ("part-length", "")]
    assert refused(b"x" + content)[0][0] == "part-unreadable"
    assert refused(b"PK\3\4" + bytes(500))[0][0] == "part-unreadable"


def test_a_locked_file_needs_its_passphrase(evidence, tmp_path):
    content = written(part_file(("1.1",), BASELINE), evidence, PASSPHRASE)
    assert refused(content)[0][0] == "part-passphrase-needed"
    assert refused(content, "một mật khẩu khác")[0][0] == "passphrase-wrong"
    for place in range(0, len(content), len(content) // 40):
        changed = bytearray(content)
        changed[place] ^= 4
        with pytest.raises(InputError):
            read(bytes(changed), PASSPHRASE)
    with pytest.raises(InputError):
        read(content[:-1], PASSPHRASE)
    (tmp_path / "a").write_bytes(content)
    assert is_locked_part(tmp_path / "a") and not is_locked_part(tmp_path / "none")


PART = {
    "id": "c0ffee", "department": "Sở Nội vụ", "due": None, "codes": ["1.1"], "issued_by": WHO,
    "issued_utc": AT,
}  # fmt: skip


def forged(part: PartFile, changes: dict[str, object], header: dict[str, object] | None = None) -> bytes:
    """Return a whole and sound container whose members say what somebody wrote by hand."""
    jsons = {"catalogue.json": part.catalogue_bytes, "baseline.json": part.baseline_bytes}
    jsons |= {
        name: value if isinstance(value, bytes) else json.dumps(value).encode()
        for name, value in changes.items()
        if value is not None
    }
    jsons = {name: raw for name, raw in jsons.items() if changes.get(name, raw) is not None}
    members = [
        part_container.Member(n, len(raw), hashlib.sha256(raw).hexdigest()) for n, raw in jsons.items()
    ]
    top = {
        "format": "dti-desktop-part", "version": "1", "kind": "issued",
        "part": {**PART, "baseline_sha256": hashlib.sha256(jsons.get("baseline.json", b"")).hexdigest()},
        "assessment": {"id": "soc-trang-2022", "province": "Sóc Trăng", "year": "2022"},
        "catalogue": {"id": CATALOGUE.id, "digest": CATALOGUE.digest}, "returned": None,
        "members": [member.to_json() for member in members], **(header or {}),
    }  # fmt: skip
    target = io.BytesIO()
    contents = ((m, io.BytesIO(raw)) for m, raw in zip(members, jsons.values(), strict=True))
    part_container.write(target, json.dumps(top).encode(), contents, lambda _: None)
    return target.getvalue()


OTHER = {"id": "x", "digest": CATALOGUE.digest}
PLAIN = part_file(("1.1",), PartContent(answers={"1.1": {"level": "head"}}))


def test_a_file_written_by_hand_is_read_as_any_other():
    assert read(forged(PLAIN, {}))[0].baseline == PLAIN.baseline


@pytest.mark.parametrize(
    ("changes", "header", "code", "place"),
    [
        ({}, {"version": "2"}, "part-too-new", ""),
        ({}, {"format": "dti-desktop-backup"}, "part-unreadable", ""),
        ({}, {"kind": "returned"}, "value-malformed", "part.json#/kind"),
        ({}, {"secret": 1}, "unknown-key", "part.json#/secret"),
        ({}, {"catalogue": OTHER}, "part-catalogue-differs", "part.json#/catalogue"),
        ({"catalogue.json": b"{}"}, {}, None, "catalogue.json#/catalogue"),
        ({"baseline.json": None}, {}, "entry-missing", "baseline.json"),
        ({"content.json": {}}, {}, "entry-unexpected", "content.json"),
        ({"other.json": {}}, {}, "entry-unexpected", "other.json"),
        ({"baseline.json": {"guidance": ""}}, {}, "missing-key", "baseline.json#/content"),
        ({"baseline.json": b"["}, {}, "not-json", "baseline.json#"),
        ({"previous.json": {"year": "x"}}, {}, "missing-key", "previous.json#/rows"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_place(changes, header, code, place):
    found = refused(forged(PLAIN, changes, header))
    assert (code, place) in found if code else any(at.startswith("catalogue.json#") for _, at in found)


def test_a_baseline_put_in_place_of_another_is_seen():
    other = json.loads(PLAIN.baseline_bytes)
    other["guidance"] = "khác"
    part = {**PART, "baseline_sha256": PLAIN.header.baseline_sha256}
    content = forged(PLAIN, {"baseline.json": other}, {"part": part})
    assert ("part-baseline-differs", "part.json#/part/baseline_sha256") in refused(content)
    unknown = forged(PLAIN, {}, {"part": {**part, "codes": ["1.1", "9.99", "1.1"]}})
    assert refused(unknown)[1:] == [
        ("unknown-code", "part.json#/part/codes"),
        ("value-malformed", "part.json#/part/codes"),
    ]


@pytest.mark.parametrize(
    "name", ["../evil.json", "evidence/../x", "/etc/passwd", "evidence/" + "A" * 64, "part.json"]
)
def test_members_have_our_names_alone(name):
    member = {"name": name, "size_bytes": "2", "sha256": hashlib.sha256(b"{}").hexdigest()}
    top = json.dumps({"format": "dti-desktop-part", "version": "1", "members": [member]}).encode()
    raw = name.encode()
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0x21, zlib.crc32(top), len(top), len(top), 9, 0)
    content = local + b"part.json" + top + raw + b"{}"
    assert refused(content)[0][0] == "part-damaged"


def test_a_header_that_promises_more_than_there_is_takes_no_memory():
    members = [
        {"name": f"evidence/{n:064x}", "size_bytes": "4000000000", "sha256": f"{n:064x}"} for n in range(5)
    ]
    assert refused(forged(PLAIN, {}, {"members": members}))[1:] == [("too-large", "/members")]


def test_evidence_must_be_there_and_whole(evidence, tmp_path):
    with pytest.raises(InputError) as caught:
        write_part(tmp_path / "a", part_file(("1.1",), BASELINE), lambda s: tmp_path / s, passphrase=None)
    assert [(p.code, p.place) for p in caught.value.problems] == [("evidence-damaged", SHA256)]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises((InputError, EnvironmentFault)):
        write_part(tmp_path / "none" / "a", PLAIN, evidence, passphrase=None)


def test_a_file_that_is_not_there(tmp_path):
    for path, code in ((tmp_path / "none", "file-not-found"), (tmp_path, "part-unreadable")):
        with pytest.raises(InputError) as caught, opened(path):
            pass
        assert caught.value.code == code
    assert replace(PLAIN).header.kind == "issued"
