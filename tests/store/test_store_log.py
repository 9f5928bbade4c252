"""The log beside the database: told of once a transaction is in it, brought in when nobody waits."""

from __future__ import annotations

import shutil
import sqlite3
from decimal import Decimal

import pytest

from dti_desktop.errors import InputError
from dti_desktop.store import connection as connections
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import LONGEST_LOG_PAGES

ID = "soc-trang-2022"


def in_the_database_alone(folder, tmp_path):
    """Return the answers to 3.1 of a copy of the database without its log."""
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(folder / "dti.sqlite", copy)
    raw = sqlite3.connect(copy)
    found = raw.execute("SELECT value FROM answers WHERE code = '3.1'").fetchall()
    raw.close()
    return [value for (value,) in found]


def test_a_transaction_is_told_of_once_when_it_has_ended(store):
    told = []
    store.connection.after_commit.append(lambda: told.append(store.connection.raw.in_transaction))
    store.edits.patch(ID, "3.1", {"a": Decimal(1)})
    assert told == [False]
    with store.transaction():
        store.edits.patch(ID, "3.1", {"a": Decimal(2)})
        store.edits.apply_bulk(ID, {"1.1": {"level": "head"}}, {})
        assert told == [False]
    assert told == [False, False]


def test_what_was_taken_back_is_not_told_of(store):
    told = []
    store.connection.after_commit.append(lambda: told.append("committed"))
    with pytest.raises(InputError), store.transaction():
        store.edits.patch(ID, "3.1", {"a": Decimal(1)})
        store.edits.unlink(ID, "3.1", "none")
    with store.transaction():
        store.edits.patch(ID, "3.1", {"a": Decimal(2)})
        with pytest.raises(InputError):
            store.edits.unlink(ID, "3.1", "none")
        assert told == []
    assert told == ["committed"]


def test_a_long_log_says_so_and_is_brought_in(store, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(connections, "LONG_LOG_ROWS", 30)
    store.connection.shorten_log()
    edits = 0
    while not store.connection.log_is_long:
        store.edits.patch(ID, "3.1", {"a": Decimal(edits)})
        edits += 1
    assert 8 <= edits <= 12  # three rows each: the answer, its journal entry, when the assessment changed
    assert in_the_database_alone(folder, tmp_path) == []
    store.connection.shorten_log()
    assert not store.connection.log_is_long
    assert in_the_database_alone(folder, tmp_path) == [f'{{"number":"{edits - 1}"}}']
    store.edits.patch(ID, "3.1", {"a": Decimal(edits)})
    assert not store.connection.log_is_long
    assert store.verify() == []


def test_what_the_disk_refuses_stays_in_the_log(store, open_store, monkeypatch):
    monkeypatch.setattr(connections, "LONG_LOG_ROWS", 0)
    store.edits.patch(ID, "3.1", {"a": Decimal(7)})

    class Full:
        def execute(self, sql, parameters=()):
            raise sqlite3.OperationalError("database or disk is full")

    raw, store.connection.raw = store.connection.raw, Full()
    store.connection.shorten_log()
    store.connection.raw = raw
    assert store.connection.log_is_long
    store.close()
    with open_store() as again:
        assert again.assessments.load(ID).answers == {"3.1": {"a": Decimal(7)}}


def test_after_closing_there_is_nothing_to_shorten(store):
    store.close()
    store.connection.shorten_log()


def test_sqlite_shortens_it_by_itself_only_where_nobody_else_does(store):
    assert store.connection.row("PRAGMA wal_autocheckpoint") == (LONGEST_LOG_PAGES,)
    connections_rows = connections.LONG_LOG_ROWS
    # A row is two pages at most when edits come one by one: its own and those of its indexes.
    assert connections_rows * 2 < LONGEST_LOG_PAGES


def test_a_bulk_replaces_what_one_step_also_sets_twice(store):
    """A cell that one step writes twice ends as it was written last, and undo brings back what was before."""
    cell = Cell("answer", "3.1", "a")
    store.edits.patch(ID, "3.1", {"a": Decimal(1)})
    two, three = '{"number":"2"}', '{"number":"3"}'
    store.edits.commit_step(ID, [(cell, two), (cell, three)], is_typing=False)
    assert store.assessments.load(ID).answers == {"3.1": {"a": Decimal(3)}}
    entries = store.journal.step_entries(ID, 3)
    assert [(entry.old, entry.new) for entry in entries] == [('{"number":"1"}', two), (two, three)]
    store.edits.undo(ID)
    assert store.assessments.load(ID).answers == {"3.1": {"a": Decimal(1)}}
