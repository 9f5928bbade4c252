"""A province over the years as window and command line show it, and the words of the news for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.history import (
    Change,
    History,
    PastYear,
    RegionRow,
    Rivals,
    history,
    region_table,
    rivals,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.services.words import Words

UP, DOWN, LEVEL = "▲", "▼", "="
"""Shapes of a change, so that no colour is needed to tell it."""


@dataclass(frozen=True)
class Retrospect:
    """A province over the years; its rivals and its region in `year`, one of the book's."""

    catalogue: Catalogue
    history: History
    year: int
    rivals: Rivals
    region_rows: tuple[RegionRow, ...]

    @property
    def years_otherwise_built(self) -> tuple[int, ...]:
        """Years shown for which the catalogue was not issued, ascending."""
        return tuple(sorted(row.year for row in self.history.years if not row.is_of_catalogue))


def look_back(
    catalogue: Catalogue,
    book: ResultBook,
    national_means: Mapping[int, Fraction],
    province: str,
    year: int,
) -> Retrospect:
    """Return what is known of `province` over the years. Cheap, but for another thread than the window's."""
    told = history(catalogue, book, province, national_means)
    rows = () if told.region is None else region_table(catalogue, book, year, told.region)
    return Retrospect(catalogue, told, year, rivals(catalogue, book, year, province), rows)


def change_words(words: Words, change: Change) -> str:
    """Return a change as the news tells it: "tăng 20 bậc so với năm 2021"; a gap of years is named."""
    ranks = abs(change.gained_ranks)
    kind = "gained" if change.gained_ranks > 0 else "lost" if change.gained_ranks < 0 else "kept"
    key = f"history.{kind}.one" if ranks == 1 else f"history.{kind}"
    said = words.text(key, ranks=ranks, against=change.before)
    if change.gap_years:
        said = words.text("history.gap", change=said, years=change.gap_years)
    return said


def changes_words(words: Words, year: PastYear, most: int = 2) -> str:
    """Return what a year gained on at most that many known years before it, the nearest first."""
    return ", ".join(change_words(words, change) for change in year.changes[OVERALL][:most])


def change_shape(change: Change) -> str:
    """Return the shape that stands before a change."""
    return UP if change.gained_ranks > 0 else DOWN if change.gained_ranks < 0 else LEVEL


def news(words: Words, year: PastYear, most: int = 2) -> str:
    """Return a year as the news told it, against at most that many known years before it; "" for none."""
    told = changes_words(words, year, most)
    return words.text("history.news", year=year.year, change=told) if told else ""
