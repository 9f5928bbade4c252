"""What changed since a reviewer looked, on a real store and for any sequence of edits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.engine.review import Comment, open_threads, threads
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
KEY = "villages"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", LIBRARY, now_utc=Clock(), user="Hoa")
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(made, {"4.1": {"a": Decimal(700)}, "1.1": {"level": "head"}})
    return made


def changed(workspace: Workspace, made: str) -> dict[str, list[tuple[str, str | None, str | None]]]:
    found = workspace.review_trail(made).changes
    return {code: [(c.newest.kind, c.old, c.newest.new) for c in each] for code, each in found.items()}


def test_nothing_changed_before_anybody_judged_it(workspace: Workspace, made: str) -> None:
    workspace.set_review(made, ("4.1",), "awaiting")
    workspace.explain(made, "4.1", "sửa")
    trail = workspace.review_trail(made)
    assert (trail.changes, trail.since_utc) == ({}, {})
    assert trail.last_utc["4.1"] > trail.last_utc["1.1"]


def test_answer_explanation_evidence_and_figures_are_told_from_old_to_new(
    workspace: Workspace, made: str
) -> None:
    workspace.explain(made, "4.1", "cũ")
    document_id = workspace.cite(made, "4.1", Citation("1/QĐ")).document_ids[0]
    workspace.set_review(made, ("4.1", "1.1"), "needs-work", "thiếu")
    workspace.replace_answers(made, {"4.1": {"a": Decimal(710)}})
    workspace.replace_answers(made, {"4.1": {"a": Decimal(720)}})
    workspace.explain(made, "4.1", "mới")
    workspace.update_citation(made, document_id, Citation("2/QĐ"))
    workspace.set_profile(made, {KEY: Decimal(775)})
    workspace.set_note(made, "4.1", "riêng")
    workspace.set_review(made, ("4.1",), "awaiting")
    found = changed(workspace, made)
    assert found.keys() == {"4.1"}
    assert [kind for kind, *_ in found["4.1"]] == ["answer", "explanation", "document", "profile"]
    assert found["4.1"][0] == ("answer", '{"number":"700"}', '{"number":"720"}')
    assert found["4.1"][1][1:] == ('"cũ"', '"mới"')


def test_what_was_undone_did_not_change_and_a_new_judgement_begins_anew(
    workspace: Workspace, made: str
) -> None:
    workspace.set_given_scores(made, "reviewer", {"4.1": (Decimal(9), "")})
    workspace.replace_answers(made, {"4.1": {"a": Decimal(710)}})
    assert changed(workspace, made).keys() == {"4.1"}
    workspace.undo(made)
    assert changed(workspace, made) == {}
    workspace.redo(made)
    assert changed(workspace, made).keys() == {"4.1"}
    workspace.set_review(made, ("4.1",), "approved")
    assert changed(workspace, made) == {}
    workspace.undo(made)
    assert changed(workspace, made).keys() == {"4.1"}, "the judgement that was undone did not happen"


def test_the_ministrys_points_are_no_judgement_of_the_office(workspace: Workspace, made: str) -> None:
    workspace.set_given_scores(made, "ministry", {"4.1": (Decimal(9), "")})
    workspace.explain(made, "4.1", "x")
    assert changed(workspace, made) == {}


def looks(assessment: Assessment, code: str) -> object:
    """Everything that a reviewer sees of a sub-indicator."""
    links = {link.document_id: link.pages for link in assessment.links.get(code, ())}
    cited = {document_id: assessment.documents[document_id].citation for document_id in links}
    return (
        dict(assessment.answers.get(code, {})),
        assessment.explanations.get(code),
        links,
        cited,
        assessment.profile.get(KEY) if code == "4.1" else None,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_row_is_told_as_changed_exactly_when_it_looks_different(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    die = Random(seed)
    workspace = Workspace.open(tmp_path_factory.mktemp("w") / "store", LIBRARY, now_utc=Clock(), user="Hoa")
    try:
        made = workspace.create("Sóc Trăng", 2022)
        codes = ("4.1", "1.1")
        seen: dict[str, object] = {}
        acts = (
            lambda code: workspace.replace_answers(
                made, {code: {"a": Decimal(die.randrange(3))} if code == "4.1" else {"level": "head"}}
            ),
            lambda code: workspace.replace_answers(made, {code: {}}),
            lambda code: workspace.explain(made, code, die.choice(("", "một", "hai"))),
            lambda code: workspace.set_profile(made, {KEY: die.choice((None, Decimal(7)))}),
            lambda code: workspace.cite(made, code, Citation(str(die.randrange(3)))),
            lambda code: [
                workspace.unlink(made, code, link.document_id)
                for link in workspace.load(made).links.get(code, ())[:1]
            ],
            lambda code: workspace.set_note(made, code, die.choice("ab")),
            lambda code: workspace.set_review(made, (code,), "awaiting"),
        )
        for _ in range(25):
            code = die.choice(codes)
            if die.random() < 0.15:
                workspace.set_review(made, (code,), "needs-work", str(die.random()))
                seen[code] = looks(workspace.load(made), code)
            else:
                die.choice(acts)(code)
        now = workspace.load(made)
        expected = {code for code, look in seen.items() if look != looks(now, code)}
        assert workspace.review_trail(made).changes.keys() == expected
    finally:
        workspace.close()


def test_threads_hold_every_remark_once() -> None:
    remarks = (
        Comment("a", "một", "", "1"),
        Comment("b", "hai", "", "2", "a"),
        Comment("c", "ba", "", "3", None, "4"),
        Comment("d", "mồ côi", "", "5", "gone"),
    )
    found = threads(remarks)
    assert [(t.began.id, [a.id for a in t.answers]) for t in found] == [("a", ["b"]), ("c", []), ("d", [])]
    assert open_threads(remarks) == 2
