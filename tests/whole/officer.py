"""An officer who answers whatever the catalogue asks; what she types follows from the rules, not from codes.

Also keeps what she gave, so that the engine can be asked for the result of the very same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sitting import Sitting

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    InfoField,
    InfoRule,
    LevelsRule,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.rules import evaluate
from dti_desktop.ui.widgets.choices import ChoiceRow

YES_THEN_NO = (True, False)


@dataclass
class Officer:
    """What she has given so far."""

    catalogue: Catalogue
    answers: dict[str, dict[str, FieldValue]] = field(default_factory=dict)
    profile: dict[str, Decimal] = field(default_factory=dict)

    # -- the province profile --------------------------------------------------------------------------

    def fill_profile(self, sitting: Sitting) -> None:
        """Type every province figure, Enter after each."""
        for place, figure in enumerate(self.catalogue.profile):
            line = sitting.focus
            assert isinstance(line, QLineEdit), f"no field has the keyboard for {figure.key}"
            assert line.accessibleName() == figure.title.vi
            number = Decimal(1_197_823 - 41_111 * place) + (Decimal("0.5") if place == 0 else 0)
            sitting.type(written(number, place))
            self.profile[figure.key] = number
            sitting.press(Qt.Key.Key_Return)

    # -- one indicator ---------------------------------------------------------------------------------

    def answer(self, sitting: Sitting, code: str) -> None:
        """Answer the indicator that is shown, Enter between its fields but not after the last."""
        rule = self.catalogue.indicators[code].rule
        self.answers[code] = {}
        place = list(self.catalogue.indicators).index(code)
        steps = self._steps(sitting, code, rule, "", place)
        for number, _ in enumerate(steps):
            assert number < 20, f"no end of fields at {code}"

    def _steps(self, sitting: Sitting, code: str, rule: Rule, prefix: str, place: int) -> Iterator[None]:
        """Give one field after the other; Enter stands between two."""
        given = self.answers[code]
        match rule:
            case LevelsRule():
                choice = place % len(rule.levels)
                ids = [level.id for level in rule.levels]
                self._choose(sitting, choice, ids)
                given[f"{prefix}level"] = ids[choice]
                yield
            case InfoRule():
                for number, asked in enumerate(rule.fields):
                    if number:
                        sitting.press(Qt.Key.Key_Return)
                    given[prefix + asked.id] = self._inform(sitting, asked, place)
                    yield
            case CountRule():
                whole = rule.target.numerator // rule.target.denominator
                self._number(sitting, rule.value, Decimal(1 + whole * (place % 5) // 4), place, given, prefix)
                yield
            case RatioRule() | RateRule():
                base = self.profile.get(rule.denominator.profile or "")
                own_base = Decimal(1_250 + 75 * place) if base is None else None
                of = own_base if base is None else base
                assert of is not None
                numerator = (of * (place % 10 + 1) / 10).quantize(Decimal("0.1"))
                self._number(sitting, rule.numerator, numerator, place, given, prefix)
                yield
                sitting.press(Qt.Key.Key_Return)
                if own_base is None:
                    # What the province profile knows need not be typed again.
                    self._see_number(sitting, rule.denominator)
                else:
                    self._number(sitting, rule.denominator, own_base, place + 1, given, prefix)
                yield
            case PartsRule():
                for number, part in enumerate(rule.parts):
                    outcome = evaluate(rule, given, self.profile, prefix).derivation.parts[number]
                    if not outcome.is_asked:
                        continue
                    if number:
                        sitting.press(Qt.Key.Key_Return)
                    yield from self._steps(sitting, code, part.rule, f"{prefix}{part.id}.", place + number)

    # -- fields ----------------------------------------------------------------------------------------

    @staticmethod
    def _choose(sitting: Sitting, choice: int, ids: list[str]) -> None:
        row = sitting.focus
        assert isinstance(row, ChoiceRow), f"no choice has the keyboard, but {row!r}"
        assert row.choice.id in ids
        sitting.press(Qt.Key(Qt.Key.Key_1.value + choice))
        chosen = sitting.focus
        assert isinstance(chosen, ChoiceRow)
        assert chosen.isChecked()
        assert chosen.choice.id == ids[choice]

    def _inform(self, sitting: Sitting, asked: InfoField, place: int) -> FieldValue:
        if asked.type == "bool":
            choice = place % len(YES_THEN_NO)
            self._choose(sitting, choice, ["yes", "no"])
            return YES_THEN_NO[choice]
        ids = [choice.id for choice in asked.choices]
        self._choose(sitting, place % len(ids), ids)
        return ids[place % len(ids)]

    @staticmethod
    def _see_number(sitting: Sitting, quantity: Quantity) -> QLineEdit:
        line = sitting.focus
        assert isinstance(line, QLineEdit), f"no field has the keyboard for {quantity.label.vi}, but {line!r}"
        assert line.accessibleName() == quantity.label.vi
        return line

    def _number(
        self,
        sitting: Sitting,
        quantity: Quantity,
        number: Decimal,
        style: int,
        given: dict[str, FieldValue],
        prefix: str,
    ) -> None:
        line = self._see_number(sitting, quantity)
        text = written(number, style)
        sitting.type(text)
        assert line.text() == text, "what she typed was rewritten under her hands"
        given[prefix + quantity.id] = number


def written(number: Decimal, style: int) -> str:
    """Return a number as people here write it: plain digits, or grouped, with a comma before tenths."""
    text = f"{number:f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if style % 2:
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole
