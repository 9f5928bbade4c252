"""Published results of the communes of one province, made up: by the example set for communes."""

from __future__ import annotations

import csv
import io
from random import Random

COMMUNES = (
    "Xã Phú Tâm", "Xã An Ninh", "Xã Thuận Hòa", "Phường 1", "Phường 2", "Xã Long Đức", "Xã Đại Hải",
    "Xã Trường Khánh", "Xã Vĩnh Châu",
)  # fmt: skip
PROVINCE = "Sóc Trăng"
SET_ID = "dti-commune-example"
YEARS = (2021, 2022, 2023)
MEASURES = ("overall", "ready", "serve", "people", "staff", "index_A", "index_C.1")


def value_of(year: int, commune: str, measure: str) -> int:
    """Return a value in units of 0.0001 that is another one for each."""
    return 3000 + (year - 2021) * 600 + Random(f"{year} {commune} {measure}").randrange(2500)


def ranks(year: int, measure: str = "overall") -> dict[str, int]:
    """Return who stands where, by an ordering of our own."""
    values = {commune: value_of(year, commune, measure) for commune in COMMUNES}
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}


def table(
    years: tuple[int, ...] = YEARS, *, heads: tuple[str, ...] = ("Năm", "Xã, phường", "Chỉ số")
) -> bytes:
    """Return the table as an office would send it: units named without their province."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((*heads, "Hạng", "Giá trị"))
    for year in years:
        for measure in MEASURES:
            for commune in COMMUNES:
                value = f"0,{value_of(year, commune, measure):04d}"
                rank = ranks(year)[commune] if measure == "overall" else ""
                writer.writerow((year, commune, measure, rank, value))
    return out.getvalue().encode()
