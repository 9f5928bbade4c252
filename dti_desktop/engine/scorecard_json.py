"""The scorecard as JSON: the document that `score --json` prints and that a bundle carries."""

from __future__ import annotations

from decimal import Decimal

from dti_desktop.engine.numbers import decimal_text, exact_text, number_text, points_text, value_text
from dti_desktop.engine.rules import Derivation, NumberUsed, PartOutcome
from dti_desktop.engine.scoring import ENGINE_VERSION, IndicatorScore, Scorecard, Total


def scorecard_to_json(assessment_id: str, scorecard: Scorecard) -> dict[str, object]:
    """Return the scorecard as plain JSON data; decimal numbers are strings."""
    return {
        "assessment": assessment_id,
        "catalogue": {"id": scorecard.catalogue_id, "digest": scorecard.catalogue_digest},
        "engine": ENGINE_VERSION,
        **total_to_json(scorecard.whole),
        "answered": scorecard.answered,
        "indicators_total": scorecard.indicators_total,
        "pillars": {code: total_to_json(total) for code, total in scorecard.pillars.items()},
        "main_indices": {
            code: {**total_to_json(index.total), "answered": index.answered, "indicators": index.indicators}
            for code, index in scorecard.indices.items()
        },
        "indicators": {code: _indicator(row) for code, row in scorecard.indicators.items()},
    }


def total_to_json(total: Total) -> dict[str, object]:
    """Return points, maximum and value; the value is null where the maximum is 0."""
    return {
        "points": points_text(total.points),
        "max_points": decimal_text(total.max_points),
        "value": None if total.value is None else value_text(total.value),
    }


def _indicator(row: IndicatorScore) -> dict[str, object]:
    return {
        "state": row.state,
        "points": points_text(row.points),
        "max_points": decimal_text(row.max_points),
        "share": exact_text(row.outcome.share),
        "derivation": derivation_to_json(row.outcome.derivation),
    }


def derivation_to_json(derivation: Derivation) -> dict[str, object]:
    """Return a derivation as plain JSON data, without the keys that say nothing."""
    document: dict[str, object] = {"rule": derivation.kind}
    if derivation.chosen is not None:
        document["level"] = derivation.chosen
    if derivation.numbers:
        document["numbers"] = {used.field: _number(used) for used in derivation.numbers}
    if derivation.raw_share is not None:
        document["raw"] = exact_text(derivation.raw_share)
    if derivation.target is not None:
        document["target"] = decimal_text(derivation.target)
    if derivation.per is not None:
        document["per"] = decimal_text(derivation.per)
    if derivation.complement:
        document["complement"] = True
    if derivation.is_capped:
        document["capped"] = True
    if derivation.reason is not None:
        document["reason"] = derivation.reason
    if derivation.gate is not None:
        document["gate"] = {"part": derivation.gate, "closed": derivation.gate_is_closed}
    if derivation.parts:
        document["parts"] = {part.id: _part(part) for part in derivation.parts}
    if derivation.fields:
        document["fields"] = {
            key: number_text(value) if isinstance(value, Decimal) else value
            for key, value in derivation.fields
        }
    return document


def _part(part: PartOutcome) -> dict[str, object]:
    document: dict[str, object] = {"weight": decimal_text(part.weight_share), "asked": part.is_asked}
    if part.is_asked:  # what is not asked is not judged, so no verdict is printed
        document["state"] = part.outcome.state
        document["share"] = exact_text(part.outcome.share)
        document["derivation"] = derivation_to_json(part.outcome.derivation)
    return document


def _number(used: NumberUsed) -> dict[str, object]:
    document: dict[str, object] = {"value": number_text(used.value), "source": used.source}
    if used.profile_key is not None:
        document["profile_key"] = used.profile_key
    if used.profile_value is not None:
        document["profile_value"] = number_text(used.profile_value)
    return document
