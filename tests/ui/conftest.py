"""The window under test: offscreen, dressed as in life; Qt's warnings and threads left alive fail a test."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import threading
import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from dressed_app import dress
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Language

# What the offscreen platform says about itself, and nothing about us.
_OF_THE_PLATFORM = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)

TypeText = Callable[[QWidget, str], None]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["dti-desktop"]


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> theme.Theme:
    """The theme, installed once as in the program."""
    return dress(qapp).look


@pytest.fixture(scope="session")
def window_language(qapp: QApplication) -> Language:
    """The window's language: Vietnamese unless a test switches it."""
    return dress(qapp).language


@pytest.fixture(autouse=True)
def _dressed(look: theme.Theme, window_language: Language) -> Iterator[None]:
    yield
    look.set_mode("light")
    window_language.set("vi")


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


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail when a test leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline_s = time.monotonic() + 2
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert not left, f"threads left alive: {sorted(thread.name for thread in left)}"


@pytest.fixture
def type_text() -> TypeText:
    """Type as a person with a Vietnamese keyboard does (`qtbot.keyClicks` aborts on such letters)."""

    def typed(widget: QWidget, text: str) -> None:
        for letter in unicodedata.normalize("NFC", text):
            if ord(letter) < 128:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    key = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
                    QApplication.sendEvent(
                        widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                    )
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(widget, event)

    return typed
