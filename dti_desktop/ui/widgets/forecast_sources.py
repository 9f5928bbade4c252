"""What makes the forecast uncertain: three switches, and the office's chance of acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dti_desktop.engine.forecast import Sources
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.forecasting import SOURCES, Prospect
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import many_ranked
from dti_desktop.ui.forecast_text import ranks_text
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.numbers_text import Reading
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.percent_table import percent_text, share_of
from dti_desktop.ui.widgets.source_switch import SourceSwitch
from dti_desktop.ui.widgets.surfaces import Card, Hairline

_FIELD_WIDTH = 72
_HUNDRED = Decimal(100)


class ForecastSources(Retranslated, Card):
    """`switched` when a source was turned on or off; `chance_given(Decimal | None)` for all rows."""

    switched = Signal()
    chance_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(weight=Weight.DemiBold)
        self._alone = ElidedLabel(size="small", tone="muted")
        self._alone.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.switches = {name: SourceSwitch() for name in SOURCES}
        self._chance_name = Label()
        self.chance = NumberField(unit="%")
        self.chance.line.setFixedWidth(_FIELD_WIDTH)
        self._default = Fraction(0)
        self._are_rivals_known = False
        self._catalogue: Catalogue | None = None
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._alone, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        below.addWidget(self._chance_name)
        below.addStretch(1)
        below.addWidget(self.chance)
        self.body.setContentsMargins(18, 10, 18, 10)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        for switch in self.switches.values():
            self.body.addWidget(switch)
            switch.switched.connect(lambda _on: self.switched.emit())
        self.body.addSpacing(2)
        self.body.addWidget(Hairline())
        self.body.addSpacing(2)
        self.body.addLayout(below)
        self.body.addStretch(1)
        self.chance.edited.connect(self._read)
        self.retranslate()

    @property
    def sources(self) -> Sources:
        """Which sources are drawn."""
        return Sources(**{name: switch.box.isChecked() for name, switch in self.switches.items()})

    def show_prospect(self, prospect: Prospect, catalogue: Catalogue) -> None:
        """Show what each source causes alone. Published rivals are facts: nothing is left to switch."""
        self._are_rivals_known = prospect.rivals_are_facts
        self._catalogue = catalogue
        self._say_sources()
        for name, switch in self.switches.items():
            alone = prospect.by_source.get(name)
            is_fact = name == "rivals" and prospect.rivals_are_facts
            switch.box.setEnabled(not is_fact)
            if is_fact:
                switch.set_interval(self.tr("đã biết"))
            else:
                overall = None if alone is None else alone.overall
                switch.set_interval("–" if overall is None else ranks_text(*overall.interval))

    def show_chance(self, given: Decimal | None, default: Fraction) -> None:
        """Show the chance that holds for all rows, and what counts while the field is empty."""
        self._default = default
        self.chance.set_number(None if given is None else given * _HUNDRED)
        self.chance.set_placeholder(Decimal(default.numerator * 100) / Decimal(default.denominator))
        self._name_chance()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Nguồn bất định"))
        self._alone.setText(self.tr("hạng nếu chỉ có nguồn này"))
        self._say_sources()
        self._chance_name.setText(self.tr("Khả năng được chấp nhận"))
        self._name_chance()

    def _say_sources(self) -> None:
        for name, (title, sentence) in self._words().items():
            self.switches[name].say(title, sentence)

    def _name_chance(self) -> None:
        self.chance.set_name(
            self.tr("Khả năng điểm chưa có minh chứng được chấp nhận; để trống: {default}").format(
                default=percent_text(self._default)
            )
        )

    def _words(self) -> Mapping[str, tuple[str, str]]:
        units = "" if self._catalogue is None else many_ranked(self._catalogue)
        return {
            "rivals": (
                self.tr("Các {units} khác").format(units=units),
                self.tr("Đã công bố, không còn bất định.")
                if self._are_rivals_known
                else self.tr("Chưa công bố; suy từ các năm trước."),
            ),
            "evidence": (
                self.tr("Công nhận minh chứng"),
                self.tr("Điểm chưa có minh chứng có thể bị cắt."),
            ),
            "ministry": (
                self.tr("Số liệu do cơ quan chủ trì đo"),
                self.tr("Cơ quan chủ trì có thể đo khác số đã nhập."),
            ),
        }

    def _read(self, reading: Reading) -> None:
        if reading.fault is not None:
            return
        try:
            share = share_of(reading.number)
        except ValueError:
            self.chance.set_message(self.tr("Từ 0 đến 100, nhiều nhất 4 số lẻ"), "block")
            return
        self.chance.set_message("")
        self.chance_given.emit(share)
