"""What is left after a crash, read with the program's own services: the store, bundles, backups."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dti_desktop import paths
from dti_desktop.errors import DtiError
from dti_desktop.services.library import Library
from dti_desktop.services.verification import verify
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import backup_file
from tools.durability.content import Content, content_of
from tools.durability.script import BUNDLE_NAME, ID, now_utc

ASIDE_PATTERN = "before-restore-*"


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the shipped data; read once, before anything is forked."""
    return Library(paths.resources_dir(), paths.translations_dir())


@dataclass(frozen=True)
class Found:
    """A store that was opened again. `faults`: why it could not be, or what its own check says."""

    faults: list[str] = field(default_factory=list)
    content: Content | None = None
    journal: tuple[int, str] | None = None
    hashes: list[str] = field(default_factory=list)
    """Of every entry of the journal, in order."""
    steps: list[int] = field(default_factory=list)
    """To which step of the officer each entry belongs; 0 for what the program notes by itself."""
    asides: list[Path] = field(default_factory=list)
    """Stores that restoring put aside."""
    is_recovered: bool = False
    """Whether opening said that the run before had broken off."""


def read_store(store_dir: Path) -> Found:
    """Open a store with the program's own service, let it check itself, and read all of it."""
    if not store_dir.exists():
        return Found()
    try:
        workspace = Workspace.open(store_dir, library(), now_utc=now_utc, user="Nguyễn Thị Hoa")
    except Exception as error:  # noqa: BLE001 - whatever it is, the officer does not get at her work
        return Found([f"does not open: {error!r} {getattr(error, 'facts', '')} {error.__cause__!r}"])
    try:
        faults = [f"{p.code} {p.place} {dict(p.facts)}" for p in workspace.store.verify()]
        asides = sorted(store_dir.glob(ASIDE_PATTERN))
        is_recovered = bool(workspace.recovery)
        if faults or not workspace.exists(ID):
            return Found(faults, asides=asides, is_recovered=is_recovered)
        assessment = workspace.load(ID)
        entries = workspace.journal(ID, limit=1_000_000)[::-1]
        return Found(
            [],
            content_of(workspace, assessment),
            (assessment.journal_entries, assessment.journal_head),
            [entry.hash for entry in entries],
            [0 if entry.kind == "event" else entry.step for entry in entries],
            asides,
            is_recovered,
        )
    except Exception as error:  # noqa: BLE001
        return Found([f"cannot be read: {error!r}"])
    finally:
        workspace.close()


def undo_and_redo_all(store_dir: Path) -> list[str]:
    """Take every step of a store back and do it all again; return what is not as it was.

    Whether there should be steps is not asked here: that is for what was promised to say.
    """
    workspace = Workspace.open(store_dir, library(), now_utc=now_utc, user="Nguyễn Thị Hoa")
    try:
        if not workspace.exists(ID):  # every sitting was killed before it had begun the assessment
            return []
        while workspace.load(ID).can_redo:
            workspace.redo(ID)
        before = content_of(workspace, workspace.load(ID))
        steps = 0
        while workspace.load(ID).can_undo:
            workspace.undo(ID)
            steps += 1
        empty = content_of(workspace, workspace.load(ID))
        faults = [f"{name} stays after undoing all" for name in ("answers", "links", "notes") if empty[name]]
        for _ in range(steps):
            workspace.redo(ID)
        if content_of(workspace, workspace.load(ID)) != before:
            faults.append("redoing all leads elsewhere")
        return faults + [f"{p.code} {p.place}" for p in workspace.store.verify()]
    finally:
        workspace.close()


def files_lost(store_dir: Path, sizes_bytes: dict[str, int]) -> list[str]:
    """Return which of these evidence files are not there whole, without asking the program."""
    lost = []
    for sha256, size_bytes in sizes_bytes.items():
        path = store_dir / "evidence" / sha256[:2] / sha256
        content = path.read_bytes() if path.is_file() else None
        if content is None:
            lost.append(f"{sha256[:12]} of {size_bytes} bytes is gone")
        elif hashlib.sha256(content).hexdigest() != sha256:
            lost.append(f"{sha256[:12]} of {size_bytes} bytes has other content")
    return lost


def output_fault(path: Path) -> str | None:
    """Return what is wrong with a bundle or a backup that carries its final name; None if it is whole."""
    try:
        if path.name == BUNDLE_NAME:
            verification = verify(library(), path)
            return None if verification.is_accepted else "the bundle is not accepted"
        with backup_file.opened(path) as opened:
            return "the backup is damaged" if opened.rehash(lambda _bytes: None) else None
    except DtiError as error:
        return str(error)
