"""What if: answers and figures tried on a copy, with score, rank and forecast beside those of the assessment.

What is tried never goes into the assessment; only a named scenario is kept in it, and told by its journal.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, Fields, Scenario
from dti_desktop.services.estimates import new_scenario_id
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.whatif import Trial, fit, try_out, with_answer, with_figure, without_equals
from dti_desktop.services.whatif_draft import ANSWER, FIGURE, Draft, Row, draft_of
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.scenario_name import ScenarioNameDialog
from dti_desktop.ui.forecast_watch import ForecastWatch
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.whatif_keeper import WhatIfKeeper
from dti_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.labels import ElidedLabel, WrapLabel, set_plain_tooltip
from dti_desktop.ui.widgets.messages import EmptyState, Notice
from dti_desktop.ui.widgets.row_chooser import RowChooser
from dti_desktop.ui.widgets.scenario_comparison import ScenarioComparison
from dti_desktop.ui.widgets.scenario_list import COPY, OPEN, RENAME
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.whatif_rows import TriedState, WhatIfRows
from dti_desktop.ui.widgets.whatif_standing import WhatIfStanding

#: Below this width of the page what it comes to stands above what is tried.
TWO_COLUMNS_FROM = 860
_ONE_LINE_FROM = 760
TRY, COMPARE = "try", "compare"
_WIDEST = 1440
_STANDING_WIDTH = 448
_GAP = 10


class WhatIfPage(Page):
    """Rows that are tried at the left and what they come to at the right; or scenarios side by side."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.trial: Trial | None = None
        self.keeper = WhatIfKeeper(context, self)
        self.watch = ForecastWatch(context.workspace, context.tasks, self)
        self.view = Segments()
        self.name = ElidedLabel(tone="secondary")
        self.add = RowChooser()
        self.reset = QuietButton(icon="rotate-ccw")
        self.save = PrimaryButton(icon="save")
        self.undo = Notice(closable=True)
        self.undo.hide()
        self.strange = WrapLabel(size="small", tone="warn", characters=110)
        self.strange.hide()
        self.rows = WhatIfRows()
        self.empty = EmptyState("pen-line")
        self.standing = WhatIfStanding()
        self.comparison = ScenarioComparison(context)
        self._tried = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._scroll = FillingPage(max_width=_WIDEST, parent=self)
        self._scroll.hide()
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = QStackedWidget()
        self._scroll.body.setSpacing(_GAP)
        self._scroll.body.addLayout(head)
        self._scroll.body.addWidget(self._stack, 1)
        named = QHBoxLayout()
        named.setSpacing(2 * theme.GRID)
        named.addWidget(self.view)
        named.addWidget(self.name, theme.TAKES_THE_ROOM)
        named.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GRID)
        for button in (self.reset, self.add, self.save):
            acts.addWidget(button)
        acts.addStretch(1)
        head.setSpacing(theme.GRID)
        head.addLayout(named, theme.TAKES_THE_ROOM)
        head.addLayout(acts)
        tried = Card()
        tried.body.setContentsMargins(16, 10, 6, 8)
        tried.body.addWidget(self.undo)
        tried.body.addWidget(self.strange)
        self._tried.addWidget(self.rows)
        self._tried.addWidget(self.empty)
        tried.body.addWidget(self._tried, 1)
        trying = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, trying)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(_GAP)
        self._columns.addWidget(tried, 1)
        self._columns.addWidget(self.standing)
        self._stack.addWidget(trying)
        self._stack.addWidget(self.comparison)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def _connect(self) -> None:
        session = self.context.session
        self.keeper.loaded.connect(self._on_loaded)
        self.view.chosen.connect(lambda _view: self._show())
        self.add.chosen.connect(self._add)
        self.empty.acted.connect(self.add.open_list)
        self.reset.clicked.connect(self._reset_all)
        self.save.clicked.connect(lambda: self.ask_name())
        self.undo.acted.connect(self._take_back)
        self.undo.closed.connect(self.keeper.forget_before)
        self.rows.answer_edited.connect(self._edit_answer)
        self.rows.figure_edited.connect(self._edit_figure)
        self.rows.text_left.connect(self.keeper.set_text)
        self.rows.back_wanted.connect(self._put_back)
        self.comparison.acted.connect(self._act_on)
        self.comparison.trying_wanted.connect(lambda: self.look_at(TRY))
        self.watch.changed.connect(self._show_standing)
        self.watch.failed.connect(session.failed)
        session.forecast.changed.connect(self._show_standing)
        session.opened.connect(self._on_opened)

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._head, self.width() >= _ONE_LINE_FROM)
        stand_side_by_side(self._columns, wide, otherwise=QBoxLayout.Direction.BottomToTop)
        self.standing.set_short(not wide)
        self.standing.setMinimumWidth(_STANDING_WIDTH if wide else 0)
        self.standing.setMaximumWidth(_STANDING_WIDTH if wide else _WIDEST)
        self.name.setVisible(wide and self.view.choice == TRY)
        self._name_reset()

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show what was tried last; the keyboard is on the button that takes a row in."""
        self._follow()
        self._take_keyboard()

    def leave(self) -> None:
        """Keep what is tried, then as every page."""
        self.keeper.flush()
        super().leave()

    def rest(self) -> None:
        """Keep what is tried, and begin nothing any more."""
        self.keeper.flush()
        self.rows.rest()
        self.watch.rest()

    def refresh(self, changed: Changed) -> None:
        """Follow answers, scenarios and published results."""
        self._follow()

    def retranslate(self) -> None:
        self.view.set_name(self.tr("Thử thay đổi hay so sánh kịch bản"))
        self._name_reset()
        self.save.setText(self.tr("Lưu kịch bản…"))
        self.empty.say(
            self.tr("Thử thay đổi mà không động đến bản chính"),
            self.tr(
                "Thêm một chỉ số thành phần hoặc một số liệu chung, đổi câu trả lời, và xem điểm, hạng, "
                "dự báo thay đổi ra sao."
            ),
            self.tr("Thêm chỉ số, số liệu"),
        )
        self._show_views(0)
        self._show()

    def _name_reset(self) -> None:
        """Say what the button does: on it where there is room, else beside the pointer."""
        said = self.tr("Đặt lại tất cả")
        wide = not _ONE_LINE_FROM <= self.width() < TWO_COLUMNS_FROM  # below, the buttons have their own line
        self.reset.setText(said if wide else "")
        self.reset.setAccessibleName(said)
        set_plain_tooltip(self.reset, "" if wide else said)

    def _take_keyboard(self) -> None:
        if self.view.choice == TRY:
            self.add.setFocus()
        else:
            self.view.setFocus()

    # -- working out -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.keeper.forget()
        self.watch.begin(None, None)
        self.trial = None
        self.rows.clear()
        self.comparison.forget()
        # Nothing of the assessment before may be seen as if it were of this one.
        self._scroll.hide()
        if self.isVisible():
            self._follow()

    def _on_loaded(self) -> None:
        self._say_before(self.tr("Giả định trước được giữ lại."))
        self._follow()

    def _state(self) -> tuple[Assessment, Outlook] | None:
        session = self.context.session
        if session.assessment is None or session.outlook is None:
            return None
        return session.assessment, session.outlook

    def _follow(self) -> None:
        """Work out what the copy comes to, at once; its forecast follows beside the window."""
        state = self._state()
        if state is None:
            return
        assessment, outlook = state
        self.keeper.begin(assessment.id)
        if not self.keeper.is_loaded:
            return
        is_first = self.trial is None
        book = self.context.workspace.result_book
        self.trial = try_out(assessment, outlook.scorecard, self.keeper.draft.scenario, book)
        work_out = self.watch.begin if is_first else self.watch.follow
        work_out(self.trial.assessment, self.trial.outlook.scorecard)
        self._show()
        if self._scroll.isHidden():
            self._scroll.show()
            self.arrange()
            if self.may_take_keyboard():
                self._take_keyboard()

    # -- trying ------------------------------------------------------------------------------------------

    def _add(self, kind: str, name: str) -> None:
        row: Row = (FIGURE, name) if kind == FIGURE else (ANSWER, name)
        self.keeper.add_row(row)
        self.look_at(TRY)
        self.rows.go_to(row)

    def _edit_answer(self, code: str, fields: Fields) -> None:
        state = self._state()
        if state is not None:
            self.keeper.set_scenario(with_answer(state[0], self.keeper.draft.scenario, code, fields))
            self._follow()

    def _edit_figure(self, key: str, number: Decimal | None) -> None:
        state = self._state()
        if state is not None:
            self.keeper.set_scenario(with_figure(state[0], self.keeper.draft.scenario, key, number))
            self._follow()

    def _put_back(self, kind: str, name: str, remove: bool) -> None:
        row: Row = (FIGURE, name) if kind == FIGURE else (ANSWER, name)
        title = self.rows.rows[row].title.text()
        self.keeper.put_back(row, remove=remove)
        self._say_before(self.tr("Đã đặt lại “{title}”.").format(title=title))
        self._follow()
        if remove:
            self.add.setFocus()
        else:
            self.rows.go_to(row)

    def _reset_all(self) -> None:
        self.keeper.put(Draft())
        self._say_before(self.tr("Đã đặt lại tất cả như bản chính."))
        self._follow()
        self.add.setFocus()

    def _take_back(self) -> None:
        self.keeper.take_back()
        self._follow()

    def _say_before(self, said: str) -> None:
        self.undo.say(said, action=self.tr("Hoàn tác"))

    # -- showing -----------------------------------------------------------------------------------------

    def look_at(self, view: str) -> None:
        """Show what is tried (`TRY`), or the scenarios side by side (`COMPARE`)."""
        self.view.choose(view)
        self._show()

    def _show_views(self, scenarios: int) -> None:
        compare = Segment(COMPARE, self.tr("So sánh kịch bản"), str(scenarios) if scenarios else "")
        self.view.set_segments([Segment(TRY, self.tr("Thử thay đổi")), compare])

    def _show(self) -> None:
        state = self._state()
        if state is None or self.trial is None:
            return
        assessment, outlook = state
        self._show_views(len(assessment.scenarios))
        is_trying = self.view.choice == TRY
        for widget in (self.reset, self.add, self.save):
            widget.setVisible(is_trying)
        self.name.setVisible(is_trying and self.width() >= TWO_COLUMNS_FROM)
        self._stack.setCurrentIndex(0 if is_trying else 1)
        if not is_trying:
            self.comparison.show_state(assessment, outlook)
            return
        draft, language = self.keeper.draft, self.context.language.current
        self._tried.setCurrentIndex(0 if draft.rows else 1)
        self.add.offer(assessment.catalogue, language, draft.rows)
        self._show_head(assessment, self.trial)
        shown = TriedState(assessment, outlook.scorecard, self.trial, draft.texts)
        self.rows.show_rows(draft.rows, shown, language)
        self._show_standing()

    def _show_head(self, assessment: Assessment, trial: Trial) -> None:
        draft = self.keeper.draft
        kept = assessment.scenarios.get(draft.scenario.id)
        if kept is None:
            name = self.tr("Chưa lưu thành kịch bản") if trial.changes else ""
        elif _is_same(assessment, draft.scenario, kept):
            name = self.tr("Kịch bản “{name}”").format(name=kept.name)
        else:
            name = self.tr("Kịch bản “{name}”, thay đổi chưa lưu").format(name=kept.name)
        self.name.setText(name)
        self.save.setEnabled(trial.changes > 0)
        self.reset.setEnabled(bool(draft.rows))
        self.undo.setVisible(self.keeper.before is not None)
        strange = self.tr("Không khớp với bộ chỉ số của hồ sơ này, không được tính: {rows}")
        self.strange.setText(strange.format(rows=", ".join(trial.strange)) if trial.strange else "")
        self.strange.setVisible(bool(trial.strange))

    def _show_standing(self) -> None:
        state = self._state()
        if state is None or self.trial is None or self.view.choice != TRY:
            return
        assessment, outlook = state
        present = self.context.session.forecast.prospect
        self.standing.show_figures(
            assessment.catalogue,
            self.context.language.current,
            outlook,
            self.trial.outlook,
            present,
            # Without a change there is nothing to wait for.
            self.watch.prospect if self.trial.changes else present,
        )

    # -- scenarios ---------------------------------------------------------------------------------------

    def ask_name(self) -> ScenarioNameDialog:
        """Ask under which name what is tried is kept, and keep it."""
        state = self._state()
        assert state is not None
        scenario = self.keeper.draft.scenario
        kept = state[0].scenarios.get(scenario.id)
        dialog = ScenarioNameDialog(
            scenario.name, "" if kept is None else kept.name, renames=False, parent=self
        )
        dialog.named.connect(self.save_as)
        dialog.open()
        return dialog

    def save_as(self, name: str) -> None:
        """Keep what is tried under a name: in place of the scenario it came from where it has that name."""
        state = self._state()
        if state is None:
            return
        assessment = state[0]
        tried = self.keeper.draft.scenario
        kept = assessment.scenarios.get(tried.id)
        changed = without_equals(assessment, fit(assessment.catalogue, tried).scenario)
        if kept is not None and kept.name == name:
            scenario = replace(changed, id=kept.id, name=name, created_utc=kept.created_utc)
        else:
            scenario = replace(changed, id=new_scenario_id(), name=name, created_utc="")

        def done(_saved: object) -> None:
            if self.context.session.assessment is not None and (
                self.context.session.assessment.id == assessment.id
            ):
                now = self.keeper.draft.scenario
                self.keeper.set_scenario(replace(now, id=scenario.id, name=name))
                self._follow()

        self.context.session.act(lambda w, a: w.save_scenario(a, scenario), on_done=done)

    def _act_on(self, act: str, scenario_id: str) -> None:
        state = self._state()
        scenario = None if state is None else state[0].scenarios.get(scenario_id)
        if state is None or scenario is None:
            return
        # What does not fit cannot be kept again; the table has named it.
        fitting = fit(state[0].catalogue, scenario).scenario
        if act == OPEN:
            self.keeper.put(draft_of(scenario))
            said = self.tr("Đã mở kịch bản “{name}”; giả định trước được giữ lại.")
            self._say_before(said.format(name=scenario.name))
            self.view.choose(TRY)
            self._follow()
        elif act == RENAME:
            dialog = ScenarioNameDialog(scenario.name, renames=True, parent=self)
            dialog.named.connect(lambda name: self._save(replace(fitting, name=name)))
            dialog.open()
        elif act == COPY:
            name = self.tr("{name} (bản sao)").format(name=scenario.name)
            self._save(replace(fitting, id=new_scenario_id(), name=name, created_utc=""))
        else:
            self.context.session.act(lambda w, a: w.remove_scenario(a, scenario_id))

    def _save(self, scenario: Scenario) -> None:
        self.context.session.act(lambda w, a: w.save_scenario(a, scenario))


def _is_same(assessment: Assessment, tried: Scenario, kept: Scenario) -> bool:
    """Whether what is tried is what is kept."""
    one, other = (without_equals(assessment, scenario) for scenario in (tried, kept))
    return one.answers == other.answers and one.profile == other.profile
