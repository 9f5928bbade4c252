"""A signed pack for other offices: which catalogues, the results of which years, signed with which key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled
from dti_desktop.services.outside_files import PACK_SUFFIX
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import foot_buttons, resize_within_screen
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.key_form import KeyForm
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.pin_prompt import PinPrompt
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll

if TYPE_CHECKING:
    from dti_desktop.bundle.pack import ReadPack
    from dti_desktop.services.catalogues import Edition
    from dti_desktop.ui.tasks import Task

_WIDTH, _HEIGHT, _MARGIN = 760, 690, 28
_YEARS_IN_A_ROW = 6


class MakePackDialog(Retranslated, QDialog):
    """`made(Path)` once the pack is in place; then it closes. The key is held until then only."""

    made = Signal(object)

    def __init__(
        self,
        context: Context,
        editions: Sequence[Edition],
        years: Sequence[int],
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        chosen_id: str = "",
    ) -> None:
        """`editions`: the latest of each catalogue; `years`: of which results are known, newest first.

        `chosen_id`: the catalogue that is ticked from the beginning.
        """
        super().__init__(parent)
        self._context, self._now_utc = context, now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._error: BaseException | None = None
        self._task: Task | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._lead = WrapLabel(tone="secondary", characters=92)
        self._name_head, self._catalogues_head, self._years_head = (
            Label(weight=Weight.Medium) for _ in range(3)
        )
        self.name = PlainLineEdit()
        self.name.setMaxLength(200)
        self._name_head.setBuddy(self.name)
        self.catalogues = [(edition, CheckBox()) for edition in editions]
        self.years = [(year, CheckBox(str(year))) for year in years]
        for edition, box in self.catalogues:
            box.setChecked(edition.catalogue.id == chosen_id)
        for _, box in (*self.catalogues, *self.years):
            box.toggled.connect(lambda _on: self._show_state())
        self.key = KeyForm(context, now_utc, with_tokens=True)
        self.key.changed.connect(self._show_state)
        self.pin_prompt = PinPrompt(context)
        self.notice = Notice()
        self.sign = PrimaryButton(icon="pen-line")
        self.sign.clicked.connect(self._choose_target)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self.name.setFocus()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 12)
        head.setSpacing(theme.HALF)
        head.addWidget(self._title)
        head.addWidget(self._lead)
        inside = Card()
        inside.body.setSpacing(theme.GRID)
        inside.body.addWidget(self._name_head)
        inside.body.addWidget(self.name)
        inside.body.addSpacing(theme.HALF)
        inside.body.addWidget(self._catalogues_head)
        for _, box in self.catalogues:
            inside.body.addWidget(box)
        inside.body.addSpacing(theme.HALF)
        inside.body.addWidget(self._years_head)
        years = QGridLayout()
        for number, (_, box) in enumerate(self.years):
            years.addWidget(box, number // _YEARS_IN_A_ROW, number % _YEARS_IN_A_ROW)
        years.setColumnStretch(_YEARS_IN_A_ROW, 1)
        inside.body.addLayout(years)
        self.scrolled = PageScroll(max_width=_WIDTH, margin=_MARGIN)
        for part in (self.pin_prompt, inside, self.key):
            self.scrolled.body.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        foot.setSpacing(12)
        foot.addWidget(self.notice)
        foot.addLayout(foot_buttons(self.cancel, self.sign))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Hairline())
        layout.addWidget(self.scrolled, theme.TAKES_THE_ROOM)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
        resize_within_screen(self, _WIDTH, _HEIGHT)

    # -- signing -------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> tuple[list[Edition], list[int]]:
        return (
            [edition for edition, box in self.catalogues if box.isChecked()],
            [year for year, box in self.years if box.isChecked()],
        )

    def _choose_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Ghi gói cập nhật"), "dti.dtipack", self.tr("Gói cập nhật (*.dtipack)")
        )
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(PACK_SUFFIX))

    def write(self, target: Path) -> None:
        """Sign the pack and write it, read again before it is in place."""
        chosen = self.key.chosen
        if chosen is None or self._task is not None:
            return
        from dti_desktop.services.packs import make_pack, results_of
        from dti_desktop.services.tokens import TokenKey

        context, now_utc, title = self._context, self._now_utc, self.name.text()
        editions, years = self._chosen
        ask = self.pin_prompt.ask

        def make(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> ReadPack:
            context.workspace.check_target(target)
            known = context.workspace.results.known
            return make_pack(
                context.library,
                target,
                editions,
                [results_of(known, year) for year in years],
                untrusted_title=title,
                signer=chosen.opening(partial(ask, cancelled), now_utc)
                if isinstance(chosen, TokenKey)
                else chosen,
                now_utc=now_utc,
            )

        self._error = None
        self.scrolled.verticalScrollBar().setValue(0)
        self._task = context.tasks.run(
            make,
            lane="pool",
            long=True,
            on_progress=lambda _done, _total: None,
            on_done=lambda _read: self._on_made(target),
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_made(self, target: Path) -> None:
        self._task = None
        self.made.emit(target)
        self.accept()

    def _on_fault(self, error: BaseException) -> None:
        self._task, self._error = None, error
        self.pin_prompt.end()
        self._show_state()

    def reject(self) -> None:
        """Close; while it is being signed, ask that to stop first."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        self.key.forget()
        super().done(result)

    # -- showing -------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        is_busy = self._task is not None
        editions, years = self._chosen
        self.sign.setEnabled(bool(editions or years) and self.key.is_fit and not is_busy)
        text, tone = "", "info"
        if is_busy:
            text = self.tr("Đang ký và ghi tệp…")
        elif isinstance(self._error, Cancelled):
            text = self.tr("Đã dừng. Chưa ghi gì cả.")
        elif self._error is not None:
            text, tone = self._fault_words.at_length(self._error), "block"
        self.notice.say(text, tone)  # type: ignore[arg-type]
        self.notice.setVisible(bool(text))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Tạo gói cập nhật"))
        self._title.setText(self.tr("Tạo gói cập nhật"))
        self._lead.setText(
            self.tr(
                "Gói có chữ ký mang bộ chỉ số và kết quả công bố sang máy khác, không cần mạng. Nơi nhận "
                "kiểm tra được gói bằng openssl."
            )
        )
        self._name_head.setText(self.tr("Tên gói"))
        self._catalogues_head.setText(self.tr("Bộ chỉ số"))
        self._years_head.setText(self.tr("Kết quả công bố của năm"))
        language = self._context.language.current
        for edition, box in self.catalogues:
            box.setText(
                self.tr("{title}, phiên bản {version}").format(
                    title=edition.catalogue.title.in_language(language), version=edition.catalogue.version
                )
            )
        self.sign.setText(self.tr("Ký và ghi tệp…"))
        self.cancel.setText(self.tr("Hủy"))
        self.key.setAccessibleName(self.tr("Khóa ký"))
        self._show_state()
