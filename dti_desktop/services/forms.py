"""Forms for people without the program: written as Excel or CSV, and what one that came back would change.

A template keeps beside each cell what it held, so that what nobody touched changes nothing when it comes back
later; the export of everything tells the whole state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.model import Text
from dti_desktop.engine.numbers import number_text
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.entered_text import clean_text
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.exchange.form import Answers, Form, FormTexts
    from dti_desktop.exchange.form_reading import ReadCell
    from dti_desktop.services.outlook import Outlook

FormKind = Literal["xlsx", "csv"]
FORM_KINDS: tuple[FormKind, ...] = ("xlsx", "csv")
ChangeKind = Literal["answer", "profile", "explanation"]
Verdict = Literal["differs", "same", "untouched"]

FORM_TAKEN = "form-taken"
"""The journal's event: a file (`name`, `sha256`) of which `changes` were taken in."""

_NO_TEXT = Text("")


# -- writing ---------------------------------------------------------------------------------------


def form_kind(target: Path) -> FormKind:
    """Return what a file of this name is to hold. Raises `InputError` `form-ending-unknown`."""
    ending = target.suffix.lower().removeprefix(".")
    for kind in FORM_KINDS:
        if kind == ending:
            return kind
    raise InputError("form-ending-unknown", name=shown_name(target))


def write_template(
    target: Path,
    library: Library,
    assessment: Assessment,
    *,
    language: str,
    now_utc: datetime,
    last_year: Answers | None = None,
) -> None:
    """Write a form to be filled in; it holds what is answered already.

    Raises as `form_kind` and `write_whole`.
    """
    form = _form(library, assessment, language, now_utc, last_year, keeps_baseline=True)
    write_whole(target, _content(form, form_kind(target)))


def write_everything(
    target: Path,
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    language: str,
    now_utc: datetime,
    last_year: Answers | None = None,
) -> None:
    """Write all that is known of an assessment, in the same form; evidence, points and notes for reading.

    CSV holds the form alone. Raises as `form_kind` and `write_whole`.
    """
    from dti_desktop.services.form_sheets import further_sheets

    form = _form(library, assessment, language, now_utc, last_year, keeps_baseline=False)
    kind = form_kind(target)
    if kind == "csv":
        write_whole(target, _content(form, kind))
        return
    from dti_desktop.exchange.form_workbook import write_form

    words = Words(library.texts(language), language)
    write_whole(target, write_form(form, further_sheets(assessment, outlook, words)))


def _content(form: Form, kind: FormKind) -> bytes:
    from dti_desktop.exchange.form_csv import write_form_csv
    from dti_desktop.exchange.form_workbook import write_form

    return write_form_csv(form) if kind == "csv" else write_form(form)


def _form(
    library: Library,
    assessment: Assessment,
    language: str,
    now_utc: datetime,
    last_year: Answers | None,
    *,
    keeps_baseline: bool,
) -> Form:
    from dti_desktop.exchange.form import Answers, Form, FormIdentity

    catalogue = assessment.catalogue
    texts = library.texts_for(language, catalogue.office)
    words = Words(texts, language)
    return Form(
        FormIdentity(assessment.id, catalogue.id, catalogue.digest, language),
        catalogue,
        _texts(assessment, words, is_template=keeps_baseline),
        Answers(assessment.answers, assessment.profile, assessment.explanations),
        _last_year(assessment) if last_year is None else last_year,
        keeps_baseline,
        words.format.decimal_sign,
        now_utc,
        assessment.approved,
    )


def _last_year(assessment: Assessment) -> Answers:
    """Return what was brought along from an earlier year; what found no place is not asked for any more."""
    from dti_desktop.exchange.form import Answers

    previous = assessment.previous
    if previous is None:
        return Answers()
    fields = {code: row.fields for code, row in previous.rows.items() if row.fields}
    return Answers(fields, previous.profile, {})


def _texts(assessment: Assessment, words: Words, *, is_template: bool) -> FormTexts:
    from dti_desktop.exchange.form import COLUMNS, HIDDEN, FormTexts

    def text(key: str, **facts: object) -> str:
        return words.text(f"form.{key}", **facts)

    title = text(
        "title" if is_template else "title_everything", province=assessment.province, year=assessment.year
    )
    about = [text("sample")] if assessment.is_sample else []
    return FormTexts(
        answers_sheet=text("sheet.answers"),
        profile_sheet=text("sheet.profile"),
        heads={column: text(f"head.{column}") for column in COLUMNS if column not in HIDDEN},
        yes=text("yes"),
        no=text("no"),
        intro=(title, *about, text("intro.fill"), text("intro.explain")),
        profile_intro=(text("sheet.profile"), text("intro.profile")),
        gate=text("gate"),
        locked=text("locked"),
        evidence=words.text("form.evidence", text="{text}"),
        from_profile=words.text("form.from_profile", figure="{figure}"),
        number_fault_title=text("fault.number_title"),
        number_fault=text("fault.number"),
        choice_fault_title=text("fault.choice_title"),
        choice_fault=text("fault.choice"),
        title=title,
    )


# -- what a form that came back would change -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StagedChange:
    """One cell of a form beside what the assessment holds. `verdict`: whether it changes anything.

    `untouched`: it says what it said when the form was written, though it was changed here since.

    `code` is empty for a province figure; `field`: the flat field, or the figure's key. `readings`: by
    language (`vi`, `en`), where a number is two numbers; `new` is then the one that its column speaks for, or
    None, and `is_undecided`. `was_changed_since`: it was changed here, too, after the form was written.
    `choices` are the words for ids.
    """

    code: str
    field: str
    kind: ChangeKind
    place: str
    old: FieldValue | None
    new: FieldValue | None
    title: Text = _NO_TEXT
    label: Text = _NO_TEXT
    unit: Text = _NO_TEXT
    choices: Mapping[str, Text] = made_by(default_factory=dict)
    readings: Mapping[str, Decimal] = made_by(default_factory=dict)
    is_undecided: bool = False
    was_changed_since: bool = False
    is_locked: bool = False
    verdict: Verdict = "differs"

    @property
    def key(self) -> str:
        """By which it is known among the changes of a form."""
        return f"{self.kind}:{self.code}#{self.field}"

    def read_as(self, language: str) -> StagedChange:
        """Return it with its number read in a language; as it is where it has only one reading."""
        if language not in self.readings:
            return self
        return replace(self, new=self.readings[language], is_undecided=False)

    def to_json(self) -> dict[str, object]:
        """Return it as the command line tells it; numbers are canonical texts."""
        return {
            "indicator": self.code or None,
            "kind": self.kind,
            "field": self.field,
            "place": self.place,
            "old": _plain(self.old),
            "new": _plain(self.new),
            "readings": {language: number_text(number) for language, number in self.readings.items()},
            "undecided": self.is_undecided,
            "changed_since": self.was_changed_since,
            "locked": self.is_locked,
        }


@dataclass(frozen=True)
class Staging:
    """A form that was read and compared; nothing is changed yet. With `faults` nothing of it can be taken.

    `name`, `sha256`: of the file. `cells` in catalogue order, but those that are empty here and there.
    `rows_missing`: how many rows the form does not have.
    """

    assessment_id: str
    name: str
    sha256: str
    cells: tuple[StagedChange, ...]
    faults: tuple[Problem, ...]
    rows_missing: int

    @property
    def changes(self) -> tuple[StagedChange, ...]:
        """The cells that would change something."""
        return tuple(cell for cell in self.cells if cell.verdict == "differs")

    @property
    def untouched(self) -> int:
        """How many cells nobody touched in the form, though they were changed here since."""
        return sum(cell.verdict == "untouched" for cell in self.cells)


def examine_form(library: Library, assessment: Assessment, untrusted_path: Path) -> Staging:
    """Read a form and compare it with the assessment; on any thread.

    Raises `InputError` where it cannot be read, or is none of this assessment, as `read_form`; what is wrong
    with cells stands in `faults`.
    """
    from dti_desktop.exchange.form_reading import MAX_FORM_BYTES, read_form

    content = read_named(untrusted_path, max_bytes=MAX_FORM_BYTES, place="FILE")
    found = read_form(content, assessment.catalogue, assessment.id, yes_no_words(library))
    locked = assessment.approved
    cells = [_compared(assessment, cell, locked) for cell in found.cells]
    order = {code: place for place, code in enumerate(assessment.catalogue.indicators, start=1)}
    cells.sort(key=lambda cell: order.get(cell.code, 0))
    return Staging(
        assessment.id,
        shown_name(untrusted_path),
        hashlib.sha256(content).hexdigest(),
        tuple(cell for cell in cells if cell.verdict == "differs" or (cell.old, cell.new) != (None, None)),
        tuple(found.faults),
        len(found.rows_missing),
    )


def yes_no_words(library: Library) -> Mapping[str, bool]:
    """Return the words for yes and no, of all languages."""
    words: dict[str, bool] = {"true": True, "false": False}
    for language in LANGUAGES:
        texts = library.texts(language)
        words |= {texts["form.yes"]: True, texts["form.no"]: False}
    return words


def _compared(assessment: Assessment, cell: ReadCell, locked: frozenset[str]) -> StagedChange:
    asked = cell.asked
    kind: ChangeKind
    old: FieldValue | None
    new = cell.value
    if asked is None:
        kind, old = "explanation", assessment.explanations.get(cell.code)
        new = clean_text(str(new)) or None if new is not None else None
    elif not cell.code:
        kind, old = "profile", assessment.profile.get(asked.field)
    else:
        kind, old = "answer", assessment.answers.get(cell.code, {}).get(asked.field)
    is_undecided = new is None and bool(cell.readings)
    # A program that saved CSV again may have written a number so that it has two readings now.
    says_what_it_said = cell.was_told and (
        (new == cell.was and not is_undecided) or cell.was in cell.readings.values()
    )
    verdict: Verdict = "differs"
    if new == old and not is_undecided:
        verdict = "same"
    elif says_what_it_said:
        verdict = "same" if cell.was == old else "untouched"
    change = StagedChange(
        cell.code,
        "explanation" if asked is None else asked.field,
        kind,
        cell.place,
        old,
        new,
        readings=cell.readings,
        is_undecided=is_undecided and verdict == "differs",
        was_changed_since=cell.was_told and cell.was != old,
        is_locked=cell.code in locked,
        verdict=verdict,
    )
    if cell.code:
        change = replace(change, title=assessment.catalogue.indicators[cell.code].short)
    if asked is None:
        return change
    labels = [text for text in (asked.part, asked.label) if text.vi]
    return replace(
        change,
        label=Text(*(": ".join(text.in_language(one) for text in labels) for one in LANGUAGES)),
        unit=asked.unit,
        choices={choice.id: choice.label for choice in asked.choices},
    )


def decided(staging: Staging, language: str | None) -> tuple[StagedChange, ...]:
    """Return the changes that may be taken, numbers with two readings read in `language`.

    Locked rows are left out. Raises `InputError`: `form-invalid` with every fault; `form-undecided` with
    every number that has two readings, where there is no language to read them in.
    """
    if staging.faults:
        raise InputError("form-invalid", staging.faults)
    changes = [change.read_as(language or "") for change in staging.changes if not change.is_locked]
    undecided = [change for change in changes if change.is_undecided]
    if undecided:
        problems = [
            Problem("number-two-readings", change.place, dict(change.readings)) for change in undecided
        ]
        raise InputError("form-undecided", problems)
    return tuple(changes)


@dataclass(frozen=True)
class Writes:
    """Changes as the store takes them: fields by code, figures, explanations; None clears."""

    answers: Mapping[str, Mapping[str, FieldValue | None]]
    profile: Mapping[str, Decimal | None]
    explanations: Mapping[str, str]


def writes(assessment: Assessment, changes: Iterable[StagedChange]) -> Writes:
    """Return what accepted changes write.

    Raises `InputError`: `form-outdated` where something was changed since they were compared,
    `indicator-approved`; each listing all of them. An undecided one is a fault of the caller: `ValueError`.
    """
    answers: dict[str, dict[str, FieldValue | None]] = {}
    profile: dict[str, Decimal | None] = {}
    explanations: dict[str, str] = {}
    problems: list[Problem] = []
    locked = assessment.approved
    for change in changes:
        if change.is_undecided:
            raise ValueError(change.key)
        held: FieldValue | None
        match change.kind:
            case "answer":
                held = assessment.answers.get(change.code, {}).get(change.field)
                answers.setdefault(change.code, {})[change.field] = change.new
            case "profile":
                held = assessment.profile.get(change.field)
                assert change.new is None or isinstance(change.new, Decimal)
                profile[change.field] = change.new
            case "explanation":
                held = assessment.explanations.get(change.code)
                explanations[change.code] = str(change.new or "")
        if change.code in locked:
            problems.append(Problem("indicator-approved", change.place, {"code": change.code}))
        elif held != change.old:
            facts: dict[str, object] = {"indicator": change.code or change.field}
            problems.append(Problem("form-outdated", change.place, facts))
    if problems:
        raise InputError(problems[0].code, problems)
    return Writes(answers, profile, explanations)


def _plain(value: FieldValue | None) -> object:
    return number_text(value) if isinstance(value, Decimal) else value
