"""What is believed of the own points, row by row: claimed, accepted by chance, or measured within a range."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.backing import Backing
from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.model import Catalogue, Indicator
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What is believed of one row's points: as claimed, or accepted by chance, or measured within a range."""

    code: str
    index: str
    max_points: Fraction
    claimed_points: Fraction
    acceptance_share: Fraction | None = None
    range_shares: tuple[Fraction, Fraction] | None = None

    @property
    def expected_points(self) -> Fraction:
        """The mean of what will be recognised."""
        if self.acceptance_share is not None:
            return self.acceptance_share * self.claimed_points
        if self.range_shares is not None:
            low, high = self.range_shares
            claimed = self.claimed_points / self.max_points
            return self.max_points * (low + min(max(claimed, low), high) + high) / 3
        return self.claimed_points


def believed(
    indicator: Indicator,
    claimed_points: Fraction,
    estimates: Estimates,
    *,
    is_answered: bool,
    is_backed: bool,
) -> OwnRow:
    """Return what is believed of one row that claims so many points.

    What the ministry measures lies in a range whether or not something backs it; what nothing backs is
    accepted or not; the rest is taken as claimed.
    """
    chance, measured = None, None
    if indicator.measured_by == "ministry" and is_answered and indicator.max_points > 0:
        measured = estimates.measured_range(indicator.code, claimed_points / indicator.max_points)
    elif claimed_points > 0 and not is_backed:
        chance = estimates.acceptance_share(indicator.code)
    return OwnRow(indicator.code, indicator.index, indicator.max_points, claimed_points, chance, measured)


def own_rows(
    catalogue: Catalogue, scorecard: Scorecard, backed: Backing, estimates: Estimates
) -> tuple[OwnRow, ...]:
    """Return what is believed of every row that is scored, in catalogue order."""
    return tuple(
        believed(
            indicator,
            scorecard.indicators[code].points,
            estimates,
            is_answered=scorecard.indicators[code].is_answered,
            is_backed=backed.is_backed(code),
        )
        for code, indicator in catalogue.indicators.items()
        if indicator.max_points > 0
    )
