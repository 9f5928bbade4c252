"""A disk whose power may go at any moment: what was not synced may be there, or not, or in part.

The model, pessimistic but honest:
- A write lies in memory until its file is synced. Until then each sector of 512 bytes may have on the disk
  any of the contents it had since the last sync, whatever the others have: lost, torn, reordered.
- A file's size is one of the sizes it had since its last sync, whatever its data. What lies below the size
  and was never written reads as zeros or as anything.
- A name made, moved or removed lies in memory until the folder is synced. Until then each such change may be
  on the disk or not, whatever became of the others, of their order, and of the file's data. A rename is one
  change, in one folder or between two: a file is never under both names for it, nor under neither.
- Syncing a file does not see to its name, and syncing a folder not to its files' data.
- What was synced stays. A sector is written whole or not at all.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tools.durability.recording import (
    Link,
    Make,
    Operation,
    Remove,
    Rename,
    Resize,
    Sync,
    Write,
)

SECTOR_BYTES = 512
POLICIES = ("nothing", "everything", "in order", "anything", "anything")
WORST = ("nothing",)


@dataclass(eq=False)
class _File:
    """A file or, with `names`, a folder. `names` is how the program sees it."""

    on_disk: bytearray = field(default_factory=bytearray)
    pending: list[Write | Resize] = field(default_factory=list)
    names: dict[str, _File] | None = None
    names_on_disk: dict[str, _File] = field(default_factory=dict)


@dataclass(eq=False)
class _NameChange:
    """One change of names that happens wholly or not at all: (folder, name, what it then names)."""

    parts: tuple[tuple[_File, str, _File | None], ...]


class Disk:
    """The model. Feed it the operations in their order; `cut` at any moment, as often as wanted."""

    def __init__(self, root: Path, keys: Mapping[str, int]) -> None:
        """Begin with what lies below `root`; `keys` gives the number of everything by its path."""
        self._by_key: dict[int, _File] = {}
        self._pending_names: list[_NameChange] = []
        for path, key in sorted(keys.items()):
            place = root / path
            item = _File(names={}) if place.is_dir() else _File(bytearray(place.read_bytes()))
            self._by_key[key] = item
            if path:
                folder, name = self._place(path)
                assert folder.names is not None
                folder.names[name] = folder.names_on_disk[name] = item
            else:
                self.root = item

    # -- what the program does -----------------------------------------------------------------------

    def apply(self, operation: Operation) -> None:
        """Do one operation."""
        match operation:
            case Make(path, key, is_folder):
                item = self._by_key[key] = _File(names={} if is_folder else None)
                self._change_names((*self._place(path), item))
            case Write(key) | Resize(key):
                self._by_key[key].pending.append(operation)
            case Rename(source, target):
                folder, name = self._place(source)
                assert folder.names is not None
                self._change_names((folder, name, None), (*self._place(target), folder.names[name]))
            case Link(source, target):
                folder, name = self._place(source)
                assert folder.names is not None
                self._change_names((*self._place(target), folder.names[name]))
            case Remove(path):
                self._change_names((*self._place(path), None))
            case Sync(key):
                self._sync(self._by_key[key])
            case _:
                pass

    def _place(self, path: str) -> tuple[_File, str]:
        """Return the folder in which a path ends, and the name there."""
        *folders, name = PurePosixPath(path).parts
        here = self.root
        for part in folders:
            assert here.names is not None
            here = here.names[part]
        return here, name

    def _change_names(self, *parts: tuple[_File, str, _File | None]) -> None:
        self._pending_names.append(_NameChange(parts))
        for folder, name, item in parts:
            assert folder.names is not None
            if item is None:
                folder.names.pop(name)
            else:
                folder.names[name] = item

    def _sync(self, item: _File) -> None:
        if item.names is None:
            item.on_disk = _after(item.on_disk, item.pending)
            item.pending = []
            return
        settled = _with_origins(
            self._pending_names,
            [
                change
                for change in self._pending_names
                if any(folder is item for folder, _, _ in change.parts)
            ],
        )
        for change in settled:
            for folder, name, named in change.parts:
                _name(folder.names_on_disk, name, named)
        self._pending_names = [change for change in self._pending_names if change not in settled]

    # -- what is left of it --------------------------------------------------------------------------

    def cut(self, target: Path, generator: random.Random, policies: Sequence[str] = POLICIES) -> None:
        """Write into the new folder `target` what the disk may hold if the power goes now.

        For the names and for each file's data one of the `policies` decides what of the unsynced survives.
        """
        names = {id(f): dict(f.names_on_disk) for f in self._by_key.values() if f.names is not None}
        kept = _with_origins(self._pending_names, _survivors(self._pending_names, generator, policies))
        for change in kept:
            for folder, name, item in change.parts:
                _name(names[id(folder)], name, item)
        self._write(self.root, target, names, generator, policies)

    def _write(
        self,
        folder: _File,
        target: Path,
        names: Mapping[int, Mapping[str, _File]],
        generator: random.Random,
        policies: Sequence[str],
    ) -> None:
        target.mkdir()
        for name, item in names[id(folder)].items():
            if item.names is not None:
                self._write(item, target / name, names, generator, policies)
            else:
                (target / name).write_bytes(_surviving_content(item, generator, policies))


def _name(names: dict[str, _File], name: str, item: _File | None) -> None:
    if item is None:
        names.pop(name, None)
    else:
        names[name] = item


def _with_origins(pending: list[_NameChange], chosen: list[_NameChange]) -> list[_NameChange]:
    """Return the chosen changes and, in their order, those without which a chosen rename had no source."""
    found: list[_NameChange] = []
    sources: set[tuple[int, str]] = set()
    for change in reversed(pending):
        places = {(id(folder), name) for folder, name, item in change.parts if item is not None}
        if change in chosen or places & sources:
            sources -= places
            if places:
                sources |= {(id(folder), name) for folder, name, item in change.parts if item is None}
            found.append(change)
    return found[::-1]


def _survivors(
    changes: list[_NameChange], generator: random.Random, policies: Sequence[str]
) -> list[_NameChange]:
    match generator.choice(policies):
        case "nothing":
            return []
        case "everything":
            return changes
        case "in order":
            return changes[: generator.randint(0, len(changes))]
        case _:
            share = generator.random()
            return [change for change in changes if generator.random() < share]


def _after(content: bytearray, changes: list[Write | Resize]) -> bytearray:
    content = bytearray(content)
    for change in changes:
        match change:
            case Write(_, offset, data):
                if len(content) < offset:
                    content.extend(bytes(offset - len(content)))
                content[offset : offset + len(data)] = data
            case Resize(_, size_bytes):
                del content[size_bytes:]
                content.extend(bytes(size_bytes - len(content)))
    return content


def _surviving_content(item: _File, generator: random.Random, policies: Sequence[str]) -> bytes:
    """Return what the disk may hold of a file."""
    match generator.choice(policies) if item.pending else "nothing":
        case "nothing":
            return bytes(item.on_disk)
        case "everything":
            return bytes(_after(item.on_disk, item.pending))
        case "in order":
            count = generator.randrange(len(item.pending))
            return _torn(_after(item.on_disk, item.pending[:count]), [item.pending[count]], generator)
        case _:
            return _torn(item.on_disk, item.pending, generator)


def _torn(content: bytearray, changes: list[Write | Resize], generator: random.Random) -> bytes:
    """Return a content in which every sector is as it was at one moment of its own, and so is the size."""
    sizes_bytes = [len(content)]
    versions: dict[int, list[bytes]] = {}
    present = bytearray(content)
    for change in changes:
        size_before = len(present)
        present = _after(present, [change])
        sizes_bytes.append(len(present))
        first, end = (
            (change.offset, change.offset + len(change.data))
            if isinstance(change, Write)
            else sorted((size_before, change.size_bytes))
        )
        for sector in range(first // SECTOR_BYTES, -(-end // SECTOR_BYTES)):
            versions.setdefault(sector, [_sector(content, sector)]).append(_sector(present, sector))
    size_bytes = generator.choice(sizes_bytes)
    left = bytearray(content[:size_bytes])
    left.extend(bytes(size_bytes - len(left)))
    # Each time another mixture: from nearly all to nearly none.
    share = generator.random()
    for sector, contents in versions.items():
        kept = generator.choice(contents[1:]) if generator.random() < share else contents[0]
        never_written = kept is contents[0] and sector * SECTOR_BYTES >= len(content)
        if never_written and generator.random() < 0.5:
            kept = generator.randbytes(SECTOR_BYTES)
        start = sector * SECTOR_BYTES
        left[start : start + SECTOR_BYTES] = kept[: max(0, size_bytes - start)]
    return bytes(left[:size_bytes])


def _sector(content: bytearray, number: int) -> bytes:
    return bytes(content[number * SECTOR_BYTES : (number + 1) * SECTOR_BYTES]).ljust(SECTOR_BYTES, b"\0")
