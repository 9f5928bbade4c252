"""Review as it is entered: every fault at once, nothing changed on a fault, the portal's ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import quantities
from dti_desktop.engine.portal_entry import changed_since_entered
from dti_desktop.errors import InputError
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    with_clock = {"now_utc": lambda: datetime(2026, 11, 22, tzinfo=UTC), "user": "Hoa"}
    opened = Workspace.open(tmp_path / "store", library, **with_clock)
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


def refused(act) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        act()
    return [(problem.code, problem.place) for problem in caught.value.problems]


def states(assessment: Assessment, *codes: str) -> list[str]:
    return [assessment.review_state(code) for code in codes]


def test_states_are_set_together_and_going_back_needs_a_reason(workspace: Workspace, made: str):
    saved = workspace.set_review(made, ("1.1", "1.2"), "awaiting")
    assert states(saved.assessment, "1.1", "1.2", "1.3") == ["awaiting", "awaiting", "drafting"]
    workspace.set_review(made, ("1.1",), "approved")
    assert refused(lambda: workspace.set_review(made, ("1.1", "9.99", "1.2"), "needs-work")) == [
        ("unknown-code", "9.99"),
        ("reason-missing", "1.1"),
        ("reason-missing", "9.99"),
        ("reason-missing", "1.2"),
    ]
    assert refused(lambda: workspace.set_review(made, ("1.1", "1.2"), "drafting")) == [
        ("reason-missing", "1.1")
    ]
    assert refused(lambda: workspace.set_review(made, ("1.1",), "gone")) == [
        ("review-state-unknown", "state")
    ]
    mark = workspace.set_review(made, ("1.1",), "needs-work", " thiếu  trang ").assessment.reviews["1.1"]
    assert (mark.state, mark.reason, mark.who) == ("needs-work", "thiếu trang", workspace.store.user)


def test_the_same_state_again_is_no_step(workspace: Workspace, made: str):
    entries = workspace.set_review(made, ("1.1",), "awaiting").assessment.journal_entries
    assert workspace.set_review(made, ("1.1",), "awaiting").assessment.journal_entries == entries


def test_remarks_make_threads(workspace: Workspace, made: str):
    (began,) = workspace.comment(made, "1.1", "Xem lại\r\nsố hộ").assessment.comments["1.1"]
    assert (began.text, began.reply_to) == ("Xem lại\nsố hộ", None)
    comments = workspace.comment(made, "1.1", "Đã sửa", began.id).assessment.comments["1.1"]
    (answer,) = (comment for comment in comments if comment.id != began.id)
    assert (answer.text, answer.reply_to) == ("Đã sửa", began.id)
    assert refused(lambda: workspace.comment(made, "1.1", "x", answer.id)) == [("comment-unknown", "1.1")]
    assert refused(lambda: workspace.comment(made, "9.99", " \n")) == [
        ("unknown-code", "9.99"),
        ("comment-empty", "9.99"),
    ]
    settled = workspace.settle_comment(made, "1.1", began.id, is_settled=True).assessment
    assert [c.settled_utc is not None for c in settled.comments["1.1"] if c.id == began.id] == [True]
    assert refused(lambda: workspace.settle_comment(made, "1.1", "x", is_settled=True)) == [
        ("comment-unknown", "")
    ]


def test_given_points_are_within_the_maximum(workspace: Workspace, made: str):
    most = workspace.load(made).catalogue.indicators["1.1"].max_points
    scores = {"1.1": (Decimal(str(most)) + 1, ""), "1.2": (Decimal("NaN"), ""), "x": (Decimal(1), "")}
    assert refused(lambda: workspace.set_given_scores(made, "ministry", scores)) == [
        ("unknown-code", "x"),
        ("points-above-maximum", "1.1"),
        ("number-not-finite", "1.2"),
    ]
    given = workspace.set_given_scores(made, "reviewer", {"1.1": (Decimal("2.5"), "chỉ có kế hoạch")})
    score = given.assessment.given_scores["1.1"]["reviewer"]
    assert (score.points, score.reason) == (Decimal("2.5"), "chỉ có kế hoạch")
    assert workspace.set_given_scores(made, "reviewer", {"1.1": None}).assessment.given_scores == {}


def test_a_tick_of_the_portal_knows_what_was_entered(workspace: Workspace, made: str):
    workspace.explain(made, "3.1", "theo Cục Thống kê")
    ticked = workspace.set_entered(made, "3.1", True).assessment
    workspace.set_entered(made, "1.1", True)
    assert changed_since_entered(ticked) == frozenset()
    (key,) = {quantity.profile for _, quantity in quantities(ticked.catalogue.indicators["3.1"].rule)} - {
        None
    }
    for change in (
        lambda: workspace.explain(made, "3.1", "khác"),
        lambda: workspace.replace_answers(made, {"3.1": {"a": Decimal(5)}}),
        lambda: workspace.set_profile(made, {key: Decimal(7)}),
    ):
        assert changed_since_entered(change().assessment) == {"3.1"}
        assert changed_since_entered(workspace.undo(made).assessment) == frozenset()
    assert workspace.set_entered(made, "3.1", False).assessment.entered.keys() == {"1.1"}
