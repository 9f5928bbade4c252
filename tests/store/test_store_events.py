"""Events in the journal: chained like every entry, but nothing that undo, redo or the state know of."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.errors import InputError
from dti_desktop.store.history import History

ID = "soc-trang-2022"


def test_an_event_is_a_chained_entry_that_changes_nothing_else(store, clock):
    store.edits.patch(ID, "1.1", {"level": "head"})
    before = store.assessments.load(ID)
    clock.advance(60)
    change = store.edits.record_event(ID, "bundle-exported", "", {"name": "hồ sơ.asice", "entries": 2})
    after = store.assessments.load(ID)
    assert (change.step, change.codes, change.kinds) == (3, frozenset(), {"event"})
    assert change.saved_utc == after.saved_utc == before.saved_utc == "2026-11-22T08:42:07Z"
    assert after.journal_entries == 3 and after.journal_head != before.journal_head
    (entry,) = store.journal.entries(ID, limit=1)
    assert (entry.act, entry.of_step, entry.kind, entry.code, entry.key) == (
        "note", None, "event", "", "bundle-exported",
    )  # fmt: skip
    assert entry.old is None and json.loads(entry.new) == {"entries": 2, "name": "hồ sơ.asice"}
    assert entry.at_utc == "2026-11-22T08:43:07Z" and entry.who == "Nguyễn Văn An"
    assert (entry.prev_hash, entry.hash) == (before.journal_head, after.journal_head)
    assert store.verify() == []


def test_an_event_of_an_indicator_names_it(store):
    assert store.edits.record_event(ID, "evidence-mark-accepted", "3.1", {}).codes == {"3.1"}
    assert [e.key for e in store.journal.entries(ID, code="3.1")] == ["evidence-mark-accepted"]


def test_undo_and_redo_pass_over_an_event(store, open_store):
    store.edits.patch(ID, "1.1", {"level": "head"})
    store.edits.record_event(ID, "backup-made", "", {})
    store.edits.undo(ID)
    store.edits.record_event(ID, "backup-made", "", {})
    assert store.assessments.load(ID).can_redo and not store.assessments.load(ID).can_undo
    store.close()
    with open_store() as again:
        again.edits.redo(ID)
        assert again.assessments.load(ID).answers == {"1.1": {"level": "head"}}
        again.edits.record_event(ID, "backup-made", "", {})
        again.edits.undo(ID)
        assert again.assessments.load(ID).answers == {}
        assert again.verify() == []


def test_an_event_in_the_middle_of_typing_does_not_end_the_turn(store, clock):
    store.edits.set_explanation(ID, "1.1", "a")
    clock.advance(1)
    store.edits.record_event(ID, "backup-made", "", {})
    clock.advance(1)
    store.edits.set_explanation(ID, "1.1", "ab")
    assert [e.act for e in store.journal.entries(ID, limit=3)] == ["continue", "note", "edit"]
    store.edits.undo(ID)
    assert store.assessments.load(ID).explanations == {}
    store.edits.redo(ID)
    assert store.assessments.load(ID).explanations == {"1.1": "ab"}
    assert store.verify() == []


def test_an_event_of_an_assessment_that_is_not_there_is_refused(store):
    with pytest.raises(InputError) as caught:
        store.edits.record_event("nowhere", "backup-made", "", {})
    assert caught.value.code == "assessment-unknown"


@given(st.lists(st.sampled_from(["edit", "continue", "undo", "redo", "note"]), max_size=30))
def test_notes_never_matter_to_what_can_be_undone(acts):
    """The two stacks are those of the same steps with the notes left out."""

    def played(acts):
        history = History()
        for step, act in acts:
            of_step = None
            if act in ("continue", "undo") and history.done:
                of_step = history.done[-1][0]
            if act == "redo" and history.undone:
                of_step = history.undone[-1][0]
            history.add(step, act, of_step)
        return history.done, history.undone, history.can_continue

    numbered = list(enumerate(acts, 1))
    assert played(numbered) == played([(step, act) for step, act in numbered if act != "note"])
