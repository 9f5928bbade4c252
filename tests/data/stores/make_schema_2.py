"""Makes the saved store of the second schema. Run once, when that schema was released; never again.

python tests/data/stores/make_schema_2.py NEW_FOLDER

It is the saved store of the first schema brought up to the second, with something in every new table.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from dti_desktop.engine.assessment import Scenario
from dti_desktop.engine.results import PublishedResult
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

FIRST = Path(__file__).resolve().parent / "schema-1"
ID = "soc-trang-2022"


class Clock:
    """Half a minute goes by between any two looks."""

    now = datetime(2026, 11, 29, 8, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now


def make(folder: Path) -> None:
    """Make the store."""
    assert SCHEMA_VERSION == 2
    shutil.copytree(FIRST, folder)
    with Store.open(
        folder, now_utc=Clock(), user="Nguyễn Văn An", create=False, keep_before_migration=False
    ) as store:
        store.planning.set_estimates(ID, "", {"acceptance": Decimal("0.4"), "data_deadline": "2023-05-20"})
        store.planning.set_estimates(
            ID, "1.1", {"department": "Sở Nội vụ", "excluded": True, "effort:evidence": Decimal("2.5")}
        )
        scenario = Scenario(
            "0a1b2c3d",
            "Thêm nền tảng",
            "2026-11-29T08:00:00Z",
            {"1.1": {"level": "yes", "used.a": Decimal("9.000001"), "asked": True}, "1.2": {}},
            {"population": Decimal(1200000), "rate": None},
        )
        store.planning.save_scenario(ID, scenario, most=50)
        store.published.put(
            [
                PublishedResult(2024, "Sóc Trăng", "overall", 40, Fraction("0.6512"), "công văn", "bản quét"),
                PublishedResult(2024, "Cần Thơ", "ict_index", 7, None, "công văn", ""),
                PublishedResult(2024, "", "overall", None, Fraction("0.7012"), "công văn", ""),
            ]
        )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
