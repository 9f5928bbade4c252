"""The scenarios that are kept and the table of those that are compared, or what to do where there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.whatif import Compared, compare
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.newest import Newest
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.scenario_list import ScenarioList
from dti_desktop.ui.widgets.scenario_table import ScenarioTable
from dti_desktop.ui.widgets.surfaces import Card

_LIST_WIDTH = 228
_GAP = 10


class ScenarioComparison(Retranslated, QStackedWidget):
    """`acted(act, id)` as the list tells; `trying_wanted` where there is nothing to compare yet."""

    acted = Signal(str, str)
    trying_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.compared: tuple[Compared, ...] = ()
        self._state: tuple[Assessment, Outlook] | None = None
        self._asked_for: tuple[object, ...] | None = None
        self.list = ScenarioList()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.table = ScenarioTable()
        self.nothing = EmptyState("copy")
        card = Card()
        card.body.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        card.body.addWidget(self.table)
        beside = QWidget()
        across = QHBoxLayout(beside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(_GAP)
        across.addWidget(self.list)
        across.addWidget(card, 1)
        empty = Card()
        empty.body.addWidget(self.nothing)
        self.addWidget(beside)
        self.addWidget(empty)
        self.work: Newest[tuple[Assessment, tuple[Compared, ...]]] = Newest(
            context.tasks, self, self._take, context.session.failed.emit
        )
        self.list.acted.connect(self.acted)
        self.list.compared_changed.connect(self._compare)
        self.nothing.acted.connect(self.trying_wanted)
        self.table.opened.connect(lambda index: self._open(index.row()))
        self.retranslate()

    def retranslate(self) -> None:
        self.nothing.say(
            self.tr("Chưa có kịch bản nào"),
            self.tr("Thử thay đổi vài câu trả lời, lưu thành kịch bản, rồi so sánh các kịch bản ở đây."),
            self.tr("Thử thay đổi"),
        )
        if self._state is not None and self.compared:
            self.table.show_compared(self._state[0], self.compared, self._context.language.current)

    def forget(self) -> None:
        """Another assessment is open."""
        self.work.forget()
        self.compared, self._state, self._asked_for = (), None, None
        self.list.forget()

    def show_state(self, assessment: Assessment, outlook: Outlook) -> None:
        """Compare the scenarios of this assessment that are ticked."""
        self._state = assessment, outlook
        self.list.show_scenarios(list(assessment.scenarios.values()))
        self.setCurrentIndex(0 if assessment.scenarios else 1)
        self._compare()

    def _compare(self) -> None:
        """Work the ticked scenarios out, off the window's thread."""
        if self._state is None:
            return
        assessment, outlook = self._state
        chosen = [assessment.scenarios[id_] for id_ in self.list.compared if id_ in assessment.scenarios]
        workspace, scorecard = self._context.workspace, outlook.scorecard
        book = workspace.result_book
        asked = (id(book), assessment.content, tuple(chosen))
        if asked == self._asked_for:
            return
        self._asked_for = asked

        def work() -> tuple[Assessment, tuple[Compared, ...]]:
            return assessment, compare(assessment, scorecard, chosen, book, workspace.forecaster)

        self.work.ask(work)

    def _take(self, found: tuple[Assessment, tuple[Compared, ...]]) -> None:
        assessment, self.compared = found
        self.table.show_compared(assessment, self.compared, self._context.language.current)

    def _open(self, at: int) -> None:
        code = self.table.codes[at] if at < len(self.table.codes) else None
        if code is not None:
            self._context.go(Place("indicator", code))
