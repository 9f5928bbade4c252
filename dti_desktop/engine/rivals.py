"""The rivals of one province in a year: as they were published, or drawn from what is believed of them.

Everything is drawn at once with NumPy, seeded. Method and reasons: docs/forecast.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.engine.drift import Drift, learn
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS
from dti_desktop.engine.published_positions import logit
from dti_desktop.engine.results import OVERALL, ResultBook, measures_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float32]

DRAWS = 10_000
SEED = 1

_UNITS = 10**VALUE_DECIMALS


@dataclass(frozen=True)
class RivalDraws:
    """The rivals of one province, drawn: logits by measure, (draws, rivals), in no order.

    `are_facts`: the year's results are published, so that there is only one row for all draws. A measure
    of which they are unknown is absent. `codes`: what makes this thin. `drift` is None for facts.
    """

    province: str
    year: int
    known_until: int
    draws: int
    seed: int
    of: int
    logits: Mapping[str, Draws]
    are_facts: bool
    drift: Drift | None
    codes: tuple[str, ...] = ()


def draw_rivals(
    book: ResultBook,
    national_means: Mapping[int, Fraction],
    catalogue: Catalogue,
    province: str,
    *,
    year: int,
    known_until: int,
    draws: int = DRAWS,
    seed: int = SEED,
    are_uncertain: bool = True,
) -> RivalDraws:
    """Return the rivals of `province` in `year`: as published where that is known, else drawn.

    Nothing after `known_until` is used. Raises `InputError` `results-missing`.
    """
    import numpy as np

    names = [p.name for p in book.provinces]
    others = [i for i, name in enumerate(names) if name != province]
    known_until = min(known_until, book.years[-1]) if book.years else known_until
    of = len(others) + 1
    if year <= known_until:
        facts = _published(book, catalogue, [names[i] for i in others], year)
        if OVERALL in facts:
            return RivalDraws(province, year, known_until, draws, seed, of, facts, True, None)
    drift = learn(
        book,
        national_means,
        catalogue,
        year=year,
        known_until=known_until,
        measures=measures_of(catalogue),
    )
    everyone = draw_everyone(drift, draws, seed) if are_uncertain else _expected(drift)
    logits = {measure: np.ascontiguousarray(values[:, others]) for measure, values in everyone.items()}
    return RivalDraws(province, year, drift.known_until, draws, seed, of, logits, False, drift, drift.codes)


def _published(book: ResultBook, catalogue: Catalogue, names: list[str], year: int) -> dict[str, Draws]:
    import numpy as np

    found: dict[str, Draws] = {}
    for measure in measures_of(catalogue):
        values = [book.value(catalogue, year, name, measure) for name in names]
        if all(value is not None for value in values):
            row = [logit(value.units / _UNITS) for value in values if value is not None]
            found[measure] = np.array([row], dtype=np.float32)
    return found


def draw_everyone(drift: Drift, draws: int, seed: int) -> dict[str, Draws]:
    """Return all provinces' values in `drift.year` as logits by measure: (draws, provinces)."""
    import numpy as np

    random = np.random.Generator(np.random.SFC64(seed))
    count, measures = len(drift.provinces), drift.measures
    own = random.standard_normal((len(measures), draws, count), dtype=np.float32)
    region_count = int(drift.regions.max()) + 1
    shared = random.standard_normal((len(measures), draws, region_count), dtype=np.float32)
    change, widening = _levels_drawn(drift, draws, random)
    ends = np.cumsum(random.multinomial(draws, drift.chances))
    likeness = np.linalg.cholesky(drift.likeness + 1e-9 * np.eye(len(measures))).astype(np.float32)
    found: dict[str, Draws] = {}
    for i, measure in enumerate(measures):
        values, regional = _mixed(own, likeness[i], i), _mixed(shared, likeness[i], i)
        positions, start = drift.positions[measure], 0
        for choice, end in enumerate(ends):
            values[start:end] *= positions.alone[choice].astype(np.float32)
            common = positions.common[choice].astype(np.float32)
            values[start:end] += common * regional[start:end][:, drift.regions]
            values[start:end] += positions.mean[choice].astype(np.float32)
            start = end
        centre, spread = drift.levels[measure]
        values *= (spread * widening)[:, None]
        values += (centre + change)[:, None]
        found[measure] = values
    return found


def _mixed(fresh: Draws, weights: Draws, last: int) -> Draws:
    """Return the sum of the first measures' numbers by `weights`: alike as the measures are."""
    mixed: Draws = weights[0] * fresh[0]
    for k in range(1, last + 1):
        mixed += weights[k] * fresh[k]
    return mixed


def _levels_drawn(drift: Drift, draws: int, random: np.random.Generator) -> tuple[Draws, Draws]:
    """Return how far the centre moves (logits) and by what the spread is multiplied, one of each a draw."""
    import numpy as np

    believed, steps = drift.change, drift.steps
    if steps < 1:
        return np.zeros(draws, dtype=np.float32), np.ones(draws, dtype=np.float32)
    scale = believed.scale * np.sqrt(believed.degrees / random.chisquare(believed.degrees, draws))
    mean = believed.mean + scale * believed.mean_scale * random.standard_normal(draws)
    change = steps * mean + math.sqrt(steps) * scale * random.standard_normal(draws)
    widening = np.exp(drift.spread_drift * math.sqrt(steps) * random.standard_normal(draws))
    return change.astype(np.float32), widening.astype(np.float32)


def _expected(drift: Drift) -> dict[str, Draws]:
    import numpy as np

    found: dict[str, Draws] = {}
    for measure in drift.measures:
        centre, spread = drift.levels[measure]
        moved = centre + drift.steps * drift.change.mean + spread * drift.expected(measure)
        found[measure] = moved.astype(np.float32)[None, :]
    return found
