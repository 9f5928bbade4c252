"""Wherever evidence was written first: the bundle is that which comes of writing all files in their order."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import pack
from test_pades import paper, pdfsig, stamp

from dti_desktop import durable
from dti_desktop.bundle import cms, evidence_ahead, pades, signature_values, writer
from dti_desktop.bundle.container import read_container
from dti_desktop.bundle.evidence_ahead import EvidenceAhead
from dti_desktop.bundle.evidence_check import check_evidence
from dti_desktop.errors import Cancelled, DtiError

SEVERAL = [b"one", b"", bytes(range(256)) * 5_000, b"four"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "b.asice"


def in_order(whole: bytes) -> bytes:
    """Return what the plain writer makes of the same files, signature included, one behind the other."""
    container = read_container(BytesIO(whole), len(whole))
    assert not container.findings
    return pack([(entry.name, whole[entry.data_offset : entry.end_offset]) for entry in container.entries])


def moves(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return where to find by how much evidence has been moved."""
    seen: list[int] = []
    real = EvidenceAhead.move_to

    def watch(self: EvidenceAhead, start: int, step: Any) -> None:
        seen.append(start - self._start)
        real(self, start, step)

    monkeypatch.setattr(EvidenceAhead, "move_to", watch)
    return seen


@pytest.fixture
def with_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little evidence is treated as much is."""
    monkeypatch.setattr(writer, "_WORTH_ROOM_BYTES", 0)


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
@pytest.mark.parametrize(
    "contents", [[], [b"one"], SEVERAL, [bytes(9 << 20)]], ids=["none", "one", "four", "large"]
)
@pytest.mark.parametrize("signs_report", [True, False])
def test_the_bundle_is_byte_for_byte_the_one_written_in_order(
    kind: str, contents: list[bytes], signs_report: bool, target: Path
) -> None:
    evidence = making.evidence_files(target.parent.parent / "store", contents)
    told = {"report_pdf": paper(), "stamp": stamp()} if signs_report else {}
    written = making.write(target, evidence=evidence, signer=making.signer(kind), **told)
    whole = target.read_bytes()
    assert whole == in_order(whole)
    assert len(whole) == written.size_bytes
    assert [path.name for path in target.parent.iterdir()] == ["b.asice"]


@pytest.mark.usefixtures("with_room")
def test_with_rsa_the_place_is_foreseen(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = moves(monkeypatch)
    evidence = making.evidence_files(target.parent.parent / "store", SEVERAL)
    making.write(target, evidence=evidence, signer=making.signer("rsa"), report_pdf=paper(), stamp=stamp())
    assert seen == [0]


@pytest.mark.usefixtures("with_room")
def test_a_signature_of_another_length_moves_the_evidence(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All lengths that ECDSA can have, and more."""
    seen = moves(monkeypatch)
    evidence = making.evidence_files(target.parent.parent / "store", SEVERAL)
    real = signature_values.expected_bytes
    for wrong_by in range(-9, 10):
        monkeypatch.setattr(signature_values, "expected_bytes", lambda c, more=wrong_by: real(c) + more)
        making.write(
            target, evidence=evidence, signer=making.signer("rsa"), report_pdf=paper(), stamp=stamp()
        )
        assert (whole := target.read_bytes()) == in_order(whole)
    assert [bool(by) for by in seen] == [bool(wrong_by) for wrong_by in range(-9, 10)]


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_the_length_of_a_signature(kind: str) -> None:
    from certificates import SIGNING_TIME_UTC

    signer = making.signer(kind)
    expected = cms.expected_bytes(signer.path_der, SIGNING_TIME_UTC)
    found = {len(cms.sign(b"manifest", signer, SIGNING_TIME_UTC)) for _ in range(1 if kind == "rsa" else 40)}
    assert expected in found
    assert all(abs(expected - one) <= 4 for one in found)


@pytest.mark.parametrize("room_bytes", [0, 1_000, 30_000])
def test_too_little_room_moves_the_evidence(
    room_bytes: int, target: Path, with_room: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = moves(monkeypatch)
    monkeypatch.setattr(writer, "_ROOM_BYTES", room_bytes)
    evidence = making.evidence_files(target.parent.parent / "store", SEVERAL)
    making.write(target, evidence=evidence, signer=making.signer("rsa"), report_pdf=paper(), stamp=stamp())
    assert (whole := target.read_bytes()) == in_order(whole)
    assert (seen[0] == 0) == (room_bytes == 30_000)


@settings(max_examples=150, deadline=None)
@given(
    contents=st.lists(st.binary(max_size=50), max_size=5),
    before=st.integers(0, 200),
    after=st.integers(0, 200),
    piece_bytes=st.integers(1, 64),
)
def test_moving_keeps_every_byte(
    contents: list[bytes], before: int, after: int, piece_bytes: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("moving")
    evidence = making.evidence_files(folder, contents)
    with pytest.MonkeyPatch.context() as patch, (folder / "new").open("w+b") as file:
        patch.setattr(evidence_ahead, "PIECE_BYTES", piece_bytes)
        ahead = EvidenceAhead(file, before, evidence)
        check_evidence(evidence, lambda _: None, ahead.begin)
        steps: list[int] = []
        ahead.move_to(after, steps.append)
        assert sum(steps) == 0
        file.flush()
        whole = (folder / "new").read_bytes()
    at = after
    for entry, content in zip(evidence, contents, strict=True):
        at += 30 + len(entry.name_in_bundle)
        assert whole[at : at + len(content)] == content
        at += len(content)


def test_cancelling_while_evidence_is_moved_leaves_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = making.evidence_files(target.parent.parent / "store", SEVERAL)
    moving: list[bool] = []
    real = EvidenceAhead.move_to

    def watch(self: EvidenceAhead, start: int, step: Any) -> None:
        moving.append(True)
        real(self, start, step)
        raise AssertionError("not stopped")

    monkeypatch.setattr(EvidenceAhead, "move_to", watch)
    with pytest.raises(Cancelled):
        making.write(target, evidence=evidence, cancelled=lambda: bool(moving))
    assert not list(target.parent.iterdir())


class Full:
    """A file on a disk that takes so many writes more, and then none."""

    def __init__(self, file: BinaryIO, writes: int) -> None:
        self._file = file
        self._writes = writes

    def write(self, piece: Any) -> int:
        if not self._writes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._writes -= 1
        return self._file.write(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_disk_that_is_full_at_any_write_leaves_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = making.evidence_files(target.parent.parent / "store", SEVERAL)
    real = durable.new_file_beside
    allowed = 0

    @contextmanager
    def filling(path: Path) -> Iterator[tuple[Any, Path]]:
        with real(path) as (file, part):
            yield Full(file, allowed), part

    monkeypatch.setattr(durable, "new_file_beside", filling)
    while True:
        try:
            making.write(target, evidence=evidence)
        except DtiError as fault:
            assert fault.code == "disk-full"
            assert not list(target.parent.iterdir())
            allowed += 1
        else:
            break
    assert allowed > 20  # each piece of evidence, each piece moved, each header was one


@pytest.mark.parametrize("more_bytes", [0, 1, 2, 3, 500, 501, 40_000, 99_999, 100_001])
def test_a_signed_report_comes_to_the_size_that_is_wanted(more_bytes: int, tmp_path: Path) -> None:
    from certificates import SIGNING_TIME_UTC

    plain = len(pades.sign_pdf(paper(), making.signer(), SIGNING_TIME_UTC, stamp()))
    signed = pades.sign_pdf(
        paper(), making.signer(), SIGNING_TIME_UTC, stamp(), wanted_bytes=plain + more_bytes
    )
    assert len(signed) == plain + more_bytes
    (tmp_path / "report.pdf").write_bytes(signed)
    said = pdfsig(tmp_path / "report.pdf")
    assert "Signature is Valid" in said and "Total document signed" in said


def test_a_report_that_is_larger_than_wanted_stays_as_it_is() -> None:
    from certificates import SIGNING_TIME_UTC

    plain = pades.sign_pdf(paper(), making.signer("rsa"), SIGNING_TIME_UTC, stamp())
    small = pades.sign_pdf(paper(), making.signer("rsa"), SIGNING_TIME_UTC, stamp(), wanted_bytes=10)
    assert len(small) == len(plain)
