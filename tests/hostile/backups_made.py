"""A backup of a few bytes, and one of a real store, to be changed into hostile ones."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dti_desktop.store import backup, backup_file
from dti_desktop.store.backup_file import Content, Manifest
from dti_desktop.store.database import Store

NOW_UTC = datetime(2022, 11, 22, 8, 42, 7, tzinfo=UTC)


def small() -> bytes:
    """Return a backup whose database is no database: enough for the reader of the file."""
    database, evidence = b"SQLite format 3\0", b"E"
    manifest = Manifest(
        "2022-11-22T08:42:07Z",
        Content(hashlib.sha256(database).hexdigest(), len(database)),
        {hashlib.sha256(evidence).hexdigest(): len(evidence)},
        {},
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in zip(manifest.contents, (database, evidence), strict=True):
            backup_file.add_bytes(archive, name, content)
        backup_file.add_bytes(archive, backup_file.MANIFEST_NAME, manifest.to_bytes())
    return buffer.getvalue()


@cache
def of_a_store() -> bytes:
    """Return a backup of a store as it is when new."""
    with tempfile.TemporaryDirectory(prefix="hostile-store-") as folder:
        with Store.open(Path(folder) / "store", now_utc=lambda: NOW_UTC, user="u") as store:
            backup.backup(store, Path(folder) / "backup")
        return (Path(folder) / "backup").read_bytes()
