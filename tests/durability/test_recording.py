"""What the recorder writes down is what the program did; what it cannot model it does not leave out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dti_desktop.store.database import Store
from tools.durability.recording import (
    Ended,
    Link,
    Make,
    NotModelledError,
    Recording,
    Remove,
    Rename,
    Resize,
    Sync,
    Told,
    Write,
)
from tools.durability.syscalls import Child

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="system calls are read by ptrace"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def recorded(folder: Path, work: Callable[[int], None], **more: object) -> list[object]:
    recording = Recording(folder)
    recording.record(Child(work, traced=True), **more)  # type: ignore[arg-type]
    return list(recording.operations)


def test_every_change_is_recorded_in_order(tmp_path):
    (tmp_path / "there").write_bytes(b"before")
    (tmp_path / "sub").mkdir()

    def work(telling: int) -> None:
        os.chdir(tmp_path)
        with Path("sub/new").open("wb") as file:
            file.write(b"one")
            file.flush()
            os.fsync(file.fileno())
            os.ftruncate(file.fileno(), 1)
        os.write(telling, b"told\n")
        number = os.open("there", os.O_RDWR)
        os.pwrite(number, b"two", 4)
        os.lseek(number, 0, os.SEEK_END)
        os.write(number, b"three")
        os.fdatasync(number)
        Path("made").mkdir()
        Path("sub/new").rename("made/moved")
        os.link("made/moved", "linked", follow_symlinks=True)
        folder = os.open("made", os.O_RDONLY)
        os.fsync(folder)
        os.unlink("moved", dir_fd=folder)
        os.truncate(number, 2)

    keys = Recording(tmp_path).first_keys
    there, new, made = keys["there"], len(keys), len(keys) + 1
    assert recorded(tmp_path, work) == [
        Make("sub/new", new, is_folder=False),
        Write(new, 0, b"one"),
        Sync(new),
        Resize(new, 1),
        Told(b"told\n"),
        Write(there, 4, b"two"),
        Write(there, 7, b"three"),
        Sync(there),
        Make("made", made, is_folder=True),
        Rename("sub/new", "made/moved"),
        Link("made/moved", "linked"),
        Sync(made),
        Remove("made/moved"),
        Resize(there, 2),
        Ended(was_killed=False),
    ]


def test_emptying_a_file_and_copying_by_the_system_are_writes(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 70_000)
    (tmp_path / "b").write_bytes(b"y")
    keys = Recording(tmp_path).first_keys
    found = recorded(tmp_path, lambda _telling: shutil.copyfile(tmp_path / "a", tmp_path / "b"))
    assert found[0] == Resize(keys["b"], 0)
    content = b"".join(write.data for write in found if isinstance(write, Write))
    assert content == b"x" * 70_000


def test_what_happens_elsewhere_is_not_recorded(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()

    def work(_telling: int) -> None:
        (outside / "a").write_bytes(b"x")
        (outside / "a").rename(outside / "b")
        (outside / "c").symlink_to("b")

    assert recorded(inside, work) == [Ended(was_killed=False)]


@pytest.mark.parametrize(
    "work",
    [
        lambda folder: (folder / "link").symlink_to("a"),
        lambda folder: os.close(os.open(folder / "a", os.O_WRONLY | os.O_SYNC)),
        lambda folder: os.truncate(folder / "a", 0),
        lambda folder: os.sync(),
        lambda folder: (folder / "a").rename(folder.parent / "outside"),
        lambda folder: os.writev(os.open(folder / "a", os.O_WRONLY), [b"x"]),
        lambda folder: os.posix_fallocate(os.open(folder / "a", os.O_WRONLY), 0, 9),
    ],
    ids=["symlink", "O_SYNC", "truncate", "sync", "out of the folder", "writev", "fallocate"],
)
def test_what_is_not_modelled_ends_the_recording(tmp_path, work):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_bytes(b"x")
    with pytest.raises(NotModelledError):
        recorded(folder, lambda _telling: work(folder))


def test_a_child_dies_at_the_chosen_call(tmp_path):
    def work(telling: int) -> None:
        os.write(telling, b"1\n")
        (tmp_path / "a").mkdir()
        os.write(telling, b"2\n")
        (tmp_path / "b").mkdir()
        os.write(telling, b"3\n")

    for is_before in (True, False):
        child = Child(work, traced=True)
        for call in child.system_calls():
            path = Path(os.fsdecode(call.text_at(call.arguments[0]))) if call.name == "mkdir" else None
            if path == tmp_path / "b" and (call.result is None) == is_before:
                child.kill()
        assert child.finish() == [b"1", b"2"]
        assert child.was_killed
        assert (tmp_path / "b").exists() == (not is_before)
        for name in ("a", "b"):
            if (tmp_path / name).exists():
                (tmp_path / name).rmdir()


def test_the_log_of_a_store_is_removed_whole_never_emptied(tmp_path):
    """A log that is emptied and then removed may come back in part: its beginning over a newer database."""

    def work(_telling: int) -> None:
        for number in range(3):
            with Store.open(tmp_path, now_utc=lambda: datetime.now(UTC), user="a") as store:
                store.settings.set("key", number)

    operations = recorded(tmp_path, work)
    logs = {o.key for o in operations if isinstance(o, Make) and o.path.endswith("-wal")}
    assert len(logs) == 3
    assert not [o for o in operations if isinstance(o, Resize) and o.key in logs]
    assert sum(isinstance(o, Remove) and o.path.endswith("-wal") for o in operations) == 3
