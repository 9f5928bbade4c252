"""The way from an assessment to one signed file, in five steps on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.errors import Cancelled
from dti_desktop.ui import theme
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.printing import print_pdf
from dti_desktop.ui.session import Changed
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.check_summary import CheckSummary, Counts
from dti_desktop.ui.widgets.export_form import ExportForm
from dti_desktop.ui.widgets.key_form import KeyForm
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice, Toast
from dti_desktop.ui.widgets.report_preview import ReportPreview
from dti_desktop.ui.widgets.signatory_form import SignatoryForm
from dti_desktop.ui.widgets.stepper import Stepper
from dti_desktop.ui.widgets.surfaces import Hairline, PageScroll

CHECKS, SIGNATORY, REPORT, KEY, EXPORT = range(5)
_WIDTH = 860
_REPORT_LANGUAGE = "vi"
"""The paper is for a Vietnamese office, in whatever language the window speaks."""


def _now_utc() -> datetime:
    return datetime.now(UTC)


class SubmitPage(Page):
    """Checks, signatory, report, key, export: one step at a time, each reachable again."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        now_utc: Callable[[], datetime] = _now_utc,
    ) -> None:
        super().__init__(context, parent)
        self._now_utc = now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._furthest = CHECKS
        self._report_language = _REPORT_LANGUAGE
        self._report_of: tuple[Assessment, str] | None = None
        self._report_task: Task | None = None
        self._report_error: BaseException | None = None
        self.stepper = Stepper(5)
        self.checks = CheckSummary(context)
        self.signatory = SignatoryForm()
        self.preview = ReportPreview()
        self.key = KeyForm(context, now_utc)
        self.export = ExportForm(context, now_utc)
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._heads = [Label(size="title", weight=Weight.DemiBold) for _ in range(5)]
        self._leads = [WrapLabel(tone="secondary", characters=100) for _ in range(5)]
        self.save_draft = SecondaryButton(icon="download")
        self.print_draft = SecondaryButton(icon="printer")
        self.preview.tools.addWidget(self.print_draft)
        self.preview.tools.addWidget(self.save_draft)
        self.report_notice = Notice()
        self.report_notice.hide()
        self.unnamed = Notice()
        self.stack = QStackedWidget()
        self.scrolls: dict[int, PageScroll] = {}
        for place, content in (
            (CHECKS, [self.checks]),
            (SIGNATORY, [self.signatory, self.unnamed]),
            (KEY, [self.key]),
            (EXPORT, [self.export]),
        ):
            scroll = PageScroll(max_width=_WIDTH)
            for widget in (self._heads[place], self._leads[place], *content):
                scroll.body.addWidget(widget)
            scroll.body.setSpacing(12)
            self.scrolls[place] = scroll
        for place in range(5):
            self.stack.addWidget(self._report_step() if place == REPORT else self.scrolls[place])
        self.back = SecondaryButton(icon="chevron-left")
        self.next = PrimaryButton(trailing_icon="chevron-right")
        self._hint = Label(tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(_across(self.stepper, (4 * theme.GRID, 12, 4 * theme.GRID, 12)))
        layout.addWidget(Hairline())
        layout.addWidget(self.stack, 1)
        layout.addLayout(self._foot())

    def _report_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(4 * theme.GRID, 12, 4 * theme.GRID, theme.GRID)
        column.setSpacing(10)
        column.addWidget(self._leads[REPORT])
        column.addWidget(self.report_notice)
        column.addWidget(self.preview, 1)
        return step

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
        self.signatory.edited.connect(session.edit_signatory)
        self.preview.language_chosen.connect(self._choose_language)
        self.save_draft.clicked.connect(self._choose_draft)
        self.print_draft.clicked.connect(self._ask_to_print)
        self.report_notice.acted.connect(self._make_report)
        self.key.changed.connect(self._on_key)
        self.export.changed.connect(self._on_export)
        self.export.verify_wanted.connect(lambda path: self.context.go(Place("verify", field=str(path))))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._print_by_key)

    # -- Page ----------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the step that was open, or the first."""
        if self.context.session.assessment is None:
            return
        self._show_signatory()
        self.show_step(self.step)

    def leave(self) -> None:
        """Bring what was typed to the store; a key is not kept for later."""
        self.signatory.flush()
        if not self.export.is_running:
            self.key.forget()
        super().leave()

    def refresh(self, changed: Changed) -> None:
        """Follow the assessment."""
        self._show_signatory()
        self._refresh()
        if self.step == REPORT:
            self._make_report()

    def retranslate(self) -> None:
        """Set every text again."""
        self._heads[CHECKS].setText(self.tr("Kiểm tra trước khi nộp"))
        self._heads[SIGNATORY].setText(self.tr("Người ký duyệt"))
        self._heads[KEY].setText(self.tr("Ký"))
        self._leads[SIGNATORY].setText(self.tr("Lãnh đạo duyệt và chịu trách nhiệm về bộ hồ sơ."))
        self._leads[REPORT].setText(
            self.tr(
                "Đây là bản dự thảo để trình. Bản trong tệp hồ sơ đã ký có cùng nội dung, "
                "không có chữ DỰ THẢO."
            )
        )
        self._leads[KEY].setText(
            self.tr("Chọn tệp khóa của người ký và mở bằng mật khẩu. Chưa có gì được ký ở bước này.")
        )
        self.unnamed.say(
            self.tr("Chưa ghi họ tên người ký duyệt. Vẫn đi tiếp được, nhưng chỗ đó trên báo cáo sẽ trống."),
            "warn",
        )
        self.save_draft.setText(self.tr("Lưu bản dự thảo…"))
        self.print_draft.setText(self.tr("In…"))
        self.back.setText(self.tr("Quay lại"))
        self.preview.set_language(self._report_language)
        self._say_report_error()
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
            self._make_report()
        if step == EXPORT:
            self.export.refresh()
        self._refresh()
        focus: QWidget = {
            SIGNATORY: self.signatory.name,
            REPORT: self.preview.view,
            KEY: self.key.password if self.key.password.isEnabled() else self.key.choose_button,
        }.get(step, self.next)
        if self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self.step == CHECKS and self._counts.block:
            self.context.go(Place("remaining", field="block"))
        elif self.step == EXPORT:
            self.export.begin(self._report_language)
        else:
            self.show_step(self.step + 1)

    @property
    def _counts(self) -> Counts:
        return Counts.of(self.context.session.outlook)

    def _on_key(self) -> None:
        self.export.show_signer(self.key.signer if self.key.is_fit else None)
        self._refresh()
        if self.key.signer is not None and self.step == KEY and self.isVisible():
            focus = self.next if self.key.is_fit else self.key.choose_button
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_export(self) -> None:
        """Keep the keyboard where it can do something: stop, open the folder, try again."""
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
        self._forget_report()
        self._refresh()

    def _show_signatory(self) -> None:
        assessment = self.context.session.assessment
        if assessment is not None and not self.signatory.isAncestorOf(self.focusWidget() or self):
            self.signatory.show_signatory(assessment.signatory)

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
        pages = self.preview.page_count
        holder = self.key.signer.description if self.key.signer is not None else None
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
            (self.tr("Ký"), shown(holder.common_name) if holder else "", self.key.is_fit or exported),
            (self.tr("Xuất"), self.tr("đã xuất") if exported else "", exported),
        )
        for place, (name, said, is_done) in enumerate(steps):
            button = self.stepper.buttons[place]
            is_stopped = place == CHECKS and counts.block > 0
            button.set_state("stopped" if is_stopped else "done" if is_done else "open")
            button.say(name, said, stopped if is_stopped else done if is_done else "")
            button.setEnabled(self._can_open(place, counts))

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
                hint = self.tr("Hãy mở khóa ở bước Ký trước")
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

    # -- the report ----------------------------------------------------------------------------------

    def _choose_language(self, language: str) -> None:
        if language != self._report_language:
            self._report_language = language
            self._make_report()

    def _make_report(self) -> None:
        """Make the draft of what is shown now, unless it is there already."""
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        if self._report_of == (assessment, self._report_language) and self._report_error is None:
            return
        from dti_desktop.services.reporting import report_pdf

        if self._report_task is not None:
            self._report_task.cancel()
        made_of = self._report_of = (assessment, self._report_language)
        self._report_error = None
        self._say_report_error()
        self.preview.wait()
        self._report_task = self.context.tasks.run(
            report_pdf,
            self.context.library,
            assessment,
            outlook,
            language=self._report_language,
            printed_on=self._now_utc().astimezone().date(),
            lane="pool",
            long=True,
            on_done=partial(self._on_report, made_of),
            on_error=partial(self._on_report_error, made_of),
            owner=self,
        )

    def _on_report(self, made_of: tuple[Assessment, str], content: bytes) -> None:
        if made_of is self._report_of:
            self._report_task = None
            self.preview.show_report(content)
            self._refresh()

    def _on_report_error(self, made_of: tuple[Assessment, str], error: BaseException) -> None:
        if made_of is self._report_of and not isinstance(error, Cancelled):
            self._report_task = None
            self._report_error = error
            self._say_report_error()

    def _say_report_error(self) -> None:
        error = self._report_error
        if error is not None:
            text = self._fault_words.in_one_piece(error)
            self.report_notice.say(text, "block", action=self.tr("Thử lại"))
        self.report_notice.setVisible(error is not None)

    def _forget_report(self) -> None:
        if self._report_task is not None:
            self._report_task.cancel()
            self._report_task = None
        self._report_of = self._report_error = None
        self.preview.clear()

    # -- the draft on disk and on paper ----------------------------------------------------------------

    def _choose_draft(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None or not self.preview.content:
            return
        dialog = QFileDialog(self, self.tr("Lưu bản dự thảo"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tệp PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"dti-{assessment.id}-du-thao.pdf")
        if dialog.exec() and dialog.selectedFiles():
            self.write_draft(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def write_draft(self, target: Path) -> None:
        """Write the draft that is shown to `target`, whole or not at all."""
        from dti_desktop.services.files import write_whole

        self.context.tasks.run(
            write_whole,
            target,
            self.preview.content,
            lane="pool",
            on_done=lambda _done: self.toast.say(
                self.tr("Đã lưu bản dự thảo: {name}").format(name=target.name)
            ),
            on_error=self._say_fault,
            owner=self,
        )

    def _print_by_key(self) -> None:
        self.show_step(REPORT)
        if self.preview.content:
            self._ask_to_print()

    def _ask_to_print(self) -> None:
        if not self.preview.content:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Báo cáo tự đánh giá DTI, dự thảo"))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.preview.page_count)
        if dialog.exec():
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: QPrinter) -> None:
        """Print the draft that is shown."""
        self.toast.say(self.tr("Đang in bản dự thảo…"))
        self.context.tasks.run(
            print_pdf,
            self.preview.content,
            printer,
            lane="pool",
            long=True,
            on_done=lambda _done: self.toast.say(self.tr("Đã gửi bản dự thảo tới máy in.")),
            on_error=self._say_fault,
            owner=self,
        )

    def _say_fault(self, error: BaseException) -> None:
        self.toast.say(self._fault_words.in_one_piece(error))


def _across(widget: QWidget, margins: tuple[int, int, int, int]) -> QHBoxLayout:
    """Centre a widget over the same column that the pages stand in."""
    across = QHBoxLayout()
    across.setContentsMargins(*margins)
    widget.setMaximumWidth(_WIDTH)
    across.addStretch(1)
    across.addWidget(widget, 1000)
    across.addStretch(1)
    return across
