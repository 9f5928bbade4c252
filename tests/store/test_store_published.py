"""Published results that the office brought in lie in the store, each row with who and when."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dti_desktop.engine.results import PublishedResult
from dti_desktop.store.database import Store


def result(province: str = "Sóc Trăng", value: Fraction | None = Fraction("0.6512"), rank: int | None = 40):
    return PublishedResult(2024, province, "overall", rank, value, "nguồn", "ghi chú")


def test_rows_come_back_exactly_with_who_and_when(store: Store, clock):
    rows = [result(), result("Cần Thơ", None, 3), result("", Fraction("0.7"), None)]
    store.published.put(rows)
    found = store.published.all()
    assert {row.result for row in found} == set(rows)
    assert {(row.imported_by, row.imported_utc) for row in found} == {
        ("Nguyễn Văn An", "2026-11-22T08:42:07Z")
    }


def test_a_newer_row_takes_the_place_of_the_older(store: Store, clock):
    store.published.put([result()])
    clock.advance(60)
    store.user = "Trần Thị Bình"
    store.published.put([result(value=Fraction("0.66"))])
    (row,) = store.published.all()
    assert (row.result.value, row.imported_by, row.imported_utc) == (
        Fraction("0.66"),
        "Trần Thị Bình",
        "2026-11-22T08:43:07Z",
    )


def test_all_or_none(store: Store):
    def rows():
        yield result()
        raise ValueError("the reader broke off")

    with pytest.raises(ValueError, match="broke off"):
        store.published.put(rows())
    assert store.published.all() == ()
    assert store.verify() == []
