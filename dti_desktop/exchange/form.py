"""A form: what is asked of one assessment, with what is known, ready to be written as a workbook or CSV.

Nothing here is a word for people: what the sheets and columns are called is handed down in `FormTexts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, get_args

from dti_desktop.engine.answer_fields import InputField, fields_of, plain_text, profile_fields
from dti_desktop.engine.assessment import Fields, FieldValue
from dti_desktop.engine.model import Catalogue

FORM_VERSION = "1"
MARK = "dti:"
"""Every id that a program reads again begins with it."""

IDENTITY_MARK = f"{MARK}form"

Column = Literal[
    "key",
    "code",
    "title",
    "field",
    "last",
    "value",
    "unit",
    "result",
    "explanation",
    "guidance",
    "was",
    "was_explanation",
]
COLUMNS: tuple[Column, ...] = get_args(Column)
HIDDEN: frozenset[Column] = frozenset({"key", "was", "was_explanation"})
WAS = "~"
"""Stands before what a cell held when the form was written, so that no program takes it for a number."""


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """Of which assessment and catalogue a form is, and in which language it was written."""

    assessment_id: str
    catalogue_id: str
    catalogue_digest: str
    language: str

    def pairs(self) -> tuple[str, ...]:
        """Return it as one row of names and values."""
        return (
            IDENTITY_MARK,
            FORM_VERSION,
            f"{MARK}assessment",
            self.assessment_id,
            f"{MARK}catalogue",
            self.catalogue_id,
            f"{MARK}digest",
            self.catalogue_digest,
            f"{MARK}language",
            self.language,
        )


@dataclass(frozen=True)
class FormTexts:
    """The words of a form, in its language.

    `heads`: by column. `intro`: lines above the table of answers, `profile_intro` above the figures.
    `gate`: said of a part that opens the others, `locked` of what was approved. `evidence` has a place for
    `{text}`, `from_profile` for `{figure}`.
    """

    answers_sheet: str
    profile_sheet: str
    heads: Mapping[Column, str]
    yes: str
    no: str
    intro: Sequence[str]
    profile_intro: Sequence[str]
    gate: str
    locked: str
    evidence: str
    from_profile: str
    number_fault_title: str
    number_fault: str
    choice_fault_title: str
    choice_fault: str
    title: str


@dataclass(frozen=True)
class Answers:
    """What is given in an assessment: answers and explanations by code, figures by key."""

    answers: Mapping[str, Fields] = field(default_factory=dict)
    profile: Mapping[str, Decimal] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    def value(self, asked: InputField) -> FieldValue | None:
        """Return what is given for a field."""
        if not asked.code:
            return self.profile.get(asked.field)
        return self.answers.get(asked.code, {}).get(asked.field)


@dataclass(frozen=True)
class Form:
    """What is to be written.

    `keeps_baseline`: beside each cell stands what it held, so that what nobody changed is known as such when
    the form comes back; without it the form tells the whole state. `decimal_sign` is for CSV. `locked`: the
    indicators that were approved, so that nobody fills them in for nothing.
    """

    identity: FormIdentity
    catalogue: Catalogue
    texts: FormTexts
    given: Answers
    last_year: Answers
    keeps_baseline: bool
    decimal_sign: str
    written_utc: datetime
    locked: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the form."""
        return self.identity.language


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: what is asked, and what each column but the worked-out one holds.

    `is_first`: the indicator's first row, which carries its title, guidance and explanation.
    """

    asked: InputField
    is_first: bool
    code: str
    title: str
    label: str
    unit: str
    guidance: str
    explanation: str
    last: FieldValue | None
    value: FieldValue | None
    was: str
    was_explanation: str


def answer_rows(form: Form) -> list[FormRow]:
    """Return the rows of the answers, in catalogue order."""
    rows = []
    language, texts = form.language, form.texts
    for code, indicator in form.catalogue.indicators.items():
        for number, asked in enumerate(fields_of(form.catalogue, code)):
            is_first = number == 0
            explanation = form.given.explanations.get(code, "") if is_first else ""
            labels = (asked.part.in_language(language), asked.label.in_language(language))
            guidance = []
            evidence = indicator.evidence.in_language(language)
            if is_first and evidence:
                guidance.append(texts.evidence.format(text=evidence))
            if is_first and code in form.locked:
                guidance.append(texts.locked)
            if asked.is_gate:
                guidance.append(texts.gate)
            if asked.profile is not None:
                figure = next(f for f in form.catalogue.profile if f.key == asked.profile)
                guidance.append(texts.from_profile.format(figure=figure.title.in_language(language)))
            value = form.given.value(asked)
            rows.append(
                FormRow(
                    asked,
                    is_first,
                    code,
                    indicator.title.in_language(language) if is_first else "",
                    ": ".join(label for label in labels if label),
                    asked.unit.in_language(language),
                    " ".join(guidance),
                    explanation,
                    form.last_year.value(asked),
                    value,
                    f"{WAS}{plain_text(value)}" if form.keeps_baseline else "",
                    f"{WAS}{explanation}" if form.keeps_baseline and is_first else "",
                )
            )
    return rows


def profile_rows(form: Form) -> list[FormRow]:
    """Return the rows of the province figures."""
    rows = []
    for asked in profile_fields(form.catalogue):
        value = form.given.value(asked)
        rows.append(
            FormRow(
                asked,
                True,
                "",
                asked.label.in_language(form.language),
                "",
                asked.unit.in_language(form.language),
                "",
                "",
                form.last_year.value(asked),
                value,
                f"{WAS}{plain_text(value)}" if form.keeps_baseline else "",
                "",
            )
        )
    return rows


def shown_value(form: Form, asked: InputField, value: FieldValue | None) -> Decimal | str | None:
    """Return what a cell shows: a number as it is, a choice or a yes/no in words."""
    if isinstance(value, bool):
        return form.texts.yes if value else form.texts.no
    if isinstance(value, str):
        return asked.choice_labels(form.language).get(value, value)
    return value
