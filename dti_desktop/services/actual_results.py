"""What came in a year, from a file of a person's own: to hold a forecast against, never kept."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from dti_desktop.engine.published_checks import Known, check_published
from dti_desktop.engine.results import OVERALL
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named
from dti_desktop.services.results import KnownResults


def read_actual(known: KnownResults, untrusted_path: Path, year: int) -> Mapping[str, Fraction]:
    """Return the value (0–1) of every province in a table of `province,value` (CSV or XLSX).

    Read as results are that are imported: the same names, numbers and checks. Raises `InputError`:
    `results-invalid` with every faulty line or cell and every province that is missing, or why it is no
    table.
    """
    from dti_desktop.exchange.result_rows import Reading, read_results
    from dti_desktop.exchange.table import MAX_TABLE_BYTES

    library, book = known.library, known.book
    content = read_named(untrusted_path, max_bytes=MAX_TABLE_BYTES, place="--actual")
    reading = Reading(Reading.headings_of(library.result_headings), library.province_names, year)
    read = read_results(content, reading)
    faults, _ = check_published(read.rows, Known(book, known.national_means, library.measures, year))
    problems = [*read.faults, *faults]
    values = {
        row.result.province: row.result.value
        for row in read.rows
        if row.result.measure == OVERALL and row.result.value is not None
    }
    if not problems:
        missing = [p.name for p in book.provinces if p.name not in values]
        problems = [Problem("province-absent", "", {"province": name}) for name in missing]
    if problems:
        raise InputError("results-invalid", problems)
    return {p.name: values[p.name] for p in book.provinces}
