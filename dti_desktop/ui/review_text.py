"""What reviewers, departments and an earlier year leave, in words, as the journal tells of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from dti_desktop.ui import format as formats
from dti_desktop.ui.excerpt import excerpt

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.store.journal import JournalEntry

_ARROW = " → "

KINDS = frozenset(
    {"review", "comment", "given_score", "change_reason", "entered", "part", "origin"}
    | {"previous", "previous_row"}
)


def review_change(entry: JournalEntry, old: str | None, words: Words) -> str:
    """Return what became of one of `KINDS`, beginning from `old`."""
    before: Any = None if old is None else json.loads(old)
    after: Any = None if entry.new is None else json.loads(entry.new)
    match entry.kind:
        case "review":
            return _review(before, after, words)
        case "comment":
            return _comment(before, after)
        case "given_score":
            return _given(entry.key, before, after)
        case "change_reason":
            label = QCoreApplication.translate("Journal", "Vì sao đổi")
            return f"{label}: {_quoted(before)}{_ARROW}{_quoted(after)}"
        case "entered":
            if after is None:
                return QCoreApplication.translate("Journal", "Bỏ dấu đã nhập lên cổng của Bộ")
            return QCoreApplication.translate("Journal", "Đánh dấu đã nhập lên cổng của Bộ")
        case "part":
            return _part(before, after)
        case "origin":
            department = (after or before)["department"]
            return QCoreApplication.translate("Journal", "Phần việc được giao cho {department}").format(
                department=department
            )
        case "previous":
            if after is None:
                return QCoreApplication.translate("Journal", "Bỏ số liệu năm trước")
            return QCoreApplication.translate("Journal", "Mang theo số liệu của năm {year}").format(
                year=after["year"]
            )
        case _:
            row = after or before
            if not entry.code:
                return QCoreApplication.translate("Journal", "Năm trước, mã {code}: chưa có chỗ").format(
                    code=row["old_code"]
                )
            return QCoreApplication.translate("Journal", "Năm trước, mã {code}").format(code=row["old_code"])


def _review(before: Any, after: Any, words: Words) -> str:
    states = [words.review_state(record["state"] if record else "drafting") for record in (before, after)]
    said = QCoreApplication.translate("Journal", "Rà soát: {before} → {after}").format(
        before=states[0], after=states[1]
    )
    reason = after["reason"] if after else ""
    return f"{said} – {_quoted(reason)}" if reason else said


def _comment(before: Any, after: Any) -> str:
    if after is None:
        return QCoreApplication.translate("Journal", "Gỡ ý kiến {text}").format(text=_quoted(before["text"]))
    text = _quoted(after["text"])
    if before is None:
        return QCoreApplication.translate("Journal", "Ý kiến {text}").format(text=text)
    if before["settled_utc"] != after["settled_utc"]:
        if after["settled_utc"] is None:
            return QCoreApplication.translate("Journal", "Mở lại ý kiến {text}").format(text=text)
        return QCoreApplication.translate("Journal", "Đã xử lý ý kiến {text}").format(text=text)
    return QCoreApplication.translate("Journal", "Sửa ý kiến {text}").format(text=text)


def _given(source: str, before: Any, after: Any) -> str:
    label = {
        "reviewer": QCoreApplication.translate("Journal", "Điểm của người rà soát"),
        "ministry": QCoreApplication.translate("Journal", "Điểm cơ quan thẩm định"),
    }[source]
    return f"{label}: {_points(before)}{_ARROW}{_points(after)}"


def _points(record: Any) -> str:
    if record is None:
        return QCoreApplication.translate("Journal", "trống")
    return formats.current().number(Decimal(record["points"]))


def _part(before: Any, after: Any) -> str:
    record = after or before
    if after is None:
        said = QCoreApplication.translate("Journal", "Thu lại phần việc giao cho {department}")
    elif before is None:
        said = QCoreApplication.translate("Journal", "Giao việc cho {department}")
    elif before["merged_utc"] != after["merged_utc"]:
        said = QCoreApplication.translate("Journal", "Nhận phần việc của {department}")
    else:
        said = QCoreApplication.translate("Journal", "Sửa việc giao cho {department}")
    return said.format(department=record["department"])


def _quoted(text: str | None) -> str:
    return f"“{excerpt(text)}”" if text else QCoreApplication.translate("Journal", "trống")
