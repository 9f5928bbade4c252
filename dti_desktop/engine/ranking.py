"""Ranks: where a value would stand among the published ones. Ties share the better rank (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded, value_text
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL, KnownValue, ResultBook
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class Standing:
    """A value among rivals. `rank` is None where the value or a rival's value is unknown.

    `missing` are the rivals without a value, `derived` those whose value was derived.
    """

    value: Fraction | None
    rank: int | None
    of: int
    missing: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where an assessment would stand among the results published for the year `against`."""

    against: int
    overall: Standing
    pillars: Mapping[str, Standing]
    indices: Mapping[str, Standing]
    region_name: str | None
    region: Standing | None


def competition_ranks(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Return each key's rank by descending value; ties share the better rank."""
    # Times their common denominator they are whole, in the same order, and compared in a trice.
    scale = lcm(*(value.denominator for value in values.values()))
    whole = {key: value.numerator * (scale // value.denominator) for key, value in values.items()}
    first_at: dict[int, int] = {}
    for position, value in enumerate(sorted(whole.values(), reverse=True), start=1):
        first_at.setdefault(value, position)
    return {key: first_at[value] for key, value in whole.items()}


def stand(value: Fraction | None, rivals: Mapping[str, KnownValue | None]) -> Standing:
    """Return where `value` stands among `rivals`, all compared at the decimals that are published."""
    missing = tuple(name for name, known in rivals.items() if known is None)
    derived = tuple(name for name, known in rivals.items() if known is not None and known.origin == "derived")
    shown = None if value is None else rounded(value, VALUE_DECIMALS)
    rank = None
    if shown is not None and not missing:
        own = KnownValue(shown, "published").units
        rank = 1 + sum(known is not None and known.units > own for known in rivals.values())
    return Standing(shown, rank, len(rivals) + 1, missing, derived)


def default_year(book: ResultBook, assessment_year: int) -> int | None:
    """Return the year to compare with: the assessment's own where results exist, else the latest."""
    if assessment_year in book.years:
        return assessment_year
    return book.years[-1] if book.years else None


def rank(
    catalogue: Catalogue, scorecard: Scorecard, province: str, book: ResultBook, against: int
) -> Ranking:
    """Return where this scorecard would stand; the province's own published row is left out."""
    own = book.province_by_name.get(province) if book.has_regions else None

    def standing(measure: str, value: Fraction | None, names: Iterable[str]) -> Standing:
        return stand(value, {name: book.value(catalogue, against, name, measure) for name in names})

    everyone = [p.name for p in book.provinces if p.name != province]
    neighbours = [p.name for p in book.provinces if p.name != province and own and p.region == own.region]
    return Ranking(
        against=against,
        overall=standing(OVERALL, scorecard.whole.value, everyone),
        pillars={code: standing(code, total.value, everyone) for code, total in scorecard.pillars.items()},
        indices={
            code: standing(INDEX_PREFIX + code, index.total.value, everyone)
            for code, index in scorecard.indices.items()
            if index.total.max_points
        },
        region_name=own.region if own else None,
        region=standing(OVERALL, scorecard.whole.value, neighbours) if own else None,
    )


def ranking_to_json(ranking: Ranking) -> dict[str, object]:
    """Return the ranking in the form of `rank --json`; a rank that is not known is null, with a finding."""
    standings = {
        OVERALL: ranking.overall,
        **ranking.pillars,
        **{INDEX_PREFIX + code: standing for code, standing in ranking.indices.items()},
    }
    return {
        "against": ranking.against,
        "overall": _standing_to_json(ranking.overall),
        "pillars": {code: _standing_to_json(standing) for code, standing in ranking.pillars.items()},
        "main_indices": {code: _standing_to_json(standing) for code, standing in ranking.indices.items()},
        "region": None
        if ranking.region is None
        else {"name": ranking.region_name, "rank": ranking.region.rank, "of": ranking.region.of},
        "findings": [
            {
                "code": "values-missing",
                "severity": "note",
                "indicator": None,
                "facts": {"measure": measure, "missing": list(standing.missing)},
            }
            for measure, standing in standings.items()
            if standing.missing
        ],
    }


def _standing_to_json(standing: Standing) -> dict[str, object]:
    return {
        "value": None if standing.value is None else value_text(standing.value),
        "rank": standing.rank,
        "of": standing.of,
        "derived": len(standing.derived),
    }
