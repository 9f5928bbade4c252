"""The inputs that fit a rule: levels, numbers, yes/no; and parts, each with inputs of its own.

An input is built for the *shape* of a rule and asked for one rule after the other, so that going from
indicator to indicator builds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Fields, FieldValue
from dti_desktop.engine.model import (
    CountRule,
    InfoField,
    InfoRule,
    LevelsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.rules import Outcome
from dti_desktop.ui.derivation_text import points_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.choice_input import ChoiceInput
from dti_desktop.ui.widgets.choices import Choice
from dti_desktop.ui.widgets.number_row import NumberRow

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Given:
    """What is known of the answer: its fields, the province figures, and texts that were left unread."""

    fields: Fields
    profile: Mapping[str, Decimal]
    draft: Callable[[str], str | None]


class RuleInput(QWidget):
    """Inputs of one rule. Field keys are those of the answer, prefix included (`used.a`)."""

    edited = Signal()
    """Something was typed, and more of it may come."""
    settled = Signal()
    """Something was chosen: there is nothing to wait for."""
    drafted = Signal(str, object)
    entered = Signal(str)
    profile_wanted = Signal(str)
    shared = Signal(str, object)

    def ask(self, rule: Rule, prefix: str, max_points: Fraction, language: str) -> None:
        """Ask for `rule`; its fields begin with `prefix`."""
        raise NotImplementedError

    def show_answer(self, given: Given) -> None:
        """Show what is known. Emits nothing."""
        raise NotImplementedError

    def fields(self) -> Iterator[tuple[str, FieldValue]]:
        """Yield the fields of the answer as it stands; an unread text counts as what was there before."""
        raise NotImplementedError

    def judge(self, outcome: Outcome) -> None:
        """Mark what the outcome finds wrong."""

    def stops(self) -> Iterator[tuple[str, QWidget]]:
        """Yield the fields with the widgets that take the keyboard, in order."""
        raise NotImplementedError

    def tab_stops(self) -> Iterator[QWidget]:
        """Yield everything that the Tab key stops at, in order.

        What hands the keyboard on to a part of itself is yielded itself: left behind in Qt's chain, it would
        lead Tab back to that part, and never out of the form.
        """
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read and copied only, or changed again."""
        raise NotImplementedError

    @property
    def has_unread(self) -> bool:
        """Whether a field holds a text that could not be read."""
        return False


class LevelsInput(RuleInput):
    """One of the levels of a rule, each with the points that it gives."""

    def __init__(self, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = "level"
        self._choice = ChoiceInput(compact=compact)
        self._choice.chosen.connect(lambda _choice: self.settled.emit())
        self._choice.entered.connect(lambda: self.entered.emit(self._key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._choice)

    def ask(self, rule: Rule, prefix: str, max_points: Fraction, language: str) -> None:
        assert isinstance(rule, LevelsRule)
        self._key = f"{prefix}level"
        choices = [
            Choice(level.id, level.label.in_language(language), points_of(level.share * max_points))
            for level in rule.levels
        ]
        self._choice.offer(choices, "")

    def show_answer(self, given: Given) -> None:
        chosen = given.fields.get(self._key)
        self._choice.set_chosen(chosen if isinstance(chosen, str) else None)

    def fields(self) -> Iterator[tuple[str, FieldValue]]:
        if self._choice.group.choice is not None:
            yield self._key, self._choice.group.choice

    def stops(self) -> Iterator[tuple[str, QWidget]]:
        yield self._key, self._choice.group

    def tab_stops(self) -> Iterator[QWidget]:
        yield from self._choice.tab_stops()

    def set_read_only(self, read_only: bool) -> None:
        self._choice.set_read_only(read_only)


class NumbersInput(RuleInput):
    """The one or two numbers of a ratio, a rate or a count."""

    def __init__(self, rows: int, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rows = [NumberRow(compact=compact) for _ in range(rows)]
        self._keys = [""] * rows
        self._stored: list[Decimal | None] = [None] * rows
        self._quantities: list[Quantity] = []
        for place, row in enumerate(self._rows):
            layout.addWidget(row)
            row.edited.connect(lambda number, place=place: self._take(place, number))
            row.drafted.connect(lambda text, place=place: self.drafted.emit(self._keys[place], text))
            row.entered.connect(lambda place=place: self.entered.emit(self._keys[place]))
            row.profile_wanted.connect(self.profile_wanted)
            row.shared.connect(self.shared)

    def ask(self, rule: Rule, prefix: str, max_points: Fraction, language: str) -> None:
        if isinstance(rule, CountRule):
            self._quantities = [rule.value]
        else:
            assert isinstance(rule, RatioRule | RateRule)
            self._quantities = [rule.numerator, rule.denominator]
        asked = list(zip(self._rows, self._quantities, strict=True))
        widest = max(row.unit_width(quantity, language) for row, quantity in asked)
        for row, quantity in asked:
            row.ask(quantity, language, widest)
        self._keys = [prefix + quantity.id for quantity in self._quantities]

    def show_answer(self, given: Given) -> None:
        for place, (row, key, quantity) in enumerate(
            zip(self._rows, self._keys, self._quantities, strict=True)
        ):
            value = given.fields.get(key)
            own = value if isinstance(value, Decimal) else None
            self._stored[place] = own
            figure = given.profile.get(quantity.profile) if quantity.profile is not None else None
            row.show_number(own, figure, given.draft(key))

    def fields(self) -> Iterator[tuple[str, FieldValue]]:
        for key, number in zip(self._keys, self._stored, strict=True):
            if number is not None:
                yield key, number

    def judge(self, outcome: Outcome) -> None:
        reason = outcome.derivation.reason if outcome.state == "invalid" else None
        faulty = {"numerator-above-denominator": 0, "denominator-zero": 1}.get(reason or "")
        for place, row in enumerate(self._rows):
            row.mark(place == faulty)

    def stops(self) -> Iterator[tuple[str, QWidget]]:
        for key, row in zip(self._keys, self._rows, strict=True):
            yield key, row.field.line

    def tab_stops(self) -> Iterator[QWidget]:
        yield from self._rows

    def set_read_only(self, read_only: bool) -> None:
        for row in self._rows:
            row.set_read_only(read_only)

    @property
    def has_unread(self) -> bool:
        return any(row.is_unread for row in self._rows)

    def _take(self, place: int, number: Decimal | None) -> None:
        self._stored[place] = number
        self.edited.emit()


class InfoInput(Retranslated, RuleInput):
    """What is collected without being scored: yes or no, or one of a few."""

    def __init__(self, fields: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[InfoField, ...] = ()
        self._prefix = ""
        self._language = "vi"
        self._choices = [ChoiceInput(compact=True) for _ in range(fields)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for place, choice in enumerate(self._choices):
            choice.chosen.connect(lambda _choice: self.settled.emit())
            choice.entered.connect(lambda place=place: self._enter(place))
            layout.addWidget(choice)

    def ask(self, rule: Rule, prefix: str, max_points: Fraction, language: str) -> None:
        assert isinstance(rule, InfoRule)
        self._asked, self._prefix, self._language = rule.fields, prefix, language
        self.retranslate()

    def retranslate(self) -> None:
        for choice, field in zip(self._choices, self._asked, strict=False):
            label = field.label.in_language(self._language)
            if field.type == "bool":
                offered = [Choice(YES, self.tr("Có")), Choice(NO, self.tr("Không"))]
            else:
                offered = [_capitalised(c.id, c.label.in_language(self._language)) for c in field.choices]
            choice.offer(offered, label, label)

    def show_answer(self, given: Given) -> None:
        for choice, field in zip(self._choices, self._asked, strict=True):
            value = given.fields.get(self._prefix + field.id)
            if isinstance(value, bool):
                value = YES if value else NO
            choice.set_chosen(value if isinstance(value, str) else None)

    def fields(self) -> Iterator[tuple[str, FieldValue]]:
        for choice, field in zip(self._choices, self._asked, strict=True):
            chosen = choice.group.choice
            if chosen is not None:
                yield self._prefix + field.id, (chosen == YES) if field.type == "bool" else chosen

    def stops(self) -> Iterator[tuple[str, QWidget]]:
        for choice, field in zip(self._choices, self._asked, strict=True):
            yield self._prefix + field.id, choice.group

    def tab_stops(self) -> Iterator[QWidget]:
        for choice in self._choices:
            yield from choice.tab_stops()

    def set_read_only(self, read_only: bool) -> None:
        for choice in self._choices:
            choice.set_read_only(read_only)

    def _enter(self, place: int) -> None:
        self.entered.emit(self._prefix + self._asked[place].id)


def _capitalised(choice_id: str, label: str) -> Choice:
    return Choice(choice_id, label[:1].upper() + label[1:])
