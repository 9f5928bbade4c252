"""Backing up a whole store into one file, and restoring it. Nothing that was there is ever deleted."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault, InputError, Problem
from dti_desktop.named_files import check_target
from dti_desktop.store import backup_file
from dti_desktop.store.backup_file import Content, Manifest, Step
from dti_desktop.store.database import Store
from dti_desktop.store.evidence_files import IsCancelled, ProgressBytes
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.migrations import SCHEMA_VERSION
from dti_desktop.store.swap import (
    DATABASE_NAME,
    EVIDENCE_NAME,
    RESTORED_NAME,
    STAMP_NAME,
    UNPACKING_PREFIX,
    complete_swap,
    lock_if_sound,
)
from dti_desktop.utc_times import utc_text


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was read again and is whole. `problems`: evidence that the store no longer has whole."""

    path: Path
    size_bytes: int
    evidence_files: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A restored store. `kept_aside`: where the old one lies. `problems`: what the backup already lacked."""

    folder: Path
    created_utc: str
    kept_aside: Path | None
    problems: tuple[Problem, ...]


def backup(
    store: Store,
    target: Path,
    *,
    progress: ProgressBytes | None = None,
    cancelled: IsCancelled | None = None,
) -> BackupReport:
    """Write the whole store into the file `target`, replacing it only once the new one is known to be whole.

    The database is copied by SQLite and checked, the finished file is read again and every part
    re-hashed. Evidence that is missing or damaged in the store is left out and reported.
    Raises `InputError` (`target-folder-missing`, `target-not-a-file`), `EnvironmentFault` (`disk-full`,
    `target-read-only`, `target-unreachable`, `store-damaged` and the store's), `Cancelled`; then `target`
    is as it was.
    """
    with faults_mapped("target"):
        check_target(target)
        with _private_folder(target.parent, f".{target.name[:100]}.") as private:
            database = private / DATABASE_NAME
            _copy_database(store, database)
            files = store.evidence.all_files()
            total = 2 * (database.stat().st_size + sum(files.values()))
            step = backup_file.stepper(total, progress, cancelled)
            partial = private / "backup"
            problems: dict[str, Problem] = {}
            while (manifest := _write(store, partial, database, files, problems, step)) is None:
                pass  # a damaged evidence file was met: once more without it
            durable.sync_file(partial)
            with backup_file.opened(partial) as written:
                if written.manifest != manifest or written.rehash(step):
                    raise OSError("the file that was written reads differently")
            size_bytes = partial.stat().st_size
            durable.rename(partial, target)
    return BackupReport(target, size_bytes, len(manifest.evidence), tuple(problems.values()))


def _copy_database(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(durable.os_path(path), isolation_level=None)) as copy:
        store.connection.raw.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, with no log beside it
        faults = [text for (text,) in copy.execute("PRAGMA integrity_check") if text != "ok"]
    if faults:
        raise EnvironmentFault("store-damaged", detail=faults[0])


def _write(
    store: Store,
    partial: Path,
    database: Path,
    files: dict[str, int],
    problems: dict[str, Problem],
    step: Step,
) -> Manifest | None:
    """Write the file; None where evidence turned out damaged, which `problems` then names."""
    evidence: dict[str, int] = {}
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        with database.open("rb") as source:
            copied = backup_file.add_file(archive, DATABASE_NAME, source, database.stat().st_size, step)
        for sha256, size_bytes in files.items():
            if sha256 in problems:
                continue
            try:
                source = store.files.path_of(sha256).open("rb")
            except FileNotFoundError:
                problems[sha256] = Problem("evidence-missing", sha256, {"size_bytes": size_bytes})
                continue
            except OSError:
                problems[sha256] = Problem("evidence-unreadable", sha256, {"size_bytes": size_bytes})
                continue
            with source:
                name = backup_file.evidence_name(sha256)
                read = backup_file.add_file(archive, name, source, size_bytes, step)
            if read != Content(sha256, size_bytes):
                problems[sha256] = Problem("evidence-damaged", sha256, {"size_bytes": size_bytes})
                return None
            evidence[sha256] = size_bytes
        missing = {sha256: files[sha256] for sha256 in problems}
        manifest = Manifest(utc_text(store.now_utc()), copied, evidence, missing)
        backup_file.add_bytes(archive, backup_file.MANIFEST_NAME, manifest.to_bytes())
    return manifest


def restore(
    untrusted_file: Path,
    folder: Path,
    *,
    now_utc: Callable[[], datetime],
    user: str,
    progress: ProgressBytes | None = None,
    cancelled: IsCancelled | None = None,
) -> RestoreReport:
    """Put the store of a backup into `folder`; its own store, if any, is kept aside under a dated name.

    The backup is judged, unpacked into a private folder, opened, brought to the present schema and
    checked whole before anything else is touched. The store must not be open, here or elsewhere.
    Raises `InputError` (as `backup_file.opened`, and `backup-damaged` with every fault),
    `EnvironmentFault` (`store-locked`, `not-a-store`, `disk-full` and the store's), `Cancelled`; then
    the old store is as it was. A break-off in the last step is finished when the store is next opened.
    """
    with backup_file.opened(untrusted_file) as backup_opened, faults_mapped():
        manifest = backup_opened.manifest
        durable.make_folder(folder)
        complete_swap(folder, newest_version=SCHEMA_VERSION)
        held = lock_if_sound(folder, newest_version=SCHEMA_VERSION)
        try:
            with _private_folder(folder, UNPACKING_PREFIX) as private:
                total = manifest.database.size_bytes + sum(manifest.evidence.values())
                step = backup_file.stepper(2 * total, progress, cancelled)
                problems = backup_opened.unpack(private, step)
                if problems:
                    raise InputError("backup-damaged", problems)
                known = _check(private, manifest, now_utc, user, step)
                stamp = utc_text(now_utc()).replace(":", "").replace("-", "")
                (private / STAMP_NAME).write_text(stamp, "ascii")
                for path in (private / STAMP_NAME, private / DATABASE_NAME):
                    durable.sync_file(path)
                for inner in (*(p for p in (private / EVIDENCE_NAME).rglob("*") if p.is_dir()), private):
                    durable.sync_folder(inner)
                durable.rename_folder(private, folder / RESTORED_NAME)
        finally:
            if held is not None:
                held.close()
        kept = complete_swap(folder, newest_version=SCHEMA_VERSION)
    return RestoreReport(folder, manifest.created_utc, kept, tuple(known))


def _check(
    private: Path, manifest: Manifest, now_utc: Callable[[], datetime], user: str, step: Step
) -> list[Problem]:
    """Open the unpacked store, bring it up to date, check all of it; return what it is known to lack."""
    done = 0

    def progress(now_done: int, _total: int) -> None:
        nonlocal done
        step(now_done - done)
        done = now_done

    (private / EVIDENCE_NAME).mkdir(exist_ok=True)
    try:
        with Store.open(private, now_utc=now_utc, user=user, create=False) as unpacked:
            found = unpacked.verify(progress=progress)
    except EnvironmentFault as fault:
        if fault.code == "store-too-new":
            raise InputError("backup-too-new", **fault.facts) from fault
        if fault.code in ("not-a-store", "store-damaged"):
            raise InputError("backup-damaged", [Problem(fault.code, DATABASE_NAME)]) from fault
        raise
    except (sqlite3.Error, ValueError, RecursionError) as error:  # tables or values that are not ours
        raise InputError("backup-damaged", [Problem("store-damaged", DATABASE_NAME)]) from error
    known = [problem for problem in found if problem.place in manifest.missing]
    if len(known) != len(found):
        raise InputError("backup-damaged", [problem for problem in found if problem not in known])
    return known


@contextmanager
def _private_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Make a folder that only this user may enter, and remove it at the end if it is still there."""
    private = parent / f"{prefix}{secrets.token_hex(8)}"
    private.mkdir(mode=0o700)
    try:
        yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)
