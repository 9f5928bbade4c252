"""The parts of a rule, each with its own inputs and what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.model import Part, PartsRule, Rule
from dti_desktop.engine.rules import Outcome, PartOutcome
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.derivation_text import points_out_of, short_steps
from dti_desktop.ui.format import NO_BREAK_SPACE
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import Label, Tone, Weight, WrapLabel
from dti_desktop.ui.widgets.rule_inputs import Given, RuleInput
from dti_desktop.ui.widgets.surfaces import Hairline


class PartSection(Retranslated, QWidget):
    """One part: its name and its points, its inputs, and why it is not asked when it is not."""

    def __init__(self, inputs: RuleInput, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inputs = inputs
        self._part: Part | None = None
        self._outcome: PartOutcome | None = None
        self._gate_label = ""
        self._max_points = Fraction(0)
        self._language = "vi"
        self._title = WrapLabel(weight=Weight.DemiBold)
        self._steps = Label(size="small", tone="muted")
        self._points = Label(size="small", weight=Weight.Medium, tone="secondary")
        self._remark = WrapLabel(size="small", tone="muted", characters=110)
        self._remark.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._title, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        head.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._points, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        if not first:
            layout.addSpacing(theme.HALF)
            layout.addWidget(Hairline())
            layout.addSpacing(theme.HALF)
        layout.addLayout(head)
        layout.addWidget(self._remark)
        layout.addWidget(inputs)

    def ask(self, part: Part, prefix: str, max_points: Fraction, language: str, gate_label: str) -> None:
        """Ask for `part`; `gate_label` names the part that closes this one."""
        self._part, self._language, self._gate_label = part, language, gate_label
        self._max_points = max_points * part.share
        self._outcome = None
        self._title.setText(part.label.in_language(language))
        self.inputs.ask(part.rule, f"{prefix}{part.id}.", self._max_points, language)

    def judge(self, outcome: PartOutcome) -> None:
        """Show what the part gives, or that it is not asked."""
        self._outcome = outcome
        self.inputs.judge(outcome.outcome)
        if self.inputs.isEnabled() != outcome.is_asked:
            self.inputs.setEnabled(outcome.is_asked)
        self._title.setEnabled(outcome.is_asked)
        self.retranslate()

    def retranslate(self) -> None:
        if self._outcome is None or self._part is None:
            return
        asked, inner = self._outcome.is_asked, self._outcome.outcome
        line = short_steps(self._part.rule, inner, self._language)
        is_remark = line.tone in ("warn", "block")
        self._steps.setText("" if is_remark else line.text)
        self._steps.setVisible(asked and bool(self._steps.text()))
        if not asked:
            closed = self.tr("Chưa xét vì “{gate}” được 0 điểm. Câu trả lời đã nhập vẫn được giữ.")
            self._say(closed.format(gate=self._gate_label), "muted")
        else:
            self._say(line.text if is_remark else "", line.tone)
        counted = asked and inner.state == "answered"
        points = formats.current().number(inner.share * self._max_points, 2) if counted else "–"
        self._points.setText(f"{points} {points_out_of(self._max_points)}".replace(" ", NO_BREAK_SPACE))

    def _say(self, text: str, tone: Tone) -> None:
        self._remark.setText(text)
        self._remark.set_tone(tone)
        self._remark.setVisible(bool(text))


class PartsInput(RuleInput):
    """All parts of a rule, one under the other."""

    def __init__(self, inputs: list[RuleInput], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        self._sections = []
        for place, inner in enumerate(inputs):
            section = PartSection(inner, first=place == 0)
            self._sections.append(section)
            layout.addWidget(section)
            inner.edited.connect(self.edited)
            inner.settled.connect(self.settled)
            inner.drafted.connect(self.drafted)
            inner.entered.connect(self.entered)
            inner.profile_wanted.connect(self.profile_wanted)
            inner.shared.connect(self.shared)

    def ask(self, rule: Rule, prefix: str, max_points: Fraction, language: str) -> None:
        assert isinstance(rule, PartsRule)
        gate = next((part for part in rule.parts if part.id == rule.gate), None)
        gate_label = "" if gate is None else gate.label.in_language(language)
        for section, part in zip(self._sections, rule.parts, strict=True):
            section.ask(part, prefix, max_points, language, gate_label)

    def show_answer(self, given: Given) -> None:
        for section in self._sections:
            section.inputs.show_answer(given)

    def fields(self) -> Iterator[tuple[str, FieldValue]]:
        for section in self._sections:
            yield from section.inputs.fields()

    def judge(self, outcome: Outcome) -> None:
        for section, part in zip(self._sections, outcome.derivation.parts, strict=True):
            section.judge(part)

    def stops(self) -> Iterator[tuple[str, QWidget]]:
        for section in self._sections:
            yield from section.inputs.stops()

    def tab_stops(self) -> Iterator[QWidget]:
        for section in self._sections:
            yield from section.inputs.tab_stops()

    def set_read_only(self, read_only: bool) -> None:
        for section in self._sections:
            section.inputs.set_read_only(read_only)

    @property
    def has_unread(self) -> bool:
        return any(section.inputs.has_unread for section in self._sections)
