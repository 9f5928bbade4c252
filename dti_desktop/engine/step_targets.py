"""What the target of a step belongs to within its rule: the part's name, the whole that it is counted of."""

from __future__ import annotations

from decimal import Decimal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Part, PartsRule, RatioRule, Rule, Text
from dti_desktop.engine.rule_steps import Target


def leaf_of(rule: Rule, field: str) -> tuple[Rule, Part | None]:
    """Return the rule that asks for `field` ("used.a"), and the innermost part that it belongs to."""
    part = None
    for part_id in field.split(".")[:-1]:
        found = next((each for each in getattr(rule, "parts", ()) if each.id == part_id), None)
        if not isinstance(rule, PartsRule) or found is None:
            break
        part, rule = found, found.rule
    return rule, part


def part_label(assessment: Assessment, code: str, target: Target) -> Text | None:
    """Return the name of the part that `target` belongs to; None where the rule has no parts."""
    _, part = leaf_of(assessment.catalogue.indicators[code].rule, target.field)
    return None if part is None else part.label


def whole_of(assessment: Assessment, code: str, target: Target) -> Decimal | None:
    """Return the whole that the number of `target` is a part of: 109 communes; None where there is none."""
    rule, _ = leaf_of(assessment.catalogue.indicators[code].rule, target.field)
    if target.number is None or not isinstance(rule, RatioRule):
        return None
    prefix = target.field.rpartition(".")[0]
    name = f"{prefix}.{rule.denominator.id}" if prefix else rule.denominator.id
    own = assessment.answers.get(code, {}).get(name)
    if isinstance(own, Decimal):
        return own
    profile = rule.denominator.profile
    return None if profile is None else assessment.profile.get(profile)


def present_level(rule: Rule, target: Target) -> Text | None:
    """Return the name of the level that was chosen where `target` names another one; None for none."""
    leaf, _ = leaf_of(rule, target.field)
    levels = getattr(leaf, "levels", ())
    return next((level.label for level in levels if level.id == target.present), None)
