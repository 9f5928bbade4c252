"""Backing up a whole store into one file, and restoring it. Nothing that was there is ever deleted."""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault, InputError, Problem
from dti_desktop.named_files import check_target
from dti_desktop.passphrase_file import WORK_FACTOR, LockingWriter
from dti_desktop.store import backup_file
from dti_desktop.store.backup_file import Content, Manifest, Step, UntrustedBackup
from dti_desktop.store.backup_folder import BackupFolder, take_evidence
from dti_desktop.store.connection import Connection
from dti_desktop.store.database import Store
from dti_desktop.store.database_copy import DatabaseCopy, copy_database
from dti_desktop.store.evidence_files import EvidenceFolder, IsCancelled, ProgressBytes
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.listing import Summary
from dti_desktop.store.migrations import SCHEMA_VERSION
from dti_desktop.store.swap import (
    BACKUPS_NAME,
    DATABASE_NAME,
    EVIDENCE_NAME,
    RESTORED_NAME,
    STAMP_NAME,
    UNPACKING_PREFIX,
    complete_swap,
    lock_if_sound,
    private_folder,
)
from dti_desktop.utc_times import utc_text

_CHUNK_BYTES = 1024 * 1024
_TOLD_OF_A_JOURNAL = ("journal-broken", "journal-differs")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was read again and is whole. `problems`: evidence that the store no longer has whole.

    `sha256` is of the file as it lies there, locked or not.
    """

    path: Path
    size_bytes: int
    sha256: str
    is_locked: bool
    evidence_files: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A restored store. `kept_aside`: where the old one lies. `problems`: evidence that
    the backup lacks, and what was wrong with its journals.
    """

    folder: Path
    created_utc: str
    kept_aside: Path | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BackupContent:
    """What is in a backup, read from its own database. `missing`: evidence that would not come back."""

    created_utc: str
    reason: str
    assessments: tuple[Summary, ...]
    evidence_files: int
    evidence_bytes: int
    missing: int


def backup(
    store: Store,
    target: Path,
    *,
    passphrase: str | None = None,
    work_factor: int = WORK_FACTOR,
    progress: ProgressBytes | None = None,
    cancelled: IsCancelled | None = None,
) -> BackupReport:
    """Write the whole store into the file `target`; `copy_store` and `write_backup` in one."""
    with copy_store(store) as copy:
        return write_backup(
            copy,
            target,
            passphrase=passphrase,
            work_factor=work_factor,
            progress=progress,
            cancelled=cancelled,
        )


def copy_store(store: Store) -> DatabaseCopy:
    """Copy the database of an open store, on its own thread. Raises `EnvironmentFault` of the store."""
    return copy_database(store.connection, store.folder, store.now_utc())


def write_backup(
    copy: DatabaseCopy,
    target: Path,
    *,
    passphrase: str | None = None,
    work_factor: int = WORK_FACTOR,
    progress: ProgressBytes | None = None,
    cancelled: IsCancelled | None = None,
) -> BackupReport:
    """Write a copy and its evidence into the file `target`, replacing it once the new one is whole.

    On any thread. The database is checked by SQLite; the finished file is read again and every part
    re-hashed. With a passphrase nothing readable reaches the target's disk. Evidence that is missing or
    damaged is left out and reported. Raises `InputError` (`target-folder-missing`, `target-not-a-file`),
    `EnvironmentFault` (`disk-full`, `target-read-only`, `target-unreachable`, `store-damaged`,
    `memory-short` and the store's), `Cancelled`; then `target` is as it was.
    """
    copy.check()
    with faults_mapped("target", target.parent):
        check_target(target)
        total = 2 * (copy.path.stat().st_size + sum(copy.files.values()))
        step = backup_file.stepper(total, progress, cancelled)
        problems: dict[str, Problem] = {}
        with durable.new_file_beside(target) as (file, part):
            while (manifest := _write(copy, file, passphrase, work_factor, problems, step)) is None:
                file.seek(0)  # a damaged evidence file was met: once more without it
                file.truncate()
            durable.flush(file)
            file.close()  # Windows renames no open file
            backup_file.check_written(part, manifest, passphrase, step)
            size_bytes, sha256 = part.stat().st_size, _sha256(part, step)
            durable.rename(part, target)
    is_locked = passphrase is not None
    found = tuple(problems.values())
    return BackupReport(target, size_bytes, sha256, is_locked, len(manifest.evidence), found)


def _sha256(path: Path, step: Step) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            step(0)
    return digest.hexdigest()


def _write(
    copy: DatabaseCopy,
    target: IO[bytes],
    passphrase: str | None,
    work_factor: int,
    problems: dict[str, Problem],
    step: Step,
) -> Manifest | None:
    """Write the file; None where evidence turned out damaged, which `problems` then names."""
    evidence: dict[str, int] = {}
    with ExitStack() as stack:
        if passphrase is not None:
            locking = stack.enter_context(LockingWriter(target, passphrase, work_factor=work_factor))
            target = cast(IO[bytes], locking)
        archive = stack.enter_context(zipfile.ZipFile(target, "w", zipfile.ZIP_STORED))
        with copy.path.open("rb") as source:
            size_bytes = copy.path.stat().st_size
            copied = backup_file.add_file(archive, DATABASE_NAME, source, size_bytes, step)
        for sha256, size_bytes in copy.files.items():
            if sha256 in problems:
                continue
            try:
                source = copy.evidence.path_of(sha256).open("rb")
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
        missing = {sha256: copy.files[sha256] for sha256 in problems}
        manifest = Manifest(utc_text(copy.taken_utc), copied, evidence, missing)
        backup_file.add_bytes(archive, backup_file.MANIFEST_NAME, manifest.to_bytes())
    return manifest


def look_into(
    untrusted_file: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    now_utc: Callable[[], datetime],
) -> BackupContent:
    """Return what a backup would bring into the store's `folder`, which may be open. Nothing is changed.

    Its list and its database are judged; its evidence is only when it is restored. Raises `InputError`
    as `restore` does, `EnvironmentFault`.
    """
    with backup_file.opened(untrusted_file, passphrase) as opened, faults_mapped():
        durable.make_folder(folder)
        manifest = opened.manifest
        with private_folder(folder, UNPACKING_PREFIX) as private:
            problems = opened.unpack(private, lambda _bytes: None, only=DATABASE_NAME)
            if problems:
                raise InputError("backup-damaged", problems)
            with _damage_told(), _unpacked(private, now_utc, "–") as store:
                summaries = tuple(store.assessments.summaries())
        sources = _sources(untrusted_file, folder)
        lost = sum(
            not any(source.path_of(sha256).is_file() for source in sources) for sha256 in manifest.beside
        )
        listed = manifest.listed
        return BackupContent(
            manifest.created_utc,
            manifest.reason,
            summaries,
            len(listed) - lost,
            sum(listed.values()),
            len(manifest.missing) + lost,
        )


def restore(
    untrusted_file: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    now_utc: Callable[[], datetime],
    user: str,
    progress: ProgressBytes | None = None,
    cancelled: IsCancelled | None = None,
) -> RestoreReport:
    """Put the store of a backup into `folder`; its own store, if any, is kept aside under a dated name.

    The backup is judged, unpacked into a private folder, opened, brought to the present schema and
    checked whole before anything else is touched. The store must not be open, here or elsewhere. Of
    an automatic backup the evidence comes from beside it or from the store that is there; what is found
    in neither is told and not there afterwards, as it was not before.
    Raises `InputError` (as `backup_file.opened`, and `backup-damaged` with every fault),
    `EnvironmentFault` (`store-locked`, `not-a-store`, `disk-full` and the store's), `Cancelled`; then
    the old store is as it was. A break-off in the last step is finished when the store is next opened.
    """
    with backup_file.opened(untrusted_file, passphrase) as opened, faults_mapped():
        durable.make_folder(folder)
        complete_swap(folder, newest_version=SCHEMA_VERSION)
        held = lock_if_sound(folder, newest_version=SCHEMA_VERSION)
        try:
            with private_folder(folder, UNPACKING_PREFIX) as private:
                step = backup_file.stepper(2 * opened.size_bytes, progress, cancelled)
                problems = opened.unpack(private, step)
                if problems:
                    raise InputError("backup-damaged", problems)
                lost = _bring_evidence(opened, private, _sources(untrusted_file, folder), step)
                known = _check(private, {*opened.manifest.missing, *lost}, now_utc, user, step)
                if held is not None and not held.is_fresh:
                    _keep_before(held, folder, now_utc())
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
    return RestoreReport(folder, opened.manifest.created_utc, kept, tuple(known))


def _sources(untrusted_file: Path, folder: Path) -> tuple[EvidenceFolder, ...]:
    """Where the evidence of an automatic backup may lie; each file is known by its digest."""
    return EvidenceFolder(untrusted_file.parent / EVIDENCE_NAME), EvidenceFolder(folder / EVIDENCE_NAME)


def _bring_evidence(
    opened: UntrustedBackup, private: Path, sources: tuple[EvidenceFolder, ...], step: Step
) -> set[str]:
    """Bring in the evidence that lies beside; return what is nowhere whole."""
    target = EvidenceFolder(private / EVIDENCE_NAME)
    lost = set()
    for sha256, size_bytes in opened.manifest.beside.items():
        if all(take_evidence(source, target, sha256, size_bytes, step) for source in sources):
            lost.add(sha256)
    return lost


def _keep_before(held: Connection, folder: Path, now_utc: datetime) -> None:
    """Make the present store one of the automatic backups; it is kept aside whole in any case."""
    with suppress(EnvironmentFault, sqlite3.Error), copy_database(held, folder, now_utc) as copy:
        BackupFolder(folder / BACKUPS_NAME).write(copy, "restore", is_rehashed=False)


def _check(
    private: Path, allowed_missing: set[str], now_utc: Callable[[], datetime], user: str, step: Step
) -> list[Problem]:
    """Open the unpacked store, bring it up to date, check all of it; return what is to be told of it.

    A journal that is broken, or does not tell of a value, comes back as it is: no later backup has it
    otherwise, and it blocks signing until a person answers for it. What was answered for is not told.
    """
    done = 0

    def progress(now_done: int, _total: int) -> None:
        nonlocal done
        step(now_done - done)
        done = now_done

    (private / EVIDENCE_NAME).mkdir(exist_ok=True)
    with _damage_told(), _unpacked(private, now_utc, user) as unpacked:
        found = [p for p in unpacked.verify(progress=progress) if not p.facts.get("is_accepted")]
    known = [p for p in found if p.place in allowed_missing or p.code in _TOLD_OF_A_JOURNAL]
    if len(known) != len(found):
        raise InputError("backup-damaged", [problem for problem in found if problem not in known])
    return known


def _unpacked(private: Path, now_utc: Callable[[], datetime], user: str) -> Store:
    return Store.open(private, now_utc=now_utc, user=user, create=False, keep_before_migration=False)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Tell what is wrong with a database from outside as what is wrong with the backup."""
    try:
        yield
    except EnvironmentFault as fault:
        if fault.code == "store-too-new":
            raise InputError("backup-too-new", **fault.facts) from fault
        if fault.code in ("not-a-store", "store-damaged"):
            raise InputError("backup-damaged", [Problem(fault.code, DATABASE_NAME)]) from fault
        raise
    except (sqlite3.Error, ValueError, RecursionError) as error:  # tables or values that are not ours
        raise InputError("backup-damaged", [Problem("store-damaged", DATABASE_NAME)]) from error
