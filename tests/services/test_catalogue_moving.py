"""A running assessment moved to another edition: looked at, done, and undone to the last value."""

from __future__ import annotations

import copy
import json
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


# -- rows that come and go -------------------------------------------------------------------------------

ROW = "1.1"


def without_row(workspace):
    """Return the edition in which a copy stands for 1.1, under another code."""
    catalogues = workspace.catalogues
    catalogues.open_draft(CATALOGUE)
    catalogues.add_row(CATALOGUE, "1.11", "Dòng mới", kind="levels", like=ROW)
    catalogues.remove_row(CATALOGUE, ROW)
    return catalogues.finish(CATALOGUE)


def with_row_again(workspace, **values):
    catalogues = workspace.catalogues
    catalogues.open_draft(CATALOGUE)
    shipped = Library(paths.resources_dir(), paths.translations_dir()).catalogue_bytes[CATALOGUE]
    row = next(each for each in json.loads(shipped)["indicators"] if each["code"] == ROW)
    catalogues.add_row(CATALOGUE, ROW, row["title_vi"], kind="levels", like="1.11")
    catalogues.edit(CATALOGUE, NodeName("indicators", ROW), {**row, **values})
    catalogues.remove_row(CATALOGUE, "1.11")
    return catalogues.finish(CATALOGUE)


@pytest.fixture
def held(workspace, sample):
    """The sample with everything that can hang on a row."""
    workspace.explain(sample, ROW, "Vì sao")
    workspace.set_note(sample, ROW, "ghi chú")
    workspace.set_review(sample, [ROW], "approved")
    before = workspace.load(sample)
    assert before.answers[ROW] and before.links[ROW]
    return before


def test_a_row_that_goes_and_one_that_comes_are_told_with_their_points(workspace, sample, held):
    without_row(workspace)
    looked = preview(workspace, sample, LATEST)
    rows = {row.code: row for row in looked.moved.rows}
    gone, new = rows[ROW], rows["1.11"]
    assert (gone.causes, new.causes) == (("row-gone",), ("new-row",))
    assert gone.new is None and gone.gained_points == -gone.old.points and new.new.points == 0
    assert {each.field for each in gone.lost} >= {"level", "explanation", "documents"}
    after = workspace.move_catalogue(looked).assessment
    assert ROW not in after.answers and ROW not in after.links
    assert after.documents == held.documents  # the evidence stays in the assessment
    workspace.undo(sample)
    assert workspace.load(sample).content == held.content


def test_a_row_that_comes_back_brings_all_that_hung_on_it(workspace, sample, held):
    without_row(workspace)
    workspace.move_catalogue(preview(workspace, sample, LATEST))
    workspace.set_note(sample, "1.3", "giữa hai lần chuyển")
    with_row_again(workspace)
    looked = preview(workspace, sample, LATEST)
    rows = {row.code: row for row in looked.moved.rows}
    back = rows[ROW]
    assert back.causes == ("row-back",) and back.reopened and back.returned == held.answers[ROW]
    assert back.returned_documents == len(held.links[ROW])
    assert back.gained_points == back.new.points > 0
    between = workspace.load(sample)
    after = workspace.move_catalogue(looked).assessment
    assert after.answers == looked.moved.after.answers and after.links == looked.moved.after.links
    assert after.answers[ROW] == held.answers[ROW] and after.links[ROW] == held.links[ROW]
    assert (after.explanations[ROW], after.notes[ROW]) == ("Vì sao", "ghi chú")
    assert after.reviews[ROW].state == "awaiting"  # a person looks before it counts as approved
    assert after.previous == held.previous
    assert workspace.store.verify() == []
    workspace.undo(sample)
    assert workspace.load(sample).content == between.content
    workspace.redo(sample)
    assert workspace.load(sample).content == after.content


def test_an_answer_that_the_row_cannot_hold_any_more_is_told_and_stays_in_the_journal(
    workspace, sample, held
):
    without_row(workspace)
    workspace.move_catalogue(preview(workspace, sample, LATEST))
    count = {"kind": "count", "value": {"id": "a", "label_vi": "x", "unit": "x"}, "target": "1"}
    with_row_again(workspace, rule=count)
    looked = preview(workspace, sample, LATEST)
    back = next(row for row in looked.moved.rows if row.code == ROW)
    assert back.causes == ("row-back", "answer-lost") and back.returned == {}
    assert [(each.field, each.reason) for each in back.lost] == [("level", "kind-changed")]
    after = workspace.move_catalogue(looked).assessment
    assert ROW not in after.answers and after.links[ROW] == held.links[ROW]
    assert workspace.store.verify() == []


def test_what_hangs_on_a_row_in_running_assessments_is_told(workspace, sample, held):
    other = workspace.create("Cần Thơ", 2022)
    workspace.replace_answers(other, {ROW: held.answers[ROW]})
    workspace.create("Hậu Giang", 2022)
    uses = {use.assessment_id: use for use in workspace.catalogues.uses_of_row(CATALOGUE, ROW)}
    assert set(uses) == {sample, other}
    assert (uses[sample].answers, uses[sample].documents) == (1, len(held.links[ROW]))
    assert uses[sample].has_explanation and not uses[other].has_explanation
    assert (uses[other].answers, uses[other].documents, uses[other].province) == (1, 0, "Cần Thơ")
    assert workspace.catalogues.uses_of_row(CATALOGUE, "99.9") == ()
