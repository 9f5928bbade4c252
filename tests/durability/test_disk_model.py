"""The model of a disk keeps what was synced, and only that for sure."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tools.durability.disk_model import SECTOR_BYTES, Disk
from tools.durability.recording import Link, Make, Operation, Remove, Rename, Resize, Sync, Write

ROOT, FILE, OTHER, FOLDER = 0, 1, 2, 3
SEEDS = range(200)


class Cuts:
    """All that a disk may hold after a cut, as far as many cuts show it."""

    def __init__(
        self, tmp_path: Path, *operations: Operation, before: dict[str, bytes] | None = None
    ) -> None:
        base = tmp_path / "base"
        base.mkdir()
        keys = {"": ROOT}
        for number, (name, content) in enumerate((before or {}).items(), start=100):
            (base / name).write_bytes(content)
            keys[name] = number
        disk = Disk(base, keys)
        for operation in operations:
            disk.apply(operation)
        self.left: list[dict[str, bytes]] = []
        for seed in SEEDS:
            target = tmp_path / f"cut-{seed}"
            disk.cut(target, random.Random(seed))
            self.left.append(
                {str(p.relative_to(target)): p.read_bytes() for p in target.rglob("*") if p.is_file()}
            )
            shutil.rmtree(target)

    def contents(self, name: str) -> set[bytes | None]:
        return {left.get(name) for left in self.left}


def test_a_write_that_was_not_synced_is_there_or_not(tmp_path):
    found = Cuts(tmp_path, Write(100, 0, b"new"), before={"a": b"old"}).contents("a")
    assert found == {b"old", b"new"}


def test_a_synced_write_stays_and_its_name_only_with_its_folder(tmp_path):
    new = Make("a", FILE, is_folder=False), Write(FILE, 0, b"new"), Sync(FILE)
    assert Cuts(tmp_path, *new).contents("a") == {None, b"new"}
    (tmp_path / "2").mkdir()
    assert Cuts(tmp_path / "2", *new, Sync(ROOT)).contents("a") == {b"new"}


def test_a_folder_sync_does_not_see_to_the_data(tmp_path):
    found = Cuts(tmp_path, Make("a", FILE, is_folder=False), Write(FILE, 0, b"new"), Sync(ROOT)).contents("a")
    assert {b"", b"new"} <= found
    assert None not in found


def test_sectors_are_lost_and_kept_apart_but_never_torn_inside(tmp_path):
    old, new = b"o" * 4 * SECTOR_BYTES, b"n" * 4 * SECTOR_BYTES
    found = Cuts(tmp_path, Write(100, 0, new), before={"a": old}).contents("a")
    shapes = set()
    for content in found:
        assert content is not None
        sectors = [content[at : at + SECTOR_BYTES] for at in range(0, len(content), SECTOR_BYTES)]
        assert all(len(set(sector)) == 1 for sector in sectors)
        shapes.add("".join(chr(sector[0]) for sector in sectors))
    assert {"oooo", "nnnn"} < shapes
    assert any(shape.startswith("o") and shape.endswith("n") for shape in shapes), "no later write came alone"


def test_of_two_writes_to_one_sector_the_older_may_be_the_last_on_the_disk(tmp_path):
    found = Cuts(tmp_path, Write(100, 0, b"1"), Write(100, 0, b"2"), before={"a": b"0"}).contents("a")
    assert found == {b"0", b"1", b"2"}


def test_a_part_of_a_sector_never_comes_without_what_was_there_before_it(tmp_path):
    writes = Write(100, 0, b"1"), Write(100, 1, b"2")
    found = Cuts(tmp_path, *writes, before={"a": b"00"}).contents("a")
    assert found == {b"00", b"10", b"12"}


def test_the_size_may_lag_behind_the_data_or_run_ahead_of_it(tmp_path):
    new = Make("a", FILE, is_folder=False), Sync(ROOT), Write(FILE, 0, b"x" * 3 * SECTOR_BYTES)
    found = {content for content in Cuts(tmp_path, *new).contents("a") if content is not None}
    assert {len(content) for content in found} == {0, 3 * SECTOR_BYTES}
    full = {content for content in found if content}
    assert any(content != b"x" * 3 * SECTOR_BYTES for content in full)


def test_a_file_cut_short_keeps_its_old_size_or_has_the_new_one(tmp_path):
    found = Cuts(tmp_path, Resize(100, 1), before={"a": b"abc"}).contents("a")
    assert {b"abc", b"a"} <= found <= {b"abc", b"a", b"a\0\0"}


def test_a_rename_is_one_change(tmp_path):
    cuts = Cuts(tmp_path, Rename("a", "b"), before={"a": b"new", "b": b"old"})
    assert cuts.contents("b") == {b"old", b"new"}
    assert all(("a" in left) == (left["b"] == b"old") for left in cuts.left)


def test_a_rename_may_come_before_the_data_of_the_file(tmp_path):
    operations = Make("part", FILE, is_folder=False), Write(FILE, 0, b"new"), Rename("part", "a"), Sync(ROOT)
    found = Cuts(tmp_path, *operations, before={"a": b"old"}).contents("a")
    assert {b"", b"new"} < found, "or anything, where it was never written"
    assert not found & {None, b"old"}


def test_changes_of_names_come_in_any_order(tmp_path):
    cuts = Cuts(tmp_path, Make("a", FILE, is_folder=False), Make("b", OTHER, is_folder=False))
    assert {frozenset(left) for left in cuts.left} == {
        frozenset(), frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})
    }  # fmt: skip


def test_a_removed_file_may_come_back_until_the_folder_is_synced(tmp_path):
    assert Cuts(tmp_path, Remove("a"), before={"a": b"x"}).contents("a") == {None, b"x"}
    (tmp_path / "2").mkdir()
    assert Cuts(tmp_path / "2", Remove("a"), Sync(ROOT), before={"a": b"x"}).contents("a") == {None}


def test_what_lies_in_a_lost_folder_is_lost(tmp_path):
    operations = (
        Make("f", FOLDER, is_folder=True), Make("f/a", FILE, is_folder=False), Write(FILE, 0, b"x"),
        Sync(FILE), Sync(FOLDER),
    )  # fmt: skip
    assert Cuts(tmp_path, *operations).contents("f/a") == {None, b"x"}
    (tmp_path / "2").mkdir()
    assert Cuts(tmp_path / "2", *operations, Sync(ROOT)).contents("f/a") == {b"x"}


def test_a_rename_between_folders_lasts_when_either_is_synced(tmp_path):
    operations = (
        Make("f", FOLDER, is_folder=True), Sync(ROOT), Make("a", FILE, is_folder=False), Write(FILE, 0, b"x"),
        Sync(FILE), Rename("a", "f/a"), Sync(FOLDER),
    )  # fmt: skip
    cuts = Cuts(tmp_path, *operations)
    assert cuts.contents("f/a") == {b"x"}
    assert cuts.contents("a") == {None}


def test_a_link_is_a_name_of_its_own(tmp_path):
    cuts = Cuts(tmp_path, Link("a", "b"), Sync(ROOT), Remove("a"), before={"a": b"x"})
    assert cuts.contents("b") == {b"x"}
    assert cuts.contents("a") == {None, b"x"}


@st.composite
def scripts(draw: st.DrawFn) -> list[tuple[str, str, int, bytes]]:
    """Make a few acts on three names."""
    act = st.tuples(
        st.sampled_from(["write", "write", "resize", "rename", "remove", "sync", "sync folder"]),
        st.sampled_from("abc"), st.integers(0, 2000), st.binary(max_size=1500),
    )  # fmt: skip
    return draw(st.lists(act, max_size=20))


@given(scripts(), st.integers(0, 2**32))
def test_if_everything_survives_it_is_what_the_program_saw(tmp_path_factory, script, seed):
    """The model against a real folder, and every file of any cut no longer than it ever was."""
    tmp_path = tmp_path_factory.mktemp("model")
    base, real = tmp_path / "base", tmp_path / "real"
    base.mkdir()
    real.mkdir()
    disk = Disk(base, {"": ROOT})
    keys: dict[str, int] = {}
    longest_bytes = 0
    for number, (act, name, at, data) in enumerate(script, start=1):
        path = real / name
        if act in ("write", "resize") and name not in keys:
            keys[name] = number
            path.touch()
            disk.apply(Make(name, number, is_folder=False))
        if act == "write" and data:
            with path.open("r+b") as file:
                file.seek(at)
                file.write(data)
            disk.apply(Write(keys[name], at, data))
        elif act == "resize":
            with path.open("r+b") as file:
                file.truncate(at)
            disk.apply(Resize(keys[name], at))
        elif act == "rename" and name in keys:
            path.rename(real / "a")
            disk.apply(Rename(name, "a"))
            keys["a"] = keys.pop(name)
        elif act == "remove" and name in keys:
            path.unlink()
            disk.apply(Remove(name))
            del keys[name]
        elif act == "sync" and name in keys:
            disk.apply(Sync(keys[name]))
        elif act == "sync folder":
            disk.apply(Sync(ROOT))
        longest_bytes = max([longest_bytes, *(p.stat().st_size for p in real.iterdir())])
    disk.cut(tmp_path / "all", random.Random(seed), ("everything",))
    assert {p.name: p.read_bytes() for p in (tmp_path / "all").iterdir()} == {
        p.name: p.read_bytes() for p in real.iterdir()
    }
    disk.cut(tmp_path / "some", random.Random(seed))
    assert all(p.stat().st_size <= longest_bytes for p in (tmp_path / "some").iterdir())
    shutil.rmtree(tmp_path)
