"""One row of a what-if: what it is, what it gives now and then, its inputs, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.model import (
    CountRule,
    Indicator,
    InfoRule,
    LevelsRule,
    PartsRule,
    ProfileField,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.rules import Outcome
from dti_desktop.engine.scoring import IndicatorScore
from dti_desktop.services.number_scale import Known, scale_for_answer, scale_for_figure
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.derivation_text import points_of, short_steps
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.choices import Choice
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.surfaces import Hairline
from dti_desktop.ui.widgets.whatif_inputs import ListChoice, NumberInput

YES, NO = "yes", "no"

Draft = Callable[[str], str | None]
"""The text that was left unread in a field."""


class WhatIfRow(Retranslated, QWidget):
    """Head and inputs. `reset` takes back what was changed, `removed` the row as well.

    `drafted(field, text | None)` as the inputs tell.
    """

    reset_wanted = Signal()
    removed = Signal()
    drafted = Signal(str, object)

    def __init__(self, mark: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = Label(mark, tone="muted", weight=Weight.Medium)
        self._code.setMinimumWidth(34)
        self.title = ElidedLabel(weight=Weight.DemiBold)
        self.change = Label(tone="secondary")
        self.reset = IconButton("rotate-ccw", size=14)
        self.remove = IconButton("x", size=14)
        self.remark = WrapLabel(size="small", tone="muted", characters=110)
        self.remark.hide()
        self.reset.clicked.connect(self.reset_wanted)
        self.remove.clicked.connect(self.removed)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._code)
        head.addWidget(self.title, 1)
        head.addWidget(self.change)
        head.addWidget(self.reset)
        head.addWidget(self.remove)
        self.inputs = QVBoxLayout()
        self.inputs.setContentsMargins(42, 0, 0, 0)
        self.inputs.setSpacing(theme.HALF)
        said = QVBoxLayout()
        said.setContentsMargins(42, 0, 0, 0)
        said.addWidget(self.remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(head)
        layout.addLayout(self.inputs)
        layout.addLayout(said)
        layout.addSpacing(theme.HALF)
        layout.addWidget(Hairline())

    def set_title(self, title: str) -> None:
        """Say what the row is about."""
        self.title.setText(title)
        self.setAccessibleName(f"{self._code.text()} {title}".strip())
        self.retranslate()

    def retranslate(self) -> None:
        title = self.title.text()
        self.reset.set_name(self.tr("Đặt lại như bản chính: {title}").format(title=title))
        self.remove.set_name(self.tr("Bỏ khỏi giả định: {title}").format(title=title))

    def focus(self) -> None:
        """Put the keyboard into the first input."""
        raise NotImplementedError

    def _say(self, text: str, tone: str = "muted") -> None:
        self.remark.setText(text)
        self.remark.set_tone("block" if tone == "block" else "warn" if tone == "warn" else "muted")
        self.remark.setVisible(bool(text))


@dataclass(frozen=True)
class _Asked:
    """One field of an answer with its input. `part` is the path of the part that it belongs to."""

    key: str
    rule: Rule
    prefix: str
    quantity: Quantity | None
    input: ListChoice | NumberInput
    is_yes_or_no: bool = False


class AnswerRow(WhatIfRow):
    """The answer of a sub-indicator. `edited(dict)` gives the whole answer at every edit."""

    edited = Signal(dict)

    def __init__(self, indicator: Indicator, language: str, parent: QWidget | None = None) -> None:
        super().__init__(indicator.code, parent)
        self.indicator = indicator
        self._language = language
        self._fields: dict[str, FieldValue] = {}
        self.asked = list(self._ask(indicator.rule, "", "", indicator.max_points))
        self.set_title(indicator.short.in_language(language))

    def focus(self) -> None:
        first = self.asked[0].input
        (first.combo if isinstance(first, ListChoice) else first.field.line).setFocus()

    def _ask(self, rule: Rule, prefix: str, label: str, max_points: Fraction) -> Iterator[_Asked]:
        language = self._language
        match rule:
            case LevelsRule():
                choices = [
                    Choice(level.id, level.label.in_language(language), points_of(level.share * max_points))
                    for level in rule.levels
                ]
                name = label or self.indicator.short.in_language(language)
                yield self._choose(f"{prefix}level", rule, prefix, label, choices, name)
            case CountRule():
                yield self._count(rule, prefix, rule.value)
            case RatioRule() | RateRule():
                yield self._count(rule, prefix, rule.numerator)
                yield self._count(rule, prefix, rule.denominator)
            case InfoRule():
                for field in rule.fields:
                    said = field.label.in_language(language)
                    is_bool = field.type == "bool"
                    choices = [Choice(c.id, c.label.in_language(language)) for c in field.choices]
                    if is_bool:
                        choices = [Choice(YES, self.tr("Có")), Choice(NO, self.tr("Không"))]
                    yield self._choose(f"{prefix}{field.id}", rule, prefix, said, choices, said, is_bool)
            case PartsRule():
                for part in rule.parts:
                    said = part.label.in_language(language)
                    if not isinstance(part.rule, LevelsRule):
                        self.inputs.addWidget(WrapLabel(said, size="small", tone="muted"))
                    yield from self._ask(part.rule, f"{prefix}{part.id}.", said, max_points * part.share)

    def _choose(
        self,
        key: str,
        rule: Rule,
        prefix: str,
        label: str,
        choices: list[Choice],
        name: str,
        is_bool: bool = False,
    ) -> _Asked:
        choice = ListChoice()
        choice.ask(label, choices, name)
        self.inputs.addWidget(choice)

        def take(chosen: str | None) -> None:
            self._edit(key, (chosen == YES) if is_bool and chosen is not None else chosen)

        choice.edited.connect(take)
        return _Asked(key, rule, prefix, None, choice, is_bool)

    def _count(self, rule: Rule, prefix: str, quantity: Quantity) -> _Asked:
        number = NumberInput()
        number.ask(quantity.label.in_language(self._language), quantity.unit.in_language(self._language))
        self.inputs.addWidget(number)
        key = prefix + quantity.id
        number.edited.connect(lambda value: self._edit(key, value))
        number.drafted.connect(lambda text: self.drafted.emit(key, text))
        return _Asked(key, rule, prefix, quantity, number)

    def _edit(self, key: str, value: FieldValue | None) -> None:
        if value is None:
            self._fields.pop(key, None)
        else:
            self._fields[key] = value
        self.edited.emit(dict(self._fields))

    def show_state(
        self,
        present: Assessment,
        copy: Assessment,
        before: IndicatorScore,
        after: IndicatorScore,
        draft: Draft,
    ) -> None:
        """Show the answer of the copy beside what the assessment itself has."""
        code = self.indicator.code
        own = Known(present.answers.get(code, {}), present.profile)
        other = Known(copy.answers.get(code, {}), copy.profile)
        self._fields = dict(other.fields)
        closed = set(_closed(self.indicator.rule, after.outcome))
        for asked in self.asked:
            value = other.fields.get(asked.key)
            if isinstance(asked.input, ListChoice):
                if isinstance(value, bool):
                    value = YES if value else NO
                asked.input.show_choice(value if isinstance(value, str) else None)
            else:
                assert asked.quantity is not None
                figure = asked.quantity.profile
                asked.input.show_number(
                    value if isinstance(value, Decimal) else None,
                    None if figure is None else other.profile.get(figure),
                    scale_for_answer(asked.rule, asked.key, asked.prefix, own, other),
                    own.number(asked.key, figure),
                    draft(asked.key),
                )
            asked.input.setEnabled(not any(asked.key.startswith(path) for path in closed))
        self._show_change(before, after, is_changed=own.fields != other.fields)

    def _show_change(self, before: IndicatorScore, after: IndicatorScore, *, is_changed: bool) -> None:
        form = formats.current()
        of = form.number(self.indicator.max_points)
        if not self.indicator.max_points:
            self.change.setText(self.tr("không tính điểm"))
        elif before.points == after.points:
            self.change.setText(f"{form.points(after.points)}/{of}")
        else:
            gained = form.signed(after.points - before.points, 2)
            self.change.setText(f"{form.points(before.points)} → {form.points(after.points)}/{of} ({gained})")
        self.change.set_tone("accent" if before.points != after.points else "secondary")
        self.reset.setVisible(is_changed)
        told = short_steps(self.indicator.rule, after.outcome, self._language)
        self._say(told.text if told.tone in ("warn", "block") else "", told.tone)


class FigureRow(WhatIfRow):
    """A province figure. `edited(Decimal | None)` at every edit."""

    edited = Signal(object)

    def __init__(self, figure: ProfileField, language: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.figure = figure
        title = figure.title.in_language(language)
        self.number = NumberInput()
        self.inputs.addWidget(self.number)
        self.number.edited.connect(self.edited)
        self.number.drafted.connect(lambda text: self.drafted.emit("", text))
        self.set_title(title)
        self.number.ask(self.tr("Số của Số liệu chung"), figure.unit.in_language(language))
        self.number.field.set_name(title)
        self.number.slider.set_name(title)

    def focus(self) -> None:
        self.number.field.line.setFocus()

    def show_state(self, present: Assessment, copy: Assessment, users: int, draft: Draft) -> None:
        """Show the figure of the copy beside that of the assessment; `users` rows may take it."""
        key = self.figure.key
        before, after = present.profile.get(key), copy.profile.get(key)
        self.number.show_number(after, None, scale_for_figure(before), before, draft(""))
        self.reset.setVisible(before != after)
        said = self.tr("dùng ở {count} chỉ số").format(count=users)
        if before != after:
            was = "–" if before is None else formats.current().number(before)
            said = self.tr("bản chính {number} · {said}").format(number=was, said=said)
        self.change.setText(said)


def _closed(rule: Rule, outcome: Outcome, prefix: str = "") -> Iterator[str]:
    """Yield the paths of the parts that are not asked."""
    if not isinstance(rule, PartsRule):
        return
    for part, found in zip(rule.parts, outcome.derivation.parts, strict=False):
        path = f"{prefix}{part.id}."
        if found.is_asked:
            yield from _closed(part.rule, found.outcome, path)
        else:
            yield path
