"""Text up to twice its size: nothing is cut off or out of reach, and the size that was chosen is kept."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest
from clipping import clipped, ends_out_of_sight, sideways
from everywhere import (
    DIALOGS,
    Files,
    make_files,
    portal,
    settle,
    walk_dialogs,
    walk_everything,
    window_on_sample,
)
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow

from dti_desktop.ui import text_size, theme
from dti_desktop.ui.dialogs import dialog_layout
from dti_desktop.ui.dialogs.dialog_layout import DialogScroll
from dti_desktop.ui.language import Language

LAPTOP = QSize(1366, 768)
IS_WHOLE = os.environ.get("DTI_ACCESS") == "whole"
CASES = (
    [(150, "vi"), (200, "vi"), (200, "en")]
    if not IS_WHOLE
    else [(p, language) for p in (100, 150, 200) for language in ("vi", "en")]
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(tmp_path_factory.mktemp("sizes"))


def room_at(percent: int) -> QSize:
    """Return what an office laptop's screen is to a window whose text has a size."""
    return LAPTOP * 100 / percent


@pytest.mark.parametrize(("percent", "language"), CASES)
def test_nothing_is_cut_off(
    qtbot: QtBot, window_language: Language, files: Files, percent: int, language: str
) -> None:
    room = room_at(percent)
    wrong: dict[str, str] = {}
    window_language.set(language)  # type: ignore[arg-type]
    with window_on_sample(qtbot, window_language, files, size=(room.width(), room.height())) as real:
        assert real.window.size() == room, "the window itself has to fit"
        for place, window in walk_everything(real, files, rest=True):
            _fit(window, room)
            settle(real)
            faults = [*clipped(window), *sideways(window)]
            if isinstance(window, QDialog):
                faults += ends_out_of_sight(window)
            for fault in faults:
                wrong.setdefault(fault, place)
    assert not wrong, "\n".join(f"{place}: {fault}" for fault, place in wrong.items())


def test_no_dialog_scrolls_where_the_screen_has_room(
    qtbot: QtBot, window_language: Language, files: Files
) -> None:
    scrolling: list[str] = []
    with window_on_sample(qtbot, window_language, files) as real:
        for name, dialog in walk_dialogs(real, files):
            for scroll in dialog.findChildren(DialogScroll):
                is_full = dialog.height() >= scroll.room().height()
                if scroll.verticalScrollBar().maximum() and not is_full:
                    scrolling.append(f"{name}: {scroll.verticalScrollBar().maximum()} px")
    assert not scrolling, scrolling


def _fit(window: QWidget, room: QSize) -> None:
    """Make a dialog as small as a screen would; the one of the tests has room for all."""
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    window.resize(window.size().boundedTo(room))
    QApplication.processEvents()


def test_dialogs_keep_within_a_small_screen_and_their_buttons_in_sight(
    qtbot: QtBot, window_language: Language, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_at(200) - QSize(16, 48)
    for name in ("dialog_layout", "shortcuts"):
        module = importlib.import_module(f"dti_desktop.ui.dialogs.{name}")
        monkeypatch.setattr(module, "screen_room", lambda _widget: room)
    wrong: list[str] = []
    with window_on_sample(qtbot, window_language, files) as real:
        for name, dialog in walk_dialogs(real, files):
            if dialog.width() > room.width() or dialog.height() > room.height():
                wrong.append(f"{name}: {dialog.size().toTuple()}")
            buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible() and each.text()]
            ending = [each for each in buttons if not _scrolls(each, dialog)]
            if buttons and not ending:
                wrong.append(f"{name}: its buttons scroll out of sight")
            for each in ending:
                if not dialog.rect().contains(QRect(each.mapTo(dialog, QPoint(0, 0)), each.size())):
                    wrong.append(f"{name}: “{each.text()}” is cut off")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["OpenPartDialog", "RestoreDialog", "BackupToFileDialog"])
def test_nothing_scrolls_where_there_is_room(
    qtbot: QtBot, window_language: Language, files: Files, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Also of what a dialog shows only when its file has been read."""
    room = LAPTOP - QSize(16, 48)
    monkeypatch.setattr(dialog_layout, "screen_room", lambda _widget: room)
    with window_on_sample(qtbot, window_language, files) as real:
        dialog = DIALOGS[name](real, files)
        settle(real)
        scroll = dialog.findChild(dialog_layout.DialogScroll)
        assert scroll is not None and scroll.verticalScrollBar().maximum() == 0
        assert scroll.ground.height() <= scroll.heightForWidth(scroll.viewport().width()) + 1, (
            "nor is it empty"
        )
        dialog.close()
        dialog.deleteLater()


def test_the_windows_beside_keep_within_a_small_screen(
    qtbot: QtBot, window_language: Language, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_at(200) - QSize(16, 48)
    for name in ("dialogs.dialog_layout", "help_window", "portal_window"):
        module = importlib.import_module(f"dti_desktop.ui.{name}")
        monkeypatch.setattr(module, "screen_room", lambda _widget: room)
    with window_on_sample(qtbot, window_language, files) as real:
        real.window.help.show("indicator")
        shown = real.window.help.help
        assert shown is not None
        settle(real)
        assert shown.size().boundedTo(room) == shown.size(), "what is in it does not push it open"
        for window in (shown, portal(real)):  # the latter is as large as it was left
            assert window.minimumSize().boundedTo(room) == window.minimumSize()
        real.window._acts.close_windows()
        shown.close()


def _scrolls(widget: QWidget, dialog: QDialog) -> bool:
    above: QWidget | None = widget
    while above is not None and above is not dialog:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def test_the_side_bar_is_a_drawer_where_there_is_no_room(
    qtbot: QtBot, window_language: Language, files: Files
) -> None:
    room = room_at(200)
    with window_on_sample(qtbot, window_language, files, size=(room.width(), room.height())) as real:
        real.activate()
        real.go("overview")
        bench = real.bench
        assert not bench.sidebar.isVisible() and bench.header.places.isVisible()
        qtbot.mouseClick(bench.header.places, Qt.MouseButton.LeftButton)
        assert bench.sidebar.isVisible() and bench.sidebar.places.hasFocus()
        assert bench.stack.geometry().left() == 0, "it lies over the page and moves nothing"
        qtbot.keyClick(bench.sidebar.places, Qt.Key.Key_Escape)
        assert not bench.sidebar.isVisible()
        qtbot.mouseClick(bench.header.places, Qt.MouseButton.LeftButton)
        assert bench.sidebar.isVisible()
        real.go("journal")
        assert not bench.sidebar.isVisible(), "where one went is what one sees"
        real.window.resize(LAPTOP)
        real.until(bench.sidebar.isVisible)
        assert not bench.header.places.isVisible() and bench.stack.geometry().left() > 200


# -- what was chosen ---------------------------------------------------------------------------------


def test_a_size_is_kept_and_steps_end_at_both_sides(tmp_path: Path) -> None:
    assert text_size.kept(tmp_path) == 100
    text_size.keep(tmp_path, 150)
    assert text_size.kept(tmp_path) == 150
    assert [text_size.larger(step) for step in text_size.STEPS] == [115, 130, 150, 175, 200, 200]
    assert [text_size.smaller(step) for step in text_size.STEPS] == [100, 100, 115, 130, 150, 175]
    with pytest.raises(ValueError, match="90"):
        text_size.keep(tmp_path, 90)


@pytest.mark.parametrize("content", [b"", b"90", b"-1", b"200" * 40, b"\xff\xfe", b"1e2", b"\0"])
def test_what_is_no_size_is_the_usual_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "text-size").write_bytes(content)
    assert text_size.kept(tmp_path) == text_size.USUAL


def test_qt_is_told_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    with text_size.told_to_qt(150):
        assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    assert "QT_SCALE_FACTOR" not in os.environ
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.25")
    with text_size.told_to_qt(200):
        assert os.environ["QT_SCALE_FACTOR"] == "2.5"
    assert os.environ["QT_SCALE_FACTOR"] == "1.25"


def test_another_size_closes_the_window_to_begin_anew(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    files = make_files(tmp_path)
    real: RealWindow
    with window_on_sample(qtbot, window_language, files) as real:
        real.activate()
        real.go("overview")
        for _ in range(2):
            qtbot.keyClick(real.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        assert real.bench.toast.isVisible()
        real.until(lambda: real.window.is_let_go)
        assert real.window.begins_anew and real.window.assessment_id == "sample-soc-trang-2022"
        real.window.workbench = None
    assert text_size.kept(files.store) == 130


def test_pictures_are_drawn_for_the_screen(look: theme.Theme) -> None:
    from dti_desktop.ui import icons

    for ratio in (1.0, 1.5, 2.0):
        picture = icons.current().pixmap("menu", "text", 16, ratio)
        assert picture.devicePixelRatio() == ratio and picture.width() == 16 * ratio
