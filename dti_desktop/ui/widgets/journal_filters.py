"""What of the journal is shown: indicators by their words, a person, a kind, a range of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.model import Catalogue
from dti_desktop.services.journal import KINDS, Wanted
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.sidebar_search import CatalogueSearch, Hit
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.date_field import DateField
from dti_desktop.ui.widgets.labels import Label
from dti_desktop.ui.widgets.search_field import SearchField

_TYPING_PAUSE_MS = 250
_NARROW_BELOW, _NARROW_LETTERS = 760, 9


class CodeSearch(SearchField):
    """Searches the journal by indicator, and says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(shortcut="find", parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Chỉ số, ví dụ 4.1"))
        self.setAccessibleName(self.tr("Lọc nhật ký theo chỉ số"))


class DayField(DateField):
    """A day that may be left open: then every day is wanted."""

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(self.tr("mọi ngày"))


class JournalFilters(Retranslated, QWidget):
    """`changed` when something else is wanted. While she types in the search it waits for a pause."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._search_of: tuple[tuple[str, str], CatalogueSearch] | None = None
        self.search = CodeSearch()
        self.person = ComboBox()
        self.kind = ComboBox()
        self._from, self._until = Label(tone="secondary"), Label(tone="secondary")
        self.first_day, self.last_day = DayField(), DayField()
        self.reset_button = LinkButton()
        self._lay_out()
        self._leave_room(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.chosen.connect(self._tell)
        for combo in (self.person, self.kind):
            combo.currentIndexChanged.connect(lambda _place: self._tell())
        for field in (self.first_day, self.last_day):
            field.committed.connect(lambda _day: self._tell())
        self.reset_button.clicked.connect(self.reset)
        self.retranslate()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.GRID)
        above.addWidget(self.search, 1)
        above.addWidget(self.person)
        above.addWidget(self.kind)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        for widget in (self._from, self.first_day, self._until, self.last_day):
            below.addWidget(widget)
        below.addStretch(1)
        below.addWidget(self.reset_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(above)
        layout.addLayout(below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room(self.width() < _NARROW_BELOW)

    def _leave_room(self, is_narrow: bool) -> None:
        """Leave the search room for what it is for, however long names are."""
        for combo, letters in ((self.person, 16), (self.kind, 14)):
            policy = ComboBox.SizeAdjustPolicy
            combo.setSizeAdjustPolicy(
                policy.AdjustToMinimumContentsLengthWithIcon
                if is_narrow
                else policy.AdjustToContentsOnFirstShow
            )
            combo.setMinimumContentsLength(_NARROW_LETTERS if is_narrow else letters)

    @property
    def wanted(self) -> Wanted:
        """What is wanted now."""
        first, last = self.first_day.day, self.last_day.day
        return Wanted(
            who=self.person.currentData(),
            codes=self._codes(),
            kind=self.kind.currentData(),
            first_day=first,
            last_day=last,
        )

    def _codes(self) -> frozenset[str] | None:
        assessment = self._context.session.assessment
        text = self.search.text().strip()
        if assessment is None or not text:
            return None
        if text in assessment.catalogue.indicators:
            return frozenset({text})
        return frozenset(hit.code for hit in self._found(assessment.catalogue, text))

    def _found(self, catalogue: Catalogue, text: str) -> Sequence[Hit]:
        language = self._context.language.current
        key = (catalogue.digest, language)
        if self._search_of is None or self._search_of[0] != key:
            self._search_of = key, CatalogueSearch(catalogue, language)
        return self._search_of[1].find(text)

    def show_code(self, code: str) -> None:
        """Want one indicator, everything else as it comes."""
        self.reset()
        self.search.setText(code)
        self._tell()

    def show_days(self, first: date | None, last: date | None) -> None:
        """Want a range of days."""
        self.first_day.set_day(first)
        self.last_day.set_day(last)
        self._tell()

    def offer_persons(self, persons: Sequence[str]) -> None:
        """Offer these persons to choose from; the one that is wanted stays."""
        kept = self.person.currentData()
        offered = [*persons] if kept is None or kept in persons else [*persons, kept]
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(self.tr("Mọi người"), None)
        for person in offered:
            self.person.addItem(person, person)
        self.person.setCurrentIndex(max(0, self.person.findData(kept)))
        self.person.blockSignals(False)

    def reset(self) -> None:
        """Want everything."""
        if self.wanted.is_everything and not self.search.text():
            return
        for widget in (self.search, self.person, self.kind):
            widget.blockSignals(True)
        self.search.clear()
        self.person.setCurrentIndex(0)
        self.kind.setCurrentIndex(0)
        for widget in (self.search, self.person, self.kind):
            widget.blockSignals(False)
        self.first_day.set_day(None)
        self.last_day.set_day(None)
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.reset_button.setVisible(not self.wanted.is_everything)
        self.changed.emit()

    def retranslate(self) -> None:
        self._from.setText(self.tr("Từ ngày"))
        self._until.setText(self.tr("đến ngày"))
        self.first_day.set_name(self.tr("Từ ngày"))
        self.last_day.set_name(self.tr("Đến ngày"))
        self.reset_button.setText(self.tr("Bỏ lọc"))
        self.reset_button.setVisible(not self.wanted.is_everything)
        self.person.setAccessibleName(self.tr("Lọc nhật ký theo người"))
        self.kind.setAccessibleName(self.tr("Lọc nhật ký theo loại"))
        if self.person.count():
            self.person.setItemText(0, self.tr("Mọi người"))
        else:
            self.offer_persons(())
        titles = {
            "answers": self.tr("Câu trả lời, số liệu"),
            "evidence": self.tr("Minh chứng"),
            "texts": self.tr("Giải trình, ghi chú"),
            "plans": self.tr("Ước tính, kịch bản"),
            "review": self.tr("Rà soát, phân công"),
            "events": self.tr("Sự kiện"),
        }
        kept = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(self.tr("Mọi loại"), None)
        for kind in KINDS:
            self.kind.addItem(titles[kind], kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kept)))
        self.kind.blockSignals(False)
