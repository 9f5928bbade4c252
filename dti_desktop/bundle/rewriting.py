"""A new bundle out of one that exists: files of META-INF are added or replaced, all else is copied.

The bundle that is there is foreign: it is verified whole before anything is made of it. Its files are
hashed again while they are copied, and the new bundle is verified before it is in place. No signed
byte changes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dti_desktop import durable
from dti_desktop.beside import Beside
from dti_desktop.bundle import profile
from dti_desktop.bundle.container import CancelCheck, ContainerWriter, Entry, Progress, container_bytes
from dti_desktop.bundle.verify import Judged, judge_file
from dti_desktop.bundle.writer import WrittenBundle, check_free_space, sha256_of
from dti_desktop.errors import BlockedError, Cancelled, EnvironmentFault, InputError
from dti_desktop.named_files import NotRegularError, check_target, open_regular, shown_name, target_fault

_PASSES = 3
"""The bundle is read to be verified, read to be copied, and the copy is verified."""


def rewrite(
    source: Path,
    target: Path,
    change: Callable[[Judged], Mapping[str, bytes]],
    *,
    known_catalogue_digests: Collection[str],
    progress: Progress | None,
    cancelled: CancelCheck | None,
) -> WrittenBundle:
    """Write `target` as `source` with the files of META-INF that `change` returns, new or replaced.

    `target` may be `source`: then it is replaced at once and whole. On any failure or cancel nothing
    is left behind and an existing target is unchanged. Raises what `change` raises, and
    `InputError`: `bundle-not-found`, `bundle-not-a-file`, `bundle-too-large`, `target-…`;
    `BlockedError` `bundle-refused` (the bundle does not verify; its problems are the findings);
    `EnvironmentFault`: `bundle-not-accessible`, `bundle-changed-while-read`, `disk-full`,
    `target-not-writable`, `bundle-not-accepted`; `Cancelled`.
    """
    check_target(target)
    with _opened(source) as file:
        size_bytes = file.seek(0, os.SEEK_END)
        steps = _Steps(progress, cancelled, size_bytes)
        judged = judge_file(file, size_bytes, (), known_catalogue_digests, steps.of_pass(0), cancelled)
        refuse_unless_accepted(judged)
        check_free_space(target, size_bytes)  # before a key is opened, a PIN asked for
        changed = change(judged)
        total_bytes = _total_bytes(judged, changed)
        check_free_space(target, total_bytes)
        try:
            with durable.new_file_beside(target) as (new, part):
                _write(new, file, judged, changed, steps)
                new.flush()
                with Beside(partial(sha256_of, part)) as whole:
                    written = judge_file(
                        new, total_bytes, (), known_catalogue_digests, steps.of_pass(2), cancelled
                    )
                    if not written.verification.is_accepted or new.seek(0, os.SEEK_END) != total_bytes:
                        raise EnvironmentFault("bundle-not-accepted", written.verification.blocking_problems)
                    sha256 = whole.result()
                durable.flush(new)
                new.close()
                file.close()  # Windows replaces no open file
                steps.stop_if_cancelled()
                durable.rename(part, target)
        except OSError as error:
            raise target_fault(error, target) from error
    return WrittenBundle(target, total_bytes, written.verification, sha256)


def read_judged(source: Path, progress: Progress | None, cancelled: CancelCheck | None) -> Judged:
    """Return a bundle with its verdicts, whatever they are. Raises as `rewrite` for what is no file."""
    with _opened(source) as file:
        return judge_file(file, file.seek(0, os.SEEK_END), (), (), progress, cancelled)


def refuse_unless_accepted(judged: Judged) -> None:
    """Raise `BlockedError` `bundle-refused` with what is wrong with a bundle that does not verify."""
    if not judged.verification.is_accepted:
        raise BlockedError("bundle-refused", judged.verification.blocking_problems)


def _opened(source: Path) -> BinaryIO:
    try:
        return open_regular(source)
    except FileNotFoundError:
        raise InputError("bundle-not-found", name=source.name) from None
    except (IsADirectoryError, NotRegularError):
        raise InputError("bundle-not-a-file", name=shown_name(source)) from None
    except OSError as error:
        raise EnvironmentFault("bundle-not-accessible", name=source.name, reason=error.strerror) from None


def _order(judged: Judged, changed: Mapping[str, bytes]) -> list[str]:
    """Return the names of the new bundle in their one lawful order."""
    names = {*judged.container.names, *changed}
    signatures = len({number for name in names if (number := profile.pair_number(name)) is not None})
    evidence = sorted(name for name in names if profile.evidence_number(name) is not None)
    return profile.expected_order(signatures, evidence)


def _total_bytes(judged: Judged, changed: Mapping[str, bytes]) -> int:
    sizes = {entry.name: entry.size_bytes for entry in judged.container.entries}
    sizes |= {name: len(content) for name, content in changed.items()}
    return container_bytes([(name, sizes[name]) for name in _order(judged, changed)])


def _write(
    new: BinaryIO, file: BinaryIO, judged: Judged, changed: Mapping[str, bytes], steps: _Steps
) -> None:
    writer = ContainerWriter(new)
    entries = {entry.name: entry for entry in judged.container.entries}
    for name in _order(judged, changed):
        if name in changed:
            writer.add_bytes(name, changed[name])
            continue
        entry = entries[name]
        source = io.BufferedReader(_Content(file, entry))
        sha256 = writer.add_stream(name, source, entry.size_bytes, steps.of_copying)
        if sha256 != judged.contents.sha256_by_name[name]:
            raise EnvironmentFault("bundle-changed-while-read")
    writer.finish()


class _Content(io.RawIOBase):
    """The content of one entry, as a file of its own."""

    def __init__(self, file: BinaryIO, entry: Entry) -> None:
        super().__init__()
        self._file = file
        self._left = entry.size_bytes
        file.seek(entry.data_offset)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self._file.read(min(len(buffer), self._left))
        if not content and self._left:
            raise EnvironmentFault("bundle-changed-while-read")
        buffer[: len(content)] = content
        self._left -= len(content)
        return len(content)


class _Steps:
    """Progress over the passes, each as long as the bundle."""

    def __init__(self, progress: Progress | None, cancelled: CancelCheck | None, size_bytes: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._size_bytes = max(1, size_bytes)
        self._copied_bytes = 0

    def of_pass(self, number: int) -> Progress:
        """Return who hears of the steps of one verification."""

        def step(done_bytes: int, total_bytes: int) -> None:
            self._tell(number, self._size_bytes * done_bytes // max(1, total_bytes))

        return step

    def of_copying(self, bytes_more: int) -> None:
        self._copied_bytes += bytes_more
        self._tell(1, min(self._copied_bytes, self._size_bytes))
        self.stop_if_cancelled()

    def stop_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def _tell(self, passes_done: int, bytes_of_pass: int) -> None:
        if self._progress is not None:
            self._progress(passes_done * self._size_bytes + bytes_of_pass, _PASSES * self._size_bytes)
