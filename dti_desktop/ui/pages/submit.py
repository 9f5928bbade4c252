"""The way from an assessment to one signed file, in five steps on one page."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import example
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.check_summary import CheckSummary, Counts
from dti_desktop.ui.widgets.export_form import ExportForm
from dti_desktop.ui.widgets.key_form import KeyForm
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice, Toast
from dti_desktop.ui.widgets.report_step import ReportStep
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle
from dti_desktop.ui.widgets.signatory_form import SignatoryForm
from dti_desktop.ui.widgets.stepper import Stepper
from dti_desktop.ui.widgets.surfaces import Hairline, PageScroll, ScrollRule

CHECKS, SIGNATORY, REPORT, KEY, EXPORT = range(5)
_WIDTH = 860


def _now_utc() -> datetime:
    return datetime.now(UTC)


def make_ahead(context: Context) -> ExportForm:
    """Make the last step, which takes a third of the time that the whole page takes."""
    return ExportForm(context, _now_utc)


class SubmitPage(Page):
    """Checks, signatory, report, key, export: one step at a time, each reachable again."""

    portal_wanted = Signal()
    """The window for typing into dti.gov.vn is wanted."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        export: ExportForm | None = None,
    ) -> None:
        """`export`: what `make_ahead` has made."""
        super().__init__(context, parent)
        self._furthest = CHECKS
        self.stepper = Stepper(5)
        self.checks = CheckSummary(context)
        self.signatory = SignatoryForm()
        self.report = ReportStep(context, _now_utc)
        self.key = KeyForm(context, _now_utc, with_tokens=True)
        self.export = export or make_ahead(context)
        self.to_portal = LinkButton(icon="external-link")
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        steps = (CHECKS, SIGNATORY, KEY, EXPORT)
        self._heads = {step: Label(size="title", weight=Weight.DemiBold) for step in steps}
        self._leads = {step: WrapLabel(tone="secondary", characters=100) for step in steps}
        self.unnamed = Notice()
        self.stack = QStackedWidget(self)
        self.scrolls: dict[int, PageScroll] = {}
        for place, content in (
            (CHECKS, [self.checks, self.to_portal]),
            (SIGNATORY, [self.signatory, self.unnamed]),
            (KEY, [self.key]),
            (EXPORT, [self.export]),
        ):
            scroll = PageScroll(max_width=_WIDTH, parent=self.stack)
            for widget in (self._heads[place], self._leads[place], *content):
                scroll.body.addWidget(widget)
            scroll.body.setSpacing(12)
            self.scrolls[place] = scroll
        for place in range(5):
            self.stack.addWidget(self.report if place == REPORT else self.scrolls[place])
        self.back = SecondaryButton(icon="chevron-left")
        self.next = PrimaryButton(trailing_icon="chevron-right")
        self._hint = Label(tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(_across(self.stepper, (4 * theme.GRID, 12, 4 * theme.GRID, 12)))
        layout.addWidget(Hairline())
        layout.addWidget(self.stack, 1)
        rule = ScrollRule(*self.scrolls.values())
        self.stack.currentChanged.connect(lambda _place: rule.follow())
        layout.addWidget(rule)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addWidget(self.next)
        return _across(foot, (4 * theme.GRID, theme.GRID, 4 * theme.GRID, 20))

    def _connect(self) -> None:
        session = self.context.session
        session.opened.connect(self._on_opened)
        self.stepper.chosen.connect(self.show_step)
        self.back.clicked.connect(lambda: self.show_step(self.step - 1))
        self.next.clicked.connect(self._go_on)
        self.checks.go_wanted.connect(self.context.go)
        self.to_portal.clicked.connect(self.portal_wanted)
        self.signatory.edited.connect(session.edit_signatory)
        self.report.changed.connect(self._refresh)
        self.report.said.connect(self.toast.say)
        self.key.changed.connect(self._on_key)
        self.export.changed.connect(self._on_export)
        self.export.verify_wanted.connect(lambda path: self.context.go(Place("verify", field=str(path))))
        bind("print", self, self._print_by_key, within=True)

    # -- Page ----------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the step that was open, or the first."""
        if self.context.session.assessment is None:
            return
        self._show_portal()
        self._show_signatory()
        self.checks.refresh()
        self.show_step(self.step)

    def leave(self) -> None:
        """Bring what was typed to the store; a key is not kept for later."""
        self.signatory.flush()
        if not self.export.is_running:
            self.key.forget()
        super().leave()

    def _show_portal(self) -> None:
        """Offer the ministry's portal for what the ministry asks for."""
        assessment = self.context.session.assessment
        self.to_portal.setVisible(assessment is not None and assessment.catalogue.is_of_provinces)

    def refresh(self, changed: Changed) -> None:
        """Follow the assessment."""
        self._show_signatory()
        self._refresh()
        if self.step == REPORT:
            self.report.make()

    def retranslate(self) -> None:
        """Set every text again."""
        self._heads[CHECKS].setText(self.tr("Kiểm tra trước khi nộp"))
        self._heads[SIGNATORY].setText(self.tr("Người ký duyệt"))
        self._heads[KEY].setText(self.tr("Ký"))
        self._leads[SIGNATORY].setText(self.tr("Lãnh đạo duyệt và chịu trách nhiệm về bộ hồ sơ."))
        self._leads[KEY].setText(
            self.tr("Chọn khóa của người ký: tệp khóa hoặc USB token. Chưa có gì được ký ở bước này.")
        )
        self.unnamed.say(
            self.tr("Chưa ghi họ tên người ký duyệt. Vẫn đi tiếp được, nhưng chỗ đó trên báo cáo sẽ trống."),
            "warn",
        )
        self.back.setText(self.tr("Quay lại"))
        self.to_portal.setText(self.tr("Nhập lên dti.gov.vn…"))
        self.to_portal.setToolTip(self.tr("Mở cửa sổ hẹp để chép từng mục lên cổng của Bộ"))
        self._refresh()

    # -- steps ---------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is open, counted from 0."""
        return self.stepper.current

    def show_step(self, step: int) -> None:
        """Open a step and put the keyboard where work goes on."""
        self.context.session.flush()
        self._furthest = max(self._furthest, step)
        self.stepper.set_current(step)
        self.stack.setCurrentIndex(step)
        if step == REPORT:
            self.report.make()
        if step == EXPORT:
            self.export.refresh()
        self._refresh()
        focus: QWidget = {
            SIGNATORY: self.signatory.name,
            REPORT: self.report.preview.view,
            KEY: self.key.first_field,
        }.get(step, self.next)
        if self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self.step == CHECKS and self._counts.block:
            self.context.go(Place("remaining", field="block"))
        elif self.step == EXPORT:
            self.export.begin(self.report.language)
        else:
            self.show_step(self.step + 1)

    @property
    def _counts(self) -> Counts:
        return Counts.of(self.context.session.outlook)

    def _on_key(self) -> None:
        self.export.show_signer(self.key.chosen if self.key.is_fit else None)
        self._refresh()
        if self.key.signer is not None and not self.key.is_token and self.step == KEY and self.isVisible():
            focus = self.next if self.key.is_fit else self.key.first_field
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_export(self) -> None:
        """Keep the keyboard where it can do something: stop, open the folder, try again."""
        if not self.isVisible() and not self.export.is_running:
            self.key.forget()  # she went elsewhere while it was written
        self._refresh()
        if self.step != EXPORT or not self.isVisible():
            return
        focus: QWidget = self.next
        if self.export.is_running:
            focus = self.export.progress
        elif self.export.written is not None:
            focus = self.export.result.open_folder
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self) -> None:
        self._furthest = CHECKS
        self.stepper.set_current(CHECKS)
        self.stack.setCurrentIndex(CHECKS)
        self.key.forget()
        self.export.reset()
        self.report.forget()
        if self.isVisible():
            self._refresh()

    def _print_by_key(self) -> None:
        self.show_step(REPORT)
        self.report.ask_to_print()

    def _show_signatory(self) -> None:
        assessment = self.context.session.assessment
        if assessment is not None and not self.signatory.isAncestorOf(self.focusWidget() or self):
            self.signatory.show_signatory(assessment.signatory)
            leader = assessment.catalogue.office.leader
            self.signatory.set_leader(example(leader, "", self.context.language.current))

    # -- showing -------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show what each step has to say now; cheap."""
        session = self.context.session
        assessment = session.assessment
        if assessment is None:
            return
        counts = self._counts
        self.checks.refresh()
        self.export.refresh()
        self.unnamed.setVisible(not assessment.signatory.name)
        self._say_heads(counts)
        self._show_steps(assessment, counts)
        self._show_foot(counts)

    def _say_heads(self, counts: Counts) -> None:
        if counts.block:
            lead = self.tr("Còn {count} việc chặn nộp. Báo cáo dự thảo vẫn xem và in được.").format(
                count=counts.block
            )
        elif counts.explain:
            lead = self.tr("Không có gì chặn nộp. Có {count} chỗ nên giải trình trước khi ký.").format(
                count=counts.explain
            )
        else:
            lead = self.tr("Không có gì chặn nộp và không còn chỗ nào cần giải trình.")
        self._leads[CHECKS].setText(lead)
        done = self.export.written is not None and not self.export.is_running
        self._heads[EXPORT].setText(self.tr("Ký và xuất"))
        self._heads[EXPORT].setVisible(not done)
        self._leads[EXPORT].setVisible(not done)
        self._leads[EXPORT].setText(self.tr("Xem lại nơi ghi rồi ký. Có thể dừng giữa chừng."))

    def _show_steps(self, assessment: Assessment, counts: Counts) -> None:
        done, stopped = self.tr("đã xong"), self.tr("đang chặn")
        remark = self.tr("không có việc chặn")
        if counts.block:
            remark = self.tr("{count} việc chặn").format(count=counts.block)
        elif counts.explain:
            remark = self.tr("{count} cần giải trình").format(count=counts.explain)
        pages = self.report.preview.page_count
        exported = self.export.written is not None
        steps = (
            (self.tr("Kiểm tra"), remark, self._furthest > CHECKS),
            (
                self.tr("Người ký duyệt"),
                assessment.signatory.name or self.tr("chưa ghi tên"),
                bool(assessment.signatory.name),
            ),
            (
                self.tr("Xem báo cáo"),
                self.tr("{count} trang").format(count=pages) if pages else "",
                self._furthest > REPORT,
            ),
            (self.tr("Ký"), shown(self.key.holder), self.key.is_fit or exported),
            (self.tr("Xuất"), self.tr("đã xuất") if exported else "", exported),
        )
        for place, (name, said, is_done) in enumerate(steps):
            button = self.stepper.buttons[place]
            is_stopped = place == CHECKS and counts.block > 0
            button.set_state("stopped" if is_stopped else "done" if is_done else "open")
            button.say(name, said, stopped if is_stopped else done if is_done else "")
            button.setEnabled(self._can_open(place, counts))
        self.stepper.arrange()

    def _can_open(self, step: int, counts: Counts) -> bool:
        if self.export.is_running:
            return step == self.step
        if step == EXPORT:
            return self.export.written is not None or (self.key.is_fit and not counts.block)
        return step < KEY or not counts.block

    def _show_foot(self, counts: Counts) -> None:
        running, done = self.export.is_running, self.export.written is not None
        self.back.setVisible(self.step > CHECKS)
        self.back.setEnabled(not running)
        hint, text, icon = "", self.tr("Tiếp tục"), "chevron-right"
        if self.step == CHECKS and counts.block:
            text = self.tr("Sửa việc chặn nộp")
        elif self.step == CHECKS and counts.explain:
            text = self.tr("Vẫn tiếp tục")
        elif self.step == REPORT and counts.block:
            hint = self.tr("Còn {count} việc chặn nộp, chưa ký được").format(count=counts.block)
        elif self.step == EXPORT:
            text, icon = self.tr("Ký và xuất"), "pen-line"
            if running:
                hint = self.tr("Có thể làm việc khác trong khi chờ")
            elif counts.block:
                hint = self.tr("Còn {count} việc chặn nộp, chưa ký được").format(count=counts.block)
            elif not self.key.is_fit and not done:
                hint = self.tr("Hãy chọn khóa ở bước Ký trước")
        self.next.setText(text)
        self.next.set_icons(trailing=icon)
        self._hint.setText(hint)
        can_export = self.key.is_fit and not counts.block and not running
        self.next.setEnabled(
            can_export
            if self.step == EXPORT
            else self.step == CHECKS or self._can_open(self.step + 1, counts)
        )
        self.next.setVisible(not (self.step == EXPORT and done and not running))


def _across(widget: QWidget, margins: tuple[int, int, int, int]) -> QHBoxLayout:
    """Centre a widget over the same column that the pages stand in."""
    across = QHBoxLayout()
    across.setContentsMargins(*margins)
    widget.setMaximumWidth(_WIDTH)
    stand_in_the_middle(across, widget)
    return across
