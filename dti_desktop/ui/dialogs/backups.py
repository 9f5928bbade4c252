"""Backups: the last good one, all that were made by themselves, and the folder on another disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.errors import EnvironmentFault
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark, Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.surfaces import Hairline
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.backups import BackupSettings, KeptBackups
    from dti_desktop.store.backup_folder import KeptBackup

_SIZE = (820, 600)
_COLUMNS = (150, None, 120, 100, 150)


class BackupsDialog(Retranslated, QDialog):
    """What is chosen here closes the dialog first, but for the folder, which is shown at once."""

    to_file_wanted = Signal()
    from_file_wanted = Signal()
    restore_wanted = Signal(object)
    """The path of the backup to look into."""
    folder_wanted = Signal()
    no_folder_wanted = Signal()

    def __init__(
        self,
        context: Context,
        remembered: BackupSettings,
        kept: KeptBackups,
        now_utc: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._fault_words = FaultWords(context.library, context.language)
        self._remembered, self._kept, self._now_utc = remembered, kept, now_utc
        self._mark = IconMark("shield-check", "done", 24)
        self.last = Label(size="title", weight=Weight.DemiBold)
        self._about = WrapLabel(size="small", tone="muted")
        self.failed = Notice()
        self._outside_head = Label(weight=Weight.DemiBold)
        self.outside = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        self._outside_words = WrapLabel(size="small", tone="muted")
        self.choose_folder = SecondaryButton(icon="folder-open")
        self.choose_folder.clicked.connect(self.folder_wanted)
        self.drop_folder = LinkButton()
        self.drop_folder.clicked.connect(self.no_folder_wanted)
        self._list_head = Label(weight=Weight.DemiBold)
        self._rows = RowsModel()
        self.table = DataTable()
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setModel(self._rows)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(self._restore_chosen)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self._nothing = WrapLabel(tone="muted")
        self.to_file = PrimaryButton(icon="hard-drive")
        self.to_file.clicked.connect(lambda: self._leave_for(self.to_file_wanted))
        self.restore_chosen = SecondaryButton(icon="history")
        self.restore_chosen.clicked.connect(self._restore_chosen)
        self.from_file = QuietButton(icon="folder-open")
        self.from_file.clicked.connect(lambda: self._leave_for(self.from_file_wanted))
        self.close_button = SecondaryButton()
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self.table.set_columns(_COLUMNS)
        if kept.backups:
            self.table.selectRow(0)
        self.to_file.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        status = QVBoxLayout()
        status.setSpacing(4)
        status.addWidget(self.last)
        status.addWidget(self._about)
        head.addLayout(status, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        outside = QHBoxLayout()
        outside.setSpacing(12)
        where = QVBoxLayout()
        where.setSpacing(2)
        where.addWidget(self._outside_head)
        where.addWidget(self.outside)
        where.addWidget(self._outside_words)
        outside.addLayout(where, theme.TAKES_THE_ROOM)
        outside.addStretch(1)
        outside.addWidget(self.drop_folder, 0, Qt.AlignmentFlag.AlignVCenter)
        outside.addWidget(self.choose_folder, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = dialog_column(self, 14)
        layout.addLayout(head)
        layout.addWidget(self.failed)
        layout.addWidget(Hairline())
        layout.addLayout(outside)
        layout.addWidget(Hairline())
        layout.addWidget(self._list_head)
        layout.addWidget(self._nothing)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        put_foot(self, self.close_button, left=(self.to_file, self.restore_chosen, self.from_file))
        self.resize(*_SIZE)
        in_order = (
            self.drop_folder,
            self.choose_folder,
            self.table,
            self.to_file,
            self.restore_chosen,
            self.from_file,
            self.close_button,
        )
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    def show_state(self, remembered: BackupSettings, kept: KeptBackups) -> None:
        """Show what there is now."""
        self._remembered, self._kept = remembered, kept
        self.retranslate()

    def show_fault(self, error: BaseException) -> None:
        """Say why a folder cannot be taken."""
        self.failed.say(self._fault_words.in_one_piece(error), "block")
        self.failed.show()

    # -- words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Sao lưu"))
        self._say_last()
        self._about.setText(
            self.tr(
                "Chương trình tự sao lưu mỗi ngày, và trước khi nhập số liệu, nâng cấp hay khôi phục. "
                "Bản nào cũng được đọc lại và kiểm tra; bản cũ thưa dần theo tuần, theo tháng."
            )
        )
        self._say_outside()
        self._list_head.setText(self.tr("Các bản tự sao lưu"))
        self._nothing.setText(
            self.tr("Chưa có bản nào. Bản đầu tiên được tạo sau khi mở chương trình ít phút.")
        )
        self._fill()
        self.to_file.setText(self.tr("Sao lưu ra tệp…"))
        self.restore_chosen.setText(self.tr("Khôi phục bản này…"))
        self.from_file.setText(self.tr("Khôi phục từ tệp…"))
        self.close_button.setText(self.tr("Đóng"))
        self._judge()

    def _say_last(self) -> None:
        last = self._kept.backups[0] if self._kept.backups else None
        if last is None:
            self._mark.set_icon("circle-dashed", "muted")
            self.last.setText(self.tr("Chưa có bản sao lưu nào"))
        else:
            self._mark.set_icon("shield-check", "done")
            moment = self._moment(last.created_utc)
            self.last.setText(self.tr("Sao lưu gần nhất: {moment}, đã kiểm tra").format(moment=moment))
        problem = self._remembered.failed
        if problem is not None:
            self._mark.set_icon("triangle-alert", "warn")
            said = self._fault_words.of(EnvironmentFault(problem.code, **problem.facts))
            text = self.tr(
                "Lần tự sao lưu gần đây chưa thành: {reason} {todo} Ngày mai chương trình thử lại."
            )
            self.failed.say(text.format(reason=said.what, todo=said.todo), "warn")
        self.failed.setVisible(problem is not None)

    def _say_outside(self) -> None:
        folder = self._remembered.outside_folder
        made = self._remembered.outside_made_utc
        self._outside_head.setText(self.tr("Thư mục trên ổ đĩa khác"))
        self.outside.setText("" if folder is None else str(folder))
        self.outside.setVisible(folder is not None)
        if folder is None:
            text = self.tr(
                "Chưa chọn. Bản trên cùng ổ đĩa không cứu được khi máy hỏng hay mất: "
                "hãy chọn một thư mục trên ổ cứng ngoài, USB hoặc ổ khác."
            )
        elif not self._kept.is_outside_there:
            text = self.tr("Ổ đĩa này đang không được cắm; khi có lại, bản trong ngày được chép sang.")
        elif not self._kept.is_outside_elsewhere:
            text = self.tr(
                "Thư mục này nằm trên cùng ổ đĩa với dữ liệu: không cứu được khi máy hỏng hay mất. "
                "Hãy chọn một ổ khác."
            )
        elif made is None:
            text = self.tr("Bản trong ngày cũng được chép sang đây, kèm minh chứng.")
        else:
            text = self.tr("Chép sang lần cuối: {moment}.").format(moment=self._moment(made))
        is_beside_the_data = self._kept.is_outside_there and not self._kept.is_outside_elsewhere
        self._outside_words.set_tone("warn" if is_beside_the_data else "muted")
        self._outside_words.setText(text)
        self.choose_folder.setText(self.tr("Chọn thư mục…") if folder is None else self.tr("Đổi…"))
        self.drop_folder.setText(self.tr("Bỏ"))
        self.drop_folder.setVisible(folder is not None)

    def _fill(self) -> None:
        heads = [
            Head(self.tr("Lúc")),
            Head(self.tr("Lý do")),
            Head(self.tr("Nơi giữ")),
            Head(self.tr("Dung lượng"), is_number=True),
            Head(
                self.tr("Minh chứng"), is_number=True, hint=self.tr("Giữ chung cho mọi bản, không chép lại")
            ),
        ]
        chosen = self.table.currentIndex().row()
        self._rows.set_rows(heads, [self._row(each) for each in self._kept.backups])
        self.table.setAccessibleName(self.tr("Các bản tự sao lưu"))
        self.table.setVisible(bool(self._kept.backups))
        self._nothing.setVisible(not self._kept.backups)
        if 0 <= chosen < len(self._kept.backups):
            self.table.selectRow(chosen)

    def _row(self, kept: KeptBackup) -> list[Cell]:
        write = self._context.format
        is_own = kept.path.parent == self._remembered.own_folder
        evidence = self.tr("{count} tệp, {size}").format(
            count=write.integer(kept.evidence_files), size=write.size(kept.evidence_bytes)
        )
        checked = (
            self.tr("Đã kiểm tra cơ sở dữ liệu và tính lại mã của mọi minh chứng")
            if kept.is_rehashed
            else self.tr("Đã kiểm tra cơ sở dữ liệu; minh chứng đối chiếu dung lượng")
        )
        if kept.missing:
            checked += " · " + self.tr("thiếu {count} tệp minh chứng").format(count=kept.missing)
        return [
            Cell(self._moment(kept.created_utc), hint=checked),
            Cell(words(self._context).text(f"backup_reason.{kept.reason}"), hint=checked),
            Cell(self.tr("máy này") if is_own else self.tr("ổ đĩa khác"), hint=str(kept.path)),
            Cell(write.size(kept.size_bytes), is_quiet=True),
            Cell(evidence if kept.evidence_files else "–", is_quiet=True),
        ]

    def _moment(self, moment_utc: datetime) -> str:
        write, day = self._context.format, moment_utc.astimezone().date()
        today = self._now_utc.astimezone().date()
        said = write.date_time(moment_utc)
        time = said.rpartition(" ")[2]  # hours and minutes; seconds are for machines
        if day == today:
            return self.tr("hôm nay {time}").format(time=time)
        if day == today - timedelta(days=1):
            return self.tr("hôm qua {time}").format(time=time)
        return said

    # -- what she does -----------------------------------------------------------------------------

    def _chosen(self) -> Path | None:
        rows = self.table.selectionModel().selectedRows()
        return self._kept.backups[rows[0].row()].path if rows else None

    def _judge(self) -> None:
        self.restore_chosen.setEnabled(self._chosen() is not None)

    def _restore_chosen(self) -> None:
        path = self._chosen()
        if path is not None:
            self.accept()
            self.restore_wanted.emit(path)

    def _leave_for(self, wanted: object) -> None:
        self.accept()
        wanted.emit()  # type: ignore[attr-defined]
