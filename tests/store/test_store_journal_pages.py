"""The journal page by page and filtered, without ever reading all of it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.store.cells import Cell
from dti_desktop.store.journal_pages import JournalFilter

ID = "soc-trang-2022"
ENTRIES = 100_000


@pytest.fixture(scope="module")
def long_store(tmp_path_factory, catalogue_bytes):
    """A store whose journal has a hundred thousand entries, made once; their chain does not matter here."""
    from datetime import UTC, datetime

    from dti_desktop.store.database import Store

    folder = tmp_path_factory.mktemp("long") / "store"
    with Store.open(folder, now_utc=lambda: datetime(2026, 1, 1, tzinfo=UTC), user="An") as opened:
        opened.assessments.create(ID, province="Sóc Trăng", year=2022, catalogue_bytes=catalogue_bytes)
        opened.assessments.create("other", province="Sóc Trăng", year=2022, catalogue_bytes=catalogue_bytes)
        for name in ("journal_in_order",):
            opened.connection.execute(f"DROP TRIGGER {name}")
        with opened.transaction():
            opened.connection.raw.executemany(
                "INSERT INTO journal VALUES (?, ?, ?, 'edit', NULL, ?, ?, ?, ?, '', NULL, '\"x\"', '', ?)",
                (
                    (
                        ID,
                        seq,
                        seq,
                        f"2026-{1 + seq // 9000:02d}-{1 + seq % 28:02d}T08:{seq % 60:02d}:00Z",
                        "Hoa" if seq == 700 else "An",
                        "event" if seq == 800 else "note",
                        f"{1 + seq % 8}.{1 + seq % 12}",
                        f"{seq:064x}",
                    )
                    for seq in range(2, ENTRIES + 1)
                ),
            )
        yield opened


WANTED = {
    "everything": JournalFilter(),
    "indicator": JournalFilter(codes=frozenset({"3.3"})),
    "person": JournalFilter(who="Hoa"),
    "day": JournalFilter(from_utc="2026-01-02T17:00:00Z", until_utc="2026-01-03T17:00:00Z"),
    "indicators": JournalFilter(codes=frozenset({"3.3", "1.9", "2.2"})),
    "kind": JournalFilter(kinds=frozenset({"event"})),
}


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("before_seq", [None, 900])
def test_a_page_is_searched_by_an_index_and_never_sorted(long_store, wanted, before_seq):
    plans = []
    long_store.connection.raw.set_trace_callback(plans.append)
    long_store.journal_pages.page(ID, WANTED[wanted], before_seq=before_seq, limit=200)
    long_store.connection.raw.set_trace_callback(None)
    (statement,) = plans
    plan = [row[3] for row in long_store.connection.rows(f"EXPLAIN QUERY PLAN {statement}")]
    assert len(plan) == 1 and plan[0].startswith("SEARCH journal USING INDEX"), plan
    if wanted == "indicator":
        assert "journal_by_code (assessment_id=? AND code=?" in plan[0]
    if before_seq is not None:
        assert "seq<?" in plan[0]


@pytest.mark.parametrize(("wanted", "most"), [("everything", 12_000), ("indicator", 12_000)])
def test_the_first_page_costs_the_same_however_long_the_journal(long_store, wanted, most):
    """In steps of SQLite's own machine, so that nothing is timed: a page, not a hundred thousand entries."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    long_store.connection.raw.set_progress_handler(count, 1)
    found = long_store.journal_pages.page(ID, WANTED[wanted], limit=200)
    long_store.connection.raw.set_progress_handler(None, 0)
    assert len(found) == 200
    assert counted < most


def test_filters_find_what_is_there(long_store):
    pages = long_store.journal_pages
    assert [e.seq for e in pages.page(ID, WANTED["person"], limit=10)] == [700]
    assert [e.seq for e in pages.page(ID, WANTED["kind"], limit=10)] == [800]
    assert all(
        "2026-01-02T17" <= e.at_utc < "2026-01-03T17" for e in pages.page(ID, WANTED["day"], limit=500)
    )
    assert pages.count(ID, JournalFilter()) == ENTRIES
    assert pages.count(ID, WANTED["indicator"]) == sum(
        seq % 8 == 2 and seq % 12 == 2 for seq in range(2, ENTRIES + 1)
    )
    assert pages.persons(ID) == ["An", "Hoa"]
    assert pages.persons("other") == ["An"]
    assert "" not in pages.codes(ID) and "3.3" in pages.codes(ID)
    assert pages.page("other", WANTED["person"], limit=10) == []


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["1.1", "3.1", ""]), st.integers(0, 3)), max_size=25
    ),
    wanted=st.builds(
        JournalFilter,
        who=st.sampled_from([None, "A", "B", "C"]),
        codes=st.sampled_from([None, frozenset(), frozenset({"1.1"}), frozenset({"3.1", "9.9", ""})]),
        kinds=st.sampled_from([None, frozenset({"note"}), frozenset({"event", "note"})]),
        from_utc=st.sampled_from([None, "2026-01-02T00:00:00Z"]),
        until_utc=st.sampled_from([None, "2026-01-03T00:00:00Z"]),
    ),
    limit=st.integers(1, 9),
)
def test_pages_one_after_the_other_are_the_filtered_journal(rows, wanted, limit):
    import sqlite3

    from dti_desktop.store.connection import Connection
    from dti_desktop.store.journal import Journal
    from dti_desktop.store.journal_pages import JournalPages

    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute(
        "CREATE TABLE journal (assessment_id, seq, step, act, of_step, at_utc, who, kind, code, key, old, "
        "new, prev_hash, hash)"
    )
    connection = Connection(raw, is_fresh=False)
    journal, pages = Journal(connection), JournalPages(connection)
    for number, (who, code, day) in enumerate(rows):
        kind = ("note", "event", "answer")[number % 3]
        at_utc = f"2026-01-0{1 + day}T00:00:00Z"
        journal.append(ID, "edit", None, at_utc, who, [(Cell(kind, code), None, "1")])
        journal.append("other", "edit", None, at_utc, who, [(Cell(kind, code), None, "1")])
    expected = [
        e.seq
        for e in journal.entries(ID, limit=1000)
        if wanted.who in (None, e.who)
        and (wanted.codes is None or e.code in wanted.codes)
        and (wanted.kinds is None or e.kind in wanted.kinds)
        and (wanted.from_utc is None or e.at_utc >= wanted.from_utc)
        and (wanted.until_utc is None or e.at_utc < wanted.until_utc)
    ]
    read, before_seq = [], None
    for _ in itertools.count():
        page = pages.page(ID, wanted, before_seq=before_seq, limit=limit)
        if not page:
            break
        read += [e.seq for e in page]
        before_seq = page[-1].seq
    assert read == expected
    assert pages.count(ID, wanted) == len(expected)
    raw.close()
