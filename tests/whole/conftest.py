"""The whole program under test: a real store, the real window as the program wires it, a real keyboard."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dressed_app import dress
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sitting import Office, Sitting

from dti_desktop import paths
from dti_desktop.services.library import Library

# What the offscreen platform says about itself, and nothing about us.
_OF_THE_PLATFORM = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


_FIGURES = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = []


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Take a figure that was measured; all of them are printed when the tests are through."""
    return request.config.stash[_FIGURES].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for figure in config.stash[_FIGURES]:
        terminalreporter.write_line(f"measured: {figure}")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["dti-desktop"]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="session")
def office(qapp: QApplication, library: Library) -> Office:
    """What one process has once: the look and the language of its windows."""
    dressed = dress(qapp)
    return Office(qapp, library, dressed.look, dressed.language)


@pytest.fixture(autouse=True)
def _no_qt_warning() -> Iterator[None]:
    """Fail on whatever Qt warns about."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and message not in _OF_THE_PLATFORM:
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield
    # What was deleted in the test has to be gone before the next begins, and may not complain while it goes.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(before)
    assert not said, f"Qt warned: {said}"


@pytest.fixture
def sitting(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[Sitting]:
    """An officer at her computer; the store is a folder that does not exist yet."""
    threads_before = set(threading.enumerate())
    at_work = Sitting(office, qtbot, tmp_path / "store")
    yield at_work
    at_work.leave()
    office.language.set("vi")
    office.look.set_mode("light")
    left = set(threading.enumerate()) - threads_before
    assert not left, f"threads left alive: {sorted(thread.name for thread in left)}"
