"""The journal of one indicator in words: when, who, what, from what to what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.model import Indicator
from dti_desktop.ui import format as formats
from dti_desktop.ui.answer_text import field_labels, value_text
from dti_desktop.ui.evidence_text import title_of

if TYPE_CHECKING:
    from dti_desktop.store.journal import JournalEntry

ARROW = " → "


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One thing that was done."""

    when: str
    who: str
    what: str


def journal_lines(
    entries: Sequence[JournalEntry], assessment: Assessment, indicator: Indicator, language: str
) -> list[JournalLine]:
    """Return what `entries` (newest first) tell of `indicator`; typing in one go is one line."""
    merged: list[tuple[JournalEntry, str | None]] = []
    for entry in reversed(entries):
        is_same_typing = bool(merged) and entry.act == "continue" and entry.cell == merged[-1][0].cell
        old = merged.pop()[1] if is_same_typing else entry.old
        merged.append((entry, old))
    lines = []
    for entry, old in reversed(merged):
        what = _what(entry, old, assessment, indicator, language)
        if what:
            lines.append(JournalLine(_when(entry.at_utc), entry.who, what))
    return lines


def _what(
    entry: JournalEntry, old: str | None, assessment: Assessment, indicator: Indicator, language: str
) -> str:
    if old == entry.new:
        return ""
    match entry.kind:
        case "answer":
            labels = dict(field_labels(indicator.rule, language))
            label = labels.get(entry.key, "") or QCoreApplication.translate("Journal", "Trả lời")
            before, after = (_field(indicator, entry.key, text, language) for text in (old, entry.new))
            said = f"{label}: {before}{ARROW}{after}"
        case "explanation":
            said = _text_change(QCoreApplication.translate("Journal", "Giải trình"), old, entry.new)
        case "note":
            said = _text_change(QCoreApplication.translate("Journal", "Ghi chú riêng"), old, entry.new)
        case "reviewed":
            said = (
                QCoreApplication.translate("Journal", "Đánh dấu đã rà soát")
                if entry.new is not None
                else QCoreApplication.translate("Journal", "Bỏ dấu đã rà soát")
            )
        case "link":
            said = _link(entry, old, assessment)
        case _:
            return ""
    if entry.act == "undo":
        return QCoreApplication.translate("Journal", "Hoàn tác. {what}").format(what=said)
    if entry.act == "redo":
        return QCoreApplication.translate("Journal", "Làm lại. {what}").format(what=said)
    return said


def _field(indicator: Indicator, key: str, text: str | None, language: str) -> str:
    if text is None:
        return QCoreApplication.translate("Journal", "trống")
    stored = json.loads(text)
    value: FieldValue = Decimal(stored["number"]) if isinstance(stored, dict) else stored
    return value_text(indicator.rule, key, value, language)


def _text_change(label: str, old: str | None, new: str | None) -> str:
    if old is None:
        verb = QCoreApplication.translate("Journal", "viết mới")
    elif new is None:
        verb = QCoreApplication.translate("Journal", "xóa")
    else:
        verb = QCoreApplication.translate("Journal", "sửa")
    return f"{label}: {verb}"


def _link(entry: JournalEntry, old: str | None, assessment: Assessment) -> str:
    document = assessment.documents.get(entry.key)
    title = "" if document is None else title_of(document)
    if old is None:
        return QCoreApplication.translate("Journal", "Thêm minh chứng {title}").format(title=title)
    if entry.new is None:
        return QCoreApplication.translate("Journal", "Gỡ minh chứng {title}").format(title=title)
    pages = json.loads(entry.new).get("pages", "")
    return QCoreApplication.translate("Journal", "Minh chứng {title}: trang {pages}").format(
        title=title, pages=pages
    )


def _when(at_utc: str) -> str:
    return formats.current().date_time(datetime.fromisoformat(at_utc))
