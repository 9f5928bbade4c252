"""Published results from a file: chosen, read, looked at with every fault and note, then taken in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from dti_desktop.errors import Problem
from dti_desktop.named_files import shown_name
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, foot_buttons
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.results import Examined
    from dti_desktop.ui.tasks import Task

_SIZE = (820, 640)
_ROW_COLUMNS = (84, 60, None, 110, 90, 70)
_PROBLEM_COLUMNS = (120, None)
_FAULTS, _NOTES, _ROWS = "faults", "notes", "rows"
_UNKNOWN = "–"
_YEAR_CHARACTERS = 22


class ImportResultsDialog(Retranslated, QDialog):
    """Reads a file without keeping anything; `imported(Examined)` once its rows are kept."""

    imported = Signal(object)

    def __init__(self, context: Context, years: Sequence[int], parent: QWidget | None = None) -> None:
        """`years`: which a table may be of that has no such column, the likeliest first."""
        super().__init__(parent)
        self._context = context
        self._years = years
        self._fault_words = FaultWords(context.library, context.language)
        self._path: Path | None = None
        self._task: Task | None = None
        self._asked_for: object = None
        self._error: BaseException | None = None
        self.examined: Examined | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(size="small", tone="muted", characters=110)
        self._year_head = Label(weight=Weight.Medium)
        self.year = ComboBox()
        self.year.setMinimumContentsLength(_YEAR_CHARACTERS)
        self._year_head.setBuddy(self.year)
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
        self.year.currentIndexChanged.connect(lambda _place: self._read_again())
        self.views.chosen.connect(lambda _key: self._fill())
        self.drop.setFocus()

    def _lay_out(self) -> None:
        year = QHBoxLayout()
        year.setSpacing(10)
        year.addWidget(self._year_head)
        year.addWidget(self.year)
        year.addStretch(1)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addLayout(year)
        layout.addWidget(self.drop)
        layout.addWidget(self.notice)
        layout.addWidget(self.views)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        layout.addLayout(foot_buttons(self.cancel, self.take))
        for widget in (self.notice, self.views, self.table):
            widget.hide()
        self.resize(*_SIZE)
        for before, after in pairwise((self.year, self.drop, self.views, self.table, self.cancel, self.take)):
            QWidget.setTabOrder(before, after)

    # -- reading -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, self.tr("Chọn tệp kết quả công bố"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Bảng kết quả (*.csv *.xlsx)"))
        if dialog.exec() and dialog.selectedFiles():
            self.read(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def read(self, untrusted_path: Path) -> None:
        """Read a file and show what is in it; nothing is kept yet."""
        self._path = untrusted_path
        self._read_again()

    def _read_again(self) -> None:
        if self._path is None:
            return
        if self._task is not None:
            self._task.cancel()
        self.examined = self._error = None
        asked_for = self._asked_for = object()
        self._task = self._context.tasks.run(
            self._context.workspace.results.examine,
            self._path,
            year=self.year.currentData(),
            lane="pool",
            on_done=partial(self._on_read, asked_for),
            on_error=partial(self._on_unread, asked_for),
            owner=self,
        )
        self._show_state()

    def _on_read(self, asked_for: object, examined: Examined) -> None:
        if asked_for is not self._asked_for:
            return  # another file, or another year, was wanted meanwhile
        self._task, self.examined = None, examined
        self._show_state()
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unread(self, asked_for: object, error: BaseException) -> None:
        if asked_for is self._asked_for:
            self._on_fault(error)

    def _on_fault(self, error: BaseException) -> None:
        self._task, self._error = None, error
        self._show_state()

    # -- taking in -----------------------------------------------------------------------------------

    def _take(self) -> None:
        examined = self.examined
        if examined is None or examined.faults or not examined.changes or self._task is not None:
            return
        self._task = self._context.tasks.run(
            self._context.workspace.import_results,
            examined,
            lane="store",
            on_done=partial(self._on_taken, examined),
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_taken(self, examined: Examined, _none: object) -> None:
        self._task = None
        self.imported.emit(examined)
        self.accept()

    # -- showing -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhập kết quả công bố"))
        self._title.setText(self.tr("Nhập kết quả công bố"))
        self._about.setText(
            self.tr(
                "Bảng CSV hoặc Excel có cột tỉnh và giá trị hoặc hạng; có thể có cột năm, chỉ số, nguồn, "
                "ghi chú. Bảng được nhập hết hoặc không dòng nào, "
                "và thay cho số đã biết của cùng tỉnh, năm, chỉ số."
            )
        )
        self._year_head.setText(self.tr("Năm của kết quả"))
        self.year.setAccessibleName(self.tr("Năm của kết quả"))
        self._fill_years()
        self.drop.set_words(self.tr("Kéo bảng kết quả vào đây hoặc chọn tệp"))
        self.views.set_name(self.tr("Xem gì của bảng"))
        self.table.setAccessibleName(self.tr("Nội dung đọc được"))
        self.take.setText(self.tr("Nhập"))
        self.cancel.setText(self.tr("Đóng"))
        self._show_state()

    def _fill_years(self) -> None:
        kept = self.year.currentIndex()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem(self.tr("Theo cột năm trong bảng"), None)
        for year in self._years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, kept))
        self.year.blockSignals(False)

    def _show_state(self) -> None:
        examined = self.examined
        self.take.setEnabled(
            examined is not None
            and not examined.faults
            and bool(examined.changes)
            and self._task is None
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
        elif examined is None or self._task is not None:
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
            self._fill_rows(examined)
        else:
            self._fill_problems(examined.faults if self.views.choice == _FAULTS else examined.notes)

    def _fill_rows(self, examined: Examined) -> None:
        form = self._context.format
        heads = [
            Head(self.tr("Chỗ")),
            Head(self.tr("Năm"), True),
            Head(self.tr("Tỉnh, thành phố")),
            Head(self.tr("Chỉ số")),
            Head(self.tr("Giá trị"), True),
            Head(self.tr("Hạng"), True),
        ]
        rows = []
        for row in examined.rows:
            result = row.result
            rows.append(
                [
                    Cell(row.row_place, is_quiet=True),
                    Cell(str(result.year)),
                    Cell(result.province or self.tr("Trung bình cả nước")),
                    Cell(result.measure),
                    Cell(_UNKNOWN if result.value is None else form.value(result.value)),
                    Cell(_UNKNOWN if result.rank is None else str(result.rank)),
                ]
            )
        self._rows.set_rows(heads, rows)
        self.table.set_columns(_ROW_COLUMNS)

    def _fill_problems(self, problems: Sequence[Problem]) -> None:
        said = words(self._context)
        heads = [Head(self.tr("Chỗ")), Head(self.tr("Nội dung"))]
        rows = []
        for problem in problems:
            text = said.problem(Problem(problem.code, "", problem.facts))
            rows.append([Cell(problem.place or _UNKNOWN, is_quiet=True), Cell(text, hint=text)])
        self._rows.set_rows(heads, rows)
        self.table.set_columns(_PROBLEM_COLUMNS)
