"""The scenarios that are kept: which of them are compared, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Scenario
from dti_desktop.services.whatif import MOST_COMPARED
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.clear_scroll import clear_scroll
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, set_plain_tooltip
from dti_desktop.ui.widgets.surfaces import Card

OPEN, RENAME, COPY, DELETE = "open", "rename", "copy", "delete"


class _ScenarioLine(Retranslated, QWidget):
    """A tick, the name with how much differs, and a menu."""

    ticked = Signal(str, bool)
    acted = Signal(str, str)

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario
        self.tick = CheckBox()
        self.name = ElidedLabel(weight=Weight.Medium)
        self.remark = Label(size="small", tone="muted")
        self.more = IconButton("ellipsis-vertical")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self._acts = {act: self.menu.addAction("") for act in (OPEN, RENAME, COPY, DELETE)}
        for act, action in self._acts.items():
            action.triggered.connect(lambda _on=False, act=act: self.acted.emit(act, self.scenario.id))
        self.tick.toggled.connect(lambda on: self.ticked.emit(self.scenario.id, on))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.tick)
        row.addLayout(words, 1)
        row.addWidget(self.more)
        self.retranslate()

    def retranslate(self) -> None:
        scenario = self.scenario
        self.name.setText(scenario.name)
        count = len(scenario.answers) + len(scenario.profile)
        self.remark.setText(self.tr("{count} thay đổi").format(count=count))
        self.tick.setAccessibleName(self.tr("So sánh kịch bản {name}").format(name=scenario.name))
        self.more.set_name(self.tr("Thao tác với kịch bản {name}").format(name=scenario.name))
        self._acts[OPEN].setText(self.tr("Mở để thử tiếp"))
        self._acts[RENAME].setText(self.tr("Đổi tên…"))
        self._acts[COPY].setText(self.tr("Tạo bản sao"))
        self._acts[DELETE].setText(self.tr("Xóa"))


class ScenarioList(Retranslated, Card):
    """`compared_changed` when another set is ticked; `acted(act, id)` with one of the acts above."""

    compared_changed = Signal()
    acted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, _ScenarioLine] = {}
        self._compared: list[str] | None = None
        self._title = Label(weight=Weight.DemiBold)
        self._note = Label(size="small", tone="muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID)
        scroll = clear_scroll(self._column)
        self.body.setContentsMargins(16, 10, 8, 8)
        self.body.addWidget(self._title)
        self.body.addWidget(self._note)
        self.body.addWidget(scroll, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Kịch bản đã lưu"))
        self._note.setText(self.tr("Chọn tối đa {most} để so sánh").format(most=MOST_COMPARED))

    @property
    def compared(self) -> list[str]:
        """The ids of what is compared, in the order of the list."""
        return [id_ for id_, line in self.lines.items() if line.tick.isChecked()]

    def show_scenarios(self, scenarios: Sequence[Scenario]) -> None:
        """List these; what was ticked stays ticked, at first the first ones are."""
        kept = self._compared
        if kept is None:
            kept = [scenario.id for scenario in scenarios]
        known = set(self.lines)
        if [line.scenario for line in self.lines.values()] != list(scenarios):
            for line in self.lines.values():
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self.lines = {}
            for scenario in scenarios:
                line = _ScenarioLine(scenario)
                line.ticked.connect(self._tick)
                line.acted.connect(self.acted)
                self.lines[scenario.id] = line
                self._column.addWidget(line)
            # What is new is to be seen, as long as there is room.
            if known:
                kept = [*kept, *(s.id for s in scenarios if s.id not in known and s.id not in kept)]
        chosen = [scenario.id for scenario in scenarios if scenario.id in kept][:MOST_COMPARED]
        for id_, line in self.lines.items():
            line.tick.blockSignals(True)
            line.tick.setChecked(id_ in chosen)
            line.tick.blockSignals(False)
        self._limit()

    def forget(self) -> None:
        """Another assessment is open: its first scenarios are compared."""
        self._compared = None
        self.show_scenarios(())

    def _tick(self, _id: str, _on: bool) -> None:
        self._compared = self.compared
        self._limit()
        self.compared_changed.emit()

    def _limit(self) -> None:
        is_full = len(self.compared) >= MOST_COMPARED
        for line in self.lines.values():
            line.tick.setEnabled(line.tick.isChecked() or not is_full)
            hint = self.tr("Bỏ bớt một kịch bản để chọn kịch bản này") if not line.tick.isEnabled() else ""
            set_plain_tooltip(line.tick, hint)
