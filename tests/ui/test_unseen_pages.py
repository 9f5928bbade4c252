"""Pages that are not seen follow when the look or the language changes; they never show what was before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import PageName

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
        real.qtbot.wait(250)  # numbers count to their values
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
        real.bench._warm.blockSignals(True)  # not while nobody waits, but when it is shown
        real.bench.set_language("en")
        qtbot.wait(50)
        assert words() == vietnamese
        real.go("profile")
        english = words()
        assert english != vietnamese
        real.go("overview")
        real.bench.set_language("vi")
        real.bench._warm.blockSignals(False)
        real.bench._warm.start()
        real.until(lambda: words() == vietnamese)
        assert not profile.isVisible()
