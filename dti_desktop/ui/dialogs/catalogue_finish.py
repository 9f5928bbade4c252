"""What a draft changes, before it becomes an edition; and whether a draft is to be thrown away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QWidget

from dti_desktop.engine.catalogue_edit import NodeName, node_at
from dti_desktop.errors import Problem
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui.catalogue_changes import change_lines
from dti_desktop.ui.catalogue_text import node_title, state_of
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.words import words

_SIZE = (900, 600)
_COLUMNS = (120, 190, 270, None)
_MOST_FAULTS = 6


class FinishDialog(Retranslated, QDialog):
    """Lists every value that differs; accepted when the edition is to be made."""

    def __init__(
        self, context: Context, draft: Draft, titles: Mapping[NodeName, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._draft, self._titles = context, draft, titles
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(tone="secondary", characters=100)
        self.faults = Notice()
        self.rows = RowsModel()
        self.table = DataTable()
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setModel(self.rows)
        self.make = PrimaryButton(icon="package-check")
        self.cancel = SecondaryButton()
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        for widget in (self.title, self.about, self.faults):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        put_foot(self, self.cancel, self.make)
        self.resize(*_SIZE)
        self.make.setEnabled(not draft.faults)
        self.faults.setVisible(bool(draft.faults))
        self.retranslate()
        (self.make if self.make.isEnabled() else self.cancel).setFocus()

    def retranslate(self) -> None:
        draft, language = self._draft, self._context.language.current
        title = self.tr("Hoàn tất thành phiên bản mới")
        self.setWindowTitle(title)
        self.title.setText(title)
        rows = list(draft.rows.values())
        checked = sum(state_of(row) == "checked" for row in rows)
        self.about.setText(
            self.tr(
                "Phiên bản mới là một tệp riêng có mã SHA-256 riêng và không sửa được nữa. Hồ sơ mới dùng "
                "phiên bản mới nhất; hồ sơ đang làm chỉ chuyển sang khi anh/chị xem trước và đồng ý. "
                "Đã đối chiếu {checked}/{all} chỉ số."
            ).format(checked=checked, all=len(rows))
        )
        if draft.faults:
            said = words(self._context)
            counted: dict[str, int] = {}
            for problem in draft.faults:
                found = node_at(draft.document, problem.place)
                where = "" if found is None else self._titles.get(found[0], node_title(found[0]))
                text = said.problem(Problem(problem.code, "", {**problem.facts, "where": "catalogue"}))
                line = f"• {where}: {text}" if where else f"• {text}"
                counted[line] = counted.get(line, 0) + 1
            lines = [self.tr("Chưa hoàn tất được:")]
            for line, count in list(counted.items())[:_MOST_FAULTS]:
                # The same fault at several places of one row is one thing to look after.
                lines.append(line if count == 1 else f"{line} (×{count})")
            if len(counted) > _MOST_FAULTS:
                lines.append(self.tr("và {count} lỗi nữa").format(count=len(counted) - _MOST_FAULTS))
            self.faults.say("\n".join(lines), "block")
        heads = [
            Head(self.tr("Mục")),
            Head(self.tr("Điều thay đổi")),
            Head(self.tr("Trước")),
            Head(self.tr("Sau")),
        ]
        changed = change_lines(draft.changes, language)
        self.rows.set_rows(
            heads,
            [
                [
                    Cell(node_title(each.name)),
                    Cell(each.caption),
                    Cell(each.old, hint=each.old, is_quiet=True),
                    Cell(each.new, hint=each.new),
                ]
                for each in changed
            ],
        )
        self.table.set_columns(_COLUMNS)
        self.table.setAccessibleName(self.tr("Những gì thay đổi"))
        self.make.setText(self.tr("Tạo phiên bản mới"))
        self.cancel.setText(self.tr("Hủy"))


class DiscardDialog(Retranslated, QDialog):
    """Asks before a draft is thrown away: that cannot be undone, only read in its journal."""

    def __init__(self, changes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(tone="secondary", characters=64)
        self.discard = PrimaryButton()
        self.cancel = SecondaryButton()
        self.discard.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addSpacing(8)
        put_foot(self, self.cancel, self.discard)
        self.setMinimumWidth(480)
        self.retranslate()
        self.cancel.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Bỏ bản sửa"))
        self.title.setText(self.tr("Bỏ bản sửa?"))
        self.about.setText(
            self.tr(
                "{count} mục đã sửa hoặc đã đối chiếu sẽ trở lại như phiên bản hiện có. Việc này không hoàn "
                "tác được; nhật ký của bản sửa vẫn còn trong kho."
            ).format(count=self._changes)
        )
        self.discard.setText(self.tr("Bỏ bản sửa"))
        self.cancel.setText(self.tr("Giữ lại"))
