"""Each edit is one transaction with its journal entries; it tells what it changed."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal

import pytest

from dti_desktop.engine.assessment import Citation, EvidenceLink, Signatory
from dti_desktop.errors import InputError
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell

ID = "soc-trang-2022"


def test_create_load_and_list(store, catalogue_bytes, clock):
    assessment = store.assessments.load(ID)
    assert (assessment.id, assessment.province, assessment.year) == (ID, "Sóc Trăng", 2022)
    assert assessment.catalogue.id == "dti-province-2022"
    assert assessment.created_utc == assessment.saved_utc == "2026-11-22T08:42:07Z"
    assert assessment.journal_entries == 1
    assert len(assessment.journal_head) == 64
    assert not assessment.can_undo and not assessment.can_redo
    assert store.assessments.catalogue_bytes(ID) == catalogue_bytes

    clock.advance(60)
    store.assessments.create(
        "sample", province="Sóc Trăng", year=2023, catalogue_bytes=catalogue_bytes, is_sample=True
    )
    clock.advance(60)
    store.edits.apply_bulk("sample", {"1.1": {"level": "head"}, "3.1": {"a": Decimal(1)}}, {})
    first, second = store.assessments.summaries()
    assert (first.id, first.is_sample, first.filled_indicators) == ("sample", True, 2)
    assert (first.created_utc, first.changed_utc) == ("2026-11-22T08:43:07Z", "2026-11-22T08:44:07Z")
    assert (second.id, second.filled_indicators) == (ID, 0)
    total = len(store.assessments.catalogue(ID).indicators)
    assert {(each.indicators_total, each.department) for each in (first, second)} == {(total, "")}
    assert store.connection.row("SELECT count(*) FROM catalogues") == (1,)


def test_an_id_can_be_taken_once_only(store, catalogue_bytes):
    with pytest.raises(InputError) as caught:
        store.assessments.create(ID, province="Khác", year=2023, catalogue_bytes=catalogue_bytes)
    assert (caught.value.code, caught.value.facts) == ("assessment-exists", {"id": ID})
    assert store.assessments.load(ID).province == "Sóc Trăng"
    assert store.verify() == []


def test_a_broken_catalogue_is_refused(store):
    with pytest.raises(InputError):
        store.assessments.create("x", province="Sóc Trăng", year=2022, catalogue_bytes=b"{}")
    assert not store.assessments.exists("x")


def test_every_type_of_field_comes_back(store):
    store.edits.replace_answer(ID, "6.1", {"issued": True, "why": "no", "used.a": Decimal("0.000001")})
    answers = store.assessments.load(ID).answers
    assert answers == {"6.1": {"issued": True, "why": "no", "used.a": Decimal("0.000001")}}
    assert type(answers["6.1"]["issued"]) is bool


def test_patch_keeps_other_fields_and_replace_does_not(store):
    store.edits.replace_answer(ID, "7.3", {"list.level": "yes", "used.a": Decimal(3), "used.b": Decimal(9)})
    store.edits.patch(ID, "7.3", {"used.a": Decimal(4), "used.b": None})
    assert store.assessments.load(ID).answers["7.3"] == {"list.level": "yes", "used.a": Decimal(4)}
    change = store.edits.replace_answer(ID, "7.3", {"list.level": "no"})
    assert store.assessments.load(ID).answers["7.3"] == {"list.level": "no"}
    assert change.codes == {"7.3"} and not change.profile_changed
    store.edits.replace_answer(ID, "7.3", {})
    assert store.assessments.load(ID).answers == {}


def test_a_bulk_is_one_step(store):
    store.edits.patch(ID, "1.1", {"level": "head"})
    change = store.edits.apply_bulk(
        ID,
        {"1.1": {}, "3.1": {"a": Decimal(5), "b": Decimal(9)}},
        {"population": Decimal(1197823), "communes": Decimal(109)},
    )
    assert change.codes == {"1.1", "3.1"}
    assert change.profile_changed and change.profile_keys == {"population", "communes"}
    assert change.kinds == {"answer", "profile"}
    assert {entry.step for entry in store.journal.entries(ID, limit=5)} == {change.step}
    assert store.assessments.load(ID).profile == {"population": Decimal(1197823), "communes": Decimal(109)}
    store.edits.undo(ID)
    assessment = store.assessments.load(ID)
    assert assessment.answers == {"1.1": {"level": "head"}} and assessment.profile == {}


def test_what_changes_nothing_is_not_journaled(store, clock):
    store.edits.patch(ID, "3.1", {"a": Decimal("5.0")})
    head = store.journal.head(ID)
    clock.advance(100)
    for change in (
        store.edits.patch(ID, "3.1", {"a": Decimal(5)}),
        store.edits.patch(ID, "3.1", {"b": None}),
        store.edits.set_note(ID, "3.1", ""),
        store.edits.set_reviewed(ID, "3.1", False),
        store.edits.set_signatory(ID, Signatory()),
        store.edits.apply_bulk(ID, {}, {}),
    ):
        assert change.is_empty and change.saved_utc == "2026-11-22T08:42:07Z"
    assert store.journal.head(ID) == head
    assert store.assessments.load(ID).saved_utc == "2026-11-22T08:42:07Z"


def test_texts_ticks_and_signatory(store):
    store.edits.set_explanation(ID, "3.1", "Giải trình: chưa có số liệu")
    store.edits.set_note(ID, "3.1", "gọi Sở Y tế")
    store.edits.set_reviewed(ID, "3.1", True)
    store.edits.set_signatory(ID, Signatory("Trần Thị Bình", "GIÁM ĐỐC"))
    assessment = store.assessments.load(ID)
    assert assessment.explanations == {"3.1": "Giải trình: chưa có số liệu"}
    assert assessment.notes == {"3.1": "gọi Sở Y tế"}
    assert assessment.reviewed == {"3.1"}
    assert assessment.signatory == Signatory("Trần Thị Bình", "GIÁM ĐỐC")


def test_documents_links_and_citations(store):
    citation = Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Về việc chuyển đổi số")
    change, document = store.evidence.add_document(ID, "1.1", citation, "3-5")
    assert change.codes == {"1.1"}
    store.edits.link(ID, "1.2", document, "7")
    _, other = store.evidence.add_document(ID, "1.1", Citation("1/BC"))
    changed = store.edits.update_citation(ID, document, Citation("750/QĐ-UBND"))
    assert changed.codes == {"1.1", "1.2"}
    store.edits.set_pages(ID, "1.1", document, "4")
    assessment = store.assessments.load(ID)
    assert assessment.documents[document].citation == Citation("750/QĐ-UBND")
    assert assessment.links == {
        "1.1": (EvidenceLink(document, "4"), EvidenceLink(other)),
        "1.2": (EvidenceLink(document, "7"),),
    }
    store.edits.unlink(ID, "1.1", document)
    assert store.assessments.load(ID).links["1.1"] == (EvidenceLink(other),)
    store.edits.unlink(ID, "1.2", document)
    unlinked = store.assessments.load(ID)
    assert set(unlinked.documents) == {document, other} and set(unlinked.links) == {"1.1"}
    store.edits.link(ID, "1.2", document, "7")
    assert store.assessments.load(ID).links["1.2"] == (EvidenceLink(document, "7"),)
    store.edits.undo(ID)
    store.edits.undo(ID)
    store.edits.undo(ID)
    assert store.assessments.load(ID).links == assessment.links
    store.edits.remove_document(ID, document)
    assessment = store.assessments.load(ID)
    assert set(assessment.documents) == {other} and assessment.links == {"1.1": (EvidenceLink(other),)}


def test_a_document_that_says_nothing_goes_with_its_last_link(store):
    _, document = store.evidence.add_document(ID, "1.1", Citation())
    store.edits.link(ID, "1.2", document)
    store.edits.unlink(ID, "1.1", document)
    assert set(store.assessments.load(ID).documents) == {document}
    change = store.edits.unlink(ID, "1.2", document)
    assert change.kinds == {"link", "document"}
    assert store.assessments.load(ID).documents == {}
    store.edits.undo(ID)
    assert store.assessments.load(ID).links == {"1.2": (EvidenceLink(document),)}


def test_what_belongs_to_the_creation_cannot_be_undone(store):
    with store.edits.creating():
        store.edits.patch(ID, "3.1", {"a": Decimal(5)})
        store.edits.set_note(ID, "3.1", "minh hoạ")
    assert not store.assessments.load(ID).can_undo
    store.edits.patch(ID, "3.1", {"a": Decimal(6)})
    store.edits.undo(ID)
    assert store.edits.undo(ID).is_empty
    assert store.assessments.load(ID).answers == {"3.1": {"a": Decimal(5)}}
    assert store.verify() == []


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda s: s.assessments.load("x"), "assessment-unknown"),
        (lambda s: s.assessments.catalogue_bytes("x"), "assessment-unknown"),
        (lambda s: s.assessments.archive("x"), "assessment-unknown"),
        (lambda s: s.edits.patch("x", "1.1", {"level": "head"}), "assessment-unknown"),
        (lambda s: s.edits.apply_bulk("x", {}, {}), "assessment-unknown"),
        (lambda s: s.edits.undo("x"), "assessment-unknown"),
        (lambda s: s.edits.redo("x"), "assessment-unknown"),
        (lambda s: s.edits.link("x", "1.1", "d"), "assessment-unknown"),
        (lambda s: s.edits.link(ID, "1.1", "d"), "document-unknown"),
        (lambda s: s.edits.update_citation(ID, "d", Citation("1")), "document-unknown"),
        (lambda s: s.edits.remove_document(ID, "d"), "document-unknown"),
        (lambda s: s.edits.unlink(ID, "1.1", "d"), "link-unknown"),
        (lambda s: s.edits.set_pages(ID, "1.1", "d", "1"), "link-unknown"),
        (lambda s: s.evidence.add_document("x", "1.1", Citation("1")), "assessment-unknown"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_changes(store, call, code):
    head = store.journal.head(ID)
    with pytest.raises(InputError) as caught:
        call(store)
    assert caught.value.code == code
    assert store.journal.head(ID) == head
    assert store.verify() == []


def test_an_edit_that_fails_half_way_leaves_nothing(store, monkeypatch):
    store.edits.patch(ID, "1.1", {"level": "head"})
    before = store.assessments.load(ID)
    plain = cells.write

    def failing(connection, assessment_id, cell, value):
        if cell.key == "population":
            raise sqlite3.IntegrityError("stop")
        plain(connection, assessment_id, cell, value)

    monkeypatch.setattr(cells, "write", failing)
    with pytest.raises(sqlite3.IntegrityError):
        store.edits.apply_bulk(ID, {"1.1": {"level": "deputy"}}, {"population": Decimal(5)})
    monkeypatch.undo()
    assert store.assessments.load(ID) == before
    assert store.verify() == []
    assert not store.edits.patch(ID, "1.1", {"level": "deputy"}).is_empty


def test_several_edits_in_one_transaction_last_together_or_not_at_all(store):
    before = store.assessments.load(ID)
    with pytest.raises(RuntimeError), store.transaction():
        store.edits.patch(ID, "1.1", {"level": "head"})
        store.edits.set_note(ID, "1.1", "x")
        raise RuntimeError
    assert store.assessments.load(ID) == before
    with store.transaction():
        store.edits.patch(ID, "1.1", {"level": "head"})
        with pytest.raises(InputError):
            store.edits.unlink(ID, "1.1", "d")
        store.edits.set_note(ID, "1.1", "x")
    after = store.assessments.load(ID)
    assert after.answers == {"1.1": {"level": "head"}} and after.notes == {"1.1": "x"}
    assert store.verify() == []


def test_archiving_puts_aside_and_takes_back(store):
    store.assessments.archive(ID)
    assert store.assessments.summaries() == []
    (aside,) = store.assessments.summaries(archived=True)
    assert (aside.id, aside.archived_utc) == (ID, "2026-11-22T08:42:07Z")
    assert store.assessments.exists(ID)
    store.assessments.archive(ID)
    store.assessments.unarchive(ID)
    assert [s.id for s in store.assessments.summaries()] == [ID]
    assert [e.act for e in store.journal.entries(ID)] == ["unarchive", "archive", "create"]
    assert not store.assessments.load(ID).can_undo
    assert store.verify() == []


def test_settings_are_kept(store, open_store):
    assert store.settings.get("evidence_limit_bytes", 7) == 7
    store.settings.set("evidence_limit_bytes", 5_000_000_000)
    store.settings.set("recent", ["a", {"b": None}])
    store.close()
    with open_store() as again:
        assert again.settings.get("evidence_limit_bytes") == 5_000_000_000
        assert again.settings.get("recent") == ["a", {"b": None}]
        again.settings.set("recent", None)
        assert again.settings.get("recent") is None


def test_references_are_held_by_the_database(store):
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        cells.write(store.connection, ID, Cell("link", "1.1", "nobody"), '{"pages":"","position":1}')
    assert store.assessments.load(ID).links == {}
