"""Rules turned into other kinds: always of a form that the loader knows, and what both ask for is kept."""

from __future__ import annotations

import copy

import pytest
from catalogue_documents import SMALL
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.catalogue_edit import NodeName, draft_faults, node_of, with_nodes
from dti_desktop.engine.rule_shapes import (
    kinds_at,
    new_item,
    of_kind,
    with_field_type,
    with_item,
    with_item_moved,
    without_item,
)

RULES = [row["rule"] for row in SMALL["indicators"]]
KINDS = kinds_at(0)
LISTS = {"levels": "levels", "parts": "parts", "info": "fields"}


def faults_of(rule):
    name = NodeName("indicators", "A.1")
    row = {**node_of(SMALL, name), "rule": rule}
    return {(problem.code, problem.place) for problem in draft_faults(with_nodes(SMALL, {name: row}))}


def codes_of(rule):
    return {code for code, _ in faults_of(rule)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_lacks_words_and_nothing_else(kind):
    assert codes_of(of_kind(kind)) - {"info-with-points"} == {"empty"}


@given(st.sampled_from(RULES), st.sampled_from(KINDS), st.sampled_from(KINDS))
def test_turning_a_rule_changes_nothing_in_place_and_gives_what_the_loader_reads(rule, first, second):
    before = copy.deepcopy(rule)
    turned = of_kind(second, of_kind(first, rule))
    assert rule == before
    assert turned["kind"] == second
    assert codes_of(turned) <= {"empty", "info-with-points"}


@pytest.mark.parametrize("rule", RULES, ids=[row["code"] for row in SMALL["indicators"]])
def test_a_rule_of_its_own_kind_stays_and_one_of_parts_holds_it(rule):
    assert of_kind(rule["kind"], rule) == rule
    if rule["kind"] not in ("parts", "info"):
        parts = of_kind("parts", rule)
        assert parts["parts"][0]["rule"] == rule and parts["parts"][0]["share"] == "1"
        assert of_kind(rule["kind"], parts) == rule


def test_two_numbers_stay_two_numbers():
    ratio = next(rule for rule in RULES if rule["kind"] == "ratio")
    rate = of_kind("rate", ratio)
    assert (rate["numerator"], rate["denominator"]) == (ratio["numerator"], ratio["denominator"])
    assert rate["target"] == ratio["target"] and "complement" not in rate
    assert of_kind("count", ratio)["value"] == ratio["numerator"]
    assert of_kind("ratio", {**rate, "target": "5000"})["target"] == "1"
    assert of_kind("ratio", {**rate, "target": "0,"})["target"] == "0,"


@given(st.sampled_from(KINDS), st.data())
def test_rules_that_hold_anything_can_be_turned(kind, data):
    keys = st.sampled_from(["kind", "levels", "parts", "target", "value", "numerator", "rule", "share"])
    odd = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.text(max_size=3) | st.sampled_from(KINDS),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=4),
            max_leaves=8,
        )
    )
    assert of_kind(kind, odd)["kind"] == kind


def test_a_rule_of_an_unknown_kind_is_not_made():
    with pytest.raises(ValueError, match="other"):
        of_kind("other")


def test_kinds_by_depth():
    assert "info" in kinds_at(0) and "parts" in kinds_at(3)
    assert "info" not in kinds_at(1) and "parts" not in kinds_at(4)


@given(st.lists(st.sampled_from(["level_1", "level_2", "x", "level_5"]), unique=True))
def test_a_new_item_has_an_id_that_nobody_had(before):
    holder = {"levels": [{"id": "level_3"}]}
    new = with_item(holder, "levels", [{"id": id_} for id_ in before])["levels"][-1]
    assert new["id"] not in {*before, "level_3"} and holder == {"levels": [{"id": "level_3"}]}


def test_a_part_more_has_to_be_given_its_share():
    parts = of_kind("parts", RULES[0])
    more = with_item(parts, "parts")
    assert [part["id"] for part in more["parts"]] == ["part_1", "part_2"]
    assert ("empty", "/indicators/0/rule/parts/1/share") in faults_of(more)
    for number, share in enumerate(("0.25", "3/4")):
        more["parts"][number]["share"] = share
    assert codes_of(more) == {"empty"}


def test_the_gate_goes_with_its_part():
    rule = {**of_kind("parts", RULES[0]), "gate": "part_1"}
    rule = with_item(rule, "parts")
    assert without_item(rule, "parts", 1)["gate"] == "part_1"
    assert "gate" not in without_item(rule, "parts", 0)
    moved = with_item_moved(rule, "parts", 0, 1)
    assert [part["id"] for part in moved["parts"]] == ["part_2", "part_1"] and moved["gate"] == "part_1"


def test_a_question_is_of_yes_or_no_or_of_choices():
    field = new_item("fields", ())
    choice = with_field_type(field, "choice")
    assert [each["id"] for each in choice["choices"]] == ["choice_1", "choice_2"]
    assert with_field_type(choice, "bool") == field
    kept = {**choice, "choices": [{"id": "own", "label_vi": "Có"}]}
    assert with_field_type(kept, "choice")["choices"] == kept["choices"]
