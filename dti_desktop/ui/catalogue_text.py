"""Words for catalogues that are corrected: states of rows, kinds of rules, numbers as they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.catalogue_edit import NodeName, TotalCheck
from dti_desktop.ui import format as formats

Written = Literal["text", "points", "number", "share"]
"""How a value is written: words, points or a plain number with a decimal comma, a share of 1 in per cent."""

TrustState = Literal["checked", "partly", "unchecked"]

#: Shape and colour of each state; every state has a shape of its own.
SHAPES: Mapping[TrustState, tuple[str, str]] = {
    "checked": ("circle-check", "done"),
    "partly": ("circle-dashed", "warn"),
    "unchecked": ("circle", "muted"),
}

_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_FRACTION = re.compile(r"([0-9]+)\s*/\s*([0-9]+)", re.ASCII)


def state_of(row: Mapping[str, Any]) -> TrustState:
    """Return how far a row of a document is confirmed."""
    match row.get("confidence"):
        case "confirmed":
            return "checked"
        case "partly":
            return "partly"
    return "unchecked"


def state_words(state: TrustState) -> str:
    """Return that in words."""
    match state:
        case "checked":
            return QCoreApplication.translate("Catalogue", "Đã đối chiếu")
        case "partly":
            return QCoreApplication.translate("Catalogue", "Đối chiếu một phần")
    return QCoreApplication.translate("Catalogue", "Chưa đối chiếu")


def checked_words(row: Mapping[str, Any]) -> str:
    """Return who held a row against the decision, when, and where it stands there; "" where nobody did."""
    check = row.get("checked")
    if not isinstance(check, Mapping):
        return ""
    said = [str(check.get("by", "")), day_of(str(check.get("utc", ""))), str(check.get("place", ""))]
    return " · ".join(each for each in said if each)


def day_of(utc: str) -> str:
    """Return a time as the reader's day."""
    try:
        return formats.current().date(datetime.fromisoformat(utc).astimezone().date())
    except ValueError:
        return utc


def kind_words(kind: object) -> str:
    """Return what a kind of rule does, or what a type of question asks for."""
    match kind:
        case "levels":
            return QCoreApplication.translate("Catalogue", "Chọn một mức")
        case "ratio":
            return QCoreApplication.translate("Catalogue", "Tỷ lệ a / b so với mức đạt đủ điểm")
        case "rate":
            return QCoreApplication.translate(
                "Catalogue", "Số a tính trên một lượng b, so với mức đạt đủ điểm"
            )
        case "count":
            return QCoreApplication.translate("Catalogue", "Số lượng so với mức đạt đủ điểm")
        case "parts":
            return QCoreApplication.translate("Catalogue", "Nhiều phần cộng lại")
        case "info":
            return QCoreApplication.translate("Catalogue", "Thu thập, không chấm điểm")
        case "bool":
            return QCoreApplication.translate("Catalogue", "Có hoặc không")
        case "choice":
            return QCoreApplication.translate("Catalogue", "Chọn trong danh sách")
    return str(kind)


def shown(written: Written, value: object, language: str) -> str:
    """Return a value of the file as people write it; what cannot be read stays as it is."""
    text = "" if value is None else str(value)
    if written == "text" or not _PLAIN.fullmatch(text):
        return text
    if written == "share":
        text = f"{format(Decimal(text) * 100, 'f')}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    shown_number = text.replace(".", ",") if language == "vi" else text
    sign = " %" if language == "vi" else "%"
    return f"{shown_number}{sign}" if written == "share" else shown_number


def typed(written: Written, text: str) -> str:
    """Return what was typed as the file writes it; what cannot be read stays as it is, and is a fault."""
    text = " ".join(text.split())
    if written == "text":
        return text
    fraction = _FRACTION.fullmatch(text)
    if written == "share" and fraction:
        return f"{fraction[1]}/{fraction[2]}"
    number = text.removesuffix("%").strip() if written == "share" else text
    if not _DECIMAL.fullmatch(number):
        return text
    exact = Decimal(number.replace(",", "."))
    if written == "share":
        exact /= 100
    plain = format(exact, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def surplus_words(check: TotalCheck) -> str:
    """Return how a total misses what is stated: "thừa 2,00 điểm"; "" where it fits."""
    if check.fits:
        return ""
    if check.surplus is None:
        return QCoreApplication.translate("Catalogue", "chưa cộng được")
    points = formats.current().points(abs(check.surplus))
    if check.surplus > 0:
        return QCoreApplication.translate("Catalogue", "thừa {points} điểm").format(points=points)
    return QCoreApplication.translate("Catalogue", "thiếu {points} điểm").format(points=points)


def total_words(check: TotalCheck, titles: Mapping[NodeName, str]) -> str:
    """Return a total that does not fit as a sentence."""
    form = formats.current()

    def points(number: Fraction | None) -> str:
        return "–" if number is None else form.points(number)

    return QCoreApplication.translate(
        "Catalogue", "{name}: cộng được {summed}, đang ghi {stated} – {surplus}."
    ).format(
        name=titles.get(check.name, check.name.code),
        summed=points(check.summed),
        stated=points(check.stated),
        surplus=surplus_words(check),
    )


def node_title(name: NodeName) -> str:
    """Return what kind of node it is, with its code."""
    match name.section:
        case "indicators":
            return name.code
        case "main_indices":
            return QCoreApplication.translate("Catalogue", "Chỉ số chính {code}").format(code=name.code)
        case "pillars":
            return QCoreApplication.translate("Catalogue", "Trụ cột {code}").format(code=name.code)
    return QCoreApplication.translate("Catalogue", "Thang điểm")
