"""Before anything is signed all evidence is read; then it is copied without a second look at the source."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import making
import pytest

from dti_desktop.bundle import copying
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


def test_the_signer_is_opened_once_and_closed_before_the_copy(
    target: Path, evidence: list[EvidenceEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Opening()
    open_while_copying: list[int] = []
    real = copying.copy

    def watch(*arguments: Any) -> int:
        open_while_copying.append(opening.opened - opening.closed)
        return real(*arguments)

    monkeypatch.setattr(copying, "copy", watch)
    written = making.write(target, evidence=evidence, signer=opening)
    assert written.verification.is_accepted
    assert (opening.opened, opening.closed) == (1, 1)
    assert open_while_copying == [0] * len(evidence)


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
    assert {total for _, total in told} == {3 * sum(entry.size_bytes for entry in evidence)}
    assert told[-1][0] == told[-1][1]


def thirds(target: Path, evidence: list[EvidenceEntry]) -> list[float]:
    told: list[float] = []
    making.write(target, evidence=evidence, progress=lambda done, total: told.append(3 * done / total))
    target.unlink()
    return told


@pytest.mark.parametrize("third", [0, 1, 2])
def test_cancelling_works_in_each_pass(third: int, target: Path, evidence: list[EvidenceEntry]) -> None:
    assert any(third < at <= third + 1 for at in thirds(target, evidence))
    reached: list[float] = []
    opening = Opening()
    fault = refused(
        target,
        evidence,
        opening=opening,
        progress=lambda done, total: reached.append(3 * done / total),
        cancelled=lambda: bool(reached) and reached[-1] > third,
    )
    assert isinstance(fault, Cancelled)
    assert third < reached[-1] <= third + 1.2
    assert opening.opened == (0 if third == 0 else 1)


def test_evidence_that_changes_between_the_passes_never_gets_out(
    target: Path, evidence: list[EvidenceEntry]
) -> None:
    class Meddling(Opening):
        def __enter__(self) -> Any:
            evidence[0].source.write_bytes(b"ONE")
            return super().__enter__()

    fault = refused(target, evidence, opening=Meddling())
    assert fault.code == "bundle-not-accepted"
    assert "file-changed" in {problem.code for problem in fault.problems}


@pytest.mark.parametrize("content", [b"on", b""])
def test_evidence_that_shrinks_between_the_passes(
    content: bytes, target: Path, evidence: list[EvidenceEntry]
) -> None:
    class Meddling(Opening):
        def __enter__(self) -> Any:
            evidence[0].source.write_bytes(content)
            return super().__enter__()

    fault = refused(target, evidence, opening=Meddling())
    assert (fault.code, fault.facts["reason"]) == ("evidence-changed", "other-size")


# -- the copy ------------------------------------------------------------------------------------------


CONTENT = bytes(range(256)) * 50_000


def copied(
    tmp_path: Path, by_system: copying.SystemCopy | None, size_bytes: int = len(CONTENT)
) -> tuple[bytes, int, list[int]]:
    """Return what came out behind a beginning, how much it is said to be, and the steps."""
    steps: list[int] = []
    (tmp_path / "source").write_bytes(CONTENT)
    with (tmp_path / "source").open("rb", buffering=0) as source, (tmp_path / "target").open("w+b") as file:
        file.write(b"beginning")
        count = copying.copy(source, file, size_bytes, steps.append, by_system)
        file.write(b"end")
        file.flush()
        whole = (tmp_path / "target").read_bytes()
        assert file.tell() == len(whole)
    assert whole.startswith(b"beginning") and whole.endswith(b"end")
    return whole[len(b"beginning") : -len(b"end")], count, steps


def failing_after(times: int, number: int) -> copying.SystemCopy:
    left = iter(range(times))

    def send(target: int, source: int, offset: int | None, count: int) -> int:
        if next(left, None) is None:
            raise OSError(number, os.strerror(number))
        return os.sendfile(target, source, offset, min(count, 1_000_001))

    return send


@pytest.mark.parametrize(
    "by_system",
    [
        copying.system_copy(),
        None,
        failing_after(0, errno.EINVAL),
        failing_after(3, errno.ENOSYS),
        failing_after(2, errno.EIO),
        lambda *_: 0,
    ],
    ids=["system", "by hand", "refuses", "refuses later", "cannot say whose fault", "does nothing"],
)
def test_every_way_of_copying_gives_the_same(by_system: copying.SystemCopy | None, tmp_path: Path) -> None:
    content, count, steps = copied(tmp_path, by_system)
    assert content == CONTENT
    assert count == sum(steps) == len(CONTENT)
    shorter, count, steps = copied(tmp_path, by_system, 1_500_000)
    assert shorter == CONTENT[:1_500_000] and count == sum(steps) == 1_500_000
    longer, count, _ = copied(tmp_path, by_system, len(CONTENT) + 5)
    assert longer == CONTENT and count == len(CONTENT)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as caught:
        copied(tmp_path, failing_after(1, errno.ENOSPC))
    assert not isinstance(caught.value, copying.SourceError)


def test_a_source_that_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def readinto(self, _: object) -> int:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def nothing(_: int) -> None:
        pass

    step: Callable[[int], None] = nothing
    with (tmp_path / "target").open("w+b") as file, pytest.raises(copying.SourceError):
        copying.copy(Broken(b"abc"), file, 3, step)
