"""The line that tells how points came about: every rule and edge, figures that work out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dti_desktop.engine.model import (
    CountRule,
    InfoField,
    InfoRule,
    Level,
    LevelsRule,
    Part,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.engine.numbers import rounded
from dti_desktop.engine.rules import evaluate
from dti_desktop.ui.derivation_text import Steps, short_steps, steps
from dti_desktop.ui.rule_text import rule_lines

A = Quantity("a", Text("Số đã làm"), Text("việc"))
B = Quantity("b", Text("Tổng số"), Text("việc"))
YES_NO = LevelsRule((Level("yes", Text("Có"), Fraction(1)), Level("no", Text("Không"), Fraction(0))))
GATED = PartsRule(
    (
        Part("list", Text("Danh mục"), Fraction(1, 2), YES_NO),
        Part("used", Text("Đưa vào dùng"), Fraction(1, 2), RatioRule(A, B, Fraction(1))),
    ),
    gate="list",
)


def line(rule: Rule, fields: Mapping[str, object], max_points: int = 10) -> Steps:
    typed = {key: Decimal(value) if isinstance(value, int) else value for key, value in fields.items()}
    found = steps(rule, evaluate(rule, typed, {}), Fraction(max_points), "vi")  # type: ignore[arg-type]
    return Steps(found.text.replace("\u00a0", " ").replace("  ", " "), found.tone)


@pytest.mark.parametrize(
    ("rule", "fields", "text", "tone"),
    [
        (RatioRule(A, B, Fraction(1)), {}, "Chưa trả lời: chưa có điểm.", "muted"),
        (RatioRule(A, B, Fraction(1)), {"a": 7}, "Còn thiếu “Tổng số”. Chưa tính điểm.", "warn"),
        (RatioRule(A, B, Fraction(1)), {"b": 7}, "Còn thiếu “Số đã làm”. Chưa tính điểm.", "warn"),
        (
            RatioRule(A, B, Fraction(1)),
            {"a": 700, "b": 775},
            "700 / 775 = 90,32 % → 90,32 % × 10 điểm",
            "secondary",
        ),
        (
            RatioRule(A, B, Fraction(1, 100)),
            {"a": 212, "b": 26480},
            "212 / 26.480 = 0,8006 % → 0,8006 % / 1 % = 80,06 % → 80,06 % × 10 điểm",
            "secondary",
        ),
        (
            RatioRule(A, B, Fraction(1, 2)),
            {"a": 3, "b": 4},
            "3 / 4 = 75 % → vượt mục tiêu 50 %, tính tối đa → 100 % × 10 điểm",
            "secondary",
        ),
        (
            RatioRule(A, B, Fraction(1, 2)),
            {"a": 2, "b": 4},
            "2 / 4 = 50 % → 50 % / 50 % = 100 % → 100 % × 10 điểm",
            "secondary",
        ),
        (
            RatioRule(A, B, Fraction(1), complement=True),
            {"a": 3, "b": 120},
            "3 / 120 = 2,5 % → 100 % − 2,5 % = 97,5 % → 97,5 % × 10 điểm",
            "secondary",
        ),
        (
            RatioRule(A, B, Fraction(1)),
            {"a": 8, "b": 7},
            "“Số đã làm” (8) không thể lớn hơn “Tổng số” (7). Hãy kiểm tra lại hai số.",
            "block",
        ),
        (
            RatioRule(A, B, Fraction(1)),
            {"a": 0, "b": 0},
            "“Tổng số” đang bằng 0 nên chưa tính được. Hãy kiểm tra lại số này.",
            "block",
        ),
        (
            RatioRule(A, B, Fraction(1), full_when_denominator_zero=True),
            {"a": 0, "b": 0},
            "Không phát sinh trường hợp nào (0 / 0): được tính đủ → 100 % × 10 điểm",
            "secondary",
        ),
        (
            RateRule(A, B, Fraction(1), Fraction(1000)),
            {"a": 900, "b": 1197823},
            "900 / 1.197.823 = 0,7514 trên 1.000 việc → 75,14 % mục tiêu 1 → 75,14 % × 10 điểm",
            "secondary",
        ),
        (
            RateRule(A, B, Fraction(1), Fraction(1000)),
            {"a": 5, "b": 1000},
            "5 / 1.000 = 5 trên 1.000 việc → vượt mục tiêu 1, tính tối đa → 100 % × 10 điểm",
            "secondary",
        ),
        (CountRule(A, Fraction(10)), {"a": 4}, "4 / 10 = 40 % → 40 % × 10 điểm", "secondary"),
        (CountRule(A, Fraction(10)), {"a": 14}, "14, vượt mục tiêu 10 → 100 % × 10 điểm", "secondary"),
        (YES_NO, {"level": "yes"}, "100 % × 10 điểm", "secondary"),
        (GATED, {}, "Chưa trả lời: chưa có điểm.", "muted"),
        (GATED, {"used.a": 1}, "Cần trả lời “Danh mục” trước thì mới tính điểm.", "warn"),
        (GATED, {"list.level": "no"}, "“Danh mục” được 0 điểm, nên các phần còn lại chưa xét.", "secondary"),
        (GATED, {"list.level": "yes"}, "5 + 0 = 5 điểm; còn phần chưa trả lời đủ", "warn"),
        (
            GATED,
            {"list.level": "yes", "used.a": 9, "used.b": 3},
            "5 + 0 = 5 điểm; có phần chưa hợp lệ, tính 0 điểm",
            "block",
        ),
        (
            GATED,
            {"list.level": "yes", "used.a": 1, "used.b": 3},
            "5 + 1,67 = 6,67 điểm",
            "secondary",
        ),
        (
            InfoRule((InfoField("x", Text("Đã ban hành?"), "bool"),)),
            {"x": True},
            "Thu thập, không chấm điểm.",
            "muted",
        ),
    ],
)
def test_every_outcome_is_told(rule: Rule, fields: Mapping[str, object], text: str, tone: str) -> None:
    assert line(rule, fields) == Steps(text, tone)  # type: ignore[arg-type]


def test_a_part_tells_its_share_or_its_fault() -> None:
    ratio = RatioRule(A, B, Fraction(1))
    assert short_steps(ratio, evaluate(ratio, {"a": Decimal(1), "b": Decimal(3)}, {}), "vi").tone == "muted"
    assert short_steps(ratio, evaluate(ratio, {"a": Decimal(4), "b": Decimal(3)}, {}), "vi").tone == "block"
    assert short_steps(ratio, evaluate(ratio, {"a": Decimal(4)}, {}), "vi").tone == "warn"
    assert short_steps(YES_NO, evaluate(YES_NO, {"level": "yes"}, {}), "vi").text == ""


def figures(text: str) -> list[Fraction]:
    return [
        Fraction(found.replace(".", "").replace(",", "."))
        for found in re.findall(r"[0-9][0-9.]*(?:,[0-9]+)?", text)
    ]


@given(
    a=st.integers(0, 10**9),
    b=st.integers(1, 10**9),
    target_per_mille=st.integers(1, 999),
    max_points=st.sampled_from([5, 10, 15, 20, 30]),
)
def test_whoever_works_the_line_through_comes_to_the_same_figures(
    a: int, b: int, target_per_mille: int, max_points: int
) -> None:
    a = min(a, b)
    target = Fraction(target_per_mille, 1000)
    assume(Fraction(a, b) < target)
    rule = RatioRule(A, B, target)
    outcome = evaluate(rule, {"a": Decimal(a), "b": Decimal(b)}, {})
    shown = figures(line(rule, {"a": a, "b": b}, max_points).text)
    _, _, raw, raw_again, shown_target, share, share_again, points = shown
    assert raw == raw_again and share == share_again and points == max_points
    assert shown_target == target * 100
    assert abs(raw / shown_target * 100 - share) < Fraction(1, 100)
    assert rounded(share * points / 100, 2) == rounded(outcome.share * max_points, 2)


def test_the_rules_of_all_shapes_are_told() -> None:
    from dti_desktop.engine.model import Indicator

    def told(rule: Rule) -> str:
        indicator = Indicator(
            "1.1", "1", Text("t"), Text("t"), Fraction(10), rule, Text("e"), "province", "partly"
        )
        return " ".join(rule_lines(indicator, "vi")).replace("\u00a0", " ")

    assert told(RatioRule(A, B, Fraction(1))) == "Tỷ lệ = “Số đã làm” / “Tổng số”. Điểm = tỷ lệ × 10 điểm."
    assert "Từ 50 % trở lên được tối đa 10 điểm" in told(RatioRule(A, B, Fraction(1, 2)))
    assert "càng thấp càng tốt" in told(RatioRule(A, B, Fraction(1), complement=True))
    assert "cả hai số bằng 0" in told(RatioRule(A, B, Fraction(1), full_when_denominator_zero=True))
    assert "trên 1.000 việc" in told(RateRule(A, B, Fraction(1), Fraction(1000)))
    assert "Từ 10 việc trở lên" in told(CountRule(A, Fraction(10)))
    assert "tối đa 10 điểm" in told(YES_NO)
    assert "Nếu “Danh mục” được 0 điểm thì cả chỉ số được 0 điểm." in told(GATED)
