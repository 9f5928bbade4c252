"""What a target belongs to within its rule: the part, the whole, the level that was there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assessments import assessment_of

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue, LevelsRule, PartsRule, RatioRule
from dti_desktop.engine.rule_steps import Target, reachable
from dti_desktop.engine.step_targets import leaf_of, part_label, present_level, whole_of


def targets_of(assessment: Assessment, code: str) -> list[Target]:
    rule = assessment.catalogue.indicators[code].rule
    found = reachable(rule, assessment.answers.get(code, {}), assessment.profile)
    return [reach.target for each in found for reach in each.reaches]


def test_every_target_of_the_real_rows_finds_its_leaf(real: Catalogue) -> None:
    assessment = replace(assessment_of(real, {}), profile={f.key: Decimal(100) for f in real.profile})
    seen = 0
    for code, row in real.indicators.items():
        for target in targets_of(assessment, code):
            seen += 1
            leaf, part = leaf_of(row.rule, target.field)
            assert not isinstance(leaf, PartsRule)
            assert (part is None) == ("." not in target.field)
            assert isinstance(leaf, LevelsRule) == (target.number is None)
            if part is not None:
                assert part_label(assessment, code, target) == part.label
                assert target.field.split(".")[-2] == part.id
            else:
                assert part_label(assessment, code, target) is None
    assert seen > len(real.indicators)


def test_the_whole_is_the_own_one_before_the_profiles(real: Catalogue) -> None:
    found = next(
        (code, row.rule)
        for code, row in real.indicators.items()
        if isinstance(row.rule, RatioRule) and row.rule.denominator.profile and not row.rule.complement
    )
    code, rule = found
    assert rule.denominator.profile is not None
    assessment = replace(assessment_of(real, {}), profile={rule.denominator.profile: Decimal(109)})
    assessment = assessment.with_fields(code, {"a": Decimal(3)})
    target = targets_of(assessment, code)[0]
    assert whole_of(assessment, code, target) == 109
    own = assessment.with_fields(code, {"a": Decimal(3), rule.denominator.id: Decimal(80)})
    assert whole_of(own, code, target) == 80
    assert whole_of(replace(assessment, profile={}), code, target) is None


def test_a_level_and_a_count_have_no_whole(real: Catalogue) -> None:
    assessment = assessment_of(real, {})
    for code, row in real.indicators.items():
        if row.rule.kind in ("levels", "count"):
            for target in targets_of(assessment, code):
                assert whole_of(assessment, code, target) is None


def test_the_level_that_was_chosen(real: Catalogue) -> None:
    code, rule = next(
        (code, row.rule)
        for code, row in real.indicators.items()
        if isinstance(row.rule, LevelsRule) and row.max_points
    )
    worst = min(rule.levels, key=lambda level: level.share)
    empty = assessment_of(real, {})
    assert all(present_level(rule, target) is None for target in targets_of(empty, code))
    answered = empty.with_fields(code, {"level": worst.id})
    assert present_level(rule, targets_of(answered, code)[0]) == worst.label
