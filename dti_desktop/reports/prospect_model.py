"""What the leader's annex of a draft is made from: totals, forecast, the years, the rival above, the losses.

Plain data that somebody else has worked out; no words. Points are exact, probabilities are binary floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.backing import Backing
from dti_desktop.engine.forecast import Forecast
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.reports.standing_rows import RivalOutline


@dataclass(frozen=True, slots=True)
class PastRank:
    """The rank of the whole in a year; derived: worked out from published values."""

    year: int
    rank: int
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class PublishedPoints:
    """What was published for the own province in `year`, in points of the catalogue.

    `by_index`: the main indices of which it is known, by code; the others are known only together, as what
    remains of the whole.
    """

    year: int
    points: Fraction
    by_index: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class RivalAbove:
    """The province that stands next above the own value among the results of the year `against`."""

    against: int
    value: Fraction
    outline: RivalOutline


@dataclass(frozen=True)
class ReportProspect:
    """Where an assessment may stand and what it hangs on.

    `expected_points` by sub-indicator: the mean of what will be recognised. `acceptance_share`: the chance
    that points without evidence are accepted where nothing else was said. `forecast` is None where nothing
    was published to compare with; then the places of losses are not known either. `past_ranks` ascending, up
    to the assessment's year. Losses, the dearest first, none without points.
    """

    backing: Backing
    expected_points: Mapping[str, Fraction]
    acceptance_share: Fraction
    forecast: Forecast | None
    by_source: Mapping[str, Forecast]
    rivals_are_facts: bool
    past_ranks: tuple[PastRank, ...]
    before: PublishedPoints | None
    rival: RivalAbove | None
    document_losses: tuple[Loss, ...]
    indicator_losses: tuple[Loss, ...]
