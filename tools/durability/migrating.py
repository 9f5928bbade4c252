"""A store of an older schema that is being brought up to date, also beyond what was ever released."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from dti_desktop.store import backup, database, migrations
from tools.durability.promises import Promise
from tools.durability.script import Desk
from tools.durability.survivors import read_store

SAVED_STORES = Path(__file__).resolve().parents[2] / "tests" / "data" / "stores"
_MADE_UP_ROWS = 2_000


def _copy_of_the_journal(db: Any) -> None:
    db["made_up"].create({"id": int, "text": str}, pk="id")
    db["made_up"].insert_all({"id": number, "text": "x" * 200} for number in range(_MADE_UP_ROWS))


def _more_columns(db: Any) -> None:
    db["made_up"].add_column("more", str)
    db["made_up"].create_index(["text"], index_name="made_up_by_text")


@contextmanager
def later_schema() -> Iterator[None]:
    """Let the program know two migrations more than it does, so that there is always something to migrate."""
    known = (*migrations.MIGRATIONS, ("made_up", _copy_of_the_journal), ("made_up_more", _more_columns))
    with (
        mock.patch.object(migrations, "MIGRATIONS", known),
        mock.patch.object(migrations, "SCHEMA_VERSION", len(known)),
        mock.patch.object(database, "SCHEMA_VERSION", len(known)),
        mock.patch.object(backup, "SCHEMA_VERSION", len(known)),
    ):
        yield


def put_old_store(store_dir: Path, generator: random.Random) -> Promise:
    """Put a saved store of an earlier release there and return what it has to hold after migrating."""
    saved = generator.choice(sorted(SAVED_STORES.glob("schema-*")))
    shutil.copytree(saved, store_dir)
    with later_schema():
        found = read_store(store_dir)
    assert found.faults == []
    files = {p.name: p.stat().st_size for p in store_dir.glob("evidence/??/*")}
    shutil.rmtree(store_dir)
    shutil.copytree(saved, store_dir)
    return Promise(found.content, found.journal, files)


def migrate(desk: Desk, _generator: random.Random) -> None:
    """Open the store, which migrates it to what `later_schema` knows, and close it."""
    desk.open()
    desk.close()
