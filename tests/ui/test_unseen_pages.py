"""Pages that are not seen follow when the look or the language changes; they never show what was before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from everywhere import Files, make_files, portal, settle, walk_pages, window_on_sample
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import page_registry, theme
from dti_desktop.ui.dialogs.scenario_name import ScenarioNameDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import PageName
from dti_desktop.ui.pages.remaining import RemainingPage
from dti_desktop.ui.widgets.chart_view import ChartView

MOTION_MS = 180
"""Numbers count to their values for a little less."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(tmp_path_factory.mktemp("unseen"))


def _make_all(real: RealWindow) -> None:
    for page in page_registry.ALL:
        real.bench.page(page)


def _picture(real: RealWindow) -> QImage:
    """Return a picture of the whole window once nothing on it moves any more."""
    charts = [view for view in real.window.findChildren(ChartView) if view.isVisible()]
    real.until(lambda: real.session.forecast.is_current and all(view.is_current for view in charts))
    taken, before = real.window.grab().toImage(), QImage()
    for _ in range(20):
        real.qtbot.wait(MOTION_MS)
        settle(real)
        taken, before = real.window.grab().toImage(), taken
        if taken == before:
            return taken
    raise AssertionError(f"{real.bench.place} never comes to rest")


def _walked(real: RealWindow) -> dict[str, QImage]:
    return {place: _picture(real) for place, _page in walk_pages(real)}


@pytest.fixture
def no_caret_blinks(qapp: QApplication) -> Iterator[None]:
    """Two pictures are the same wherever the keyboard is."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.fixture(scope="module")
def in_a_dark_window() -> list[dict[str, QImage]]:
    """What every page looks like in a window that was never light, when it comes and when it comes again.

    The first test that wants it fills it.
    """
    return []


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("no_caret_blinks")
@pytest.mark.parametrize("is_on_arrival", [False, True], ids=["meanwhile", "on arrival"])
def test_every_page_looks_as_in_a_window_that_never_looked_otherwise(
    qtbot: QtBot,
    window_language: Language,
    files: Files,
    in_a_dark_window: list[dict[str, QImage]],
    is_on_arrival: bool,
) -> None:
    look = theme.current()
    if not in_a_dark_window:
        look.set_mode("dark")
        with window_on_sample(qtbot, window_language, files) as real:
            in_a_dark_window += [_walked(real), _walked(real)]
        look.set_mode("light")
    with window_on_sample(qtbot, window_language, files) as real:
        for page in page_registry.ALL:
            real.bench.page(page)
        settle(real)
        real.go("overview")
        settle(real)
        qtbot.wait(MOTION_MS)  # Qt polishes what was made, behind everything else
        if not is_on_arrival:
            _walked(real)
        real.go("overview")
        look.change_mode("dark")
        if is_on_arrival:
            look.dress(real.bench.header)  # what is seen has changed
            assert not look.is_worn and look._dressing is not None
            look._dressing._next.blockSignals(True)
        else:
            real.until(lambda: look.is_worn)
        changed = _walked(real)
        assert look._dressing is not None
        look._dressing._next.blockSignals(False)
    always = in_a_dark_window[0 if is_on_arrival else 1]
    assert changed.keys() == always.keys() and len(changed) > len(page_registry.ALL)
    assert [place for place in changed if changed[place] != always[place]] == []


def _beside(real: RealWindow) -> dict[str, QImage]:
    """Return pictures of what stands beside the window or opens over it."""
    window, bench = real.window, real.bench
    if window._acts.portal is None:
        portal(real)
    if window.help.help is None:
        window.help.show("overview")
    helping = window.help.help
    assert helping is not None and window._acts.portal is not None
    real.until(lambda: helping.topic_id == "overview")
    real.go("remaining")
    remaining = bench.page("remaining")
    assert isinstance(remaining, RemainingPage)
    settle(real)
    remaining.index.showPopup()
    real.qtbot.wait(MOTION_MS)
    opened: dict[str, QWidget] = {
        "portal": window._acts.portal,
        "help": helping,
        "menu": bench.menu,
        "list of a field": remaining.index.view().window(),
        "dialog": ScenarioNameDialog("Giả định 1", renames=False),
    }
    taken = {name: widget.grab().toImage() for name, widget in opened.items()}
    remaining.index.hidePopup()
    return taken


@pytest.mark.usefixtures("no_caret_blinks")
def test_windows_menus_and_lists_follow_too(qtbot: QtBot, window_language: Language, files: Files) -> None:
    look = theme.current()
    with window_on_sample(qtbot, window_language, files) as real:
        light = _beside(real)
        real.go("overview")
        look.change_mode("dark")
        real.until(lambda: look.is_worn)
        changed = _beside(real)
    assert [name for name in light if light[name] == changed[name]] == []
    with window_on_sample(qtbot, window_language, files) as real:
        assert look.is_dark and look.is_worn
        always = _beside(real)
    assert [name for name in changed if changed[name] != always[name]] == []


@pytest.mark.parametrize("after_ms", [0, 5, 30, 80])
def test_window_may_be_closed_while_it_changes(
    qtbot: QtBot, window_language: Language, tmp_path: Path, after_ms: int
) -> None:
    prepare(tmp_path, _answered)
    look = theme.current()
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "overview")
        for page in ("profile", "library", "review", "submit"):
            real.bench.page(page)
        qtbot.wait(MOTION_MS)
        look.change_mode("dark")
        if after_ms:
            qtbot.wait(after_ms)
    qtbot.waitUntil(lambda: look.is_worn)
    assert QApplication.palette().window().color().name() == theme.DARK.page


@pytest.mark.usefixtures("no_caret_blinks")
def test_change_of_mind_while_it_changes(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, _answered)
    look = theme.current()
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "profile")
        qtbot.wait(MOTION_MS)
        before = real.bench.page("profile").grab().toImage()
        for wait_ms in (0, 5, 20, 40, 80):
            look.change_mode("dark")
            qtbot.wait(wait_ms)
            look.change_mode("light")
            assert not look.is_dark
            qtbot.wait(wait_ms)
        real.until(lambda: look.is_worn)
        qtbot.wait(MOTION_MS)
        assert real.bench.page("profile").grab().toImage() == before
        assert real.window.updatesEnabled()


#: Not those with charts, which are drawn beside the window and follow when they can.
PAGES: tuple[PageName, ...] = (
    "remaining",
    "profile",
    "library",
    "parts",
    "journal",
    "submit",
    "review",
)


def _answered(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(made, {"1.1": {"level": "head"}})
    workspace.explain(made, "1.2", "Chưa có văn bản.")


def _pictures(real: RealWindow) -> dict[str, QImage]:
    taken = {}
    for page in (*PAGES, "indicator"):
        real.go(page, "1.2" if page == "indicator" else None)
        real.at_rest()
        real.qtbot.wait(MOTION_MS)
        taken[page] = real.bench.page(page).grab().toImage()  # type: ignore[arg-type]
    return taken


def test_page_that_was_not_seen_looks_as_if_it_had_been_dressed_with_the_rest(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, _answered)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        light = _pictures(real)
        real.go("overview")
        theme.current().set_mode("dark")
        late = _pictures(real)
        # By now every page was shown, and is dressed while it stands behind another.
        theme.current().set_mode("light")
        theme.current().set_mode("dark")
        at_once = _pictures(real)
        assert [page for page in late if late[page] != at_once[page]] == []
        real.go("overview")
        theme.current().set_mode("light")
        again = _pictures(real)
        assert [page for page in light if light[page] != again[page]] == []


def test_page_that_was_not_seen_speaks_the_language_when_it_is_shown(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, _answered)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        for page in ("profile", "overview"):
            real.go(page)
        profile = real.bench.page("profile")

        def words() -> set[str]:
            return {label.text() for label in profile.findChildren(QLabel)}

        vietnamese = words()
        real.bench.pages.warming.blockSignals(True)  # not while nobody waits, but when it is shown
        real.bench.set_language("en")
        qtbot.wait(50)
        assert words() == vietnamese
        real.go("profile")
        english = words()
        assert english != vietnamese
        real.go("overview")
        real.bench.set_language("vi")
        real.bench.pages.warming.blockSignals(False)
        real.bench.pages.warming.start()
        real.until(lambda: words() == vietnamese)
        assert not profile.isVisible()
