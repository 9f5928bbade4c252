"""Published results and provinces, read from the text of the reference files.

A row that is missing is unknown, not zero. A pillar value that was not published may be derived
from the whole and the main indices; it is then marked as derived.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from dti_desktop.engine.assessed_unit import SEPARATOR, unit_and_province
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, NumberFault, catalogue_number, rounded
from dti_desktop.errors import InputError, Problem

OVERALL = "overall"
INDEX_PREFIX = "index_"
"""The measure of main index `3` is `index_3`; a pillar's measure is its code."""

SET_SEPARATOR = ":"
"""Between the id of a set that assesses units of a province and its measure: `communes:overall`."""

RESULT_COLUMNS = ("year", "province", "measure", "rank", "value", "source", "note")
MEAN_COLUMNS = ("year", "value", "source")
PROVINCE_COLUMNS = ("code", "name_vi", "name_en", "region_vi", "merged_2025_into_vi")
MERGER_YEAR = 2025
"""From this year on the units are those that the provinces were merged into."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province and the region it is compared in. `merged_into` is its unit since July 2025."""

    code: str
    name: str
    name_en: str
    region: str
    merged_into: str


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One published figure; `rank` or `value` (0–1) may be unknown."""

    year: int
    province: str
    measure: str
    rank: int | None
    value: Fraction | None
    source: str
    note: str


@dataclass(frozen=True)
class KnownValue:
    """A value (0–1, four decimals) to compare with, and whether it was published or derived."""

    value: Fraction
    origin: Literal["published", "derived"]

    @cached_property
    def units(self) -> int:
        """The value in units of the last published decimal, rounded half up: what is compared."""
        return int(rounded(self.value, VALUE_DECIMALS) * 10**VALUE_DECIMALS)


def measure_of_set(catalogue_id: str, measure: str) -> str:
    """Return how a measure is named where results of several sets stand together; `catalogue_id` ""
    names those of the provinces."""
    return f"{catalogue_id}{SET_SEPARATOR}{measure}" if catalogue_id else measure


def set_and_measure(measure: str) -> tuple[str, str]:
    """Return the id of the set ("": the provinces') and its own name of such a measure."""
    catalogue_id, _, own = measure.rpartition(SET_SEPARATOR)
    return catalogue_id, own


def is_mean(province: str, measure: str) -> bool:
    """Whether such a row tells a mean: of the nation, or of the units of the province that it names."""
    return not province or (SET_SEPARATOR in measure and SEPARATOR not in province)


def measures_of_sets(catalogues: Iterable[Catalogue]) -> frozenset[str]:
    """Return the whole, the pillars and the main indices of catalogues, as `measure_of_set` names them."""
    found = {OVERALL}
    for catalogue in catalogues:
        own = (*measures_of(catalogue), *(INDEX_PREFIX + index.code for index in catalogue.main_indices))
        set_id = "" if catalogue.is_of_provinces else catalogue.id
        found |= {measure_of_set(set_id, measure) for measure in own}
    return frozenset(found)


def measures_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the measures of the whole and of each pillar, in catalogue order."""
    return (OVERALL, *(pillar.code for pillar in catalogue.pillars))


def _rows(
    untrusted_text: str, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    text = composed(untrusted_text.removeprefix("\ufeff"))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            problems.append(Problem("column-missing", "1", {"columns": missing}))
            return
        for row in reader:
            if any(row.get(column) is None for column in columns):
                problems.append(Problem("row-too-short", str(reader.line_num)))
            else:
                yield reader.line_num, {column: row[column].strip() for column in columns}
    except csv.Error:  # a cell beyond the reader's limit: what follows cannot be told apart
        problems.append(Problem("not-csv", str(reader.line_num + 1)))


def parse_provinces(untrusted_text: str) -> tuple[Province, ...]:
    """Return the provinces of a CSV file; raise `InputError` with every faulty line (place: its number)."""
    problems: list[Problem] = []
    provinces = []
    for line, row in _rows(untrusted_text, PROVINCE_COLUMNS, problems):
        if not row["name_vi"] or not row["region_vi"]:
            problems.append(Problem("cell-empty", str(line)))
        provinces.append(Province(*(row[column] for column in PROVINCE_COLUMNS)))
    if problems:
        raise InputError("provinces-invalid", problems)
    return tuple(provinces)


def parse_results(untrusted_text: str) -> tuple[PublishedResult, ...]:
    """Return the published results of a CSV file; raise `InputError` listing every faulty line."""
    problems: list[Problem] = []
    results = []
    seen: set[tuple[int, str, str]] = set()
    for line, row in _rows(untrusted_text, RESULT_COLUMNS, problems):
        place = str(line)
        try:
            value = catalogue_number(row["value"]) if row["value"] else None
        except NumberFault:
            value = None
            problems.append(Problem("number-malformed", place, {"column": "value"}))
        if value is not None and value > 1:
            problems.append(Problem("value-above-one", place))
        if not row["year"].isdecimal() or len(row["year"]) != 4:
            problems.append(Problem("number-malformed", place, {"column": "year"}))
            continue
        if row["rank"] and (not row["rank"].isdecimal() or len(row["rank"]) > 4):
            problems.append(Problem("number-malformed", place, {"column": "rank"}))
            continue
        key = (int(row["year"]), row["province"], row["measure"])
        if key in seen:
            problems.append(Problem("row-twice", place))
        seen.add(key)
        rank = int(row["rank"]) if row["rank"] else None
        results.append(PublishedResult(*key, rank, value, row["source"], row["note"]))
    if problems:
        raise InputError("results-invalid", problems)
    return tuple(results)


def parse_national_means(untrusted_text: str) -> Mapping[int, Fraction]:
    """Return the national mean (0–1) of each year in a CSV file; raise `InputError` with all faulty lines."""
    problems: list[Problem] = []
    means: dict[int, Fraction] = {}
    for line, row in _rows(untrusted_text, MEAN_COLUMNS, problems):
        if not row["year"].isdecimal() or len(row["year"]) != 4:
            problems.append(Problem("number-malformed", str(line), {"column": "year"}))
            continue
        year = int(row["year"])
        if year in means:
            problems.append(Problem("row-twice", str(line)))
        try:
            means[year] = catalogue_number(row["value"])
        except NumberFault:
            problems.append(Problem("number-malformed", str(line), {"column": "value"}))
            continue
        if means[year] > 1:
            problems.append(Problem("value-above-one", str(line)))
    if problems:
        raise InputError("results-invalid", problems)
    return means


@dataclass(frozen=True)
class ResultBook:
    """All published results over those that they rank: the provinces, or the units of one of them.

    `of_sets`: what was published by sets that assess units of a province, each measure named as
    `measure_of_set` does. `means` (0–1) by year, and the id of their set, belong to a book of units alone.
    """

    provinces: tuple[Province, ...]
    results: tuple[PublishedResult, ...]
    of_sets: tuple[PublishedResult, ...] = ()
    means: Mapping[int, Fraction] = field(default_factory=dict)
    set_id: str = ""

    def of(self, catalogue: Catalogue, assessed: str) -> ResultBook:
        """Return what `assessed` is ranked by: the units of its own province, where its set assesses such.

        The units are those that the newest year names. There is nothing to rank by among fewer than two.
        """
        if catalogue.is_of_provinces or self.set_id == catalogue.id:
            return self
        key = catalogue.id, assessed
        if key not in self._books_of_units:
            self._books_of_units[key] = self._of_units(catalogue.id, assessed)
        return self._books_of_units[key]

    def has_ranks(self, catalogue: Catalogue, assessed: str) -> bool:
        """Whether anybody can be ranked by such an assessment's set."""
        return catalogue.is_of_provinces or bool(self.of(catalogue, assessed).years)

    @cached_property
    def has_regions(self) -> bool:
        """Whether those that are ranked belong to several regions."""
        return len({province.region for province in self.provinces}) > 1

    @cached_property
    def units_by_set(self) -> Mapping[tuple[str, str], tuple[PublishedResult, ...]]:
        """The results of each set (id) in each province, each measure by its own name."""
        found: defaultdict[tuple[str, str], list[PublishedResult]] = defaultdict(list)
        for row in self.of_sets:
            catalogue_id, measure = set_and_measure(row.measure)
            found[catalogue_id, unit_and_province(row.province)[1]].append(replace(row, measure=measure))
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _books_of_units(self) -> dict[tuple[str, str], ResultBook]:
        return {}

    def _of_units(self, catalogue_id: str, assessed: str) -> ResultBook:
        _, province = unit_and_province(assessed)
        rows = [
            # The assessment's own unit bears one name, whoever wrote it with other capitals.
            replace(row, province=assessed) if row.province.casefold() == assessed.casefold() else row
            for row in self.units_by_set.get((catalogue_id, province), ())
        ]
        told = [row for row in rows if SEPARATOR in row.province]
        newest = max((row.year for row in told), default=0)
        names = sorted({row.province for row in told if row.year == newest})
        if len(names) < 2:
            return NOTHING_PUBLISHED
        units = tuple(Province(name, name, name, province, "") for name in names)
        means = {}
        for year in {row.year for row in told}:
            values = {r.province: r.value for r in told if (r.year, r.measure) == (year, OVERALL)}
            known = [value for name in names if (value := values.get(name)) is not None]
            if len(known) == len(names):
                means[year] = rounded(sum(known, Fraction(0)) / len(known), VALUE_DECIMALS)
        given = (row for row in rows if SEPARATOR not in row.province and row.measure == OVERALL)
        means |= {row.year: row.value for row in given if row.value is not None}
        return ResultBook(units, tuple(told), means=means, set_id=catalogue_id)

    @cached_property
    def _by_key(self) -> Mapping[tuple[int, str, str], PublishedResult]:
        return {(r.year, r.province, r.measure): r for r in (*self.results, *self.of_sets)}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of which anything is known, ascending."""
        return tuple(sorted({r.year for r in self.results}))

    @cached_property
    def province_by_name(self) -> Mapping[str, Province]:
        """Provinces by their Vietnamese name."""
        return {p.name: p for p in self.provinces}

    def published(self, year: int, province: str, measure: str) -> PublishedResult | None:
        """Return what was published, or None where nothing is known."""
        return self._by_key.get((year, province, measure))

    def value(self, catalogue: Catalogue, year: int, province: str, measure: str) -> KnownValue | None:
        """Return the value to compare with: the published one, else a pillar's derived one, else None."""
        key = (catalogue.digest, year, province, measure)
        if key not in self._known:
            self._known[key] = self._look_up(catalogue, year, province, measure)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, int, str, str], KnownValue | None]:
        """What `value` has answered before: ranks are asked for at every key that is typed."""
        return {}

    def _look_up(self, catalogue: Catalogue, year: int, province: str, measure: str) -> KnownValue | None:
        row = self.published(year, province, measure)
        if row is not None and row.value is not None:
            return KnownValue(row.value, "published")
        derived = self._derived_pillar(catalogue, year, province, measure)
        return None if derived is None else KnownValue(derived, "derived")

    def _derived_pillar(
        self, catalogue: Catalogue, year: int, province: str, measure: str
    ) -> Fraction | None:
        """Return a pillar's value as the whole less the scored main indices that are not its own."""
        pillar = next((p for p in catalogue.pillars if p.code == measure), None)
        whole = self.published(year, province, OVERALL)
        if pillar is None or whole is None or whole.value is None or year not in catalogue.issued_for_years:
            return None
        points = whole.value * catalogue.scale
        for index in catalogue.main_indices:
            if index.is_scored and index.code not in pillar.indices:
                other = self.published(year, province, INDEX_PREFIX + index.code)
                if other is None or other.value is None:
                    return None
                points -= other.value * index.max_points
        return rounded(points / pillar.max_points, VALUE_DECIMALS)


NOTHING_PUBLISHED = ResultBook((), ())
"""The results of an index of which none are known."""
