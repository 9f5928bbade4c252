"""A catalogue's workbook before it is taken: every value that it corrects, or every cell that is at fault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from dti_desktop.engine.catalogue_edit import Document
from dti_desktop.errors import Problem
from dti_desktop.ui.catalogue_text import node_title
from dti_desktop.ui.catalogue_text import shown as shown_value
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, fit_to_content, put_foot
from dti_desktop.ui.faults import FaultWords, cell_place
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.catalogue_books import Correction, ExaminedBook

_SIZE = (980, 600)
_COLUMNS = (160, 120, 190, 200, None)
_FAULT_COLUMNS = (190, None)
_MOST_SHOWN = 240
"""So many characters of a text are said below the table; the rest of it in its tooltip."""


class TakeBookDialog(Retranslated, QDialog):
    """Reads the file and shows it; `taken(ExaminedBook)` when the corrections are wanted. Changes nothing."""

    taken = Signal(object)

    def __init__(
        self, context: Context, untrusted_path: Path, document: Document, parent: QWidget | None = None
    ) -> None:
        """`document`: the draft, or the edition that a draft would begin with."""
        super().__init__(parent)
        self._context = context
        self._fault_words = FaultWords(context.library, context.language)
        self._error: BaseException | None = None
        self.examined: ExaminedBook | None = None
        self.title = Label(size="title", weight=Weight.DemiBold)
        self._name = ElidedLabel(
            shown(untrusted_path.name), tone="muted", size="small", elide=Qt.TextElideMode.ElideMiddle
        )
        self.notice = Notice()
        self.about = WrapLabel(tone="secondary", characters=110)
        self.rows = RowsModel()
        self.table = DataTable()
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setModel(self.rows)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.whole = WrapLabel(size="small", tone="secondary", characters=130)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._say_whole(now.row()))
        self.take = PrimaryButton(icon="check-check")
        self.cancel = SecondaryButton()
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        for widget in (self.title, self._name, self.notice, self.about):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)
        layout.addStretch(0)
        put_foot(self, self.cancel, self.take)
        self.resize(*_SIZE)
        self.retranslate()
        self.cancel.setFocus()
        self._read(untrusted_path, document)

    def _read(self, untrusted_path: Path, document: Document) -> None:
        def examine() -> ExaminedBook:
            # Beside the window: reading workbooks takes longer to load than a blink.
            from dti_desktop.services.catalogue_books import examine_book

            return examine_book(untrusted_path, document)

        self._context.tasks.run(
            examine, lane="pool", on_done=self._on_examined, on_error=self._on_fault, owner=self
        )

    def _on_examined(self, examined: ExaminedBook) -> None:
        self.examined = examined
        self._show_what_came()
        (self.take if self.take.isEnabled() else self.cancel).setFocus()

    def _on_fault(self, error: BaseException) -> None:
        self._error = error
        self._show_what_came()

    def _show_what_came(self) -> None:
        self.retranslate()
        if self.table.isHidden():
            fit_to_content(self)

    def _take(self) -> None:
        if self.take.isEnabled():
            self.taken.emit(self.examined)
            self.accept()

    def retranslate(self) -> None:
        title = self.tr("Nhập bộ chỉ số từ Excel")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.cancel.setText(self.tr("Hủy"))
        examined = self.examined
        corrections = () if examined is None else examined.corrections
        faults = () if examined is None else examined.faults
        self.take.setEnabled(bool(corrections) and not faults)
        self.take.setText(
            self.tr("Nhận {count} chỗ sửa").format(count=len(corrections))
            if self.take.isEnabled()
            else self.tr("Nhận")
        )
        self._say_state(len(corrections), len(faults))
        self.table.setVisible(bool(corrections or faults))
        self.whole.setVisible(bool(corrections) and not faults)
        if faults:
            self._show_faults(faults)
        elif corrections:
            self._show_corrections(corrections)

    def _say_state(self, corrections: int, faults: int) -> None:
        text, tone = "", "info"
        if self._error is not None:
            text, tone = self._fault_words.at_length(self._error), "block"
        elif self.examined is None:
            text = self.tr("Đang đọc…")
        elif faults:
            text, tone = (
                self.tr("{count} ô có lỗi, nên chưa nhận gì. Sửa trong Excel rồi chọn lại tệp."),
                "block",
            )
            text = text.format(count=faults)
        elif not corrections:
            text = self.tr("Tệp này không sửa gì so với bản đang có.")
        self.notice.say(text, tone)  # type: ignore[arg-type]
        self.notice.setVisible(bool(text))
        said = ""
        if corrections and not faults:
            said = self.tr(
                "Những chỗ sửa được ghi vào bản sửa trong một bước; hoàn tác một lần là như trước. "
                "Dòng đã đối chiếu mà đổi thì phải đối chiếu lại."
            )
        missing = 0 if self.examined is None else self.examined.rows_missing
        if missing:
            told = self.tr("Trong tệp thiếu {count} ô; những ô ấy giữ nguyên.").format(count=missing)
            said = f"{said} {told}".strip()
        self.about.setText(said)
        self.about.setVisible(bool(said))

    def _show_faults(self, faults: Sequence[Problem]) -> None:
        said = words(self._context)
        self.rows.set_rows(
            [Head(self.tr("Ô")), Head(self.tr("Vì sao"))],
            [
                [Cell(cell_place(each.place) or "–", hint=cell_place(each.place)), Cell(reason, hint=reason)]
                for each in faults
                for reason in [said.problem(Problem(each.code, "", each.facts))]
            ],
        )
        self.table.set_columns(_FAULT_COLUMNS)
        self.table.setAccessibleName(self.tr("Các ô có lỗi"))

    def _show_corrections(self, corrections: Sequence[Correction]) -> None:
        heads = [
            Head(self.tr("Ô")),
            Head(self.tr("Mục")),
            Head(self.tr("Nội dung")),
            Head(self.tr("Trước")),
            Head(self.tr("Sau")),
        ]
        self.rows.set_rows(heads, list(map(self._cells, corrections)))
        self.table.set_columns(_COLUMNS)
        self.table.setAccessibleName(self.tr("Các chỗ sửa"))
        self.table.setCurrentIndex(self.rows.index(0, 0))
        self._say_whole(0)

    def _say_whole(self, row: int) -> None:
        """Say the chosen correction at full length: a column may be too narrow for it."""
        if self.examined is None or self.examined.faults or not 0 <= row < self.rows.rowCount():
            return
        place, _node, _what, old, new = (
            self.rows.cell(self.rows.index(row, column)).text for column in range(5)
        )
        self.whole.setText(
            self.tr("{place}. Trước: {old}\nSau: {new}").format(place=place, old=_cut(old), new=_cut(new))
        )

    def _cells(self, each: Correction) -> list[Cell]:
        from dti_desktop.services.catalogue_books import leaf_words

        what, language = leaf_words(words(self._context), each.name), self._context.language.current
        if each.was_changed_since:
            what = self.tr("{what} (bản sửa đã đổi chỗ này sau khi xuất)").format(what=what)
        written = "text" if each.name.form == "text" else "number"
        old, new = (shown_value(written, value, language) or "–" for value in (each.old, each.new))  # type: ignore[arg-type]
        return [
            Cell(cell_place(each.place), hint=cell_place(each.place)),
            Cell(node_title(each.name.node)),
            Cell(what, hint=what),
            Cell(old, hint=old, is_quiet=True),
            Cell(new, hint=new),
        ]


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
