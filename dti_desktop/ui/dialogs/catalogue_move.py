"""Every row that changes when an assessment moves to another edition; moved only after a yes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtWidgets import QDialog, QWidget

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.catalogue_move import Lost, RowMove
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.scoring import IndicatorScore, Total
from dti_desktop.services.catalogue_moving import MovePreview
from dti_desktop.services.workspace import Saved
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot, resize_within_screen
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.words import words

_SIZE = (980, 720)
_TOTAL_COLUMNS = (None, 160, 160, 120)
_ROW_COLUMNS = (64, 190, 124, 124, 76, None)
_HEAD_AND_ROW = 33
_LEAST_ROWS = 3
"""So many rows are seen at least, where the screen is low."""


class MoveDialog(Retranslated, QDialog):
    """Totals before and after, then the rows; `moved` is what was saved, None before."""

    def __init__(self, context: Context, looked: MovePreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.looked = context, looked
        self._fault_words = FaultWords(context.library, context.language)
        self.moved: Saved | None = None
        self._is_moving = False
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(tone="secondary", characters=110)
        self.warning = Notice()
        self.fault = Notice()
        self._totals, self._rows = RowsModel(), RowsModel()
        self.totals, self.table = DataTable(), DataTable()
        self.totals.setModel(self._totals)
        self.table.setModel(self._rows)
        self.detail = WrapLabel(tone="secondary", characters=110)
        self._whys: list[str] = []
        self.views = Segments()
        self.accept_button = PrimaryButton(icon="check-check")
        self.cancel = SecondaryButton()
        self.accept_button.clicked.connect(self._move)
        self.cancel.clicked.connect(self.reject)
        self.views.chosen.connect(lambda _key: self._fill_rows())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._say_row(now.row()))
        layout = dialog_column(self)
        for widget in (self.title, self.about, self.warning, self.totals, self.views):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.fault)
        put_foot(self, self.cancel, self.accept_button)
        self.fault.hide()
        self.table.setMinimumHeight(_HEAD_AND_ROW * (_LEAST_ROWS + 1) + 4)
        resize_within_screen(self, *_SIZE)
        self.retranslate()
        self.accept_button.setFocus()

    def reject(self) -> None:
        """Close without moving; what is under way is waited for."""
        if not self._is_moving:
            super().reject()

    def _move(self) -> None:
        self._set_moving(True)

        def done(saved: Saved) -> None:
            self._is_moving = False
            self.moved = saved
            self.accept()

        def failed(error: BaseException) -> None:
            self._set_moving(False)
            self.fault.say(self._fault_words.at_length(error), "block")
            self.fault.show()

        self._context.session.act(
            lambda workspace, _id: workspace.move_catalogue(self.looked), on_done=done, on_error=failed
        )

    def _set_moving(self, is_moving: bool) -> None:
        self._is_moving = is_moving
        self.accept_button.setEnabled(not is_moving)
        self.cancel.setEnabled(not is_moving)

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        looked, found = self.looked, self.looked.moved
        self.setWindowTitle(self.tr("Chuyển hồ sơ sang phiên bản mới"))
        self.title.setText(self.tr("Chuyển hồ sơ sang phiên bản mới"))
        self.about.setText(
            self.tr(
                "{province} {year}: phiên bản {old} → {new}. Chưa có gì thay đổi cho đến khi bấm Chuyển "
                "hồ sơ; kho được sao lưu trước và việc chuyển hoàn tác được."
            ).format(
                province=found.before.province,
                year=found.before.year,
                old=looked.old.version or "–",
                new=looked.edition.catalogue.version or "–",
            )
        )
        said = []
        if found.lost:
            said.append(
                self.tr(
                    "{count} giá trị không dùng được theo phiên bản mới; giá trị cũ còn trong nhật ký, của "
                    "chỉ số đã bỏ thì trở lại cùng chỉ số."
                ).format(count=len(found.lost))
            )
        if found.reopened:
            said.append(
                self.tr("{count} chỉ số đã duyệt sẽ chờ rà soát lại: {codes}.").format(
                    count=len(found.reopened), codes=", ".join(found.reopened)
                )
            )
        if found.parts_out:
            said.append(
                self.tr(
                    "Chưa trả phần đã giao: {departments}. Sau khi chuyển, tệp trả về chỉ nhận được ở những "
                    "dòng có cách chấm không đổi; nên thu về trước."
                ).format(departments=", ".join(found.parts_out))
            )
        self.warning.say("\n".join(said), "warn")
        self.warning.setVisible(bool(said))
        self._fill_totals()
        self.views.set_name(self.tr("Những dòng được xem"))
        scored = sum(row.changes_score for row in found.rows)
        lost = sum(bool(row.lost) for row in found.rows)
        self.views.set_segments(
            [
                Segment("scored", self.tr("Đổi điểm"), str(scored)),
                Segment("lost", self.tr("Mất câu trả lời"), str(lost)),
                Segment("all", self.tr("Mọi thay đổi"), str(len(found.rows))),
            ]
        )
        if self.views.choice == "scored" and not scored:
            self.views.choose("all")
        self._fill_rows()
        self.totals.setAccessibleName(self.tr("Tổng điểm trước và sau"))
        self.table.setAccessibleName(self.tr("Những dòng thay đổi"))
        self.accept_button.setText(self.tr("Chuyển hồ sơ"))
        self.cancel.setText(self.tr("Để sau"))

    def _fill_totals(self) -> None:
        form, language = self._context.format, self._context.language.current
        found = self.looked.moved
        old, new = found.old_scorecard, found.new_scorecard

        def total(each: Total | None) -> str:
            return "–" if each is None else f"{form.points(each.points)} / {form.points(each.max_points)}"

        def line(name: str, one: Total | None, other: Total | None) -> list[Cell]:
            gained = (other.points if other else Fraction(0)) - (one.points if one else Fraction(0))
            return [
                Cell(name),
                Cell(total(one), is_quiet=True),
                Cell(total(other)),
                Cell(_gained(form, gained)),
            ]

        rows = [line(self.tr("Tổng điểm"), old.whole, new.whole)]
        for pillar in self.looked.edition.catalogue.pillars:
            title = pillar.title.in_language(language)
            rows.append(line(title, old.pillars.get(pillar.code), new.pillars.get(pillar.code)))
        ranks = []
        for ranking in (self.looked.old_rank, self.looked.new_rank):
            standing = None if ranking is None else ranking.overall
            ranks.append(
                "–" if standing is None or standing.rank is None else f"{standing.rank}/{standing.of}"
            )
        rows.append([Cell(self.tr("Hạng")), Cell(ranks[0], is_quiet=True), Cell(ranks[1]), Cell("")])
        heads = [
            Head(self.tr("Tổng")),
            Head(self.tr("Trước"), True),
            Head(self.tr("Sau"), True),
            Head(self.tr("Chênh"), True),
        ]
        self._totals.set_rows(heads, rows)
        self.totals.set_columns(_TOTAL_COLUMNS)
        self.totals.setFixedHeight(_HEAD_AND_ROW * (len(rows) + 1) + 4)

    def _fill_rows(self) -> None:
        form, language = self._context.format, self._context.language.current
        wanted = self.views.choice or "all"
        rows, self._whys = [], []
        for row in self.looked.moved.rows:
            if (wanted == "scored" and not row.changes_score) or (wanted == "lost" and not row.lost):
                continue
            why = self._why(row)
            self._whys.append(f"{row.code}: {why}.")
            rows.append(
                [
                    Cell(row.code),
                    Cell(row.row.short.in_language(language), hint=row.row.title.in_language(language)),
                    Cell(self._points(row.old), is_quiet=True),
                    Cell(self._points(row.new)),
                    Cell(_gained(form, row.gained_points)),
                    Cell(why, hint=why),
                ]
            )
        heads = [
            Head(self.tr("Mã")),
            Head(self.tr("Chỉ số thành phần")),
            Head(self.tr("Điểm trước"), True),
            Head(self.tr("Điểm sau"), True),
            Head(self.tr("Chênh"), True),
            Head(self.tr("Vì sao")),
        ]
        self._rows.set_rows(heads, rows)
        self.table.set_columns(_ROW_COLUMNS)
        if rows:
            self.table.selectRow(0)
        self._say_row(0)

    def _say_row(self, place: int) -> None:
        """Say at length why the row that is chosen changes: its cell may have no room for it."""
        is_there = 0 <= place < len(self._whys)
        self.detail.setText(self._whys[place] if is_there else "")
        self.detail.setVisible(is_there)

    def _points(self, scored: IndicatorScore | None) -> str:
        form = self._context.format
        return "–" if scored is None else f"{form.points(scored.points)} / {form.points(scored.max_points)}"

    def _why(self, row: RowMove) -> str:
        said = words(self._context)
        parts = [said.text(f"move.{cause}") for cause in row.causes if cause != "answer-lost"]
        parts += [
            self.tr("bỏ {value}: {reason}").format(
                value=self._value(row, each), reason=said.text(f"move.{each.reason}")
            )
            if row.new_row is not None
            else self.tr("thôi tính {value}").format(value=self._value(row, each))
            for each in row.lost
        ]
        if row.returned or row.returned_documents:
            back = [self._field_words(row, name, value) for name, value in row.returned.items()]
            if row.returned_documents:
                back.append(self.tr("{count} tài liệu").format(count=row.returned_documents))
            parts.append(self.tr("lấy lại {values}").format(values=", ".join(back)))
        if row.reopened:
            parts.append(self.tr("chờ rà soát lại"))
        return "; ".join(parts)

    def _value(self, row: RowMove, lost: Lost) -> str:
        match lost.field:
            case "documents":
                return self.tr("{count} tài liệu").format(count=lost.value)
            case "explanation":
                return self.tr("phần giải trình")
        return self._field_words(row, lost.field, lost.value)

    def _field_words(self, row: RowMove, field: str, value: FieldValue) -> str:
        from dti_desktop.ui.answer_text import value_text

        for known in (row.old_row, row.new_row):
            if known is not None:
                try:
                    return value_text(known.rule, field, value, self._context.language.current)
                except (KeyError, StopIteration, AttributeError):
                    pass
        return number_text(value) if isinstance(value, Decimal) else str(value)


def _gained(form: object, points: Fraction) -> str:
    if not points:
        return "0"
    sign = "+" if points > 0 else "−"
    return f"{sign}{form.points(abs(points))}"  # type: ignore[attr-defined]
