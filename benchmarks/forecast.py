"""How long the forecast takes, as a ratio to drawing the same random numbers with NumPy in the same run.

    .venv/bin/python -m benchmarks.forecast            a table
    .venv/bin/python -m benchmarks.forecast --json     one JSON document

Warm, the median of `ROUNDS`. "draws": 10,000 draws of every province in four measures, learning included,
ranks of the own province included. "a changed answer": what is done again when one answer changes.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.results import measures_of
from dti_desktop.engine.rivals import DRAWS
from dti_desktop.engine.scoring import score
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.library import Library

ROUNDS = 15


def _median_s(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure() -> dict[str, float]:
    """Return seconds and ratios."""
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
    numbers = _median_s(lambda: np.random.default_rng(1).standard_normal(shape))
    whole = _median_s(lambda: forecaster().prospect(assessment, scorecard))
    changed = _median_s(lambda: kept.prospect(assessment, scorecard))
    return {
        "random_numbers_s": numbers,
        "forecast_s": whole,
        "forecast_ratio": whole / numbers,
        "changed_answer_s": changed,
        "changed_answer_ratio": changed / numbers,
    }


def main() -> int:
    """Print the figures."""
    found = measure()
    if "--json" in sys.argv:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:24} {value:8.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
