"""Correcting a catalogue as a document."""

import copy
import json
import random
from fractions import Fraction

import pytest
from catalogue_documents import SHIPPED, SMALL, SMALL_BYTES
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import (
    Difference,
    NodeName,
    changed_nodes,
    checked_off,
    corrected,
    document_bytes,
    draft_faults,
    finished,
    node_at,
    node_names,
    node_of,
    node_of_text,
    node_text,
    raised_version,
    read_document,
    totals,
    unchecked,
    version_order,
    with_nodes,
)
from dti_desktop.engine.model import RowCheck
from dti_desktop.engine.row_checks import CheckSummary, check_summary

A1 = NodeName("indicators", "A.1")
BY, UTC = "Nguyễn Văn An", "2026-11-29T14:08:00Z"


def with_row(code, **values):
    row = {**node_of(SMALL, NodeName("indicators", code)), **values}
    return with_nodes(SMALL, {NodeName("indicators", code): row})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_is_written_as_it_was(path):
    assert document_bytes(read_document(path.read_bytes())) == path.read_bytes()


def test_nodes_are_put_in_and_nothing_else_changes():
    before = copy.deepcopy(SMALL)
    document = with_row("A.1", max_points="6")
    assert before == SMALL
    (change,) = changed_nodes(SMALL, document)
    assert (change.name, change.differences) == (A1, (Difference("/max_points", "5", "6"),))
    document = with_nodes(SMALL, {NodeName("whole"): {"scale": "51"}})
    assert document["scale"] == "51" and [c.name for c in changed_nodes(SMALL, document)] == [
        NodeName("whole")
    ]


@given(st.data())
def test_putting_every_changed_node_back_gives_the_document_back(data):
    names = list(node_names(SMALL))
    picked = data.draw(st.lists(st.sampled_from(names), unique=True))
    key = {"whole": "scale"}
    nodes = {
        name: {**node_of(SMALL, name), key.get(name.section, "max_points"): data.draw(st.text(max_size=5))}
        for name in picked
    }
    changed = with_nodes(SMALL, nodes)
    back = {change.name: change.old for change in changed_nodes(SMALL, changed)}
    assert document_bytes(with_nodes(changed, back)) == SMALL_BYTES
    assert set(back) <= set(picked)


@given(st.sampled_from(list(node_names(SMALL))), st.text(st.characters(exclude_categories=())))
def test_a_node_comes_back_from_its_text_with_its_order(name, text):
    node = {**node_of(SMALL, name), "title_vi": text}
    back = node_of_text(node_text(node).encode().decode())
    assert back == node and list(back) == list(node)


def test_totals_tell_what_is_too_much_and_what_cannot_be_read():
    found = {check.name: check for check in totals(SMALL)}
    assert all(check.fits and check.surplus == 0 for check in found.values())
    index, pillar, whole = NodeName("main_indices", "A"), NodeName("pillars", "service"), NodeName("whole")
    assert {index, pillar, whole} <= set(found)
    found = {check.name: check for check in totals(with_row("A.1", max_points="7.5"))}
    assert found[index].surplus == Fraction("2.5") and not found[index].fits
    assert found[pillar].fits and found[whole].fits
    found = {check.name: check for check in totals(with_row("A.1", max_points="7,5"))}
    assert (found[index].summed, found[index].surplus, found[index].fits) == (None, None, False)
    larger = with_nodes(SMALL, {index: {**node_of(SMALL, index), "max_points": "31"}})
    found = {check.name: check for check in totals(larger)}
    assert (found[index].surplus, found[pillar].surplus, found[whole].surplus) == (-1, 1, 1)


@given(st.sampled_from([row["code"] for row in SMALL["indicators"]]), st.integers(0, 9))
def test_totals_agree_with_the_loader(code, points):
    document = with_row(code, max_points=str(points))
    sums = {"points-do-not-sum", "pillar-points-differ", "scale-differs"}
    has_fault = any(problem.code in sums for problem in draft_faults(document))
    assert has_fault == any(not check.fits for check in totals(document))


def test_faults_of_a_draft_name_their_node():
    document = with_row("A.1", max_points="x", title_vi="")
    places = [node_at(document, problem.place) for problem in draft_faults(document)]
    assert sorted(place for _, place in places) == ["/max_points", "/title_vi"]
    assert {name for name, _ in places} == {A1}
    assert node_at(document, "/scale") == (NodeName("whole"), "/scale")
    assert node_at(document, "/pillars/1/max_points") == (NodeName("pillars", "reach"), "/max_points")
    assert node_at(document, "/profile/0/key") is None and node_at(document, "") is None
    assert [p.code for p in draft_faults(with_row("A.1", title_vi="\ud800"))] == ["not-unicode"]


def test_levels_are_held_against_each_other_by_id():
    row = copy.deepcopy(node_of(SMALL, A1))
    levels = row["rule"]["levels"]
    levels[1]["share"] = "0.5"
    levels.insert(1, {"id": "half", "label_vi": "Một nửa", "share": "1/2"})
    (change,) = changed_nodes(SMALL, with_nodes(SMALL, {A1: row}))
    assert change.differences == (
        Difference("/rule/levels/most/share", "2/3", "0.5"),
        Difference("/rule/levels/half", None, {"id": "half", "label_vi": "Một nửa", "share": "1/2"}),
    )
    row = copy.deepcopy(node_of(SMALL, A1))
    row["rule"]["levels"].reverse()
    (change,) = changed_nodes(SMALL, with_nodes(SMALL, {A1: row}))
    assert change.differences == (
        Difference("/rule/levels", ["full", "most", "none"], ["none", "most", "full"]),
    )


def test_a_row_is_checked_off_and_taken_back():
    row = node_of(SMALL, NodeName("indicators", "B.2"))
    done = checked_off(row, by=BY, utc=UTC, place="tr. 14")
    catalogue = parse_catalogue(document_bytes(with_nodes(SMALL, {NodeName("indicators", "B.2"): done})))
    assert catalogue.indicators["B.2"].checked == RowCheck(BY, UTC, "tr. 14")
    assert catalogue.indicators["B.2"].confidence == "confirmed"
    assert unchecked(done, row) == row
    assert unchecked(done, {**row, "confidence": "confirmed"})["confidence"] == "partly"
    assert "place" not in checked_off(row, by=BY, utc=UTC)["checked"]


def test_what_is_corrected_after_it_was_checked_has_to_be_checked_again():
    row = checked_off(node_of(SMALL, A1), by=BY, utc=UTC)
    assert corrected(row, {**row, "max_points": "5"}) == row
    changed = corrected(row, {**row, "max_points": "6"})
    assert changed["confidence"] == "partly" and "checked" not in changed
    partly = node_of(SMALL, NodeName("indicators", "B.2"))
    assert corrected(partly, {**partly, "title_vi": "Khác"})["confidence"] == "recollected"


def test_new_keys_of_a_row_stand_in_their_place():
    row = node_of(SMALL, NodeName("indicators", "B.3"))
    keys = list(corrected(row, {**row, "evidence_en": "Report", "short_vi": "Góp ý"}))
    assert keys[:5] == ["code", "title_vi", "title_en", "short_vi", "max_points"]
    assert keys.index("evidence_en") == keys.index("evidence_vi") + 1


@pytest.mark.parametrize(
    ("version", "taken", "raised"),
    [
        ("1", [], "2"),
        ("1", ["2", "3"], "4"),
        ("2022.9", [], "2022.10"),
        ("", [], "2"),
        ("bản đầu", [], "bản đầu 2"),
        ("1-Sóc Trăng", [], "2-Sóc Trăng"),
    ],
)
def test_the_version_is_raised(version, taken, raised):
    assert raised_version(version, taken) == raised
    assert version_order(raised) > version_order(version)


def test_a_finished_draft_has_the_version_after_the_id():
    assert list(finished({"id": "x", "scale": "1"}, "2")) == ["id", "version", "scale"]
    document = finished(SMALL, "2")
    assert list(document) == list(SMALL) and document["version"] == "2"
    assert document_bytes({**document, "version": "1"}) == SMALL_BYTES


def test_the_summary_tells_who_vouched_and_when():
    assert check_summary(parse_catalogue(SMALL_BYTES)) == CheckSummary(7, 5, 1, 1, 0)
    nodes = {}
    for code, by, utc in (
        ("A.1", BY, UTC),
        ("B.1", "Trần Thị Bình", "2026-11-30T01:00:00Z"),
        ("B.2", BY, UTC),
    ):
        name = NodeName("indicators", code)
        nodes[name] = checked_off(node_of(SMALL, name), by=by, utc=utc)
    found = check_summary(parse_catalogue(document_bytes(with_nodes(SMALL, nodes))))
    assert found == CheckSummary(7, 7, 0, 0, 3, (BY, "Trần Thị Bình"), "2026-11-30T01:00:00Z")
    assert found.unconfirmed == 0 and json.dumps(found.to_json())


@given(st.integers())
def test_any_order_of_rows_is_kept(seed):
    document = copy.deepcopy(SMALL)
    random.Random(seed).shuffle(document["indicators"])
    changed = with_nodes(document, {A1: {**node_of(document, A1), "title_vi": "Khác"}})
    assert [row["code"] for row in changed["indicators"]] == [row["code"] for row in document["indicators"]]
