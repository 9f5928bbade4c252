"""What a program did to a folder, read from its system calls: the material of the power-cut harness.

Everything below the folder is recorded with its full data, together with what the program told. A call
that would change the folder in a way that is not modelled ends the recording with an error, so that
nothing is ever left out silently.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.durability.syscalls import Child, SystemCall

_AT_FDCWD = -100
_SYNCHRONOUS = os.O_SYNC | os.O_DSYNC
_NOT_MODELLED_BY_NUMBER = frozenset(
    {"copy_file_range", "fallocate", "splice", "writev", "pwritev", "syncfs", "openat2"}
)
_NOT_MODELLED_BY_PATH = frozenset({"truncate", "symlink", "symlinkat", "creat"})
_MAP_SHARED, _PROT_WRITE = 0x1, 0x2


@dataclass(frozen=True, slots=True)
class Make:
    """A new file, or with `is_folder` a new folder, by its path below the recorded folder."""

    path: str
    key: int
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written into a file; not on the disk before it is synced."""

    key: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file cut or stretched."""

    key: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Rename:
    """A file or folder moved, over what was there."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Link:
    """One more name for a file."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A name taken away."""

    path: str


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's data and size, or a folder's names, seen onto the disk."""

    key: int


@dataclass(frozen=True, slots=True)
class Told:
    """Lines that the program told: promises from here on."""

    lines: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """A process came to its end or was killed; what it had written is still in the system's hands."""

    was_killed: bool


Operation = Make | Write | Resize | Rename | Link | Remove | Sync | Told | Ended


class NotModelledError(Exception):
    """The program changed the folder by a call that the model of the disk does not know."""


class Recording:
    """Records what happens below `root`, over several processes one after another.

    What lies there when the recording begins is taken as being on the disk.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.operations: list[Operation] = []
        self._keys: dict[int, int] = {}
        self._key_count = 0
        for folder, folders, files in os.walk(self.root):
            paths = [Path(folder, name) for name in (*folders, *files)]
            for path in [self.root, *paths] if Path(folder) == self.root else paths:
                self._new_key(path.stat().st_ino)
        self.first_keys = dict(self._by_path())

    def _by_path(self) -> list[tuple[str, int]]:
        found = [("", self._keys[self.root.stat().st_ino])]
        for path in sorted(self.root.rglob("*")):
            found.append((str(path.relative_to(self.root)), self._keys[path.stat().st_ino]))
        return found

    def _new_key(self, inode: int) -> int:
        # Inode numbers are used again; keys are not.
        self._keys[inode] = self._key_count
        self._key_count += 1
        return self._keys[inode]

    def record(self, child: Child, *, kill_when: Callable[[SystemCall], bool] = lambda _call: False) -> None:
        """Record a traced child until it ends, or until `kill_when` says of a call that it dies there."""
        before: object = None
        try:
            for call in child.system_calls():
                if call.result is None:
                    before = self._before(call)
                elif call.result >= 0:
                    self._after(call, before, child.telling)
                if kill_when(call):
                    child.kill()
        except BaseException:
            child.kill()
            raise
        finally:
            child.finish()
        self.operations.append(Ended(child.was_killed))
        if child.has_failed:
            raise RuntimeError(f"the recorded program failed: {child.status}")

    # -- one call ------------------------------------------------------------------------------------

    def _before(self, call: SystemCall) -> object:
        """Return what can only be seen before a call is done."""
        if call.name in ("open", "openat"):
            path, flags = self._opened(call)
            if path is not None and flags & _SYNCHRONOUS:
                raise NotModelledError(f"{call.name} with O_SYNC")
            return path is not None and flags & os.O_CREAT and not os.path.lexists(path)
        if call.name in ("pwrite64", "ftruncate"):
            return None
        self._refuse_unknown(call)
        return None

    def _refuse_unknown(self, call: SystemCall) -> None:
        name, arguments = call.name, call.arguments
        if name == "sync":
            raise NotModelledError("sync")
        if name in _NOT_MODELLED_BY_NUMBER:
            numbers = arguments[:1] if name != "copy_file_range" else arguments[2:3]
            if name == "openat2" or any(self._key_of(call, n) is not None for n in numbers):
                raise NotModelledError(name)
        if name in _NOT_MODELLED_BY_PATH:
            number, address = {
                "symlink": (_AT_FDCWD, arguments[1]),
                "symlinkat": (arguments[1], arguments[2]),
            }.get(name, (_AT_FDCWD, arguments[0]))
            if self._below(self._path(call, number, address)) is not None:
                raise NotModelledError(name)
        if name == "mmap" and arguments[2] & _PROT_WRITE and arguments[3] & _MAP_SHARED:
            number = arguments[4] - (arguments[4] >> 31 << 32)
            # SQLite maps only the index of its log, which it makes anew after a crash.
            if number >= 0 and self._key_of(call, number) is not None and not self._is_index(call, number):
                raise NotModelledError("writing through a shared mapping")

    def _after(self, call: SystemCall, before: object, told_to: int) -> None:
        """Take in a call that was done."""
        a, result = call.arguments, call.result
        assert result is not None
        match call.name:
            case "open" | "openat":
                self._after_open(call, is_new=bool(before), number=result)
            case "write" if a[0] == told_to:
                self.operations.append(Told(call.bytes_at(a[1], result)))
            case "write" | "pwrite64":
                key = self._key_of(call, a[0])
                if key is not None:
                    offset = a[3] if call.name == "pwrite64" else self._position(call, a[0]) - result
                    self.operations.append(Write(key, offset, call.bytes_at(a[1], result)))
            case "sendfile":
                key = self._key_of(call, a[0])
                if key is not None:
                    offset = self._position(call, a[0]) - result
                    with Path(f"/proc/{call.pid}/fd/{a[0]}").open("rb") as file:
                        file.seek(offset)
                        self.operations.append(Write(key, offset, file.read(result)))
            case "ftruncate":
                key = self._key_of(call, a[0])
                if key is not None:
                    self.operations.append(Resize(key, a[1]))
            case "fsync" | "fdatasync":
                key = self._key_of(call, a[0])
                if key is not None:
                    self.operations.append(Sync(key))
            case "mkdir":
                self._made_folder(self._path(call, _AT_FDCWD, a[0]))
            case "mkdirat":
                self._made_folder(self._path(call, a[0], a[1]))
            case "unlink" | "rmdir":
                self._removed(self._path(call, _AT_FDCWD, a[0]))
            case "unlinkat":
                self._removed(self._path(call, a[0], a[1]))
            case "rename":
                self._named(Rename, self._path(call, _AT_FDCWD, a[0]), self._path(call, _AT_FDCWD, a[1]))
            case "renameat" | "renameat2":
                self._named(Rename, self._path(call, a[0], a[1]), self._path(call, a[2], a[3]))
            case "link":
                self._named(Link, self._path(call, _AT_FDCWD, a[0]), self._path(call, _AT_FDCWD, a[1]))
            case "linkat":
                self._named(Link, self._path(call, a[0], a[1]), self._path(call, a[2], a[3]))
            case _:
                pass  # reading; and sync_file_range, which promises nothing

    def _after_open(self, call: SystemCall, *, is_new: bool, number: int) -> None:
        path, flags = self._opened(call)
        if path is None:
            return
        if is_new:
            below = self._below(path)
            assert below is not None
            self.operations.append(Make(below, self._new_key(path.stat().st_ino), is_folder=False))
        elif flags & os.O_TRUNC:
            key = self._key_of(call, number)
            assert key is not None
            self.operations.append(Resize(key, 0))

    def _made_folder(self, path: Path) -> None:
        below = self._below(path)
        if below is not None:
            self.operations.append(Make(below, self._new_key(path.stat().st_ino), is_folder=True))

    def _removed(self, path: Path) -> None:
        below = self._below(path)
        if below is not None:
            self.operations.append(Remove(below))

    def _named(self, how: type[Rename] | type[Link], source: Path, target: Path) -> None:
        pair = self._below(source), self._below(target)
        if pair[0] is not None and pair[1] is not None:
            self.operations.append(how(pair[0], pair[1]))
        elif pair != (None, None):
            raise NotModelledError("a name from outside the folder, or one outside it")

    # -- what a number or an address stands for ------------------------------------------------------

    def _opened(self, call: SystemCall) -> tuple[Path | None, int]:
        a = call.arguments
        path = self._path(call, _AT_FDCWD, a[0]) if call.name == "open" else self._path(call, a[0], a[1])
        flags = a[1] if call.name == "open" else a[2]
        return (path if self._below(path) is not None else None), flags

    def _path(self, call: SystemCall, folder_number: int, address: int) -> Path:
        number = folder_number - (folder_number >> 31 << 32) if folder_number > 0 else folder_number
        at = "cwd" if number == _AT_FDCWD else f"fd/{number}"
        text = os.fsdecode(call.text_at(address))
        return Path(text) if text.startswith("/") else Path(f"/proc/{call.pid}/{at}").readlink() / text

    def _below(self, path: Path) -> str | None:
        """Return a path below the recorded folder, or None for any other."""
        try:
            return str((path.parent.resolve() / path.name).relative_to(self.root))
        except ValueError:
            return None

    def _key_of(self, call: SystemCall, number: int) -> int | None:
        """Return the key of what the child has open under a number, if it lies in the recorded folder."""
        link = Path(f"/proc/{call.pid}/fd/{number}")
        if not link.readlink().is_relative_to(self.root):
            return None
        found = link.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            return None
        return self._keys[found.st_ino]

    @staticmethod
    def _is_index(call: SystemCall, number: int) -> bool:
        return Path(f"/proc/{call.pid}/fd/{number}").readlink().name.endswith("-shm")

    @staticmethod
    def _position(call: SystemCall, number: int) -> int:
        first_line = Path(f"/proc/{call.pid}/fdinfo/{number}").read_text("ascii").split("\n", 1)[0]
        return int(first_line.removeprefix("pos:"))
