"""A store: one folder, `dti.sqlite` and `evidence/` in it, open for one process and one thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault, Problem
from dti_desktop.store.connection import Connection
from dti_desktop.store.evidence_files import EvidenceFolder, IsCancelled, ProgressBytes
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.listing import Summary, own_edition_digests, summaries
from dti_desktop.store.migrations import SCHEMA_VERSION, migrate, version_of
from dti_desktop.store.settings import Settings
from dti_desktop.store.swap import (
    BACKUPS_NAME,
    DATABASE_NAME,
    EVIDENCE_NAME,
    complete_swap,
    is_waiting,
    remove_broken_off,
)

if TYPE_CHECKING:
    from dti_desktop.store.assessments import Assessments
    from dti_desktop.store.catalogue_drafts import CatalogueDrafts
    from dti_desktop.store.catalogue_moves import CatalogueMoves
    from dti_desktop.store.editions import Editions
    from dti_desktop.store.edits import Edits
    from dti_desktop.store.evidence import Evidence
    from dti_desktop.store.journal import Journal
    from dti_desktop.store.journal_check import JournalCheck
    from dti_desktop.store.journal_pages import JournalPages
    from dti_desktop.store.part_rows import PartRows
    from dti_desktop.store.planning import Planning
    from dti_desktop.store.previous_rows import PreviousRows
    from dti_desktop.store.published import PublishedRows
    from dti_desktop.store.review_rows import ReviewRows


class Recovery(NamedTuple):
    """What the opening found of a run that did not end well. Nothing acknowledged was lost."""

    log_replayed: bool
    half_made_copies: int
    restore_finished: bool

    def __bool__(self) -> bool:
        return self.log_replayed or self.half_made_copies > 0 or self.restore_finished


class Store:
    """An open store. Only the thread that opened it may use it, but for `files` and `owns`, which any may.

    `recovery` is true where the run before this one broke off.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        recovery: Recovery,
        now_utc: Callable[[], datetime],
        user: str,
    ) -> None:
        self.folder = folder
        self._is_open = True
        self.recovery = recovery
        self.now_utc = now_utc
        self.user = user
        self.connection = connection
        self.files = EvidenceFolder(folder / EVIDENCE_NAME)
        self.settings = Settings(connection)

    # Each is loaded when it is first wanted: a store that only lists its assessments needs none of them.

    @cached_property
    def journal(self) -> Journal:
        """The journal, as it is written and read in one piece."""
        from dti_desktop.store.journal import Journal

        return Journal(self.connection)

    @cached_property
    def journal_pages(self) -> JournalPages:
        """The journal, a page at a time."""
        from dti_desktop.store.journal_pages import JournalPages

        return JournalPages(self.connection)

    @cached_property
    def edits(self) -> Edits:
        """What changes an assessment, step by step."""
        from dti_desktop.store.edits import Edits

        # A person may change her name while the store is open.
        return Edits(self.connection, self.journal, self.now_utc, lambda: self.user)

    @cached_property
    def assessments(self) -> Assessments:
        """The assessments themselves."""
        from dti_desktop.store.assessments import Assessments

        return Assessments(self.connection, self.journal, self.now_utc, lambda: self.user)

    @cached_property
    def evidence(self) -> Evidence:
        """Documents and the files they are."""
        from dti_desktop.store.evidence import Evidence

        return Evidence(self.connection, self.edits, self.files, self.now_utc)

    @cached_property
    def planning(self) -> Planning:
        """What the office expects and plans."""
        from dti_desktop.store.planning import Planning

        return Planning(self.connection, self.edits)

    @cached_property
    def review(self) -> ReviewRows:
        """States, remarks, given points."""
        from dti_desktop.store.review_rows import ReviewRows

        return ReviewRows(self.connection, self.edits)

    @cached_property
    def parts(self) -> PartRows:
        """What departments were handed."""
        from dti_desktop.store.part_rows import PartRows

        return PartRows(self.connection, self.edits)

    @cached_property
    def previous(self) -> PreviousRows:
        """What was brought along from an earlier year."""
        from dti_desktop.store.previous_rows import PreviousRows

        return PreviousRows(self.connection, self.edits, self.now_utc)

    @cached_property
    def published(self) -> PublishedRows:
        """Published results that the office brought in."""
        from dti_desktop.store.published import PublishedRows

        return PublishedRows(self.connection, self.now_utc, lambda: self.user)

    @cached_property
    def editions(self) -> Editions:
        """Editions of catalogues that were made or brought in here."""
        from dti_desktop.store.editions import Editions

        return Editions(self.connection, self.now_utc, lambda: self.user)

    @cached_property
    def catalogue_drafts(self) -> CatalogueDrafts:
        """The next editions, as they are being made."""
        from dti_desktop.store.catalogue_drafts import CatalogueDrafts

        return CatalogueDrafts(self.connection, self.now_utc, lambda: self.user)

    @cached_property
    def catalogue_moves(self) -> CatalogueMoves:
        """Assessments moved to another edition."""
        from dti_desktop.store.catalogue_moves import CatalogueMoves

        return CatalogueMoves(self.connection, self.edits)

    def own_edition_digests(self) -> frozenset[str]:
        """Return the digests of the editions that were made or brought in here, without loading any."""
        return own_edition_digests(self.connection)

    def summaries(self) -> list[Summary]:
        """Return the assessments that were not put aside, last changed first, without loading any."""
        return summaries(self.connection)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now_utc: Callable[[], datetime],
        user: str,
        create: bool = True,
        keep_before_migration: bool = True,
    ) -> Store:
        """Open the store in `folder` for this process alone; make it, or bring its schema up, where needed.

        `now_utc` gives the time for rows and journal, `user` is who the journal names. A store of the
        present schema is not changed by opening and closing it, to the byte; one of an older schema is
        backed up in its folder `backups/` first, and not opened where that cannot be done.

        Raises `EnvironmentFault`: `store-locked` (at once), `store-missing` (with `create` false),
        `not-a-store`, `store-too-new`, `store-read-only`, `store-unreachable`, `store-damaged`,
        `disk-full`, before a migration also `target-read-only`, `target-unreachable`.
        """
        path = folder / DATABASE_NAME
        with faults_mapped():
            restore_finished = is_waiting(folder)
            complete_swap(folder, newest_version=SCHEMA_VERSION)
            if folder.exists() and not folder.is_dir():
                raise EnvironmentFault("store-unreachable")
            if not create and not path.is_file():
                raise EnvironmentFault("store-missing")
            durable.make_folder(folder)
            log = path.with_name(DATABASE_NAME + "-wal")
            log_replayed = log.is_file() and log.stat().st_size > 0
            if log_replayed:
                # What a killed program left to the system is shown from now on, so it has to last.
                durable.sync_file(log)
        connection = Connection.open(path, newest_version=SCHEMA_VERSION)
        try:
            if connection.is_fresh:
                with faults_mapped():
                    durable.sync_folder(folder)
            if keep_before_migration and 0 < version_of(connection) < SCHEMA_VERSION:
                _keep(connection, folder, now_utc())
            migrate(connection)
            # Only now, under the lock: what lies there is nobody's work in progress.
            half_made = EvidenceFolder(folder / EVIDENCE_NAME).prepare()
            with faults_mapped():
                _sync_names(folder)
            remove_broken_off(folder)
            recovery = Recovery(log_replayed, half_made, restore_finished)
        except BaseException:
            connection.close()
            raise
        return cls(folder, connection, recovery, now_utc, user)

    def close(self) -> None:
        """Bring everything into `dti.sqlite`, leave no log beside it, and let go. May be called twice.

        Copies that were staged and not recorded are removed: left behind, they would tell of a crash.
        """
        if self._is_open:
            self._is_open = False
            self.files.discard_staged()
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def journal_check(self, assessment_id: str) -> JournalCheck:
        """Return a check of one journal that has not begun yet; it stays good while the store is open."""
        from dti_desktop.store.journal_check import JournalCheck

        return JournalCheck(self.connection, assessment_id)

    def transaction(self) -> AbstractContextManager[None]:
        """Make several edits last together or not at all; each is still its own step of undo."""
        return self.connection.transaction()

    def verify(
        self, *, progress: ProgressBytes | None = None, cancelled: IsCancelled | None = None
    ) -> list[Problem]:
        """Check everything and list what is wrong: nothing in a sound store.

        `database-damaged`, `trigger-differs` (one of the journal's guards is gone, or one too many is
        there), `reference-broken`, `journal-broken` (facts `seq` and `is_accepted`: whether a person has
        answered for all of it), `journal-differs` (a value that the journal does not tell of),
        `evidence-missing`, `evidence-damaged`, `evidence-unreadable`.
        """
        problems = self.verify_database()
        problems += self.evidence.verify_all(progress=progress, cancelled=cancelled).problems
        return problems

    def verify_database(self) -> list[Problem]:
        """Check the database and the journals, not the evidence files. Codes as in `verify`."""
        from dti_desktop.store.journal_check import changed_guards

        problems = [
            Problem("database-damaged", "", {"detail": text})
            for (text,) in self.connection.rows("PRAGMA integrity_check")
            if text != "ok"
        ]
        problems += [Problem("trigger-differs", name) for name in changed_guards(self.connection)]
        problems += [
            Problem("reference-broken", str(row[0]), {"row": row[1], "parent": row[2]})
            for row in self.connection.rows("PRAGMA foreign_key_check")
        ]
        for (assessment_id,) in self.connection.rows("SELECT id FROM assessments ORDER BY id"):
            state = self.journal_check(assessment_id).finish()
            breaks = state.breaks or state.accepted_breaks
            if breaks:
                facts = {"seq": breaks[0].seq, "is_accepted": not state.breaks}
                problems.append(Problem("journal-broken", assessment_id, facts))
            problems += [
                Problem("journal-differs", assessment_id, asdict(different.cell))
                for different in state.differences
            ]
        return problems


def _keep(connection: Connection, folder: Path, now_utc: datetime) -> None:
    """Back the store up as it is before its schema changes."""
    from dti_desktop.store.backup_folder import BackupFolder
    from dti_desktop.store.database_copy import copy_database

    with copy_database(connection, folder, now_utc) as copy:
        BackupFolder(folder / BACKUPS_NAME).write(copy, "migration", is_rehashed=False)


def _sync_names(folder: Path) -> None:
    """See that the store's own names last: a program killed while it made them never came to do it."""
    durable.sync_folder(folder / EVIDENCE_NAME)
    durable.sync_folder(folder)
    with suppress(PermissionError):  # a folder above that may be entered but not listed cannot be synced
        durable.sync_folder(folder.parent)
