"""The library of a real store: what it holds, and taking evidence of another year along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Citation
from dti_desktop.errors import InputError
from dti_desktop.services.evidence_library import assign, evidence_library
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import EVIDENCE_LIMIT, Workspace

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
CITED = Citation("749/QĐ-UBND", date(2021, 6, 3), "UBND tỉnh", "Kiện toàn")


class Clock:
    def __init__(self) -> None:
        self._now = datetime(2022, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", LIBRARY, now_utc=Clock(), user="lan")
    opened.create("Sóc Trăng", 2021, assessment_id="old")
    opened.create("Sóc Trăng", 2022, assessment_id="new")
    yield opened
    opened.close()


def attach(workspace: Workspace, assessment_id: str, code: str, path: Path, citation: Citation) -> None:
    intake = workspace.examine_files(
        workspace.load(assessment_id), [path], limit_bytes=workspace.evidence_limit_bytes()
    )
    with intake:
        workspace.attach(assessment_id, code, intake, citation=citation)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quyết định.txt"
    path.write_text("Quyết định", encoding="utf-8")
    return path


def test_a_document_of_last_year_is_brought_along_as_one_step(workspace: Workspace, file: Path) -> None:
    attach(workspace, "old", "1.1", file, CITED)
    workspace.cite("old", "1.2", Citation("5/KH", None, "Sở", "Không tệp"))
    before = workspace.load("old")
    items = evidence_library(workspace)
    assert {item.citation.number for item in items} == {"749/QĐ-UBND", "5/KH"}
    saved = assign(workspace, "new", "2.1", items)
    assert saved.codes == {"2.1"}
    assert len(saved.document_ids) == 2
    new = saved.assessment
    brought = [new.documents[link.document_id] for link in new.links["2.1"]]
    assert {d.citation for d in brought} == {item.citation for item in items}
    assert {d.file for d in brought} == {d.file for d in before.documents.values()}
    assert set(new.documents).isdisjoint(before.documents)
    assert workspace.load("old") == before
    assert all(item.is_copied and item.years == (2022, 2021) for item in evidence_library(workspace))
    undone = workspace.undo("new").assessment
    assert (dict(undone.documents), dict(undone.links)) == ({}, {})
    redone = workspace.redo("new").assessment
    assert redone.links == new.links


def test_what_the_assessment_holds_already_is_linked_not_doubled(workspace: Workspace, file: Path) -> None:
    attach(workspace, "old", "1.1", file, CITED)
    attach(workspace, "new", "1.1", file, Citation("Khác"))
    (item,) = evidence_library(workspace)
    assert item.citation == CITED
    for _ in range(2):  # the second time nothing is different
        saved = assign(workspace, "new", "2.1", [item])
        assert len(saved.assessment.documents) == 1
    (document,) = saved.assessment.documents.values()
    assert document.citation == Citation("Khác")  # its own citation is left alone
    assert saved.codes == frozenset()


def test_an_unused_document_is_found_and_given_work(workspace: Workspace, file: Path) -> None:
    attach(workspace, "new", "1.1", file, CITED)
    (document_id,) = workspace.load("new").documents
    workspace.unlink("new", "1.1", document_id)
    (item,) = evidence_library(workspace)
    assert item.is_unused
    assert assign(workspace, "new", "4.1", [item]).document_ids == (document_id,)
    assert not evidence_library(workspace)[0].is_unused


def test_assessments_put_aside_do_not_show(workspace: Workspace) -> None:
    workspace.cite("old", "1.1", CITED)
    workspace.store.assessments.archive("old")
    assert evidence_library(workspace) == ()


def test_what_does_not_fit_or_is_unknown_changes_nothing(workspace: Workspace, file: Path) -> None:
    attach(workspace, "old", "1.1", file, CITED)
    items = evidence_library(workspace)
    before = workspace.load("new")
    with pytest.raises(InputError, match="unknown-code"):
        assign(workspace, "new", "99.9", items)
    with pytest.raises(InputError, match="assessment-unknown"):
        assign(workspace, "gone", "1.1", items)
    workspace.set_setting(EVIDENCE_LIMIT, 1)
    with pytest.raises(InputError, match="evidence-limit"):
        assign(workspace, "new", "1.1", items)
    (document_id,) = workspace.load("old").documents
    workspace.store.edits.remove_document("old", document_id)
    with pytest.raises(InputError, match="document-unknown"):
        assign(workspace, "new", "1.1", items)
    assert workspace.load("new") == before


def test_an_approved_indicator_takes_nothing_more(workspace: Workspace) -> None:
    workspace.cite("old", "1.1", CITED)
    workspace.set_review("new", ("1.2",), "approved")
    before = workspace.load("new")
    with pytest.raises(InputError, match="indicator-approved"):
        assign(workspace, "new", "1.2", evidence_library(workspace))
    assert workspace.load("new") == before
