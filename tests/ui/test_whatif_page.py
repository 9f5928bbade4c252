"""What if, in the real window: tried on a copy, by keyboard, kept, named, compared; the original stays."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window

from dti_desktop.engine.assessment import Scenario
from dti_desktop.engine.scoring import score
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.whatif import COMPARE, TRY, WhatIfPage
from dti_desktop.ui.widgets.scenario_list import COPY, DELETE, OPEN
from dti_desktop.ui.widgets.whatif_inputs import ListChoice, NumberInput
from dti_desktop.ui.widgets.whatif_row import AnswerRow, FigureRow

SAMPLE = "sample-soc-trang-2022"
COUNT = "8.3"


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def store(tmp_path: Path, sample_store: Path) -> Path:
    return Path(shutil.copytree(sample_store, tmp_path / "store"))


@pytest.fixture
def real(qtbot: QtBot, store: Path, window_language: Language) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, store) as opened:
        begin(opened)
        yield opened


def begin(real: RealWindow) -> WhatIfPage:
    real.open(SAMPLE, "whatif")
    real.activate()
    page = page_of(real)
    real.until(lambda: page.trial is not None)
    return page


def page_of(real: RealWindow) -> WhatIfPage:
    page = real.bench.page("whatif")
    assert isinstance(page, WhatIfPage)
    return page


def answer_row(page: WhatIfPage, code: str) -> AnswerRow:
    if ("answer", code) not in page.rows.rows:
        page._add("answer", code)
    row = page.rows.rows["answer", code]
    assert isinstance(row, AnswerRow)
    return row


def number_of(row: AnswerRow, at: int = 0) -> NumberInput:
    found = row.asked[at].input
    assert isinstance(found, NumberInput)
    return found


def everything_but_settings(store: Path) -> list[str]:
    """Return all that the closed store holds of assessments and their journal, as SQL."""
    connection = sqlite3.connect(store / "dti.sqlite")
    try:
        return [
            line for line in connection.iterdump() if '"settings"' not in line and "settings(" not in line
        ]
    finally:
        connection.close()


# -- the copy ------------------------------------------------------------------------------------------


def test_the_original_is_untouched_to_the_last_byte(
    qtbot: QtBot, store: Path, window_language: Language
) -> None:
    before = everything_but_settings(store)
    assert any("INSERT" in line and "answers" in line for line in before)
    with real_window(qtbot, window_language, store) as real:
        page = begin(real)
        present = real.session.assessment
        number = number_of(answer_row(page, COUNT))
        number.slider.setFocus()
        for _ in range(3):
            qtbot.keyClick(number.slider, Qt.Key.Key_Right)
        page._add("figure", "population")
        figure = page.rows.rows["figure", "population"]
        assert isinstance(figure, FigureRow)
        figure.number.slider.setValue(figure.number.slider.value() + 10)
        assert page.trial is not None and page.trial.changes == 2
        assert page.trial.outlook.scorecard != real.session.outlook.scorecard  # type: ignore[union-attr]
        assert real.session.assessment is present
    assert everything_but_settings(store) == before


def test_score_and_rank_follow_at_once_and_the_forecast_soon(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    outlook = real.session.outlook
    assert outlook is not None
    number = number_of(answer_row(page, COUNT))
    number.field.line.setFocus()
    number.field.line.selectAll()
    qtbot.keyClicks(number.field.line, "9")
    assert page.trial is not None
    copy = page.trial.assessment
    assert copy.answers[COUNT] == {"a": Decimal(9)}
    assert page.trial.outlook.scorecard == score(copy.catalogue, copy.answers, copy.profile)
    gained = page.trial.outlook.scorecard.whole.points - outlook.scorecard.whole.points
    assert page.standing.points.remark.text() == f"+{real.bench.context.format.points(gained)} điểm"
    cells = {
        page.standing.rows.index(row, 0).data(): [
            page.standing.rows.index(row, column).data() for column in (1, 2, 3)
        ]
        for row in range(page.standing.rows.rowCount())
    }
    assert cells["Điểm"][0] == "573,10" and cells["Điểm"][2].startswith("+")
    assert cells["Hạng năm 2022"][0] == "36"
    real.until(lambda: page.watch.is_current and page.watch.prospect is not None)
    prospect = page.watch.prospect
    assert prospect is not None and prospect.forecast.overall is not None
    assert prospect == real.bench.context.workspace.forecaster.prospect(copy, page.trial.outlook.scorecard)
    low, high = prospect.forecast.overall.interval
    assert page.standing.forecast.number.text() == f"{low}–{high}"
    assert number.slider.value() == 9, "the slider follows the field"


# -- inputs --------------------------------------------------------------------------------------------


def test_sliders_by_keyboard_have_steps_and_say_their_number(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    number = number_of(answer_row(page, COUNT))
    slider = number.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert page.trial is not None and page.trial.assessment.answers[COUNT] == {"a": Decimal(0)}
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_Up)
    assert page.trial.assessment.answers[COUNT] == {"a": Decimal(2)}
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert page.trial.assessment.answers[COUNT] == {"a": Decimal(2)}
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert page.trial.assessment.answers[COUNT] == {"a": Decimal(10)}, "the last is what gives the full share"
    assert number.field.line.text() == "10"
    said = QAccessible.queryAccessibleInterface(slider)
    assert said is not None and said.text(QAccessible.Text.Name).endswith(" 10")
    assert slider.property("ring")
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, slider.height() // 2))
    assert page.trial.assessment.answers[COUNT] == {"a": Decimal(5)}


def test_levels_and_parts_are_tried_and_taken_back(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    row = answer_row(page, "2.1")
    choice = row.asked[0].input
    assert isinstance(choice, ListChoice)
    combo = choice.combo
    combo.setFocus()
    before = combo.currentIndex()
    assert before == 1
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert page.trial is not None and page.trial.codes == ("2.1",)
    assert row.change.text().endswith("(−10,00)") and row.reset.isVisible()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    assert "2.1" not in page.trial.assessment.answers, "not answered is one of the choices"
    row.reset.click()
    assert page.trial.changes == 0 and combo.currentIndex() == before and not row.reset.isVisible()
    assert page.undo.isVisible()
    page.undo.acted.emit()
    assert page.trial.codes == ("2.1",) and not page.undo.isVisible()
    gated = answer_row(page, "7.3")
    gate = next(asked for asked in gated.asked if asked.key == "list.level")
    assert isinstance(gate.input, ListChoice)
    gate.input.edited.emit(page.trial.assessment.catalogue.indicators["7.3"].rule.parts[0].rule.levels[-1].id)  # type: ignore[union-attr]
    others = [asked.input.isEnabled() for asked in gated.asked if asked is not gate]
    assert others and not any(others), "what the gate closes is not asked"


def test_all_rows_are_found_without_accents(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    listing = page.add.open_list()
    assert listing is not None
    catalogue = LIBRARY.catalogue(next(iter(LIBRARY.catalogue_bytes)))
    assert len(listing.shown) == len(catalogue.indicators) + len(catalogue.profile)
    listing.search.setText("to cong nghe so")
    assert listing.shown[0] == ("answer", "4.1")
    listing.search.setText("dan so")
    assert ("figure", "population") in listing.shown
    listing.search.setText("8.3")
    assert listing.shown == (("answer", COUNT),)
    qtbot.keyClick(listing.search, Qt.Key.Key_Return)
    assert ("answer", COUNT) in page.rows.rows
    number = number_of(answer_row(page, COUNT))
    real.until(lambda: number.field.line.hasFocus())


def test_reset_of_all_can_be_taken_back(real: RealWindow) -> None:
    page = page_of(real)
    number_of(answer_row(page, COUNT)).slider.setValue(7)
    answer_row(page, "4.1")
    assert page.trial is not None and page.trial.changes == 1
    page.reset.click()
    assert page.trial.changes == 0 and not page.rows.rows and page.empty.isVisible()
    page.undo.acted.emit()
    real.until(lambda: page.rows.is_complete)
    assert page.trial.changes == 1 and list(page.rows.rows) == [("answer", "4.1"), ("answer", COUNT)]
    assert number_of(answer_row(page, COUNT)).field.line.text() == "7"


# -- kept ----------------------------------------------------------------------------------------------


def test_what_is_tried_survives_the_program_half_typed_text_too(
    qtbot: QtBot, store: Path, window_language: Language, type_text: TypeText
) -> None:
    with real_window(qtbot, window_language, store) as real:
        page = begin(real)
        number_of(answer_row(page, COUNT)).slider.setValue(7)
        line = number_of(answer_row(page, "1.10")).field.line
        line.setFocus()
        line.selectAll()
        type_text(line, "12 x")
    with real_window(qtbot, window_language, store) as real:
        page = begin(real)
        real.until(lambda: page.rows.is_complete and len(page.rows.rows) == 2)
        assert page.trial is not None and page.trial.assessment.answers[COUNT] == {"a": Decimal(7)}
        assert list(page.rows.rows) == [("answer", "1.10"), ("answer", COUNT)]
        field = number_of(answer_row(page, "1.10")).field
        assert field.line.text() == "12 x" and field.reading.fault is not None


# -- scenarios -----------------------------------------------------------------------------------------


def test_a_scenario_is_named_journaled_and_undone(real: RealWindow, type_text: TypeText) -> None:
    page = page_of(real)
    assert not page.save.isEnabled()
    number_of(answer_row(page, COUNT)).slider.setValue(9)
    present = real.session.assessment
    assert present is not None
    entries = present.journal_entries
    dialog = page.ask_name()
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    type_text(dialog.line, "Thêm doanh nghiệp")
    ok.click()
    real.until(lambda: real.session.assessment.scenarios)  # type: ignore[union-attr]
    real.at_rest()
    kept = real.session.assessment
    assert kept is not None
    (scenario,) = kept.scenarios.values()
    assert scenario.name == "Thêm doanh nghiệp" and scenario.answers == {COUNT: {"a": Decimal(9)}}
    assert kept.answers == present.answers and kept.journal_entries == entries + 1
    assert page.name.text() == "Kịch bản “Thêm doanh nghiệp”"
    number_of(answer_row(page, COUNT)).slider.setValue(8)
    assert page.name.text() == "Kịch bản “Thêm doanh nghiệp”, thay đổi chưa lưu"
    page.save_as("Thêm doanh nghiệp")
    real.until(lambda: next(iter(real.session.assessment.scenarios.values())).answers[COUNT]["a"] == 8)  # type: ignore[union-attr]
    real.at_rest()
    real.session.undo()
    real.until(lambda: next(iter(real.session.assessment.scenarios.values())).answers[COUNT]["a"] == 9)  # type: ignore[union-attr]
    real.session.undo()
    real.until(lambda: not real.session.assessment.scenarios)  # type: ignore[union-attr]
    assert page.name.text() == "Chưa lưu thành kịch bản", "what is tried stays where it is"
    assert page.trial is not None and page.trial.assessment.answers[COUNT] == {"a": Decimal(8)}


def with_scenarios(workspace: Workspace) -> None:
    for number in range(5):
        workspace.save_scenario(
            SAMPLE, Scenario(f"s{number}", f"Số {number}", "", {COUNT: {"a": Decimal(4 + number)}})
        )
    strange = Scenario("s0", "Số 0", "", {COUNT: {"value": Decimal(1)}, "1.1": {}})
    workspace.save_scenario(SAMPLE, strange)


def test_up_to_four_stand_side_by_side(qtbot: QtBot, store: Path, window_language: Language) -> None:
    prepare(store, with_scenarios)
    with real_window(qtbot, window_language, store) as real:
        page = begin(real)
        page.look_at(COMPARE)
        comparison = page.comparison
        real.until(lambda: len(comparison.compared) == 5)
        assert comparison.list.compared == ["s0", "s1", "s2", "s3"]
        assert not comparison.list.lines["s4"].tick.isEnabled()
        rows = comparison.table.rows
        text = {
            rows.index(row, 0).data(): [rows.index(row, column).data() for column in range(1, 6)]
            for row in range(rows.rowCount())
        }
        form = real.bench.context.format
        points = [one.trial.outlook.scorecard.whole.points for one in comparison.compared]
        assert text["Điểm"][0] == "573,10"
        assert text["Điểm"][3] == f"{form.points(points[3])} ({form.signed(points[3] - points[0], 2)})"
        for at, one in enumerate(comparison.compared):
            assert one.prospect is not None and one.prospect.forecast.overall is not None
            low, high = one.prospect.forecast.overall.interval
            assert text["Dự báo hạng"][at] == f"{low}–{high}"
        assert text["Không khớp bộ chỉ số, không tính"] == ["–", COUNT, "–", "–", "–"]
        assert text["Khác bản chính"][:3] == ["0 thay đổi", "1 thay đổi", "1 thay đổi"]
        assert any(name.startswith(f"{COUNT} ") for name in text)
        comparison.list.lines["s0"].tick.click()
        comparison.list.lines["s4"].tick.click()
        real.until(lambda: comparison.work.is_current and len(comparison.compared) == 5)
        assert [one.trial.scenario.id for one in comparison.compared] == ["", "s1", "s2", "s3", "s4"]


def test_scenarios_are_opened_copied_deleted_and_undone(
    qtbot: QtBot, store: Path, window_language: Language
) -> None:
    prepare(store, with_scenarios)
    with real_window(qtbot, window_language, store) as real:
        page = begin(real)
        number_of(answer_row(page, "1.10")).slider.setValue(1)
        page.look_at(COMPARE)
        page.comparison.list.acted.emit(OPEN, "s1")
        assert page.view.choice == TRY and page.trial is not None
        assert page.trial.assessment.answers[COUNT] == {"a": Decimal(5)}
        assert page.name.text() == "Kịch bản “Số 1”" and page.undo.isVisible()
        page.undo.acted.emit()
        assert page.trial.codes == ("1.10",), "what was tried before is kept"
        page.look_at(COMPARE)
        page.comparison.list.acted.emit(COPY, "s0")
        real.until(lambda: len(real.session.assessment.scenarios) == 6)  # type: ignore[union-attr]
        real.at_rest()
        page.comparison.list.acted.emit(DELETE, "s1")
        real.until(lambda: "s1" not in real.session.assessment.scenarios)  # type: ignore[union-attr]
        assert "s1" not in page.comparison.list.lines
        real.at_rest()
        real.session.undo()
        real.until(lambda: "s1" in real.session.assessment.scenarios)  # type: ignore[union-attr]
        real.at_rest()
        page.comparison.list.acted.emit(OPEN, "s0")
        real.until(lambda: page.rows.is_complete)
        assert page.strange.isVisible() and COUNT in page.strange.text(), "what does not fit is said"


def test_every_part_has_a_name_and_follows_the_language(real: RealWindow) -> None:
    page = page_of(real)
    row = answer_row(page, COUNT)
    choice = answer_row(page, "2.1").asked[0].input
    assert isinstance(choice, ListChoice)
    number = number_of(row)
    for widget in (
        page.view, page.add, page.reset, page.save, page.standing.table, row.reset, row.remove,
        number.slider, number.field.line, choice.combo, page.comparison.table,
    ):  # fmt: skip
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    real.bench.set_language("en")
    real.until(lambda: page.save.text() == "Save scenario…")
    real.until(lambda: page.rows.is_complete and len(page.rows.rows) == 2)
    assert answer_row(page, "2.1").title.text() != "Nghị quyết của cấp ủy"
    assert page.standing.points.remark.text() == "unchanged"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_cut_off_in_a_narrow_window(real: RealWindow, language: str) -> None:
    page = page_of(real)
    answer_row(page, "7.14")
    real.bench.set_language(language)
    real.window.resize(1110, 768)
    real.until(lambda: page.rows.is_complete and not page.reset.text())
    assert page.reset.sizeHint().width() < 48, "a button with an icon alone is not as wide as a word"
    real.window.resize(1024, 768)
    real.until(page.reset.text)  # the buttons have a line of their own, which has room for the word
    for scroll in (page._scroll, page.rows):
        content = scroll.widget()
        assert content is not None
        real.until(lambda: content.width() <= scroll.viewport().width())  # noqa: B023 - waited for at once
    real.window.resize(1366, 768)
    real.until(page.reset.text)
