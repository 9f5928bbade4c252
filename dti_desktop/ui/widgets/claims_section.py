"""The three totals beside the rows of the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.scoring import Total
from dti_desktop.services.forecasting import Prospect
from dti_desktop.services.words import Words
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.widgets.claims_table import ClaimsTable
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.totals_bars import TotalRow, TotalsBars

_EXCERPT = 40


class ClaimsSection(QWidget):
    """The page sets the words (`retranslate`) and asks `show_prospect` again after a change of language.

    `code_opened(str)`; `chance_given(str, Decimal | None)` for one row.
    """

    code_opened = Signal(str)
    chance_given = Signal(str, object)

    def __init__(self, side_width: int, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_width = side_width
        self._shown: tuple[Prospect, Assessment, Words] | None = None
        self._title = ElidedLabel(weight=Weight.DemiBold)
        self.rows = ClaimsTable()
        self.no_rows = WrapLabel(tone="secondary")
        self._stack = QStackedWidget()
        self.fault = ElidedLabel(size="small", tone="block")
        self._totals_title = Label(weight=Weight.DemiBold)
        self._scale = Label(size="small", tone="muted")
        self.totals = TotalsBars()
        self._lay_out(gap)
        self.totals.chosen.connect(lambda _total: self._show_rows())
        self.rows.code_opened.connect(self.code_opened)
        self.rows.chance_given.connect(self.chance_given)
        self.rows.chance_given.connect(lambda _code, _share: self._refuse(""))
        self.rows.rows.refused.connect(self._refuse)

    def _lay_out(self, gap: int) -> None:
        claims = Card()
        claims.body.setContentsMargins(8, 10, 8, 6)
        claims.body.setSpacing(2)
        claims.body.addLayout(_title_row(self._title))
        in_place = QWidget()
        column = QVBoxLayout(in_place)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.no_rows)
        column.addStretch(1)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(in_place)
        claims.body.addWidget(self._stack, 1)
        claims.body.addWidget(self.fault)
        self.fault.hide()
        self._side = Card()
        self._side.body.setContentsMargins(8, 10, 8, 8)
        self._side.body.setSpacing(theme.HALF)
        self._side.body.addLayout(_title_row(self._totals_title, self._scale))
        self._side.body.addWidget(self.totals)
        self._side.body.addStretch(1)
        self._side.setMinimumWidth(self._side_width)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(gap)
        self._across.addWidget(claims, 1)
        self._across.addWidget(self._side)

    def set_wide(self, wide: bool) -> None:
        """Put the totals beside their rows, or above them."""
        stand_side_by_side(self._across, wide, otherwise=QBoxLayout.Direction.BottomToTop)
        self._side.setMaximumWidth(self._side_width if wide else _NO_LIMIT)

    def show_prospect(self, prospect: Prospect, assessment: Assessment, whole: Total, words: Words) -> None:
        """Show the totals of a forecast out of the points of the `whole`, and the rows of the chosen one."""
        self._shown = prospect, assessment, words
        form, held = formats.current(), prospect.backing
        self._totals_title.setText(self.tr("Điểm của hồ sơ"))
        # Read as a name, as in the head: "thang 1000" is not grouped.
        scale = form.number(whole.max_points).replace(form.group_sign, "")
        self._scale.setText(self.tr("trên {scale} điểm").format(scale=scale))
        rows = (
            (
                "claimed",
                self.tr("Tự chấm"),
                held.claimed_points,
                self.tr("Theo các câu trả lời"),
            ),
            (
                "backed",
                self.tr("Có minh chứng"),
                held.backed_points,
                self.tr("Có tệp, hoặc có trích dẫn đủ để tìm được tài liệu"),
            ),
            (
                "at_risk",
                self.tr("Có rủi ro"),
                held.at_risk_points,
                self.tr("Có lý do để bị trừ; có thể vẫn có minh chứng"),
            ),
            (
                "measured",
                self.tr("Cơ quan chủ trì đo, chưa có minh chứng"),
                held.measured_points,
                self.tr("Cơ quan chủ trì tự đo, số nhập là ước tính"),
            ),
        )
        self.totals.show_totals(
            [TotalRow(key, name, points, form.points(points), hint) for key, name, points, hint in rows],
            whole.max_points,
        )
        self._show_rows()

    def _show_rows(self) -> None:
        if self._shown is None:
            return
        prospect, assessment, words = self._shown
        total = self.totals.choice
        self.rows.show_total(total, prospect, assessment, words)
        count = len(self.rows.codes)
        titles = {
            "claimed": self.tr("Tự chấm: {count} chỉ số thành phần"),
            "backed": self.tr("Có minh chứng: {count} chỉ số thành phần"),
            "at_risk": self.tr("Có rủi ro: {count} chỉ số thành phần, nhiều điểm nhất trước"),
            "measured": self.tr("Cơ quan chủ trì đo, chưa có minh chứng: {count} chỉ số thành phần"),
        }
        self._title.setText(titles[total].format(count=count))
        self._stack.setCurrentIndex(0 if count else 1)
        self.no_rows.setText(
            self.tr(
                "Không có điểm nào có rủi ro: điểm tự chấm đều có minh chứng tìm được, "
                "hoặc do cơ quan chủ trì đo."
            )
            if total == "at_risk" and prospect.backing.claimed_points
            else self.tr("Chưa có điểm nào ở đây. Hãy trả lời các chỉ số thành phần trước.")
        )

    def _refuse(self, untrusted_text: str) -> None:
        """Say what was no percentage; the row keeps what it had."""
        self.fault.setVisible(bool(untrusted_text))
        self.fault.setText(
            self.tr("“{text}” không phải là phần trăm từ 0 đến 100.").format(text=untrusted_text[:_EXCERPT])
        )


_NO_LIMIT = (1 << 24) - 1


def _title_row(title: QWidget, remark: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 0, 10, 0)
    row.addWidget(title)
    if remark is not None:
        row.addStretch(1)
        row.addWidget(remark)
    return row
