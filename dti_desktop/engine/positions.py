"""Positions as a Gaussian process: what a region shares, what stays with a province, and what fades.

How much of each is not fixed: choices of shares are weighed by how well they explain what was published.
The choice of the model and its priors: docs/forecast.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from dti_desktop.engine.published_positions import Seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

_LIKELY_PERSISTENCE, _PERSISTENCE_SPREAD = 0.85, 0.05
_PERSISTENCE = (0.72, 0.76, 0.80, 0.84, 0.88, 0.92)
_LASTING = (0.2, 0.5, 0.8)
_REGIONAL = (0.0, 0.1, 0.2)
_UNLIKELY = math.log(0.01)

Shares = tuple[float, float, float]
"""(yearly persistence, lasting, regional): shares of a position's variance, see `Persistence`."""


@dataclass(frozen=True)
class Positions:
    """What is believed of one measure's positions in a year, one row for each likely choice of shares.

    A position is `mean` + `alone` × a normal number of its own + `common` × one that its region shares.
    Each array is (choices, provinces).
    """

    mean: Floats
    alone: Floats
    common: Floats


@dataclass(frozen=True)
class _Fit:
    """Every province's years under one choice of shares, and what its region has in common.

    `inverse`: (provinces, years, years), of the covariance without the region's share. `shared_mean` and
    `shared_variance` of what each province's region has in common, after everything that was seen.
    """

    inverse: Floats
    shared_mean: Floats
    shared_variance: Floats
    log_likelihood: float


def _own_covariance(shares: Shares, apart: Numbers) -> Floats:
    """Return the covariance of a province's positions `apart` years from each other, its region left out."""
    import numpy as np

    yearly, lasting, regional = shares
    fading = 1 - lasting - regional
    fade = (yearly - lasting - regional) / fading if fading > 0 else 0.0
    result: Floats = np.asarray(lasting + fading * np.power(fade, apart), dtype=np.float64)
    return result


def _fitted(seen: Seen, regions: Numbers, shares: Shares) -> _Fit:
    """Return the fit of one choice of shares.

    Provinces are independent but for what their region shares, a single number: so each is a small matrix
    of its own, and the region comes in by the Sherman-Morrison formula.
    """
    import numpy as np

    regional = shares[2]
    apart = abs(seen.years[:, None] - seen.years[None, :])
    own: Floats = np.repeat(_own_covariance(shares, apart)[None], len(regions), axis=0).astype(np.float64)
    years = np.arange(len(seen.years))
    own[:, years, years] += seen.noise
    inverse: Floats = np.linalg.inv(own).astype(np.float64)
    told = np.einsum("py,pyz->pz", seen.position, inverse)
    squares = (told * seen.position).sum(axis=1)
    weight = np.einsum("py,pyz,pz->p", seen.known, inverse, seen.known)
    weighted = (told * seen.known).sum(axis=1)
    count = int(regions.max()) + 1
    weights = np.bincount(regions, weight, count)
    sums = np.bincount(regions, weighted, count)
    log_likelihood = -0.5 * (
        np.linalg.slogdet(own)[1].sum()
        + np.log1p(regional * weights).sum()
        + squares.sum()
        - (regional * sums**2 / (1 + regional * weights)).sum()
    )
    shared_mean = (regional * sums / (1 + regional * weights))[regions].astype(np.float64)
    shared_variance = (regional / (1 + regional * weights))[regions].astype(np.float64)
    return _Fit(inverse, shared_mean, shared_variance, float(log_likelihood))


def likely_choices(seen: Seen, regions: Numbers) -> dict[Shares, float]:
    """Return the choices of shares with their chances, after everything that was seen; unlikely ones go."""
    logs: dict[Shares, float] = {}
    # What all share cannot be told from the year's centre, which moves anyway.
    regional_shares = _REGIONAL if regions.max() > 0 else _REGIONAL[:1]
    for yearly, staying, regional in product(_PERSISTENCE, _LASTING, regional_shares):
        shares = (yearly, max(0.0, staying * yearly - regional), regional)
        prior = -0.5 * ((yearly - _LIKELY_PERSISTENCE) / _PERSISTENCE_SPREAD) ** 2
        logs[shares] = _fitted(seen, regions, shares).log_likelihood + prior
    most = max(logs.values())
    likely = {shares: math.exp(log - most) for shares, log in logs.items() if log - most > _UNLIKELY}
    total = sum(likely.values())
    return {shares: chance / total for shares, chance in likely.items()}


def predicted(seen: Seen, regions: Numbers, year: int, choices: tuple[Shares, ...]) -> Positions:
    """Return what is believed of all positions in `year`, under each choice of shares."""
    import numpy as np

    rows = []
    for shares in choices:
        fit = _fitted(seen, regions, shares)
        across = _own_covariance(shares, abs(seen.years - year))[None] * seen.known
        gain = np.einsum("py,pyz->pz", across, fit.inverse)
        left_to_region = 1 - (gain * seen.known).sum(axis=1)
        mean = (gain * seen.position).sum(axis=1) + left_to_region * fit.shared_mean
        alone = 1 - shares[2] - (gain * across).sum(axis=1)
        rows.append((mean, np.sqrt(np.maximum(alone, 0)), left_to_region * np.sqrt(fit.shared_variance)))
    return Positions(*(np.array(column) for column in zip(*rows, strict=True)))
