"""Makes the saved store of the first schema. Run once, when that schema was released; never again.

python tests/data/stores/make_schema_1.py NEW_FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from dti_desktop.engine.assessment import Citation, Signatory
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogues" / "small.json"
ID = "soc-trang-2022"


class Clock:
    """Half a minute goes by between any two looks."""

    now = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now


def make(folder: Path) -> None:
    """Make the store, with something in every table."""
    assert SCHEMA_VERSION == 1
    with (
        Store.open(folder, now_utc=Clock(), user="Nguyễn Văn An") as store,
        tempfile.TemporaryDirectory() as tmp,
    ):
        catalogue = CATALOGUE.read_bytes()
        store.assessments.create(ID, province="Sóc Trăng", year=2022, catalogue_bytes=catalogue)
        store.edits.apply_bulk(
            ID,
            {"1.1": {"level": "yes", "used.a": Decimal(3), "asked": True}},
            {"population": Decimal("1197823"), "rate": Decimal("12.5")},
        )
        store.edits.patch(ID, "1.1", {"used.a": Decimal(4), "used.b": Decimal("9.000001")})
        store.edits.set_explanation(ID, "1.2", "Chưa có số liệu của Cục Thống kê")
        store.edits.set_note(ID, "1.2", "gọi Sở Y tế")
        store.edits.set_reviewed(ID, "1.1", True)
        store.edits.set_signatory(ID, Signatory("Trần Thị Bình", "GIÁM ĐỐC"))
        plan = Path(tmp) / "Kế hoạch số 5 – bản ký.txt"
        plan.write_text("Kế hoạch\n", "utf-8")
        unreadable = Path(os.fsdecode(os.fsencode(tmp) + b"/cong van \xff.txt"))
        unreadable.write_text("Công văn\n", "utf-8")
        citation = Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Về chuyển đổi số")
        _, (first, _) = store.evidence.attach(
            ID, "1.1", [plan, unreadable], limit_bytes=10**9, citation=citation, pages="3-5"
        )
        store.edits.link(ID, "1.2", first, "7")
        _, cited = store.evidence.add_document(ID, "1.2", Citation("1/BC"))
        store.edits.remove_document(ID, cited)
        store.edits.undo(ID)
        store.edits.set_note(ID, "1.1", "sẽ hoàn tác")
        store.edits.undo(ID)
        store.assessments.create(
            "cu-2021", province="Cần Thơ", year=2021, catalogue_bytes=catalogue, is_sample=True
        )
        store.assessments.archive("cu-2021")
        store.settings.set("evidence_limit_bytes", 2_000_000_000)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
