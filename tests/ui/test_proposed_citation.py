"""A dropped PDF proposes its citation; it is shown as such, and stored only once the officer says so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from indicator_bench import Bench, TypeText, close_bench, open_bench
from official_papers import Look, Paper, make_pdf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Citation, Document
from dti_desktop.ui.language import Language

CODE = "4.1"
PAPER = Paper(
    "titled", "Sóc Trăng", ("UBND TỈNH SÓC TRĂNG",), ("SỞ THÔNG TIN VÀ", "TRUYỀN THÔNG"),
    "Sở Thông tin và Truyền thông",
    "Số: 231/BC-STTTT", "231/BC-STTTT", date(2022, 12, 26), "BÁO CÁO", ("Kết quả chuyển đổi số năm 2022",),
    ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn Lâu",
)  # fmt: skip
READ = Citation(PAPER.number, PAPER.day, PAPER.issuer, PAPER.subject)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[Bench]:
    opened = open_bench(qtbot, tmp_path / "store", window_language)
    opened.go(CODE)
    yield opened
    close_bench(opened)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.pdf"
    path.write_bytes(make_pdf(PAPER, Look(), random.Random(1)))
    return path


def take(bench: Bench, *paths: Path) -> None:
    """Drop files and wait until the first has proposed what it says."""
    form = bench.page.evidence.form
    bench.page.evidence.take(paths)
    bench.qtbot.waitUntil(lambda: form.isVisible() and bool(form.unconfirmed), timeout=20_000)


def stored(bench: Bench) -> list[Document]:
    assessment = bench.stored()
    return [assessment.documents[link.document_id] for link in assessment.links.get(CODE, ())]


def shown(bench: Bench) -> Citation:
    form = bench.page.evidence.form
    return Citation(form.number.text, form.issued_on.day, form.issuer.text, form.subject.text)


def test_what_was_read_is_shown_as_proposed_and_not_stored(bench: Bench, paper: Path) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    assert shown(bench) == READ
    assert form.notice.isVisible()
    assert "số, ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu" in form.notice.accessibleName()
    assert form.number.line.accessibleDescription() == "đọc từ trang đầu, đề nghị kiểm tra"
    assert "Người ký (đọc từ tệp): Trần Văn Lâu" in bench.texts()
    assert [document.citation for document in stored(bench)] == [Citation()]


def test_enter_to_the_end_confirms(bench: Bench, paper: Path) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    for line in (form.number.line, form.issued_on.line, form.issuer.line):
        bench.qtbot.keyClick(line, Qt.Key.Key_Return)
    bench.qtbot.keyClick(form.pages.line, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert [document.citation for document in stored(bench)] == [READ]
    bench.session.undo()
    assert [document.citation for document in stored(bench)] == [Citation()]


def test_leaving_it_stores_nothing_and_it_is_proposed_again(bench: Bench, paper: Path) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    bench.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    (document,) = stored(bench)
    assert document.citation == Citation()
    bench.page.evidence.edit(document.id)
    bench.qtbot.waitUntil(lambda: bool(form.unconfirmed), timeout=20_000)
    assert shown(bench) == READ


def test_a_field_that_is_written_over_is_stored_alone(bench: Bench, paper: Path, type_text: TypeText) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    form.issuer.line.selectAll()
    type_text(form.issuer.line, "Sở TT&TT")
    assert form.unconfirmed == {"number", "issued_on", "title"}
    assert "cơ quan ban hành" not in form.notice.accessibleName()
    assert [document.citation for document in stored(bench)] == [Citation(issuer="Sở TT&TT")]
    assert shown(bench) == replace(READ, issuer="Sở TT&TT")  # what the store confirmed takes nothing away
    form.finish()
    assert [document.citation for document in stored(bench)] == [replace(READ, issuer="Sở TT&TT")]


def test_what_she_wrote_first_is_left_alone(bench: Bench, paper: Path) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    form.finish()
    (document,) = stored(bench)
    bench.session.edit_citation(document.id, Citation("1/X", None, "", ""))
    bench.page.evidence.edit(document.id)
    bench.qtbot.waitUntil(lambda: bool(form.unconfirmed), timeout=20_000)
    assert form.number.text == "1/X"
    assert form.unconfirmed == {"issued_on", "issuer", "title"}


def test_the_next_document_of_the_queue_has_its_own_proposal(
    bench: Bench, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "kế hoạch.pdf"
    second = replace(PAPER, printed_number="Số: 31/KH-STTTT", number="31/KH-STTTT", kind="KẾ HOẠCH")
    other.write_bytes(make_pdf(second, Look(order="rows", runs="word"), random.Random(2)))
    take(bench, paper, other)
    form = bench.page.evidence.form
    assert form.number.text == "231/BC-STTTT"
    form.finish()
    bench.qtbot.waitUntil(lambda: bool(form.unconfirmed), timeout=20_000)
    assert form.number.text == "31/KH-STTTT"
    form.finish()
    assert [d.citation for d in stored(bench)] == [READ, replace(READ, number="31/KH-STTTT")]
    assert not bench.failures


def test_a_file_that_is_gone_proposes_nothing_and_says_nothing_more(bench: Bench, paper: Path) -> None:
    take(bench, paper)
    form = bench.page.evidence.form
    (document,) = stored(bench)
    bench.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert document.file is not None
    path = bench.workspace.evidence_path(document.file.sha256)
    path.chmod(0o600)
    path.unlink()
    bench.page.evidence.edit(document.id)
    bench.qtbot.wait(300)
    assert form.number.text == ""
    assert not form.notice.isVisible()
    assert not bench.failures
