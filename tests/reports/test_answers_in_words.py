"""Answers as a clerk would write them down, one rule kind after the other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
import report_samples as samples

from dti_desktop.engine.assessment import Fields
from dti_desktop.engine.model import (
    Choice,
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
from dti_desktop.engine.rules import evaluate
from dti_desktop.reports.answers_in_words import answer_lines, fault_lines
from dti_desktop.reports.wording import Wording

NBSP = "\u00a0"
WORDS = Wording(samples.texts("vi"), "vi")

A = Quantity("a", Text("Số hộ có mạng", "Connected households"), Text("hộ", "households"))
B = Quantity("b", Text("Tổng số hộ", "Households"), Text("hộ", "households"), profile="households")
PEOPLE = Quantity("b", Text("Dân số"), Text("người"), profile="population")
FIRMS = Quantity("a", Text("Số doanh nghiệp"), Text("doanh nghiệp"))
LEVELS = LevelsRule((Level("yes", Text("Đã ban hành"), Fraction(1)), Level("no", Text("Chưa"), Fraction(0))))
RATIO = RatioRule(A, B, Fraction(1))
PROFILE = {"households": Decimal(1000), "population": Decimal(1197823)}


def said(rule: Rule, fields: Fields, profile: dict[str, Decimal] | None = None) -> list[str]:
    outcome = evaluate(rule, fields, {} if profile is None else profile)
    lines = answer_lines(rule, outcome, WORDS)
    return [f"{line.label}: {line.text}" if line.label else line.text for line in lines]


def faults(rule: Rule, fields: Fields) -> list[str]:
    lines = fault_lines(evaluate(rule, fields, {}), rule, WORDS)
    return [f"{line.label}: {line.text}" if line.label else line.text for line in lines]


def test_level_is_its_label() -> None:
    assert said(LEVELS, {"level": "no"}) == ["Chưa"]


@pytest.mark.parametrize("rule", [LEVELS, RATIO, CountRule(A, Fraction(5)), InfoRule(())])
def test_nothing_answered_nothing_said(rule: Rule) -> None:
    assert said(rule, {}) == []
    assert faults(rule, {}) == []


def test_profile_figure_alone_is_no_answer() -> None:
    assert said(RATIO, {}, PROFILE) == []


def test_ratio_with_one_unit() -> None:
    assert said(RATIO, {"a": Decimal(700), "b": Decimal(775)}) == [f"700 / 775 hộ = 90,32{NBSP}%"]


def test_ratio_with_a_target_and_the_profile() -> None:
    rule = RatioRule(A, B, Fraction(4, 5))
    assert said(rule, {"a": Decimal(500)}, PROFILE) == [
        f"500 / 1.000 hộ = 50,00{NBSP}%; đủ điểm từ{NBSP}80{NBSP}%; mẫu số theo Số{NBSP}liệu{NBSP}chung"
    ]


def test_own_denominator_that_differs() -> None:
    assert said(RATIO, {"a": Decimal(1), "b": Decimal(4)}, PROFILE) == [
        f"1 / 4 hộ = 25,00{NBSP}%; Số{NBSP}liệu{NBSP}chung ghi{NBSP}1.000"
    ]


def test_complement_says_so() -> None:
    rule = RatioRule(A, B, Fraction(1), complement=True)
    assert said(rule, {"a": Decimal(1), "b": Decimal(4)}) == [f"1 / 4 hộ = 25,00{NBSP}%; càng thấp càng tốt"]


def test_rate_with_two_units() -> None:
    rule = RateRule(FIRMS, PEOPLE, Fraction(1), Fraction(1000))
    assert said(rule, {"a": Decimal(450)}, PROFILE) == [
        f"450 doanh nghiệp / 1.197.823 người = 0,3757 trên 1.000 người; đủ điểm từ{NBSP}1; "
        f"mẫu số theo Số{NBSP}liệu{NBSP}chung"
    ]


def test_count() -> None:
    assert said(CountRule(A, Fraction(10)), {"a": Decimal("7.5")}) == [f"7,5 hộ; đủ điểm từ{NBSP}10"]


def test_half_a_ratio_names_its_number_and_its_fault() -> None:
    assert said(RATIO, {"a": Decimal(900)}) == ["Số hộ có mạng: 900 hộ"]
    assert faults(RATIO, {"a": Decimal(900)}) == ["thiếu mẫu số"]
    assert said(RATIO, {"b": Decimal(900)}) == ["Tổng số hộ: 900 hộ"]
    assert faults(RATIO, {"b": Decimal(900)}) == ["thiếu tử số"]


def test_contradictory_ratio_claims_no_result() -> None:
    fields = {"a": Decimal(900), "b": Decimal(100)}
    assert said(RATIO, fields) == ["900 / 100 hộ"]
    assert faults(RATIO, fields) == ["tử số lớn hơn mẫu số"]
    assert faults(RATIO, {"a": Decimal(0), "b": Decimal(0)}) == ["mẫu số bằng 0"]


def test_parts_carry_their_labels() -> None:
    rule = PartsRule(
        (
            Part("list", Text("Danh mục"), Fraction(1, 2), LEVELS),
            Part("used", Text("Sử dụng"), Fraction(1, 2), RATIO),
        )
    )
    fields: Fields = {"list.level": "yes", "used.a": Decimal(3), "used.b": Decimal(9)}
    assert said(rule, fields) == ["Danh mục: Đã ban hành", f"Sử dụng: 3 / 9 hộ = 33,33{NBSP}%"]
    assert faults(rule, {"used.a": Decimal(3)}) == ["Danh mục: chưa trả lời", "Sử dụng: thiếu mẫu số"]


def test_closed_gate_hides_what_is_not_asked() -> None:
    rule = PartsRule(
        (
            Part("list", Text("Danh mục"), Fraction(1, 2), LEVELS),
            Part("used", Text("Sử dụng"), Fraction(1, 2), RATIO),
        ),
        gate="list",
    )
    fields: Fields = {"list.level": "no", "used.a": Decimal(3), "used.b": Decimal(9)}
    assert said(rule, fields) == [
        "Danh mục: Chưa",
        "Điều kiện đầu chưa đạt nên các phần sau không xét.",
    ]
    assert faults(rule, fields) == []


def test_information() -> None:
    rule = InfoRule(
        (
            InfoField("issued", Text("Đã ban hành?"), "bool"),
            InfoField("stage", Text("Giai đoạn"), "choice", (Choice("one", Text("Thí điểm")),)),
            InfoField("other", Text("Khác"), "bool"),
        )
    )
    assert said(rule, {"issued": True, "stage": "one"}) == ["Đã ban hành?: Có", "Giai đoạn: Thí điểm"]
    assert said(rule, {"other": False}) == ["Khác: Không"]
