"""Typing into dti.gov.vn beside the real window: copied, ticked, resumed, held against what changed since."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window

from dti_desktop.engine.assessment import Citation
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.portal_sheet_paper import PortalSheetDialog
from dti_desktop.ui.evidence_folder import readable_names
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.submit import SubmitPage
from dti_desktop.ui.portal_window import PortalWindow

ID = "soc-trang-2022"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def some_answers(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(
        made, {"1.1": {"level": "head"}, "4.1": {"a": Decimal("1700.5"), "b": Decimal(2775)}}
    )
    workspace.explain(made, "4.1", "Số liệu <b>đến</b> ngày\n31/12/2022.")
    folder = workspace.store.folder.parent
    for name, number in (("Quyết định 749.pdf", "749/QĐ-UBND"), ("scan001.pdf", "")):
        paper = folder / name
        paper.write_bytes(f"%PDF-1.4 {name}".encode())
        staged = workspace.stage_files(workspace.load(made), [paper], limit_bytes=1 << 30)
        workspace.attach(made, "4.1", staged, Citation(number))
    workspace.cite(made, "4.1", Citation("12/BC-STTTT"))
    workspace.create("Cần Thơ", 2022)


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", some_answers)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID)
        window.activate()
        yield window


def opened(real: RealWindow) -> PortalWindow:
    """Open it by its key."""
    real.activate()
    real.qtbot.keyClick(real.window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    real.until(lambda: real.window._acts.portal is not None)
    portal = real.window._acts.portal
    assert portal is not None
    real.until(portal.isActiveWindow)
    return portal


@pytest.fixture
def portal(real: RealWindow) -> PortalWindow:
    return opened(real)


def press(real: RealWindow, portal: PortalWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    real.qtbot.keyClick(portal, key, modifier)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_it_stays_on_top_narrow_and_beside_the_window(real: RealWindow, portal: PortalWindow) -> None:
    assert portal.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert portal.isWindow() and portal.parentWidget() is None
    assert portal.width() <= 380 and portal.minimumWidth() < portal.width()
    assert portal.entry.code == "1.1"
    assert "Sóc Trăng" in portal.windowTitle()
    assert opened(real) is portal


def test_the_submit_page_leads_to_it(real: RealWindow) -> None:
    real.go("submit")
    page = real.bench.page("submit")
    assert isinstance(page, SubmitPage)
    page.to_portal.click()
    real.until(lambda: real.window._acts.portal is not None)


def test_values_go_to_the_clipboard_as_the_portal_takes_them(real: RealWindow, portal: PortalWindow) -> None:
    press(real, portal, Qt.Key.Key_1)
    level = real.session.assessment.catalogue.indicators["1.1"].rule.levels[0]  # type: ignore[union-attr]
    assert clipboard() == level.label.vi == portal.entry.rows[0].value
    portal.show_code("4.1")
    press(real, portal, Qt.Key.Key_1)
    assert clipboard() == "1700,5"
    portal.sign.setFocus()
    real.qtbot.keyClick(portal.focusWidget(), Qt.Key.Key_Right)
    press(real, portal, Qt.Key.Key_1)
    assert clipboard() == "1700.5"
    press(real, portal, Qt.Key.Key_2)
    assert clipboard() == "2775"
    press(real, portal, Qt.Key.Key_E)
    assert clipboard() == "Số liệu <b>đến</b> ngày\n31/12/2022."
    assert portal.entry.explanation.value == clipboard()
    assert portal.entry.rows[0].copy.text() == "Đã chép"
    # What is not answered copies nothing.
    portal.show_code("1.2")
    press(real, portal, Qt.Key.Key_1)
    assert clipboard() == "Số liệu <b>đến</b> ngày\n31/12/2022."


def test_ticked_by_key_it_goes_on_and_counts(real: RealWindow, portal: PortalWindow) -> None:
    codes = list(real.session.assessment.catalogue.indicators)  # type: ignore[union-attr]
    for at, code in enumerate(codes[:4]):
        assert portal.entry.code == code
        press(real, portal, Qt.Key.Key_Return)
        real.until(lambda following=codes[at + 1]: portal.entry.code == following)
    assert portal.progress.text() == f"4/{len(codes)} đã nhập"
    press(real, portal, Qt.Key.Key_Left, ALT)
    assert portal.entry.code == codes[3] and portal.entry.state.text() == "Đã nhập"
    press(real, portal, Qt.Key.Key_Backspace)
    real.until(lambda: portal.entry.state.text() == "Chưa nhập")
    assert portal.progress.text() == f"3/{len(codes)} đã nhập"
    real.session.undo()
    real.until(lambda: portal.entry.state.text() == "Đã nhập")


def test_it_is_taken_up_where_it_was_left(real: RealWindow, portal: PortalWindow) -> None:
    portal.show_code("4.1")
    portal.sign.chosen.emit(".")
    portal.resize(344, 580)
    portal.close()
    real.until(lambda: real.window._acts.portal is None)
    real.at_rest()
    again = opened(real)
    assert again is not portal and again.entry.code == "4.1"
    assert again.entry.decimal_sign == again.sign.choice == "."
    assert (again.width(), again.height()) == (344, 580)


def test_what_changed_after_the_tick_is_said(real: RealWindow, portal: PortalWindow) -> None:
    portal.show_code("4.1")
    press(real, portal, Qt.Key.Key_Return)
    real.until(lambda: portal.entry.code == "4.2")
    real.session.edit_answer("4.1", {"a": Decimal(1800), "b": Decimal(2775)})
    portal.show_code("4.1")
    assert portal.entry.state.text() == "Đã đổi sau khi nhập"
    real.until(lambda: portal.entry.rows[0].before == "Lúc nhập: 1.700,5 thôn/tổ")
    assert portal.entry.rows[1].before == ""
    press(real, portal, Qt.Key.Key_Return)
    real.until(lambda: portal.entry.code == "4.2")
    portal.show_code("4.1")
    assert portal.entry.state.text() == "Đã nhập" and portal.entry.rows[0].before == ""


def test_a_value_that_changes_after_it_was_copied_asks_to_be_copied_again(
    real: RealWindow, portal: PortalWindow
) -> None:
    portal.show_code("4.1")
    press(real, portal, Qt.Key.Key_1)
    assert not portal.entry.stale.isVisible()
    real.session.edit_answer("4.1", {"a": Decimal(1800), "b": Decimal(2775)})
    assert portal.entry.stale.isVisible() and portal.entry.rows[0].copy.text() == "Chép"
    real.session.edit_answer("1.1", {})
    assert portal.entry.stale.isVisible()
    press(real, portal, Qt.Key.Key_1)
    assert clipboard() == "1800" and not portal.entry.stale.isVisible()
    # It is said of this one alone.
    real.session.edit_answer("4.1", {"a": Decimal(1900), "b": Decimal(2775)})
    assert portal.entry.stale.isVisible()
    press(real, portal, Qt.Key.Key_Right, ALT)
    assert not portal.entry.stale.isVisible()


def test_evidence_is_a_folder_of_readable_names(real: RealWindow, portal: PortalWindow) -> None:
    shown: list[Path] = []
    portal.folder.show = lambda path: bool(shown.append(path)) or True
    press(real, portal, Qt.Key.Key_M)  # nothing is attached to 1.1
    portal.show_code("4.1")
    press(real, portal, Qt.Key.Key_M)
    real.until(lambda: len(shown) == 1)
    (folder,) = shown
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["01 749-QĐ-UBND.pdf", "02 scan001.pdf"]
    assert folder.name.startswith("4.1 ")
    store = real.bench.context.workspace.store.folder
    assert store not in folder.parents
    assert (folder / names[0]).read_bytes() == "%PDF-1.4 Quyết định 749.pdf".encode()
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / names[0]).stat().st_mode) == stat.S_IRUSR
        assert stat.S_IMODE(folder.parent.stat().st_mode) == stat.S_IRWXU
    press(real, portal, Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert clipboard() == str(folder)
    portal.refresh()
    assert portal.entry.path.isVisible()
    press(real, portal, Qt.Key.Key_Right, ALT)
    assert not portal.entry.path.isVisible()
    press(real, portal, Qt.Key.Key_Left, ALT)
    assert "12/BC-STTTT" in words_on(portal.entry)
    column = portal.entry.page.widget()
    assert column is not None and column.width() <= portal.entry.page.viewport().width()
    portal.close()
    assert not folder.exists()


def test_names_are_told_apart_and_safe(real: RealWindow) -> None:
    assessment = real.session.assessment
    assert assessment is not None
    names = [name for _, name in readable_names(assessment, "4.1")]
    assert len(set(names)) == len(names) == 2 and not any("/" in name for name in names)


def test_at_the_end_stands_the_reconciliation(real: RealWindow, portal: PortalWindow, tmp_path: Path) -> None:
    assessment = real.session.assessment
    assert assessment is not None
    codes = list(assessment.catalogue.indicators)
    for code in codes[:-1]:
        real.session.act(lambda w, a, code=code: w.set_entered(a, code, True))
    real.at_rest()
    portal.show_code(codes[-1])
    press(real, portal, Qt.Key.Key_Return)
    real.until(lambda: portal.sheet.isVisible() and portal.sheet.found is not None)
    assert f"Đã nhập đủ {len(codes)} mục" in words_on(portal.sheet)
    real.session.edit_answer("4.1", {"a": Decimal(1800), "b": Decimal(2775)})
    real.session.flush()
    real.until(lambda: portal.sheet.found.count("changed") == 1)  # type: ignore[union-attr]
    portal.sheet.select("4.1")
    assert "1.700,5 thôn/tổ → 1.800 thôn/tổ" in portal.sheet.detail.text()
    press(real, portal, Qt.Key.Key_P)
    dialog = portal.findChild(PortalSheetDialog)
    assert dialog is not None
    target = tmp_path / "đối chiếu.pdf"
    dialog.write(target)
    real.until(lambda: dialog.written == target)
    assert target.read_bytes().startswith(b"%PDF")
    dialog.reject()
    # Enter on a row goes back to typing it.
    portal.activateWindow()
    real.until(portal.isActiveWindow)
    portal.sheet.select("4.1")
    real.qtbot.keyClick(portal.sheet.table, Qt.Key.Key_Return)
    assert not portal.sheet.isVisible() and portal.entry.code == "4.1"
    press(real, portal, Qt.Key.Key_D)
    real.until(portal.sheet.isVisible)
    press(real, portal, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not portal.sheet.isVisible()


def test_many_edits_are_held_against_the_store_a_few_times(
    real: RealWindow, portal: PortalWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.show_code("4.1")
    press(real, portal, Qt.Key.Key_Return)
    real.until(lambda: portal.entry.code == "4.2")
    portal.show_sheet()
    real.until(lambda: portal.sheet.found is not None)
    asked: list[str] = []
    reconciled = Workspace.reconciled
    monkeypatch.setattr(Workspace, "reconciled", lambda w, a: asked.append(a) or reconciled(w, a))
    for number in range(50):
        real.session.edit_answer("4.1", {"a": Decimal(number), "b": Decimal(2775)})
    real.session.flush()
    real.until(
        lambda: "1.700,5 thôn/tổ → 49 thôn/tổ" in (portal.sheet.select("4.1") or portal.sheet.detail.text())
    )
    assert len(asked) < 12


def test_a_tick_that_cannot_be_stored_says_so_here(
    real: RealWindow, portal: PortalWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("disk-full", name="dti.sqlite")

    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "set_entered", full)
        press(real, portal, Qt.Key.Key_Return)
        real.until(portal.notice.isVisible)
    assert portal.entry.code == "1.1" and portal.entry.state.text() == "Chưa nhập"
    press(real, portal, Qt.Key.Key_Return)
    real.until(lambda: portal.entry.code != "1.1")
    assert not portal.notice.isVisible()


def test_it_goes_with_the_assessment(real: RealWindow, portal: PortalWindow) -> None:
    real.open("can-tho-2022")
    real.until(lambda: real.window._acts.portal is None)
    again = opened(real)
    assert again.entry.code == "1.1" and again.progress.text().startswith("0/")
    real.session.close()
    real.until(lambda: real.window._acts.portal is None)
    real.qtbot.keyClick(real.window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    real.at_rest()
    assert real.window._acts.portal is None


def test_once_closed_it_follows_nothing_any_more(real: RealWindow, portal: PortalWindow) -> None:
    portal.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    real.session.edit_explanation("1.1", "Sửa sau khi đóng cửa sổ.")
    real.at_rest()


def test_every_control_has_a_name_and_the_keyboard(real: RealWindow, portal: PortalWindow) -> None:
    portal.show_code("4.1")
    for button in (
        *(row.copy for row in portal.entry.rows if row.isVisible()),
        portal.entry.explanation.copy,
        portal.entry.folder,
        portal.entry.tick,
        portal.entry.previous,
        portal.entry.following,
        portal.to_sheet,
    ):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() or button.text()
        assert button.toolTip()
