"""What an assessment in which nothing was answered yet shows: what lies ahead, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll


class FirstSteps(Retranslated, PageScroll):
    """Two ways to begin, and the main indices that wait, each leading to its first indicator."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(max_width=760, parent=parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary")
        self.begin = PrimaryButton(trailing_icon="chevron-right")
        self.profile = SecondaryButton(icon="landmark")
        self._heads = [Label(size="small", tone="muted", weight=Weight.Medium) for _ in range(3)]
        self.links: dict[str, LinkButton] = {}
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID + theme.HALF)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.profile)
        buttons.addStretch(1)
        card = Card()
        card.body.setContentsMargins(20, 10, 20, 12)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(4 * theme.GRID)
        self._grid.setVerticalSpacing(theme.HALF)
        card.body.addLayout(self._grid)
        self.body.setSpacing(theme.GRID)
        self.body.addSpacing(3 * theme.GRID)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        self.body.addSpacing(theme.GRID)
        self.body.addLayout(buttons)
        self.body.addSpacing(2 * theme.GRID)
        self.body.addWidget(card)
        self.begin.clicked.connect(self._begin)
        self.profile.clicked.connect(lambda: context.go(Place("profile")))
        self.retranslate()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show what lies ahead of this assessment."""
        same = (
            self._assessment is not None and self._assessment.catalogue.digest == assessment.catalogue.digest
        )
        self._assessment = assessment
        if not same:
            self._build(assessment)
        self.retranslate()

    def _build(self, assessment: Assessment) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in self._heads:
                widget.hide()
                widget.deleteLater()
        right = Qt.AlignmentFlag.AlignRight
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column, right if column else Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(Hairline(), 1, 0, 1, 3)
        self.links = {}
        for place, index in enumerate(assessment.catalogue.main_indices, start=2):
            link = LinkButton()
            link.setEnabled(bool(index.indicators))
            for code in index.indicators[:1]:
                link.clicked.connect(lambda _on=False, code=code: self._context.go(Place("indicator", code)))
            self.links[index.code] = link
            self._grid.addWidget(link, place, 0)
            count = Label(self._context.format.integer(len(index.indicators)), tone="secondary")
            points = Label(tone="secondary")
            points.setObjectName(f"points-{index.code}")
            self._grid.addWidget(count, place, 1, right)
            self._grid.addWidget(points, place, 2, right)

    def retranslate(self) -> None:
        for head, text in zip(
            self._heads,
            (self.tr("Chỉ số chính"), self.tr("Chỉ số thành phần"), self.tr("Điểm tối đa")),
            strict=True,
        ):
            head.setText(text)
        self.profile.setText(self.tr("Nhập Số liệu chung trước"))
        assessment = self._assessment
        if assessment is None:
            return
        language = self._context.language.current
        form = self._context.format
        waiting = unconfirmed(assessment)
        first = assessment.catalogue.indicators[next(iter(waiting or assessment.catalogue.indicators))]
        self.begin.setText(
            self.tr("Bắt đầu: {code} {title}").format(
                code=first.code, title=first.short.in_language(language)
            )
        )
        self._title.setText(
            self.tr("{province} {year}: hồ sơ mới, chưa có câu trả lời").format(
                province=assessment.province, year=assessment.year
            )
        )
        self._text.setText(
            self.tr(
                "Trả lời lần lượt {count} chỉ số thành phần và đính kèm minh chứng; "
                "điểm và thứ hạng dự kiến hiện ngay khi nhập. Mọi thay đổi tự lưu trên máy này. "
                "Nhập Số liệu chung trước thì các số dùng chung chỉ phải gõ một lần."
            ).format(count=form.integer(len(assessment.catalogue.indicators)))
        )
        if assessment.previous is not None and waiting:
            self._title.setText(
                self.tr("{province} {year}: hồ sơ mới, {count} câu trả lời chờ xác nhận lại").format(
                    province=assessment.province, year=assessment.year, count=form.integer(len(waiting))
                )
            )
            self._text.setText(
                self.tr(
                    "Câu trả lời năm {year} nằm sẵn bên từng chỉ số nhưng chưa được tính. "
                    "Câu nào vẫn đúng thì bấm Alt + Enter để xác nhận và sang câu tiếp; "
                    "câu nào đã khác thì trả lời lại. Minh chứng đi theo câu được xác nhận."
                ).format(year=assessment.previous.year)
            )
        for index in assessment.catalogue.main_indices:
            self.links[index.code].setText(f"{index.code}  {index.title.in_language(language)}")
            points = self.findChild(Label, f"points-{index.code}")
            if points is not None:
                points.setText(
                    form.number(index.max_points) if index.is_scored else self.tr("thu thập, không chấm điểm")
                )

    def _begin(self) -> None:
        if self._assessment is not None:
            codes = unconfirmed(self._assessment) or tuple(self._assessment.catalogue.indicators)
            self._context.go(Place("indicator", codes[0]))
