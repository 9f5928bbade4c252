"""Backing the whole store up, by hand and by itself, and bringing it back.

Automatic backups lie in the store's own folder: against mistakes, and against what an upgrade or an
import might do. Against the loss of the disk the office names a folder on another one, which is brought up
to date each day that it is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from dti_desktop.errors import DtiError, EnvironmentFault, InputError, Problem
from dti_desktop.services.person import signed_name
from dti_desktop.utc_times import from_utc_text, utc_text

if TYPE_CHECKING:
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.backup import BackupContent, BackupReport, RestoreReport
    from dti_desktop.store.backup_folder import BackupFolder, KeptBackup
    from dti_desktop.store.database_copy import DatabaseCopy

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]
Act = Literal["import", "merge"]

OUTSIDE_OVERDUE = timedelta(days=14)
"""So long may no backup lie anywhere but on the store's own disk before a hint is given."""

OUTSIDE_FOLDER, OUTSIDE_MADE = "backups/outside_folder", "backups/outside_utc"
STORE_MARK, FAILED, HINT_DISMISSED = "backups/store_mark", "backups/failed", "backups/hint_dismissed_utc"
RESTORED_EVENT = "store-restored"
_PAUSE_S = 0.004
"""After each piece that a daily backup has hashed, so that the disk stays free for whoever works."""


class BackupSettings(NamedTuple):
    """What the store remembers of its backups.

    `failed` is why the last automatic one was not made; `is_hint_wanted`: whether that, or that none lies
    on another disk, is to be said without being asked.
    """

    own_folder: Path
    outside_folder: Path | None
    outside_made_utc: datetime | None
    is_outside_overdue: bool
    failed: Problem | None
    is_hint_wanted: bool


class KeptBackups(NamedTuple):
    """The automatic backups, the newest first.

    `is_outside_there`: whether the folder that was named can be reached; `is_outside_elsewhere`: and lies
    on another disk than the store, as it should.
    """

    backups: tuple[KeptBackup, ...]
    is_outside_there: bool
    is_outside_elsewhere: bool


class DailyBackup(NamedTuple):
    """A day's backup that has been begun: the copy, and the folders it goes to where they have none yet."""

    copy: DatabaseCopy
    own: BackupFolder
    outside: BackupFolder | None


class DailyDone(NamedTuple):
    """What became of it. `problem`: what stood in the way, of the own folder first.

    `own` and `outside` are None where none was made; `is_elsewhere`: whether one lies on another disk now.
    """

    own: KeptBackup | None
    outside: KeptBackup | None
    is_elsewhere: bool
    problem: Problem | None


# -- by hand ---------------------------------------------------------------------------------------


def backup(
    workspace: Workspace,
    target: Path,
    *,
    passphrase: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> BackupReport:
    """Write a backup that has been read again, locked where a passphrase is given; on the store's thread.

    Raises as `begin` and `finish`.
    """
    report = finish(
        begin(workspace, target), target, passphrase=passphrase, progress=progress, cancelled=cancelled
    )
    note_made(workspace, report)
    return report


def begin(workspace: Workspace, target: Path) -> DatabaseCopy:
    """Copy the database for a backup to `target`; on the store's thread, and `finish` on any other.

    Raises as `Workspace.check_target`, and `EnvironmentFault` of the store.
    """
    from dti_desktop.store.backup import copy_store

    workspace.check_target(target)
    return copy_store(workspace.store)


def finish(
    copy: DatabaseCopy,
    target: Path,
    *,
    passphrase: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> BackupReport:
    """Write what was begun. Raises `InputError` as `passphrase_file.chosen`, and as the store's does."""
    from dti_desktop.passphrase_file import chosen
    from dti_desktop.store.backup import write_backup

    with copy:
        return write_backup(
            copy,
            target,
            passphrase=None if passphrase is None else chosen(passphrase),
            progress=progress,
            cancelled=cancelled,
        )


def note_made(workspace: Workspace, report: BackupReport) -> None:
    """Remember that a backup was made, where it lies on another disk than the store."""
    if not _is_same_disk(report.path, workspace.store.folder):
        workspace.set_setting(OUTSIDE_MADE, utc_text(workspace.store.now_utc()))


def look_into(
    untrusted_file: Path,
    store_dir: Path,
    *,
    passphrase: str | None = None,
    now_utc: Callable[[], datetime],
) -> BackupContent:
    """Return what is in a backup, before it is restored; on any thread. Raises as `restore`."""
    from dti_desktop.store.backup import look_into as look

    return look(untrusted_file, store_dir, passphrase=passphrase, now_utc=now_utc)


def restore(
    untrusted_file: Path,
    store_dir: Path,
    *,
    passphrase: str | None = None,
    now_utc: Callable[[], datetime],
    user: str,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> RestoreReport:
    """Bring a backup back into `store_dir`, which must not be open; the old store is kept.

    Each assessment's journal tells of it. Raises as the store's `restore`.
    """
    from dti_desktop.services.workspace import PERSON
    from dti_desktop.store.backup import restore as bring_back
    from dti_desktop.store.database import Store

    report = bring_back(
        untrusted_file,
        store_dir,
        passphrase=passphrase,
        now_utc=now_utc,
        user=user,
        progress=progress,
        cancelled=cancelled,
    )
    # What was restored stays restored, even where this cannot be written or somebody was quicker to open it.
    with (
        suppress(EnvironmentFault),
        Store.open(store_dir, now_utc=now_utc, user=user, create=False) as store,
    ):
        store.user = signed_name(store.settings.get(f"{PERSON}/{user}", ""), user)
        for summary in (*store.assessments.summaries(), *store.assessments.summaries(archived=True)):
            facts = {"backup_utc": report.created_utc}
            store.edits.record_event(summary.id, RESTORED_EVENT, "", facts)
    return report


# -- by itself -------------------------------------------------------------------------------------


def before(workspace: Workspace, act: Act) -> Problem | None:
    """Back the store up before something changes much of it; on the store's thread.

    It never stands in the way: what stopped it is returned and remembered, and the act goes on, which
    is journaled and can be undone as any other.
    """
    from dti_desktop.store.backup import copy_store

    try:
        with copy_store(workspace.store) as copy:
            folder = _own_folder(workspace)
            folder.write(copy, act, is_rehashed=False)
            folder.thin(workspace.store.now_utc())
    except EnvironmentFault as fault:
        _remember_failure(workspace, fault)
        return Problem(fault.code, "", fault.facts)
    return None


def begin_daily(workspace: Workspace) -> DailyBackup | None:
    """Begin the day's backup; on the store's thread, for some milliseconds: no other disk is touched.

    None where it was made today and no folder outside is named, where it failed today, or where there
    is nothing to lose yet. Raises `EnvironmentFault` of the store.
    """
    from dti_desktop.store.backup import copy_store

    now_utc = workspace.store.now_utc()
    failed = workspace.setting(FAILED)
    if isinstance(failed, dict) and _is_same_day(failed.get("utc"), now_utc):
        return None
    held = workspace.store.assessments
    if not held.summaries() and not held.summaries(archived=True):
        return None
    own, outside = _own_folder(workspace), _outside_folder(workspace)
    if outside is None:
        with suppress(EnvironmentFault):  # what is wrong is told when it is written
            if not _is_due(own, now_utc):
                return None
    return DailyBackup(copy_store(workspace.store), own, outside)


def finish_daily(
    daily: DailyBackup,
    *,
    now_utc: Callable[[], datetime],
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> DailyDone:
    """Write the day's backup where there is none, every file of evidence hashed, and thin out.

    On any thread, unhurriedly; a folder that is not there now is left for another time. What the disk
    refuses is in the answer. Raises `Cancelled`; then there is no backup of this day yet.
    """

    def unhurried(done: int, total: int) -> None:
        time.sleep(_PAUSE_S)
        if progress is not None:
            progress(done, total)

    made: list[KeptBackup | None] = []
    problem: Problem | None = None
    with daily.copy as copy:
        for folder in (daily.own, daily.outside):
            kept = None
            if folder is not None and folder.folder.parent.is_dir():
                try:
                    if _is_due(folder, now_utc()):
                        kept = folder.write(
                            copy, "daily", is_rehashed=True, progress=unhurried, cancelled=cancelled
                        )
                        folder.thin(now_utc())
                except EnvironmentFault as fault:
                    problem = problem or Problem(fault.code, "", fault.facts)
            made.append(kept)
    own, outside = made
    is_elsewhere = outside is not None and not _is_same_disk(outside.path, daily.own.folder)
    return DailyDone(own, outside, is_elsewhere, problem)


def note_daily(workspace: Workspace, done: DailyDone) -> None:
    """Remember what became of the day's backup; on the store's thread."""
    now_utc = workspace.store.now_utc()
    if done.problem is not None:
        _remember_failure(workspace, done.problem)
    elif (done.own or done.outside) and workspace.setting(FAILED) is not None:
        workspace.set_setting(FAILED, None)
    if done.is_elsewhere:
        workspace.set_setting(OUTSIDE_MADE, utc_text(now_utc))


# -- what there is ---------------------------------------------------------------------------------


def settings(workspace: Workspace) -> BackupSettings:
    """Return what the store remembers of its backups; on the store's thread, no other disk is touched."""
    now_utc = workspace.store.now_utc()
    summaries = workspace.store.summaries()
    begun = [from_utc_text(s.created_utc) for s in summaries if not s.is_sample]
    outside_made = _moment(workspace.setting(OUTSIDE_MADE))
    dismissed = _moment(workspace.setting(HINT_DISMISSED))
    known = [moment for moment in (outside_made, dismissed) if moment is not None]
    since = max([min(begun), *known]) if begun else None
    failed = workspace.setting(FAILED)
    outside = workspace.setting(OUTSIDE_FOLDER)
    is_overdue = since is not None and now_utc - since > OUTSIDE_OVERDUE
    problem, is_failure_new = None, False
    if isinstance(failed, dict):
        problem = Problem(str(failed.get("code")), "", dict(failed.get("facts", {})))
        is_failure_new = not failed.get("is_dismissed")
    return BackupSettings(
        own_folder=own_folder(workspace.store.folder),
        outside_folder=Path(outside) if isinstance(outside, str) else None,
        outside_made_utc=outside_made,
        is_outside_overdue=is_overdue,
        failed=problem,
        is_hint_wanted=is_overdue or is_failure_new,
    )


def kept(remembered: BackupSettings, mark: str) -> KeptBackups:
    """Return the automatic backups that there are; on any thread, for another disk may be slow."""
    from dti_desktop.store.backup_folder import BackupFolder

    found = list(BackupFolder(remembered.own_folder).newest_first())
    outside = remembered.outside_folder
    is_there = is_elsewhere = False
    if outside is not None and outside.is_dir():
        try:
            found += BackupFolder(outside / mark).newest_first()
            is_there, is_elsewhere = True, not _is_same_disk(outside, remembered.own_folder.parent)
        except EnvironmentFault:
            is_there = False
    found.sort(key=lambda each: each.created_utc, reverse=True)
    return KeptBackups(tuple(found), is_there, is_elsewhere)


def list_kept(workspace: Workspace) -> KeptBackups:
    """Return the automatic backups that there are; on the store's thread."""
    return kept(settings(workspace), store_mark(workspace))


def set_outside_folder(workspace: Workspace, folder: Path | None) -> None:
    """Name a folder, best on another disk, that gets the day's backup too; None for none.

    Raises `InputError` `target-folder-missing`, `target-in-store`.
    """
    if folder is not None:
        if not folder.is_dir():
            raise InputError("target-folder-missing", folder=folder.name)
        if workspace.store.folder.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise InputError("target-in-store", name=folder.name)
    workspace.set_setting(OUTSIDE_FOLDER, None if folder is None else str(folder.absolute()))


def dismiss_hint(workspace: Workspace) -> None:
    """Let the hint rest: for as long again, and where a backup failed, until it fails once more."""
    failed = workspace.setting(FAILED)
    if isinstance(failed, dict):
        workspace.set_setting(FAILED, {**failed, "is_dismissed": True})
    workspace.set_setting(HINT_DISMISSED, utc_text(workspace.store.now_utc()))


def store_mark(workspace: Workspace) -> str:
    """Return the name of this store's own folder inside a folder that several stores may share."""
    import secrets

    mark = workspace.setting(STORE_MARK)
    if not isinstance(mark, str):
        mark = f"dti-backups-{secrets.token_hex(4)}"
        workspace.set_setting(STORE_MARK, mark)
    return mark


def own_folder(store_dir: Path) -> Path:
    """Return where a store keeps its automatic backups, be it open or not; nothing may be there yet."""
    from dti_desktop.store.swap import BACKUPS_NAME

    return store_dir / BACKUPS_NAME


def _own_folder(workspace: Workspace) -> BackupFolder:
    from dti_desktop.store.backup_folder import BackupFolder

    return BackupFolder(own_folder(workspace.store.folder))


def _outside_folder(workspace: Workspace) -> BackupFolder | None:
    """This store's own folder in the one that the office named, whether that is there now or not."""
    from dti_desktop.store.backup_folder import BackupFolder

    named = workspace.setting(OUTSIDE_FOLDER)
    return BackupFolder(Path(named) / store_mark(workspace)) if isinstance(named, str) else None


def _is_due(folder: BackupFolder, now_utc: datetime) -> bool:
    """Whether a folder has no daily backup of this day. Raises `EnvironmentFault`."""
    last_utc = folder.last_daily_utc(now_utc)
    return last_utc is None or last_utc.astimezone().date() != now_utc.astimezone().date()


def _remember_failure(workspace: Workspace, failure: Problem | DtiError) -> None:
    now = utc_text(workspace.store.now_utc())
    facts = {key: str(fact) for key, fact in failure.facts.items()}
    try:
        workspace.set_setting(FAILED, {"code": failure.code, "facts": facts, "utc": now})
    except EnvironmentFault:
        return  # the very disk that refuses the backup; the next one will tell


def _is_same_disk(path: Path, other: Path) -> bool:
    """Whether two places share a disk; where that cannot be told, they do: better one hint too many."""
    try:
        return path.stat().st_dev == other.stat().st_dev
    except OSError:
        return True


def _moment(stored: object) -> datetime | None:
    return from_utc_text(stored) if isinstance(stored, str) else None


def _is_same_day(stored: object, now_utc: datetime) -> bool:
    """Whether a kept time lies in this day as the clock on the wall counts."""
    moment = _moment(stored)
    return moment is not None and moment.astimezone().date() == now_utc.astimezone().date()
