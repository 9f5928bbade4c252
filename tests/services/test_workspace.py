"""The use cases on one store: what goes in is cleaned, what comes out says what it touched."""

from __future__ import annotations

import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Citation, Signatory
from dti_desktop.errors import InputError
from dti_desktop.services.entered_text import (
    MAX_LINE_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    clean_line,
    clean_text,
    slug,
)
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import EVIDENCE_LIMIT, Workspace

NFD_TEXT = unicodedata.normalize("NFD", "Quyết định")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.code


def on_another_thread(act: Callable[[], object]) -> object:
    """Return what `act` returned or raised on a thread of its own."""
    found: list[object] = []

    def run() -> None:
        try:
            found.append(act())
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


# --- Texts ------------------------------------------------------------------------------------------------


def test_texts_are_composed_and_their_lines_kept() -> None:
    assert clean_text(f"{NFD_TEXT}\r\nhai\rba\n") == "Quyết định\nhai\nba\n"
    assert clean_text(" \r\n\t ") == ""
    assert clean_line(f"  {NFD_TEXT}\n\t749 ") == "Quyết định 749"


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "\x7f", "nửa \ud800", "nửa \udfff chữ"])
@pytest.mark.parametrize("clean", [clean_text, clean_line])
def test_what_is_no_letter_is_refused(clean: Callable[[str], str], text: str) -> None:
    assert code_of(lambda: clean(text)) == "text-not-allowed"


@pytest.mark.parametrize(
    ("clean", "limit"), [(clean_text, MAX_TEXT_CHARACTERS), (clean_line, MAX_LINE_CHARACTERS)]
)
def test_texts_end_at_their_limit(clean: Callable[[str], str], limit: int) -> None:
    assert clean("ệ" * limit) == "ệ" * limit
    assert clean(unicodedata.normalize("NFD", "ệ" * limit)) == "ệ" * limit
    assert code_of(lambda: clean("ệ" * (limit + 1))) == "text-too-long"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("TP. Hồ Chí Minh", "tp-ho-chi-minh"), ("Đắk Lắk", "dak-lak"), ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau")],
)
def test_ids_are_plain(name: str, expected: str) -> None:
    assert slug(name) == slug(unicodedata.normalize("NFD", name)) == expected


# --- Beginning --------------------------------------------------------------------------------------------


def test_every_fault_of_a_beginning_is_told(workspace: Workspace) -> None:
    with pytest.raises(InputError) as caught:
        workspace.create("Atlantis", 1802, "nowhere")
    assert {p.code for p in caught.value.problems} == {
        "year-out-of-range",
        "unknown-province",
        "unknown-catalogue",
    }
    assert workspace.assessments() == ()


# --- What an edit touched ---------------------------------------------------------------------------------


def test_a_figure_touches_every_row_that_takes_it(workspace: Workspace, made: str) -> None:
    saved = workspace.set_profile(made, {"population": Decimal(1000)})
    users = saved.assessment.catalogue.codes_by_profile_key["population"]
    assert users and saved.codes == users
    assert saved.assessment.profile == {"population": Decimal(1000)}
    assert workspace.set_profile(made, {"population": Decimal(1000)}).codes == frozenset()


@pytest.mark.parametrize("code", ["99.9", "", "1"])
def test_a_row_that_is_not_there_is_not_written(workspace: Workspace, made: str, code: str) -> None:
    before = workspace.load(made).journal_entries
    citation = Citation(number="749/QĐ-UBND")
    for act in (
        lambda: workspace.explain(made, code, "x"),
        lambda: workspace.set_note(made, code, "x"),
        lambda: workspace.set_review(made, (code,), "awaiting"),
        lambda: workspace.cite(made, code, citation),
        lambda: workspace.link(made, code, "x"),
    ):
        assert code_of(act) == "unknown-code"
    assert workspace.load(made).journal_entries == before


def test_an_assessment_that_is_not_there(workspace: Workspace) -> None:
    for act in (
        lambda: workspace.load("nowhere"),
        lambda: workspace.explain("nowhere", "1.1", "x"),
        lambda: workspace.catalogue_bytes("nowhere"),
        lambda: workspace.set_signatory("nowhere", Signatory("A", "B")),
        lambda: workspace.undo("nowhere"),
    ):
        assert code_of(act) == "assessment-unknown"


def test_a_leader_is_one_clean_line(workspace: Workspace, made: str) -> None:
    saved = workspace.set_signatory(made, Signatory(f" {NFD_TEXT}\n", "Chủ tịch"))
    assert saved.assessment.signatory == Signatory("Quyết định", "Chủ tịch")


# --- Evidence ---------------------------------------------------------------------------------------------


def test_evidence_is_copied_on_any_thread_and_recorded_on_its_own(
    workspace: Workspace, made: str, tmp_path: Path
) -> None:
    path = tmp_path / "minh chứng.pdf"
    path.write_bytes(b"%PDF-1.4")
    assessment = workspace.load(made)
    staged = on_another_thread(lambda: workspace.stage_files(assessment, [path], limit_bytes=100))
    workspace.explain(made, "1.1", "trong khi chép")
    saved = workspace.attach(made, "1.1", staged, pages=" 3 - 5 ")  # type: ignore[arg-type]
    (link,) = saved.assessment.links["1.1"]
    assert (link.document_id, link.pages) == (saved.document_ids[0], "3 - 5")
    assert (
        on_another_thread(lambda: workspace.evidence_path(staged.files[0].sha256)).read_bytes() == b"%PDF-1.4"
    )  # type: ignore[attr-defined]


def test_copies_that_are_not_recorded_are_given_up(workspace: Workspace, made: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    assessment = workspace.load(made)
    for code, citation in (("99.9", None), ("1.1", Citation(number="x" * (MAX_LINE_CHARACTERS + 1)))):
        staged = workspace.stage_files(assessment, [path], limit_bytes=100)
        with pytest.raises(InputError):
            workspace.attach(made, code, staged, citation)
    assert not [p for p in (tmp_path / "store" / "evidence").rglob("*") if p.is_file()]


def test_two_copies_at_once_do_not_pass_the_limit(workspace: Workspace, made: str, tmp_path: Path) -> None:
    workspace.set_setting(EVIDENCE_LIMIT, 10)  # below the range, so that the test need not copy a gigabyte
    assessment, staged = workspace.load(made), []
    for name in ("a", "b"):
        path = tmp_path / name
        path.write_bytes(name.encode() * 7)
        staged.append(workspace.stage_files(assessment, [path], limit_bytes=workspace.evidence_limit_bytes()))
    workspace.attach(made, "1.1", staged[0])
    assert code_of(lambda: workspace.attach(made, "1.1", staged[1])) == "evidence-limit"
    assert len(workspace.load(made).documents) == 1


def test_the_limit_stays_within_its_range(workspace: Workspace) -> None:
    smallest, largest = workspace.evidence_limit_range_bytes()
    assert smallest <= workspace.evidence_limit_bytes() <= largest
    assert workspace.set_evidence_limit_bytes(0) == smallest == workspace.evidence_limit_bytes()
    assert workspace.set_evidence_limit_bytes(10**18) == largest == workspace.evidence_limit_bytes()


# --- Threads and small things -----------------------------------------------------------------------------


def test_no_other_thread_reaches_the_database(workspace: Workspace, made: str) -> None:
    before = workspace.load(made)
    for act in (lambda: workspace.load(made), lambda: workspace.explain(made, "1.1", "x")):
        assert isinstance(on_another_thread(act), sqlite3.ProgrammingError)
    assert workspace.load(made) == before


def test_a_target_is_judged_on_any_thread(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "store" / "dti.sqlite"
    fault = on_another_thread(lambda: workspace.check_target(target))
    assert isinstance(fault, InputError)
    assert fault.code == "target-in-store"
    assert on_another_thread(lambda: workspace.check_target(tmp_path / "a.pdf")) is None


def test_settings_and_drafts_last(workspace: Workspace, made: str, tmp_path: Path, library: Library) -> None:
    drafts = {"1.10#a": "1.2.3", "3.1#a": "nửa \ud800"}
    workspace.set_setting("theme", {"dark": True})
    workspace.keep_drafts(made, drafts)
    workspace.close()
    again = Workspace.open(tmp_path / "store", library, now_utc=lambda: datetime.now(UTC), user="Hoa")
    try:
        assert again.setting("theme") == {"dark": True}
        assert again.drafts(made) == drafts
        again.keep_drafts(made, {})
        again.set_setting("theme", None)
        assert again.drafts(made) == {}
        assert again.setting("theme", "light") == "light"
    finally:
        again.close()
