"""The sample assessment: complete, marked as illustrative, made whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2022, 12, 30, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


@pytest.fixture
def sample(workspace: Workspace, library: Library) -> Assessment:
    return workspace.load(create_sample(workspace, library))


def test_every_row_is_answered_and_nothing_blocks(sample: Assessment, library: Library) -> None:
    outlook = look(sample, library.result_book)
    assert outlook.scorecard.answered == len(sample.catalogue.indicators)
    severities = {finding.severity for finding in outlook.findings}
    assert "block" not in severities
    assert severities == {"explain", "note"}  # there is something to see under what remains


def test_every_row_says_that_its_figures_are_illustrative(sample: Assessment) -> None:
    assert sample.is_sample
    assert sample.notes.keys() == sample.catalogue.indicators.keys()
    assert all("minh họa" in note for note in sample.notes.values())


def test_evidence_is_there_and_cited(sample: Assessment, workspace: Workspace) -> None:
    assert len(sample.documents) == 12
    assert len({link.document_id for links in sample.links.values() for link in links}) == 12
    assert sum(bool(links) for links in sample.links.values()) > 20
    for document in sample.documents.values():
        assert document.file is not None
        assert workspace.evidence_path(document.file.sha256).stat().st_size == document.file.size_bytes
        assert document.citation.issued_on is not None
        assert document.citation.issued_on.year == sample.year
    assert workspace.store.verify() == []


def test_there_is_nothing_to_undo(sample: Assessment) -> None:
    assert not sample.can_undo


def test_creation_that_breaks_off_leaves_nothing(
    workspace: Workspace, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BrokenOffError(Exception):
        pass

    def break_off(*_: object) -> None:
        raise BrokenOffError

    monkeypatch.setattr(workspace.store.edits, "link", break_off)
    with pytest.raises(BrokenOffError):
        create_sample(workspace, library)
    assert workspace.assessments() == ()
    monkeypatch.undo()
    create_sample(workspace, library)
    assert workspace.store.verify() == []
