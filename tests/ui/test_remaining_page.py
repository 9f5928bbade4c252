"""What is left to do, in the real window: findings by weight, folded notes, filters, keyboard, jumps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.engine.assessment import Fields
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.model import InfoRule, LevelsRule, PartsRule, RateRule, RatioRule, Rule
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.remaining import ALL, RemainingPage
from dti_desktop.ui.work_rows import CATEGORIES, WorkRow, category_of, place_of

CATALOGUE = LIBRARY.catalogue("dti-province-2022")
#: One contradiction, one gap inside a part, one missing denominator, points without evidence.
ANSWERS: dict[str, Fields] = {
    "4.1": {"a": Decimal(9), "b": Decimal(2)},
    "7.3": {"list.level": "yes", "used.a": Decimal(3)},
    "4.2": {"a": Decimal(3)},
    "1.1": {"level": "head"},
}


def half_filled(workspace: Workspace) -> None:
    soc_trang(workspace)
    workspace.replace_answers("soc-trang-2022", ANSWERS)


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", half_filled)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open("soc-trang-2022", "remaining")
        window.activate()
        yield window


def page_of(real: RealWindow) -> RemainingPage:
    page = real.bench.page("remaining")
    assert isinstance(page, RemainingPage)
    return page


def rows(real: RealWindow, kind: str) -> list[WorkRow]:
    return [row for row in page_of(real).list.rows if row.kind == kind]


def choose(real: RealWindow, category: str) -> None:
    page = page_of(real)
    page.categories.choose(category)
    page.categories.chosen.emit(category)


def test_findings_stand_by_weight_with_their_counts(real: RealWindow) -> None:
    outlook = real.session.outlook
    assert outlook is not None
    found = [category_of(finding) for finding in outlook.findings]
    shown = rows(real, "category")
    assert [row.key for row in shown] == [category for category in CATEGORIES if category in found]
    assert [row.count for row in shown] == [found.count(row.key) for row in shown]  # type: ignore[arg-type]
    remarks = {segment.key: segment.remark for segment in page_of(real).categories.segments}
    assert remarks[ALL] == str(len(found)) and remarks["block"] == "1"


def test_notes_on_unconfirmed_rows_are_summed_up_and_unfold(real: RealWindow, qtbot: QtBot) -> None:
    folded = [row for row in rows(real, "group") if "row-unconfirmed" in row.key]
    assert sum(row.count for row in folded) == len(CATALOGUE.indicators)
    assert not any(row.is_open for row in folded)
    before = len(page_of(real).list.rows)
    page_of(real).list.choose_first(folded[0].key)
    qtbot.keyClick(page_of(real).list, Qt.Key.Key_Right)
    assert len(page_of(real).list.rows) == before + folded[0].count
    qtbot.keyClick(page_of(real).list, Qt.Key.Key_Left)
    assert len(page_of(real).list.rows) == before


def test_unanswered_rows_stand_under_their_main_index_with_their_points(real: RealWindow) -> None:
    choose(real, "missing")
    groups = [row.title.split()[0] for row in rows(real, "group")]
    assert groups == [index.code for index in CATALOGUE.main_indices]
    first = rows(real, "work")[0]
    assert (first.code, first.remark) == ("1.2", "10 điểm")


@pytest.mark.parametrize(
    ("category", "code", "field"),
    [
        ("block", "4.1", "a"),
        ("explain", "7.3", "used.b"),
        ("explain", "4.2", "b"),
        ("explain", "1.1", "evidence"),
    ],
)
def test_each_finding_leads_to_its_field(
    real: RealWindow, qtbot: QtBot, category: str, code: str, field: str
) -> None:
    choose(real, category)
    page = page_of(real)
    place = next(
        number
        for number, row in enumerate(page.list.rows)
        if row.place is not None and row.place == Place("indicator", code, field)
    )
    index = page.list.model().index(place, 0)
    page.list.scrollTo(index)
    qtbot.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(index).center()
    )
    assert real.bench.place == Place("indicator", code, field)


def test_the_list_is_walked_with_arrows_and_enter(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    assert page.list.hasFocus()
    assert page.list.rows[page.list.currentIndex().row()].code == "4.1"
    walked = []
    for _ in range(6):
        walked.append(page.list.rows[page.list.currentIndex().row()])
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert "category" not in {row.kind for row in walked}
    assert len({id(row) for row in walked}) == 6
    page.list.choose_first()
    here = page.list.rows[page.list.currentIndex().row()]
    assert here.code == "4.1"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert real.bench.place.code == "4.1"


def test_one_main_index_and_one_weight_can_be_filtered_together(real: RealWindow) -> None:
    page = page_of(real)
    page.index.setCurrentIndex(page.index.findData("4"))
    assert {row.code.split(".")[0] for row in rows(real, "work")} == {"4"}
    remarks = {segment.key: segment.remark for segment in page.categories.segments}
    assert remarks["missing"] == str(len(CATALOGUE.index_by_code["4"].indicators) - 2)
    choose(real, "block")
    assert [row.code for row in rows(real, "work")] == ["4.1"]


def test_a_filter_without_work_says_so_and_offers_all(real: RealWindow) -> None:
    page = page_of(real)
    page.index.setCurrentIndex(page.index.findData("9"))
    choose(real, "block")
    assert page.nothing.isVisible() and not page.list.isVisible()
    page.nothing.acted.emit()
    assert page.list.isVisible() and page.categories.choice == ALL and page.index.currentIndex() == 0


def test_what_is_mended_leaves_the_list_while_it_is_open(real: RealWindow) -> None:
    choose(real, "block")
    assert len(rows(real, "work")) == 1
    real.session.edit_answer("4.1", {"a": Decimal(1), "b": Decimal(2)})
    assert page_of(real).nothing.isVisible()


def test_a_place_may_name_the_findings_to_be_shown(real: RealWindow) -> None:
    choose(real, "block")
    real.go("remaining", field="row-unconfirmed")
    page = page_of(real)
    assert page.categories.choice == ALL
    groups = [row for row in rows(real, "group") if "row-unconfirmed" in row.key]
    assert groups and all(row.is_open for row in groups)
    assert page.list.rows[page.list.currentIndex().row()] == groups[0]


def test_both_languages_show_no_codes(real: RealWindow) -> None:
    page = page_of(real)
    vietnamese = [row.title for row in page.list.rows]
    assert page.list.rows[0].title == "Chặn nộp"
    real.bench.set_language("en")
    real.until(lambda: [row.title for row in page.list.rows] != vietnamese)
    assert page.list.rows[0].title != "Chặn nộp"
    for row in page.list.rows:
        assert "answer-" not in f"{row.title} {row.detail} {row.remark}"


def test_rows_have_words_for_screen_readers(real: RealWindow) -> None:
    page = page_of(real)
    for widget in (page.list, page.index, page.categories):
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name)
    at = next(number for number, row in enumerate(page.list.rows) if row.code == "4.1")
    words = page.list.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("4.1, ")


def best(rule: Rule, prefix: str = "") -> dict[str, str | Decimal | bool]:
    """A full answer to any rule."""
    match rule:
        case LevelsRule():
            return {f"{prefix}level": max(rule.levels, key=lambda level: level.share).id}
        case RatioRule() | RateRule():
            return {
                f"{prefix}a": Decimal(0 if rule.kind == "ratio" and rule.complement else 1),
                f"{prefix}b": Decimal(1),
            }
        case InfoRule():
            return {f.id: True if f.type == "bool" else f.choices[0].id for f in rule.fields}
        case PartsRule():
            return {
                key: value
                for part in rule.parts
                for key, value in best(part.rule, f"{prefix}{part.id}.").items()
            }
        case _:
            return {f"{prefix}a": rule.target.numerator and Decimal(10**6)}


def all_done(workspace: Workspace) -> None:
    soc_trang(workspace)
    workspace.replace_answers(
        "soc-trang-2022", {c: best(row.rule) for c, row in CATALOGUE.indicators.items()}
    )
    for code in CATALOGUE.indicators:
        workspace.explain("soc-trang-2022", code, "Đã kiểm tra.")


def test_when_nothing_is_left_the_page_says_so_and_leads_to_submitting(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    prepare(tmp_path / "store", all_done)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "remaining")
        page = page_of(real)
        assert {row.key for row in rows(real, "category")} == {"note"}
        assert page.done.isVisible()
        page.done.acted.emit()
        assert real.bench.place.page == "submit"


def test_a_document_of_another_year_leads_to_the_explanation(real: RealWindow) -> None:
    assessment = real.session.assessment
    assert assessment is not None
    finding = Finding("evidence-date-outside-year", "explain", "4.2", {})
    assert place_of(finding, assessment) == Place("indicator", "4.2", "explanation")
