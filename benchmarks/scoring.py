"""Scoring: whether it grows with the rows and no faster, and what one changed answer costs.

    .venv/bin/python -m benchmarks scoring

The catalogue of the sample with all its answers, and the same with every row twice, four and eight times
under other codes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import ROUNDS, Figure, share, side_by_side, taken_s
from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.scoring import rescore, score
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

_TIMES = (2, 4, 8)
_AT_ONCE = 40
"""Scorings in one round of the smallest catalogue, so that a round takes tens of milliseconds."""
_FULL_SCORES_PER_EDIT = 1 / 20
_MOST_GROWTH = 1.2


def measure() -> Iterator[Figure]:
    """Yield the figures."""
    assessment = _sample()
    rows = len(assessment.catalogue.indicators)
    for times in _TIMES:
        larger = _repeated(assessment, times)
        mine, base = side_by_side(_scoring(larger, _AT_ONCE // times), _scoring(assessment, _AT_ONCE))
        per_row_us = [1e6 * share(mine) / (rows * times), 1e6 * share(base) / rows]
        yield Figure(
            f"score {rows * times} rows, per row",
            f"{rows} rows, per row",
            per_row_us[0] / per_row_us[1],
            _MOST_GROWTH,
            "most",
            "us",
            *per_row_us,
        )
    mine, base = side_by_side(_editing(assessment), _scoring(assessment, _AT_ONCE))
    median_us, baseline_us = 1e6 * share(mine), 1e6 * share(base)
    yield Figure(
        "one changed answer scored",
        f"all {rows} rows scored",
        median_us / baseline_us,
        _FULL_SCORES_PER_EDIT,
        "most",
        "us",
        median_us,
        baseline_us,
        ROUNDS,
        "each row in turn",
    )


def _sample() -> Assessment:
    library = Library(paths.resources_dir(), paths.translations_dir())
    with tempfile.TemporaryDirectory(prefix="dti-bench-") as folder:
        workspace = Workspace.open(
            Path(folder, "store"), library, now_utc=lambda: datetime.now(UTC), user="benchmark"
        )
        with closing(workspace):
            return workspace.load(create_sample(workspace, library))


def _repeated(assessment: Assessment, times: int) -> Assessment:
    """Return the assessment with every row and its answer that many times."""

    def codes(code: str) -> list[str]:
        return [f"{code}/{number}" for number in range(times)]

    catalogue = assessment.catalogue
    larger = replace(
        catalogue,
        indicators={
            new: replace(row, code=new) for code, row in catalogue.indicators.items() for new in codes(code)
        },
        main_indices=tuple(
            replace(index, indicators=tuple(new for code in index.indicators for new in codes(code)))
            for index in catalogue.main_indices
        ),
    )
    answers = {new: fields for code, fields in assessment.answers.items() for new in codes(code)}
    return replace(assessment, catalogue=larger, answers=answers)


def _scoring(assessment: Assessment, at_once: int) -> Callable[[], float]:
    """Return what tells the seconds of one full score."""
    catalogue, answers, profile = assessment.catalogue, assessment.answers, assessment.profile

    def act() -> None:
        for _ in range(at_once):
            score(catalogue, answers, profile)

    return lambda: taken_s(act) / at_once


def _editing(assessment: Assessment) -> Callable[[], float]:
    """Return what tells the seconds of one answer scored again, by turns of all rows."""
    catalogue, profile = assessment.catalogue, assessment.profile
    full = score(catalogue, assessment.answers, profile)
    # Every row is taken back and given again, so that points really change.
    without = {
        code: {key: given for key, given in assessment.answers.items() if key != code}
        for code in catalogue.indicators
    }
    codes = list(catalogue.indicators)

    def act() -> None:
        card = full
        for code in codes:
            card = rescore(card, catalogue, without[code], profile, (code,))
            card = rescore(card, catalogue, assessment.answers, profile, (code,))
        if card != full:
            raise RuntimeError("scoring again does not come to the same")

    edits = 2 * len(codes)
    return lambda: taken_s(act) / edits
