"""Makes the saved store of the fourth schema. Run once, when that schema was released; never again.

python tests/data/stores/make_schema_4.py NEW_FOLDER

It is the saved store of the third schema brought up to the fourth, with something in every new table.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

THIRD = Path(__file__).resolve().parent / "schema-3"
WHO = "Nguyễn Văn An"
BASE = (Path(__file__).resolve().parents[1] / "catalogues" / "small.json").read_bytes()
SECOND_EDITION = BASE.replace(b'"version": "1"', b'"version": "2"')
ROW = '{"code":"A.1","title_vi":"Mục lục trực tuyến, bản sửa","max_points":"5"}'
INDEX = '{"code":"A","max_points":"31"}'


class Clock:
    """Half a minute goes by between any two looks."""

    now = datetime(2026, 11, 29, 21, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now


def make(folder: Path) -> None:
    """Make the store."""
    assert SCHEMA_VERSION == 4
    shutil.copytree(THIRD, folder)
    with Store.open(folder, now_utc=Clock(), user=WHO, create=False, keep_before_migration=False) as store:
        fill(store)


def fill(store: Store) -> None:
    """Put something into every table that is new."""
    store.editions.keep(BASE, "brought")
    store.editions.keep(SECOND_EDITION, "made")
    drafts = store.catalogue_drafts
    drafts.open(SECOND_EDITION)
    drafts.edit("small", [(("indicators", "A.1"), ROW)], pointer="/title_vi")
    drafts.edit("small", [(("main_indices", "A"), INDEX)])
    drafts.undo("small")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
