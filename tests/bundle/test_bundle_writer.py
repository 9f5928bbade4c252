"""A bundle appears whole or not at all: failures, cancelling, full disks leave everything as it was."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import certificates
import making
import pytest
from certificates import DAY, SIGNING_TIME_UTC, certificate, family, new_key
from making import KeySigner

from dti_desktop import durable
from dti_desktop.bundle import profile, writer
from dti_desktop.bundle.container import Entry, container_bytes
from dti_desktop.bundle.writer import EvidenceEntry
from dti_desktop.errors import Cancelled, DtiError, EnvironmentFault, InputError

OLD = b"what was there before"


@pytest.fixture
def evidence(tmp_path: Path) -> list[EvidenceEntry]:
    return making.evidence_files(tmp_path / "store", [b"one", bytes(5_000_000)])


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "b.asice").write_bytes(OLD)
    return folder / "b.asice"


def refused(target: Path, **changes: Any) -> DtiError:
    """Write, expect an error, and check that nothing is left behind and the old target is unchanged."""
    with pytest.raises(DtiError) as caught:
        making.write(target, **changes)
    assert [path.name for path in target.parent.iterdir()] == ["b.asice"]
    assert target.read_bytes() == OLD
    return caught.value


def test_an_existing_target_is_replaced(target: Path, evidence: list[EvidenceEntry]) -> None:
    written = making.write(target, evidence=evidence)
    assert target.read_bytes() != OLD
    assert written.verification.is_accepted
    assert written.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert [path.name for path in target.parent.iterdir()] == ["b.asice"]


def test_the_same_input_gives_the_same_bytes_with_a_deterministic_key(target: Path) -> None:
    making.write(target, signer=making.signer("rsa"))
    first = target.read_bytes()
    making.write(target, signer=making.signer("rsa"))
    assert target.read_bytes() == first


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX")
def test_the_file_has_the_usual_mode(target: Path) -> None:
    making.write(target)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("content", [b"onE", b"on", b"onee", b""])
def test_changed_evidence_is_named(content: bytes, target: Path, evidence: list[EvidenceEntry]) -> None:
    evidence[0].source.write_bytes(content)
    error = refused(target, evidence=evidence)
    assert isinstance(error, EnvironmentFault)
    assert (error.code, error.facts["name"]) == ("evidence-changed", evidence[0].name_in_bundle)


def test_missing_evidence_is_named(target: Path, evidence: list[EvidenceEntry]) -> None:
    evidence[1].source.unlink()
    error = refused(target, evidence=evidence)
    assert (error.code, error.facts["name"]) == ("evidence-changed", evidence[1].name_in_bundle)


@pytest.mark.parametrize("steps_before", [0, 1, 3, 6, 8])
def test_cancelling_at_any_step_leaves_nothing(
    steps_before: int, target: Path, evidence: list[EvidenceEntry]
) -> None:
    left = iter(range(steps_before))
    error = refused(target, evidence=evidence, cancelled=lambda: next(left, None) is None)
    assert isinstance(error, Cancelled)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "target-not-writable")]
)
@pytest.mark.parametrize("step", ["flush", "rename"])
def test_a_disk_that_refuses_leaves_nothing(
    step: str, number: int, code: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(durable, step, refuse)
    error = refused(target)
    assert isinstance(error, EnvironmentFault)
    assert error.code == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_fills_up_while_writing(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def full(_: Path) -> Iterator[tuple[BinaryIO, Path]]:
        with Path("/dev/full").open("w+b", buffering=0) as file:
            yield file, Path("/dev/full")

    monkeypatch.setattr(durable, "new_file_beside", full)
    assert refused(target).code == "disk-full"


def test_a_disk_too_small_is_told_before_anything_is_written(
    target: Path, evidence: list[EvidenceEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    error = refused(target, evidence=evidence)
    assert (error.code, error.facts["free_bytes"]) == ("disk-full", 1000)
    assert error.facts["needed_bytes"] > 5_000_000


def test_a_disk_that_does_not_tell_its_free_space_is_tried(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(writer.shutil, "disk_usage", refuse)
    making.write(target)
    assert target.read_bytes() != OLD


def test_a_full_disk_or_a_crash_of_the_verifier_leaves_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(writer, "judge_file", crash)
    with pytest.raises(RuntimeError):
        making.write(target)
    assert [path.name for path in target.parent.iterdir()] == ["b.asice"]
    assert target.read_bytes() == OLD


def test_what_does_not_verify_is_not_put_in_place(target: Path) -> None:
    document = making.submission_document()
    document["score"]["points"] = "50.00"
    error = refused(target, submission=making.as_bytes(document))
    assert error.code == "bundle-not-accepted"
    assert "score-does-not-follow" in {problem.code for problem in error.problems}


def test_evidence_that_the_submission_does_not_list_is_not_put_in_place(
    target: Path, evidence: list[EvidenceEntry]
) -> None:
    error = refused(target, submission=making.as_bytes(making.submission_document()), evidence=evidence)
    assert "evidence-without-row" in {problem.code for problem in error.problems}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"not_after_utc": SIGNING_TIME_UTC - DAY}, "certificate-expired"),
        ({"not_before_utc": SIGNING_TIME_UTC + DAY}, "certificate-not-yet-valid"),
        ({"usages": ("key_agreement",)}, "certificate-key-usage"),
    ],
)
def test_an_unfit_certificate_is_refused_before_signing(
    options: dict[str, Any], code: str, target: Path
) -> None:
    unfit = KeySigner(certificate("Không hợp", new_key("ec", 5), family().root, **options))
    error = refused(target, signer=unfit)
    assert isinstance(error, InputError)
    assert error.code == code


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        making.write(tmp_path / "missing" / "b.asice")
    assert caught.value.code == "target-folder-missing"
    with pytest.raises(InputError) as caught:
        making.write(tmp_path)
    assert caught.value.code == "target-not-a-file"


def test_too_much_for_the_format_is_told_before_anything_is_read(target: Path) -> None:
    huge = [EvidenceEntry(profile.evidence_name(1, "a.bin"), Path("nowhere"), "00" * 32, 2**32 - 1000)]
    assert refused(target, evidence=[], submission=bytes(profile.MAX_SUBMISSION_BYTES + 1)).code == (
        "submission-too-large"
    )
    assert refused(target, submission=b"", evidence=huge).code == "bundle-too-large"


def test_a_container_just_below_four_gibibytes_is_allowed() -> None:
    overhead = 30 + 46 + 2 * len("a") + 22
    assert container_bytes([("a", 2**32 - 2 - overhead)]) == 2**32 - 2
    with pytest.raises(InputError):
        container_bytes([("a", 2**32 - 1 - overhead)])
    assert Entry("a", 0, 2**32 - 2 - overhead, 0).end_offset < 2**32


def test_the_folder_is_flushed_after_the_rename(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Path, bool]] = []
    real: Callable[[Path], None] = durable.sync_folder

    def watch(folder: Path) -> None:
        seen.append((folder, target.read_bytes() != OLD))
        real(folder)

    monkeypatch.setattr(durable, "sync_folder", watch)
    making.write(target)
    assert seen == [(target.parent, True)]


def test_the_password_of_a_key_is_kept_nowhere(tmp_path: Path) -> None:
    signer = making.p12_signer(tmp_path)
    shown = repr(signer) + repr(vars(signer))
    assert certificates.PASSWORD not in shown
