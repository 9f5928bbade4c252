"""A folder of automatic backups: small files that each hold the database, and one pool of their evidence.

Evidence never changes and is never removed, so a day's backup copies the database (some megabytes) and only
the evidence that is new: linked where the disk allows it, else copied, in both cases hashed. A file gets
its name once it was read again. What does not carry our names is never touched.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from dti_desktop import durable
from dti_desktop.errors import InputError
from dti_desktop.store import backup_file
from dti_desktop.store.backup_file import Manifest, Step
from dti_desktop.store.backup_thinning import DAILY, Dated, to_remove
from dti_desktop.store.database_copy import DatabaseCopy
from dti_desktop.store.evidence_files import EvidenceFolder, IsCancelled, ProgressBytes
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.swap import DATABASE_NAME, EVIDENCE_NAME
from dti_desktop.utc_times import utc_text

REASONS = (DAILY, "migration", "import", "merge", "restore")
BACKUP_SUFFIX = ".dtibackup"

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(rf"dti-([0-9]{{8}}T[0-9]{{6}}Z)-({'|'.join(REASONS)})(?:-[0-9]{{1,4}})?\{BACKUP_SUFFIX}")
_HALF_MADE = re.compile(r"\.(?:dti-)?[0-9a-f]{16}\.part", re.ASCII)
_FORGOTTEN = timedelta(days=2)
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """An automatic backup. `evidence_bytes` lie beside it, shared with the others of the folder.

    `is_rehashed`: whether all of that was hashed for this backup. `missing`: evidence the store no
    longer had whole.
    """

    path: Path
    created_utc: datetime
    reason: str
    size_bytes: int
    evidence_files: int
    evidence_bytes: int
    is_rehashed: bool
    missing: int


class BackupFolder:
    """The automatic backups in one folder. Any thread may use it, one at a time may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.evidence = EvidenceFolder(folder / EVIDENCE_NAME)

    def newest_first(self) -> tuple[KeptBackup, ...]:
        """Return those that can be read as backups; others are neither listed nor ever removed.

        Only their lists are judged here, not their content. Raises `EnvironmentFault`.
        """
        found = []
        for dated in self._dated():
            path = self.folder / dated.name
            with suppress(InputError), backup_file.opened(path) as backup:
                found.append(_kept(path, backup.manifest, dated.made, dated.reason))
        return tuple(sorted(found, key=lambda kept: (kept.created_utc, kept.path.name), reverse=True))

    def last_daily_utc(self, now_utc: datetime) -> datetime | None:
        """Return when the last one was made that was not made before an act; none of a later clock."""
        made = [d.made for d in self._dated() if d.reason == DAILY and d.made <= now_utc]
        return max(made, default=None)

    def write(
        self,
        copy: DatabaseCopy,
        reason: str,
        *,
        is_rehashed: bool,
        progress: ProgressBytes | None = None,
        cancelled: IsCancelled | None = None,
    ) -> KeptBackup:
        """Make a backup of `copy` and return it, read again.

        With `is_rehashed` all of its evidence is hashed; else that which is here already is only looked
        at by its size. Where the newest for the same reason holds the very same, that one is it.
        Raises `EnvironmentFault` (`disk-full`, `target-read-only`, `target-unreachable`,
        `store-damaged`), `Cancelled`; then no backup was made.
        """
        assert reason in REASONS
        copy.check()
        with faults_mapped("target", self.folder):
            durable.make_folder(self.folder)
            database_bytes = copy.path.stat().st_size
            total_bytes = 3 * database_bytes + sum(copy.files.values()) * (1 if is_rehashed else 0)
            step = backup_file.stepper(total_bytes, progress, cancelled)
            beside, missing = self._take_evidence(copy, is_rehashed, step)
            with durable.new_file_beside(self.folder / DATABASE_NAME) as (file, part):
                with ZipFile(file, "w", ZIP_STORED) as archive:
                    with copy.path.open("rb") as source:
                        content = backup_file.add_file(archive, DATABASE_NAME, source, database_bytes, step)
                    manifest = Manifest(
                        utc_text(copy.taken_utc), content, {}, missing, beside, reason, is_rehashed
                    )
                    same = None if reason == DAILY else self._newest_same(manifest)
                    if same is not None:
                        return same
                    backup_file.add_bytes(archive, backup_file.MANIFEST_NAME, manifest.to_bytes())
                durable.flush(file)
                file.close()  # Windows renames no open file
                backup_file.check_written(part, manifest, None, step)
                target = self._free_name(copy.taken_utc, reason)
                durable.rename(part, target)
        return _kept(target, manifest, copy.taken_utc.replace(microsecond=0), reason)

    def thin(self, now_utc: datetime) -> tuple[str, ...]:
        """Remove what the days have thinned out, and return the names. The newest readable one stays.

        What cannot be removed stays until the next time. Raises `EnvironmentFault`.
        """
        readable = {kept.path.name for kept in self.newest_first()}
        dated = [Dated(d.name, d.made.astimezone(), d.reason) for d in self._dated() if d.name in readable]
        removed = []
        for name in sorted(to_remove(dated, now_utc.astimezone())):
            with suppress(OSError):
                (self.folder / name).unlink()
                removed.append(name)
        self._remove_half_made(now_utc)
        return tuple(removed)

    def _dated(self) -> list[Dated]:
        with faults_mapped("target", self.folder):
            if not self.folder.is_dir():
                return []
            names = [entry.name for entry in os.scandir(self.folder) if entry.is_file(follow_symlinks=False)]
        found = []
        for name in names:
            match = _NAME.fullmatch(name)
            if match is not None:
                with suppress(ValueError):  # a 31st of February
                    made = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                    found.append(Dated(name, made, match[2]))
        return found

    def _take_evidence(
        self, copy: DatabaseCopy, is_rehashed: bool, step: Step
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Bring in what is not here yet; return what is here whole, and what the store had not whole."""
        beside: dict[str, int] = {}
        missing: dict[str, int] = {}
        for sha256, size_bytes in copy.files.items():
            held = self.evidence.path_of(sha256)
            if is_rehashed or not _has_size(held, size_bytes):
                fault = take_evidence(copy.evidence, self.evidence, sha256, size_bytes, step)
            else:
                step(0)
                fault = None
            (beside if fault is None else missing)[sha256] = size_bytes
        return beside, missing

    def _newest_same(self, manifest: Manifest) -> KeptBackup | None:
        """Return the newest for the same reason, if it holds the same and is whole."""
        same_reason = [d for d in self._dated() if d.reason == manifest.reason]
        if not same_reason:
            return None
        newest = max(same_reason, key=lambda d: d.made)
        path = self.folder / newest.name
        with suppress(InputError), backup_file.opened(path) as backup:
            other = backup.manifest
            is_same = (other.database, other.beside) == (manifest.database, manifest.beside)
            if is_same and not backup.rehash(lambda _bytes: None):
                return _kept(path, other, newest.made, newest.reason)
        return None

    def _free_name(self, made_utc: datetime, reason: str) -> Path:
        stem = f"dti-{made_utc.astimezone(UTC).strftime(_STAMP)}-{reason}"
        path, number = self.folder / (stem + BACKUP_SUFFIX), 2
        while path.exists():
            path, number = self.folder / f"{stem}-{number}{BACKUP_SUFFIX}", number + 1
        return path

    def _remove_half_made(self, now_utc: datetime) -> None:
        """Remove what a backup left that was killed days ago; a younger one may still be at work."""
        for pattern in (".*.part", f"{EVIDENCE_NAME}/??/.*.part"):
            for path in self.folder.glob(pattern):
                with suppress(OSError):
                    changed = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
                    if _HALF_MADE.fullmatch(path.name) and now_utc - changed > _FORGOTTEN:
                        path.unlink()


def take_evidence(
    source: EvidenceFolder, target: EvidenceFolder, sha256: str, size_bytes: int, step: Step
) -> str | None:
    """See that an evidence file lies whole in `target`: None, or the fault that it has in `source`.

    What is there already is hashed; where it is not whole, it is taken anew. Raises `OSError` where
    `target` cannot be written, and what `step` raises.
    """
    path = target.path_of(sha256)
    if _fault_of(target, sha256, size_bytes, step) is None:
        return None
    fault = _fault_of(source, sha256, size_bytes, step)
    if fault is not None:
        return fault
    durable.make_folder(path.parent)
    path.unlink(missing_ok=True)
    try:
        # A second name where the disk can: no room is taken, and either may be removed.
        os.link(durable.os_path(source.path_of(sha256)), durable.os_path(path))
    except (OSError, NotImplementedError):
        _copy(source.path_of(sha256), path, sha256, step)
    else:
        durable.sync_folder(path.parent)
    return None


def _fault_of(folder: EvidenceFolder, sha256: str, size_bytes: int, step: Step) -> str | None:
    """Re-hash a file as `fault_of` does; what lies on a stranger's disk may be a pipe, a link or endless."""
    try:
        found = os.lstat(durable.os_path(folder.path_of(sha256)))
    except OSError:
        return "evidence-missing"
    if not stat.S_ISREG(found.st_mode):
        return "evidence-unreadable"
    if found.st_size != size_bytes:
        return "evidence-damaged"
    return folder.fault_of(sha256, size_bytes, progress=step)


def _copy(source: Path, target: Path, sha256: str, step: Step) -> None:
    with durable.new_file_beside(target) as (file, part):
        with source.open("rb") as content:
            while chunk := content.read(_CHUNK_BYTES):
                file.write(chunk)
                step(0)
        durable.flush(file)
        file.seek(0)
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            step(0)
        if digest.hexdigest() != sha256:
            raise OSError("the file that was written reads differently")
        file.close()  # Windows renames no open file
        durable.rename(part, target)


def _has_size(path: Path, size_bytes: int) -> bool:
    try:
        return path.stat().st_size == size_bytes
    except OSError:
        return False


def _kept(path: Path, manifest: Manifest, created_utc: datetime, reason: str) -> KeptBackup:
    return KeptBackup(
        path,
        created_utc,
        reason,
        path.stat().st_size,
        len(manifest.beside),
        sum(manifest.beside.values()),
        manifest.is_rehashed,
        len(manifest.missing),
    )
