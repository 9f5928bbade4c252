"""What of a sub-indicator is typed into the ministry's portal, as a digest: has it changed since?"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.model import quantities
from dti_desktop.engine.numbers import number_text


def entry_digest(assessment: Assessment, code: str) -> str:
    """Return the SHA-256 (hex) of answer, the province figures that stand in for its numbers, explanation."""
    rule, answer = assessment.catalogue.indicators[code].rule, assessment.answers.get(code, {})
    # A figure that the answer's own number beats is not typed into the portal.
    figures = sorted(
        {
            quantity.profile
            for key, quantity in quantities(rule)
            if quantity.profile is not None and key not in answer
        }
    )
    shown = {
        "answer": {key: _as_json(value) for key, value in answer.items()},
        "figures": {
            key: number_text(assessment.profile[key]) for key in figures if key in assessment.profile
        },
        "explanation": assessment.explanations.get(code, ""),
    }
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def changed_since_entered(assessment: Assessment) -> frozenset[str]:
    """Return the sub-indicators that are no longer what was typed into the portal."""
    return frozenset(
        code for code, tick in assessment.entered.items() if tick.digest != entry_digest(assessment, code)
    )


def _as_json(value: FieldValue) -> object:
    return {"number": number_text(value)} if isinstance(value, Decimal) else value
