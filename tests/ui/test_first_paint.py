"""What the program has loaded when its first page is painted: the real process, as people start it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from real_window import ROOT, prepare, soc_trang

sys.path.insert(0, str(ROOT))

from benchmarks.starting import Start, our_program

HEAVY = {
    "pandas", "numpy", "scipy", "matplotlib", "reportlab", "pyhanko", "lxml", "sqlite_utils", "cryptography",
    "asn1crypto", "openpyxl", "docx",
}  # fmt: skip
NOT_YET = {
    "dti_desktop.cli",
    "dti_desktop.engine.scoring",
    "dti_desktop.reports",
    "dti_desktop.store.assessments",
    "dti_desktop.ui.pages.overview",
    "dti_desktop.ui.sidebar",
}
"""Our own, of which a start page needs nothing: each brings a tenth of the whole along."""
NOT_FOR_THIS = {"_strptime", "calendar", "ctypes", "html", "locale", "queue"}
"""Python's own that were loaded once for one call each: together as long as the list takes to show."""
UNSPOKEN = {
    "QStyle",
    "QMessageBox",
    "QVariantAnimation",
    "QLineEdit",
    "QTextEdit",
    "QPlainTextEdit",
    "QDesktopServices",
}
"""Classes of Qt that are not there before they are spoken of; a style alone has six hundred names."""

_NAMES = """
import builtins, linecache
import dti_desktop.ui  # as the program does
from pathlib import Path
from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QTimer
from dti_desktop import paths
from dti_desktop.services.library import Library
from dti_desktop.ui.application import run_window
def tell():
    for window in QtWidgets.QApplication.topLevelWidgets():
        if window.metaObject().className() == "MainWindow" and window.isVisible():
            print(*vars(QtWidgets), *vars(QtGui), flush=True)
            print(builtins.__import__ is builtins.__feature_import__, *linecache.cache, flush=True)
            window.close()
            return
    QTimer.singleShot(1, tell)
QTimer.singleShot(0, tell)
library = Library(paths.resources_dir(), paths.translations_dir())
raise SystemExit(run_window(library, Path({store!r})))
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """One start, until the list of assessments was painted."""
    store: Path = tmp_path_factory.mktemp("store")
    prepare(store, soc_trang)
    return our_program(store).start()


def test_nothing_heavy_is_loaded(start: Start) -> None:
    assert {name.partition(".")[0] for name in start.modules} & HEAVY == set()


def test_of_ours_only_what_is_shown_is_loaded(start: Start) -> None:
    assert "dti_desktop.ui.pages.start" in start.modules
    assert start.modules & NOT_YET == set()
    assert start.modules & NOT_FOR_THIS == set()


def test_of_qt_only_what_is_shown_is_made_known(tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    run = subprocess.run(
        [sys.executable, "-c", _NAMES.format(store=str(tmp_path))],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.returncode == 0, run.stderr
    names, reading = run.stdout.splitlines()
    assert {"QPushButton", "QIcon"} <= set(names.split())
    assert UNSPOKEN & set(names.split()) == set()
    # PySide does not look into what is imported, so that no source text is read and kept.
    assert reading.startswith("False")
    assert "dti_desktop" not in reading
