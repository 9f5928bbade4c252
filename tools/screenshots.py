"""Grab every page of the real window as PNG, on the sample.

    .venv/bin/python tools/screenshots.py              the pictures of the README, into docs/screenshots
    .venv/bin/python tools/screenshots.py OUT [--all]  every page in both themes, languages and sizes
    .venv/bin/python tools/screenshots.py OUT --text 200  as at twice the size of text
    .venv/bin/python tools/screenshots.py OUT --size 1920x1080 --theme dark --page start
    .venv/bin/python tools/screenshots.py OUT --catalogue ID   on another catalogue, two thirds of it answered
    .venv/bin/python tools/screenshots.py OUT --catalogue dti-commune-example --results   with made-up results

Runs without a screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
_SCREEN = ROOT / "tools" / "screen.json"

import unit_results  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from valid_answers import valid_document  # noqa: E402

from dti_desktop import paths  # noqa: E402
from dti_desktop.engine.model import Catalogue  # noqa: E402
from dti_desktop.services.library import Library  # noqa: E402
from dti_desktop.services.results import UnitsOf  # noqa: E402
from dti_desktop.services.sample import create_sample  # noqa: E402
from dti_desktop.services.workspace import Workspace  # noqa: E402
from dti_desktop.ui import format as formats  # noqa: E402
from dti_desktop.ui import icons, text_size, theme  # noqa: E402
from dti_desktop.ui.language import Language  # noqa: E402
from dti_desktop.ui.main_window import MainWindow, Surroundings  # noqa: E402
from dti_desktop.ui.navigation import Place  # noqa: E402
from dti_desktop.ui.tasks import Tasks  # noqa: E402
from dti_desktop.ui.window_acts import WindowActs  # noqa: E402
from tools.bundle_pictures import STATES, make_bundles, picture  # noqa: E402
from tools.form_pictures import FORM_STATES  # noqa: E402

PAGES: dict[str, Place] = {
    "start": Place("start"),
    "overview": Place("overview"),
    "remaining": Place("remaining"),
    "review": Place("review"),
    "profile": Place("profile"),
    "library": Place("library"),
    "ranking": Place("ranking"),
    "forecast": Place("forecast"),
    "plan": Place("plan"),
    "whatif": Place("whatif"),
    "sensitivity": Place("sensitivity"),
    "history": Place("history"),
    "indicator-ratio": Place("indicator", "4.1"),
    "indicator-levels": Place("indicator", "1.1"),
    "indicator-parts": Place("indicator", "7.14"),
    "indicator-gate": Place("indicator", "7.3"),
    "indicator-rate": Place("indicator", "8.2"),
    "indicator-info": Place("indicator", "6.3"),
    "indicator-complement": Place("indicator", "5.7"),
    "indicator-approved": Place("indicator", "2.5"),
    "indicator-needs-work": Place("indicator", "5.3", "review"),
    "entry": Place("entry", "4.1"),
    "submit": Place("submit"),
    "parts": Place("parts"),
    "journal": Place("journal"),
    "carried": Place("carried"),
    "catalogue": Place("catalogue"),
    "comparison": Place("comparison"),
    "verify": Place("verify"),
}
README_PAGES = (
    "indicator-ratio",
    "overview",
    "remaining",
    "ranking",
    "forecast",
    "plan",
    "submit",
    "profile",
    "review",
    "library",
    "entry",
)
PORTAL = "portal"
"""The window for typing into dti.gov.vn, which stands beside the main one."""

HELP, TOUR = "help", "tour"
"""The window of the help, and the tour over the main one."""

DRAWN = ("overview", "ranking", "forecast", "plan", "history")
"""Pages that are worked out or drawn beside the window."""

_QUIET_ROUNDS = 6
"""What was worked out may ask for more: as many looks find nothing to do."""

NOW_UTC = datetime(2022, 12, 30, 3, 42, 7, tzinfo=UTC)


def wait(until: Callable[[], bool] | None = None, seconds: float = 10, rest_seconds: float = 0.6) -> None:
    """Let the window work until a condition holds and then for a moment more."""
    end = time.monotonic() + seconds
    while until is not None and not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    end = time.monotonic() + rest_seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def come_to_rest(window: MainWindow, seconds: float = 60) -> None:
    """Wait until nothing is worked out beside the window any more, however busy the machine is."""
    if window.workbench is None:
        return
    tasks, end, quiet = window.workbench.context.tasks, time.monotonic() + seconds, 0
    while quiet < _QUIET_ROUNDS and time.monotonic() < end:
        wait(rest_seconds=0.1)
        quiet = quiet + 1 if tasks.is_idle else 0


@contextmanager
def opened_window(
    app: QApplication, library: Library, store: Path, mode: str, language: str, assessment_id: str
) -> Iterator[MainWindow]:
    """Open the real window on an assessment in a store."""
    look = theme.install(app, library.resources_dir, mode)  # type: ignore[arg-type]
    words = Language(library.translations_dir, language, app)  # type: ignore[arg-type]
    tasks = Tasks(app)
    around = Surroundings(
        library, tasks, look, icons.current(), words, formats.current(), lambda: NOW_UTC, "Nguyễn Thị Hoa"
    )
    window = MainWindow(around, store, assessment_id)
    try:
        yield window
    finally:
        window.close()
        wait(lambda: not window.isVisible())
        tasks.shutdown()


def portal(window: MainWindow) -> QWidget:
    """Open the window for typing into dti.gov.vn."""
    assert window.workbench is not None
    window.workbench.portal_wanted.emit()
    found = window.findChild(WindowActs)
    assert found is not None
    wait(lambda: found.portal is not None)
    assert found.portal is not None
    return found.portal


def pages_of(catalogue: Catalogue) -> dict[str, Place]:
    """Return the pages of an assessment by another catalogue, a sub-indicator for each kind of rule."""
    pages = {name: place for name, place in PAGES.items() if place.page != "indicator"}
    for code, indicator in catalogue.indicators.items():
        pages.setdefault(f"indicator-{indicator.rule.kind}", Place("indicator", code))
    longest = max(catalogue.indicators.values(), key=lambda each: len(each.title.vi))
    return {**pages, "indicator-longest": Place("indicator", longest.code)}


def begin(workspace: Workspace, catalogue: Catalogue) -> str:
    """Make an assessment by another catalogue, two thirds of it answered; return its id."""
    unit = "" if catalogue.is_of_provinces else "Xã Phú Tâm"
    id_ = workspace.create("Sóc Trăng", 2022, catalogue.id, untrusted_unit=unit)
    workspace.fill(id_, json.dumps(valid_document(catalogue, Random(3), 2 / 3)).encode())  # noqa: S311 - a picture
    return id_


def _screen_file(size: str) -> Path:
    """Write down a screen of `size`: dialogs stay within it (one that is none is 800 x 800)."""
    told = json.loads(_SCREEN.read_text(encoding="utf-8"))
    told["screens"][0] |= dict(zip(("width", "height"), map(int, size.split("x")), strict=True))
    path = Path(tempfile.mkdtemp()) / _SCREEN.name
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def grab(
    out: Path,
    pages: list[str],
    size: str,
    mode: str,
    language: str,
    name: str,
    other: str = "",
    text_percent: int = text_size.USUAL,
    *,
    with_results: bool = False,
) -> None:
    """Grab pages into `out` under names made from `name`, as on a screen of `size` real pixels.

    Of the sample, or by the catalogue `other`: that for communes perhaps `with_results` of nine communes.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={_screen_file(size)}")
    with text_size.told_to_qt(text_percent):
        app = QApplication.instance() or QApplication(sys.argv[:1])
    library = Library(paths.resources_dir(), paths.translations_dir())
    width, height = (int(part) * 100 // text_percent for part in size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        workspace = Workspace.open(store, library, now_utc=lambda: NOW_UTC, user="Nguyễn Thị Hoa")
        opened = create_sample(workspace, library)
        places = PAGES
        if other:
            catalogue = library.catalogue(other)
            opened, places = begin(workspace, catalogue), pages_of(catalogue)
            if with_results:
                table = workspace.results.known.examine_bytes(
                    unit_results.table(),
                    "kết quả.csv",
                    units=UnitsOf(catalogue, unit_results.PROVINCE),
                    this_year=NOW_UTC.year,
                )
                workspace.import_results(table)
            pages = [page for page in pages if page in places] if pages != list(PAGES) else list(places)
        wanted = {page for page in pages if page in STATES}
        bundles = make_bundles(Path(folder) / "Hồ sơ", workspace, library, NOW_UTC) if wanted else None
        workspace.set_setting("ui.theme", mode)
        workspace.set_setting("ui.language", language)
        workspace.close()
        with opened_window(app, library, store, mode, language, opened) as window:  # type: ignore[arg-type]
            window.resize(width, height)
            window.show()
            wait(rest_seconds=2)
            for page in pages:
                window.resize(width, height)
                shown: QWidget = window
                if page in FORM_STATES:
                    shown = FORM_STATES[page](window, wait)
                elif page in STATES:
                    assert bundles is not None
                    shown = STATES[page](window, bundles, wait)
                elif page == PORTAL:
                    shown = portal(window)
                elif page == HELP:
                    window.help.show("indicator")
                    assert window.help.help is not None
                    shown = window.help.help
                elif page == TOUR:
                    window.help.begin_tour()
                    assert window.help.tour is not None
                    window.help.tour.go_on()
                else:
                    window.go(places[page])
                wait(rest_seconds=3 if page in DRAWN else 1.2)
                come_to_rest(window)
                out.mkdir(parents=True, exist_ok=True)
                path = out / f"{name.format(page=page, size=size, theme=mode, language=language)}.png"
                (shown.grab() if page in (PORTAL, HELP) else picture(window, shown)).save(str(path))
                print(path.name)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--text", type=int, default=100, choices=text_size.STEPS, help="percent")
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--language", default="vi", choices=("vi", "en"))
    every = [*PAGES, *STATES, *FORM_STATES, PORTAL, HELP, TOUR]
    parser.add_argument("--page", action="append", choices=every)
    parser.add_argument("--catalogue", default="", metavar="ID")
    parser.add_argument("--results", action="store_true", help="with made-up results of nine communes")
    parser.add_argument("--name", default="{page}-{theme}-{language}-{size}", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    # Of another catalogue only the pages are shown; which there are its rules tell.
    pages = asked.page or (list(PAGES) if asked.catalogue else every)
    if asked.out is None:
        readme = ROOT / "docs" / "screenshots"
        apart(readme, README_PAGES, "1366x768", "light", "vi", "{page}")
        apart(readme, ("indicator-ratio",), "1366x768", "dark", "vi", "{page}-dark")
    elif asked.all:
        for size in ("1366x768", "1920x1080"):
            for mode in ("light", "dark"):
                for language in ("vi", "en"):
                    apart(asked.out, pages, size, mode, language, asked.name)
    else:
        name = asked.name if asked.text == text_size.USUAL else f"{asked.name}-{asked.text}"
        grab(
            asked.out,
            pages,
            asked.size,
            asked.theme,
            asked.language,
            name,
            asked.catalogue,
            asked.text,
            with_results=asked.results,
        )


def apart(out: Path, pages: Iterable[str], size: str, mode: str, language: str, name: str) -> None:
    """Grab pages in a process of their own: a program has one look and one language at a time."""
    command = [sys.executable, __file__, str(out), "--size", size, "--theme", mode, "--language", language]
    command += ["--name", name, *(part for page in pages for part in ("--page", page))]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
