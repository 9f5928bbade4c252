"""Grab every dialog of the program as PNG, and the menus, lists and windows that open beside the main one.

    .venv/bin/python tools/dialog_pictures.py OUT                      in Vietnamese, light
    .venv/bin/python tools/dialog_pictures.py OUT --language en --theme dark --text 200
    .venv/bin/python tools/dialog_pictures.py OUT --only SettingsDialog --only menu-more

Runs without a screen, as on the one of an office laptop (1366 x 768): a picture is as large as the
dialog would be on it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / part) for part in ("", "ui", "bundle", "services"))]

_LAPTOP = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1}
_LAPTOP |= {"logicalDpi": 96, "logicalBaseDpi": 96}
WAIT_S = 15.0


class Patience:
    """What the real window of the tests needs of pytest-qt: to wait."""

    def waitUntil(self, is_so: Callable[[], bool], timeout: int = 0) -> None:
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + WAIT_S
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--text", type=int, default=100, help="percent")
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--language", default="vi", choices=("vi", "en"))
    parser.add_argument("--only", action="append", metavar="NAME")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(json.dumps({"screens": [_LAPTOP]}))
        os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={screen}")
        grab(asked.out, Path(folder), asked.theme, asked.language, asked.text, asked.only)


def grab(out: Path, folder: Path, mode: str, language: str, percent: int, only: list[str] | None) -> None:
    """Grab what is wanted into `out`; says how large each is, and what is larger than the screen."""
    from everywhere import SAMPLE, make_files, settle
    from PySide6.QtWidgets import QApplication, QDialog
    from real_window import LIBRARY, real_window

    from dti_desktop.ui import text_size, theme
    from dti_desktop.ui.language import Language

    with text_size.told_to_qt(percent):
        app = QApplication(sys.argv[:1])
    theme.install(app, LIBRARY.resources_dir, mode)  # type: ignore[arg-type]
    words = Language(LIBRARY.translations_dir, language, app)  # type: ignore[arg-type]
    files = make_files(folder)
    _remember(files.store, mode, language)
    room = app.primaryScreen().availableSize()
    out.mkdir(parents=True, exist_ok=True)
    with real_window(Patience(), words, files.store, SAMPLE, size=(room.width(), room.height())) as real:  # type: ignore[arg-type]
        real.until(lambda: real.bench.place.page not in ("start", "verify"))
        settle(real)
        for name, opened in _all(real, files, only):
            try:
                shown = opened()
            except Exception as error:  # noqa: BLE001 - one that cannot be opened must not hide the others
                print(f"{name}: {type(error).__name__} {error}")
                continue
            settle(real)
            size = shown.size()
            beyond = size.width() > room.width() or size.height() > room.height()
            shown.grab().save(str(out / f"{name}-{mode}-{language}-{percent}.png"))
            print(f"{name} {size.width()}x{size.height()}{' LARGER THAN THE SCREEN' if beyond else ''}")
            if isinstance(shown, QDialog):
                shown.close()
                shown.deleteLater()
            elif shown is not real.window:
                shown.hide()
            QApplication.processEvents()


def _remember(store: Path, mode: str, language: str) -> None:
    from real_window import prepare

    def choose(workspace: object) -> None:
        workspace.set_setting("ui.theme", mode)  # type: ignore[attr-defined]
        workspace.set_setting("ui.language", language)  # type: ignore[attr-defined]

    prepare(store, choose)


def _all(real, files, only: list[str] | None) -> Iterator[tuple[str, Callable]]:  # type: ignore[no-untyped-def]
    from everywhere import DIALOGS

    for name, act in DIALOGS.items():
        if not only or name in only:
            yield name, lambda act=act: act(real, files)
    for name, open_it in POPUPS.items():
        if not only or name in only:
            yield name, lambda open_it=open_it: open_it(real)


# -- what opens beside the window or over it ----------------------------------------------------------


def _menus(page: str, code: str | None = None, place: int = 0):  # type: ignore[no-untyped-def]
    """Return what opens the menu at a place among those of a page."""

    def act(real):  # type: ignore[no-untyped-def]
        from everywhere import settle
        from PySide6.QtCore import QPoint
        from PySide6.QtWidgets import QMenu

        real.go(page, code)
        settle(real)
        menus = [each for each in real.bench.page(page).findChildren(QMenu) if each.actions()]
        menus[place].popup(QPoint(0, 0))
        return menus[place]

    return act


def _more(real):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    real.bench.menu.popup(QPoint(0, 0))
    return real.bench.menu


def _palette(real):  # type: ignore[no-untyped-def]
    real.bench.header.search.click()
    return real.window


def _calendar(real):  # type: ignore[no-untyped-def]
    from everywhere import settle
    from PySide6.QtWidgets import QApplication, QCalendarWidget

    from dti_desktop.ui.widgets.buttons import IconButton
    from dti_desktop.ui.widgets.date_field import DateField

    real.go("plan")
    settle(real)
    field = next(each for each in real.bench.page("plan").findChildren(DateField) if each.isVisible())
    field.findChild(IconButton).click()
    shown = [
        each for each in QApplication.allWidgets() if isinstance(each, QCalendarWidget) and each.isVisible()
    ]
    return shown[0].window()


def _choices(real):  # type: ignore[no-untyped-def]
    from everywhere import settle
    from PySide6.QtWidgets import QComboBox

    real.go("remaining")
    settle(real)
    box = next(each for each in real.bench.page("remaining").findChildren(QComboBox) if each.isVisible())
    box.showPopup()
    return box.view().window()


def _toast(real):  # type: ignore[no-untyped-def]
    real.go("overview")
    real.bench.toast.say(real.bench.tr("Đã hoàn tác ở {code}.").format(code="4.1"), real.bench.tr("Làm lại"))
    return real.window


def _tip(real):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication, QToolTip

    text = real.bench.header.points.toolTip() or real.bench.header.undo.toolTip()
    QToolTip.showText(QPoint(10, 10), text, real.bench.header)
    real.until(lambda: any(w.inherits("QTipLabel") and w.isVisible() for w in QApplication.allWidgets()))
    return next(w for w in QApplication.allWidgets() if w.inherits("QTipLabel") and w.isVisible())


POPUPS = {
    "menu-more": _more,
    "menu-review": _menus("indicator", "4.1", 0),
    "menu-evidence": _menus("indicator", "4.1", 1),
    "menu-document": _menus("indicator", "4.1", 2),
    "menu-catalogue": _menus("catalogue"),
    "choices": _choices,
    "palette": _palette,
    "calendar": _calendar,
    "toast": _toast,
    "tip": _tip,
}


if __name__ == "__main__":
    main()
