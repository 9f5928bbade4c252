"""Published results: those that ship with the program, and over them those that the office brought in."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.published_checks import NATION, Known, PlacedResult, check_published, merged
from dti_desktop.engine.results import OVERALL, PublishedResult, ResultBook
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.store.database import Store
    from dti_desktop.store.published import PublishedRow

_LONGEST_SOURCE = 300
_ROW = re.compile("[0-9]{1,9}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of one measure of one year. `imported_*` are empty where nothing was imported."""

    year: int
    measure: str
    provinces_known: int
    provinces_total: int
    imported_rows: int
    imported_by: str
    imported_utc: str
    source: str


@dataclass(frozen=True)
class Examined:
    """A file that was read and judged, not kept yet. With `faults` it cannot be kept.

    `rows`: all that it tells, in its order; `changes`: what of it differs from what is known.
    """

    name: str
    rows: tuple[PlacedResult, ...]
    changes: tuple[PublishedResult, ...]
    faults: tuple[Problem, ...]
    notes: tuple[Problem, ...]


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

    def changes(self, results: Iterable[PublishedResult]) -> Iterator[PublishedResult]:
        """Yield what of `results` is not known yet, as it would be kept."""
        own = {(r.year, r.province, r.measure): r for r in (row.result for row in self.imported)}
        for result in results:
            key = (result.year, result.province, result.measure)
            old = own.get(key) or self.book.published(*key)
            new = merged(old, result)
            if result.province == NATION and key not in own:
                if self.national_means.get(result.year) != result.value:
                    yield result
            elif old is None or (old.rank, old.value) != (new.rank, new.value):
                yield new

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

    def listing(self) -> tuple[Listed, ...]:
        """Return what is known, the newest year first."""
        book = self.book
        imported: defaultdict[tuple[int, str], list[PublishedRow]] = defaultdict(list)
        for row in self.imported:
            imported[row.result.year, row.result.measure].append(row)
        sources: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for result in book.results:
            sources[result.year, result.measure].append(result.source)
        listed = []
        for year, measure in sorted(sources, key=lambda key: (-key[0], key[1] != OVERALL, key[1])):
            brought = imported[year, measure]
            newest = max(brought, key=lambda row: row.imported_utc, default=None)
            ((source, _),) = Counter(sources[year, measure]).most_common(1)
            listed.append(
                Listed(
                    year,
                    measure,
                    len(sources[year, measure]),
                    len(book.provinces),
                    len(brought),
                    "" if newest is None else newest.imported_by,
                    "" if newest is None else newest.imported_utc,
                    source,
                )
            )
        return tuple(listed)

    def examine(
        self,
        untrusted_path: Path,
        *,
        year: int | None = None,
        measure: str | None = None,
        this_year: int,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Read a CSV file or workbook and judge it; nothing is changed.

        `year` and `measure` hold where the table has no such column. `measures`: of the editions that are
        known, what ships where it is None. Raises `InputError` where it cannot be
        read as a table; what is wrong with rows stands in `faults`.
        """
        from dti_desktop.exchange.table import MAX_TABLE_BYTES

        name = shown_name(untrusted_path)
        content = read_named(untrusted_path, max_bytes=MAX_TABLE_BYTES, place="")
        return self.examine_bytes(
            content, name, year=year, measure=measure, this_year=this_year, measures=measures
        )

    def examine_bytes(
        self,
        untrusted_bytes: bytes,
        name: str,
        *,
        year: int | None = None,
        measure: str | None = None,
        this_year: int,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Judge the content of such a file, as `examine`; `name` is its file's."""
        from dti_desktop.exchange.result_rows import Reading, read_results

        library = self.library
        headings = Reading.headings_of(library.result_headings)
        reading = Reading(headings, library.province_names, year, measure, composed(name)[:_LONGEST_SOURCE])
        read = read_results(untrusted_bytes, reading)
        known_measures = library.measures if measures is None else measures
        against = Known(self.book, self.national_means, known_measures, this_year)
        faults, notes = check_published(read.rows, against)
        changes = () if faults or read.faults else tuple(self.changes(row.result for row in read.rows))
        return Examined(
            name,
            tuple(read.rows),
            changes,
            tuple(sorted((*read.faults, *faults), key=_in_order)),
            tuple(sorted((*read.notes, *notes), key=_in_order)),
        )


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
    """The published results of an open store. `known` and `examine` may be used on any thread."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self.known = KnownResults(library, store.published.all())

    def examine(
        self,
        untrusted_path: Path,
        *,
        year: int | None = None,
        measure: str | None = None,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Read a file and judge it by what is known now, as `KnownResults.examine`."""
        return self.known.examine(
            untrusted_path,
            year=year,
            measure=measure,
            this_year=self._store.now_utc().year,
            measures=measures,
        )

    def keep(self, examined: Examined) -> None:
        """Keep what was examined, each row in place of what was known; all or none.

        Raises `InputError` with every fault where there is one.
        """
        if examined.faults:
            raise InputError("results-invalid", examined.faults)
        if examined.changes:
            self._store.published.put(examined.changes)
            self.known = KnownResults(self._library, self._store.published.all())


def _in_order(problem: Problem) -> tuple[int, str]:
    """Return a key by which problems stand as their places do in the file; those of no place come last."""
    row = _ROW.search(problem.place)
    return (int(row.group()) if row else sys.maxsize, problem.place)
