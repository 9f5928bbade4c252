"""What others took off the office's own points: per sub-indicator, with the reason, and per main index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.numbers import rounded
from dti_desktop.engine.previous import Previous
from dti_desktop.engine.review import GivenScore, ScoreCut, ScoreSource
from dti_desktop.engine.scoring import Scorecard

POINT_DECIMALS = 2
"""How points are printed, here and by whoever gives them."""


def difference(own_points: Fraction, score: GivenScore) -> Fraction:
    """Return given less claimed points, as both are printed: what nobody can see is no difference."""
    return Fraction(score.points) - rounded(own_points, POINT_DECIMALS)


def cuts(assessment: Assessment, scorecard: Scorecard, source: ScoreSource) -> tuple[ScoreCut, ...]:
    """Return where `source` gave less than was claimed, in catalogue order.

    The own points are those of today's answers, as they are printed.
    """
    found = []
    for code in assessment.catalogue.indicators:
        score = assessment.given_scores.get(code, {}).get(source)
        if score is None:
            continue
        own = rounded(scorecard.indicators[code].points, POINT_DECIMALS)
        given = Fraction(score.points)
        if given < own:
            found.append(ScoreCut(code, own, given, score.reason))
    return tuple(found)


def cut_by_index(assessment: Assessment, found: Sequence[ScoreCut]) -> Mapping[str, Fraction]:
    """Return how many points were taken off each main index, where any were, in catalogue order."""
    indicators = assessment.catalogue.indicators
    sums: dict[str, Fraction] = {}
    for index in assessment.catalogue.main_indices:
        of_index = [cut.cut_points for cut in found if indicators[cut.code].index == index.code]
        if of_index:
            sums[index.code] = sum(of_index, Fraction(0))
    return sums


def earlier_cuts(
    previous: Previous, given_then: Mapping[str, Mapping[ScoreSource, GivenScore]]
) -> dict[str, ScoreCut]:
    """Return where the ministry gave less in the earlier year than was claimed, by the code of today.

    `given_then`: the points that were given then, by the code that a sub-indicator had then.
    """
    found: dict[str, ScoreCut] = {}
    for code, row in previous.rows.items():
        score = given_then.get(row.old_code, {}).get("ministry")
        if score is not None and difference(row.points, score) < 0:
            own = rounded(row.points, POINT_DECIMALS)
            found[code] = ScoreCut(row.old_code, own, Fraction(score.points), score.reason)
    return found
