"""Scoring: answers in, one scorecard out, exact. Every door of the program shows this one result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from dti_desktop.engine.assessment import Fields
from dti_desktop.engine.model import Catalogue, Indicator
from dti_desktop.engine.rules import Outcome, State, evaluate

ENGINE_VERSION = "1.0"
"""Changes whenever the same answers could score otherwise."""

ZERO = Fraction(0)
COUNTED_AS_ANSWERED: frozenset[State] = frozenset({"answered", "information"})


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """Outcome of one indicator. `points` = share × `max_points`, exact."""

    code: str
    max_points: Fraction
    points: Fraction
    outcome: Outcome

    @property
    def state(self) -> State:
        """State of the answer."""
        return self.outcome.state

    @property
    def is_answered(self) -> bool:
        """Whether it counts as answered: answered, or given where nothing is scored."""
        return self.outcome.state in COUNTED_AS_ANSWERED


@dataclass(frozen=True, slots=True)
class Total:
    """Points out of their maximum. `value` (0–1) is None where the maximum is 0: it does not exist."""

    points: Fraction
    max_points: Fraction

    @property
    def value(self) -> Fraction | None:
        """Points over their maximum, exact."""
        return self.points / self.max_points if self.max_points else None


@dataclass(frozen=True, slots=True)
class IndexScore:
    """Points of a main index, and how many of its indicators are answered."""

    code: str
    total: Total
    answered: int
    indicators: int


@dataclass(frozen=True)
class Scorecard:
    """The whole result: overall, pillars, main indices, indicators; all exact."""

    catalogue_id: str
    catalogue_digest: str
    whole: Total
    pillars: Mapping[str, Total]
    indices: Mapping[str, IndexScore]
    indicators: Mapping[str, IndicatorScore]
    answered: int

    @property
    def indicators_total(self) -> int:
        """How many indicators there are."""
        return len(self.indicators)


def score(catalogue: Catalogue, answers: Mapping[str, Fields], profile: Mapping[str, Decimal]) -> Scorecard:
    """Return the scorecard of these answers. Linear in the number of indicators."""
    scores = {code: _indicator(row, answers, profile) for code, row in catalogue.indicators.items()}
    indices: dict[str, IndexScore] = {}
    for index in catalogue.main_indices:
        own = [scores[code] for code in index.indicators]
        points = sum((row.points for row in own), ZERO)
        answered = sum(row.is_answered for row in own)
        indices[index.code] = IndexScore(index.code, Total(points, index.max_points), answered, len(own))
    pillars = {
        pillar.code: Total(
            sum((indices[code].total.points for code in pillar.indices), ZERO), pillar.max_points
        )
        for pillar in catalogue.pillars
    }
    whole = Total(sum((index.total.points for index in indices.values()), ZERO), catalogue.scale)
    answered = sum(index.answered for index in indices.values())
    return Scorecard(catalogue.id, catalogue.digest, whole, pillars, indices, scores, answered)


def rescore(
    previous: Scorecard,
    catalogue: Catalogue,
    answers: Mapping[str, Fields],
    profile: Mapping[str, Decimal],
    changed_codes: Collection[str],
) -> Scorecard:
    """Return what `score` would return, judging only `changed_codes` again.

    `previous` must be the scorecard of answers and figures that differ at most in those indicators.
    """
    indicators = dict(previous.indicators)
    indices = dict(previous.indices)
    pillars = dict(previous.pillars)
    whole, answered = previous.whole, previous.answered
    for code in changed_codes:
        row = catalogue.indicators[code]
        before, after = indicators[code], _indicator(row, answers, profile)
        indicators[code] = after
        gained_points = after.points - before.points
        gained_answers = int(after.is_answered) - int(before.is_answered)
        index = indices[row.index]
        indices[row.index] = replace(
            index, total=_plus(index.total, gained_points), answered=index.answered + gained_answers
        )
        answered += gained_answers
        if gained_points:
            whole = _plus(whole, gained_points)
            for pillar in catalogue.pillars:
                if row.index in pillar.indices:
                    pillars[pillar.code] = _plus(pillars[pillar.code], gained_points)
    return replace(
        previous, whole=whole, pillars=pillars, indices=indices, indicators=indicators, answered=answered
    )


def _plus(total: Total, points: Fraction) -> Total:
    return Total(total.points + points, total.max_points)


def _indicator(
    row: Indicator, answers: Mapping[str, Fields], profile: Mapping[str, Decimal]
) -> IndicatorScore:
    outcome = evaluate(row.rule, answers.get(row.code, {}), profile)
    return IndicatorScore(row.code, row.max_points, outcome.share * row.max_points, outcome)
