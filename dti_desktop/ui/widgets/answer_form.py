"""The answer to one indicator: the inputs that fit its rule, reused from indicator to indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Fields
from dti_desktop.engine.model import CountRule, Indicator, InfoRule, LevelsRule, PartsRule, Rule
from dti_desktop.engine.rules import Outcome
from dti_desktop.ui.widgets.parts_input import PartsInput
from dti_desktop.ui.widgets.rule_inputs import Given, InfoInput, LevelsInput, NumbersInput, RuleInput

Shape = tuple[object, ...]


def shape_of(rule: Rule) -> Shape:
    """Return what decides which inputs a rule needs: rules of one shape share them."""
    match rule:
        case LevelsRule():
            return ("levels",)
        case CountRule():
            return ("numbers", 1)
        case InfoRule():
            return ("info", len(rule.fields))
        case PartsRule():
            return ("parts", *(shape_of(part.rule) for part in rule.parts))
        case _:
            return ("numbers", 2)


def _build(rule: Rule, *, compact: bool = False) -> RuleInput:
    match rule:
        case LevelsRule():
            return LevelsInput(compact=compact)
        case CountRule():
            return NumbersInput(1, compact=compact)
        case InfoRule():
            return InfoInput(len(rule.fields))
        case PartsRule():
            return PartsInput([_build(part.rule, compact=True) for part in rule.parts])
        case _:
            return NumbersInput(2, compact=compact)


class AnswerForm(QWidget):
    """The inputs of the indicator that is asked.

    `edited(dict)` gives the whole answer at every edit of a person's that can be read; `drafted(field,
    text | None)` a text that cannot, or that there is none any more; `finished` Enter in the last field.
    """

    edited = Signal(dict)
    settled = Signal(dict)
    """The whole answer, once something was chosen."""
    entered = Signal()
    """Enter was pressed behind what was typed."""
    drafted = Signal(str, object)
    finished = Signal()
    profile_wanted = Signal(str)
    shared = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inputs: dict[Shape, RuleInput] = {}
        self._shown: RuleInput | None = None
        self._is_read_only = False

    def ask(self, indicator: Indicator, language: str) -> None:
        """Show the inputs of `indicator`, empty; `show_answer` follows."""
        shape = shape_of(indicator.rule)
        wanted = self._inputs.get(shape)
        if wanted is None:
            wanted = self._inputs[shape] = _build(indicator.rule)
            wanted.edited.connect(self._on_edited)
            wanted.settled.connect(self._on_settled)
            wanted.drafted.connect(self.drafted)
            wanted.entered.connect(self._on_entered)
            wanted.profile_wanted.connect(self.profile_wanted)
            wanted.shared.connect(self.shared)
            for line in wanted.findChildren(QLineEdit):
                # A file that is dropped here is evidence, not a path to type.
                line.setAcceptDrops(False)
            self._layout.addWidget(wanted)
        wanted.ask(indicator.rule, "", indicator.max_points, language)
        wanted.set_read_only(self._is_read_only)
        if wanted is not self._shown:
            if self._shown is not None:
                self._shown.hide()
            self._shown = wanted
            wanted.show()

    def forget(self) -> None:
        """Build the inputs anew when they are next asked for: another assessment is open."""
        for inputs in self._inputs.values():
            inputs.hide()
            inputs.deleteLater()
        self._inputs.clear()
        self._shown = None

    def show_answer(
        self, fields: Fields, profile: Mapping[str, Decimal], draft: Callable[[str], str | None]
    ) -> None:
        """Show what is known of the answer. Emits nothing, and leaves half-typed text alone."""
        if self._shown is not None:
            self._shown.show_answer(Given(fields, profile, draft))

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read and copied only, or changed again."""
        if read_only != self._is_read_only:
            self._is_read_only = read_only
            if self._shown is not None:
                self._shown.set_read_only(read_only)

    def judge(self, outcome: Outcome) -> None:
        """Mark what the outcome finds wrong."""
        if self._shown is not None:
            self._shown.judge(outcome)

    @property
    def has_unread(self) -> bool:
        """Whether a field holds a text that could not be read."""
        return self._shown is not None and self._shown.has_unread

    def tab_stops(self) -> list[QWidget]:
        """Return everything in the form that the Tab key stops at, in order."""
        return [] if self._shown is None else list(self._shown.tab_stops())

    def focus(self, field: str | None) -> bool:
        """Put the keyboard into `field`, or into the first one. Returns whether there is such a field."""
        if self._shown is None:
            return False
        stops = list(self._shown.stops())
        wanted = next((w for key, w in stops if field is None or key == field), None)
        if wanted is None and field is not None:
            # A finding names the part; its first field is meant.
            wanted = next((w for key, w in stops if key.startswith(f"{field}.")), None)
        if wanted is None:
            return False
        _take_keyboard(wanted)
        return True

    def _on_edited(self) -> None:
        assert self._shown is not None
        self.edited.emit(dict(self._shown.fields()))

    def _on_settled(self) -> None:
        assert self._shown is not None
        self.settled.emit(dict(self._shown.fields()))

    def _on_entered(self, field: str) -> None:
        assert self._shown is not None
        self.entered.emit()
        stops = [(key, w) for key, w in self._shown.stops() if w.isEnabled()]
        keys = [key for key, _ in stops]
        place = keys.index(field) + 1 if field in keys else len(keys)
        if place < len(stops):
            _take_keyboard(stops[place][1])
        else:
            self.finished.emit()


def _take_keyboard(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(widget, QLineEdit):
        widget.end(False)
