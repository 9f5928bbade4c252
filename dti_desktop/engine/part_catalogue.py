"""The catalogue as one department sees it: only the sub-indicators that it was asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import figures_of


def part_of_catalogue(catalogue: Catalogue, codes: Collection[str]) -> Catalogue:
    """Return the catalogue with these sub-indicators alone, their main indices, and the figures they take.

    Maxima are those of what is left, so that a total is of the part. The digest is one that no file has: this
    is a view, to be signed by nobody. Codes that the catalogue does not know are left out.
    """
    wanted = frozenset(codes)
    indicators = {code: found for code, found in catalogue.indicators.items() if code in wanted}

    def points(of: Collection[str]) -> Fraction:
        return sum((indicators[code].max_points for code in of), Fraction(0))

    indices = []
    for index in catalogue.main_indices:
        left = tuple(code for code in index.indicators if code in indicators)
        if left:
            scored = points(left) if index.is_scored else Fraction(0)
            indices.append(replace(index, indicators=left, max_points=scored))
    maxima = {index.code: index.max_points for index in indices}
    pillars = []
    for pillar in catalogue.pillars:
        kept = tuple(code for code in pillar.indices if code in maxima)
        if kept:
            most = sum((maxima[code] for code in kept), Fraction(0))
            pillars.append(replace(pillar, indices=kept, max_points=most))
    figures = figures_of(catalogue, wanted)
    mark = hashlib.sha256(" ".join(indicators).encode()).hexdigest()
    return replace(
        catalogue,
        digest=f"{catalogue.digest}+{mark}",
        scale=sum(maxima.values(), Fraction(0)),
        profile=tuple(figure for figure in catalogue.profile if figure.key in figures),
        pillars=tuple(pillars),
        main_indices=tuple(indices),
        indicators=indicators,
    )
