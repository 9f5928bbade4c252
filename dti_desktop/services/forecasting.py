"""Where an assessment will stand: three totals and the forecast, from one call for every door.

Rivals and luck are drawn once and kept, so that a changed answer costs a few milliseconds. Safe to use
from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import Announcing, Backing, backing
from dti_desktop.engine.estimates import EstimateDefaults, Estimates
from dti_desktop.engine.forecast import (
    ALL_SOURCES,
    TOP,
    Forecast,
    ForecastCurve,
    OwnLuck,
    RankDistribution,
    Sources,
    forecast,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.own_points import OwnRow, own_rows
from dti_desktop.engine.published_positions import complete_years
from dti_desktop.engine.rank_curve import RankCurve, WithoutRivals
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.engine.rivals import DRAWS, SEED, RivalDraws, draw_rivals
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.errors import InputError

MOST_DRAWS = 200_000
"""More would fill the memory of an office laptop and say nothing new."""

SOURCES: Mapping[str, Sources] = {
    "rivals": Sources(True, False, False),
    "evidence": Sources(False, True, False),
    "ministry": Sources(False, False, True),
}
"""Each source of uncertainty by itself."""


@dataclass(frozen=True)
class Prospect:
    """What an assessment may come to: totals, the forecast, and the forecast by each source alone.

    `rows` are what is believed of each row; `expected_points` their mean on the catalogue's scale.
    `rivals_are_facts`: the year's results are published, so only the own points are uncertain.
    """

    backing: Backing
    rows: tuple[OwnRow, ...]
    forecast: Forecast
    by_source: Mapping[str, Forecast]
    rivals_are_facts: bool

    @property
    def expected_points(self) -> Fraction:
        """The mean of what will be recognised, of all rows."""
        return sum((row.expected_points for row in self.rows), Fraction(0))


def known_until(book: ResultBook, catalogue: Catalogue, year: int) -> int:
    """Return up to which year is used for `year` by default: the last complete one that is not after it.

    Where none is complete, the last of which anything is known. Raises `InputError` `results-missing`.
    """
    for years in (complete_years(book, catalogue), book.years):
        before = [known for known in years if known <= year]
        if before:
            return before[-1]
    raise InputError("results-missing", year=year)


class Forecaster:
    """Forecasts over one set of published results; make another one where results were imported."""

    def __init__(
        self,
        book: ResultBook,
        national_means: Mapping[int, Fraction],
        defaults: EstimateDefaults,
        announcing: tuple[Announcing, ...],
    ) -> None:
        self.book = book
        self._national_means = national_means
        self.defaults = defaults
        self.announcing = announcing
        self._one_at_a_time = threading.Lock()
        self._rivals: dict[tuple[object, ...], RivalDraws] = {}
        self._luck: dict[tuple[object, ...], OwnLuck] = {}

    def prospect(
        self,
        assessment: Assessment,
        scorecard: Scorecard,
        *,
        year: int | None = None,
        until: int | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
        sources: Sources = ALL_SOURCES,
        with_sources: bool = False,
    ) -> Prospect:
        """Return what `assessment` may come to among its rivals of `year` (default: its own).

        `until`: nothing published after it is used (default: `known_until`). `with_sources`: also by each
        source alone. Raises `InputError` `results-missing`, `part-has-no-rank`, `catalogue-without-results`.
        """
        if assessment.origin is not None:
            raise InputError("part-has-no-rank")
        catalogue = assessment.catalogue
        rivals = self.rivals(assessment, year=year, until=until, draws=draws, seed=seed, drawn=sources.rivals)
        held = backing(assessment, scorecard, self.announcing)
        rows = own_rows(catalogue, scorecard, held, Estimates(assessment, self.defaults))
        luck = self._luck_of(tuple(catalogue.indicators), draws, seed)
        by_source = {}
        for name, alone in SOURCES.items() if with_sources else ():
            if alone.rivals and rivals.are_facts:
                continue
            theirs = self.rivals(
                assessment, year=year, until=until, draws=draws, seed=seed, drawn=alone.rivals
            )
            by_source[name] = forecast(catalogue, rows, theirs, luck, alone)
        found = forecast(catalogue, rows, rivals, luck, sources)
        return Prospect(held, rows, found, by_source, rivals.are_facts)

    def rivals(
        self,
        assessment: Assessment,
        *,
        year: int | None = None,
        until: int | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
        drawn: bool = True,
    ) -> RivalDraws:
        """Return the rivals of an assessment's province, drawn once and kept.

        Raises `InputError` `catalogue-without-results`, `results-missing`.
        """
        catalogue = assessment.catalogue
        if not self.has_ranks(assessment):
            raise InputError("catalogue-without-results", catalogue=catalogue.id)
        book = self.book.of(catalogue, assessment.province)
        means = self._national_means if catalogue.is_of_provinces else book.means
        wanted = assessment.year if year is None else year
        last = known_until(book, catalogue, wanted) if until is None else until
        key = (catalogue.digest, assessment.province, wanted, last, draws, seed, drawn)
        with self._one_at_a_time:
            if key not in self._rivals:
                while len(self._rivals) >= _KEPT:
                    self._rivals.pop(next(iter(self._rivals)))
                self._rivals[key] = draw_rivals(
                    book,
                    means,
                    catalogue,
                    assessment.province,
                    year=wanted,
                    known_until=last,
                    draws=draws,
                    seed=seed,
                    are_uncertain=drawn,
                )
            return self._rivals[key]

    def has_ranks(self, assessment: Assessment) -> bool:
        """Whether anything is published by which `assessment` could be ranked."""
        return self.book.has_ranks(assessment.catalogue, assessment.province)

    def curve(
        self, assessment: Assessment, *, year: int | None = None, until: int | None = None
    ) -> ForecastCurve:
        """Return where any value would stand in `year` (default: the assessment's own)."""
        return ForecastCurve(self.rivals(assessment, year=year, until=until))

    def curve_if_ranked(self, assessment: Assessment, *, year: int | None = None) -> RankCurve:
        """Return `curve`, or one without rivals where the index has no results by which anybody is ranked."""
        if not self.has_ranks(assessment):
            return WithoutRivals()
        return self.curve(assessment, year=year)

    def _luck_of(self, codes: tuple[str, ...], draws: int, seed: int) -> OwnLuck:
        key = (codes, draws, seed)
        with self._one_at_a_time:
            if key not in self._luck:
                while len(self._luck) >= _KEPT:
                    self._luck.pop(next(iter(self._luck)))
                self._luck[key] = OwnLuck(codes, draws, seed)
            return self._luck[key]


_KEPT = 6


def forecast_to_json(prospect: Prospect) -> dict[str, object]:
    """Return a forecast in the form of `forecast --json`; a measure whose rivals are unknown is null."""
    found = prospect.forecast
    measures = found.measures
    return {
        "year": found.year,
        "known_until": found.known_until,
        "draws": found.draws,
        "seed": found.seed,
        "rivals": "published" if prospect.rivals_are_facts else "drawn",
        "sources": {
            "rivals": found.sources.rivals,
            "evidence": found.sources.evidence,
            "ministry": found.sources.ministry,
        },
        "overall": _distribution_to_json(measures.get(OVERALL)),
        "pillars": {
            code: _distribution_to_json(distribution)
            for code, distribution in measures.items()
            if code != OVERALL
        },
        "by_source": {
            name: _distribution_to_json(alone.overall) for name, alone in prospect.by_source.items()
        },
        "findings": [
            {"code": code, "severity": "note", "indicator": None, "facts": {}} for code in found.codes
        ],
    }


def _distribution_to_json(found: RankDistribution | None) -> dict[str, object] | None:
    if found is None:
        return None
    low, high = found.interval
    return {
        "median": found.median,
        "p10": low,
        "p90": high,
        "of": found.of,
        "probability": {f"top_{rank}": round(found.top(rank), 4) for rank in TOP if rank < found.of},
        "value": {
            "p10": f"{found.value_p10:.4f}",
            "median": f"{found.value_median:.4f}",
            "p90": f"{found.value_p90:.4f}",
        },
    }
