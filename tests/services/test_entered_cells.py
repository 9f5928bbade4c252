"""Cells entered in bulk: judged whole before anything is taken; what is copied out comes back as it was."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine.answer_fields import InputField, fields_of
from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.review import ReviewMark
from dti_desktop.services.entered_cells import (
    EXPLANATION,
    EnteredCell,
    copied_cells,
    judge_cells,
    one_reading,
    pasted_cells,
)
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
CATALOGUE = LIBRARY.catalogue("dti-province-2022")
EMPTY = Assessment("a", "Sóc Trăng", 2022, CATALOGUE)
FIELDS = [asked for code in CATALOGUE.indicators for asked in fields_of(CATALOGUE, code)]
YES_NO = {"vi": {True: "Có", False: "Không"}, "en": {True: "Yes", False: "No"}}


def said(asked: InputField, value: FieldValue, language: str) -> str:
    """A value as the table copies it."""
    if isinstance(value, bool):
        return YES_NO[language][value]
    if isinstance(value, str):
        return asked.choice_labels(language)[value]
    return one_reading(value, "," if language == "vi" else ".")


@st.composite
def whole_answers(draw: st.DrawFn) -> dict[str, dict[str, FieldValue]]:
    """An answer to every field."""
    found: dict[str, dict[str, FieldValue]] = {}
    for asked in FIELDS:
        value: FieldValue
        if asked.kind == "number":
            value = draw(st.decimals(0, 10**9, places=draw(st.sampled_from([0, 1, 3, 6]))))
        elif asked.kind == "yes_no":
            value = draw(st.booleans())
        else:
            value = draw(st.sampled_from([choice.id for choice in asked.choices]))
        found.setdefault(asked.code, {})[asked.field] = value
    return found


@settings(max_examples=15, deadline=None)
@given(whole_answers(), st.sampled_from(["vi", "en"]), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_a_whole_column_comes_back_as_it_was(
    given_answers: dict[str, dict[str, FieldValue]], language: str, form: str, shouts: bool
) -> None:
    rows = [[said(asked, given_answers[asked.code][asked.field], language)] for asked in FIELDS]
    text = copied_cells(rows, ",").plain
    text = unicodedata.normalize(form, text.upper() if shouts else text)  # type: ignore[arg-type]
    pasted = pasted_cells(text)
    cells = [EnteredCell(asked.code, asked.field, row[0]) for asked, row in zip(FIELDS, pasted, strict=True)]
    judged = judge_cells(LIBRARY, EMPTY, cells, language)
    assert judged.faults == () and judged.writes.answers == given_answers
    assert judged.places == tuple(asked.key for asked in FIELDS)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_any_text_is_taken_or_told_with_its_place(texts: list[str]) -> None:
    cells = [
        EnteredCell(asked.code, asked.field, text) for asked, text in zip(FIELDS[::9], texts, strict=False)
    ]
    judged = judge_cells(LIBRARY, EMPTY, cells, "vi")
    told = [problem.place for problem in judged.faults]
    assert len(judged.places) + len(told) + judged.unchanged == len(cells)
    assert set(told) | set(judged.places) <= {cell.place for cell in cells}


@pytest.mark.parametrize(
    ("texts", "read_as", "meant"),
    [
        (["1.234,5", "1.234"], None, ["1234.5", "1234"]),
        (["1,234.5", "1.234"], None, ["1234.5", "1.234"]),
        (["1.234", "1.234"], "vi", ["1234", "1234"]),
        (["1.234", "1.234"], "en", ["1.234", "1.234"]),
        (["700 thôn/tổ", " 775 "], None, ["700", "775"]),
        (["1 197 823", "'12"], None, ["1197823", "12"]),
    ],
)
def test_numbers_are_read_as_their_column_says(
    texts: list[str], read_as: str | None, meant: list[str]
) -> None:
    cells = [EnteredCell("4.1", field, text) for field, text in zip("ab", texts, strict=True)]
    judged = judge_cells(LIBRARY, EMPTY, cells, "vi", read_as)
    assert judged.faults == ()
    assert judged.writes.answers == {"4.1": dict(zip("ab", map(Decimal, meant), strict=True))}


@pytest.mark.parametrize(
    ("code", "field", "text", "fault"),
    [
        ("4.1", "a", "1.234", "number-two-readings"),
        ("4.1", "a", "90,32 %", "unit-differs"),
        ("4.1", "a", "-3", "number-negative"),
        ("4.1", "a", "03/06/2022", "unit-differs"),
        ("4.1", "a", "1,2,3", "number-malformed"),
        ("4.1", "a", "9" * 40, "number-too-large"),
        ("1.1", "level", "Trưởng ban", "unknown-level"),
        ("1.1", "level", "1", "unknown-level"),
        ("6.2", "issued", "chưa rõ", "yes-or-no-expected"),
        ("4.1", EXPLANATION, "a\0b", "text-not-allowed"),
        ("4.1", EXPLANATION, "a" * 20_001, "text-too-long"),
        ("2.3", "level", "none", "indicator-approved"),
        ("2.3", EXPLANATION, "x", "indicator-approved"),
    ],
)
def test_what_cannot_be_taken_is_told(code: str, field: str, text: str, fault: str) -> None:
    held = Assessment("a", "Sóc Trăng", 2022, CATALOGUE, reviews={"2.3": ReviewMark("approved", "", "x")})
    judged = judge_cells(LIBRARY, held, [EnteredCell(code, field, text)], "vi")
    assert [(problem.code, problem.place) for problem in judged.faults] == [(fault, f"{code}#{field}")]
    assert judged.places == () and not judged.writes.answers and not judged.writes.explanations


def test_what_is_held_already_changes_nothing() -> None:
    held = Assessment(
        "a",
        "Sóc Trăng",
        2022,
        CATALOGUE,
        answers={"2.3": {"level": "issued"}, "4.1": {"a": Decimal(1234)}},
        profile={"villages": Decimal(775)},
        explanations={"2.3": "vì sao"},
        reviews={"2.3": ReviewMark("approved", "", "x")},
    )
    cells = [
        EnteredCell("2.3", "level", "issued"),
        EnteredCell("2.3", EXPLANATION, "vì sao"),
        EnteredCell("4.1", "a", "1.234"),
        EnteredCell("4.1", "b", "775"),
        EnteredCell("4.3", "a", ""),
    ]
    judged = judge_cells(LIBRARY, held, cells, "vi")
    assert (judged.faults, judged.places, judged.unchanged) == ((), (), 5)


def test_cells_are_taken_in_one_step(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    workspace = Workspace.open(
        tmp_path, LIBRARY, now_utc=lambda: datetime(2026, 1, 2, tzinfo=UTC), user="test"
    )
    try:
        held = workspace.load(workspace.create("Sóc Trăng", 2022))
        cells = [
            EnteredCell("4.1", "a", "700"),
            EnteredCell("1.1", "level", "head"),
            EnteredCell("4.1", EXPLANATION, "=1+1"),
        ]
        judged = judge_cells(LIBRARY, held, cells, "vi")
        after = workspace.take_cells(held.id, judged.writes).assessment
        assert after.answers == {"4.1": {"a": Decimal(700)}, "1.1": {"level": "head"}}
        assert after.explanations == {"4.1": "=1+1"}
        back = workspace.undo(held.id).assessment
        assert (back.answers, back.explanations) == (held.answers, held.explanations)
    finally:
        workspace.close()
