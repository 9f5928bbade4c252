"""What came in a year, from a file of a person's own: to hold a forecast against, never kept."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from dti_desktop.engine.results import OVERALL, set_and_measure
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.results import KnownResults, UnitsOf


def read_actual(
    known: KnownResults, untrusted_path: Path, year: int, units: UnitsOf | None = None
) -> Mapping[str, Fraction]:
    """Return the value (0–1) of every province (of every unit, for `units`) in a table of `province,value`.

    A CSV file or a workbook, read as results are that are imported: the same names, numbers and checks.
    Raises `InputError`: `results-invalid` with every faulty line or cell and every province that is missing,
    or why it is no table.
    """
    examined = known.examine(untrusted_path, year=year, units=units, this_year=year)
    problems = list(examined.faults)
    values = {
        row.result.province: row.result.value
        for row in examined.rows
        if set_and_measure(row.result.measure)[1] == OVERALL and row.result.value is not None
    }
    book = known.book if units is None else known.book.of(units.catalogue, units.province)
    if not problems:
        missing = [p.name for p in book.provinces if p.name not in values]
        problems = [Problem("province-absent", "", {"province": name}) for name in missing]
    if problems:
        raise InputError("results-invalid", problems)
    return {p.name: values[p.name] for p in book.provinces}
