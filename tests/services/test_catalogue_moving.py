"""A running assessment moved to another edition: looked at, done, and undone to the last value."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.errors import InputError
from dti_desktop.services.catalogue_moving import move, preview
from dti_desktop.services.catalogues import LATEST
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

CATALOGUE = "dti-province-2022"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    moment = datetime(2026, 11, 29, 14, 8, tzinfo=UTC)
    opened = Workspace.open(tmp_path / "store", library, now_utc=lambda: moment, user="Hoa")
    yield opened
    opened.close()


@pytest.fixture
def sample(workspace, library) -> str:
    return create_sample(workspace, library)


def row_of(draft, code, **values):
    return {NodeName("indicators", code): {**draft.rows[code], **values}}


def edition_with(workspace, change):
    """Return the edition that `change`, from draft to nodes, makes."""
    catalogues = workspace.catalogues
    draft = catalogues.open_draft(CATALOGUE)
    catalogues.edit_all(CATALOGUE, change(draft))
    return catalogues.finish(CATALOGUE)


def other_points(draft):
    """Two rows of one main index trade a point; one of them loses the level that was answered."""
    first, second = [row for row in draft.rows.values() if row["code"].startswith("1.")][:2]
    taken = copy.deepcopy(first["rule"])
    taken["levels"] = taken["levels"][1:]
    points = str(int(first["max_points"]) + 1), str(int(second["max_points"]) - 1)
    return {
        **row_of(draft, first["code"], max_points=points[0], rule=taken),
        **row_of(draft, second["code"], max_points=points[1]),
    }


def code_of(act) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.code


def test_moving_does_what_the_preview_said_and_undo_takes_all_of_it_back(workspace, sample):
    workspace.set_review(sample, ["1.1"], "approved")
    before = workspace.load(sample)
    edition = edition_with(workspace, other_points)
    looked = preview(workspace, sample, LATEST)
    assert looked.edition == edition and looked.old == before.catalogue
    assert next(row.code for row in looked.moved.rows if row.changes_score) == "1.1"
    assert [each.code for each in looked.moved.lost] == ["1.1"] and "1.1" in looked.moved.reopened
    assert workspace.load(sample).content == before.content  # a look changes nothing
    saved = workspace.move_catalogue(looked)
    after = saved.assessment
    assert after.catalogue == edition.catalogue
    assert after.answers == looked.moved.after.answers
    assert {code: mark.state for code, mark in after.reviews.items()} == {
        code: mark.state for code, mark in looked.moved.after.reviews.items()
    }
    assert after.reviews["1.1"].who == "Hoa"
    assert workspace.store.verify() == []
    assert any(p.name.startswith("dti-") for p in (workspace.store.folder / "backups").rglob("*"))
    workspace.undo(sample)
    assert workspace.load(sample).content == before.content
    assert workspace.catalogue_bytes(sample) == workspace.library.catalogue_bytes[CATALOGUE]
    workspace.redo(sample)
    assert workspace.load(sample).content == after.content
    assert workspace.store.verify() == []


def test_moving_to_equal_rules_changes_no_answer_and_no_approval(workspace, sample):
    before = workspace.load(sample)
    catalogues = workspace.catalogues
    catalogues.open_draft(CATALOGUE)
    for code in list(before.catalogue.indicators)[:5]:
        catalogues.check_off(CATALOGUE, code)
    catalogues.finish(CATALOGUE)
    looked = preview(workspace, sample, LATEST)
    assert looked.old_rank == looked.new_rank or looked.old_rank.overall == looked.new_rank.overall
    after = workspace.move_catalogue(looked).assessment
    assert (after.answers, after.reviews, after.links) == (before.answers, before.reviews, before.links)
    assert after.catalogue.indicators["1.1"].checked.by == "Hoa"


def test_the_other_assessments_stay_where_they_are(workspace, sample):
    other = workspace.create("Cần Thơ", 2022)
    digest = workspace.load(other).catalogue.digest
    edition_with(workspace, other_points)
    workspace.move_catalogue(preview(workspace, sample, LATEST))
    assert workspace.load(other).catalogue.digest == digest


def test_what_was_looked_at_before_a_change_is_not_done(workspace, sample):
    edition_with(workspace, other_points)
    looked = preview(workspace, sample, LATEST)
    workspace.set_note(sample, "1.3", "khác")
    before = workspace.load(sample)
    assert code_of(lambda: move(workspace, looked)) == "move-outdated"
    assert workspace.load(sample) == before


def test_an_assessment_may_go_back_to_what_ships(workspace, sample, library):
    edition_with(workspace, other_points)
    workspace.move_catalogue(preview(workspace, sample, LATEST))
    shipped = library.catalogue(CATALOGUE).digest
    after = workspace.move_catalogue(preview(workspace, sample, shipped[:20])).assessment
    assert after.catalogue.digest == shipped


def test_what_cannot_be_moved_is_told(workspace, sample, library):
    assert code_of(lambda: preview(workspace, sample, LATEST)) == "move-same-edition"
    assert code_of(lambda: preview(workspace, sample, "feed")) == "unknown-edition"
    assert code_of(lambda: preview(workspace, "x", LATEST)) == "assessment-unknown"
    other = library.catalogue_bytes[CATALOGUE].replace(b'"id": "dti-province-2022"', b'"id": "other"')
    digest = workspace.catalogues.keep(other, "brought").digest
    assert code_of(lambda: preview(workspace, sample, digest)) == "move-other-catalogue"


def test_a_changed_pin_that_the_journal_does_not_tell_of_is_found(workspace, sample):
    edition = edition_with(workspace, other_points)
    workspace.store.connection.execute(
        "UPDATE assessments SET catalogue_digest = ? WHERE id = ?", (edition.digest, sample)
    )
    assert {p.code for p in workspace.store.verify()} == {"journal-differs"}
