"""Who changed what in the drafts of a catalogue, and when; of those that ended, too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from dti_desktop.services.catalogue_journal import ActPage
from dti_desktop.ui.catalogue_journal_rows import rows_of_acts
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot, resize_within_screen
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.journal_list import JournalList
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import EmptyState, Notice
from dti_desktop.ui.widgets.surfaces import Card

_SIZE = (980, 640)


class CatalogueJournalDialog(Retranslated, QDialog):
    """The journal, the newest first, read as it is scrolled. `row_wanted(Place)`: where a row can be seen."""

    row_wanted = Signal(object)

    def __init__(self, context: Context, catalogue_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._journal = context.workspace.catalogues.journal(catalogue_id)
        self._fault_words = FaultWords(context.library, context.language)
        self._next_before: int | None = None
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(tone="secondary", characters=100)
        self.fault = Notice()
        self.list = JournalList()
        self.nothing = EmptyState("history")
        self.stack = QStackedWidget()
        self.close_button = SecondaryButton()
        card = Card()
        card.body.setContentsMargins(0, 4, 0, 8)
        card.body.addWidget(self.stack)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        layout = dialog_column(self)
        for widget in (self.title, self.about, self.fault):
            layout.addWidget(widget)
        layout.addWidget(card, 1)
        put_foot(self, self.close_button)
        self.fault.hide()
        self.close_button.clicked.connect(self.accept)
        self.list.go_wanted.connect(self._go)
        self.list.more_wanted.connect(self._read)
        resize_within_screen(self, *_SIZE)
        self.retranslate()
        self.list.setFocus()

    def _read(self) -> None:
        before, journal = self._next_before, self._journal
        self._context.tasks.run(
            lambda: journal.page(before),
            lane="store",
            on_done=self._show,
            on_error=self._say_fault,
            owner=self,
        )

    def _show(self, page: ActPage) -> None:
        model, is_first = self.list.rows_model, self._next_before is None
        rows = rows_of_acts(
            page.acts,
            self.list.rows[-1] if self.list.rows else None,
            self._context.language.current,
            self._context.workspace.store.now_utc().astimezone().date(),
        )
        self._next_before = page.next_before
        if is_first:
            model.set_rows(rows, has_more=page.next_before is not None)
            self.stack.setCurrentWidget(self.list if rows else self.nothing)
            self.list.choose_first()
        else:
            model.add_rows(rows, has_more=page.next_before is not None)
        self.list.read_ahead()

    def _say_fault(self, error: BaseException) -> None:
        self.fault.say(self._fault_words.at_length(error), "block")
        self.fault.show()

    def _go(self, place: object) -> None:
        self.accept()
        self.row_wanted.emit(place)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhật ký sửa bộ chỉ số"))
        self.title.setText(self.tr("Nhật ký sửa bộ chỉ số"))
        self.about.setText(
            self.tr("Ai sửa gì, lúc nào, từ gì thành gì, kể cả những bản sửa đã hoàn tất hoặc đã bỏ.")
        )
        self.list.setAccessibleName(self.tr("Nhật ký sửa bộ chỉ số, mới nhất trước"))
        self.nothing.say(self.tr("Chưa ai sửa bộ chỉ số này."))
        self.close_button.setText(self.tr("Đóng"))
        self._next_before = None
        self.list.rows_model.set_rows((), has_more=False)
        self._read()
