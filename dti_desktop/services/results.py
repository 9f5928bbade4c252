"""Published results: those that ship with the program, and over them those that the office brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.results import OVERALL, PublishedResult, ResultBook
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.store.database import Store
    from dti_desktop.store.published import PublishedRow

NATION = ""
"""What stands in the place of the province in the row of a national mean."""


@dataclass(frozen=True)
class KnownResults:
    """All results as they are known at one moment; never changed, so any thread may read it."""

    library: Library
    imported: tuple[PublishedRow, ...] = ()

    @cached_property
    def book(self) -> ResultBook:
        """The published results; what was imported replaces the row that ships with the program."""
        shipped = self.library.result_book
        if not self.imported:
            return shipped
        rows = {(r.year, r.province, r.measure): r for r in shipped.results}
        for row in self.imported:
            if row.result.province != NATION:
                rows[row.result.year, row.result.province, row.result.measure] = row.result
        return ResultBook(shipped.provinces, tuple(rows.values()))

    @cached_property
    def forecaster(self) -> Forecaster:
        """Forecasts from these results; what is drawn once is kept with them."""
        from dti_desktop.services.forecasting import Forecaster

        return Forecaster(
            self.book, self.national_means, self.library.estimate_defaults, self.library.announcing_kinds
        )

    @cached_property
    def national_means(self) -> Mapping[int, Fraction]:
        """The mean of all provinces (0–1) by year: imported, else shipped, else of a year known in full."""
        means = dict(self.library.national_means)
        if not self.imported:
            return means
        for year in {row.result.year for row in self.imported} - means.keys():
            mean = mean_of_all(self.book, year)
            if mean is not None:
                means[year] = mean
        for row in self.imported:
            result = row.result
            if result.province == NATION and result.measure == OVERALL and result.value is not None:
                means[result.year] = result.value
        return means


def mean_of_all(book: ResultBook, year: int) -> Fraction | None:
    """Return the mean of the provinces' values as a whole, at four decimals; None where one is unknown."""
    values = []
    for province in book.provinces:
        row = book.published(year, province.name, OVERALL)
        if row is None or row.value is None:
            return None
        values.append(row.value)
    return rounded(sum(values, Fraction(0)) / len(values), VALUE_DECIMALS) if values else None


class Results:
    """The published results of an open store. Only `known` may be read on any thread."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self.known = KnownResults(library, store.published.all())

    def put(self, results: Iterable[PublishedResult]) -> None:
        """Keep rows that have been judged, each in place of what was known; all or none."""
        self._store.published.put(results)
        self.known = KnownResults(self._library, self._store.published.all())
