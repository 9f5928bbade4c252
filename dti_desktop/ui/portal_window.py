"""Typing into dti.gov.vn: a narrow window that stays above the browser, one sub-indicator at a time.

It lives as long as the assessment is open, beside the main window and not as its child: that one may be
minimised while she types. Ticks are edits like all others; where she was, the decimal sign and the window's
place are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.portal_values import left_to_enter, next_to_enter
from dti_desktop.errors import Cancelled
from dti_desktop.services.portal_entry import Reconciliation
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import resize_within_screen, screen_room
from dti_desktop.ui.evidence_folder import EvidenceFolder
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.shortcuts import bind, key_text
from dti_desktop.ui.widgets.buttons import QuietButton
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.portal_entry import MOST_KEYS, PortalEntryView
from dti_desktop.ui.widgets.portal_sheet import PortalSheetView
from dti_desktop.ui.widgets.progress import ThinBar
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Hairline

SETTING = "ui/portal"
_SIZE, _SMALLEST = (360, 640), (320, 420)
_SIGNS = (",", ".")


def place_setting(assessment_id: str) -> str:
    """Return the setting that keeps where she was in an assessment."""
    return f"ui/portal/{assessment_id}"


class PortalWindow(Retranslated, QWidget):
    """Opened for the assessment of the session; closes when that is left."""

    closed = Signal()

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], kept: Any = None, code: Any = None
    ) -> None:
        """`kept` and `code` are what the settings `SETTING` and `place_setting` hold, if anything."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._context, self._now_utc = context, now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._asked_for: str | None = None
        self._is_reconciling = self._is_reconciled_anew = False
        self._folder_path = ""
        self.folder = EvidenceFolder(context.tasks, context.workspace.evidence_path, self)
        self.progress, self.bar = Label(weight=Weight.DemiBold), ThinBar(tone="done", height=6)
        self.to_sheet = QuietButton(icon="list-checks")
        policy = self.to_sheet.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.to_sheet.setSizePolicy(policy)
        self.notice = Notice(closable=True)
        self.notice.hide()
        self.entry, self.sheet = PortalEntryView(context), PortalSheetView(context)
        self._sign_name, self.sign = Label(size="small", tone="muted"), Segments()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._set_shortcuts()
        self._take_up(kept, code)
        self.retranslate()

    # -- layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.HALF)
        head.addWidget(self.progress)
        head.addStretch(1)
        head.addWidget(self.to_sheet)
        bar = QVBoxLayout()
        bar.setContentsMargins(2 * theme.GRID, 0, 2 * theme.GRID, theme.GRID)
        bar.setSpacing(theme.GRID)
        bar.addWidget(self.bar)
        bar.addWidget(self.notice)
        sign = QHBoxLayout()
        sign.setContentsMargins(2 * theme.GRID, theme.HALF, 2 * theme.GRID, theme.GRID)
        sign.setSpacing(theme.GRID)
        sign.addWidget(self._sign_name)
        sign.addStretch(1)
        sign.addWidget(self.sign)
        typing = QWidget()
        inside = QVBoxLayout(typing)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.entry, 1)
        inside.addLayout(sign)
        self._typing = typing
        self.stack.addWidget(typing)
        self.stack.addWidget(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(bar)
        layout.addWidget(Hairline())
        layout.addWidget(self.stack, 1)
        self.setMinimumSize(QSize(*_SMALLEST).boundedTo(screen_room(self)))
        resize_within_screen(self, *_SIZE)

    def _connect(self) -> None:
        session = self._context.session
        session.changed.connect(lambda _changed: self.refresh())
        session.opened.connect(self.close)
        self.entry.stepped.connect(self.step)
        self.entry.tick_wanted.connect(self.tick)
        self.entry.folder_wanted.connect(self.open_folder)
        self.entry.path_wanted.connect(self.copy_path)
        self.sheet.wanted.connect(self.show_code)
        self.sheet.back_wanted.connect(self.show_typing)
        self.sheet.save_wanted.connect(self.save_sheet)
        self.to_sheet.clicked.connect(self.show_sheet)
        self.sign.chosen.connect(self._choose_sign)

    def _set_shortcuts(self) -> None:
        acts: Mapping[str, Callable[[], object]] = {
            "portal-tick": lambda: self.tick(True),
            "portal-untick": lambda: self.tick(False),
            "portal-explanation": self.entry.copy_explanation,
            "portal-folder": self.open_folder,
            "portal-path": self.copy_path,
            "portal-sheet": self.show_sheet,
            "portal-save": self.save_sheet,
            "portal-previous": lambda: self.step(-1),
            "portal-next": lambda: self.step(1),
            "portal-back": self.show_typing,
        }
        for name, act in acts.items():
            bind(name, self, act)
        for place in range(MOST_KEYS):
            bind("portal-copy", self, lambda place=place: self.entry.copy_value(place), only=place)  # type: ignore[misc]

    def _take_up(self, kept: Any, code: Any) -> None:
        """Begin where she left off, else with the first that is not entered."""
        settings = kept if isinstance(kept, dict) else {}
        if settings.get("decimal_sign") in _SIGNS:
            self.entry.decimal_sign = settings["decimal_sign"]
        if isinstance(settings.get("geometry"), str):
            self.restoreGeometry(QByteArray.fromBase64(settings["geometry"].encode("ascii", "ignore")))
        assessment = self._context.session.assessment
        assert assessment is not None
        left = left_to_enter(assessment)
        if isinstance(code, str) and code in left:
            self.show_code(code)
        elif left:
            self.show_code(left[0])
        else:
            self.show_code(next(iter(assessment.catalogue.indicators)))
            self.show_sheet()

    # -- going ---------------------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show a sub-indicator for typing."""
        self.entry.show_code(code)
        self._folder_path = ""
        self.show_typing()
        self.refresh()
        assessment = self._context.session.assessment
        if assessment is not None:
            self._keep(place_setting(assessment.id), code)

    def show_typing(self) -> None:
        """Go back to typing."""
        self.stack.setCurrentWidget(self._typing)
        self.to_sheet.setVisible(True)
        self.entry.tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the sub-indicator before or after, entered or not."""
        assessment = self._context.session.assessment
        if assessment is None or self.stack.currentWidget() is not self._typing:
            return
        codes = list(assessment.catalogue.indicators)
        place = codes.index(self.entry.code) + by
        if 0 <= place < len(codes):
            self.show_code(codes[place])

    def tick(self, is_entered: bool) -> None:
        """Tick what is shown as entered and go on to the next that is not, or take the tick off."""
        assessment, code = self._context.session.assessment, self.entry.code
        if assessment is None or self.stack.currentWidget() is not self._typing:
            return
        if is_entered and code in assessment.entered and code not in left_to_enter(assessment):
            self._go_on(code)
            return

        def done(_saved: Saved) -> None:
            self.notice.hide()
            if is_entered and self.entry.code == code:
                self._go_on(code)

        self._context.session.act(
            lambda w, a: w.set_entered(a, code, is_entered), on_done=done, on_error=self._say_fault
        )

    def _go_on(self, code: str) -> None:
        assessment = self._context.session.assessment
        if assessment is None:
            return
        following = next_to_enter(assessment, code)
        if following is None:
            self.show_sheet()
        else:
            self.show_code(following)

    # -- showing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the assessment."""
        assessment = self._context.session.assessment
        if assessment is None:
            return
        total, left = len(assessment.catalogue.indicators), left_to_enter(assessment)
        self.progress.setText(self.tr("{done}/{total} đã nhập").format(done=total - len(left), total=total))
        self.bar.set_share(Fraction(total - len(left), total) if total else 1)
        self.setWindowTitle(
            self.tr("Nhập lên dti.gov.vn – {province} {year}").format(
                province=assessment.province, year=assessment.year
            )
        )
        self.entry.refresh()
        is_changed = self.entry.code in assessment.entered and self.entry.code in left
        if is_changed or self.stack.currentWidget() is self.sheet:
            self._reconcile()

    def show_sheet(self) -> None:
        """Show the reconciliation."""
        self.stack.setCurrentWidget(self.sheet)
        self.to_sheet.setVisible(False)
        self._asked_for = self.entry.code
        self._reconcile()

    def _reconcile(self) -> None:
        """Hold the ticks against the store; asked again meanwhile, it is done once more and not each time."""
        context = self._context
        assessment = context.session.assessment
        if assessment is None:
            return
        if self._is_reconciling:
            self._is_reconciled_anew = True
            return
        self._is_reconciling = True
        context.tasks.run(
            context.workspace.reconciled,
            assessment.id,
            lane="store",
            on_done=self._on_reconciled,
            on_error=self._on_not_reconciled,
            owner=self,
        )

    def _on_not_reconciled(self, error: BaseException) -> None:
        self._is_reconciling = self._is_reconciled_anew = False
        self._say_fault(error)

    def _on_reconciled(self, found: Reconciliation) -> None:
        self._is_reconciling = False
        if self._is_reconciled_anew:
            self._is_reconciled_anew = False
            self._reconcile()
            return
        assessment = self._context.session.assessment
        if assessment is None or assessment.id != found.assessment.id:
            return
        if self.stack.currentWidget() is self.sheet:
            self.sheet.show_found(found)
            if self._asked_for is not None:
                self.sheet.select(self._asked_for)
                self._asked_for = None
        row = next((each for each in found.rows if each.code == self.entry.code), None)
        if row is not None and row.state == "changed":
            self.entry.say_before(row.differences, row.explanation_differs)

    def save_sheet(self) -> None:
        """Ask how and where to save the sheet that is shown."""
        from dti_desktop.ui.dialogs.portal_sheet_paper import PortalSheetDialog

        if self.sheet.found is None or self.stack.currentWidget() is not self.sheet:
            return
        today = self._now_utc().astimezone().date()
        dialog = PortalSheetDialog(self._context, self.sheet.found, today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- evidence ------------------------------------------------------------------------------------

    def open_folder(self) -> None:
        """Copy the evidence of what is shown into a folder and open it."""
        assessment, code = self._context.session.assessment, self.entry.code
        if assessment is None or not self.entry.folder.isVisibleTo(self.entry):
            return

        def opened(folder: Any, is_shown: bool) -> None:
            if self.entry.code != code:
                return
            self._folder_path = str(folder)
            self.entry.offer_path()
            if is_shown:
                self.notice.hide()
            else:
                self._say(self.tr("Máy không mở được thư mục. Tệp nằm ở: {path}").format(path=folder))

        self.folder.open(assessment, code, on_opened=opened, on_error=self._say_fault)

    def copy_path(self) -> None:
        """Put the path of the evidence folder on the clipboard, for the browser's file chooser."""
        if self._folder_path:
            QGuiApplication.clipboard().setText(self._folder_path)

    # -- faults, settings, closing -------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self.notice.say(text, "warn")
        self.notice.show()

    def _say_fault(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.notice.say(self._fault_words.in_one_piece(error), "block")
            self.notice.show()

    def _choose_sign(self, sign: str) -> None:
        self.entry.decimal_sign = sign
        self._keep_window()

    def _keep(self, key: str, value: object) -> None:
        # What cannot be kept does not keep her from typing.
        context = self._context
        context.tasks.run(
            context.workspace.set_setting, key, value, lane="store", on_error=lambda _error: None
        )

    def _keep_window(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._keep(SETTING, {"geometry": geometry, "decimal_sign": self.entry.decimal_sign})

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place; the copies go."""
        self._keep_window()
        self.folder.clear()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say what is to be typed next when the window comes to the front."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text again."""
        self.to_sheet.setText(self.tr("Đối chiếu"))
        self.to_sheet.setToolTip(key_text("Ctrl+D"))
        self._sign_name.setText(self.tr("Dấu thập phân khi chép"))
        self.sign.set_name(self.tr("Dấu thập phân khi chép"))
        self.sign.set_segments([Segment(",", "12,5"), Segment(".", "12.5")])
        self.sign.choose(self.entry.decimal_sign)
        self.refresh()
