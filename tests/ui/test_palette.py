"""The palette in the real window: pages, acts and indicators by keyboard alone, what was used last first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, TypeText, prepare, real_window, soc_trang

from dti_desktop.ui.language import Language
from dti_desktop.ui.palette_entries import MAX_RECENT, used
from dti_desktop.ui.widgets.palette import Palette
from dti_desktop.ui.widgets.shade import Shade

KEY, MOD = Qt.Key, Qt.KeyboardModifier
ID = "soc-trang-2022"


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID, "overview")
        window.activate()
        yield window


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def opened(real: RealWindow) -> Palette:
    real.qtbot.keyClick(real.window, KEY.Key_K, MOD.ControlModifier)
    found = real.bench.findChild(Palette)
    real.until(lambda: (found or real.bench.findChild(Palette)) is not None)
    palette = found or real.bench.findChild(Palette)
    assert isinstance(palette, Palette)
    real.until(lambda: palette.isVisible() and focus() is palette.line)
    return palette


def titles(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.found]


def test_it_offers_every_page_and_act_with_its_keys(real: RealWindow) -> None:
    found = {entry.key: entry for entry in opened(real).found}
    for key in ("page:entry", "page:forecast", "page:submit", "page:journal", "page:review"):
        assert key in found
    for key in ("act:backup", "act:answers", "act:everything", "act:theme", "act:settings", "act:new"):
        assert key in found
    assert (found["page:entry"].title, found["page:entry"].keys) == ("Bảng nhập", "Ctrl+B")
    assert found["act:new"].keys == "Ctrl+N" and found["act:backup"].title == "Sao lưu…"


@pytest.mark.parametrize(
    ("typed", "page", "code"),
    [
        ("bang nhap", "entry", None),
        ("du bao", "forecast", None),
        ("4.1", "indicator", "4.1"),
        ("nghe so cong dong", "indicator", "4.1"),
        ("NHẬT KÝ", "journal", None),
    ],
)
def test_typing_and_enter_goes_there(
    real: RealWindow, type_text: TypeText, typed: str, page: str, code: str | None
) -> None:
    palette = opened(real)
    type_text(palette.line, typed)
    real.qtbot.keyClick(palette.line, KEY.Key_Return)
    assert (real.bench.place.page, real.bench.place.code) == (page, code)
    assert palette.isHidden() and not palette.isAncestorOf(focus())


def test_an_act_is_done(real: RealWindow, type_text: TypeText) -> None:
    palette = opened(real)
    type_text(palette.line, "giao dien toi")
    real.qtbot.keyClick(palette.line, KEY.Key_Return)
    assert real.bench.context.theme.is_dark
    palette = opened(real)
    type_text(palette.line, "nhap tu excel")
    assert titles(palette)[0] == "Nhập từ Excel…"
    real.qtbot.keyClick(palette.line, KEY.Key_Return)
    real.until(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def test_arrows_walk_escape_closes_and_gives_the_keyboard_back(real: RealWindow) -> None:
    before = focus()
    palette = opened(real)
    second = palette.found[1].title
    real.qtbot.keyClick(palette.line, KEY.Key_Down)
    assert second in palette.line.accessibleDescription()
    real.qtbot.keyClick(palette.line, KEY.Key_Up)
    real.qtbot.keyClick(palette.line, KEY.Key_Escape)
    assert palette.isHidden() and focus() is before


def test_nothing_found_is_said(real: RealWindow, type_text: TypeText) -> None:
    palette = opened(real)
    type_text(palette.line, "xyzxyz")
    assert palette.found == [] and not palette.list.isVisible()
    real.qtbot.keyClick(palette.line, KEY.Key_Return)
    assert palette.isVisible()
    real.qtbot.keyClick(palette.line, KEY.Key_Escape)


def test_what_was_used_last_comes_first_also_after_a_new_start(
    qtbot: QtBot, tmp_path: Path, window_language: Language, type_text: TypeText
) -> None:
    prepare(tmp_path / "store", soc_trang)
    for run in range(2):
        with real_window(qtbot, window_language, tmp_path / "store") as real:
            real.open(ID, "overview")
            real.activate()
            palette = opened(real)
            if run == 0:
                for typed in ("kho minh chung", "4.1"):
                    type_text(opened(real).line, typed)
                    qtbot.keyClick(focus(), KEY.Key_Return)
                    real.at_rest()
            else:
                real.at_rest()
                assert [entry.key for entry in palette.found[:2]] == ["indicator:4.1", "page:library"]
                qtbot.keyClick(palette.line, KEY.Key_Escape)


def test_only_the_last_few_are_remembered() -> None:
    recent: list[str] = []
    for number in range(20):
        recent = used(recent, f"page:{number}")
    assert len(recent) == MAX_RECENT and recent[0] == "page:19"
    assert used(recent, recent[3])[0] == recent[3] and len(set(used(recent, recent[3]))) == MAX_RECENT


def test_what_is_typed_right_after_its_key_goes_to_it(real: RealWindow) -> None:
    """The store is not waited for: keys that follow at once would end in the field that had the keyboard."""
    real.qtbot.keyClick(real.window, KEY.Key_K, MOD.ControlModifier)
    palette = real.window.findChild(Palette)
    assert palette is not None
    assert focus() is palette.line


class _Resized(QObject):
    """Whether a widget was laid out in a size of its own."""

    is_seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.is_seen = self.is_seen or event.type() == QEvent.Type.Resize
        return False


def test_to_show_it_lays_out_no_page_that_was_never_seen(real: RealWindow) -> None:
    """An effect of Qt on it does: all pages at once, which takes longer than anything else in the window."""
    unseen = real.bench.page("plan")
    watch = _Resized()
    unseen.installEventFilter(watch)
    opened(real)
    QApplication.processEvents()
    unseen.removeEventFilter(watch)
    assert not watch.is_seen
    assert real.bench.findChildren(Shade)[0].isVisible()
    opened(real).close_again()
    assert not real.bench.findChildren(Shade)[0].isVisible()
