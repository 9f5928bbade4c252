"""Estimates and what-ifs in words, as the journal tells of them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.estimates import (
    ACCEPTANCE,
    DATA_DEADLINE,
    DEPARTMENT,
    DUE,
    EFFORT_PREFIX,
    EXCLUDED,
    HIGH,
    LOW,
)
from dti_desktop.ui import format as formats

_ARROW = " → "
_SHARES = frozenset({ACCEPTANCE, LOW, HIGH})
_DATES = frozenset({DUE, DATA_DEADLINE})


def estimate_change(key: str, old: str | None, new: str | None) -> str:
    """Return what became of an estimate; `old` and `new` are JSON texts, None for nothing."""
    said = f"{_label(key)}: {_written(key, old)}{_ARROW}{_written(key, new)}"
    return QCoreApplication.translate("Journal", "Ước tính · {what}").format(what=said)


def scenario_change(old: str | None, new: str | None) -> str:
    """Return what became of a what-if."""
    name = str(json.loads(new or old or "{}")["name"])
    if old is None:
        return QCoreApplication.translate("Journal", "Kịch bản “{name}”: lưu mới").format(name=name)
    if new is None:
        return QCoreApplication.translate("Journal", "Kịch bản “{name}”: xóa").format(name=name)
    before = str(json.loads(old)["name"])
    if before != name:
        return QCoreApplication.translate("Journal", "Kịch bản “{before}”: đổi tên thành “{name}”").format(
            before=before, name=name
        )
    return QCoreApplication.translate("Journal", "Kịch bản “{name}”: sửa").format(name=name)


def _label(key: str) -> str:
    if key.startswith(EFFORT_PREFIX):
        return QCoreApplication.translate("Journal", "công sức (ngày công)")
    return {
        ACCEPTANCE: QCoreApplication.translate("Journal", "khả năng được chấp nhận"),
        LOW: QCoreApplication.translate("Journal", "mức đạt thấp nhất"),
        HIGH: QCoreApplication.translate("Journal", "mức đạt cao nhất"),
        DEPARTMENT: QCoreApplication.translate("Journal", "đơn vị chủ trì"),
        DUE: QCoreApplication.translate("Journal", "hạn hoàn thành"),
        EXCLUDED: QCoreApplication.translate("Journal", "không thể thực hiện"),
        DATA_DEADLINE: QCoreApplication.translate("Journal", "hạn nhập số liệu"),
    }.get(key, key)


def _written(key: str, text: str | None) -> str:
    if text is None:
        return QCoreApplication.translate("Journal", "trống")
    value = json.loads(text)
    form = formats.current()
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("Journal", "có"), QCoreApplication.translate("Journal", "không")
        return yes if value else no
    if isinstance(value, dict):
        number = Decimal(value["number"])
        return f"{form.number(100 * number)}\N{NO-BREAK SPACE}%" if key in _SHARES else form.number(number)
    return form.date(date.fromisoformat(value)) if key in _DATES else str(value)
