"""What an assessment hangs on: the cost of each rejection, and the documents that must not be lost.

A document proves where it can be found, by its file or by its citation, as for the three totals. Places
come from the forecast's curve: among rivals that are facts they are whole, else they are expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.engine.document_loss import DocumentLoss, smallest_loss_of_rank
from dti_desktop.engine.numbers import NumberFault, plain_number
from dti_desktop.engine.planning import published_value
from dti_desktop.engine.rank_curve import RankCurve, WithoutRivals
from dti_desktop.engine.results import OVERALL
from dti_desktop.engine.scoring import score
from dti_desktop.engine.sensitivity import Exposure, Loss, document_losses, indicator_losses
from dti_desktop.errors import InputError, Problem

if TYPE_CHECKING:
    from dti_desktop.engine.forecast import ForecastCurve
    from dti_desktop.services.forecasting import Forecaster

_LONGEST_VALUE = 40


@dataclass(frozen=True)
class Sensitivity:
    """What each rejection costs, the dearest first, and where the assessment stands if all is recognised.

    `points` are the claimed ones. `keep_rank` is the rank that is to be kept, `smallest` the fewest
    documents without which the median rank is worse; None where no loss of documents costs it.
    """

    year: int
    points: Fraction
    median_rank: int
    of: int
    indicators: tuple[Loss, ...]
    documents: tuple[Loss, ...]
    keep_rank: int
    smallest: DocumentLoss | None
    rivals_are_facts: bool

    @property
    def is_ranked(self) -> bool:
        """Whether anybody is ranked by this index; else ranks and places are 0 and mean nothing."""
        return self.of > 0

    @property
    def is_kept_now(self) -> bool:
        """Whether the rank is reached as things are; else there is nothing to lose."""
        return self.median_rank <= self.keep_rank


def standing_curve(forecaster: Forecaster, assessment: Assessment) -> ForecastCurve:
    """Return where any value of the whole would stand. Raises `InputError` `results-missing`."""
    curve = forecaster.curve(assessment)
    if OVERALL not in curve.rivals.logits:
        raise InputError("results-missing", year=curve.rivals.year)
    return curve


@dataclass(frozen=True)
class Rivalry:
    """Against whom it is told what a loss costs: the curve, its year, and whether it is of facts."""

    curve: RankCurve
    year: int
    are_facts: bool


def rivalry(forecaster: Forecaster, assessment: Assessment) -> Rivalry:
    """Return `standing_curve` with its year; none to compare with where nobody is ranked by this index."""
    if not forecaster.has_ranks(assessment):
        return Rivalry(WithoutRivals(), assessment.year, are_facts=False)
    curve = standing_curve(forecaster, assessment)
    return Rivalry(curve, curve.rivals.year, curve.rivals.are_facts)


def exposure(assessment: Assessment, curve: RankCurve) -> Exposure:
    """Return what `assessment` hangs on; what is backed is as in the three totals."""
    scorecard = score(assessment.catalogue, assessment.answers, assessment.profile)
    held = backing(assessment, scorecard)
    return Exposure(assessment, curve, held.is_backed)


def sensitivity(
    assessment: Assessment,
    curve: RankCurve,
    *,
    year: int,
    rivals_are_facts: bool,
    keep_rank: int | None = None,
) -> Sensitivity:
    """Return what `assessment` hangs on among the rivals of `curve`; off the window's thread.

    `keep_rank` None: the present median. A rank beyond the last is drawn to it.
    """
    found = exposure(assessment, curve)
    median = curve.median_rank(published_value(found.points, assessment.catalogue.scale))
    kept = median if keep_rank is None else max(1, min(keep_rank, curve.of))
    return Sensitivity(
        year,
        found.points,
        median,
        curve.of,
        indicator_losses(found),
        document_losses(found),
        kept,
        smallest_loss_of_rank(found, kept) if curve.of else None,
        rivals_are_facts,
    )


def asked_rank(untrusted_text: str | None, of: int) -> int | None:
    """Return the rank that was asked for, None for none.

    Raises `InputError` with the fault: `number-malformed` and the like, `plan-rank-outside`.
    """
    if untrusted_text is None:
        return None
    place = "--keep-rank"
    if not of:
        raise InputError("catalogue-without-results", [Problem("catalogue-without-results", place)])
    try:
        rank = plain_number(untrusted_text)
    except NumberFault as fault:
        raise InputError(
            fault.code, [Problem(fault.code, place, {"value": untrusted_text[:_LONGEST_VALUE]})]
        ) from None
    if rank != rank.to_integral_value() or not 1 <= rank <= of:
        raise InputError("plan-rank-outside", [Problem("plan-rank-outside", place, {"of": of})])
    return int(rank)
