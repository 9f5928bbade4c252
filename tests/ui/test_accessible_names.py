"""What a screen reader is told of every control of every page and dialog, asked of Qt without a screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from decimal import Decimal

import pytest
from access_rules import Control, can_be_reached, controls, faults_of, focus_shows, tab_faults
from everywhere import (
    Files,
    dialogs_without_a_way,
    make_files,
    walk_everything,
    walk_pages,
    window_on_sample,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow
from shiboken6 import isValid

from dti_desktop.errors import EnvironmentFault
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.entry_table import EntryTable

_LOG = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(tmp_path_factory.mktemp("access"))


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, files: Files) -> Iterator[RealWindow]:
    with window_on_sample(qtbot, window_language, files) as opened:
        yield opened


def test_every_dialog_is_walked() -> None:
    assert dialogs_without_a_way() == []


def test_every_control_has_a_name_a_role_and_its_turn(real: RealWindow, files: Files) -> None:
    wrong: dict[str, str] = {}
    checked: set[tuple[str, str]] = set()
    for place, window in walk_everything(real, files):
        found: list[Control] = list(controls(window))
        assert found, f"{place}: nothing to be found"
        for control in found:
            checked.add((place, control.said))
            for fault in faults_of(control):
                wrong.setdefault(f"{control.said}: {fault}", place)
        for fault in tab_faults(window):
            wrong.setdefault(fault, place)
    _LOG.info(f"{len(checked)} controls checked")
    assert not wrong, "\n".join(f"{place}: {fault}" for fault, place in wrong.items())


def test_what_happens_by_itself_is_read_aloud(real: RealWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, bool]] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            is_urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            heard.append((event.message(), is_urgent))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    real.go("indicator", "4.1")
    assert real.session.outlook is not None
    before = real.session.outlook.scorecard.whole.points
    real.session.edit_answer("4.1", {"a": Decimal(1), "b": Decimal(2775)})
    assert real.session.outlook.scorecard.whole.points < before
    real.at_rest()
    points = real.bench.context.format.points(real.session.outlook.scorecard.whole.points)
    assert any(text.startswith(points) and not urgent for text, urgent in heard), heard
    assert any(text.startswith("Đã lưu") and not urgent for text, urgent in heard), heard
    real.bench.show_fault(EnvironmentFault("disk-full"))
    assert heard[-1][1] and heard[-1][0] == real.bench.notice.accessibleName()
    real.bench.undo()
    real.at_rest()
    assert any(text.startswith("Đã hoàn tác") for text, _urgent in heard)


def test_where_the_keyboard_is_can_be_seen(real: RealWindow) -> None:
    """On each page every second control, so that all kinds have their turn."""
    unseen, tried = [], 0
    for place, page in walk_pages(real):
        real.activate()
        for control in list(controls(page if tried else real.window))[::2]:
            if not isValid(control.widget) or not control.widget.isVisible():
                continue
            tried += 1
            if not focus_shows(control.widget):
                unseen.append(f"{place}: {control.said}")
    assert tried > 100
    assert not unseen, "\n".join(unseen)


def test_tab_goes_all_around_and_is_never_caught(real: RealWindow) -> None:
    """Pressed as often as there are controls, on every page: it has been everywhere and is back again."""
    missed: dict[str, str] = {}
    for place, _page in walk_pages(real):
        if place.startswith("indicator") and place not in ("indicator 1.3", "indicator 6.1"):
            continue
        real.activate()
        wanted = {control.widget: control.said for control in controls(real.window)}
        seen: set[QWidget] = set()
        for _ in range(2 * len(wanted) + 8):
            focus = QApplication.focusWidget()
            if focus in seen and seen >= wanted.keys():
                break
            if focus is not None:
                seen.add(focus)
            # In the entry table Tab goes from cell to cell, as in a spreadsheet; F6 leaves it.
            key = Qt.Key.Key_F6 if isinstance(focus, EntryTable) else Qt.Key.Key_Tab
            real.qtbot.keyClick(focus or real.window, key)
        for widget, said in wanted.items():
            # Of radio buttons Tab takes the chosen one; arrow keys take the others.
            is_one_of_many = isinstance(widget, QAbstractButton) and (
                widget.autoExclusive() or widget.group() is not None
            )
            if isValid(widget) and can_be_reached(widget) and widget not in seen and not is_one_of_many:
                missed.setdefault(said, place)
    assert not missed, "\n".join(f"{place}: {said}" for said, place in missed.items())
