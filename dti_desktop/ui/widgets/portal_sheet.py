"""The reconciliation (đối chiếu) in a narrow window: what was entered when, what changed, what is left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from dti_desktop.services.portal_entry import Reconciled, Reconciliation
from dti_desktop.ui import theme
from dti_desktop.ui.answer_text import value_text
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.shortcuts import key_text
from dti_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.portal_entry import moment_text
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments

ALL, CHANGED, MISSING = "all", "changed", "missing"
_CODE_WIDTH, _STATE_WIDTH = 52, 100


class PortalSheetView(Retranslated, QWidget):
    """Shows a reconciliation. `wanted(code)` goes back to typing one; `save_wanted`: the sheet on paper."""

    wanted = Signal(str)
    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.found: Reconciliation | None = None
        self._shown: list[Reconciled] = []
        self.back = QuietButton(icon="chevron-left")
        self.back.clicked.connect(self.back_wanted)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._summary = WrapLabel(tone="secondary")
        self.filter = Segments()
        self.filter.chosen.connect(lambda _key: self._fill())
        self._model = RowsModel()
        self.table = DataTable()
        self.table.setModel(self._model)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._say_detail())
        self.detail = WrapLabel(size="small", selectable=True)
        self.save = SecondaryButton(icon="download")
        self.save.clicked.connect(self.save_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(self._title)
        layout.addWidget(self._summary)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_found(self, found: Reconciliation) -> None:
        """Show how everything stands."""
        self.found = found
        changed, missing = found.count("changed"), found.count("missing")
        if not changed and not missing:
            said = self.tr("Đã nhập đủ {total} mục, không mục nào đổi sau khi nhập.")
        else:
            said = self.tr("{entered} đã nhập, trong đó {changed} đã đổi sau khi nhập; {missing} chưa nhập.")
        total = len(found.rows)
        self._summary.setText(
            said.format(total=total, entered=total - missing, changed=changed, missing=missing)
        )
        self.filter.set_segments(
            [
                Segment(ALL, self.tr("Tất cả"), str(total)),
                Segment(CHANGED, self.tr("Đã đổi"), str(changed)),
                Segment(MISSING, self.tr("Chưa nhập"), str(missing)),
            ]
        )
        self._fill()

    def select(self, code: str) -> None:
        """Put the keyboard on the row of a sub-indicator, if it is shown."""
        place = next((at for at, row in enumerate(self._shown) if row.code == code), 0)
        if self._shown:
            self.table.setCurrentIndex(self._model.index(place, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self.found is None:
            return
        wanted = self.filter.choice or ALL
        self._shown = [row for row in self.found.rows if wanted in (ALL, row.state)]
        heads = [Head(self.tr("Mã")), Head(self.tr("Tình trạng")), Head(self.tr("Nhập lúc"))]
        cells = [
            [
                Cell(row.code, hint=self._short(row.code)),
                Cell(self._state(row), is_quiet=row.state == "missing"),
                Cell("" if row.tick is None else moment_text(row.tick), is_quiet=True),
            ]
            for row in self._shown
        ]
        own = [place for place, row in enumerate(self._shown) if row.state == "changed"]
        self._model.set_rows(heads, cells, own)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, _CODE_WIDTH)
        header.resizeSection(1, _STATE_WIDTH)
        header.setStretchLastSection(True)
        self._say_detail()

    def _current(self) -> Reconciled | None:
        place = self.table.currentIndex().row()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _say_detail(self) -> None:
        row = self._current()
        self.detail.setText("" if row is None else "\n".join(self._lines(row)))
        self.detail.setVisible(row is not None)

    def _lines(self, row: Reconciled) -> list[str]:
        assert self.found is not None
        language = self._context.language.current
        lines = [f"{row.code} {self._short(row.code)}"]
        if row.tick is not None and row.tick.who:
            lines.append(self.tr("Người nhập: {who}").format(who=row.tick.who))
        if not row.is_known:
            lines.append(self.tr("Nhật ký không còn cho biết đã nhập gì."))
        rule = self.found.assessment.catalogue.indicators[row.code].rule
        for found in row.differences:
            asked = found.after.label.in_language(language) or found.after.part.in_language(language)
            old, new = (
                self.tr("chưa trả lời")
                if each.value is None
                else value_text(rule, each.key, each.value, language)
                for each in (found.before, found.after)
            )
            lines.append(f"{asked}: {old} → {new}" if asked else f"{old} → {new}")
        if row.explanation_differs:
            lines.append(self.tr("Giải trình đã sửa sau khi nhập."))
        return lines

    def _short(self, code: str) -> str:
        assert self.found is not None
        return self.found.assessment.catalogue.indicators[code].short.in_language(
            self._context.language.current
        )

    def _state(self, row: Reconciled) -> str:
        if row.state == "missing":
            return self.tr("Chưa nhập")
        return self.tr("Đã đổi") if row.state == "changed" else self.tr("Đã nhập")

    def _open(self, index: QModelIndex) -> None:
        self.wanted.emit(self._shown[index.row()].code)

    def retranslate(self) -> None:
        """Set every text again."""
        self.back.setText(self.tr("Quay lại nhập"))
        self.back.setToolTip(key_text("Esc"))
        self._title.setText(self.tr("Đối chiếu"))
        self.filter.set_name(self.tr("Lọc"))
        self.table.setAccessibleName(self.tr("Đối chiếu"))
        self.save.setText(self.tr("Lưu phiếu đối chiếu…"))
        self.save.setToolTip(key_text("Ctrl+P"))
        if self.found is not None:
            self.show_found(self.found)
