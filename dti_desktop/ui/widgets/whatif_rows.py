"""The rows of a what-if, one below the other, each with its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.services.whatif import Trial
from dti_desktop.services.whatif_draft import ANSWER, FIGURE, Row
from dti_desktop.ui import theme
from dti_desktop.ui.whatif_keeper import text_place
from dti_desktop.ui.widgets.whatif_row import AnswerRow, FigureRow, WhatIfRow


@dataclass(frozen=True)
class TriedState:
    """What the rows show: the assessment and its scorecard, the copy, and the texts left unread."""

    assessment: Assessment
    scorecard: Scorecard
    trial: Trial
    texts: Mapping[str, str]


class WhatIfRows(QScrollArea):
    """Many rows are built one after another, so that nobody waits for them.

    `answer_edited(code, fields)`, `figure_edited(key, number)`, `text_left(place, text | None)` as a person
    edits; `back_wanted(kind, name, remove)` from the buttons of a row.
    """

    answer_edited = Signal(str, dict)
    figure_edited = Signal(str, object)
    text_left = Signal(str, object)
    back_wanted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Row, WhatIfRow] = {}
        self._to_build: list[Row] = []
        self._state: TriedState | None = None
        self._language = "vi"
        ground = QWidget()
        ground.setProperty("kind", "clear")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, theme.GRID, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID)
        inner.addLayout(self._column)
        inner.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # What is inside takes the keyboard; the list itself is no stop on the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(ground)
        ground.setAutoFillBackground(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._build_next)

    def rest(self) -> None:
        """Build nothing any more."""
        self._timer.stop()

    @property
    def is_complete(self) -> bool:
        """Whether all rows stand there."""
        return not self._to_build

    def clear(self) -> None:
        """Show no row."""
        self._state = None
        self._to_build = []
        for row in list(self.rows):
            self._drop(row)

    def show_rows(self, wanted: Sequence[Row], state: TriedState, language: str) -> None:
        """Show these rows and no others, in this order, as `state` has them."""
        if language != self._language:
            self.clear()
        self._state, self._language = state, language
        catalogue = state.assessment.catalogue
        known = [
            (kind, name)
            for kind, name in wanted
            if (name in catalogue.indicators if kind == ANSWER else name in catalogue.profile_keys)
        ]
        for row in list(self.rows):
            if row not in known:
                self._drop(row)
        if list(self.rows) != [row for row in known if row in self.rows]:
            self._sort(known)
        self._wanted = known
        self._to_build = [row for row in known if row not in self.rows]
        if len(self._to_build) == 1:
            self._build_next()
        elif self._to_build:
            self._timer.start()
        for row in self.rows:
            self._show(row, state)

    def go_to(self, row: Row) -> None:
        """Put the keyboard into a row and let it be seen."""
        made = self.rows.get(row)
        if made is not None:
            made.focus()
            self.ensureWidgetVisible(made)

    def _sort(self, known: Sequence[Row]) -> None:
        self.rows = {row: self.rows[row] for row in known if row in self.rows}
        for at, made in enumerate(self.rows.values()):
            self._column.removeWidget(made)
            self._column.insertWidget(at, made)

    def _drop(self, row: Row) -> None:
        made = self.rows.pop(row)
        self._column.removeWidget(made)
        made.hide()
        made.deleteLater()

    def _build_next(self) -> None:
        state = self._state
        if state is None or not self._to_build:
            return
        row = self._to_build.pop(0)
        made = self._build(row, state.assessment)
        before = [other for other in self._wanted[: self._wanted.index(row)] if other in self.rows]
        self._column.insertWidget(len(before), made)
        self.rows[row] = made
        self.rows = {other: self.rows[other] for other in self._wanted if other in self.rows}
        # A layout shows what is added to it only later, and what is not shown cannot take the keyboard.
        made.show()
        self._show(row, state)
        if self._to_build:
            self._timer.start()

    def _build(self, row: Row, assessment: Assessment) -> WhatIfRow:
        kind, name = row
        made: WhatIfRow
        if kind == FIGURE:
            figure = next(figure for figure in assessment.catalogue.profile if figure.key == name)
            of_figure = FigureRow(figure, self._language)
            of_figure.edited.connect(lambda number: self.figure_edited.emit(name, number))
            made = of_figure
        else:
            answer = AnswerRow(assessment.catalogue.indicators[name], self._language)
            answer.edited.connect(lambda fields: self.answer_edited.emit(name, fields))
            made = answer
        made.drafted.connect(lambda field, text: self.text_left.emit(text_place(row, field), text))
        made.reset_wanted.connect(lambda: self.back_wanted.emit(kind, name, False))
        made.removed.connect(lambda: self.back_wanted.emit(kind, name, True))
        return made

    def _show(self, row: Row, state: TriedState) -> None:
        made, name = self.rows[row], row[1]
        present, copy = state.assessment, state.trial.assessment

        def draft(field: str) -> str | None:
            return state.texts.get(text_place(row, field))

        if isinstance(made, AnswerRow):
            before = state.scorecard.indicators[name]
            after = state.trial.outlook.scorecard.indicators[name]
            made.show_state(present, copy, before, after, draft)
        elif isinstance(made, FigureRow):
            made.show_state(present, copy, len(present.catalogue.codes_by_profile_key[name]), draft)
