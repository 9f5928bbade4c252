"""The rows behind every chart: what is drawn, and what its table twin shows. Exact numbers, no words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue, Text
from dti_desktop.engine.ranking import Ranking, Standing, competition_ranks
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL, ResultBook
from dti_desktop.engine.scoring import Scorecard

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One main index. `points` + `lost_points` + `unanswered_points` = `max_points`.

    `lost_points` were not earned by the answers given, `unanswered_points` belong to indicators that
    do not count as answered. `value` is None where the main index is not scored.
    """

    code: str
    title: Text
    points: Fraction
    max_points: Fraction
    value: Fraction | None
    lost_points: Fraction
    unanswered_points: Fraction
    indicators: int
    answered: int
    with_evidence: int
    approved: int
    standing: Standing | None

    @property
    def open_points(self) -> Fraction:
        """Points not won, whatever the reason."""
        return self.max_points - self.points

    @property
    def is_scored(self) -> bool:
        """Whether there are points to win at all."""
        return self.max_points > 0


@dataclass(frozen=True, slots=True)
class RankRow:
    """One province among all of a year. The own row (`is_own`) holds the assessment's value."""

    province: str
    value: Fraction
    rank: int
    is_own: bool
    in_region: bool


def index_rows(
    assessment: Assessment, scorecard: Scorecard, ranking: Ranking | None = None
) -> tuple[IndexRow, ...]:
    """Return one row per main index in catalogue order: bars, radar and main table are made of it."""
    approved = assessment.approved
    rows = []
    for index in assessment.catalogue.main_indices:
        scores = [scorecard.indicators[code] for code in index.indicators]
        total = scorecard.indices[index.code].total
        unanswered = sum((s.max_points - s.points for s in scores if not s.is_answered), ZERO)
        rows.append(
            IndexRow(
                code=index.code,
                title=index.title,
                points=total.points,
                max_points=total.max_points,
                value=total.value,
                lost_points=total.max_points - total.points - unanswered,
                unanswered_points=unanswered,
                indicators=len(scores),
                answered=sum(s.is_answered for s in scores),
                with_evidence=sum(bool(assessment.links.get(s.code)) for s in scores),
                approved=sum(s.code in approved for s in scores),
                standing=ranking.indices.get(index.code) if ranking else None,
            )
        )
    return tuple(rows)


def rank_rows(
    catalogue: Catalogue, ranking: Ranking, book: ResultBook, province: str, measure: str = OVERALL
) -> tuple[RankRow, ...]:
    """Return all provinces with a value in the year compared with, best first; the own one among them.

    The own value is the assessment's, at the published decimals, not what was published. Among equals
    the own province comes first, then the book's order. Empty where the own value or a rival's is
    unknown for `measure`.
    """
    standing = _standing(ranking, measure)
    if standing is None or standing.value is None:
        return ()
    values = {province: standing.value}
    regions = {p.name: p.region for p in book.provinces}
    for name in regions:
        known = book.value(catalogue, ranking.against, name, measure)
        if name != province:
            if known is None:
                return ()
            values[name] = known.value
    ranks = competition_ranks(values)
    # Among equals the own province stands first.
    ordered = sorted(values, key=lambda name: (ranks[name], name != province))
    own_region = regions.get(province)
    return tuple(
        RankRow(
            province=name,
            value=values[name],
            rank=ranks[name],
            is_own=name == province,
            in_region=book.has_regions and own_region is not None and regions.get(name) == own_region,
        )
        for name in ordered
    )


def _standing(ranking: Ranking, measure: str) -> Standing | None:
    if measure == OVERALL:
        return ranking.overall
    if measure in ranking.pillars:
        return ranking.pillars[measure]
    return ranking.indices.get(measure.removeprefix(INDEX_PREFIX))
