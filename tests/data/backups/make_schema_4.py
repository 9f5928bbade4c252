"""Makes the saved backups of the fourth schema from its saved store. Run once, when that schema was released.

python tests/data/backups/make_schema_4.py NEW_FOLDER
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from dti_desktop.store.backup import backup, copy_store
from dti_desktop.store.backup_folder import BackupFolder
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

SAVED = Path(__file__).resolve().parents[1] / "stores" / "schema-4"
PASSPHRASE = "b3xk-9mqr-t7vh-2zcp-k4nj-8fgs"


def make(folder: Path) -> None:
    """Make a whole backup, the same locked, and an automatic one with its evidence beside it."""
    assert SCHEMA_VERSION == 4
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        shutil.copytree(SAVED, Path(tmp) / "store")
        with Store.open(
            Path(tmp) / "store", now_utc=lambda: datetime(2026, 11, 29, 21, 42, 7, tzinfo=UTC), user="a"
        ) as store:
            backup(store, folder / "schema-4.dtibackup")
            backup(store, folder / "schema-4.dtibackup.age", passphrase=PASSPHRASE)
            with copy_store(store) as copy:
                BackupFolder(folder / "schema-4-daily").write(copy, "daily", is_rehashed=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
