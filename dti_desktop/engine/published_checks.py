"""Whether published results that somebody brings in can be true: judged together, each fault with its place.

Faults: what cannot be kept. Notes: what a person should look at before it is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from dti_desktop.engine.assessed_unit import unit_and_province
from dti_desktop.engine.numbers import decimal_text, value_text
from dti_desktop.engine.results import (
    INDEX_PREFIX,
    OVERALL,
    PublishedResult,
    ResultBook,
    is_mean,
    measure_of_set,
    set_and_measure,
)
from dti_desktop.errors import Problem

NATION = ""
"""What stands in the place of the province in the row of a national mean."""

EARLIEST_YEAR = 2000
MEAN_TOLERANCE = Fraction("0.001")
"""How far the mean of all values may lie from the one that is given: more than rounding ever makes."""

_RANKING = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+", re.ASCII)
_LONGEST_MEASURE = 40
_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PlacedResult:
    """A row with where its parts stand in the file."""

    result: PublishedResult
    row_place: str
    value_place: str
    rank_place: str

    @property
    def key(self) -> tuple[int, str, str]:
        """What it tells of: year, province, measure."""
        return self.result.year, self.result.province, self.result.measure


@dataclass(frozen=True)
class Known:
    """What the rows are held against. `measures`: those of the sets themselves. `this_year`: by the clock."""

    book: ResultBook
    national_means: Mapping[int, Fraction]
    measures: frozenset[str]
    this_year: int


_Table = tuple[int, str, str]
"""One table of one year: the id of its set and the province of its units, both "" for the provinces'."""


@dataclass(frozen=True)
class _Ranked:
    """Who is ranked in each table: the provinces, or the units that are told of or known of it."""

    known: Known
    rows: Sequence[PlacedResult]

    @cached_property
    def _units(self) -> Mapping[_Table, Collection[str]]:
        found: defaultdict[_Table, dict[str, None]] = defaultdict(dict)
        for row in (*(row.result for row in self.rows), *self.known.book.of_sets):
            if not is_mean(row.province, row.measure):
                found[_table_of(row)][row.province] = None
        return found

    def names(self, table: _Table) -> Collection[str]:
        """Return whose ranks stand in it."""
        if table[1]:
            return self._units.get(table, ())
        return [province.name for province in self.known.book.provinces]

    def gone(self, table: _Table) -> list[str]:
        """Return the units that the year before it names, and it does not."""
        year, *of_set = table
        before = max((t for t in self._units if t[0] < year and [*t[1:]] == of_set), default=None)
        now = self.names(table)
        return [] if before is None else [name for name in self._units[before] if name not in now]


def _table_of(result: PublishedResult) -> _Table:
    catalogue_id, _ = set_and_measure(result.measure)
    return result.year, catalogue_id, unit_and_province(result.province)[1] if catalogue_id else ""


def is_ranking(measure: str) -> bool:
    """Whether this may name another ranking than the index: words joined by `_` or `-`."""
    is_index = measure.startswith(INDEX_PREFIX)  # a main index that there is not
    return len(measure) <= _LONGEST_MEASURE and bool(_RANKING.fullmatch(measure)) and not is_index


def check_published(rows: Sequence[PlacedResult], known: Known) -> tuple[list[Problem], list[Problem]]:
    """Return all faults and all notes of rows that could be read.

    Faults: `year-out-of-range`, `unknown-measure`, `figure-missing`, `province-missing`,
    `value-above-one`, `rank-out-of-range`, `row-twice`, `rank-contradicts-value`, `mean-differs`. Notes:
    `result-differs`, `ranking-new`, `results-partial`, `mean-far-from-known`; of units, which no list of
    ours names, `units-ranked` (how many there are by this) and `units-gone`.
    """
    ranked = _Ranked(known, rows)
    faults: list[Problem] = []
    first: dict[tuple[int, str, str], PlacedResult] = {}
    for row in rows:
        own_faults = list(_row_faults(row, known, ranked))
        faults += own_faults
        if own_faults:
            continue  # what it is wrong about would only be told again
        if row.key in first:
            faults.append(Problem("row-twice", row.row_place, {"first": first[row.key].row_place}))
        else:
            first[row.key] = row
    groups: defaultdict[tuple[_Table, str], list[PlacedResult]] = defaultdict(list)
    for row in first.values():
        groups[_table_of(row.result), set_and_measure(row.result.measure)[1]].append(row)
    notes: list[Problem] = []
    for (table, measure), group in groups.items():
        faults += _contradictions(group)
        about_mean = _mean_problem(group, known, table, ranked) if measure == OVERALL else None
        if about_mean is not None:
            (faults if about_mean.code == "mean-differs" else notes).append(about_mean)
        notes += _group_notes(group, known, table, measure, ranked)
    return faults, notes + list(_differences(first.values(), known.book))


def merged(old: PublishedResult | None, new: PublishedResult) -> PublishedResult:
    """Return the row to keep: a rank or value that the new one does not tell stays, if the other agrees."""
    if old is None or (new.rank is None and new.value is None):
        return new
    if new.rank is None and new.value == old.value:
        return replace(new, rank=old.rank)
    if new.value is None and new.rank == old.rank:
        return replace(new, value=old.value)
    return new


def _row_faults(row: PlacedResult, known: Known, ranked: _Ranked) -> Iterator[Problem]:
    result, of = row.result, len(ranked.names(_table_of(row.result)))
    own_measure = set_and_measure(result.measure)[1]
    tells_mean = is_mean(result.province, result.measure)
    last = known.this_year + 1
    if not EARLIEST_YEAR <= result.year <= last:
        facts: dict[str, object] = {"year": result.year, "first": EARLIEST_YEAR, "last": last}
        yield Problem("year-out-of-range", row.row_place, facts)
    if result.measure not in known.measures and not is_ranking(result.measure):
        yield Problem("unknown-measure", row.row_place, {"value": own_measure[:_LONGEST_MEASURE]})
    if result.value is None and result.rank is None:
        yield Problem("figure-missing", row.row_place)
    if tells_mean and (own_measure != OVERALL or result.value is None):
        yield Problem("province-missing", row.row_place)
    if result.value is not None and result.value > 1:
        yield Problem("value-above-one", row.value_place)
    if result.rank is not None and (tells_mean or not 1 <= result.rank <= of):
        yield Problem("rank-out-of-range", row.rank_place, {"rank": result.rank, "of": of})


def _contradictions(group: Iterable[PlacedResult]) -> Iterator[Problem]:
    """Yield each row that has a better value than one of a better rank, or another than one of the same."""
    ranked = sorted(
        (row for row in group if row.result.rank is not None and row.result.value is not None),
        key=lambda row: (row.result.rank or 0, -(row.result.value or 0)),
    )
    lowest: PlacedResult | None = None
    for row in ranked:
        if lowest is not None:
            value, low = row.result.value, lowest.result.value
            assert value is not None and low is not None
            if value > low or (value < low and row.result.rank == lowest.result.rank):
                facts: dict[str, object] = {
                    "province": row.result.province,
                    "rank": row.result.rank,
                    "value": _decimal(value),
                    "other": lowest.result.province,
                    "other_rank": lowest.result.rank,
                    "other_value": _decimal(low),
                }
                yield Problem("rank-contradicts-value", row.rank_place, facts)
                if value > low:
                    continue
        lowest = row


def _mean_problem(
    group: Collection[PlacedResult], known: Known, table: _Table, ranked: _Ranked
) -> Problem | None:
    """Compare the mean of all that are ranked with the one that is given, else with the one that is known."""
    given = next((row for row in group if is_mean(row.result.province, row.result.measure)), None)
    values = {row.result.province: row.result.value for row in group if row is not given}
    found: list[Fraction] = []
    for name in ranked.names(table):
        value = values.get(name)
        if value is None:
            return None
        found.append(value)
    if not found:
        return None
    year, catalogue_id, _ = table
    mean = sum(found, Fraction(0)) / len(found)
    expected = known.national_means.get(year) if not catalogue_id else None
    if given is not None:
        expected = given.result.value
    if expected is None or abs(mean - expected) <= MEAN_TOLERANCE:
        return None
    facts: dict[str, object] = {"year": year, "mean": Decimal(value_text(mean)), "given": _decimal(expected)}
    facts |= {"of_units": True} if catalogue_id else {}
    if given is None:
        return Problem("mean-far-from-known", "", facts)
    return Problem("mean-differs", given.value_place, facts)


def _group_notes(
    group: Iterable[PlacedResult], known: Known, table: _Table, measure: str, ranked: _Ranked
) -> Iterator[Problem]:
    year, catalogue_id, _ = table
    book, names = known.book, ranked.names(table)
    told = {row.result.province for row in group if not is_mean(row.result.province, row.result.measure)}
    if not catalogue_id and measure not in known.measures and all(r.measure != measure for r in book.results):
        yield Problem("ranking-new", "", {"measure": measure, "year": year})
    wanted = year, measure_of_set(catalogue_id, measure)
    held = {row.province for row in (*book.results, *book.of_sets) if (row.year, row.measure) == wanted}
    if told and not told.union(held).issuperset(names):
        count = len(told.union(held).intersection(names))
        facts: dict[str, object] = {"year": year, "measure": measure, "known": count, "of": len(names)}
        facts |= {"of_units": True} if catalogue_id else {}
        yield Problem("results-partial", "", facts)
    if catalogue_id and measure == OVERALL and told:
        yield Problem("units-ranked", "", {"year": year, "count": len(names)})
        gone = ranked.gone(table)
        if gone:
            yield Problem("units-gone", "", {"year": year, "count": len(gone), "names": gone[:_NAMES_SHOWN]})


def _differences(rows: Iterable[PlacedResult], book: ResultBook) -> Iterator[Problem]:
    for row in rows:
        old = book.published(*row.key)
        new = merged(old, row.result)
        if old is not None and (old.rank, old.value) != (new.rank, new.value):
            facts: dict[str, object] = {
                "year": new.year,
                "province": new.province,
                "measure": set_and_measure(new.measure)[1],
                "old": _decimal(old.value),
                "old_rank": old.rank,
                "new": _decimal(new.value),
                "new_rank": new.rank,
            }
            yield Problem("result-differs", row.row_place, facts)


def _decimal(value: Fraction | None) -> Decimal | None:
    """Return a value as a fact that is written as people do; one that ends, as all that were read do."""
    return None if value is None else Decimal(decimal_text(value))
