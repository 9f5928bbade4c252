"""Where provinces stood, as far as it was published: values as logits, ranks where there is no more.

A *position* is how many spreads of its year a province lies above the year's centre, both in logits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, ResultBook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

LEAST_KNOWN_SHARE = Fraction(2, 3)
"""A year of which fewer provinces' values are known is read by its ranks alone."""

_RANK_NOISE = 0.1
"""Variance (in squared spreads) of a position that only a rank tells."""

_EDGE = 0.0001
_NOTHING_KNOWN = 1e6
_NEVER_EXACT = 1e-6


@dataclass(frozen=True)
class Seen:
    """What is known of one measure: (provinces, years) of positions and of their own noise.

    What is not known has the position 0, no weight in `known`, and a noise that outweighs everything.
    """

    years: Numbers
    position: Floats
    noise: Floats
    known: Floats


def complete_years(book: ResultBook, catalogue: Catalogue, measure: str = OVERALL) -> tuple[int, ...]:
    """Return the years of which every province's value is known, ascending."""
    return tuple(
        year
        for year in book.years
        if all(book.value(catalogue, year, p.name, measure) is not None for p in book.provinces)
    )


def logit(value: float) -> float:
    """Return ln(v / (1 − v)), drawn in from the very ends."""
    inside = min(max(value, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


def values_known(book: ResultBook, catalogue: Catalogue, year: int, measure: str) -> dict[str, float] | None:
    """Return the values known of a year, by province; None where they are too few to stand for all."""
    found = {}
    for province in book.provinces:
        known = book.value(catalogue, year, province.name, measure)
        if known is not None:
            found[province.name] = float(known.value)
    return found if len(found) >= LEAST_KNOWN_SHARE * len(book.provinces) and len(found) > 1 else None


def centre_and_spread(values: Mapping[str, float]) -> tuple[float, float]:
    """Return mean and standard deviation of the logits of values (0–1)."""
    logits = [logit(value) for value in values.values()]
    centre = sum(logits) / len(logits)
    spread = math.sqrt(sum((x - centre) ** 2 for x in logits) / len(logits))
    return centre, max(spread, _EDGE)


def _positions(
    book: ResultBook, catalogue: Catalogue, year: int, measure: str
) -> Iterator[tuple[str, float, float]]:
    """Yield (province, position, noise) of everything known of a year."""
    values = values_known(book, catalogue, year, measure)
    if values is not None:
        centre, spread = centre_and_spread(values)
        for name, value in values.items():
            yield name, (logit(value) - centre) / spread, 0.0
        return
    count = len(book.provinces)
    for province in book.provinces:
        row = book.published(year, province.name, measure)
        if row is not None and row.rank is not None and 1 <= row.rank <= count:
            share = (count - row.rank + 0.5) / count
            yield province.name, NormalDist().inv_cdf(share), _RANK_NOISE


def seen_positions(book: ResultBook, catalogue: Catalogue, years: tuple[int, ...], measure: str) -> Seen:
    """Return everything known of a measure in `years`."""
    import numpy as np

    index = {province.name: i for i, province in enumerate(book.provinces)}
    shape = (len(index), len(years))
    position, known = np.zeros(shape), np.zeros(shape)
    noise = np.full(shape, _NOTHING_KNOWN)
    for column, year in enumerate(years):
        for name, where, own_noise in _positions(book, catalogue, year, measure):
            cell = index[name], column
            position[cell], noise[cell], known[cell] = where, own_noise + _NEVER_EXACT, 1.0
    return Seen(np.array(years), position, noise, known)
