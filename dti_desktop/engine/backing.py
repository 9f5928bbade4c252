"""What of the claimed points is proved: claimed, backed, at risk. Reviewers cut where proof is missing.

A row's points are *backed* where a document with a file, or with a citation that can be found, is linked
to it. They are *at risk* where something stands against them that reviewers punish; the codes say what:

- `evidence-missing`: no document proves them;
- `citation-incomplete`: documents are named, but none has a file or can be found by its citation;
- `evidence-announces`: all documents are plans, invitations and the like, and a result was asked for;
- `denominator-differs`: a number differs from the province figure that other rows use;
- `answer-incomplete`: a part is not answered.

What the ministry measures itself needs no evidence, and an officer's number there is an estimate: without
evidence it is neither backed nor at risk but *measured*, and the forecast gives it a range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from dti_desktop.engine.assessment import Assessment, Document
from dti_desktop.engine.checks import numbers_used
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.scoring import IndicatorScore, Scorecard

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Announcing:
    """A kind of document that announces: how its title begins (small letters), and its sign in a number."""

    words: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RowBacking:
    """How the points claimed by one row stand. `risks` are codes; none where it is safe."""

    code: str
    claimed_points: Fraction
    is_backed: bool
    is_measured: bool
    risks: tuple[str, ...]


@dataclass(frozen=True)
class Backing:
    """All rows that claim points, in catalogue order, and their totals on the catalogue's scale."""

    rows: tuple[RowBacking, ...]

    @property
    def claimed_points(self) -> Fraction:
        """What the answers say."""
        return sum((row.claimed_points for row in self.rows), ZERO)

    @property
    def backed_points(self) -> Fraction:
        """What evidence or a citation that can be found covers."""
        return sum((row.claimed_points for row in self.rows if row.is_backed), ZERO)

    @property
    def at_risk_points(self) -> Fraction:
        """What is claimed although something stands against it; may be backed all the same."""
        return sum((row.claimed_points for row in self.rows if row.risks), ZERO)

    @property
    def measured_points(self) -> Fraction:
        """What the ministry measures itself and nothing backs: an estimate."""
        return sum((row.claimed_points for row in self.rows if row.is_measured and not row.is_backed), ZERO)

    def is_backed(self, code: str) -> bool:
        """Whether the row `code` claims points and they are backed."""
        return code in self._backed_codes

    @cached_property
    def _backed_codes(self) -> frozenset[str]:
        return frozenset(row.code for row in self.rows if row.is_backed)


def backing(assessment: Assessment, scorecard: Scorecard, announcing: tuple[Announcing, ...] = ()) -> Backing:
    """Return how each claim stands. `announcing`: kinds of document that prove no result."""
    rows = [
        _row(assessment, indicator, scorecard.indicators[code], announcing)
        for code, indicator in assessment.catalogue.indicators.items()
        if scorecard.indicators[code].points > 0
    ]
    return Backing(tuple(rows))


def can_be_found(document: Document) -> bool:
    """Whether a document can be looked at: by its file, or by number, date, and issuer or title."""
    citation = document.citation
    cited = bool(citation.number and citation.issued_on and (citation.issuer or citation.title))
    return document.file is not None or cited


def _row(
    assessment: Assessment, indicator: Indicator, score: IndicatorScore, kinds: tuple[Announcing, ...]
) -> RowBacking:
    links = assessment.links.get(indicator.code, ())
    documents = [assessment.documents[link.document_id] for link in links]
    found = [document for document in documents if can_be_found(document)]
    is_measured = indicator.measured_by == "ministry"
    risks = []
    if not documents and not is_measured:
        risks.append("evidence-missing")
    elif documents and not found:
        risks.append("citation-incomplete")
    elif found and all(_announces(document, indicator, kinds) for document in found):
        risks.append("evidence-announces")
    if any(used.profile_value is not None for used in numbers_used(score.outcome)):
        risks.append("denominator-differs")
    if score.state == "incomplete":
        risks.append("answer-incomplete")
    return RowBacking(indicator.code, score.points, bool(found), is_measured, tuple(risks))


def _announces(document: Document, indicator: Indicator, kinds: tuple[Announcing, ...]) -> bool:
    """Whether it is of a kind that proves no result, and the catalogue did not ask for that kind."""
    name = document.file.original_name if document.file is not None else ""
    texts = [text.casefold() for text in (document.citation.title, name)]
    asked = indicator.evidence.vi.casefold()
    signs = re.split(r"[/-]", document.citation.number)
    return any(
        ((kind.sign and kind.sign in signs) or _begins(texts, kind.words)) and kind.words not in asked
        for kind in kinds
    )


def _begins(texts: list[str], words: str) -> bool:
    return any(re.match(rf"\W*{re.escape(words)}\b", text) for text in texts)
