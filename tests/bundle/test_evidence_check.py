"""Before anything is signed all evidence is read, once; what is read then is what the bundle holds."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import making
import pytest

from dti_desktop.bundle import evidence_check, writer
from dti_desktop.bundle.container import read_container
from dti_desktop.bundle.writer import EvidenceEntry
from dti_desktop.errors import Cancelled, DtiError, EnvironmentFault


class Opening:
    """A signer that is still to be opened, and counts how often it was, and closed."""

    def __init__(self) -> None:
        self.opened = self.closed = 0

    def __enter__(self) -> Any:
        self.opened += 1
        return making.signer()

    def __exit__(self, *_: object) -> None:
        self.closed += 1


@pytest.fixture
def evidence(tmp_path: Path) -> list[EvidenceEntry]:
    return making.evidence_files(tmp_path / "store", [b"one", b"two", b"three", bytes(3_000_000), b"five"])


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "b.asice"


def refused(target: Path, evidence: list[EvidenceEntry], **changes: Any) -> DtiError:
    opening = changes.pop("opening", Opening())
    with pytest.raises(DtiError) as caught:
        making.write(target, evidence=evidence, signer=opening, **changes)
    assert not list(target.parent.iterdir())
    return caught.value


def test_every_bad_file_is_listed_and_nothing_is_signed(target: Path, evidence: list[EvidenceEntry]) -> None:
    evidence[0].source.write_bytes(b"onE")
    evidence[1].source.unlink()
    evidence[2].source.write_bytes(b"three and more")
    evidence[4].source.unlink()
    evidence[4].source.mkdir()
    opening = Opening()
    fault = refused(target, evidence, opening=opening)
    assert isinstance(fault, EnvironmentFault) and fault.code == "evidence-changed"
    assert [(p.place, p.facts["reason"]) for p in fault.problems] == [
        (evidence[0].name_in_bundle, "other-content"),
        (evidence[1].name_in_bundle, "missing"),
        (evidence[2].name_in_bundle, "other-size"),
        (evidence[4].name_in_bundle, os.strerror(errno.EISDIR)),
    ]
    assert opening.opened == 0  # no PIN was asked for in vain


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_in_the_place_of_evidence_is_named_and_not_waited_for(
    target: Path, evidence: list[EvidenceEntry]
) -> None:
    evidence[1].source.unlink()
    os.mkfifo(evidence[1].source)
    opening = Opening()
    fault = refused(target, evidence, opening=opening)
    assert [problem.facts["name"] for problem in fault.problems] == [evidence[1].name_in_bundle]
    assert (fault.code, opening.opened) == ("evidence-changed", 0)


def test_the_signer_is_opened_once_and_closed_before_what_it_signed_is_written(
    target: Path, evidence: list[EvidenceEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Opening()
    open_while_writing: list[int] = []
    real = writer._write

    def watch(*arguments: Any) -> None:
        open_while_writing.append(opening.opened - opening.closed)
        real(*arguments)

    monkeypatch.setattr(writer, "_write", watch)
    written = making.write(target, evidence=evidence, signer=opening)
    assert written.verification.is_accepted
    assert (opening.opened, opening.closed) == (1, 1)
    assert open_while_writing == [0]


def test_every_source_is_opened_once(
    target: Path, evidence: list[EvidenceEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    real = evidence_check.open_regular

    def watch(path: Path) -> Any:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(evidence_check, "open_regular", watch)
    making.write(target, evidence=evidence)
    assert opened == [entry.source for entry in evidence]


def test_a_signer_that_does_not_open_leaves_nothing(target: Path, evidence: list[EvidenceEntry]) -> None:
    @contextmanager
    def absent() -> Any:
        raise EnvironmentFault("token-absent")
        yield

    assert refused(target, evidence, opening=absent()).code == "token-absent"


def test_progress_never_goes_back_and_ends_at_the_whole(target: Path, evidence: list[EvidenceEntry]) -> None:
    told: list[tuple[int, int]] = []
    making.write(target, evidence=evidence, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {2 * sum(entry.size_bytes for entry in evidence)}
    assert told[-1][0] == told[-1][1]


def halves(target: Path, evidence: list[EvidenceEntry]) -> list[float]:
    told: list[float] = []
    making.write(target, evidence=evidence, progress=lambda done, total: told.append(2 * done / total))
    target.unlink()
    return told


@pytest.mark.parametrize("half", [0, 1])
def test_cancelling_works_in_each_pass(half: int, target: Path, evidence: list[EvidenceEntry]) -> None:
    assert any(half < at <= half + 1 for at in halves(target, evidence))
    reached: list[float] = []
    opening = Opening()
    fault = refused(
        target,
        evidence,
        opening=opening,
        progress=lambda done, total: reached.append(2 * done / total),
        cancelled=lambda: bool(reached) and reached[-1] > half,
    )
    assert isinstance(fault, Cancelled)
    assert half < reached[-1] <= half + 1
    assert opening.opened == half


@pytest.mark.parametrize("content", [b"ONE", b"on", b"", b"one and more", None])
def test_evidence_that_changes_after_it_was_read_is_in_the_bundle_as_it_was(
    content: bytes | None, target: Path, evidence: list[EvidenceEntry]
) -> None:
    class Meddling(Opening):
        def __enter__(self) -> Any:
            for entry in evidence:
                entry.source.unlink()
                if content is not None:
                    entry.source.write_bytes(content)
            return super().__enter__()

    before = [entry.source.read_bytes() for entry in evidence]
    written = making.write(target, evidence=evidence, signer=Meddling())
    assert written.verification.is_accepted
    whole = target.read_bytes()
    entries = {entry.name: entry for entry in read_container(BytesIO(whole), len(whole)).entries}
    found = [entries[entry.name_in_bundle] for entry in evidence]
    assert [whole[entry.data_offset : entry.end_offset] for entry in found] == before


@pytest.mark.parametrize("changed", [0, 3, 4])
@pytest.mark.parametrize("at_bytes", [1, 6, 1_000_000, 2_999_999])
def test_evidence_that_changes_while_it_is_read_is_refused_or_was_read_before(
    changed: int, at_bytes: int, target: Path, evidence: list[EvidenceEntry]
) -> None:
    """Whenever it happens: what is signed is what it must be, or nothing is signed at all."""
    entry, opening, told = evidence[changed], Opening(), []

    def meddle(done: int, _: int) -> None:
        if not told and done >= at_bytes:
            told.append(done)
            with entry.source.open("r+b") as file:
                file.seek(entry.size_bytes - 1)
                file.write(b"#")

    try:
        written = making.write(target, evidence=evidence, signer=opening, progress=meddle)
    except EnvironmentFault as fault:
        assert (fault.code, fault.facts["reason"]) == ("evidence-changed", "other-content")
        assert opening.opened == 0 and not list(target.parent.iterdir())
    else:
        assert written.verification.is_accepted
    assert told


def test_a_byte_that_changes_in_the_new_file_never_gets_its_name(
    target: Path, evidence: list[EvidenceEntry]
) -> None:
    class Meddling(Opening):
        def __enter__(self) -> Any:
            (part,) = target.parent.iterdir()
            content = bytearray(part.read_bytes())
            content[-1_000_000] ^= 1
            with part.open("r+b") as file:
                file.write(content)
            return super().__enter__()

    fault = refused(target, evidence, opening=Meddling())
    assert fault.code == "bundle-not-accepted"
    assert "file-changed" in {problem.code for problem in fault.problems}


def test_an_error_of_the_system_in_signing_is_not_told_of_the_disk(
    target: Path, evidence: list[EvidenceEntry]
) -> None:
    class Broken(Opening):
        def __enter__(self) -> Any:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(OSError) as caught:
        making.write(target, evidence=evidence, signer=Broken())
    assert caught.value.errno == errno.EIO
    assert not list(target.parent.iterdir())
