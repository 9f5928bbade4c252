"""Published results as a table that `result_rows.read_results` reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dti_desktop.engine.numbers import value_text
from dti_desktop.engine.results import PublishedResult
from dti_desktop.exchange.neutral_text import neutral

COLUMNS = ("year", "province", "measure", "rank", "value", "source", "note")


def write_results(results: Iterable[PublishedResult]) -> bytes:
    """Return the rows as CSV in UTF-8, headed by `COLUMNS`; what is unknown is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in results:
        value = "" if row.value is None else value_text(row.value)
        rank = "" if row.rank is None else str(row.rank)
        writer.writerow(
            (
                row.year,
                neutral(row.province),
                row.measure,
                rank,
                value,
                neutral(row.source),
                neutral(row.note),
            )
        )
    return out.getvalue().encode("utf-8")
