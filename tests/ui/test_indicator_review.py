"""The review on the page of one indicator: states, the lock of what is approved, nothing typed lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from indicator_bench import WAIT_MS, Bench, TypeText, close_bench, open_bench
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.errors import EnvironmentFault
from dti_desktop.ui.dialogs.review_reason import ReviewReasonDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.choices import ChoiceRow
from dti_desktop.ui.widgets.number_row import NumberRow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[Bench]:
    answers = {"4.1": {"a": Decimal(700)}, "1.1": {"level": "head"}}
    opened = open_bench(qtbot, tmp_path / "store", window_language, answers=answers)
    yield opened
    close_bench(opened)


def line(bench: Bench) -> QLineEdit:
    return next(row for row in bench.page.form.findChildren(NumberRow) if row.isVisible()).field.line


def reason_dialog(bench: Bench) -> ReviewReasonDialog:
    bench.qtbot.waitUntil(lambda: bench.page.findChild(ReviewReasonDialog) is not None, timeout=WAIT_MS)
    dialog = bench.page.findChild(ReviewReasonDialog)
    assert isinstance(dialog, ReviewReasonDialog)
    return dialog


def test_approving_locks_at_once_and_keeps_what_was_typed_a_moment_before(
    bench: Bench, type_text: TypeText
) -> None:
    bench.go("4.1", "explanation")
    type_text(bench.page.tabs.explanation.edit, "Theo báo cáo của Sở")
    line(bench).setFocus()
    line(bench).selectAll()
    type_text(line(bench), "710")
    bench.qtbot.keyClick(line(bench), Qt.Key.Key_4, ALT)
    assert bench.page.is_locked and line(bench).isReadOnly()
    assert bench.page.tabs.explanation.edit.isReadOnly() and not bench.page.tabs.note.edit.isReadOnly()
    assert not bench.page.evidence.add.isVisible() and not bench.page.evidence.intake.isVisible()
    stored = bench.stored()
    assert stored.review_state("4.1") == "approved"
    assert stored.answers["4.1"] == {"a": Decimal(710)}
    assert stored.explanations["4.1"] == "Theo báo cáo của Sở"
    assert bench.page.notice.isVisible() and "Đã duyệt (lan, 22/11/2022" in bench.texts()


def test_keys_change_nothing_of_a_chosen_level_that_is_approved(bench: Bench) -> None:
    bench.go("1.1")
    bench.page.set_review("approved")
    rows = [row for row in bench.page.form.findChildren(ChoiceRow) if row.isVisible()]
    for key in (Qt.Key.Key_2, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        bench.qtbot.keyClick(rows[0], key)
    bench.qtbot.mouseClick(rows[-1], Qt.MouseButton.LeftButton)
    assert [row.choice.id for row in rows if row.isChecked()] == ["head"]
    assert bench.answer("1.1") == {"level": "head"}
    bench.go("1.5")
    rows = [row for row in bench.page.form.findChildren(ChoiceRow) if row.isVisible()]
    bench.qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert bench.answer("1.5"), "another indicator is open to her"


def test_opening_again_asks_for_a_reason_and_undo_goes_back(bench: Bench, type_text: TypeText) -> None:
    bench.go("4.1")
    bench.page.set_review("approved")
    bench.settle()
    bench.page.notice.acted.emit()
    dialog = reason_dialog(bench)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled() and bench.page.is_locked
    type_text(dialog.reason, "Có số liệu mới")
    ok.click()
    assert not line(bench).isReadOnly() and not bench.page.is_locked
    assert bench.stored().reviews["4.1"].reason == "Có số liệu mới"
    assert "Mở lại để sửa: Có số liệu mới" in bench.texts()
    bench.session.undo()
    bench.settle()
    assert bench.page.is_locked and line(bench).isReadOnly()


def test_a_citation_that_is_being_written_is_there_when_the_row_is_approved(
    bench: Bench, type_text: TypeText
) -> None:
    bench.go("4.1", "evidence")
    bench.page.evidence.begin_citation()
    type_text(bench.page.evidence.form.number.line, "749/QĐ-UBND")
    bench.page.set_review("approved")
    stored = bench.stored()
    assert stored.review_state("4.1") == "approved"
    assert [d.citation.number for d in stored.documents.values()] == ["749/QĐ-UBND"]
    assert not bench.page.evidence.form.isVisible()


def test_a_citation_shared_with_what_is_approved_is_only_read(bench: Bench) -> None:
    bench.go("4.1")
    bench.session.act(lambda w, a: w.cite(a, "4.1", Citation("749/QĐ-UBND")))
    bench.settle()
    (document_id,) = bench.assessment.documents
    bench.session.act(lambda w, a: w.link(a, "4.2", document_id))
    bench.settle()
    bench.page.set_review("approved")
    bench.settle()
    bench.go("4.2")
    bench.page.evidence.edit(document_id)
    form = bench.page.evidence.form
    assert form.number.line.isReadOnly() and form.subject.isReadOnly()
    assert not form.pages.line.isReadOnly() and "4.1" in bench.texts()
    bench.session.set_review(["4.1"], "drafting", "thêm trích yếu")
    bench.settle()
    assert not form.number.line.isReadOnly()


def test_nothing_is_approved_over_an_edit_that_could_not_be_stored(
    bench: Bench, type_text: TypeText, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.go("4.1")
    explain = bench.workspace.explain

    def full(*_: object) -> None:
        raise EnvironmentFault("disk-full")

    monkeypatch.setattr(bench.workspace, "explain", full)
    bench.session.edit_explanation("4.1", "còn chờ")
    bench.page.set_review("approved")
    bench.qtbot.waitUntil(lambda: len(bench.failures) == 2, timeout=WAIT_MS)
    assert not bench.session.is_committed
    held: list[Assessment] = []
    bench.tasks.run(bench.workspace.load, bench.assessment.id, lane="store", on_done=held.append)
    bench.qtbot.waitUntil(lambda: bool(held), timeout=WAIT_MS)
    assert held[0].review_state("4.1") == "drafting", "it waits for what was typed before"
    monkeypatch.setattr(bench.workspace, "explain", explain)
    bench.failures.clear()
    stored = bench.stored()
    assert (stored.explanations["4.1"], stored.review_state("4.1")) == ("còn chờ", "approved")


def test_what_needs_work_says_so_and_goes_back_to_the_reviewer(bench: Bench, type_text: TypeText) -> None:
    bench.go("4.1")
    bench.page.set_review("needs-work")
    dialog = reason_dialog(bench)
    type_text(dialog.reason, "Thiếu <b>quyết định</b>")
    bench.qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert "Cần sửa: Thiếu <b>quyết định</b>" in bench.texts(), "as it is, never as markup"
    assert not line(bench).isReadOnly()
    bench.page.notice.acted.emit()
    assert bench.page.review.text() == "Chờ rà soát" and not bench.page.notice.isVisible()
    assert bench.stored().review_state("4.1") == "awaiting"
    assert replace(bench.assessment, saved_utc="").approved == frozenset()


# -- scores and remarks ----------------------------------------------------------------------------------


def test_the_reviewers_points_stand_beside_the_own_ones(bench: Bench, type_text: TypeText) -> None:
    bench.go("4.1", "review")
    section = bench.page.tabs.review
    assert bench.focused() is section.scores.points.line
    assert not section.scores.reason.isEnabled()
    type_text(section.scores.points.line, "12")
    assert "Tối đa 10 điểm." in bench.texts() and not section.scores.reason.isEnabled()
    assert bench.stored().given_scores == {}
    section.scores.points.line.selectAll()
    type_text(section.scores.points.line, "7,5")
    type_text(section.scores.reason.line, "chỉ có kế hoạch")
    score = bench.stored().given_scores["4.1"]["reviewer"]
    assert (score.points, score.reason, score.who) == (Decimal("7.5"), "chỉ có kế hoạch", "lan")
    assert "so với tự chấm" in bench.texts()
    bench.go("4.2", "review")
    assert (section.scores.points.line.text(), section.scores.reason.text) == ("", "")
    bench.go("4.1", "review")
    section.scores.points.line.clear()
    section.scores.points.line.textEdited.emit("")
    assert bench.stored().given_scores == {}


def test_a_remark_is_sent_answered_and_settled_by_keyboard(bench: Bench, type_text: TypeText) -> None:
    bench.go("4.1", "comment")
    talk = bench.page.tabs.review.talk
    assert bench.focused() is talk.edit and not talk.send.isEnabled()
    type_text(talk.edit, "Số <i>nào</i>?")
    bench.qtbot.keyClick(talk.send, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: len(talk.views) == 1, timeout=WAIT_MS)
    assert talk.edit.text == "" and "Số <i>nào</i>?" in bench.texts()
    assert bench.page.tabs.tabs.title("review") == "Rà soát 1"
    talk.views[0].answer.click()
    type_text(talk.edit, "Số của Sở")
    assert talk.send.text() == "Gửi trả lời" and "Trả lời lan: “Số <i>nào</i>?”" in bench.texts()
    talk.send.click()
    bench.settle()
    first, answer = bench.stored().comments["4.1"]
    assert (answer.reply_to, answer.text, talk.send.text()) == (first.id, "Số của Sở", "Gửi ý kiến")
    talk.views[0].settle.click()
    bench.settle()
    assert (
        bench.page.tabs.tabs.title("review") == "Rà soát" and talk.views[0].settle.text() == "Mở lại ý kiến"
    )
    talk.views[0].settle.click()
    bench.settle()
    assert bench.page.tabs.tabs.title("review") == "Rà soát 1"


def test_half_a_remark_is_kept_with_its_indicator(bench: Bench, type_text: TypeText) -> None:
    bench.go("4.1", "comment")
    talk = bench.page.tabs.review.talk
    type_text(talk.edit, "còn dở")
    bench.page.leave()
    bench.window.setFocus()
    bench.go("4.2", "comment")
    assert talk.edit.text == ""
    bench.go("4.1", "comment")
    assert talk.edit.text == "còn dở" and bench.stored().comments == {}


def test_what_changed_since_the_review_is_told_old_to_new(bench: Bench) -> None:
    bench.go("4.1", "review")
    section = bench.page.tabs.review
    bench.session.set_review(["4.1"], "needs-work", "xem lại")
    bench.settle()
    assert not section.changes.isVisible()
    bench.session.edit_answer("4.1", {"a": Decimal(710)})
    bench.session.edit_explanation("4.1", "Theo Sở")
    bench.settle()
    bench.qtbot.waitUntil(lambda: len(section.changes.lines) == 2, timeout=WAIT_MS)
    said = [text for _, text in section.changes.lines]
    assert said[0].count("→") == 1 and "700" in said[0] and "710" in said[0]
    assert said[1] == "Giải trình: viết mới “Theo Sở”"
    assert "Đã đổi từ lần rà soát 22/11/2022" in bench.texts()
