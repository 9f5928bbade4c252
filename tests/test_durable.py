"""The seam to the disk: its logic for Windows too, which is not at hand here."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path, PureWindowsPath

import pytest

from dti_desktop import durable


def test_windows_renames_write_through_instead_of_syncing_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", None)
    calls = []
    durable.rename(Path("a"), Path("b"), windows=True, move=lambda *call: calls.append(call))
    durable.rename_folder(Path("c"), Path("d"), windows=True, move=lambda *call: calls.append(call))
    replace_existing, write_through = 0x1, 0x8
    assert calls == [("a", "b", replace_existing | write_through), ("c", "d", write_through)]
    durable.sync_folder(tmp_path, windows=True)


def test_posix_renames_sync_the_folder(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(durable, "sync_folder", lambda folder: synced.append(folder))
    source, target = tmp_path / "a", tmp_path / "sub" / "b"
    source.write_bytes(b"new")
    target.parent.mkdir()
    target.write_bytes(b"old")
    durable.rename(source, target, windows=False)
    assert target.read_bytes() == b"new" and not source.exists()
    assert synced == [target.parent]


def test_a_folder_never_takes_the_place_of_another(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with pytest.raises(FileExistsError):
        durable.rename_folder(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").is_dir()


def test_folders_are_made_with_their_parents_and_every_name_is_synced(tmp_path, monkeypatch):
    synced = []
    plain = durable.sync_folder
    monkeypatch.setattr(durable, "sync_folder", lambda folder: (synced.append(folder), plain(folder)))
    durable.make_folder(tmp_path / "a" / "b")
    durable.make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]
    assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        (r"C:\short\dti.sqlite", r"C:\short\dti.sqlite"),
        ("C:\\" + "x" * 300, "\\\\?\\C:\\" + "x" * 300),
        ("\\\\server\\share\\" + "x" * 300, "\\\\?\\UNC\\server\\share\\" + "x" * 300),
        ("\\\\?\\C:\\" + "x" * 300, "\\\\?\\C:\\" + "x" * 300),
        ("relative\\" + "x" * 300, "relative\\" + "x" * 300),
    ],
)
def test_long_paths_on_windows(path, taken):
    assert durable.os_path(PureWindowsPath(path), windows=True) == taken  # type: ignore[arg-type]
    assert durable.os_path(PureWindowsPath(path), windows=False) == path  # type: ignore[arg-type]


def test_the_system_is_asked_early_and_in_steps(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(os, "posix_fadvise", lambda *call: asked.append(call[:3]), raising=False)
    monkeypatch.setattr(durable.EarlyFlush, "_STEP_BYTES", 10)
    flush = durable.EarlyFlush(7, start=100)
    for end in (105, 109, 112, 115, 130):
        flush.written(end)
    assert asked == [(7, 100, 12), (7, 112, 18)]


def test_a_system_that_cannot_be_asked_is_left_alone(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(durable.EarlyFlush, "_STEP_BYTES", 10)
    monkeypatch.setattr(os, "posix_fadvise", refuse, raising=False)
    durable.EarlyFlush(7).written(50)
    monkeypatch.delattr(os, "posix_fadvise")
    durable.EarlyFlush(7).written(50)


def test_asking_early_changes_no_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(durable.EarlyFlush, "_STEP_BYTES", 4096)
    content = os.urandom(100_000)
    with (tmp_path / "a").open("w+b") as file:
        flush = durable.EarlyFlush(file.fileno())
        for at in range(0, len(content), 1000):
            file.write(content[at : at + 1000])
            flush.written(at + 1000)
        durable.flush(file)
    assert (tmp_path / "a").read_bytes() == content


def test_what_was_written_is_told_to_the_disk_in_order_while_the_block_runs(monkeypatch):
    told = []
    may_go_on, has_begun = threading.Event(), threading.Event()

    class Flush:
        def __init__(self, descriptor, start):
            self.start = start

        def written(self, end):
            told.append((self.start, end))
            if end == 6:
                has_begun.set()
                assert may_go_on.wait(10)

    monkeypatch.setattr(durable, "EarlyFlush", Flush)
    with suppress(KeyError), durable.FlushBeside(7, 3) as flush:
        for end in (4, 5, 6, 7, 8):
            flush.written(end)
        assert has_begun.wait(10)
        threading.Timer(0.05, may_go_on.set).start()
        raise KeyError
    assert told == [(3, 4), (3, 5), (3, 6)]  # what the disk was too slow for is left to the fsync
    assert "flush beside" not in [thread.name for thread in threading.enumerate()]


WRITER = """
import sys, time
from pathlib import Path
from dti_desktop import durable
with durable.new_file_beside(Path(sys.argv[1])) as (file, part):
    file.write(b"x" * 100_000); file.flush()
    print(part.name, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(durable.ON_WINDOWS, reason="Windows itself refuses to remove what is open")
def test_what_a_killed_program_left_half_made_goes_with_the_next_file(tmp_path):
    target = tmp_path / "hồ sơ.asice"
    theirs = tmp_path / f".{'ab' * 8}.part"
    theirs.write_bytes(b"of another program")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        killed, working = [tmp_path / writer.stdout.readline().strip() for writer in writers]
        writers[0].kill()
        writers[0].wait()
        assert killed.exists()
        for path in (killed, working, theirs):
            os.utime(path, (time.time() - 60,) * 2)
        with durable.new_file_beside(target):
            pass
        assert sorted(tmp_path.iterdir()) == sorted([working, theirs])
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_what_is_younger_than_a_moment_is_left_alone(tmp_path):
    young = tmp_path / f".dti-{'ab' * 8}.part"
    young.write_bytes(b"between its last byte and its name")
    with durable.new_file_beside(tmp_path / "b"):
        pass
    assert young.exists()
