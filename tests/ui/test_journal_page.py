"""The journal in the real window: days, turns, filters, the state of the chain, long journals, the table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, real_window

from dti_desktop.engine.assessment import Citation, Scenario, Signatory
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.cells import Cell
from dti_desktop.ui.dialogs.accept_journal import AcceptJournalDialog
from dti_desktop.ui.dialogs.settings import SettingsDialog
from dti_desktop.ui.journal_csv import safe_cell
from dti_desktop.ui.journal_rows import JournalRow, place_of
from dti_desktop.ui.journal_text import journal_lines
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.journal import JournalPage
from dti_desktop.ui.words import words

ID = "soc-trang-2022"


class Clock:
    """Some days before the window's own clock."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


def written(store_dir: Path, *, tamper: str = "") -> None:
    """Three days of two persons: typing, a figure, evidence, undo and redo, events."""
    clock = Clock()
    lan = Workspace.open(store_dir, LIBRARY, now_utc=clock, user="lan")
    lan.create("Sóc Trăng", 2022)
    clock.later(minutes=5)
    for number in ("7", "70", "700"):
        lan.replace_answers(ID, {"4.1": {"a": Decimal(number)}})
        clock.later(seconds=1)
    lan.set_profile(ID, {"population": Decimal(1197823)})
    lan.replace_answers(ID, {"1.1": {"level": "head"}})
    clock.later(days=1)
    lan.cite(ID, "1.1", Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Kế hoạch"))
    lan.explain(ID, "4.1", "Đang chờ bản có dấu.")
    lan.set_note(ID, "4.1", "=HYPERLINK(1)")
    lan.close()
    clock.later(days=1)
    minh = Workspace.open(store_dir, LIBRARY, now_utc=clock, user="minh")
    minh.set_person_name("Trần Văn Minh")
    minh.set_review(ID, ("1.1",), "awaiting")
    minh.undo(ID)
    minh.redo(ID)
    minh.set_signatory(ID, Signatory("Lâm Văn A", "Chủ tịch"))
    facts = {"name": "hồ sơ.asice", "sha256": "ab" * 32, "signer": "CN=A", "serial": "1", "entries": 12}
    minh.record_event(ID, "bundle-exported", facts=facts)
    if tamper:
        connection = minh.store.connection
        triggers = connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(tamper)
        for _, sql in triggers:
            connection.execute(sql)
    minh.close()


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    written(tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID, "journal")
        window.activate()
        shown(window)
        yield window


def page_of(real: RealWindow) -> JournalPage:
    page = real.bench.page("journal")
    assert isinstance(page, JournalPage)
    return page


def shown(real: RealWindow) -> list[JournalRow]:
    """The rows, once they have been read."""
    real.at_rest()
    real.until(
        lambda: page_of(real).list.rows or page_of(real).stack.currentWidget() is page_of(real).nothing
    )
    real.at_rest()
    return list(page_of(real).list.rows)


def titles(real: RealWindow, kind: str = "turn") -> list[str]:
    return [row.title for row in shown(real) if row.kind == kind]


def test_days_persons_and_what_was_done_in_words(real: RealWindow) -> None:
    days = titles(real, "day")
    assert len(days) == 3
    assert days[0].startswith("Hôm nay · ") and days[0].endswith("22/11/2026")
    assert days[1].startswith("Hôm qua · ") and days[2].endswith(", 20/11/2026")
    said = titles(real)
    assert said[0].startswith(
        "Xuất hồ sơ đã ký: hồ sơ.asice · ký bởi CN=A, số 1 · nhật ký được ký đến mục 12"
    )
    assert said[1] == "Lãnh đạo ký: trống → Lâm Văn A, Chủ tịch"
    assert said[2] == "Làm lại. Rà soát: soạn → chờ rà soát"
    assert said[3] == "Hoàn tác. Rà soát: chờ rà soát → soạn"
    assert "Giải trình: viết mới “Đang chờ bản có dấu.”" in said
    assert "Nhận tài liệu 749/QĐ-UBND" in said and "Thêm minh chứng 749/QĐ-UBND" in said
    assert any(text.endswith(": trống → 1.197.823 người") for text in said)
    assert any(text.startswith("Trả lời: trống → ") and "head" not in text for text in said)
    assert said[-1] == "Tạo hồ sơ Sóc Trăng 2022"
    persons = {row.who for row in shown(real) if row.kind == "turn"}
    assert persons == {"lan", "Trần Văn Minh (minh)"}


def test_typing_in_one_go_is_one_line_that_unfolds_by_key_and_by_click(
    real: RealWindow, qtbot: QtBot
) -> None:
    view = page_of(real).list
    place = next(p for p, row in enumerate(shown(real)) if row.steps > 1)
    row = view.rows[place]
    assert row.steps == 3 and row.title.endswith(": trống → 700 thôn/tổ")
    view.setCurrentIndex(view.rows_model.index(place))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    steps = [each.title.split(": ")[1] for each in view.rows[place + 1 : place + 4]]
    assert steps == ["70 thôn/tổ → 700 thôn/tổ", "7 thôn/tổ → 70 thôn/tổ", "trống → 7 thôn/tổ"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == place
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert [each.kind for each in view.rows].count("step") == 0
    box = view.visualRect(view.rows_model.index(place))
    at = QPointF(view.viewport().width() - 30, box.center().y())
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, at, view.viewport().mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)
    assert [each.kind for each in view.rows].count("step") == 3
    assert real.bench.place.page == "journal"


def test_an_entry_leads_to_what_it_tells_of(real: RealWindow, qtbot: QtBot) -> None:
    view = page_of(real).list
    for text, place in (
        ("Giải trình: ", Place("indicator", "4.1")),
        (": trống → 700", Place("indicator", "4.1", "a")),
        (" người", Place("profile", field="population")),
    ):
        at = next(p for p, row in enumerate(shown(real)) if text in row.title)
        assert view.rows[at].place == place
        view.setCurrentIndex(view.rows_model.index(at))
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert (real.bench.place.page, real.bench.place.code) == (place.page, place.code)
        real.go("journal")


def test_filters_by_indicator_person_kind_and_day(real: RealWindow, type_text: TypeText) -> None:
    page = page_of(real)
    everything = len(titles(real))
    page.filters.search.setFocus()
    type_text(page.filters.search, "4.1")
    real.until(lambda: page.filters.wanted.codes == {"4.1"} and page._shown == page.filters.wanted)
    assert {row.code for row in shown(real) if row.kind == "turn"} == {"4.1"}
    page.filters.search.clear()
    type_text(page.filters.search, "khong co gi nhu the")
    real.until(lambda: page.stack.currentWidget() is page.nothing)
    page.nothing.acted.emit()
    real.until(lambda: len(titles(real)) == everything)
    assert page.filters.search.text() == ""
    page.filters.person.setCurrentIndex(page.filters.person.findData("lan"))
    real.until(lambda: {row.who for row in shown(real) if row.kind == "turn"} == {"lan"})
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("evidence"))
    real.until(lambda: len(titles(real)) == 2)
    page.filters.reset()
    page.filters.show_days(date(2026, 11, 21), date(2026, 11, 21))
    real.until(lambda: {row.day for row in shown(real)} == {date(2026, 11, 21)})
    assert page.filters.reset_button.isVisible()
    page.filters.reset_button.click()
    real.until(lambda: len(titles(real)) == everything)


def test_the_indicator_of_the_place_is_shown_first(real: RealWindow) -> None:
    real.bench.go(Place("journal", "1.1"))
    real.until(lambda: {row.code for row in shown(real) if row.kind == "turn"} == {"1.1"})
    assert page_of(real).filters.search.text() == "1.1"


def test_the_chain_is_checked_and_its_head_can_be_copied(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    real.until(lambda: real.session.journal.state is not None)
    assessment = real.session.assessment
    assert assessment is not None
    entries, head = assessment.journal_entries, assessment.journal_head
    assert page.state.words.text() == (f"Chuỗi nhật ký nguyên vẹn · {entries} mục · đầu chuỗi {head[:12]}…")
    assert not page.state.notice.isVisible()
    qtbot.mouseClick(page.state.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == assessment.journal_head


def test_what_is_done_meanwhile_appears_and_is_checked(real: RealWindow) -> None:
    real.until(lambda: real.session.journal.state is not None)
    before = len(titles(real))
    real.session.set_review(("1.2",), "awaiting")
    real.until(lambda: len(titles(real)) == before + 1)
    assert titles(real)[0] == "Rà soát: soạn → chờ rà soát"
    state = real.session.journal.state
    assessment = real.session.assessment
    assert assessment is not None
    real.until(lambda: real.session.journal.state.head == assessment.journal_head)  # type: ignore[union-attr]
    assert state is not None


def test_a_broken_chain_is_said_with_its_place_blocks_and_can_be_answered_for(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    written(tmp_path / "store", tamper="UPDATE journal SET who = 'kẻ khác' WHERE seq = 6")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(ID, "overview")
        # Nobody opened the journal: the check runs by itself.
        real.until(lambda: any(f.code == "journal-broken" for f in real.session.outlook.findings))  # type: ignore[union-attr]
        real.go("remaining")
        rows = real.bench.page("remaining").list.rows  # type: ignore[attr-defined]
        row = next(row for row in rows if row.title == "Chuỗi nhật ký bị đứt")
        assert "Từ mục 6 (" in row.detail and "kẻ khác" in row.detail and row.place == Place("journal")
        real.go("journal")
        page = page_of(real)
        assert [row.is_broken for row in shown(real)].count(True) == 1
        real.until(page.state.notice.isVisible)
        said = page.state.notice.accessibleName()
        assert "Từ mục 6 (" in said and "kẻ khác" in said
        page.state.notice.acted.emit()
        dialog = page.findChild(AcceptJournalDialog)
        assert isinstance(dialog, AcceptJournalDialog)
        ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
        assert not ok.isEnabled()
        dialog.reason.setText("Đã đối chiếu.")
        ok.click()
        real.until(
            lambda: (
                [f.severity for f in real.session.outlook.findings if f.code == "journal-broken"] == ["note"]
            )  # type: ignore[union-attr]
        )
        real.until(lambda: any("Lý do: Đã đối chiếu." in title for title in titles(real)))
        assert (
            page.state.notice.isVisible()
            and "đã được một người chấp nhận" in page.state.notice.accessibleName()
        )


def test_entries_that_cannot_be_read_do_not_hide_the_others(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    tamper = "UPDATE journal SET new = '{', code = '99.9', at_utc = 'hôm kia' WHERE seq IN (2, 5, 7, 12)"
    written(tmp_path / "store", tamper=tamper)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(ID, "journal")
        said = titles(real)
        assert said.count("Nội dung của mục này không đọc được.") >= 3
        assert "Tạo hồ sơ Sóc Trăng 2022" in said
        target = tmp_path / "nhật ký.csv"
        page_of(real).export_to(target)
        real.until(target.exists)
        real.at_rest()


def test_a_long_journal_is_read_as_it_is_reached(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    def long(workspace: Workspace) -> None:
        workspace.create("Sóc Trăng", 2022)
        journal = workspace.store.journal
        with workspace.store.transaction():
            for number in range(1500):
                cell = Cell("note", "1.1")
                old = json.dumps(str(number - 1)) if number else None
                act, of_step = ("continue", 2) if 0 < number < 700 else ("edit", None)
                journal.append(
                    ID, act, of_step, "2026-11-20T03:00:00Z", "lan", [(cell, old, json.dumps(str(number)))]
                )
            workspace.store.connection.execute("INSERT INTO notes VALUES (?, '1.1', '1499')", (ID,))

    workspace = Workspace.open(tmp_path / "store", LIBRARY, now_utc=Clock(), user="lan")
    long(workspace)
    workspace.close()
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(ID, "journal")
        view = page_of(real).list
        assert len(shown(real)) <= 401
        assert view.rows_model.has_more
        for _ in range(40):
            view.scrollToBottom()
            real.at_rest()
            if not view.rows_model.has_more:
                break
        turns = [row for row in view.rows if row.kind == "turn"]
        # The typing of 700 steps is one line although it reaches over the edges of pages.
        assert [row.steps for row in turns] == [1] * 800 + [700, 1]
        assert turns[-2].title == "Ghi chú riêng: viết mới “699”"
        state = real.session.journal.state
        real.until(lambda: real.session.journal.state is not None)
        assert state is None or state.is_whole


def test_the_table_holds_every_entry_and_no_formula(real: RealWindow, tmp_path: Path) -> None:
    target = tmp_path / "nhật ký.csv"
    page_of(real).export_to(target)
    real.until(lambda: page_of(real).said.isVisible())
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert table[0] == ["Mục", "Thời điểm", "Người", "Chỉ số", "Việc đã làm", "Thời điểm UTC", "Mã băm"]
    assessment = real.session.assessment
    assert assessment is not None
    assert len(table) == 1 + assessment.journal_entries
    assert table[1][0] == str(assessment.journal_entries) and table[1][6] == assessment.journal_head
    assert "HYPERLINK" not in content.decode() and "Ghi chú riêng (nội dung không xuất)" in content.decode()
    assert "'4.1" in {row[3] for row in table}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", " =1+1"])
def test_cells_that_a_spreadsheet_would_compute_are_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(f"x{text}") == f"x{text}"


def test_a_table_never_goes_over_the_store(real: RealWindow, tmp_path: Path) -> None:
    page_of(real).export_to(tmp_path / "store" / "dti.sqlite")
    real.until(lambda: page_of(real).said.isVisible())
    assert page_of(real).export.isEnabled()
    real.session.set_review(("1.2",), "awaiting")
    real.at_rest()


def test_every_row_can_be_heard(real: RealWindow) -> None:
    model = page_of(real).list.rows_model
    for place, row in enumerate(shown(real)):
        heard = model.data(model.index(place), Qt.ItemDataRole.AccessibleTextRole)
        assert row.title in heard and row.who in heard and row.code in heard


def test_the_name_set_in_the_settings_stands_in_the_next_entry(real: RealWindow, qtbot: QtBot) -> None:
    real.bench.settings_wanted.emit()
    real.until(lambda: real.window.findChild(SettingsDialog) is not None)
    dialog = real.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    assert dialog.person.text() == "" and dialog.person.placeholderText() == "test"
    dialog.person.setText("Nguyễn Thị Hoa")
    qtbot.keyClick(dialog.person, Qt.Key.Key_Tab)
    dialog.person.editingFinished.emit()
    dialog.reject()
    real.at_rest()
    real.session.set_review(("1.3",), "awaiting")
    real.until(lambda: titles(real)[0] == "Rà soát: soạn → chờ rà soát")
    assert next(row.who for row in shown(real) if row.kind == "turn") == "Nguyễn Thị Hoa (test)"


def test_estimates_and_what_ifs_are_told_in_words(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    workspace = Workspace.open(tmp_path / "store", LIBRARY, now_utc=Clock(), user="lan")
    workspace.create("Sóc Trăng", 2022)
    workspace.set_estimates(ID, "4.1", {"department": "Sở Y tế"})
    workspace.save_scenario(ID, Scenario("a", "Thêm nền tảng", ""))
    workspace.close()
    with real_window(qtbot, window_language, tmp_path / "store", ID) as real:
        real.until(lambda: real.session.assessment is not None)
        assessment = real.session.assessment
        assert assessment is not None
        told: list[list[object]] = []
        context = real.bench.context
        context.tasks.run(lambda: context.workspace.journal(ID), on_done=told.append)
        real.until(lambda: told)
        said = [line.what for line in journal_lines(told[0], assessment, "vi", words(context))]
        assert said[:2] == [
            "Kịch bản “Thêm nền tảng”: lưu mới",
            "Ước tính · đơn vị chủ trì: trống → Sở Y tế",
        ]
        places = [place_of(entry, assessment) for entry in told[0][:2]]
        assert places == [Place("whatif"), Place("plan")]
