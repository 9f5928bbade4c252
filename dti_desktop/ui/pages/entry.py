"""The entry table: every field of every indicator, line by line, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.errors import Problem
from dti_desktop.services.entered_cells import EXPLANATION as EXPLANATION_FIELD
from dti_desktop.services.entered_cells import EnteredCell, JudgedCells, judge_cells, pasted_cells
from dti_desktop.services.forms import Writes
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.cell_faults import CellFaultRow, CellFaultsDialog
from dti_desktop.ui.entry_block import Target, place_block
from dti_desktop.ui.entry_rows import (
    VALUE,
    EntryLine,
    EntryRows,
    entry_lines,
    without_empty_heads,
)
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.row_state import has_work_left, worst_severities
from dti_desktop.ui.session import Changed
from dti_desktop.ui.typed_answer import read_typed
from dti_desktop.ui.typed_text import typed_text
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.entry_foot import EntryFoot
from dti_desktop.ui.widgets.entry_table import EntryTable
from dti_desktop.ui.widgets.index_choice import IndexChoice
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.messages import EmptyState, Toast
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

ALL, UNANSWERED, WORK = "all", "unanswered", "work"
_SIDE = 3 * theme.GRID
_Read = Callable[[], list[list[str]]]
"""What gives a block of cells, beside the window."""


def place_setting(assessment_id: str) -> str:
    """Return the name of the setting that keeps the place in the table of an assessment."""
    return f"ui/entry/{assessment_id}"


class EntryPage(Page):
    """Filters above, the table, and below it what the current cell asks."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._all: Sequence[EntryLine] = ()
        self._is_place_known = False
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.filter = Segments()
        self.index = IndexChoice()
        self.to_indicator = SecondaryButton(icon="panel-right")
        self.rows = EntryRows(context.session.draft)
        self.table = EntryTable(self.rows)
        self.nothing = EmptyState("circle-check")
        self.stack = QStackedWidget()
        self.foot = EntryFoot()
        self.toast = Toast(self)
        self.faults: CellFaultsDialog | None = None
        self._pending: tuple[_Read, Target, list[EnteredCell], JudgedCells] | None = None
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head, self._below = QHBoxLayout(), QHBoxLayout()
        self._beside = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._title)
        head.addLayout(self._beside)
        head.addStretch(1)
        head.addWidget(self.index)
        head.addWidget(self.to_indicator)
        self.index.setMinimumContentsLength(14)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.setSpacing(0)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.foot)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        body = QVBoxLayout(self)
        body.setContentsMargins(_SIDE, 2 * theme.GRID, _SIDE, 2 * theme.GRID)
        body.setSpacing(theme.GRID + theme.HALF)
        body.addLayout(head)
        body.addLayout(self._below)
        body.addWidget(card, 1)

    def _connect(self) -> None:
        self.filter.chosen.connect(lambda _key: self._filter_anew())
        self.index.currentIndexChanged.connect(lambda _place: self._filter_anew())
        self.to_indicator.clicked.connect(self.open_indicator)
        self.nothing.acted.connect(self._show_all)
        self.rows.typed.connect(self._take_typed)
        self.rows.explained.connect(self._take_explanation)
        table = self.table
        table.moved.connect(self._show_cell)
        table.code_opened.connect(lambda code: self.context.go(Place("indicator", code)))
        table.refused.connect(self._say_locked)
        table.unanswered_wanted.connect(self.go_unanswered)
        table.pasted.connect(self.paste)
        table.cleared.connect(lambda: self._enter_block([[""]]))
        table.filled.connect(self.fill_down)
        table.left.connect(lambda: self.filter.setFocus(Qt.FocusReason.TabFocusReason))
        self.context.session.opened.connect(self._on_opened)

    def arrange(self) -> None:
        """Put the filters below the title where they have no room beside it."""
        parts = (self._title, self.filter, self.index, self.to_indicator)
        needed = sum(part.sizeHint().width() for part in parts) + 6 * theme.GRID + 2 * _SIDE
        room = self._beside if needed <= self.width() else self._below
        if room.indexOf(self.filter) < 0:
            for other in (self._beside, self._below):
                while other.count():
                    other.takeAt(0)
            room.addWidget(self.filter)
            if room is self._below:
                room.addStretch(1)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the table at the indicator that `place` names, else where it was left."""
        self._follow()
        if place.code is not None:
            self._is_place_known = True
            self.show_code(place.code, place.field)
        elif not self._is_place_known:
            self._ask_for_place()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Enter what is being typed, and remember the place."""
        self.table.end_field(keep=True)
        self._keep_place()
        super().leave()

    def refresh(self, changed: Changed) -> None:
        """Follow what was entered here or elsewhere."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Bảng nhập"))
        self.filter.set_name(self.tr("Lọc chỉ số"))
        self.to_indicator.setText(self.tr("Trang chỉ số"))
        self.to_indicator.setAccessibleDescription(self.tr("Mở trang của chỉ số này, phím Ctrl + B"))
        self.table.setAccessibleName(self.tr("Bảng nhập"))
        self.table.setAccessibleDescription(self.tr("Phím F6 để ra khỏi bảng"))
        self.rows.set_heads(
            [
                self.tr("Mã"),
                self.tr("Nội dung"),
                self.tr("Giá trị"),
                self.tr("Đơn vị"),
                self.tr("Năm trước"),
                self.tr("Điểm"),
                self.tr("Minh\nchứng"),
                self.tr("Giải trình"),
            ]
        )
        self._fill_index()
        self._follow()
        self.arrange()

    # -- showing ---------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._is_place_known = False
        self.filter.choose(ALL)
        if not self.isVisible():
            # Who is not there fills the table when she arrives: opening waits for no page that is not seen.
            self._all = ()
            self.rows.show(())
            return
        assessment = self.context.session.assessment
        self._all = () if assessment is None else entry_lines(assessment.catalogue)
        self._fill_index()
        self._filter_anew()

    def _fill_index(self) -> None:
        self.index.offer(self.context.session.assessment, self.context.language.current)

    def _follow(self) -> None:
        session = self.context.session
        if session.assessment is None or session.outlook is None:
            return
        if not self._all:
            self._all = entry_lines(session.assessment.catalogue)
            self._fill_index()
        if not self.rows.lines:
            self._filter_anew()
            return
        self.rows.follow(session.assessment, session.outlook, self.context.language.current)
        self._count()
        self._show_cell()

    def _filter_anew(self) -> None:
        """Show the lines of the filters. What is answered meanwhile stays, until it is filtered again."""
        session = self.context.session
        if session.assessment is None or session.outlook is None:
            self.rows.show(())
            return
        kept = self.table.line
        column = max(VALUE, self.table.currentIndex().column())
        left = {code for code in session.assessment.catalogue.indicators if self._is_wanted(code)}
        main = self.index.currentData()
        lines = [
            line
            for line in self._all
            if (main is None or line.index == main) and (line.asked is None or line.code in left)
        ]
        self.rows.follow(session.assessment, session.outlook, self.context.language.current)
        self.rows.show(without_empty_heads(lines))
        self.stack.setCurrentWidget(self.table if left and self.rows.lines else self.nothing)
        self._say_nothing()
        self._count()
        if kept is None or not self.table.go_to(kept.key, column):
            first = next((line for line in self.rows.lines if line.asked is not None), None)
            if first is not None:
                self.table.go_to(first.key)
        self._show_cell()

    def _is_wanted(self, code: str) -> bool:
        outlook = self.context.session.outlook
        assert outlook is not None
        if self.filter.choice == UNANSWERED:
            return not outlook.scorecard.indicators[code].is_answered
        if self.filter.choice == WORK:
            return has_work_left(outlook, worst_severities(outlook), code)
        return True

    def _count(self) -> None:
        outlook = self.context.session.outlook
        assert outlook is not None
        scores = outlook.scorecard.indicators
        worst = worst_severities(outlook)
        form = self.context.format
        unanswered = sum(not score.is_answered for score in scores.values())
        work = sum(has_work_left(outlook, worst, code) for code in scores)
        self.filter.set_segments(
            [
                Segment(ALL, self.tr("Tất cả"), form.integer(len(scores))),
                Segment(UNANSWERED, self.tr("Chưa trả lời"), form.integer(unanswered)),
                Segment(WORK, self.tr("Còn việc"), form.integer(work)),
            ]
        )

    def _say_nothing(self) -> None:
        self.nothing.say(
            self.tr("Không còn chỉ số nào ở đây"),
            self.tr("Phần đang lọc đã xong. Các chỉ số khác vẫn trong bảng."),
            self.tr("Xem tất cả"),
        )

    def _show_all(self) -> None:
        self.filter.choose(ALL)
        self.index.setCurrentIndex(0)
        self._filter_anew()
        self.table.setFocus()

    def _show_cell(self) -> None:
        """Say below what the current cell asks, or what is wrong with what stands in it."""
        line, assessment = self.table.line, self.context.session.assessment
        if line is None or line.asked is None or assessment is None:
            self.foot.clear()
            return
        self.foot.show_line(line, self.rows, assessment, self.context.language.current)

    def show_code(self, code: str, field: str | None = None) -> None:
        """Go to an indicator, where it is filtered out after showing all."""
        current = self.table.line
        key = f"{code}#{field}" if field else code
        if field is None and current is not None and current.code == code:
            return
        if not self.table.go_to(key) and not self.table.go_to(code):
            self.filter.choose(ALL)
            self.index.setCurrentIndex(0)
            self._filter_anew()
            self.table.go_to(code)

    @property
    def code(self) -> str | None:
        """The indicator of the current cell."""
        line = self.table.line
        return line.code or None if line is not None else None

    def open_indicator(self) -> None:
        """Show the page of the indicator of the current cell."""
        if self.code is not None:
            self.context.go(Place("indicator", self.code))

    # -- the place, kept ---------------------------------------------------------------------------------

    def _ask_for_place(self) -> None:
        assessment = self.context.session.assessment
        assert assessment is not None
        self._is_place_known = True
        self.context.tasks.run(
            self.context.workspace.setting,
            place_setting(assessment.id),
            lane="store",
            on_done=partial(self._go_where_it_was_left, assessment.id),
            on_error=self.context.session.failed.emit,
            owner=self,
        )

    def _go_where_it_was_left(self, assessment_id: str, kept: object) -> None:
        assessment = self.context.session.assessment
        if assessment is None or assessment.id != assessment_id or not isinstance(kept, dict):
            return
        if kept.get("filter") in (ALL, UNANSWERED, WORK):
            self.filter.choose(kept["filter"])
        self.index.setCurrentIndex(max(0, self.index.findData(kept.get("index"))))
        self._filter_anew()
        if isinstance(kept.get("key"), str):
            self.table.go_to(kept["key"])

    def _keep_place(self) -> None:
        assessment, line = self.context.session.assessment, self.table.line
        if assessment is None or line is None:
            return
        place = {"key": line.key, "filter": self.filter.choice, "index": self.index.currentData()}
        self.context.tasks.run(
            self.context.workspace.set_setting,
            place_setting(assessment.id),
            place,
            lane="store",
            on_error=self.context.session.failed.emit,
        )

    # -- one cell ----------------------------------------------------------------------------------------

    def _take_typed(self, line: EntryLine, text: str) -> None:
        session = self.context.session
        asked = line.asked
        if session.assessment is None or asked is None:
            return
        read = read_typed(asked, text, self.context.language.current)
        session.keep_draft(line.code, asked.field, text if read.fault else None)
        if read.fault:
            self._follow()
            return
        fields = dict(session.assessment.answers.get(line.code, {}))
        if read.value is None:
            fields.pop(asked.field, None)
        else:
            fields[asked.field] = read.value
        if fields != session.assessment.answers.get(line.code, {}):
            session.edit_answer(line.code, fields)
        else:
            self._follow()

    def _take_explanation(self, code: str, text: str) -> None:
        self.context.session.edit_explanation(code, typed_text(text))

    def _say_locked(self, line: EntryLine) -> None:
        said = words(self.context).problem(Problem("indicator-approved", line.code, {"code": line.code}))
        self.toast.say(said, self.tr("Trang chỉ số"), self.open_indicator)

    def go_unanswered(self) -> None:
        """Go to the next empty cell of an indicator without a full answer, from the first after the last."""
        outlook = self.context.session.outlook
        if outlook is None:
            return
        lines = [line for line in self._all if line.asked is not None]
        current = self.table.line
        here = next((n for n, line in enumerate(lines) if current and line.key == current.key), -1)
        for line in lines[here + 1 :] + lines[: here + 1]:
            if (
                not outlook.scorecard.indicators[line.code].is_answered
                and self.rows.own_value(line) is None
                and self.rows.value_from_profile(line) is None
                and not self.rows.is_locked(line)
            ):
                if not self.table.go_to(line.key):
                    self._show_all()
                    self.table.go_to(line.key)
                return
        self.toast.say(self.tr("Tất cả các chỉ số đã được trả lời."))

    # -- many cells --------------------------------------------------------------------------------------

    def paste(self, untrusted_text: str) -> None:
        """Enter what came from the clipboard, from the first selected cell on."""
        if untrusted_text:
            self._enter(lambda: pasted_cells(untrusted_text), self.table.target())

    def fill_down(self) -> None:
        """Enter what stands in the first selected line into the lines below; of one line, that above it."""
        first, target = self.table.fill_target()
        if first:
            self._enter(lambda: [list(first)] * target.height, target)

    def _enter_block(self, block: list[list[str]]) -> None:
        self._enter(lambda: block, self.table.target())

    def _enter(self, read: _Read, target: Target, read_as: str | None = None) -> None:
        """Read, place and judge a block beside the window; then take it, or tell every fault."""
        session = self.context.session
        assessment = session.assessment
        if assessment is None:
            return
        library, language = self.context.library, self.context.language.current

        def judge() -> tuple[list[EnteredCell], list[Problem], JudgedCells]:
            cells, faults = place_block(read(), target)
            return cells, faults, judge_cells(library, assessment, cells, language, read_as)

        self.context.tasks.run(
            judge,
            lane="pool",
            on_done=lambda found: self._judged(assessment, read, target, *found),
            on_error=session.failed.emit,
            owner=self,
        )

    def _judged(
        self,
        assessment: Assessment,
        read: _Read,
        target: Target,
        cells: list[EnteredCell],
        unplaced: list[Problem],
        judged: JudgedCells,
    ) -> None:
        now = self.context.session.assessment
        if now is None or now.id != assessment.id:
            return
        faults = [*unplaced, *judged.faults]
        if not faults:
            if self.faults is not None:
                self.faults.accept()
            self._take(cells, judged)
            return
        self._pending = (read, target, cells, judged)
        if self.faults is None:
            self.faults = CellFaultsDialog(self)
            self.faults.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.faults.finished.connect(self._faults_closed)
            self.faults.taken.connect(self._take_right)
            self.faults.read_as.connect(self._judge_again)
            self.faults.open()
        self.faults.show_faults(
            [self._fault_row(problem) for problem in faults],
            right=len(judged.places),
            undecided=len(judged.undecided),
        )

    def _judge_again(self, read_as: str) -> None:
        assert self._pending is not None
        read, target, *_ = self._pending
        self._enter(read, target, None if read_as == "ask" else read_as)

    def _take_right(self) -> None:
        assert self._pending is not None
        *_, cells, judged = self._pending
        self._take(cells, judged)

    def _faults_closed(self) -> None:
        self.faults = self._pending = None
        # Behind what Qt itself does with the keyboard when a dialog closes.
        QTimer.singleShot(0, self.table, self.table.setFocus)

    def _fault_row(self, problem: Problem) -> CellFaultRow:
        said = words(self.context).problem(Problem(problem.code, "", problem.facts))
        return CellFaultRow(self._place_text(problem.place), said)

    def _place_text(self, place: str) -> str:
        line = next((line for line in self._all if line.asked is not None and line.key == place), None)
        code, _, field = place.partition("#")
        if line is not None:
            asked = self.rows.content(line)
            return "  ".join(part for part in (code, asked[1] or asked[0]) if part)
        if field == EXPLANATION_FIELD:
            return self.tr("{code}  Giải trình").format(code=code)
        return place or self.tr("Khối dán")

    def _take(self, cells: list[EnteredCell], judged: JudgedCells) -> None:
        """Enter what was judged right, in one step."""
        session = self.context.session
        wrong = {problem.place for problem in judged.faults}
        for cell in cells:
            if cell.place not in wrong and cell.field != EXPLANATION_FIELD:
                session.keep_draft(cell.code, cell.field, None)
        if not judged.places:
            self._follow()
            return
        wanted: Writes = judged.writes
        session.act(lambda w, a: w.take_cells(a, wanted), on_done=partial(self._taken, len(judged.places)))

    def _taken(self, count: int, _saved: Saved) -> None:
        self.toast.say(
            self.tr("Đã nhận {count} ô.").format(count=count), self.tr("Hoàn tác"), self.context.session.undo
        )
