"""A saved store of every schema ever released still opens, loads and verifies."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import make_schema_3 as many_hands
import make_schema_4 as editions
import pytest

from dti_desktop.engine.assessment import Citation, EvidenceLink, Scenario, Signatory
from dti_desktop.engine.results import PublishedResult
from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.backup import backup, look_into, restore
from dti_desktop.store.backup_folder import BackupFolder
from dti_desktop.store.database import Store
from dti_desktop.store.migrations import SCHEMA_VERSION, version_of

ID = "soc-trang-2022"
DATA = Path(__file__).resolve().parents[1] / "data"
SAVED = DATA / "stores"
BACKUPS = DATA / "backups"
LOCKED_WITH = "b3xk-9mqr-t7vh-2zcp-k4nj-8fgs"


def test_there_is_a_saved_store_of_every_schema():
    saved = sorted(path.name for path in SAVED.glob("schema-*"))
    assert saved == [f"schema-{number}" for number in range(1, SCHEMA_VERSION + 1)]


def test_there_are_saved_backups_of_every_schema():
    schemas = [f"schema-{number}" for number in range(1, SCHEMA_VERSION + 1)]
    assert sorted(path.name for path in BACKUPS.glob("schema-*")) == sorted(
        schema + ending for schema in schemas for ending in (".dtibackup", ".dtibackup.age", "-daily")
    )


@pytest.fixture
def schema_1(tmp_path):
    return Path(shutil.copytree(SAVED / "schema-1", tmp_path / "schema-1"))


@pytest.fixture
def schema_2(tmp_path):
    return Path(shutil.copytree(SAVED / "schema-2", tmp_path / "schema-2"))


@pytest.fixture
def schema_3(tmp_path):
    return Path(shutil.copytree(SAVED / "schema-3", tmp_path / "schema-3"))


@pytest.fixture
def schema_4(tmp_path):
    """A saved store of the newest schema: what is migrated further here begins with it."""
    return Path(shutil.copytree(SAVED / "schema-4", tmp_path / "schema-4"))


def _expect_schema_1(store: Store, *, can_redo: bool = True) -> None:
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
    assert (assessment.can_undo, assessment.can_redo) == (True, can_redo)


def _expect_schema_2(store: Store) -> None:
    _expect_schema_1(store, can_redo=False)  # what was planned since took the redo away
    assessment = store.assessments.load(ID)
    assert assessment.estimates == {
        "": {"acceptance": Decimal("0.4"), "data_deadline": "2023-05-20"},
        "1.1": {"department": "Sở Nội vụ", "excluded": True, "effort:evidence": Decimal("2.5")},
    }
    answers = {"1.1": {"level": "yes", "used.a": Decimal("9.000001"), "asked": True}, "1.2": {}}
    figures = {"population": Decimal(1200000), "rate": None}
    assert assessment.scenarios == {
        "0a1b2c3d": Scenario("0a1b2c3d", "Thêm nền tảng", "2026-11-29T08:00:00Z", answers, figures)
    }
    assert [row.result for row in store.published.all()] == [
        PublishedResult(2024, "Cần Thơ", "ict_index", 7, None, "công văn", ""),
        PublishedResult(2024, "", "overall", None, Fraction("0.7012"), "công văn", ""),
        PublishedResult(2024, "Sóc Trăng", "overall", 40, Fraction("0.6512"), "công văn", "bản quét"),
    ]
    assert {row.imported_by for row in store.published.all()} == {"Nguyễn Văn An"}
    assert all(row.imported_utc.startswith("2026-11-29T08:") for row in store.published.all())


def _expect_schema_3(store: Store) -> None:
    _expect_schema_2(store)
    assessment = store.assessments.load(ID)
    assert assessment.reviews == many_hands.REVIEWS
    assert assessment.approved == {"1.2"}
    assert assessment.comments == {"1.1": (many_hands.BEGAN, many_hands.ANSWERED)}
    assert assessment.given_scores == {"1.1": {"reviewer": many_hands.SCORE, "ministry": many_hands.SCORE}}
    assert assessment.change_reasons == {"1.1": "thêm nền tảng"}
    assert assessment.entered == {"1.2": many_hands.TICK}
    assert assessment.parts == {"c0ffee": many_hands.ISSUED}
    assert assessment.origin == many_hands.ORIGIN
    assert assessment.previous == many_hands.PREVIOUS
    assert store.parts.baseline(many_hands.SHA256) == many_hands.BASELINE


def _expect_schema_4(store: Store) -> None:
    _expect_schema_3(store)
    assert [(row.catalogue_id, row.version, row.whence) for row in store.editions.all()] == [
        ("small", "1", "brought"),
        ("small", "2", "made"),
    ]
    assert {row.made_by for row in store.editions.all()} == {editions.WHO}
    draft = store.catalogue_drafts.load("small")
    assert (draft.base_bytes, draft.opened_by) == (editions.SECOND_EDITION, editions.WHO)
    assert draft.nodes == {("indicators", "A.1"): editions.ROW}
    assert (draft.can_undo, draft.can_redo) == (True, True)


EXPECTED = {1: _expect_schema_1, 2: _expect_schema_2, 3: _expect_schema_3, 4: _expect_schema_4}


def test_schema_4_opens_with_all_that_was_in_it_and_goes_on(schema_4, clock):
    with Store.open(schema_4, now_utc=clock, user="b", create=False) as store:
        _expect_schema_4(store)
        drafts = store.catalogue_drafts
        drafts.redo("small")
        assert drafts.load("small").nodes["main_indices", "A"] == editions.INDEX
        while drafts.undo("small") is not None:
            pass
        assert drafts.load("small").nodes == {}
        drafts.close("small", "discarded")
        assert not drafts.exists("small")
        assert store.verify() == []


def test_schema_3_opens_with_all_that_was_in_it_and_goes_on(schema_3, clock):
    with Store.open(schema_3, now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_3(store)
        while not store.edits.undo(ID).is_empty:
            pass
        assessment = store.assessments.load(ID)
        empty = (assessment.reviews, assessment.comments, assessment.given_scores, assessment.entered)
        assert empty == ({}, {}, {}, {})
        assert (assessment.parts, assessment.origin, assessment.previous) == ({}, None, None)
        assert store.verify() == []


def test_schema_2_opens_with_all_that_was_in_it_and_goes_on(schema_2, clock):
    with Store.open(schema_2, now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_2(store)
        while not store.edits.undo(ID).is_empty:
            pass
        assessment = store.assessments.load(ID)
        assert (assessment.estimates, assessment.scenarios, assessment.answers) == ({}, {}, {})
        assert len(store.published.all()) == 3  # of no assessment, so nobody's step to take back
        assert store.verify() == []


def test_what_was_planned_is_new_to_a_store_of_schema_1(schema_1, clock):
    with Store.open(schema_1, now_utc=clock, user="b", create=False) as store:
        assessment = store.assessments.load(ID)
        assert (assessment.estimates, assessment.scenarios, store.published.all()) == ({}, {}, ())
        assert (assessment.reviews, assessment.review_state("1.1")) == ({}, "awaiting")
        store.planning.set_estimates(ID, "1.1", {"department": "Sở Y tế"})
        assert store.assessments.load(ID).estimates == {"1.1": {"department": "Sở Y tế"}}
        assert store.verify() == []
    kept = BackupFolder(schema_1 / "backups").newest_first()
    assert [(each.reason, each.missing) for each in kept] == [("migration", 0)]


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


@pytest.mark.parametrize("schema", EXPECTED)
@pytest.mark.parametrize("ending", [".dtibackup", ".dtibackup.age", "-daily"])
def test_saved_backups_of_every_schema_are_restored(schema, ending, tmp_path, clock):
    path = BACKUPS / f"schema-{schema}{ending}"
    file = next(path.glob("*.dtibackup")) if path.is_dir() else path
    passphrase = LOCKED_WITH if ending.endswith(".age") else None
    content = look_into(file, tmp_path / "x", passphrase=passphrase, now_utc=clock)
    assert [(s.id, s.filled_indicators) for s in content.assessments] == [(ID, 1)]
    assert (content.evidence_files, content.missing) == (2, 0)
    report = restore(file, tmp_path / "x", passphrase=passphrase, now_utc=clock, user="b")
    assert report.problems == ()
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        EXPECTED[schema](store)


def test_a_new_store_has_the_very_tables_of_a_store_that_came_all_the_way(schema_1, open_store, clock):
    """So a migration that was released is never edited by mistake."""

    def tables(store: Store) -> set[tuple[str, str]]:
        return set(store.connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))

    with open_store() as new, Store.open(schema_1, now_utc=clock, user="b") as old:
        assert tables(new) == tables(old)


@pytest.fixture
def opened_with(monkeypatch, clock):
    """Opens a store with migrations after the newest that this test makes up."""
    from dti_desktop.store import backup as backup_module
    from dti_desktop.store import database, migrations

    def with_migrations(*functions):
        added = (*migrations.MIGRATIONS, *((f"later_{n}", f) for n, f in enumerate(functions)))
        monkeypatch.setattr(migrations, "MIGRATIONS", added)
        for module in (migrations, database, backup_module):
            monkeypatch.setattr(module, "SCHEMA_VERSION", len(added))

    def open_at(folder: Path, *functions) -> Store:
        with_migrations(*functions)
        try:
            return Store.open(folder, now_utc=clock, user="b")
        finally:
            monkeypatch.undo()

    open_at.with_migrations = with_migrations
    return open_at


def _half(db) -> None:
    db["half"].create({"id": int}, pk="id")
    raise sqlite3.IntegrityError("stop")


def _whole(db) -> None:
    db["whole"].create({"id": int}, pk="id")


def test_before_a_migration_there_is_a_backup_and_a_broken_one_leaves_the_store_as_it_was(
    schema_4, clock, opened_with, tmp_path, fingerprint
):
    before = fingerprint(schema_4)
    for _ in range(3):
        with pytest.raises(sqlite3.IntegrityError):
            opened_with(schema_4, _half)
        clock.advance(60)
    kept = BackupFolder(schema_4 / "backups").newest_first()
    assert [(each.reason, each.missing) for each in kept] == [("migration", 0)]  # the same is not kept thrice
    after = {name: digest for name, digest in fingerprint(schema_4).items() if not name.startswith("backups")}
    assert after.keys() == before.keys()
    with Store.open(schema_4, now_utc=clock, user="b", create=False) as store:  # the older program
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_4(store)
    with opened_with(schema_4, _whole) as store:
        assert version_of(store.connection) == SCHEMA_VERSION + 1
        _expect_schema_4(store)
    with pytest.raises(EnvironmentFault) as newer:
        Store.open(schema_4, now_utc=clock, user="b")
    assert newer.value.code == "store-too-new"
    restore(kept[0].path, tmp_path / "x", now_utc=clock, user="b")
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_4(store)


def test_a_store_that_cannot_be_backed_up_is_not_migrated(schema_4, clock, opened_with, monkeypatch):
    (schema_4 / "backups").write_bytes(b"a file in the way")
    with pytest.raises(EnvironmentFault) as caught:
        opened_with(schema_4, _whole)
    assert caught.value.code == "target-unreachable"
    (schema_4 / "backups").unlink()
    with Store.open(schema_4, now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION
        _expect_schema_4(store)


def test_an_older_backup_is_brought_up_on_the_way_and_leaves_no_backup_of_itself(
    tmp_path, clock, opened_with, monkeypatch
):
    opened_with.with_migrations(_whole)
    restore(BACKUPS / "schema-4.dtibackup", tmp_path / "x", now_utc=clock, user="b")
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["dti.sqlite", "evidence"]
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as store:
        assert version_of(store.connection) == SCHEMA_VERSION + 1
        _expect_schema_4(store)
    monkeypatch.undo()


def test_a_migration_that_breaks_off_never_happened(schema_4, opened_with):
    with pytest.raises(sqlite3.IntegrityError):
        opened_with(schema_4, _whole, _half)
    with opened_with(schema_4, _whole) as store:
        # The first of the two had been committed, and is not done again.
        assert version_of(store.connection) == SCHEMA_VERSION + 1
        names = {name for (name,) in store.connection.rows("SELECT name FROM sqlite_schema")}
        assert "whole" in names and "half" not in names
        _expect_schema_4(store)
    with opened_with(schema_4, _whole, lambda db: db["third"].create({"id": int}, pk="id")) as store:
        assert version_of(store.connection) == SCHEMA_VERSION + 2
