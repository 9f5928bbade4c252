"""What may be told of an event: small facts in NFC, nothing that would not come back exactly."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.errors import InputError
from dti_desktop.services.events import MAX_EVENT_BYTES, clean_event, clean_facts
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    library = Library(paths.resources_dir(), paths.translations_dir())
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


def test_an_event_goes_into_the_journal_and_moves_its_head_on(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    before = workspace.load(made)
    name = unicodedata.normalize("NFD", "Quyết định.pdf")
    saved = workspace.record_event(
        made, "evidence-mark-accepted", code="3.1", facts={"name": name, "marks": ("MẬT",), "page": 1}
    )
    assert saved.codes == {"3.1"} and saved.document_ids == ()
    assert saved.assessment.journal_entries == before.journal_entries + 1
    assert saved.assessment.journal_head != before.journal_head
    (entry,) = workspace.journal(made, code="3.1")
    assert (entry.key, entry.who) == ("evidence-mark-accepted", "Hoa")
    assert json.loads(entry.new or "") == {"name": "Quyết định.pdf", "marks": ["MẬT"], "page": 1}
    assert workspace.store.verify() == []


def test_an_event_of_an_indicator_that_is_not_there_is_refused(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    with pytest.raises(InputError) as caught:
        workspace.record_event(made, "backup-made", code="99.9")
    assert caught.value.code == "unknown-code"
    with pytest.raises(InputError) as caught:
        workspace.record_event("nowhere", "backup-made")
    assert caught.value.code == "assessment-unknown"
    assert workspace.load(made).journal_entries == 1


def test_facts_are_bounded() -> None:
    with pytest.raises(InputError) as caught:
        clean_facts({"names": ["x" * MAX_EVENT_BYTES]})
    assert caught.value.code == "event-too-large"
    assert caught.value.facts["limit_bytes"] == MAX_EVENT_BYTES


@pytest.mark.parametrize("value", [1.5, Decimal(1), b"x", {1: "x"}, {"x": object()}, Path("x")])
def test_a_fact_that_would_not_come_back_exactly_is_a_fault_of_the_caller(value: object) -> None:
    with pytest.raises(TypeError):
        clean_facts({"fact": value})


def test_a_name_that_no_encoding_could_read_is_written_with_its_escapes() -> None:
    assert clean_facts({"name": "a\udcff.pdf"}) == {"name": "a\\udcff.pdf"}


@pytest.mark.parametrize(
    "event", ["", "Backup", "backup made", "backup-", "-made", "a" * 65, "đã-lưu", "a\n"]
)
def test_the_code_of_an_event_is_kebab_case(event: str) -> None:
    with pytest.raises(ValueError):
        clean_event(event)
