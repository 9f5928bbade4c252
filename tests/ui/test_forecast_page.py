"""The forecast in the real window: where it will stand, what makes it uncertain, which points are at risk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clipping import clipped
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.engine.forecast import Sources
from dti_desktop.services.sample import create_sample
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.forecast import ForecastPage
from dti_desktop.ui.pages.history import CHART, HistoryPage
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.tasks import Task, Tasks
from dti_desktop.ui.widgets.chart_card import TABLE
from dti_desktop.ui.widgets.forecast_figures import chance_text
from dti_desktop.ui.widgets.percent_table import read_share

SAMPLE = "sample-soc-trang-2022"
NAME, REASON, POINTS, EXPECTED, CHANCE = range(5)


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language) -> Iterator[RealWindow]:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as opened:
        opened.open(SAMPLE, "forecast")
        opened.activate()
        settled(opened)
        yield opened
        opened.at_rest()


def page_of(real: RealWindow) -> ForecastPage:
    page = real.bench.page("forecast")
    assert isinstance(page, ForecastPage)
    return page


def settled(real: RealWindow) -> ForecastPage:
    """Wait until what is shown is of the newest state."""
    page = page_of(real)
    real.until(lambda: page.is_current and real.session.forecast.is_current)
    return page


def interval(page: ForecastPage) -> tuple[int, int]:
    assert page.found is not None
    assert page.found.forecast.overall is not None
    return page.found.forecast.overall.interval


def choose(segments: Any, key: str) -> None:
    segments.choose(key)
    segments.chosen.emit(key)


def type_percent(real: RealWindow, table: Any, row: int, column: int, text: str) -> None:
    """Type a percentage into a cell, with the keyboard alone."""
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    real.qtbot.keyClick(table, Qt.Key.Key_Return)
    real.until(lambda: table.findChild(QLineEdit) is not None)
    line = table.findChild(QLineEdit)
    line.selectAll()
    if text:
        real.qtbot.keyClicks(line, text)
    else:
        real.qtbot.keyClick(line, Qt.Key.Key_Delete)
    real.qtbot.keyClick(line, Qt.Key.Key_Return)
    real.until(lambda: table.findChild(QLineEdit) is None)


# -- figures -------------------------------------------------------------------------------------------


def test_the_interval_is_the_number_and_says_what_it_is_made_from(real: RealWindow) -> None:
    page = page_of(real)
    low, high = interval(page)
    assert page.figures.rank.number.text() == f"{low}–{high}"
    assert real.window.workbench.header.forecast.text() == f"{low}–{high}"
    assert page.found is not None
    median = page.found.forecast.overall.median
    assert page.figures.rank.remark.text() == f"giữa {median}, trong 63 tỉnh"
    assert page.known.text() == "Kết quả năm 2022 đã công bố: các tỉnh khác là số thật."
    form = real.bench.context.format
    assert page.figures.expected.number.text() == form.points(page.found.expected_points)
    assert page.figures.expected.remark.text() == "tự chấm 573,10"
    assert [figure.isVisible() for figure in page.figures.tops.values()] == [True, True, True]


def test_chances_near_the_ends_are_not_called_certain() -> None:
    assert [chance_text(chance) for chance in (0.0, 0.0001, 0.26, 0.9999, 1.0)] == [
        "0\N{NO-BREAK SPACE}%",
        "< 1\N{NO-BREAK SPACE}%",
        "26\N{NO-BREAK SPACE}%",
        "> 99\N{NO-BREAK SPACE}%",
        "100\N{NO-BREAK SPACE}%",
    ]


def test_another_year_is_drawn_and_said_to_be(real: RealWindow) -> None:
    page = page_of(real)
    assert [segment.key for segment in page.years.segments] == ["2022", "2023", "2024"]
    choose(page.years, "2024")
    settled(real)
    assert page.found is not None
    assert (page.found.forecast.year, page.found.rivals_are_facts) == (2024, False)
    assert page.known.text().startswith("Dự báo năm 2024 từ kết quả đến năm 2023.")
    assert page.figures.rank.name.text() == "Hạng dự báo năm 2024"
    assert page.sources.switches["rivals"].box.isEnabled()
    # The header keeps to the year of the assessment.
    assert real.session.forecast.prospect is not None
    assert real.session.forecast.prospect.forecast.year == 2022


def test_each_measure_has_its_distribution_and_its_numbers(real: RealWindow) -> None:
    page = page_of(real)
    assert [segment.key for segment in page.measure.segments] == ["overall", "gov", "economy", "society"]
    real.until(lambda: page.standing.chart.is_current)
    whole = page.standing.chart.accessibleName()
    choose(page.measure, "society")
    real.until(lambda: page.standing.chart.accessibleName() not in ("", whole))
    page.standing.show_as(TABLE)
    assert page.standing.rows.rowCount() > 1


# -- sources -------------------------------------------------------------------------------------------


def test_a_source_that_is_off_redraws_and_is_remembered(real: RealWindow) -> None:
    page = page_of(real)
    assert page.found is not None
    alone = {name: found.overall.interval for name, found in page.found.by_source.items() if found.overall}
    assert set(alone) == {"evidence", "ministry"}
    low, high = alone["evidence"]
    assert page.sources.switches["evidence"].interval.text() == f"{low}–{high}"
    assert page.sources.switches["rivals"].interval.text() == "đã biết"
    assert not page.sources.switches["rivals"].box.isEnabled()
    box = page.sources.switches["evidence"].box
    box.setFocus()
    real.qtbot.keyClick(box, Qt.Key.Key_Space)
    settled(real)
    assert page.found.forecast.sources == Sources(rivals=True, evidence=False, ministry=True)
    assert interval(page) == alone["ministry"]
    real.go("overview")
    real.go("forecast")
    settled(real)
    assert not box.isChecked() and interval(page) == alone["ministry"]


def test_the_office_sets_the_general_chance(real: RealWindow, type_text: Any) -> None:
    page = page_of(real)
    before = interval(page)
    assert page.sources.chance.line.placeholderText() == "50"
    page.sources.chance.line.setFocus()
    real.qtbot.keyClicks(page.sources.chance.line, "100")
    settled(real)
    assert real.session.assessment is not None
    assert real.session.assessment.estimates[""] == {"acceptance": Decimal(1)}
    assert interval(page)[1] < before[1]
    real.qtbot.keyClicks(page.sources.chance.line, "0")  # 1000
    assert real.session.assessment.estimates[""] == {"acceptance": Decimal(1)}, "1000 % is refused"
    assert page.sources.chance._message.isVisible()
    page.sources.chance.line.selectAll()
    real.qtbot.keyClick(page.sources.chance.line, Qt.Key.Key_Delete)
    settled(real)
    assert "" not in real.session.assessment.estimates
    assert interval(page) == before


# -- totals and their rows -----------------------------------------------------------------------------


def test_totals_lead_to_their_rows(real: RealWindow) -> None:
    page = page_of(real)
    assert page.found is not None
    held = page.found.backing
    form = real.bench.context.format
    shown = {key: bar.row.text for key, bar in page.claims.totals.bars.items()}
    assert shown == {
        "claimed": "573,10",
        "backed": form.points(held.backed_points),
        "at_risk": form.points(held.at_risk_points),
        "measured": form.points(held.measured_points),
    }
    assert page.claims.totals.choice == "at_risk"
    by_code = {row.code: row for row in held.rows}
    points = [by_code[code].claimed_points for code in page.claims.rows.codes]
    assert points == sorted(points, reverse=True) and sum(points) == held.at_risk_points
    assert page.claims.rows.rows.index(0, REASON).data() == "Chưa có minh chứng"
    bar = page.claims.totals.bars["at_risk"]
    bar.setFocus()
    real.qtbot.keyClick(bar, Qt.Key.Key_Up)
    assert page.claims.totals.choice == "backed"
    assert sum(by_code[code].claimed_points for code in page.claims.rows.codes) == held.backed_points
    assert page.claims.rows.rows.index(0, REASON).data() == "Có minh chứng"
    assert page.claims.rows.rows.percents == {}
    assert page.claims.rows.rows.index(0, CHANCE).data() == "–"


def test_a_row_leads_to_its_indicator(real: RealWindow) -> None:
    page = page_of(real)
    code = page.claims.rows.codes[1]
    page.claims.rows.setFocus()
    page.claims.rows.setCurrentIndex(page.claims.rows.rows.index(1, NAME))
    real.qtbot.keyClick(page.claims.rows, Qt.Key.Key_Return)
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", code)


def test_one_row_has_a_chance_of_its_own(real: RealWindow) -> None:
    page = page_of(real)
    code = page.claims.rows.codes[0]
    assert page.claims.rows.rows.index(0, CHANCE).data() == "50\N{NO-BREAK SPACE}%"
    type_percent(real, page.claims.rows, 0, CHANCE, "87,5")
    settled(real)
    assert real.session.assessment is not None
    assert real.session.assessment.estimates[code] == {"acceptance": Decimal("0.875")}
    assert page.claims.rows.codes[0] == code
    assert page.claims.rows.rows.index(0, CHANCE).data() == "87,5\N{NO-BREAK SPACE}%"
    row = next(row for row in page.found.rows if row.code == code)  # type: ignore[union-attr]
    form = real.bench.context.format
    assert page.claims.rows.rows.index(0, EXPECTED).data() == form.points(row.expected_points)
    type_percent(real, page.claims.rows, 0, CHANCE, "101")
    assert page.claims.fault.isVisible() and "101" in page.claims.fault.text()
    assert real.session.assessment.estimates[code] == {"acceptance": Decimal("0.875")}
    type_percent(real, page.claims.rows, 0, CHANCE, "")
    settled(real)
    assert code not in real.session.assessment.estimates
    assert page.claims.fault.isHidden()


@pytest.mark.parametrize("text", ["101", "-1", "abc", "12,34567", "1.2.3"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_share(text)


def test_percentages_are_read_as_they_are_written() -> None:
    assert [read_share(text) for text in ("", " 50 % ", "33,3333", "100", "0")] == [
        None, Decimal("0.5"), Decimal("0.333333"), Decimal(1), Decimal(0),
    ]  # fmt: skip


def test_the_range_of_a_measured_row(real: RealWindow) -> None:
    page = page_of(real)
    ranges = page.ranges
    assert not ranges.is_open and ranges.isVisible()
    ranges.head.setFocus()
    real.qtbot.keyClick(ranges.head, Qt.Key.Key_Return)
    assert ranges.is_open and ranges.table.isVisible()
    assert ranges.table.rows.rowCount() == len(ranges.codes) > 0
    code = ranges.codes[0]
    type_percent(real, ranges.table, 0, 3, "0")
    settled(real)
    type_percent(real, ranges.table, 0, 4, "100")
    settled(real)
    assert real.session.assessment is not None
    assert real.session.assessment.estimates[code] == {"low": Decimal(0), "high": Decimal(1)}
    assert page.found is not None
    assert next(row for row in page.found.rows if row.code == code).range_shares == (0, 1)
    type_percent(real, ranges.table, 0, 4, "50")
    settled(real)
    type_percent(real, ranges.table, 0, 3, "60")
    assert ranges.fault.isVisible()
    assert real.session.assessment.estimates[code] == {"low": Decimal(0), "high": Decimal("0.5")}


# -- the record ----------------------------------------------------------------------------------------


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Every piece of work that the window hands over, in the order it does."""
    tasks: list[Task] = []
    run = Tasks.run

    def noted(self: Tasks, *arguments: Any, **named: Any) -> Task:
        tasks.append(run(self, *arguments, **named))
        return tasks[-1]

    monkeypatch.setattr(Tasks, "run", noted)
    return tasks


def test_the_record_is_worked_out_when_it_is_asked_for(given: list[Task], real: RealWindow) -> None:
    page = page_of(real)
    real.until(lambda: all(task.finished for task in given))
    before = len(given)
    assert page.record.sentences.text() == ""
    page.record.head.click()
    assert len(given) == before + 1
    real.until(lambda: "8 trên 10" in page.record.sentences.text())
    said = page.record.sentences.text()
    assert "dự báo năm 2023 chỉ từ kết quả đến năm 2022" in said
    assert "giữ nguyên hạng năm trước" in said
    real.until(lambda: all(task.finished for task in given))
    before = len(given)
    page.record.head.click()
    page.record.head.click()
    assert len(given) == before and page.record.sentences.text() == said, "worked out once"
    real.bench.set_language("en")
    real.until(lambda: "8 chances in 10" in page.record.sentences.text())


# -- typing --------------------------------------------------------------------------------------------


def test_score_and_rank_follow_at_once_and_the_forecast_skips_what_is_past(
    real: RealWindow, given: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first state is being worked out, nineteen more come; only the last of them follows."""
    page = page_of(real)
    session, header = real.session, real.window.workbench.header
    worked: list[object] = []
    forecaster = real.bench.context.workspace.forecaster
    prospect = type(forecaster).prospect

    def noted(self: Any, assessment: Any, *arguments: Any, **named: Any) -> Any:
        if named.get("with_sources"):
            worked.append(assessment.answers["1.10"]["a"])
        return prospect(self, assessment, *arguments, **named)

    monkeypatch.setattr(type(forecaster), "prospect", noted)
    shown_forecast = page.found
    scores = []
    order: list[str] = []
    session.changed.connect(lambda _changed: order.append("score"))
    session.forecast.changed.connect(lambda: order.append("forecast"))
    for amount in range(1, 21):
        session.edit_answer("1.10", {"a": Decimal(amount)})
        assert session.outlook is not None
        # No event has been handled in between: score and rank are there before the key is let go.
        assert session.outlook.ranking is not None
        scores.append(session.outlook.scorecard.whole.points)
        assert page.found is shown_forecast, "the forecast is not waited for"
    assert order == ["score"] * 20
    settled(real)
    assert worked[0] == 1 and worked[-1] == 20 and len(worked) < 20
    assert page.found is not None
    assert page.found.backing.claimed_points == scores[-1]
    assert "forecast" in order[20:]
    place = session.outlook.ranking.overall
    assert header.rank.text() == f"{place.rank}/{place.of}"


def test_another_assessment_is_never_seen_as_this_one(real: RealWindow) -> None:
    page = page_of(real)
    create = real.bench.context.workspace.create
    real.tasks.run(create, "Hậu Giang", 2024, lane="store", on_done=real.session.open)
    real.until(lambda: real.bench.place.page == "overview")
    assert page.found is None
    real.go("forecast")
    settled(real)
    assert page.years.choice == "2024"
    assert "Mới trả lời 0/98 chỉ số" in page.known.text()
    assert page.claims.no_rows.isVisible()
    assert page.claims.no_rows.text() == "Chưa có điểm nào ở đây. Hãy trả lời các chỉ số thành phần trước."
    assert not page.ranges.isVisible()


@pytest.fixture
def nothing_published(monkeypatch: pytest.MonkeyPatch) -> None:
    book = LIBRARY.result_book
    monkeypatch.setitem(LIBRARY.__dict__, "result_book", replace(book, results=()))


@pytest.mark.usefixtures("nothing_published")
def test_without_results_it_says_what_comes_first(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "forecast")
        page = settled(real)
        assert page.empty.isVisible() and not page.figures.isVisible()


# -- the look ------------------------------------------------------------------------------------------


def test_every_part_has_a_name(real: RealWindow) -> None:
    page = page_of(real)
    widgets: list[QWidget] = [
        page.years, page.measure, page.claims.rows, page.claims.totals.bars["claimed"],
        page.sources.chance.line,
        page.ranges.table, page.ranges.head, page.record.head, page.sources.switches["ministry"].box,
    ]  # fmt: skip
    for widget in widgets:
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    assert "49–63" in page.sources.switches["evidence"].box.accessibleDescription()
    cell = page.claims.rows.rows.index(0, CHANCE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert cell.endswith("khả năng được chấp nhận: 50\N{NO-BREAK SPACE}%")


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700), (1920, 1080)])
def test_it_fits(real: RealWindow, size: tuple[int, int]) -> None:
    real.window.resize(*size)
    page = page_of(real)
    real.until(lambda: page.standing.chart.is_current)
    bottom = page.claims.totals.mapTo(page, page.claims.totals.rect().bottomLeft()).y()
    if size[0] > 1024:
        assert bottom < page.height(), "totals stand above the fold"
    for language in ("vi", "en"):
        real.bench.set_language(language)
        QApplication.processEvents()
        for widget in (
            page.figures,
            page.standing,
            page.sources,
            page.claims.rows,
            page.claims.totals,
            page.years,
        ):
            right = widget.mapTo(page, widget.rect().topRight()).x()
            assert 0 < right <= page.width(), (language, widget)


def test_no_number_of_the_claims_ends_in_dots(real: RealWindow) -> None:
    page = page_of(real)
    rows = page.claims.rows
    assert not [each for each in clipped(real.window) if "ClaimsTable" in each]
    for column in (2, 3):
        assert rows.columnWidth(column) >= rows.width_of(column, 200), "as wide as its widest number"


# -- where else it shows -------------------------------------------------------------------------------


def test_the_indicator_says_quietly_what_nothing_backs(real: RealWindow) -> None:
    code = page_of(real).claims.rows.codes[0]
    real.go("indicator", code)
    page = real.bench.page("indicator")
    assert isinstance(page, IndicatorPage)
    assert page.backing.isVisible()
    assert page.backing.words == "11,88 điểm chưa có minh chứng: kỳ vọng 5,94."
    real.session.set_estimate(code, "acceptance", Decimal("0.25"))
    real.until(lambda: page.backing.words == "11,88 điểm chưa có minh chứng: kỳ vọng 2,97.")
    page.backing.linkActivated.emit("do")
    focus = QApplication.focusWidget()
    assert focus is not None and page.evidence.isAncestorOf(focus)
    prospect = real.session.forecast.prospect
    assert prospect is not None
    safe = next(row.code for row in prospect.backing.rows if row.is_backed and not row.risks)
    real.go("indicator", safe)
    assert not page.backing.isVisible()


def test_the_overview_names_the_interval(real: RealWindow) -> None:
    real.go("overview")
    page = real.bench.page("overview")
    assert isinstance(page, OverviewPage)
    real.until(lambda: "Dự báo năm 2022: 8 trên 10 khả năng từ 49 đến 63" in page.rank.toolTip())


def test_the_history_draws_the_years_to_come_of_the_own_province(real: RealWindow) -> None:
    real.go("history")
    page = real.bench.page("history")
    assert isinstance(page, HistoryPage)
    real.until(lambda: page.found is not None)
    assert not page.fan.view.isVisible()
    choose(page.view, CHART)
    real.until(lambda: [row.year for row in page.outlook.years] == [2024, 2025])
    real.until(lambda: "dự báo năm 2024" in page.fan.chart.accessibleName())
    assert "hạng 36" in page.fan.chart.accessibleName()
    page.fan.show_as(TABLE)
    assert page.fan.rows.rowCount() > 4
    page.fan.show_as("chart")
    before = page.outlook.years
    real.session.set_estimate("", "acceptance", Decimal(1))
    real.until(lambda: page.outlook.years != before)
    page._choose_province("Đồng Tháp")
    real.until(lambda: page.found is not None and page.found.history.province == "Đồng Tháp")
    real.until(lambda: "dự báo năm" not in page.fan.chart.accessibleName())
    choose(page.view, "pillars")
    assert page.past.isVisible() and not page.fan.isVisible()
