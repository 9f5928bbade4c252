"""Forms made for tests: random assessments, and what comes back of them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "engine"))

from random_answers import random_document, written  # noqa: E402

from dti_desktop.engine.answers import parse_fill  # noqa: E402
from dti_desktop.engine.model import Catalogue  # noqa: E402
from dti_desktop.exchange.form import Answers, Form, FormIdentity, FormTexts  # noqa: E402
from dti_desktop.exchange.form_reading import ReadForm, read_form  # noqa: E402

YES_NO = {"Có": True, "Không": False, "Yes": True, "No": False, "true": True, "false": False}
TEXTS = FormTexts(
    answers_sheet="Trả lời",
    profile_sheet="Số liệu chung",
    heads={
        "code": "Mã",
        "title": "Chỉ số",
        "value": "Trả lời",
        "explanation": "Giải trình",
        "unit": "Đơn vị",
    },
    yes="Có",
    no="Không",
    intro=("Phiếu", "Điền vào ô màu vàng."),
    profile_intro=("Số liệu",),
    gate="Câu hỏi mở đầu.",
    locked="Đã duyệt.",
    evidence="Minh chứng: {text}",
    from_profile="Để trống thì lấy {figure}.",
    number_fault_title="Số",
    number_fault="Hãy nhập số.",
    choice_fault_title="Chọn",
    choice_fault="Hãy chọn.",
    title="Phiếu",
)
PIECES = [
    "=1+1", "+84", "-5", "@x", "\tx", "'", "''=x", "'-", "x0041_", "_x000D_", "x005F_", "x005F\u2060_", "Đủ",
    "dòng 1\ndòng 2", " ", "\n", "  hai  ", '"', ";", ",", "1.234", "12/5", "<a&b>", "\u2060", "ư", "７", "=",
    "\uff1dx", "\uffff", "xFFFE\u2061_", "true", "2022", "03/06/2022", "~", "#N/A", "1E5", "𠀀", "x\ty",
]  # fmt: skip


def random_text(die: Random) -> str:
    return "".join(die.choice(PIECES) for _ in range(die.randint(1, 5)))


def random_answers(catalogue: Catalogue, document: dict[str, Any], die: Random) -> Answers:
    """Return what is given in a random assessment: from nearly nothing to all of it."""
    fill = parse_fill(catalogue, written(random_document(document, die), die))
    telling = die.choice([0.0, 0.3, 1.0])
    texts = {code: random_text(die) for code in catalogue.indicators if die.random() < telling}
    return Answers(
        {code: fields for code, fields in fill.answers.items() if fields},
        {key: value for key, value in fill.profile.items() if value is not None},
        {code: text for code, text in texts.items() if text.strip()},
    )


def form(catalogue: Catalogue, given: Answers, *, language: str = "vi", keeps_baseline: bool = False) -> Form:
    return Form(
        FormIdentity("nơi-thử-2022", catalogue.id, catalogue.digest, language),
        catalogue,
        TEXTS,
        given,
        Answers(),
        keeps_baseline,
        "," if language == "vi" else ".",
        datetime(2026, 11, 29, tzinfo=UTC),
    )


def read(content: bytes, catalogue: Catalogue) -> ReadForm:
    return read_form(content, catalogue, "nơi-thử-2022", YES_NO)


def told(found: ReadForm) -> Answers:
    """Return what a form says, as an assessment would hold it."""
    answers: dict[str, dict[str, Any]] = {}
    profile: dict[str, Decimal] = {}
    explanations: dict[str, str] = {}
    for cell in found.cells:
        if cell.value is None:
            continue
        if cell.asked is None:
            explanations[cell.code] = str(cell.value)
        elif not cell.code:
            assert isinstance(cell.value, Decimal)
            profile[cell.asked.field] = cell.value
        else:
            answers.setdefault(cell.code, {})[cell.asked.field] = cell.value
    return Answers(answers, profile, explanations)


def edited(content: bytes, edit: Callable[[Any], object]) -> bytes:
    """Return a workbook after somebody had it open in another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def value_cell(book: Any, key: str, column: str = "value") -> Any:
    """Return the cell of a row, found by the ids as a person finds it by its code."""
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        if "dti:key" not in heads:
            continue
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, heads["dti:key"]).value == key:
                return sheet.cell(row, heads[f"dti:{column}"])
    raise KeyError(key)
