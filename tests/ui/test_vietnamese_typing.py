"""Vietnamese text typed into every field of the program, the way keyboard programs really send it.

Every page and dialog is walked and every control that takes text is found there, so a new field is tested
without a word here. What waits to be stored is stored in the middle of a word, between the backspaces and
the letters that replace what they took.
"""

from __future__ import annotations

import itertools
import logging
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from everywhere import Files, make_files, walk_dialogs, walk_pages, window_on_sample
from everywhere import portal as open_portal
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow
from shiboken6 import isValid
from text_fields import (
    TextControl,
    cursor_of,
    editors,
    empty,
    kind_of,
    name_of,
    reveal,
    text_controls,
    text_of,
)
from unikey import NoKeyboard, Sender, variants

from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.widgets.fields import CommitClock

_LOG = logging.getLogger(__name__)

#: Words whose marks come late, lie several letters back, and stand over capitals; old and new tones.
TEXT = "Đường thuở hoán hoá, quyết Ưu"
DIGITS = "1234567890"
IS_WHOLE = os.environ.get("DTI_ACCESS") == "whole"
"""Every field in every way, as `./dev access` asks for; else each field in three ways that take turns."""

_STORED_IN_A_FIELD = 4
_TRIED_HARD, _ALIKE = 1, 8
_ASKED_FOR_ONLY_SOMETIMES = 5
"""Fields that a page takes away again where they are shown without their occasion: a locked backup's
passphrase, the reason for a file that is marked secret, why an answer differs from an earlier year's."""


def _nothing() -> None:
    """Happens between two keys."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(tmp_path_factory.mktemp("typing"))


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, files: Files) -> Iterator[RealWindow]:
    with window_on_sample(qtbot, window_language, files) as opened:
        yield opened


class Typist:
    """Types into one field after the other and keeps what went wrong."""

    def __init__(self, real: RealWindow) -> None:
        self.real = real
        self.typed = 0
        self.fields = 0
        self.wrong: list[str] = []
        self.left_out: list[str] = []
        self._turns = itertools.cycle(variants())
        self._stored = 0
        self._kinds: Counter[str] = Counter()

    def try_field(self, place: str, control: TextControl, *, stores: bool = True) -> None:
        """Type into a field in several ways; it has the keyboard already.

        `stores`: what was typed is stored meanwhile. A field that was folded away has nothing to store into.
        """
        if not control.hasFocus():
            self.wrong.append(f"{place}: {name_of(control)} cannot get the keyboard")
            return
        self.fields += 1
        self._stored = 0
        kind = kind_of(control)
        self._kinds[kind] += 1
        # Of many rows that are built alike the first are tried hardest.
        is_first = self._kinds[kind] <= _TRIED_HARD
        if self._kinds[kind] > _ALIKE and not IS_WHOLE:
            return
        count = len(list(variants())) if IS_WHOLE else 3 if is_first else 1
        store = partial(self._store, control)
        for turn in range(count):
            way, method, order = next(self._turns)
            said = f"{place}: {name_of(control)}, {way}, {method}, {order}"
            sender = Sender(way, method, order, store if turn == 0 and is_first and stores else _nothing)
            if not self._type(control, sender, TEXT, said):
                return
        if isinstance(control, QLineEdit):
            self._type(control, Sender("UniKey", "vni"), DIGITS, f"{place}: {name_of(control)}, digits")
        self._undo(control, f"{place}: {name_of(control)}, undo")

    def _type(self, control: TextControl, sender: Sender, text: str, said: str) -> bool:
        wanted = unicodedata.normalize("NFC", text)
        if isinstance(control, QLineEdit):
            wanted = wanted[: control.maxLength()]
            if len(wanted) < len(text):
                return True  # too short for words; what fits is of no language
        empty(control)
        was_visible = control.isVisible()
        try:
            sender.type(text)
        except NoKeyboard:
            if isValid(control) and was_visible and not control.isVisible():
                self.left_out.append(said)
            else:
                self.wrong.append(f"{said}: the keyboard is nowhere")
            return False
        if not isValid(control):
            self.wrong.append(f"{said}: gone while it was typed in")
            return False
        self.typed += 1
        if not control.isVisible():
            # It was folded away, and the page has put it away again: there is nothing to type about here.
            self.left_out.append(said)
            return False
        if text_of(control) != wanted:
            self.wrong.append(f"{said}: {text_of(control)!r}")
            return False
        if cursor_of(control) != len(wanted):
            self.wrong.append(f"{said}: the cursor is at {cursor_of(control)}")
        if not control.hasFocus():
            self.wrong.append(f"{said}: the keyboard went to {QApplication.focusWidget()}")
            return False
        return True

    def _store(self, control: TextControl) -> None:
        """Let everything that waits for a pause of the typing happen now, once in each half of a change."""
        self._stored += 1
        if self._stored > _STORED_IN_A_FIELD:
            return
        one: QWidget | None = control
        while one is not None:
            for clock in one.findChildren(CommitClock, options=Qt.FindChildOption.FindDirectChildrenOnly):
                clock.flush()
            for timer in one.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly):
                if timer.isActive() and timer.isSingleShot() and one.window() is not one:
                    timer.stop()
                    timer.timeout.emit()
            one = one.parentWidget()
        self.real.at_rest()

    def _undo(self, control: TextControl, said: str) -> None:
        """Ctrl+Z takes back what was typed, Ctrl+Y brings it again, and both leave the field typable."""
        before = text_of(control)
        if not before or (isinstance(control, QLineEdit) and control.echoMode() != control.EchoMode.Normal):
            return  # Qt keeps no steps of a password
        sender = Sender("UniKey", "telex")
        control.undo()
        if text_of(control) == before:
            self.wrong.append(f"{said}: nothing was taken back")
        control.redo()
        if text_of(control) != before:
            self.wrong.append(f"{said}: {text_of(control)!r} came back instead of {before!r}")
        empty(control)
        sender.type("được")
        if text_of(control) != "được":
            self.wrong.append(f"{said}: {text_of(control)!r} afterwards")
        empty(control)


def _try_all(typist: Typist, place: str, root: QWidget, known: set[str]) -> None:
    """Type into every control below `root` whose name is not `known` yet."""
    root.window().activateWindow()
    typist.real.until(root.window().isActiveWindow)
    for control in list(text_controls(root)):
        if not isValid(control) or name_of(control) in known:
            continue
        known.add(name_of(control))
        was_visible = control.isVisible()
        reveal(control, root.window())
        if not isValid(control) or not control.isVisible():
            known_name = name_of(control) if isValid(control) else "?"
            (typist.wrong if was_visible else typist.left_out).append(
                f"{place}: {known_name} cannot be shown"
            )
            continue
        control.setFocus(Qt.FocusReason.TabFocusReason)
        typist.try_field(place, control, stores=was_visible)
    for view, index in list(editors(root)):
        if not isValid(view) or not view.isVisible():
            continue
        view.setFocus()
        view.setCurrentIndex(index)
        view.edit(index)
        editor = QApplication.focusWidget()
        if isinstance(editor, TextControl) and view.isAncestorOf(editor):
            typist.try_field(f"{place}, column {index.column()}", editor)
            if isValid(editor):
                typist.real.qtbot.keyClick(editor, Qt.Key.Key_Escape)


def _open_citation(real: RealWindow, page: IndicatorPage) -> None:
    assessment = real.session.assessment
    assert assessment is not None
    for link in assessment.links.get(real.bench.place.code or "", ())[:1]:
        page.evidence.edit(link.document_id)
        real.at_rest()


def test_every_field_of_every_page_takes_vietnamese(real: RealWindow) -> None:
    typist, known = Typist(real), set()
    _try_all(typist, "side bar", real.bench.sidebar, known)
    for place, page in walk_pages(real):
        if isinstance(page, IndicatorPage):
            _open_citation(real, page)
        # The page of a sub-indicator is the same for all of them, its questions are not.
        _try_all(typist, place, page, known if place.startswith("indicator") else set())
    _LOG.info(f"pages: {typist.fields} fields, {typist.typed} texts, left out: {typist.left_out}")
    assert not typist.wrong, "\n".join(typist.wrong)
    assert typist.fields > 40
    assert len(typist.left_out) <= _ASKED_FOR_ONLY_SOMETIMES


def test_every_field_of_every_dialog_takes_vietnamese(real: RealWindow, files: Files) -> None:
    typist = Typist(real)
    for place, dialog in walk_dialogs(real, files):
        _try_all(typist, place, dialog, set())
    _try_all(typist, "portal", open_portal(real), set())
    _LOG.info(f"dialogs: {typist.fields} fields, {typist.typed} texts, left out: {typist.left_out}")
    assert not typist.wrong, "\n".join(typist.wrong)
    assert typist.fields > 15
    assert len(typist.left_out) <= _ASKED_FOR_ONLY_SOMETIMES
