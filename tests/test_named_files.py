"""Files that a person named: nothing is waited for, nothing is read for ever, no input is overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.named_files import check_target, open_regular, read_named, write_whole

LIMIT_BYTES = 10

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")


def fault_of_reading(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_named(path, max_bytes=LIMIT_BYTES, place="FILE")
    assert [problem.place for problem in caught.value.problems] == ["FILE"]
    return caught.value


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "số liệu.json"
    path.write_bytes(b"x" * LIMIT_BYTES)
    assert read_named(path, max_bytes=LIMIT_BYTES, place="") == b"x" * LIMIT_BYTES
    path.write_bytes(b"x" * (LIMIT_BYTES + 990))
    fault = fault_of_reading(path)
    assert fault.code == "too-large"
    assert fault.problems[0].facts == {"name": path.name, "size_bytes": 1000, "limit_bytes": LIMIT_BYTES}


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read_named(tmp_path / "link", max_bytes=1, place="") == b"x"


def test_what_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for missing in ("missing", "file/below", "x" * 300):
        assert fault_of_reading(tmp_path / missing).code == "file-not-found"
    assert fault_of_reading(tmp_path).code == "file-is-folder"


@needs_pipes
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fault_of_reading(tmp_path / "pipe").code == "file-not-regular"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_is_not_read() -> None:
    assert fault_of_reading(Path("/dev/zero")).code == "file-not-regular"


@needs_pipes
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_what_was_refused_is_not_kept_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError):
            open_regular(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for target, code in (
        (tmp_path / "missing" / "a.pdf", "target-folder-missing"),
        (tmp_path / "file" / "a.pdf", "target-folder-missing"),
        (tmp_path, "target-not-a-file"),
    ):
        with pytest.raises(InputError) as caught:
            check_target(target)
        assert caught.value.code == code
    with pytest.raises(EnvironmentFault) as fault:
        check_target(tmp_path / ("x" * 300))
    assert fault.value.code == "target-not-writable"


def test_a_target_may_not_take_the_place_of_an_input(tmp_path: Path) -> None:
    key, link = tmp_path / "key.p12", tmp_path / "link.p12"
    key.write_bytes(b"key")
    link.symlink_to(key)
    for target in (key, link):
        with pytest.raises(InputError) as caught:
            check_target(target, inputs=(tmp_path / "missing", key))
        assert caught.value.code == "target-is-input"
    check_target(tmp_path / "other", inputs=(key,))
    check_target(key)


def test_a_file_is_written_whole_and_its_name_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "báo cáo.pdf"
    target.write_bytes(b"old")
    synced: list[tuple[Path, bytes]] = []
    monkeypatch.setattr(durable, "sync_folder", lambda folder: synced.append((folder, target.read_bytes())))
    write_whole(target, b"new")
    assert synced == [(tmp_path, b"new")]
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EFBIG, "file-too-large-for-disk"),
        (errno.EACCES, "target-not-writable"),
    ],
)
@pytest.mark.parametrize("step", ["flush", "rename"])
def test_a_disk_that_refuses_leaves_what_was_there(
    step: str, number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(durable, step, refuse)
    with pytest.raises(EnvironmentFault) as fault:
        write_whole(target, b"new")
    assert (fault.value.code, fault.value.facts["name"]) == (code, "a.pdf")
    assert fault.value.facts.get("folder") == (str(tmp_path) if code == "disk-full" else None)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}
