"""Rows that come into a document and go out of it: the counts follow, and going back gives it back."""

from __future__ import annotations

import copy

import pytest
from catalogue_documents import SMALL, SMALL_BYTES
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import (
    NodeName,
    changed_nodes,
    code_order,
    document_bytes,
    draft_faults,
    index_of,
    node_of,
    node_of_text,
    node_text,
    totals,
    with_nodes,
)
from dti_desktop.engine.catalogue_row_edits import new_row, next_code, with_row, without_row
from dti_desktop.engine.rule_shapes import kinds_at
from dti_desktop.errors import InputError

CODES = [row["code"] for row in SMALL["indicators"]]
A = NodeName("main_indices", "A")


def row(code):
    return node_of(SMALL, NodeName("indicators", code))


def added(document, new):
    return with_nodes(document, with_row(document, new))


def removed(document, code):
    return with_nodes(document, without_row(document, code))


def code_of(act) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.code


def test_a_copied_row_comes_last_in_its_main_index_and_is_counted():
    before = copy.deepcopy(SMALL)
    new = new_row(next_code(SMALL, "A"), "Dòng mới", "levels", row("A.1"))
    document = added(SMALL, new)
    assert before == SMALL
    assert [each["code"] for each in document["indicators"]] == ["A.1", "A.2", "A.3", "A.4", *CODES[3:]]
    assert node_of(document, A)["indicators"] == 4
    assert (new["rule"], new["max_points"]) == (row("A.1")["rule"], row("A.1")["max_points"])
    assert (new["confidence"], "checked" in new, "short_vi" in new) == ("recollected", False, False)
    # The points do not fit yet, and that is all that is wrong.
    assert {problem.code for problem in draft_faults(document)} == {"points-do-not-sum"}
    (wrong,) = [check for check in totals(document) if not check.fits]
    assert (wrong.name, wrong.surplus) == (A, 5)


@pytest.mark.parametrize("kind", kinds_at(0))
def test_an_empty_row_names_what_has_to_be_filled_in(kind):
    document = added(SMALL, new_row("B.9", "Dòng mới", kind))
    codes = {problem.code for problem in draft_faults(document)}
    assert codes == {"empty"}


def test_a_row_that_goes_is_counted_out_and_comes_back_into_its_place():
    document = removed(SMALL, "A.2")
    assert "A.2" not in [each["code"] for each in document["indicators"]]
    assert node_of(document, A)["indicators"] == 2
    assert {problem.code for problem in draft_faults(document)} == {"points-do-not-sum"}
    assert document_bytes(added(document, row("A.2"))) == SMALL_BYTES


@given(st.lists(st.sampled_from(CODES), unique=True, max_size=len(CODES) - 1), st.randoms())
def test_rows_taken_out_in_any_order_and_put_back_in_any_order_give_the_document_back(codes, random):
    document = SMALL
    for code in codes:
        document = removed(document, code)
    random.shuffle(codes)
    for code in codes:
        document = added(document, row(code))
    assert document_bytes(document) == SMALL_BYTES


@given(
    st.lists(st.sampled_from(CODES), unique=True, max_size=4),
    st.lists(st.sampled_from(["A.4", "A.10", "B.2a", "C.9", "A.1.1"]), unique=True),
)
def test_a_draft_is_its_nodes_whatever_their_order(gone, new):
    nodes = {NodeName("indicators", code): None for code in gone}
    nodes |= {NodeName("indicators", code): {**row("A.1"), "code": code} for code in new}
    one = with_nodes(SMALL, nodes)
    assert one == with_nodes(SMALL, dict(reversed(nodes.items())))
    assert {each["code"] for each in one["indicators"]} == set(CODES) - set(gone) | set(new)
    kept = [each["code"] for each in one["indicators"] if each["code"] in CODES]
    assert kept == [code for code in CODES if code not in gone]
    assert {change.name for change in changed_nodes(SMALL, one)} == set(nodes)
    back = {change.name: change.old for change in changed_nodes(SMALL, one)}
    assert with_nodes(one, back) == SMALL


def test_new_rows_stand_as_people_count():
    document = SMALL
    for code in ("A.10", "A.9", "A.2a"):
        document = added(document, new_row(code, code, "levels", row("A.1")))
    own = [each["code"] for each in document["indicators"] if index_of(each["code"]) == "A"]
    assert own == ["A.1", "A.2", "A.2a", "A.3", "A.9", "A.10"]
    assert code_order("1.9") < code_order("1.10") and index_of("1.10") == "1"


def test_a_code_that_was_ever_given_is_not_suggested_again():
    assert next_code(SMALL, "A") == "A.4"
    assert next_code(SMALL, "A", {"A.7", "AB.9", "A.1.20", "A.x"}) == "A.8"
    assert next_code(SMALL, "Z") == "Z.1"


@pytest.mark.parametrize("code", ["", "A", "A.", "A..1", "Z.1", "A.é", ".1"])
def test_a_code_must_be_one_of_a_main_index(code):
    assert code_of(lambda: with_row(SMALL, new_row(code, "x", "levels"))) == "row-code-invalid"


def test_what_cannot_be_is_told():
    assert code_of(lambda: with_row(SMALL, row("A.1"))) == "row-code-taken"
    assert code_of(lambda: without_row(SMALL, "A.9")) == "unknown-node"
    document = SMALL
    for code in CODES[1:]:
        document = removed(document, code)
    assert code_of(lambda: without_row(document, CODES[0])) == "row-is-last"


def test_a_removed_row_has_a_text_of_its_own():
    assert node_of_text(node_text(None)) is None


def test_a_catalogue_with_a_row_more_and_one_less_loads_once_its_points_fit():
    document = removed(SMALL, "A.2")
    document = added(
        document, {**new_row("A.4", "Dòng mới", "levels", row("A.1")), "max_points": row("A.2")["max_points"]}
    )
    catalogue = parse_catalogue(document_bytes(document))
    assert list(catalogue.indicators)[:3] == ["A.1", "A.3", "A.4"]
