"""Makes the saved store of the third schema. Run once, when that schema was released; never again.

python tests/data/stores/make_schema_3.py NEW_FOLDER

It is the saved store of the second schema brought up to the third, with something in every new table.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from dti_desktop.engine.assessment import Citation, Entered, StoredFile
from dti_desktop.engine.parts import IssuedPart, PartOrigin
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

SECOND = Path(__file__).resolve().parent / "schema-2"
ID = "soc-trang-2022"
AT, WHO = "2026-11-29T09:00:00Z", "Nguyễn Văn An"
BASELINE = b'{"answers":{}}'
SHA256 = hashlib.sha256(BASELINE).hexdigest()

REVIEWS = {
    "1.2": ReviewMark("approved", "", WHO, AT),
    "1.3": ReviewMark("needs-work", "thiếu trang", WHO, AT),
}
BEGAN = Comment("00ff", "Xem lại số hộ", WHO, AT, None, "2026-11-29T09:30:00Z")
ANSWERED = Comment("11ee", "Đã sửa", "Trần Thị Bình", AT, "00ff")
SCORE = GivenScore(Decimal("7.25"), "chỉ có kế hoạch", WHO, AT)
TICK = Entered("a" * 64, WHO, AT)
ISSUED = IssuedPart("c0ffee", "Sở Nội vụ", date(2022, 12, 1), ("1.1",), SHA256, AT, WHO, None)
ORIGIN = PartOrigin("beef", "tinh-2022", "Sở Y tế", None, ("1.1", "1.2"), SHA256, AT, WHO)
FILE = StoredFile("b" * 64, 17, "application/pdf", "Kế hoạch.pdf")
ROW = PreviousRow(
    "1.9",
    {"level": "yes", "used.a": Decimal("2.5"), "asked": True},
    "như năm trước",
    Fraction(10, 3),
    Fraction(5),
    (
        PreviousDocument(Citation("5/KH-UBND", date(2021, 2, 3), "UBND tỉnh", "Kế hoạch"), FILE, "2"),
        PreviousDocument(Citation("6/BC"), None),
    ),
)
SHELVED = PreviousRow("9.9", {"level": "no"})
PREVIOUS = Previous(
    "cu-2021", 2021, "cu", "sha256:00", {"population": Decimal("1200000.5")}, {"1.1": ROW}, {"9.9": SHELVED}
)


class Clock:
    """Half a minute goes by between any two looks."""

    now = datetime(2026, 11, 29, 9, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now


def make(folder: Path) -> None:
    """Make the store."""
    assert SCHEMA_VERSION == 3
    shutil.copytree(SECOND, folder)
    with Store.open(folder, now_utc=Clock(), user=WHO, create=False, keep_before_migration=False) as store:
        fill(store)


def fill(store: Store) -> None:
    """Put something into every table that is new."""
    store.review.put_comment(ID, "1.1", BEGAN)
    store.review.put_comment(ID, "1.1", ANSWERED)
    store.review.set_given_scores(ID, "reviewer", {"1.1": SCORE})
    store.review.set_given_scores(ID, "ministry", {"1.1": SCORE})
    store.previous.set_change_reason(ID, "1.1", "thêm nền tảng")
    store.review.set_entered(ID, {"1.2": TICK})
    store.parts.put_issued(ID, ISSUED, BASELINE)
    store.parts.set_origin(ID, ORIGIN, BASELINE)
    store.previous.bring_along(ID, PREVIOUS)
    store.review.set_marks(ID, REVIEWS)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
