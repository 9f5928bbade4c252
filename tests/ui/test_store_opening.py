"""A store that is opened before there is a window: what comes of it waits for who wants it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, prepare, soc_trang
from shiboken6 import delete

from dti_desktop.errors import DtiError
from dti_desktop.ui.application import now_utc
from dti_desktop.ui.store_opening import Opened, StoreOpening
from dti_desktop.ui.tasks import Tasks


class Told:
    """What was said, and to whom it would be."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.opened: list[Opened] = []
        self.errors: list[BaseException] = []

    def wait_for(self, opening: StoreOpening) -> None:
        opening.then(self.opened.append, self.errors.append, owner=self.owner)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Lanes that are ended, and with them whatever was opened."""
    made = Tasks()
    yield made
    made.shutdown()


def _begin(tasks: Tasks, store: Path, *, is_list_wanted: bool = True) -> StoreOpening:
    return StoreOpening(tasks, store, LIBRARY, now_utc, "test", is_list_wanted=is_list_wanted)


def _close(tasks: Tasks, told: Told) -> None:
    for opened in told.opened:
        tasks.run(opened.workspace.close, lane="store")


def test_what_came_before_anybody_wanted_it_is_told_at_once(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    told, opening = Told(), _begin(tasks, tmp_path)
    qtbot.waitUntil(lambda: tasks.is_idle)
    told.wait_for(opening)
    (opened,) = told.opened
    assert opened.listed is not None
    assert [summary.id for summary in opened.listed[0]] == ["soc-trang-2022"]
    assert opened.settings["ui/theme"] is None
    _close(tasks, told)


def test_who_wants_it_first_is_told_when_it_comes_and_once(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    told, opening = Told(), _begin(tasks, tmp_path, is_list_wanted=False)
    told.wait_for(opening)
    assert told.opened == []
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert [opened.listed for opened in told.opened] == [None]
    told.wait_for(opening)
    assert len(told.opened) == 1
    _close(tasks, told)


@pytest.mark.parametrize("is_waiting", [True, False])
def test_a_store_that_cannot_be_opened_is_told_too(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path, is_waiting: bool
) -> None:
    (tmp_path / "store").write_text("no folder")
    told, opening = Told(), _begin(tasks, tmp_path / "store")
    if is_waiting:
        told.wait_for(opening)
    qtbot.waitUntil(lambda: tasks.is_idle)
    told.wait_for(opening)
    assert told.opened == []
    (error,) = told.errors
    assert isinstance(error, DtiError) and error.code == "store-unreachable"


def test_nobody_is_told_who_is_gone(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    told, opening = Told(), _begin(tasks, tmp_path)
    told.wait_for(opening)
    delete(told.owner)
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert told.opened == [] and told.errors == []
