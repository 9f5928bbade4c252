"""Editions of catalogues are kept unchanged; a draft loses no edit and tells who made it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.catalogue import catalogue_digest
from dti_desktop.errors import InputError
from dti_desktop.store.database import Store

ROW, OTHER = ("indicators", "1.1"), ("indicators", "1.2")
CATALOGUE = "dti-province-2022"


@pytest.fixture
def drafts(store: Store, catalogue_bytes):
    store.catalogue_drafts.open(catalogue_bytes)
    return store.catalogue_drafts


def test_an_edition_is_kept_byte_for_byte_with_who_and_when(store: Store, catalogue_bytes, clock):
    second = catalogue_bytes.replace(b'"version": "1"', b'"version": "2"')
    digest = store.editions.keep(second, "made")
    assert digest == catalogue_digest(second)
    assert store.editions.content(digest) == second
    (row,) = store.editions.all()
    assert (row.catalogue_id, row.version, row.whence) == (CATALOGUE, "2", "made")
    assert (row.made_utc, row.made_by) == ("2026-11-22T08:42:07Z", "Nguyễn Văn An")
    clock.advance(60)
    store.user = "Trần Thị Bình"
    assert store.editions.keep(second, "brought") == digest
    assert store.editions.all() == (row,)  # what is kept stays as it is


def test_what_is_only_pinned_is_no_edition(store: Store, catalogue_bytes):
    assert store.editions.content(catalogue_digest(catalogue_bytes)) is None
    assert store.editions.all() == ()


def test_what_is_no_catalogue_is_not_kept(store: Store, catalogue_bytes):
    with pytest.raises(InputError) as caught:
        store.editions.keep(catalogue_bytes.replace(b'"scale": "1000"', b'"scale": "999"'), "brought")
    assert caught.value.code == "catalogue-invalid"
    assert store.editions.all() == ()


def test_each_edit_of_a_draft_is_told_with_old_and_new(store: Store, drafts, clock, open_store):
    drafts.edit(CATALOGUE, [(ROW, '{"a":1}')])
    clock.advance(60)
    store.user = "Trần Thị Bình"
    drafts.edit(CATALOGUE, [(ROW, '{"a":2}'), (OTHER, '{"b":1}')])
    newest, second, first, opened = drafts.entries(CATALOGUE)
    assert [(e.code, e.old, e.new) for e in (first, second, newest)] == [
        ("1.1", None, '{"a":1}'),
        ("1.1", '{"a":1}', '{"a":2}'),
        ("1.2", None, '{"b":1}'),
    ]
    assert (newest.who, newest.at_utc) == ("Trần Thị Bình", "2026-11-22T08:43:07Z")
    assert (opened.act, opened.section) == ("create", "draft")
    assert (newest.step, second.step, first.step) == (3, 3, 2)
    nodes = drafts.load(CATALOGUE).nodes
    store.close()
    with open_store() as again:
        assert again.catalogue_drafts.load(CATALOGUE).nodes == nodes == {ROW: '{"a":2}', OTHER: '{"b":1}'}


def test_nothing_different_is_no_step(drafts):
    drafts.edit(CATALOGUE, [(ROW, '{"a":1}')])
    assert drafts.edit(CATALOGUE, [(ROW, '{"a":1}')]) is None
    assert drafts.edit(CATALOGUE, [(OTHER, None)]) is None
    assert len(drafts.entries(CATALOGUE)) == 2


def test_typing_in_one_value_is_one_turn_of_undo(drafts, clock):
    for text in ("1", "12", "125"):
        drafts.edit(CATALOGUE, [(ROW, text)], pointer="/max_points")
        clock.advance(2)
    drafts.edit(CATALOGUE, [(ROW, "x")], pointer="/title_vi")
    drafts.undo(CATALOGUE)
    assert drafts.load(CATALOGUE).nodes == {ROW: "125"}
    drafts.undo(CATALOGUE)
    assert drafts.load(CATALOGUE).nodes == {}
    drafts.redo(CATALOGUE)
    assert drafts.load(CATALOGUE).nodes == {ROW: "125"}
    clock.advance(60)
    drafts.edit(CATALOGUE, [(ROW, "1250")], pointer="/max_points")
    drafts.undo(CATALOGUE)
    assert drafts.load(CATALOGUE).nodes == {ROW: "125"}


def test_a_draft_that_ended_leaves_its_journal_and_a_new_one_begins_anew(store, drafts, catalogue_bytes):
    drafts.edit(CATALOGUE, [(ROW, "1")])
    drafts.close(CATALOGUE, "finished", "sha256:00")
    assert not drafts.exists(CATALOGUE)
    assert drafts.entries(CATALOGUE)[0].new == '{"finished":"sha256:00"}'
    drafts.open(catalogue_bytes)
    draft = drafts.load(CATALOGUE)
    assert (draft.nodes, draft.can_undo, draft.can_redo) == ({}, False, False)
    assert drafts.undo(CATALOGUE) is None and drafts.redo(CATALOGUE) is None
    assert [entry.seq for entry in drafts.entries(CATALOGUE)] == [4, 3, 2, 1]
    assert store.verify() == []


def test_there_is_one_draft_of_a_catalogue(drafts, catalogue_bytes):
    with pytest.raises(InputError) as caught:
        drafts.open(catalogue_bytes)
    assert caught.value.code == "draft-exists"
    for act in (drafts.load, drafts.undo, drafts.redo, lambda id_: drafts.edit(id_, [(ROW, "1")])):
        with pytest.raises(InputError) as caught:
            act("other")
        assert caught.value.code == "draft-unknown"


edits = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.tuples(st.sampled_from([ROW, OTHER]), st.sampled_from([None, "1", "2"])),
    ),
    max_size=12,
)


@given(edits)
def test_undo_and_redo_walk_the_states_that_were_there(tmp_path_factory, catalogue_bytes, acts):
    from datetime import UTC, datetime

    folder = tmp_path_factory.mktemp("store")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with Store.open(folder, now_utc=lambda: now, user="a") as store:
        drafts = store.catalogue_drafts
        drafts.open(catalogue_bytes)
        done: list[dict] = [{}]
        undone: list[dict] = []
        for act in acts:
            if act == "undo":
                drafts.undo(CATALOGUE)
                if len(done) > 1:
                    undone.append(done.pop())
            elif act == "redo":
                drafts.redo(CATALOGUE)
                if undone:
                    done.append(undone.pop())
            else:
                key, value = act
                if drafts.edit(CATALOGUE, [(key, value)]) is not None:
                    state = {**done[-1], key: value}
                    done.append({k: v for k, v in state.items() if v is not None})
                    undone.clear()
            draft = drafts.load(CATALOGUE)
            assert draft.nodes == done[-1]
            assert (draft.can_undo, draft.can_redo) == (len(done) > 1, bool(undone))
