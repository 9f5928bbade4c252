"""What it costs if the reviewer rejects one thing: the claim of a sub-indicator, or a document.

One thing changes at a time, everything else is taken as claimed. A row whose claim is rejected loses all
its points. A rejected document takes with it every backed row that nothing else proves; what the ministry
measures itself does not hang on documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import can_be_found
from dti_desktop.engine.planning import published_value
from dti_desktop.engine.rank_curve import RankCurve
from dti_desktop.engine.scoring import score
from dti_desktop.engine.steps import IsBacked

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost with a sub-indicator's claim (`id`: its code) or a document (`id`: its own).

    `codes`: the sub-indicators that lose their points; `points` and `places` (expected) lost.
    """

    id: str
    codes: tuple[str, ...]
    points: Fraction
    places: float


@dataclass(frozen=True)
class Exposure:
    """What an assessment claims, and what each part of it hangs on."""

    assessment: Assessment
    curve: RankCurve
    is_backed: IsBacked

    @cached_property
    def claimed(self) -> Mapping[str, Fraction]:
        """The points that each sub-indicator claims, exact."""
        assessment = self.assessment
        scorecard = score(assessment.catalogue, assessment.answers, assessment.profile)
        return {code: row.points for code, row in scorecard.indicators.items()}

    @cached_property
    def points(self) -> Fraction:
        """The points that the whole claims, exact."""
        return sum(self.claimed.values(), ZERO)

    @cached_property
    def proofs(self) -> Mapping[str, frozenset[str]]:
        """The documents that prove each backed sub-indicator which claims points and hangs on them."""
        rows = self.assessment.catalogue.indicators
        return {
            code: frozenset(
                link.document_id
                for link in self.assessment.links[code]
                if can_be_found(self.assessment.documents[link.document_id])
            )
            for code, points in self.claimed.items()
            if points > 0 and rows[code].measured_by != "ministry" and self.is_backed(code)
        }

    @cached_property
    def expected_rank(self) -> float:
        """The mean of the rank as things are."""
        return self._rank(self.points)

    def _rank(self, points: Fraction) -> float:
        return self.curve.expected_rank(published_value(points, self.assessment.catalogue.scale))

    def codes_lost(self, documents: frozenset[str]) -> tuple[str, ...]:
        """Return the sub-indicators that nothing proves any more without `documents`."""
        return tuple(code for code, proofs in self.proofs.items() if proofs <= documents)

    def loss(self, loss_id: str, codes: tuple[str, ...]) -> Loss:
        """Return what is lost with the points of all `codes`."""
        points = sum((self.claimed[code] for code in codes), ZERO)
        return Loss(loss_id, codes, points, self._rank(self.points - points) - self.expected_rank)


def indicator_losses(exposure: Exposure) -> tuple[Loss, ...]:
    """Return what each sub-indicator's rejection costs, the dearest first; none for those without points."""
    losses = [exposure.loss(code, (code,)) for code, points in exposure.claimed.items() if points > 0]
    return tuple(sorted(losses, key=lambda loss: -loss.points))


def document_losses(exposure: Exposure) -> tuple[Loss, ...]:
    """Return what each document's rejection costs, the dearest first; 0 where others prove the same."""
    losses = [
        exposure.loss(document, exposure.codes_lost(frozenset({document})))
        for document in exposure.assessment.documents
    ]
    return tuple(sorted(losses, key=lambda loss: -loss.points))
