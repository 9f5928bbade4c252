"""A table that comes in from a file: chosen, read, looked at with every fault and note, then taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from dti_desktop.errors import Problem
from dti_desktop.named_files import shown_name
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.faults import FaultWords, cell_place
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.ui.tasks import Task

UNKNOWN = "–"
_SIZE = (820, 640)
_PROBLEM_COLUMNS = (120, None)
_FAULTS, _NOTES, _ROWS = "faults", "notes", "rows"


class ExaminedTable(Protocol):
    """What a file tells, judged: its rows, what of them differs from what is known, faults, notes."""

    @property
    def rows(self) -> Sequence[Any]: ...
    @property
    def changes(self) -> Any: ...
    @property
    def faults(self) -> Sequence[Problem]: ...
    @property
    def notes(self) -> Sequence[Problem]: ...


class ImportTableDialog(Retranslated, QDialog):
    """Reads a file without keeping anything; `imported(object)` once what was examined is kept.

    A kind of table fills in `examiner`, `keep`, `row_heads`, `row_cells`, its title and its words.
    """

    imported = Signal(object)

    def __init__(
        self,
        context: Context,
        option: QWidget,
        row_columns: Sequence[int | None],
        parent: QWidget | None = None,
    ) -> None:
        """`option`: what has to be said before a file is read, under the head of the dialog."""
        super().__init__(parent)
        self.context = context
        self._option = option
        self._row_columns = tuple(row_columns)
        self._fault_words = FaultWords(context.library, context.language)
        self._path: Path | None = None
        self._task: Task | None = None
        self._asked_for: object = None
        self._error: BaseException | None = None
        self._is_keeping = False
        self.examined: Any = None
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(size="small", tone="muted", characters=110)
        self.option_head = Label(weight=Weight.Medium)
        self.option_head.setBuddy(option)
        self.drop = DropArea()
        self.drop.clicked.connect(self.choose)
        self.drop.dropped.connect(lambda paths: self.read(paths[0]))
        self.notice = Notice()
        self.views = Segments()
        self._rows = RowsModel()
        self.table = DataTable()
        self.table.setModel(self._rows)
        self.take = PrimaryButton(icon="download")
        self.take.clicked.connect(self._take)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self.views.chosen.connect(lambda _key: self._fill())
        self.drop.setFocus()

    def _lay_out(self) -> None:
        option = QHBoxLayout()
        option.setSpacing(10)
        option.addWidget(self.option_head)
        option.addWidget(self._option)
        option.addStretch(1)
        layout = dialog_column(self)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addLayout(option)
        layout.addWidget(self.drop)
        layout.addWidget(self.notice)
        layout.addWidget(self.views)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        put_foot(self, self.cancel, self.take)
        for widget in (self.notice, self.views, self.table):
            widget.hide()
        self.resize(*_SIZE)
        stops = (self._option, self.drop, self.views, self.table, self.cancel, self.take)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # -- what a kind of table is ---------------------------------------------------------------------

    def examiner(self) -> Callable[[Path], ExaminedTable]:
        """Return what reads a file on another thread, as the option stands now."""
        raise NotImplementedError

    def keep(
        self,
        examined: Any,
        on_done: Callable[[object], None],
        on_error: Callable[[BaseException], None],
    ) -> Task | None:
        """Begin to keep what was examined; one of the two is called when that has ended."""
        raise NotImplementedError

    def row_heads(self) -> list[Head]:
        """Return the heads of the rows that were read."""
        raise NotImplementedError

    def row_cells(self, row: Any) -> list[Cell]:
        """Return what a row that was read says."""
        raise NotImplementedError

    # -- reading -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, self.title.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Bảng (*.csv *.xlsx)"))
        if dialog.exec() and dialog.selectedFiles():
            self.read(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def read(self, untrusted_path: Path) -> None:
        """Read a file and show what is in it; nothing is kept yet."""
        self._path = untrusted_path
        self.read_again()

    def read_again(self) -> None:
        """Read the file once more: what has to be said before has changed."""
        if self._path is None:
            return
        if self._task is not None:
            self._task.cancel()
        self.examined = self._error = None
        asked_for = self._asked_for = object()
        self._task = self.context.tasks.run(
            self.examiner(),
            self._path,
            lane="pool",
            on_done=partial(self._on_read, asked_for),
            on_error=partial(self._on_unread, asked_for),
            owner=self,
        )
        self._show_state()

    def _on_read(self, asked_for: object, examined: ExaminedTable) -> None:
        if asked_for is not self._asked_for:
            return  # another file, or another option, was wanted meanwhile
        self._task, self.examined = None, examined
        self._show_state()
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unread(self, asked_for: object, error: BaseException) -> None:
        if asked_for is self._asked_for:
            self._on_fault(error)

    def _on_fault(self, error: BaseException) -> None:
        self._task, self._error = None, error
        self._is_keeping = False
        self._show_state()

    # -- taking in -----------------------------------------------------------------------------------

    def _take(self) -> None:
        examined = self.examined
        if examined is None or examined.faults or not examined.changes or self._is_busy():
            return
        self._is_keeping = True
        self._task = self.keep(examined, partial(self._on_taken, examined), self._on_fault)
        self._show_state()

    def _on_taken(self, examined: ExaminedTable, _none: object) -> None:
        self._task, self._is_keeping = None, False
        self.imported.emit(examined)
        self.accept()

    def _is_busy(self) -> bool:
        return self._task is not None or self._is_keeping

    # -- showing -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts of all tables; a kind of table sets its own as well."""
        self.views.set_name(self.tr("Xem gì của bảng"))
        self.table.setAccessibleName(self.tr("Nội dung đọc được"))
        self.take.setText(self.tr("Nhập"))
        self.cancel.setText(self.tr("Đóng"))
        self._show_state()

    def _show_state(self) -> None:
        examined = self.examined
        self.take.setEnabled(
            examined is not None
            and not examined.faults
            and bool(examined.changes)
            and not self._is_busy()
            and self._error is None
        )
        self.drop.set_remark("" if self._path is None else shown(shown_name(self._path)))
        self._say()
        self.views.setVisible(examined is not None)
        self.table.setVisible(examined is not None)
        if examined is None:
            return
        offered = [
            (_FAULTS, self.tr("Lỗi"), len(examined.faults), ("octagon-alert", "block")),
            (_NOTES, self.tr("Lưu ý"), len(examined.notes), ("info", "accent")),
            (_ROWS, self.tr("Dòng đọc được"), len(examined.rows), None),
        ]
        self.views.set_segments(
            [Segment(key, text, str(count), shape) for key, text, count, shape in offered if count]
        )
        self._fill()

    def _say(self) -> None:
        examined = self.examined
        self.notice.setVisible(self._path is not None)
        if self._error is not None:
            self.notice.say(self._fault_words.at_length(self._error), "block")
        elif examined is None or self._is_busy():
            self.notice.say(self.tr("Đang đọc…") if examined is None else self.tr("Đang nhập…"), "info")
        elif examined.faults:
            said = self.tr("Bảng có {count} lỗi, nên chưa nhập được dòng nào. Hãy sửa tệp rồi chọn lại.")
            self.notice.say(said.format(count=len(examined.faults)), "block")
        elif not examined.changes:
            said = self.tr("Đọc được {rows} dòng, tất cả đã có trong chương trình. Không cần nhập.")
            self.notice.say(said.format(rows=len(examined.rows)), "done")
        else:
            said = self.tr("Đọc được {rows} dòng, trong đó {changes} dòng mới hoặc khác số đã biết.")
            self.notice.say(said.format(rows=len(examined.rows), changes=len(examined.changes)), "info")

    def _fill(self) -> None:
        examined = self.examined
        if examined is None:
            return
        if self.views.choice == _ROWS:
            self._rows.set_rows(self.row_heads(), [self.row_cells(row) for row in examined.rows])
            self.table.set_columns(self._row_columns)
        else:
            self._fill_problems(examined.faults if self.views.choice == _FAULTS else examined.notes)

    def _fill_problems(self, problems: Sequence[Problem]) -> None:
        said = words(self.context)
        heads = [Head(self.tr("Chỗ")), Head(self.tr("Nội dung"))]
        rows = []
        for problem in problems:
            text = said.problem(Problem(problem.code, "", problem.facts))
            rows.append([Cell(cell_place(problem.place) or UNKNOWN, is_quiet=True), Cell(text, hint=text)])
        self._rows.set_rows(heads, rows)
        self.table.set_columns(_PROBLEM_COLUMNS)
