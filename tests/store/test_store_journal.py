"""The journal: who, when, from what to what; append-only; every tampering has its place."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from decimal import Decimal

import pytest

from dti_desktop.store.cells import Cell
from dti_desktop.store.migrations import NO_HASH

ID = "soc-trang-2022"


@pytest.fixture
def busy(store, clock):
    """A store with some entries."""
    store.edits.patch(ID, "1.1", {"level": "head"})
    clock.advance(60)
    store.edits.apply_bulk(ID, {"3.1": {"a": Decimal("12.50")}}, {"population": Decimal(7)})
    clock.advance(60)
    store.edits.set_explanation(ID, "3.1", "Giải trình")
    store.edits.undo(ID)
    return store


def test_it_tells_who_when_and_what(busy):
    entries = busy.journal.entries(ID)
    assert [(e.seq, e.step, e.act, e.of_step, e.kind, e.code, e.key, e.old, e.new) for e in entries] == [
        (6, 5, "undo", 4, "explanation", "3.1", "", '"Giải trình"', None),
        (5, 4, "edit", None, "explanation", "3.1", "", None, '"Giải trình"'),
        (4, 3, "edit", None, "profile", "", "population", None, '{"number":"7"}'),
        (3, 3, "edit", None, "answer", "3.1", "a", None, '{"number":"12.5"}'),
        (2, 2, "edit", None, "answer", "1.1", "level", None, '"head"'),
        (1, 1, "create", None, "assessment", "", "", None, entries[-1].new),
    ]
    assert {e.who for e in entries} == {"Nguyễn Văn An"}
    assert [e.at_utc for e in entries[:3:2]] == ["2026-11-22T08:44:07Z", "2026-11-22T08:43:07Z"]
    created = json.loads(entries[-1].new)
    assert created["catalogue"]["digest"] == busy.assessments.load(ID).catalogue.digest


def test_it_can_be_read_by_page_and_by_indicator(busy):
    assert [e.seq for e in busy.journal.entries(ID, code="3.1")] == [6, 5, 3]
    assert [e.seq for e in busy.journal.entries(ID, limit=2)] == [6, 5]
    assert [e.seq for e in busy.journal.entries(ID, before_seq=5, limit=2)] == [4, 3]


def test_the_chain_can_be_recomputed_by_its_description(busy):
    """As a stranger would, from the rows alone."""
    rows = busy.connection.rows(
        "SELECT assessment_id, seq, step, act, of_step, at_utc, who, kind, code, key, old, new, "
        "prev_hash, hash FROM journal ORDER BY seq"
    )
    previous = "0" * 64
    for *parts, kept in rows:
        assert parts[-1] == previous
        previous = hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
        assert kept == previous
    assert busy.assessments.load(ID).journal_head == previous
    assert busy.assessments.load(ID).journal_entries == len(rows) == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET new = '1' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 6",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        "REPLACE INTO journal SELECT * FROM journal WHERE seq = 6",
    ],
)
def test_the_database_itself_refuses_to_change_it(busy, statement):
    head = busy.journal.head(ID)
    with pytest.raises(sqlite3.IntegrityError, match="journal-"):
        busy.connection.execute(statement)
    assert busy.journal.head(ID) == head
    assert busy.verify() == []


def test_an_entry_out_of_order_is_refused(busy):
    row = list(busy.connection.row("SELECT * FROM journal WHERE seq = 6"))
    for seq, prev_hash in ((8, row[-1]), (7, NO_HASH)):
        forged = [row[0], seq, *row[2:-2], prev_hash, "f" * 64]
        with pytest.raises(sqlite3.IntegrityError, match="journal-out-of-order"):
            busy.connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * 14)})", forged)


def _without_triggers(store) -> None:
    for (name,) in store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        store.connection.execute(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ('UPDATE journal SET new = \'{"number":"99"}\' WHERE seq = 3', 3),
        ("UPDATE journal SET who = 'x' WHERE seq = 1", 1),
        ("UPDATE journal SET at_utc = '2020-01-01T00:00:00Z' WHERE seq = 6", 6),
        ("UPDATE journal SET of_step = NULL WHERE seq = 6", 6),
        ("DELETE FROM journal WHERE seq = 4", 4),
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("UPDATE journal SET seq = 60 WHERE seq = 5", 5),
    ],
)
def test_tampering_past_the_triggers_is_found_at_its_place(busy, statement, seq):
    _without_triggers(busy)
    busy.connection.execute(statement)
    assert ("journal-broken", ID, seq) in [(p.code, p.place, p.facts.get("seq")) for p in busy.verify()]


def test_a_rehashed_entry_breaks_the_next_one(busy):
    _without_triggers(busy)
    (entry,) = busy.journal.step_entries(ID, 2)
    busy.connection.execute("UPDATE journal SET new = '\"none\"' WHERE seq = 2")
    (forged,) = busy.journal.step_entries(ID, 2)
    assert forged.computed_hash() != entry.hash
    busy.connection.execute("UPDATE journal SET hash = ? WHERE seq = 2", (forged.computed_hash(),))
    assert [p.facts["seq"] for p in busy.verify() if p.code == "journal-broken"] == [3]


@pytest.mark.parametrize(
    ("statement", "cell"),
    [
        ("UPDATE answers SET value = '\"none\"' WHERE code = '1.1'", Cell("answer", "1.1", "level")),
        ("DELETE FROM answers WHERE code = '3.1'", Cell("answer", "3.1", "a")),
        ("INSERT INTO reviewed VALUES ('soc-trang-2022', '9.9')", Cell("reviewed", "9.9")),
        ("INSERT INTO explanations VALUES ('soc-trang-2022', '3.1', 'x')", Cell("explanation", "3.1")),
    ],
)
def test_a_value_that_the_journal_does_not_tell_of_is_found(busy, statement, cell):
    assert busy.verify() == []
    busy.connection.execute(statement)
    (found,) = busy.verify()
    assert found.code == "journal-differs"
    assert Cell(**found.facts) == cell


def test_an_edit_costs_the_same_however_long_the_journal(store, clock):
    """In instructions of SQLite, so that nothing is timed."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    def cost_of_an_edit(text: str) -> int:
        nonlocal counted
        counted = 0
        store.connection.raw.set_progress_handler(count, 1)
        store.edits.set_explanation(ID, "3.1", text)
        store.connection.raw.set_progress_handler(None, 0)
        return counted

    def type_on(times: int) -> None:
        with store.transaction():
            for number in range(times):
                clock.advance(60)
                store.edits.set_note(ID, "1.1", f"{number}")

    store.edits.set_explanation(ID, "3.1", "a")
    type_on(3)
    first = cost_of_an_edit("b")
    type_on(300)
    assert cost_of_an_edit("c") < 1.2 * first
