"""Scorecards of provinces of which only published values are known, made by the engine itself.

The real index is kept with its pillars and maxima, but each scored main index becomes one row worth all its
points, answered by a number from 0 to 1: the published value of that index. What the engine then sums is what
the ministry summed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dti_desktop.engine.model import Catalogue, CountRule, Indicator, MainIndex, Quantity, Text
from dti_desktop.engine.scoring import Scorecard, score


def one_row_per_index(catalogue: Catalogue) -> Catalogue:
    """Return the index with one row in each scored main index."""
    rows: dict[str, Indicator] = {}
    indices: list[MainIndex] = []
    template = next(iter(catalogue.indicators.values()))
    for index in catalogue.main_indices:
        code = f"{index.code}.1"
        if index.is_scored:
            rule = CountRule(Quantity("a", Text("a"), Text("a")), Fraction(1))
            rows[code] = replace(
                template, code=code, index=index.code, max_points=index.max_points, rule=rule
            )
        indices.append(replace(index, indicators=(code,) if index.is_scored else ()))
    return replace(catalogue, indicators=rows, main_indices=tuple(indices))


def scorecard_of(catalogue: Catalogue, index_values: Mapping[str, str | Decimal]) -> Scorecard:
    """Return the scorecard of a province whose main indices have these values (0 to 1)."""
    answers = {f"{code}.1": {"a": Decimal(value)} for code, value in index_values.items()}
    return score(one_row_per_index(catalogue), answers, {})
