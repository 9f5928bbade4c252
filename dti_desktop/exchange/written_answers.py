"""What a text from outside says as an answer: a number with or without its unit, or the wording of a choice.

One reading for whatever comes in from other programs: forms that came back, and cells that were pasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dti_desktop.engine.answer_fields import InputField
from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.numbers import NumberFault
from dti_desktop.exchange.neutral_text import as_meant
from dti_desktop.exchange.written_numbers import number_readings

LANGUAGES = ("vi", "en")
SHOWN = 80
"""So many letters of a wrong text are told."""

_LONGEST_NUMBER = 200
"""With its unit; a longer text is none, and trying it takes time that grows with its square."""

_NUMBER_AND_UNIT = re.compile(r"([-\u2212]?[0-9][0-9.,\s]*?)\s*([^0-9.,\s].*)?", re.DOTALL)


class CellFault(Exception):
    """What a cell says is no answer to what is asked: a code with facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def number_said(untrusted_text: str, asked: InputField) -> Mapping[str, Decimal]:
    """Return the number that a text says, by the language (`vi`, `en`) that reads it so; none for no text.

    An apostrophe in front, and the unit that is asked for behind it, are no part of the number. Raises
    `CellFault`: `unit-differs`, and those of `number_readings`.
    """
    text = _number_text(untrusted_text)
    if not text:
        return {}
    match = _matched(text)
    if match is None:
        raise CellFault("number-malformed", value=untrusted_text[:SHOWN])
    unit = folded(match.group(2) or "")
    if unit and unit not in [folded(asked.unit.in_language(one)) for one in LANGUAGES]:
        raise CellFault("unit-differs", found=unit[:SHOWN], unit=asked.unit.vi)
    try:
        return number_readings(match.group(1))
    except NumberFault as fault:
        raise CellFault(fault.code, value=untrusted_text[:SHOWN]) from None


def number_style(untrusted_text: str) -> str | None:
    """Return the language that a number was certainly written in; None where it can be either, or is none."""
    match = _matched(_number_text(untrusted_text))
    if match is None:
        return None
    try:
        readings = number_readings(match.group(1))
    except NumberFault:
        return None
    return next(iter(readings)) if len(readings) == 1 else None


def choice_said(
    untrusted_text: str, asked: InputField, languages: Sequence[str], yes_no: Mapping[str, bool]
) -> FieldValue | None:
    """Return the choice that a text names by its wording, in any of `languages`, or its id; None for no text.

    `yes_no`: the folded words for yes and no. Raises `CellFault`: `yes-or-no-expected`, `unknown-level`,
    `unknown-choice`.
    """
    text = folded(as_meant(untrusted_text))
    if not text:
        return None
    shown = untrusted_text[:SHOWN]
    if asked.kind == "yes_no":
        if text in yes_no:
            return yes_no[text]
        raise CellFault("yes-or-no-expected", value=shown)
    known: dict[str, str] = {}
    for language in languages:
        for id_, label in asked.choice_labels(language).items():
            known.setdefault(folded(label), id_)
    for choice in asked.choices:
        known.setdefault(folded(choice.id), choice.id)
    if text in known:
        return known[text]
    is_level = asked.field.rpartition(".")[2] == "level"
    allowed = list(asked.choice_labels(languages[0]).values())
    raise CellFault("unknown-level" if is_level else "unknown-choice", value=shown, allowed=allowed)


def folded(text: str) -> str:
    """Return a text by which wordings are compared: one form of letters, case and white space aside."""
    return " ".join(composed(text).casefold().split())


def _number_text(untrusted_text: str) -> str:
    """Return what stands in a cell for a number, without the apostrophe that keeps long ones texts."""
    return as_meant(untrusted_text).strip().removeprefix("'")


def _matched(text: str) -> re.Match[str] | None:
    return _NUMBER_AND_UNIT.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
