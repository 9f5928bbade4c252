"""How long the forecast takes, as a ratio to drawing the same random numbers with NumPy in the same run.

    .venv/bin/python -m benchmarks forecast

10,000 draws of every province in four measures, learning included, ranks of the own province included; and
what is done again when one answer changes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.figures import Figure, share, side_by_side, taken_s
from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.results import measures_of
from dti_desktop.engine.rivals import DRAWS
from dti_desktop.engine.scoring import score
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.library import Library


def measure() -> Iterator[Figure]:
    """Yield the figures."""
    library = Library(paths.resources_dir(), paths.translations_dir())
    book = library.result_book
    known = max(book.years)
    catalogue = library.catalogue(library.default_catalogue_id(known))
    province = book.provinces[0].name
    assessment = Assessment("benchmark", province, known + 1, catalogue)
    scorecard = score(catalogue, assessment.answers, assessment.profile)
    shape = (len(measures_of(catalogue)), DRAWS, len(book.provinces))

    def forecaster() -> Forecaster:
        return Forecaster(book, library.national_means, library.estimate_defaults, library.announcing_kinds)

    kept = forecaster()
    acts = {
        "forecast of a new assessment": (lambda: forecaster().prospect(assessment, scorecard), 5),
        "forecast after a changed answer": (lambda: kept.prospect(assessment, scorecard), 5),
    }
    for name, (act, goal) in acts.items():
        mine, base = side_by_side(
            lambda act=act: taken_s(act),
            lambda: taken_s(lambda: np.random.default_rng(1).standard_normal(shape)),
        )
        median_s, baseline_s = share(mine), share(base)
        yield Figure(
            name, "drawing the same numbers", median_s / baseline_s, goal, "most", "s", median_s, baseline_s
        )
