"""A field for a day, typed as dd/mm/yyyy, with a calendar for those who prefer to point."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.dates_text import DateReading, read_date
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.fields import mark_fault
from dti_desktop.ui.widgets.typed_value import TypedValueField


class DateField(TypedValueField):
    """A day. What was typed as `3/6/22` is shown as `03/06/2022` once the keyboard leaves."""

    def __init__(self, name: str = "", *, calendar: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(DateReading(), theme.HALF, parent)
        self._button = IconButton("calendar") if calendar else None
        if self._button is not None:
            self._button.clicked.connect(self._open_calendar)
            self._across.addWidget(self._button)
        self._across.addStretch(1)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)
        self.set_name(name)
        self.retranslate()

    @property
    def reading(self) -> DateReading:
        """How what stands in the field is read."""
        read: DateReading = self._reading
        return read

    @property
    def day(self) -> date | None:
        """The day that stands in the field; None for none and for a fault."""
        return self.reading.day

    def set_day(self, day: date | None) -> None:
        """Show a stored day. Emits nothing.

        A field that says so already, or in which newer letters wait for their commit, is left alone.
        """
        self._show_stored(day, DateReading(day))

    def set_read_only(self, read_only: bool) -> None:
        """Let the day be read and copied only."""
        super().set_read_only(read_only)
        if self._button is not None:
            self._button.setVisible(not read_only)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("28/03/2022"))
        if self._button is not None:
            self._button.set_name(self.tr("Chọn ngày trên lịch"))
        self._explain()

    def _typed(self, text: str) -> None:
        self._reading = read_date(text)
        self._clock.typed()
        # Half a date is not a mistake yet: she is told when she leaves it like that.
        if self._reading.fault is None:
            self._explain()
        self.edited.emit(self._reading)

    def _leave(self) -> None:
        self.flush()
        self._explain()
        if self._reading.fault is None:
            self.line.setText(self._shown())

    def _shown(self) -> str:
        return "" if self._reading.day is None else formats.current().date(self._reading.day)

    def _explain(self) -> None:
        fault = self._reading.fault is not None
        text = self.tr("Chưa phải là một ngày. Ví dụ: 03/06/2022") if fault else ""
        self._show_message(text, "block")
        mark_fault(self.line, fault)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("kind", "card")
        calendar = QCalendarWidget(popup)
        calendar.setLocale(QLocale())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(theme.current().colours.q("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Red is for what blocks.
            calendar.setWeekdayTextFormat(weekday, plain)
        if self._reading.day is not None:
            day = self._reading.day
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(lambda day: self._choose(day, popup))
        calendar.clicked.connect(lambda day: self._choose(day, popup))
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.line.height() + theme.HALF)))
        popup.show()
        calendar.setFocus()

    def _choose(self, day: QDate, popup: QWidget) -> None:
        popup.close()
        self._reading = DateReading(date(day.year(), day.month(), day.day()))
        self.line.setText(self._shown())
        self._explain()
        self.edited.emit(self._reading)
        self._clock.forget()
        self._commit()
        self.line.setFocus()
