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
    from PySide6.QtWidgets import QApplication
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
            shown.close()
            if shown is not real.window:
                shown.deleteLater()
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


if __name__ == "__main__":
    main()
