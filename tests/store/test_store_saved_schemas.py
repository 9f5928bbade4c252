"""A saved store of every schema ever released still opens, loads and verifies."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop.engine.assessment import Citation, EvidenceLink, Signatory
from dti_desktop.store.backup import backup, restore
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION, version_of

ID = "soc-trang-2022"
SAVED = Path(__file__).resolve().parents[1] / "data" / "stores"


def test_there_is_a_saved_store_of_every_schema():
    saved = sorted(path.name for path in SAVED.glob("schema-*"))
    assert saved == [f"schema-{number}" for number in range(1, SCHEMA_VERSION + 1)]


@pytest.fixture
def schema_1(tmp_path):
    return Path(shutil.copytree(SAVED / "schema-1", tmp_path / "schema-1"))


def _expect_schema_1(store: Store) -> None:
    assert store.verify() == []
    assert store.evidence.verify_all().checked == 2
    assert [s.id for s in store.assessments.summaries()] == [ID]
    assert [(s.id, s.is_sample) for s in store.assessments.summaries(archived=True)] == [("cu-2021", True)]
    assert store.settings.get("evidence_limit_bytes") == 2_000_000_000
    assessment = store.assessments.load(ID)
    assert assessment.answers == {
        "1.1": {"level": "yes", "used.a": Decimal(4), "used.b": Decimal("9.000001"), "asked": True}
    }
    assert assessment.profile == {"population": Decimal(1197823), "rate": Decimal("12.5")}
    assert assessment.explanations == {"1.2": "Chưa có số liệu của Cục Thống kê"}
    assert assessment.notes == {"1.2": "gọi Sở Y tế"}
    assert assessment.reviewed == {"1.1"}
    assert assessment.signatory == Signatory("Trần Thị Bình", "GIÁM ĐỐC")
    by_name = {
        document.file.original_name if document.file else "": document
        for document in assessment.documents.values()
    }
    plan, letter, cited = (
        by_name[name] for name in ("Kế hoạch số 5 – bản ký.txt", os.fsdecode(b"cong van \xff.txt"), "")
    )
    assert plan.citation == Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Về chuyển đổi số")
    assert cited.citation == Citation("1/BC")
    assert assessment.links == {
        "1.1": (EvidenceLink(plan.id, "3-5"), EvidenceLink(letter.id, "3-5")),
        "1.2": (EvidenceLink(plan.id, "7"), EvidenceLink(cited.id)),
    }
    assert store.evidence.path_of(plan.file.sha256).read_text("utf-8") == "Kế hoạch\n"
    assert (assessment.can_undo, assessment.can_redo) == (True, True)


def test_schema_1_opens_with_all_that_was_in_it_and_goes_on(schema_1, clock):
    with Store.open(schema_1, now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_1(store)
        store.edits.redo(ID)
        assert store.assessments.load(ID).notes["1.1"] == "sẽ hoàn tác"
        while not store.edits.undo(ID).is_empty:
            pass
        assert store.assessments.load(ID).answers == {}
        assert store.verify() == []


def test_schema_1_survives_backup_and_restore(schema_1, tmp_path, clock):
    with Store.open(schema_1, now_utc=clock, user="b", create=False) as store:
        backup(store, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "restored", now_utc=clock, user="b")
    with Store.open(tmp_path / "restored", now_utc=clock, user="b", create=False) as store:
        _expect_schema_1(store)


def test_a_new_store_has_the_very_tables_of_a_store_that_came_all_the_way(schema_1, open_store, clock):
    """So a migration that was released is never edited by mistake."""

    def tables(store: Store) -> set[tuple[str, str]]:
        return set(store.connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))

    with open_store() as new, Store.open(schema_1, now_utc=clock, user="b") as old:
        assert tables(new) == tables(old)


def test_a_migration_that_breaks_off_never_happened(schema_1, clock, monkeypatch):
    from dti_desktop.store import database, migrations

    def half(db) -> None:
        db["half"].create({"id": int}, pk="id")
        raise sqlite3.IntegrityError("stop")

    def whole(db) -> None:
        db["whole"].create({"id": int}, pk="id")

    def open_at(*functions) -> Store:
        added = (*migrations.MIGRATIONS[:1], *((f"later_{n}", f) for n, f in enumerate(functions)))
        monkeypatch.setattr(migrations, "MIGRATIONS", added)
        for module in (migrations, database):
            monkeypatch.setattr(module, "SCHEMA_VERSION", len(added))
        try:
            return Store.open(schema_1, now_utc=clock, user="b")
        finally:
            monkeypatch.undo()

    with pytest.raises(sqlite3.IntegrityError):
        open_at(whole, half)
    with open_at(whole) as store:  # the first of the two had been committed, and is not done again
        assert version_of(store.connection) == 2
        names = {name for (name,) in store.connection.rows("SELECT name FROM sqlite_schema")}
        assert "whole" in names and "half" not in names
        _expect_schema_1(store)
    with open_at(whole, lambda db: db["third"].create({"id": int}, pk="id")) as store:
        assert version_of(store.connection) == 3
