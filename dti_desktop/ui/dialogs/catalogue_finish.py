"""What a draft changes, before it becomes an edition; and whether a draft is to be thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from dti_desktop.engine.catalogue_edit import Difference, NodeChange, NodeName, node_at
from dti_desktop.errors import Problem
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui.catalogue_fields import FieldSpec, Line, blocks_of
from dti_desktop.ui.catalogue_text import kind_words, node_title, shown, state_of
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, foot_buttons
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
_COUNT = "/indicators"
_TRUST = frozenset({"/confidence", "/checked", "/checked/by", "/checked/utc", "/checked/place"})


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
        self.table.setModel(self.rows)
        self.make = PrimaryButton(icon="package-check")
        self.cancel = SecondaryButton()
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        for widget in (self.title, self.about, self.faults):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot_buttons(self.cancel, self.make))
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
            lines = [self.tr("Chưa hoàn tất được:")]
            for problem in draft.faults[:_MOST_FAULTS]:
                found = node_at(draft.document, problem.place)
                where = "" if found is None else self._titles.get(found[0], node_title(found[0]))
                lines.append(
                    f"• {where}: {said.problem(Problem(problem.code, '', problem.facts))}"
                    if where
                    else f"• {said.problem(Problem(problem.code, '', problem.facts))}"
                )
            if len(draft.faults) > _MOST_FAULTS:
                lines.append(self.tr("và {count} lỗi nữa").format(count=len(draft.faults) - _MOST_FAULTS))
            self.faults.say("\n".join(lines), "block")
        heads = [
            Head(self.tr("Mục")),
            Head(self.tr("Điều thay đổi")),
            Head(self.tr("Trước")),
            Head(self.tr("Sau")),
        ]
        self.rows.set_rows(heads, change_rows(draft, language))
        self.table.set_columns(_COLUMNS)
        self.table.setAccessibleName(self.tr("Những gì thay đổi"))
        self.make.setText(self.tr("Tạo phiên bản mới"))
        self.cancel.setText(self.tr("Hủy"))


def change_rows(draft: Draft, language: str) -> list[list[Cell]]:
    """Return every value that differs as cells: which node, which value, before, after."""
    found: list[list[Cell]] = []
    for change in draft.changes:
        if change.old is None or change.new is None:
            found.append(_row_cells(change, language))
            continue
        node = change.new
        specs = {
            spec.place: spec
            for block in blocks_of(change.name, node)
            if isinstance(block, Line)
            for spec in block.fields
        }
        is_trust_told = False
        for each in change.differences:
            if each.pointer == _COUNT:  # it follows from the rows
                continue
            if each.pointer in _TRUST:
                if not is_trust_told:
                    is_trust_told = True
                    found.append(_trust_cells(change.name, change.old, change.new))
                continue
            found.append(_cells(change.name, each, specs.get(_by_place(node, each.pointer)), language))
    return found


def _row_cells(change: NodeChange, language: str) -> list[Cell]:
    """Return a row that comes or goes as one line, with its name and points."""

    def said(row: Mapping[str, Any] | None) -> str:
        if row is None:
            return "–"
        title = row.get("title_en" if language == "en" else "title_vi", "")
        return QCoreApplication.translate("Catalogue", "{title} ({points} điểm)").format(
            title=title, points=shown("points", row.get("max_points"), language) or "–"
        )

    what = (
        QCoreApplication.translate("Catalogue", "Thêm chỉ số")
        if change.old is None
        else QCoreApplication.translate("Catalogue", "Bỏ chỉ số")
    )
    old, new = said(change.old), said(change.new)
    return _four(change.name, what, old, new)


def _by_place(node: Any, pointer: str) -> str:
    """Return a pointer whose list items are named by id as one that counts them."""
    place = ""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            ids = [str(each.get("id", number)) for number, each in enumerate(node)]
            number = ids.index(key) if key in ids else 0
            node = node[number] if number < len(node) else None
            place += f"/{number}"
        else:
            node = node.get(key) if isinstance(node, Mapping) else None
            place += f"/{token}"
    return place


def _cells(name: NodeName, each: Difference, spec: FieldSpec | None, language: str) -> list[Cell]:
    caption = each.pointer.rpartition("/")[2] if spec is None or not spec.caption else spec.caption
    written = "text" if spec is None else spec.written
    if each.pointer.endswith("/share"):
        caption, written = QCoreApplication.translate("Catalogue", "Phần điểm"), "share"
    elif "/levels" in each.pointer:
        caption = QCoreApplication.translate("Catalogue", "Mức")
    elif each.pointer.endswith("/kind"):
        caption = QCoreApplication.translate("Catalogue", "Cách chấm")
        old, new = (kind_words(kind) if kind is not None else "–" for kind in (each.old, each.new))
        return _four(name, caption, old, new)
    elif "/parts" in each.pointer and isinstance(each.old or each.new, (Mapping, list)):
        caption = QCoreApplication.translate("Catalogue", "Phần")
    elif "/fields" in each.pointer and isinstance(each.old or each.new, (Mapping, list)):
        caption = QCoreApplication.translate("Catalogue", "Câu hỏi")
    elif each.pointer == "/scale":
        caption, written = QCoreApplication.translate("Catalogue", "Thang điểm"), "points"
    old, new = _text(each.old, written, language), _text(each.new, written, language)
    return _four(name, caption, old, new)


def _four(name: NodeName, caption: str, old: str, new: str) -> list[Cell]:
    return [Cell(node_title(name)), Cell(caption), Cell(old, hint=old, is_quiet=True), Cell(new, hint=new)]


def _text(value: Any, written: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        label = str(value.get("label_vi") or value.get("id", ""))
        share = shown("share", value.get("share"), language)
        return f"{label} ({share})" if share else label
    if isinstance(value, list):
        return "; ".join(_text(each, written, language) for each in value)
    return shown(written, value, language)


def _trust_cells(name: NodeName, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Cell]:
    from dti_desktop.ui.catalogue_text import checked_words, state_words

    def said(row: Mapping[str, Any]) -> str:
        who = checked_words(row)
        state = state_words(state_of(row))
        return f"{state} · {who}" if who else state

    caption = QCoreApplication.translate("Catalogue", "Đối chiếu")
    return [Cell(node_title(name)), Cell(caption), Cell(said(old), is_quiet=True), Cell(said(new))]


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
        layout.addLayout(foot_buttons(self.cancel, self.discard))
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
