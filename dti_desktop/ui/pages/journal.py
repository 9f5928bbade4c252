"""The journal: who changed what, when, from what to what; whether the chain of its entries holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from dti_desktop.services.journal import PAGE_ENTRIES, Wanted
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.accept_journal import AcceptJournalDialog
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.journal_csv import JournalTable
from dti_desktop.ui.journal_rows import RowMaker
from dti_desktop.ui.journal_text import Turn
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.clear_scroll import ScrollingColumn
from dti_desktop.ui.widgets.journal_filters import JournalFilters
from dti_desktop.ui.widgets.journal_list import JournalList
from dti_desktop.ui.widgets.journal_state import JournalStateLine
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.messages import EmptyState, Notice
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.store.journal import JournalEntry

_WIDEST = 1240
_LEAST_LIST = 200
_TABLE_ENTRIES = 2_000
"""How many entries are read and written at a time for the table."""


class JournalPage(Page):
    """The state of the chain and the filters above, the list below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._fault_words = FaultWords(context.library, context.language)
        self._asked = 0
        self._shown_head: str | None = None
        self._shown: Wanted | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.export = SecondaryButton(icon="download")
        self.export.clicked.connect(self._choose_target)
        self.state = JournalStateLine(context)
        self.filters = JournalFilters(context)
        self.said = Notice(closable=True)
        self.said.hide()
        self.list = JournalList()
        self.nothing = EmptyState("history")
        self.stack = QStackedWidget()
        self._lay_out()
        self.state.accept_wanted.connect(self._ask_to_accept)
        self.filters.changed.connect(self._ask)
        self.filters.search.down_wanted.connect(self.list.setFocus)
        self.filters.search.dismissed.connect(self.list.setFocus)
        self.list.go_wanted.connect(context.go)
        self.list.fold_wanted.connect(self._fold)
        self.list.more_wanted.connect(self._ask_for_more)
        self.nothing.acted.connect(self.filters.reset)
        context.session.opened.connect(self._on_opened)
        context.session.journal.found.connect(self._on_checked)
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollingColumn(self, widest=_WIDEST, side=4 * theme.GRID)
        body = scroll.body
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.export)
        card = Card()
        card.body.setContentsMargins(0, 4, 0, 8)
        card.body.addWidget(self.stack)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        body.addLayout(head)
        for widget in (self.state, self.filters, self.said):
            body.addWidget(widget)
        body.addWidget(card, 1)
        self.stack.setMinimumHeight(_LEAST_LIST)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the journal; of one indicator where `place.code` names it."""
        self.said.hide()
        if place.code is not None:
            self.filters.show_code(place.code)
        else:
            self._follow()
        self.context.session.journal.go_on()
        self.list.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what was done meanwhile."""
        self._follow()
        self.context.session.journal.go_on()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Nhật ký"))
        self.export.setText(self.tr("Xuất bảng CSV…"))
        self.list.setAccessibleName(self.tr("Nhật ký, mới nhất trước"))
        self._shown_head = None
        if self.isVisible():
            self._follow()

    # -- reading ---------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._shown_head = self._shown = None
        self.list.rows_model.set_rows((), has_more=False)
        self.filters.reset()
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        """Read anew where the journal has grown, or something else is wanted."""
        assessment = self.context.session.assessment
        if assessment is not None and (self._shown_head, self._shown) != (
            assessment.journal_head,
            self.filters.wanted,
        ):
            self._ask()

    def _ask(self) -> None:
        """Read the newest entries that are wanted."""
        assessment = self.context.session.assessment
        if assessment is None:
            return
        self._asked += 1
        wanted = self.filters.wanted
        self._shown_head, self._shown = assessment.journal_head, wanted
        journals = self.context.workspace.journals

        def read() -> tuple[list[JournalEntry], tuple[str, ...]]:
            return journals.page(assessment.id, wanted), journals.persons(assessment.id)

        self.context.tasks.run(
            read, lane="store", on_done=partial(self._on_first, self._asked, assessment.id),
            on_error=self._say_fault, owner=self,
        )  # fmt: skip

    def _on_first(
        self, asked: int, assessment_id: str, found: tuple[list[JournalEntry], tuple[str, ...]]
    ) -> None:
        maker = self._maker()
        if asked != self._asked or maker is None or maker.assessment.id != assessment_id:
            return
        entries, persons = found
        self.filters.offer_persons(persons)
        chosen = self.list.currentIndex().row()
        self.list.rows_model.set_rows(maker.rows(entries, None), has_more=len(entries) == PAGE_ENTRIES)
        self._say_nothing_found()
        self.stack.setCurrentWidget(self.list if entries else self.nothing)
        if 0 <= chosen < len(self.list.rows):
            self.list.setCurrentIndex(self.list.rows_model.index(chosen))
        else:
            self.list.choose_first()

    def _ask_for_more(self) -> None:
        assessment = self.context.session.assessment
        oldest = self._oldest()
        if assessment is None or oldest is None or self._shown is None:
            return
        self.context.tasks.run(
            self.context.workspace.journals.page,
            assessment.id,
            self._shown,
            before_seq=oldest.seq,
            lane="store",
            on_done=partial(self._on_more, self._asked),
            on_error=self._say_fault,
            owner=self,
        )

    def _on_more(self, asked: int, entries: list[JournalEntry]) -> None:
        maker = self._maker()
        if asked != self._asked or maker is None:
            return
        has_more = len(entries) == PAGE_ENTRIES
        last = self.list.rows[-1]
        turn = last.turn
        if last.kind == "turn" and turn is not None:
            # Typing in one go may reach over the edge of a page.
            while entries and turn.goes_on_with(entries[0]):
                turn = Turn((*turn.entries, entries.pop(0)))
            if turn is not last.turn:
                self.list.rows_model.replace_last(maker.turn_row(turn))
        self.list.rows_model.add_rows(maker.rows(entries, self.list.rows[-1]), has_more=has_more)
        # Where all of it went into one row, nothing has moved that would ask for more.
        self.list.read_ahead()

    def _oldest(self) -> JournalEntry | None:
        for row in reversed(self.list.rows):
            if row.turn is not None:
                return row.turn.entries[-1]
        return None

    def _maker(self) -> RowMaker | None:
        session = self.context.session
        if session.assessment is None:
            return None
        state = session.journal.state
        broken = () if state is None else (*state.breaks, *state.accepted_breaks)
        return RowMaker(
            session.assessment,
            self.context.language.current,
            words(self.context),
            self.context.workspace.store.now_utc().astimezone().date(),
            frozenset(found.seq for found in broken),
        )

    def _on_checked(self, _state: object) -> None:
        """A check has come to its end: what is broken stands out in the list."""
        state = self.context.session.journal.state
        if state is not None and not state.is_whole and self.isVisible():
            self._ask()

    def _fold(self, place: int) -> None:
        model, row, maker = self.list.rows_model, self.list.rows[place], self._maker()
        if row.turn is None or maker is None:
            return
        if model.is_open(row):
            model.fold(place)
        else:
            model.unfold(place, list(maker.step_rows(row.turn)))

    def _say_nothing_found(self) -> None:
        if self.filters.wanted.is_everything:
            self.nothing.say(
                self.tr("Nhật ký còn trống"), self.tr("Mỗi thay đổi của hồ sơ sẽ được ghi ở đây.")
            )
        else:
            self.nothing.say(
                self.tr("Không có mục nào"),
                self.tr("Không có gì được ghi cho phần đang lọc."),
                self.tr("Xem tất cả"),
            )

    # -- doing -----------------------------------------------------------------------------------------

    def _say_fault(self, error: BaseException) -> None:
        self.said.say(self._fault_words.in_one_piece(error), "block")
        self.said.show()

    def _ask_to_accept(self) -> None:
        dialog = AcceptJournalDialog(self)
        dialog.given.connect(self.accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def accept(self, reason: str) -> None:
        """Take what is wrong with the journal into account."""
        session = self.context.session
        session.act(
            lambda w, a: w.accept_journal_faults(a, reason),
            on_done=lambda _saved: session.journal.go_on(),
            on_error=self._say_fault,
        )

    def _choose_target(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog = QFileDialog(self, self.tr("Xuất nhật ký ra bảng"), str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Bảng CSV (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"nhat-ky-{assessment.id}.csv")
        if dialog.exec() and dialog.selectedFiles():
            self.export_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def export_to(self, target: Path) -> None:
        """Write what is wanted of the journal into a table; it is read a stretch at a time."""
        assessment = self.context.session.assessment
        if assessment is None:
            return
        self.export.setEnabled(False)
        table = JournalTable(assessment, self.context.language.current, words(self.context))
        _TableExport(self, assessment, table, self.filters.wanted, target).go_on()

    def exported(self, target: Path, error: BaseException | None) -> None:
        """Say how the writing of a table has ended."""
        self.export.setEnabled(True)
        if error is not None:
            self._say_fault(error)
            return
        self.said.say(self.tr("Đã xuất nhật ký ra {name}.").format(name=target.name), "done")
        self.said.show()


class _TableExport:
    """One table on its way into a file: read and put into words by stretches, written whole."""

    def __init__(
        self, page: JournalPage, assessment: Assessment, table: JournalTable, wanted: Wanted, target: Path
    ) -> None:
        self._page = page
        self._assessment_id = assessment.id
        self._table = table
        self._wanted = wanted
        self._target = target
        self._parts = [table.head()]
        self._before_seq: int | None = None

    def go_on(self) -> None:
        """Read one stretch more."""
        self._page.context.tasks.run(
            self._read, lane="store", on_done=self._on_read, on_error=self._on_error, owner=self._page
        )

    def _read(self) -> tuple[bytes, int | None]:
        journals = self._page.context.workspace.journals
        entries = journals.page(
            self._assessment_id, self._wanted, before_seq=self._before_seq, limit=_TABLE_ENTRIES
        )
        next_seq = entries[-1].seq if len(entries) == _TABLE_ENTRIES else None
        return self._table.lines(entries), next_seq

    def _on_read(self, read: tuple[bytes, int | None]) -> None:
        part, self._before_seq = read
        self._parts.append(part)
        if self._before_seq is not None:
            self.go_on()
        else:
            self._page.context.tasks.run(
                self._write, lane="pool", on_done=self._on_written, on_error=self._on_error, owner=self._page
            )

    def _write(self) -> None:
        from dti_desktop.services.files import write_whole

        self._page.context.workspace.check_target(self._target)
        write_whole(self._target, b"".join(self._parts))

    def _on_written(self, _none: None) -> None:
        self._page.exported(self._target, None)

    def _on_error(self, error: BaseException) -> None:
        self._page.exported(self._target, error)
