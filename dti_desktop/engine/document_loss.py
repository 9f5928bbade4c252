"""The smallest set of documents whose loss costs a rank, or so many points: what an assessment hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from dti_desktop.engine.integer_programme import Limit, least
from dti_desktop.engine.planning import points_for_value
from dti_desktop.engine.sensitivity import Exposure, Loss

GRID = 10**6
"""Parts of a point to which points are rounded up for the solver; each of its answers is checked exactly."""


@dataclass(frozen=True, slots=True)
class DocumentLoss:
    """The documents, in the order of the assessment, and what their loss costs."""

    documents: tuple[str, ...]
    loss: Loss


def smallest_loss_of_points(exposure: Exposure, points: Fraction) -> DocumentLoss | None:
    """Return the fewest documents whose loss costs at least `points`; None where all together cost less."""
    return _fewest(exposure, points, is_strict=False)


def smallest_loss_of_rank(exposure: Exposure, rank: int) -> DocumentLoss | None:
    """Return the fewest documents without which the median rank is worse than `rank`.

    None where the rank is kept without any document, or where no value loses it. No documents at all where
    the rank is not reached as things are.
    """
    value = exposure.curve.least_value(rank)
    if value is None:
        return DocumentLoss((), exposure.loss("", ()))
    needed = points_for_value(value, exposure.assessment.catalogue.scale)
    return _fewest(exposure, exposure.points - needed, is_strict=True)


def _fewest(exposure: Exposure, points: Fraction, *, is_strict: bool) -> DocumentLoss | None:
    """Return the fewest documents that cost at least `points`; more than `points` where `is_strict`."""

    def costs_enough(documents: Sequence[str]) -> DocumentLoss | None:
        loss = exposure.loss("", exposure.codes_lost(frozenset(documents)))
        enough = loss.points > points if is_strict else loss.points >= points
        return DocumentLoss(tuple(documents), loss) if enough else None

    nothing = costs_enough(())
    if nothing is not None:
        return nothing
    used = {document for proofs in exposure.proofs.values() for document in proofs}
    documents = [document for document in exposure.assessment.documents if document in used]
    place = {document: at for at, document in enumerate(documents)}
    rows = list(exposure.proofs)
    # One choice for each document that is lost, then one for each row that is lost with all its documents.
    objective = [1] * len(documents) + [0] * len(rows)
    limits = [
        Limit({len(documents) + at: 1, place[document]: -1}, most=0)
        for at, code in enumerate(rows)
        for document in sorted(exposure.proofs[code], key=place.__getitem__)
    ]
    units = {len(documents) + at: ceil(exposure.claimed[code] * GRID) for at, code in enumerate(rows)}
    needed_units = floor(points * GRID) + 1 if is_strict else ceil(points * GRID)
    limits.append(Limit(units, least=needed_units))
    while True:
        chosen = least(objective, limits)
        if chosen is None:
            return None
        lost = [document for at, document in enumerate(documents) if at in chosen]
        found = costs_enough(lost)
        if found is not None:
            return found
        # It only looked enough, by the rounding: these and fewer do not do.
        limits.append(Limit({at: 1 for at in range(len(documents)) if at not in chosen}, least=1))
