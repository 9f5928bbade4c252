"""The check of a journal: every tampering at its place, a stretch at a time, and on from where it stopped."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.store.cells import Cell
from dti_desktop.store.journal_check import FAULTS_ACCEPTED
from dti_desktop.store.migrations import JOURNAL_TRIGGERS, NO_HASH

ID = "soc-trang-2022"

COLUMNS = {
    "step": 99,
    "act": "undo",
    "of_step": 1,
    "at_utc": "2020-01-01T00:00:00Z",
    "who": "Kẻ khác",
    "kind": "note",
    "code": "9.9",
    "key": "b",
    "old": '"x"',
    "new": '{"number":"99"}',
    "prev_hash": NO_HASH,
    "hash": "f" * 64,
}


@pytest.fixture
def busy(store, clock):
    """Eight entries, the fourth of them in the middle."""
    store.edits.patch(ID, "1.1", {"level": "head"})
    clock.advance(60)
    store.edits.apply_bulk(ID, {"3.1": {"a": Decimal("12.50")}}, {"population": Decimal(7)})
    clock.advance(60)
    store.edits.set_explanation(ID, "3.1", "Giải trình")
    store.edits.record_event(ID, "backup-made", "", {})
    store.edits.undo(ID)
    store.edits.set_note(ID, "1.1", "x")
    assert store.journal.head(ID)[0] == 8
    return store


def _without_triggers(store) -> None:
    for (name,) in store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        store.connection.execute(f"DROP TRIGGER {name}")


def _with_triggers(store) -> None:
    for sql in JOURNAL_TRIGGERS.values():
        store.connection.execute(sql)


def _checked(store, limit=3):
    check = store.journal_check(ID)
    while not check.go_on(limit):
        pass
    return check.state()


def test_a_sound_journal_is_whole_up_to_its_head(busy):
    state = _checked(busy)
    assert state.is_whole
    assert (state.entries, state.head) == busy.journal.head(ID)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_of_an_entry_in_the_middle_is_found_there(busy, column):
    _without_triggers(busy)
    busy.connection.execute(f"UPDATE journal SET {column} = ? WHERE seq = 4", (COLUMNS[column],))
    _with_triggers(busy)
    state = _checked(busy)
    assert state.breaks[0].seq == 4 and not state.is_whole
    assert state.breaks[0].at_utc == (
        "2020-01-01T00:00:00Z" if column == "at_utc" else "2026-11-22T08:43:07Z"
    )
    # The next entry still names the hash that was there before.
    assert [found.seq for found in state.breaks] == ([4, 5] if column == "hash" else [4])


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 9, 100])
def test_a_missing_entry_is_found_at_its_place_whatever_the_stretches(busy, limit):
    _without_triggers(busy)
    busy.connection.execute("DELETE FROM journal WHERE seq = 4")
    _with_triggers(busy)
    assert [found.seq for found in _checked(busy, limit).breaks] == [4]


@pytest.mark.parametrize("seq", [0, -7, -(2**63)])
def test_an_entry_put_in_before_the_first_is_found(busy, seq):
    first = list(busy.connection.row("SELECT * FROM journal WHERE seq = 1"))
    _without_triggers(busy)
    busy.connection.execute(
        f"INSERT INTO journal VALUES ({', '.join('?' * 14)})", [first[0], seq, 99, *first[3:]]
    )
    _with_triggers(busy)
    assert _checked(busy).breaks[0].seq == 1
    assert [p.code for p in busy.verify()] == ["journal-broken"]


def test_entries_that_changed_places_are_found(busy):
    _without_triggers(busy)
    for sql in ("seq = -1 WHERE seq = 4", "seq = 4 WHERE seq = 5", "seq = 5 WHERE seq = -1"):
        busy.connection.execute(f"UPDATE journal SET {sql}")
    _with_triggers(busy)
    assert [found.seq for found in _checked(busy).breaks] == [4, 5, 6]


def test_an_entry_cut_off_the_end_shows_in_the_values(busy):
    """The chain alone cannot tell; what it should end in can."""
    _without_triggers(busy)
    busy.connection.execute("DELETE FROM journal WHERE seq = 8")
    _with_triggers(busy)
    state = _checked(busy)
    assert state.breaks == ()
    assert [(d.cell, d.told, d.held) for d in state.differences] == [(Cell("note", "1.1"), None, '"x"')]


def test_a_value_changed_past_the_journal_is_found_with_what_it_told(busy):
    busy.connection.execute("UPDATE answers SET value = '\"none\"' WHERE code = '1.1'")
    (difference,) = _checked(busy).differences
    assert (difference.cell, difference.told, difference.held) == (
        Cell("answer", "1.1", "level"), '"head"', '"none"',
    )  # fmt: skip


def test_guards_that_are_gone_changed_or_too_many_are_named(busy):
    busy.connection.execute("DROP TRIGGER journal_in_order")
    busy.connection.execute("CREATE TRIGGER sly AFTER INSERT ON journal BEGIN DELETE FROM answers; END")
    assert _checked(busy).changed_guards == ("journal_in_order", "sly")


def test_it_goes_on_from_where_it_stopped(busy):
    check = busy.journal_check(ID)
    while not check.go_on(3):
        pass
    busy.edits.set_reviewed(ID, "1.1", True)
    assert check.entries == 8
    assert check.go_on(3)
    assert check.entries == 9 and check.state().is_whole


def test_facts_of_an_event_that_were_changed_to_nonsense_break_only_the_chain(busy):
    busy.edits.record_event(ID, FAULTS_ACCEPTED, "", {"breaks": [1]})
    for nonsense in ("{", "[]", '{"breaks":7}', '{"breaks":[[]]}'):
        _without_triggers(busy)
        busy.connection.execute("UPDATE journal SET new = ? WHERE seq = 9", (nonsense,))
        _with_triggers(busy)
        assert [found.seq for found in _checked(busy).breaks] == [9]


def test_accepted_faults_are_told_in_the_journal_and_stay_visible(busy):
    _without_triggers(busy)
    busy.connection.execute("UPDATE journal SET who = 'x' WHERE seq = 4")
    busy.connection.execute("UPDATE answers SET value = '\"none\"' WHERE code = '1.1'")
    before = _checked(busy)
    change = busy.edits.accept_faults(ID, before, FAULTS_ACCEPTED, {"breaks": [4], "reason": "Đã đối chiếu"})
    assert change.codes == {"1.1"}
    after = _checked(busy)
    assert not after.is_whole
    assert (after.breaks, after.differences, after.changed_guards) == ((), (), ())
    assert [found.seq for found in after.accepted_breaks] == [4]
    adopted, event = reversed(busy.journal.entries(ID, limit=2))
    assert (adopted.act, adopted.old, adopted.new) == ("adopt", '"head"', '"none"')
    assert (event.act, event.key) == ("note", FAULTS_ACCEPTED)
    (problem,) = busy.verify()
    assert (problem.code, problem.facts) == ("journal-broken", {"seq": 4, "is_accepted": True})
    # Undo and redo still know their way.
    busy.edits.undo(ID)
    assert _checked(busy).differences == ()


def test_a_break_after_the_acceptance_is_not_covered_by_it(busy):
    busy.edits.record_event(ID, FAULTS_ACCEPTED, "", {"breaks": [4, 10]})
    busy.edits.set_reviewed(ID, "1.1", True)
    _without_triggers(busy)
    busy.connection.execute("UPDATE journal SET who = 'x' WHERE seq = 10")
    _with_triggers(busy)
    state = _checked(busy)
    assert [found.seq for found in state.breaks] == [10] and state.accepted_breaks == ()


def test_a_head_written_down_earlier_is_found_in_the_chain(busy):
    (entry,) = busy.journal.step_entries(ID, 2)
    assert busy.journal.entry_of_head(ID, entry.hash) == entry
    assert busy.journal.entry_of_head(ID, "0" * 64) is None
    assert busy.journal.entry_of_head("other", entry.hash) is None


@given(limits=st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_stretches_of_any_length_find_the_same(limits):
    """Without a store: the check of a list of entries held in memory."""
    import sqlite3

    from dti_desktop.store.connection import Connection
    from dti_desktop.store.journal import Journal
    from dti_desktop.store.journal_check import JournalCheck

    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute(
        "CREATE TABLE journal (assessment_id, seq, step, act, of_step, at_utc, who, kind, code, key, old, "
        "new, prev_hash, hash)"
    )
    connection = Connection(raw, is_fresh=False)
    journal = Journal(connection)
    for number in range(12):
        journal.append(
            ID, "edit", None, "2026-11-22T08:42:07Z", "An", [(Cell("note", "1.1"), None, f"{number}")]
        )
    raw.execute("UPDATE journal SET who = 'x' WHERE seq IN (5, 9)")
    check = JournalCheck(connection, ID)
    turn = 0
    while not check.go_on(limits[turn % len(limits)]):
        turn += 1
    assert sorted(check._breaks) == [5, 9]
    assert check.entries == 12
    raw.close()
