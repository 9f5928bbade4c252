"""The journal in words: what was done, from what to what. One wording for every place that shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.ui import format as formats
from dti_desktop.ui.answer_text import field_labels, value_text
from dti_desktop.ui.evidence_text import title_of
from dti_desktop.ui.excerpt import excerpt
from dti_desktop.ui.planning_text import estimate_change, scenario_change
from dti_desktop.ui.review_text import KINDS as REVIEW_KINDS
from dti_desktop.ui.review_text import review_change

if TYPE_CHECKING:
    from dti_desktop.services.review_changes import NetChange
    from dti_desktop.services.words import Words
    from dti_desktop.store.journal import JournalEntry

ARROW = " → "


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One thing that was done."""

    when: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Entries that belong together: one, or the typing in one field in one go, newest first."""

    entries: tuple[JournalEntry, ...]

    @property
    def newest(self) -> JournalEntry:
        """The entry that it ended with."""
        return self.entries[0]

    @property
    def old(self) -> str | None:
        """What was there before it began."""
        return self.entries[-1].old

    def goes_on_with(self, older: JournalEntry) -> bool:
        """Whether the entry before belongs to the same typing."""
        oldest = self.entries[-1]
        first_step = older.of_step if older.act == "continue" else older.step
        return oldest.act == "continue" and oldest.of_step == first_step and oldest.cell == older.cell


def turns_of(entries: Sequence[JournalEntry]) -> list[Turn]:
    """Return entries, newest first, put together by what was typed in one go."""
    turns: list[Turn] = []
    for entry in entries:
        if turns and turns[-1].goes_on_with(entry):
            turns[-1] = Turn((*turns[-1].entries, entry))
        else:
            turns.append(Turn((entry,)))
    return turns


def journal_lines(
    entries: Sequence[JournalEntry], assessment: Assessment, language: str, words: Words
) -> list[JournalLine]:
    """Return what `entries` (newest first) tell, a line for each turn that changed something."""
    form = formats.current()
    return [
        JournalLine(
            form.date_time(datetime.fromisoformat(turn.newest.at_utc)),
            turn.newest.who,
            what_was_done(turn.newest, turn.old, assessment, language, words),
        )
        for turn in turns_of(entries)
        if turn.newest.act == "note" or turn.newest.new != turn.old
    ]


def net_change_lines(
    changes: Sequence[NetChange], assessment: Assessment, language: str, words: Words
) -> list[str]:
    """Return what became of each cell in the end, however many acts led there."""
    return [
        what_was_done(replace(change.newest, act="edit"), change.old, assessment, language, words)
        for change in changes
    ]


def what_was_done(
    entry: JournalEntry, old: str | None, assessment: Assessment, language: str, words: Words
) -> str:
    """Return what an entry tells, beginning from `old`. What was changed from outside may not be readable."""
    try:
        said = _what(entry, old, assessment, language, words)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError):
        said = QCoreApplication.translate("Journal", "Nội dung của mục này không đọc được.")
    match entry.act:
        case "undo":
            return QCoreApplication.translate("Journal", "Hoàn tác. {what}").format(what=said)
        case "redo":
            return QCoreApplication.translate("Journal", "Làm lại. {what}").format(what=said)
        case "adopt":
            return QCoreApplication.translate("Journal", "Bị đổi từ bên ngoài. {what}").format(what=said)
    return said


def _what(entry: JournalEntry, old: str | None, assessment: Assessment, language: str, words: Words) -> str:
    match entry.kind:
        case "answer":
            return _answer(entry, old, assessment, language)
        case "profile":
            return _profile(entry, old, assessment, language)
        case "explanation":
            return _text_change(QCoreApplication.translate("Journal", "Giải trình"), old, entry.new)
        case "note":
            return _text_change(QCoreApplication.translate("Journal", "Ghi chú riêng"), old, entry.new)
        case "reviewed":
            if entry.new is not None:
                return QCoreApplication.translate("Journal", "Đánh dấu đã rà soát")
            return QCoreApplication.translate("Journal", "Bỏ dấu đã rà soát")
        case "signatory":
            label = QCoreApplication.translate("Journal", "Lãnh đạo ký")
            return f"{label}: {_signatory(old)}{ARROW}{_signatory(entry.new)}"
        case "link":
            return _link(entry, old, assessment)
        case "document":
            return _document(old, entry.new)
        case "estimate":
            return estimate_change(entry.key, old, entry.new)
        case "scenario":
            return scenario_change(old, entry.new)
        case kind if kind in REVIEW_KINDS:
            return review_change(entry, old, words)
        case "event":
            return words.event(entry.key, json.loads(entry.new or "{}"))
        case "assessment":
            facts = json.loads(entry.new or "{}")
            return QCoreApplication.translate("Journal", "Tạo hồ sơ {province} {year}").format(
                province=facts["province"], year=facts["year"]
            )
        case "catalogue":
            said = QCoreApplication.translate("Journal", "Chuyển phiên bản bộ chỉ số")
            return f"{said}: {_digest(old)}{ARROW}{_digest(entry.new)}"
        case "archived":
            if entry.new is not None:
                return QCoreApplication.translate("Journal", "Cất hồ sơ")
            return QCoreApplication.translate("Journal", "Lấy lại hồ sơ đã cất")
    return f"{entry.kind} {entry.key}".strip()


def _digest(text: str | None) -> str:
    """Return the beginning of a digest, enough to tell editions apart."""
    return _empty() if text is None else str(json.loads(text)).removeprefix("sha256:")[:12]


def _empty() -> str:
    return QCoreApplication.translate("Journal", "trống")


def _answer(entry: JournalEntry, old: str | None, assessment: Assessment, language: str) -> str:
    rule = assessment.catalogue.indicators[entry.code].rule
    labels = dict(field_labels(rule, language))
    label = labels.get(entry.key, "") or QCoreApplication.translate("Journal", "Trả lời")

    def written(text: str | None) -> str:
        if text is None:
            return _empty()
        stored = json.loads(text)
        value: FieldValue = Decimal(stored["number"]) if isinstance(stored, dict) else stored
        return value_text(rule, entry.key, value, language)

    return f"{label}: {written(old)}{ARROW}{written(entry.new)}"


def _profile(entry: JournalEntry, old: str | None, assessment: Assessment, language: str) -> str:
    figure = next(field for field in assessment.catalogue.profile if field.key == entry.key)
    unit = figure.unit.in_language(language)

    def written(text: str | None) -> str:
        if text is None:
            return _empty()
        number = formats.current().number(Decimal(json.loads(text)["number"]))
        return f"{number} {unit}".strip()

    return f"{figure.title.in_language(language)}: {written(old)}{ARROW}{written(entry.new)}"


def _text_change(label: str, old: str | None, new: str | None) -> str:
    if old is None:
        verb = QCoreApplication.translate("Journal", "viết mới")
        return f"{label}: {verb} {_quoted(new)}"
    if new is None:
        verb = QCoreApplication.translate("Journal", "xóa")
        return f"{label}: {verb} {_quoted(old)}"
    verb = QCoreApplication.translate("Journal", "sửa")
    return f"{label}: {verb} {_quoted(old)}{ARROW}{_quoted(new)}"


def _quoted(text: str | None) -> str:
    words = "" if text is None else str(json.loads(text))
    return f"“{excerpt(words)}”"


def _signatory(text: str | None) -> str:
    if text is None:
        return _empty()
    record = json.loads(text)
    return ", ".join(part for part in (record["name"], record["title"]) if part) or _empty()


def _link(entry: JournalEntry, old: str | None, assessment: Assessment) -> str:
    document = assessment.documents.get(entry.key)
    if document is None:
        title = QCoreApplication.translate("Journal", "(tài liệu đã xóa)")
    else:
        title = title_of(document)
    if old is None:
        return QCoreApplication.translate("Journal", "Thêm minh chứng {title}").format(title=title)
    if entry.new is None:
        return QCoreApplication.translate("Journal", "Gỡ minh chứng {title}").format(title=title)
    pages = json.loads(entry.new).get("pages", "")
    return QCoreApplication.translate("Journal", "Minh chứng {title}: trang {pages}").format(
        title=title, pages=pages or "–"
    )


def _document(old: str | None, new: str | None) -> str:
    before: dict[str, Any] = json.loads(old) if old is not None else {}
    after: dict[str, Any] = json.loads(new) if new is not None else {}
    if new is None:
        return QCoreApplication.translate("Journal", "Xóa tài liệu {title}").format(
            title=_record_title(before)
        )
    if old is None:
        return QCoreApplication.translate("Journal", "Nhận tài liệu {title}").format(
            title=_record_title(after)
        )
    labels = {
        "number": QCoreApplication.translate("Journal", "số, ký hiệu"),
        "issued_on": QCoreApplication.translate("Journal", "ngày ban hành"),
        "issuer": QCoreApplication.translate("Journal", "cơ quan ban hành"),
        "title": QCoreApplication.translate("Journal", "trích yếu"),
        "sha256": QCoreApplication.translate("Journal", "tệp"),
    }
    changes = [
        f"{label}: {_cited(key, before)}{ARROW}{_cited(key, after)}"
        for key, label in labels.items()
        if before.get(key) != after.get(key)
    ]
    said = QCoreApplication.translate("Journal", "Trích dẫn {title}").format(title=_record_title(after))
    return f"{said} – {'; '.join(changes)}"


def _record_title(record: dict[str, Any]) -> str:
    """Return what a document was called, as `evidence_text.title_of` calls those that are there."""
    name = record["number"] or record["title"] or record["original_name"]
    shown = str(name).encode("utf-8", "replace").decode("utf-8") if name else ""
    return shown or QCoreApplication.translate("Evidence", "Tài liệu chưa ghi số, ký hiệu")


def _cited(key: str, record: dict[str, Any]) -> str:
    value = record.get(key)
    if not value:
        return _empty()
    return formats.current().date(date.fromisoformat(value)) if key == "issued_on" else str(value)
