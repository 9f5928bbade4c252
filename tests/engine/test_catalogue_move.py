"""A running assessment under another edition: every row that changes is told, nothing is lost unseen."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from assessments import assessment_of
from catalogue_documents import SMALL, SMALL_BYTES, edited, to_bytes
from hypothesis import given
from hypothesis import strategies as st
from random_answers import random_document

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import checked_off
from dti_desktop.engine.catalogue_move import Lost, moved
from dti_desktop.engine.parts import IssuedPart
from dti_desktop.engine.scoring import score

OLD = parse_catalogue(SMALL_BYTES)
RATIO = {
    "numerator": {"id": "a", "label_vi": "x", "unit": "x"},
    "denominator": {"id": "b", "label_vi": "x", "unit": "x"},
}
ANSWERS = {
    "answers": {
        "A.1": {"level": "most"},
        "A.2": {"a": "1", "b": "10"},
        "A.3": {"plan": {"level": "yes"}, "work": {"scanned": {"a": "8", "b": "10"}, "shared": {"a": "2"}}},
        "B.1": {"a": "500", "b": "200"},
    },
    "profile": {"readers": "200"},
}


def to(*edits):
    return parse_catalogue(to_bytes(edited(("/version", "2"), *edits)))


def moving(new, approved=(), answers=ANSWERS):
    return moved(assessment_of(OLD, answers, approved=approved), new)


def test_wording_and_trust_change_no_point():
    found = moving(
        to(
            ("/indicators/0/title_vi", "Mục lục"),
            ("/indicators/3", checked_off(SMALL["indicators"][3], by="An", utc="2026-11-29T14:08:00Z")),
        ),
        approved=("A.1",),
    )
    assert [(row.code, row.causes) for row in found.rows] == [("A.1", ("wording",)), ("B.1", ("trust",))]
    assert found.lost == () and found.reopened == ()
    assert not any(row.changes_score for row in found.rows)
    assert found.old_scorecard.whole == found.new_scorecard.whole


def test_other_points_are_told_with_before_and_after():
    found = moving(
        to(("/indicators/0/max_points", "6"), ("/indicators/1/max_points", "4")), approved=("A.1", "B.1")
    )
    first, second = found.rows
    assert (first.code, first.causes, first.reopened) == ("A.1", ("points",), True)
    assert (first.old.points, first.new.points) == (Fraction(10, 3), Fraction(4))
    assert first.gained_points == Fraction(2, 3)
    assert (second.code, second.reopened) == ("A.2", False)
    assert found.after.reviews["A.1"].state == "awaiting" and found.after.reviews["B.1"].state == "approved"
    assert found.reopened == ("A.1",)


def test_another_threshold_is_another_rule():
    (row,) = moving(to(("/indicators/3/rule/target", "5000"))).rows
    assert row.causes == ("rule",) and row.changes_score and row.lost == ()


def test_levels_in_another_order_are_the_same_rule():
    levels = list(reversed(SMALL["indicators"][0]["rule"]["levels"]))
    found = moving(to(("/indicators/0/rule/levels", levels)), approved=("A.1",))
    assert found.reopened == () and all(not row.changes_score for row in found.rows)


def test_a_level_that_is_gone_takes_the_answer_with_it():
    levels = [level for level in SMALL["indicators"][0]["rule"]["levels"] if level["id"] != "most"]
    found = moving(to(("/indicators/0/rule/levels", levels)), approved=("A.1",))
    (row,) = found.rows
    assert found.lost == row.lost == (Lost("A.1", "level", "most", "choice-gone"),)
    assert row.causes == ("rule", "answer-lost", "findings") and row.reopened
    assert (row.old.state, row.new.state) == ("answered", "unanswered")
    assert "A.1" not in found.after.answers and found.before.answers["A.1"] == {"level": "most"}


def test_a_number_under_a_rule_of_another_kind_is_not_carried():
    count = {"kind": "count", "value": {"id": "a", "label_vi": "x", "unit": "x"}, "target": "1"}
    found = moving(to(("/indicators/1/rule", count)))
    assert set(found.lost) == {
        Lost("A.2", "a", Decimal(1), "kind-changed"),
        Lost("A.2", "b", Decimal(10), "kind-changed"),
    }
    inner = moving(
        to(("/indicators/2/rule/parts/1/rule/parts/1/rule", {"kind": "ratio", "target": "1", **RATIO}))
    )
    assert inner.lost == (Lost("A.3", "work.shared.a", Decimal(2), "kind-changed"),)
    assert inner.after.answers["A.3"].keys() == {"plan.level", "work.scanned.a", "work.scanned.b"}


def test_a_part_that_is_gone_takes_its_fields_with_it():
    parts = copy.deepcopy(SMALL["indicators"][2]["rule"]["parts"])
    parts[1]["rule"]["parts"] = [{**parts[1]["rule"]["parts"][0], "share": "1"}]
    found = moving(to(("/indicators/2/rule/parts", parts)))
    assert found.lost == (Lost("A.3", "work.shared.a", Decimal(2), "field-gone"),)


def test_a_row_that_is_gone_takes_all_that_hangs_on_it():
    rows = [row for row in SMALL["indicators"] if row["code"] != "A.1"]
    new = to(
        ("/indicators", rows),
        ("/main_indices/0/indicators", 2),
        ("/main_indices/0/max_points", "25"),
        *((f"/pillars/{n}/max_points", points) for n, points in enumerate(("25", "45"))),
        ("/scale", "45"),
    )
    before = assessment_of(OLD, ANSWERS, proven=("A.1", "A.2"), explanations={"A.1": "vì"}, approved=("A.1",))
    found = moved(before, new)
    assert {(each.field, each.reason) for each in found.lost} == {
        ("level", "row-gone"),
        ("explanation", "row-gone"),
        ("documents", "row-gone"),
    }
    assert found.after.links.keys() == {"A.2"} and found.after.explanations == {} == found.after.reviews
    (gone,) = [row for row in found.rows if row.new is None]
    assert gone.causes == ("row-gone",) and gone.gained_points == -Fraction(10, 3)
    back = moved(found.after, OLD)
    assert [(row.code, row.causes) for row in back.rows] == [("A.1", ("new-row",))]


def test_parts_that_are_out_are_told():
    from dataclasses import replace

    def part(id_, department, merged):
        return IssuedPart(id_, department, None, ("A.1",), "0" * 64, "2030-01-01T00:00:00Z", "An", merged)

    before = assessment_of(OLD, ANSWERS)
    parts = {p.id: p for p in (part("1", "Sở Y tế", None), part("2", "Sở Nội vụ", "2030-01-02T00:00:00Z"))}
    found = moved(replace(before, parts=parts), to(("/indicators/0/title_vi", "x")))
    assert found.parts_out == ("Sở Y tế",)


@given(st.randoms(use_true_random=False))
def test_an_edition_with_equal_rules_changes_no_point(die: Random):
    document = copy.deepcopy(SMALL)
    for row in document["indicators"]:
        row["title_vi"] += " (đối chiếu)"
        if die.random() < 0.5:
            row.update(checked_off(row, by="An", utc="2026-11-29T14:08:00Z"))
    before = assessment_of(OLD, random_document(SMALL, die), approved=("A.1", "B.2"))
    found = moved(before, parse_catalogue(to_bytes(document)))
    assert found.lost == () and found.reopened == ()
    assert not any(row.changes_score for row in found.rows)
    old, new = found.old_scorecard, found.new_scorecard
    assert (old.whole, old.pillars, old.indices, old.indicators) == (
        new.whole,
        new.pillars,
        new.indices,
        new.indicators,
    )
    assert (found.after.answers, found.after.profile) == (before.answers, before.profile)


@given(st.randoms(use_true_random=False))
def test_every_value_is_carried_or_told_and_every_point_that_changes_is_in_a_row(die: Random):
    document = copy.deepcopy(SMALL)
    donor = copy.deepcopy(die.choice(document["indicators"]))
    for row in document["indicators"]:
        if die.random() < 0.4 and row["rule"]["kind"] != "info" != donor["rule"]["kind"]:
            row["rule"] = copy.deepcopy(donor["rule"])
        elif row["rule"]["kind"] == "levels" and die.random() < 0.5:
            row["rule"]["levels"] = row["rule"]["levels"][:-1]
    before = assessment_of(OLD, random_document(SMALL, die))
    found = moved(before, parse_catalogue(to_bytes(document)))
    told = {(each.code, each.field): each.value for each in found.lost}
    for code, fields in before.answers.items():
        kept = found.after.answers.get(code, {})
        lost = {name: value for (of, name), value in told.items() if of == code}
        assert not kept.keys() & lost.keys()
        assert {**kept, **lost} == fields
    assert found.new_scorecard == score(found.after.catalogue, found.after.answers, found.after.profile)
    changed = {
        code
        for code, was in found.old_scorecard.indicators.items()
        if (was.points, was.state)
        != (lambda now: (now.points, now.state))(found.new_scorecard.indicators[code])
    }
    assert changed == {row.code for row in found.rows if row.changes_score}
    gained = found.new_scorecard.whole.points - found.old_scorecard.whole.points
    assert sum((row.gained_points for row in found.rows), Fraction(0)) == gained


@pytest.mark.parametrize("code", [row["code"] for row in SMALL["indicators"]])
def test_moving_to_itself_changes_nothing(code):
    found = moving(OLD, approved=(code,))
    assert found.rows == () == found.lost and found.after == found.before
