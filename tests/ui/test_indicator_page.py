"""The page of one indicator: every kind of rule answered as an officer does, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import pytest
from indicator_bench import Bench, TypeText, close_bench, open_bench
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Fields
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.choices import ChoiceRow
from dti_desktop.ui.widgets.indicator_tabs import EARLIER, EVIDENCE, EXPLANATION, JOURNAL, NOTE
from dti_desktop.ui.widgets.number_row import NumberRow


class OpenBench(Protocol):
    def __call__(
        self, answers: dict[str, Fields] | None = None, earlier: dict[str, Fields] | None = None
    ) -> Bench: ...


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[OpenBench]:
    opened: list[Bench] = []

    def make(answers: dict[str, Fields] | None = None, earlier: dict[str, Fields] | None = None) -> Bench:
        bench = open_bench(qtbot, tmp_path / "store", window_language, answers=answers, earlier=earlier)
        opened.append(bench)
        return bench

    yield make
    for bench in opened:
        close_bench(bench)


def line(bench: Bench, place: int) -> QLineEdit:
    rows = [row for row in bench.page.form.findChildren(NumberRow) if row.isVisible()]
    return rows[place].field.line


def rows(bench: Bench) -> list[ChoiceRow]:
    return [row for row in bench.page.form.findChildren(ChoiceRow) if row.isVisible()]


def steps(bench: Bench) -> str:
    return bench.page.arithmetic.steps.text().replace("\u00a0", " ")


def captions(bench: Bench) -> list[str]:
    found = [row for row in bench.page.form.findChildren(NumberRow) if row.isVisible()]
    return [row.caption.words for row in found]


def test_a_ratio_is_answered_and_shown_with_her_own_numbers(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page()
    bench.go("4.1")
    assert bench.focused() is line(bench, 0)
    type_text(line(bench, 0), "700")
    assert steps(bench) == "700 / 775 = 90,32 %  →  90,32 % × 10 điểm"
    bench.qtbot.waitUntil(lambda: bench.page.arithmetic.points.text() == "9,03")
    assert bench.answer("4.1") == {"a": Decimal(700)}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1.234", "1234"), ("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("12 345", "12345"), ("0,5", "0.5")],
)
def test_numbers_are_read_as_vietnamese_offices_write_them(
    open_page: OpenBench, type_text: TypeText, typed: str, stored: str
) -> None:
    bench = open_page()
    bench.go("8.2")
    type_text(line(bench, 0), typed)
    assert line(bench, 0).text() == typed
    assert bench.answer("8.2") == {"a": Decimal(stored)}


def test_a_province_figure_stands_in_until_an_own_number_overrides_it(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page({"4.1": {"a": Decimal(700)}})
    bench.go("4.1", "b")
    assert line(bench, 1).placeholderText() == "775"
    assert captions(bench)[1] == "Lấy từ Số liệu chung"
    type_text(line(bench, 1), "700")
    assert "Số liệu chung là 775 (chênh −75)." in captions(bench)[1]
    assert bench.answer("4.1") == {"a": Decimal(700), "b": Decimal(700)}
    bench.page.form.findChildren(NumberRow)[1].caption.acted.emit()
    assert line(bench, 1).text() == ""
    assert bench.answer("4.1") == {"a": Decimal(700)}


def test_a_figure_that_the_profile_lacks_can_be_entered_there_or_from_here(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page()
    bench.go("4.6")
    row = bench.page.form.findChildren(NumberRow)[1]
    assert (row.caption.words, row.caption.action) == (
        "Số liệu chung chưa có số này.",
        "Nhập vào Số liệu chung",
    )
    row.caption.acted.emit()
    assert (bench.places[-1].page, bench.places[-1].field) == ("profile", "community_team_members")
    type_text(line(bench, 0), "100")
    type_text(line(bench, 1), "400")
    row.caption.acted.emit()
    stored = bench.stored()
    assert stored.profile["community_team_members"] == Decimal(400)
    assert stored.answers["4.6"] == {"a": Decimal(100)}
    assert captions(bench)[1] == "Lấy từ Số liệu chung"


def test_a_contradiction_is_said_in_words_and_marked(open_page: OpenBench, type_text: TypeText) -> None:
    bench = open_page()
    bench.go("4.1")
    type_text(line(bench, 0), "800")
    assert "không thể lớn hơn" in steps(bench) and "(800)" in steps(bench) and "(775)" in steps(bench)
    assert line(bench, 0).property("fault") is True
    line(bench, 0).setText("")
    line(bench, 0).textEdited.emit("")
    assert line(bench, 0).property("fault") is False


def test_what_is_no_number_is_explained_kept_and_still_there_after_a_restart(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page()
    bench.go("4.1")
    type_text(line(bench, 0), "70")
    type_text(line(bench, 0), "x")
    assert captions(bench)[0].startswith("Chưa phải là một số")
    assert bench.page.arithmetic.is_unread_said
    bench.go("4.2")
    assert line(bench, 0).text() == ""
    assert not bench.page.arithmetic.is_unread_said
    bench.go("4.1")
    assert line(bench, 0).text() == "70x"
    assert bench.answer("4.1") == {}, "what is no number counts as another number"
    bench.session.open("soc-trang-2022")
    bench.qtbot.waitUntil(lambda: bench.page.code == "")
    bench.go("4.1")
    assert line(bench, 0).text() == "70x"
    line(bench, 0).setFocus()
    bench.qtbot.keyClick(line(bench, 0), Qt.Key.Key_Backspace)
    bench.settle()
    assert bench.session.draft("4.1", "a") is None
    assert not bench.page.arithmetic.is_unread_said
    assert bench.answer("4.1") == {"a": Decimal(70)}
    bench.go("4.2")
    bench.go("4.1")
    line(bench, 0).setFocus()
    type_text(line(bench, 0), "0 nghìn")
    bench.settle()
    assert bench.answer("4.1") == {"a": Decimal(70)}, "the number that stood before counts"


def test_a_level_is_chosen_with_arrows_number_keys_and_taken_back(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("1.1")
    assert bench.focused() is rows(bench)[0]
    bench.qtbot.keyClick(rows(bench)[0], Qt.Key.Key_2)
    assert rows(bench)[1].isChecked()
    bench.qtbot.waitUntil(lambda: bench.page.arithmetic.points.text() == "5,00")
    bench.qtbot.keyClick(rows(bench)[1], Qt.Key.Key_Up)
    assert rows(bench)[0].isChecked()
    (level,) = bench.answer("1.1").values()
    assert level == bench.assessment.catalogue.indicators["1.1"].rule.levels[0].id  # type: ignore[union-attr]
    bench.qtbot.keyClick(rows(bench)[0], Qt.Key.Key_Delete)
    assert bench.answer("1.1") == {}
    assert bench.page.arithmetic.points.text() == "–"


def test_a_level_is_stored_without_waiting_for_another_key(
    open_page: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dti_desktop.ui.session.COMMIT_DELAY_MS", 3_600_000)
    bench = open_page()
    bench.go("1.1")
    bench.qtbot.keyClick(rows(bench)[0], Qt.Key.Key_2)
    bench.qtbot.waitUntil(lambda: bench.session.is_committed)
    bench.go("4.1")
    bench.qtbot.keyClicks(line(bench, 0), "70")
    assert not bench.session.is_committed
    bench.qtbot.keyClick(line(bench, 0), Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.session.is_committed)


def test_the_levels_show_what_each_is_worth(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("1.1")
    assert [row.choice.remark.replace("\u00a0", " ") for row in rows(bench)] == [
        "10 điểm",
        "5 điểm",
        "0 điểm",
    ]


def test_a_closed_gate_dims_the_other_parts_and_keeps_their_answers(open_page: OpenBench) -> None:
    given: Fields = {"list.level": "yes", "used.a": Decimal(3), "used.b": Decimal(9)}
    bench = open_page({"7.3": given})
    bench.go("7.3")
    assert line(bench, 0).isEnabled()
    bench.qtbot.waitUntil(lambda: bench.page.arithmetic.points.text() == "6,67")
    rows(bench)[1].click()
    assert not line(bench, 0).isEnabled()
    assert "Chưa xét vì" in bench.texts()
    assert bench.answer("7.3") == {**given, "list.level": "no"}
    rows(bench)[0].click()
    assert line(bench, 0).isEnabled()
    assert line(bench, 0).text() == "3"


def test_what_is_only_collected_shows_no_points(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("6.1")
    assert not bench.page.arithmetic.points.isVisible()
    bench.qtbot.keyClick(rows(bench)[0], Qt.Key.Key_1)
    assert bench.answer("6.1") == {"issued": True}
    bench.go("6.3")
    rows(bench)[2].click()
    assert bench.answer("6.3") == {"state": "none"}


def test_a_count_beyond_its_target_says_so(open_page: OpenBench, type_text: TypeText) -> None:
    bench = open_page()
    bench.go("1.10")
    type_text(line(bench, 0), "14")
    assert "vượt mục tiêu 10" in steps(bench)


def test_enter_leads_through_the_fields_and_on_to_the_next_indicator(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page()
    bench.go("4.1")
    bench.qtbot.keyClick(line(bench, 0), Qt.Key.Key_Return)
    assert bench.focused() is line(bench, 1)
    bench.qtbot.keyClick(line(bench, 1), Qt.Key.Key_Return)
    assert bench.page.code == "4.2"
    assert bench.focused() is line(bench, 0)


def test_levels_are_answered_and_left_by_number_key_and_enter(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("1.1")
    bench.qtbot.keyClick(bench.focused(), Qt.Key.Key_1)
    bench.qtbot.keyClick(bench.focused(), Qt.Key.Key_Return)
    assert bench.page.code == "1.2"
    assert bench.focused() is rows(bench)[0]
    bench.qtbot.keyClick(bench.focused(), Qt.Key.Key_2)
    bench.qtbot.keyClick(bench.focused(), Qt.Key.Key_Return)
    assert bench.focused() is rows(bench)[2]
    bench.qtbot.keyClick(bench.focused(), Qt.Key.Key_Return)
    assert bench.page.code == "1.3"
    assert bench.answer("1.2") == {"attends.level": "no"}


def test_tab_leads_from_field_to_field(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("1.1")
    bench.go("4.9")
    bench.qtbot.keyClick(line(bench, 0), Qt.Key.Key_Tab)
    assert bench.focused() is line(bench, 1)


def test_previous_next_and_next_unanswered_by_key(open_page: OpenBench) -> None:
    bench = open_page({"4.2": {"a": Decimal(10)}})
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    bench.go("4.1")
    bench.qtbot.keyClick(bench.page, Qt.Key.Key_Left, alt)
    assert bench.page.code == "3.7"
    bench.qtbot.keyClick(bench.page, Qt.Key.Key_Right, alt)
    assert bench.page.code == "4.1"
    bench.qtbot.keyClick(line(bench, 0), Qt.Key.Key_Return, control)
    assert bench.page.code == "4.3"
    last = list(bench.assessment.catalogue.indicators)[-1]
    bench.go(last)
    bench.qtbot.keyClick(bench.page, Qt.Key.Key_Return, control)
    assert bench.page.code == next(iter(bench.assessment.catalogue.indicators))
    assert not bench.page.previous.isVisible()


def test_the_state_of_review_explanation_and_note_are_stored(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page({"4.1": {"a": Decimal(700)}})
    bench.go("4.1", "explanation")
    edit = bench.page.tabs.explanation.edit
    assert bench.focused() is edit
    type_text(edit, "Số liệu của Sở Nội vụ, chờ văn bản")
    bench.page.tabs.open(NOTE)
    type_text(bench.page.tabs.note.edit, "hỏi chị Hạnh")
    bench.page.review.setFocus()
    bench.page.review.actions_by_state["awaiting"].trigger()
    stored = bench.stored()
    assert stored.explanations["4.1"] == "Số liệu của Sở Nội vụ, chờ văn bản"
    assert stored.notes["4.1"] == "hỏi chị Hạnh"
    assert stored.review_state("4.1") == "awaiting"
    assert bench.page.review.text() == "Chờ rà soát"
    bench.go("4.2")
    assert (edit.text, bench.page.tabs.note.edit.text) == ("", "")
    assert bench.page.review.text() == "Soạn"


def test_an_explanation_is_asked_for_where_evidence_is_missing(
    open_page: OpenBench, type_text: TypeText
) -> None:
    bench = open_page({"4.1": {"a": Decimal(700)}})
    bench.go("4.1")
    bench.page.tabs.open(EXPLANATION)
    assert "Cần giải trình vì chưa có minh chứng" in bench.texts()
    type_text(bench.page.tabs.explanation.edit, "chờ")
    assert "Cần giải trình" not in bench.texts()


def test_the_journal_tells_what_was_changed(open_page: OpenBench, type_text: TypeText) -> None:
    bench = open_page({"4.1": {"a": Decimal(600)}})
    bench.go("4.1")
    line(bench, 0).selectAll()
    type_text(line(bench, 0), "700")
    bench.settle()
    bench.page.tabs.open(JOURNAL)
    bench.qtbot.waitUntil(lambda: any("→ 700 thôn/tổ" in words for _, words in bench.page.tabs.journal.lines))
    assert any("lan" in caption for caption, _ in bench.page.tabs.journal.lines)


def test_earlier_years_come_from_the_store_and_from_what_was_published(open_page: OpenBench) -> None:
    bench = open_page(earlier={"4.1": {"a": Decimal(600), "b": Decimal(775)}})
    bench.go("4.1")
    bench.page.tabs.open(EARLIER)
    bench.qtbot.waitUntil(lambda: bool(bench.page.tabs.earlier.lines[0][0]))
    caption, words = bench.page.tabs.earlier.lines[0]
    assert caption == "Hồ sơ 2021"
    assert "600 thôn/tổ" in words and "775 thôn/tổ" in words


def test_the_open_tab_is_remembered(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("4.1")
    bench.settle()
    bench.page.tabs.tabs.shown.emit(NOTE)
    bench.settle()
    found: list[object] = []
    bench.tasks.run(bench.workspace.setting, "ui.indicator_tab", lane="store", on_done=found.append)
    bench.qtbot.waitUntil(lambda: bool(found))
    assert found == [NOTE]


def test_the_remembered_tab_gives_way_to_the_place_she_was_sent_to(open_page: OpenBench) -> None:
    bench = open_page()
    bench.tasks.run(bench.workspace.set_setting, "ui.indicator_tab", JOURNAL, lane="store")
    bench.go("4.1", "explanation")
    bench.settle()
    assert bench.page.tabs.tabs.current == EXPLANATION


def test_the_remembered_tab_is_opened_again(open_page: OpenBench) -> None:
    bench = open_page()
    bench.tasks.run(bench.workspace.set_setting, "ui.indicator_tab", NOTE, lane="store")
    bench.go("4.1")
    bench.qtbot.waitUntil(lambda: bench.page.tabs.tabs.current == NOTE)


def test_a_narrow_window_shows_the_evidence_as_a_tab(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("4.1")
    assert bench.page.evidence.isVisible()
    assert not bench.page.tabs.evidence_room.isAncestorOf(bench.page.evidence)
    bench.window.resize(1100, 700)
    bench.go("4.1", "evidence")
    assert bench.page.tabs.tabs.current == EVIDENCE
    assert bench.page.tabs.evidence_room.isAncestorOf(bench.page.evidence)
    assert bench.page.evidence.isVisible()
    bench.window.resize(1366, 768)
    assert not bench.page.tabs.evidence_room.isAncestorOf(bench.page.evidence)
    assert bench.page.evidence.isVisible()


def test_undo_takes_the_answer_back_on_the_page(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("1.1")
    rows(bench)[0].click()
    bench.settle()
    bench.session.undo()
    bench.qtbot.waitUntil(lambda: not rows(bench)[0].isChecked())
    assert bench.answer("1.1") == {}


def test_all_texts_follow_the_language(open_page: OpenBench, window_language: Language) -> None:
    bench = open_page({"8.2": {"a": Decimal("1234.5")}})
    bench.go("8.2")
    indicator = bench.assessment.catalogue.indicators["8.2"]
    assert indicator.title.vi in bench.page.head.title.text()
    window_language.set("en")
    bench.qtbot.waitUntil(lambda: indicator.title.en in bench.page.head.title.text())
    assert "1,234.5" in steps(bench)
    bench.page.setFocus()
    assert line(bench, 0).accessibleName() == indicator.rule.numerator.label.en  # type: ignore[union-attr]


def test_what_is_marked_and_counted_stays_so_in_the_other_language(
    open_page: OpenBench, window_language: Language
) -> None:
    bench = open_page({"4.1": {"a": Decimal(800)}})
    bench.go("4.1")
    bench.page.tabs.set_evidence_count(3)
    window_language.set("en")
    bench.qtbot.waitUntil(lambda: "cannot be larger" in steps(bench))
    assert line(bench, 0).property("fault") is True
    assert bench.page.tabs.tabs.title(EVIDENCE) == "Evidence 3"


def test_every_indicator_can_be_shown_in_both_languages(
    open_page: OpenBench, window_language: Language
) -> None:
    bench = open_page()
    for language in ("vi", "en"):
        window_language.set(language)  # type: ignore[arg-type]
        for code, indicator in bench.assessment.catalogue.indicators.items():
            bench.go(code)
            assert bench.page.code == code
            assert indicator.title.in_language(language) in bench.page.head.title.text()
            assert "{" not in bench.texts()


def test_every_control_has_a_name_for_screen_readers(open_page: OpenBench) -> None:
    bench = open_page({"4.1": {"a": Decimal(700)}})
    nameless = []
    for code in ("4.1", "1.1", "7.3", "6.3"):
        bench.go(code)
        for widget in bench.page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                if not interface.text(QAccessible.Text.Name):
                    nameless.append((code, type(widget).__name__, widget.objectName()))
    assert nameless == []


def test_the_office_laptop_shows_question_answer_and_points_without_scrolling(open_page: OpenBench) -> None:
    bench = open_page()
    below: list[str] = []
    for code in bench.assessment.catalogue.indicators:
        bench.go(code)
        bench.qtbot.wait(1)
        corner = bench.page.arithmetic.mapTo(bench.page.scrolled, bench.page.arithmetic.rect().bottomLeft())
        if corner.y() > bench.page.scrolled.viewport().height():
            below.append(code)
    assert below == []


def test_what_no_store_takes_is_left_out_before_it_is_saved(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("4.1", "explanation")
    bench.page.tabs.explanation.edit.setPlainText("một\x0bhai\x00" + "x" * 30_000)
    explanation = bench.stored().explanations["4.1"]
    assert explanation.startswith("mộthaixxx")
    assert len(explanation) == 20_000


def test_after_the_last_indicator_comes_what_is_left_to_do(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go(list(bench.assessment.catalogue.indicators)[-1])
    bench.qtbot.mouseClick(bench.page.next, Qt.MouseButton.LeftButton)
    assert bench.places[-1].page == "remaining"


def test_a_figure_that_the_ministry_measures_is_called_an_estimate(open_page: OpenBench) -> None:
    bench = open_page()
    bench.go("5.3")
    assert bench.page.head.ministry.isVisible()
    assert "ước tính" in bench.texts()
    bench.go("4.1")
    assert not bench.page.head.ministry.isVisible()
    assert "ước tính" not in bench.texts()
