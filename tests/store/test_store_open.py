"""Opening, locking, closing: one process, no change without need, nothing foreign touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.connection import APPLICATION_ID
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION

ID = "soc-trang-2022"


def _fault(call) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        call()
    return caught.value.code


def test_a_new_folder_becomes_a_store(folder, open_store):
    with open_store() as store:
        assert store.assessments.summaries() == []
        assert not store.recovery
        assert store.verify() == []
    raw = sqlite3.connect(folder / "dti.sqlite")
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    strict = raw.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict").fetchall()
    raw.close()
    assert [name for (name,) in strict if not name.startswith("sqlite_")] == []


def test_the_settings_of_the_connection(store):
    def pragma(name: str):
        return store.connection.row(f"PRAGMA {name}")[0]

    assert pragma("locking_mode") == "exclusive"
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("recursive_triggers") == 1


def test_opening_reading_and_closing_changes_no_byte(folder, store, open_store, fingerprint):
    store.edits.patch(ID, "3.1", {"a": Decimal(700000)})
    store.close()
    before = fingerprint(folder)
    assert set(before) == {"dti.sqlite"}
    with open_store() as again:
        assert again.assessments.load(ID).answers == {"3.1": {"a": Decimal(700000)}}
        assert again.edits.patch(ID, "3.1", {"a": Decimal("700000.0")}).is_empty
        again.verify()
    assert fingerprint(folder) == before


def test_a_second_opener_is_told_at_once(store, open_store):
    assert _fault(open_store) == "store-locked"


def test_another_process_is_told_at_once(folder, store):
    script = (
        "import sys, datetime, pathlib\n"
        "from dti_desktop.errors import EnvironmentFault\n"
        "from dti_desktop.store.database import Store\n"
        "try:\n"
        "    Store.open(pathlib.Path(sys.argv[1]), now_utc=datetime.datetime.now, user='b')\n"
        "except EnvironmentFault as fault:\n"
        "    print(fault.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "store-locked\n"


def test_after_closing_another_may_open(store, open_store):
    store.close()
    store.close()
    with open_store() as again:
        assert again.assessments.exists(ID)


def test_opening_an_up_to_date_store_imports_nothing_heavy(folder, store):
    store.close()
    script = (
        "import sys, datetime, pathlib\n"
        "from dti_desktop.store.database import Store\n"
        "now = lambda: datetime.datetime.now(datetime.UTC)\n"
        "with Store.open(pathlib.Path(sys.argv[1]), now_utc=now, user='b') as store:\n"
        f"    store.assessments.load('{ID}')\n"
        "print(sorted({'sqlite_utils', 'pandas', 'numpy', 'PySide6'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"


def test_without_create_a_missing_store_stays_missing(folder, clock):
    assert _fault(lambda: Store.open(folder, now_utc=clock, user="a", create=False)) == "store-missing"
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough " * 40, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_left_alone(folder, open_store, content):
    folder.mkdir()
    (folder / "dti.sqlite").write_bytes(content)
    assert _fault(open_store) == "store-damaged"
    assert (folder / "dti.sqlite").read_bytes() == content


def test_another_programs_database_is_left_alone(folder, open_store, fingerprint):
    folder.mkdir()
    raw = sqlite3.connect(folder / "dti.sqlite")
    raw.execute("CREATE TABLE theirs (x)")
    raw.commit()
    raw.close()
    before = fingerprint(folder)
    assert _fault(open_store) == "not-a-store"
    assert fingerprint(folder) == before


def test_a_newer_schema_is_left_alone(folder, store, open_store, fingerprint):
    store.close()
    raw = sqlite3.connect(folder / "dti.sqlite")
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = fingerprint(folder)
    with pytest.raises(EnvironmentFault) as caught:
        open_store()
    assert caught.value.code == "store-too-new"
    assert caught.value.facts == {"version": SCHEMA_VERSION + 1, "newest_version": SCHEMA_VERSION}
    assert fingerprint(folder) == before


def test_a_creation_broken_off_before_its_first_commit_is_begun_again(folder, open_store):
    folder.mkdir()
    (folder / "dti.sqlite").write_bytes(b"")
    with open_store() as store:
        assert store.verify() == []
    for name in ("dti.sqlite", "dti.sqlite-wal"):
        (folder / name).unlink(missing_ok=True)
    raw = sqlite3.connect(folder / "dti.sqlite")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    with open_store() as store:
        assert store.verify() == []


def test_a_creation_killed_at_any_statement_is_begun_again(folder, open_store):
    script = (
        "import os, sys, datetime, pathlib, sqlite3\n"
        "from dti_desktop.store import connection, database\n"
        "left = int(sys.argv[2])\n"
        "class Dying(sqlite3.Connection):\n"
        "    def execute(self, *args):\n"
        "        global left\n"
        "        left -= 1\n"
        "        if left == 0: os._exit(9)\n"
        "        return super().execute(*args)\n"
        "plain = sqlite3.connect\n"
        "sqlite3.connect = lambda *a, **k: plain(*a, factory=Dying, **k)\n"
        "database.Store.open(pathlib.Path(sys.argv[1]), now_utc=datetime.datetime.now, user='a')\n"
    )
    for statements in (3, 12, 20, 40):
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(statements)], timeout=60, check=False
        )
        assert done.returncode == 9
        with open_store() as store:
            assert store.verify() == []
        for path in folder.glob("dti.sqlite*"):
            path.unlink()


def test_a_folder_that_is_a_file_is_unreachable(folder, open_store):
    folder.write_bytes(b"x")
    assert _fault(open_store) == "store-unreachable"


def test_a_torn_page_is_called_damage(folder, store, open_store):
    for number in range(40):
        store.edits.set_explanation(ID, f"x{number}", "giải trình " * 200)
    store.close()
    path = folder / "dti.sqlite"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)

    def use() -> None:
        with open_store() as broken:
            broken.assessments.load(ID)

    assert _fault(use) == "store-damaged"


def test_a_full_disk_stops_the_edit_and_nothing_else(store):
    pages = store.connection.row("PRAGMA page_count")[0]
    store.edits.set_note(ID, "1.1", "trước")
    head = store.journal.head(ID)
    store.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(EnvironmentFault) as caught:
        store.edits.set_note(ID, "1.1", "x" * 100_000)
    assert caught.value.code == "disk-full"
    assert store.journal.head(ID) == head
    store.connection.execute("PRAGMA max_page_count = 100000")
    assert not store.edits.set_note(ID, "1.1", "sau").is_empty
    assert store.assessments.load(ID).notes == {"1.1": "sau"}
    assert store.verify() == []


def test_a_run_that_was_killed_is_announced_at_the_next_opening(folder, catalogue_bytes, open_store, store):
    store.close()
    script = (
        "import os, sys, datetime, pathlib\n"
        "from dti_desktop.store.database import Store\n"
        "now = lambda: datetime.datetime.now(datetime.UTC)\n"
        "store = Store.open(pathlib.Path(sys.argv[1]), now_utc=now, user='b')\n"
        f"store.edits.set_note('{ID}', '1.1', 'ghi chú')\n"
        "(store.folder / 'evidence' / 'tmp' / 'half').write_bytes(b'half')\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], timeout=60, check=False)
    with open_store() as again:
        assert again.recovery
        assert again.recovery.log_replayed
        assert again.recovery.half_made_copies == 1
        assert again.assessments.load(ID).notes == {"1.1": "ghi chú"}
    assert list((folder / "evidence" / "tmp").iterdir()) == []
    with open_store() as once_more:
        assert not once_more.recovery


def test_what_nobody_decided_on_before_closing_is_no_crash(store, folder, open_store, tmp_path):
    paper = tmp_path / "tờ trình.pdf"
    paper.write_bytes(b"%PDF-1.4")
    store.files.stage([paper])  # the window went before it heard that they were copied
    store.close()
    assert list((folder / "evidence" / "tmp").iterdir()) == []
    with open_store() as again:
        assert not again.recovery
        copied = again.files.stage([paper])
        store.close()  # a second time: it belongs to the next one now
        assert all(copy.is_file() for copy in copied.copies)


def test_a_store_in_a_folder_with_odd_letters(tmp_path: Path, clock):
    folder = tmp_path / "Sở TT&TT ? # % 'tỉnh'" / "sâu"
    with Store.open(folder, now_utc=clock, user="a"):
        pass
    assert (folder / "dti.sqlite").is_file()
