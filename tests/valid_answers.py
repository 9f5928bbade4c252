"""Random answers over any catalogue that contradict nothing, as `fill` takes them."""

from __future__ import annotations

from random import Random
from typing import Any

from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
)

_OF = 1000


def valid_document(catalogue: Catalogue, die: Random, share: float = 1.0) -> dict[str, Any]:
    """Return a document that answers about `share` (0–1) of the sub-indicators, and the profile with any."""
    all_codes = list(catalogue.indicators)
    chosen = set(die.sample(all_codes, round(len(all_codes) * share)))
    codes = [code for code in all_codes if code in chosen]
    profile = {figure.key: _OF for figure in catalogue.profile} if codes else {}
    return {
        "profile": profile,
        "answers": {code: _answer(catalogue.indicators[code].rule, die) for code in codes},
    }


def _answer(rule: Rule, die: Random) -> dict[str, Any]:
    match rule:
        case LevelsRule():
            return {"level": die.choice(rule.levels).id}
        case RatioRule() | RateRule():
            own = {} if rule.denominator.profile else {"b": _OF}
            return {"a": str(die.randint(0, 10 * _OF) / 10), **own}
        case CountRule():
            return {"a": die.randint(0, 2 * int(rule.target) + 1)}
        case PartsRule():
            return {part.id: _answer(part.rule, die) for part in rule.parts}
        case InfoRule():
            return {
                field.id: die.choice(field.choices).id if field.type == "choice" else die.random() < 0.5
                for field in rule.fields
            }
