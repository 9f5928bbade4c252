"""What was typed into a cell: a number, or a choice by its number or the beginning of its wording."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.answer_fields import InputField
from dti_desktop.engine.assessment import FieldValue
from dti_desktop.ui import format as formats
from dti_desktop.ui.numbers_text import Fault, read_number
from dti_desktop.ui.search_text import fold


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """How a text was read: a `value` (None: nothing was typed), or a `fault` in words."""

    value: FieldValue | None = None
    fault: str = ""


def options(asked: InputField, language: str) -> list[tuple[FieldValue, str]]:
    """Return what can be chosen for a field, in order, each with its wording; nothing for a number."""
    if asked.kind == "yes_no":
        return [
            (True, QCoreApplication.translate("Answer", "Có")),
            (False, QCoreApplication.translate("Answer", "Không")),
        ]
    return list(asked.choice_labels(language).items())


def read_typed(asked: InputField, untrusted_text: str, language: str) -> TypedAnswer:
    """Read what was typed. A number is read as in the fields of the page; a choice accents and case aside."""
    if asked.kind == "number":
        reading = read_number(untrusted_text, formats.current().language)
        fault = "" if reading.fault is None else number_fault(reading.fault)
        return TypedAnswer(reading.number, fault)
    wanted = " ".join(fold(untrusted_text).split())
    if not wanted:
        return TypedAnswer()
    offered = options(asked, language)
    wordings = [(value, " ".join(fold(label).split())) for value, label in offered]
    for value, wording in wordings:
        if wording == wanted:
            return TypedAnswer(value)
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:3]) <= len(offered):
        return TypedAnswer(offered[int(wanted[:3]) - 1][0])
    begun = [value for value, wording in wordings if wording.startswith(wanted)]
    if len(begun) == 1:
        return TypedAnswer(begun[0])
    if begun:
        return TypedAnswer(
            fault=QCoreApplication.translate(
                "TypedAnswer", "Có {count} mức bắt đầu như vậy. Gõ thêm chữ, hoặc số thứ tự của mức."
            ).format(count=len(begun))
        )
    return TypedAnswer(
        fault=QCoreApplication.translate(
            "TypedAnswer", "Không có mức nào như vậy. Gõ số 1–{last}, hoặc Alt + ↓ để chọn."
        ).format(last=len(offered))
    )


def value_text(asked: InputField, value: FieldValue | None, language: str) -> str:
    """Return a value as a cell shows it; "" for none. A choice that is not known any more stays its id."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return formats.current().number(value)
    return next((label for known, label in options(asked, language) if known == value), str(value))


def edit_text(asked: InputField, value: FieldValue | None, language: str) -> str:
    """Return a value as it is edited: without groups, so that a digit more cannot make it another number."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", formats.current().decimal_sign)
    return value_text(asked, value, language)


def number_fault(fault: Fault) -> str:
    """Return what is wrong with a number, as its field on the page says it."""
    match fault:
        case "not-a-number":
            example = formats.current().number(Decimal("1234.5"))
            said = QCoreApplication.translate("NumberField", "Chưa phải là một số. Ví dụ: {example}")
            return said.format(example=example)
        case "negative":
            return QCoreApplication.translate("NumberField", "Số không được âm.")
        case "too-large":
            return QCoreApplication.translate("NumberField", "Số quá lớn.")
        case "too-many-decimals":
            return QCoreApplication.translate("NumberField", "Quá nhiều chữ số thập phân.")
