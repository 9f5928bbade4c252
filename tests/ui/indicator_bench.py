"""An indicator page in a window, on a real store; what is done on the store lane is waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Assessment, Fields
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.session import Session
from dti_desktop.ui.tasks import Tasks

ROOT = Path(__file__).resolve().parents[2]
TypeText = Callable[[QWidget, str], None]
WAIT_MS = 20_000
PROFILE = {"villages": Decimal(775), "population": Decimal(1197823), "officials": Decimal(21250)}


class Clock:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self._now = datetime(2022, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@dataclass
class Bench:
    """The page and what it stands on."""

    qtbot: QtBot
    workspace: Workspace
    session: Session
    tasks: Tasks
    page: IndicatorPage
    window: QWidget
    places: list[Place] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def go(self, code: str, wanted: str | None = None) -> None:
        """Show an indicator, with the keyboard in a field."""
        self.page.arrive(Place("indicator", code, wanted))

    def settle(self) -> None:
        """Send what is pending to the store and wait until it is there."""
        self.page.leave()
        self.qtbot.waitUntil(
            lambda: self.session.is_committed and self.tasks.store_pending == 0, timeout=WAIT_MS
        )

    @property
    def assessment(self) -> Assessment:
        """What is shown now."""
        assert self.session.assessment is not None
        return self.session.assessment

    def stored(self) -> Assessment:
        """What the store holds, read anew."""
        self.settle()
        found: list[Assessment] = []
        self.tasks.run(self.workspace.load, self.assessment.id, lane="store", on_done=found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
        return found[0]

    def answer(self, code: str) -> Fields:
        """The stored answer of an indicator."""
        return dict(self.stored().answers.get(code, {}))

    def focused(self) -> QWidget | None:
        """What has the keyboard inside the window."""
        return self.window.focusWidget()

    def texts(self) -> str:
        """Every word that a label on the page shows now."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


def open_bench(
    qtbot: QtBot,
    store: Path,
    language: Language,
    *,
    answers: Mapping[str, Fields] | None = None,
    earlier: Mapping[str, Fields] | None = None,
) -> Bench:
    """Open (or make) a store with an assessment, and show the page in a window of the office's size."""
    library = Library(ROOT / "resources", ROOT / "translations")
    failures: list[BaseException] = []
    tasks = Tasks(on_error=failures.append)
    opened: list[tuple[Workspace, str]] = []

    def make() -> tuple[Workspace, str]:
        workspace = Workspace.open(store, library, now_utc=Clock(), user="lan")
        if not workspace.exists("soc-trang-2022"):
            if earlier is not None:
                workspace.replace_answers(workspace.create("Sóc Trăng", 2021), earlier)
            made = workspace.create("Sóc Trăng", 2022)
            workspace.set_profile(made, PROFILE)
            workspace.replace_answers(made, answers or {})
        return workspace, "soc-trang-2022"

    tasks.run(make, lane="store", on_done=opened.append)
    qtbot.waitUntil(lambda: bool(opened) or bool(failures), timeout=WAIT_MS)
    assert not failures, failures
    workspace, assessment_id = opened[0]
    session = Session(workspace, library, tasks)
    session.failed.connect(failures.append)
    places: list[Place] = []

    def go(place: Place) -> None:
        places.append(place)
        if place.page == "indicator":
            page.arrive(place)

    context = Context(
        library, workspace, session, tasks, theme.current(), icons.current(), language, formats.current(), go
    )
    page = IndicatorPage(context)
    session.changed.connect(page.refresh)
    window = QWidget()
    across = QHBoxLayout(window)
    across.setContentsMargins(300, 64, 0, 0)
    across.addWidget(page)
    window.resize(1366, 768)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    window.show()
    session.open(assessment_id)
    qtbot.waitUntil(lambda: session.assessment is not None or bool(failures), timeout=WAIT_MS)
    window.activateWindow()
    return Bench(qtbot, workspace, session, tasks, page, window, places, failures)


def close_bench(bench: Bench) -> None:
    """Close page, session and store, in that order; nothing may have failed."""
    bench.settle()
    bench.page.evidence.clear_copies()
    bench.session.close()
    bench.tasks.run(bench.workspace.close, lane="store")
    bench.tasks.shutdown()
    bench.window.close()
    bench.window.deleteLater()
    assert not bench.failures, bench.failures
