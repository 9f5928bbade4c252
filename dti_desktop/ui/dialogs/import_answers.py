"""A form that other people filled in: chosen, read, looked at cell by cell, then taken in as one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from dti_desktop.errors import Problem
from dti_desktop.named_files import shown_name
from dti_desktop.services.forms import StagedChange, Staging, examine_form
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.faults import FaultWords, cell_place
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.both_values import BothValues
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.flow import FlowLayout
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.reading_bar import ReadingBar
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.staged_table import StagedTable
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.workspace import Saved
    from dti_desktop.ui.tasks import Task

_SIZE = (1120, 660)
_FAULT_COLUMNS = (180, None)
_FAULTS, _DIFFERENT, _ASKED, _ALL = "faults", "different", "asked", "all"


class ImportAnswersDialog(Retranslated, QDialog):
    """Reads a form without changing anything; `taken(name, count)` once accepted changes are committed."""

    taken = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._fault_words = FaultWords(context.library, context.language)
        self._path: Path | None = None
        self._task: Task | None = None
        self._is_taking = False
        self._asked_for: object = None
        self._error: BaseException | None = None
        self.staging: Staging | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(size="small", tone="muted", characters=140)
        self.drop = DropArea()
        # Until there is a form to look at, all the room is there to drop one.
        self.drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.drop.clicked.connect(self.choose)
        self.drop.dropped.connect(lambda paths: self.read(paths[0]))
        self._file = ElidedLabel(weight=Weight.Medium, elide=Qt.TextElideMode.ElideMiddle)
        self.another = LinkButton()
        self.another.clicked.connect(self.choose)
        self.notice = Notice()
        self.views = Segments()
        self.select_all, self.select_none = LinkButton(), LinkButton()
        self.select_all.clicked.connect(lambda: self._tick_all(True))
        self.select_none.clicked.connect(lambda: self._tick_all(False))
        self.table = StagedTable()
        self.rows = self.table.rows
        self.rows.ticked.connect(self._show_counts)
        self.table.current_changed.connect(self._ask)
        self.table.opened.connect(lambda _index: self._focus_reading())
        self._fault_rows = RowsModel()
        self.faults = DataTable()
        self.faults.setModel(self._fault_rows)
        for table in (self.table, self.faults):
            table.setMinimumHeight(LEAST_LIST)
        self.faults.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_fault(now))
        self.both = BothValues()
        self.reading = ReadingBar()
        self.reading.chosen.connect(self._read_number)
        self._counts = Label(size="small", tone="secondary")
        self.take = PrimaryButton(icon="download")
        self.take.clicked.connect(self._take)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self.views.chosen.connect(lambda _key: self._fill())
        self.drop.setFocus()

    def _lay_out(self) -> None:
        self._given = QWidget()
        given = QHBoxLayout(self._given)
        given.setContentsMargins(0, 0, 0, 0)
        given.setSpacing(14)
        given.addWidget(self._file, 1)
        given.addWidget(self.another)
        self._bar = QWidget()
        bar = FlowLayout(14, self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        for part in (self.views, self.select_all, self.select_none):
            bar.addWidget(part)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self.drop, 1)
        layout.addWidget(self._given)
        layout.addWidget(self.notice)
        layout.addWidget(self._bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.faults, 1)
        layout.addWidget(self.both)
        layout.addWidget(self.reading)
        layout.addStretch(0)
        put_foot(self, self.cancel, self.take, left=(self._counts,))
        for widget in (self._given, self.notice, self._bar, *self._below()):
            widget.hide()
        self.resize(*_SIZE)
        order = (
            self.drop,
            self.another,
            self.views,
            self.select_all,
            self.select_none,
            self.table,
            self.faults,
            self.both.old.text,
            self.both.new.text,
            *self.reading.buttons.values(),
            self.reading.for_all,
            self.cancel,
            self.take,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _below(self) -> tuple[QWidget, ...]:
        return (self.table, self.faults, self.both, self.reading)

    # -- reading -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, self.tr("Chọn phiếu đã điền"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Phiếu Excel hoặc CSV (*.xlsx *.csv)"))
        if dialog.exec() and dialog.selectedFiles():
            self.read(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def read(self, untrusted_path: Path) -> None:
        """Read a form and show what it would change; nothing is changed yet."""
        session = self._context.session
        assessment = session.assessment
        if assessment is None or self._is_taking:
            return
        session.flush()
        self._path = untrusted_path
        if self._task is not None:
            self._task.cancel()
        self.staging = self._error = None
        asked_for = self._asked_for = object()
        self._task = self._context.tasks.run(
            examine_form,
            self._context.library,
            assessment,
            untrusted_path,
            lane="pool",
            on_done=partial(self._on_read, asked_for),
            on_error=partial(self._on_unread, asked_for),
            owner=self,
        )
        self._show_state()

    def _on_read(self, asked_for: object, staging: Staging) -> None:
        assessment = self._context.session.assessment
        if asked_for is not self._asked_for or assessment is None:
            return  # another file was wanted meanwhile
        self._task, self.staging = None, staging
        self.rows.begin(staging.cells, assessment.catalogue, self._context.language.current)
        self._show_state()
        if staging.faults:
            self.faults.setFocus(Qt.FocusReason.OtherFocusReason)
        elif staging.changes:
            self.table.go_to(None)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unread(self, asked_for: object, error: BaseException) -> None:
        if asked_for is self._asked_for:
            self._on_fault(error)

    def _on_fault(self, error: BaseException) -> None:
        self._task, self._error, self._is_taking = None, error, False
        self._show_state()

    # -- deciding ------------------------------------------------------------------------------------

    def _tick_all(self, is_taken: bool) -> None:
        self.rows.tick(range(self.rows.rowCount()), is_taken)

    def _ask(self, cell: StagedChange | None) -> None:
        if cell is not None:
            self.both.show_values(*self.rows.both_values(cell))
        self.reading.ask({} if cell is None or cell.is_locked else cell.readings)

    def _focus_reading(self) -> None:
        cell = self.table.current
        if cell is not None and cell.readings and not cell.is_locked:
            self.reading.buttons["vi"].setFocus(Qt.FocusReason.TabFocusReason)

    def _read_number(self, language: str, for_all: bool) -> None:
        current = self.table.current
        if current is None:
            return
        keys = {current.key}
        if for_all:
            keys |= {cell.key for cell in self.rows.cells if cell.is_undecided}
        self.rows.read_as(keys, language)
        self._show_state()
        self.table.go_to(current.key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- taking in -----------------------------------------------------------------------------------

    def _take(self) -> None:
        accepted, staging = self.rows.accepted, self.staging
        if staging is None or not self._may_take():
            return
        self._is_taking = True
        self._context.session.act(
            lambda workspace, _assessment_id: workspace.take_form(staging, accepted),
            on_done=partial(self._on_taken, staging.name, len(accepted)),
            on_error=self._on_fault,
        )
        self._show_state()

    def _on_taken(self, name: str, count: int, _saved: Saved) -> None:
        self._is_taking = False
        self.taken.emit(name, count)
        self.accept()

    def _may_take(self) -> bool:
        staging = self.staging
        return (
            staging is not None
            and not staging.faults
            and bool(self.rows.accepted)
            and self._task is None
            and not self._is_taking
            and self._error is None
        )

    # -- showing -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhập từ Excel"))
        self._title.setText(self.tr("Nhập từ Excel"))
        self._about.setText(
            self.tr(
                "Phiếu Excel hoặc CSV do chương trình xuất ra, đã được điền ở nơi khác. "
                "Chưa có gì thay đổi cho đến khi nhấn Nhận; nhận rồi, một lần hoàn tác trả lại tất cả."
            )
        )
        self.drop.set_words(self.tr("Kéo phiếu đã điền vào đây hoặc chọn tệp"))
        self.another.setText(self.tr("Chọn tệp khác…"))
        self.views.set_name(self.tr("Xem gì của phiếu"))
        self.select_all.setText(self.tr("Chọn tất cả"))
        self.select_none.setText(self.tr("Bỏ chọn"))
        self.table.setAccessibleName(self.tr("Các ô của phiếu. Phím cách để nhận hoặc bỏ"))
        self.faults.setAccessibleName(self.tr("Các lỗi của phiếu"))
        self.cancel.setText(self.tr("Đóng"))
        self._show_state()

    def _show_state(self) -> None:
        staging = self.staging
        name = "" if self._path is None else shown(shown_name(self._path))
        self.drop.set_remark(name)
        self._file.setText(name)
        self._say()
        # Once a form is read, the room is for what it says.
        for widget in (self._given, self._bar):
            widget.setVisible(staging is not None)
        for widget in (self._about, self.drop):
            widget.setVisible(staging is None)
        if staging is None:
            for widget in self._below():
                widget.hide()
            self._show_counts()
            return
        cells = self.rows.cells
        offered = [
            (_FAULTS, self.tr("Lỗi"), len(staging.faults), ("octagon-alert", "block")),
            (_DIFFERENT, self.tr("Chỉ chỗ khác"), len(self._differing()), None),
            (_ASKED, self.tr("Cần chọn cách đọc"), len(self._asked()), ("triangle-alert", "warn")),
            (_ALL, self.tr("Tất cả"), len(cells), None),
        ]
        self.views.set_segments(
            [Segment(key, text, str(count), shape) for key, text, count, shape in offered if count]
        )
        self._fill()

    def _differing(self) -> list[StagedChange]:
        # A number that was read as what is held stays in sight: it can be read otherwise.
        return [cell for cell in self.rows.cells if cell.verdict == "differs" or cell.readings]

    def _asked(self) -> list[StagedChange]:
        return [cell for cell in self.rows.cells if cell.is_undecided and not cell.is_locked]

    def _fill(self) -> None:
        staging, view = self.staging, self.views.choice
        if staging is None:
            return
        is_faults = view == _FAULTS
        self.faults.setVisible(is_faults)
        self.table.setVisible(not is_faults and bool(staging.cells))
        for button in (self.select_all, self.select_none):
            button.setVisible(not is_faults and not staging.faults and bool(staging.changes))
        self.both.setVisible(is_faults or bool(staging.cells))
        self.reading.setVisible(not is_faults and any(cell.readings for cell in staging.cells))
        if is_faults:
            self._fill_faults(staging.faults)
        else:
            kept = self.table.current
            cells = {_DIFFERENT: self._differing, _ASKED: self._asked}.get(
                str(view), lambda: self.rows.cells
            )()
            self.rows.show_cells([cell.key for cell in cells], self._context.language.current)
            self.table.arrange()
            self.table.go_to(None if kept is None else kept.key)
        self._show_counts()

    def _fill_faults(self, faults: Sequence[Problem]) -> None:
        said = words(self._context)
        rows = []
        for fault in faults:
            text = said.problem(Problem(fault.code, "", fault.facts))
            place = cell_place(fault.place)
            rows.append([Cell(place, hint=place, is_quiet=True), Cell(text, hint=text)])
        self._fault_rows.set_rows([Head(self.tr("Ô")), Head(self.tr("Lỗi và cách sửa"))], rows)
        self.faults.set_columns(_FAULT_COLUMNS)
        current = self.faults.currentIndex()
        self.faults.setCurrentIndex(current if current.isValid() else self._fault_rows.index(0, 0))
        self._show_fault(self.faults.currentIndex())

    def _show_fault(self, index: QModelIndex) -> None:
        if index.isValid() and self.faults.isVisibleTo(self):
            self.both.show_fault(self._fault_rows.cell(index.siblingAtColumn(1)).text)

    def _show_counts(self) -> None:
        staging, accepted = self.staging, len(self.rows.accepted)
        self.take.setEnabled(self._may_take())
        if staging is None or staging.faults:
            self.take.setText(self.tr("Nhận"))
            self._counts.setText("")
            return
        self.take.setText(self.tr("Nhận {count} thay đổi").format(count=accepted))
        changes = [cell for cell in self.rows.cells if cell.verdict == "differs"]
        locked = sum(cell.is_locked for cell in changes)
        said = [self.tr("Chọn {count} trên {of} chỗ khác").format(count=accepted, of=len(changes))]
        if self._asked():
            said.append(self.tr("{count} số cần chọn cách đọc").format(count=len(self._asked())))
        if locked:
            said.append(self.tr("{count} đã duyệt, giữ nguyên").format(count=locked))
        if staging.rows_missing:
            said.append(self.tr("{count} dòng không có trong phiếu").format(count=staging.rows_missing))
        self._counts.setText(" · ".join(said))

    def _say(self) -> None:
        staging = self.staging
        self.notice.setVisible(self._path is not None)
        if self._error is not None:
            self.notice.say(self._fault_words.at_length(self._error), "block")
        elif self._is_taking:
            self.notice.say(self.tr("Đang nhận…"), "info")
        elif staging is None:
            self.notice.say(self.tr("Đang đọc…"), "info")
        elif staging.faults:
            said = self.tr(
                "Phiếu có {count} lỗi, nên chưa nhận được gì. Hãy sửa các ô dưới đây rồi chọn lại tệp."
            )
            self.notice.say(said.format(count=len(staging.faults)), "block")
        elif not staging.changes:
            self.notice.say(self.tr("Phiếu không có gì khác hồ sơ. Không cần nhận."), "done")
        elif any(cell.was_changed_since for cell in staging.changes):
            self.notice.say(
                self.tr(
                    "Có ô mà cả phiếu và hồ sơ đều đã sửa sau khi xuất mẫu. Các ô đó chưa được chọn sẵn."
                ),
                "warn",
            )
        else:
            self.notice.hide()
