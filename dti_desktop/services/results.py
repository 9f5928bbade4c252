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

from dti_desktop.engine.assessed_unit import unit_and_province
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.published_checks import NATION, Known, PlacedResult, check_published, merged
from dti_desktop.engine.results import (
    OVERALL,
    PublishedResult,
    ResultBook,
    is_mean,
    measures_of_sets,
    set_and_measure,
)
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.store.database import Store
    from dti_desktop.store.published import PublishedRow

_LONGEST_SOURCE = 300
_ROW = re.compile("[0-9]{1,9}$", re.ASCII)

_Listing = tuple[int, str, str, str]
"""Year, set and province (both "" for the provinces' own results), measure."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of one measure of one year. `imported_*` are empty where nothing was imported.

    `set_id`, `province`: of which set and of whose units, both "" for the provinces' results.
    """

    year: int
    measure: str
    provinces_known: int
    provinces_total: int
    imported_rows: int
    imported_by: str
    imported_utc: str
    source: str
    set_id: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class UnitsOf:
    """Whose results a table holds that does not say so itself: the units of a province, by a set for such."""

    catalogue: Catalogue
    province: str


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
        of_sets = []
        for row in self.imported:
            if set_and_measure(row.result.measure)[0]:
                of_sets.append(row.result)
            elif row.result.province != NATION:
                rows[row.result.year, row.result.province, row.result.measure] = row.result
        return ResultBook(shipped.provinces, tuple(rows.values()), tuple(of_sets))

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

    def means(self, catalogue: Catalogue, assessed: str) -> Mapping[int, Fraction]:
        """Return the mean (0–1) by year of those among whom `assessed` is ranked."""
        return self.national_means if catalogue.is_of_provinces else self.book.of(catalogue, assessed).means

    def listing(self) -> tuple[Listed, ...]:
        """Return what is known, the newest year first; the provinces' results before those of other sets."""
        book = self.book
        imported: defaultdict[_Listing, list[PublishedRow]] = defaultdict(list)
        for row in self.imported:
            imported[_listing_of(row.result)].append(row)
        sources: defaultdict[_Listing, list[str]] = defaultdict(list)
        units: defaultdict[tuple[int, str, str], set[str]] = defaultdict(set)
        for result in (*book.results, *book.of_sets):
            year, set_id, province, measure = key = _listing_of(result)
            if not is_mean(result.province, result.measure):
                sources[key].append(result.source)
                units[year, set_id, province].add(result.province)
        listed = []
        for key in sorted(sources, key=lambda key: (-key[0], *key[1:3], key[3] != OVERALL, key[3])):
            year, set_id, province, measure = key
            brought = imported[key]
            newest = max(brought, key=lambda row: row.imported_utc, default=None)
            ((source, _),) = Counter(sources[key]).most_common(1)
            listed.append(
                Listed(
                    year,
                    measure,
                    len(sources[key]),
                    len(units[year, set_id, province]) if set_id else len(book.provinces),
                    len(brought),
                    "" if newest is None else newest.imported_by,
                    "" if newest is None else newest.imported_utc,
                    source,
                    set_id,
                    province,
                )
            )
        return tuple(listed)

    def examine(
        self,
        untrusted_path: Path,
        *,
        year: int | None = None,
        measure: str | None = None,
        units: UnitsOf | None = None,
        this_year: int,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Read a CSV file or workbook and judge it; nothing is changed.

        `year` and `measure` hold where the table has no such column, `units` where it does not name the set
        and the province that its units belong to: without them such rows are the provinces'. `measures`: of
        the editions that are known, what ships where it is None. Raises `InputError` where it cannot be read
        as a table; what is wrong with rows stands in `faults`.
        """
        from dti_desktop.exchange.table import MAX_TABLE_BYTES

        name = shown_name(untrusted_path)
        content = read_named(untrusted_path, max_bytes=MAX_TABLE_BYTES, place="")
        return self.examine_bytes(
            content, name, year=year, measure=measure, units=units, this_year=this_year, measures=measures
        )

    def examine_bytes(
        self,
        untrusted_bytes: bytes,
        name: str,
        *,
        year: int | None = None,
        measure: str | None = None,
        units: UnitsOf | None = None,
        catalogues: Iterable[Catalogue] = (),
        this_year: int,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Judge the content of such a file, as `examine`; `name` is its file's.

        `catalogues`: sets that the program may not know yet, and that rows may be of.
        """
        from dti_desktop.exchange.result_rows import Reading, read_results

        library = self.library
        headings = Reading.headings_of(library.result_headings)
        known_measures = library.measures if measures is None else measures
        known_measures |= measures_of_sets(catalogues)
        if units is not None:
            known_measures |= measures_of_sets([units.catalogue])
        reading = Reading(
            headings,
            library.province_names,
            year,
            measure,
            composed(name)[:_LONGEST_SOURCE],
            known_measures,
            "" if units is None else units.catalogue.id,
            "" if units is None else units.province,
        )
        read = read_results(untrusted_bytes, reading)
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


def _listing_of(result: PublishedResult) -> _Listing:
    set_id, measure = set_and_measure(result.measure)
    return result.year, set_id, unit_and_province(result.province)[1] if set_id else "", measure


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
        units: UnitsOf | None = None,
        measures: frozenset[str] | None = None,
    ) -> Examined:
        """Read a file and judge it by what is known now, as `KnownResults.examine`."""
        return self.known.examine(
            untrusted_path,
            year=year,
            measure=measure,
            units=units,
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
