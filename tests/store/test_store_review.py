"""Review, remarks, given points, ticks of the portal, parts, an earlier year: kept, journaled, undone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import make_schema_3 as many_hands
import pytest
from make_schema_3 import BEGAN, PREVIOUS, ROW, SHELVED

from dti_desktop.engine.assessment import Citation
from dti_desktop.engine.part_content import Place
from dti_desktop.engine.review import ReviewMark
from dti_desktop.errors import InputError
from dti_desktop.store.backup import backup, restore
from dti_desktop.store.database import Store

ID = "soc-trang-2022"
APPROVED = ReviewMark("approved", "", "Trần Thị Bình", "2026-11-29T09:00:00Z")
OPENED = replace(APPROVED, state="needs-work", reason="số liệu mới")


def refused(act) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        act()
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_everything_comes_back_exactly_also_from_a_backup(store: Store, tmp_path, clock):
    many_hands.fill(store)
    kept = store.assessments.load(ID)
    assert kept.previous == PREVIOUS
    assert store.verify() == []
    backup(store, tmp_path / "b.dtibackup")
    restore(tmp_path / "b.dtibackup", tmp_path / "x", now_utc=clock, user="b")
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as again:
        found = again.assessments.load(ID)
        assert found.content == kept.content
        assert again.parts.baseline(many_hands.SHA256) == many_hands.BASELINE


def test_what_is_approved_is_locked_until_it_is_opened_again(store: Store):
    store.edits.set_explanation(ID, "1.2", "trước")
    _, cited = store.evidence.add_document(ID, "1.1", Citation("1/BC"))
    store.edits.link(ID, "1.2", cited)
    store.review.set_marks(ID, {"1.1": APPROVED, "1.2": APPROVED})
    before = store.assessments.load(ID)
    answers = {"1.2": {"attends.level": "yes"}, "1.1": {"level": "head"}, "1.3": {"level": "yes"}}
    both = [("indicator-approved", "1.1"), ("indicator-approved", "1.2")]
    assert refused(lambda: store.edits.apply_bulk(ID, answers, {"population": Decimal(5)})) == both
    assert refused(lambda: store.edits.update_citation(ID, cited, Citation("2/BC"))) == both
    assert refused(lambda: store.edits.remove_document(ID, cited)) == both
    for act in (
        lambda: store.edits.set_explanation(ID, "1.2", "sau"),
        lambda: store.edits.unlink(ID, "1.2", cited),
        lambda: store.edits.set_pages(ID, "1.2", cited, "3"),
        lambda: store.evidence.add_document(ID, "1.2", Citation("3/BC")),
    ):
        assert refused(act) == [("indicator-approved", "1.2")]
    assert store.assessments.load(ID) == before
    store.edits.set_note(ID, "1.2", "gọi Sở Y tế")  # of the officer alone
    store.review.put_comment(ID, "1.2", BEGAN)
    store.review.set_marks(ID, {"1.2": OPENED})
    store.edits.set_explanation(ID, "1.2", "sau")
    assert store.assessments.load(ID).explanations == {"1.2": "sau"}
    assert store.verify() == []


def test_one_step_may_change_and_approve_what_was_open_but_not_open_and_change(store: Store):
    answer, mark = Place("explanation", "1.1"), Place("review", "1.1")
    store.parts.take_in(ID, {answer: "mới", mark: APPROVED}, files={})
    assessment = store.assessments.load(ID)
    assert (assessment.explanations, assessment.approved) == ({"1.1": "mới"}, {"1.1"})
    opening = {answer: "khác", mark: OPENED}
    assert refused(lambda: store.parts.take_in(ID, opening, files={})) == [("indicator-approved", "1.1")]


def test_undo_goes_back_over_an_approval_in_order(store: Store):
    store.edits.set_explanation(ID, "1.2", "trước")
    store.review.set_marks(ID, {"1.2": APPROVED})
    store.edits.undo(ID)
    assert store.assessments.load(ID).approved == frozenset()
    store.edits.undo(ID)
    assert store.assessments.load(ID).explanations == {}
    store.edits.redo(ID)
    store.edits.redo(ID)
    assert store.assessments.load(ID).approved == {"1.2"}


def test_a_state_takes_the_place_of_the_tick_from_before(store: Store):
    store.edits.set_reviewed(ID, "1.1", True)
    assert store.assessments.load(ID).review_state("1.1") == "awaiting"
    store.review.set_marks(ID, {"1.1": ReviewMark("drafting")})
    assessment = store.assessments.load(ID)
    assert (assessment.review_state("1.1"), assessment.reviewed, assessment.reviews) == (
        "drafting", frozenset(), {},
    )  # fmt: skip
    store.edits.undo(ID)
    assert store.assessments.load(ID).reviewed == {"1.1"}


def test_a_remark_that_is_not_there_cannot_be_removed(store: Store):
    assert refused(lambda: store.review.remove_comment(ID, "1.1", "x")) == [("comment-unknown", "")]
    store.review.put_comment(ID, "1.1", BEGAN)
    store.review.remove_comment(ID, "1.1", BEGAN.id)
    assert store.assessments.load(ID).comments == {}


def test_an_earlier_year_is_replaced_as_a_whole_and_its_rows_move(store: Store):
    store.previous.bring_along(ID, PREVIOUS)
    store.previous.move_row(ID, SHELVED, "", "1.2")
    moved = store.assessments.load(ID).previous
    assert moved is not None
    assert (dict(moved.rows), dict(moved.shelf)) == ({"1.1": ROW, "1.2": SHELVED}, {})
    store.edits.undo(ID)
    assert store.assessments.load(ID).previous == PREVIOUS
    store.previous.bring_along(ID, replace(PREVIOUS, rows={"1.2": ROW}, shelf={}))
    other = store.assessments.load(ID).previous
    assert other is not None and (dict(other.rows), dict(other.shelf)) == ({"1.2": ROW}, {})
    assert store.verify() == []


def test_a_baseline_that_was_changed_is_none(store: Store):
    store.parts.put_issued(ID, many_hands.ISSUED, many_hands.BASELINE)
    store.connection.execute("UPDATE baselines SET content = x'00'")
    assert store.parts.baseline(many_hands.SHA256) is None
    assert store.parts.baseline("0" * 64) is None
