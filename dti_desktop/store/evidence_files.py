"""The evidence folder: files named by the SHA-256 of their content, written once, never changed.

No SQLite here, so copying may run in any thread. A file goes: copied and hashed in one pass into
`evidence/tmp/`, fsynced; then renamed to `evidence/ab/<sha256>` and the name synced; only then may a
row speak of it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from dti_desktop import durable
from dti_desktop.errors import Cancelled, InputError, Problem
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.media_types import HEAD_BYTES, TAIL_BYTES, media_type_of

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import StoredFile

ProgressBytes = Callable[[int, int], None]
IsCancelled = Callable[[], bool]

FILES_PLACE = "/files/"
"""A fault of one of the given files has this place, and the file's number from 0."""

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPARSE_POINT = 0x400


def shown_name(name: str) -> str:
    """Return a file name for people: what no encoding could read becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", name)


class _Source(NamedTuple):
    path: Path
    number: int
    found: os.stat_result

    def problem(self, code: str, **facts: object) -> Problem:
        return Problem(code, f"{FILES_PLACE}{self.number}", {"name": shown_name(self.path.name), **facts})


class StagedFiles:
    """Files copied into the temporary folder. Leaving the `with` block discards what was not published.

    `places`: which of the given paths each file was. `refused`: the faults of those that were left out.
    """

    def __init__(
        self,
        folder: EvidenceFolder,
        staged: Sequence[tuple[int, Path, StoredFile]],
        refused: Sequence[Problem] = (),
    ) -> None:
        self._folder = folder
        self._staged = [(copy, file) for _, copy, file in staged]
        self.places: tuple[int, ...] = tuple(place for place, _, _ in staged)
        self.files: tuple[StoredFile, ...] = tuple(file for _, _, file in staged)
        self.refused: tuple[Problem, ...] = tuple(refused)

    @property
    def copies(self) -> tuple[Path, ...]:
        """Where each copy lies until it is published, for reading only."""
        return tuple(copy for copy, _ in self._staged)

    def drop(self, places: Collection[int]) -> None:
        """Remove the copies of these places; the others stay."""
        kept = [number for number, place in enumerate(self.places) if place not in places]
        for number, (copy, _) in enumerate(self._staged):
            if number not in kept:
                with suppress(OSError):
                    copy.unlink(missing_ok=True)
        self._staged = [self._staged[number] for number in kept]
        self.files = tuple(self.files[number] for number in kept)
        self.places = tuple(self.places[number] for number in kept)

    def __enter__(self) -> StagedFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def publish(self) -> None:
        """Give every file its final name; when it returns, all are on the disk. Raises `EnvironmentFault`."""
        with faults_mapped():
            for temporary, file in self._staged:
                self._folder.put(temporary, file.sha256)
        self._staged.clear()

    def discard(self) -> None:
        """Remove what was not published."""
        for temporary, _ in self._staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        self._staged.clear()


class EvidenceFolder:
    """The folder `evidence/` of a store. Any thread may use it while the store is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tmp = folder / "tmp"

    def path_of(self, sha256: str) -> Path:
        """Return where the file of that digest lies, or would. Raises `ValueError` for anything else."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256

    def stage(
        self,
        paths: Sequence[Path],
        *,
        room_bytes: int | None = None,
        held_sizes_bytes: Collection[int] = (),
        partly: bool = False,
        progress: ProgressBytes | None = None,
        cancelled: IsCancelled | None = None,
    ) -> StagedFiles:
        """Copy files in, hashed on the way; all or none. Names are kept exactly as they are.

        `room_bytes`: refuse before copying when the files do not fit; sizes in `held_sizes_bytes` are
        not counted, for such a file may be one that is held already (the caller judges by digest).
        `partly`: files with a fault of their own are left out and listed in `refused` instead.
        Raises `InputError` with every fault (place `/files/N`): `file-not-found`, `file-is-link`,
        `file-is-folder`, `file-not-regular`, `file-unreadable`, `file-changed-while-read`,
        `evidence-limit` (facts `room_bytes`, `size_bytes`; then each file as `evidence-no-room`);
        `Cancelled`; `EnvironmentFault` of the store.
        """
        sources, problems = _look_at(paths)
        if problems and not partly:
            raise _input_error(problems)
        counted = [source for source in sources if source.found.st_size not in held_sizes_bytes]
        size_bytes = sum(source.found.st_size for source in counted)
        if room_bytes is not None and size_bytes > room_bytes:
            facts = {"room_bytes": max(room_bytes, 0), "size_bytes": size_bytes}
            each = [s.problem("evidence-no-room", size_bytes=s.found.st_size) for s in counted]
            whole = Problem("evidence-limit", "", facts)
            raise InputError("evidence-limit", [whole, *problems, *each], **facts)
        total = sum(source.found.st_size for source in sources)
        staged: list[tuple[int, Path, StoredFile]] = []
        try:
            done = 0
            for source in sources:
                target = self._tmp / os.urandom(16).hex()
                try:
                    copied = _copy(source, target, done, total, progress, cancelled)
                    staged.append((source.number, target, copied))
                except _SourceFault as fault:
                    problems.append(fault.problem)
                except BaseException:
                    with suppress(OSError):
                        target.unlink(missing_ok=True)
                    raise
                done += source.found.st_size
            if problems and not partly:
                raise _input_error(problems)
        except BaseException:
            StagedFiles(self, staged).discard()
            raise
        return StagedFiles(self, staged, problems)

    def put(self, temporary: Path, sha256: str) -> None:
        """Give a synced temporary file its final name. A sound file of that name stays. Raises `OSError`."""
        target = self.path_of(sha256)
        if target.exists() and self.fault_of(sha256, temporary.stat().st_size) is None:
            temporary.unlink()
            # A program that was killed may have left it there before the name had reached the disk.
            durable.sync_folder(target.parent)
        else:
            durable.make_folder(target.parent)
            durable.rename(temporary, target)
        durable.sync_folder(self.folder)  # the folder that the name is in may have been left the same way

    def fault_of(
        self,
        sha256: str,
        size_bytes: int,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: IsCancelled | None = None,
    ) -> str | None:
        """Re-hash a file: None if whole, else `evidence-missing`, `-damaged` or `-unreadable`."""
        from dti_desktop.beside import Sha256Beside

        path = self.path_of(sha256)
        read_bytes = 0
        try:
            with path.open("rb", buffering=0) as file, Sha256Beside(size_bytes) as digest:
                while count := file.readinto(digest.room()):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    digest.take(count)
                    read_bytes += count
                    if progress is not None:
                        progress(count)
                found = digest.hexdigest()
        except FileNotFoundError:
            return "evidence-missing"
        except OSError:
            return "evidence-unreadable"
        return None if found == sha256 and read_bytes == size_bytes else "evidence-damaged"

    def verify(
        self,
        sizes_bytes: Mapping[str, int],
        *,
        progress: ProgressBytes | None = None,
        cancelled: IsCancelled | None = None,
    ) -> list[Problem]:
        """Re-hash the named files (digest → size) and list every fault; place is the digest."""
        total, done = sum(sizes_bytes.values()), 0
        problems = []

        def advance(read_bytes: int) -> None:
            nonlocal done
            done += read_bytes
            if progress is not None:
                progress(done, total)

        for sha256, size_bytes in sizes_bytes.items():
            fault = self.fault_of(sha256, size_bytes, progress=advance, cancelled=cancelled)
            if fault is not None:
                problems.append(Problem(fault, sha256, {"size_bytes": size_bytes}))
        return problems

    def unreferenced(self, digests: Collection[str]) -> list[str]:
        """Return the digests of files here that are not among `digests`: left by a crash, harmless."""
        with faults_mapped():
            found = [
                path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if _SHA256.fullmatch(path.name)
            ]
        return sorted(set(found) - set(digests))

    def prepare(self) -> int:
        """Make the folder where it is new, remove half-made copies of a crash and return how many there were.

        Only for who holds the store's lock, before anybody copies. Raises `EnvironmentFault`.
        """
        with faults_mapped():
            durable.make_folder(self._tmp)
            left = list(self._tmp.iterdir())
            for path in left:
                path.unlink(missing_ok=True)
        return len(left)

    def discard_staged(self) -> None:
        """Remove every copy that was not published, as far as that can be done.

        Only for who holds the store's lock. A copy that is still being made removes itself.
        """
        with suppress(OSError):
            for path in list(self._tmp.iterdir()):
                with suppress(OSError):
                    path.unlink()


class _SourceFault(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def _input_error(problems: Sequence[Problem]) -> InputError:
    codes = {problem.code for problem in problems}
    return InputError(codes.pop() if len(codes) == 1 else "files-refused", problems)


def _look_at(paths: Sequence[Path]) -> tuple[list[_Source], list[Problem]]:
    sources, problems = [], []
    for position, path in enumerate(paths):
        place = f"{FILES_PLACE}{position}"
        facts = {"name": shown_name(path.name)}
        try:
            found = os.lstat(durable.os_path(path))
        except (FileNotFoundError, NotADirectoryError):
            problems.append(Problem("file-not-found", place, facts))
            continue
        except (OSError, ValueError):
            problems.append(Problem("file-unreadable", place, facts))
            continue
        code = _kind_fault(found)
        if code is not None:
            problems.append(Problem(code, place, facts))
        else:
            sources.append(_Source(path, position, found))
    return sources, problems


def _kind_fault(found: os.stat_result) -> str | None:
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_file_attributes", 0) & _REPARSE_POINT:
        return "file-is-link"
    if stat.S_ISDIR(found.st_mode):
        return "file-is-folder"
    return None if stat.S_ISREG(found.st_mode) else "file-not-regular"


@contextmanager
def _source_faults(source: _Source) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _SourceFault(source.problem("file-unreadable")) from error


def _open_source(source: _Source) -> int:
    """Open the very file that was looked at: no link, no device, nothing put in its place meanwhile."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with _source_faults(source):
        descriptor = os.open(durable.os_path(source.path), flags)
    try:
        opened = os.fstat(descriptor)
        if not stat.S_ISREG(opened.st_mode) or not os.path.samestat(opened, source.found):
            raise _SourceFault(source.problem("file-changed-while-read"))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _copy(
    source: _Source,
    target: Path,
    done: int,
    total: int,
    progress: ProgressBytes | None,
    cancelled: IsCancelled | None,
) -> StoredFile:
    """Copy and hash in one pass and sync the copy. The source must be the same before and after."""
    from dti_desktop.beside import Sha256Beside
    from dti_desktop.engine.assessment import StoredFile

    head, tail = b"", b""
    size_bytes = 0
    descriptor = _open_source(source)
    try:
        before = os.fstat(descriptor)
        with (
            faults_mapped(),
            Sha256Beside(before.st_size) as digest,
            os.fdopen(descriptor, "rb", buffering=0, closefd=False) as untrusted,
            target.open("xb") as copy,
        ):
            flush = durable.EarlyFlush(copy.fileno())
            while True:
                if cancelled is not None and cancelled():
                    raise Cancelled
                with _source_faults(source):
                    count = untrusted.readinto(digest.room())
                if not count:
                    break
                size_bytes += count
                if size_bytes > before.st_size:  # it grows: stop before it fills the disk
                    raise _SourceFault(source.problem("file-changed-while-read"))
                piece = digest.take(count)
                copy.write(piece)
                flush.written(size_bytes)
                if len(head) < HEAD_BYTES:
                    head += piece[: HEAD_BYTES - len(head)]
                tail = bytes(piece[-TAIL_BYTES:]) if count >= TAIL_BYTES else (tail + piece)[-TAIL_BYTES:]
                if progress is not None:
                    progress(done + size_bytes, total)
            copy.flush()
            os.fsync(copy.fileno())
            sha256 = digest.hexdigest()
        with _source_faults(source):
            after = os.fstat(descriptor)
        if size_bytes != before.st_size or _identity(after) != _identity(source.found):
            raise _SourceFault(source.problem("file-changed-while-read"))
    except _SourceFault:
        target.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
    return StoredFile(sha256, size_bytes, media_type_of(head, tail), source.path.name)


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino
