"""Cells entered in bulk, pasted or filled: all are judged before any is taken, and taken in one step.

The texts are read as a form that came back is: choices by their wording, numbers with or without their unit;
one that can be read in two ways is read as the others of its column speak for, else it is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dti_desktop.engine.answer_fields import InputField, fields_of
from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import clean_text
from dti_desktop.services.forms import Writes, yes_no_words
from dti_desktop.services.library import Library

EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Clipboard:
    """Cells as they are handed to other programs: as lines with tabs, and as an HTML table."""

    plain: str
    html: str


def copied_cells(rows: Sequence[Sequence[str | Decimal]], decimal_sign: str) -> Clipboard:
    """Return cells for the clipboard; no text among them can be taken for a formula."""
    from dti_desktop.exchange.clipboard_cells import OutCell, write_cells, write_html

    cells = [[OutCell(value) for value in row] for row in rows]
    return Clipboard(write_cells(cells, decimal_sign), write_html(cells, decimal_sign))


def one_reading(value: str | Decimal, decimal_sign: str) -> str:
    """Return a cell's value as a text that is read back as itself, whatever the language."""
    from dti_desktop.exchange.written_numbers import unambiguous

    return unambiguous(value, decimal_sign) if isinstance(value, Decimal) else value


def pasted_cells(untrusted_text: str) -> list[list[str]]:
    """Return the cells of a clipboard's text, line by line. Raises `InputError` `clipboard-too-large`."""
    from dti_desktop.exchange.clipboard_cells import read_cells

    return read_cells(untrusted_text)


@dataclass(frozen=True, slots=True)
class EnteredCell:
    """A text for one field of an indicator (its flat name), or for its `EXPLANATION`."""

    code: str
    field: str
    untrusted_text: str

    @property
    def place(self) -> str:
        """By which the cell is found again: `4.1#a`."""
        return f"{self.code}#{self.field}"


@dataclass(frozen=True)
class JudgedCells:
    """What cells would change, and every fault with its place. Nothing is changed yet.

    `undecided`: numbers that can be read in two ways, each with both readings by language; they are among
    the `faults` too, and nothing of them stands in `writes`. `places`: the cells that would change
    something. `unchanged`: how many say what is held already.
    """

    writes: Writes
    places: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()
    undecided: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    unchanged: int = 0


def judge_cells(
    library: Library,
    assessment: Assessment,
    cells: Sequence[EnteredCell],
    language: str,
    read_as: str | None = None,
) -> JudgedCells:
    """Judge cells against an assessment; on any thread. An empty text clears.

    `language` is the window's, in whose order wordings are tried. `read_as` (`vi`, `en`): how to read numbers
    that have two readings; None lets the other numbers speak for them.
    """
    from dti_desktop.exchange.written_answers import CellFault, choice_said, folded, number_said, number_style

    yes_no = {folded(word): answer for word, answer in yes_no_words(library).items()}
    languages = sorted(("vi", "en"), key=lambda one: one != language)
    asked_by_place = {
        asked.key: asked
        for code in {cell.code for cell in cells}
        if code in assessment.catalogue.indicators
        for asked in fields_of(assessment.catalogue, code)
    }
    numbers = [cell for cell in cells if _is_number(asked_by_place.get(cell.place))]
    styles = {number_style(cell.untrusted_text) for cell in numbers} - {None}
    style = read_as if read_as is not None else styles.pop() if len(styles) == 1 else None
    answers: dict[str, dict[str, FieldValue | None]] = {}
    explanations: dict[str, str] = {}
    places: list[str] = []
    faults: list[Problem] = []
    undecided: dict[str, Mapping[str, Decimal]] = {}
    unchanged = 0
    for cell in cells:
        asked = asked_by_place.get(cell.place)
        value: FieldValue | None
        try:
            if cell.field == EXPLANATION:
                value = clean_text(cell.untrusted_text) or None
            elif asked is None:
                raise CellFault("cell-not-asked")
            elif asked.kind == "number":
                readings = number_said(cell.untrusted_text, asked)
                distinct = set(readings.values())
                if len(distinct) == 2 and style is None:
                    # What is held already can only have meant itself.
                    if held_value(assessment, cell.code, asked) not in distinct:
                        undecided[cell.place] = readings
                        raise CellFault("number-two-readings", value=cell.untrusted_text.strip(), **readings)
                    value = held_value(assessment, cell.code, asked)
                else:
                    value = readings[style] if len(distinct) == 2 and style else next(iter(distinct), None)
            else:
                value = choice_said(cell.untrusted_text, asked, languages, yes_no)
        except CellFault as fault:
            faults.append(Problem(fault.code, cell.place, {**fault.facts, "where": "cell"}))
            continue
        except InputError as refused:
            faults.append(Problem(refused.code, cell.place, refused.facts))
            continue
        if value == _held(assessment, cell, asked):
            unchanged += 1
        elif cell.code in assessment.approved:
            faults.append(Problem("indicator-approved", cell.place, {"code": cell.code}))
        else:
            places.append(cell.place)
            if cell.field == EXPLANATION:
                explanations[cell.code] = str(value or "")
            else:
                answers.setdefault(cell.code, {})[cell.field] = value
    return JudgedCells(Writes(answers, {}, explanations), tuple(places), tuple(faults), undecided, unchanged)


def held_value(assessment: Assessment, code: str, asked: InputField) -> FieldValue | None:
    """Return what counts for a field: its own value, else the province figure that stands in for it."""
    own = assessment.answers.get(code, {}).get(asked.field)
    if own is None and asked.profile is not None:
        return assessment.profile.get(asked.profile)
    return own


def _held(assessment: Assessment, cell: EnteredCell, asked: InputField | None) -> FieldValue | None:
    if asked is None:
        return assessment.explanations.get(cell.code) or None
    if not cell.untrusted_text.strip():
        return assessment.answers.get(cell.code, {}).get(asked.field)
    # A cell that shows the province figure, copied and pasted, says nothing of its own.
    return held_value(assessment, cell.code, asked)


def _is_number(asked: InputField | None) -> bool:
    return asked is not None and asked.kind == "number"
