"""How good the forecast was in the last year that can be tested, for whoever asks how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.published_positions import complete_years
from dti_desktop.engine.results import ResultBook

if TYPE_CHECKING:
    from dti_desktop.engine.backtest import Backtest


def year_to_test(book: ResultBook, catalogue: Catalogue) -> int | None:
    """Return the last year of which all values are known and before which something was published."""
    complete = complete_years(book, catalogue)
    return next((year for year in reversed(complete) if any(known < year for known in book.years)), None)


def last_record(
    book: ResultBook, national_means: Mapping[int, Fraction], catalogue: Catalogue
) -> Backtest | None:
    """Return the record of the forecast of `year_to_test` from the year before; None where there is none.

    Own values count as unknown, so that every province tests the spread. Slow: off the window's thread.
    """
    from dti_desktop.engine.backtest import backtest

    year = year_to_test(book, catalogue)
    if year is None:
        return None
    known_until = max(known for known in book.years if known < year)
    return backtest(book, national_means, catalogue, year=year, known_until=known_until)
