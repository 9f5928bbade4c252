"""The window as a whole: header, language, look, steps back and forth, closing, a store that stays shut."""

from __future__ import annotations

import gc
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, now_utc, prepare, real_window, soc_trang

from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.workspace import Saved, Workspace
from dti_desktop.ui import page_registry, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import PageName, Place
from dti_desktop.ui.widgets.palette import Palette

NBSP = "\u00a0"


def _stored(store_dir: Path, assessment_id: str = "soc-trang-2022") -> Workspace:
    return Workspace.open(store_dir, LIBRARY, now_utc=now_utc, user="test")


def _words(widget: QWidget) -> str:
    """Return every word that can be seen now."""
    found = []
    for label in widget.findChildren(QLabel):
        if label.isVisibleTo(widget):
            found.append(label.text())
    for button in widget.findChildren(QAbstractButton):
        if button.isVisibleTo(widget):
            found.append(f"{button.text()} {button.accessibleName()} {button.toolTip()}")
    return "\n".join(found)


# -- header ------------------------------------------------------------------------------------------


def test_header_follows_what_is_typed(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        header = real.bench.header
        assert header.province.name.text() == "Sóc Trăng"
        assert header.province.kind.text() == "DTI 2022 · Bản nháp"
        assert header.answered.text() == "0/98"
        real.session.edit_answer("4.1", {"a": Decimal(700), "b": Decimal(775)})
        assert header.answered.text() == "1/98"
        assert header.save_state.words == "Đang lưu…"
        real.until(lambda: header.points.text() == "9,03")
        real.until(lambda: header.value.text() == "0,0090")
        assert header.rank.text() == "63/63"
        assert "2022" in header.rank.accessibleName()
        real.at_rest()
        assert header.save_state.words.startswith("Đã lưu ")
        assert len(header.save_state.words) == len("Đã lưu 10:42:07")


def test_header_tells_when_something_other_than_typing_was_stored(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        said = real.bench.header.save_state
        said._now_utc = lambda: now_utc() + timedelta(minutes=5)
        real.session.act(lambda w, a: w.explain(a, "4.1", "theo Sở Nội vụ"))
        real.until(lambda: said.words.endswith(":47:07"))


def test_unknown_rank_is_a_dash_with_its_reason(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, lambda w: w.create("Sóc Trăng", 2021))
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2021")
        assert real.bench.header.rank.text() == "—"
        assert real.bench.header.rank.isVisible()
        assert "2021" in real.bench.header.rank.toolTip()


def test_sample_says_that_its_figures_are_illustrative(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, lambda w: w.create("Sóc Trăng", 2022, assessment_id="sample", is_sample=True))
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("sample")
        assert real.bench.header.province.kind.text() == "DTI 2022 · Hồ sơ mẫu · số liệu minh họa"


def test_only_the_last_of_many_steps_is_kept(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, soc_trang)
    kept: list[str] = []
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "indicator", "2.3")
        real.at_rest()
        set_setting = Workspace.set_setting
        monkeypatch.setattr(
            Workspace,
            "set_setting",
            lambda self, key, value: (kept.append(key), set_setting(self, key, value))[1],
        )
        for code in ("2.4", "2.5", "3.1"):
            real.bench.go(Place("indicator", code))
        real.window.close()
        real.until(lambda: real.window.is_let_go)
    assert kept.count("ui/place/soc-trang-2022") == 1
    with real_window(qtbot, window_language, tmp_path) as real:
        real.session.open("soc-trang-2022")
        real.until(lambda: (real.bench.place.page, real.bench.place.code) == ("indicator", "3.1"))


def test_where_she_was_is_kept_of_the_assessment_that_is_left(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two(workspace: Workspace) -> None:
        soc_trang(workspace)
        workspace.create("Đồng Tháp", 2022)

    prepare(tmp_path, two)
    monkeypatch.setattr("dti_desktop.ui.workbench._KEEP_PLACE_MS", 60_000)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "indicator", "2.3")
        real.session.open("dong-thap-2022")
        real.until(lambda: real.bench.place.page == "overview")
        real.session.open("soc-trang-2022")
        real.until(lambda: (real.bench.place.page, real.bench.place.code) == ("indicator", "2.3"))


def test_province_leads_to_all_assessments_and_back(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "indicator", "2.3")
        real.at_rest()
        qtbot.mouseClick(real.bench.header.province, Qt.MouseButton.LeftButton)
        assert real.bench.place.page == "start"
        assert not real.bench.sidebar.isVisible()
        assert not real.bench.header.points.isVisible()
        # Opened again, it is where it was left.
        real.session.open("soc-trang-2022")
        real.until(lambda: (real.bench.place.page, real.bench.place.code) == ("indicator", "2.3"))
        assert real.bench.sidebar.isVisible()


# -- language and look -------------------------------------------------------------------------------


def test_language_switch_retranslates_the_whole_window_and_is_kept(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        real.session.edit_answer("4.1", {"a": Decimal(700), "b": Decimal(775)})
        real.at_rest()
        before = _words(real.window)
        assert "Số liệu chung" in before
        qtbot.mouseClick(real.bench.header.language, Qt.MouseButton.LeftButton)
        assert window_language.current == "en"
        real.until(lambda: real.bench.header.points.text() == "9.03")
        sidebar = real.bench.sidebar
        assert sidebar.tree.model().index(3, 0).data() == "Digital workforce"
        real.at_rest()
    with real_window(qtbot, window_language, tmp_path) as real:
        assert window_language.current == "en"


def test_look_switches_and_is_kept(
    qtbot: QtBot, window_language: Language, look: theme.Theme, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        qtbot.mouseClick(real.bench.header.theme, Qt.MouseButton.LeftButton)
        assert look.is_dark
        real.until(lambda: "sáng" in real.bench.header.theme.accessibleName())
        real.at_rest()
    look.set_mode("light")
    with real_window(qtbot, window_language, tmp_path) as real:
        assert look.is_dark


def test_every_control_has_a_name(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        bench = real.bench
        controls: list[QWidget] = [
            *bench.header.findChildren(QAbstractButton),
            *bench.sidebar.findChildren(QAbstractButton),
            *bench.page("profile").findChildren(QLineEdit),
            bench.sidebar.search, bench.sidebar.places, bench.sidebar.tree, bench.sidebar.submit,
        ]  # fmt: skip
        for control in controls:
            named = control.accessibleName() or getattr(control, "text", str)()
            assert named, control


# -- steps back and forth ----------------------------------------------------------------------------


def _press(real: RealWindow, key: str) -> None:
    shortcuts = real.bench.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    found = [s for s in shortcuts if s.key() == QKeySequence(key)]
    assert found, key
    found[0].activated.emit()


def test_undo_and_redo_show_where_it_was(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        header = real.bench.header
        assert not header.undo.isEnabled()
        real.session.edit_answer("1.1", {"level": "head"})
        assert header.undo.isEnabled()
        _press(real, "Ctrl+Z")
        real.until(lambda: header.answered.text() == "0/98")
        real.until(lambda: real.bench.place.code == "1.1")
        assert real.bench.toast.isVisible()
        real.at_rest()
        assert header.redo.isEnabled()
        _press(real, "Ctrl+Y")
        real.until(lambda: header.answered.text() == "1/98")
        real.at_rest()
        assert not header.redo.isEnabled()


def test_undo_keys_are_left_to_a_text_that_has_own_steps(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        search = real.bench.sidebar.search
        real.activate()
        search.setFocus()
        real.until(search.hasFocus)
        qtbot.keyClicks(search, "an")
        qtbot.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert search.text() == ""
        real.session.edit_answer("1.1", {"level": "head"})
        real.at_rest()
        search.clear()
        search.setText("")  # nothing left to undo in the text itself
        assert not search.isUndoAvailable()
        qtbot.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        real.until(lambda: real.bench.header.answered.text() == "0/98")


def test_keys_lead_to_the_places(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        for key, page in (
            ("Ctrl+1", "overview"),
            ("Ctrl+2", "remaining"),
            ("Ctrl+3", "profile"),
            ("Ctrl+4", "ranking"),
            ("Ctrl+5", "submit"),
            ("Ctrl+B", "entry"),
            ("Ctrl+B", "indicator"),
        ):
            _press(real, key)
            assert real.bench.place.page == page
        real.activate()
        qtbot.keyClick(real.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        real.until(lambda: real.bench.findChild(Palette) is not None)
        real.until(lambda: real.bench.findChild(Palette).line.hasFocus())  # type: ignore[union-attr]


# -- a store that cannot be opened -------------------------------------------------------------------


def test_second_window_on_the_same_store_says_so_and_opens_once_it_is_free(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    holder = _stored(tmp_path)
    with real_window(qtbot, window_language, tmp_path, wait_for_store=False) as real:
        opening = real.window.opening
        real.until(lambda: opening.fault.retry.isVisible())
        assert "đang được mở" in opening.fault.what.text()
        assert real.window.workbench is None
        window_language.set("en")
        real.until(lambda: "đang" not in opening.fault.what.text())
        window_language.set("vi")
        holder.close()
        qtbot.mouseClick(opening.fault.retry, Qt.MouseButton.LeftButton)
        real.until(lambda: real.window.workbench is not None)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 40, b"\0" * 5000])
def test_damaged_store_is_said_and_left_alone(
    qtbot: QtBot, window_language: Language, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "dti.sqlite").write_bytes(content)
    with real_window(qtbot, window_language, tmp_path, wait_for_store=False) as real:
        real.until(lambda: real.window.opening.fault.restore.isVisible())
        assert "store-damaged" in real.window.opening.fault.code.text()
    assert (tmp_path / "dti.sqlite").read_bytes() == content


def test_store_of_a_newer_program_is_said_and_left_alone(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with closing(sqlite3.connect(tmp_path / "dti.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with real_window(qtbot, window_language, tmp_path, wait_for_store=False) as real:
        real.until(lambda: real.window.opening.fault.retry.isVisible())
        assert "store-too-new" in real.window.opening.fault.code.text()
    with closing(sqlite3.connect(tmp_path / "dti.sqlite")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (9999,)


def test_assessment_that_does_not_exist_is_said(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path, "no-such-2022") as real:
        real.until(lambda: real.bench.notice.isVisible())
        assert real.bench.place.page == "start"


# -- closing -----------------------------------------------------------------------------------------


def test_closing_in_the_middle_of_typing_loses_nothing(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        for number, code in enumerate(("4.1", "4.2", "4.3")):
            real.session.edit_answer(code, {"a": Decimal(number), "b": Decimal(9)})
        real.session.edit_explanation("4.1", "Vì chưa có quyết định.")
        assert not real.session.is_committed
        real.window.close()
        real.until(lambda: real.window.is_let_go)
    with_store = _stored(tmp_path)
    try:
        kept = with_store.load("soc-trang-2022")
        assert {code: fields["a"] for code, fields in kept.answers.items()} == {"4.1": 0, "4.2": 1, "4.3": 2}
        assert kept.explanations["4.1"] == "Vì chưa có quyết định."
    finally:
        with_store.close()


def test_window_opens_where_and_as_large_as_it_was_left(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    # No larger than the screen of the tests: a window comes back within the screen it opens on.
    with real_window(qtbot, window_language, tmp_path, size=(780, 666)):
        pass
    with real_window(qtbot, window_language, tmp_path, size=None) as real:
        assert (real.window.width(), real.window.height()) == (780, 666)


def test_first_window_takes_the_whole_of_a_screen_that_is_too_small(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path, size=None) as real:
        room = real.window.screen().availableGeometry().size()
        assert real.window.width() > room.width(), "the screen of the tests has room for it"
        real.window.hide()
        real.window.show_fitting()
        assert real.window.isMaximized()
    with real_window(qtbot, window_language, tmp_path / "other", size=(780, 666)):
        pass
    with real_window(qtbot, window_language, tmp_path / "other", size=None) as real:
        real.window.hide()
        real.window.show_fitting()
        assert not real.window.isMaximized()


def test_window_asks_before_it_closes_over_edits_that_cannot_be_stored(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        store = Workspace.replace_answers
        full = True

        def sometimes_full(self: Workspace, *args: object) -> Saved:
            if full:
                raise EnvironmentFault("disk-full")
            return store(self, *args)  # type: ignore[arg-type]

        monkeypatch.setattr(Workspace, "replace_answers", sometimes_full)
        asked = []

        def stay(box: QMessageBox) -> int:
            asked.append(box.text())
            monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.defaultButton())
            return 0

        monkeypatch.setattr(QMessageBox, "exec", stay)
        real.session.edit_answer("1.1", {"level": "head"})
        real.window.close()
        real.until(lambda: asked)
        assert real.window.isVisible()
        assert real.bench.header.save_state.words == "Chưa lưu được"
        assert real.bench.notice.isVisible()
        full = False
        qtbot.mouseClick(real.bench.header.save_state._retry, Qt.MouseButton.LeftButton)
        real.at_rest()
        assert not real.bench.notice.isVisible()
    workspace = _stored(tmp_path)
    try:
        assert workspace.load("soc-trang-2022").answers["1.1"] == {"level": "head"}
    finally:
        workspace.close()


# -- backup ------------------------------------------------------------------------------------------


def test_backup_and_restore_from_the_window(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    store_dir, file = tmp_path / "store", tmp_path / "b.dtibackup"
    prepare(store_dir, soc_trang)
    with real_window(qtbot, window_language, store_dir) as real:
        real.open("soc-trang-2022")
        real.session.edit_answer("1.1", {"level": "head"})
        real.window._acts.backups.backup_to(str(file))
        real.until(file.is_file)
        real.until(real.bench.toast.isVisible)
        real.session.edit_answer("1.1", {"level": "none"})
        real.window._acts.backups.restore_from(file)
        before = real.bench
        real.until(lambda: real.window.workbench not in (None, before))
        real.at_rest()
        real.open("soc-trang-2022")
        assert real.session.assessment is not None
        assert real.session.assessment.answers["1.1"] == {"level": "head"}


def test_file_that_is_no_backup_changes_nothing(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    store_dir, file = tmp_path / "store", tmp_path / "b.dtibackup"
    prepare(store_dir, soc_trang)
    file.write_bytes(b"not a backup")
    with real_window(qtbot, window_language, store_dir) as real:
        before = real.bench
        real.window._acts.backups.restore_from(file)
        real.until(lambda: real.window.workbench not in (None, before))
        real.until(lambda: real.bench.notice.isVisible())
        real.open("soc-trang-2022")


# -- start -------------------------------------------------------------------------------------------


def test_window_loads_nothing_heavy(tmp_path: Path) -> None:
    """Importing the window and painting its first page needs Qt, the engine and the standard library."""
    script = f"""
import json, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from datetime import UTC, datetime
from PySide6.QtWidgets import QApplication
from dti_desktop import paths
from dti_desktop.services.library import Library
from dti_desktop.ui import application, format as formats, icons, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import PageName, Place
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.tasks import Tasks
from dti_desktop.ui.widgets.palette import Palette
app = QApplication([])
library = Library(paths.resources_dir(), paths.translations_dir())
look = theme.install(app, library.resources_dir)
language = Language(library.translations_dir, "vi", app)
tasks = Tasks(app)
around = Surroundings(library, tasks, look, icons.current(), language, formats.current(),
                      application.now_utc, "test")
window = MainWindow(around, Path({str(tmp_path)!r}))
window.closed.connect(app.quit)
def look_around():
    window.show()
    window.grab()
    print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
    window.close()
window.store_opened.connect(look_around)
app.exec()
"""
    prepare(tmp_path, soc_trang)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {
        "pandas", "numpy", "matplotlib", "reportlab", "pyhanko", "lxml", "sqlite_utils", "cryptography",
        "asn1crypto", "openpyxl",
    }  # fmt: skip
    assert not loaded & heavy


class _Flashes(QObject):
    """Notes every widget that shows itself as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


@pytest.mark.parametrize("page", page_registry.ALL)
def test_page_shows_no_window_of_its_own_while_it_is_made(
    qtbot: QtBot, qapp: QApplication, window_language: Language, tmp_path: Path, page: PageName
) -> None:
    """A widget shown before it has a parent flashes up as a window and takes the keyboard away."""
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        real.bench.pages.warming.blockSignals(True)  # nothing is made but what is asked for
        flashes = _Flashes()
        qapp.installEventFilter(flashes)
        try:
            made = page_registry.make_page(page, real.bench.context, real.bench.stack)
        finally:
            qapp.removeEventFilter(flashes)
        made.deleteLater()
        assert not flashes.seen


def test_window_title_names_what_is_open(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path, "soc-trang-2022") as real:
        real.until(lambda: real.session.assessment is not None)
        assert real.window.windowTitle().startswith("Sóc Trăng 2022")
        QCoreApplication.processEvents()


def test_a_closed_window_leaves_no_widget_behind(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    """Pages that were made and never shown go with their window; another theme would dress what is left."""

    def alive() -> set[QWidget]:
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return set(QApplication.allWidgets())

    prepare(tmp_path, soc_trang)
    before = alive()
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "overview")
        real.until(lambda: all(name in real.bench.pages.made for name in page_registry.ALL))
    assert alive() - before == set()


class _PaintedAreas(QObject):
    """Remembers which rectangles of a widget were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.areas: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def test_page_that_is_made_behind_the_open_one_does_not_paint_that_anew(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.bench.pages.warming.blockSignals(True)
        real.open("soc-trang-2022", "profile")
        qtbot.wait(300)
        assert "verify" not in real.bench.pages.made
        painted = _PaintedAreas(real.bench.page("profile"))
        real.bench.page("verify")
        qtbot.wait(100)
        assert all(area.width() < 100 for area in painted.areas), "more than the caret"
        real.bench.page("profile").update()
        real.until(lambda: any(area.width() > 100 for area in painted.areas))
