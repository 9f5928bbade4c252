"""The earlier year: what still waits to be confirmed, what found no place, which rows are others now."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.engine.previous import Previous
from dti_desktop.services.carrying import earlier_of
from dti_desktop.services.workspace import AssessmentSummary
from dti_desktop.ui import theme
from dti_desktop.ui.earlier_text import fate_text
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import EmptyState, Toast
from dti_desktop.ui.widgets.progress import ThinBar
from dti_desktop.ui.widgets.shelf import Shelf
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll

_QUIETLY = Qt.FocusReason.ActiveWindowFocusReason


class CarriedPage(Page):
    """Main indices with what waits in each; the shelf; the rows that changed, moved, are new or dropped."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.toast = Toast(self)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary")
        self.begin = PrimaryButton(trailing_icon="chevron-right")
        self.begin.clicked.connect(self._begin)
        self.compare = LinkButton(icon="table")
        self.compare.clicked.connect(self._compare)
        self._bar = ThinBar(height=4)
        self.confirm_links: dict[str, LinkButton] = {}
        self._waiting_title = Label(weight=Weight.DemiBold)
        self._waiting = QGridLayout()
        self._shelf_title = Label(weight=Weight.DemiBold)
        self._shelf_text = WrapLabel(size="small", tone="muted")
        self.shelf = Shelf()
        self.shelf.moved.connect(self._move)
        self.shelf.dismissed.connect(self._dismiss)
        self._rows_title = Label(weight=Weight.DemiBold)
        self._rows_card = Card()
        self._rows = QGridLayout()
        self.empty = EmptyState("history")
        self.empty.acted.connect(self._bring)
        self._offered: AssessmentSummary | None = None
        self._waiting_shown: object = None
        self._rows_shown: object = None
        self._stack = QStackedWidget(self)
        self._lay_out()
        context.session.opened.connect(self._follow)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.compare)
        head.addWidget(self.begin)
        waiting = Card()
        waiting.body.setContentsMargins(20, 10, 12, 10)
        waiting.body.addLayout(self._waiting)
        self._waiting.setColumnStretch(0, 1)
        self._waiting.setHorizontalSpacing(3 * theme.GRID)
        self._waiting.setVerticalSpacing(theme.HALF)
        self._waiting_card = waiting
        self._rows_card.body.setContentsMargins(12, 10, 20, 10)
        self._rows_card.body.addLayout(self._rows)
        self._rows.setColumnStretch(1, 1)
        self._rows.setHorizontalSpacing(2 * theme.GRID)
        self._rows.setVerticalSpacing(2)
        scroll = PageScroll(max_width=860, parent=self._stack)
        body = scroll.body
        body.setSpacing(theme.GRID)
        body.addLayout(head)
        body.addWidget(self._text)
        body.addWidget(self._bar)
        for title, text, card in (
            (self._waiting_title, None, waiting),
            (self._shelf_title, self._shelf_text, self.shelf),
            (self._rows_title, None, self._rows_card),
        ):
            body.addSpacing(theme.GRID)
            body.addWidget(title)
            if text is not None:
                body.addWidget(text)
            body.addWidget(card)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show how far the confirming has come; the keyboard is on the next step."""
        self._follow()
        self.begin.setFocus(_QUIETLY)
        assessment = self.context.session.assessment
        if assessment is not None and assessment.previous is None:
            self.context.tasks.run(
                self.context.workspace.assessments, lane="store", on_done=self._offer, owner=self
            )

    def refresh(self, changed: Changed) -> None:
        """Follow what was confirmed, moved, undone."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Năm trước"))
        self._waiting_title.setText(self.tr("Chưa xác nhận lại"))
        self._shelf_title.setText(self.tr("Chưa có chỗ"))
        self._shelf_text.setText(
            self.tr(
                "Bộ chỉ số năm nay không còn hỏi như cũ. "
                "Chuyển sang chỉ số khác, hoặc bỏ qua; nhật ký vẫn giữ."
            )
        )
        self._rows_title.setText(self.tr("Chỉ số khác năm trước"))
        self._say_empty()
        self._follow()

    # -- bringing along --------------------------------------------------------------------------------

    def _offer(self, summaries: Sequence[AssessmentSummary]) -> None:
        """Offer the latest earlier year of the province that is in the store."""
        assessment = self.context.session.assessment
        if assessment is not None:
            found = earlier_of(summaries, assessment.province, assessment.year)
            self._offered = found[0] if found else None
            self._say_empty()

    def _say_empty(self) -> None:
        if self._offered is None:
            text = self.tr(
                "Khi tạo hồ sơ năm sau, chọn “Bắt đầu từ hồ sơ năm trước” để mang câu trả lời sang."
            )
            action = self.tr("Về Tổng quan")
        else:
            text = self.tr(
                "Câu trả lời, minh chứng năm {year} được mang sang để xác nhận lại, chưa được tính."
            )
            action = self.tr("Mang sang từ hồ sơ năm {year}")
            text, action = (said.format(year=self._offered.year) for said in (text, action))
        self.empty.say(self.tr("Hồ sơ này không bắt đầu từ năm trước"), text, action)

    def _bring(self) -> None:
        offered = self._offered
        if offered is None:
            self.context.go(Place("overview"))
            return
        session = self.context.session
        # What became of each row since is read when an assessment is opened.
        session.act(
            lambda workspace, id_: workspace.bring_previous(id_, offered.id),
            on_done=lambda saved: session.open(saved.assessment.id),
        )

    # -- showing ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return
        previous = assessment.previous
        self._stack.setCurrentIndex(0 if previous is not None else 1)
        if previous is None:
            return
        waiting = unconfirmed(assessment)
        self._show_head(previous, len(waiting))
        self._show_waiting(assessment, frozenset(waiting))
        earlier, language = self.context.session.earlier, self.context.language.current
        self.shelf.show_rows(assessment, earlier, language)
        self._show_rows(assessment, previous)

    def _show_head(self, previous: Previous, left: int) -> None:
        form = self.context.format
        brought = sum(bool(row.fields) for row in previous.rows.values())
        self._text.setText(
            self.tr(
                "Mang sang từ hồ sơ năm {year}: {brought} câu trả lời, {left} chưa xác nhận lại. "
                "Câu chưa xác nhận thì chưa được tính."
            ).format(year=previous.year, brought=form.integer(brought), left=form.integer(left))
        )
        self._bar.set_share(Fraction(brought - left, brought) if brought >= left and brought else Fraction(1))
        self._bar.set_tone("accent" if left else "done")
        self.compare.setText(self.tr("So sánh với năm {year}").format(year=previous.year))
        self.begin.setText(self.tr("Xác nhận lần lượt"))
        self.begin.setVisible(left > 0)

    def _show_waiting(self, assessment: Assessment, waiting: frozenset[str]) -> None:
        language, form = self.context.language.current, self.context.format
        shown = (waiting, language, assessment.catalogue.digest)
        if shown == self._waiting_shown:
            return
        self._waiting_shown = shown
        _clear(self._waiting)
        self.confirm_links = {}
        row = 0
        for index in assessment.catalogue.main_indices:
            codes = tuple(code for code in index.indicators if code in waiting)
            if not codes:
                continue
            name = LinkButton(f"{index.code}  {index.title.in_language(language)}")
            name.clicked.connect(lambda _on=False, code=codes[0]: self.context.go(Place("indicator", code)))
            confirm = LinkButton(self.tr("Xác nhận cả nhóm"), icon="check-check")
            confirm.setAccessibleName(f"{confirm.text()}: {name.text()}")
            confirm.clicked.connect(lambda _on=False, codes=codes: self._confirm(codes))
            self.confirm_links[index.code] = confirm
            self._waiting.addWidget(name, row, 0)
            count = self.tr("{count} câu").format(count=form.integer(len(codes)))
            self._waiting.addWidget(Label(count, tone="secondary"), row, 1, Qt.AlignmentFlag.AlignRight)
            self._waiting.addWidget(confirm, row, 2)
            row += 1
        for widget in (self._waiting_title, self._waiting_card):
            widget.setVisible(bool(self.confirm_links))

    def _show_rows(self, assessment: Assessment, previous: Previous) -> None:
        earlier, language = self.context.session.earlier, self.context.language.current
        shown = (earlier.fates, language)
        if shown == self._rows_shown:
            return
        self._rows_shown = shown
        other = [fate for fate in earlier.fates if fate.fate != "same"]
        for widget in (self._rows_title, self._rows_card):
            widget.setVisible(bool(other))
        _clear(self._rows)
        for place, fate in enumerate(other):
            row = 2 * place
            if place:
                self._rows.addWidget(Hairline(), row - 1, 0, 1, 3)
            top = Qt.AlignmentFlag.AlignVCenter
            if fate.fate == "dropped":
                known = None if earlier.catalogue is None else earlier.catalogue.indicators[fate.old_code]
                title = "" if known is None else known.short.in_language(language)
                code: QWidget = Label(fate.old_code, tone="muted")
                code.setContentsMargins(4, 0, 0, 0)
                said = self.tr("Không còn trong bộ chỉ số năm nay.")
            else:
                title = assessment.catalogue.indicators[fate.code].short.in_language(language)
                link = LinkButton(fate.code)
                link.setAccessibleName(f"{fate.code} {title}")
                link.clicked.connect(
                    lambda _on=False, code=fate.code: self.context.go(Place("indicator", code))
                )
                code, said = link, fate_text(fate, previous.year)
            self._rows.addWidget(code, row, 0, top)
            self._rows.addWidget(WrapLabel(title), row, 1, top)
            self._rows.addWidget(Label(said, tone="secondary"), row, 2, top)

    # -- doing -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        assessment = self.context.session.assessment
        waiting = () if assessment is None else unconfirmed(assessment)
        if waiting:
            self.context.go(Place("indicator", waiting[0]))

    def _compare(self) -> None:
        assessment = self.context.session.assessment
        if assessment is not None and assessment.previous is not None:
            self.context.go(Place("comparison", field=assessment.previous.assessment_id))

    def _confirm(self, codes: tuple[str, ...]) -> None:
        text = self.tr("Đã xác nhận {count} câu trả lời.").format(count=len(codes))
        session = self.context.session
        session.act(
            lambda w, a: w.confirm_previous(a, codes),
            on_done=lambda _saved: self.toast.say(text, self.tr("Hoàn tác"), session.undo),
        )

    def _move(self, old_code: str, code: str) -> None:
        session = self.context.session
        text = self.tr("Đã chuyển sang chỉ số {code}; mở chỉ số để xác nhận.").format(code=code)
        session.act(
            lambda w, a: w.move_previous(a, old_code, code),
            on_done=lambda _saved: self.toast.say(text, self.tr("Hoàn tác"), session.undo),
        )

    def _dismiss(self, old_code: str) -> None:
        session = self.context.session
        session.act(
            lambda w, a: w.dismiss_previous(a, old_code),
            on_done=lambda _saved: self.toast.say(self.tr("Đã bỏ qua."), self.tr("Hoàn tác"), session.undo),
        )


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
