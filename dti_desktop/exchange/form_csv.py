"""A form as CSV: UTF-8 with a mark, the columns of the workbook, the province figures below the answers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from dti_desktop.exchange.form import COLUMNS, MARK, Form, FormRow, answer_rows, profile_rows, shown_value
from dti_desktop.exchange.neutral_text import neutral, neutral_in_csv
from dti_desktop.exchange.written_numbers import EXACT_DIGITS, unambiguous

_COLUMNS = tuple(column for column in COLUMNS if column != "result")


def write_form_csv(form: Form) -> bytes:
    """Return the file; its cells are parted by `;` where numbers have a decimal comma, else by `,`."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";" if form.decimal_sign == "," else ",", lineterminator="\r\n")
    writer.writerow([neutral(text) for text in form.identity.pairs()])
    writer.writerow([f"{MARK}{column}" for column in _COLUMNS])
    writer.writerow([neutral(form.texts.heads.get(column, "")) for column in _COLUMNS])
    for row in (*answer_rows(form), *profile_rows(form)):
        writer.writerow(_cells(form, row))
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8")


def _cells(form: Form, row: FormRow) -> list[str]:
    def shown(value: object) -> str:
        if not isinstance(value, Decimal):
            return neutral(str(value or ""))
        number = unambiguous(value, form.decimal_sign)
        # A program that takes it for a number would cut digits off; the apostrophe keeps it a text.
        return f"'{number}" if len(value.as_tuple().digits) > EXACT_DIGITS else number

    texts = {
        "key": row.asked.key,
        "code": row.code,
        "title": row.title,
        "field": row.label,
        "unit": row.unit,
        "explanation": row.explanation,
        "guidance": row.guidance,
        "was": row.was,
        "was_explanation": row.was_explanation,
        "last": shown_value(form, row.asked, row.last),
        "value": shown_value(form, row.asked, row.value),
    }
    cells = {column: shown(value) for column, value in texts.items()}
    cells["explanation"] = neutral_in_csv(row.explanation)
    return [cells[column] for column in _COLUMNS]
